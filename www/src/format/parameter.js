/**
 * What: numbered names.
 * Invariant: a number below the line has the digits of the number.
 * Does not: know what is named.
 */

/** A number below the line. @param {number} number @returns {string} */
export function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}

/** Weight `i`, from 0. @param {number} i @returns {string} */
export function weightName(i) {
  return `θ${subscript(i + 1)}`;
}
