/**
 * What: shows a formula that the build has typeset, node by node.
 * Invariant: no markup is parsed. A long formula may break before an operator, and does between equations. Its numbers are the reader's.
 * Does not: typeset.
 */
import { locale } from "../format/locale.js";
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
  return (spelling.match(/[onit][^;]*;/g) ?? []).length > LONG ? inPieces(tree) : /** @type {Element} */ (node(tree));
}

/**
 * A formula in pieces, since no engine breaks one: each begins with an operator of the outermost row. What stands a space apart gets a line.
 * @param {unknown[]} tree
 * @returns {Element}
 */
function inPieces([name, attributes, ...children]) {
  const row = /** @type {unknown[][]} */ (children.length === 1 && Array.isArray(children[0]) && children[0][0] === "mrow" ? children[0].slice(2) : children);
  const whole = document.createElement("span");
  /** @type {unknown[][]} */
  let piece = [];
  let depth = 0;
  const end = (/** @type {string} */ by) => {
    whole.append(node([name, attributes, ["mrow", {}, ...piece]]), document.createElement(by));
    piece = [];
  };
  for (const child of row) {
    depth += nesting(child);
    if (depth === 0 && child[0] === "mspace") {
      end("br");
      continue;
    }
    const breaks = depth === 0 && child[0] === "mo" && BREAKS.has(String(child[2])) && piece.length > 0;
    if (breaks) end("wbr");
    // An operator that begins a row would be taken for a sign.
    piece.push(breaks ? ["mo", { ...Object(child[1]), form: "infix" }, ...child.slice(2)] : child);
  }
  end("wbr");
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
  const own = (/** @type {unknown} */ child) => (name === "mn" ? String(child).replace(".", locale.decimal) : child);
  for (const child of children) element.append(node(/** @type {unknown[] | string} */ (own(child))));
  return element;
}

/**
 * Tells the page's look whether indices need help: a font without a table for mathematics, as phones have, says nothing about where they stand.
 * @param {HTMLElement} root
 */
export function helpIndices(root) {
  const probe = formula("mbix;ix;;;");
  root.append(probe);
  const [base = 0, index = 0] = [...probe.querySelectorAll("mi")].map((each) => each.getBoundingClientRect().bottom);
  root.classList.toggle("plain-math", index - base < 1);
  probe.remove();
}
