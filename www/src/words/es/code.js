/**
 * What: `code.js` in Spanish.
 * Invariant: its shape, key by key.
 */

/** @type {typeof import("../code.js").codeWords} */
export const codeWords = {
  title: "Como código",
  hint: "Este corredor como código que funciona tal cual y sigue el mismo camino.",
  library: "Biblioteca",
  whole: "El código",
  copy: "Copiar",
  copied: "Copiado",
  copyFailed: "No se permitió copiar",
  refused: (library) => `${library} no puede decir esto:`,
  problem: (place, given, allowed) => `${place} es ${given}; tendría que ser ${allowed}.`,
  pasteTitle: "Desde código",
  pasteHint: "Pega un constructor de PyTorch, Keras u Optax: será un corredor.",
  pasteLabel: "La llamada de un constructor",
  example: "torch.optim.AdamW(params, lr=3e-4, betas=(0.9, 0.95))",
  add: "Que compita",
  replace: "Ponerlo en lugar de este corredor",
  empty: "aún nada",
};
