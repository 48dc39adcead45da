/**
 * What: the chart as a drawing of its own: what stands against what, the plot, every name whole.
 * Invariant: the plot draws itself, at one size, and is as before.
 * Does not: know what it is drawn on.
 */
import { reading } from "../format/number.js";
import { axisWords } from "../words/axes.js";
import { words } from "../words/en.js";
import { GUTTER_PX } from "./chart.js";
import { axisName, curveName } from "./series.js";

/** Its size without the names. */
const SIZE_PX = [560, 380];

/**
 * Where it is ready to be drawn, how large it is, and its names; null where there is nothing to draw.
 * @param {import("./chart.js").Chart} chart
 * @returns {{widthPx: number, heightPx: number, names: string[], draw: (ctx: CanvasRenderingContext2D) => void} | null}
 */
export function chartDrawing(chart) {
  const { data, plot, session } = chart;
  const { state } = session.store;
  if (!data) return null;
  const { theme } = state;
  const font = `${theme.textPx}px system-ui, sans-serif`;
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  ruler.font = font;
  const names = data.curves.map((curve) => curveName(session.catalog, state, curve));
  const gutterPx = GUTTER_PX + Math.max(...names.map((name) => ruler.measureText(name).width));
  const [widthPx, plotPx, headPx] = [Number(SIZE_PX[0]) + gutterPx, Number(SIZE_PX[1]), theme.textPx * 2];
  const above = state.chartTab === "loss" && data.above ? ` − f* (f* = ${reading(data.above)})` : "";
  const draw = (/** @type {CanvasRenderingContext2D} */ ctx) => {
    Object.assign(ctx, { font, fillStyle: theme.ink });
    ctx.fillText(`${axisName(state)}${above} ${words.chart.against} ${chart.units.length > 1 ? axisWords[chart.shownUnit()] : words.chart.step}`, theme.textPx, headPx * 0.7);
    ctx.translate(0, headPx);
    const { shown, rect } = plot;
    plot.shown = chart.whole(state, data, true, gutterPx);
    plot.drawOn(ctx, plot.shown, widthPx, plotPx);
    Object.assign(plot, { shown, rect });
  };
  return { widthPx: Math.ceil(widthPx), heightPx: plotPx + headPx, names, draw };
}
