/**
 * What: the chart under the landscape: loss, learning rate or gradient norm against steps, for every racer.
 * Invariant: the curves are the whole run; what lies after the playhead is veiled, not left out. Pointing at a step marks it everywhere.
 * Does not: prepare data; `series.js` does.
 */
import { html, nothing, render } from "lit-html";
import { ticks } from "d3-array";
import uPlot from "uplot";
import { chosen, powerLabel, reading } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { racerName } from "../state/edits.js";
import { words } from "../words/en.js";
import { modelWords } from "../words/model.js";
import { drawGhostCurves } from "./ghost.js";
import { drawEndLabels } from "./labels.js";
import { chartData } from "./series.js";
import { showTable } from "./table.js";

/** @typedef {import("../state/session.js").SessionState} SessionState */

/** Beyond so many racers names at the curves' ends would be a list, not labels. */
const MOST_LABELS = 9;
/** Room for the line from a curve to its name. */
const GUTTER_PX = 34;
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
    /** @type {uPlot | null} */
    this.plot = null;
    this.shape = "";
    /** @type {import("./series.js").ChartData | null} */
    this.data = null;
    this.linear = false;
    /** @type {"steps" | "epochs" | "samples"} */
    this.unit = "steps";
    this.wide = false;
    this.marking = false;
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(this.body);
    const { store } = session;
    store.on(["result", "theme", "chartTab", "selected", "end", "ghost"], () => this.redraw());
    store.on(["step", "hoverStep", "end", "result"], () => this.mark());
  }

  /** Lets go of the window's events and of its size, for good. */
  dispose() {
    this.watch.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }

  /** Draws anew after a change of data or look. */
  redraw() {
    const { state } = this.session.store;
    if (!state.result) return;
    const { points } = state.result.description;
    const known = points.filter((point) => point.kind === "minimum" && point.global).map((point) => point.value);
    this.data = chartData(state.result.racers, state.end, state.chartTab, known.length ? Math.min(...known) : null);
    render(this.headLine(state), this.head);
    const log = this.data.log && !this.linear;
    const shape = JSON.stringify([
      log, state.chartTab, state.theme.name, this.data.above, state.selected,
      state.good.racers.map((racer, i) => [racerName(this.session.catalog, state.good, i), racer.color]),
    ]);
    if (!this.plot || shape !== this.shape) this.remake(state, log);
    this.shape = shape;
    this.plot?.setData(/** @type {uPlot.AlignedData} */ (/** @type {unknown} */ (this.data.columns)));
    this.mark();
  }

  /**
   * @param {SessionState} state
   * @param {boolean} log
   */
  remake(state, log) {
    this.plot?.destroy();
    const { theme, good } = state;
    const wide = this.body.clientWidth > 480;
    const labeled = wide && good.racers.length <= MOST_LABELS;
    render(labeled ? nothing : good.racers.map((racer, index) => html`<span>${swatch(racerLook(index, racer.color), 26)}${racerName(this.session.catalog, good, index)}</span>`), this.names);
    const longest = Math.max(...good.racers.map((_, index) => racerName(this.session.catalog, good, index).length));
    const gutter = Math.min(this.body.clientWidth / 3, GUTTER_PX + longest * theme.textPx * LETTER);
    const font = `${theme.textPx - 1}px system-ui, sans-serif`;
    const axis = { stroke: theme.secondary, font, grid: { stroke: theme.faint, width: 1 }, ticks: { show: false } };
    this.plot = new uPlot(
      {
        width: Math.max(80, this.body.clientWidth),
        height: Math.max(60, this.body.clientHeight),
        padding: [8, labeled ? gutter : 14, 0, 0],
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { size: 7 }, y: false },
        scales: {
          x: { time: false, range: (_, lo, hi) => [lo ?? 0, Math.max(hi ?? 1, 1)] },
          y: { distr: log ? 3 : 1, range: () => this.data?.range ?? [0.1, 10] },
        },
        axes: [
          { ...axis, space: 70, size: theme.textPx * 2, splits: (plot, _, lo, hi) => this.places(lo, hi, plot.bbox.width / devicePixelRatio), values: (_, at) => at.map((value) => chosen(Number((value * this.perStep()).toPrecision(12)))), label: undefined },
          {
            ...axis,
            size: theme.textPx * 4,
            space: 26,
            ...(log ? { splits: (/** @type {uPlot} */ _, /** @type {number} */ __, /** @type {number} */ lo, /** @type {number} */ hi) => logSplits(lo, hi), filter: (/** @type {uPlot} */ _, /** @type {number[]} */ at) => at } : {}),
            values: (_, at) => at.map((value) => (log ? powerLabel(value) : chosen(value))),
          },
        ],
        series: [
          {},
          ...good.racers.map((racer, index) => {
            const look = racerLook(index, racer.color);
            const lifted = state.selected === index;
            const width = (lifted ? 2.8 : 1.8) * theme.line;
            return {
              label: racerName(this.session.catalog, good, index),
              stroke: look.color,
              width,
              alpha: state.selected === null || lifted ? 1 : 0.35,
              dash: look.dash.map((length) => length * width),
              points: { show: false },
              spanGaps: false,
            };
          }),
        ],
        hooks: {
          drawAxes: [(plot) => this.drawGhost(plot)],
          // The playhead's place follows from the scales, which are new only once the plot has been drawn.
          draw: [(plot) => void (labeled && this.drawLabels(plot)), () => this.placeVeil()],
          setCursor: [(plot) => this.pointed(plot)],
        },
      },
      [[], ...good.racers.map(() => [])],
      this.body,
    );
    this.plot.over.append(this.veil, this.tip);
  }

  /** @param {uPlot} plot */
  drawGhost(plot) {
    const { ghost, chartTab, theme } = this.session.store.state;
    if (ghost) drawGhostCurves(plot, ghost, chartTab, this.data?.above ?? 0, theme.line);
  }

  /** @param {uPlot} plot */
  drawLabels(plot) {
    const { state } = this.session.store;
    const { left, top, width, height } = plot.bbox;
    const steps = this.data?.columns[0] ?? [];
    const labels = state.good.racers.flatMap((racer, index) => {
      const column = this.data?.columns[index + 1] ?? [];
      const last = lastValue(column);
      if (last < 0) return [];
      const faded = state.selected !== null && state.selected !== index;
      const x = plot.valToPos(Number(steps[last]), "x", true);
      const y = plot.valToPos(Number(column[last]), "y", true);
      return [{ text: racerName(this.session.catalog, state.good, index), x, y, color: racerLook(index, racer.color).color, faded }];
    });
    drawEndLabels(plot.ctx, labels, { right: left + width, top, bottom: top + height }, state.theme, devicePixelRatio);
  }

  /** @param {uPlot} plot */
  pointed(plot) {
    const { idx } = plot.cursor;
    const inside = typeof idx === "number" && typeof plot.cursor.left === "number" && plot.cursor.left >= 0;
    const step = inside ? Number(plot.data[0]?.[idx]) : null;
    if (this.marking) return;
    this.session.store.set({ hoverStep: step });
  }

  /** Moves the veil to the playhead. */
  placeVeil() {
    const { step, end } = this.session.store.state;
    const x = this.plot?.valToPos(Math.min(step, end), "x") ?? 0;
    this.veil.style.left = `${Math.max(0, x)}px`;
  }

  /** Moves the veil to the playhead, and the tip to the pointed step. */
  mark() {
    const { plot } = this;
    const { state } = this.session.store;
    if (!plot || !this.data) return;
    this.placeVeil();
    const { hoverStep } = state;
    this.tip.hidden = hoverStep === null;
    if (hoverStep === null) return;
    const steps = /** @type {number[]} */ (this.data.columns[0]);
    const at = steps.findLastIndex((step) => step <= hoverStep);
    const px = plot.valToPos(hoverStep, "x");
    if (plot.cursor.left === undefined || Math.abs(plot.cursor.left - px) > 1.5) {
      // The step is pointed at elsewhere: the cursor follows, without telling back.
      this.marking = true;
      plot.setCursor({ left: px, top: 0 }, false);
      this.marking = false;
    }
    const right = px < plot.over.clientWidth / 2;
    this.tip.style.left = right ? `${px + 10}px` : "";
    this.tip.style.right = right ? "" : `${plot.over.clientWidth - px + 10}px`;
    render(this.tipText(state, at, hoverStep), this.tip);
  }

  /**
   * @param {SessionState} state
   * @param {number} at
   * @param {number} step
   */
  tipText(state, at, step) {
    const rows = state.good.racers.map((racer, index) => ({ index, racer, value: this.data?.columns[index + 1]?.[at] ?? null }));
    rows.sort((a, b) => (a.value ?? Infinity) - (b.value ?? Infinity));
    return html`<b>${words.transport.step} ${step}</b>
      ${rows.map(({ index, racer, value }) => html`<span>${swatch(racerLook(index, racer.color), 22)} ${racerName(this.session.catalog, state.good, index)}</span><span class="number">${value === null ? "–" : reading(value, 3)}</span>`)}`;
  }

  /** @param {SessionState} state */
  headLine(state) {
    /** @type {import("../state/session.js").ChartTab[]} */
    const tabs = ["loss", ...(state.result?.counts ? /** @type {import("../state/session.js").ChartTab[]} */ (["test", "accuracy"]) : []), "rate", "gradient"];
    const above = state.chartTab === "loss" && this.data?.above;
    return html`
      <div class="tabs" role="tablist" aria-label=${words.chart.tabs}>
        ${tabs.map((tab) => html`<button type="button" role="tab" aria-selected=${state.chartTab === tab} @click=${() => this.session.store.set({ chartTab: tab })}>${words.chart.names[tab]}</button>`)}
      </div>
      <span class="chart-axis">${words.chart.axes[state.chartTab]}${above ? html` − <i>f</i>* <span class="secondary">(${words.chart.lowest(reading(above))})</span>` : nothing} ${state.result?.counts ? this.unitSelect() : words.chart.against}</span>
      <button type="button" class="quiet table" aria-haspopup="dialog" @click=${() => showTable(this.session, this.dialogs)}>${words.chart.table}</button>
      <button type="button" class="quiet" aria-pressed=${!this.linear} title=${words.chart.logHint} @click=${() => this.toggleLog()}>${words.chart.log}</button>
    `;
  }

  /** The choice of what stands below. */
  unitSelect() {
    const units = /** @type {const} */ (["steps", "epochs", "samples"]);
    return html` / <select class="chart-unit" aria-label=${modelWords.axis.label} @change=${(/** @type {Event} */ event) => {
      this.unit = /** @type {(typeof units)[number]} */ (/** @type {HTMLSelectElement} */ (event.target).value);
      this.shape = "";
      this.redraw();
    }}>${units.map((unit) => html`<option value=${unit} ?selected=${unit === this.unit}>${modelWords.axis[unit]}</option>`)}</select>`;
  }

  /** How much of the unit below a step is. @returns {number} */
  perStep() {
    const counts = this.session.store.state.result?.counts;
    if (!counts || this.unit === "steps") return 1;
    return this.unit === "epochs" ? 1 / counts.perEpoch : counts.samplesPerStep;
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
    return at.filter((value) => this.unit !== "steps" || value === Math.round(value)).map((value) => value / per);
  }

  toggleLog() {
    this.linear = !this.linear;
    this.redraw();
  }

  fit() {
    const { clientWidth, clientHeight } = this.body;
    if (!this.plot) return this.redraw();
    if (clientWidth < 80 || clientHeight < 60) return;
    const wasWide = this.wide;
    this.wide = clientWidth > 480;
    if (wasWide !== this.wide) this.shape = "";
    if (this.shape === "") this.redraw();
    this.plot?.setSize({ width: clientWidth, height: clientHeight });
    this.mark();
  }
}

/** At most so many labels on a logarithmic axis. */
const MOST_POWERS = 6;

/**
 * Round places on a logarithmic axis: powers of ten, every so many of them; 1, 2, 5 where the range is short.
 * @param {number} lo
 * @param {number} hi
 * @returns {number[]}
 */
function logSplits(lo, hi) {
  const from = Math.floor(Math.log10(lo));
  const to = Math.ceil(Math.log10(hi));
  const stride = Math.max(1, Math.ceil((to - from) / MOST_POWERS));
  const steps = to - from <= 2 ? [1, 2, 5] : [1];
  const places = [];
  for (let power = Math.ceil(from / stride) * stride; power <= to; power += stride) {
    for (const step of steps) places.push(Number(`${step}e${power}`));
  }
  return places.filter((place) => place >= lo && place <= hi);
}

/** @param {(number | null)[]} column @returns {number} the place of its last value, −1 where it has none */
function lastValue(column) {
  for (let at = column.length - 1; at >= 0; at--) if (column[at] !== null) return at;
  return -1;
}
