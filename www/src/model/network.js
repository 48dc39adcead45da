/**
 * What: the drawing of a network: a tile per unit with its activation over the data, a line per weight by sign and size; pointing explains.
 * Invariant: what is drawn and what is said are the racer's own numbers at the step that is shown.
 * Does not: train; does not draw units beyond those that fit, and says how many it left out.
 */
import { fitted } from "../draw/axes.js";
import { reading } from "../format/number.js";
import { modelWords } from "../words/model.js";
import { blocksOf } from "./kind.js";
import { classColor, scalarImage, signColor } from "./shades.js";

/** @typedef {import("../engine/shapes").LearningView["racers"][number]} Learned */
/** @typedef {{x: number, y: number, layer: number, unit: number}} Place */

/** More units than this of one layer do not stand above each other. */
const MOST_UNITS = 10;
/** A pointer this near a line means it. */
const NEAR_PX = 7;

/** A network's picture, and what stands where in it. */
export class Network {
  constructor() {
    /** @type {Place[][]} */
    this.places = [];
    /** @type {{from: Place, to: Place, value: number}[]} */
    this.lines = [];
    /** @type {(number | null)[][]} */
    this.biases = [];
    this.tilePx = 0;
    /** @type {number[]} */
    this.layers = [];
    /** @type {Float32Array | null} */
    this.units = null;
    /** @type {{of: Float32Array | null, paper: string, all: HTMLCanvasElement[]}} */
    this.images = { of: null, paper: "", all: [] };
    /** @type {string[]} */
    this.inputs = [];
    /** @type {string[]} */
    this.outputs = [];
  }

