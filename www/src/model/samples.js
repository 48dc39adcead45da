/**
 * What: what batches do, at the racer and step that are shown: how often each sample was seen, and how the losses of batches spread.
 * Invariant: counts, losses and laws are the engine's, drawn as the run draws; of many samples a bar stands for several, dark up to the one
 * that was seen least and light up to the one that was seen most.
 * Does not: draw at random.
 */
import { html, render, svg } from "lit-html";
import { numbersTable } from "../chart/numbers.js";
import { smallChart } from "../chart/small.js";
import { linearTicks } from "../draw/levels.js";
import { EngineError } from "../engine/protocol.js";
import { reading, tickLabel } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { logChart } from "../sweep/log-chart.js";
import { modelWords } from "../words/model.js";

/** @typedef {import("../engine/shapes").Draws} Draws */

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
    /** @type {Draws | null} */
    this.found = null;
  }

  /** Asks for the present step's draws. */
  refresh() {
    const { result, step, selected, good } = this.session.store.state;
    if (!result) return;
    const racer = Math.min(selected ?? 0, result.racers.length - 1);
    const batch = /** @type {{order?: string} | undefined} */ (good.problem.batch);
    const replacement = this.replacement ?? batch?.order === "replacement";
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
   * @param {Draws} found
   * @param {boolean} replacement
   * @param {string} color
   * @param {number} step
   */
  draw(found, replacement, color, step) {
    const { counts, other, chi, mean, slope } = found;
    const choose = (/** @type {Event} */ event) => {
      this.replacement = /** @type {HTMLInputElement} */ (event.target).checked;
      this.refresh();
    };
    const most = Math.max(1, span(counts)[1], span(other)[1]);
    const seen = this.ways().map((way, i) => {
      const all = i ? other : counts;
      return figure([say.seen(say.ways[way] ?? "", ...span(all), all.filter((count) => count === 0).length), way === "replacement" ? say.chi(reading(chi), all.length - 1) : ""], countChart(all, most, i ? "var(--secondary)" : color));
    });
    render(
      [
        seen.length ? seen : html`<p>${say.full(step)}</p>`,
        figure(html`<label><input type="checkbox" .checked=${replacement} @change=${choose} /> ${say.ways.replacement}.</label> ${say.losses(reading(mean))}`, lossChart(found, color)),
        figure([say.variance(replacement ? reading(slope, 3) : ""), say.law], varianceChart(found, color)),
      ],
      this.element,
    );
  }

  /** How its batches are drawn, and what that is compared with; nothing where there are none. */
  ways() {
    const order = this.session.catalog.orders[this.found?.order ?? NaN];
    return order ? [order, order === "replacement" ? "shuffle" : "replacement"] : [];
  }

  /** The numbers behind the charts. */
  tables() {
    if (!this.found) return [];
    const { counts, other, losses, batches, laws } = this.found;
    const ways = this.ways();
    const stride = Math.ceil(losses.length / BARS);
    const seen = Array.from(losses, (loss, i) => [String(i + 1), reading(loss), ...ways.map((_, k) => String((k ? other : counts)[i]))]).filter((_, i) => i % stride === 0);
    const spread = batches.map(({ size, losses: { length }, variance }) => [String(size), String(length), ...[variance, ...(laws.find((law) => law[0] === size)?.subarray(1) ?? [])].map((v) => reading(v))]);
    return [
      { name: modelWords.views.samples, table: numbersTable([say.sample, say.loss, ...ways.map((way) => say.ways[way] ?? "")], seen) },
      { name: say.size, table: numbersTable(say.heads, spread) },
    ];
  }
}

/** The least and the most. @param {Iterable<number>} values @returns {[number, number]} */
function span(values) {
  let [lo, hi] = [Infinity, -Infinity];
  for (const value of values) [lo, hi] = [Math.min(lo, value), Math.max(hi, value)];
  return [lo, hi];
}

/** @param {unknown} caption @param {unknown} chart */
const figure = (caption, chart) => html`<figure><figcaption>${caption}</figcaption>${chart}</figure>`;

/**
 * An even axis.
 * @param {string} name
 * @param {[number, number]} ends
 * @returns {import("../chart/small.js").Axis}
 */
function even(name, ends) {
  const { values, step } = linearTicks(...ends, 4);
  return { name, ends, marks: values.map((value) => [value, tickLabel(value, step)]) };
}

/**
 * How often each sample was seen.
 * @param {Float64Array} counts
 * @param {number} most on the axis
 * @param {string} color
 */
