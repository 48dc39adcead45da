/**
 * What: the worker's entry: waits for the compiled engine, starts it and serves requests.
 * Invariant: the first message is the module; the answer is `{ready: true}` or `{ready: false, error}`.
 * Does not: fetch anything, so that it runs from a Blob in every place that a page can be in.
 */
import { errorData, serve } from "./protocol.js";
import { createService } from "./service.js";

/** A worker blocks nobody: long slices, short enough that a newer request waits less than a few frames. */
const SLICE_MS = 24;

const scope = /** @type {import("./protocol.js").Port} */ (/** @type {unknown} */ (self));

scope.onmessage = ({ data }) => {
  try {
    serve(scope, createService(data.module, SLICE_MS));
    scope.postMessage({ ready: true });
  } catch (thrown) {
    scope.postMessage({ ready: false, error: errorData(thrown) });
  }
};
