/**
 * What: chooses a learning-rate schedule and its parameters, schedules inside schedules included, from the catalogue.
 * Invariant: no schedule in the specification means a constant rate.
 * Does not: draw the rate; the chart does.
 */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { stayBeside } from "../shell/focus.js";
import { words } from "../words/en.js";
import { scheduleWords } from "../words/step.js";
import { fresh, keysOf, partsOf, withMoved, withPart, withoutPart, wrapped } from "./compose.js";
import { control } from "./control.js";
import { problemText } from "./problems.js";

/** @typedef {import("../engine/shapes").Named} Named */
/** @typedef {import("../engine/shapes").Param} Param */
/** @typedef {Omit<import("./control.js").ControlOptions, "param">} EditorOptions */

/** Schedules that hold schedules may nest this deep in the page; a document may go deeper. */
const DEEPEST = 3;

/**
 * The editor of one schedule.
 * @param {EditorOptions} options `value` is the schedule, or undefined
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {number} horizon steps of the run, for parameters that must be given
 * @param {number} [depth]
 * @returns {unknown}
 */
export function scheduleEditor(options, catalog, horizon, depth = 0) {
  const { path, problems, edit, owner } = options;
  const value = /** @type {Named | undefined} */ (options.value ?? undefined);
  const row = scheduleRow(catalog, value?.id);
  const own = problems.filter((problem) => problem.path === path || problem.path === `${path}.id`);
  const choose = (/** @type {Event} */ event) => {
    const id = /** @type {HTMLSelectElement} */ (event.target).value;
    const chosen = scheduleRow(catalog, id);
    edit(path, chosen && id !== "constant" ? fresh(chosen, (other) => scheduleRow(catalog, other), horizon) : undefined);
  };
  return html`<div class="schedule">
    <label class="control">
      <span class="control-name"><span class="control-words">${words.racers.schedule}</span></span>
      <select aria-label="${owner}: ${words.racers.schedule}" .value=${live(row?.id ?? value?.id ?? "constant")} @change=${choose}>
        ${catalog.schedules.some(({ id }) => id === "constant") ? nothing : html`<option value="constant" ?selected=${!value}>${words.racers.noSchedule}</option>`}
        ${catalog.schedules.map((other) => html`<option value=${other.id} title=${other.doc} ?selected=${other.id === (value?.id ?? "constant")}>${other.name}</option>`)}
        ${libraries(catalog).map((library) => html`<optgroup label=${library}>
          ${catalog.schedule_libraries.filter((other) => libraryOf(other.id) === library).map((other) => html`<option value=${other.id} title=${other.note ?? ""} ?selected=${other.id === value?.id}>${other.id}</option>`)}
        </optgroup>`)}
        ${value && !row ? html`<option value=${value.id} selected>${value.id}</option>` : nothing}
      </select>
    </label>
    ${value && (row?.doc || row?.note) ? html`<p class="hint">${row.doc || row.note}</p>` : nothing}
    ${own.map((problem) => html`<p class="refusal">${problemText(problem)}</p>`)}
    ${depth < DEEPEST ? wraps(value, row, horizon, (next) => edit(path, next)) : nothing}
    ${row && value ? row.params.map((param) => part(param, keysOf(row), value, options, catalog, horizon, depth)) : nothing}
  </div>`;
}

/**
 * The ways to put a schedule into a larger one, and to take it out again.
 * @param {Named | undefined} value
 * @param {import("../engine/shapes").Row | undefined} row its own
 * @param {number} horizon
 * @param {(next: Named | undefined) => void} set
 */
function wraps(value, row, horizon, set) {
  const inner = /** @type {Named | undefined} */ (value?.id === "warmup" ? (value.then ?? undefined) : row && partsOf(value?.[keysOf(row).parts])[0]);
  const button = (/** @type {string} */ label, /** @type {() => Named | undefined} */ next) => html`<button type="button" class="quiet" @click=${(/** @type {Event} */ event) => (set(next()), stayBeside(event))}>${label}</button>`;
  return html`<div class="wraps">
    ${button(scheduleWords.wrapWarmup, () => wrapped("warmup", value, horizon))}
    ${button(scheduleWords.wrapSequence, () => wrapped("sequence", value, horizon))}
    ${button(scheduleWords.wrapProduct, () => wrapped("product", value, horizon))}
    ${inner || value?.id === "warmup" ? button(scheduleWords.unwrap, () => (inner?.id === "constant" ? undefined : inner)) : nothing}
  </div>`;
}

