/**
 * What: chooses the language, once, before anything is drawn: `?lang=` in the address, else the browser's, else English.
 * Invariant: every catalogue has the shape of the English one (types and a test see to it); modules keep reading the English
 * objects, whose strings are replaced in place. Must be the first import of an entry.
 * Does not: translate what the engine says of its catalogue's rows; that stays English.
 */
import { locale } from "../format/locale.js";
import * as english from "./en.js";
import * as englishMaps from "./maps.js";
import * as englishModel from "./model.js";
import * as englishStep from "./step.js";
import * as spanish from "./es/en.js";
import * as spanishMaps from "./es/maps.js";
import * as spanishModel from "./es/model.js";
import * as spanishStep from "./es/step.js";

/** The languages there are. */
export const LANGUAGES = /** @type {const} */ (["en", "es"]);

/** Every catalogue with its translation; the test walks them. */
export const PAIRS = [
  [english, spanish],
  [englishMaps, spanishMaps],
  [englishModel, spanishModel],
  [englishStep, spanishStep],
];

/**
 * The language that an address and a browser ask for.
 * @param {string} search such as `?lang=es`
 * @param {readonly string[]} preferred the browser's, best first
 * @returns {"en" | "es"}
 */
export function languageOf(search, preferred) {
  const asked = new URLSearchParams(search).get("lang");
  for (const tag of asked ? [asked] : preferred) {
    const found = LANGUAGES.find((known) => known === tag.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return "en";
}

/**
 * Replaces the strings of one catalogue by another's.
 * @param {any} to
 * @param {any} from of the same shape
 */
export function putWords(to, from) {
  for (const key of Object.keys(from)) {
    if (typeof from[key] === "object" && !Array.isArray(from[key])) putWords(to[key], from[key]);
    else to[key] = from[key];
  }
}

/** The language of this page. */
export const language = typeof window === "undefined" ? "en" : languageOf(location.search, navigator.languages ?? []);

if (language === "es") {
  for (const [to, from] of PAIRS) putWords(to, from);
  locale.decimal = ",";
}
if (typeof document !== "undefined") document.documentElement.lang = language;
