/**
 * What: turns the racers' columns into the aligned columns that the chart draws.
 * Invariant: every drawn value is a kept value; a racer that has stopped has no value after its last step.
 * Does not: smooth or average. Where a run has more steps than a chart has room for, every so many steps are drawn.
 */

import { parameterNames } from "../model/kind.js";
import { racerName } from "../state/edits.js";
import { strideOf } from "../state/rows.js";
import { words } from "../words/en.js";
import { quantitiesOf, quantityData } from "./history.js";

/** @typedef {import("../engine/shapes").RacerResult} RacerResult */
/** @typedef {import("../state/session.js").ChartTab} ChartTab */

/** A loss that ends so many times above where it began has exploded. */
const EXPLODED = 1e3;
/** More places than this on one axis cannot be told apart on any screen. */
const MOST_PLACES = 2400;

/** @typedef {{racer: number, axis: number | null}} Curve */

/**
 * What a chart shows, and on which scale.
 * @typedef {object} ChartData
 * @property {(number | null)[][]} columns the steps, or what stands below instead of them, then one column per racer
 * @property {(number | null)[][]} values the same per racer with the zeros that a scale by ratio cannot draw
 * @property {boolean} log whether all values can be drawn by ratio, and it makes sense to
 * @property {[number, number]} range of the values
 * @property {Curve[]} curves whose each column is, and of which coordinate where it is of one
 * @property {boolean} bars whether each value is drawn as a bar
 * @property {number | null} above the value that losses are measured above, null for plain losses
 */

/**
 * What the chart's tab shows.
 * @param {import("../state/session.js").SessionState} state
 * @param {number[] | null} [perStep] how much of the unit below a step of each racer is, where these differ
 * @param {boolean} [linear] whether the range is of a scale by difference in any case
 * @returns {ChartData | null} null while it is being asked for
 */
export function dataOf(state, perStep = null, linear = false) {
  const { result, end, chartTab } = state;
  if (!result) return null;
  if (chartTab === "quantity") return quantityData(state, linear);
  return chartData(result.racers, end, chartTab, knownLowest(result), perStep, linear);
}

/**
 * The lowest value of a problem, where it is known.
 * @param {import("../engine/shapes").RunResult | null} result
 */
export function knownLowest(result) {
  const lows = result?.description.points.filter(({ kind, global }) => kind === "minimum" && global).map(({ value }) => value) ?? [];
  return lows.length ? Math.min(...lows) : null;
}

/**
 * The symbol of what the chart's tab shows.
 * @param {import("../state/session.js").SessionState} state
 * @returns {string}
 */
export function axisName(state) {
  const { chartTab, quantity } = state;
  return chartTab === "quantity" ? (quantitiesOf(state).get(quantity)?.symbol ?? "") : words.chart.axes[chartTab];
}

/**
 * What a curve of the chart is called.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {import("../state/session.js").SessionState} state
 * @param {Curve} curve
 * @returns {string}
 */
export function curveName(catalog, { good, result }, { racer, axis }) {
  const name = racerName(catalog, good, racer);
  return axis === null ? name : `${name}, ${parameterNames(good, result?.dim ?? 1)[axis]}`;
}

/**
 * The chart's columns of a racer's own.
 * @param {RacerResult[]} racers
 * @param {number} end the last step
 * @param {ChartTab} tab
 * @param {number | null} lowest the lowest value of the problem, where it is known
 * @param {number[] | null} [perStep] how much of the unit below a step of each racer is, where these differ
 * @param {boolean} [linear]
 * @returns {ChartData}
 */
export function chartData(racers, end, tab, lowest, perStep = null, linear = false) {
  // Beyond the second furthest a racer has nobody to be compared with.
  const far = perStep ? end * Number([...perStep].sort((a, b) => b - a)[1]) : end;
  const stride = perStep ? far / MOST_PLACES : strideOf(racers) * Math.max(1, Math.ceil(end / MOST_PLACES / strideOf(racers)));
  const steps = Array.from({ length: Math.floor(far / stride) + 1 }, (_, i) => i * stride);
  if (steps[steps.length - 1] !== far) steps.push(far);
  const plain = racers.map((racer, i) => sampled(racer, perStep ? steps.map((at) => at / Number(perStep[i])) : steps, tab));
  // A loss with a known lowest value other than zero is drawn above it, so that its approach can be seen by ratio.
  const above = tab === "loss" && lowest !== null && Math.abs(lowest) > 1e-12 ? lowest : null;
  const columns = above === null ? plain : plain.map((column) => column.map((value) => (value === null ? null : value - above)));
  const log = tab !== "accuracy" && columns.every((column) => column.every((value) => value === null || value >= (above === null ? 0 : -1e-9 * Math.abs(above))));
  const drawn = log ? columns.map((column) => column.map((value) => (value !== null && value > 0 ? value : null))) : columns;
  const curves = racers.map((_, racer) => ({ racer, axis: null }));
  const range = /** @type {[number, number]} */ (tab === "accuracy" ? [0, 1.03] : rangeOf(tab === "rate" ? [] : racers, drawn, log && !linear));
  return { columns: [steps, ...drawn], values: columns, curves, bars: false, log, range, above };
}

