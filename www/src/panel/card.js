/**
 * What: one racer's card: swatch, optimizer, loss at the playhead, learning rate, status in words, and everything else behind "More".
 * Invariant: at most seven controls are visible before the disclosure.
 * Does not: hold state but whether it is open, which the panel keeps for it.
 */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { reading } from "../format/number.js";
import { batchParams } from "../model/batches.js";
import { modelOf } from "../model/kind.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { inForceAt, isFull, optimizerRow, particular, racerName, withDoubled, withOptimizer, withoutRacer } from "../state/edits.js";
import { rowAt } from "../state/rows.js";
import { words } from "../words/en.js";
import { statusAt } from "../words/status.js";
import { control } from "./control.js";
import { field } from "./field.js";
import { problemText } from "./problems.js";
import { robbinsMonro, scheduleEditor } from "./schedule.js";
import { stageControls } from "./stages.js";

/** @typedef {import("../state/session.js").Session} Session */
/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("../engine/shapes").Row} Row */

/**
 * The card.
 * @param {Session} session
 * @param {SessionState} state
 * @param {number} index
 * @param {(at: number, by: 1 | -1) => void} moved called where a racer goes or is doubled
 * @param {boolean} open
 * @param {() => void} toggle opens or closes the disclosure
 */
export function racerCard(session, state, index, moved, open, toggle) {
  const { catalog } = session;
  // With "from here on" the controls show what is in force at the playhead.
  const racer = (state.fromHere ? inForceAt(state.spec, state.step) : state.spec).racers[index];
  if (!racer) return nothing;
  const name = racerName(catalog, state.spec, index);
  const row = optimizerRow(catalog, racer.optimizer?.id);
  const main = row?.params.find(({ key }) => key === "lr" || key === "learning_rate") ?? row?.params.find(({ kind }) => kind === "real");
  const result = state.good.racers.length === state.spec.racers.length ? state.result?.racers[index] : undefined;
  const status = result ? statusAt(result, state.step, state.shown) : null;
  const loss = result ? result.columns.f[rowAt(result.columns, state.step)] : undefined;
  const path = `racers[${index}].optimizer`;
  const shared = { problems: state.problems, owner: name, edit: (/** @type {string} */ at, /** @type {unknown} */ value) => session.edit(at, value) };
  // Its rate stands above.
  const mark = racer.label || particular(catalog, state.spec, racer).flatMap(({ key, text }) => (key === main?.key ? [] : [text])).join(", ");
  const own = state.problems.filter((problem) => problem.path === `racers[${index}]` || problem.path === path || problem.path === `${path}.id`);
  return html`<li class="card ${state.selected === index ? "selected" : ""}">
    <div class="card-head">
      <button type="button" class="card-swatch" aria-label=${words.racers.select(name)} aria-pressed=${state.selected === index} title=${words.racers.select(name)} @click=${() => session.select(index)}>
        ${swatch(racerLook(index, racer.color), 34)}
      </button>
      ${optimizerSelect(session, state, index, row, name)}
      <button type="button" class="icon" aria-label=${words.racers.remove(name)} title=${words.racers.remove(name)} ?disabled=${state.spec.racers.length < 2} @click=${() => (session.replace(withoutRacer(state.spec, index)), moved(index, -1))}>×</button>
    </div>
    ${own.map((problem) => html`<p class="refusal">${problemText(problem)}</p>`)}
    ${main ? control({ ...shared, param: main, path: `${path}.${main.key}`, value: racer.optimizer[main.key] }) : nothing}
    <div class="card-foot">
      <output class="number" aria-live="off" aria-label="${name}: ${words.racers.value}"><i>f</i> ${loss === undefined ? "" : reading(loss)}</output>
      <span class="status ${status?.kind ?? ""}">${mark ? html`<b>${mark}</b> ` : nothing}${status?.text ?? ""}</span>
      <button type="button" class="quiet" aria-expanded=${open} aria-label="${name}: ${open ? words.racers.less : words.racers.more}" @click=${toggle}>${open ? words.racers.less : words.racers.more}</button>
    </div>
    ${open ? rest(session, state, index, moved, row, main?.key, shared) : nothing}
  </li>`;
}

/**
 * @param {Session} session
 * @param {SessionState} state
 * @param {number} index
 * @param {Row | undefined} row
 * @param {string} name
 */
