/**
 * What: the table of conventions: each one of the selected racer's law beside the racer, with a computed verdict, to adopt or to race.
 * Invariant: a verdict stands for the racer and problem it was computed for; once either changes the table says so.
 * Does not: compare; the worker does.
 */
import { html, nothing, render } from "lit-html";
import { EngineError } from "../engine/protocol.js";
import { chosen, reading } from "../format/number.js";
import { conventionsOf } from "../state/conventions.js";
import { isFull, optimizerRow, withReplaced } from "../state/edits.js";
import { choiceName } from "../words/naming.js";
import { conventionWords } from "../words/step.js";

/** @typedef {import("../engine/compare.js").Answer} Answer */
/** @typedef {import("../state/conventions.js").Convention} Convention */

/**
 * Mounts the table.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 * @param {import("../engine/client.js").Engine} engine
 */
export function mountConventions(element, session, engine) {
  const { store, catalog } = session;
  element.className = "conventions";
  /** @type {{spec: import("../engine/shapes").Spec, racer: number, all: Convention[], names: Map<string, string>, answers: Map<number, Answer | null>, running: boolean} | null} */
  let table = null;

  const compare = async () => {
    const { good, selected, result } = store.state;
    const racer = selected ?? 0;
    const told = result?.description.racers[racer];
    if (!told) return;
    const all = conventionsOf(catalog, told, good.racers[racer]?.optimizer.id ?? "");
    const names = new Map(optimizerRow(catalog, told.law)?.params.map(({ key, name }) => [key, name]));
    const mine = { spec: good, racer, all, names, answers: new Map(), running: true };
    table = mine;
    draw();
    const onPart = (/** @type {Answer & {other?: boolean}} */ part) => {
      mine.answers.set(part.at, part.other ? null : part);
      draw();
    };
    const candidates = all.map(({ optimizer, library }) => ({ optimizer, library }));
    try {
      await engine.call("compare", { spec: good, racer, candidates }, { lane: "compare", onPart });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
    mine.running = false;
    draw();
  };
  // An empty comparison takes the place of the one under way.
  const stop = () => engine.call("compare", { spec: store.state.good, racer: 0, candidates: [] }, { lane: "compare" });
  // With another racer the table goes, and this button stays.
  const leave = () => /** @type {HTMLElement} */ (element.querySelector("button")).focus();
  const adopt = (/** @type {Convention} */ { optimizer }, /** @type {number} */ racer) => session.replace(withReplaced(store.state.spec, racer, (old) => ({ ...old, optimizer })));
  const race = (/** @type {Convention} */ { optimizer, title }, /** @type {number} */ racer) => {
    const { spec } = store.state;
    const old = spec.racers[racer];
    if (old) session.replace({ ...spec, racers: [...spec.racers, { ...old, optimizer, label: title, color: null }] });
  };

  const draw = () => {
    const { state } = store;
    const full = isFull(catalog, state.spec);
    const running = table?.running ? table : null;
    const stale = table && (table.spec !== state.good || table.racer !== (state.selected ?? 0));
    render(
      html`<h3>${conventionWords.title}</h3>
        <p class="hint">${conventionWords.hint}</p>
        <p>
          ${running ? html`<progress max=${running.all.length} value=${running.answers.size} aria-label=${conventionWords.title}></progress> ` : nothing}
          <button type="button" class=${running ? "quiet" : "compare"} @click=${running ? stop : compare}>${running ? conventionWords.stop : conventionWords.run}</button>
          ${running ? html`<small>${conventionWords.running(running.answers.size, running.all.length)}</small>` : nothing}
        </p>
        ${table && stale ? html`<p class="hint">${conventionWords.stale}</p>` : nothing}
        ${table && !stale ? rows(table, full) : nothing}`,
      element,
    );
  };
  const rows = (/** @type {NonNullable<typeof table>} */ { all, names, answers, racer }, /** @type {boolean} */ full) => {
    const shown = all.flatMap((convention, at) => {
      const answer = answers.get(at);
      return answer ? [{ convention, answer }] : [];
    });
    if (!shown.length) return answers.size === all.length ? html`<p class="hint">${conventionWords.none}</p>` : nothing;
    return html`<table>
      <thead><tr><th scope="col">${conventionWords.convention}</th><th scope="col">${conventionWords.verdict}</th><td></td></tr></thead>
      <tbody>
        ${shown.map(({ convention, answer }) => html`<tr title=${convention.doc}>
          <th scope="row">${convention.title}${convention.library && answer.differs.length ? html`<small>${answer.differs.map(({ key, value }) => `${names.get(key) ?? key}: ${typeof value === "number" ? chosen(value) : choiceName(String(value))}`).join(", ")}</small>` : nothing}</th>
          <td class=${answer.verdict && answer.verdict.kind !== "differs" ? "same" : ""}>${verdictText(answer)}</td>
          <td class="actions">
            ${answer.verdict ? html`<button type="button" class="quiet" @click=${() => (leave(), adopt(convention, racer))}>${conventionWords.adopt}</button><br />
            <button type="button" class="quiet" aria-disabled=${full} @click=${() => full || (leave(), race(convention, racer))}>${conventionWords.race}</button>` : nothing}
          </td>
        </tr>`)}
      </tbody>
    </table>`;
  };
  store.on(["good", "selected", "result", "spec"], draw);
}

/**
 * @param {Answer} answer
 * @returns {string}
 */
function verdictText({ verdict, rescaled }) {
  if (!verdict) return conventionWords.refused;
  if (verdict.kind === "bits") return conventionWords.bits;
  if (verdict.kind === "rounding") return conventionWords.rounding(reading(verdict.most, 2));
  if (rescaled) return conventionWords.rescaled(`${rescaled.by} = ${chosen(Number(rescaled.factor.toPrecision(4)))}`, reading(rescaled.most, 2));
  return conventionWords.differs(verdict.step, Number.isFinite(verdict.by) ? reading(verdict.by, 2) : "∞");
}
