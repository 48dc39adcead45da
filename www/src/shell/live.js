/**
 * What: tells a screen reader how the race stands, now and then, and when it stops.
 * Invariant: at most one message in a few seconds, and the last one is of the step that is shown.
 * Does not: show anything.
 */
import { reading } from "../format/number.js";
import { racerName } from "../state/edits.js";
import { rowAt } from "../state/rows.js";
import { words } from "../words/en.js";
import { statusAt } from "../words/status.js";

/** A screen reader needs about this long for a line per racer. */
const BETWEEN_MS = 4000;

/**
 * Speaks through a live region.
 * @param {HTMLElement} element
 * @param {import("../state/session.js").Session} session
 */
export function mountLive(element, session) {
  element.setAttribute("aria-live", "polite");
  element.className = "unseen";
  let spokenMs = -Infinity;
  let timer = 0;
  const speak = () => {
    timer = 0;
    spokenMs = performance.now();
    const { result, good, step: wished, end, shown, selected } = session.store.state;
    if (!result) return;
    const step = Math.min(wished, end);
    const racers = selected === null ? good.racers.map((_, i) => i) : [selected];
    element.textContent = racers
      .flatMap((index) => {
        const racer = result.racers[index];
        if (!racer) return [];
        const loss = reading(Number(racer.columns.f[rowAt(racer.columns, step)]), 3);
        return [words.status.summary(racerName(session.catalog, good, index), step, loss, statusAt(racer, step, shown).text)];
      })
      .join(". ");
  };
  session.store.on(["step", "result", "selected", "playing"], () => {
    if (timer !== 0) return;
    timer = window.setTimeout(speak, Math.max(400, spokenMs + BETWEEN_MS - performance.now()));
  });
}
