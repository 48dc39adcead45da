/**
 * What: unpacks LZMA (the `.lzma` format with both length and end mark, as I. Pavlov's specification in the LZMA SDK has it).
 * Invariant: gives exactly what was packed or throws; whatever it is given, it ends. The last number of an undamaged stream is 0.
 * Does not: pack; `www/pack.mjs` does, with a library. The library's decoder comes with its encoder, 48 kB; browsers have none.
 */

/** Where the header ends: properties, window, length. */
const HEADER = 13;
/** The parts of the model, each a run of chances: where they begin. */
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
/** The distance that marks the end. */
const END = -1;

/**
 * @param {Uint8Array} packed
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws where the bytes are not such a stream
 */
export function expanded(packed) {
  const head = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const [properties = 0] = packed;
  const literalContext = properties % 9;
  const literalPlace = Math.floor(properties / 9) % 5;
  const places = (1 << Math.floor(properties / 45)) - 1;
  const out = new Uint8Array(head.getUint32(5, true));
  const chances = new Uint16Array(LITERAL + (0x300 << (literalContext + literalPlace))).fill(1024);

  let code = head.getUint32(HEADER + 1);
  let next = HEADER + 5;
  let range = 0xffffffff;
  const refill = () => {
    if (range >= 0x1000000) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | (packed[next++] ?? 0)) >>> 0;
  };
  const bit = (/** @type {number} */ at) => {
    const chance = chances[at] ?? 0;
    const bound = (range >>> 11) * chance;
    const is = code < bound ? 0 : 1;
    if (is) {
      range -= bound;
      code -= bound;
      chances[at] = chance - (chance >> 5);
    } else {
      range = bound;
      chances[at] = chance + ((2048 - chance) >> 5);
    }
    refill();
    return is;
  };
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
  /** Bits that are as likely as not. */
  const even = (/** @type {number} */ bits) => {
    let found = 0;
    for (let i = 0; i < bits; i++) {
      range >>>= 1;
      const is = code < range ? 0 : 1;
      if (is) code -= range;
      found = (found << 1) | is;
      refill();
    }
    return found;
  };
  const lengthOf = (/** @type {number} */ at, /** @type {number} */ place) => {
    if (!bit(at)) return 2 + tree(at + 2 + place * 8, 3);
    return bit(at + 1) ? 18 + tree(at + 258, 8) : 10 + tree(at + 130 + place * 8, 3);
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
    if (at > out.length) throw new Error("damaged");
    const place = at & places;
    if (!bit(MATCH + state * 16 + place)) {
      const context = ((at & ((1 << literalPlace) - 1)) << literalContext) + ((out[at - 1] ?? 0) >> (8 - literalContext));
      const base = LITERAL + 0x300 * context;
      let letter = 1;
      if (state >= 7) {
        // Where it differs from the byte that a match would have put here: as long as they agree, that byte's bits choose the chances.
        for (let likely = out[at - back - 1] ?? 0; letter < 0x100; likely <<= 1) {
          const hint = (likely >> 7) & 1;
          letter = (letter << 1) | bit(base + ((1 + hint) << 8) + letter);
          if ((letter & 1) !== hint) break;
        }
      }
      while (letter < 0x100) letter = (letter << 1) | bit(base + letter);
      out[at++] = letter;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length = 1;
    if (bit(REPEAT + state)) {
      let long = 1;
      if (!bit(REPEAT_FIRST + state)) long = bit(REPEAT_LONG + state * 16 + place);
      else if (!bit(REPEAT_SECOND + state)) [back, second] = [second, back];
      else if (!bit(REPEAT_THIRD + state)) [back, second, third] = [third, back, second];
      else [back, second, third, fourth] = [fourth, back, second, third];
      if (long) length = lengthOf(REPEAT_LENGTH, place);
      state = state < 7 ? 9 - long : 11;
    } else {
      length = lengthOf(LENGTH, place);
      [back, second, third, fourth] = [distanceOf(length), back, second, third];
      if (back === END) break;
      state = state < 7 ? 7 : 10;
    }
    if (back < 0 || back >= at) throw new Error("damaged");
    for (; length > 0; length--, at++) out[at] = out[at - back - 1] ?? 0;
  }
  if (at !== out.length || code !== 0) throw new Error("damaged");
  return out;
}
