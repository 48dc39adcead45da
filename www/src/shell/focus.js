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
