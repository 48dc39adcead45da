/**
 * What: fetches and compiles the engine once for the page; the single file carries it along and fetches nothing.
 * Invariant: one compilation per page, however many engines are started from it.
 * Does not: make an instance.
 */

/** Where the single file's first script (`www/src/single/unpack.js`) leaves the engine's bytes. */
const CARRIED = "descentEngine";

/** Whether this page is the single file. @returns {boolean} */
export function isSingleFile() {
  return CARRIED in globalThis;
}

/** @type {Promise<WebAssembly.Module> | null} */
let memo = null;

/**
 * The compiled engine.
 * @param {() => string} address of the wasm file, asked for only where the engine is not carried along
 * @returns {Promise<WebAssembly.Module>} rejected where it cannot be fetched, or where WebAssembly or its SIMD is missing
 */
export function engineModule(address) {
  const carried = /** @type {any} */ (globalThis)[CARRIED];
  memo ??= (carried ? WebAssembly.compile(carried) : compile(address())).catch((error) => {
    memo = null;
    throw error;
  });
  return memo;
}

/**
 * @param {string} address
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  // A server that does not name the type makes the streaming form refuse; the plain form takes any bytes.
  if (reply.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(reply);
  return WebAssembly.compile(await reply.arrayBuffer());
}
