/**
 * What: learning-rate sweeps: the loss at the end against the rate, for every racer, and each racer's best.
 * Invariant: a point of a curve is the end of a run that was made with that rate; where it diverged there is no point.
 * Does not: draw.
 */
import { optimizerRow } from "../state/edits.js";
import { sameDocument, withValue } from "../state/paths.js";
import { ROW, isLost } from "./pool.js";
import { only, runSeeds } from "./seeds.js";

/** Over several seeds `loss` is the median, and the quartiles are there. @typedef {{rates: number[], loss: number[], best: number | null, lower?: number[], upper?: number[]}} RateCurve */

/** Rates from the lowest to the highest, evenly on a logarithmic scale. */
const LOWEST = 1e-5;
const HIGHEST = 10;
const COUNT = 73;

/** The rates of a sweep; every twelfth is a power of ten. @returns {number[]} */
export function sweptRates() {
  const decades = Math.log10(HIGHEST / LOWEST);
  return Array.from({ length: COUNT }, (_, i) => Number((LOWEST * 10 ** ((decades * i) / (COUNT - 1))).toPrecision(6)));
}

/**
 * What an optimizer's own spelling calls the rate; null where it has none.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {import("../engine/shapes").RacerSpec["optimizer"]} optimizer
 */
export function rateKey(catalog, { id }) {
  return optimizerRow(catalog, id)?.params.find(({ key }) => key === "lr" || key === "learning_rate")?.key ?? null;
}

/**
 * Racers that differ by their rate alone have one curve.
 * @param {import("../engine/shapes").Spec} spec
 * @param {(string | null)[]} keys what each racer's spelling calls the rate; null where it has none
 * @returns {number[]} per racer the first that is like it
 */
export function alike(spec, keys) {
  const rest = spec.racers.map(({ label, color, optimizer, ...racer }, i) => {
    const { [keys[i] ?? ""]: rate, ...others } = optimizer;
    return { ...racer, optimizer: others, edits: only(spec, [i]).edits };
  });
  return rest.map((own) => rest.findIndex((other) => sameDocument(own, other)));
}

/**
 * @param {Float64Array} rows as many racers at each rate as there are
 * @param {number[]} rates
 * @param {import("../engine/shapes").RacerSpec[]} racers
 * @returns {RateCurve[]}
 */
export function rateCurves(rows, rates, racers) {
  return racers.map(({ optimizer }, racer) => {
    const loss = rates.map((_, i) => {
      const at = (i * racers.length + racer) * ROW;
      return isLost(rows[at]) ? NaN : /** @type {number} */ (rows[at + 2]);
    });
    return { rates, loss, best: bestOf(loss, optimizer) };
  });
}

/**
 * The curves of racers that each have a rate.
 * @param {import("./pool.js").Pool} pool
 * @param {import("../engine/shapes").Spec} spec its budget is the run's length
 * @param {number[]} rates
 * @param {(string | null)[]} keys what each racer's spelling calls the rate
 * @param {(done: number) => void} onBand the part that is done, from 0 to 1
 * @returns {Promise<RateCurve[]>}
 */
export async function sweepRates(pool, spec, rates, keys, onBand) {
  /** @type {RateCurve[]} */
  const curves = [];
  // An argument can be swept for all racers that have it.
  const spellings = [...new Set(keys)];
  for (const [done, key] of spellings.entries()) {
    const mine = [...keys.keys()].filter((i) => keys[i] === key);
    const alone = only(spec, mine);
    const rows = await pool.sweep("maps", alone, [{ path: `racers[*].optimizer.${key}`, values: rates }], (_, part) => onBand((done + part) / spellings.length));
    rateCurves(rows, rates, alone.racers).forEach((curve, i) => (curves[Number(mine[i])] = curve));
  }
  return curves;
}

/**
 * The curves over several seeds.
 * @param {import("./pool.js").Pool} pool
 * @param {import("../engine/shapes").Spec} spec its budget is the run's length
 * @param {number[]} rates
 * @param {(string | null)[]} keys what each racer's spelling calls the rate
 * @param {(done: number) => void} onBand the part that is done, from 0 to 1
 * @param {number} count of seeds, from the document's own on
 * @returns {Promise<RateCurve[]>}
 */
export async function rateBands(pool, spec, rates, keys, onBand, count) {
  const steps = [Number(spec.steps)];
  const lines = spec.racers.flatMap((_, index) =>
    rates.map((rate) => ({ spec: withValue(only(spec, [index]), `racers[0].optimizer.${keys[index]}`, rate), racer: index, size: null, steps })),
  );
  const bands = await runSeeds(pool, "maps", lines, count, onBand);
  return spec.racers.map(({ optimizer }, index) => {
    const mine = bands.filter(({ line }) => line.racer === index);
    const along = (/** @type {"lower" | "median" | "upper"} */ which) => rates.map((_, i) => Number(mine[i]?.[which][0] ?? NaN));
    const loss = along("median");
    return { rates, loss, best: bestOf(loss, optimizer), lower: along("lower"), upper: along("upper") };
  });
}

/**
 * Where the lowest of some losses is, or the highest for an optimizer that climbs; nowhere where the rate changes nothing.
 * @param {number[]} loss
 * @param {import("../engine/shapes").RacerSpec["optimizer"]} optimizer
 * @returns {number | null}
 */
function bestOf(loss, { maximize }) {
  const there = loss.filter(Number.isFinite);
  const best = Math[maximize ? "max" : "min"](...there);
  return there.length === 1 || there.some((value) => value !== best) ? loss.indexOf(best) : null;
}
