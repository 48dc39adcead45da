/**
 * What: the panel of the problem: surface, its parameters, rotation, start, and the settings of the run.
 * Invariant: surfaces and their parameters come from the catalogue; the formula is the one that is computed.
 * Does not: edit problems other than surfaces and typed functions; it names them.
 */
import { html, nothing, render } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { live } from "lit-html/directives/live.js";
import { fieldTexts, parseNumber, parseNumbers } from "../format/number.js";
import { OFFERS, modelOf, offerOf, withOffer } from "../model/kind.js";
import { ModelPanel } from "../model/panel.js";
import { defaultSpec } from "../state/default.js";
import { rotation, surfaceRow, withSurface } from "../state/edits.js";
import { modelWords } from "../words/model.js";
import { offerWords } from "../words/offers.js";
import { words } from "../words/en.js";
import { control } from "./control.js";
import { OWN, expressionField, withExpression } from "./expression.js";
import { field } from "./field.js";
import { formula } from "./formula.js";
import { problemText } from "./problems.js";

/** @typedef {import("../state/session.js").Session} Session */
/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("../engine/shapes").Row} Row */
/** @typedef {import("../engine/shapes").Param} Param */

/**
 * Mounts the panel.
 * @param {HTMLElement} element
 * @param {Session} session
 */
export function mountProblem(element, session) {
  let open = false;
  const panel = new ModelPanel(session, () => draw());
  const draw = () => {
    const { state } = session.store;
    render(
      html`<h2>${words.problem.title}</h2>
        ${surfaces(session, state)}
        ${panel.view(state)}
        <button type="button" class="quiet" aria-expanded=${open} @click=${() => ((open = !open), draw())}>${words.problem.more}</button>
        ${open ? settings(session, state) : nothing}`,
      element,
    );
  };
  session.store.on(["spec", "good", "result", "problems", "dataset", "learned", "selected"], draw);
}

/**
 * @param {Session} session
 * @param {SessionState} state
 */
function surfaces(session, state) {
  const { catalog } = session;
  const { spec, problems } = state;
  const row = surfaceRow(catalog, spec);
  const groups = [...new Set(catalog.surfaces.map((surface) => surface.group ?? ""))];
  const typed = typeof (/** @type {Record<string, unknown>} */ (spec.problem ?? {})[OWN]) === "string";
  const model = modelOf(spec);
  const offer = model ? offerOf(spec) : "";
  const known = row || typed || offer;
  const [form = "", told = ""] = words.problem.forms[/** @type {"quadratic"} */ (Object.keys(state.good.problem)[0])] ?? [];
  const choose = (/** @type {string} */ id) => session.replace(id.startsWith(MODEL) ? withOffer(spec, id.slice(MODEL.length)) : id === OWN ? withExpression(model ? defaultSpec() : spec) : withSurface(model ? defaultSpec() : spec, id));
  const own = problems.filter(({ path }) => path === "problem" || path === "problem.surface");
  const params = /** @type {Record<string, unknown>} */ (spec.problem?.params ?? {});
  const shared = { problems, owner: row?.name ?? words.problem.own, edit: (/** @type {string} */ path, /** @type {unknown} */ value) => session.edit(path, value) };
  return html`
    <select class="surface" aria-label=${words.problem.surface} .value=${live(row?.id ?? (typed ? OWN : offer ? MODEL + offer : ""))} @change=${(/** @type {Event} */ e) => choose(/** @type {HTMLSelectElement} */ (e.target).value)}>
      ${known ? nothing : html`<option value="" selected>${/** @type {{inline?: unknown} | undefined} */ (spec.problem.data)?.inline ? modelWords.ownData : (catalog.models.find(({ id }) => id === model?.id)?.name ?? form)}</option>`}
      ${groups.map((group) => html`<optgroup label=${group}>
        ${catalog.surfaces.filter((surface) => (surface.group ?? "") === group).map((surface) => html`<option value=${surface.id} title=${surface.doc} ?selected=${surface.id === row?.id}>${surface.name}</option>`)}
      </optgroup>`)}
      <optgroup label=${modelWords.group}>${OFFERS.map(({ id }) => html`<option value=${MODEL + id} ?selected=${id === offer}>${offerWords[id]}</option>`)}</optgroup>
      <optgroup label=${words.problem.own}><option value=${OWN} ?selected=${typed}>${words.problem.typed}</option></optgroup>
    </select>
    ${expressionField(session, state)}
    ${row?.formula ? html`<div class="formula" tabindex="0" role="group" aria-label=${row.name}>${guard([row.formula], () => formula(String(row.formula)))}</div>` : nothing}
    ${model ? nothing : html`<p class="hint">${row ? row.doc : typed ? words.problem.typedDoc : form ? html`${told}${matrices(state.good)}` : nothing}</p>`}
    ${own.map((problem) => html`<p class="refusal">${problemText(problem)}</p>`)}
    ${(row?.params ?? []).map((param) => control({ ...shared, param, path: `problem.params.${param.key}`, value: params[param.key] }))}
    ${row?.dim === 2 || (typed && state.result?.description.dim === 2) ? control({ ...shared, param: rotation(session.catalog.limits.rotate), path: "problem.rotate", value: spec.problem.rotate }) : nothing}
  `;
}