/**
 * The two conditions of Robbins and Monro, as the engine judges them by rule.
 * @param {{sum_diverges: boolean | null, squares_converge: boolean | null} | undefined} judged
 */
export function robbinsMonro(judged) {
  if (!judged) return nothing;
  const say = (/** @type {boolean | null} */ holds) => (holds === null ? scheduleWords.unknown : holds ? scheduleWords.yes : scheduleWords.no);
  return html`<div class="monro" role="group" aria-label=${scheduleWords.title} title=${scheduleWords.title}>
    <span title=${scheduleWords.sumDoc}>${scheduleWords.sum}: <b>${say(judged.sum_diverges)}</b></span>
    <span title=${scheduleWords.squaresDoc}>${scheduleWords.squares}: <b>${say(judged.squares_converge)}</b></span>
  </div>`;
}

/**
 * The catalogue's row of a schedule in either spelling.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {string | undefined} id
 */
function scheduleRow(catalog, id) {
  return catalog.schedules.find((row) => row.id === id) ?? catalog.schedule_libraries.find((row) => row.id === id);
}

/** @param {string} id @returns {string} the library that a spelling belongs to */
function libraryOf(id) {
  return id.split(".")[0] ?? "";
}

/** @param {import("../engine/shapes").Catalog} catalog @returns {string[]} */
function libraries(catalog) {
  return [...new Set(catalog.schedule_libraries.map(({ id }) => libraryOf(id)))];
}

/** What stands for schedules that nest too deep to be shown. */
const deeper = () => html`<p class="hint">${scheduleWords.deeper}</p>`;

/**
 * @param {Param} param
 * @param {import("./compose.js").Keys} keys
 * @param {Named | undefined} value
 * @param {EditorOptions} options
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {number} horizon
 * @param {number} depth
 * @returns {unknown}
 */
function part(param, keys, value, options, catalog, horizon, depth) {
  const path = `${options.path}.${param.key}`;
  const inner = value?.[param.key];
  if (param.kind === "schedule") {
    return depth < DEEPEST ? html`<fieldset><legend>${param.name}</legend>${scheduleEditor({ ...options, path, value: inner }, catalog, horizon, depth + 1)}</fieldset>` : deeper();
  }
  if (param.kind === "schedules") {
    const list = partsOf(inner);
    if (depth >= DEEPEST || !value) return deeper();
    const set = (/** @type {Named} */ next) => options.edit(options.path, next);
    const button = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {number} */ i, /** @type {number} */ to, /** @type {boolean} */ off, /** @type {() => Named} */ next) =>
      html`<button type="button" class="quiet" aria-label="${label}: ${param.name} ${i + 1}" title=${label} aria-disabled=${off} @click=${(/** @type {Event} */ event) => {
        if (off) return;
        // The focus goes with the part, or to the one in its place.
        const all = /** @type {Element} */ (event.target).closest("fieldset")?.querySelectorAll(`:scope > .part-head > [title="${label}"]`);
        /** @type {HTMLElement} */ (all?.[to]).focus();
        set(next());
      }}>${sign}</button>`;
    return html`<fieldset>
      <legend>${param.name}</legend>
      ${list.map(
        (item, i) => html`<div class="part-head"><small class="secondary">${i + 1}</small>
            ${button("↑", scheduleWords.up, i, i - 1, i === 0, () => withMoved(value, keys, i, -1))}
            ${button("↓", scheduleWords.down, i, i + 1, i === list.length - 1, () => withMoved(value, keys, i, 1))}
            ${button("×", scheduleWords.remove, i, Math.min(i, list.length - 2), list.length < 2, () => withoutPart(value, keys, i))}
          </div>
          ${scheduleEditor({ ...options, path: `${path}[${i}]`, value: item }, catalog, horizon, depth + 1)}`,
      )}
      <button type="button" class="quiet" @click=${() => set(withPart(value, keys, horizon))}>${words.control.add}</button>
    </fieldset>`;
  }
  return control({ ...options, param, path, value: inner });
}
