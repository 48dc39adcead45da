/**
 * What: the runs of a page: they are made, looked at while they are made, sought in, stopped and gone on with.
 * Invariant: one current run per seat (a page has one, every embedded figure has its own); a long run is computed in slices, so that a
 * newer request gets in between.
 * Does not: say how much fits a slice; that is for `pace.js`.
 */
import * as engine from "descent-wasm";
import { Scorer, drawsOf, flat, learningView } from "./learning.js";
import { Pace, isRacing } from "./pace.js";
import { Moving, SUPERSEDED, protocolError } from "./protocol.js";
import { keyOf } from "./tables.js";
import { columnBuffers, copyColumns, copyPath } from "./views.js";

/** A run that is younger than this is finished although a newer request waits: a drag must not starve its own picture. */
const GRACE_MS = 60;
/** How often a long run reports what it has. */
const REPORT_MS = 120;

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
 * What a run holds now, copied out.
 * @param {WebAssembly.Memory} memory
 * @param {{id: number, run: engine.Run}} made
 * @param {import("./shapes").Description} description
 * @param {boolean} done
 * @param {Scorer | null} scorer
 */
function snapshot(memory, { id, run }, description, done, scorer) {
  const precision = run.precision();
  const racers = [];
  for (let i = 0; i < run.racers(); i++) {
    racers.push({ status: run.status(i), columns: copyColumns(memory, run.columns(i), precision), scores: scorer?.racers[i] ?? null });
  }
  const lastStep = Number(run.t());
  // A digest replays the run: of a training it is made when it is asked for.
  const digest = done && !scorer ? run.digest() : "";
  // But for the start's own, which every racer has.
  const evaluations = racers.map(({ status: { evaluations: all, step } }) => (all - Number(all > step)) / step || 1);
  const counts = { ...scorer?.counts, ...(new Set(evaluations).size > 1 && { evaluations }) };
  const value = { run: id, done, lastStep, dim: run.dim(), precision, digest, description, counts, racers };
  return new Moving(value, racers.flatMap((racer) => columnBuffers(racer.columns)));
}

/** All seats, and the runs that they have. */
class Seats {
  /** @type {Map<number, Seat>} */
  all = new Map();

  /**
   * A run at a step; one that is still being made, where it is.
   * @param {number} id
   * @param {number | null} step null for wherever it stands
   */
  at(id, step) {
    for (const { making } of this.all.values()) if (making?.id === id) return making.run;
    return this.standing(id, step);
  }

  /**
   * A finished run at a step.
   * @param {number} id
   * @param {number | null} step null for wherever it stands
   */
  standing(id, step) {
    for (const { current } of this.all.values()) {
      if (current?.id !== id) continue;
      if (step !== null) current.run.seek(step);
      return current.run;
    }
    throw protocolError(SUPERSEDED, "that run is gone");
  }

  /** @param {number} number @returns {Seat} */
  of(number) {
    const seat = this.all.get(number) ?? { current: null, making: null, stopped: null, left: false };
    this.all.set(number, seat);
    return seat;
  }
}

/** @typedef {Record<string, import("./protocol.js").Handler>} Handlers */

/**
 * Making runs, stopping them, leaving them behind.
 * @param {Seats} seats
 * @param {WebAssembly.Memory} memory
 * @param {number} sliceMs
 * @param {{now: Promise<unknown> | null}} reading
 * @returns {Handlers}
 */
function making(seats, memory, sliceMs, reading) {
  let runsMade = 0;
  return {
    async solve({ spec, seat: number = 0 }, task) {
      const seat = seats.of(number);
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
      const pace = new Pace(sliceMs, scorer);
      while (isRacing(run)) {
        const before = Number(run.t());
        const nowMs = pace.slice(run);
        if ((Number(run.t()) === before && !pace.part) || !isRacing(run)) break;
        await task.pause();
        await reading.now;
        if (mine.halt) {
          seat.stopped = { key, run, scorer, t: run.t() };
          break;
        }
        if (seat.left || (task.cancelled() && nowMs - startedMs > GRACE_MS)) {
          if (seat.making === mine) seat.making = null;
          run.free();
          throw protocolError(SUPERSEDED, "a newer run was asked for");
        }
        if (nowMs - reportedMs > REPORT_MS) {
          reportedMs = nowMs;
          task.part(snapshot(memory, mine, description, false, scorer));
        }
      }
      // Where it was stopped no scores are due: they would cost time, and stay when it goes on.
      if (!mine.halt) scorer?.take(run);
      const whole = snapshot(memory, mine, description, true, scorer);
      if (seat.making === mine) seat.making = null;
      seat.current?.run.free();
      seat.current = mine;
      return whole;
    },

    halt({ run }) {
      for (const { making } of seats.all.values()) if (making && making.id === run) making.halt = true;
    },

    leave({ seat: number }) {
      const seat = seats.all.get(number);
      if (!seat) return;
      seat.left = true;
      seat.current?.run.free();
      seats.all.delete(number);
    },
  };
}

