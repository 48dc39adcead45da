/**
 * What: what a figure holds while it is in the document: its run, its seat at the shared engine, what watches its place, its names and its ground.
 * Invariant: it loads once and when it comes into view; nothing plays out of sight; what is wrong is said until it is mended, each for itself.
 * Does not: draw, the view does; nor take what the page asks, the element does.
 */
import names from "made:names";
import { prefersStillness } from "../look/theme.js";
import { viewOf } from "../presets/figures.js";
import { defaultSpec } from "../state/default.js";
import { racerName } from "../state/edits.js";
import { readDocument, refused } from "../state/hash.js";
import { History } from "../state/history.js";
import { rowAt, strideOf } from "../state/rows.js";
import { Session, firstState } from "../state/session.js";
import { Store } from "../state/store.js";
import { figure as words } from "../words/figure.js";
import { FIGURE_ATTRIBUTES, decidesRun, readSpec, readWishes } from "./attributes.js";
import { standsOnDark, watchGround } from "./ground.js";
import { share } from "./share.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Problem} Problem */
/** @typedef {import("./attributes.js").Wishes} Wishes */
/** @typedef {import("./figure.js").DescentFigure} DescentFigure */
/** @typedef {import("./view.js").View} View */

/** A figure starts to load so far before it is seen. */
const AHEAD = "200px";
/** What plays, or is hidden where it stands, is looked at again after so long. */
const LOOK_MS = 400;
/** Attributes that change what is shown, not what is run. */
const LOOKS = new Set(FIGURE_ATTRIBUTES);

/** @param {Element} element @returns {boolean} whether nothing around it hides it; where a browser cannot say, it is seen */
function canBeSeen(element) {
  return element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true;
}

/**
 * A line that names a run.
 * @param {Spec} spec
 * @returns {string}
 */
function titleOf(spec) {
  const { surface, expression, model, data } = /** @type {{[key: string]: any}} */ (spec.problem ?? {});
  const named = (/** @type {"surfaces" | "models" | "data"} */ table, /** @type {unknown} */ id) => names[table].find((/** @type {import("../engine/shapes").Row} */ row) => row.id === id)?.name;
  const trained = [named("models", model?.id), named("data", data?.id)].filter(Boolean).join(", ");
  const problem = trained || (named("surfaces", surface) ?? String(surface ?? expression ?? Object.keys(spec.problem ?? {})[0] ?? ""));
  return words.poster(problem, (spec.racers ?? []).map((_, index) => racerName(names, spec, index)).join(", "));
}

/**
 * A document from an address.
 * @param {string} src relative to the page
 * @returns {Promise<{spec: Spec | null, problems: Problem[]}>}
 */
async function fetchSpec(src) {
  try {
    const reply = await fetch(new URL(src, document.baseURI));
    if (!reply.ok) throw new Error(String(reply.status));
    return readDocument(await reply.text());
  } catch {
    const { problems } = refused("src", "not_found", src, "the address of a specification");
    return { spec: null, problems: problems.map((problem) => ({ ...problem, message: words.noDocument(src) })) };
  }
}

/** What a figure holds while it is in the document. */
export class Life {
  /** @param {DescentFigure} figure @param {View} view */
  constructor(figure, view) {
    this.figure = figure;
    this.view = view;
    /** @type {Session | null} */
    this.session = null;
    /** @type {import("../engine/seat.js").Seat | null} */
    this.seat = null;
    /** @type {Promise<void> | null} */
    this.loading = null;
    this.ended = false;
    this.ready = false;
    /** Whether it stands where the attributes want it, or plays: as soon as its first run has come so far. */
    this.begun = false;
    /** The author's specification, to go back to. @type {Spec | null} */
    this.own = null;
    /** Whether it stands where it would be seen, unless something hides it. */
    this.isNear = false;
    this.timer = 0;
    /** Whether it would be playing if it were in sight. */
    this.held = false;
    this.reads = 0;
    /** What is wrong with the looks, with the run that was asked for last, and with the state. @type {{looks: Problem[], run: Problem[], state: Problem[]}} */
    this.problems = { looks: [], run: [], state: [] };
    /** Whether wrong looks keep a run waiting. */
    this.waits = false;
    this.watchPlace = new IntersectionObserver((entries) => {
      this.isNear = entries.at(-1)?.isIntersecting ?? false;
      this.look();
    }, { rootMargin: AHEAD });
    this.watchNames = new MutationObserver((changes) => this.changed(changes.map(({ attributeName }) => attributeName ?? "")));
    this.stopGround = () => {};
    this.place();
    this.watchPlace.observe(figure);
    this.watchNames.observe(figure, { attributes: true });
    this.wish();
    const { spec } = readSpec(figure);
    view.showPoster(spec ? titleOf(spec) : words.loading, spec);
  }

  /** Stands where it was put. */
  place() {
    this.stopGround();
    this.stopGround = watchGround(this.figure, () => this.dress());
    this.dress();
  }

  /** Puts on the theme that is wished for. */
  dress() {
    const theme = this.view.wishes?.theme ?? "auto";
    return this.view.theme(theme === "auto" ? (standsOnDark(this.figure) ? "dark" : "light") : theme);
  }

  /**
   * Takes over what the attributes wish; of what a reader may have changed since, only what is wished anew.
   * @param {string[]} [changed] names of attributes
   */
  wish(changed = []) {
    const { wishes, problems } = readWishes(this.figure);
    this.view.wish(wishes);
    this.dress();
    if (changed.includes("speed")) this.session?.store.set({ speed: wishes.speed });
    if (changed.includes("at") && this.ready) this.seek(wishes.at ?? Infinity);
    if (wishes.eager) this.load();
    return problems;
  }

  /** @param {number} step */
  seek(step) {
    this.held = false;
    this.session?.seek(step);
  }

