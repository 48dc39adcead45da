/**
 * What: canvases; one of a size in CSS pixels, as sharp as the screen; and a part of it.
 * Invariant: drawing on it is in CSS pixels, whatever the screen's resolution.
 * Does not: draw.
 */

/**
 * A canvas: to those who listen a picture, which somebody has to name, or nothing.
 * @param {boolean} told
 */
export function canvasFor(told) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute(told ? "role" : "aria-hidden", told ? "img" : "true");
  return canvas;
}

/**
 * A cleared canvas of a size.
 * @param {HTMLCanvasElement} canvas
 * @param {number} widthPx
 * @param {number} heightPx
 * @param {number} [scale] pixels per CSS pixel, the screen's unless told
 * @returns {CanvasRenderingContext2D}
 */
export function paperOf(canvas, widthPx, heightPx, scale = devicePixelRatio || 1) {
  const width = Math.round(widthPx * scale);
  const height = Math.round(heightPx * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, widthPx, heightPx);
  return ctx;
}

/**
 * Draws within a rectangle until `ctx.restore()`.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./frame.js").Rect} rect
 */
export function clipTo(ctx, { leftPx, topPx, widthPx, heightPx }) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(leftPx, topPx, widthPx, heightPx);
  ctx.clip();
}
