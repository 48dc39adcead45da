/**
 * What: the view of models over their data, in the landscape's place: a plot per racer, or one with the network; the loss over two weights.
 * Invariant: what is drawn is of the step it says; while a newer picture is on its way the old one stays.
 * Does not: train. While a run is being made it shows where the run stands.
 */
import { html, nothing, render } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { numbersTable, showNumbers } from "../chart/numbers.js";
import { canvasFor, paperOf } from "../draw/paper.js";
import { listenForPoint } from "../draw/pointer.js";
import { LOST, SUPERSEDED, TRAP } from "../engine/protocol.js";
import { problemKey } from "../engine/tables.js";
import { racerLook } from "../look/racers.js";
import { drawAround } from "../shell/focus.js";
import { racerName } from "../state/edits.js";
import { words } from "../words/en.js";
import { modelWords } from "../words/model.js";
import { drawCaption, outputAt, outputs, sampleAt } from "./captions.js";
import { namesOf } from "./dataset.js";
import { keyTo } from "./key.js";
import { endsOf, layersOf, modelOf, viewsOf } from "./kind.js";
import { Network } from "./network.js";
import { MOST_PICTURES, Pictures, arePictures } from "./pictures.js";
import { drawLearned, frameOfData } from "./plot.js";
import { centresTable, curvesTable, named, pictureTable } from "./numbers.js";
import { Samples } from "./samples.js";
import { Slice } from "./slice.js";

/** @typedef {import("../engine/shapes").Dataset} Dataset */
/** @typedef {import("../engine/shapes").LearningView} LearningView */
/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("../state/session.js").ModelShown} Shown */
/** @typedef {{good: import("../engine/shapes").Spec, data: Dataset}} Scene */

/** Regions have so many pixels a side, and units' tiles. */
const MAP_PX = 88;
const LARGE_MAP_PX = 140;
const UNIT_PX = 20;
/** More plots than this do not stand side by side; then the first racers' are shown. */
const MOST_PLOTS = 6;
/** Nor more than there is room for, each so wide and high. */
const LEAST_PX = 130;
const CAPTION_PX = 20;

/** The view's element and its drawing. */
export class ModelView {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {import("../engine/client.js").Asked} engine
   * @param {HTMLElement} place the landscape's, which steps aside
   * @param {ParentNode} [dialogs] where a dialog is put
   */
  constructor(session, engine, place, dialogs) {
    this.session = session;
    this.engine = engine;
    this.place = place;
    this.dialogs = dialogs;
    this.element = document.createElement("section");
    this.element.className = "model-view";
    this.element.setAttribute("aria-label", modelWords.group);
    this.canvas = canvasFor(true);
    this.head = document.createElement("div");
    this.head.className = "model-head";
    this.tip = document.createElement("div");
    this.tip.className = "model-tip";
    this.tip.hidden = true;
    this.body = document.createElement("div");
    this.body.className = "model-body";
    this.body.append(this.canvas, this.tip);
    this.element.append(this.head, this.body);
    this.network = new Network();
    this.pictures = new Pictures();
    this.slice = new Slice(session, engine, () => this.draw());
    this.samples = new Samples(() => this.refresh());
    this.body.before(this.samples.head);
    this.element.append(this.slice.element);
    /** @type {{key: string, data: Dataset} | null} */
    this.data = null;
    this.askedData = "";
    /** @type {import("../engine/shapes").Spec | null} */
    this.askedSpec = null;
    /** With what it is of: it is drawn with its own model and data. @type {LearningView & Scene | null} */
    this.learned = null;
    /** @type {{racer: number, frame: import("../draw/frame.js").Frame}[]} */
    this.plots = [];
    this.sizePx = MAP_PX;
    /** Settled with what was last asked for. @type {Promise<unknown>} */
    this.asked = Promise.resolve();
    listenForPoint(this.canvas, (px, py) => this.point(px, py), () => (this.tip.hidden = true));
    this.watch = new ResizeObserver(() => this.refresh());
    this.watch.observe(this.body);
    session.store.on(["good", "result", "step", "selected", "theme", "computing", "playing", "modelShown"], () => this.refresh());
  }

