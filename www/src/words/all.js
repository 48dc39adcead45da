/**
 * What: all words of the page, file by file.
 * Invariant: `es/all.js` has the same names.
 */
export * from "./axes.js";
export * from "./choices.js";
export * from "./code.js";
export * from "./embed.js";
export * from "./en.js";
export * from "./figure.js";
export * from "./help.js";
export * from "./maps.js";
export * from "./model.js";
export * from "./offers.js";
export * from "./problems.js";
export * from "./quantities.js";
export * from "./seeds.js";
export * from "./step.js";
