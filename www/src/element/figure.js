/**
 * What: `<descent-figure>`: gives its attributes to what it holds, does what the page asks, tells the page what happens.
 * Invariant: between leaving the document for good and coming back nothing of it is left: no run, no observer, no listener; moved within
 * one task it keeps its state.
 * Does not: draw; the view does. `www/examples/README.md` documents it for users.
 */
import { isStep } from "../embed/messages.js";
import { refused } from "../state/hash.js";
import { showState, shownState } from "../state/shown.js";
import { figure as words } from "../words/figure.js";
import { PROPERTIES, statesRun } from "./attributes.js";
import { Life } from "./life.js";
import { View } from "./view.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Problem} Problem */
/** @typedef {import("../state/session.js").Session} Session */

/** Refuses what a method is given. @param {boolean} fits @param {string} name @param {unknown} given @param {string} allowed */
function demand(fits, name, given, allowed) {
  if (!fits) throw new TypeError(refused(name, "out_of_range", String(given), allowed).problems[0]?.message);
}

/** The element. */
export class DescentFigure extends HTMLElement {
  /** @type {Life | null} */
  #life = null;

  connectedCallback() {
    // A script may have set properties before the element was known.
    for (const name of ["spec", ...PROPERTIES]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = /** @type {any} */ (this)[name];
      delete (/** @type {any} */ (this)[name]);
      /** @type {any} */ (this)[name] = value;
    }
    if (this.#life) this.#life.place();
    else this.#life = new Life(this, new View(this.shadowRoot ?? this.attachShadow({ mode: "open" })));
  }

  disconnectedCallback() {
    // Moving takes an element out and puts it back within one task.
    setTimeout(() => {
      if (this.isConnected) return;
      this.#life?.end();
      this.#life = null;
    });
  }

  /** The specification that is shown, with what a reader changed; null before there is one. @returns {Spec | null} */
  get spec() {
    const session = this.#life?.ready ? this.#life.session : null;
    return session ? structuredClone(session.store.state.good) : null;
  }

  /** A specification in the place of all attributes that state one; null takes it away. @param {Spec | string | null} value */
  set spec(value) {
    for (const name of this.getAttributeNames()) if (name !== "spec" && statesRun(name)) this.removeAttribute(name);
    if (value === null || value === undefined) this.removeAttribute("spec");
    else this.setAttribute("spec", typeof value === "string" ? value : JSON.stringify(value));
  }

  /**
   * The session, loaded before it is seen where that is needed.
   * @returns {Promise<Session>} rejected where there is no run to show
   */
  async #session() {
    const life = this.#life;
    await life?.load();
    if (!life?.session || !life.ready) throw new Error(words.notReady);
    return life.session;
  }

  /** Plays, from the start where it stands at the end. @returns {Promise<void>} */
  async play() {
    (await this.#session()).play();
  }

  /** @returns {Promise<void>} */
  async pause() {
    const session = await this.#session();
    if (this.#life) this.#life.held = false;
    session.pause();
  }

  /** @param {number} [steps] back where negative @returns {Promise<void>} rejected where it is no whole number */
  async step(steps = 1) {
    const { store } = await this.#session();
    demand(isStep(steps), "n", steps, "a whole number");
    this.#life?.seek(store.state.step + steps);
  }

  /** @param {number} step @returns {Promise<void>} rejected where it is no whole number */
  async seek(step) {
    await this.#session();
    demand(isStep(step), "t", step, "a whole number");
    this.#life?.seek(step);
  }

  /** Takes back what a reader changed, and stands where the attributes want it. @returns {Promise<void>} */
  async reset() {
    await this.#session();
    const life = this.#life;
    if (!life?.own) return;
    life.view.landscape?.window.look(null);
    await life.show(life.own);
    life.begin();
  }

  /** What is shown, as plain data; null before there is anything. @returns {import("../state/shown.js").Shown | null} */
  getState() {
    return this.#life?.ready && this.#life.session ? shownState(this.#life.session) : null;
  }

  /**
   * Shows a state, or parts of one.
   * @param {Partial<import("../state/shown.js").Shown>} state
   * @returns {Promise<Problem[]>} why it was refused, with nothing changed; empty where it is shown
   */
  async setState(state) {
    const life = this.#life;
    await life?.load();
    const session = life?.session;
    // One that was refused can still be given what it shows.
    if (!session || !(life.ready || state?.spec)) throw new Error(words.notReady);
    const problems = await showState(session, state);
    if (problems.length === 0) {
      if (!life.ready) {
        life.own = session.store.state.good;
        life.arrive(session);
        await showState(session, { ...state, spec: undefined });
      }
      if (state.playing === false || state.step !== undefined) life.held = false;
      if (state.spec) {
        life.forget();
        life.say({ run: [] });
      }
    }
    life.say({ state: problems });
    return problems;
  }

  /**
   * The digest of the whole run, equal to the command line's.
   * @returns {Promise<string>} empty where the run was stopped before its end
   */
  async digest() {
    const session = await this.#session();
    await session.settled;
    const { result } = session.store.state;
    if (!result) throw new Error(words.notReady);
    return result.digest || session.engine.call("digest", { run: result.run });
  }

  /**
   * What is drawn, as a PNG, once it is there: the landscape, the model over its data, or the chart where there is no picture of either.
   * @param {{scale?: number}} [options] pixels per CSS pixel, from 0.1 to 8
   * @returns {Promise<Blob>}
   */
  async screenshot({ scale = 2 } = {}) {
    await this.#session();
    demand(typeof scale === "number" && scale >= 0.1 && scale <= 8, "scale", scale, "a number from 0.1 to 8");
    const canvas = await this.#life?.view.drawn(scale);
    const blob = canvas && (await new Promise((done) => canvas.toBlob(done, "image/png")));
    if (!blob) throw new Error(words.noPicture);
    return blob;
  }

  /**
   * Tells the page.
   * @param {"ready" | "change" | "step" | "state" | "error"} what
   * @param {object} detail plain data
   */
  tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`descent-${what}`, { detail, bubbles: true, composed: true }));
  }
}

// Every attribute is a property too, as text; `autoplay` is a switch.
for (const name of PROPERTIES) {
  Object.defineProperty(DescentFigure.prototype, name, {
    configurable: true,
    enumerable: true,
    /** @this {DescentFigure} */
    get() {
      return name === "autoplay" ? this.hasAttribute(name) : this.getAttribute(name);
    },
    /** @this {DescentFigure} @param {unknown} value */
    set(value) {
      if (value === null || value === undefined || value === false) this.removeAttribute(name);
      else this.setAttribute(name, value === true ? "" : String(value));
    },
  });
}