/**
 * Looking at a run, finished or still being made.
 * @param {Seats} seats
 * @param {WebAssembly.Memory} memory
 * @returns {Handlers}
 */
function looking(seats, memory) {
  return {
    // Of a run that was stopped there is none: it would be that of the rest, too.
    digest({ run: id }) {
      const run = seats.at(id, null);
      return [...seats.all.values()].some(({ stopped }) => stopped?.run === run) ? "" : run.digest();
    },

    // With all parameters, however many there are.
    columns({ run }) {
      const now = seats.at(run, null);
      const all = Array.from({ length: now.racers() }, (_, i) => copyColumns(memory, now.columns(i), now.precision(), Infinity));
      return new Moving(all, all.flatMap(columnBuffers));
    },

    learn({ run, step, ...asked }) {
      const target = seats.at(run, step);
      return learningView(target, asked);
    },

    draws({ run, step, racer, replacement }) {
      return drawsOf(seats.at(run, step).draws(racer, replacement));
    },

    // Over two weights; with a seed, over the plane that it draws.
    async slice({ run, step, racer, a, b, seed, view, sizePx, levels, theme }, task) {
      const target = seats.at(run, step);
      const plane = seed === undefined ? null : target.plane(racer, seed);
      if (plane?.length === 0) return null;
      // The parameters, two directions, the share of the path's length that lies in the plane, and the path.
      const wide = 3 * target.dim();
      const params = plane?.subarray(0, wide) ?? target.weights(racer);
      const path = plane?.slice(wide + 1) ?? copyPath(memory, target.columns(racer), target.precision(), a, b);
      const fan = plane ? null : target.sampleGrads(racer, a, b);
      const picks = plane ? new Uint32Array() : target.picks(racer);
      const size = sizePx * sizePx;
      const values = new Float64Array(picks.length ? 2 * size : size);
      // Row by row, so that a training goes on beside it, and can be stopped.
      for (let row = 0; row < sizePx; row++) {
        await task.pause();
        if (task.cancelled()) throw protocolError(SUPERSEDED, "a newer slice was asked for");
        const [y0, y1] = [row + 1, row].map((edge) => view.y[1] - ((view.y[1] - view.y[0]) * edge) / sizePx);
        const at = seats.at(run, null);
        const strip = flat({ x: view.x, y: [Number(y0), Number(y1)] });
        values.set(at.slice(params, a, b, strip, sizePx, 1), row * sizePx);
        if (picks.length) values.set(at.slice(params, a, b, strip, sizePx, 1, picks), size + row * sizePx);
      }
      const { bar, pictures } = engine.sheets(values, sizePx, sizePx, view, levels, { theme });
      const sheets = pictures.map(({ rgba, contours }, i) => ({ rgba, contours, values: values.subarray(i * size, (i + 1) * size) }));
      return { at: plane ? [0, 0] : [params[a], params[b]], sheets, bar, path, fan, share: plane?.[wide] };
    },

    // With a document also what its racer's optimizer is in our spelling.
    inspect({ run, racer, step, spec }) {
      return { ...seats.standing(run, step).inspect(racer), ...(spec && engine.describe(spec).racers[racer]) };
    },
  };
}

/**
 * One quantity over the steps of a finished run.
 * @param {Seats} seats
 * @param {number} sliceMs
 * @returns {Handlers}
 */
function remembering(seats, sliceMs) {
  return {
    async history({ run, steps, key, count }, task) {
      const at = seats.standing(run, steps.at(-1));
      // A racer that has ended stands at its end from there on.
      const ends = Array.from({ length: at.racers() }, (_, i) => at.status(i).step);
      const offered = ends.map((_, i) => at.inspect(i).quantities.map((/** @type {import("./shapes").Quantity} */ { key, symbol, name, part }) => ({ key, symbol, name, part })));
      const values = ends.map(() => new Float64Array(steps.length * count).fill(NaN));
      let [workedMs, reportedMs] = [performance.now(), performance.now()];
      for (const [row, step] of steps.entries()) {
        const now = seats.standing(run, step);
        ends.forEach((end, i) => {
          if (step <= end) values[i]?.set(now.quantity(i, key, count) ?? [], row * count);
        });
        if (performance.now() - workedMs < sliceMs) continue;
        if (performance.now() - reportedMs > REPORT_MS) {
          reportedMs = performance.now();
          task.part({ run, key, steps, count, values, offered });
        }
        await task.pause();
        if (task.cancelled()) throw protocolError(SUPERSEDED, "another quantity was asked for");
        workedMs = performance.now();
      }
      return new Moving({ run, key, steps, count, values, offered }, values.map(({ buffer }) => buffer));
    },
  };
}

/**
 * The handlers of everything about runs.
 * @param {WebAssembly.Memory} memory
 * @param {number} sliceMs how long a run may hold the thread
 * @param {{now: Promise<unknown> | null}} reading of a table, which a training waits for
 * @returns {Handlers}
 */
export function runHandlers(memory, sliceMs, reading) {
  const seats = new Seats();
  return { ...making(seats, memory, sliceMs, reading), ...looking(seats, memory), ...remembering(seats, sliceMs) };
}
