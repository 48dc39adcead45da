/**
 * What: bits packed by how likely they are (a range coder, after G. N. N. Martin, 1979), with chances that follow what came: each place has one
 * that follows quickly and one that follows slowly. They are mixed as odds, by weights that follow as well (after M. Mahoney's PAQ, 2005).
 * Invariant: nothing is computed but by +, −, ×, ÷ and rounding to whole numbers, so that every browser reads what was written. The last number of
 * an undamaged text is 0.
 * Does not: say what bits mean.
 */

/** Below so much of a range there is room for another byte. */
export const LEAST_RANGE = 2 ** 24;
/** A chance is so many times as large. */
export const ONE_BITS = 16;
const ONE = 2 ** ONE_BITS;
/** A chance follows as the mean of so many bits at most. */
const QUICK = 6;
const SLOW = 110;
/** No bit is surer than this. */
const EDGE = 16;
/** How far weights follow an error. */
const PACE = 0.004;
/** So many logarithms of odds from −16 on, and likewise chances. */
const TABLE = 4096;
const PER_UNIT = TABLE / 32;
/** e⁻¹⁶ and e to one part of the table, as Math.exp may differ from browser to browser. */
const LEAST_ODDS = 1.1253517471925912e-7;
const RATIO = 1.007843097206448;

/** The chance for a logarithm of odds, and back. */
const likely = new Float64Array(TABLE);
const logOdds = new Float64Array(TABLE);
for (let k = 0, chance = 0, odds = LEAST_ODDS; k < TABLE; k++, odds *= RATIO) {
  likely[k] = odds / (1 + odds);
  while (chance < TABLE * Number(likely[k])) logOdds[chance++] = (k - TABLE / 2) / PER_UNIT;
}

/**
 * The chances of a model with so many places.
 * @param {number} places
 */
export function chancesOf(places) {
  const quick = new Uint16Array(places).fill(ONE / 2);
  const slow = quick.slice();
  const seen = new Uint8Array(places);
  /** By what part a chance follows, as so many bits were seen. */
  const parts = Float64Array.from({ length: SLOW + 1 }, (_, count) => 1 / (count + 1.6));
  /** Four for each set of places. */
  const weights = new Float64Array(256).fill(0.3);
  /** What the last chance was made of: the logarithms of odds, where their weights begin, and the chance. */
  const odds = new Float64Array(4);
  let [from, mixed] = [0, 0];
  const oddsAt = (/** @type {number} */ i, /** @type {number} */ at) => {
    odds[i] = Number(logOdds[Number(quick[at]) >> 4]);
    odds[i + 1] = Number(logOdds[Number(slow[at]) >> 4]);
    return Number(odds[i]) * Number(weights[from + i]) + Number(odds[i + 1]) * Number(weights[from + i + 1]);
  };
  const follow = (/** @type {number} */ i, /** @type {number} */ at, /** @type {number} */ is) => {
    const count = Number(seen[at]);
    const to = is ? 0 : ONE - 1;
    const error = (1 - is - mixed) * PACE;
    weights[from + i] = Number(weights[from + i]) + error * Number(odds[i]);
    weights[from + i + 1] = Number(weights[from + i + 1]) + error * Number(odds[i + 1]);
    quick[at] = Number(quick[at]) + (to - Number(quick[at])) * Number(parts[Math.min(count, QUICK)]);
    slow[at] = Number(slow[at]) + (to - Number(slow[at])) * Number(parts[count]);
    if (count < SLOW) seen[at] = count + 1;
  };
  return {
    /** How likely a 0 is, of 2¹⁶. @param {number} at @param {number} [also] */
    chance(at, also) {
      from = 4 * Math.min(at >> 5, 63);
      const sum = oddsAt(0, at) + (also ? oddsAt(2, also) : 0);
      mixed = Number(likely[Math.min(Math.max(sum * PER_UNIT + TABLE / 2, 0), TABLE - 1) | 0]);
      return Math.min(Math.max((mixed * ONE) | 0, EDGE), ONE - EDGE);
    },
    /** @param {number} is @param {number} at @param {number} [also] */
    learn(is, at, also) {
      follow(0, at, is);
      if (also) follow(2, also, is);
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
