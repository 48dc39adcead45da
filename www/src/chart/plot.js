/**
 * What: curves over steps on two canvases: grid, axes and curves on one, the pointed step on the other.
 * Invariant: positions are in CSS pixels; a value that is not there leaves a gap; all that is drawn comes from the last `show`.
 * Does not: know racers; it is told colours, dashes and values.
 */
import { ticks } from "d3-array";
import { canvasFor, clipTo, paperOf } from "../draw/paper.js";
import { listenForPoint } from "../draw/pointer.js";
import { chosen, powerLabel } from "../format/number.js";
import { casing } from "../look/casing.js";

/** @typedef {import("../draw/frame.js").Rect} Rect */
/** @typedef {{color: string, widthPx: number, dash: number[], alpha: number, second: boolean}} Line `second`: of a second coordinate */

/**
 * What a plot shows.
 * @typedef {object} Shown
 * @property {(number | null)[][]} columns steps, rising, then one column per line
 * @property {Line[]} lines
 * @property {[number, number]} range of the values
 * @property {boolean} log
 * @property {boolean} bars whether each value is a bar from zero, side by side at each step
 * @property {import("../look/theme.js").Theme} theme
 * @property {number} gutterPx room at the right
 * @property {(lo: number, hi: number, widthPx: number) => number[]} places where the axis below is marked
 * @property {(step: number) => string} name what stands there
 * @property {(ctx: CanvasRenderingContext2D, plot: Plot) => void} under drawn before the curves
 * @property {(ctx: CanvasRenderingContext2D, plot: Plot) => void} over drawn after them
 */

/** Farther out, a canvas loses precision. */
const FAR_PX = 20_000;
const POINT_PX = 3.5;

/** The plot. */
export class Plot {
  /**
   * @param {HTMLElement} body what it fills
   * @param {(step: number | null) => void} pointed called with the step under the pointer
   */
  constructor(body, pointed) {
    this.body = body;
    this.ground = canvasFor(true);
    this.cursor = canvasFor(false);
    /** Covers the curves' own rectangle. */
    this.over = document.createElement("div");
    this.over.className = "chart-over";
    body.append(this.ground, this.cursor, this.over);
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {Rect} */
    this.rect = { leftPx: 0, topPx: 0, widthPx: 1, heightPx: 1 };
    listenForPoint(this.over, (px) => pointed(this.stepAt(px)), () => pointed(null));
  }

  /** @param {number} step @returns {number} */
  toX(step) {
    const [from, to] = this.span();
    return this.rect.leftPx + (this.rect.widthPx * (step - from)) / (to - from);
  }

  /** The ends of the axis below: bars stand within it whole. @returns {[number, number]} */
  span() {
    const last = this.lastStep();
    const { bars, columns = [] } = this.shown ?? {};
    if (!bars) return [0, last];
    return [columns.slice(1).every(([first]) => first === null) ? 0.5 : -0.5, last + 0.5];
  }

  /** @param {number} value @returns {number} */
  toY(value) {
    const { log = false, range = [0, 1] } = this.shown ?? {};
    const along = (/** @type {number} */ v) => (log ? Math.log10(v) : v);
    const [lo, hi] = [along(range[0]), along(range[1])];
    return this.rect.topPx + (this.rect.heightPx * (hi - along(value))) / (hi - lo);
  }

  /** @returns {number} */
  lastStep() {
    return Math.max(1, Number(this.shown?.columns[0]?.at(-1) ?? 1));
  }

  /**
   * The shown step nearest to a place.
   * @param {number} px from the curves' left edge
   * @returns {number | null}
   */
  stepAt(px) {
    const steps = /** @type {number[]} */ (this.shown?.columns[0] ?? []);
    const [from, to] = this.span();
    const wanted = from + (px / this.rect.widthPx) * (to - from);
    const after = steps.findIndex((step) => step >= wanted);
    if (after <= 0) return steps[after < 0 ? steps.length - 1 : 0] ?? null;
    const [before = 0, next = 0] = [steps[after - 1], steps[after]];
    return wanted - before < next - wanted ? before : next;
  }

  /** @param {Shown} shown */
  show(shown) {
    this.shown = shown;
    this.draw();
  }

  /** Draws all of it, at the body's size. */
  draw() {
    const { shown } = this;
    const { clientWidth, clientHeight } = this.body;
    if (!shown || clientWidth < 80 || clientHeight < 60) return;
    this.drawOn(paperOf(this.ground, clientWidth, clientHeight), shown, clientWidth, clientHeight);
    const { leftPx, topPx, widthPx, heightPx } = this.rect;
    Object.assign(this.over.style, { left: `${leftPx}px`, top: `${topPx}px`, width: `${widthPx}px`, height: `${heightPx}px` });
  }

