/**
 * What: the names of parameters and features: x and y in the plane of a surface, θ₁, θ₂, … of a model and beyond the plane.
 * Invariant: axes, readouts, tables and copied text call a parameter the same.
 * Does not: name what the data name themselves.
 */
import { modelOf } from "../model/kind.js";

/** A number below the line. @param {number} number @returns {string} */
export function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}

/** Weight `i`, from 0. @param {number} i @returns {string} */
export function weightName(i) {
  return `θ${subscript(i + 1)}`;
}

/**
 * The names of a problem's parameters.
 * @param {import("../engine/shapes").Spec} spec
 * @param {number} all how many there are
 * @param {number} [most] of them
 * @returns {string[]}
 */
export function parameterNames(spec, all, most = all) {
  const plane = all <= 2 && !modelOf(spec);
  return Array.from({ length: Math.min(all, most) }, (_, i) => (plane ? String("xy"[i]) : weightName(i)));
}
