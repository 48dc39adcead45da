/**
 * What: the words of `static/index.html` in Spanish, for the one file that is built in this language.
 * Invariant: each English one stands there; the build refuses where it does not.
 */

/** @type {[english: string, spanish: string][]} */
export const standing = [
  ['<html lang="en">', '<html lang="es">'],
  ["Race optimizers on test surfaces: see the path, the loss and every number of every step.", "Optimizadores que compiten en superficies de prueba: el camino, la pérdida y cada número de cada paso."],
  ["Descent: optimizers race on test surfaces", "Descent: los optimizadores compiten en superficies de prueba"],
  ["Descent computes every run in this page, so it needs JavaScript.", "Descent calcula cada carrera en esta página, así que necesita JavaScript."],
];
