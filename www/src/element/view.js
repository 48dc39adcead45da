/**
 * What: what stands in a figure's shadow: poster, notice, landscape or model, racers, time, chart, made from the page's own parts.
 * Invariant: before there is a session the box has its size already, so that nothing jumps; after `dispose` nothing listens.
 * Does not: read attributes, load, or tell anybody anything; the element does.
 */
import { html, nothing, render, svg } from "lit-html";
import style from "made:figure-style";
import { Chart } from "../chart/chart.js";
import { chartDrawing } from "../chart/drawing.js";
import { Landscape } from "../draw/landscape.js";
import { paperOf } from "../draw/paper.js";
import { putOnTheme } from "../look/theme.js";
import { modelOf } from "../model/kind.js";
import { ModelView } from "../model/view.js";
import { problemList } from "../panel/problems.js";
import { viewOf } from "../presets/figures.js";
import { mountLive } from "../shell/live.js";
import { followGestures } from "../state/gesture.js";
import { startPlayer } from "../state/player.js";
import { listenForKeys } from "../transport/keys.js";
import { mountTransport } from "../transport/transport.js";
import { words } from "../words/en.js";
import { figure as own } from "../words/figure.js";
import { HIDEABLE, LOCKABLE } from "./attributes.js";
import { language } from "./language.js";
import { drawRacers } from "./racers.js";

/** @typedef {import("./attributes.js").Wishes} Wishes */
/** @typedef {import("../state/session.js").Session} Session */

/** Keys that a figure has no use for, those that change what is looked at, and those of time. */
const KEYS = { none: ["f", "?"], view: ["+", "=", "-", "0", "v"], time: [" ", ".", ",", "Home", "End", "[", "]"] };

/** A figure so wide can have its chart beside its landscape, and has where that would have less than such a part of its height. */
const LEAST_BESIDE_PX = 640;
const FLAT = 0.6;

/** What a landscape's ground is made of; the rest follows the pointer and the step. */
const GROUND = ["heat", "contours", "curve", "heights"];

/**
 * Whether a key does something in the part of a figure that it goes to, so that it is not the page's as well: slides would turn.
 * @param {KeyboardEvent} event
 */
function isUsed({ key, target }) {
  const part = /** @type {Element} */ (target);
  if (part.closest("dialog")) return true;
  // A slider has no more keys than those that move it by a step or to an end: a slide that page keys turn stops its default.
  if (part.matches("[type=range]")) return /^(Arrow|Home$|End$)/.test(key);
  if (part.matches("input, select")) return true;
  if (part.matches("[role=tab]") && /^Arrow(Left|Right)$/.test(key)) return true;
  return part.matches("button:not(.start), summary") && (key === " " || key === "Enter");
}

/** A figure's inside. */
export class View {
  /** @param {ShadowRoot} root */
  constructor(root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const place = (/** @type {string} */ name) => {
      const element = document.createElement("div");
      element.className = name;
      return element;
    };
    this.host = root.host;
    this.element = place("figure");
    this.element.setAttribute("role", "group");
    // Numbers, axes and time run to the right in every language that figures speak.
    this.element.dir = "ltr";
    this.element.lang = language;
    this.poster = place("poster");
    this.notice = place("notices");
    this.notice.setAttribute("role", "status");
    this.picture = place("place-landscape");
    this.racers = place("racers");
    this.racers.setAttribute("role", "group");
    this.racers.setAttribute("aria-label", own.racers);
    this.transport = place("place-transport");
    this.chartPlace = place("place-chart");
    this.live = place("live");
    this.picture.append(this.poster);
    this.element.append(this.notice, this.picture, this.racers, this.transport, this.chartPlace, this.live);
    root.replaceChildren(this.element);
    /** @type {Session | null} */
    this.session = null;
    /** @type {Landscape | null} */
    this.landscape = null;
    /** Settled with the part of its ground that the landscape asked for last. @type {Promise<unknown>} */
    this.asked = Promise.resolve();
    /** @type {ModelView | null} */
    this.model = null;
    /** @type {Chart | null} */
    this.chart = null;
    this.rights = { start: true, view: true, time: true, wheel: false };
    /** The size that the parts were placed for. */
    this.size = "";
    this.watch = new ResizeObserver(() => this.fit());
    /** @type {Wishes | null} */
    this.wishes = null;
    /** @type {import("../engine/shapes").Problem[]} */
    this.problems = [];
  }

