/**
 * What: the figure as an anywidget, for Jupyter and for MyST's `{anywidget}` directive.
 * Invariant: the traits `spec` and `state` follow the figure and the figure follows them; what came from one side is not sent back to it.
 * Does not: need Python: whatever has `get` is a model. Hosts without a kernel have no more, or throw where they have (MyST's theme 1.4: `save_changes`, `off`).
 */
import { sameDocument } from "../state/paths.js";
import { PROPERTIES } from "./attributes.js";

/**
 * A widget's model.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} [set]
 * @property {(event: string, hear: () => void) => void} [on]
 * @property {(event: string, hear: () => void) => void} [off]
 * @property {() => void} [save_changes]
 */

/** Does what a host may not be able to. @param {() => void} act */
function perhaps(act) {
  try {
    act();
  } catch {
    // It has no kernel to tell, and no figure is the worse for it.
  }
}

/** A kernel need not hear of every frame. */
const SAVE_MS = 200;

/**
 * Puts a figure into a cell.
 * @param {{model: Model, el: HTMLElement}} place
 * @returns {() => void} takes it away again
 */
export function render({ model, el }) {
  const figure = document.createElement("descent-figure");
  /** What went to the model last: it comes back as a change of the model's. @type {{spec?: unknown, state?: unknown}} */
  let sent = {};
  const put = (/** @type {string} */ name) => {
    const value = model.get(name);
    // A trait that is left empty states nothing.
    /** @type {any} */ (figure)[name] = value === undefined || value === "" ? null : value;
  };
  const putSpec = () => {
    const spec = model.get("spec");
    if (!spec || sameDocument(spec, {}) || sameDocument(spec, sent.spec) || sameDocument(spec, figure.spec)) return;
    sent = {};
    figure.spec = spec;
  };
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    const shown = figure.getState();
    if (!shown) return;
    const { spec, ...state } = shown;
    sent = { spec, state };
    perhaps(() => {
      if (!sameDocument(spec, model.get("spec"))) model.set?.("spec", spec);
      if (!sameDocument(state, model.get("state"))) model.set?.("state", state);
      model.save_changes?.();
    });
  };
  const later = () => void (timer ||= window.setTimeout(save, SAVE_MS));
  const takeState = () => {
    const state = model.get("state");
    const { spec: _spec, ...shown } = figure.getState() ?? {};
    if (state && !sameDocument(state, sent.state) && !sameDocument(state, shown)) figure.setState(state).catch(() => {});
  };
  for (const name of PROPERTIES) put(name);
  putSpec();
  const events = /** @type {[string, () => void][]} */ ([...PROPERTIES.map((name) => [`change:${name}`, () => put(name)]), ["change:spec", putSpec], ["change:state", takeState]]);
  for (const [event, hear] of events) model.on?.(event, hear);
  figure.addEventListener("descent-ready", takeState, { once: true });
  for (const event of ["descent-ready", "descent-change", "descent-step", "descent-state"]) figure.addEventListener(event, later);
  el.append(figure);
  return () => {
    clearTimeout(timer);
    figure.remove();
    for (const [event, hear] of events) perhaps(() => model.off?.(event, hear));
  };
}
