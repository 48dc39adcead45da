/**
 * What: `problems.js` in Spanish.
 * Invariant: knows every phrase there is.
 */
import { PHRASES } from "./phrases.js";
import { sayer } from "./saying.js";
import { SCRIPT_PHRASES } from "./scripts.js";

/** @type {typeof import("../problems.js").problemWords} */
export const problemWords = { say: sayer([...PHRASES, ...SCRIPT_PHRASES]) };
