/**
 * What: puts the functions of a module's text in an order in which those that are alike stand side by side: what packs the module finds a repeated
 * piece the sooner, and names its place the shorter, the nearer it is.
 * Invariant: functions call each other by name, so that only their order changes; the same text gives the same order on every machine.
 * Does not: look for the best order; it goes on with whatever is most like the last few.
 */

/** So many instructions in a row are a piece. */
const PIECE = 3;
/** So many functions back count, the farther the less. */
const LAST = 8;
/** A piece that more functions have says nothing about them. */
const COMMON = 400;
/** Below this, no function is like the last ones. */
const ALIKE = 0.02;

/**
 * The pieces of every function, as lists of the functions that have each.
 * @param {string[][]} functions lines
 * @returns {number[][][]} for each function
 */
function pieces(functions) {
  /** @type {Map<string, number[]>} */
  const owners = new Map();
  const all = functions.map((lines, i) => {
    const body = lines.slice(1, -1).map((line) => line.trim());
    const own = new Set(body.slice(PIECE - 1).map((_, at) => body.slice(at, at + PIECE).join("\n")));
    return [...own].map((piece) => {
      const list = owners.get(piece) ?? [];
      owners.set(piece, list);
      list.push(i);
      return list;
    });
  });
  return all.map((lists) => lists.filter(({ length }) => length <= COMMON));
}

/**
 * An order of functions.
 * @param {string[][]} functions lines
 * @returns {number[]}
 */
function chain(functions) {
  const lists = pieces(functions);
  // What few share says the most.
  const worth = (/** @type {number[]} */ list) => 1 / Math.sqrt(list.length);
  const whole = lists.map((own) => own.reduce((sum, list) => sum + worth(list), 1));
  const left = new Set(functions.keys());
  /** @type {number[]} */
  const order = [];
  while (left.size > 0) {
    const shared = new Float64Array(functions.length);
    const recent = order.slice(-LAST);
    for (const [k, i] of recent.entries()) for (const list of lists[i] ?? []) for (const j of list) shared[j] = Number(shared[j]) + ((k + 1) / recent.length) * worth(list);
    let [next = 0] = left;
    let most = ALIKE;
    for (const j of left) {
      const part = Number(shared[j]) / (Number(whole[j]) + Number(whole[order.at(-1) ?? 0]));
      if (part > most) [next, most] = [j, part];
    }
    left.delete(next);
    order.push(next);
  }
  return order;
}

/**
 * The text of a module with its functions in another order.
 * @param {string} text as binaryen writes it
 * @returns {string}
 */
export function ordered(text) {
  // A function begins and ends a line of its own.
  const [head = "", ...parts] = text.split(/^(?= \(func )/m);
  const ends = parts.map((part) => part.indexOf("\n )\n") + 4);
  const functions = parts.map((part, i) => part.slice(0, ends[i]));
  const between = parts.map((part, i) => part.slice(ends[i]));
  if (functions.length === 0 || ends.includes(3)) return text;
  return head + chain(functions.map((lines) => lines.trimEnd().split("\n"))).map((from, i) => functions[from] + (between[i] ?? "")).join("");
}
