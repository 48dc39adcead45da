/**
 * What: the single file's first script: unpacks the engine and the page's script, which stand in the file packed, and starts them.
 * Invariant: nothing is fetched; the page's script runs as a classic script from a Blob, which opaque origins allow too.
 * Does not: know what is in them. `www/single.mjs` packs.
 */

/**
 * @param {string} id of the element that holds packed bytes: base 64 of raw deflate
 * @returns {Promise<ArrayBuffer>}
 */
async function unpacked(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id)?.textContent ?? ""), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
}

/** Unpacks and starts. */
async function start() {
  const [engine, page] = await Promise.all([unpacked("packed-engine"), unpacked("packed-page")]);
  Object.defineProperty(globalThis, "descentEngine", { value: engine });
  const script = document.createElement("script");
  const address = URL.createObjectURL(new Blob([page], { type: "text/javascript" }));
  script.onload = script.onerror = () => URL.revokeObjectURL(address);
  script.src = address;
  document.body.append(script);
}

start().catch((error) => {
  const place = document.getElementById("descent");
  if (place) place.textContent = "This browser is too old to unpack this file: it needs DecompressionStream (Chrome 103, Firefox 113, Safari 16.4).";
  console.error(error);
});
