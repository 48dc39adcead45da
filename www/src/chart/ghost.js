/**
 * What: the replaced future on the chart, pale, under the new curves.
 * Invariant: on the chart's own scales, from the fork on, kept values only.
 * Does not: widen the chart's range.
 */
import { kept } from "./series.js";

/**
 * @param {CanvasRenderingContext2D} ctx clipped to the plot
 * @param {import("./plot.js").Plot} plot
 * @param {import("../state/fork.js").Ghost} ghost
 * @param {import("../state/session.js").ChartTab} tab
 * @param {number} above what losses are measured above
 * @param {number[] | null} perStep how much of the unit below a step of each racer is, where these differ
 * @param {number} line the theme's thickness
 */
export function drawGhostCurves(ctx, plot, ghost, tab, above, perStep, line) {
  ctx.save();
  ctx.globalAlpha = 0.38;
  ctx.lineWidth = 4 * line;
  for (const racer of ghost.racers) {
    const of = ghost.result.racers[racer];
    if (!of) continue;
    const { t, values } = kept(of, tab);
    ctx.beginPath();
    for (let row = 0; row < t.length; row++) {
      const step = Number(t[row]);
      const y = plot.toY(Number(values[row]) - above);
      if (step >= ghost.at && Number.isFinite(y)) ctx.lineTo(plot.toX(step * (perStep?.[racer] ?? 1)), y);
    }
    ctx.strokeStyle = plot.shown?.lines[racer]?.color ?? "";
    ctx.stroke();
  }
  ctx.restore();
}
