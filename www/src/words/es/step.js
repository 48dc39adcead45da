/**
 * What: `step.js` in Spanish.
 * Invariant: its shape, key by key.
 */

/** @type {typeof import("../step.js").stepWords} */
export const stepWords = {
  total: "el paso entero",
  angles: "Dirección del paso",
  toGradient: "respecto al máximo descenso",
  toNewton: "respecto al paso de Newton",
  noDirection: "sin dirección",
  singular: "no hay paso de Newton: hessiana singular",
  tooMany: "no se calcula con más de 32 parámetros",
  otherwise: "Aquí, de otro modo que la regla o además de ella:",
  ahead: "dónde se tomó el gradiente",
  momentum: "momentum, según el programa",
  newton: "paso de Newton",
  enlarged: (factor) => `Flechas en el paisaje: las partes del paso, una tras otra, ${factor} veces más largas.`,
  trueLength: "Flechas en el paisaje: las partes del paso, una tras otra, en su longitud real.",
  averaged: "El paso es el de los iterados del optimizador; el rastro muestra su promedio.",
  firstAxes: (shown, all) => `Los primeros ${shown} de ${all} parámetros.`,
  copy: "Copiar como tabla",
  copied: "Copiado",
  copyFailed: "No se permitió copiar",
};

/** @type {typeof import("../step.js").conventionWords} */
export const conventionWords = {
  title: "Convenciones comparadas",
  hint: "Cada opción de esta regla y su forma en cada biblioteca, en este problema. Cada veredicto sale de ejecutar ambas, sin cambios a mitad.",
  run: "Comparar convenciones",
  running: (done, all) => `Comparando ${done} de ${all}`,
  stop: "Parar",
  adopt: "Adoptar",
  race: "Competir",
  none: "Esta regla no tiene convenciones que comparar.",
  stale: "El corredor o el problema ha cambiado desde entonces.",
  convention: "Convención",
  verdict: "Frente a este corredor",
  bits: "idéntica bit a bit",
  rounding: (most) => `idéntica salvo redondeo (a lo sumo ${most} de diferencia relativa)`,
  rescaled: (factor, most) => `idéntica si η se multiplica por ${factor} (a lo sumo ${most} de diferencia relativa)`,
  differs: (step, by) => `difiere desde el paso ${step}, allí en ${by}`,
  refused: "no puede ejecutarse con estos ajustes",
};

/** @type {typeof import("../step.js").scheduleWords} */
export const scheduleWords = {
  deeper: "Lo que está más adentro solo figura en la especificación.",
  up: "Antes",
  down: "Después",
  remove: "Quitar",
  wrapWarmup: "Calentar primero",
  wrapSequence: "Luego otro",
  wrapProduct: "Por otro",
  unwrap: "Dejar solo esta parte",
  title: "Condiciones de Robbins–Monro",
  sum: "Ση = ∞",
  squares: "Ση² < ∞",
  sumDoc: "Se puede recorrer cualquier distancia.",
  squaresDoc: "El ruido se promedia.",
  yes: "se cumple",
  no: "no se cumple",
  unknown: "no se puede saber",
};
