/**
 * What: the words of an embedded figure, of the frame's messages, and of the page while its engine loads.
 * Invariant: as in `en.js`.
 * Does not: format numbers.
 */
export const figure = {
  loading: "Loading the engine",
  poster: (/** @type {string} */ problem, /** @type {string} */ racers) => `${problem}: ${racers}`,
  label: (/** @type {string} */ name) => `Figure, ${name}`,
  racers: "Racers",
  refused: "This figure does not describe a run.",
  tooOld: "The figure cannot run here: it needs WebAssembly with SIMD (Chrome 91, Firefox 89, Safari 16.4) and a site whose policy allows it.",
  noDocument: (/** @type {string} */ address) => `The specification at ${address} could not be loaded.`,
  notReady: "The figure shows no run yet.",
  noPicture: "There is no picture of this problem.",
};
