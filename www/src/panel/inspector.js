/**
 * What: the inspector: every named quantity of one racer's last update, per coordinate, as a table.
 * Invariant: the numbers are the engine's own for the step that is shown; while newer ones are on their way the old ones say their step.
 * Does not: compute or typeset the rule.
 */
import { html, nothing, render } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { EngineError } from "../engine/protocol.js";
import { chosen, reading } from "../format/number.js";
import { symbolParts } from "../format/symbol.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { optimizerRow, racerName } from "../state/edits.js";
import { rowAt } from "../state/rows.js";
import { words } from "../words/en.js";
import { formula } from "./formula.js";

/** @typedef {import("../engine/shapes").Inspection} Inspection */
/** @typedef {import("../state/session.js").Session} Session */

/** A table of more coordinates than this is not read, but scrolled past. */
const MOST_AXES = 6;

/**
 * Mounts the panel; it asks the engine only while it is open.
 * @param {HTMLElement} element
 * @param {Session} session
 * @param {import("../engine/client.js").Engine} engine
 */
export function mountInspector(element, session, engine) {
  const { store } = session;
  /** @type {{racer: number, inspection: Inspection} | null} */
  let shown = null;
  const draw = () => {
    const { state } = store;
    const racer = state.selected ?? 0;
    render(
      html`<div class="inspector-head">
          <h2>${words.inspector.title}</h2>
          <button type="button" class="icon wide-only" aria-label=${words.inspector.close} @click=${() => store.set({ inspector: false })}>×</button>
        </div>
        <div class="inspector-racers" role="group" aria-label=${words.racers.title}>
          ${state.good.racers.map((other, index) => html`<button type="button" class="chip" aria-pressed=${racer === index} aria-label=${words.racers.select(racerName(session.catalog, state.good, index))} title=${racerName(session.catalog, state.good, index)} @click=${() => store.set({ selected: index })}>${swatch(racerLook(index, other.color), 26)}</button>`)}
        </div>
        ${rule(session, state.good.racers[racer])}
        ${shown && shown.racer < state.good.racers.length ? table(session, shown.racer, shown.inspection) : nothing}`,
      element,
    );
  };
  const ask = async () => {
    const { result, inspector, narrowTab, selected, step, computing } = store.state;
    const racer = selected ?? 0;
    if (!(inspector || narrowTab === "inspect") || !result || computing || racer >= result.racers.length) return draw();
    const columns = result.racers[racer]?.columns;
    const last = columns ? Number(columns.t[rowAt(columns, step)]) : 0;
    try {
      const inspection = await engine.call("inspect", { run: result.run, racer, step: last }, { lane: "inspect" });
      shown = { racer, inspection };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
    draw();
  };
  store.on(["step", "result", "selected", "inspector", "narrowTab", "computing"], () => void ask());
}

/**
 * The update rule, typeset.
 * @param {Session} session
 * @param {import("../engine/shapes").RacerSpec | undefined} racer
 */
function rule(session, racer) {
  const row = racer && optimizerRow(session.catalog, racer.optimizer.id);
  if (!row?.formula) return nothing;
  return html`<div class="formula" tabindex="0" role="group" aria-label=${row.name}>${guard([row.formula], () => formula(String(row.formula)))}</div>`;
}

/**
 * @param {Session} session
 * @param {number} racer
 * @param {Inspection} inspection
 */
function table(session, racer, inspection) {
  const { good } = session.store.state;
  const name = racerName(session.catalog, good, racer);
  if (!inspection.quantities.length || !inspection.before) return html`<p class="hint">${words.inspector.nothing}</p>`;
  const axes = Math.min(MOST_AXES, inspection.after.length);
  const plain = inspection.quantities.filter(({ part }) => !part);
  const parts = inspection.quantities.filter(({ part }) => part);
  const line = (/** @type {unknown} */ head, /** @type {string} */ title, /** @type {ArrayLike<number | null>} */ values, write = reading) =>
    html`<tr title=${title}>
      <th scope="row">${head}<small>${title}</small></th>
      ${values.length === 1 && axes > 1
        ? html`<td colspan=${axes}>${write(values[0] ?? NaN)}</td>`
        : Array.from({ length: axes }, (_, i) => html`<td>${write(values[i] ?? NaN)}</td>`)}
    </tr>`;
  const quantity = (/** @type {Inspection["quantities"][number]} */ { symbol, name: title, values }) => line(symbolOf(symbol), title, values);
  return html`<p class="inspector-step">${words.inspector.atStep(name, inspection.t)}</p>
    <table>
      <thead><tr><th scope="col">${words.inspector.quantity}</th>${Array.from({ length: axes }, (_, i) => html`<th scope="col">${axisName(axes, i)}</th>`)}</tr></thead>
      <tbody>
        ${line(html`<i>θ</i>`, words.inspector.before, inspection.before)}
        ${plain.map(quantity)}
      </tbody>
      ${parts.length ? html`<tbody class="parts"><tr><th colspan=${axes + 1} scope="rowgroup">${words.inspector.parts}</th></tr>${parts.map(quantity)}</tbody>` : nothing}
      <tbody class="parts">
        ${line(html`<i>θ</i>′`, words.inspector.after, inspection.after)}
        ${line(html`<i>f</i>`, words.inspector.loss, [inspection.f_after])}
        ${line(html`<i>η</i>`, words.inspector.rate, [inspection.lr ?? NaN], chosen)}
        ${line("#", words.inspector.evaluations, [inspection.evaluations], String)}
      </tbody>
    </table>`;
}

/** @param {number} axes @param {number} axis */
function axisName(axes, axis) {
  return axes <= 2 ? html`<i>${["x", "y"][axis]}</i>` : html`<i>θ</i><sub>${axis + 1}</sub>`;
}

/** @param {string} tex */
function symbolOf(tex) {
  const { base, sub } = symbolParts(tex);
  return html`<i>${base}</i>${sub ? html`<sub>${sub}</sub>` : nothing}`;
}
