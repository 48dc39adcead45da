/**
 * What: what batches do, at the racer and step that are shown: how often each sample was seen, and how the losses of batches spread.
 * Invariant: counts, losses and laws are the engine's, drawn as the run draws; of many samples a bar stands for several, dark up to the one
 * that was seen least and light up to the one that was seen most.
 * Does not: draw at random, nor ask the engine.
 */
import { html, render } from "lit-html";
import { numbersTable } from "../chart/numbers.js";
import { drawAxes } from "../draw/axes.js";
import { Frame, plotRect } from "../draw/frame.js";
import { powerLabel, reading } from "../format/number.js";
import { modelWords } from "../words/model.js";

/** @typedef {import("../engine/shapes").Draws} Draws */

/** Bars of a chart at most, and rows of its table. */
const BARS = 250;
/** Bars of a histogram. */
const BINS = 44;
/** Losses are shown as far from the whole as so many standard deviations of single ones. */
const AWAY = 3;
const TITLE_PX = 18;

/** The pictures and the line above them. */
export class Samples {
  /** @param {() => void} changed called when the reader chose how batches are drawn */
  constructor(changed) {
    this.head = document.createElement("div");
    this.head.className = "model-slice-head model-samples";
    this.changed = changed;
    /** The reader's choice; until there is one, as the run draws. @type {boolean | undefined} */
    this.replacement = undefined;
    /** @type {Draws | null} */
    this.found = null;
    /** How its batches are drawn, and what that is compared with; nothing where there are none. @type {string[]} */
    this.ways = [];
  }

  /** Whether a racer's batches are drawn with replacement. @param {import("../engine/shapes").Spec} spec @param {number} racer */
  again({ problem, racers }, racer) {
    const { order } = { .../** @type {{order?: string} | undefined} */ (problem.batch), ...racers[racer]?.batch };
    return this.replacement ?? order === "replacement";
  }

  /**
   * @param {Draws} found
   * @param {string | undefined} order of the run's batches
   * @param {boolean} again whether these were drawn with replacement
   * @param {number} step
   */
  take(found, order, again, step) {
    this.found = found;
    this.ways = order ? [order, order === "replacement" ? "shuffle" : "replacement"] : [];
    const { samples: say } = modelWords;
    const seen = this.ways.map((way, i) => {
      const all = i ? found.other : found.counts;
      return say.seen(say.ways[way] ?? "", [...new Set(span(all))].join("–"), all.filter((count) => count === 0).length) + (way === "replacement" && found.chi >= 0 ? say.chi(reading(found.chi), all.length - 1) : "");
    });
    const choose = (/** @type {Event} */ event) => {
      this.replacement = /** @type {HTMLInputElement} */ (event.target).checked;
      this.changed();
    };
    render(
      html`<label><input type="checkbox" .checked=${again} @change=${choose} /> ${say.again}</label> <span class="hint">${seen.join(" ") || say.full(step)} ${say.law} ${again && deviation(found) ? say.slope(reading(found.slope, 3)) : ""}</span>`,
      this.head,
    );
  }