function countChart(counts, most, color) {
  const each = Math.ceil(counts.length / BARS);
  const groups = Array.from({ length: Math.ceil(counts.length / each) }, (_, i) => span(counts.subarray(i * each, (i + 1) * each)));
  return smallChart({ label: say.times, height: HEIGHT, x: even(say.sample, [0, groups.length * each]), y: even(say.times, [0, most]) }, (toX, toY) => {
    const bars = (/** @type {0 | 1} */ end) => groups.map((group, i) => `M${toX(i * each)} ${toY(0)}V${toY(group[end])}H${toX((i + 1) * each)}V${toY(0)}`).join("");
    return svg`<path d=${bars(1)} fill=${color} fill-opacity="0.4"></path><path d=${bars(0)} fill=${color}></path>`;
  });
}

/**
 * The loss of every sample, and of batches by their sizes.
 * @param {Draws} found
 * @param {string} color
 */
function lossChart({ losses, mean, batches, laws }, color) {
  // Batches of one have the samples' own variance.
  const away = AWAY * Math.sqrt(Number(laws[0]?.[1])) || 1;
  const [lo, hi] = span(losses);
  const [from, to] = [Math.max(lo, mean - away), Math.min(hi, mean + away)];
  const x = even(say.loss, [from, to > from ? to : from + away]);
  const rows = batches.length;
  const y = { name: "b", ends: /** @type {[number, number]} */ ([-0.3, rows]), marks: batches.map(({ size }, i) => /** @type {[number, string]} */ ([rows - 1 - i, String(size)])) };
  return smallChart({ label: say.size, height: HEIGHT, x, y }, (toX, toY) => {
    const wide = (x.ends[1] - from) / BINS;
    const shapes = batches.map((batch, row) => {
      const bins = new Array(BINS).fill(0);
      // The last one holds its upper end too.
      for (const loss of batch.losses) if (loss >= from && loss <= x.ends[1]) bins[Math.min(Math.floor((loss - from) / wide), BINS - 1)]++;
      const at = (/** @type {number} */ up) => toY(rows - 1 - row + up);
      return `M${toX(from)} ${at(0)}${bins.map((count, bin) => `V${at((0.92 * count) / Math.max(1, ...bins))}H${toX(from + (bin + 1) * wide)}`).join("")}V${at(0)}`;
    });
    // A tick stands for all samples that have the same place.
    const ticks = new Set(Array.from(losses.filter((loss) => loss <= x.ends[1]), (loss) => toX(loss).toFixed(1)));
    return svg`<path d=${shapes.join("")} fill=${color} fill-opacity="0.5" stroke=${color} stroke-width="0.6"></path>
      <path d=${[...ticks].map((px) => `M${px} ${toY(-0.08)}V${toY(-0.3)}`).join("")} stroke="var(--ink)" stroke-width="0.7"></path>
      <path d="M${toX(mean)} ${toY(-0.3)}V${toY(rows)}" stroke="var(--ink)" stroke-width="1.4"></path>`;
  });
}

/**
 * The variance of a batch's loss against its size, with both laws.
 * @param {Draws} found
 * @param {string} color
 */
function varianceChart({ losses, batches, laws }, color) {
  const values = [...batches.map(({ variance }) => variance), ...laws.flatMap((law) => [...law.subarray(1)])];
  // What is left of all samples without replacement is nothing, or rounding.
  const [lo, hi] = span(values.filter((v) => v > 1e-12 * Number(laws[0]?.[1])));
  const y = /** @type {[number, number]} */ (hi > 0 ? [Math.log10(lo) - 0.2, Math.log10(hi) + 0.2] : [-1, 0]);
  const [, , name = ""] = say.heads;
  return logChart({ label: name, height: HEIGHT, x: [0, Math.log10(Math.max(2, losses.length))], y, names: { x: "b", y: name } }, (toX, toY) => {
    const line = (/** @type {1 | 2} */ which) => `M${laws.map((law) => `${toX(Number(law[0]))} ${toY(Number(law[which]))}`).join("L")}`;
    return svg`<path d=${line(1)} fill="none" stroke="var(--ink)"></path><path d=${line(2)} fill="none" stroke="var(--ink)" stroke-dasharray="4 3"></path>
      ${batches.map(({ size, variance }) => svg`<circle cx=${toX(size)} cy=${toY(variance)} r="3.5" fill=${color}></circle>`)}`;
  });
}
