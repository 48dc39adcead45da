/**
 * What: any quantity of the updates over the steps, parameters included: asked of the engine when the chart shows one, and its curves.
 * Invariant: every value is the engine's own for its step; a racer that has stopped, or has no such quantity, has none.
 * Does not: draw.
 */
import { html } from "lit-html";
import { EngineError } from "../engine/protocol.js";
import { symbolText } from "../format/symbol.js";
import { parameterNames } from "../model/kind.js";
import { PLAIN_LOOK } from "../state/session.js";
import { words } from "../words/en.js";
import { quantityName } from "../words/naming.js";

/** @typedef {import("../engine/shapes").History} History */
/** @typedef {import("../state/session.js").SessionState} SessionState */

/** More updates than this are looked at every so many steps. */
const MOST_ROWS = 400;
/** Of so many coordinates, the first. */
const MOST_AXES = 8;
/** Beyond so many curves only one coordinate is drawn, until a reader asks for another. */
const FEW_CURVES = 4;
/** Up to so many updates each is a bar. */
const FEW_STEPS = 40;
/** Values that differ by this factor are drawn by ratio. */
const WIDE = 100;
/** The parameters themselves: every racer has them. */
const PARAMETERS = PLAIN_LOOK.quantity;

/**
 * Asks for the quantity that a chart shows, whenever it becomes another.
 * @param {import("../state/session.js").Session} session
 */
export function followHistory({ store, engine }) {
  const ask = async () => {
    const { result, computing, chartTab, quantity, history, end } = store.state;
    if (chartTab !== "quantity" || !result || computing || (history?.run === result.run && history.key === quantity)) return;
    const stride = Math.ceil(end / MOST_ROWS);
    const steps = Array.from({ length: Math.floor(end / stride) + 1 }, (_, i) => i * stride);
    if (steps.at(-1) !== end) steps.push(end);
    const take = (/** @type {History} */ found) => {
      const known = quantity === PARAMETERS || found.offered.some((all) => all.some(({ key }) => key === quantity));
      store.set(known ? { history: found } : { quantity: PARAMETERS });
    };
    try {
      take(await engine.call("history", { run: result.run, steps, key: quantity, count: Math.min(MOST_AXES, result.dim) }, { lane: "history", onPart: take }));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  };
  store.on(["result", "computing", "chartTab", "quantity"], () => void ask());
}

/** Whether there is room for two coordinates of every racer. @param {SessionState} state */
const isFew = ({ good }) => 2 * good.racers.length <= FEW_CURVES;

/**
 * The coordinates that are drawn.
 * @param {SessionState} state
 * @returns {number[]}
 */
function axesShown(state) {
  const { quantityAxis, history } = state;
  const count = history?.count ?? 1;
  if (quantityAxis !== null && quantityAxis < count) return [quantityAxis];
  return count >= 2 && quantityAxis === null && isFew(state) ? [0, 1] : [0];
}

/**
 * The chart's columns of the quantity.
 * @param {SessionState} state
 * @param {boolean} [linear] whether the range is of a scale by difference in any case
 * @returns {import("./series.js").ChartData | null} null until there is one of this run's racers
 */
export function quantityData(state, linear = false) {
  const { history, result } = state;
  if (!history || history.values.length !== result?.racers.length) return null;
  const { steps, count, values } = history;
  const axes = axesShown(state);
  const curves = values.flatMap((_, racer) => axes.map((axis) => ({ racer, axis: count > 1 ? axis : null })));
  const columns = curves.map(({ racer, axis }) => steps.map((_, row) => finite(Number(values[racer]?.[row * count + (axis ?? 0)]))));
  // What explodes leaves the chart; the others stay readable.
  const calm = columns.filter((_, i) => result.racers[Number(curves[i]?.racer)]?.status.kind !== "diverged");
  const all = (calm.length ? calm : columns).flat().filter((value) => value !== null);
  const bars = steps.length - 1 <= FEW_STEPS;
  const [lo, hi] = all.length ? [Math.min(...all), Math.max(...all)] : [0, 1];
  const log = !bars && lo > 0 && hi / lo >= WIDE;
  const [from, to] = bars ? [Math.min(0, lo), Math.max(0, hi)] : [lo, hi];
  const room = (to - from || Math.abs(to) || 1) * 0.06;
  return { columns: [steps, ...columns], values: columns, curves, bars, log, range: log && !linear ? [lo / 1.3, hi * 1.3] : [from - room, to + room], above: null };
}

/** @param {number} value */
const finite = (value) => (Number.isFinite(value) ? value : null);

/**
 * The quantities that some racer has.
 * @param {SessionState} state
 * @returns {Map<string, {symbol: string, name: string}>} by key
 */
export function quantitiesOf({ history, result }) {
  const names = new Map([[PARAMETERS, { symbol: "θ", name: words.chart.parameters }]]);
  history?.offered.forEach((all, racer) => {
    const law = result?.description.racers[racer]?.law ?? "";
    for (const one of all) if (!names.has(one.key)) names.set(one.key, { symbol: symbolText(one.symbol), name: quantityName(law, one) });
  });
  return names;
}

/**
 * The choice of the quantity and of its coordinate.
 * @param {import("../state/session.js").Session} session
 */
export function quantityChoice({ store }) {
  const { state } = store;
  const { good, result, quantity, history } = state;
  const names = parameterNames(good, result?.dim ?? 1).slice(0, history?.count ?? 1);
  const [first, second] = axesShown(state);
  const chosen = second === undefined ? String(first) : "";
  return html`<select class="chart-unit" aria-label=${words.chart.quantity} @change=${(/** @type {Event} */ event) => store.set({ quantity: /** @type {HTMLSelectElement} */ (event.target).value })}>
      ${[...quantitiesOf(state)].map(([key, { symbol, name }]) => html`<option value=${key} ?selected=${key === quantity}>${symbol}: ${name}</option>`)}</select>
    ${names.length < 2 ? "" : html`<select class="chart-unit" aria-label=${words.chart.coordinate} @change=${(/** @type {Event} */ event) => {
      const { value } = /** @type {HTMLSelectElement} */ (event.target);
      store.set({ quantityAxis: value === "" ? null : Number(value) });
    }}>${isFew(state) ? html`<option value="" ?selected=${chosen === ""}>${names.slice(0, 2).join(", ")}</option>` : ""}
      ${names.map((name, axis) => html`<option value=${axis} ?selected=${chosen === String(axis)}>${name}</option>`)}</select>`}`;
}
