/**
 * What: the landscape: the window on the plane, its ground, the racers on it, hover, the start's handle.
 * Invariant: one redraw per frame; the ground is redrawn only when window, problem, size or theme change, the racers when the playhead moves.
 * Does not: compute; positions, values and pixels come from the engine.
 */
import { html, nothing, render } from "lit-html";
import { EngineError } from "../engine/protocol.js";
import { problemKey } from "../engine/tables.js";
import { point, texts } from "../format/number.js";
import { modelOf } from "../model/kind.js";
import { racerName, surfaceRow } from "../state/edits.js";
import { words } from "../words/en.js";
import { axisNames } from "./axes.js";
import { readout, zoomButtons } from "./chrome.js";
import { Curve } from "./curve.js";
import { extentOf } from "./extent.js";
import { eigen } from "./hessian.js";
import { Frame, fitPlane, moved, plotRect, zoomed } from "./frame.js";
import { NewtonModel } from "./newton.js";
import { canvasFor, paperOf } from "./paper.js";
import { drawRace, startPlace, tracksOf } from "./race.js";
import { Relief } from "./relief.js";
import { listenForDrag, listenForMoves } from "./pointer.js";
import { Surface } from "./surface.js";
import { Tangents } from "./tangent.js";
import { nearestRow } from "./trails.js";

/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("./frame.js").Plane} Plane */