  /** The frame around everything, in a theme. @param {import("../look/theme.js").ThemeName} name */
  theme(name) {
    const theme = putOnTheme(this.element, name);
    const store = this.session?.store;
    // What stands around changes often, the colours seldom.
    if (JSON.stringify(theme) !== JSON.stringify(store?.state.theme)) store?.set({ theme });
    return theme;
  }

  /**
   * Shows the poster: what the page put into the element, else the names.
   * @param {string} line
   * @param {import("../engine/shapes").Spec | null} spec what will be shown, where that is known
   */
  showPoster(line, spec) {
    this.element.setAttribute("aria-label", own.label(line));
    this.element.classList.toggle("pictured", this.host.childElementCount > 0);
    // Several plots: side by side they would be small in a narrow place; those of samples stand under each other there.
    this.element.classList.toggle("many", spec !== null && modelOf(spec) !== null && spec.racers.length > 2);
    this.element.classList.toggle("tall", spec !== null && viewOf(spec).modelShown === "samples");
    render(
      html`<slot><svg viewBox="0 0 300 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${[14, 34, 60, 92, 130, 174].map((r, i) => svg`<ellipse cx=${170 - 6 * i} cy=${118 - 5 * i} rx=${r * 1.25} ry=${r * 0.72} transform="rotate(-24 170 110)"></ellipse>`)}</svg>
        <p>${line}</p></slot>`,
      this.poster,
    );
  }

  /**
   * Fills the box with a session.
   * @param {Session} session
   */
  mount(session) {
    this.session = session;
    /** @type {import("../engine/client.js").Asked["call"]} */
    const call = (method, ...all) => {
      const answer = session.engine.call(method, ...all);
      // A task later who asked has taken it, and asked for what comes next.
      if (GROUND.includes(method)) this.asked = answer.catch(() => {}).then(() => new Promise((done) => setTimeout(done)));
      return answer;
    };
    this.landscape = new Landscape(session, { call }, this.rights);
    this.model = new ModelView(session, session.engine, this.picture, this.element);
    for (const { element } of [this.landscape, this.model]) {
      // Several figures on a page would be landmarks of one name.
      element.setAttribute("role", "group");
      this.picture.append(element);
    }
    mountTransport(this.transport, session);
    mountLive(this.live, session);
    // Several figures would talk all at once: only the one that has the focus does.
    this.live.setAttribute("aria-live", "off");
    this.element.addEventListener("focusin", () => this.live.setAttribute("aria-live", "polite"));
    this.element.addEventListener("focusout", () => this.live.setAttribute("aria-live", "off"));
    const { rights } = this;
    listenForKeys(this.element, session, this.landscape, (key) => KEYS.none.includes(key) || (!rights.view && KEYS.view.includes(key)) || (!rights.time && KEYS.time.includes(key)));
    this.element.addEventListener("keydown", (event) => isUsed(event) && event.stopPropagation());
    followGestures(this.element, session);
    this.watch.observe(this.element);
    startPlayer(session.store);
    session.store.on(["spec", "good", "result", "step", "selected", "shown", "problems"], () => this.drawRacers());
    session.store.on(["notice", "problems"], () => this.drawNotice());
    session.store.on(["result"], () => this.arrange());
  }

  /**
   * Takes over what the attributes wish.
   * @param {Wishes} wishes
   */
  wish(wishes) {
    this.wishes = wishes;
    const { classList } = this.element;
    for (const name of HIDEABLE) classList.toggle(`hide-${name}`, wishes.hide.has(name));
    for (const name of LOCKABLE) classList.toggle(`lock-${name}`, wishes.lock.has(name));
    this.rights.start = !wishes.lock.has("start");
    this.rights.view = !wishes.lock.has("view");
    // A reader who may not change the view could not leave the relief either.
    if (!this.rights.view) this.session?.store.set({ relief: false });
    this.rights.time = wishes.controls !== "none" && !wishes.lock.has("time");
    classList.toggle("full", wishes.controls === "full");
    classList.toggle("without-time", !this.rights.time);
    this.landscape?.invalidate(false);
    this.arrange();
    this.drawRacers();
  }

