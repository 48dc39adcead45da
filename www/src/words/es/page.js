/**
 * What: everything that the page says in Spanish, as one script, which a site fetches when its page is opened in Spanish and at no other time.
 * Invariant: it only puts words where English ones stand.
 * Does not: choose the language; `../language.js` does.
 */
import scenes from "made:scenes-es";
import { putWords } from "../choice.js";
import * as spanish from "./all.js";
import { putCatalogue } from "./catalogue.js";

/**
 * Puts the page's words, the catalogue's and the scenes' into Spanish.
 * @param {import("../language.js").Spoken} spoken
 */
export function speak({ words, catalog, presets }) {
  putWords(words, spanish);
  putCatalogue(catalog);
  for (const preset of presets) [preset.title, preset.notice, preset.question] = scenes[preset.id] ?? [preset.title, preset.notice, preset.question];
}
