/**
 * What: hatches a rectangle: there is nothing to show there yet, or nothing at all.
 * Invariant: lines rise at 45° from its lower edge, in the pen's own colour and width.
 * Does not: clip; whoever draws has done so.
 */

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./frame.js").Rect} rect
 * @param {number} everyPx
 */
export function hatch(ctx, { leftPx, topPx, widthPx, heightPx }, everyPx) {
  ctx.beginPath();
  for (let at = -heightPx; at < widthPx; at += everyPx) {
    ctx.moveTo(leftPx + at, topPx + heightPx);
    ctx.lineTo(leftPx + at + heightPx, topPx);
  }
  ctx.stroke();
}
