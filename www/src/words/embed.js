/**
 * What: the words of the dialog that gives text for other people's pages.
 * Invariant: as in `en.js`.
 * Does not: hold the texts themselves; `embed/texts.js` makes them.
 */
export const embed = {
  open: "Embed",
  // The page as one file, in this language.
  page: "descent.html",
  title: "Put this run into your notes",
  kinds: "What it is for",
  names: { link: "Link", iframe: "iframe", element: "Plain HTML", quarto: "Quarto", myst: "Jupyter Book, MyST", reveal: "reveal.js", jupyter: "Notebook", print: "Print" },
  about: {
    link: "Opens this very run in the page.",
    iframe: "The whole page in a frame.",
    element: "A figure in the text. Several on one page share one engine.",
    quarto: "The first lines belong to the document’s front matter.",
    myst: "A directive of recent MyST and of Jupyter Book 2.",
    reveal: "A slide.",
    jupyter: "A cell; it needs pip install anywidget.",
    print: "A picture that stands where the figure cannot run, and on paper.",
  },
  needs: (/** @type {string} */ file) => `It expects ${file} beside your page.`,
  get: (/** @type {string} */ file) => `Download ${file}`,
  here: "You are looking at descent.html: a copy of this file will do.",
  elsewhere: "descent.js comes with the page’s site and with the npm package descent-optimizers.",
  noAddress: "This page has no address that others could open. Its specification says the same:",
  noAddressHere: "This page has no address that others could open: pass its specification on.",
  copySpec: "Copy the specification",
  copied: "Copied",
  specCopied: "Specification copied",
  copy: "Copy",
  copyFailed: "Select the text and copy it",
  text: "Text to copy",
  controls: "Controls",
  controlNames: { none: "none", play: "time", full: "all" },
  figure: (/** @type {string} */ problem, /** @type {string} */ racers) => `${racers} on ${problem}`,
};
