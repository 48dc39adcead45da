/**
 * What: shows a formula that the build has typeset, node by node.
 * Invariant: no markup is parsed. A long formula may break before an operator. Where no font has the measures of formulas, an index is
 * lowered by the style sheet.
 * Does not: typeset.
 */
import { readMath } from "./mathml.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** A formula with more leaves is wider than a panel. */
const LONG = 14;
/** Operators that a line may break before, as a lecturer breaks it. */
const BREAKS = new Set(["+", "−", "-", "="]);

/**
 * A formula as an element.
 * @param {string} spelling as `mathml.js` reads it
 * @returns {Element}
 */
export function formula(spelling) {
  const tree = readMath(spelling);
  const whole = (spelling.match(/[onit][^;]*;/g) ?? []).length > LONG ? inPieces(tree) : /** @type {Element} */ (node(tree));
  if (onTheLine()) whole.classList.add("on-the-line");
  return whole;
}

/** @type {boolean | undefined} */
let known;

/**
 * Whether an index stands on the line of its letter, as Chromium sets it in a font without the measures of formulas.
 * @returns {boolean}
 */
function onTheLine() {
  if (known === undefined) {
    const probe = /** @type {Element} */ (node(readMath("mbn1;n1;;;")));
    document.body.append(probe);
    const [letter, index] = [...probe.querySelectorAll("mn")].map((one) => one.getBoundingClientRect());
    probe.remove();
    known = letter !== undefined && index !== undefined && index.bottom <= letter.bottom;
  }
  return known;
}

/**
 * A formula in pieces, since no engine breaks one: each begins with an operator of the outermost row. Formulas with a wide space between
 * them stand on lines of their own.
 * @param {unknown[]} tree
 * @returns {Element}
 */
function inPieces([name, attributes, ...children]) {
  const row = /** @type {unknown[][]} */ (children.length === 1 && Array.isArray(children[0]) && children[0][0] === "mrow" ? children[0].slice(2) : children);
  /** Lines of pieces. @type {unknown[][][]} */
  const lines = [[[]]];
  let depth = 0;
  for (const child of row) {
    depth += nesting(child);
    const line = lines[lines.length - 1] ?? [];
    const piece = line[line.length - 1] ?? [];
    const breaks = depth === 0 && child[0] === "mo" && BREAKS.has(String(child[2])) && piece.length > 0;
    if (depth === 0 && child[0] === "mspace") lines.push([[]]);
    // An operator that begins a row would be taken for a sign.
    else if (breaks) line.push([["mo", { ...Object(child[1]), form: "infix" }, ...child.slice(2)]]);
    else piece.push(child);
  }
  const whole = document.createElement("span");
  for (const pieces of lines) {
    const line = whole.appendChild(document.createElement("span"));
    line.className = "line";
    for (const piece of pieces) line.append(node([name, attributes, ["mrow", {}, ...piece]]), document.createElement("wbr"));
  }
  return whole;
}

/**
 * Whether an element opens or closes a bracket; a closing one may carry an exponent.
 * @param {unknown[]} element
 * @returns {number} 1, −1 or 0
 */
function nesting(element) {
  const sign = /** @type {unknown[]} */ (element[0] === "mo" ? element : (element[2] ?? []));
  // A row holds both its brackets.
  if (sign[0] !== "mo" || element[0] === "mrow") return 0;
  return sign[2] === "(" || sign[2] === "[" ? 1 : sign[2] === ")" || sign[2] === "]" ? -1 : 0;
}

/**
 * @param {unknown[] | string} tree `[name, attributes, ...children]`, or text
 * @returns {Node}
 */
function node(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [name, attributes, ...children] = tree;
  const element = document.createElementNS(MATHML, String(name));
  for (const [key, value] of Object.entries(/** @type {Record<string, string>} */ (attributes))) {
    element.setAttribute(key, value);
  }
  for (const child of children) element.append(node(/** @type {unknown[] | string} */ (child)));
  return element;
}
