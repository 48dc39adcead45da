/**
 * What: the selected racer as a program of PyTorch, Keras or Optax, and a field where a constructor call becomes a racer.
 * Invariant: what is shown belongs to the racer that is selected, and says so where the library has no word for it.
 * Does not: write or read code; the engine does.
 */
import { html, nothing, render } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { EngineError } from "../engine/protocol.js";
import { Said } from "../shell/said.js";
import { only } from "../sweep/seeds.js";
import { isFull, racerName, withReplaced } from "../state/edits.js";
import { codeWords } from "../words/code.js";
import { problemWords } from "../words/problems.js";
import { problemList } from "./problems.js";

/** The libraries by the ids of the core. */
const LIBRARIES = /** @type {const} */ ([["torch", "PyTorch"], ["keras", "Keras"], ["optax", "Optax"]]);

/** @typedef {import("../engine/shapes").Problem} Problem */

/**
 * Mounts both; the engine is asked only while the program is open.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 * @param {import("../engine/client.js").Engine} engine
 */
export function mountCode(element, session, engine) {
  const { store, catalog } = session;
  element.className = "code";
  /** @type {(typeof LIBRARIES)[number][0]} */
  let library = "torch";
  let open = false;
  /** @type {{text: string, problems: Problem[]} | null} */
  let shown = null;
  let asked = 0;
  const said = new Said(() => draw());
  /** @type {Problem[]} */
  let refused = [];
  let pasted = "";

  const ask = async () => {
    if (!open) return;
    const mine = ++asked;
    const { good, selected } = store.state;
    const racer = good.racers[selected ?? 0];
    if (!racer) {
      shown = null;
      return draw();
    }
    /** @type {{text: string, problems: Problem[]}} */
    let answer;
    try {
      answer = { text: await engine.call("script", { spec: only(good, [selected ?? 0]), library }, { lane: "script" }), problems: [] };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (!error.problems.length) return;
      answer = { text: "", problems: error.problems };
    }
    if (mine !== asked) return;
    shown = answer;
    draw();
  };
  const copy = () => said.copy(shown?.text ?? "", codeWords.copied, codeWords.copyFailed);
  const take = async (/** @type {boolean} */ replaces) => {
    if (!pasted.trim()) {
      refused = [{ path: "", code: "missing", given: codeWords.empty, allowed: codeWords.example, nearest: null, message: "" }];
      return draw();
    }
    try {
      const racer = /** @type {import("../engine/shapes").RacerSpec} */ (await engine.call("paste", { text: pasted, layers: "model" in store.state.spec.problem }));
      const { spec, selected } = store.state;
      refused = [];
      pasted = "";
      if (replaces) session.replace(withReplaced(spec, selected ?? 0, ({ label: _label, schedule: _schedule, clip: _clip, ...kept }) => ({ ...kept, ...racer })));
      else session.replace({ ...spec, racers: [...spec.racers, racer] });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      refused = error.problems;
    }
    draw();
  };
  const draw = () => {
    const { state } = store;
    const full = isFull(catalog, state.spec);
    const name = state.good.racers[state.selected ?? 0] ? racerName(catalog, state.good, state.selected ?? 0) : "";
    const shownName = LIBRARIES.find(([id]) => id === library)?.[1] ?? "";
    render(
      html`<details ?open=${open} @toggle=${(/** @type {Event} */ event) => ((open = /** @type {HTMLDetailsElement} */ (event.target).open), ask())}>
          <summary><h3>${codeWords.title}</h3></summary>
          <p class="hint">${codeWords.hint}</p>
          <div class="code-head">
            <div role="group" aria-label=${codeWords.library}>
              ${LIBRARIES.map(([id, title]) => html`<button type="button" class="chip" aria-pressed=${id === library} @click=${() => ((library = id), draw(), ask())}>${title}</button>`)}
            </div>
            <button type="button" class="quiet" ?disabled=${!shown?.text} @click=${copy}>${said.text || codeWords.copy}</button>
          </div>
          ${shown?.text ? html`<pre tabindex="0" aria-label="${name}: ${codeWords.whole}, ${shownName}">${shown.text}</pre>` : nothing}
          ${shown?.problems.length
            ? html`<p class="refusal">${codeWords.refused(shownName)}</p>
                <ul class="refusals">${shown.problems.map((problem) => html`<li>${codeWords.problem(problem.path.replace(/^racers\[0\]\./, ""), problemWords.say(problem.given), problemWords.say(problem.allowed))}</li>`)}</ul>`
            : nothing}
        </details>
        <h3>${codeWords.pasteTitle}</h3>
        <p class="hint">${codeWords.pasteHint}</p>
        <textarea rows="3" spellcheck="false" aria-label=${codeWords.pasteLabel} placeholder=${codeWords.example} .value=${live(pasted)} @input=${(/** @type {Event} */ event) => (pasted = /** @type {HTMLTextAreaElement} */ (event.target).value)} @keydown=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}></textarea>
        ${refused.length ? html`<div class="refusal" role="alert">${problemList(refused)}</div>` : nothing}
        <p class="code-actions">
          <button type="button" aria-disabled=${full} @click=${() => full || take(false)}>${codeWords.add}</button>
          <button type="button" class="quiet" @click=${() => take(true)}>${codeWords.replace}</button>
        </p>`,
      element,
    );
  };
  store.on(["good", "selected"], ask);
  store.on(["good", "selected", "spec"], draw);
  draw();
}
