/**
 * What: the engine's side of the protocol, whole in itself: the build makes one function of it (`made:engine`), which the page calls
 * where a worker is refused, and whose own source text is the worker's.
 * Invariant: nothing outside that function is used, and nothing is fetched, so that it runs from a Blob in every place that a page can be in.
 * Does not: load or compile the engine.
 */
import { keepSamples } from "descent-wasm";
import { errorData, serve } from "./protocol.js";
import { createService } from "./service.js";

/** A worker blocks nobody: long slices, short enough that a newer request waits less than a few frames. */
const SLICE_MS = 24;

/**
 * Serves on a port.
 * @param {import("./protocol.js").Port} port
 * @param {WebAssembly.Module} module
 * @param {number} sliceMs how long a run may hold the thread
 */
export function answer(port, module, sliceMs) {
  serve(port, createService(module, sliceMs), keepSamples);
}

/**
 * Makes a worker of a worker's scope: its first message is the compiled engine, its first answer `{ready: true}` or `{ready: false, error}`.
 * @param {import("./protocol.js").Port} scope
 */
export function attach(scope) {
  scope.onmessage = ({ data }) => {
    try {
      answer(scope, data.module, SLICE_MS);
      scope.postMessage({ ready: true });
    } catch (thrown) {
      scope.postMessage({ ready: false, error: errorData(thrown) });
    }
  };
}
