/**
 * What: the loss over two chosen weights about the point where a racer stands, for all training data and for one batch, with the path
 * and the gradients of single samples; or over a plane of two random directions through that point, with the path's shadow on it.
 * Invariant: losses, path and gradients are the engine's; thin arrows have the gradients' directions and relative lengths,
 * the thick one their mean's direction.
 * Does not: choose the other weights: they are the racer's own.
 */
import { html, nothing, render } from "lit-html";
import { drawAxes, drawColorBar } from "../draw/axes.js";
import { EDGE_PX, Frame, NARROW_PX, barRoomPx, plotRect } from "../draw/frame.js";
import { drawIsolines } from "../draw/isolines.js";
import { drawArrow, drawMarker, strokeWithHalo } from "../draw/marks.js";
import { canvasFor, clipTo, paperOf } from "../draw/paper.js";
import { listenForPoint } from "../draw/pointer.js";
import { imageOf, linesIn } from "../draw/surface.js";
import { EngineError } from "../engine/protocol.js";
import { keyOf, problemKey } from "../engine/tables.js";
import { percent, reading } from "../format/number.js";
import { weightName } from "../format/parameter.js";
import { racerLook } from "../look/racers.js";
import { words } from "../words/en.js";
import { modelWords } from "../words/model.js";
import { pictureTable } from "./numbers.js";

/** A side has so many pixels, at first and then; each is a loss over all the data. */
const SIDE_PX = 27;
const FINE_PX = 65;
/** Of more samples than this only so many have arrows. */
const MOST_ARROWS = 80;
const ARROW_PX = 46;

/** @typedef {import("../engine/shapes").Sheet & {image: HTMLCanvasElement}} Drawn */

/** The panel. */
export class Slice {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {import("../engine/client.js").Asked} engine
   * @param {() => void} changed
   */
  constructor(session, engine, changed) {
    this.session = session;
    this.engine = engine;
    this.changed = changed;
    this.element = document.createElement("div");
    this.element.className = "model-slice";
    this.canvas = canvasFor(true);
    this.head = document.createElement("div");
    this.head.className = "model-slice-head";
    this.tip = document.createElement("div");
    this.tip.className = "model-tip";
    this.tip.hidden = true;
    /** @type {{frame: Frame, values: Float64Array}[]} what stands where */
    this.pictures = [];
    listenForPoint(this.canvas, (px, py) => this.point(px, py), () => (this.tip.hidden = true));
    this.element.append(this.head, this.canvas, this.tip);
    /** The weights that were chosen, of whatever model. */
    this.pair = [0, 1];
    /** The reader's choice for the random plane; until there is one, the run's. @type {number | null} */
    this.seed = null;
    /** What a field refused last, and what it would take. */
    this.refused = "";
    /** Whether the weights span no plane. */
    this.isFlat = false;
    /** What is asked for, coarsely, and whether it has to be asked for again. */
    this.asking = "";
    this.again = false;
    /** Settled with what was last asked for. @type {Promise<unknown>} */
    this.asked = Promise.resolve();
    this.racer = 0;
    /** @type {{at: number[], names: string[], share?: number, sheets: Drawn[], bar: import("../engine/shapes").Bar, colors: HTMLCanvasElement, path: Float64Array, fan: import("../engine/shapes").SampleGrads | null, view: {x: [number, number], y: [number, number]}, sizePx: number, step: number} | null} */
    this.found = null;
    /** Of which run it holds the path: 0 while one is being made. @type {{x: [number, number], y: [number, number], key: string, run: number} | null} */
    this.window = null;
  }

