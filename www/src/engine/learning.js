/**
 * What: what a page needs of a run that trains a model: scores along the way, and what each racer's model does at its present point.
 * Invariant: scores are taken at whole steps that depend on the document only, so that two runs of one document have the same ones.
 * Does not: keep a run; does not colour anything.
 */

import { rowsOf } from "./tables.js";

/** @typedef {import("./shapes").Spec} Spec */
/** @typedef {import("./shapes").Scores} Scores */
/** @typedef {import("./shapes").LearningView} LearningView */

/** Scores are taken so many times in a run, and at both ends; of a large table less often. */
const TIMES = 200;
const LEAST_TIMES = 10;
/** So many samples are looked at for the scores of a run, about. */
const SCORED = 4e6;
/** A curve has so many places. */
const CURVE = 160;

/** Takes scores of a run while it is made. */
export class Scorer {
  /**
   * @param {import("descent-wasm").Run} run at step 0
   * @param {Spec} spec its budget and the size of its data say when
   */
  constructor(run, { steps = 0, problem }) {
    const data = /** @type {{inline?: object} | undefined} */ (problem.data);
    // Sets with a name are small.
    const samples = data?.inline ? rowsOf(data.inline) : 1;
    const times = Math.max(LEAST_TIMES, Math.min(TIMES, Math.floor(SCORED / samples)));
    this.stride = Math.max(1, Math.floor(steps / times));
    /** @type {Scores[]} */
    this.racers = Array.from({ length: run.racers() }, () => ({ t: [], train: [], test: [], trainAccuracy: [], testAccuracy: [] }));
    /** What a step of each racer is. @type {{epochs: number[], samples: number[]}} */
    this.counts = { epochs: [], samples: [] };
    this.take(run);
  }

  /**
   * How many steps may be made before scores are due.
   * @param {number} t
   * @returns {number}
   */
  room(t) {
    return this.stride - (t % this.stride);
  }

  /** @param {import("descent-wasm").Run} run */
  take(run) {
    const t = run.t();
    this.racers.forEach((scores, i) => {
      const last = scores.t[scores.t.length - 1];
      const status = run.status(i);
      const at = Math.min(t, status.step);
      if (last !== undefined && last >= at) return;
      const { train, test, iterations_per_epoch: perEpoch, samples } = run.metrics(i);
      scores.t.push(at);
      scores.train.push(train.loss ?? NaN);
      scores.test.push(test?.loss ?? NaN);
      scores.trainAccuracy.push(train.accuracy ?? NaN);
      scores.testAccuracy.push(test?.accuracy ?? NaN);
      this.counts.epochs[i] = 1 / perEpoch;
      this.counts.samples[i] = samples / at || 1;
    });
  }
}

/**
 * What the models of some racers do where the run stands.
 * @param {import("descent-wasm").Run} run
 * @param {{racers: number[], view: import("./shapes").View | null, pair: [number, number], sizePx: number, unitPx: number, clusters: boolean, guesses: number}} asked `view` null asks for no picture; `guesses`: of so many samples
 * @returns {LearningView}
 */
export function learningView(run, { racers, view, pair, sizePx, unitPx, clusters, guesses }) {
  return {
    t: run.t(),
    racers: racers.map((i) => ({
      racer: i,
      metrics: scoresOf(run, i),
      picks: run.picks(i),
      map: view?.y ? (clusters ? nearestCentres(run.weights(i), view, sizePx) : run.predict(i, flat(view), sizePx, sizePx, ...pair).values) : null,
      curves: view && !view.y && !clusters ? apart(run.curve(i, view.x[0], view.x[1], CURVE)) : null,
      units: view?.y && unitPx ? run.units(i, flat(view), unitPx, unitPx, ...pair).values : null,
      weights: run.weights(i),
      guesses: guesses ? run.guesses(i, guesses) : null,
    })),
  };
}

/**
 * A racer's scores. A loss that is no finite number is none in plain data; which it is, the status says.
 * @param {import("descent-wasm").Run} run
 * @param {number} racer
 */
function scoresOf(run, racer) {
  const metrics = run.metrics(racer);
  if (/^f .*\+/.test(run.status(racer).why)) for (const half of [metrics.train, metrics.test]) if (half) half.loss ??= Infinity;
  return metrics;
}

/**
 * The curves of outputs that stand together; of two shares the second says all.
 * @param {Float64Array} all
 */
function apart(all) {
  const count = all.length / CURVE;
  const curves = Array.from({ length: count }, (_, k) => all.filter((_, i) => i % count === k));
  return count === 2 ? curves.slice(1) : curves;
}

/**
 * Draws as the engine gives them, taken apart.
 * @param {Float64Array} all
 * @returns {import("./shapes").Draws}
 */
export function drawsOf(all) {
  let at = 0;
  const next = (/** @type {number} */ count) => all.subarray(at, (at += count));
  const [n = 0, sizes = 0, mean = NaN, slope = NaN, order = NaN, chi = NaN] = next(6);
  const [losses, counts, other] = [next(n), next(n), next(n)];
  const batches = Array.from({ length: sizes }, () => {
    const [size = 0, count = 0, variance = 0] = next(3);
    return { size, variance, losses: next(count) };
  });
  return { mean, slope, order, chi, losses, counts, other, batches, laws: Array.from({ length: (all.length - at) / 3 }, () => next(3)) };
}

/**
 * A view as the engine takes it.
 * @param {import("./shapes").View} view
 * @returns {Float64Array}
 */
export function flat({ x, y }) {
  return Float64Array.of(...x, ...(y ?? [0, 1]));
}

/**
 * The nearest centre at every pixel: regions follow from the centres alone.
 * @param {Float64Array} centres two numbers each
 * @param {import("./shapes").View} view
 * @param {number} sizePx
 * @returns {Float32Array}
 */
function nearestCentres(centres, { x, y }, sizePx) {
  const [y0, y1] = y ?? [0, 1];
  return Float32Array.from({ length: sizePx * sizePx }, (_, pixel) => {
    const px = x[0] + ((x[1] - x[0]) * ((pixel % sizePx) + 0.5)) / sizePx;
    const py = y1 - ((y1 - y0) * (Math.floor(pixel / sizePx) + 0.5)) / sizePx;
    let best = 0;
    let least = Infinity;
    for (let k = 0; 2 * k < centres.length; k++) {
      const square = (px - Number(centres[2 * k])) ** 2 + (py - Number(centres[2 * k + 1])) ** 2;
      if (square < least) [best, least] = [k, square];
    }
    return best;
  });
}

/**
 * The data of a specification as a reader sees them: of a polynomial's powers the first; labels of two classes as 0 and 1.
 * @param {Pick<import("./shapes").Dataset, "features" | "outputs" | "classes" | "middle" | "train" | "test">} data
 * @param {Spec} spec
 */
export function seenData(data, spec) {
  const model = /** @type {import("./shapes").Named} */ (spec.problem.model);
  const powers = model.id === "polynomial" ? data.features : 1;
  const labels = data.classes === 0 && data.outputs === 1 && (model.id === "logistic" || model.output === "sigmoid" || spec.problem.loss === "bce");
  const half = (/** @type {import("./shapes").Samples | null} */ one) =>
    one && one.n > 0 ? { n: one.n, x: powers === 1 ? one.x : one.x.filter((_, i) => i % powers === 0), y: labels ? one.y.map((v) => (v === 1 ? 1 : 0)) : one.y } : null;
  return { features: data.features / powers, outputs: data.outputs, classes: labels ? 2 : data.classes, middle: data.middle, train: half(data.train), test: half(data.test) };
}
