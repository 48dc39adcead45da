/**
 * What: the page's handle on the engine: starts it in a worker, or in the page where a worker is refused, and starts it anew after a trap.
 * Invariant: after a trap no request reaches the poisoned instance; callers see code `trap` or `lost`, then `onRestart` is called.
 * Does not: decide what to run again; the session does.
 */
import { engineSide } from "made:engine";
import { Digits } from "./digits.js";
import { Caller, EngineError, LOST, SUPERSEDED, TRAP, protocolError } from "./protocol.js";

/** In the page itself a slice must leave room for drawing. */
const PAGE_SLICE_MS = 8;
/** A worker that has not answered by then is taken as refused. */
const WORKER_START_MS = 10_000;

/** Whoever can be asked: the engine itself, or a seat at it. @typedef {Pick<Engine, "call">} Asked */

/** One engine, wherever it runs. */
export class Engine {
  /**
   * @param {WebAssembly.Module} module
   * @param {() => void} onRestart called once a fresh instance stands ready after a trap
   * @param {() => string} [digits] the address of the handwritten digits, asked for only where a document names them; none: fetches nothing
   */
  constructor(module, onRestart, digits) {
    this.module = module;
    this.onRestart = onRestart;
    this.digits = new Digits(digits);
    /** The lanes' latest requests. @type {Map<string | undefined, unknown>} */
    this.latest = new Map();
    this.ended = false;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Promise<Caller>} */
    this.caller = this.start();
  }

  /** @returns {Promise<Caller>} */
  async start() {
    try {
      this.worker = await startWorker(this.module);
      return new Caller(/** @type {import("./protocol.js").Port} */ (/** @type {unknown} */ (this.worker)));
    } catch (error) {
      if (error instanceof EngineError) throw error;
      const { port1, port2 } = new MessageChannel();
      engineSide().answer(port2, this.module, PAGE_SLICE_MS);
      return new Caller(port1);
    }
  }

  /**
   * Asks the engine.
   * @param {string} method
   * @param {unknown} params plain data
   * @param {import("./protocol.js").CallOptions} [options]
   * @returns {Promise<any>} rejected with an {@link EngineError}
   */
  async call(method, params, options) {
    const lane = options?.lane;
    this.latest.set(lane, params);
    const caller = await this.caller;
    if ((await this.digits.ready(caller, params)) && lane && this.latest.get(lane) !== params) throw protocolError(SUPERSEDED, method);
    try {
      return await caller.call(method, params, options);
    } catch (error) {
      if (error instanceof EngineError && error.code === TRAP) await this.restart(caller);
      throw error;
    } finally {
      // Of a seat that is left nothing stays.
      if (this.latest.get(lane) === params) this.latest.delete(lane);
    }
  }

  /** Ends it for good: everything under way fails, the worker is gone. */
  async end() {
    this.ended = true;
    const caller = await this.caller.catch(() => null);
    this.worker?.terminate();
    caller?.abandon();
  }

  /**
   * Drops the poisoned instance, once, and starts another from the kept module.
   * @param {Caller} poisoned
   */
  async restart(poisoned) {
    if ((await this.caller) !== poisoned || this.ended) return;
    // The bindings hold one instance per script; in the page itself there is no second script to start.
    this.worker?.terminate();
    this.caller = this.worker ? this.start() : Promise.reject(protocolError(LOST, "the engine stopped and cannot be started again here"));
    poisoned.abandon();
    await this.caller;
    this.onRestart();
  }
}

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Worker>} rejected where workers are refused (any error), or the engine does not start in it ({@link EngineError})
 */
export function startWorker(module) {
  return new Promise((resolve, reject) => {
    const address = URL.createObjectURL(new Blob([`(${engineSide})().attach(self)`], { type: "text/javascript" }));
    const worker = new Worker(address);
    const settle = (/** @type {Error | null} */ refused) => {
      clearTimeout(timer);
      worker.onerror = worker.onmessage = worker.onmessageerror = null;
      URL.revokeObjectURL(address);
      if (refused) {
        worker.terminate();
        reject(refused);
      } else resolve(worker);
    };
    const timer = setTimeout(() => settle(new Error("no answer")), WORKER_START_MS);
    worker.onerror = (event) => {
      event.preventDefault();
      settle(new Error("refused"));
    };
    worker.onmessageerror = () => settle(new Error("refused"));
    worker.onmessage = ({ data }) => settle(data.ready ? null : new EngineError(data.error));
    worker.postMessage({ module });
  });
}
