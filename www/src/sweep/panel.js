/**
 * What: the panel of maps: the basins of one racer on the landscape, the loss against the rate for all racers, and a map over two
 * settings.
 * Invariant: what it shows is always of the specification in the picture; while that changes the old map stays until the coarse new
 * one is there.
 * Does not: compute; the pool's workers do.
 */
import { html, nothing, render } from "lit-html";
import { knownLowest } from "../chart/series.js";
import { EngineError, SUPERSEDED } from "../engine/protocol.js";
import { keyOf, problemKey } from "../engine/tables.js";
import { chosen, point, reading } from "../format/number.js";
import { symbolText } from "../format/symbol.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { optimizerRow, racerName } from "../state/edits.js";
import { withValue } from "../state/paths.js";
import { drawAround, leaveTo } from "../shell/focus.js";
import { words } from "../words/en.js";
import { maps as say } from "../words/maps.js";
import { seedWords } from "../words/seeds.js";
import { basins } from "./basins.js";
import { rateChart } from "./chart.js";
import { Pool } from "./pool.js";
import { alike, rateBands, rateKey, sweepRates, sweptRates } from "./rates.js";
import { baseOf, isDrawn, only } from "./seeds.js";
import { SeedsView, seedChoice } from "./seeds-view.js";
import { startCalls } from "./start.js";
import { drawSettings, settingsAxes, shadesOf } from "./settings.js";
import { showRates, showSettings } from "./tables.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../state/session.js").MapsTab} Tab */

/** Pixels along each axis of a basin map, coarse first. */
const PIXELS = [48, 192];
/** A pixel of a basin map ends where the gradient is this small, unless the run has a rule of its own. */
const ENDS_AT = 1e-3;
/** A place of fewer pixels is not listed. */
const LEAST_SHARE = 0.005;
/** Updates per pixel at most, so that maps keep up with the hand. */
const MOST_STEPS = 1000;

/** The panel. */
export class Maps {
  /**
   * @param {HTMLElement} element
   * @param {import("../state/session.js").Session} session
   * @param {import("../engine/client.js").Engine} engine
   * @param {import("../draw/landscape.js").Landscape} landscape
   */
  constructor(element, session, engine, landscape) {
    this.element = element;
    this.session = session;
    this.landscape = landscape;
    this.pool = new Pool(() => startCalls(engine));
    this.asked = "";
    /** What was asked for when something of the answer came last. */
    this.answered = "";
    this.progress = 1;
    this.halted = false;
    this.seeds = new SeedsView(session, () => this.update());
    /** @type {import("./basins.js").Basins | null} */
    this.basins = null;
    /** The problem that they are of. */
    this.mapped = "";
    /** Curves, the document of their racers, and which curve is each racer's. @type {{curves: import("./rates.js").RateCurve[], spec: Spec, own: number[]} | null} */
    this.rates = null;
    this.rateSeeds = 1;
    /** @type {{rows: Float64Array, axes: import("./settings.js").SettingsAxes} | null} */
    this.settings = null;
    /** Where the second setting stands that was chosen. @type {string | undefined} */
    this.second = undefined;
    session.store.on(["maps", "mapsTab", "good", "shown", "selected", "theme", "result", "dataset"], () => this.update());
  }

  /** What is shown: of a model, which has no basins, its seeds. @returns {Tab} */
  get tab() {
    const { mapsTab, good } = this.session.store.state;
    return mapsTab === "basins" && good.problem.model ? "seeds" : mapsTab;
  }

  /** Asks for what is missing, and draws. */
  update() {
    const { state } = this.session.store;
    this.element.parentElement?.classList.toggle("with-maps", state.maps);
    if (!state.maps) {
      if (this.asked) this.forget();
      this.element.hidden = true;
      return;
    }
    this.element.hidden = false;
    const plane = this.plane();
    const key = keyOf([this.tab, state.good, this.tab === "basins" ? [plane, this.racer(), state.theme.name] : this.tab === "seeds" ? [this.seeds.key(), state.dataset?.train.n] : this.tab === "rates" ? this.rateSeeds : [this.racer(), this.second]]);
    if (key !== this.asked && state.result) {
      this.asked = key;
      this.compute(plane).catch((error) => {
        if (!(error instanceof EngineError)) throw error;
        if (error.code !== SUPERSEDED) this.halt();
      });
    }
    this.draw();
  }

