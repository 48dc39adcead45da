/**
 * What: pictures and values of a problem: colours, iso-lines, heights, a curve, single points.
 * Invariant: everything is computed by the engine; here it is asked for at places, and copied out.
 * Does not: need a run.
 */
import * as engine from "descent-wasm";
import { Moving } from "./protocol.js";
import { problemKey } from "./tables.js";

/** Iso-lines of a function are traced on a grid of so many nodes per side: a valley three pixels wide does not fall into pieces. */
const FINE = 400;

/**
 * The handlers of everything about a problem alone.
 * @returns {Record<string, import("./protocol.js").Handler>}
 */
export function pictureHandlers() {
  /** @type {{key: string, objective: engine.Objective} | null} */
  let held = null;

  /**
   * The objective of a specification, kept while the problem stays the same.
   * @param {import("./shapes").Spec} spec
   */
  function objectiveOf(spec) {
    const key = problemKey(spec);
    if (held?.key !== key) {
      const objective = new engine.Objective(spec);
      held?.objective.free();
      held = { key, objective };
    }
    return held.objective;
  }

  return {
    heat({ spec, view, widthPx, heightPx, theme, log }) {
      const options = { log, theme };
      const rgba = engine.heatmap(spec, view, widthPx, heightPx, options);
      const bar = engine.colorbar(spec, view, options);
      return new Moving({ view, widthPx, heightPx, rgba, bar }, [rgba.buffer]);
    },

    contours({ spec, view, levels, log }) {
      const found = engine.contours(spec, view, levels, { log, nodes: spec.problem.model ? undefined : FINE });
      const lines = found.lines.map(({ level, points, closed }) => ({ level, points, closed }));
      return new Moving({ levels: Array.from(found.levels), lines }, lines.map((line) => line.points.buffer));
    },

    at({ spec, x }) {
      return objectiveOf(spec).at(Float64Array.from(x));
    },

    slopes({ spec, places }) {
      const objective = objectiveOf(spec);
      return places.map((/** @type {number} */ x) => objective.at(Float64Array.of(x)).grad[0]);
    },

    heights({ spec, view, cells }) {
      const objective = objectiveOf(spec);
      const at = new Float64Array(2);
      const side = cells + 1;
      const z = new Float64Array(side * side);
      for (let k = 0; k < z.length; k++) {
        at[0] = view.x[0] + ((view.x[1] - view.x[0]) * (k % side)) / cells;
        at[1] = view.y[0] + ((view.y[1] - view.y[0]) * Math.floor(k / side)) / cells;
        z[k] = objective.at(at).value;
      }
      return new Moving(z, [z.buffer]);
    },

    curve({ spec, lo, hi, count }) {
      const objective = objectiveOf(spec);
      const at = new Float64Array(1);
      const x = new Float64Array(count);
      const f = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        at[0] = x[i] = lo + ((hi - lo) * i) / (count - 1);
        f[i] = objective.at(at).value;
      }
      return new Moving({ x, f }, [x.buffer, f.buffer]);
    },
  };
}
