/**
 * What: chooses the page's language, once, before anything is drawn: `?lang=` in the address, else the browser's, else English.
 * Invariant: modules keep reading the English objects, whose strings are replaced in place, so none may read a word while it is loaded. A page
 * built in a language of its own (one file) speaks that one. Where another language cannot be fetched, the page's own stays.
 * Does not: hold words.
 */
import languages from "made:languages";
import { locale } from "../format/locale.js";
import * as words from "./all.js";
import { languageOf } from "./choice.js";

/**
 * What speaks: the words, the catalogue, the scenes.
 * @typedef {object} Spoken
 * @property {typeof words} words
 * @property {import("../engine/shapes").Catalog} catalog
 * @property {import("../presets/presets.js").Preset[]} presets
 */

/**
 * Puts the page into the reader's language.
 * @param {Omit<Spoken, "words">} rest
 */
export async function speak(rest) {
  let language = languages.built;
  const wanted = languageOf(location.search, navigator.languages ?? []);
  const other = languages.others[wanted];
  if (other) {
    try {
      (await other()).speak({ words, ...rest });
      language = wanted;
    } catch (error) {
      console.error(error);
    }
  }
  Object.assign(locale, { decimal: words.words.decimal, undefined: words.words.undefined });
  document.title = words.words.title;
  document.documentElement.lang = language;
}