  forget() {
    this.asked = "";
    this.pool.cancel("maps");
    this.uncover();
  }

  uncover() {
    this.basins = null;
    this.landscape.cover(null);
  }

  racer() {
    return this.session.store.state.selected ?? 0;
  }

  /** The part of the plane that is shown, where there is a plane. */
  plane() {
    const { shown, result, good } = this.session.store.state;
    return result?.dim === 2 && !good.problem.model && shown?.y ? { x: shown.x, y: shown.y } : null;
  }

  /**
   * The racer's document alone.
   * @returns {Spec}
   */
  alone() {
    return { ...only(this.session.store.state.good, [this.racer()]), steps: this.steps() };
  }

  /** What each racer calls the rate; null where it has none. @param {Spec} spec */
  rateKeys({ racers }) {
    return racers.map(({ optimizer }) => rateKey(this.session.catalog, optimizer));
  }

  /** Updates per run. */
  steps() {
    const { good, end } = this.session.store.state;
    return Math.min(MOST_STEPS, Number(good.steps ?? end));
  }

  /** @param {import("../draw/frame.js").Plane | null} plane */
  async compute(plane) {
    const { state } = this.session.store;
    const onDone = (/** @type {number} */ done) => {
      this.progress = done;
      this.draw();
    };
    const onBand = (/** @type {Float64Array} */ _, /** @type {number} */ done) => onDone(done);
    this.progress = 0;
    this.halted = false;
    if (this.tab !== "basins") this.landscape.cover(null);
    const problem = problemKey(state.good);
    // An old map stays until the new one is there, but not of another problem.
    if (!plane || this.mapped !== problem) this.uncover();
    if (this.mapped !== problem) this.rates = this.settings = this.seeds.found = null;
    this.mapped = problem;
    if (this.tab === "basins") {
      if (!plane) {
        this.progress = 1;
        return this.draw();
      }
      const stop = { grad_norm: ENDS_AT, ...state.good.stop };
      const spec = { ...this.alone(), start: [0, 0], stop };
      for (const pixels of PIXELS) {
        const along = (/** @type {number[]} */ [lo = 0, hi = 0]) => Array.from({ length: pixels }, (_, i) => lo + ((hi - lo) * (i + 0.5)) / pixels);
        const axes = [{ path: "start[0]", values: along(plane.x) }, { path: "start[1]", values: along(plane.y) }];
        const rows = await this.pool.sweep("maps", spec, axes, onBand);
        const points = state.result?.description.points ?? [];
        this.basins = basins(rows, pixels, plane, points, spec.steps ?? 1, state.theme);
        this.landscape.cover({ ...this.basins, view: plane });
        this.answered = this.asked;
        this.draw();
      }
    } else if (this.tab === "rates") {
      const keys = this.rateKeys(state.good);
      const first = alike(state.good, keys);
      const swept = first.filter((of, i) => of === i && keys[i] !== null);
      const spec = { ...only(state.good, swept), steps: this.steps() };
      const curves = await (isDrawn(state.good) && this.rateSeeds > 1 ? rateBands : sweepRates)(this.pool, spec, sweptRates(), this.rateKeys(spec), onDone, this.rateSeeds);
      this.rates = { curves, spec, own: first.map((of) => swept.indexOf(of)) };
    } else if (this.tab === "seeds") {
      await this.seeds.compute(this.pool, onDone);
    } else {
      const axes = settingsAxes(this.session.catalog, state.good, this.racer(), state.result?.dim === 2 && Boolean(state.good.problem.surface ?? state.good.problem.expression), this.second);
      this.settings = axes && { rows: await this.pool.sweep("maps", this.alone(), axes.axes, onBand), axes };
    }
    this.progress = 1;
    this.draw();
  }

  /** Stops what is being computed; what was there of another document goes. */
  halt() {
    this.pool.cancel("maps");
    if (this.answered !== this.asked) {
      this.uncover();
      this.rates = this.settings = this.seeds.found = null;
    }
    this.progress = 1;
    this.halted = true;
    this.draw();
  }

