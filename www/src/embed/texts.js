/**
 * What: ready text that puts a run into somebody's notes, for each kind of host.
 * Invariant: read back by its host, every text states the very specification; what stands in markup is escaped for it. There is none for a
 * specification that is too large to be read back.
 * Does not: decide where the files are; every text expects them beside the page.
 */
import { fitsLink, writeHash } from "../state/hash.js";
import { writeReadable } from "../state/readable.js";
import { embed as own } from "../words/embed.js";

/** @typedef {import("../engine/shapes").Spec} Spec */

/** What a text can be for. */
export const KINDS = /** @type {const} */ (["link", "iframe", "element", "quarto", "myst", "reveal", "jupyter", "print"]);
/** @typedef {(typeof KINDS)[number]} Kind */

/** The files that a figure expects beside its page. @param {Spec} spec @returns {string[]} */
export const filesOf = ({ problem: { data } }) => ["descent.js", ...(/** @type {any} */ (data)?.id === "digits" ? ["digits.txt"] : [])];

/**
 * What the texts are made of.
 * @typedef {object} Figure
 * @property {Spec} spec
 * @property {string} title what it shows, in words
 * @property {string} address of the page on its site; empty where it has none that others could open
 * @property {"none" | "play" | "full"} controls
 * @property {boolean} png whether there is a picture of it
 */

const escaped = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * The attributes of a figure.
 * @param {Figure} figure
 * @returns {[string, string][]}
 */
function attributesOf({ spec, controls }) {
  const pairs = writeReadable(spec)?.map(([name, value]) => /** @type {[string, string]} */ ([name, name === "racers" ? value.replace(/;/g, "; ") : value]));
  return [...(pairs ?? [/** @type {[string, string]} */ (["spec", JSON.stringify(spec)])]), ...(controls === "play" ? [] : [/** @type {[string, string]} */ (["controls", controls])])];
}

/** @param {Figure} figure @param {string} [inside] @param {string} [more] further attributes */
function element(figure, inside = "", more = "") {
  return `<descent-figure ${attributesOf(figure).map(([name, value]) => `${name}="${escaped(value)}"`).join(" ")}${more}>${inside}</descent-figure>`;
}

const SCRIPT = '<script type="module" src="descent.js"></script>';

// The build takes the indentation out of templates: lines that keep theirs are texts of their own.
const lines = (/** @type {string[]} */ ...all) => all.join("\n");

/** @type {Record<Kind, (figure: Figure) => string>} */
const TEXTS = {
  link: ({ spec, address }) => address && `${address}#${writeHash(spec)}`,
  iframe: ({ spec, title, address }) => lines(`<iframe title="${escaped(title)}" width="720" height="520" style="width: 100%; border: 0" loading="lazy" allow="clipboard-write"`, `  src="${escaped(`${address || own.page}#${writeHash(spec)}`)}"></iframe>`),
  element: (figure) => lines(SCRIPT, element(figure)),
  quarto: (figure) => lines("---", `resources: [${filesOf(figure.spec).join(", ")}]`, "---", "", "```{=html}", SCRIPT, element(figure), "```"),
  myst: ({ spec, controls }) => lines(":::{anywidget} ./descent.js", "{", `  "controls": "${controls}",`, `  "spec": ${JSON.stringify(spec)}`, "}", ":::"),
  reveal: (figure) => lines("<section>", `  <h3>${escaped(figure.title)}</h3>`, `  ${SCRIPT}`, `  ${element(figure, "", ' loading="eager" style="height: 540px"')}`, "</section>"),
  jupyter: ({ spec, controls }) =>
    lines(
      "import json, pathlib, anywidget, traitlets",
      "",
      "class Figure(anywidget.AnyWidget):",
      '    _esm = pathlib.Path("descent.js")',
      "    spec = traitlets.Dict().tag(sync=True)",
      "    state = traitlets.Dict().tag(sync=True)",
      `    controls = traitlets.Unicode("${controls}").tag(sync=True)`,
      "",
      // JSON's escapes are Python's too.
      `Figure(spec=json.loads(${JSON.stringify(JSON.stringify(spec))}))`,
    ),
  print: (figure) => lines(SCRIPT, element(figure, figure.png ? `<img src="descent-2x.png" alt="${escaped(figure.title)}">` : "")),
};

/**
 * A text.
 * @param {Kind} kind
 * @param {Figure} figure
 * @returns {string} empty where there is none
 */
export const textOf = (kind, figure) => (fitsLink(figure.spec) ? TEXTS[kind](figure) : "");
