/**
 * What: the line of racers under a figure's landscape: swatch, name, how each stands, its rate.
 * Invariant: the same look, names and readings as in the page; a locked rate has no control.
 * Does not: offer anything else of a racer; the page does.
 */
import { html, nothing, render } from "lit-html";
import { reading } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { swatch } from "../look/swatch.js";
import { control } from "../panel/control.js";
import { optimizerRow, racerName } from "../state/edits.js";
import { rowAt } from "../state/rows.js";
import { statusAt } from "../words/status.js";
import { words } from "../words/en.js";

/**
 * Draws the line.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 * @param {{status: boolean, rates: boolean}} shows
 */
export function drawRacers(element, session, shows) {
  const { state } = session.store;
  const { spec, good, result, step, selected, shown, problems } = state;
  const item = (/** @type {import("../engine/shapes").RacerSpec} */ racer, /** @type {number} */ index) => {
    const name = racerName(session.catalog, spec, index);
    const racing = good.racers.length === spec.racers.length ? result?.racers[index] : undefined;
    const status = racing ? statusAt(racing, step, shown) : null;
    const param = shows.rates ? optimizerRow(session.catalog, racer.optimizer.id)?.params[0] : undefined;
    const path = `racers[${index}].optimizer.${param?.key}`;
    return html`<li>
      <button type="button" class="racer" aria-pressed=${selected === index} aria-label=${words.racers.select(name)} @click=${() => session.select(index)}>${swatch(racerLook(index, racer.color), 30)}<b>${name}</b></button>
      ${shows.status && racing ? html`<span class="number"><i>f</i> ${reading(Number(racing.columns.f[rowAt(racing.columns, step)]))}</span><span class="status ${status?.kind ?? ""}">${status?.text}</span>` : nothing}
      ${param ? control({ param, path, value: racer.optimizer[param.key], problems, owner: name, edit: (at, value) => session.edit(at, value) }) : nothing}
    </li>`;
  };
  render(spec.racers.length ? html`<ol>${spec.racers.map(item)}</ol>` : html`<p class="hint">${words.racers.none}</p>`, element);
}
