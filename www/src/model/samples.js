/**
 * What: what batches do, at the racer and step that are shown: how often each sample was seen, and how the losses of batches spread.
 * Invariant: counts, losses and laws are the engine's, drawn as the run draws; of many samples a bar stands for several, dark up to the one
 * that was seen least and light up to the one that was seen most.
 * Does not: draw at random.
 */
import { html, nothing, render, svg } from "lit-html";
import { numbersTable } from "../chart/numbers.js";
import { smallChart } from "../chart/small.js";
import { linearTicks } from "../draw/levels.js";
import { EngineError } from "../engine/protocol.js";
import { reading, tickLabel } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { logChart } from "../sweep/log-chart.js";
import { modelWords } from "../words/model.js";

/** Bars of a chart at most, and rows of its table. */
const BARS = 250;
/** Bars of a histogram. */
const BINS = 44;
/** Losses are shown as far from the whole as so many standard deviations of single ones. */
const AWAY = 3;
const HEIGHT = 150;

const say = modelWords.samples;

/** The panel. */
export class Samples {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {import("../engine/client.js").Engine} engine
   */
  constructor(session, engine) {
    this.session = session;
    this.engine = engine;
    this.element = document.createElement("div");
    this.element.className = "model-samples";
    /** The reader's choice; until there is one, as the run draws. @type {boolean | undefined} */
    this.replacement = undefined;
    /** @type {import("../engine/shapes").Draws | null} */
    this.found = null;
  }

  /** Asks for the present step's draws. */
  refresh() {
    const { result, step, selected, good } = this.session.store.state;
    if (!result) return;
    const racer = Math.min(selected ?? 0, result.racers.length - 1);
    const { order } = /** @type {{order?: string}} */ (good.problem.batch ?? {});
    const replacement = this.replacement ?? order === "replacement";
    this.engine.call("draws", { run: result.run, step, racer, replacement }, { lane: "draws" }).then(
      (found) => {
        this.found = found;
        this.draw(found, replacement, racerLook(racer, good.racers[racer]?.color).color, step);
      },
      (error) => {
        if (!(error instanceof EngineError)) throw error;
      },
    );
  }

  /**
   * @param {import("../engine/shapes").Draws} found
   * @param {boolean} replacement
   * @param {string} color
   * @param {number} step
   */
  draw(found, replacement, color, step) {
    const { counts, other, order } = found;
    const most = counts && other ? Math.max(1, span(counts)[1], span(other)[1]) : 1;
    const choose = (/** @type {Event} */ event) => {
      this.replacement = /** @type {HTMLInputElement} */ (event.target).checked;
      this.refresh();
    };
    render(
      html`${counts && other && order
          ? [figure(this.seen(found, order, counts), countChart(counts, most, color)), figure(this.seen(found, otherOf(order), other), countChart(other, most, "var(--secondary)"))]
          : html`<p>${say.full(step)}</p>`}
        ${figure(
          html`${say.losses(reading(found.mean, 3))}
            <label><input type="checkbox" .checked=${replacement} @change=${choose} /> ${say.ways.replacement}</label>`,
          lossChart(found, color),
        )}
        ${figure([say.variance(replacement ? reading(found.slope, 3) : ""), say.law], varianceChart(found, color))}`,
      this.element,
    );
  }

  /**
   * What stands above a chart of counts.
   * @param {import("../engine/shapes").Draws} found
   * @param {string} order
   * @param {Uint32Array} counts
   */
  seen({ chi = NaN }, order, counts) {
    const never = counts.filter((count) => count === 0).length;
    return [say.seen(say.ways[order] ?? order, ...span(counts), never), order === "replacement" ? say.chi(reading(chi, 3), counts.length - 1) : nothing];
  }

  /** The numbers behind the charts. */
  tables() {
    if (!this.found) return [];
    const { counts, other, order = "", losses, batches } = this.found;
    const stride = Math.ceil(losses.length / BARS);
    const seen = Array.from(losses, (loss, i) => [String(i + 1), reading(loss), ...(counts && other ? [String(counts[i]), String(other[i])] : [])]).filter((_, i) => i % stride === 0);
    return [
      { name: modelWords.views.samples, table: numbersTable([say.sample, say.loss, ...(counts ? [order, otherOf(order)].map((way) => say.ways[way] ?? way) : [])], seen) },
      { name: say.size, table: numbersTable(say.heads, batches.map(({ size, losses: { length }, variance, ...law }) => [String(size), String(length), ...[variance, law.with, law.without].map((v) => reading(v))])) },
    ];
  }
}

/** The least and the most. @param {Iterable<number>} values @returns {[number, number]} */
function span(values) {
  let [lo, hi] = [Infinity, -Infinity];
  for (const value of values) [lo, hi] = [Math.min(lo, value), Math.max(hi, value)];
  return [lo, hi];
}

/** What an order is compared with. @param {string} order */
const otherOf = (order) => (order === "replacement" ? "shuffle" : "replacement");

/** @param {unknown} caption @param {unknown} chart */
const figure = (caption, chart) => html`<figure><figcaption>${caption}</figcaption>${chart}</figure>`;

/**
 * Marks of an even axis.
 * @param {[number, number]} ends
 * @param {number} count
 * @param {(value: number) => boolean} [wanted]
 * @returns {[number, string][]}
 */
