/**
 * What: the table behind the chart: the kept values of every racer, some fifty steps of them.
 * Invariant: every number is a kept value at its own step; a racer that has stopped has an empty cell.
 * Does not: hold all steps; the CSV does.
 */
import { reading } from "../format/number.js";
import { words } from "../words/en.js";
import { quantitiesOf } from "./history.js";
import { numbersTable, showNumbers } from "./numbers.js";
import { axisName, curveName, dataOf, sampled } from "./series.js";

const MOST_ROWS = 51;

/**
 * Shows the table in a dialog.
 * @param {import("../state/session.js").Session} session
 * @param {ParentNode} dialogs where the dialog is put
 */
export function showTable(session, dialogs) {
  const { state } = session.store;
  const { result, end, chartTab } = state;
  const data = dataOf(state);
  if (!result || !data) return;
  const { chart } = words;
  const own = chart.names[chartTab];
  const shown = chartTab === "quantity" ? quantitiesOf(state).get(state.quantity)?.name : own;
  // Losses are those themselves, where the chart may show how far they are above the lowest.
  const name = chartTab === "quantity" || chartTab === "loss" ? `${axisName(state)}: ${shown}` : own;
  const stride = Math.max(1, Math.ceil(end / (MOST_ROWS - 1)));
  const steps = Array.from({ length: Math.floor(end / stride) + 1 }, (_, i) => i * stride);
  if (steps[steps.length - 1] !== end) steps.push(end);
  // A quantity is known at the steps that were asked for.
  const kept = (/** @type {number} */ i) => steps.map((step) => data.values[i]?.[/** @type {number[]} */ (data.columns[0]).findLastIndex((at) => at <= step)] ?? null);
  const columns = chartTab === "quantity" ? data.curves.map((_, i) => kept(i)) : result.racers.map((racer) => sampled(racer, steps, chartTab));
  const rows = steps.map((step, row) => [String(step), ...columns.map((column) => (column[row] === null ? "" : reading(Number(column[row]))))]);
  showNumbers(chart.tableOf(name), numbersTable([chart.step, ...data.curves.map((curve) => curveName(session.catalog, state, curve))], rows), dialogs);
}
