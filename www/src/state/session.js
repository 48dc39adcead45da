/**
 * What: the session: the specification, its run, the playhead and what is selected, and every change that a reader can make.
 * Invariant: `good` is the last specification that the engine accepted, and `result` is its run; `spec` is what the controls show and may
 * be ahead of it or refused. The picture always shows `good`.
 * Does not: draw, and does not touch the address.
 */
import { EngineError, LOST, SUPERSEDED, TRAP } from "../engine/protocol.js";
import { prefersStillness } from "../look/theme.js";
import { History } from "./history.js";
import { racerPath, withFork } from "./fork.js";
import { sameDocument, withValue } from "./paths.js";
import { strideOf } from "./rows.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").RunResult} RunResult */
/** @typedef {import("../engine/shapes").Problem} Problem */
/** @typedef {"loss" | "test" | "accuracy" | "rate" | "gradient" | "quantity"} ChartTab */
/** @typedef {"data" | "network" | "weights" | "plane" | "samples" | "surface"} ModelShown */
/** @typedef {"basins" | "rates" | "settings" | "seeds"} MapsTab */
/** @typedef {"racers" | "problem" | "loss" | "inspect"} NarrowTab */

/**
 * @typedef {object} SessionState
 * @property {Spec} spec what the controls show
 * @property {Spec} good what the picture shows
 * @property {Problem[]} problems of `spec`, where it was refused
 * @property {RunResult | null} result the run of `good`
 * @property {boolean} computing whether the result is still growing
 * @property {number} step the playhead; past `end` while a run that is being made has not come so far
 * @property {number} end the last step of the run
 * @property {boolean} playing
 * @property {number} speed steps per frame
 * @property {number | null} selected a racer
 * @property {number | null} hoverStep a step that the pointer marks on a curve or a trail
 * @property {import("../engine/shapes").View | null} shown the part of the plane in the landscape's window
 * @property {number} perX pixels of the landscape per unit
 * @property {{racer: number, inspection: import("../engine/shapes").Inspection} | null} inspected the update in the open inspector
 * @property {import("../engine/shapes").Dataset | null} dataset of the model that is trained
 * @property {import("../engine/shapes").LearningView | null} learned what the models do, at the step that it names
 * @property {boolean} inspector whether it is open
 * @property {boolean} fromHere whether a change of a racer holds from the playhead on
 * @property {import("./fork.js").Ghost | null} ghost the future that the last fork replaced
 * @property {boolean} relief whether the landscape is shown as a relief
 * @property {boolean} maps whether the panel of maps is open
 * @property {MapsTab} mapsTab what it shows
 * @property {ChartTab} chartTab
 * @property {"steps" | keyof RunResult["counts"]} unit what the chart has below
 * @property {string} quantity the one that the chart shows where it shows one, by its key
 * @property {number | null} quantityAxis of which coordinate; null for the first, or the first two of few racers
 * @property {import("../engine/shapes").History | null} history its values
 * @property {ModelShown} modelShown what the model's view shows
 * @property {NarrowTab} narrowTab
 * @property {boolean} help
 * @property {boolean} everything in a low window: whether all of the page is shown
 * @property {import("../look/theme.js").Theme} theme
 * @property {boolean} ownTheme whether the reader chose it, and not the system
 * @property {{kind: string, problems?: Problem[]} | null} notice a message above the picture
 * @property {number} canUndo how many steps back there are
 * @property {number} canRedo
 */

/** Two traps within this time and the session stops trying. */
const TRAP_PATIENCE_MS = 5000;

/** How a document is looked at that wishes nothing else. @type {Pick<SessionState, "chartTab" | "unit" | "quantity" | "quantityAxis" | "modelShown">} */
export const PLAIN_LOOK = { chartTab: "loss", unit: "steps", quantity: "theta", quantityAxis: null, modelShown: "data" };

/**
 * The state before anything has run.
 * @param {Spec} spec
 * @param {import("../look/theme.js").Theme} theme
 * @returns {SessionState}
 */
export function firstState(spec, theme) {
  return {
    spec,
    good: spec,
    problems: [],
    result: null,
    computing: true,
    step: 0,
    end: 1,
    playing: false,
    speed: 1,
    selected: null,
    hoverStep: null,
    shown: null,
    perX: 1,
    inspected: null,
    dataset: null,
    learned: null,
    inspector: false,
    fromHere: false,
    ghost: null,
    relief: false,
    maps: false,
    mapsTab: "basins",
    ...PLAIN_LOOK,
    history: null,
    narrowTab: "racers",
    help: false,
    everything: false,
    theme,
    ownTheme: false,
    notice: null,
    canUndo: 0,
    canRedo: 0,
  };
}

/**
 * What an error of the engine says is wrong.
 * @param {unknown} thrown
 * @returns {Problem[]}
 */
