/**
 * What: a sweep in workers of its own, in a page and in Node, with progress and cancelling.
 * Invariant: whatever the outcome, its workers are gone when the promise settles.
 * Does not: compute; the engine in each worker does, and `sweep/pool.js` deals the work out.
 */
import { Sweep, describe } from "descent-wasm";
import { engineSide } from "made:engine";
import { startWorker } from "../engine/client.js";
import { Caller, EngineError } from "../engine/protocol.js";
import { KINDS, Pool, ROW } from "../sweep/pool.js";
import { outOfRange, whole } from "./whole.js";

/** Workers at most: more wait for the same memory. */
const MOST = 8;

/** @typedef {{port: import("../engine/protocol.js").Port, end: () => unknown}} Peer */

/**
 * A worker in Node, as a port of the web's kind.
 * @param {WebAssembly.Module} module
 * @returns {Promise<Peer>}
 */
async function startThread(module) {
  // Named by a variable, so that no bundler looks for it.
  const name = "node:worker_threads";
  const { Worker } = await import(name);
  const scope = "const { parentPort } = require('node:worker_threads'); const scope = { postMessage: (data, move) => parentPort.postMessage(data, move), set onmessage(hear) { parentPort.removeAllListeners('message').on('message', (data) => hear({ data })); } };";
  const worker = new Worker(`${scope} (${engineSide})().attach(scope);`, { eval: true });
  await new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (/** @type {any} */ reply) => (reply.ready ? resolve(undefined) : reject(new EngineError(reply.error))));
    worker.postMessage({ module });
  });
  const port = {
    postMessage: (/** @type {unknown} */ data) => worker.postMessage(data),
    set onmessage(/** @type {any} */ hear) {
      worker.removeAllListeners("message").on("message", (/** @type {unknown} */ data) => hear({ data }));
    },
  };
  return { port: /** @type {import("../engine/protocol.js").Port} */ (/** @type {unknown} */ (port)), end: () => worker.terminate() };
}

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Peer>}
 */
async function startPeer(module) {
  if (typeof Worker === "undefined") return startThread(module);
  const worker = await startWorker(module);
  return { port: /** @type {import("../engine/protocol.js").Port} */ (/** @type {unknown} */ (worker)), end: () => worker.terminate() };
}

/**
 * Sweeps.
 * @param {WebAssembly.Module} module
 * @param {import("./index").Spec} spec
 * @param {import("./index").Axis[]} axes the first changes fastest
 * @param {import("./index").SweepOptions} options
 * @returns {Promise<import("./index").Grid>}
 */
export async function sweepInWorkers(module, spec, axes, { onProgress, signal, workers }) {
  signal?.throwIfAborted();
  if (workers !== undefined) whole("workers", workers, 1);
  // Refuses what no sweep is before a worker starts.
  const asked = new Sweep(spec, axes);
  const [points, racers] = [asked.points(), asked.racers()];
  asked.free();
  const wanted = Math.min(MOST, workers ?? globalThis.navigator?.hardwareConcurrency ?? 2);
  const peers = await Promise.all(Array.from({ length: wanted }, () => startPeer(module)));
  /** @type {() => void} */
  let stop = () => {};
  try {
    const pool = new Pool(async () => peers.map(({ port }) => {
      const caller = new Caller(port);
      return (method, params) => caller.call(method, params);
    }));
    const aborted = new Promise((_, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
    });
    const done = pool.share("all", points, ROW * racers, (call, from, to) => call("sweep", { spec, axes, from, to }), onProgress && ((_, part) => onProgress(part)));
    const rows = await (signal ? Promise.race([done, aborted]) : done);
    return gridOf(axes.map(({ values }) => values.length), racers, Math.min(2, describe(spec).dim), /** @type {Float64Array} */ (rows));
  } finally {
    signal?.removeEventListener("abort", stop);
    for (const { end } of peers) end();
  }
}

/**
 * @param {number[]} shape
 * @param {number} racers
 * @param {number} width how many parameters an outcome tells
 * @param {Float64Array} rows
 * @returns {import("./index").Grid}
 */
function gridOf(shape, racers, width, rows) {
  return {
    shape,
    racers,
    outcome(at, racer = 0) {
      if (at.length !== shape.length) throw outOfRange(`${at.length} places; allowed: ${shape.length}, one per axis`);
      shape.forEach((count, axis) => whole(`axis ${axis}`, at[axis], 0, count - 1));
      whole("racer", racer, 0, racers - 1);
      const point = at.reduceRight((sum, place, axis) => sum * Number(shape[axis]) + place, 0);
      const [kind = 0, step = NaN, f = NaN, ...x] = rows.subarray((point * racers + racer) * ROW, (point * racers + racer + 1) * ROW);
      return { kind: KINDS[kind] ?? "refused", step, f, x: kind ? x.slice(0, width) : [] };
    },
  };
}