  /** Shows the chart where it is wished for, or is all that can be seen. */
  arrange() {
    const { wishes, session } = this;
    const result = session?.store.state.result;
    if (!wishes || !session || !result) return;
    const { good } = session.store.state;
    const seen = result.dim <= 2 || modelOf(good);
    // A lecture figure may be its chart.
    const { chartTab = "loss" } = viewOf(good);
    const wanted = !wishes.hide.has("chart") && (wishes.controls === "full" || !seen || chartTab !== "loss");
    this.element.classList.toggle("with-chart", wanted);
    this.poster.hidden = true;
    if (wanted && !this.chart) {
      this.chart = new Chart(session, this.element);
      this.chart.element.setAttribute("role", "group");
      this.chartPlace.append(this.chart.element);
    }
    this.fit();
  }

  /** Puts the chart beside the landscape where the figure's height presses that flat. */
  fit() {
    const { clientWidth, clientHeight, classList } = this.element;
    const both = classList.contains("with-chart") && !this.picture.querySelector(".without-picture") && clientWidth >= LEAST_BESIDE_PX;
    const size = `${clientWidth} ${clientHeight}`;
    if (both && classList.contains("beside") && size === this.size) return;
    this.size = size;
    classList.remove("beside");
    const [across = 1, high = 1] = getComputedStyle(this.picture).aspectRatio.split("/").map(Number);
    classList.toggle("beside", both && this.picture.clientHeight < ((FLAT * clientWidth) / across) * high);
  }

  drawRacers() {
    const { wishes, session } = this;
    if (!wishes || !session || !session.store.state.result) return;
    const full = wishes.controls === "full";
    drawRacers(this.racers, session, { status: full && !wishes.hide.has("status"), rates: full && !wishes.hide.has("rates") && !wishes.lock.has("rates") });
  }

  /**
   * Says why the figure, or the last change of it, was refused.
   * @param {import("../engine/shapes").Problem[]} problems empty takes it back
   */
  refuse(problems) {
    this.problems = problems;
    this.drawNotice();
  }

  drawNotice() {
    const state = this.session?.store.state;
    this.element.classList.toggle("empty", this.problems.length > 0 && !state?.result);
    const problems = this.problems.length ? this.problems : (state?.problems ?? []);
    const said = state?.notice?.kind === "lost" ? words.notice.lost : state?.notice?.kind === "restarted" ? words.notice.restarted : "";
    const line = problems.length ? html`<b>${state?.result ? words.notice.refusedElsewhere : own.refused}</b> ${problemList(problems)}` : said;
    render(line ? html`<div class="notice"><div>${line}</div></div>` : nothing, this.notice);
  }

  /** Says that nothing can be shown at all. @param {string} sentence */
  fail(sentence) {
    this.element.classList.add("empty");
    render(html`<div class="notice"><div>${sentence}</div></div>`, this.notice);
  }

  /**
   * What is drawn, as a picture, once all that it needs has come.
   * @param {number} scale pixels per CSS pixel
   * @returns {Promise<HTMLCanvasElement | undefined>}
   */
  async drawn(scale) {
    const { landscape, model, session } = this;
    const canvas = await model?.picture(scale);
    if (canvas || !landscape || !session) return canvas ?? undefined;
    const { result, theme } = session.store.state;
    if ((result?.dim ?? 0) > 2) {
      this.chart?.redraw();
      const drawing = this.chart && chartDrawing(this.chart);
      if (!drawing) return undefined;
      const sheet = document.createElement("canvas");
      const ctx = paperOf(sheet, drawing.widthPx, drawing.heightPx, scale);
      ctx.fillStyle = theme.paper;
      ctx.fillRect(0, 0, drawing.widthPx, drawing.heightPx);
      drawing.draw(ctx);
      return sheet;
    }
    let last;
    do {
      landscape.draw(true);
      await (last = this.asked);
    } while (last !== this.asked);
    landscape.draw(true);
    return landscape.picture(scale);
  }

  /** Lets go of everything that outlives the element. */
  dispose() {
    this.session?.pause();
    this.watch.disconnect();
    this.landscape?.dispose();
    this.model?.dispose();
    this.chart?.dispose();
  }
}
