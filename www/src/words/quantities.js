/**
 * What: what the quantities of an update are called, by the engine's key, or by `law.key` where a law means something else by it.
 * Invariant: empty in English, where the law's own names stand; a translation fills it. `naming.js` reads it.
 */

/** @type {Record<string, string>} */
export const quantityWords = {};
