/**
 * What: what the choices of hyper-parameters are called, by their ids.
 * Invariant: empty in English, where the ids stand; a translation fills it. `naming.js` reads it.
 */

/** @type {Record<string, string>} */
export const choiceWords = {};
