/**
 * What: everything that a page says to a reader at a time: text that can be seen, and the names, hints and descriptions of its parts.
 * Invariant: what is hidden says nothing; numbers, symbols and formulas are no words.
 * Does not: judge in which language.
 */

/**
 * The sentences and words that a page shows, each once.
 * @param {any} page
 * @returns {Promise<string[]>}
 */
export function saidBy(page) {
  return page.evaluate(() => {
    const said = new Set();
    const put = (/** @type {string | null | undefined} */ text) => {
      const tidy = (text ?? "").replace(/\s+/g, " ").trim();
      if (/\p{L}{3,}/u.test(tidy)) said.add(tidy);
    };
    const walk = (/** @type {Element | ShadowRoot} */ of) => {
      for (const node of of.childNodes) {
        if (node instanceof Text) put(node.data);
        if (!(node instanceof Element) || ["SCRIPT", "STYLE", "CODE", "PRE"].includes(node.tagName)) continue;
        const listed = ["OPTION", "OPTGROUP"].includes(node.tagName);
        if (!listed && !node.checkVisibility() && !node.closest("[aria-live]")) continue;
        for (const name of ["aria-label", "title", "placeholder", "alt", "label", "aria-valuetext"]) put(node.getAttribute(name));
        walk(node);
      }
    };
    put(document.title);
    walk(document.body);
    return [...said];
  });
}
