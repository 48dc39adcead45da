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
  pen.font = `${theme.textPx}px system-ui, sans-serif`;
  names.forEach((name, i) => {
    const look = racerLook(i, good.racers[i]?.color);
    // In a narrow plot an axis has its name in the corner.
    const y = topPx + theme.textPx * (1.2 + 1.3 * (i + (frame.rect.narrow ? 1 : 0)));
    Object.assign(pen, { strokeStyle: look.color, lineWidth: 2, dash: look.dash.map((length) => 2 * length) });
    pen.beginPath();
    pen.moveTo(leftPx + 10, y);
    pen.lineTo(leftPx + 40, y);
    pen.stroke();
    pen.dash = [];
    drawMarker(pen.canvas, theme, leftPx + 25, y, look, 5);
    Object.assign(pen, { strokeStyle: theme.paper, lineWidth: 3, lineJoin: "round", fillStyle: theme.ink, textBaseline: "middle" });
    pen.strokeText(name, leftPx + 48, y);
    pen.fillText(name, leftPx + 48, y);
  });
  // Letters reach lower in some fonts than in others.
  return pen.svg(Math.ceil(leftPx + widthPx + 20), landscape.window.heightPx + 8, theme.paper, names.join(", "));
}
