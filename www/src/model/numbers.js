/**
 * What: the tables behind the model's pictures: what a model says at places of the plane or along the axis, centres, a network's weights, a slice's losses.
 * Invariant: every number is one that is drawn, of the pixel at its place and of the step that is shown.
 * Does not: ask the engine for anything.
 */
import { html } from "lit-html";
import { numbersTable } from "../chart/numbers.js";
import { reading } from "../format/number.js";
import { modelWords } from "../words/model.js";

/** A picture's table has so many rows and columns; a curve's so many rows. */
const SIDE = 9;
const ALONG = 21;

/** `count` places among `all`, at both ends and evenly between. @param {number} count @param {number} all */
const evenly = (count, all) => Array.from({ length: count }, (_, i) => Math.round((i * (all - 1)) / (count - 1)));

/**
 * Some pixels of a picture as a table, its axes in the heads.
 * @param {string} corner
 * @param {import("../draw/frame.js").Frame} frame whose window the picture fills
 * @param {number} sizePx the picture's side
 * @param {(pixel: number) => string} cell
 */
export function pictureTable(corner, { view }, sizePx, cell) {
  const at = ([lo, hi] = [0, 1], /** @type {number} */ px) => reading(lo + ((hi - lo) * (px + 0.5)) / sizePx, 3);
  const places = evenly(SIDE, sizePx);
  return numbersTable([corner, ...places.map((column) => at(view.x, column))], places.map((row) => [at(view.y, sizePx - 1 - row), ...places.map((column) => cell(row * sizePx + column))]));
}

/**
 * Some places of curves as a table.
 * @param {string} axis
 * @param {[number, number]} window
 * @param {{name: string, curve: Float64Array | Float32Array}[]} curves
 */
export function curvesTable(axis, [lo, hi], curves) {
  const all = curves[0]?.curve.length ?? 0;
  const rows = evenly(ALONG, all).map((i) => [reading(lo + ((hi - lo) * i) / (all - 1), 3), ...curves.map(({ curve }) => reading(Number(curve[i])))]);
  return numbersTable([axis, ...curves.map(({ name }) => name)], rows);
}

/**
 * Centres, one in each row.
 * @param {string[]} names of the features
 * @param {Float64Array} weights
 */
export function centresTable(names, weights) {
  const width = names.length;
  return numbersTable([modelWords.centre, ...names], Array.from({ length: weights.length / width }, (_, k) => [String(k + 1), ...Array.from(weights.subarray(k * width, (k + 1) * width), (value) => reading(value))]));
}

/**
 * Tables under each other, each with its name.
 * @param {{name: string, table: unknown}[]} tables
 */
export function named(tables) {
  return tables.map(({ name, table }) => html`<h3>${name}</h3>${table}`);
}
