/**
 * What: a small picture of a figure's run: trails on the landscape, or the losses where there is no landscape to show.
 * Invariant: it is drawn from the run of the figure's own document, with the colours and dashes of the racers.
 * Does not: label anything; the title stands below it.
 */
import { extentOf } from "../draw/extent.js";
import { paperOf } from "../draw/paper.js";
import { racerLook } from "../look/racers.js";

const WIDTH_PX = 180;
const HEIGHT_PX = 112;
/** Losses below this share of the largest are drawn at the bottom. */
const DEEP = 1e-12;

/** @typedef {import("../engine/shapes").RunResult} RunResult */

/**
 * Draws the picture of a figure.
 * @param {HTMLCanvasElement} canvas
 * @param {import("./figures.js").Figure} figure
 * @param {import("../engine/client.js").Engine} engine
 * @param {string} theme
 */
export async function drawThumbnail(canvas, figure, engine, theme) {
  const result = /** @type {RunResult} */ (await engine.call("preview", { spec: figure.spec }));
  const ctx = paperOf(canvas, WIDTH_PX, HEIGHT_PX);
  canvas.style.width = `${WIDTH_PX}px`;
  canvas.style.height = `${HEIGHT_PX}px`;
  ctx.lineJoin = "round";
  const { view, log, dim } = result.description;
  const onPlane = dim === 2 && !("model" in (figure.spec.problem ?? {}));
  if (!onPlane) return lossesOf(ctx, figure, result);
  const shown = /** @type {{x: [number, number], y: [number, number]}} */ (view ?? extentOf(result));
  const heat = await engine.call("heat", { spec: figure.spec, view: shown, widthPx: WIDTH_PX, heightPx: HEIGHT_PX, theme, log });
  const image = new ImageData(heat.rgba, WIDTH_PX, HEIGHT_PX);
  const under = new OffscreenCanvas(WIDTH_PX, HEIGHT_PX);
  under.getContext("2d")?.putImageData(image, 0, 0);
  ctx.drawImage(under, 0, 0, WIDTH_PX, HEIGHT_PX);
  const along = (/** @type {number} */ value, /** @type {[number, number]} */ [lo, hi]) => (value - lo) / (hi - lo);
  trace(ctx, figure, result, ({ x }, row) => [WIDTH_PX * along(/** @type {number} */ (x[2 * row]), shown.x), HEIGHT_PX * (1 - along(/** @type {number} */ (x[2 * row + 1]), shown.y))]);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./figures.js").Figure} figure
 * @param {RunResult} result
 */
function lossesOf(ctx, figure, result) {
  const values = result.racers.flatMap(({ columns }) => Array.from(columns.f.subarray(0, columns.rows))).filter((f) => Number.isFinite(f));
  const top = Math.max(...values);
  const signed = Math.min(...values) <= 0;
  const floor = signed ? Math.min(...values) : Math.max(Math.min(...values), top * DEEP);
  const steps = Math.max(1, result.lastStep);
  const scale = (/** @type {number} */ f) => (signed ? (f - floor) / (top - floor || 1) : (Math.log(Math.max(f, floor)) - Math.log(floor)) / (Math.log(top) - Math.log(floor) || 1));
  trace(ctx, figure, result, ({ t, f }, row) => [8 + ((WIDTH_PX - 16) * /** @type {number} */ (t[row])) / steps, HEIGHT_PX - 8 - (HEIGHT_PX - 16) * scale(/** @type {number} */ (f[row]))]);
}

/**
 * A line per racer through its rows, with a halo, up to the first row that is not a number.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./figures.js").Figure} figure
 * @param {RunResult} result
 * @param {(columns: RunResult["racers"][number]["columns"], row: number) => number[]} place
 */
function trace(ctx, figure, result, place) {
  result.racers.forEach(({ columns }, index) => {
    const look = racerLook(index, figure.spec.racers[index]?.color);
    const line = new Path2D();
    for (let row = 0; row < columns.rows; row++) {
      const [x = NaN, y = NaN] = place(columns, row);
      if (!Number.isFinite(x) || !Number.isFinite(y)) break;
      const [left, up] = [Math.max(-1e4, Math.min(1e4, x)), Math.max(-1e4, Math.min(1e4, y))];
      if (row === 0) line.moveTo(left, up);
      else line.lineTo(left, up);
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = "rgba(255, 255, 255, 0.75)";
    ctx.lineWidth = 3.4;
    ctx.stroke(line);
    ctx.setLineDash(look.dash.map((part) => part * 1.6));
    ctx.strokeStyle = look.color;
    ctx.lineWidth = 1.7;
    ctx.stroke(line);
  });
}
