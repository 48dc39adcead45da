/**
 * What: the short spelling of typeset formulas, in which the build puts them into the page: `bix;i0;;` is x with index 0.
 * Invariant: an element is a letter of `NAMES`, before it a capital for its attributes; leaves hold text, the others elements; `;` ends both.
 * `readMath(writeMath(tree))` is the tree again, and the build refuses what has no spelling.
 * Does not: draw; `formula.js` does.
 */

/**
 * A MathML element: `[name, attributes, ...children]`; a child is another element or text.
 * @typedef {[string, Record<string, string>, ...unknown[]]} MathTree
 */

/** The letter of every element. */
const NAMES = /** @type {Record<string, string>} */ ({
  o: "mo", n: "mn", i: "mi", t: "mtext", p: "mspace", m: "math", r: "mrow", s: "msup", b: "msub", w: "msubsup", f: "mfrac",
  q: "msqrt", u: "mroot", v: "mover", y: "mstyle", e: "mtable", d: "mtr", c: "mtd",
});
const LETTERS = Object.fromEntries(Object.entries(NAMES).map(([letter, name]) => [name, letter]));
/** How many elements are in those that hold a fixed number. @type {Record<string, number>} */
const HELD = { s: 2, b: 2, w: 3, f: 2, u: 2, v: 2 };
/** The letters of those that hold text; `readMath` knows them too. */
const LEAVES = "onitp";

/** What a capital stands for, from A on. @type {Record<string, string>[]} */
const ATTRIBUTES = [
  { stretchy: "false" },
  { mathvariant: "normal" },
  { scriptlevel: "0", displaystyle: "false" },
  { scriptlevel: "0", displaystyle: "true" },
  { fence: "true" },
  { separator: "true" },
  { width: "2em" },
  { width: "1em" },
  { accent: "true" },
  { rowspacing: "0.36em", columnalign: "left left", columnspacing: "1em" },
  { rowspacing: "0.25em", columnalign: "right" },
  { fence: "true", stretchy: "true", minsize: "1.2em", maxsize: "1.2em" },
  { mathvariant: "normal", lspace: "0em", rspace: "0em" },
];
const A = 65;

/**
 * A tree in the short spelling.
 * @param {MathTree} tree
 * @returns {string}
 */
export function writeMath([name, attributes, ...children]) {
  const letter = LETTERS[name];
  const set = JSON.stringify(Object.entries(attributes).sort());
  const at = ATTRIBUTES.findIndex((known) => JSON.stringify(Object.entries(known).sort()) === set);
  const inside = children.map((child) => (typeof child === "string" ? child : writeMath(/** @type {MathTree} */ (child)))).join("");
  const leaf = children.every((child) => typeof child === "string");
  if (letter === undefined || (at < 0 && set !== "[]") || (leaf && /;/.test(inside)) || (inside !== "" && leaf !== LEAVES.includes(letter)) || children.length !== (HELD[letter] ?? children.length)) {
    throw new Error(`mathml.js has no spelling for <${name}> ${set} ${inside}`);
  }
  return `${at < 0 ? "" : String.fromCharCode(A + at)}${letter}${inside};`;
}

/**
 * The tree of a spelling.
 * @param {string} spelling
 * @returns {MathTree}
 */
export function readMath(spelling) {
  /** @type {MathTree[]} */
  const open = [["", {}]];
  for (const [, set, leaf, text = "", branch] of spelling.matchAll(/([A-Z]?)(?:([onitp])([^;]*);|([a-z]))|;/g)) {
    const letter = leaf ?? branch;
    if (!letter) {
      open.pop();
      continue;
    }
    /** @type {MathTree} */
    const element = [String(NAMES[letter]), { ...ATTRIBUTES[set ? set.charCodeAt(0) - A : -1] }];
    open[open.length - 1]?.push(element);
    if (branch) open.push(element);
    else if (text) element.push(text);
  }
  return /** @type {MathTree} */ (open[0]?.[2]);
}
