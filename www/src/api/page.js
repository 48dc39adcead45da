/**
 * What: the page's small public interface, `window.descent`, for scripts beside it and for tests.
 * Invariant: it only reads, but for `open` and `seek`, which do what a link and the scrubber do; everything is plain data.
 * Does not: replace the package's API.
 *
 * - `spec()`: the specification that is shown
 * - `digest()`: the digest of its whole run, equal to the command line's; a promise, settled when the run is finished; empty where it was stopped
 * - `t()`: the step that is shown; `end()`: the last step
 * - `step()`: one step forward; `seek(t)`: to a step
 * - `open(spec)`: shows another specification; a promise of the list of its problems, empty if there are none
 * - `trace(racer)`: `{t, x, f}`, a row per kept step; `x` is empty beyond two parameters
 * - `hash()`: the hash that says the specification
 */
import { readPlain, writeHash } from "../state/hash.js";

/**
 * Puts the interface on a window.
 * @param {Window} window
 * @param {import("../state/session.js").Session} session
 */
export function exposePage(window, session) {
  const { store } = session;
  const page = {
    spec: () => structuredClone(store.state.good),
    digest: async () => {
      await session.settled;
      const { result } = store.state;
      return result ? result.digest || (await session.engine.call("digest", { run: result.run })) : "";
    },
    t: () => store.state.step,
    end: () => store.state.end,
    step: () => session.seek(store.state.step + 1),
    seek: (/** @type {number} */ step) => session.seek(step),
    open: async (/** @type {unknown} */ given) => {
      const { spec, problems } = readPlain(structuredClone(given));
      if (spec) return structuredClone(await session.open(spec));
      store.set({ notice: { kind: "link", problems } });
      return structuredClone(problems);
    },
    trace: (/** @type {number} */ racer) => {
      const columns = store.state.result?.racers[racer]?.columns;
      if (!columns) return null;
      const { rows, dim, t, x, f } = columns;
      return { t: Array.from(t), x: Array.from({ length: x.length ? rows : 0 }, (_, row) => Array.from(x.subarray(row * dim, (row + 1) * dim))), f: Array.from(f) };
    },
    hash: () => writeHash(store.state.good),
  };
  Object.defineProperty(window, "descent", { value: Object.freeze(page), configurable: true });
}
