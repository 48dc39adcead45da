/**
 * What: what is said of a plot of a model: the racers' scores above it, the sample or the output under the pointer.
 * Invariant: a score is that of the step that is drawn; a sample is named with the values that it has in the data.
 * Does not: measure.
 */
import { drawMarker } from "../draw/marks.js";
import { percent, reading } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { racerName } from "../state/edits.js";
import { modelWords } from "../words/model.js";
import { placeOf, widthOf } from "./plot.js";

/** A pointer this near a point means it. */
const NEAR_PX = 9;

/**
 * Draws the scores of the racers of a plot above it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {import("../state/session.js").SessionState} state
 * @param {import("../draw/frame.js").Frame} frame
 * @param {import("../engine/shapes").LearningView["racers"]} learned
 * @param {string} more what stands at the line's end
 */
export function drawCaption(ctx, catalog, { good, theme }, frame, learned, more) {
  ctx.font = `${theme.textPx}px system-ui, sans-serif`;
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  ctx.fillStyle = theme.ink;
  const captions = learned.map(({ racer, metrics }) => {
    const which = metrics.test ? "test" : "train";
    const half = metrics.test ?? metrics.train;
    const number = half.accuracy !== null ? percent(half.accuracy) : reading(half.loss ?? NaN, 3);
    const said = half.accuracy !== null ? modelWords.accuracyOf[which](number) : modelWords.lossOf[which](number);
    const name = racerName(catalog, good, racer);
    return { long: modelWords.caption(name, said), short: modelWords.caption(name, number), number, look: racerLook(racer, good.racers[racer]?.color) };
  });
  const { leftPx, topPx } = frame.rect;
  const widthPx = frame.rect.widthPx - ctx.measureText(more).width;
  ctx.fillText(more, leftPx + widthPx, topPx - 3);
  // Whole where there is room, else the number alone, which the other views explain; the marker where there is none for a name.
  const text = [captions.map(({ long }) => long).join("      "), captions.map(({ short }) => short).join("   ")].find((all) => ctx.measureText(all).width <= widthPx);
  if (text !== undefined) return ctx.fillText(text, leftPx, topPx - 3);
  const each = widthPx / captions.length;
  captions.forEach(({ look, number }, i) => {
    drawMarker(ctx, theme, leftPx + i * each + 6, topPx - 3 - theme.textPx / 2, look, 5);
    ctx.fillText(number, leftPx + i * each + 16, topPx - 3, each - 20);
  });
}

/**
 * The sample nearest to a place, in words; nothing where none is near.
 * @param {import("../engine/shapes").Dataset} data
 * @param {import("../draw/frame.js").Frame} frame
 * @param {number} px
 * @param {number} py
 * @returns {string}
 */
export function sampleAt(data, frame, px, py) {
  let best = NEAR_PX;
  let found = "";
  for (const half of data.test ? [data.train, data.test] : [data.train]) {
    for (let i = 0; i < half.n; i++) {
      const [x, y] = placeOf(data, half, i);
      const away = Math.hypot(frame.toX(x) - px, frame.toY(y) - py);
      if (away >= best) continue;
      best = away;
      const target = Number(half.y[i * widthOf(data)]);
      const features = Array.from(half.x.subarray(i * data.features, (i + 1) * data.features), (v, k) => `${data.feature_names[k] ?? k + 1} ${reading(v, 3)}`).slice(0, 6);
      found = `${half === data.test ? modelWords.test : modelWords.train}: ${features.join(", ")} → ${data.classes ? (data.class_names[target] ?? target) : `${data.target_name} ${reading(target, 3)}`}`;
    }
  }
  return found;
}

/**
 * What a model says at a pixel of its picture.
 * @param {Float32Array} map
 * @param {number} sizePx the picture's side
 * @param {number} pixel
 * @returns {string}
 */
export function outputs(map, sizePx, pixel) {
  const count = Math.round(map.length / sizePx ** 2);
  return Array.from(map.subarray(pixel * count, (pixel + 1) * count), (value) => reading(value, 3)).join(", ");
}

/**
 * What it says at a place of a plot, in words.
 * @param {Float32Array} map
 * @param {number} sizePx
 * @param {import("../draw/frame.js").Frame} frame
 * @param {number} px
 * @param {number} py
 * @returns {string}
 */
export function outputAt(map, sizePx, frame, px, py) {
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  const [column, row] = [Math.floor(((px - leftPx) / widthPx) * sizePx), Math.floor(((py - topPx) / heightPx) * sizePx)];
  return `(${reading(frame.fromX(px), 3)}, ${reading(frame.fromY(py), 3)}): ${modelWords.output_.name} ${outputs(map, sizePx, row * sizePx + column)}`;
}