  /** @returns {Shown} */
  get shown() {
    return this.session.store.state.modelShown;
  }

  /** Stops watching its size, for good. */
  dispose() {
    this.watch.disconnect();
  }

  /** Whether losses are shown over a plane of the weights. */
  isSlice() {
    return this.shown === "weights" || this.shown === "plane";
  }

  /** Asks for what is missing, and draws what there is. */
  refresh() {
    const { spec, good, result } = this.session.store.state;
    const model = modelOf(good);
    // Another problem may have less to show, once it is there; this comes back here.
    if (model && result && !viewsOf(model, result.dim).includes(this.shown)) return spec === good ? this.show("data") : undefined;
    this.place.classList.toggle("with-model", model !== null);
    this.place.classList.toggle("with-surface", this.shown === "surface");
    this.place.classList.toggle("with-slice", this.isSlice());
    this.place.classList.toggle("with-samples", this.shown === "samples");
    if (!model || !result) return;
    this.drawHead(model);
    this.askData(good);
    if (this.isSlice()) this.slice.refresh();
    else if (this.shown === "samples") this.askDraws();
    else if (this.shown !== "surface") this.askLearned();
    this.draw();
  }

  /** @param {import("../engine/shapes").Spec} spec */
  askData(spec) {
    // A table makes a long key: the same document is not looked at twice.
    if (spec === this.askedSpec) return;
    this.askedSpec = spec;
    const key = problemKey(spec);
    if (key === this.askedData) return;
    this.askedData = key;
    this.ask("dataset", { spec }, "dataset", (found) => {
      const data = namesOf(found, spec, this.data?.data);
      this.data = { key, data };
      this.session.store.set({ dataset: data });
      this.refresh();
    });
  }

  askLearned() {
    const { result, step, good } = this.session.store.state;
    if (!result || !this.data || this.data.key !== this.askedData || this.body.clientWidth < 60) return;
    const { data } = this.data;
    const racers = this.racersShown();
    const large = racers.length === 1;
    const sizePx = large ? LARGE_MAP_PX : MAP_PX;
    const frame = this.frames(racers)[0]?.frame;
    if (!frame) return;
    const centres = data.middle === null;
    const view = data.features === 1 ? { x: frame.view.x, y: null } : arePictures(good) || (centres && data.features > 2) ? null : frame.view;
    const asked = { run: result.run, step, racers, view, pair: data.pair, sizePx, unitPx: this.shown === "network" ? UNIT_PX : 0, clusters: centres, guesses: arePictures(good) && !centres ? MOST_PICTURES : 0 };
    this.ask("learn", asked, "learn", (learned) => {
      this.learned = { ...learned, good, data };
      this.sizePx = sizePx;
      this.session.store.set({ learned });
      this.drawHead(/** @type {import("../engine/shapes").Named} */ (modelOf(good)));
      this.draw();
    });
  }

  askDraws() {
    const { result, step, selected, good } = this.session.store.state;
    if (!result?.racers.length) return;
    const racer = Math.min(selected ?? 0, result.racers.length - 1);
    const replacement = this.samples.again(good, racer);
    this.ask("draws", { run: result.run, step, racer, replacement }, "draws", (found) => {
      this.samples.take(found, this.session.catalog.orders[found.order], replacement, step);
      this.draw();
    });
  }

  /**
   * @param {string} method
   * @param {unknown} params
   * @param {string} lane
   * @param {(value: any) => void} use
   */
  ask(method, params, lane, use) {
    this.asked = this.engine.call(method, params, { lane }).then(use, (error) => {
      if (error.code === SUPERSEDED) return;
      // An engine that is gone is for the session; a fresh one is asked again.
      this.askedSpec = null;
      this.askedData = "";
      if (![LOST, TRAP].includes(error.code)) throw error;
    });
  }

