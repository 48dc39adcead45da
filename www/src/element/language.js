/**
 * What: the figures' language: that of the page around them, as `<html lang>` says, else the browser's, else English.
 * Invariant: chosen once, before anything is drawn; must be the first import of the module. The page itself is left alone, and nothing is fetched.
 * Does not: hold words.
 */
import names from "made:names";
import spanishNames from "made:names-es";
import { locale } from "../format/locale.js";
import { languageOf, putWords } from "../words/choice.js";
import * as english from "../words/en.js";
import * as englishFigure from "../words/figure.js";
import * as englishAxes from "../words/axes.js";
import * as englishModel from "../words/model.js";
import { problemWords } from "../words/problems.js";
import * as spanish from "../words/es/en.js";
import * as spanishFigure from "../words/es/figure.js";
import * as spanishAxes from "../words/es/axes.js";
import * as spanishModel from "../words/es/model.js";
import { ATTRIBUTE_PHRASES } from "../words/es/attributes.js";
import { PHRASES } from "../words/es/phrases.js";
import { sayer } from "../words/es/saying.js";

const stated = typeof document === "undefined" ? "en" : document.documentElement.lang;

/** The one that was chosen. */
export const language = languageOf("", stated ? [stated] : navigator.languages);

if (language === "es") {
  putWords(english, spanish);
  putWords(englishFigure, spanishFigure);
  putWords(englishAxes, spanishAxes);
  putWords(englishModel, spanishModel);
  problemWords.say = sayer([...PHRASES, ...ATTRIBUTE_PHRASES]);
  for (const [table, others] of Object.entries(spanishNames.rows)) for (const row of names[table]) row.name = others[row.id] ?? row.name;
  for (const { params } of [...names.optimizers, ...names.libraries]) for (const param of params) param.name = spanishNames.params[param.name] ?? param.name;
  Object.assign(locale, { decimal: english.words.decimal, undefined: english.words.undefined });
}
