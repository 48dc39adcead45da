/**
 * What: the landscape: the window on the plane, its ground, the racers on it, hover, the start's handle.
 * Invariant: one redraw per frame; the ground is redrawn only when window, problem, size or theme change, the racers when the playhead moves.
 * Does not: compute; positions, values and pixels come from the engine.
 */
import { html, nothing, render } from "lit-html";
import { EngineError } from "../engine/protocol.js";
import { keyOf } from "../engine/tables.js";
import { point } from "../format/number.js";
import { racerName } from "../state/edits.js";
import { rowAt } from "../state/rows.js";
import { words } from "../words/en.js";
import { racerLook } from "../look/racers.js";
import { axisNames } from "./axes.js";
import { readout, zoomButtons } from "./chrome.js";
import { Curve } from "./curve.js";
import { extentOf } from "./extent.js";
import { Frame, fitPlane, moved, plotRect, zoomed } from "./frame.js";
import { drawArrow, drawMarker, drawStart } from "./marks.js";
import { paperOf } from "./paper.js";
import { Relief } from "./relief.js";
import { listenForDrag, listenForMoves } from "./pointer.js";
import { drawStep } from "./step.js";
import { Surface } from "./surface.js";
import { Tangents } from "./tangent.js";
import { drawFuture, drawPath, drawRacer, nearestRow } from "./trails.js";

/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("./frame.js").Plane} Plane */

/** A pointer within this distance of a kept position marks its step. */
const MARK_WITHIN_PX = 14;
/** The arrow of the gradient; its length says nothing, so that it can be seen everywhere. */
const ARROW_PX = 44;

/**
 * What a reader may do on the plane.
 * @typedef {object} Rights
 * @property {boolean} start move the start
 * @property {boolean} view zoom and move the window
 * @property {boolean} wheel zoom by the wheel alone; without it the wheel is the page's unless Ctrl is held, as pinching does
 */

/** In a page of its own: everything. @type {Rights} */
const ALL_RIGHTS = { start: true, view: true, wheel: true };

/** The landscape's element and its drawing. */
export class Landscape {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {import("../engine/client.js").Asked} engine
   * @param {Rights} [rights] looked at whenever the reader does something
   */
  constructor(session, engine, rights = ALL_RIGHTS) {
    this.session = session;
    this.engine = engine;
    this.rights = rights;
    this.element = document.createElement("section");
    this.element.className = "landscape";
    this.element.setAttribute("aria-label", words.landscape.label);
    this.ground = document.createElement("canvas");
    this.over = document.createElement("canvas");
    this.over.className = "over";
    this.handle = document.createElement("button");
    this.handle.className = "start";
    this.handle.type = "button";
    this.chrome = document.createElement("div");
    this.chrome.className = "chrome";
    this.relief = new Relief(engine, () => this.invalidate(false));
    this.element.append(this.ground, this.over, this.handle, this.relief.element, this.chrome);

    const redraw = () => this.invalidate(true);
    this.surface = new Surface(engine, redraw);
    this.curve = new Curve(engine, redraw);
    this.tangents = new Tangents(engine, () => this.invalidate(false));
    /** @type {Plane | null} the window; null shows all of the problem's own view */
    this.window = null;
    /** @type {Frame | null} */
    this.frame = null;
    this.problemKey = "";
    /** @type {{key: string, view: import("../engine/shapes").View} | null} for a problem without a view of its own */
    this.extent = null;
    this.surfaceId = "";
    this.groundDirty = true;
    this.waiting = false;
    this.widthPx = 0;
    this.heightPx = 0;
    /** @type {import("./chrome.js").Hover | null} */
    this.hover = null;

    listenForMoves(this.over, {
      hover: (px, py) => this.hoverAt(px, py),
      leave: () => this.leave(),
      pan: (dxPx, dyPx) => this.frame && rights.view && this.look(moved(this.frame.view, -dxPx / this.frame.perX, dyPx / this.frame.perY)),
      zoom: (factor, px, py) => rights.view && this.zoom(factor, px, py),
      twice: (px, py) => rights.start && this.startAt(px, py),
    }, (event) => rights.view && (rights.wheel || event.ctrlKey));
    listenForDrag(this.handle, this.element, (px, py) => this.startAt(px, py), (dx, dy, large) => this.nudge(dx, dy, large));
    this.watch = new ResizeObserver(() => this.invalidate(true));
    this.watch.observe(this.element);
    session.store.on(["good", "result", "theme", "relief"], () => this.draw(true));
    session.store.on(["step", "selected", "hoverStep", "end", "ghost", "inspected"], () => this.draw(false));
  }

