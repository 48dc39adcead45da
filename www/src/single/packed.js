/**
 * What: unpacks bytes that a file carries along as text: LZMA, written in printable ASCII, 13 bits to two letters.
 * Invariant: the counterpart of `www/pack.mjs`; nothing is fetched. The letters are all of ASCII that can be printed but `"`, `&`, `<` and `\`:
 * so the text stands as it is in HTML, in `srcdoc`, in a script and in JSON, and no editor, mail or character set changes it.
 * Does not: know what is in them.
 */
import { expanded } from "./lzma.js";

/** How many letters there are. */
export const LETTERS = 91;

/** A letter's number. @param {number} letter its code */
const numberOf = (letter) => letter - 32 - +(letter > 34) - +(letter > 38) - +(letter > 60) - +(letter > 92);

/**
 * The bytes that such a text writes.
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws where a letter is none of them
 */
export function bytesOf(text) {
  const bytes = new Uint8Array(((text.length >> 1) * 13 + (text.length & 1) * 6) >> 3);
  let [held, bits, at] = [0, 0, 0];
  for (let i = 0; i < text.length; i += 2) {
    const first = numberOf(text.charCodeAt(i));
    const single = i + 1 === text.length;
    const second = single ? 0 : numberOf(text.charCodeAt(i + 1));
    if (!(first >= 0 && second >= 0 && first < LETTERS && second < LETTERS)) throw new Error("damaged");
    held |= (first + LETTERS * second) << bits;
    bits += single ? 6 : 13;
    for (; bits >= 8; bits -= 8, held >>>= 8) bytes[at++] = held;
  }
  return bytes;
}

/**
 * @param {string} text
 * @returns {ArrayBuffer}
 * @throws where the text is damaged
 */
export const unpacked = (text) => expanded(bytesOf(text)).buffer;
