/**
 * What: sweeps on several workers: bands of points go out, rows come back and are moved, not copied.
 * Invariant: the newest sweep of a lane takes the older one's place within a band's time; nothing of an older one arrives after that.
 * Does not: know what a sweep means.
 */
import { SUPERSEDED, protocolError } from "../engine/protocol.js";

/** @typedef {{path: string, values: number[]}} Axis */
/** A way to ask one worker. @typedef {(method: string, params: any) => Promise<any>} Call */
/** Numbers per outcome: kind, step, f, x, y. */
export const ROW = 5;
/** The kinds of outcomes, as the engine numbers them. */
export const KINDS = /** @type {const} */ (["refused", "converged", "stalled", "diverged", "exhausted"]);
/** Whether an outcome of this kind has no loss to show. @param {number | undefined} kind */
export const isLost = (kind) => kind === KINDS.indexOf("refused") || kind === KINDS.indexOf("diverged");

/** A band should take about so long: short enough that a newer sweep need not wait. */
const BAND_MS = 40;

/** Workers that share sweeps. */
export class Pool {
  /** @param {() => Promise<Call[]>} start starts the workers, when they are first wanted */
  constructor(start) {
    this.start = start;
    /** @type {Promise<Call[]> | null} */
    this.started = null;
    /** @type {Map<string, number>} the newest sweep of each lane */
    this.newest = new Map();
    this.count = 0;
  }

  /**
   * Stops the sweep of a lane.
   * @param {string} lane
   */
  cancel(lane) {
    this.newest.set(lane, ++this.count);
  }

  /**
   * Sweeps.
   * @param {string} lane a newer sweep on the same lane stops this one
   * @param {import("../engine/shapes").Spec} spec
   * @param {Axis[]} axes the first changes fastest
   * @param {(rows: Float64Array, done: number) => void} [onBand] all rows so far, and the part that is done, from 0 to 1
   * @returns {Promise<Float64Array>} {@link ROW} numbers per point and racer; rejected with code `superseded`
   */
  sweep(lane, spec, axes, onBand) {
    const points = axes.reduce((product, axis) => product * axis.values.length, 1);
    return this.share(lane, points, ROW * spec.racers.length, (call, from, to) => call("sweep", { spec, axes, from, to }), onBand);
  }

  /** The workers, started. */
  callers() {
    this.started ??= this.start();
    this.started.catch(() => (this.started = null));
    return this.started;
  }

  /**
   * Shares pieces of work that have numbers.
   * @param {string} lane newer work on the same lane stops this one
   * @param {number} points how many pieces there are
   * @param {number} width how many numbers each gives
   * @param {(call: Call, from: number, to: number) => Promise<Float64Array>} ask one worker for a band of pieces
   * @param {(rows: Float64Array, done: number) => void} [onBand] all numbers so far, and the part that is done, from 0 to 1
   * @returns {Promise<Float64Array>} rejected with code `superseded`
   */
  async share(lane, points, width, ask, onBand) {
    const id = ++this.count;
    this.newest.set(lane, id);
    const callers = await this.callers();
    const rows = new Float64Array(points * width);
    let next = 0;
    let done = 0;
    let band = Math.max(1, Math.ceil(points / (callers.length * 16)));
    const stale = () => this.newest.get(lane) !== id;
    await Promise.all(
      callers.map(async (call) => {
        while (next < points && !stale()) {
          const from = next;
          const to = Math.min(points, from + band);
          next = to;
          const beganMs = performance.now();
          const part = await ask(call, from, to);
          if (stale()) return;
          const tookMs = performance.now() - beganMs;
          if (tookMs < BAND_MS / 2) band *= 2;
          else if (tookMs > BAND_MS) band = Math.max(1, band >> 1);
          rows.set(part, from * width);
          done += to - from;
          onBand?.(rows, done / points);
        }
      }),
    );
    if (stale()) throw protocolError(SUPERSEDED, "a newer sweep was asked for");
    return rows;
  }
}
