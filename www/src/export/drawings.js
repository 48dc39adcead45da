/**
 * What: landscape and chart as SVG.
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
  const { leftPx, topPx, widthPx } = frame.rect;
  const besidePx = leftPx + widthPx + 10;
  pen.font = `${theme.textPx}px system-ui, sans-serif`;
  let y = topPx;
  names.forEach((name, i) => {
    const look = racerLook(i, good.racers[i]?.color);
    y += theme.textPx * 1.3;
    Object.assign(pen, { strokeStyle: look.color, lineWidth: 2, dash: look.dash.map((length) => 2 * length) });
    pen.beginPath();
    pen.moveTo(besidePx, y);
    pen.lineTo(besidePx + 30, y);
    pen.stroke();
    pen.dash = [];
    drawMarker(pen.canvas, theme, besidePx + 15, y, look, 5);
    Object.assign(pen, { fillStyle: theme.ink, textBaseline: "middle" });
    pen.fillText(name, besidePx + 38, y);
  });
  // Letters reach lower in some fonts than in others.
  return pen.svg(Math.ceil(besidePx + 48 + Math.max(0, ...names.map((name) => pen.measureText(name).width))), Math.max(landscape.window.heightPx, y) + 8, theme.paper, names.join(", "));
}
