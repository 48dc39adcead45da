/**
 * What: the attributes of a figure: those of the specification, in the readable spelling of links, and those of the figure itself.
 * Invariant: a specification comes from `spec`, from `src`, from `figure` or from single attributes, never from two of them; a name that is one letter
 * off is a problem, not ignored; other names are the page's own business.
 * Does not: judge the specification; the engine does.
 */
import { readFigure } from "../presets/figures.js";
import { defaultSpec } from "../state/default.js";
import { readDocument, readPairs, refused } from "../state/hash.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Problem} Problem */

/** Of the specification; `surface.…` and `stop.…` besides. */
const SPEC_ATTRIBUTES = ["surface", "rotate", "expression", "start", "precision", "seed", "steps", "racers"];
/** Documents. */
const DOCUMENTS = ["spec", "src", "figure"];
/** Of the figure. */
export const FIGURE_ATTRIBUTES = ["at", "speed", "autoplay", "loading", "controls", "hide", "lock", "theme"];
/** All that are not made of a surface's or a rule's own names. */
const KNOWN = [...SPEC_ATTRIBUTES, ...DOCUMENTS, ...FIGURE_ATTRIBUTES];
/** Those that are text as properties, too; a widget's traits. */
export const PROPERTIES = KNOWN.filter((name) => name !== "spec");

/** What can be hidden. */
export const HIDEABLE = /** @type {const} */ (["racers", "status", "rates", "chart", "zoom", "readout", "scrubber", "step", "speed"]);
/** What a reader can be kept from changing. */
export const LOCKABLE = /** @type {const} */ (["start", "view", "time", "rates"]);
const CHOICES = { controls: ["play", "none", "full"], theme: ["auto", "light", "dark", "projector"], loading: ["lazy", "eager"] };

/**
 * @typedef {object} Wishes
 * @property {"none" | "play" | "full"} controls
 * @property {Set<string>} hide
 * @property {Set<string>} lock
 * @property {"auto" | import("../look/theme.js").ThemeName} theme
 * @property {boolean} eager whether it loads before it is seen
 * @property {boolean} autoplay
 * @property {number | null} at the step that it stands at; null for the end
 * @property {number} speed steps per frame
 */

/**
 * What the figure is asked to be.
 * @param {Element} element
 * @returns {{wishes: Wishes, problems: Problem[]}}
 */
export function readWishes(element) {
  /** @type {Problem[]} */
  const problems = [];
  const choice = (/** @type {keyof typeof CHOICES} */ name) => {
    const [usual = "", ...others] = CHOICES[name];
    const given = element.getAttribute(name) || usual;
    if (given === usual || others.includes(given)) return given;
    problems.push(...refused(name, "unknown_name", given, [usual, ...others].join(", ")).problems);
    return usual;
  };
  const list = (/** @type {string} */ name, /** @type {readonly string[]} */ allowed) => {
    const given = (element.getAttribute(name) ?? "").split(/[\s,]+/).filter((word) => word !== "");
    for (const word of given) if (!allowed.includes(word)) problems.push(...refused(name, "unknown_name", word, allowed.join(", ")).problems);
    return new Set(given);
  };
  const number = (/** @type {string} */ name, /** @type {string} */ allowed, /** @type {(value: number) => boolean} */ legal) => {
    const given = element.getAttribute(name);
    if (given === null) return null;
    if (given.trim() !== "" && legal(Number(given))) return Number(given);
    problems.push(...refused(name, "out_of_range", given, allowed).problems);
    return null;
  };
  const wishes = {
    controls: /** @type {Wishes["controls"]} */ (choice("controls")),
    theme: /** @type {Wishes["theme"]} */ (choice("theme")),
    eager: choice("loading") === "eager",
    hide: list("hide", HIDEABLE),
    lock: list("lock", LOCKABLE),
    autoplay: element.hasAttribute("autoplay"),
    at: number("at", "a whole number from 0", (value) => Number.isInteger(value) && value >= 0),
    speed: number("speed", "a number of steps per frame above 0", (value) => value > 0 && Number.isFinite(value)) ?? 1,
  };
  return { wishes, problems };
}

/** @param {string} name of an attribute @returns {boolean} whether it says what is run, or was meant as one of ours */
export function decidesRun(name) {
  return statesRun(name) || slipOf(name) !== null;
}

/** @param {string} name of an attribute @returns {boolean} whether it says what is run */
export function statesRun(name) {
  return DOCUMENTS.includes(name) || SPEC_ATTRIBUTES.includes(name) || /^(surface|stop)\./.test(name);
}

/**
 * The specification that the attributes state.
 * @param {Element} element
 * @returns {{spec: Spec | null, problems: Problem[], src: string | null}} `src` is the address of a document that has to be fetched
 */
export function readSpec(element) {
  const names = element.getAttributeNames();
  const single = names.filter((name) => statesRun(name) && !DOCUMENTS.includes(name));
  const documents = names.filter((name) => DOCUMENTS.includes(name));
  const nothing = { spec: null, src: null };
  const slips = names.flatMap((name) => {
    const meant = slipOf(name);
    return meant ? [{ path: name, code: "unknown_name", given: name, allowed: KNOWN.join(", "), nearest: meant, message: `there is no attribute ${name}; did you mean ${meant}?` }] : [];
  });
  if (slips.length) return { ...nothing, problems: slips };
  if (documents.length + Math.min(1, single.length) > 1) return { ...nothing, problems: refused([...documents, ...single].join(", "), "conflict", "more than one specification", `${DOCUMENTS.join(", ")} or single attributes`).problems };
  const value = (/** @type {string} */ name) => element.getAttribute(name) ?? "";
  if (documents[0] === "src") return { spec: null, problems: [], src: value("src") };
  if (documents[0] === "spec") return { ...readDocument(value("spec")), src: null };
  if (documents[0] === "figure") return { ...readFigure(value("figure")), src: null };
  if (single.length === 0) return { spec: defaultSpec(), problems: [], src: null };
  return { ...readPairs(single.map((name) => [name, value(name)])), src: null };
}

/** Attributes of every element that are a letter away from one of ours. */
const OTHERS = ["part", "slot"];

/**
 * The name that was meant by one that is a letter off.
 * @param {string} name
 * @returns {string | null}
 */
function slipOf(name) {
  if (name.length < 3 || KNOWN.includes(name) || OTHERS.includes(name)) return null;
  return KNOWN.find((other) => other.length > 2 && oneApart(name, other)) ?? null;
}

/** @param {string} a @param {string} b @returns {boolean} whether one letter is left out, put in, changed, or two are swapped */
function oneApart(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  return restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1) || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
}
