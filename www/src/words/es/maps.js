/**
 * What: `maps.js` in Spanish.
 * Invariant: its shape, key by key.
 */

/** @type {typeof import("../maps.js").maps} */
export const maps = {
  open: "Mapas",
  title: "Mapas",
  close: "Cerrar",
  progress: "Parte de las carreras ya hechas",
  tabs: { basins: "Cuencas", rates: "Tasas", settings: "Dos ajustes" },
  noPlane: "Un mapa de cuencas necesita una superficie de dos variables.",
  basins: {
    about: (name, steps, norm) => `Cada píxel es una carrera entera de ${name} desde allí, de hasta ${steps} actualizaciones, que acaba cuando ‖∇f‖ baja de ${norm}.`,
    legend: "Color: dónde acaba la carrera. Más pálido: más tarde.",
    place: "Acaba en",
    share: "Área",
    steps: "Paso medio",
    minimum: "mínimo",
    point: "punto",
    elsewhere: "aún en camino",
    others: "otros lugares",
    stalled: "se detuvo",
    diverged: "divergió",
    hint: "Arrastra el anillo o haz doble clic para empezar allí. Elige otro corredor para ver sus cuencas.",
  },
  rates: {
    about: (steps) => `Pérdida tras hasta ${steps} actualizaciones según la tasa. Sin punto: divergió.`,
    best: (rate, loss) => `mejor con η\u00a0=\u00a0${rate}, f\u00a0=\u00a0${loss}`,
    seeds: "Línea: mediana de las semillas. Banda: del cuartil inferior al superior.",
    none: "diverge con toda tasa",
    alike: "ninguna tasa es la mejor: todas acaban igual",
    without: "no tiene tasa",
    race: "Que cada uno compita con su mejor tasa",
    chart: "Pérdida final según la tasa de aprendizaje",
    x: "tasa de aprendizaje η",
    y: "f final",
  },
  settings: {
    about: (name, steps) => `Pérdida de ${name} tras hasta ${steps} actualizaciones. Cuanto más intenso el color, más baja; rayado: divergió.`,
    label: (x, y) => `Pérdida final según ${x} y ${y}`,
    x: (name) => `tasa de aprendizaje ${name}`,
    second: "Segundo ajuste",
    none: "Este corredor no tiene tasa, o no un segundo ajuste.",
    boundary: "Línea: donde la teoría pone el borde de la estabilidad.",
  },
};
