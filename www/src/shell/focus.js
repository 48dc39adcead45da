/**
 * What: keeps the focus where the reader is when the thing that had it goes away.
 * Does not: act in dialogs, which give it back themselves.
 */

/**
 * Does something that takes away what has the focus, and gives it to something that stays.
 * @param {() => void} act
 * @param {string} [stays] the button that opened what goes away; else the one before it in the page
 */
export function leaveTo(act, stays = ".scene-picker") {
  act();
  // A low window has no header.
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`.place-header ${stays}, .place-transport .main`)]);
  all.find((one) => one.getClientRects().length)?.focus();
}

/**
 * Leaves the focus at the button before the one that was pressed, where that is gone with the next picture, which is asked for already.
 * @param {Event} event
 */
export function stayBeside({ currentTarget }) {
  const button = /** @type {Element} */ (currentTarget);
  const before = /** @type {HTMLElement | null} */ (button.previousElementSibling);
  requestAnimationFrame(() => button.isConnected || before?.focus());
}

/**
 * Draws, and where a button that ends by itself has gone with that gives its focus to the tab that is chosen, or a button.
 * @param {HTMLElement} element
 * @param {string} goes
 * @param {() => void} draw
 */
export function drawAround(element, goes, draw) {
  const held = element.querySelector(`${goes}:focus`);
  draw();
  if (!held || held.isConnected) return;
  const all = /** @type {HTMLElement[]} */ (["[aria-selected=true]", "button"].flatMap((kind) => [...element.querySelectorAll(kind)]));
  all.find((one) => one.getClientRects().length)?.focus();
}