  /** @returns {number[]} the racers with a plot */
  racersShown() {
    const { result, selected } = this.session.store.state;
    const count = result?.racers.length ?? 0;
    if (selected !== null && selected < count) return [selected];
    if (this.shown === "network") return [0];
    const { clientWidth, clientHeight } = this.body;
    const room = Math.max(1, Math.floor(clientWidth / LEAST_PX) * Math.floor(clientHeight / LEAST_PX));
    return Array.from({ length: Math.min(count, this.data?.data.features === 1 ? count : Math.min(MOST_PLOTS, room)) }, (_, i) => i);
  }

  /**
   * The plots' frames in the canvas.
   * @param {number[]} racers
   * @param {Dataset} [data]
   */
  frames(racers, data = /** @type {{data: Dataset}} */ (this.data).data) {
    const { clientWidth, clientHeight } = this.body;
    const { textPx } = this.session.store.state.theme;
    // Without a racer there are the samples.
    const shared = data.features === 1 || racers.length < 2;
    const width = this.shown === "network" ? clientWidth * 0.45 : clientWidth;
    const columns = shared ? 1 : Math.min(racers.length, Math.max(1, Math.round(Math.sqrt((racers.length * width) / clientHeight))));
    const rows = shared ? 1 : Math.ceil(racers.length / columns);
    const [widthPx, heightPx] = [width / columns, clientHeight / rows];
    return (shared ? [racers[0] ?? 0] : racers).map((racer, i) => {
      const frame = frameOfData(widthPx, heightPx - CAPTION_PX, data, textPx);
      frame.rect.leftPx += (i % columns) * widthPx;
      frame.rect.topPx += Math.floor(i / columns) * heightPx + CAPTION_PX;
      return { racer, frame };
    });
  }

  /**
   * What is drawn: what the models' answers are of, until newer ones are there.
   * @param {{data: Dataset}} next
   * @returns {Scene}
   */
  scene({ data }) {
    return this.learned ?? { good: this.session.store.state.good, data };
  }

  /**
   * What is shown, as a picture, once all that it needs has come.
   * @param {number} scale pixels per CSS pixel
   * @returns {Promise<HTMLCanvasElement | null>} null where that is the landscape
   */
  async picture(scale) {
    const { store } = this.session;
    // A change of this very moment has not been heard of yet.
    store.flush();
    if (!modelOf(store.state.good) || this.shown === "surface") return null;
    const part = this.isSlice() ? this.slice : this;
    for (let last; last !== part.asked && !(last && store.state.playing); ) await (last = part.asked);
    const canvas = document.createElement("canvas");
    part.draw(canvas, scale);
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    ctx.globalCompositeOperation = "destination-over";
    ctx.fillStyle = store.state.theme.paper;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    return canvas;
  }

