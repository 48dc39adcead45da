/**
 * What: packs bytes as text, for files that carry the engine along: LZMA, its bits packed anew by better chances, then printable ASCII.
 * Invariant: `src/single/packed.js` unpacks it, and says which letters there are and why.
 * Does not: read or write files.
 */
import lzma from "lzma-purejs";
import { LEAST_RANGE, ONE_BITS, chancesOf } from "./src/single/chances.js";
import { PLACES, expanded } from "./src/single/lzma.js";
import { HEADER_BYTES, LETTERS, bitsOf } from "./src/single/packed.js";

/** All that can be printed but `"`, `&`, `<` and `\`. */
const ALPHABET = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter((letter) => !'"&<\\'.includes(letter));

/**
 * Two letters carry 13 bits, or 14 where the first 13 are a low number, and up to six bits at the end one.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function written(bytes) {
  /** @type {string[]} */
  const text = [];
  const put = (/** @type {number} */ number) => text.push(ALPHABET[number % LETTERS] ?? "", ALPHABET[Math.floor(number / LETTERS)] ?? "");
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    if (bits < 14) continue;
    const taken = bitsOf(held);
    put(held & (2 ** taken - 1));
    held >>= taken;
    bits -= taken;
  }
  if (bits > 6) put(held);
  else if (bits > 0) text.push(ALPHABET[held] ?? "");
  return text.join("");
}

/**
 * The bits of the library's stream, whose chances all follow alike.
 * @param {Uint8Array} stream from behind its header
 * @returns {import("./src/single/lzma.js").Bits}
 */
function bitsOfLibrary(stream) {
  const chances = new Uint16Array(PLACES).fill(1024);
  let next = 5;
  let range = 2 ** 32 - 1;
  let code = Buffer.from(stream).readUInt32BE(1);
  const take = (/** @type {number} */ bound) => {
    const is = code < bound ? 0 : 1;
    [range, code] = is ? [range - bound, code - bound] : [bound, code];
    if (range < LEAST_RANGE) [range, code] = [(range << 8) >>> 0, ((code << 8) | (stream[next++] ?? 0)) >>> 0];
    return is;
  };
  return {
    bit(at) {
      const chance = chances[at] ?? 0;
      const is = take((range >>> 11) * chance);
      chances[at] = is ? chance - (chance >> 5) : chance + ((2048 - chance) >> 5);
      return is;
    },
    even(count) {
      let found = 0;
      for (; count > 0; count--) {
        range >>>= 1;
        const is = code < range ? 0 : 1;
        if (is) code -= range;
        found = (found << 1) | is;
        if (range < LEAST_RANGE) [range, code] = [(range << 8) >>> 0, ((code << 8) | (stream[next++] ?? 0)) >>> 0];
      }
      return found;
    },
  };
}

/** Packs bits as `bitsFrom` reads them. */
class Writer {
  constructor() {
    this.chances = chancesOf(PLACES);
    this.low = 0;
    this.range = 2 ** 32 - 1;
    /** Bytes that a carry may still change: the first one, and how many of 255 behind it. */
    this.held = { byte: 0, ones: 0 };
    /** @type {number[]} */
    this.bytes = [];
  }

  /** @param {number} is @param {number} bound */
  put(is, bound) {
    if (is) this.low += bound;
    this.range = is ? this.range - bound : bound;
    for (; this.range < LEAST_RANGE; this.range *= 256) this.shift();
  }

  /** @param {number} is @param {number} at @param {number} [also] */
  bit(is, at, also) {
    this.put(is, (this.range >>> ONE_BITS) * this.chances.chance(at, also));
    this.chances.learn(is, at, also);
  }

  /** @param {number} count @param {number} number */
  even(count, number) {
    while (count-- > 0) this.put((number >> count) & 1, this.range >>> 1);
  }

  shift() {
    const carry = Math.floor(this.low / 2 ** 32);
    if (carry || this.low < 0xff000000) {
      this.bytes.push((this.held.byte + carry) & 255);
      for (; this.held.ones > 0; this.held.ones--) this.bytes.push((255 + carry) & 255);
      this.held.byte = (this.low >>> 24) & 255;
    } else this.held.ones++;
    this.low = (this.low % LEAST_RANGE) * 256;
  }

  /** All of it; the first byte is always 0, and left out. */
  end() {
    for (let i = 0; i < 5; i++) this.shift();
    return Uint8Array.from(this.bytes).subarray(1);
  }
}

/** The most careful search, in a window that holds everything; neither script nor module is laid out in words of a fixed length (`pb`). */
const OPTIONS = { a: 2, d: 21, fb: 255, mf: "bt4", lc: 3, lp: 0, pb: 0, eos: true };
/** What the library writes before its bits. */
const LIBRARY_HEADER_BYTES = 13;

/** @param {Uint8Array} bytes @returns {string} */
export function packed(bytes) {
  const from = bitsOfLibrary(lzma.compressFile(bytes, undefined, OPTIONS).subarray(LIBRARY_HEADER_BYTES));
  const to = new Writer();
  /** @type {import("./src/single/lzma.js").Bits} */
  const passed = {
    bit(at, also) {
      const is = from.bit(at);
      to.bit(is, at, also);
      return is;
    },
    even(count) {
      const number = from.even(count);
      to.even(count, number);
      return number;
    },
  };
  expanded(passed, bytes.length);
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt32BE(bytes.length);
  return written(Buffer.concat([head, to.end()]));
}
