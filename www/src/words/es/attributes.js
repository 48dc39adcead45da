/**
 * What: the figure's own phrases about attributes, states and methods that are refused, in Spanish.
 * Invariant: as in `phrases.js`; apart from it, since the page has no attributes.
 */

/** @type {[phrase: string, spanish: string][]} */
export const ATTRIBUTE_PHRASES = [
  ["a whole number from 0", "un número entero desde 0"],
  ["a number of steps per frame above 0", "un número de pasos por fotograma mayor que 0"],
  ["more than one specification", "más de una especificación"],
  ["{} or single attributes", "{} o atributos sueltos"],
  ["the address of a specification", "la dirección de una especificación"],
  ["plain data", "datos simples"],
  ["a number above 0", "un número mayor que 0"],
  ["the number of a racer, or null", "el número de un corredor, o null"],
];