  /**
   * @param {HTMLCanvasElement} [canvas] instead of its own
   * @param {number} [scale] pixels per CSS pixel, the screen's unless told
   */
  draw(canvas = this.canvas, scale) {
    const { state } = this.session.store;
    const { theme } = state;
    if (!modelOf(state.good) || !this.data || this.body.clientWidth < 60 || this.shown === "surface" || this.isSlice()) return;
    const { good, data } = this.scene(this.data);
    const model = /** @type {import("../engine/shapes").Named} */ (modelOf(good));
    const { clientWidth, clientHeight } = this.body;
    const ctx = paperOf(canvas, clientWidth, clientHeight, scale);
    if (this.shown === "samples") {
      this.plots = [];
      const racer = state.selected ?? 0;
      return this.samples.draw(ctx, clientWidth, clientHeight, theme, racerLook(racer, good.racers[racer]?.color).color);
    }
    const racers = this.racersShown();
    this.plots = this.frames(racers, data);
    const learned = (this.learned?.racers ?? []).filter(({ racer }) => racers.includes(racer));
    const colors = state.good.racers.map(({ color }) => color);
    const more = state.selected === null && data.features > 1 && this.shown === "data" ? good.racers.length - racers.length : 0;
    for (const { racer, frame } of this.plots) {
      const mine = data.features === 1 ? learned : learned.filter((one) => one.racer === racer);
      if (arePictures(good)) this.pictures.draw(ctx, frame.rect, theme, data, mine[0]?.guesses ?? null);
      else drawLearned(ctx, frame, theme, { data, learned: mine, colors, sizePx: this.sizePx });
      drawCaption(ctx, this.session.catalog, state, frame, mine, more > 0 && racer === racers.at(-1) ? `  ${modelWords.moreUnits(more)}` : "");
    }
    const [first] = learned;
    if (this.shown === "network" && first) {
      const rect = { leftPx: clientWidth * 0.49, topPx: CAPTION_PX, widthPx: clientWidth * 0.47, heightPx: clientHeight - 2 * CAPTION_PX };
      this.network.draw(ctx, rect, theme, { layers: layersOf(model, data), bias: model.bias !== false, learned: first, unitPx: UNIT_PX, ...endsOf(model, data) });
    }
  }

  /**
   * @param {import("../engine/shapes").Named} model
   */
  drawHead(model) {
    const { computing, result, end, good } = this.session.store.state;
    const all = good.steps ?? end;
    for (const canvas of [this.canvas, this.slice.canvas]) canvas.setAttribute("aria-label", String(modelWords.views[this.shown]));
    const drawn = () => render(
      html`<div class="tabs" role="tablist" aria-label=${modelWords.views.label}>
          ${viewsOf(model, result?.dim ?? 0).map((tab) => html`<button type="button" role="tab" aria-selected=${this.shown === tab} @click=${() => this.show(tab)}>${modelWords.views[tab]}</button>`)}
        </div>
        ${this.legend()}
        ${this.shown === "surface" ? nothing : html`<button type="button" class="quiet model-table" aria-haspopup="dialog" @click=${() => this.showTables()}>${words.chart.table}</button>`}
        ${computing && result ? html`<progress max=${all} value=${end} aria-label=${modelWords.training}></progress><small class="number">${modelWords.progress(end, all)}</small>` : nothing}
        ${result && (computing || result.racers.some(({ status }) => status.kind === "running"))
          ? html`<button type="button" class="quiet ${computing ? "halt" : "go-on"}" @click=${() => (computing ? void this.engine.call("halt", { run: result.run }) : this.session.show(good))}>${computing ? modelWords.stop : modelWords.goOn}</button>`
          : nothing}`,
      this.head,
    );
    drawAround(this.head, ":is(.halt, .go-on)", drawn);
  }

  /** The choice of the two features that are drawn, where there are more, and what colours and marks mean. */
  legend() {
    const { data } = this.data ?? {};
    if (!data || arePictures(this.session.store.state.good) || (this.shown !== "data" && this.shown !== "network")) return nothing;
    const choose = (/** @type {0 | 1} */ axis) => html`<select aria-label=${modelWords.pair[axis]} title=${modelWords.pair[axis]} .value=${live(String(data.pair[axis]))} @change=${(/** @type {Event} */ event) => {
      const pair = /** @type {[number, number]} */ ([...data.pair]);
      const chosen = Number(/** @type {HTMLSelectElement} */ (event.target).value);
      // The feature of the other axis changes places with this one.
      if (chosen === pair[1 - axis]) pair[1 - axis] = Number(pair[axis]);
      pair[axis] = chosen;
      this.data = this.data && { ...this.data, data: { ...data, pair } };
      this.learned = null;
      this.refresh();
    }}>${data.feature_names.map((name, i) => html`<option value=${i} ?selected=${i === data.pair[axis]}>${name}</option>`)}</select>`;
    return html`${data.features < 3 ? nothing : html`<span class="model-pair">${choose(1)} ${words.chart.against} ${choose(0)}</span>`}${keyTo(data, Boolean(this.learned?.racers[0]?.picks.length))}`;
  }

