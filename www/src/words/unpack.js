/**
 * What: the one sentence that the single file may have to say before its page is unpacked, in every language.
 * Invariant: stands alone, so that it can travel outside the packed page.
 */

/** @type {Record<(typeof import("./choice.js").LANGUAGES)[number], string>} */
export const damaged = {
  en: "This file cannot be unpacked: it is damaged. Download or copy it again.",
  es: "Este archivo no se puede desempaquetar: está dañado. Descárgalo o cópialo otra vez.",
};
