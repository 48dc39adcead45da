/**
 * What: whatever JavaScript, the bindings or a trap throw, as the error that the package promises.
 * Invariant: it is an `Error` with `name`, `code` and `problems`; one that has them is left as it is.
 */
import { TRAP } from "../engine/protocol.js";

/** What the bindings say of an object that is freed. */
const FREED = "null pointer passed to rust";

/**
 * @param {unknown} thrown
 * @returns {Error}
 */
export function told(thrown) {
  const error = /** @type {Error & {code?: string}} */ (thrown instanceof Error ? thrown : new Error(String(thrown)));
  if ("problems" in error) return error;
  if (error instanceof WebAssembly.RuntimeError) return Object.assign(error, { code: TRAP, problems: [], message: `the engine stopped (${error.message}); where its memory is full, free() gives some back` });
  if (error.message === FREED) return Object.assign(error, { code: "freed", problems: [], message: "used after free()" });
  return Object.assign(error, { code: error.code ?? (error instanceof TypeError ? "wrong_type" : "failed"), problems: [] });
}

/**
 * What an action gives; what it throws is told.
 * @template T
 * @param {() => T} act
 * @returns {T}
 */
export function telling(act) {
  try {
    return act();
  } catch (thrown) {
    throw told(thrown);
  }
}
