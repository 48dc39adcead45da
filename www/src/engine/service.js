/**
 * What: answers the page's requests with the engine: whole runs, pictures, values, inspections.
 * Invariant: one instance, one current run; a long run is computed in slices, so that a newer request gets in between.
 * Does not: hold a default or an algorithm, and does not know whether it lives in a worker or in the page.
 */
import * as engine from "descent-wasm";
import { compare } from "./compare.js";
import { sketch } from "./sketch.js";
import { Moving, SUPERSEDED, protocolError } from "./protocol.js";
import { columnBuffers, copyColumns } from "./views.js";

/** A run that is younger than this is finished although a newer request waits: a drag must not starve its own picture. */
const GRACE_MS = 60;
/** How often a long run reports what it has. */
const REPORT_MS = 120;

/**
 * Starts an instance and gives its handlers.
 * @param {WebAssembly.Module} module the compiled engine
 * @param {number} sliceMs how long a run may hold the thread
 * @returns {Record<string, import("./protocol.js").Handler>}
 */
export function createService(module, sliceMs) {
  const { memory } = engine.initSync({ module });
  /** @type {{id: number, run: engine.Run} | null} */
  let current = null;
  let runsMade = 0;
  /** @type {{key: string, objective: engine.Objective} | null} */
  let held = null;

  /**
   * The objective of a specification, kept while the problem stays the same.
   * @param {import("./shapes").Spec} spec
   */
  function objectiveOf(spec) {
    const key = JSON.stringify([spec.problem, spec.precision]);
    if (held?.key !== key) {
      const objective = new engine.Objective(spec);
      held?.objective.free();
      held = { key, objective };
    }
    return held.objective;
  }

  /**
   * What a run holds now, copied out.
   * @param {number} id
   * @param {engine.Run} run
   * @param {import("./shapes").Description} description
   * @param {boolean} done
   */
  function snapshot(id, run, description, done) {
    const precision = run.precision();
    const racers = [];
    for (let i = 0; i < run.racers(); i++) {
      racers.push({ status: run.status(i), columns: copyColumns(memory, run.columns(i), precision) });
    }
    const lastStep = Number(run.t());
    const digest = done ? run.digest() : "";
    const value = { run: id, done, lastStep, dim: run.dim(), precision, digest, description, racers };
    return new Moving(value, racers.flatMap((racer) => columnBuffers(racer.columns)));
  }

  /** @type {{key: string, sweep: engine.Sweep} | null} */
  let swept = null;

  return {
    about: () => ({ version: engine.version(), backend: engine.backend() }),

    validate: ({ spec }) => engine.validate(spec),

    async solve({ spec }, task) {
      const run = new engine.Run(spec);
      const description = engine.describe(spec);
      const id = ++runsMade;
      const startedMs = performance.now();
      let reportedMs = startedMs;
      let chunk = 64;
      const racing = () => {
        for (let i = 0; i < run.racers(); i++) if (run.status(i).kind === "running") return true;
        return false;
      };
      while (racing()) {
        const before = Number(run.t());
        const sliceEndMs = performance.now() + sliceMs;
        let nowMs = 0;
        do {
          const chunkStartMs = performance.now();
          run.step(chunk);
          nowMs = performance.now();
          if (nowMs - chunkStartMs < sliceMs / 4) chunk = Math.min(chunk * 2, 65536);
          else if (nowMs - chunkStartMs > sliceMs) chunk = Math.max(1, chunk >> 1);
        } while (nowMs < sliceEndMs && racing());
        if (Number(run.t()) === before) break;
        if (!racing()) break;
        await task.pause();
        if (task.cancelled() && nowMs - startedMs > GRACE_MS) {
          run.free();
          throw protocolError(SUPERSEDED, "a newer run was asked for");
        }
        if (nowMs - reportedMs > REPORT_MS) {
          reportedMs = nowMs;
          task.part(snapshot(id, run, description, false));
        }
      }
      const whole = snapshot(id, run, description, true);
      current?.run.free();
      current = { id, run };
      return whole;
    },

    inspect({ run, racer, step }) {
      if (!current || current.id !== run) throw protocolError(SUPERSEDED, "that run is gone");
      current.run.seek(step);
      return current.run.inspect(racer);
    },

    compare: (asked, task) => compare(memory, asked, task),

    sketch: (asked) => sketch(memory, asked),

    heat({ spec, view, widthPx, heightPx, theme, log }) {
      const options = { log, theme };
      const rgba = engine.heatmap(spec, view, widthPx, heightPx, options);
      const bar = engine.colorbar(spec, view, options);
      return new Moving({ view, widthPx, heightPx, rgba, bar }, [rgba.buffer]);
    },

    contours({ spec, view, levels, log }) {
      const found = engine.contours(spec, view, levels, { log });
      const lines = found.lines.map(({ level, points, closed }) => ({ level, points, closed }));
      return new Moving({ levels: Array.from(found.levels), lines }, lines.map((line) => line.points.buffer));
    },

    at({ spec, x }) {
      return objectiveOf(spec).at(Float64Array.from(x));
    },

    sweep({ spec, axes, from, to }) {
      const key = JSON.stringify([spec, axes]);
      if (swept?.key !== key) {
        swept?.sweep.free();
        swept = null;
        swept = { key, sweep: new engine.Sweep(spec, axes) };
      }
      const rows = swept.sweep.band(from, to);
      return new Moving(rows, [rows.buffer]);
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
