/**
 * What: packs bytes as text, for files that carry the engine along: base 64 of raw deflate.
 * Invariant: `src/single/packed.js` unpacks it.
 * Does not: read or write files.
 */
import { deflateRawSync } from "node:zlib";

/** How much of its own bookkeeping deflate keeps decides where its blocks end; which is best depends on the bytes. */
const MEMORIES = [5, 6, 7, 8, 9];

/** @param {Uint8Array} bytes @returns {string} the shortest that deflate finds */
export const packed = (bytes) =>
  MEMORIES.map((memLevel) => deflateRawSync(bytes, { level: 9, memLevel }))
    .reduce((best, other) => (other.length < best.length ? other : best))
    .toString("base64");
