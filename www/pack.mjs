/**
 * What: packs bytes as text, for files that carry the engine along: base 64 of raw deflate.
 * Invariant: `src/single/packed.js` unpacks it.
 * Does not: read or write files.
 */
import { deflateRawSync } from "node:zlib";

/** @param {Uint8Array} bytes @returns {string} */
export const packed = (bytes) => deflateRawSync(bytes, { level: 9 }).toString("base64");
