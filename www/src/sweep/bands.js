/**
 * What: the chart of many seeds: a median per line, with the quartiles as a band; and the table of its numbers.
 * Invariant: both axes are logarithmic, and labelled; an excess of 0 or below lies on the lower edge; where more than a quarter of the
 * seeds diverged the band stops, where half of them did the median does.
 * Does not: compute.
 */
import { html, svg } from "lit-html";
import { reading } from "../format/number.js";
import { seedWords as say } from "../words/seeds.js";
import { logChart } from "./log-chart.js";

/** @typedef {{band: import("./seeds.js").Band, look: import("../look/racers.js").RacerLook, name: string}} Named */

const HEIGHT = 236;
/** Below this part of the highest excess differences are those of rounding. */
const DEEPEST = 1e-12;

/**
 * @param {Named[]} named
 * @param {number} floor what excess is measured above
 * @param {boolean} samples whether samples are counted below, else updates
 */
export function bandChart(named, floor, samples) {
  const all = named.flatMap(({ band }) => [...band.lower, ...band.median, ...band.upper]).map((loss) => loss - floor).filter((excess) => excess > 0 && Number.isFinite(excess));
  const most = all.length ? Math.min(Math.max(...all), 1e3 * Math.max(...named.map(({ band }) => Number(band.median[0]) - floor).filter(Number.isFinite), 1e-300)) : 1;
  const least = Math.max(most * DEEPEST, Math.min(most, ...all));
  const [y0, y1] = [Math.floor(Math.log10(least)), Math.max(Math.ceil(Math.log10(most)), Math.floor(Math.log10(least)) + 1)];
  const seen = named.flatMap(({ band }) => band.samples);
  const [x0, x1] = [Math.log10(Math.min(...seen)), Math.max(Math.log10(Math.max(...seen)), Math.log10(Math.min(...seen)) + 0.1)];
  const names = { x: samples ? say.x : say.updates, y: say.y };
  return logChart({ label: say.chart, height: HEIGHT, x: [x0, x1], y: [y0, y1], names }, (toX, toY) => {
    const place = (/** @type {Named["band"]} */ band, /** @type {number[]} */ values) => values.map((loss, i) => (Number.isFinite(loss) ? `${toX(Number(band.samples[i])).toFixed(1)} ${toY(loss - floor).toFixed(1)}` : "")).filter((text) => text !== "");
    return [
      named.map(({ band, look }) => {
        const around = [...place(band, band.lower), ...place(band, band.upper).reverse()];
        return around.length > 2 ? svg`<path d="M${around.join("L")}Z" fill=${look.color} fill-opacity="0.18"></path>` : "";
      }),
      named.map(({ band, look }) => {
        const line = place(band, band.median);
        return line.length ? svg`<path d="M${line.join("L")}" fill="none" stroke=${look.color} stroke-width="1.8" stroke-dasharray=${look.dash.map((d) => d * 1.8).join(" ")}></path>` : "";
      }),
    ];
  });
}

/**
 * The numbers behind the chart.
 * @param {Named[]} named
 * @param {number} floor
 * @param {boolean} samples
 */
export function bandTable(named, floor, samples) {
  const cell = (/** @type {number | undefined} */ loss) => html`<td>${Number.isFinite(loss) ? reading(Number(loss) - floor) : "–"}</td>`;
  return html`<table>
    <thead><tr><th scope="col">${say.line}</th><th scope="col">${samples ? say.x : say.updates}</th><th scope="col">${say.lower}</th><th scope="col">${say.median}</th><th scope="col">${say.upper}</th></tr></thead>
    <tbody>${named.map(({ band, name }) => band.samples.map((at, i) => html`<tr><th scope="row">${name}</th><td>${at}</td>${cell(band.lower[i])}${cell(band.median[i])}${cell(band.upper[i])}</tr>`))}</tbody>
  </table>`;
}
