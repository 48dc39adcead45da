/**
 * What: starts the workers that share sweeps, each with an instance of its own.
 * Invariant: where workers are refused, the engine that there is does it alone; one that trapped is not asked again.
 * Does not: hand out work.
 */
import { startWorker } from "../engine/client.js";
import { Caller, EngineError, TRAP } from "../engine/protocol.js";

/** More workers than this gain little, and every one holds an instance. */
const MOST_WORKERS = 8;

/** How many workers there are to be. @param {number} [wanted] */
export const workersFor = (wanted = globalThis.navigator?.hardwareConcurrency || 2) => Math.max(1, Math.min(MOST_WORKERS, wanted));

/**
 * @param {import("../engine/client.js").Engine} engine
 * @returns {Promise<import("./pool.js").Call[]>}
 */
export async function startCalls(engine) {
  const start = async () => {
    const worker = await startWorker(engine.module);
    return { worker, caller: new Caller(/** @type {import("../engine/protocol.js").Port} */ (/** @type {unknown} */ (worker))) };
  };
  try {
    const all = await Promise.all(Array.from({ length: workersFor() }, start));
    return all.map((one) => async (method, params) => {
      await engine.digits.ready(one.caller, params);
      try {
        return await one.caller.call(method, params);
      } catch (error) {
        if (error instanceof EngineError && error.code === TRAP) {
          one.worker.terminate();
          one.caller.abandon();
          one = await start();
        }
        throw error;
      }
    });
  } catch (error) {
    if (error instanceof EngineError) throw error;
    return [(method, params) => engine.call(method, params)];
  }
}