  /**
   * Asks for the picture of the present step: a coarse one at once, a fine one when nothing moves.
   * @param {number} [sizePx]
   */
  refresh(sizePx = SIDE_PX) {
    const { result, step, good, selected, computing, playing, theme, modelShown } = this.session.store.state;
    if (!result?.racers.length || this.element.clientWidth < 60) return;
    const racer = (this.racer = Math.min(selected ?? 0, result.racers.length - 1));
    const [a = 0, b = 0] = this.weights(result.dim);
    this.drawHead(result.dim);
    const seed = modelShown === "plane" ? this.ownSeed() : undefined;
    const key = keyOf([problemKey(good), racer, a, b, seed]);
    // The picture that is on its way comes first: there may be a new step many times a second.
    if (this.asking === key) {
      this.again = true;
      return;
    }
    const view = this.window?.key === key ? this.window : { x: /** @type {[number, number]} */ ([-3, 3]), y: /** @type {[number, number]} */ ([-3, 3]), key: "", run: 0 };
    const names = seed === undefined ? [a, b].map(weightName) : ["α", "β"];
    const asked = { run: result.run, step, racer, a, b, seed, view: { x: view.x, y: view.y }, sizePx, levels: linesIn(this.element.clientWidth), theme: theme.name };
    const run = computing ? 0 : result.run;
    const coarse = sizePx === SIDE_PX;
    if (coarse) [this.asking, this.again] = [key, false];
    this.asked = this.engine.call("slice", asked, { lane: "slice" }).then(
      (found) => {
        this.isFlat = !found;
        if (!found) {
          this.asking = "";
          this.found = null;
          this.pictures = [];
          paperOf(this.canvas, 1, 1);
          this.drawHead(result.dim);
          return;
        }
        const sheets = found.sheets.map((/** @type {import("../engine/shapes").Sheet} */ sheet) => ({ ...sheet, image: imageOf(sheet.rgba, sizePx, sizePx) }));
        this.found = { ...found, names, sheets, colors: imageOf(found.bar.rgba, found.bar.rgba.length / 4, 1), view, sizePx, step };
        this.drawHead(result.dim);
        this.draw();
        if (coarse && this.asking === key) this.asking = "";
        // The window holds the whole path, and stays while the playhead moves or a run is being made.
        if (view.key !== key || (run && view.run !== run) || leaves(found.path, view)) {
          this.window = { ...(seed === undefined ? windowOf(found.path, found.at) : aroundCentre(found.path)), key, run };
          this.refresh();
        } else if (coarse) {
          if (this.again) this.refresh();
          else if (!computing && !playing) this.refresh(FINE_PX);
        }
      },
      (error) => {
        if (coarse && this.asking === key) this.asking = "";
        if (!(error instanceof EngineError)) throw error;
      },
    );
  }

  /** Two weights, those that were chosen where there are so many. @param {number} dim */
  weights(dim) {
    const [a = 0, b = 0] = this.pair.map((weight) => Math.min(weight, dim - 1));
    return [a, a === b ? (a || 2) - 1 : b];
  }

  /** The seed of the random plane. */
  ownSeed() {
    return this.seed ?? this.session.store.state.good.seed ?? 0;
  }

  /** @param {number} dim */
  drawHead(dim) {
    const field = (/** @type {string} */ label, /** @type {number} */ lo, /** @type {number} */ hi, /** @type {number} */ now, /** @type {(value: number) => void} */ set) =>
      html`<label>${label} <input type="number" min=${lo} max=${hi} .value=${String(now)} @change=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        const { value, validity } = input;
        this.refused = value && validity.valid ? "" : `${value}. ${words.notice.allowed}: ${lo}–${hi}.`;
        if (this.refused) input.value = String(now);
        else set(Number(value));
        this.refresh();
      }} /></label>`;
    const refusal = this.refused ? html`<span class="refusal" role="alert">${this.refused}</span>` : nothing;
    if (this.session.store.state.modelShown === "plane") {
      const { plane: say } = modelWords;
      const share = this.found?.share ?? NaN;
      render(
        html`${field(say.seed, 0, 2 ** 32 - 1, this.ownSeed(), (seed) => (this.seed = seed))} ${refusal}
          <span class="hint">${this.isFlat ? say.flat : say.doc} ${Number.isNaN(share) ? nothing : say.share(percent(share))}</span>`,
        this.head,
      );
      return;
    }
    const pair = this.weights(dim);
    const weight = (/** @type {string} */ label, /** @type {0 | 1} */ which) =>
      field(label, 1, dim, Number(pair[which]) + 1, (value) => {
        // The other weight changes places with this one.
        if (value - 1 === pair[1 - which]) pair.reverse();
        else pair[which] = value - 1;
        this.pair = pair;
      });
    render(html`${weight(modelWords.first, 0)} ${weight(modelWords.second, 1)} ${refusal} <span class="hint">${modelWords.fan}</span>${this.spread()}`, this.head);
  }

