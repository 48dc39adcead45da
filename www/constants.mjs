/**
 * What: takes the vector constants out of the loops of a module's text. Engines make such a constant anew wherever it stands, for several
 * instructions each; compilers put it where it is used, since on other machines that is free.
 * Invariant: a constant becomes a local that a function sets where it begins and never again; nothing else changes.
 * Does not: look at scalars, or at zero, which one instruction makes.
 */

export const CONSTANT = /\(v128\.const (i32x4(?: 0x[0-9a-f]{8}){4})\)/g;
const ZERO = /^i32x4( 0x00000000)+$/;

/**
 * A function in binaryen's text, a line of which is one instruction, indented by what it stands in.
 * @param {string[]} lines the first one names it
 * @returns {string[]}
 */
function outside(lines) {
  /** The local of every constant. @type {Map<string, string>} */
  const locals = new Map();
  /** The indents of the loops around. @type {number[]} */
  const loops = [];
  const moved = lines.map((line) => {
    const indent = line.search(/\S/);
    while (indent <= (loops.at(-1) ?? -1)) loops.pop();
    const inside = loops.length > 0;
    if (/^\s*\(loop\b/.test(line)) loops.push(indent);
    if (!inside) return line;
    return line.replace(CONSTANT, (whole, /** @type {string} */ bits) => {
      if (ZERO.test(bits)) return whole;
      const local = locals.get(bits) ?? `$constant${locals.size}`;
      locals.set(bits, local);
      return `(local.get ${local})`;
    });
  });
  if (locals.size === 0) return lines;
  const body = moved.findIndex((line, i) => i > 0 && !line.startsWith("  (local "));
  const declared = [...locals.values()].map((local) => `  (local ${local} v128)`);
  const set = [...locals].map(([bits, local]) => `  (local.set ${local} (v128.const ${bits}))`);
  return [...moved.slice(0, body), ...declared, ...set, ...moved.slice(body)];
}

/**
 * The text of a module with every function treated.
 * @param {string} text
 * @returns {string}
 */
export function hoisted(text) {
  /** @type {string[]} */
  const all = [];
  /** @type {string[]} */
  let open = [];
  for (const line of text.split("\n")) {
    if (line.startsWith(" (func ")) open = [line];
    else if (open.length === 0) all.push(line);
    else if (line === " )") {
      all.push(...outside(open), line);
      open = [];
    } else open.push(line);
  }
  return [...all, ...open].join("\n");
}
