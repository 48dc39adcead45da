/**
 * What: how this reader's language writes numbers.
 * Invariant: set once, by `language.js`, before anything is drawn.
 * Does not: touch links and files: there a point is a point.
 */

/** The reader's conventions. */
export const locale = { decimal: ".", undefined: "not a number" };
