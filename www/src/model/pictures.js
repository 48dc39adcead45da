/**
 * What: the preview of the handwritten digits: pictures of the test half, each with the class that the model takes it for.
 * Invariant: a picture's shades are its own grey values; a wrong answer is struck out in colour and says what would be right.
 * Does not: draw other data; those have a plane.
 */
import { modelWords } from "../words/model.js";
import { rgbOf } from "../look/color.js";
import { imageOf, ramp, shade } from "./shades.js";

/** @typedef {import("../engine/shapes").Dataset} Dataset */
/** @typedef {{leftPx: number, topPx: number, widthPx: number, heightPx: number}} Rect */

/** Pixels of a picture a side, and the highest grey value. */
const SIDE = 8;
const WHITE = 16;
/** A picture on the page, the room for its answer, and the gap to the next. */
const TILE_PX = 40;
const ANSWER_PX = 18;
const GAP_PX = 10;
/** More pictures than this nobody looks at. */
export const MOST_PICTURES = 240;

/**
 * Whether a specification's data are pictures.
 * @param {import("../engine/shapes").Spec} spec
 * @returns {boolean}
 */
export function arePictures(spec) {
  return /** @type {{id?: string}} */ (spec.problem.data)?.id === "digits";
}

/** The pictures of one racer. */
export class Pictures {
  constructor() {
    /** @type {Map<string, HTMLCanvasElement>} shades by picture and theme */
    this.made = new Map();
    /** @type {Dataset | null} */
    this.of = null;
  }

  /**
   * Draws as many as there is room for.
   * @param {CanvasRenderingContext2D} ctx
   * @param {Rect} rect
   * @param {import("../look/theme.js").Theme} theme
   * @param {Dataset} data
   * @param {Uint32Array | null} guesses
   */
  draw(ctx, rect, theme, data, guesses) {
    if (this.of !== data) this.made.clear();
    this.of = data;
    const half = data.test ?? data.train;
    const answer = theme.textPx + 5;
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.font = `${theme.textPx}px system-ui, sans-serif`;
    this.places(rect, half.n).forEach(([x, y], i) => {
      ctx.imageSmoothingEnabled = false;
      ctx.drawImage(this.picture(data, i, theme), x, y, TILE_PX, TILE_PX);
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.faint;
      ctx.strokeRect(x - 0.5, y - 0.5, TILE_PX + 1, TILE_PX + 1);
      const guess = guesses?.[i];
      if (guess === undefined) return;
      const right = guess === Number(half.y[i]);
      ctx.fillStyle = right ? theme.secondary : theme.bad;
      ctx.font = `${right ? "" : "650 "}${theme.textPx}px system-ui, sans-serif`;
      ctx.fillText(data.class_names[guess] ?? String(guess), x + TILE_PX / 2, y + TILE_PX + (ANSWER_PX - answer) / 2 + 2);
      if (right) return;
      ctx.lineWidth = 2.5 * theme.line;
      ctx.strokeStyle = theme.bad;
      ctx.strokeRect(x - 1, y - 1, TILE_PX + 2, TILE_PX + 2);
    });
  }

  /**
   * Where pictures stand.
   * @param {Rect} rect
   * @param {number} count
   * @returns {[number, number][]}
   */
  places({ leftPx, topPx, widthPx, heightPx }, count) {
    const columns = Math.max(1, Math.floor((widthPx + GAP_PX) / (TILE_PX + GAP_PX)));
    const rows = Math.max(1, Math.floor(heightPx / (TILE_PX + ANSWER_PX + 2)));
    return Array.from({ length: Math.min(count, MOST_PICTURES, columns * rows) }, (_, i) => [leftPx + (i % columns) * (TILE_PX + GAP_PX), topPx + 2 + Math.floor(i / columns) * (TILE_PX + ANSWER_PX + 2)]);
  }

  /**
   * What the pictures are and what a model says, row by row.
   * @param {Dataset} data
   * @param {Uint32Array | null} guesses
   * @returns {string[][]}
   */
  rows(data, guesses) {
    const half = data.test ?? data.train;
    const name = (/** @type {number | undefined} */ index) => (index === undefined ? "" : (data.class_names[index] ?? String(index)));
    return Array.from({ length: Math.min(half.n, MOST_PICTURES) }, (_, i) => [String(i + 1), name(half.y[i]), name(guesses?.[i])]);
  }

  /**
   * What stands at a place, in words.
   * @param {Rect} rect
   * @param {Dataset} data
   * @param {Uint32Array | null} guesses
   * @param {number} px
   * @param {number} py
   * @returns {string}
   */
  explain(rect, data, guesses, px, py) {
    const half = data.test ?? data.train;
    const at = this.places(rect, half.n).findIndex(([x, y]) => px >= x && px < x + TILE_PX && py >= y && py < y + TILE_PX + ANSWER_PX);
    if (at < 0) return "";
    const name = (/** @type {number} */ index) => data.class_names[index] ?? String(index);
    const [is, said] = [Number(half.y[at]), guesses?.[at]];
    if (said === undefined) return name(is);
    return said === is ? modelWords.pictures.right(name(said)) : modelWords.pictures.wrong(name(said), name(is));
  }

  /**
   * @param {Dataset} data
   * @param {number} i
   * @param {import("../look/theme.js").Theme} theme
   */
  picture(data, i, theme) {
    const key = `${i} ${theme.name}`;
    const made = this.made.get(key);
    if (made) return made;
    const { x } = data.test ?? data.train;
    const shades = ramp(rgbOf(theme.paper), rgbOf(theme.ink));
    const image = imageOf(SIDE, (pixel) => shade(shades, Number(x[i * SIDE * SIDE + pixel]) / WHITE));
    this.made.set(key, image);
    return image;
  }
}
