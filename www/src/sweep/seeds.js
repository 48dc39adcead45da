/**
 * What: one document under many seeds: a line for every racer at every batch size, its excess loss against samples seen, with quartiles.
 * Invariant: a value is that of a run that was made, on the document's own data; the loss that is subtracted is the problem's known
 * lowest, else the lowest that any of these runs reached.
 * Does not: draw, or compute quartiles; the engine does.
 */
import { ticks } from "d3-array";
import { withRenumbered, withoutForks } from "../state/fork.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {number | "full" | null} Size a batch size; null: as in the document */
/** @typedef {{spec: Spec, racer: number, size: Size, steps: number[]}} Line */
/** Losses at each of a line's steps, NaN where too many diverged; and the lowest of all. @typedef {{line: Line, samples: number[], lower: number[], median: number[], upper: number[], lowest: number}} Band */

/** Values are taken at so many places along a line, evenly on a logarithmic scale. */
const PLACES = 40;
/** Sizes that a model starts with: batch, mini-batch, single samples. */
const MINI = 10;

/** Whether anything is drawn at random, so that seeds tell runs apart. @param {Spec} spec */
export const isDrawn = ({ problem, racers }) => Boolean(problem.model) || racers.some(({ noise }) => noise);

/**
 * The batch sizes to begin with.
 * @param {Spec} spec
 * @returns {Size[]}
 */
export function firstSizes(spec) {
  return /** @type {{id?: string} | undefined} */ (spec.problem.model)?.id === "kmeans" ? ["full", MINI, 1] : [null];
}

/**
 * The document of some of its racers, with their changes in the middle.
 * @template {Spec} T
 * @param {T} spec
 * @param {number[]} racers which
 * @returns {T}
 */
export function only(spec, racers) {
  const place = (/** @type {number} */ racer) => racers.flatMap((own, i) => (own === racer ? [i] : []));
  return /** @type {T} */ ({ ...withRenumbered(spec, place), racers: racers.map((i) => spec.racers[i]) });
}

/**
 * The lines of a document: laws that need the whole loss have only the line with all samples.
 * @param {Spec & {steps: number}} spec
 * @param {Size[]} sizes
 * @param {number} samples to train on; 0 where nothing is trained
 * @param {(racer: number) => boolean} whole whether a racer's law is for all samples at once
 * @param {number} most steps of a run
 * @returns {Line[]}
 */
export function linesOf(spec, sizes, samples, whole, most) {
  const written = /** @type {{size?: Size} | undefined} */ (spec.problem.batch);
  const sizeOf = (/** @type {Size} */ size) => (samples === 0 ? 1 : typeof size === "number" ? Math.min(size, samples) : samples);
  return spec.racers.flatMap((racer, index) => {
    const mine = samples === 0 ? [null] : whole(index) ? [/** @type {Size} */ ("full")] : sizes;
    return mine.map((size) => {
      // All lines of a racer see as many samples as it does in the document's own run, unless that takes too many steps.
      const own = sizeOf(/** @type {Size | undefined} */ (racer.batch?.size) ?? written?.size ?? null);
      const one = size === null ? racer : { ...racer, batch: { ...racer.batch, size } };
      // With other batches the steps of its changes are other ones.
      const alone = size === null ? only(spec, [index]) : withoutForks(spec);
      return { spec: { ...alone, racers: [one] }, racer: index, size, steps: placesUpTo(Math.max(1, Math.min(most, Math.round((spec.steps * own) / (size === null ? own : sizeOf(size)))))) };
    });
  });
}

/**
 * Whole steps from 1 to the last, evenly on a logarithmic scale.
 * @param {number} last
 * @returns {number[]}
 */
export function placesUpTo(last) {
  return [...new Set(Array.from({ length: PLACES }, (_, i) => Math.round(last ** (i / (PLACES - 1)))))];
}

/**
 * Runs all lines under all seeds.
 * @param {import("./pool.js").Pool} pool
 * @param {string} lane
 * @param {Line[]} lines
 * @param {number} count of seeds, from the document's own on
 * @param {(done: number) => void} onBand the part that is done, from 0 to 1
 * @returns {Promise<Band[]>}
 */
export async function runSeeds(pool, lane, lines, count, onBand) {
  const seeds = Array.from({ length: count }, (_, i) => (Number(lines[0]?.spec.seed ?? 0) + i) % 2 ** 32);
  const width = Math.max(...lines.map(({ steps }) => steps.length));
  /** @type {number[][]} */
  const samples = [];
  const values = await pool.share(lane, lines.length * count, width, async (call, from, to) => {
    const part = new Float64Array((to - from) * width).fill(NaN);
    for (let at = from; at < to; ) {
      const index = Math.floor(at / count);
      const { spec, steps } = /** @type {Line} */ (lines[index]);
      const end = Math.min(to, (index + 1) * count);
      const found = await call("seeds", { spec, seeds, steps, from: at - index * count, to: end - index * count });
      samples[index] = Array.from(found.samples);
      for (let i = 0; i < end - at; i++) part.set(found.values.subarray(i * steps.length, (i + 1) * steps.length), (at - from + i) * width);
      at = end;
    }
    return part;
  }, (_, done) => onBand(done));
  const ask = /** @type {import("./pool.js").Call} */ ((await pool.callers())[0]);
  return Promise.all(lines.map(async (line, index) => {
    const own = values.subarray(index * count * width, (index + 1) * count * width);
    const found = /** @type {Float64Array} */ (await ask("quartiles", { values: own, width }));
    const quartile = (/** @type {number} */ which) => line.steps.map((_, k) => Number(found[3 * k + which]));
    return { line, samples: samples[index] ?? [], lower: quartile(0), median: quartile(1), upper: quartile(2), lowest: lowestOf(own) };
  }));
}

/** @param {Float64Array} values @returns {number} Infinity where there is none */
function lowestOf(values) {
  return values.reduce((least, value) => (value < least ? value : least), Infinity);
}

/**
 * What to subtract from losses so that they can be drawn by ratio: the known lowest, else the lowest of all where that is below zero.
 * @param {Iterable<number>} losses
 * @param {number | null} known
 */
export function baseOf(losses, known) {
  const least = Math.min(0, ...[...losses].filter(Number.isFinite));
  return known === null ? least : Math.abs(known) > 1e-12 ? known : 0;
}

/**
 * The loss that an excess is measured above.
 * @param {Pick<Band, "lowest">[]} bands
 * @param {number | null} known the problem's lowest, where it is known
 * @returns {number}
 */
export function floorOf(bands, known) {
  const least = Math.min(...bands.map(({ lowest }) => lowest));
  return known ?? (Number.isFinite(least) ? least : 0);
}

/**
 * Reads sizes as a reader types them: `full, 10, 1`.
 * @param {string} text
 * @returns {Size[] | null} null where it does not read
 */
export function readSizes(text) {
  const all = text.toLowerCase().split(/[\s,;]+/).filter((part) => part !== "").map((part) => (part === "full" ? "full" : /^[1-9]\d{0,5}$/.test(part) ? Number(part) : null));
  return all.length > 0 && all.length <= 5 && !all.includes(null) ? /** @type {Size[]} */ ([...new Set(all)]) : null;
}

/**
 * Round places on a logarithmic axis.
 * @param {number} lo a power of ten
 * @param {number} hi another
 * @param {number} most
 * @returns {number[]} powers
 */
export function powers(lo, hi, most) {
  return ticks(lo, hi, most).filter((power) => power === Math.round(power));
}
