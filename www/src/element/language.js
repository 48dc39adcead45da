/**
 * What: the figures' language: that of the page around them, as `<html lang>` says, else the browser's, else English.
 * Invariant: chosen once, before anything is drawn; must be the first import of the module. The page itself is left alone.
 * Does not: hold words.
 */
import { locale } from "../format/locale.js";
import { languageOf, putWords } from "../words/choice.js";
import * as english from "../words/en.js";
import * as englishFigure from "../words/figure.js";
import * as englishModel from "../words/model.js";
import * as spanish from "../words/es/en.js";
import * as spanishFigure from "../words/es/figure.js";
import * as spanishModel from "../words/es/model.js";

const stated = typeof document === "undefined" ? "en" : document.documentElement.lang;

if (languageOf("", stated ? [stated] : navigator.languages) === "es") {
  putWords(english, spanish);
  putWords(englishFigure, spanishFigure);
  putWords(englishModel, spanishModel);
  locale.decimal = ",";
}
