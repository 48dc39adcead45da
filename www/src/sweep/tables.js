/**
 * What: the numbers behind the charts of the maps, as tables.
 * Invariant: every number is one that the sweep gave; of a fine grid every so many rows and columns stand in the table.
 * Does not: sweep.
 */
import { numbersTable, showNumbers } from "../chart/numbers.js";
import { chosen, reading } from "../format/number.js";
import { maps as say } from "../words/maps.js";
import { ROW, isLost } from "./pool.js";

/** At most so many rows and columns of a grid. */
const MOST_SHOWN = 12;

/** @param {import("./chart.js").Named[]} named */
export function showRates(named) {
  const rates = named[0]?.curve.rates ?? [];
  const number = (/** @type {number | undefined} */ loss) => (Number.isFinite(loss) ? reading(Number(loss)) : say.basins.diverged);
  const rows = rates.map((rate, i) => [chosen(rate), ...named.map(({ curve }) => number(curve.loss[i]) + (curve.lower && curve.upper ? ` (${number(curve.lower[i])}; ${number(curve.upper[i])})` : ""))]);
  showNumbers(say.rates.chart, numbersTable([say.rates.x, ...named.map(({ name }) => name)], rows));
}

/** @param {{rows: Float64Array, axes: import("./settings.js").SettingsAxes}} settings */
export function showSettings({ rows, axes: { axes, names } }) {
  const [across = [], up = []] = axes.map(({ values }) => values);
  const shown = (/** @type {number[]} */ values) => values.map((_, i) => i).filter((i) => i % Math.ceil(values.length / MOST_SHOWN) === 0);
  const cell = (/** @type {number} */ at) => (rows[at] === 0 ? "–" : isLost(rows[at]) ? say.basins.diverged : reading(Number(rows[at + 2]), 3));
  const table = shown(up)
    .reverse()
    .map((row) => [reading(Number(up[row]), 3), ...shown(across).map((column) => cell((row * across.length + column) * ROW))]);
  showNumbers(say.settings.label(names[0], names[1]), numbersTable([`${names[1]} / ${names[0]}`, ...shown(across).map((column) => reading(Number(across[column]), 3))], table));
}
