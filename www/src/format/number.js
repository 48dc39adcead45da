/**
 * What: the one place where numbers become text: four significant digits, real minus signs, powers of ten as a lecturer writes them.
 * Invariant: a reading has the same number of digits whatever its value, so that nothing jumps while it changes.
 * Does not: read numbers, but for `parseNumber`, its counterpart for fields.
 */

import { locale } from "./locale.js";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MINUS = "−";

/**
 * A power in superscript.
 * @param {number} power a whole number
 * @returns {string}
 */
export function superscript(power) {
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? "");
  return (power < 0 ? "⁻" : "") + digits;
}

/** @param {string} text @returns {string} with real minus signs */
function withMinus(text) {
  const minus = text.replace(/-/g, MINUS);
  return locale.decimal === "." ? minus : minus.replace(".", locale.decimal);
}

/**
 * A reading that changes, such as a loss: `0.03100`, `−12.50`, `3.100×10⁻⁵`.
 * @param {number} value
 * @param {number} [digits] significant digits
 * @returns {string}
 */
export function reading(value, digits = 4) {
  if (Number.isNaN(value)) return locale.undefined;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const plain = value.toPrecision(digits);
  // toPrecision turns to exponents at 10^digits, also by rounding.
  if (size >= 1e-3 && !plain.includes("e")) return withMinus(plain);
  const [mantissa = "", exponent = "0"] = value.toExponential(digits - 1).split("e");
  return `${withMinus(mantissa)}×10${superscript(Number(exponent))}`;
}

/**
 * A number with so many digits behind the point.
 * @param {number} value
 * @param {number} digits
 * @returns {string}
 */
export function fixed(value, digits) {
  return withMinus(value.toFixed(digits));
}

/** A share of 1: `97.6 %`. @param {number} share @returns {string} */
export function percent(share) {
  return `${fixed(100 * share, 1)} %`;
}

/**
 * A number that somebody chose, without needless zeros: `0.1`, `3×10⁻⁴`, `10⁶`.
 * @param {number} value
 * @param {number} [digits] significant digits at most
 * @returns {string}
 */
export function chosen(value, digits = 6) {
  if (!Number.isFinite(value)) return reading(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return withMinus(String(Number(value.toPrecision(digits))));
  const [mantissa = "", exponent = "0"] = Number(value.toPrecision(digits)).toExponential().split("e");
  const power = `10${superscript(Number(exponent))}`;
  if (mantissa === "1") return power;
  return mantissa === "-1" ? MINUS + power : `${withMinus(mantissa)}×${power}`;
}

/**
 * A label on an axis whose neighbours are a step away; as many digits as a number has where there is no step.
 * @param {number} value
 * @param {number} step
 * @returns {string}
 */
export function tickLabel(value, step) {
  if (Math.abs(value) < step * 1e-9) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || (step < 1e-4 && (size < 1e-2 || step < 1e-15))) return chosen(value, Math.min(Math.max(1, Math.ceil(Math.log10(size / step)) + 2 || 1), 17));
  return withMinus(value.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))));
}

/**
 * A label on a logarithmic axis: `10⁻³`, `1`, `10`, and `0.02` or `2×10⁻³` between.
 * @param {number} value
 * @param {number} [digits]
 * @returns {string}
 */
export function powerLabel(value, digits = 3) {
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const mantissa = Number((value / 10 ** exponent).toPrecision(digits));
  if (exponent >= 0 && exponent < 3) return withMinus(String(Number(value.toPrecision(digits))));
  if (exponent === -1 || (exponent === -2 && mantissa !== 1)) return withMinus(String(Number(value.toPrecision(digits))));
  return mantissa === 1 ? `10${superscript(exponent)}` : `${withMinus(String(mantissa))}×10${superscript(exponent)}`;
}

/**
 * Labels that tell values apart, with as many digits as that takes.
 * @param {number[]} values increasing
 * @returns {string[]}
 */
export function powerLabels(values) {
  const apart = Math.min(...values.slice(1).map((value, i) => value - Number(values[i])));
  let digits = 3;
  while (digits < 15 && values.some((value) => Math.abs(Number(value.toPrecision(digits)) - value) > apart / 100)) digits++;
  return values.map((value) => powerLabel(value, digits));
}

/**
 * The text of a field that holds a number, as a person would type it.
 * @param {number} value
 * @returns {string} reads back to the same number
 */
export function fieldText(value) {
  const size = Math.abs(value);
  const text = value !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential().replace("e+", "e") : String(value);
  return text.replace(".", locale.decimal);
}

/** More letters than this do not fit into a field. */
const FIELD_LETTERS = 8;

/** The text of a field that is not being edited: four significant digits of a number that is too long for it. @param {number} value @returns {string} */
export function shortText(value) {
  const text = fieldText(value);
  return text.length > FIELD_LETTERS ? fieldText(Number(value.toPrecision(4))) : text;
}

/** Between the numbers of a list. @returns {string} */
const between = () => (locale.decimal === "," ? "; " : ", ");

/**
 * The text of a field that holds numbers.
 * @param {number[]} values
 * @returns {string} `parseNumbers` reads it back
 */
export const fieldTexts = (values) => values.map(fieldText).join(between());

/**
 * Reads a list of numbers, with or without brackets.
 * @param {string} text
 * @returns {number[] | null} null where there is none, or one that is no number
 */
export function parseNumbers(text) {
  const parts = text.replace(/[()[\]]/g, "").split(locale.decimal === "," ? /;|,?\s+/ : /[,;\s]+/);
  const list = parts.map((part) => part.trim()).filter((part) => part !== "").map(parseNumber);
  return list.length === 0 || list.includes(null) ? null : /** @type {number[]} */ (list);
}

/**
 * Reads what a person types as a number: `0.1`, `3e-4`, `−2`, `1/3`, `10^-3`, `3×10⁻⁵`.
 * @param {string} text
 * @returns {number | null} null where it is none
 */
export function parseNumber(text) {
  const plain = (locale.decimal === "," ? text.replace(",", ".") : text)
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/⁻/g, "-")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (digits) => [...digits].map((digit) => SUPERSCRIPTS.indexOf(digit)).join(""))
    .replace(/\s*[×*·]\s*10\^?(?=[+-]?\d)/g, "e")
    .replace(/^([+-]?)10\^([+-]?\d+)$/, "$11e$2");
  const number = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
  const found = new RegExp(`^(${number})(?:\\s*/\\s*(${number}))?$`).exec(plain);
  if (!found) return null;
  const value = Number(found[1]) / (found[2] === undefined ? 1 : Number(found[2]));
  return Number.isFinite(value) ? value : null;
}

/**
 * A point: `(1.000, −0.500)`.
 * @param {ArrayLike<number>} at
 * @param {number} [digits]
 * @returns {string}
 */
export function point(at, digits = 4) {
  return `(${texts(at, digits)})`;
}

/**
 * Numbers in a row: `1.000, −0.500`.
 * @param {ArrayLike<number>} all
 * @param {number} [digits]
 * @returns {string}
 */
export function texts(all, digits = 4) {
  return Array.from(all, (value) => reading(value, digits)).join(between());
}
