/**
 * What: `offers.js` in Spanish.
 * Invariant: its shape, key by key.
 */

/** @type {typeof import("../offers.js").offerWords} */
export const offerWords = {
  line: "Una recta por los puntos",
  polynomial: "Un polinomio para una senoide",
  logistic: "Regresión logística",
  xor: "Una red para el o exclusivo",
  circle: "Una red para anillos",
  moons: "Una red para dos lunas",
  spiral: "Una red para espirales",
  iris: "Lirios con softmax",
  digits: "Dígitos manuscritos",
  blobs: "k-medias con nubes",
};
