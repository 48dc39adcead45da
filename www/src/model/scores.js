/**
 * What: the scores of one racer's model in words and numbers: losses, accuracies, the confusion matrix.
 * Invariant: they are of the step that they name.
 * Does not: compute them.
 */
import { html, nothing } from "lit-html";
import { percent, reading } from "../format/number.js";
import { racerName } from "../state/edits.js";
import { modelWords } from "../words/model.js";
import { dot } from "./key.js";
import { arePictures } from "./pictures.js";

/** A matrix of more classes than this is not read in a panel. */
const MOST_CLASSES = 10;

/**
 * The scores.
 * @param {import("../state/session.js").Session} session
 * @param {import("../state/session.js").SessionState} state
 */
export function scoreTable(session, { learned, selected, good, dataset }) {
  const one = learned?.racers.find(({ racer }) => racer === (selected ?? 0)) ?? learned?.racers[0];
  if (!learned || !one || one.racer >= good.racers.length) return nothing;
  const { train, test } = one.metrics;
  const accuracy = (/** @type {number | null | undefined} */ share) => (typeof share === "number" ? percent(share) : "–");
  const nameOf = (/** @type {number} */ index) => dataset?.class_names[index] ?? String(index);
  const head = (/** @type {number} */ index) => html`<span title=${nameOf(index)}>${arePictures(good) ? nothing : dot(index)}${nameOf(index)}</span>`;
  const confusion = test?.confusion ?? train.confusion;
  return html`<h3>${modelWords.scores.title(racerName(session.catalog, good, one.racer), learned.t)}</h3>
    <table class="scores">
      <thead><tr><td></td><th scope="col">${modelWords.train}</th>${test ? html`<th scope="col">${modelWords.test}</th>` : nothing}</tr></thead>
      <tbody>
        <tr title=${modelWords.scores.lossDoc}><th scope="row">${modelWords.scores.loss}</th><td>${reading(train.loss ?? NaN)}</td>${test ? html`<td>${reading(test.loss ?? NaN)}</td>` : nothing}</tr>
        ${train.accuracy === null ? nothing : html`<tr title=${modelWords.scores.accuracyDoc}><th scope="row">${modelWords.scores.accuracy}</th><td>${accuracy(train.accuracy)}</td>${test ? html`<td>${accuracy(test.accuracy)}</td>` : nothing}</tr>`}
      </tbody>
    </table>
    ${confusion && confusion.length <= MOST_CLASSES
      ? html`<table class="confusion" aria-label=${modelWords.scores.confusion}>
          <caption>${test?.confusion ? modelWords.scores.confusion : modelWords.scores.confusionTrain}</caption>
          <thead><tr><td></td>${confusion.map((_, i) => html`<th scope="col">${head(i)}</th>`)}</tr></thead>
          <tbody>${confusion.map((row, i) => html`<tr><th scope="row">${head(i)}</th>${row.map((count, k) => html`<td class=${i === k ? "right" : count ? "wrong" : ""} title=${modelWords.scores.cell(count, nameOf(i), nameOf(k))}>${count}</td>`)}</tr>`)}</tbody>
        </table>`
      : nothing}`;
}