  /**
   * Draws at a size.
   * @param {CanvasRenderingContext2D} ctx
   * @param {Shown} shown
   * @param {number} fullPx
   * @param {number} highPx
   */
  drawOn(ctx, shown, fullPx, highPx) {
    const { theme, columns, lines } = shown;
    const [leftPx, topPx] = [theme.textPx * 4, 8];
    this.rect = { leftPx, topPx, widthPx: fullPx - leftPx - shown.gutterPx, heightPx: highPx - topPx - theme.textPx * 2 };
    this.drawAxes(ctx, shown);
    clipTo(ctx, this.rect);
    shown.under(ctx, this);
    ctx.lineJoin = "round";
    lines.forEach((line, i) => {
      ctx.globalAlpha = line.alpha;
      ctx.setLineDash(line.dash);
      const steps = /** @type {number[]} */ (columns[0]);
      const stroke = (/** @type {string} */ color, /** @type {number} */ widthPx) => {
        ctx.strokeStyle = color;
        ctx.lineWidth = widthPx;
        if (shown.bars) this.bars(ctx, steps, columns[i + 1] ?? [], i / lines.length, line);
        else this.trace(ctx, steps, columns[i + 1] ?? []);
      };
      // Yellow on paper.
      const edge = casing(theme, line.color);
      if (!theme.dark && edge !== theme.halo) stroke(edge, line.widthPx + 1.6);
      stroke(line.color, line.widthPx);
    });
    ctx.restore();
    shown.over(ctx, this);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {number[]} steps
   * @param {(number | null)[]} values
   */
  trace(ctx, steps, values) {
    ctx.beginPath();
    let down = false;
    values.forEach((value, i) => {
      if (value !== null) {
        const y = Math.max(-FAR_PX, Math.min(FAR_PX, this.toY(value)));
        if (down) ctx.lineTo(this.toX(Number(steps[i])), y);
        else ctx.moveTo(this.toX(Number(steps[i])), y);
      }
      down = value !== null;
    });
    ctx.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {number[]} steps whole, one after the other
   * @param {(number | null)[]} values
   * @param {number} share how far into its step's room each bar begins
   * @param {Line} line an outline where it is of a second coordinate
   */
  bars(ctx, steps, values, share, { color, second }) {
    const roomPx = 0.8 * (this.toX(1) - this.toX(0));
    const barPx = Math.max(1, roomPx / (this.shown?.lines.length ?? 1));
    const zero = this.toY(0);
    ctx.fillStyle = color;
    ctx.setLineDash([]);
    values.forEach((value, i) => {
      if (value === null) return;
      const left = this.toX(Number(steps[i])) + (share - 0.5) * roomPx;
      const y = Math.max(-FAR_PX, Math.min(FAR_PX, this.toY(value)));
      if (second) ctx.strokeRect(left + 0.5, Math.min(y, zero), barPx * 0.9 - 1, Math.abs(y - zero));
      else ctx.fillRect(left, Math.min(y, zero), barPx * 0.9, Math.abs(y - zero));
    });
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {Shown} shown
   */
  drawAxes(ctx, { theme, range, log, places, name, gutterPx }) {
    const { leftPx, topPx, widthPx, heightPx } = this.rect;
    const bottomPx = topPx + heightPx;
    ctx.font = `${theme.textPx - 1}px system-ui, sans-serif`;
    ctx.fillStyle = theme.secondary;
    ctx.strokeStyle = theme.faint;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    const most = Math.max(2, Math.floor(heightPx / (theme.textPx * 1.9)));
    for (const value of log ? logPlaces(...range, most) : ticks(...range, most)) {
      const y = Math.round(this.toY(value)) + 0.5;
      ctx.moveTo(leftPx, y);
      ctx.lineTo(leftPx + widthPx, y);
      ctx.fillText(log ? powerLabel(value) : chosen(value), leftPx - 6, y, leftPx - 7);
    }
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    const below = places(0, this.lastStep(), widthPx);
    const widest = Math.max(...below.map((step) => ctx.measureText(name(step)).width));
    // Where there is no room for all names, for every so many.
    const every = Math.ceil(((widest + theme.textPx / 2) * below.length) / widthPx);
    for (const [i, step] of below.entries()) {
      const x = Math.round(this.toX(step)) + 0.5;
      if (x < leftPx) continue;
      ctx.moveTo(x, topPx);
      ctx.lineTo(x, bottomPx);
      if (i % every === 0) ctx.fillText(name(step), Math.min(x, leftPx + widthPx + gutterPx - widest / 2), bottomPx + theme.textPx * 0.6);
    }
    ctx.stroke();
  }

  /**
   * Marks a step, or none.
   * @param {number | null} step
   * @param {number} at its row
   */
  point(step, at) {
    const ctx = paperOf(this.cursor, this.body.clientWidth, this.body.clientHeight);
    const { shown } = this;
    if (step === null || !shown) return;
    const { topPx, heightPx } = this.rect;
    const x = this.toX(step);
    ctx.strokeStyle = shown.theme.secondary;
    ctx.lineWidth = 1;
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(x, topPx);
    ctx.lineTo(x, topPx + heightPx);
    ctx.stroke();
    shown.lines.forEach(({ color }, i) => {
      const value = shown.columns[i + 1]?.[at];
      const y = typeof value === "number" ? this.toY(value) : NaN;
      if (!(y >= topPx && y <= topPx + heightPx)) return;
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.arc(x, y, POINT_PX * shown.theme.line, 0, 2 * Math.PI);
      ctx.fill();
    });
  }
}

/**
 * Round places on a logarithmic axis: powers of ten, every so many of them; 1, 2, 5 where the range is short, and evenly where
 * that leaves less than three within a factor of ten.
 * @param {number} lo
 * @param {number} hi
 * @param {number} most about how many there is room for
 * @returns {number[]}
 */
export function logPlaces(lo, hi, most) {
  const from = Math.floor(Math.log10(lo));
  const to = Math.ceil(Math.log10(hi));
  const stride = Math.max(1, Math.ceil((to - from) / most));
  const steps = to - from <= 2 && most >= 5 ? [1, 2, 5] : [1];
  const places = [];
  for (let power = Math.ceil(from / stride) * stride; power <= to; power += stride) {
    for (const step of steps) places.push(Number(`${step}e${power}`));
  }
  const inside = places.filter((place) => place >= lo && place <= hi);
  if (inside.length > (hi / lo < 10 ? 2 : 1)) return inside;
  return stride > 1 ? logPlaces(lo, hi, to - from) : ticks(lo, hi, Math.min(most, 4));
}
