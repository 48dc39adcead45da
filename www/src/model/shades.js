/**
 * What: the colours of classes, of signed numbers and of targets that are numbers on canvases of the model's views.
 * Invariant: class colours are those of the racers' palette, so that sixteen can be told apart; a sign has one colour everywhere.
 * Does not: draw.
 */
import { rgbOf } from "../look/color.js";
import { racerLook } from "../look/racers.js";

/** @typedef {import("../look/color.js").Rgb} Rgb */
/** @typedef {import("../engine/shapes").Dataset} Dataset */

/** Places in the palette: blue and orange for two classes, the others after them, and the dark ones of all after these. */
const ORDER = [1, 0, 2, 3, 4, 5, 6, 7];

/**
 * The colour of a class.
 * @param {number} index
 * @returns {string}
 */
export function classColor(index) {
  const { color } = racerLook(ORDER[index % 8] ?? 0, null);
  return Math.floor(index / 8) % 2 ? `#${rgbOf(color).map((part) => (part >> 1).toString(16).padStart(2, "0")).join("")}` : color;
}

/** @param {Rgb} a @param {Rgb} b @param {number} part @returns {Rgb} */
const mixed = (a, b, part) => /** @type {Rgb} */ (a.map((v, i) => v + (Number(b[i]) - v) * part));

/** The colour of a number that is positive, or negative. @param {number} value @returns {string} */
export function signColor(value) {
  return classColor(value >= 0 ? 0 : 1);
}

/** Shades between two colours; more could not be told apart. */
const SHADES = 256;

/**
 * The shades from one colour to another, packed as pixels.
 * @param {Rgb} from
 * @param {Rgb} to
 * @returns {Uint32Array}
 */
export function ramp(from, to) {
  const bytes = new Uint8ClampedArray(4 * SHADES);
  for (let i = 0; i < SHADES; i++) bytes.set([...mixed(from, to, i / (SHADES - 1)), 255], 4 * i);
  return new Uint32Array(bytes.buffer);
}

/**
 * The pixel of a shade.
 * @param {Uint32Array | undefined} shades
 * @param {number} part of the way, from 0 to 1; what is no number has no colour
 * @returns {number}
 */
export function shade(shades, part) {
  return shades?.[Math.round((SHADES - 1) * Math.max(0, Math.min(1, part)))] ?? 0;
}

/**
 * An image, pixel by pixel. It is drawn many times a second while a model trains: nothing is made per pixel.
 * @param {number} sizePx
 * @param {(pixel: number) => number} packed a pixel of a {@link ramp}
 * @returns {HTMLCanvasElement}
 */
export function imageOf(sizePx, packed) {
  const image = document.createElement("canvas");
  image.width = image.height = sizePx;
  const data = new ImageData(sizePx, sizePx);
  const pixels = new Uint32Array(data.data.buffer);
  for (let pixel = 0; pixel < pixels.length; pixel++) pixels[pixel] = packed(pixel);
  image.getContext("2d")?.putImageData(data, 0, 0);
  return image;
}

/**
 * Whether points have the colours of their classes: a model that looks for clusters does not see them, and one curve tells two.
 * @param {Dataset} data
 */
export const areClasses = ({ classes, features, middle }) => middle !== null && classes > (features > 1 ? 0 : 2);

/** Whether they have those of their targets, which are numbers. @param {Dataset} data */
export const areNumbers = ({ classes, features, outputs, middle }) => middle !== null && classes === 0 && outputs === 1 && features > 1;

/** The colours of the lowest and the highest target. */
const [LOW, HIGH] = [rgbOf(classColor(1)), rgbOf(classColor(0))];
const NUMBERS = ramp(LOW, HIGH);
const partOf = (/** @type {number} */ value, /** @type {[number, number]} */ [lo, hi]) => (value - lo) / (hi - lo || 1);

/** The colour of a target that is a number. @param {number} value @param {[number, number]} range @returns {string} */
export const numberColor = (value, range) => `rgb(${mixed(LOW, HIGH, partOf(value, range))})`;

/** Colours of targets from left to right, to be stretched. */
export const numberColors = () => imageOf(64, (pixel) => shade(NUMBERS, (pixel % 64) / 63));

/**
 * The class that outputs name, and how sure they are, from 0 to 1.
 * @param {ArrayLike<number>} outputs
 * @param {Pick<Dataset, "classes" | "middle">} data
 * @returns {{kind: number, sure: number}}
 */
export function readOutputs(outputs, { classes, middle }) {
  const value = Number(outputs[0]);
  if (middle === null) return { kind: Math.round(value), sure: 0.7 };
  if (classes > 2 || outputs.length > 1) {
    let kind = 0;
    for (let i = 1; i < outputs.length; i++) if (Number(outputs[i]) > Number(outputs[kind])) kind = i;
    const all = Array.from(outputs);
    const whole = all.every((v) => v >= 0 && v <= 1) && Math.abs(all.reduce((sum, v) => sum + v, 0) - 1) < 1e-3;
    const top = Number(outputs[kind]);
    const share = whole ? top : 1 / all.reduce((sum, v) => sum + Math.exp(v - top), 0);
    return { kind, sure: Math.max(0, (share - 1 / all.length) / (1 - 1 / all.length)) };
  }
  const share = Math.max(0, Math.min(1, middle ? value : (value + 1) / 2));
  return { kind: share > 0.5 ? 1 : 0, sure: Math.abs(2 * share - 1) };
}

/** Pictures that are made: a view is drawn oftener than it changes. @type {WeakMap<Float32Array, {paper: string, image: HTMLCanvasElement}>} */
const pictures = new WeakMap();

/**
 * The picture of a model's outputs over two features.
 * @param {Float32Array} map
 * @param {number} sizePx
 * @param {Dataset} data
 * @param {string} paper
 * @returns {HTMLCanvasElement}
 */
export function regions(map, sizePx, data, paper) {
  const known = pictures.get(map);
  if (known?.paper === paper) return known.image;
  const ground = rgbOf(paper);
  const outputs = Math.max(1, Math.round(map.length / (sizePx * sizePx)));
  /** @type {Uint32Array[]} by class */
  const ramps = [];
  const own = new Float32Array(outputs);
  const image = imageOf(sizePx, (pixel) => {
    if (areNumbers(data)) return shade(NUMBERS, partOf(Number(map[pixel]), data.range));
    for (let i = 0; i < outputs; i++) own[i] = Number(map[pixel * outputs + i]);
    const { kind, sure } = readOutputs(own, data);
    return shade((ramps[kind] ??= ramp(ground, rgbOf(classColor(kind)))), 0.12 + 0.5 * sure);
  });
  pictures.set(map, { paper, image });
  return image;
}

/**
 * The picture of a unit's activation: signed numbers about 0.
 * @param {(pixel: number) => number} value
 * @param {number} sizePx
 * @param {string} paper
 * @returns {HTMLCanvasElement}
 */
export function scalarImage(value, sizePx, paper) {
  const ground = rgbOf(paper);
  let largest = 0;
  for (let i = 0; i < sizePx * sizePx; i++) {
    const size = Math.abs(value(i));
    if (Number.isFinite(size)) largest = Math.max(largest, size);
  }
  const [above, below] = [ramp(ground, rgbOf(signColor(1))), ramp(ground, rgbOf(signColor(-1)))];
  return imageOf(sizePx, (pixel) => shade(value(pixel) >= 0 ? above : below, Math.abs(value(pixel)) / (largest || 1)));
}
