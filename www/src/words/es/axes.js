/**
 * What: `axes.js` in Spanish.
 * Invariant: its shape, key by key.
 */

/** @type {typeof import("../axes.js").axisWords} */
export const axisWords = {
  steps: "pasos", epochs: "épocas", samples: "muestras", evaluations: "evaluaciones", label: "Eje horizontal",
  test: "Pérdida de prueba", accuracy: "Exactitud",
};
