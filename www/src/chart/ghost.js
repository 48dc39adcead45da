/**
 * What: the replaced future on the chart, pale, under the new curves.
 * Invariant: on the chart's own scales, from the fork on, kept values only.
 * Does not: widen the chart's range.
 */
import { racerLook } from "../look/racers.js";

/**
 * @param {CanvasRenderingContext2D} ctx clipped to the plot
 * @param {import("./plot.js").Plot} plot
 * @param {import("../state/fork.js").Ghost} ghost
 * @param {import("../state/session.js").ChartTab} tab
 * @param {number} above what losses are measured above
 * @param {number} line the theme's thickness
 */
export function drawGhostCurves(ctx, plot, ghost, tab, above, line) {
  ctx.save();
  ctx.globalAlpha = 0.38;
  ctx.lineWidth = 4 * line;
  for (const racer of ghost.racers) {
    const columns = ghost.result.racers[racer]?.columns;
    if (!columns) continue;
    const values = tab === "loss" ? columns.f : tab === "rate" ? columns.lr : columns.gradNorm;
    ctx.beginPath();
    for (let row = 0; row < columns.rows; row++) {
      if (Number(columns.t[row]) < ghost.at) continue;
      const y = plot.toY(Number(values[row]) - above);
      if (Number.isFinite(y)) ctx.lineTo(plot.toX(Number(columns.t[row])), y);
    }
    ctx.strokeStyle = racerLook(racer, null).color;
    ctx.stroke();
  }
  ctx.restore();
}
