/**
 * What: the words of the tab of many seeds.
 * Invariant: as in `en.js`, no other module holds them.
 * Does not: format numbers.
 */

/** The words. */
export const seedWords = {
  tab: "Seeds",
  about: (/** @type {number} */ count) => `${count} runs of every line, on the same data, from other starts and with other batches and noise. Line: median. Band: from the lower to the upper quartile.`,
  noise: (/** @type {number} */ count) => `${count} runs of every line, with other noise. Line: median. Band: from the lower to the upper quartile.`,
  same: "Nothing is drawn at random: every seed gives the same run.",
  seeds: "seeds",
  sizes: "batch sizes",
  own: "as in the run",
  chart: "Excess loss over many seeds",
  table: (/** @type {number} */ count) => `Excess loss over ${count} seeds, in numbers`,
  line: "line",
  x: "samples seen",
  updates: "updates",
  y: "excess loss f − f*",
  lower: "lower quartile",
  median: "median",
  upper: "upper quartile",
  end: (/** @type {string} */ excess) => `ends at ${excess}`,
  floor: (/** @type {string} */ value) => `f* = ${value}: the lowest known, or the lowest that any of these runs reached.`,
  whole: (/** @type {string} */ name) => `${name}, all samples`,
  batch: (/** @type {string} */ name, /** @type {number} */ size) => `${name}, batches of ${size}`,
  single: (/** @type {string} */ name) => `${name}, single samples`,
  stop: "Stop",
  stopped: "Stopped before the end.",
};
