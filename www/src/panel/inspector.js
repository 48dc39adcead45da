/**
 * What: the inspector: one racer's last update: its rule, typeset, and every quantity of it, which it asks for and shares.
 * Invariant: the numbers are the engine's own for the step that is shown; while newer ones are on their way the old ones say their step.
 * Does not: compute or typeset the rule.
 */
import { html, nothing, render } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { EngineError } from "../engine/protocol.js";
import { stepScale } from "../draw/step.js";
import { chosen } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { inForceAt, racerName } from "../state/edits.js";
import { parameterNames } from "../model/kind.js";
import { departures, meaning } from "../state/conventions.js";
import { editsOf, withoutForks } from "../state/fork.js";
import { rowAt } from "../state/rows.js";
import { leaveTo } from "../shell/focus.js";
import { Said } from "../shell/said.js";
import { words } from "../words/en.js";
import { choiceName, quantityName } from "../words/naming.js";
import { stepWords } from "../words/step.js";
import { mountCode } from "./code.js";
import { mountConventions } from "./conventions.js";
import { formula } from "./formula.js";
import { quantityTable, quantityText } from "./quantities.js";
import { symbolOf } from "./symbol.js";

/** @typedef {import("../engine/shapes").Inspection} Inspection */
/** @typedef {import("../engine/shapes").Description["racers"][number]} Told */
/** @typedef {import("../state/session.js").Session} Session */

/**
 * Mounts the panel; it asks the engine only while it is open.
 * @param {HTMLElement} element
 * @param {Session} session
 * @param {import("../engine/client.js").Engine} engine
 */
export function mountInspector(element, session, engine) {
  const { store } = session;
  const body = document.createElement("div");
  const conventions = document.createElement("section");
  const code = document.createElement("section");
  element.append(body, conventions, code);
  mountConventions(conventions, session, engine);
  mountCode(code, session, engine);
  /** @type {{racer: number, inspection: Inspection, told?: Told} | null} */
  let shown = null;
  const said = new Said(() => draw());
  const copy = () => shown && said.copy(quantityText(title(shown), shown.inspection, names(shown.inspection)), stepWords.copied, stepWords.copyFailed);
  const title = (/** @type {{racer: number, inspection: Inspection}} */ { racer, inspection }) => words.inspector.atStep(racerName(session.catalog, store.state.good, racer), inspection.t);
  const names = (/** @type {Inspection} */ { after }) => parameterNames(store.state.good, after.length);
  const draw = () => {
    const { state } = store;
    const racer = state.selected ?? 0;
    const current = shown && shown.racer < state.good.racers.length ? shown : null;
    render(
      html`<div class="inspector-head">
          <h2>${words.inspector.title}</h2>
          <button type="button" class="icon wide-only" aria-label=${words.inspector.close} @click=${() => leaveTo(() => store.set({ inspector: false }), ".wide-only")}>×</button>
        </div>
        <div class="inspector-racers" role="group" aria-label=${words.racers.title}>
          ${state.good.racers.map((other, index) => html`<button type="button" class="chip" aria-pressed=${racer === index} aria-label=${words.racers.select(racerName(session.catalog, state.good, index))} title=${racerName(session.catalog, state.good, index)} @click=${() => store.set({ selected: index })}>${swatch(racerLook(index, other.color), 26)}</button>`)}
        </div>
        ${rule(session, (current?.racer === racer && current.told) || state.result?.description.racers[racer])}
        ${current ? quantityTable(title(current), current.inspection, html`<button type="button" class="quiet" @click=${copy}>${said.text || stepWords.copy}</button>`, names(current.inspection)) : nothing}
        ${current ? arrows(state, current.inspection) : nothing}`,
      body,
    );
  };
  const ask = async () => {
    const { result, inspector, narrowTab, selected, step, computing, good } = store.state;
    const racer = selected ?? 0;
    if (!(inspector || narrowTab === "inspect") || !result || computing || racer >= result.racers.length) {
      store.set({ inspected: null });
      return draw();
    }
    const { columns } = /** @type {import("../engine/shapes").RunResult["racers"][number]} */ (result.racers[racer]);
    const row = rowAt(columns, step);
    const last = Number(columns.t[row]);
    // The update was made with what was in force where it began; an argument of a library's can make it another law.
    const spec = editsOf(good).length ? withoutForks(inForceAt(good, last - 1)) : undefined;
    try {
      const inspection = await engine.call("inspect", { run: result.run, racer, step: last, spec }, { lane: "inspect" });
      const told = spec ? inspection : result.description.racers[racer];
      const quantities = inspection.quantities.map((/** @type {Inspection["quantities"][number]} */ one) => ({ ...one, name: quantityName(told.law, one) }));
      // Plain data have no ∞; the column does.
      shown = { racer, told, inspection: { ...inspection, quantities, f_after: inspection.f_after ?? columns.f[row] } };
      store.set({ inspected: shown });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
    draw();
  };
  store.on(["step", "result", "selected", "inspector", "narrowTab", "computing"], () => void ask());
  store.on(["shown"], draw);
}

/**
 * What the arrows on the landscape are.
 * @param {import("../state/session.js").SessionState} state
 * @param {Inspection} inspection
 */
function arrows({ shown, perX, result }, inspection) {
  if (result?.dim !== 2 || !shown || !inspection.before) return nothing;
  const factor = stepScale(inspection, perX);
  const averaged = inspection.quantities.some(({ key }) => key === "average");
  return html`${averaged ? html`<p class="hint">${stepWords.averaged}</p>` : nothing}<p class="hint">${factor === 1 ? stepWords.trueLength : stepWords.enlarged(chosen(factor))}</p>`;
}

/**
 * The update rule, typeset: that of the law, in whatever spelling the racer is given; under it, what the racer does otherwise.
 * @param {Session} session
 * @param {Told} [told] the racer's optimizer in our spelling
 */
function rule(session, { law, args } = /** @type {Told} */ ({ args: {} })) {
  const row = session.catalog.optimizers.find(({ id }) => id === law);
  if (!row?.formula) return nothing;
  const others = departures(row, args).map((param) => {
    const value = args[param.key];
    return html`<br />${param.name} ${symbolOf(param.symbol)}: ${typeof value === "number" ? chosen(value) : choiceName(String(value))}. ${meaning(param, value)}`;
  });
  return html`<div class="formula" tabindex="0" role="group" aria-label=${row.name}>${guard([row.formula], () => formula(String(row.formula)))}</div>
    ${others.length ? html`<p class="hint">${stepWords.otherwise}${others}</p>` : nothing}`;
}
