/**
 * What: the chart under the landscape: loss, learning rate or gradient norm against steps, for every racer.
 * Invariant: the curves are the whole run; what lies after the playhead is veiled, not left out. Pointing at a step marks it everywhere.
 * Does not: prepare data; `series.js` does.
 */
import { html, nothing, render } from "lit-html";
import { ticks } from "d3-array";
import { chosen, reading } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { words } from "../words/en.js";
import { axisWords } from "../words/axes.js";
import { drawGhostCurves } from "./ghost.js";
import { drawEndLabels } from "./labels.js";
import { Plot } from "./plot.js";
import { followHistory, quantityChoice } from "./history.js";
import { axisName, curveName, dataOf, tabsOf } from "./series.js";
import { showTable } from "./table.js";

/** @typedef {import("../state/session.js").SessionState} SessionState */

/** Beyond so many racers names at the curves' ends would be a list, not labels. */
const MOST_LABELS = 9;
/** Room for the line from a curve to its name. */
export const GUTTER_PX = 34;
/** A letter's mean width, in parts of its height, generously. */
const LETTER = 0.56;

/** The chart's element. */
export class Chart {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {ParentNode} [dialogs] where its table is shown
   */
  constructor(session, dialogs = document.body) {
    this.session = session;
    const { store } = session;
    this.dialogs = dialogs;
    this.element = document.createElement("section");
    this.element.className = "chart";
    this.element.setAttribute("aria-label", words.chart.label);
    this.head = document.createElement("div");
    this.head.className = "chart-head";
    this.body = document.createElement("div");
    this.body.className = "chart-body";
    this.tip = document.createElement("div");
    this.tip.className = "chart-tip";
    this.tip.hidden = true;
    this.veil = document.createElement("div");
    this.veil.className = "chart-veil";
    this.names = document.createElement("div");
    this.names.className = "chart-names";
    this.element.append(this.head, this.body, this.names);
    /** What is pointed at where that is no step of all. @type {number | null} */
    this.pointed = null;
    this.plot = new Plot(this.body, (at) => {
      this.pointed = at;
      if (this.unlike()) this.mark();
      else store.set({ hoverStep: at });
    });
    this.plot.over.append(this.veil, this.tip);
    /** @type {import("./series.js").ChartData | null} */
    this.data = null;
    this.linear = false;
    this.watch = new ResizeObserver(() => this.redraw());
    this.watch.observe(this.body);
    store.on(["result", "theme", "chartTab", "unit", "selected", "end", "ghost", "history", "quantityAxis"], () => this.redraw());
    store.on(["step", "hoverStep", "end", "result"], () => this.mark());
    followHistory(session);
  }

  /** What stands below, where that can be. */
  get unit() {
    const { unit } = this.session.store.state;
    return this.units.includes(unit) ? unit : "steps";
  }

  /** What may stand there. */
  get units() {
    return /** @type {SessionState["unit"][]} */ (["steps", ...Object.keys(this.session.store.state.result?.counts ?? {})]);
  }

  /** Lets go of its size, for good. */
  dispose() {
    this.watch.disconnect();
  }

  /** Draws anew after a change of data or look. */
  redraw() {
    const { state } = this.session.store;
    if (!state.result) return;
    // Another problem may have less to show; this comes back here.
    if (!tabsOf(state.result).includes(state.chartTab)) return this.session.store.set({ chartTab: "loss" });
    const none = state.good.racers.length === 0;
    this.element.classList.toggle("without-racers", none);
    if (none) return render(html`<p>${words.racers.none}</p>`, this.names);
    this.data = dataOf(state, this.unlike(), this.linear);
    render(this.headLine(state), this.head);
    if (!this.data) return;
    const { good } = state;
    const { curves } = this.data;
    const labeled = this.body.clientWidth > 480 && curves.length <= MOST_LABELS;
    const nameOf = (/** @type {import("./series.js").Curve} */ curve) => curveName(this.session.catalog, state, curve);
    render(labeled ? nothing : curves.map((curve) => html`<span>${swatch(racerLook(curve.racer, good.racers[curve.racer]?.color), 26, this.isSecond(curve))}${nameOf(curve)}</span>`), this.names);
    this.plot.ground.setAttribute("aria-label", `${words.chart.names[state.chartTab]}: ${curves.map(nameOf).join(", ")}`);
    const longest = Math.max(...curves.map((curve) => nameOf(curve).length));
    const { textPx } = state.theme;
    this.plot.show(this.whole(state, this.data, labeled, labeled ? Math.min(this.body.clientWidth / 3, GUTTER_PX + Math.ceil(longest / 4) * 4 * textPx * LETTER) : textPx * 1.6));
    this.mark();
  }

