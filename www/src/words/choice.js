/**
 * What: which languages there are, how one is chosen, and how its words take the place of the English ones.
 * Invariant: modules keep reading the English objects, whose strings are replaced in place, before anything is drawn.
 * Does not: hold words, or look at a page.
 */

/** The languages there are. */
export const LANGUAGES = /** @type {const} */ (["en", "es"]);

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
