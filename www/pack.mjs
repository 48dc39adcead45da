/**
 * What: packs bytes as text, for files that carry the engine along: LZMA, then printable ASCII.
 * Invariant: `src/single/packed.js` unpacks it, and says which letters there are and why.
 * Does not: read or write files.
 */
import lzma from "lzma-purejs";
import { LETTERS, bitsOf } from "./src/single/packed.js";

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

/** The most careful search, in a window that holds everything; neither script nor module is laid out in words of a fixed length (`pb`). */
const OPTIONS = { a: 2, d: 21, fb: 255, mf: "bt4", lc: 3, lp: 0, pb: 0, eos: true };

/** @param {Uint8Array} bytes @returns {string} */
export const packed = (bytes) => written(lzma.compressFile(bytes, undefined, OPTIONS));
