/**
 * What: a scene's thumbnail: the landscape with the whole of every trail, rendered by the engine.
 * Invariant: the same document, the same colours and the same trails as the big picture, only smaller.
 * Does not: decide when; the gallery asks for those that are seen.
 */
import { extentOf } from "../draw/extent.js";
import { Frame, fitPlane } from "../draw/frame.js";
import { paperOf } from "../draw/paper.js";
import { drawPath, drawRacer } from "../draw/trails.js";
import { racerLook } from "../look/racers.js";

/** @typedef {import("../draw/frame.js").Plane} Plane */

/**
 * Draws a scene into a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {import("../engine/shapes").Spec} spec
 * @param {import("../engine/client.js").Engine} engine
 * @param {import("../look/theme.js").Theme} theme
 * @param {{widthPx: number, heightPx: number}} size
 */
export async function drawThumbnail(canvas, spec, engine, theme, { widthPx, heightPx }) {
  const rect = { leftPx: 0, topPx: 0, widthPx, heightPx };
  const { description, dim, racers } = await engine.call("sketch", { spec });
  const view = description.view ?? extentOf({ ...description, dim, racers, description });
  /** @type {Frame} */
  let frame;
  let ground = (/** @type {CanvasRenderingContext2D} */ _ctx) => {};
  if (dim === 1) {
    const { x, f } = await engine.call("curve", { spec, lo: view.x[0], hi: view.x[1], count: widthPx });
    const [lo, hi] = [Math.min(...f), Math.max(...f)];
    const room = (hi - lo || 1) * 0.1;
    frame = new Frame(rect, { x: view.x, y: [lo - room, hi + room] });
    ground = (ctx) => {
      ctx.beginPath();
      x.forEach((/** @type {number} */ at, /** @type {number} */ i) => ctx.lineTo(frame.toX(at), frame.toY(f[i])));
      ctx.strokeStyle = theme.ink;
      ctx.lineWidth = 1.2;
      ctx.stroke();
    };
  } else {
    frame = new Frame(rect, fitPlane(/** @type {Plane} */ (view), rect));
    const heat = await engine.call("heat", { spec, view: frame.view, widthPx, heightPx, theme: theme.name, log: description.log });
    const image = document.createElement("canvas");
    image.width = heat.widthPx;
    image.height = heat.heightPx;
    image.getContext("2d")?.putImageData(new ImageData(heat.rgba, heat.widthPx, heat.heightPx), 0, 0);
    ground = (ctx) => ctx.drawImage(image, 0, 0, widthPx, heightPx);
  }
  const ctx = paperOf(canvas, widthPx, heightPx);
  ground(ctx);
  const small = { ...theme, line: theme.line * 0.7 };
  racers.forEach((/** @type {import("../engine/shapes").RacerResult} */ { columns }, /** @type {number} */ index) => {
    const { x, f } = columns;
    const track = {
      columns,
      look: racerLook(index, spec.racers[index]?.color),
      receding: false,
      x: (/** @type {number} */ row) => frame.toX(Number(x[row * dim])),
      y: (/** @type {number} */ row) => frame.toY(Number(dim === 1 ? f[row] : x[row * dim + 1])),
    };
    drawPath(ctx, frame, small, track, Infinity, false);
    const last = columns.rows - 1;
    if (frame.holds(track.x(last), track.y(last))) drawRacer(ctx, frame, small, track, Infinity, false);
  });
}
