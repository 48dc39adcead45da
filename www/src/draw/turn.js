/**
 * What: how a relief is seen: the turn, the place of a point on the screen, which cells lie behind which; heights as the colour bar has them.
 * Invariant: parallel projection, a unit as long along y as along x; the order of the cells is from the back whatever the turn is.
 * Does not: draw.
 */

/** @typedef {import("./frame.js").Plane} Plane */
/** @typedef {{px: number, py: number}} Place */

/** The height of the whole colour bar, in parts of the longer side. */
const TALL = 0.42;
/** The lowest and the highest view, in degrees above the plane. */
const LOW = 8;
const HIGH = 88;

/**
 * The place of a value on the colour bar, from 0 at its lower end to 1, beyond them for values beyond.
 * @param {number} value
 * @param {Pick<import("../engine/shapes").Bar, "lo" | "hi" | "log" | "minimum" | "softening">} bar
 * @returns {number} NaN where the value is none
 */
export function heightOf(value, { lo, hi, log, minimum, softening }) {
  if (!(hi > lo)) return Number.isFinite(value) ? 0 : NaN;
  const along = (/** @type {number} */ v) => (log ? Math.log1p((v - minimum) / softening) : v);
  return Number.isFinite(value) ? (along(value) - along(lo)) / (along(hi) - along(lo)) : NaN;
}

/**
 * The height of a mesh at a point, between its corners.
 * @param {ArrayLike<number>} z of (cells + 1)² corners, row by row from the lowest y
 * @param {number} cells along a side
 * @param {Plane} view
 * @param {number} x
 * @param {number} y
 * @returns {number} NaN outside, and in a hole
 */
export function mesh(z, cells, view, x, y) {
  const u = ((x - view.x[0]) / (view.x[1] - view.x[0])) * cells;
  const v = ((y - view.y[0]) / (view.y[1] - view.y[0])) * cells;
  if (!(u >= 0 && u <= cells && v >= 0 && v <= cells)) return NaN;
  const [i, j] = [Math.min(cells - 1, Math.floor(u)), Math.min(cells - 1, Math.floor(v))];
  const [s, t] = [u - i, v - j];
  const at = (/** @type {number} */ di, /** @type {number} */ dj) => Number(z[(j + dj) * (cells + 1) + i + di]);
  return (1 - t) * ((1 - s) * at(0, 0) + s * at(1, 0)) + t * ((1 - s) * at(0, 1) + s * at(1, 1));
}

/** A turn, and the scale that fits what it shows into a rectangle. */
export class Turn {
  constructor() {
    this.azimuth = -32;
    this.elevation = 46;
    this.sin = 0;
    this.cos = this.up = this.flat = 1;
    this.aim();
    this.view = /** @type {Plane} */ ({ x: [0, 1], y: [0, 1] });
    this.perUnit = 1;
    this.tallPx = 1;
    this.middle = { px: 0, py: 0 };
  }

  /** Sines and cosines of the turn. */
  aim() {
    const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
    this.sin = Math.sin(radians(this.azimuth));
    this.cos = Math.cos(radians(this.azimuth));
    this.up = Math.sin(radians(this.elevation));
    this.flat = Math.cos(radians(this.elevation));
  }

  /**
   * Turns on.
   * @param {number} azimuth degrees
   * @param {number} elevation degrees; the whole stays between the lowest and the highest view
   */
  by(azimuth, elevation) {
    this.azimuth = (this.azimuth + azimuth) % 360;
    this.elevation = Math.max(LOW, Math.min(HIGH, this.elevation + elevation));
    this.aim();
  }

  /**
   * Fits the box over a part of the plane into a rectangle, with room for labels; its size does not depend on the azimuth.
   * @param {Plane} view
   * @param {import("./frame.js").Rect} rect
   */
  fit(view, rect) {
    this.view = view;
    const [width, depth] = [view.x[1] - view.x[0], view.y[1] - view.y[0]];
    const longer = Math.max(width, depth);
    const diagonal = Math.hypot(width, depth) / longer;
    const room = 56;
    const tall = diagonal * this.up + TALL * this.flat;
    const side = Math.min((rect.widthPx - room) / diagonal, (rect.heightPx - room) / Math.max(tall, 1));
    this.perUnit = side / longer;
    this.tallPx = side * TALL;
    this.middle = { px: rect.leftPx + rect.widthPx / 2, py: rect.topPx + rect.heightPx / 2 + (this.tallPx * this.flat) / 2 };
  }

  /**
   * Where a point is on the screen.
   * @param {number} x
   * @param {number} y
   * @param {number} height a place on the colour bar
   * @returns {Place}
   */
  place(x, y, height) {
    const u = (x - (this.view.x[0] + this.view.x[1]) / 2) * this.perUnit;
    const v = (y - (this.view.y[0] + this.view.y[1]) / 2) * this.perUnit;
    const away = u * this.sin + v * this.cos;
    return { px: this.middle.px + u * this.cos - v * this.sin, py: this.middle.py - away * this.up - height * this.tallPx * this.flat };
  }

  /**
   * The sides that are nearer.
   * @param {Plane} view
   * @returns {[number, number]} an x and a y
   */
  near(view) {
    return [view.x[this.sin > 0 ? 0 : 1], view.y[this.cos > 0 ? 0 : 1]];
  }

  /**
   * The cells, from the back.
   * @param {number} cells along a side
   * @returns {Iterable<[number, number]>} column and row
   */
  *order(cells) {
    for (let b = 0; b < cells; b++) {
      for (let a = 0; a < cells; a++) {
        yield [this.sin > 0 ? cells - 1 - a : a, this.cos > 0 ? cells - 1 - b : b];
      }
    }
  }

  /**
   * The cell after which something on the surface is painted: one nearer than its own, so that its neighbours do not cut into it.
   * @param {number} u in cells
   * @param {number} v in cells
   * @param {number} cells along a side
   * @returns {number} row times `cells` plus column
   */
  after(u, v, cells) {
    const within = (/** @type {number} */ k) => Math.max(0, Math.min(cells - 1, k));
    const i = within(Math.floor(u) + (this.sin > 0 ? -1 : 1));
    const j = within(Math.floor(v) + (this.cos > 0 ? -1 : 1));
    return j * cells + i;
  }
}
