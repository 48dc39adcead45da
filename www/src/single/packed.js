/**
 * What: unpacks bytes that a file carries along as text: LZMA with chances of our own, written in printable ASCII, 13 or 14 bits to two letters
 * (as in J. Henke's basE91).
 * Invariant: the counterpart of `www/pack.mjs`; nothing is fetched. The letters are all of ASCII that can be printed but `"`, `&`, `<` and `\`:
 * so the text stands as it is in HTML, in `srcdoc`, in a script and in JSON, and no editor, mail or character set changes it.
 * Does not: know what is in them.
 */
import { bitsFrom } from "./chances.js";
import { PLACES, expanded } from "./lzma.js";

/** How many letters there are. */
export const LETTERS = 91;

/**
 * How many bits two letters carry: there are 89 pairs more than numbers of 13 bits, for one bit more behind the lowest of them.
 * @param {number} pair its lowest bits tell
 */
export const bitsOf = (pair) => ((pair & 8191) < LETTERS ** 2 - 8192 ? 14 : 13);

/** A letter's number. @param {number} letter its code */
const numberOf = (letter) => letter - 32 - +(letter > 34) - +(letter > 38) - +(letter > 60) - +(letter > 92);

/**
 * The bytes that such a text writes.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws where a letter is none of them
 */
export function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  let [held, bits, at] = [0, 0, 0];
  for (let i = 0; i < text.length; i += 2) {
    const first = numberOf(text.charCodeAt(i));
    const single = i + 1 === text.length;
    const second = single ? 0 : numberOf(text.charCodeAt(i + 1));
    if (!(first >= 0 && second >= 0 && first < LETTERS && second < LETTERS)) throw new Error("damaged");
    const pair = first + LETTERS * second;
    held |= pair << bits;
    bits += single ? 6 : bitsOf(pair);
    for (; bits >= 8; bits -= 8, held >>>= 8) bytes[at++] = held;
  }
  return bytes.slice(0, at);
}

/** What stands before the packed bits: how many bytes they are unpacked. */
export const HEADER_BYTES = 4;

/**
 * @param {string} text
 * @returns {ArrayBuffer}
 * @throws where the text is damaged
 */
export function unpacked(text) {
  const packed = bytesOf(text);
  const bits = bitsFrom(packed.subarray(HEADER_BYTES), PLACES);
  const bytes = expanded(bits, new DataView(packed.buffer).getUint32(0));
  if (!bits.isWhole()) throw new Error("damaged");
  return bytes.buffer;
}