function problemsOf(thrown) {
  if (!(thrown instanceof EngineError)) throw thrown;
  return thrown.problems.length ? thrown.problems : [{ path: "", code: thrown.code, given: "", allowed: "", nearest: null, message: thrown.message }];
}

/** One reader's session. */
export class Session {
  /**
   * @param {import("./store.js").Store<SessionState>} store
   * @param {import("../engine/shapes").Catalog} catalog
   * @param {import("../engine/client.js").Asked} engine
   * @param {(spec: Spec) => Partial<SessionState>} [look] how a document that is opened is looked at first
   */
  constructor(store, catalog, engine, look = () => ({})) {
    this.store = store;
    this.catalog = catalog;
    this.engine = engine;
    this.look = look;
    this.history = new History();
    this.trapMs = -Infinity;
    /** What is to be shown from its beginning, until something of it is there. @type {{spec: Spec, arrived: (_: void) => void} | null} */
    this.begun = null;
    /** How many documents were asked for, and which of them was shown last. */
    this.asked = 0;
    this.turn = 0;
    /** Whether the playhead waits for a run that is being made to come so far. */
    this.waits = false;
    /** @type {SessionState["notice"]} */
    this.outdated = null;
    /** @type {Promise<void>} */
    this.settled = Promise.resolve();
  }

  /**
   * Changes the specification at a path, and runs it.
   * @param {string} path
   * @param {unknown} value `undefined` removes the key
   * @param {string} [name] changes under one name are one undo step
   */
  edit(path, value, name = path) {
    const { fromHere, step, end } = this.store.state;
    const where = fromHere && step > 0 && (step < end || this.waits) ? racerPath(path) : null;
    if (where) return this.fork(step, where, /** @type {import("../engine/shapes").Json} */ (value ?? null), name);
    this.replace(withValue(this.store.state.spec, path, value), name);
  }

  /**
   * Changes a racer from a step on; the future that this replaces stays as a ghost.
   * @param {number} step
   * @param {{racer: number, path: string}} where
   * @param {import("../engine/shapes").Json} value
   * @param {string} name
   */
  fork(step, where, value, name) {
    const { spec, good, result, ghost, problems } = this.store.state;
    const next = withFork(problems.length ? good : spec, step, where, value);
    // A drag forks at one step many times: the ghost is what was there before the first.
    const same = ghost !== null && ghost.at === step;
    const kept = same ? ghost : result && { at: step, result, racers: new Set() };
    this.history.note(problems.length ? good : spec, `fork ${step} ${name}`, performance.now());
    this.store.set({ playing: false, ghost: kept && { ...kept, racers: new Set([...kept.racers, where.racer]) } });
    this.show(next);
  }

  /**
   * Shows a document from its beginning, and plays it unless the reader wants stillness.
   * @param {Spec} spec
   * @returns {Promise<void>} as soon as something of it is there, or it is refused
   */
  async begin(spec) {
    this.store.set({ playing: false, selected: null, step: 0, fromHere: false });
    const first = new Promise((arrived) => void (this.begun = { spec, arrived }));
    await Promise.race([first, this.open(spec)]);
  }

  /**
   * Sets the playhead going in what has begun; where the reader moved it meanwhile, or went on to another document, it is theirs.
   * @param {SessionState} before the first part was there
   */
  start({ playing, step, spec }) {
    if (playing || step > 0 || spec !== this.begun?.spec) return;
    if (prefersStillness()) this.seek(this.store.state.end);
    else this.play();
  }

  /**
   * Changes the specification as a whole, and runs it.
   * @param {Spec} spec
   * @param {string} [name] changes under one name are one undo step
   */
  replace(spec, name = "") {
    const { state } = this.store;
    if (sameDocument(spec, state.spec)) return;
    this.history.note(state.problems.length ? state.good : state.spec, name, performance.now());
    this.store.set({ ghost: null, ...(sameDocument(spec.problem, state.spec.problem) ? {} : { fromHere: false }) });
    this.show(spec);
  }

  /**
   * Shows a specification from outside, unless one that was asked for later is shown by then; where the engine refuses it, a notice says why
   * and the picture stays.
   * @param {Spec} spec judged by the engine before any panel sees it
   * @returns {Promise<Problem[]>} why it was refused; empty where it is shown
   */
  async open(spec) {
    const { notice } = this.store.state;
    const turn = ++this.asked;
    const problems = /** @type {Problem[]} */ (await this.engine.call("validate", { spec }).catch(problemsOf));
    if (turn < this.turn) {
      await this.settled;
      return problems;
    }
    if (problems.length) {
      // Of a trap the engine's restart tells.
      if (problems[0]?.code !== TRAP) this.store.set({ notice: { kind: "link", problems } });
      return problems;
    }
    const { state } = this.store;
    if (state.result && !sameDocument(spec, state.good)) this.history.note(state.good, "", performance.now());
    // What a scene has opened goes with it; the inspector has no room beside maps.
    const [before, look] = [this.look(state.good), this.look(spec)];
    this.store.set({ ghost: null, ...((before.selected !== undefined || !sameDocument(spec.problem, state.good.problem)) && { selected: null }), ...((before.maps || look.inspector) && { maps: false }), ...(before.inspector && { inspector: false }), ...look });
    this.show(spec, notice, turn);
    await this.settled;
    return [];
  }

