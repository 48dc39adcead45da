/**
 * What: the words of the inspector's account of a step, of the table of conventions and of the schedule editor.
 * Invariant: as in `en.js`, no other module holds them.
 * Does not: format numbers.
 */

/** The words. */
export const stepWords = {
  total: "the whole step",
  angles: "Direction of the step",
  toGradient: "to steepest descent",
  toNewton: "to Newton’s step",
  noDirection: "no direction",
  singular: "no Newton step: singular Hessian",
  tooMany: "not computed beyond 32 parameters",
  otherwise: "Here, otherwise than the rule or besides it:",
  ahead: "where the gradient was taken",
  momentum: "momentum, set by the schedule",
  newton: "Newton’s step",
  enlarged: (/** @type {string} */ factor) => `Arrows on the landscape: the parts of the step, one after the other, ${factor} times as long.`,
  trueLength: "Arrows on the landscape: the parts of the step, one after the other, at their true length.",
  averaged: "The step is that of the optimizer’s own iterates; the trail shows their average.",
  firstAxes: (/** @type {number} */ shown, /** @type {number} */ all) => `The first ${shown} of ${all} parameters.`,
  copy: "Copy as a table",
  copied: "Copied",
  copyFailed: "Copying was refused",
};

/** The words of the table of conventions. */
export const conventionWords = {
  title: "Conventions compared",
  hint: "Every switch of this law, and every library’s spelling of it, on this problem. Each verdict comes from running both, without changes in the middle.",
  run: "Compare conventions",
  running: (/** @type {number} */ done, /** @type {number} */ all) => `Comparing ${done} of ${all}`,
  stop: "Stop",
  adopt: "Adopt",
  race: "Race",
  none: "This law has no conventions to compare.",
  stale: "The racer or the problem has changed since.",
  convention: "Convention",
  verdict: "Against this racer",
  bits: "identical bit for bit",
  rounding: (/** @type {string} */ most) => `identical to rounding (at most ${most} apart, relatively)`,
  rescaled: (/** @type {string} */ factor, /** @type {string} */ most) => `identical if η is multiplied by ${factor} (at most ${most} apart, relatively)`,
  differs: (/** @type {number} */ step, /** @type {string} */ by) => `differs from step ${step}, by ${by} there`,
  refused: "cannot run with these settings",
};

/** The words of the schedule editor. */
export const scheduleWords = {
  deeper: "What nests deeper stands in the specification alone.",
  up: "Earlier",
  down: "Later",
  remove: "Take out",
  wrapWarmup: "Warm up first",
  wrapSequence: "Then another",
  wrapProduct: "Times another",
  unwrap: "Keep only this part",
  title: "Robbins–Monro conditions",
  sum: "Ση = ∞",
  squares: "Ση² < ∞",
  sumDoc: "Any distance can be covered.",
  squaresDoc: "The noise averages out.",
  yes: "holds",
  no: "does not hold",
  unknown: "cannot be told",
};
