/**
 * What: the landscape: its ground, the racers on it, hover, the start's handle, all in its window on the plane.
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
import { eigen } from "./hessian.js";
import { NewtonModel } from "./newton.js";
import { canvasFor, paperOf } from "./paper.js";
import { drawRace, startPlace, tracksOf } from "./race.js";
import { Relief } from "./relief.js";
import { listenForDrag, listenForMoves } from "./pointer.js";
import { Surface } from "./surface.js";
import { Tangents } from "./tangent.js";
import { nearestRow } from "./trails.js";
import { Window } from "./window.js";

/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("./frame.js").Frame} Frame */
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
    this.window = new Window(session, () => this.curve.heights(), redraw);
    this.problemKey = "";
    this.surfaceId = "";
    this.groundDirty = true;
    this.waiting = false;
    /** @type {import("./chrome.js").Hover | null} */
    this.hover = null;
    /** What the reader pointed at last; null once that was left. @type {object | null} */
    this.pointed = null;

    listenForMoves(this.over, {
      hover: (px, py) => this.hoverAt(px, py),
      leave: () => this.leave(),
      pan: (dxPx, dyPx) => rights.view && this.window.pan(dxPx, dyPx),
      zoom: (factor, px, py) => rights.view && this.zoom(factor, px, py),
      twice: (px, py) => rights.start && this.startAt(px, py),
    }, (event) => rights.view && (rights.wheel || event.ctrlKey));
    listenForDrag(this.handle, this.element, (px, py) => this.startAt(px, py), (dx, dy, large) => this.nudge(dx, dy, large));
    // Who moves the start by keys reads the place that it stands at.
    this.handle.addEventListener("focus", () => this.readStart());
    // A finger leaves nothing: who touches another thing has read.
    this.elsewhere = (/** @type {Event} */ event) => this.hover && !event.composedPath().includes(this.over) && this.leave();
    document.addEventListener("pointerdown", this.elsewhere);
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

  /** Stops watching its size and the document, for good. */
  dispose() {
    this.watch.disconnect();
    document.removeEventListener("pointerdown", this.elsewhere);
  }

  /** @returns {Frame | null} null where there is no picture */
  get frame() {
    return this.window.frame;
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
   * Zooms about a place: unless told the one that is read, if any.
   * @param {number} factor above 1 shows more
   * @param {number} [px]
   * @param {number} [py]
   */
  zoom(factor, px = this.hover?.px, py = this.hover?.py) {
    this.window.zoom(factor, px, py);
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
    const pointed = (this.pointed = { x });
    try {
      const { value, grad, hessian } = await this.engine.call("at", { spec: good, x }, { lane: "hover" });
      if (this.pointed !== pointed) return;
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
    this.hover = this.pointed = null;
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
      this.window.frame = null;
      render(description ? html`<p class="no-picture">${words.landscape.noPicture(description.dim)}</p>` : nothing, this.chrome);
      return;
    }
    const resized = this.window.measure(this.element);
    const { widthPx, heightPx } = this.window;
    if (widthPx < 60 || heightPx < 60) return;
    const id = `${state.good.problem.surface}, ${description.dim}`;
    if (id !== this.surfaceId) {
      this.window.own = null;
      this.curve.forget();
    }
    this.surfaceId = id;
    const key = problemKey(state.good);
    if (this.problemKey !== key) this.hover = null;
    this.problemKey = key;
    const { extent } = this.window;
    const frame = this.window.fit(result, key);
    this.groundDirty ||= extent !== this.window.extent;
    this.window.tell(description.dim);
    this.follow(frame);
    // Behind another view of a model nobody sees it, and its pixels are losses over all the data.
    if (modelOf(state.good) && state.modelShown !== "surface") return;
    const names = axisNames(state.good, description.dim);
    const solid = this.solid(state);
    const held = this.element.querySelector(":is(.start, .relief):focus");
    this.element.classList.toggle("as-relief", solid);
    if (held) (solid ? this.relief.element : this.handle).focus();
    if (solid) {
      this.hover = null;
      this.drawRelief(state, frame, description);
    } else if (ground || resized || this.groundDirty) {
      this.groundDirty = false;
      const ctx = paperOf(this.ground, widthPx, heightPx);
      this.over.setAttribute("aria-label", this.told(state, frame.view, names));
      if (description.dim === 1) {
        this.curve.ask(state.good, this.problemKey, frame.view.x, frame.rect.widthPx);
        this.curve.draw(ctx, frame, theme, description.points, names);
      } else {
        this.surface.draw(ctx, this.scene(state, frame, description), names);
      }
    }
    if (!solid) this.drawOver(state, frame, description);
    this.groundDirty ||= solid;
    this.drawChrome(state, frame);
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
    const { result, theme, step, selected, hoverStep } = state;
    if (!result) return;
    const { widthPx, heightPx } = this.window;
    this.relief.ask(state.good, this.problemKey, this.surfaceId, this.window.view(result), description.log, theme.name);
    const marks = { tracks: tracksOf(state, frame), step, selected, hoverStep, names: axisNames(state.good, 2), dim: 2, start: description.start, points: description.points };
    this.relief.draw({ ctx, widthPx, heightPx, theme }, frame, marks);
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
    const { widthPx, heightPx, frame } = this.window;
    const canvas = document.createElement("canvas");
    canvas.width = widthPx * scale;
    canvas.height = heightPx * scale;
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const { state } = this.session.store;
    const { theme } = state;
    const description = state.result?.description;
    ctx.scale(scale, scale);
    ctx.fillStyle = theme.paper;
    ctx.fillRect(0, 0, widthPx, heightPx);
    if (!frame || !description) return canvas;
    const names = axisNames(state.good, description.dim);
    if (this.solid(state)) {
      this.drawRelief(state, frame, description, ctx);
      return canvas;
    }
    if (description.dim === 1) this.curve.draw(ctx, frame, theme, description.points, names);
    else this.surface.draw(ctx, this.scene(state, frame, description), names);
    this.drawOver(state, frame, description, ctx);
    return canvas;
  }

  /**
   * The racers on the ground, and the start's handle.
   * @param {SessionState} state
   * @param {Frame} frame
   * @param {import("../engine/shapes").Description} description
   * @param {CanvasRenderingContext2D} [ctx] instead of its own canvas
   */
  drawOver(state, frame, description, ctx = paperOf(this.over, this.window.widthPx, this.window.heightPx)) {
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
    this.chrome.style.setProperty("--plot-bottom", `${this.window.heightPx - topPx - heightPx}px`);
    this.chrome.style.setProperty("--plot-left", `${leftPx}px`);
    this.chrome.style.setProperty("--plot-right", `${this.window.widthPx - leftPx - widthPx}px`);
    const near = state.hoverStep !== null && hover ? nearestRow(tracksOf(state, frame), hover.px, hover.py, MARK_WITHIN_PX) : null;
    const mark = near ? words.landscape.markOf(racerName(this.session.catalog, state.good, near.racer), near.step) : "";
    const relief = state.result?.description.dim === 2 && !this.surface.covered ? { on: state.relief, toggle: () => this.session.store.set({ relief: !state.relief }) } : null;
    render([zoomButtons(this.window.own !== null, (factor) => this.zoom(factor), () => this.window.look(null), relief), readout(hover, mark, axisNames(state.good, hover?.x.length ?? 0), low)], this.chrome);
  }
}