  /** The numbers behind the pictures. */
  tables() {
    if (!this.found) return [];
    const { counts, other, losses, batches, laws } = this.found;
    const { samples: say } = modelWords;
    const stride = Math.ceil(losses.length / BARS);
    const seen = Array.from(losses, (loss, i) => [String(i + 1), reading(loss), ...this.ways.map((_, k) => String((k ? other : counts)[i]))]).filter((_, i) => i % stride === 0);
    const spread = batches.map(({ size, losses: { length }, variance }) => [String(size), String(length), ...[variance, ...(laws.find((law) => law[0] === size)?.subarray(1) ?? [])].map((v) => reading(v))]);
    return [
      { name: say.times, table: numbersTable([say.sample, say.loss, ...this.ways.map((way) => say.ways[way] ?? "")], seen) },
      { name: say.losses, table: numbersTable(say.heads, spread) },
    ];
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {number} widthPx
   * @param {number} heightPx
   * @param {import("../look/theme.js").Theme} theme
   * @param {string} color
   */
  draw(ctx, widthPx, heightPx, theme, color) {
    const { found } = this;
    if (!found) return;
    const { counts, other } = found;
    const { samples: say } = modelWords;
    const most = Math.max(1, span(counts)[1], span(other)[1]);
    /** @type {((panel: Panel) => void)[]} */
    const parts = [
      ...this.ways.map((way, i) => (/** @type {Panel} */ panel) => drawCounts(panel, ctx, `${say.times}, ${(say.ways[way] ?? "").toLowerCase()}`, i ? other : counts, most, i ? theme.secondary : color)),
      (panel) => drawLosses(panel, ctx, found, theme, color),
      (panel) => drawVariance(panel, ctx, found, theme, color),
    ];
    // Side by side, or under each other; the counts first.
    const columns = widthPx > heightPx ? 2 : 1;
    const rows = parts.length / columns;
    parts.forEach((part, i) =>
      part((text, view, names, paint) => {
        const rect = plotRect(widthPx / columns, heightPx / rows - TITLE_PX, false, theme.textPx);
        rect.leftPx += (Math.floor(i / rows) * widthPx) / columns;
        rect.topPx += ((i % rows) * heightPx) / rows + TITLE_PX;
        const frame = new Frame(rect, view);
        ctx.globalAlpha = 1;
        ctx.fillStyle = ctx.strokeStyle = theme.ink;
        ctx.font = `${theme.textPx}px system-ui, sans-serif`;
        ctx.textAlign = "left";
        ctx.textBaseline = "bottom";
        ctx.fillText(text, rect.leftPx, rect.topPx - 4, rect.widthPx);
        paint(frame);
        ctx.globalAlpha = 1;
        drawAxes(ctx, frame, theme, names);
      }),
    );
  }
}

/** @typedef {(title: string, view: import("../draw/frame.js").Plane, names: Parameters<typeof drawAxes>[3], paint: (frame: Frame) => void) => void} Panel */

/** The least and the most. @param {Iterable<number>} values @returns {[number, number]} */
function span(values) {
  let [lo, hi] = [Infinity, -Infinity];
  for (const value of values) [lo, hi] = [Math.min(lo, value), Math.max(hi, value)];
  return [lo, hi];
}

/**
 * The standard deviation of the samples' losses, which batches of one have; 0 where it is rounding only.
 * @param {Draws} found
 */
function deviation({ laws, mean }) {
  const found = Math.sqrt(Number(laws[0]?.[1]));
  return found > 1e-9 * mean ? found : 0;
}

/**
 * A filled rectangle, in data units.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Frame} frame
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
function bar(ctx, frame, x0, y0, x1, y1) {
  // Whole pixels, or neighbours would overlap here and there.
  const [left, right] = [x0, x1].map((x) => Math.round(frame.toX(x)));
  ctx.fillRect(Number(left), frame.toY(y1), Math.max(1, Number(right) - Number(left)), frame.toY(y0) - frame.toY(y1));
}

/**
 * How often each sample was seen.
 * @param {Panel} panel
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} title
 * @param {Float64Array} counts
 * @param {number} most on the axis
 * @param {string} color
 */
function drawCounts(panel, ctx, title, counts, most, color) {
  const each = Math.ceil(counts.length / BARS);
  panel(title, { x: [0, counts.length], y: [0, most] }, { x: modelWords.samples.sample, y: "" }, (frame) => {
    ctx.fillStyle = color;
    for (let i = 0; i < counts.length; i += each)
      for (const [k, high] of span(counts.subarray(i, i + each)).entries()) {
        ctx.globalAlpha = k ? 0.4 : 1;
        bar(ctx, frame, i, 0, i + each, high);
      }
  });
}

/**
 * The loss of every sample, and of batches by their sizes.
 * @param {Panel} panel
 * @param {CanvasRenderingContext2D} ctx
 * @param {Draws} found
 * @param {import("../look/theme.js").Theme} theme
 * @param {string} color
 */
function drawLosses(panel, ctx, found, theme, color) {
  const { losses, mean, batches } = found;
  const away = AWAY * deviation(found);
  const [least, most] = span(losses);
  const [lo, hi] = away ? [Math.max(least, mean - away), Math.min(most, mean + away)] : [mean - 1, mean + 1];
  const { samples: say } = modelWords;
  panel(`${say.losses} (N = ${losses.length})`, { x: [lo, hi], y: [-0.3, batches.length] }, { x: "", y: "", label: (_, __, text, up) => (up ? "" : text) }, (frame) => {
    const line = (/** @type {number} */ x, /** @type {number} */ y0, /** @type {number} */ y1) => ctx.fillRect(frame.toX(x) - 0.5, frame.toY(y1), 1, frame.toY(y0) - frame.toY(y1));
    losses.forEach((loss) => loss <= hi && line(loss, -0.3, -0.08));
    line(mean, -0.3, batches.length);
    batches.forEach((batch, i) => {
      const row = batches.length - 1 - i;
      const bins = new Array(BINS).fill(0);
      const wide = (hi - lo) / BINS;
      // The last one holds its upper end too.
      for (const loss of batch.losses) if (loss >= lo && loss <= hi) bins[Math.min(Math.floor((loss - lo) / wide), BINS - 1)]++;
      ctx.fillStyle = color;
      ctx.globalAlpha = 0.6;
      bins.forEach((count, bin) => bar(ctx, frame, lo + bin * wide, row, lo + (bin + 1) * wide, row + (0.9 * count) / Math.max(1, ...bins)));
      ctx.globalAlpha = 1;
      ctx.fillStyle = theme.ink;
      ctx.textAlign = "right";
      // In a low picture not every row has room for its name.
      if (row % Math.ceil(theme.textPx / frame.perY) === 0) ctx.fillText(`b = ${batch.size}`, frame.toX(hi) - 4, frame.toY(row) - 1);
    });
  });
}

/**
 * The variance of a batch's loss against its size, with both laws.
 * @param {Panel} panel
 * @param {CanvasRenderingContext2D} ctx
 * @param {Draws} found
 * @param {import("../look/theme.js").Theme} theme
 * @param {string} color
 */
function drawVariance(panel, ctx, found, theme, color) {
  const { losses, batches, laws } = found;
  // What is left of all samples without replacement is nothing, or rounding.
  const least = 1e-12 * deviation(found) ** 2 || Infinity;
  const values = [...batches.map(({ variance }) => variance), ...laws.flatMap((law) => [...law.subarray(1)])].filter((v) => v > least);
  const [lo = 0, hi = 0] = values.length ? span(values).map(Math.log10) : [];
  const most = Math.log10(Math.max(2, losses.length));
  const { samples: say } = modelWords;
  // Where there are powers of ten, only they are named.
  panel(say.heads[2] ?? "", { x: [0, most], y: [lo - 0.2, hi + 0.2] }, { x: "b", y: "", label: (value, _, __, up) => ((up ? hi - lo : most) > 1 && !Number.isInteger(value) ? "" : powerLabel(10 ** value, 2)) }, (frame) => {
    const place = (/** @type {number} */ b, /** @type {number} */ v) => /** @type {[number, number]} */ ([frame.toX(Math.log10(b)), Math.min(frame.toY(Math.log10(v)), frame.toY(frame.view.y[0]))]);
    for (const which of [1, 2]) {
      ctx.setLineDash(which === 2 ? [4, 3] : []);
      ctx.beginPath();
      for (const law of laws) ctx.lineTo(...place(Number(law[0]), Number(law[which])));
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.fillStyle = color;
    for (const { size, variance } of batches) {
      ctx.beginPath();
      ctx.arc(...place(size, variance), 4 * theme.line, 0, 7);
      ctx.fill();
    }
  });
}
