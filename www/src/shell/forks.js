/**
 * What: says that a run is forked, where and how both futures end, and takes the fork or its ghost away.
 * Invariant: both losses are the kept ones of the playhead's step, or of the last one while the playhead is not past the fork.
 * Does not: draw the ghost; landscape and chart do.
 */
import { html, nothing, render } from "lit-html";
import { reading } from "../format/number.js";
import { scheduleName, told } from "../state/distinction.js";
import { inForceAt, racerName } from "../state/edits.js";
import { editsOf, withoutForks } from "../state/fork.js";
import { rowAt } from "../state/rows.js";
import { leaveTo } from "./focus.js";
import { words } from "../words/en.js";

/**
 * Mounts the strip.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 */
export function mountForks(element, session) {
  const { store, catalog } = session;
  /** What is changed: a hyper-parameter by its symbol, a schedule by its name, a stage by its own. @param {import("../state/fork.js").Edit} edit */
  const changed = ({ step, racer, path, value }) => {
    const id = /** @type {any} */ (value)?.id;
    if (id || path === "schedule") return scheduleName(catalog, id);
    const keys = path.split(/[.[\]]+/);
    const key = String(keys.pop());
    const whole = keys.reduce((/** @type {any} */ of, one) => of?.[one], inForceAt(store.state.good, step).racers[racer]);
    const name = whole?.id ?? keys[0] ?? key;
    const { optimizers, libraries, schedules, schedule_libraries, stages } = catalog;
    const row = [...optimizers, ...libraries, ...schedules, ...schedule_libraries, ...stages].find((one) => one.id === name);
    const say = (/** @type {string} */ own, /** @type {unknown} */ given) => told(row?.params.find((param) => param.key === own) ?? { name: path }, given);
    if (keys.length) return say(key, value);
    if (typeof value === "string") return `${path}: ${value}`;
    const all = Object.entries(Object(value)).map(([own, given]) => say(own, given)).join(", ");
    return told({ name: row?.name ?? path }, all !== "") + (all && `: ${all}`);
  };
  const draw = () => {
    const { good, ghost, result, step, end } = store.state;
    const edits = editsOf(good);
    const texts = edits.map((edit) => words.fork.edit(edit.step, racerName(catalog, good, edit.racer), changed(edit)));
    const compared = ghost && result
      ? [...ghost.racers].map((racer) => {
          const at = step > ghost.at ? step : end;
          const f = (/** @type {import("../engine/shapes").RunResult} */ of) => {
            const columns = of.racers[racer]?.columns;
            return columns ? reading(Number(columns.f[rowAt(columns, at)])) : "";
          };
          return words.fork.compare(racerName(catalog, good, racer), at, f(ghost.result), f(result));
        })
      : [];
    render(
      edits.length
        ? html`<div class="forks"><span>${texts.join("; ")}. ${compared.join(" ")}</span>
            ${ghost ? html`<button type="button" class="quiet" @click=${() => leaveTo(() => store.set({ ghost: null }))}>${words.fork.dismiss}</button>` : nothing}
            <button type="button" class="quiet" @click=${() => leaveTo(() => session.replace(withoutForks(store.state.good)))}>${words.fork.undo}</button></div>`
        : nothing,
      element,
    );
  };
  store.on(["good", "ghost", "result", "step"], draw);
}
