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
  if (size >= 1e-3 && size < 10 ** (digits + 1)) {
    const plain = value.toPrecision(digits);
    // toPrecision turns to exponents at 10^digits, also by rounding.
    return withMinus(plain.includes("e") ? String(Math.round(value)) : plain);
  }
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
 * @returns {string}
 */
export function chosen(value) {
  if (!Number.isFinite(value)) return reading(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return withMinus(String(Number(value.toPrecision(6))));
  const [mantissa = "", exponent = "0"] = Number(value.toPrecision(6)).toExponential().split("e");
  const power = `10${superscript(Number(exponent))}`;
  if (mantissa === "1") return power;
  return mantissa === "-1" ? MINUS + power : `${withMinus(mantissa)}×${power}`;
}

/**
 * A label on an axis whose neighbours are a step away.
 * @param {number} value
 * @param {number} step
 * @returns {string}
 */
export function tickLabel(value, step) {
  if (Math.abs(value) < step * 1e-9) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || step < 1e-4) return chosen(Number(value.toPrecision(Math.max(1, Math.ceil(Math.log10(size / step)) + 2))));
  return withMinus(value.toFixed(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))));
}

/**
 * A label on a logarithmic axis: `10⁻³`, `1`, `10`, and `2×10⁻³` between.
 * @param {number} value
 * @returns {string}
 */
export function powerLabel(value) {
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const mantissa = Number((value / 10 ** exponent).toPrecision(3));
  if (exponent >= 0 && exponent < 3) return withMinus(String(Number(value.toPrecision(6))));
  if (exponent === -1) return withMinus(String(Number(value.toPrecision(3))));
  return mantissa === 1 ? `10${superscript(exponent)}` : `${withMinus(String(mantissa))}×10${superscript(exponent)}`;
}

/**
 * The text of a field that holds a number, as a person would type it.
 * @param {number} value
 * @returns {string} reads back to the same number
 */
export function fieldText(value) {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential().replace("e+", "e");
  return String(value);
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
  return `(${Array.from(at, (value) => reading(value, digits)).join(locale.decimal === "," ? "; " : ", ")})`;
}