/** Matrices of more numbers are told by their size. */
const MOST_NUMBERS = 16;

/**
 * The matrices and the centre of a problem that is given by them, a line each.
 * @param {import("../engine/shapes").Spec} spec
 */
function matrices(spec) {
  const given = /** @type {[string, number[] | number[][] | null][]} */ (Object.entries(Object(Object.values(spec.problem)[0])));
  return given.map(([name, values]) => {
    // As for the engine, null stands for a key that is not there.
    if (values === null) return nothing;
    const numbers = values.flat();
    const rows = numbers.length === values.length ? [numbers] : /** @type {number[][]} */ (values);
    return html`<br /><i>${name === "center" ? "c" : name}</i>${numbers.length > MOST_NUMBERS ? `: ${rows.length} × ${numbers.length / rows.length}` : ` = [${rows.map(fieldTexts).join(" | ")}]`}`;
  });
}

/** What the picker's values of offered models begin with. */
const MODEL = "model:";

/**
 * The settings of the run.
 * @param {Session} session
 * @param {SessionState} state
 */
function settings(session, state) {
  const { catalog } = session;
  const { spec, problems } = state;
  const shared = { problems, owner: words.problem.title, edit: (/** @type {string} */ path, /** @type {unknown} */ value) => session.edit(path, value) };
  /** @type {Param} */
  const steps = { key: "steps", symbol: "T", name: words.problem.steps, doc: words.problem.stepsDoc, kind: "int", default: state.end, min: 1, max: catalog.limits.steps };
  /** @type {Param} */
  const seed = { key: "seed", symbol: "", name: words.problem.seed, doc: words.problem.seedDoc, kind: "ints" };
  /** @type {Param} */
  const precision = { key: "precision", symbol: "", name: words.problem.precision, doc: words.problem.precisionDoc, kind: "choice", default: catalog.precisions[0] ?? "f64", options: catalog.precisions.map((id) => ({ id, doc: id })) };
  const start = spec.start ?? state.result?.description.start ?? [];
  const refusedStart = problems.filter(({ path }) => path === "start" || path.startsWith("start["));
  const applyStart = (/** @type {string} */ text) => {
    const list = parseNumbers(text);
    if (list?.length !== start.length) return false;
    session.edit("start", list);
    return true;
  };
  return html`<div class="settings">
    <div class="control text" title=${words.problem.startDoc}>
      <span class="control-name"><span class="control-words">${words.problem.startX}</span></span>
      ${field({ label: words.problem.startX, id: "problem-start", text: fieldTexts(start), wide: true, problems: refusedStart, apply: applyStart, reset: () => session.edit("start", undefined) })}
    </div>
    ${control({ ...shared, param: steps, path: "steps", value: spec.steps })}
    <div class="control text" title=${seed.doc}>
      <span class="control-name"><span class="control-words">${seed.name}</span></span>
      ${field({ label: words.problem.seed, id: "problem-seed", text: spec.seed === undefined ? "" : String(spec.seed), problems: problems.filter(({ path }) => path === "seed"), apply: (text) => {
        const value = text.trim() === "" ? undefined : parseNumber(text);
        if (value === null) return false;
        session.edit("seed", value);
        return true;
      } })}
    </div>
    ${control({ ...shared, param: precision, path: "precision", value: spec.precision })}
  </div>`;
}
