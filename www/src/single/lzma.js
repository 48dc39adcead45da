/**
 * What: the grammar of LZMA (as I. Pavlov's specification in the LZMA SDK has it, with `lc` 3, `lp` 0, `pb` 0): which bits come, and what they say.
 * Invariant: whatever the bits are, it ends: with the bytes that they write, or by throwing.
 * Does not: know how bits are packed; `chances.js` does, and for packing `www/pack.mjs`.
 */

/** The parts of the model, each a run of places: where they begin. */
const MATCH = 0;
const REPEAT = MATCH + 12 * 16;
const REPEAT_FIRST = REPEAT + 12;
const REPEAT_SECOND = REPEAT_FIRST + 12;
const REPEAT_THIRD = REPEAT_SECOND + 12;
const REPEAT_LONG = REPEAT_THIRD + 12;
const SLOT = REPEAT_LONG + 12 * 16;
const NEAR = SLOT + 4 * 64;
const ALIGN = NEAR + 115;
const LENGTH = ALIGN + 16;
const REPEAT_LENGTH = LENGTH + 514;
const LITERAL = REPEAT_LENGTH + 514;
/** A literal's bits, told by the three highest of the byte before it; then once more, told by all of them. */
const LITERAL_BITS = 0x300;
/** Whether a literal comes, told by the two bytes before it as well. */
const AFTER = LITERAL + (8 + 256) * LITERAL_BITS;
/** How many places there are. */
export const PLACES = AFTER + 0x10000;
/** The distance that marks the end. */
const END = -1;

/**
 * Where bits come from.
 * @typedef {object} Bits
 * @property {(at: number, also?: number) => number} bit the next, in a place of the model, or in two
 * @property {(count: number) => number} even so many that are as likely as not, the highest first
 */

/**
 * @param {Bits} from
 * @param {number} size how many bytes they write
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws where the bits write something else
 */
export function expanded({ bit, even }, size) {
  const out = new Uint8Array(size);
  /** A number of some bits, the highest first. */
  const tree = (/** @type {number} */ at, /** @type {number} */ bits) => {
    let found = 1;
    for (let i = 0; i < bits; i++) found = (found << 1) | bit(at + found);
    return found - (1 << bits);
  };
  /** The same, the lowest first. */
  const turned = (/** @type {number} */ at, /** @type {number} */ bits) => {
    let path = 1;
    let found = 0;
    for (let i = 0; i < bits; i++) {
      const is = bit(at + path);
      path = (path << 1) | is;
      found |= is << i;
    }
    return found;
  };
  const lengthOf = (/** @type {number} */ at) => {
    if (!bit(at)) return 2 + tree(at + 2, 3);
    return bit(at + 1) ? 18 + tree(at + 258, 8) : 10 + tree(at + 130, 3);
  };
  const distanceOf = (/** @type {number} */ length) => {
    const slot = tree(SLOT + Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    return base + (slot < 14 ? turned(NEAR + base - slot, bits) : (even(bits - 4) << 4) + turned(ALIGN, 4));
  };

  let at = 0;
  let state = 0;
  let [back, second, third, fourth] = [0, 0, 0, 0];
  for (;;) {
    if (at > size) throw new Error("damaged");
    const before = out[at - 1] ?? 0;
    if (!bit(MATCH + state * 16, AFTER + ((out[at - 2] ?? 0) << 8) + before)) {
      const literal = (/** @type {number} */ k) => bit(LITERAL + LITERAL_BITS * (before >> 5) + k, LITERAL + LITERAL_BITS * (8 + before) + k);
      let letter = 1;
      if (state >= 7) {
        // Where it differs from the byte that a match would have put here: as long as they agree, that byte's bits choose the place.
        for (let likely = out[at - back - 1] ?? 0; letter < 0x100; likely <<= 1) {
          const hint = (likely >> 7) & 1;
          letter = (letter << 1) | literal(((1 + hint) << 8) + letter);
          if ((letter & 1) !== hint) break;
        }
      }
      while (letter < 0x100) letter = (letter << 1) | literal(letter);
      out[at++] = letter;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length = 1;
    if (bit(REPEAT + state)) {
      let long = 1;
      if (!bit(REPEAT_FIRST + state)) long = bit(REPEAT_LONG + state * 16);
      else if (!bit(REPEAT_SECOND + state)) [back, second] = [second, back];
      else if (!bit(REPEAT_THIRD + state)) [back, second, third] = [third, back, second];
      else [back, second, third, fourth] = [fourth, back, second, third];
      if (long) length = lengthOf(REPEAT_LENGTH);
      state = state < 7 ? 9 - long : 11;
    } else {
      length = lengthOf(LENGTH);
      [back, second, third, fourth] = [distanceOf(length), back, second, third];
      if (back === END) break;
      state = state < 7 ? 7 : 10;
    }
    if (back < 0 || back >= at) throw new Error("damaged");
    for (; length > 0; length--, at++) out[at] = out[at - back - 1] ?? 0;
  }
  if (at !== size) throw new Error("damaged");
  return out;
}
