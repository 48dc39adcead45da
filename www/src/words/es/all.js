/**
 * What: all words of the page in Spanish, file by file.
 * Invariant: the names of `../all.js`.
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
