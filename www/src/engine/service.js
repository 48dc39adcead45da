/**
 * What: answers the page's requests with the engine: whole runs, pictures, values, inspections.
 * Invariant: one instance, one current run per seat (a page has one, every embedded figure has its own); a long run is computed in
 * slices, so that a newer request gets in between.
 * Does not: hold a default or an algorithm, and does not know whether it lives in a worker or in the page.
 */
import * as engine from "descent-wasm";
import { compare } from "./compare.js";
import { Scorer, flat, learningView, seenData } from "./learning.js";
import { sketch } from "./sketch.js";
import { keyOf } from "./tables.js";
import { Moving, SUPERSEDED, protocolError } from "./protocol.js";
import { columnBuffers, copyColumns, copyPath } from "./views.js";

/** A run that is younger than this is finished although a newer request waits: a drag must not starve its own picture. */
const GRACE_MS = 60;
/** How often a long run reports what it has. */
const REPORT_MS = 120;

/** Where one update takes longer than a slice, so many samples of a pass over the data are taken at first. */
const FIRST_PART = 4096;
const MOST_PART = 1 << 24;
/** A table is read in pieces of so many bytes. */
const PIECE = 1 << 20;
/** Iso-lines of a function are traced on a grid of so many nodes per side: a valley three pixels wide does not fall into pieces. */
const FINE = 400;

/**
 * What one asker has: its run; the run that is being made, since what a model does can be seen while it trains; a run that was
 * stopped before its end, to go on from.
 * @typedef {object} Seat
 * @property {{id: number, run: engine.Run} | null} current
 * @property {{id: number, run: engine.Run, halt: boolean} | null} making
 * @property {{key: string, run: engine.Run, scorer: Scorer | null, t: number} | null} stopped
 * @property {boolean} left whether the asker is gone
 */

/**
 * Starts an instance and gives its handlers.
 * @param {WebAssembly.Module} module the compiled engine
 * @param {number} sliceMs how long a run may hold the thread
 * @returns {Record<string, import("./protocol.js").Handler>}
 */
