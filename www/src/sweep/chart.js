/**
 * What: the chart of a sweep over rates: a curve per racer, both axes logarithmic, the best rate of each marked.
 * Invariant: the lowest loss stands at the bottom; a loss of 0 or below is drawn at the lowest place there is.
 * Does not: name the racers; the list beside it does.
 */
import { svg } from "lit-html";
import { powerLabel } from "../format/number.js";
import { maps as say } from "../words/maps.js";
import { markerPath } from "../look/racers.js";

/** @typedef {{curve: import("./rates.js").RateCurve, look: import("../look/racers.js").RacerLook, name: string}} Named */

const WIDTH = 320;
const HEIGHT = 220;
const LEFT = 46;
const BOTTOM = 34;
const TOP = 8;
const RIGHT = 8;
/** Below this part of the highest loss differences are those of rounding. */
const DEEPEST = 1e-16;

/**
 * @param {Named[]} named
 */
export function rateChart(named) {
  const rates = named[0]?.curve.rates ?? [1];
  const losses = named.flatMap(({ curve }) => curve.loss.filter((loss) => Number.isFinite(loss) && loss > 0));
  const start = Math.max(1e-300, ...losses.filter((loss) => loss < 1e12));
  const lowest = Math.max(start * DEEPEST, Math.min(start, ...losses));
  const [x0, x1] = [Math.log10(rates[0] ?? 1), Math.log10(rates[rates.length - 1] ?? 10)];
  const [y0, y1] = [Math.floor(Math.log10(lowest)), Math.max(Math.ceil(Math.log10(start)), Math.floor(Math.log10(lowest)) + 1)];
  const toX = (/** @type {number} */ rate) => LEFT + ((Math.log10(rate) - x0) / (x1 - x0)) * (WIDTH - LEFT - RIGHT);
  const toY = (/** @type {number} */ loss) => TOP + ((y1 - Math.min(y1, Math.max(y0, Math.log10(Math.max(loss, 1e-300))))) / (y1 - y0)) * (HEIGHT - TOP - BOTTOM);
  const xs = Array.from({ length: Math.round(x1 - x0) + 1 }, (_, i) => x0 + i);
  const every = Math.max(1, Math.ceil((y1 - y0) / 6));
  const ys = Array.from({ length: Math.floor((y1 - y0) / every) + 1 }, (_, i) => y0 + i * every);
  return svg`<svg class="maps-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${say.rates.chart}>
    ${xs.map((x) => svg`<line class="grid" x1=${toX(10 ** x)} x2=${toX(10 ** x)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line><text x=${toX(10 ** x)} y=${HEIGHT - BOTTOM + 14} text-anchor="middle">${powerLabel(10 ** x)}</text>`)}
    ${ys.map((y) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${toY(10 ** y)} y2=${toY(10 ** y)}></line><text x=${LEFT - 5} y=${toY(10 ** y) + 4} text-anchor="end">${powerLabel(10 ** y)}</text>`)}
    <text x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 4} text-anchor="middle">${say.rates.x}</text>
    <text transform="translate(10 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${say.rates.y}</text>
    ${named.map(({ curve, look }) => svg`<path d=${bandOf(curve, toX, toY)} fill=${look.color} fill-opacity="0.18"></path>`)}
    ${named.map(({ curve, look }) => svg`<path d=${pathOf(curve, toX, toY)} fill="none" stroke=${look.color} stroke-width="1.8" stroke-dasharray=${look.dash.map((d) => d * 1.8).join(" ")}></path>`)}
    ${named.map(({ curve, look }) => (curve.best === null ? "" : svg`<path transform="translate(${toX(curve.rates[curve.best] ?? 1)} ${toY(curve.loss[curve.best] ?? 1)})" d=${markerPath(look.marker, 5)} fill=${look.color} class="best"></path>`))}
  </svg>`;
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