  /** Shows the numbers of the picture that is shown. */
  showTables() {
    const tables = this.tables();
    if (tables.length) showNumbers(words.chart.tableOf(String(modelWords.views[this.shown])), named(tables), this.dialogs);
  }

  /** @returns {{name: string, table: unknown}[]} */
  tables() {
    if (this.isSlice()) return this.slice.tables();
    if (this.shown === "samples") return this.samples.tables();
    if (!this.data || !this.learned) return [];
    const { good, data } = this.scene(this.data);
    const learned = this.learned.racers.filter(({ racer }) => this.plots.some((plot) => plot.racer === racer) || data.features === 1);
    const name = (/** @type {number} */ racer) => racerName(this.session.catalog, this.session.store.state.good, racer);
    const { tables: say } = modelWords;
    if (this.shown === "network") return learned.slice(0, 1).map(({ racer }) => ({ name: name(racer), table: numbersTable(say.network, this.network.rows()) }));
    if (arePictures(good)) return learned.map(({ racer, guesses }) => ({ name: name(racer), table: numbersTable(say.pictures, this.pictures.rows(data, guesses)) }));
    if (data.middle === null) return learned.map(({ racer, weights }) => ({ name: name(racer), table: centresTable(data.feature_names, weights) }));
    const [first] = this.plots;
    if (!first) return [];
    if (data.features === 1) {
      const curves = learned.flatMap(({ racer, curves }) => (curves ?? []).map((curve, k, { length }) => ({ name: length > 1 ? `${name(racer)}: ${data.class_names[k]}` : name(racer), curve })));
      return curves.length ? [{ name: say.curves, table: curvesTable(String(data.feature_names[0] ?? "x"), first.frame.view.x, curves) }] : [];
    }
    const [x, y] = data.pair.map((feature) => data.feature_names[feature]);
    return learned.flatMap(({ racer, map }) => (map ? [{ name: name(racer), table: pictureTable(`${y} \\ ${x}`, first.frame, this.sizePx, (pixel) => outputs(map, this.sizePx, pixel)) }] : []));
  }

  /** @param {Shown} shown */
  show(shown) {
    this.tip.hidden = true;
    this.session.store.set({ modelShown: shown });
  }

  /** @param {number} px @param {number} py */
  point(px, py) {
    const text = this.explain(px, py);
    this.tip.hidden = text === "";
    this.tip.textContent = text;
    const right = px > this.body.clientWidth / 2;
    this.tip.style.left = right ? "" : `${px + 14}px`;
    this.tip.style.right = right ? `${this.body.clientWidth - px + 14}px` : "";
    this.tip.style.top = `${Math.max(0, py - 34)}px`;
  }

  /**
   * What stands at a place, in words.
   * @param {number} px
   * @param {number} py
   * @returns {string}
   */
  explain(px, py) {
    if (!this.data) return "";
    const { good, data } = this.scene(this.data);
    const plot = this.plots.find(({ frame }) => frame.holds(px, py));
    if (!plot) return this.shown === "network" ? this.network.explain(px, py) : "";
    if (arePictures(good)) {
      const guesses = this.learned?.racers.find(({ racer }) => racer === plot.racer)?.guesses ?? null;
      return this.pictures.explain(plot.frame.rect, data, guesses, px, py);
    }
    const map = this.learned?.racers.find(({ racer }) => racer === plot.racer)?.map;
    return sampleAt(data, plot.frame, px, py) || (map ? outputAt(map, this.sizePx, plot.frame, px, py) : "");
  }
}