/** A pointer within this distance of a kept position marks its step. */
const MARK_WITHIN_PX = 14;
/** The readout is seldom wider than so many letters are high. */
const READOUT_EM = 24;

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
    this.ground = canvasFor(false);
    this.over = canvasFor(true);
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
    this.newton = new NewtonModel(engine, () => this.invalidate(false));
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
    // Who moves the start by keys reads the place that it stands at.
    this.handle.addEventListener("focus", () => this.readStart());
    this.handle.addEventListener("blur", () => this.leave());
    this.watch = new ResizeObserver(() => this.invalidate(true));
    this.watch.observe(this.element);
    session.store.on(["good", "result", "theme", "relief", "modelShown"], () => {
      this.draw(true);
      this.readStart();
    });
    session.store.on(["inspected"], () => void this.newton.ask(session.store.state));
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
   * Zooms about a place: unless told the one that is read, else the middle.
   * @param {number} factor above 1 shows more
   * @param {number} [px]
   * @param {number} [py]
   */
  zoom(factor, px, py) {
    if (!this.frame) return;
    const { leftPx, topPx, widthPx, heightPx } = this.frame.rect;
    const x = this.frame.fromX(px ?? this.hover?.px ?? leftPx + widthPx / 2);
    const y = this.frame.fromY(py ?? this.hover?.py ?? topPx + heightPx / 2);
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
    const near = nearestRow(tracksOf(this.session.store.state, frame), px, py, MARK_WITHIN_PX);
    this.session.store.set({ hoverStep: near?.step ?? null });
    const x = result.dim === 1 ? [frame.fromX(px)] : [frame.fromX(px), frame.fromY(py)];
    try {
      const { value, grad, hessian } = await this.engine.call("at", { spec: good, x }, { lane: "hover" });
      this.hover = { x, px, py, value, grad, hessian, eigen: result.dim === 1 ? null : eigen(hessian) };
      this.invalidate(false);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }

  readStart() {
    const { frame } = this;
    const [x, y] = this.session.store.state.result?.description.start ?? [];
    if (!frame || x === undefined || !this.handle.matches(":focus-visible")) return;
    this.hoverAt(frame.toX(x), y === undefined ? frame.rect.topPx : frame.toY(y));
  }

  /** What is read stays at its own place of the plane while that is shown. @param {Frame} frame */
  follow(frame) {
    const { hover } = this;
    if (!hover) return;
    const [x = NaN, y] = hover.x;
    hover.px = frame.toX(x);
    hover.py = frame.toY(y ?? hover.value);
    // On a curve it may be above or below.
    if (!frame.holds(hover.px, y === undefined ? frame.rect.topPx : hover.py, 1)) this.leave();
  }

  leave() {
    this.hover = null;
    this.session.store.set({ hoverStep: null });
    this.invalidate(false);
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
    const id = `${state.good.problem.surface}, ${description.dim}`;
    if (id !== this.surfaceId) {
      this.window = null;
      this.curve.forget();
    }
    this.surfaceId = id;
    const key = problemKey(state.good);
    if (this.problemKey !== key) this.hover = null;
    this.problemKey = key;
    this.frame = this.frameOf(result);
    this.tellWindow(this.frame.view, description.dim);
    this.follow(this.frame);
    // Behind another view of a model nobody sees it, and its pixels are losses over all the data.
    if (modelOf(state.good) && state.modelShown !== "surface") return;
    const names = axisNames(state.good, description.dim);
    const solid = this.solid(state);
    const held = this.element.querySelector(":is(.start, .relief):focus");
    this.element.classList.toggle("as-relief", solid);
    if (held) (solid ? this.relief.element : this.handle).focus();
    if (solid) {
      this.hover = null;
      this.drawRelief(state, this.frame, description);
    } else if (ground || resized || this.groundDirty) {
      this.groundDirty = false;
      const ctx = paperOf(this.ground, this.widthPx, this.heightPx);
      this.over.setAttribute("aria-label", this.told(state, this.frame.view, names));
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
   * What the picture shows, for those who listen: the chart's table has the numbers.
   * @param {SessionState} state
   * @param {Plane} view
   * @param {{x: string, y: string}} names
   */
  told({ good }, view, names) {
    const { catalog } = this.session;
    const racers = good.racers.map((_, index) => racerName(catalog, good, index));
    const part = (/** @type {"x" | "y"} */ axis) => `${names[axis]} ∈ [${texts(view[axis], 3)}]`;
    return [surfaceRow(catalog, good)?.name ?? words.landscape.label, part("x"), part("y"), ...racers].join(", ");
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
    const marks = { tracks: tracksOf(state, frame), step, selected, hoverStep, names: axisNames(state.good, 2), dim: 2, start: description.start, points: description.points };
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
   * The racers on the ground, and the start's handle.
   * @param {SessionState} state
   * @param {Frame} frame
   * @param {import("../engine/shapes").Description} description
   * @param {CanvasRenderingContext2D} [ctx] instead of its own canvas
   */
  drawOver(state, frame, description, ctx = paperOf(this.over, this.widthPx, this.heightPx)) {
    const tracks = tracksOf(state, frame);
    const start = startPlace(frame, description, tracks);
    drawRace(ctx, frame, state, { tracks, start, hover: this.hover, model: this.newton.model, ...(description.dim === 1 && { under: () => this.tangents.draw(ctx, frame, state, this.problemKey, tracks) }) });
    const { leftPx, topPx, widthPx, heightPx } = frame.rect;
    // Out of the window it stays at the edge for who moves it by keys.
    this.handle.hidden = !this.rights.start || !(frame.holds(start.x, start.y) || this.handle.matches(":focus"));
    this.handle.style.left = `${Math.max(leftPx, Math.min(leftPx + widthPx, start.x))}px`;
    this.handle.style.top = `${Math.max(topPx, Math.min(topPx + heightPx, start.y))}px`;
    this.handle.setAttribute("aria-label", words.landscape.start(point(description.start)));
  }

  /**
   * @param {SessionState} state
   * @param {Frame} frame
   */
  drawChrome(state, frame) {
    const { hover } = this;
    const { leftPx, topPx, widthPx, heightPx, narrow } = frame.rect;
    // It makes way for the place that it is about.
    const low = hover !== null && hover.py < topPx + heightPx / 2 && (narrow || hover.px < leftPx + READOUT_EM * state.theme.textPx);
    this.chrome.style.setProperty("--plot-bottom", `${this.heightPx - topPx - heightPx}px`);
    this.chrome.style.setProperty("--plot-left", `${leftPx}px`);
    this.chrome.style.setProperty("--plot-right", `${this.widthPx - leftPx - widthPx}px`);
    const near = state.hoverStep !== null && hover ? nearestRow(tracksOf(state, frame), hover.px, hover.py, MARK_WITHIN_PX) : null;
    const mark = near ? words.landscape.markOf(racerName(this.session.catalog, state.good, near.racer), near.step) : "";
    const relief = state.result?.description.dim === 2 && !this.surface.covered ? { on: state.relief, toggle: () => this.session.store.set({ relief: !state.relief }) } : null;
    render([zoomButtons(this.window !== null, (factor) => this.zoom(factor), () => this.look(null), relief), readout(hover, mark, axisNames(state.good, hover?.x.length ?? 0), low)], this.chrome);
  }
}