  /** Stops watching its size, for good. */
  dispose() {
    this.watch.disconnect();
  }

  /**
   * Asks for a redraw in the next frame.
   * @param {boolean} ground whether the ground has changed too
   */
  invalidate(ground) {
    this.groundDirty ||= ground;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw(this.groundDirty);
    });
  }

  /**
   * Looks at another part of the plane.
   * @param {Plane | null} view null for all of it
   */
  look(view) {
    if (view && !(view.x[1] - view.x[0] > 1e-12 && view.x[1] - view.x[0] < 1e12)) return;
    this.window = view;
    this.invalidate(true);
  }

  /**
   * Zooms about a place, the middle unless told.
   * @param {number} factor above 1 shows more
   * @param {number} [px]
   * @param {number} [py]
   */
  zoom(factor, px, py) {
    if (!this.frame) return;
    const { leftPx, topPx, widthPx, heightPx } = this.frame.rect;
    const x = this.frame.fromX(px ?? leftPx + widthPx / 2);
    const y = this.frame.fromY(py ?? topPx + heightPx / 2);
    this.look(zoomed(this.frame.view, factor, x, y));
  }

  /**
   * Moves the start to a place.
   * @param {number} px
   * @param {number} py
   * @param {string} [name] changes under one name are one undo step
   */
  startAt(px, py, name = "start") {
    const { frame } = this;
    const description = this.session.store.state.result?.description;
    if (!frame || !description || description.dim > 2) return;
    const at = description.dim === 1 ? [frame.fromX(px)] : [frame.fromX(px), frame.fromY(py)];
    // Rounded to a tenth of a pixel, so that links stay short.
    const digit = 10 ** Math.floor(Math.log10(1 / frame.perX));
    this.session.edit("start", at.map((value) => Number((Math.round(value / digit) * digit).toPrecision(8))), name);
  }

  /** @param {number} dx @param {number} dy @param {boolean} large */
  nudge(dx, dy, large) {
    const { frame } = this;
    const start = this.session.store.state.result?.description.start;
    if (!frame || !start) return;
    const stepPx = large ? 40 : 4;
    this.startAt(frame.toX(start[0] ?? 0) + dx * stepPx, frame.toY(start[1] ?? 0) - dy * stepPx, "start by keys");
  }

  /** @param {number} px @param {number} py */
  async hoverAt(px, py) {
    const { frame } = this;
    const { result, good } = this.session.store.state;
    if (!frame || !result || result.dim > 2 || !frame.holds(px, py)) return this.leave();
    const near = nearestRow(this.tracks(this.session.store.state, frame), px, py, MARK_WITHIN_PX);
    this.session.store.set({ hoverStep: near?.step ?? null });
    const x = result.dim === 1 ? [frame.fromX(px)] : [frame.fromX(px), frame.fromY(py)];
    try {
      const { value, grad } = await this.engine.call("at", { spec: good, x }, { lane: "hover" });
      this.hover = { x, px, py: result.dim === 1 ? frame.toY(value) : py, value, grad };
      this.invalidate(false);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }

  leave() {
    this.hover = null;
    this.session.store.set({ hoverStep: null });
    this.invalidate(false);
  }

  /**
   * @param {SessionState} state
   * @param {Frame} frame
   * @returns {import("./trails.js").Track[]}
   */
  tracks(state, frame) {
    return (state.result?.racers ?? []).map(({ columns }, index) => {
      const { x, f, dim } = columns;
      const receding = state.selected !== null && state.selected !== index;
      return {
        columns,
        look: racerLook(index, state.good.racers[index]?.color),
        receding,
        x: (row) => frame.toX(/** @type {number} */ (x[row * dim])),
        y: (row) => frame.toY(/** @type {number} */ (dim === 1 ? f[row] : x[row * dim + 1])),
      };
    });
  }

  /**
   * Puts a picture over the heat map, or takes it away.
   * @param {import("./surface.js").Cover | null} cover
   */
  cover(cover) {
    this.surface.cover(cover);
    this.invalidate(true);
  }

  /** @param {boolean} ground */
  draw(ground) {
    const { state } = this.session.store;
    const { result, theme } = state;
    const description = result?.description;
    const flat = !description || description.dim > 2;
    this.element.classList.toggle("without-picture", flat);
    if (!result || !description || description.dim > 2) {
      render(description ? html`<p class="no-picture">${words.landscape.noPicture(description.dim)}</p>` : nothing, this.chrome);
      return;
    }
    const resized = this.measure();
    if (this.widthPx < 60 || this.heightPx < 60) return;
    const { surface } = state.good.problem;
    if (String(surface) !== this.surfaceId) {
      this.window = null;
      this.curve.forget();
    }
    this.surfaceId = String(surface);
    this.problemKey = keyOf([state.good.problem, state.good.precision]);
    this.frame = this.frameOf(result);
    this.tellWindow(this.frame.view, description.dim);
    const names = axisNames(state.good, description.dim);
    const solid = this.solid(state);
    this.element.classList.toggle("as-relief", solid);
    if (solid) {
      this.hover = null;
      this.drawRelief(state, this.frame, description);
    } else if (ground || resized || this.groundDirty) {
      this.groundDirty = false;
      const ctx = paperOf(this.ground, this.widthPx, this.heightPx);
      if (description.dim === 1) {
        this.curve.ask(state.good, this.problemKey, this.frame.view.x, this.frame.rect.widthPx);
        this.curve.draw(ctx, this.frame, theme, description.points, names);
      } else {
        this.surface.draw(ctx, this.scene(state, this.frame, description), names);
      }
    }
    if (!solid) this.drawOver(state, this.frame, description);
    this.groundDirty ||= solid;
    this.drawChrome(state, this.frame);
  }

  /**
   * Whether the relief is shown: a map over the plane lies flat.
   * @param {SessionState} state
   * @returns {boolean}
   */
  solid({ relief, result }) {
    return relief && result?.description.dim === 2 && !this.surface.covered;
  }

  /**
   * @param {SessionState} state
   * @param {Frame} frame
   * @param {import("../engine/shapes").Description} description
   * @param {CanvasRenderingContext2D} [ctx] instead of its own canvas
   */
  drawRelief(state, frame, description, ctx) {
    const { theme, step, selected, hoverStep } = state;
    const view = this.window ?? /** @type {Plane} */ (description.view ?? this.extent?.view);
    this.relief.ask(state.good, this.problemKey, this.surfaceId, view, description.log, theme.name);
    const marks = { tracks: this.tracks(state, frame), step, selected, hoverStep, names: axisNames(state.good, 2), dim: 2, start: description.start, points: description.points };
    this.relief.draw({ ctx, widthPx: this.widthPx, heightPx: this.heightPx, theme }, frame, marks);
  }

  /**
   * @param {SessionState} state
   * @param {Frame} frame
   * @param {import("../engine/shapes").Description} description
   * @returns {import("./surface.js").Scene}
   */
  scene({ good, theme }, frame, { log, points }) {
    return { spec: good, key: this.problemKey, kind: this.surfaceId, log, theme, frame, points };
  }

  /**
   * What is shown, as a picture of so many pixels per CSS pixel.
   * @param {number} scale
   * @returns {HTMLCanvasElement}
   */
  picture(scale) {
    const canvas = document.createElement("canvas");
    canvas.width = this.widthPx * scale;
    canvas.height = this.heightPx * scale;
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const { state } = this.session.store;
    const { theme } = state;
    const description = state.result?.description;
    ctx.scale(scale, scale);
    ctx.fillStyle = theme.paper;
    ctx.fillRect(0, 0, this.widthPx, this.heightPx);
    if (!this.frame || !description) return canvas;
    const names = axisNames(state.good, description.dim);
    if (this.solid(state)) {
      this.drawRelief(state, this.frame, description, ctx);
      return canvas;
    }
    if (description.dim === 1) this.curve.draw(ctx, this.frame, theme, description.points, names);
    else this.surface.draw(ctx, this.scene(state, this.frame, description), names);
    this.drawOver(state, this.frame, description, ctx);
    return canvas;
  }

  /** @param {import("../engine/shapes").RunResult} result */
  frameOf(result) {
    const { description } = result;
    const { theme } = this.session.store.state;
    const rect = plotRect(this.widthPx, this.heightPx, description.dim === 2, theme.textPx);
    if (!description.view && this.extent?.key !== this.problemKey) this.extent = { key: this.problemKey, view: extentOf(result) };
    const view = description.view ?? /** @type {{view: import("../engine/shapes").View}} */ (this.extent).view;
    if (description.dim === 1) return new Frame(rect, { x: this.window?.x ?? view.x, y: this.curve.heights() });
    return new Frame(rect, fitPlane(this.window ?? /** @type {Plane} */ (view), rect));
  }

  /**
   * Tells the session which part of the plane is shown, so that words agree with the picture.
   * @param {Plane} view
   * @param {number} dim
   */
  tellWindow(view, dim) {
    const { shown } = this.session.store.state;
    const y = dim === 1 ? null : view.y;
    if (shown && shown.x[0] === view.x[0] && shown.x[1] === view.x[1] && shown.y?.[0] === y?.[0] && shown.y?.[1] === y?.[1]) return;
    this.session.store.set({ shown: { x: view.x, y }, perX: this.frame?.perX ?? 1 });
  }

  /** @returns {boolean} whether the size has changed */
  measure() {
    const { clientWidth, clientHeight } = this.element;
    const changed = clientWidth !== this.widthPx || clientHeight !== this.heightPx;
    this.widthPx = clientWidth;
    this.heightPx = clientHeight;
    return changed;
  }

  /**
   * @param {SessionState} state
   * @param {Frame} frame
   * @param {import("../engine/shapes").Description} description
   * @param {CanvasRenderingContext2D} [ctx]
   */
  drawOver(state, frame, description, ctx = paperOf(this.over, this.widthPx, this.heightPx)) {
    const { theme, selected, hoverStep, inspected } = state;
    const { leftPx, topPx, widthPx, heightPx } = frame.rect;
    const tracks = this.tracks(state, frame);
    const order = tracks.map((_, index) => index).sort((a, b) => Number(a === selected) - Number(b === selected));
    const start = this.startPlace(frame, description, tracks);
    ctx.save();
    ctx.beginPath();
    ctx.rect(leftPx, topPx, widthPx, heightPx);
    ctx.clip();
    for (const index of order) drawPath(ctx, frame, theme, /** @type {any} */ (tracks[index]), state.step, index === selected);
    if (state.ghost) for (const racer of state.ghost.racers) this.drawGhost(ctx, frame, state, state.ghost, racer);
    drawStart(ctx, theme, start.x, start.y);
    if (description.dim === 1) this.drawTangents(ctx, frame, state, tracks);
    if (inspected) {
      const { columns } = /** @type {import("./trails.js").Track} */ (tracks[inspected.racer] ?? tracks[0]);
      const before = rowAt(columns, state.step - 1);
      drawStep(ctx, frame, theme, inspected.inspection, (name) => theme[name], columns.t[before] === state.step - 1 ? Number(columns.f[before]) : NaN);
    }
    ctx.restore();
    for (const index of order) drawRacer(ctx, frame, theme, /** @type {any} */ (tracks[index]), state.step, index === selected);
    if (hoverStep !== null) {
      for (const track of tracks) {
        const row = rowAt(track.columns, hoverStep);
        if (frame.holds(track.x(row), track.y(row))) drawMarker(ctx, theme, track.x(row), track.y(row), track.look, 6 * theme.line, true);
      }
    }
    if (this.hover) this.drawGradient(ctx, theme, this.hover);
    this.handle.hidden = !this.rights.start || !frame.holds(start.x, start.y);
    this.handle.style.left = `${start.x}px`;
    this.handle.style.top = `${start.y}px`;
    this.handle.setAttribute("aria-label", words.landscape.start(point(description.start)));
  }

  /**
   * On a curve, the last update of every racer, or of the selected one: its tangent and its step.
   * @param {CanvasRenderingContext2D} ctx
   * @param {Frame} frame
   * @param {SessionState} state
   * @param {import("./trails.js").Track[]} tracks
   */
  drawTangents(ctx, frame, { good, theme, step, selected, inspected }, tracks) {
    const updates = tracks.flatMap(({ columns, look }, index) => {
      if (selected !== null && selected !== index) return [];
      const now = rowAt(columns, step);
      const at = (/** @type {number} */ row) => ({ x: Number(columns.x[row]), f: Number(columns.f[row]) });
      // A long run keeps some steps only: then the update before this one is not there.
      const whole = now > 0 && Number(columns.t[now]) - Number(columns.t[now - 1]) === 1;
      return [{ index, color: look.color, from: at(whole ? now - 1 : now), to: whole ? at(now) : null }];
    });
    this.tangents.ask(good, this.problemKey, updates.map(({ from }) => from.x).filter(Number.isFinite));
    for (const { index, color, from, to } of updates) this.tangents.draw(ctx, frame, theme, color, from, to, inspected?.racer !== index);
  }

  /**
   * The future that a fork replaced.
   * @param {CanvasRenderingContext2D} ctx
   * @param {Frame} frame
   * @param {SessionState} state
   * @param {import("../state/fork.js").Ghost} ghost
   * @param {number} racer
   */
  drawGhost(ctx, frame, state, ghost, racer) {
    const track = this.tracks({ ...state, result: ghost.result }, frame)[racer];
    if (track) drawFuture(ctx, frame, track, ghost.at, 4 * state.theme.line, 0.4);
  }

  /**
   * @param {Frame} frame
   * @param {import("../engine/shapes").Description} description
   * @param {import("./trails.js").Track[]} tracks
   */
  startPlace(frame, description, tracks) {
    const [x = NaN, y] = description.start;
    const height = description.dim === 1 ? Number(tracks[0]?.columns.f[0]) : y;
    return { x: frame.toX(x), y: frame.toY(height ?? NaN) };
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {import("../look/theme.js").Theme} theme
   * @param {{px: number, py: number, grad: number[]}} hover
   */
  drawGradient(ctx, theme, { px, py, grad }) {
    const [gx = 0, gy = 0] = grad;
    const length = Math.hypot(gx, gy);
    if (!(length > 0) || !Number.isFinite(length)) return;
    drawArrow(ctx, theme, theme.ink, px, py, px + (ARROW_PX * gx) / length, py - (ARROW_PX * gy) / length);
  }

  /**
   * @param {SessionState} state
   * @param {Frame} frame
   */
  drawChrome(state, frame) {
    const { hover } = this;
    const { leftPx, widthPx } = frame.rect;
    this.chrome.style.setProperty("--plot-left", `${leftPx}px`);
    this.chrome.style.setProperty("--plot-right", `${this.widthPx - leftPx - widthPx}px`);
    const near = state.hoverStep !== null && hover ? nearestRow(this.tracks(state, frame), hover.px, hover.py, MARK_WITHIN_PX) : null;
    const mark = near ? words.landscape.markOf(racerName(this.session.catalog, state.good, near.racer), near.step) : "";
    const relief = state.result?.description.dim === 2 && !this.surface.covered ? { on: state.relief, toggle: () => this.session.store.set({ relief: !state.relief }) } : null;
    render([zoomButtons(this.window !== null, (factor) => this.zoom(factor), () => this.look(null), relief), readout(hover, mark, axisNames(state.good, hover?.x.length ?? 0))], this.chrome);
  }
}