function optimizerSelect(session, state, index, row, name) {
  const { catalog } = session;
  const id = state.spec.racers[index]?.optimizer?.id;
  const libraries = [...new Set(catalog.libraries.map(({ library }) => library ?? ""))];
  const choose = (/** @type {Event} */ event) => {
    const chosen = optimizerRow(catalog, /** @type {HTMLSelectElement} */ (event.target).value);
    if (chosen) session.replace(withOptimizer(state.spec, index, chosen));
  };
  const option = (/** @type {Row} */ other) => html`<option value=${other.id} title=${other.doc} ?selected=${other.id === id}>${other.name}</option>`;
  return html`<select class="card-name" aria-label="${name}: ${words.racers.optimizer}" .value=${live(String(id))} @change=${choose}>
    ${row ? nothing : html`<option value=${String(id)} selected>${String(id)}</option>`}
    ${catalog.optimizers.map(option)}
    ${libraries.map((library) => html`<optgroup label=${library}>${catalog.libraries.filter((other) => (other.library ?? "") === library).map(option)}</optgroup>`)}
  </select>`;
}

/**
 * What stands behind "More".
 * @param {Session} session
 * @param {SessionState} state
 * @param {number} index
 * @param {(at: number, by: 1 | -1) => void} moved
 * @param {Row | undefined} row
 * @param {string | undefined} mainKey
 * @param {Pick<import("./control.js").ControlOptions, "problems" | "owner" | "edit">} shared
 */
function rest(session, state, index, moved, row, mainKey, shared) {
  const { catalog } = session;
  const racer = /** @type {import("../engine/shapes").RacerSpec} */ ((state.fromHere ? inForceAt(state.spec, state.step) : state.spec).racers[index]);
  const base = `racers[${index}]`;
  const label = racer.label ?? "";
  const full = isFull(catalog, state.spec);
  // Who changes a schedule sees its rate.
  const showRate = (/** @type {string} */ at, /** @type {unknown} */ value) => {
    session.store.set({ chartTab: "rate" });
    shared.edit(at, value);
  };
  return html`<div class="card-rest">
    ${row?.doc ? html`<p class="hint">${row.doc}</p>` : nothing}
    ${(row?.params ?? []).filter(({ key }) => key !== mainKey).map((param) => control({ ...shared, param, path: `${base}.optimizer.${param.key}`, value: racer.optimizer[param.key] }))}
    ${scheduleEditor({ ...shared, path: `${base}.schedule`, value: racer.schedule, edit: showRate }, catalog, state.end)}
    ${state.spec === state.good ? robbinsMonro(state.result?.description.racers[index]) : nothing}
    ${stageControls(session, racer, index, shared)}
    ${state.dataset && modelOf(state.spec) ? ownBatch(base, racer, batchParams(catalog, state.dataset.train.n, Object(state.spec.problem.batch)), shared) : nothing}
    <div class="control text">
      <span class="control-name"><span class="control-words">${words.racers.label}</span></span>
      ${field({ label: `${shared.owner}: ${words.racers.label}`, text: label, wide: true, apply: (text) => (shared.edit(`${base}.label`, text.trim() === "" ? undefined : text.trim()), true) })}
    </div>
    <div class="card-actions">
      <button type="button" class="quiet" aria-disabled=${full} @click=${() => full || (session.replace(withDoubled(state.spec, index)), moved(index, 1))}>${words.racers.double}</button>
    </div>
  </div>`;
}

/**
 * Batches other than the problem's: their size, and the rest where they are less than all.
 * @param {string} base the racer's path
 * @param {import("../engine/shapes").RacerSpec} racer
 * @param {import("../engine/shapes").Param[]} params
 * @param {Pick<import("./control.js").ControlOptions, "problems" | "owner" | "edit">} shared
 */
function ownBatch(base, { batch }, params, shared) {
  const own = /** @type {Record<string, unknown>} */ (batch ?? {});
  return params.slice(0, batch && batch.size !== "full" ? undefined : 1).map((param) => {
    const { key, max } = param;
    // Without a size there are none.
    const edit = (/** @type {string} */ at, /** @type {unknown} */ value) => shared.edit(key === "size" && value === undefined ? `${base}.batch` : at, value);
    return control({ ...shared, param, path: `${base}.batch.${key}`, value: own[key] === "full" ? max : own[key], edit });
  });
}
