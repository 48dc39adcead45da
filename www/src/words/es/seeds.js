/**
 * What: `seeds.js` in Spanish.
 * Invariant: its shape, key by key.
 */

/** @type {typeof import("../seeds.js").seedWords} */
export const seedWords = {
  tab: "Semillas",
  about: (count) => `${count} carreras por línea, con los mismos datos y otros comienzos, lotes y ruido. Línea: mediana. Banda: del cuartil inferior al superior.`,
  noise: (count) => `${count} carreras por línea, con otro ruido. Línea: mediana. Banda: del cuartil inferior al superior.`,
  same: "Nada es aleatorio: toda semilla da la misma carrera.",
  seeds: "semillas",
  sizes: "tamaños de lote",
  own: "como en la carrera",
  chart: "Exceso de pérdida con muchas semillas",
  table: (count) => `Exceso de pérdida con ${count} semillas, en números`,
  line: "línea",
  x: "muestras vistas",
  updates: "actualizaciones",
  y: "exceso de pérdida f − f*",
  lower: "cuartil inferior",
  median: "mediana",
  upper: "cuartil superior",
  end: (excess) => `acaba en ${excess}`,
  floor: (value) => `f* = ${value}: el menor valor conocido, o el menor que alcanzó alguna de estas carreras.`,
  whole: (name) => `${name}, todas las muestras`,
  batch: (name, size) => `${name}, lotes de ${size}`,
  single: (name) => `${name}, de muestra en muestra`,
  stop: "Parar",
  stopped: "Parado antes del final.",
};