export function createService(module, sliceMs) {
  const { memory } = engine.initSync({ module });
  /** @type {Map<number, Seat>} */
  const seats = new Map();
  let runsMade = 0;
  /** @type {{key: string, objective: engine.Objective} | null} */
  let held = null;

  /**
   * The objective of a specification, kept while the problem stays the same.
   * @param {import("./shapes").Spec} spec
   */
  function objectiveOf(spec) {
    const key = keyOf([spec.problem, spec.precision]);
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
   * @param {Scorer | null} scorer
   */
  function snapshot(id, run, description, done, scorer) {
    const precision = run.precision();
    const racers = [];
    for (let i = 0; i < run.racers(); i++) {
      racers.push({ status: run.status(i), columns: copyColumns(memory, run.columns(i), precision), scores: scorer?.racers[i] ?? null });
    }
    const lastStep = Number(run.t());
    // A digest replays the run: of a training it is made when it is asked for.
    const digest = done && !scorer ? run.digest() : "";
    const counts = scorer && { perEpoch: scorer.perEpoch, samplesPerStep: scorer.samplesPerStep };
    const value = { run: id, done, lastStep, dim: run.dim(), precision, digest, description, counts, racers };
    return new Moving(value, racers.flatMap((racer) => columnBuffers(racer.columns)));
  }

  /**
   * A run at a step; one that is still being made, where it is.
   * @param {number} id
   * @param {number | null} step null for wherever it stands
   */
  function runAt(id, step) {
    for (const { making } of seats.values()) if (making?.id === id) return making.run;
    return standing(id, step);
  }

  /**
   * A finished run at a step.
   * @param {number} id
   * @param {number | null} step null for wherever it stands
   */
  function standing(id, step) {
    for (const { current } of seats.values()) {
      if (current?.id !== id) continue;
      if (step !== null) current.run.seek(step);
      return current.run;
    }
    throw protocolError(SUPERSEDED, "that run is gone");
  }

  /** @param {number} number @returns {Seat} */
  function seatOf(number) {
    const seat = seats.get(number) ?? { current: null, making: null, stopped: null, left: false };
    seats.set(number, seat);
    return seat;
  }

  /** The reading of a table; a training waits for it. @type {Promise<unknown> | null} */
  let reading = null;

  /**
   * Reads a table piece by piece.
   * @param {Blob} file
   * @param {import("./protocol.js").Task} task
   */
  async function readTable(file, task) {
    for (let at = 0; ; at += PIECE) {
      const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
      if (task.cancelled()) throw protocolError(SUPERSEDED, "another table is read");
      const found = engine.readTable(piece, at === 0, at + PIECE >= file.size);
      if (found) return "faults" in found ? found : new Moving(found, [found.x.buffer, found.y.buffer]);
      task.part(at / file.size);
    }
  }

  /** @type {{key: string, sweep: engine.Sweep} | null} */
  let swept = null;
  /** @type {{key: string, seeds: engine.Seeds} | null} */
  let seeded = null;

  return {
    about: () => ({ version: engine.version(), backend: engine.backend() }),

    digits: ({ text }) => engine.supplyDigits(text),

    script: ({ spec, library }) => engine.script(spec, library),

    paste: ({ text }) => engine.paste(text),

    validate: ({ spec }) => engine.validate(spec),

    // Without a file: stops reading.
    table({ file }, task) {
      const mine = file && readTable(file, task);
      reading = mine?.catch(() => {});
      return mine;
    },

    async solve({ spec, seat: number = 0 }, task) {
      const seat = seatOf(number);
      const key = keyOf(spec);
      const again = seat.stopped?.key === key ? seat.stopped : null;
      seat.stopped = null;
      // A run that goes on is not to be freed with what stood before.
      if (again) seat.current = null;
      const run = again?.run ?? new engine.Run(spec);
      const description = engine.describe(spec);
      const scorer = again?.scorer ?? (spec.problem.model ? new Scorer(run, spec) : null);
      if (again) run.seek(again.t);
      const id = ++runsMade;
      const mine = { id, run, halt: false };
      seat.making = mine;
      const startedMs = performance.now();
      let reportedMs = startedMs;
      let chunk = scorer ? 1 : 64;
      let part = 0;
      let halted = false;
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
          const room = scorer?.room(run.t()) ?? chunk;
          let whole = true;
          if (part) whole = run.stepSome(part);
          else run.step(Math.min(chunk, room));
          if (scorer && whole && room <= chunk) scorer.take(run);
          nowMs = performance.now();
          const tookMs = nowMs - chunkStartMs;
          if (part) part = tookMs < sliceMs / 4 ? Math.min(part * 2, MOST_PART) : tookMs > sliceMs ? Math.max(1, part >> 1) : part;
          else if (tookMs < sliceMs / 4) chunk = Math.min(chunk * 2, 65536);
          else if (tookMs > sliceMs && chunk > 1) chunk >>= 1;
          else if (tookMs > sliceMs && scorer) part = FIRST_PART;
        } while (nowMs < sliceEndMs && racing());
        if (Number(run.t()) === before && !part) break;
        if (!racing()) break;
        await task.pause();
        await reading;
        if (mine.halt) {
          seat.stopped = { key, run, scorer, t: run.t() };
          halted = true;
          break;
        }
        if (seat.left || (task.cancelled() && nowMs - startedMs > GRACE_MS)) {
          if (seat.making === mine) seat.making = null;
          run.free();
          throw protocolError(SUPERSEDED, "a newer run was asked for");
        }
        if (nowMs - reportedMs > REPORT_MS) {
          reportedMs = nowMs;
          task.part(snapshot(id, run, description, false, scorer));
        }
      }
      // Where it was stopped no scores are due: they would cost time, and stay when it goes on.
      if (!halted) scorer?.take(run);
      const whole = snapshot(id, run, description, true, scorer);
      if (seat.making === mine) seat.making = null;
      seat.current?.run.free();
      seat.current = mine;
      return whole;
    },

    halt({ run }) {
      for (const { making } of seats.values()) if (making && making.id === run) making.halt = true;
    },

    leave({ seat: number }) {
      const seat = seats.get(number);
      if (!seat) return;
      seat.left = true;
      seat.current?.run.free();
      seats.delete(number);
    },

    digest({ run }) {
      return runAt(run, null).digest();
    },

    dataset({ spec }) {
      const data = seenData(engine.dataset(spec), spec);
      return new Moving(data, [data.train, data.test].flatMap((half) => (half ? [half.x.buffer, half.y.buffer] : [])));
    },

    learn({ run, step, ...asked }) {
      const target = runAt(run, step);
      return learningView(target, asked);
    },

    async slice({ run, step, racer, a, b, view, sizePx, batch, levels, theme }, task) {
      const target = runAt(run, step);
      const params = target.weights(racer);
      const t = target.t();
      const path = copyPath(memory, target.columns(racer), target.precision(), a, b);
      const fan = target.sampleGrads(racer, a, b);
      const size = sizePx * sizePx;
      const values = new Float64Array(batch ? 2 * size : size);
      // Row by row, so that a training goes on beside it, and can be stopped.
      for (let row = 0; row < sizePx; row++) {
        await task.pause();
        if (task.cancelled()) throw protocolError(SUPERSEDED, "a newer slice was asked for");
        const [y0, y1] = [row + 1, row].map((edge) => view.y[1] - ((view.y[1] - view.y[0]) * edge) / sizePx);
        const at = runAt(run, null);
        const strip = flat({ x: view.x, y: [Number(y0), Number(y1)] });
        values.set(at.slice(params, a, b, strip, sizePx, 1, undefined), row * sizePx);
        if (batch) values.set(at.slice(params, a, b, strip, sizePx, 1, t), size + row * sizePx);
      }
      const { bar, pictures } = engine.sheets(values, sizePx, sizePx, view, levels, { theme });
      const sheets = pictures.map(({ rgba, contours }, i) => ({ rgba, contours, values: values.subarray(i * size, (i + 1) * size) }));
      return { at: [params[a], params[b]], sheets, bar, path, fan };
    },

    inspect({ run, racer, step }) {
      return standing(run, step).inspect(racer);
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
      const found = engine.contours(spec, view, levels, { log, nodes: spec.problem.model ? undefined : FINE });
      const lines = found.lines.map(({ level, points, closed }) => ({ level, points, closed }));
      return new Moving({ levels: Array.from(found.levels), lines }, lines.map((line) => line.points.buffer));
    },

    at({ spec, x }) {
      return objectiveOf(spec).at(Float64Array.from(x));
    },

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

    slopes({ spec, places }) {
      const objective = objectiveOf(spec);
      return places.map((/** @type {number} */ x) => objective.at(Float64Array.of(x)).grad[0]);
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
