/**
 * What: a sweep in workers of its own, in a page and in Node, with progress and cancelling.
 * Invariant: whatever the outcome, its workers are gone when the promise settles, and it settles also where one of them dies.
 * Does not: compute; the engine in each worker does, and `sweep/pool.js` deals the work out.
 */
import { Sweep, describe } from "descent-wasm";
import { engineSide } from "made:engine";
import { startWorker } from "../engine/client.js";
import { Caller, EngineError, LOST, protocolError } from "../engine/protocol.js";
import { KINDS, Pool, ROW } from "../sweep/pool.js";
import { workersFor } from "../sweep/start.js";
import { call, options, outOfRange, signal as abortable, whole } from "./arguments.js";
import { telling, told } from "./thrown.js";

/** What a sweep can be told. */
const OPTIONS = options({ onProgress: call, signal: abortable, workers: (what, value) => whole(what, value, 1) });

/** A worker; `lost` is rejected when it dies. @typedef {{port: import("../engine/protocol.js").Port, lost: Promise<never>, end: () => unknown}} Peer */

/**
 * What is rejected when a worker dies, also after nobody waits for it any more.
 * @param {(reject: (error: Error) => void) => void} listen
 * @returns {Promise<never>}
 */
function losing(listen) {
  /** @type {Promise<never>} */
  const lost = new Promise((_, reject) => listen(reject));
  lost.catch(() => {});
  return lost;
}

/** @returns {EngineError} */
const gone = () => protocolError(LOST, "a worker of the sweep has ended");

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
  const lost = losing((reject) => worker.on("error", (/** @type {unknown} */ error) => reject(told(error))).on("exit", () => reject(gone())));
  const end = () => worker.terminate();
  const ready = new Promise((resolve, reject) => {
    worker.once("message", (/** @type {any} */ reply) => (reply.ready ? resolve(undefined) : reject(new EngineError(reply.error))));
    worker.postMessage({ module });
  });
  try {
    await Promise.race([ready, lost]);
  } catch (error) {
    await end();
    throw error;
  }
  const port = {
    postMessage: (/** @type {unknown} */ data) => worker.postMessage(data),
    set onmessage(/** @type {any} */ hear) {
      worker.removeAllListeners("message").on("message", (/** @type {unknown} */ data) => hear({ data }));
    },
  };
  return { port: /** @type {import("../engine/protocol.js").Port} */ (/** @type {unknown} */ (port)), lost, end };
}

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Peer>}
 */
async function startPeer(module) {
  if (typeof Worker === "undefined") return startThread(module);
  const worker = await startWorker(module);
  const lost = losing((reject) => worker.addEventListener("error", () => reject(gone())));
  return { port: /** @type {import("../engine/protocol.js").Port} */ (/** @type {unknown} */ (worker)), lost, end: () => worker.terminate() };
}

/**
 * Sweeps.
 * @param {WebAssembly.Module} module
 * @param {import("./index").Spec} spec
 * @param {import("./index").Axis[]} axes the first changes fastest
 * @param {import("./index").SweepOptions} given
 * @param {string | null} digits the text of the handwritten digits, where it was supplied
 * @returns {Promise<import("./index").Grid>}
 */
export async function sweepInWorkers(module, spec, axes, given, digits) {
  OPTIONS("sweep, argument 3", given);
  const { onProgress, signal, workers } = given;
  signal?.throwIfAborted();
  // Refuses what no sweep is before a worker starts.
  const { points, racers } = sizes(spec, axes);
  const starting = Array.from({ length: workersFor(workers) }, () => startPeer(module));
  /** @type {() => void} */
  let stop = () => {};
  try {
    const peers = await Promise.all(starting).catch((error) => {
      throw told(error);
    });
    signal?.throwIfAborted();
    const pool = new Pool(() => Promise.all(peers.map(async ({ port }) => {
      const caller = new Caller(port);
      if (digits !== null) await caller.call("digits", { text: digits });
      return (method, params) => caller.call(method, params);
    })));
    const aborted = new Promise((_, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop, { once: true });
    });
    const done = pool.share("all", points, ROW * racers, (call, from, to) => call("sweep", { spec, axes, from, to }), onProgress && ((_, part) => onProgress(part)));
    const rows = await Promise.race([done, aborted, ...peers.map(({ lost }) => lost)]);
    return gridOf(axes.map(({ values }) => values.length), racers, Math.min(2, describe(spec).dim), /** @type {Float64Array} */ (rows));
  } finally {
    signal?.removeEventListener("abort", stop);
    const started = await Promise.allSettled(starting);
    await Promise.all(started.map((one) => one.status === "fulfilled" && one.value.end()));
  }
}

/**
 * How much there is to sweep.
 * @param {import("./index").Spec} spec
 * @param {import("./index").Axis[]} axes
 */
function sizes(spec, axes) {
  return telling(() => {
    const asked = new Sweep(spec, axes);
    const found = { points: asked.points(), racers: asked.racers() };
    asked.free();
    return found;
  });
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