function marks(ends, count, wanted = () => true) {
  const { values, step } = linearTicks(...ends, count);
  return values.filter(wanted).map((value) => [value, tickLabel(value, step)]);
}

/**
 * How often each sample was seen.
 * @param {Uint32Array} counts
 * @param {number} most on the axis
 * @param {string} color
 */
function countChart(counts, most, color) {
  const each = Math.ceil(counts.length / BARS);
  const groups = Array.from({ length: Math.ceil(counts.length / each) }, (_, i) => span(counts.subarray(i * each, (i + 1) * each)));
  const [x, y] = /** @type {[number, number][]} */ ([[0, groups.length * each], [0, most]]);
  return smallChart({ label: say.sample, height: HEIGHT, x: { name: say.sample, ends: x, marks: marks(x, 5) }, y: { name: say.times, ends: y, marks: marks(y, 4, Number.isInteger) } }, (toX, toY) => {
    const bars = (/** @type {0 | 1} */ end) => groups.map((group, i) => `M${toX(i * each)} ${toY(0)}V${toY(group[end])}H${toX((i + 1) * each)}V${toY(0)}`).join("");
    return svg`<path d=${bars(1)} fill=${color} fill-opacity="0.4"></path><path d=${bars(0)} fill=${color}></path>`;
  });
}

/**
 * The loss of every sample, and of batches by their sizes.
 * @param {import("../engine/shapes").Draws} found
 * @param {string} color
 */
function lossChart({ losses, mean, batches }, color) {
  // Batches of one have the samples' own variance.
  const spread = AWAY * Math.sqrt(Number(batches[0]?.with)) || 1;
  const [lo, hi] = span(losses);
  const x = /** @type {[number, number]} */ ([Math.max(lo, mean - spread), Math.max(Math.min(hi, mean + spread), mean + spread / 1e3)]);
  const rows = batches.length;
  const y = batches.map(({ size }, i) => /** @type {[number, string]} */ ([rows - 1 - i, String(size)]));
  return smallChart({ label: say.size, height: HEIGHT + 50, x: { name: say.loss, ends: x, marks: marks(x, 5) }, y: { name: "b", ends: [-0.3, rows], marks: y } }, (toX, toY, right) => {
    const wide = (x[1] - x[0]) / BINS;
    const shapes = batches.map((batch, row) => {
      const bins = new Array(BINS).fill(0);
      for (const loss of batch.losses) {
        const bin = Math.floor((loss - x[0]) / wide);
        // The last one holds its upper end too.
        if (loss <= x[1] && bin >= 0) bins[Math.min(bin, BINS - 1)]++;
      }
      const top = Math.max(1, ...bins);
      const base = rows - 1 - row;
      return `M${toX(x[0])} ${toY(base)}${bins.map((count, bin) => `V${toY(base + (0.92 * count) / top)}H${toX(x[0] + (bin + 1) * wide)}`).join("")}V${toY(base)}`;
    });
    // A tick stands for all samples that have the same place.
    const ticks = [...new Set(Array.from(losses, (loss) => toX(loss).toFixed(1)))].filter((px) => Number(px) <= right);
    return svg`<path d=${shapes.join("")} fill=${color} fill-opacity="0.5" stroke=${color} stroke-width="0.6"></path>
      <path d=${ticks.map((px) => `M${px} ${toY(-0.08)}V${toY(-0.3)}`).join("")} stroke="var(--ink)" stroke-width="0.7"></path>
      <path d="M${toX(mean)} ${toY(-0.3)}V${toY(rows)}" stroke="var(--ink)" stroke-width="1.4"></path>`;
  });
}

/**
 * The variance of a batch's loss against its size, with both laws.
 * @param {import("../engine/shapes").Draws} found
 * @param {string} color
 */
function varianceChart({ losses, batches, laws }, color) {
  const rows = Array.from({ length: laws.length / 3 }, (_, i) => laws.subarray(3 * i, 3 * i + 3));
  const shown = batches.flatMap((batch) => [batch.with, batch.without, batch.variance]).filter((v) => v > Number(batches[0]?.with) * 1e-12);
  const [lo, hi] = shown.length ? span(shown) : [0.1, 1];
  const x = /** @type {[number, number]} */ ([0, Math.log10(Math.max(2, losses.length))]);
  const y = /** @type {[number, number]} */ ([Math.log10(lo) - 0.3, Math.log10(hi) + 0.3]);
  return logChart({ label: say.heads[2] ?? "", height: HEIGHT, x, y, names: { x: "b", y: say.heads[2] ?? "" } }, (toX, toY) => {
    const line = (/** @type {1 | 2} */ law) => rows.map((row, i) => `${i ? "L" : "M"}${toX(Number(row[0]))} ${toY(Number(row[law]))}`).join("");
    return [
      svg`<path d=${line(1)} fill="none" stroke="var(--ink)"></path><path d=${line(2)} fill="none" stroke="var(--ink)" stroke-dasharray="4 3"></path>`,
      batches.map(({ size, variance }) => svg`<circle cx=${toX(size)} cy=${toY(variance)} r="3.5" fill=${color}></circle>`),
    ];
  });
}
