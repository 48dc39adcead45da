/**
 * What: says the engine's phrases in Spanish. A problem's code says of what kind it is; which rule it is of, only its phrase says, so that
 * phrases, with `{}` for numbers and names, are the keys.
 * Invariant: what somebody wrote stands in quotes and stays; an unknown phrase stays as it is.
 * Does not: hold phrases.
 */

/**
 * A function that says phrases.
 * @param {[phrase: string, spanish: string][]} phrases
 * @returns {(phrase: string) => string}
 */
export function sayer(phrases) {
  // Where two fit, the one with more words of its own.
  const known = [...phrases]
    .sort(([a], [b]) => b.replaceAll("{}", "").length - a.replaceAll("{}", "").length)
    .map(([phrase, spanish]) => ({ fits: new RegExp(`^${phrase.split("{}").map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, "\\$&")).join("(.+)")}$`, "s"), spanish }));
  const say = (/** @type {string} */ phrase) => {
    if (/^"(?:[^"\\]|\\.)*"…?$|^`[^`]*`$/s.test(phrase)) return phrase;
    for (const { fits, spanish } of known) {
      const found = fits.exec(phrase);
      if (!found) continue;
      let at = 0;
      return spanish.replace(/\{\}/g, () => say(found[++at] ?? ""));
    }
    return phrase;
  };
  return say;
}
