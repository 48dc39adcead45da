/**
 * What: the one sentence that the single file may have to say before its page is unpacked, in every language.
 * Invariant: stands alone, so that it can travel outside the packed page.
 */

/** @type {Record<(typeof import("./choice.js").LANGUAGES)[number], string>} */
export const tooOld = {
  en: "This browser is too old to unpack this file: it needs DecompressionStream (Chrome 103, Firefox 113, Safari 16.4). The page on a server needs less.",
  es: "Este navegador es demasiado antiguo para desempaquetar este archivo: necesita DecompressionStream (Chrome 103, Firefox 113, Safari 16.4). La página en un servidor pide menos.",
};
