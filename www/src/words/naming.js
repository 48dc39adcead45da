/**
 * What: what the page calls the things that the engine names: quantities of an update, choices of hyper-parameters.
 * Invariant: where the words of the page's language say nothing, the engine's own name stands.
 * Does not: hold words.
 */
import { choiceWords } from "./choices.js";
import { quantityWords } from "./quantities.js";

/**
 * What a quantity is called.
 * @param {string} law whose update it is
 * @param {{key: string, name: string}} quantity
 * @returns {string}
 */
export function quantityName(law, { key, name }) {
  return quantityWords[`${law}.${key}`] ?? quantityWords[key] ?? name;
}

/**
 * What a choice is called.
 * @param {string} id
 * @returns {string}
 */
export function choiceName(id) {
  return choiceWords[id] ?? id.replace(/_/g, " ");
}
