/**
 * What: chooses the language, once, before anything is drawn: `?lang=` in the address, else the browser's, else English.
 * Invariant: every catalogue has the shape of the English one (types and a test see to it); modules keep reading the English
 * objects, whose strings are replaced in place. Must be the first import of an entry.
 * Does not: translate what the engine says of its catalogue's rows; that stays English.
 */
import { locale } from "../format/locale.js";
import { languageOf, putWords } from "./choice.js";
import * as english from "./en.js";
import * as englishEmbed from "./embed.js";
import * as englishFigure from "./figure.js";
import * as englishCode from "./code.js";
import * as englishMaps from "./maps.js";
import * as englishModel from "./model.js";
import * as englishSeeds from "./seeds.js";
import * as englishStep from "./step.js";
import * as spanish from "./es/en.js";
import * as spanishEmbed from "./es/embed.js";
import * as spanishFigure from "./es/figure.js";
import * as spanishCode from "./es/code.js";
import * as spanishMaps from "./es/maps.js";
import * as spanishModel from "./es/model.js";
import * as spanishSeeds from "./es/seeds.js";
import * as spanishStep from "./es/step.js";

/** Every catalogue with its translation; the test walks them. */
export const PAIRS = [
  [english, spanish],
  [englishEmbed, spanishEmbed],
  [englishFigure, spanishFigure],
  [englishCode, spanishCode],
  [englishMaps, spanishMaps],
  [englishModel, spanishModel],
  [englishSeeds, spanishSeeds],
  [englishStep, spanishStep],
];

/** The language of this page. */
export const language = typeof window === "undefined" ? "en" : languageOf(location.search, navigator.languages ?? []);

if (language === "es") {
  for (const [to, from] of PAIRS) putWords(to, from);
  locale.decimal = ",";
}
if (typeof document !== "undefined") document.documentElement.lang = language;