  /** The numbers beside the fan. */
  spread() {
    if (!this.found?.fan) return nothing;
    const { variance, total, error, noise_scale: noise, batch } = this.found.fan;
    const say = modelWords.spread;
    const [a, b] = this.found.names;
    const number = (/** @type {string} */ name, /** @type {number | undefined} */ value, /** @type {string} */ doc = "") => html`<div title=${doc}><dt>${name}</dt><dd class="number">${reading(value ?? NaN, 3)}</dd></div>`;
    return html`<dl class="model-spread" aria-label=${say.label}>
      ${number(say.variance(String(a)), variance[0])} ${number(say.variance(String(b)), variance[1])} ${number(say.total, total)}
      ${number(say.error, error, say.errorDoc(batch))} ${number(say.noise, noise, say.noiseDoc)}
    </dl>`;
  }

  /** The losses that are drawn, as tables. */
  tables() {
    if (!this.found) return [];
    const { step, sizePx, names } = this.found;
    const corner = `${names[1]} \\ ${names[0]}`;
    return this.pictures.map(({ frame, values }, i) => ({
      name: i === 0 ? modelWords.whole : modelWords.oneBatch(step),
      table: pictureTable(corner, frame, sizePx, (pixel) => reading(Number(values[pixel]))),
    }));
  }

  /**
   * Says what the loss is under the pointer.
   * @param {number} px
   * @param {number} py
   */
  point(px, py) {
    const found = this.pictures.find(({ frame }) => frame.holds(px, py));
    this.tip.hidden = !found;
    if (!found || !this.found) return;
    const { frame, values } = found;
    const { sizePx, names } = this.found;
    const { leftPx, topPx, widthPx, heightPx } = frame.rect;
    const [column, row] = [Math.floor(((px - leftPx) / widthPx) * sizePx), Math.floor(((py - topPx) / heightPx) * sizePx)];
    const at = [frame.fromX(px), frame.fromY(py)].map((value, i) => `${names[i]} = ${reading(value, 3)}`);
    this.tip.textContent = modelWords.lossAt(at.join(", "), reading(Number(values[row * sizePx + column])));
    const right = px > this.element.clientWidth / 2;
    this.tip.style.left = right ? "" : `${px + 14}px`;
    this.tip.style.right = right ? `${this.element.clientWidth - px + 14}px` : "";
    this.tip.style.top = `${Math.max(0, this.head.offsetHeight + py - 34)}px`;
  }

  /**
   * @param {HTMLCanvasElement} [canvas] instead of its own
   * @param {number} [scale] pixels per CSS pixel, the screen's unless told
   */
  draw(canvas = this.canvas, scale) {
    const { racer } = this;
    if (!this.found) return;
    const { theme, good } = this.session.store.state;
    const { clientWidth: width, clientHeight } = this.element;
    const height = Math.max(80, clientHeight - this.head.offsetHeight);
    const ctx = paperOf(canvas, width, height, scale);
    const { sheets, bar, colors, at, names: [x = "", y = ""], path, fan, view, step } = this.found;
    this.pictures = [];
    // One scale for all of them, and its bar beside the last.
    const barPx = barRoomPx(width < NARROW_PX * sheets.length, theme.textPx) - EDGE_PX;
    const each = (width - barPx) / sheets.length;
    sheets.forEach(({ values, image, contours }, i) => {
      const rect = plotRect(each, height - 22, false, theme.textPx);
      rect.leftPx += each * i;
      rect.topPx += 22;
      const frame = new Frame(rect, view);
      this.pictures.push({ frame, values });
      clipTo(ctx, rect);
      ctx.imageSmoothingQuality = "high";
      ctx.drawImage(image, rect.leftPx, rect.topPx, rect.widthPx, rect.heightPx);
      drawIsolines(ctx, frame, contours, theme);
      const look = racerLook(racer, good.racers[racer]?.color);
      strokeWithHalo(ctx, theme, look.color, 2 * theme.line, () => {
        for (let k = 0; k + 1 < path.length; k += 2) ctx.lineTo(frame.toX(Number(path[k])), frame.toY(Number(path[k + 1])));
      });
      const [px, py] = [frame.toX(Number(at[0])), frame.toY(Number(at[1]))];
      if (fan && i === sheets.length - 1) drawFan(ctx, theme, frame, fan, px, py);
      drawMarker(ctx, theme, px, py, look, 6 * theme.line);
      ctx.restore();
      drawAxes(ctx, frame, theme, { x, y });
      if (i === sheets.length - 1) drawColorBar(ctx, frame, colors, bar, theme, "f");
      ctx.font = `${theme.textPx}px system-ui, sans-serif`;
      ctx.textAlign = "left";
      ctx.textBaseline = "bottom";
      ctx.fillStyle = theme.ink;
      ctx.fillText(i === 0 ? modelWords.whole : modelWords.oneBatch(step), rect.leftPx, rect.topPx - 4, rect.widthPx);
    });
  }
}

