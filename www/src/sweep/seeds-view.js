/**
 * What: the tab of many seeds in the panel of maps: how many, which batch sizes, the chart, its lines and its numbers.
 * Invariant: what it shows is of the document that it names; until a new answer is there the old one of the same problem stays.
 * Does not: own the workers; the panel's pool does.
 */
import { html, nothing } from "lit-html";
import { knownLowest } from "../chart/series.js";
import { keyOf } from "../engine/tables.js";
import { field } from "../panel/field.js";
import { reading } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { optimizerRow, racerName } from "../state/edits.js";
import { seedWords as say } from "../words/seeds.js";
import { words } from "../words/en.js";
import { maps } from "../words/maps.js";
import { showNumbers } from "../chart/numbers.js";
import { bandChart, bandTable } from "./bands.js";
import { firstSizes, floorOf, isDrawn, linesOf, readSizes, runSeeds } from "./seeds.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("./seeds.js").Size} Size */

/** How many seeds there may be. */
const COUNTS = [8, 16, 32, 64];

/**
 * The choice of how many seeds.
 * @param {number[]} counts
 * @param {number} chosen
 * @param {(count: number) => void} choose
 */
export function seedChoice(counts, chosen, choose) {
  return html`<label>${say.seeds} <select @change=${(/** @type {Event} */ event) => choose(Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
    ${counts.map((count) => html`<option value=${count} ?selected=${count === chosen}>${count}</option>`)}
  </select></label>`;
}

/** The tab. */
export class SeedsView {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {() => void} changed asks and draws anew
   */
  constructor(session, changed) {
    this.session = session;
    this.changed = changed;
    this.count = 16;
    /** @type {Size[] | null} the reader's own */
    this.sizes = null;
    this.model = "";
    /** @type {{bands: import("./seeds.js").Band[], floor: number, spec: Spec, count: number} | null} */
    this.found = null;
  }

  /** What an answer depends on, beyond the document. */
  key() {
    return [this.count, this.sizes];
  }

  /**
   * @param {import("./pool.js").Pool} pool
   * @param {(done: number) => void} onBand
   */
  async compute(pool, onBand) {
    const { good, dataset, result } = this.session.store.state;
    const samples = this.trains() ? (dataset?.train.n ?? 0) : 0;
    if (!isDrawn(good) || (this.trains() && !samples)) return;
    const { limits } = this.session.catalog;
    const lines = linesOf({ ...good, steps: good.steps ?? limits.steps_default }, this.sizesNow(), samples, (racer) => this.isWhole(good, racer), limits.steps);
    const bands = await runSeeds(pool, "maps", lines, this.count, onBand);
    this.found = { bands, floor: floorOf(bands, knownLowest(result)), spec: good, count: this.count };
  }

  /** Whether a model is trained. */
  trains() {
    return Boolean(this.session.store.state.good.problem.model);
  }

  /** @returns {Size[]} */
  sizesNow() {
    const { good } = this.session.store.state;
    // Another model begins with its own sizes.
    const model = keyOf([good.problem.model, good.problem.data]);
    if (model !== this.model) [this.model, this.sizes] = [model, null];
    return this.sizes ?? firstSizes(good);
  }

  /** @param {Spec} spec @param {number} racer */
  isWhole(spec, racer) {
    return optimizerRow(this.session.catalog, String(spec.racers[racer]?.optimizer.id))?.family === "Second order";
  }

  view() {
    const { good } = this.session.store.state;
    if (!isDrawn(good)) return html`<p>${say.same}</p>`;
    const sizes = this.sizesNow();
    return html`<p>${say[this.trains() ? "about" : "noise"](this.count)}</p>
      <div class="seeds-settings">
        ${seedChoice(COUNTS, this.count, (count) => {
          this.count = count;
          this.changed();
        })}
        ${this.trains()
          ? html`<label>${say.sizes} ${field({ label: say.sizes, text: sizes.map((size) => size ?? "").join(", "), placeholder: say.own, wide: true, apply: (text) => this.applySizes(text) })}</label>`
          : nothing}
      </div>
      ${this.found ? this.answer(this.found, good) : nothing}`;
  }

  /** @param {string} text */
  applySizes(text) {
    const sizes = text.trim() === "" ? [null] : readSizes(text);
    if (!sizes) return false;
    if (JSON.stringify(sizes) !== JSON.stringify(this.sizes)) {
      this.sizes = sizes;
      this.changed();
    }
    return true;
  }

  /**
   * @param {NonNullable<SeedsView["found"]>} found
   * @param {Spec} good
   */
  answer({ bands, floor, spec, count }, good) {
    if (spec.racers.length !== good.racers.length) return nothing;
    const end = (/** @type {number} */ loss) => (Number.isFinite(loss) ? say.end(reading(loss - floor, 3)) : maps.basins.diverged);
    const named = bands.map((band, i) => ({ band, look: racerLook(i, bands.length === spec.racers.length ? spec.racers[i]?.color : undefined), name: this.nameOf(spec, band.line) }));
    const samples = Boolean(spec.problem.model);
    return html`${bandChart(named, floor, samples)}
      <ul class="maps-best">${named.map(({ band, look, name }) => html`<li>${swatch(look, 26)}${name}: ${end(Number(band.median.at(-1)))}</li>`)}</ul>
      <p class="secondary">${say.floor(reading(floor))}</p>
      <button type="button" class="quiet" aria-haspopup="dialog" @click=${() => this.showTable(named, floor, samples, count)}>${words.chart.table}</button>`;
  }

  /** @param {Spec} spec @param {import("./seeds.js").Line} line */
  nameOf(spec, { racer, size }) {
    const name = racerName(this.session.catalog, spec, racer);
    return size === null ? name : size === "full" ? say.whole(name) : size === 1 ? say.single(name) : say.batch(name, size);
  }

  /**
   * @param {import("./bands.js").Named[]} named
   * @param {number} floor
   * @param {boolean} samples
   * @param {number} count
   */
  showTable(named, floor, samples, count) {
    showNumbers(say.table(count), bandTable(named, floor, samples));
  }
}
