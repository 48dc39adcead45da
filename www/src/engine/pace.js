/**
 * What: how many steps of a run, or samples of one step, are made before the thread is given back.
 * Invariant: a run's bits and the steps of its scores do not depend on it.
 * Does not: wait, stop or report.
 */

/** @typedef {import("descent-wasm").Run} Run */

/** So many steps are made at once at first, and at most. */
const FIRST = 64;
const MOST = 65536;
/** Where one update takes longer than a slice, so many samples of a pass over the data are taken at first. */
const FIRST_PART = 4096;
const MOST_PART = 1 << 24;

/** Whether a racer is still on its way. @param {Run} run */
export function isRacing(run) {
  for (let i = 0; i < run.racers(); i++) if (run.status(i).kind === "running") return true;
  return false;
}

/** The pace of one run. */
export class Pace {
  /**
   * @param {number} sliceMs how long a run may hold the thread
   * @param {import("./learning.js").Scorer | null} scorer takes scores of a training
   */
  constructor(sliceMs, scorer) {
    this.sliceMs = sliceMs;
    this.scorer = scorer;
    this.chunk = scorer ? 1 : FIRST;
    /** Samples of an update that is made in parts; 0 while updates are made whole. */
    this.part = 0;
  }

  /**
   * Goes on for about a slice.
   * @param {Run} run
   * @returns {number} the time at its end
   */
  slice(run) {
    const { scorer } = this;
    const endMs = performance.now() + this.sliceMs;
    let nowMs = 0;
    do {
      const startMs = performance.now();
      const room = scorer?.room(run.t()) ?? this.chunk;
      let whole = true;
      if (this.part) whole = run.stepSome(this.part);
      else run.step(Math.min(this.chunk, room));
      if (scorer && whole && room <= this.chunk) scorer.take(run);
      nowMs = performance.now();
      this.adapt(nowMs - startMs);
    } while (nowMs < endMs && isRacing(run));
    return nowMs;
  }

  /** @param {number} tookMs what the last steps took */
  adapt(tookMs) {
    const [short, long] = [tookMs < this.sliceMs / 4, tookMs > this.sliceMs];
    if (this.part) this.part = short ? Math.min(this.part * 2, MOST_PART) : long ? Math.max(1, this.part >> 1) : this.part;
    else if (short) this.chunk = Math.min(this.chunk * 2, MOST);
    else if (long && this.chunk > 1) this.chunk >>= 1;
    else if (long && this.scorer) this.part = FIRST_PART;
  }
}