  /** A second coordinate is drawn thinner; its name says which it is. @param {import("./series.js").Curve} curve */
  isSecond({ axis }) {
    return axis === 1 && (this.data?.curves.length ?? 0) > this.session.store.state.good.racers.length;
  }

  /**
   * What the plot shows.
   * @param {SessionState} state
   * @param {import("./series.js").ChartData} data
   * @param {boolean} labeled whether names stand at the curves' ends
   * @param {number} gutterPx
   * @returns {import("./plot.js").Shown}
   */
  whole(state, data, labeled, gutterPx) {
    const { theme, good, selected } = state;
    return {
      columns: data.columns,
      range: data.range,
      log: data.log && !this.linear,
      bars: data.bars,
      theme,
      gutterPx,
      places: (lo, hi, widthPx) => this.places(lo, hi, widthPx),
      name: (step) => {
        const value = Number((step * this.perStep()).toPrecision(12));
        return value % 1 ? chosen(value) : String(value);
      },
      lines: data.curves.map((curve) => {
        const { racer } = curve;
        const look = racerLook(racer, good.racers[racer]?.color);
        const lifted = selected === racer;
        const second = this.isSecond(curve);
        const widthPx = (lifted ? 2.8 : 1.8) * (second ? 0.55 : 1) * theme.line;
        return { color: look.color, widthPx, dash: look.dash.map((length) => length * widthPx), alpha: selected === null || lifted ? 1 : 0.35, second };
      }),
      under: (ctx, plot) => state.ghost && state.chartTab !== "quantity" && drawGhostCurves(ctx, plot, state.ghost, state.chartTab, data.above ?? 0, this.unlike(), theme.line),
      over: (ctx, plot) => labeled && this.drawLabels(ctx, plot),
    };
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Plot} plot */
  drawLabels(ctx, plot) {
    const { state } = this.session.store;
    const { leftPx, topPx, widthPx, heightPx } = plot.rect;
    const steps = this.data?.columns[0] ?? [];
    const labels = (this.data?.curves ?? []).flatMap((curve, index) => {
      const { racer } = curve;
      const column = this.data?.columns[index + 1] ?? [];
      // Where it leaves the plot, its name stays.
      const seen = column.findLastIndex((value) => value !== null && plot.toY(value) >= topPx);
      const last = seen < 0 ? column.findLastIndex((value) => value !== null) : seen;
      if (last < 0) return [];
      const faded = state.selected !== null && state.selected !== racer;
      return [{ text: curveName(this.session.catalog, state, curve), x: plot.toX(Number(steps[last]) + (this.data?.bars ? 0.5 : 0)), y: plot.toY(Number(column[last])), color: racerLook(racer, state.good.racers[racer]?.color).color, faded }];
    });
    drawEndLabels(ctx, labels, { right: leftPx + widthPx, top: topPx, bottom: topPx + heightPx, gutter: Number(plot.shown?.gutterPx) }, state.theme);
  }

  /** Moves the veil to the playhead, and the tip to the pointed step. */
  mark() {
    const { plot } = this;
    const { state } = this.session.store;
    if (!this.data) return;
    // Another run is known before its curves are drawn, maybe a longer one.
    const inPlot = (/** @type {number} */ step) => Math.min(plot.toX(step) - plot.rect.leftPx, plot.rect.widthPx);
    // A bar is around its step.
    this.veil.style.left = `${this.unlike() ? plot.rect.widthPx : inPlot(Math.min(state.step, state.end) + (this.data.bars ? 0.5 : 0))}px`;
    const hoverStep = this.unlike() ? this.pointed : state.hoverStep;
    this.tip.hidden = hoverStep === null;
    const steps = /** @type {number[]} */ (this.data.columns[0]);
    const at = steps.findLastIndex((step) => step <= (hoverStep ?? 0));
    plot.point(hoverStep, at);
    if (hoverStep === null) return;
    const px = inPlot(hoverStep);
    const right = px < plot.rect.widthPx / 2;
    this.tip.style.left = right ? `${px + 10}px` : "";
    this.tip.style.right = right ? "" : `${plot.rect.widthPx - px + 10}px`;
    render(this.tipText(state, at, this.unlike() ? hoverStep : Number(steps[at])), this.tip);
  }

