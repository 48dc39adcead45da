/**
 * What: the table behind the chart: the kept values of every racer, some fifty steps of them.
 * Invariant: every number is a kept value at its own step; a racer that has stopped has an empty cell.
 * Does not: hold all steps; the CSV does.
 */
import { reading } from "../format/number.js";
import { racerName } from "../state/edits.js";
import { words } from "../words/en.js";
import { numbersTable, showNumbers } from "./numbers.js";
import { sampled } from "./series.js";

const MOST_ROWS = 51;

/**
 * Shows the table in a dialog.
 * @param {import("../state/session.js").Session} session
 * @param {ParentNode} dialogs where the dialog is put
 */
export function showTable(session, dialogs) {
  const { result, good, end, chartTab } = session.store.state;
  if (!result) return;
  const { chart } = words;
  const name = chart.names[/** @type {keyof typeof chart.names} */ (chartTab)] ?? "";
  const stride = Math.max(1, Math.ceil(end / (MOST_ROWS - 1)));
  const steps = Array.from({ length: Math.floor(end / stride) + 1 }, (_, i) => i * stride);
  if (steps[steps.length - 1] !== end) steps.push(end);
  const columns = result.racers.map((racer) => sampled(racer, steps, chartTab));
  const rows = steps.map((step, row) => [String(step), ...columns.map((column) => (column[row] === null ? "" : reading(Number(column[row]))))]);
  showNumbers(chart.tableOf(name), numbersTable([chart.step, ...good.racers.map((_, i) => racerName(session.catalog, good, i))], rows), dialogs);
}
