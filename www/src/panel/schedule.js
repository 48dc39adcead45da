/**
 * What: chooses a learning-rate schedule and its parameters, schedules inside schedules included, from the catalogue.
 * Invariant: no schedule in the specification means a constant rate.
 * Does not: draw the rate; the chart does.
 */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { words } from "../words/en.js";
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
    edit(path, chosen && id !== "constant" ? fresh(id, chosen.params, horizon, depth) : undefined);
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
    ${(row && value ? row.params : []).map((param) => part(param, value, options, catalog, horizon, depth))}
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

/**
 * @param {Param} param
 * @param {Named | undefined} value
 * @param {EditorOptions} options
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {number} horizon
 * @param {number} depth
 * @returns {unknown}
 */
function part(param, value, options, catalog, horizon, depth) {
  const path = `${options.path}.${param.key}`;
  const inner = value?.[param.key];
  if (param.kind === "schedule") {
    return depth < DEEPEST ? html`<fieldset><legend>${param.name}</legend>${scheduleEditor({ ...options, path, value: inner }, catalog, horizon, depth + 1)}</fieldset>` : nothing;
  }
  if (param.kind === "schedules") {
    const list = Array.isArray(inner) ? inner : [];
    if (depth >= DEEPEST) return nothing;
    return html`<fieldset>
      <legend>${param.name}</legend>
      ${list.map((item, i) => scheduleEditor({ ...options, path: `${path}[${i}]`, value: item }, catalog, horizon, depth + 1))}
      <button type="button" class="quiet" @click=${() => options.edit(path, [...list, { id: "constant" }])}>${words.control.add}</button>
      <button type="button" class="quiet" ?disabled=${list.length < 2} @click=${() => options.edit(path, list.slice(0, -1))}>${words.control.removeOne}</button>
    </fieldset>`;
  }
  return control({ ...options, param, path, value: inner });
}

/**
 * A schedule with what must be given filled in, as far as the run's length says something sensible.
 * @param {string} id
 * @param {Param[]} params
 * @param {number} horizon
 * @param {number} depth
 * @returns {Named}
 */
function fresh(id, params, horizon, depth) {
  /** @type {Named} */
  const made = { id };
  for (const param of params) {
    if (param.default !== undefined && param.default !== null) continue;
    if (param.kind === "int") made[param.key] = Math.max(param.min ?? 1, Math.round(horizon / (/^(t_max|total|steps)/.test(param.key) ? 1 : 5)));
    else if (param.kind === "ints") made[param.key] = [Math.round(horizon / 2)];
    else if (param.kind === "real") made[param.key] = param.scale === "log" ? 0.01 : 0.5;
    else if (param.kind === "reals") made[param.key] = [0.5];
    else if (param.kind === "schedules" && depth < DEEPEST) made[param.key] = [{ id: "constant" }];
  }
  return made;
}
