/**
 * What: landscape and chart as SVG; pictures with the racers' names.
 * Invariant: they draw themselves, on a pen in a canvas' place: what is saved is what is shown, with the racers' names.
 * Does not: save.
 */
import { chartDrawing } from "../chart/drawing.js";
import { axisNames, drawAxes } from "../draw/axes.js";
import { drawMarker } from "../draw/marks.js";
import { clipTo } from "../draw/paper.js";
import { racerLook } from "../look/racers.js";
import { Pen } from "./pen.js";

/**
 * The chart; empty where there is nothing to draw.
 * @param {import("../chart/chart.js").Chart} chart
 * @returns {string}
 */
export function chartSvg(chart) {
  const drawing = chartDrawing(chart);
  if (!drawing) return "";
  const pen = new Pen();
  drawing.draw(pen.canvas);
  return pen.svg(drawing.widthPx, drawing.heightPx, chart.session.store.state.theme.paper, drawing.names.join(", "));
}

/**
 * Contours and racers over two parameters; empty where there is nothing to draw.
 * @param {import("../draw/landscape.js").Landscape} landscape
 * @param {string[]} names of the racers
 * @returns {string}
 */
export function landscapeSvg(landscape, names) {
  const { frame, session } = landscape;
  const { state } = session.store;
  const { theme, good, result } = state;
  if (!frame || !result) return "";
  const pen = new Pen();
  clipTo(pen.canvas, frame.rect);
  landscape.surface.drawLines(pen.canvas, landscape.scene(state, frame, result.description));
  pen.restore();
  drawAxes(pen.canvas, frame, theme, axisNames(good, 2));
  landscape.drawOver(state, frame, result.description, pen.canvas);
  const besidePx = frame.rect.leftPx + frame.rect.widthPx + 12;
  const [widthPx, heightPx] = drawKey(pen.canvas, state, names, besidePx);
  // Letters reach lower in some fonts than in others.
  return pen.svg(Math.ceil(widthPx), Math.max(landscape.window.heightPx + 8, heightPx), theme.paper, names.join(", "));
}

/**
 * A picture with the names beside it.
 * @param {HTMLCanvasElement} picture
 * @param {import("../state/session.js").SessionState} state
 * @param {string[]} names
 * @param {number} scale its pixels per CSS pixel
 */
export function withKey(picture, state, names, scale) {
  const canvas = document.createElement("canvas");
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const besidePx = picture.width / scale + 8;
  // For its size; a canvas that is given one is empty again.
  const [widthPx, heightPx] = drawKey(ctx, state, names, besidePx);
  canvas.width = scale * widthPx;
  canvas.height = Math.max(picture.height, scale * heightPx);
  ctx.fillStyle = state.theme.paper;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(picture, 0, 0);
  ctx.scale(scale, scale);
  drawKey(ctx, state, names, besidePx);
  return canvas;
}

/**
 * Draws the racers' names, one under the other, each beside its look.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../state/session.js").SessionState} state
 * @param {string[]} names
 * @param {number} leftPx
 * @returns {[number, number]} where they end
 */
function drawKey(ctx, { theme, good }, names, leftPx) {
  Object.assign(ctx, { font: `${theme.textPx}px system-ui, sans-serif`, textAlign: "left", textBaseline: "middle" });
  names.forEach((name, i) => {
    const look = racerLook(i, good.racers[i]?.color);
    const y = theme.textPx * (1.2 + 1.3 * i);
    Object.assign(ctx, { strokeStyle: look.color, lineWidth: 2 });
    ctx.setLineDash(look.dash.map((length) => 2 * length));
    ctx.beginPath();
    ctx.moveTo(leftPx, y);
    ctx.lineTo(leftPx + 30, y);
    ctx.stroke();
    ctx.setLineDash([]);
    drawMarker(ctx, theme, leftPx + 15, y, look, 5);
    ctx.fillStyle = theme.ink;
    ctx.fillText(name, leftPx + 38, y);
  });
  return [leftPx + 48 + Math.max(0, ...names.map((name) => ctx.measureText(name).width)), theme.textPx * (1.4 + 1.3 * names.length)];
}
