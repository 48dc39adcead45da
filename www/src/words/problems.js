/**
 * What: what the engine says of a refusal and of how a racer ended: phrases with numbers and names in them, which the page shows as they come.
 * Invariant: a translation of the page puts its own `say` here; the English one leaves them alone.
 * Does not: hold the phrases; they stand beside the engine's rules.
 */

/** The words of refusals. */
export const problemWords = {
  say: (/** @type {string} */ phrase) => phrase,
};
