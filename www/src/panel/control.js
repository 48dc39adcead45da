/**
 * What: the control of one hyper-parameter, made from its catalogue row: symbol, name, slider and field, switch, or list of choices.
 * Invariant: it shows the value of the specification, else the row's default; a refusal of the engine stands right under it.
 * Does not: state a default or a range of its own.
 */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { chosen, fieldText, fieldTexts, parseNumber, parseNumbers, shortText } from "../format/number.js";
import { symbolText } from "../format/symbol.js";
import { words } from "../words/en.js";
import { choiceName } from "../words/naming.js";
import { field } from "./field.js";
import { nearestRung, rungs } from "./ladder.js";
import { problemText } from "./problems.js";
import { symbolOf } from "./symbol.js";

/** @typedef {import("../engine/shapes").Param} Param */
/** @typedef {import("../engine/shapes").Problem} Problem */

/**
 * @typedef {object} ControlOptions
 * @property {Param} param the catalogue's row
 * @property {string} path where the value stands in the specification
 * @property {unknown} value what stands there, `undefined` where nothing does
 * @property {Problem[]} problems all problems of the specification
 * @property {(path: string, value: unknown) => void} edit
 * @property {string} owner whose it is, for a screen reader: "Adam"
 */

/** What every field is told. @typedef {{label: string, id: string, problems: Problem[], reset: () => void}} Told */

/**
 * The control.
 * @param {ControlOptions} options
 */
export function control(options) {
  const { param, path, value, problems } = options;
  const own = problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}[`));
  const messageId = `problem-${path.replace(/[^\w]/g, "-")}`;
  const label = `${options.owner}: ${param.name}`;
  const shown = value === undefined ? param.default : value;
  return html`<div class="control ${param.kind}" title=${param.doc}>
    <span class="control-name">${ownSymbol(param)}<span class="control-words">${param.name}</span></span>
    ${inputs(options, shown, { label, id: messageId, problems: own, reset: () => options.edit(path, undefined) })}
  </div>`;
}

/** @param {Param} param */
function ownSymbol({ symbol = "", key, name }) {
  const text = symbolText(symbol);
  // A symbol of one letter stands in the formula.
  return text === "" || (text === key && text.length > 1) || text === name ? nothing : html`<span class="symbol">${symbolOf(symbol)}</span>`;
}

/**
 * @param {ControlOptions} options
 * @param {unknown} shown
 * @param {Told} told
 */
function inputs({ param, path, edit }, shown, told) {
  const { label, problems } = told;
  const refusal = problems.length ? html`<p class="refusal">${problems.map(problemText)}</p>` : nothing;
  switch (param.kind) {
    case "bool":
      return html`<input type="checkbox" aria-label=${label} .checked=${live(shown === true)} @change=${(/** @type {Event} */ e) => edit(path, /** @type {HTMLInputElement} */ (e.target).checked)} />${refusal}`;
    case "choice":
      return html`<select aria-label=${label} .value=${live(String(shown))} @change=${(/** @type {Event} */ e) => edit(path, /** @type {HTMLSelectElement} */ (e.target).value)}>
        ${(param.options ?? []).map(({ id, doc }) => html`<option value=${id} title=${doc} ?selected=${id === shown}>${choiceName(id)}</option>`)}
      </select>${refusal}`;
    case "reals":
    case "ints":
      return field({ ...told, text: Array.isArray(shown) ? fieldTexts(shown.map(Number)) : "", wide: true, apply: (text) => applyList(text, (list) => edit(path, list)) });
    case "real":
    case "opt_real":
    case "int":
    case "opt_int":
      return number({ param, path, edit }, shown, told);
    default:
      return nothing;
  }
}

/**
 * Slider and field.
 * @param {Pick<ControlOptions, "param" | "path" | "edit">} options
 * @param {unknown} shown
 * @param {Told} told
 */
function number({ param, path, edit }, shown, told) {
  const canBeOff = param.kind.startsWith("opt");
  const off = param.unset ?? words.control.off;
  const values = rungs(param);
  const offset = canBeOff ? 1 : 0;
  const at = typeof shown === "number" ? nearestRung(values, shown) + offset : 0;
  const set = (/** @type {number} */ rung) => edit(path, rung < offset ? undefined : values[rung - offset]);
  const last = values.length - 1 + offset;
  const apply = (/** @type {string} */ text) => {
    if (canBeOff && text.trim() === off) {
      told.reset();
      return true;
    }
    const value = parseNumber(text);
    if (value !== null) edit(path, value);
    return value !== null;
  };
  return html`<input
      type="range"
      min="0"
      max=${last}
      step="1"
      aria-label=${words.control.slider(told.label)}
      aria-valuetext=${typeof shown === "number" ? chosen(shown) : off}
      .value=${live(String(at))}
      @input=${(/** @type {Event} */ e) => set(Number(/** @type {HTMLInputElement} */ (e.target).value))}
      @keydown=${(/** @type {KeyboardEvent} */ e) => tenfold(e, at, last, set)}
      @dblclick=${told.reset}
    />${field({ ...told, ...(typeof shown === "number" ? { text: shortText(shown), full: fieldText(shown) } : { text: "" }), placeholder: canBeOff ? off : words.racers.needsValue, apply })}`;
}

/**
 * Shift with an arrow moves ten rungs.
 * @param {KeyboardEvent} event
 * @param {number} at
 * @param {number} last
 * @param {(rung: number) => void} set
 */
function tenfold(event, at, last, set) {
  const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
  if (!way || !event.shiftKey) return;
  event.preventDefault();
  set(Math.max(0, Math.min(last, at + 10 * way)));
}

/**
 * @param {string} text
 * @param {(list: number[]) => void} use
 * @returns {boolean}
 */
function applyList(text, use) {
  const list = parseNumbers(text);
  if (list) use(list);
  return list !== null;
}
