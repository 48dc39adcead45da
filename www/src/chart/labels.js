/**
 * What: writes the racers' names at the ends of their curves, so that no legend is needed.
 * Invariant: names do not overlap; each stands as near to its curve's end as the others allow. One that is too long for the gutter ends in "…".
 * Does not: draw curves.
 */
import { fitted } from "../draw/axes.js";

/** @typedef {{text: string, x: number, y: number, color: string, faded: boolean}} EndLabel */

/** A curve that ends farther from the plot's right edge than this has its name beside its end, in the plot. */
const EARLY_PX = 48;
/** So far from a curve's end, behind a line to it, stands its name. */
const LEAD_PX = 15;

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
 * Heights for labels that stand at places of their own: one that would lie on an earlier one moves down, or up where there is no room.
 * @param {{x: number, y: number, width: number}[]} boxes by their left edge and middle
 * @param {number} heightPx
 * @param {number} lo
 * @param {number} hi
 * @returns {number[]} in the order given
 */
export function spreadBoxes(boxes, heightPx, lo, hi) {
  /** @type {number[]} */
  const placed = [];
  boxes.forEach(({ x, y, width }, i) => {
    const free = (/** @type {number} */ at) => placed.every((other, k) => Math.abs(other - at) >= heightPx || x >= Number(boxes[k]?.x) + Number(boxes[k]?.width) || x + width <= Number(boxes[k]?.x));
    const wanted = Math.max(lo, Math.min(hi, y));
    let place = wanted;
    for (const direction of [1, -1]) {
      place = wanted;
      while (place >= lo && place <= hi && !free(place)) place += direction * (heightPx / 4);
      if (place >= lo && place <= hi) break;
    }
    placed[i] = Math.max(lo, Math.min(hi, place));
  });
  return placed;
}

/**
 * Draws the labels: in the gutter right of a plot, with a thin line from each curve's end; in the plot where a curve ends early.
 * @param {CanvasRenderingContext2D} ctx in CSS pixels
 * @param {EndLabel[]} labels
 * @param {{right: number, top: number, bottom: number, gutter: number}} plot
 * @param {import("../look/theme.js").Theme} theme
 */
export function drawEndLabels(ctx, labels, plot, theme) {
  const sizePx = theme.textPx - 1;
  ctx.save();
  ctx.font = `${sizePx}px system-ui, sans-serif`;
  // Without room for its name in the plot, a curve has it in the gutter.
  const isEarly = (/** @type {EndLabel} */ { x, text }) => x + LEAD_PX + ctx.measureText(text).width < plot.right - EARLY_PX;
  const [early, late] = [true, false].map((is) => labels.filter((label) => isEarly(label) === is));
  const places = spreadApart(late.map(({ y }) => y), sizePx * 1.15, plot.top + sizePx / 2, plot.bottom - sizePx / 2);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const widths = early.map(({ text }) => ctx.measureText(text).width);
  const beside = spreadBoxes(early.map(({ x, y }, i) => ({ x: x + LEAD_PX, y, width: widths[i] ?? 0 })), sizePx * 1.15, plot.top + sizePx, plot.bottom - sizePx);
  const lead = (/** @type {EndLabel} */ { y, color, faded }, /** @type {number} */ x, /** @type {number} */ place) => {
    ctx.globalAlpha = faded ? 0.35 : 1;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.moveTo(x + 2, Math.max(plot.top, Math.min(plot.bottom, y)));
    ctx.lineTo(x + 12, place);
    ctx.stroke();
    ctx.fillStyle = theme.ink;
  };
  early.forEach((label, i) => {
    const [{ text, x }, place] = [label, Number(beside[i])];
    lead(label, x, place);
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.paper;
    ctx.strokeText(text, x + LEAD_PX, place);
    ctx.fillText(text, x + LEAD_PX, place);
  });
  late.forEach((label, i) => {
    lead(label, plot.right, Number(places[i]));
    ctx.fillText(fitted(ctx, label.text, plot.gutter - LEAD_PX), plot.right + LEAD_PX, Number(places[i]));
  });
  ctx.restore();
}