  /**
   * Draws it.
   * @param {CanvasRenderingContext2D} ctx
   * @param {{leftPx: number, topPx: number, widthPx: number, heightPx: number}} rect
   * @param {import("../look/theme.js").Theme} theme
   * @param {{layers: number[], bias: boolean, learned: Learned, unitPx: number, inputs: string[], outputs: string[]}} net
   */
  draw(ctx, rect, theme, { layers, bias, learned, unitPx, inputs, outputs }) {
    const { weights, units } = learned;
    this.inputs = inputs;
    this.layers = layers;
    this.units = units;
    this.outputs = outputs;
    const tallest = Math.min(MOST_UNITS, Math.max(...layers));
    this.tilePx = Math.max(8, Math.min(40, rect.heightPx / (tallest * 1.25 + 0.6), rect.widthPx / (layers.length * 2)));
    this.places = layers.map((count, layer) => {
      const shown = Math.min(MOST_UNITS, count);
      const gap = rect.heightPx / (shown + 1);
      return Array.from({ length: shown }, (_, unit) => ({
        layer,
        unit,
        x: rect.leftPx + this.tilePx / 2 + (layers.length === 1 ? 0 : ((rect.widthPx - this.tilePx) * layer) / (layers.length - 1)),
        y: rect.topPx + gap * (unit + 1),
      }));
    });
    const blocks = blocksOf(layers, bias);
    this.lines = [];
    this.biases = [layers.map(() => null)];
    blocks.forEach(({ weights: at, biases, rows, cols }, i) => {
      this.biases[i + 1] = Array.from({ length: rows }, (_, row) => (biases === null ? null : Number(weights[biases + row])));
      for (const to of this.places[i + 1] ?? []) for (const from of this.places[i] ?? []) this.lines.push({ from, to, value: Number(weights[at + to.unit * cols + from.unit]) });
    });
    const largest = Math.max(1e-12, ...this.lines.map(({ value }) => Math.abs(value)));
    for (const { from, to, value } of this.lines) {
      ctx.beginPath();
      ctx.moveTo(from.x, from.y);
      const middle = (from.x + to.x) / 2;
      ctx.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y);
      ctx.globalAlpha = 0.25 + (0.7 * Math.abs(value)) / largest;
      ctx.lineWidth = 0.4 + (4.6 * theme.line * Math.abs(value)) / largest;
      ctx.strokeStyle = signColor(value);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    ctx.font = `${theme.textPx - 2}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    // A view is drawn oftener than it changes.
    if (this.images.of !== units || this.images.paper !== theme.paper) this.images = { of: units, paper: theme.paper, all: [] };
    const stride = layers.slice(1).reduce((sum, count) => sum + count, 0);
    let before = 0;
    layers.forEach((count, layer) => {
      const hidden = layer > 0 && layer < layers.length - 1;
      for (const { x, y, unit } of this.places[layer] ?? []) {
        const at = before + unit;
        const image = hidden && units ? (this.images.all[at] ??= scalarImage((pixel) => Number(units[pixel * stride + at]), unitPx, theme.paper)) : null;
        this.tile(ctx, theme, x, y, image, hidden ? "" : layer === 0 ? (inputs[unit] ?? "") : (outputs[unit] ?? ""), hidden || layer === 0 || count === 1 ? theme.secondary : classColor(unit));
      }
      if (count > MOST_UNITS) {
        ctx.fillStyle = theme.secondary;
        ctx.textBaseline = "bottom";
        ctx.fillText(modelWords.moreUnits(count - MOST_UNITS), Number(this.places[layer]?.[0]?.x), rect.topPx + rect.heightPx);
      }
      if (hidden) before += count;
    });
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {import("../look/theme.js").Theme} theme
   * @param {number} x
   * @param {number} y
   * @param {HTMLCanvasElement | null} image
   * @param {string} text
   * @param {string} edge an output's is its class's
   */
  tile(ctx, theme, x, y, image, text, edge) {
    const half = this.tilePx / 2;
    ctx.fillStyle = theme.paper;
    ctx.fillRect(x - half, y - half, this.tilePx, this.tilePx);
    if (image) ctx.drawImage(image, x - half, y - half, this.tilePx, this.tilePx);
    ctx.lineWidth = edge === theme.secondary ? 1 : 3;
    ctx.strokeStyle = edge;
    ctx.strokeRect(x - half, y - half, this.tilePx, this.tilePx);
    if (!text) return;
    ctx.fillStyle = theme.ink;
    ctx.textBaseline = "middle";
    // A long name of two words stands in two lines, and a long word ends early.
    const cut = text.length > 6 ? text.indexOf(" ") : -1;
    const lines = cut < 0 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
    lines.forEach((line, i) => ctx.fillText(fitted(ctx, line, this.tilePx - 4), x, y + (i - (lines.length - 1) / 2) * (theme.textPx - 1)));
  }

  /**
   * What stands at a place, in words.
   * @param {number} px
   * @param {number} py
   * @returns {string}
   */
  explain(px, py) {
    const half = this.tilePx / 2;
    for (const { x, y, layer, unit } of this.places.flat()) {
      if (Math.abs(px - x) > half || Math.abs(py - y) > half) continue;
      const bias = this.biases[layer]?.[unit];
      const name = this.name({ x, y, layer, unit });
      const said = typeof bias === "number" ? modelWords.bias(name, reading(bias)) : name;
      const value = this.activation(layer, unit, (px - x + half) / this.tilePx, (py - y + half) / this.tilePx);
      return value === null ? said : modelWords.activation(said, reading(value, 3));
    }
    let best = NEAR_PX;
    let found = "";
    for (const { from, to, value } of this.lines) {
      if (px < from.x || px > to.x) continue;
      const away = Math.abs(heightOf(from, to, px) - py);
      if (away >= best) continue;
      best = away;
      found = modelWords.weight(this.name(from), this.name(to), reading(value));
    }
    return found;
  }

  /** The weights and biases that are drawn, row by row: from where, to where, how much. @returns {string[][]} */
  rows() {
    const biases = this.places.flat().flatMap((place) => {
      const bias = this.biases[place.layer]?.[place.unit];
      return typeof bias === "number" ? [[modelWords.biasHead, this.name(place), reading(bias)]] : [];
    });
    return [...this.lines.map(({ from, to, value }) => [this.name(from), this.name(to), reading(value)]), ...biases];
  }

  /**
   * What a hidden unit says at a place of its tile, which stands for the data's plane.
   * @param {number} layer
   * @param {number} unit
   * @param {number} across from 0 to 1
   * @param {number} down likewise
   * @returns {number | null}
   */
  activation(layer, unit, across, down) {
    const { units } = this;
    if (!units || layer === 0 || layer === this.layers.length - 1) return null;
    const stride = this.layers.slice(1).reduce((sum, count) => sum + count, 0);
    const before = this.layers.slice(1, layer).reduce((sum, count) => sum + count, 0);
    const side = Math.round(Math.sqrt(units.length / stride));
    const at = (/** @type {number} */ part) => Math.max(0, Math.min(side - 1, Math.floor(part * side)));
    return Number(units[(at(down) * side + at(across)) * stride + before + unit]);
  }

  /** @param {Place} place @returns {string} */
  name({ layer, unit }) {
    if (layer === 0) return this.inputs[unit] ?? "";
    return layer === this.places.length - 1 ? modelWords.output(this.outputs[unit] ?? String(unit + 1)) : modelWords.unit(layer, unit + 1);
  }
}

/**
 * The height of the line between two places at a pixel; its curve is level at both ends.
 * @param {Place} from
 * @param {Place} to
 * @param {number} px
 * @returns {number}
 */
function heightOf(from, to, px) {
  // Across, the curve goes as 1.5 s (1 − s) + s³, by its control points in the middle; solved by bisection.
  let s = 0.5;
  for (let by = 0.25; by > 1e-6; by /= 2) s += from.x + (to.x - from.x) * (1.5 * s * (1 - s) + s ** 3) < px ? by : -by;
  return from.y + (to.y - from.y) * (3 * s * s * (1 - s) + s ** 3);
}
