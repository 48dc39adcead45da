/**
 * What: bits packed by how likely they are (a range coder, after G. N. N. Martin, 1979), with chances that follow what came: each place has one
 * that follows quickly and one that follows slowly, and the mean of them counts.
 * Invariant: whole numbers alone, so that every browser reads what was written. The last number of an undamaged text is 0.
 * Does not: say what bits mean.
 */

/** Below so much of a range there is room for another byte. */
export const LEAST_RANGE = 2 ** 24;
/** A chance is so many times as large. */
export const ONE_BITS = 15;
const ONE = 2 ** ONE_BITS;
/** A chance follows as the mean of so many bits at most. */
const QUICK = 6;
const SLOW = 110;
/** No bit is surer than this. */
const EDGE = 16;

/**
 * The chances of a model with so many places.
 * @param {number} places
 */
export function chancesOf(places) {
  const quick = new Uint16Array(places).fill(ONE / 2);
  const slow = quick.slice();
  const seen = new Uint8Array(places);
  /** By what part of 2¹⁶ a chance follows, as so many bits were seen. */
  const parts = Uint16Array.from({ length: SLOW + 1 }, (_, count) => 2 ** 16 / (count + 1.8));
  const sumAt = (/** @type {number} */ at) => Number(quick[at]) + Number(slow[at]);
  const follow = (/** @type {number} */ at, /** @type {number} */ to) => {
    const count = Number(seen[at]);
    const near = Number(quick[at]);
    const far = Number(slow[at]);
    quick[at] = near + (((to - near) * Number(parts[Math.min(count, QUICK)])) >> 16);
    slow[at] = far + (((to - far) * Number(parts[count])) >> 16);
    if (count < SLOW) seen[at] = count + 1;
  };
  return {
    /** How likely a 0 is, of 2¹⁵. @param {number} at @param {number} [also] */
    chance: (at, also = at) => Math.min(Math.max((sumAt(at) + sumAt(also)) >> 2, EDGE), ONE - EDGE),
    /** @param {number} is @param {number} at @param {number} [also] */
    learn(is, at, also) {
      const to = is ? 0 : ONE - 1;
      follow(at, to);
      if (also) follow(also, to);
    },
  };
}

/**
 * Reads packed bits.
 * @param {Uint8Array} packed
 * @param {number} places of their model
 * @returns {import("./lzma.js").Bits & {isWhole: () => boolean}}
 */
export function bitsFrom(packed, places) {
  const { chance, learn } = chancesOf(places);
  let next = 0;
  let range = 2 ** 32 - 1;
  const byte = () => packed[next++] ?? 0;
  let code = ((byte() << 24) | (byte() << 16) | (byte() << 8) | byte()) >>> 0;
  const take = (/** @type {number} */ bound) => {
    const is = code < bound ? 0 : 1;
    if (is) {
      range -= bound;
      code -= bound;
    } else range = bound;
    for (; range < LEAST_RANGE; range = (range << 8) >>> 0) code = ((code << 8) | byte()) >>> 0;
    return is;
  };
  return {
    bit(at, also) {
      const is = take((range >>> ONE_BITS) * chance(at, also));
      learn(is, at, also);
      return is;
    },
    even(count) {
      let found = 0;
      for (; count > 0; count--) found = (found << 1) | take(range >>> 1);
      return found;
    },
    isWhole: () => code === 0 && next === packed.length,
  };
}
