/**
 * What: the embedding dialog's words in Spanish.
 * Invariant: the shape of `embed.js`, key by key.
 * Does not: hold the texts themselves.
 */

/** @type {typeof import("../embed.js").embed} */
export const embed = {
  open: "Incrustar",
  page: "descent.es.html",
  title: "Pon esta carrera en tus apuntes",
  kinds: "Para qué es",
  names: { link: "Enlace", iframe: "iframe", element: "HTML", quarto: "Quarto", myst: "Jupyter Book, MyST", reveal: "reveal.js", jupyter: "Cuaderno", print: "Impresión" },
  about: {
    link: "Abre esta misma carrera en la página.",
    iframe: "La página entera en un marco.",
    element: "Una figura en el texto. Varias en una página comparten un motor.",
    quarto: "Las primeras líneas van en el encabezado del documento.",
    myst: "Una directiva de MyST reciente y de Jupyter Book 2.",
    reveal: "Una diapositiva.",
    jupyter: "Una celda; necesita pip install anywidget.",
    print: "Una imagen donde la figura no puede ejecutarse, y en papel.",
  },
  needs: (file) => `Espera ${file} junto a tu página.`,
  get: (file) => `Descargar ${file}`,
  here: "Estás viendo descent.es.html: basta una copia de este archivo.",
  elsewhere: "descent.js viene con el sitio de la página y con el paquete npm descent-optimizers.",
  noAddress: "Esta página no tiene una dirección que otros puedan abrir. Su especificación dice lo mismo:",
  noAddressHere: "Esta página no tiene una dirección que otros puedan abrir: pasa su especificación.",
  copySpec: "Copiar la especificación",
  copied: "Copiado",
  specCopied: "Especificación copiada",
  copy: "Copiar",
  copyFailed: "Selecciona el texto y cópialo",
  text: "Texto para copiar",
  controls: "Controles",
  controlNames: { none: "ninguno", play: "tiempo", full: "todos" },
  figure: (problem, racers) => `${racers} en ${problem}`,
};
