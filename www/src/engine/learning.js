/**
 * What: what a page needs of a run that trains a model: scores along the way, and what each racer's model does at its present point.
 * Invariant: scores are taken at whole steps that depend on the budget only, so that two runs of one document have the same ones.
 * Does not: keep a run; does not colour anything.
 */

/** @typedef {import("./shapes").Spec} Spec */
/** @typedef {import("./shapes").Scores} Scores */
/** @typedef {import("./shapes").LearningView} LearningView */

/** Scores are taken so many times in a run, and at both ends. */
const TIMES = 200;
/** A curve has so many places. */
const CURVE = 160;

/** Takes scores of a run while it is made. */
export class Scorer {
  /**
   * @param {import("descent-wasm").Run} run at step 0
   * @param {number} steps its budget
   */
  constructor(run, steps) {
    this.stride = Math.max(1, Math.floor(steps / TIMES));
    /** @type {Scores[]} */
    this.racers = Array.from({ length: run.racers() }, () => ({ t: [], train: [], test: [], trainAccuracy: [], testAccuracy: [] }));
    this.perEpoch = 1;
    this.samplesPerStep = 1;
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
      this.perEpoch = perEpoch || 1;
      if (at > 0 && samples) this.samplesPerStep = samples / at;
    });
  }
}

/**
 * What the models of some racers do where the run stands.
 * @param {import("descent-wasm").Run} run
 * @param {{racers: number[], view: import("./shapes").View | null, sizePx: number, unitPx: number}} asked `view` null asks for no picture
 * @returns {LearningView}
 */
export function learningView(run, { racers, view, sizePx, unitPx }) {
  return {
    t: run.t(),
    racers: racers.map((i) => ({
      racer: i,
      metrics: run.metrics(i),
      map: view?.y ? run.predict(i, view, sizePx, sizePx) : null,
      curve: view && !view.y ? run.curve(i, view.x[0], view.x[1], CURVE) : null,
      units: view?.y && unitPx ? run.units(i, view, unitPx, unitPx) : null,
      weights: run.weights(i),
    })),
  };
}
