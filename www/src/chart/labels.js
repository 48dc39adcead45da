/**
 * What: writes the racers' names at the ends of their curves, so that no legend is needed.
 * Invariant: names do not overlap; each stands as near to its curve's end as the others allow.
 * Does not: draw curves.
 */

/** @typedef {{text: string, x: number, y: number, color: string, faded: boolean}} EndLabel */

/** A curve that ends farther from the plot's right edge than this has its name beside its end, in the plot. */
const EARLY_PX = 48;

/**
 * Heights for labels that want to be at given heights but must not overlap.
 * @param {number[]} wanted
 * @param {number} apartPx
 * @param {number} lo
 * @param {number} hi
 * @returns {number[]} in the order given
 */
export function spreadApart(wanted, apartPx, lo, hi) {
  const order = wanted.map((_, i) => i).sort((a, b) => Number(wanted[a]) - Number(wanted[b]));
  const places = wanted.slice();
  let least = lo;
  for (const i of order) {
    places[i] = Math.max(least, Math.min(hi, Number(places[i])));
    least = Number(places[i]) + apartPx;
  }
  let most = hi;
  for (const i of order.reverse()) {
    places[i] = Math.min(most, Number(places[i]));
    most = Number(places[i]) - apartPx;
  }
  return places;
}

/**
 * Draws the labels: in the gutter right of a plot, with a thin line from each curve's end; in the plot where a curve ends early.
 * @param {CanvasRenderingContext2D} ctx in canvas pixels
 * @param {EndLabel[]} labels
 * @param {{right: number, top: number, bottom: number}} plot in canvas pixels
 * @param {import("../look/theme.js").Theme} theme
 * @param {number} scale canvas pixels per CSS pixel
 */
export function drawEndLabels(ctx, labels, plot, theme, scale) {
  const sizePx = (theme.textPx - 1) * scale;
  const early = labels.filter(({ x }) => x < plot.right - EARLY_PX * scale);
  const late = labels.filter(({ x }) => x >= plot.right - EARLY_PX * scale);
  const places = spreadApart(late.map(({ y }) => y), sizePx * 1.15, plot.top + sizePx / 2, plot.bottom - sizePx / 2);
  ctx.save();
  ctx.font = `${sizePx}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { text, x, y, faded } of early) {
    const place = Math.max(plot.top + sizePx, Math.min(plot.bottom - sizePx, y));
    ctx.globalAlpha = faded ? 0.35 : 1;
    ctx.lineWidth = 4 * scale;
    ctx.strokeStyle = theme.paper;
    ctx.strokeText(text, x + 6 * scale, place);
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, x + 6 * scale, place);
  }
  late.forEach(({ text, y, color, faded }, i) => {
    const place = Number(places[i]);
    ctx.globalAlpha = faded ? 0.35 : 1;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.5 * scale;
    ctx.beginPath();
    ctx.moveTo(plot.right + 2 * scale, Math.max(plot.top, Math.min(plot.bottom, y)));
    ctx.lineTo(plot.right + 12 * scale, place);
    ctx.stroke();
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, plot.right + 15 * scale, place);
  });
  ctx.restore();
}