  /** Everyone at the rate that ended lowest. */
  raceAtBest() {
    const { good } = this.session.store.state;
    let spec = good;
    for (const [i, key] of this.rateKeys(good).entries()) {
      const curve = this.rates?.curves[this.rates.own[i] ?? -1];
      if (key && curve && curve.best !== null) spec = withValue(spec, `racers[${i}].optimizer.${key}`, curve.rates[curve.best]);
    }
    this.session.replace(spec);
  }

  draw() {
    const { state } = this.session.store;
    if (!state.maps) return;
    const name = racerName(this.session.catalog, state.good, this.racer());
    const tabs = /** @type {Tab[]} */ (["basins", "rates", "settings", "seeds"]);
    const drawn = () => render(
      html`<div class="maps-head">
          <h2>${say.title}</h2>
          <button type="button" class="quiet" @click=${() => leaveTo(() => this.session.store.set({ maps: false }), ".maps")}>${say.close}</button>
        </div>
        <div role="tablist" aria-label=${say.title}>
          ${tabs.map((tab) => html`<button type="button" role="tab" aria-selected=${tab === this.tab} ?disabled=${tab === "basins" && state.good.problem.model} @click=${() => this.session.store.set({ mapsTab: tab })}>${tab === "seeds" ? seedWords.tab : say.tabs[tab]}</button>`)}
        </div>
        <progress max="1" .value=${this.progress} aria-label=${say.progress} class=${this.progress < 1 ? "" : "done"}></progress>
        ${this.progress < 1 ? html`<button type="button" class="quiet halt-maps" @click=${() => this.halt()}>${seedWords.stop}</button>` : this.halted ? html`<small>${seedWords.stopped}</small>` : nothing}
        ${this.tab === "seeds" ? this.seeds.view() : this.tab === "basins" ? this.legend(name) : this.tab === "rates" ? this.rateView() : this.settingsView(name)}`,
      this.element,
    );
    drawAround(this.element, ".halt-maps", drawn);
  }

  /** @param {string} name */
  legend(name) {
    const { basins: map } = this;
    if (!this.plane()) return html`<p>${say.noPlane}</p>`;
    const about = html`<p>${say.basins.about(name, this.steps(), chosen(Number(this.session.store.state.good.stop?.grad_norm ?? ENDS_AT)))}</p>`;
    if (!map) return about;
    const share = (/** @type {number} */ count) => `${Math.round((100 * count) / (map.width * map.height))} %`;
    // A few pixels that ended somewhere by themselves are no basin.
    const all = map.width * map.height;
    const minima = map.places.filter(({ known, pixels }) => pixels > (known ? 0 : LEAST_SHARE * all));
    const others = minima.reduce((rest, { pixels }) => rest - pixels, all - map.stalled - map.elsewhere - map.diverged);
    return html`${about}
      <table class="maps-legend">
        <caption>${say.basins.legend}</caption>
        <tr><th scope="col">${say.basins.place}</th><th scope="col">${say.basins.share}</th><th scope="col">${say.basins.steps}</th></tr>
        ${minima.map((place) => html`<tr><td>${tile(place.color)}${place.known ? say.basins.minimum : say.basins.point} ${point(place.at, 3)}</td><td>${share(place.pixels)}</td><td>${Math.round(place.mean)}</td></tr>`)}
        ${others > LEAST_SHARE * all ? html`<tr><td><i class="elsewhere"></i>${say.basins.others}</td><td>${share(others)}</td><td></td></tr>` : nothing}
        ${map.stalled ? html`<tr><td><i class="elsewhere"></i>${say.basins.stalled}</td><td>${share(map.stalled)}</td><td>${Math.round(map.stalledAt)}</td></tr>` : nothing}
        ${map.elsewhere ? html`<tr><td><i class="elsewhere"></i>${say.basins.elsewhere}</td><td>${share(map.elsewhere)}</td><td>${this.steps()}</td></tr>` : nothing}
        ${map.diverged ? html`<tr><td><i class="diverged"></i>${say.basins.diverged}</td><td>${share(map.diverged)}</td><td></td></tr>` : nothing}
      </table>
      <p class="secondary">${say.basins.hint}</p>`;
  }

