/**
 * What: the chart of a sweep over rates: a curve per racer, both axes logarithmic, the best rate of each marked.
 * Invariant: the lowest loss stands at the bottom; what is 0 or below above the base is drawn at the lowest place there is.
 * Does not: name the racers; the list beside it does.
 */
import { svg } from "lit-html";
import { maps as say } from "../words/maps.js";
import { markerPath } from "../look/racers.js";
import { logChart } from "./log-chart.js";

/** @typedef {{curve: import("./rates.js").RateCurve, look: import("../look/racers.js").RacerLook, name: string}} Named */

const HEIGHT = 220;
/** Below this part of the highest loss differences are those of rounding. */
const DEEPEST = 1e-16;

/**
 * @param {Named[]} named
 * @param {number} base what losses are drawn above
 */
export function rateChart(named, base) {
  const rates = named[0]?.curve.rates ?? [1];
  const losses = named.flatMap(({ curve }) => curve.loss.map((loss) => loss - base).filter((loss) => Number.isFinite(loss) && loss > 0));
  const start = Math.max(1e-300, ...losses.filter((loss) => loss < 1e12));
  const lowest = Math.max(start * DEEPEST, Math.min(start, ...losses));
  const [x0, x1] = [Math.log10(rates[0] ?? 1), Math.log10(rates[rates.length - 1] ?? 10)];
  const [y0, y1] = [Math.floor(Math.log10(lowest)), Math.max(Math.ceil(Math.log10(start)), Math.floor(Math.log10(lowest)) + 1)];
  const names = { x: say.rates.x, y: base ? `${say.rates.y} − f*` : say.rates.y };
  return logChart({ label: say.rates.chart, height: HEIGHT, x: [x0, x1], y: [y0, y1], names }, (toX, place) => {
    const toY = (/** @type {number} */ loss) => place(loss - base);
    return [
      named.map(({ curve, look }) => svg`<path d=${bandOf(curve, toX, toY)} fill=${look.color} fill-opacity="0.18"></path>`),
      named.map(({ curve, look }) => svg`<path d=${pathOf(curve, toX, toY)} fill="none" stroke=${look.color} stroke-width="1.8" stroke-dasharray=${look.dash.map((d) => d * 1.8).join(" ")}></path>`),
      named.map(({ curve, look }) => (curve.best === null ? "" : svg`<path transform="translate(${toX(curve.rates[curve.best] ?? 1)} ${toY(curve.loss[curve.best] ?? 1)})" d=${markerPath(look.marker, 5)} fill=${look.color} class="best"></path>`)),
    ];
  });
}

/**
 * The quartiles' band, rate by rate, as far as both are there.
 * @param {import("./rates.js").RateCurve} curve
 * @param {(rate: number) => number} toX
 * @param {(loss: number) => number} toY
 */
function bandOf({ rates, lower = [], upper = [] }, toX, toY) {
  const there = rates.map((_, i) => i).filter((i) => Number.isFinite(lower[i]) && Number.isFinite(upper[i]));
  const edge = (/** @type {number[]} */ losses) => there.map((i) => `${toX(Number(rates[i])).toFixed(1)} ${toY(Number(losses[i])).toFixed(1)}`);
  return there.length > 1 ? `M${[...edge(lower), ...edge(upper).reverse()].join("L")}Z` : "";
}

/**
 * @param {import("./rates.js").RateCurve} curve
 * @param {(rate: number) => number} toX
 * @param {(loss: number) => number} toY
 */
function pathOf(curve, toX, toY) {
  let path = "";
  let open = false;
  for (const [i, loss] of curve.loss.entries()) {
    const there = Number.isFinite(loss);
    if (there) path += `${open ? "L" : "M"}${toX(curve.rates[i] ?? 1).toFixed(1)} ${toY(loss).toFixed(1)}`;
    open = there;
  }
  return path;
}
