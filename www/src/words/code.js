/**
 * What: the words of the racer as code, and of pasted code.
 * Invariant: as in `en.js`, no other module holds them.
 * Does not: format numbers.
 */

/** The words. */
export const codeWords = {
  title: "As code",
  hint: "This racer as a program that runs as it stands and goes the same way.",
  library: "Library",
  whole: "The program",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying was refused",
  refused: (/** @type {string} */ library) => `${library} cannot say this:`,
  problem: (/** @type {string} */ place, /** @type {string} */ given, /** @type {string} */ allowed) => `${place} is ${given}; it would have to be ${allowed}.`,
  pasteTitle: "From code",
  pasteHint: "Paste a constructor of PyTorch, Keras or Optax; it becomes a racer.",
  pasteLabel: "A constructor call",
  example: "torch.optim.AdamW(params, lr=3e-4, betas=(0.9, 0.95))",
  add: "Race it",
  replace: "Put it in this racer’s place",
  empty: "nothing yet",
};
