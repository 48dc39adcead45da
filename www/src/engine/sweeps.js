/**
 * What: bands of sweeps, over the values of arguments or over seeds.
 * Invariant: the newest sweep of each kind is kept, so that its bands share what does not change.
 * Does not: deal bands out; that is for `sweep/pool.js`.
 */
import * as engine from "descent-wasm";
import { Moving } from "./protocol.js";
import { keyOf } from "./tables.js";

/**
 * The handlers of sweeps.
 * @returns {Record<string, import("./protocol.js").Handler>}
 */
export function sweepHandlers() {
  /** @type {{key: string, sweep: engine.Sweep} | null} */
  let swept = null;
  /** @type {{key: string, seeds: engine.Seeds} | null} */
  let seeded = null;

  return {
    sweep({ spec, axes, from, to }) {
      const key = keyOf([spec, axes]);
      if (swept?.key !== key) {
        swept?.sweep.free();
        swept = null;
        swept = { key, sweep: new engine.Sweep(spec, axes) };
      }
      const rows = swept.sweep.band(from, to);
      return new Moving(rows, [rows.buffer]);
    },

    seeds({ spec, seeds, steps, from, to }) {
      const key = keyOf([spec, seeds, steps]);
      if (seeded?.key !== key) {
        seeded?.seeds.free();
        seeded = null;
        seeded = { key, seeds: new engine.Seeds(spec, Uint32Array.from(seeds), Uint32Array.from(steps)) };
      }
      const values = seeded.seeds.band(from, to);
      return new Moving({ values, samples: seeded.seeds.samples() }, [values.buffer]);
    },

    quartiles: ({ values, width }) => engine.quartiles(values, width),
  };
}