  /**
   * @param {SessionState} state
   * @param {number} at
   * @param {number} step
   */
  tipText(state, at, step) {
    const rows = (this.data?.curves ?? []).map((curve, index) => ({ curve, value: this.data?.values[index]?.[at] ?? null }));
    rows.sort((a, b) => (a.value ?? Infinity) - (b.value ?? Infinity));
    return html`<b>${this.unlike() ? `${axisWords[this.unit]}: ${chosen(Number(step.toPrecision(3)))}` : html`${words.transport.step} ${step}`}</b>
      ${rows.map(({ curve, value }) => html`<span>${swatch(racerLook(curve.racer, state.good.racers[curve.racer]?.color), 22)} ${curveName(this.session.catalog, state, curve)}</span><span class="number">${value === null ? "–" : reading(value, 3)}</span>`)}`;
  }

  /** @param {SessionState} state */
  headLine(state) {
    const tabs = tabsOf(state.result);
    const above = state.chartTab === "loss" && this.data?.above;
    return html`
      <div class="tabs" role="tablist" aria-label=${words.chart.tabs}>
        ${tabs.map((tab) => html`<button type="button" role="tab" aria-selected=${state.chartTab === tab} @click=${() => this.session.store.set({ chartTab: tab })}>${words.chart.names[tab]}</button>`)}
      </div>
      <div class="chart-tools"><span>${state.chartTab === "quantity" ? quantityChoice(this.session) : html`<i>${axisName(state)}</i>`}${above ? html` − <i>f</i>* (<i>f</i>* = ${reading(above)})` : nothing} ${words.chart.against} ${this.units.length > 1 && this.shownUnit() === this.unit ? this.unitSelect() : words.chart.step}</span>
        <button type="button" class="quiet table" aria-haspopup="dialog" @click=${() => showTable(this.session, this.dialogs)}>${words.chart.table}</button>
        <button type="button" class="quiet" aria-pressed=${this.data?.log && !this.linear} ?disabled=${!this.data?.log} title=${words.chart.logHint} @click=${() => this.toggleLog()}>${words.chart.log}</button></div>
    `;
  }

  /** The choice of what stands below. */
  unitSelect() {
    return html`<select class="chart-unit" aria-label=${axisWords.label} @change=${(/** @type {Event} */ event) => this.session.store.set({ unit: /** @type {SessionState["unit"]} */ (/** @type {HTMLSelectElement} */ (event.target).value) })}>${this.units.map((unit) => html`<option value=${unit} ?selected=${unit === this.unit}>${axisWords[unit]}</option>`)}</select>`;
  }

  /** How much of the unit below a step of each racer is. @returns {number[]} none of steps themselves */
  counts() {
    const { unit } = this;
    return (unit !== "steps" && this.session.store.state.result?.counts[unit]) || [];
  }

  /** Whether it differs. */
  differ() {
    // Averages over the steps of racers with the same batches differ where one has ended early.
    return new Set(this.unit === "samples" ? this.session.store.state.result?.counts.epochs : this.counts()).size > 1;
  }

  /** The same where these differ. @returns {number[] | null} */
  unlike() {
    return this.shownUnit() !== "steps" && this.differ() ? this.counts() : null;
  }

  /** What stands below: a quantity is known by its steps only, where these are not the same of all. */
  shownUnit() {
    return this.session.store.state.chartTab === "quantity" && this.differ() ? "steps" : this.unit;
  }

  /** How much of the unit below a step is. @returns {number} */
  perStep() {
    return (!this.differ() && this.counts()[0]) || 1;
  }

  /**
   * Round places below, in steps; between whole steps there is nothing.
   * @param {number} lo
   * @param {number} hi
   * @param {number} widthPx
   * @returns {number[]}
   */
  places(lo, hi, widthPx) {
    const per = this.perStep();
    const at = ticks(lo * per, hi * per, Math.max(2, widthPx / 80));
    return at.filter((value) => this.shownUnit() !== "steps" || value === Math.round(value)).map((value) => value / per);
  }

  toggleLog() {
    this.linear = !this.linear;
    this.redraw();
  }
}