  rateView() {
    const { state } = this.session.store;
    const drawn = isDrawn(state.good);
    const about = html`<p>${say.rates.about(this.steps())}${drawn && this.rateSeeds > 1 ? ` ${say.rates.seeds}` : ""}</p>
      ${drawn
        ? html`<div class="seeds-settings">${seedChoice([1, 4, 8, 16], this.rateSeeds, (count) => {
            this.rateSeeds = count;
            this.update();
          })}</div>`
        : nothing}`;
    if (!this.rates || this.rates.own.length !== state.good.racers.length) return about;
    const { curves, spec, own } = this.rates;
    const look = (/** @type {number} */ racer) => racerLook(racer, state.good.racers[racer]?.color);
    const named = curves.map((curve, i) => ({ curve, look: look(own.indexOf(i)), name: racerName(this.session.catalog, spec, i) }));
    const unfinished = this.progress < 1;
    const base = baseOf(curves.flatMap(({ loss }) => loss), knownLowest(state.result));
    return html`${about}
      ${named.length ? rateChart(named, base) : nothing}
      ${base ? html`<p class="secondary">${seedWords.floor(reading(base))}</p>` : nothing}
      <ul class="maps-best">
        ${named.map(({ curve, look, name }) => html`<li>${swatch(look, 26)}${name}: ${curve.best === null ? say.rates[curve.loss.some(Number.isFinite) ? "alike" : "none"] : say.rates.best(reading(curve.rates[curve.best] ?? NaN, 3), reading(curve.loss[curve.best] ?? NaN, 3))}</li>`)}
        ${own.map((of, i) => (of < 0 ? html`<li>${swatch(look(i), 26)}${racerName(this.session.catalog, state.good, i)}: ${say.rates.without}</li>` : nothing))}
      </ul>
      ${named.length
        ? html`<button type="button" class="quiet table" aria-haspopup="dialog" @click=${() => showRates(named)}>${words.chart.table}</button>
          <button type="button" class="add" aria-disabled=${unfinished} @click=${() => unfinished || this.raceAtBest()}>${say.rates.race}</button>`
        : nothing}`;
  }

  /**
   * @param {{rows: Float64Array, axes: import("./settings.js").SettingsAxes}} settings
   * @param {import("../state/session.js").SessionState} state
   */
  shades({ rows, axes: { axes: [across, up] } }, { result }) {
    const start = up?.path.startsWith("problem.") ? null : Number(result?.racers[this.racer()]?.columns.f[0]);
    return shadesOf(rows, start, knownLowest(result), Number(across?.values.length));
  }

  /** @param {string} name */
  settingsView(name) {
    const { settings, session: { store: { state } } } = this;
    const paint = (/** @type {Element | undefined} */ canvas) => {
      if (canvas instanceof HTMLCanvasElement && settings) drawSettings(canvas, settings.rows, settings.axes, state.theme, this.shades(settings, state));
    };
    queueMicrotask(() => paint(this.element.querySelector("canvas") ?? undefined));
    const law = optimizerRow(this.session.catalog, String(state.good.racers[this.racer()]?.optimizer.id))?.name ?? name;
    return html`<p>${say.settings.about(law, this.steps())}</p>
      ${settings ? html`${this.secondChoice(settings.axes)}<canvas class="maps-settings" role="img" aria-label=${say.settings.label(settings.axes.names[0], settings.axes.names[1])}></canvas>
        <button type="button" class="quiet table" aria-haspopup="dialog" @click=${() => showSettings(settings)}>${words.chart.table}</button>
        ${settings.axes.boundary ? html`<p class="secondary">${say.settings.boundary}</p>` : nothing}` : this.progress === 1 && !this.halted ? say.settings.none : nothing}`;
  }

  /**
   * The choice of the second setting.
   * @param {import("./settings.js").SettingsAxes} settings
   */
  secondChoice({ axes: [, up], all }) {
    const choose = (/** @type {Event} */ event) => {
      this.second = /** @type {HTMLSelectElement} */ (event.target).value;
      this.update();
    };
    return html`<label class="seeds-settings" title=${all.find(({ path }) => path === up?.path)?.param.doc}>${say.settings.second} <select @change=${choose}>
      ${all.map(({ path, param }) => html`<option value=${path} title=${param.doc} .selected=${path === up?.path}>${symbolText(String(param.symbol))} ${param.name}</option>`)}
    </select></label>`;
  }
}

/**
 * A tile of a colour.
 * @param {string} color
 */
function tile(color) {
  return html`<svg class="tile" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" rx="2" fill=${color}></rect></svg>`;
}