  undo() {
    this.back(this.history.undo(this.store.state.spec));
  }

  redo() {
    this.back(this.history.redo(this.store.state.spec));
  }

  /** @param {Spec | null} spec that was shown; null where there is none */
  back(spec) {
    if (!spec) return;
    this.store.set({ ghost: null });
    this.show(spec);
  }

  /**
   * Shows a specification without noting it.
   * @param {Spec} spec
   * @param {SessionState["notice"]} [notice] of a refused link, which is gone once this is shown; one that came later stays
   * @param {number} [turn] when it was asked for
   */
  show(spec, notice = this.store.state.notice, turn = ++this.asked) {
    this.turn = turn;
    this.outdated = notice;
    this.store.set({ spec, canUndo: this.history.past.length, canRedo: this.history.future.length });
    this.settled = this.solve(spec);
  }

  /**
   * Runs a specification, and takes over its result as it grows.
   * @param {Spec} spec
   */
  async solve(spec) {
    const onPart = (/** @type {RunResult} */ part) => this.accept(spec, part);
    try {
      this.accept(spec, await this.engine.call("solve", { spec }, { lane: "run", onPart }));
    } catch (thrown) {
      this.refuse(spec, thrown);
    }
  }

  /**
   * @param {Spec} spec
   * @param {RunResult} result
   */
  accept(spec, result) {
    const { state } = this.store;
    const end = Math.max(0, ...result.racers.map(({ columns }) => columns.t[columns.rows - 1] ?? 0));
    const stride = strideOf(result.racers);
    const wasAtEnd = !this.waits && !state.playing && state.result !== null && state.step >= state.end;
    this.waits = !result.done && !wasAtEnd && state.step >= end;
    const problems = state.spec === spec ? [] : state.problems;
    const selected = state.selected !== null && state.selected < result.racers.length ? state.selected : null;
    const stale = state.notice?.kind === "link" && state.notice === this.outdated && state.good !== spec && !sameDocument(state.good, spec);
    this.store.set({
      good: spec,
      result,
      problems,
      selected,
      end,
      computing: !result.done,
      step: wasAtEnd || (state.step >= end && !this.waits) ? end : state.step - (state.step % stride),
      notice: stale ? null : state.notice,
    });
    if (this.begun?.spec === spec) {
      this.start(state);
      this.begun.arrived();
      this.begun = null;
    }
  }

  /**
   * @param {Spec} spec
   * @param {unknown} thrown
   */
  refuse(spec, thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    if (thrown.code === SUPERSEDED) return;
    if (thrown.code === LOST) return this.store.set({ computing: false, notice: { kind: "lost" } });
    if (thrown.code === TRAP) return;
    if (this.store.state.spec !== spec) return;
    this.store.set({ problems: problemsOf(thrown), computing: false });
  }

  /** Brings back what was shown, on a fresh engine. */
  restored() {
    const nowMs = performance.now();
    const again = nowMs - this.trapMs < TRAP_PATIENCE_MS;
    this.trapMs = nowMs;
    if (again) return this.store.set({ computing: false, notice: { kind: "lost" } });
    this.store.set({ notice: { kind: "restarted" }, problems: [] });
    this.show(this.store.state.good);
  }

  play() {
    const { step, end } = this.store.state;
    this.waits = false;
    this.store.set({ playing: true, step: step >= end ? 0 : step, hoverStep: null });
  }

  pause() {
    this.store.set({ playing: false });
  }

  toggle() {
    if (this.store.state.playing) this.pause();
    else this.play();
  }

  /**
   * Moves the playhead, and stops playing. Of a long run it goes to the next step that is kept.
   * @param {number} step
   */
  seek(step) {
    const { end, step: now, result } = this.store.state;
    const stride = strideOf(result?.racers ?? []);
    const kept = (step > now ? Math.ceil : Math.floor)(Math.round(step) / stride) * stride;
    const to = Math.max(0, Math.min(Math.max(end, now), kept));
    this.waits &&= to > end;
    this.store.set({ playing: false, step: to });
  }

  /**
   * Selects a racer, or none where it is selected already.
   * @param {number} racer
   */
  select(racer) {
    const { selected, good } = this.store.state;
    if (racer >= good.racers.length) return;
    this.store.set({ selected: selected === racer ? null : racer });
  }
}