  /** Loads what is in sight, and lets it play; nothing plays out of sight. */
  look() {
    clearTimeout(this.timer);
    const { session } = this;
    const seen = this.isNear && canBeSeen(this.figure);
    if (seen) {
      this.load();
      if (this.held) session?.play();
      this.held = false;
    } else if (session?.store.state.playing) {
      this.held = true;
      session.pause();
    }
    // Nobody tells that something around it fades, as slides do.
    if (this.isNear && (!seen || session?.store.state.playing)) this.timer = window.setTimeout(() => this.look(), LOOK_MS);
  }

  /** @param {string[]} changed names of attributes */
  changed(changed) {
    if (changed.some((name) => LOOKS.has(name))) this.say({ looks: this.wish(changed) });
    if (changed.includes("lock")) this.forget();
    if (!this.session) return;
    if (changed.some(decidesRun) || (this.waits && this.problems.looks.length === 0)) this.read();
  }

  /** Loads the engine and the first run, once. @returns {Promise<void>} */
  load() {
    this.loading ??= this.start().catch((error) => {
      if (this.ended) return;
      this.view.fail(words.tooOld);
      this.figure.tell("error", { message: words.tooOld, problems: [] });
      console.error(error);
    });
    return this.loading;
  }

  async start() {
    const seat = await share.sit(() => this.session?.restored());
    if (this.ended) return share.leave(seat);
    this.seat = seat;
    const store = new Store(firstState(defaultSpec(), this.dress()));
    const session = new Session(store, names, seat, viewOf);
    this.session = session;
    this.view.mount(session);
    this.tellOn(session);
    await this.read();
  }

  /** Reads the specification that the attributes state, and shows it. */
  async read() {
    const read = ++this.reads;
    const { figure } = this;
    let { spec, problems, src } = readSpec(figure);
    if (src !== null) ({ spec, problems } = await fetchSpec(src));
    if (this.ended || read !== this.reads) return;
    const looks = readWishes(figure).problems;
    this.waits = looks.length > 0;
    if (this.waits || problems.length || !spec) return this.say({ looks, run: problems });
    await this.show(spec);
  }

  /**
   * Shows a specification as the figure's own.
   * @param {Spec} spec
   * @returns {Promise<Problem[]>}
   */
  async show(spec) {
    const { session } = this;
    if (!session) return [];
    const read = ++this.reads;
    const problems = await session.open(spec);
    if (this.ended || read !== this.reads) return problems;
    this.say({ run: problems, state: [] });
    this.forget();
    if (problems.length === 0 && session.store.state.result) this.own = spec;
    if (this.own && !this.ready) this.arrive(session);
    return problems;
  }

  /** @param {Session} session that shows its first run */
  arrive({ store: { state } }) {
    this.ready = true;
    const { at = null } = this.view.wishes ?? {};
    if (!this.begun) this.begin();
    // The longer a run, the fewer of its steps are kept: the one that is wished for may have become another.
    else if (at !== null && !state.playing && Math.abs(state.step - at) < strideOf(state.result?.racers ?? [])) this.session?.seek(at);
    this.figure.tell("ready", { spec: structuredClone(state.good), end: state.end, digest: state.result?.digest ?? "" });
  }

  /** A reader's undo goes back to what the page showed or locked last, not before it. */
  forget() {
    if (this.session) this.session.history = new History();
  }

  /** Stands where the attributes want it, or plays. */
  begin() {
    const { session } = this;
    const wishes = this.view.wishes;
    if (!session || !wishes) return;
    this.begun = true;
    const plays = wishes.autoplay && !prefersStillness();
    session.store.set({ speed: wishes.speed, selected: null, relief: false });
    this.seek(wishes.at ?? (plays ? 0 : Infinity));
    if (plays) session.play();
  }

  /** @param {Partial<Life["problems"]>} problems shown in the figure, beside those of the other kinds, and told to the page; none takes them back */
  say(problems) {
    Object.assign(this.problems, problems);
    this.view.refuse(Object.values(this.problems).flat());
    const told = Object.values(problems).flat();
    if (told.length) this.figure.tell("error", { message: told[0]?.message || words.refused, problems: structuredClone(told) });
  }

  /** @param {Session} session */
  tellOn({ store, catalog }) {
    const { figure } = this;
    store.on(["good"], ({ good, result }) => {
      if (!result) return;
      this.view.showPoster(titleOf(good), good);
      if (this.ready) figure.tell("change", { spec: structuredClone(good) });
    });
    store.on(["result"], ({ result, end }) => {
      if (result && !this.begun && (this.view.wishes?.at ?? 0) <= end) this.begin();
    });
    store.on(["step"], ({ step, end, result, good }) => {
      if (!this.ready || !result) return;
      const racers = result.racers.map(({ columns, status }, index) => {
        const row = rowAt(columns, step);
        const ended = status.kind !== "running" && step >= status.step;
        return { name: racerName(catalog, good, index), t: Number(columns.t[row]), x: Array.from(columns.x.length ? columns.x.subarray(row * columns.dim, (row + 1) * columns.dim) : []), f: Number(columns.f[row]), status: ended ? status.kind : "running" };
      });
      figure.tell("step", { step, end, racers });
    });
    store.on(["playing", "speed", "selected"], ({ playing, speed, selected }) => this.ready && figure.tell("state", { playing, speed, selected }));
    store.on(["playing"], () => this.look());
    store.on(["problems"], ({ problems }) => problems.length && figure.tell("error", { message: problems[0]?.message ?? words.refused, problems: structuredClone(problems) }));
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.watchPlace.disconnect();
    this.watchNames.disconnect();
    this.stopGround();
    this.view.dispose();
    if (this.seat) share.leave(this.seat);
  }
}
