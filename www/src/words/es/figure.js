/**
 * What: the figure's words in Spanish.
 * Invariant: the shape of `figure.js`, key by key.
 * Does not: format numbers.
 */

/** @type {typeof import("../figure.js").figure} */
export const figure = {
  loading: "Cargando el motor",
  poster: (problem, racers) => `${problem}: ${racers}`,
  label: (name) => `Figura, ${name}`,
  racers: "Corredores",
  refused: "Esta figura no describe una carrera.",
  tooOld: "La figura no funciona aquí: necesita WebAssembly con SIMD (Chrome 91, Firefox 89, Safari 16.4) y un sitio cuya política lo permita.",
  noDocument: (address) => `No se pudo cargar la especificación de ${address}.`,
  notReady: "La figura todavía no muestra ninguna carrera.",
  noPicture: "No hay imagen de este problema.",
};
