/**
 * What: unpacks bytes that a file carries along as text: base 64 of raw deflate.
 * Invariant: the counterpart of `www/pack.mjs`; nothing is fetched.
 * Does not: know what is in them.
 */

/**
 * @param {string} text
 * @returns {Promise<ArrayBuffer>} rejected where `DecompressionStream` is missing
 */
export async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
}
