/**
 * What: starts the workers that share sweeps, each with an instance of its own.
 * Invariant: where workers are refused, the engine that there is does it alone.
 * Does not: hand out work.
 */
import { startWorker } from "../engine/client.js";
import { Caller, EngineError } from "../engine/protocol.js";

/** More workers than this gain little, and every one holds an instance. */
const MOST_WORKERS = 8;

/**
 * @param {import("../engine/client.js").Engine} engine
 * @returns {Promise<import("./pool.js").Call[]>}
 */
export async function startCalls(engine) {
  const size = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2));
  try {
    const workers = await Promise.all(Array.from({ length: size }, () => startWorker(engine.module)));
    return workers.map((worker) => {
      const caller = new Caller(/** @type {import("../engine/protocol.js").Port} */ (/** @type {unknown} */ (worker)));
      return async (method, params) => {
        await engine.digits.ready(caller, params);
        return caller.call(method, params);
      };
    });
  } catch (error) {
    if (error instanceof EngineError) throw error;
    return [(method, params) => engine.call(method, params)];
  }
}