/**
 * What there is to draw of a run.
 * @param {import("../engine/shapes").RunResult | null} result
 * @returns {ChartTab[]}
 */
export function tabsOf(result) {
  const scores = (result?.racers ?? []).flatMap(({ scores }) => scores ?? []);
  /** @type {[ChartTab, (scores: import("../engine/shapes").Scores) => number[]][]} */
  const scored = [["test", ({ test }) => test], ["accuracy", ({ trainAccuracy }) => trainAccuracy]];
  return ["loss", ...scored.flatMap(([tab, of]) => (scores.some((all) => of(all).some(Number.isFinite)) ? [tab] : [])), "rate", "gradient", "quantity"];
}

/**
 * What is kept of a racer.
 * @param {RacerResult} racer
 * @param {ChartTab} tab
 * @returns {{t: ArrayLike<number>, values: ArrayLike<number>}} values at steps
 */
export function kept({ columns, scores }, tab) {
  if (tab !== "test" && tab !== "accuracy") return { t: columns.t, values: tab === "loss" ? columns.f : tab === "rate" ? columns.lr : columns.gradNorm };
  return { t: scores?.t ?? [], values: (tab === "test" ? scores?.test : scores?.testAccuracy.some(Number.isFinite) ? scores.testAccuracy : scores?.trainAccuracy) ?? [] };
}

/**
 * The kept values of a racer at some steps.
 * @param {RacerResult} racer
 * @param {number[]} steps rising
 * @param {ChartTab} tab
 * @returns {(number | null)[]} null after its last step, and where the value is not finite
 */
export function sampled(racer, steps, tab) {
  const { t, values } = kept(racer, tab);
  if (!t.length) return steps.map(() => null);
  const rows = Math.min(t.length, values.length);
  const last = t[rows - 1] ?? 0;
  let row = 0;
  return steps.map((step) => {
    if (step > last) return null;
    while (row + 1 < rows && /** @type {number} */ (t[row + 1]) <= step) row++;
    const value = /** @type {number} */ (values[row]);
    return Number.isFinite(value) ? value : null;
  });
}

/**
 * A range that holds all of what does not explode; explosions leave the chart upwards, and where there is nothing else, at their ends.
 * @param {RacerResult[]} racers none where nothing can explode
 * @param {(number | null)[][]} columns
 * @param {boolean} log
 * @returns {[number, number]}
 */
function rangeOf(racers, columns, log) {
  const start = (/** @type {ArrayLike<number | null>[]} */ all) => Math.max(...all.map((values) => Math.abs(values[0] ?? 0)));
  const most = start(racers.map(({ columns: { f } }) => f)) * EXPLODED;
  const stays = (/** @type {number} */ i) => racers[i]?.status.kind !== "diverged";
  const ends = (/** @type {number} */ i) => racers[i]?.columns.f[Number(racers[i]?.columns.rows) - 1] ?? 0;
  const ways = [(/** @type {number} */ i) => stays(i) && ends(i) <= most, stays];
  const calm = ways.map((way) => columns.filter((_, i) => way(i))).find(({ length }) => length);
  const values = (calm ?? columns).flat().filter((value) => value !== null);
  let lo = values.reduce((least, value) => Math.min(least, value), Infinity);
  let hi = values.reduce((largest, value) => Math.max(largest, value), -Infinity);
  if (lo > hi) return log ? [0.1, 10] : [0, 1];
  if (!calm) {
    const end = start(columns) * (log ? EXPLODED : 4) || Infinity;
    hi = Math.min(hi, end);
    if (!log) lo = Math.max(lo, -end);
  }
  if (log) {
    const floor = Math.max(lo, hi * 1e-20);
    return floor * 1.5 >= hi ? [floor / 3, hi * 3] : [floor / 1.3, hi * 1.6];
  }
  const room = (hi - lo || Math.abs(hi) || 1) * 0.06;
  return [lo - room, hi + room];
}