/**
 * Single samples' steepest descents, and their mean.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../look/theme.js").Theme} theme
 * @param {Frame} frame
 * @param {import("../engine/shapes").SampleGrads} found
 * @param {number} px
 * @param {number} py
 */
function drawFan(ctx, theme, frame, { n, grads }, px, py) {
  const arrow = (/** @type {number} */ i) => /** @type {[number, number]} */ ([-Number(grads[2 * i]) * frame.perX, Number(grads[2 * i + 1]) * frame.perY]);
  const stride = Math.max(1, Math.ceil(n / MOST_ARROWS));
  const shown = Array.from({ length: Math.ceil(n / stride) }, (_, i) => arrow(i * stride));
  const longest = Math.max(1e-300, ...shown.map(([x, y]) => Math.hypot(x, y)));
  ctx.strokeStyle = theme.ink;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const [x, y] of shown) {
    ctx.moveTo(px, py);
    ctx.lineTo(px + (x / longest) * ARROW_PX, py + (y / longest) * ARROW_PX);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  const [x, y] = arrow(n);
  const length = Math.hypot(x, y);
  if (length > 0) drawArrow(ctx, theme, theme.ink, px, py, px + (x / length) * ARROW_PX, py + (y / length) * ARROW_PX);
}

/**
 * Whether a path leaves a window.
 * @param {Float64Array} path a, b, a, b, …
 * @param {{x: [number, number], y: [number, number]}} window
 */
function leaves(path, { x, y }) {
  return path.some((value, i) => Number.isFinite(value) && (value < (i % 2 ? y : x)[0] || value > (i % 2 ? y : x)[1]));
}

/**
 * A window that holds a path, square about it with room.
 * @param {Float64Array} path a, b, a, b, …
 * @param {number[]} at
 */
function windowOf(path, at) {
  const axis = (/** @type {0 | 1} */ which) => {
    let [lo, hi] = [Number(at[which]), Number(at[which])];
    for (let i = which; i < path.length; i += 2) if (Number.isFinite(path[i])) [lo, hi] = [Math.min(lo, Number(path[i])), Math.max(hi, Number(path[i]))];
    return [(lo + hi) / 2, (hi - lo) / 2];
  };
  const [[x = 0, rx = 0], [y = 0, ry = 0]] = [axis(0), axis(1)];
  const half = Math.max(rx, ry, 0.5) * 1.4;
  return { x: /** @type {[number, number]} */ ([x - half, x + half]), y: /** @type {[number, number]} */ ([y - half, y + half]) };
}

/**
 * A window about the middle that holds a path's shadow, and the directions at their full length.
 * @param {Float64Array} path α, β, α, β, …
 */
function aroundCentre(path) {
  const half = 1.1 * path.reduce((most, value) => Math.max(most, Math.abs(value)), 1 / 1.1);
  return { x: /** @type {[number, number]} */ ([-half, half]), y: /** @type {[number, number]} */ ([-half, half]) };
}
