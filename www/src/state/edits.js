/**
 * What: the edits that touch more than one value: another surface, another optimizer, racers added, doubled and removed.
 * Invariant: each gives a new specification and keeps what still has a meaning (a learning rate, a schedule, a label).
 * Does not: state a default; what it leaves out, the catalogue's rows fill in.
 */

import { words } from "../words/en.js";
import { distinction } from "./distinction.js";
import { editsOf, withRenumbered } from "./fork.js";
import { withValue } from "./paths.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").RacerSpec} RacerSpec */
/** @typedef {import("../engine/shapes").Catalog} Catalog */
/** @typedef {import("../engine/shapes").Row} Row */
/** @typedef {import("../engine/shapes").Named} Named */

/**
 * The catalogue's row of an optimizer in either spelling.
 * @param {Catalog} catalog
 * @param {string} id
 * @returns {Row | undefined}
 */
export function optimizerRow(catalog, id) {
  return catalog.optimizers.find((row) => row.id === id) ?? catalog.libraries.find((row) => row.id === id);
}

/**
 * The row of a problem's surface.
 * @param {Catalog} catalog
 * @param {Spec} spec
 * @returns {Row | undefined}
 */
export function surfaceRow(catalog, spec) {
  return catalog.surfaces.find((row) => row.id === spec.problem?.surface);
}

/** Rotation belongs to the problem, not to a surface, so that no row has it. @param {number} most degrees @returns {import("../engine/shapes").Param} */
export function rotation(most) {
  return { key: "rotate", symbol: "\\varphi", name: words.problem.rotate, doc: words.problem.rotateDoc, kind: "real", default: 0, min: -most, max: most, scale: "linear", unit: "°" };
}

/** Those without a label that have a racer's optimizer. @param {RacerSpec[]} racers @param {RacerSpec} racer */
const alike = (racers, racer) => racers.filter((other) => other.optimizer?.id === racer.optimizer?.id && !other.label);

/**
 * What tells a racer without a label apart from the others with its optimizer.
 * @param {Catalog} catalog
 * @param {Spec} spec
 * @param {RacerSpec} racer
 */
export const particular = (catalog, spec, racer) => distinction(catalog, optimizerRow(catalog, racer.optimizer?.id), alike(spec.racers, racer), racer, spec.problem);

/**
 * What a racer is called: its label, else its optimizer's name. Where several are alike, what tells it apart is added, and where all are it
 * stands alone; where nothing does they are numbered.
 * @param {Catalog} catalog
 * @param {Spec} spec
 * @param {number} index
 * @returns {string}
 */
export function racerName(catalog, spec, index) {
  const racer = spec.racers[index];
  if (!racer) return "";
  if (typeof racer.label === "string" && racer.label !== "") return racer.label;
  const id = racer.optimizer?.id;
  const name = optimizerRow(catalog, id)?.name ?? String(id);
  const others = alike(spec.racers, racer);
  const at = alike(spec.racers.slice(0, index), racer).length;
  const told = others.map((other) => particular(catalog, spec, other).map(({ text }) => text).join(", "));
  if (new Set(told).size < told.length) return `${name} ${at + 1}`;
  return others.length === spec.racers.length && told.every((text) => text) && told[at] ? told[at] : [name, told[at]].filter((text) => text).join(", ");
}

/**
 * With another surface, at its own start and without the old one's parameters.
 * @param {Spec} spec
 * @param {string} id
 * @returns {Spec}
 */
export function withSurface(spec, id) {
  const { start: _start, ...rest } = spec;
  return { ...rest, problem: { surface: id } };
}

/**
 * With another optimizer for a racer; arguments that the new one has too are kept.
 * @param {Spec} spec
 * @param {number} index
 * @param {Row} row
 * @returns {Spec}
 */
export function withOptimizer(spec, index, row) {
  return withReplaced(spec, index, (racer) => {
    const keys = new Set(row.params.map((param) => param.key));
    const rate = racer.optimizer.lr ?? racer.optimizer.learning_rate;
    /** @type {Named} */
    const optimizer = { id: row.id };
    for (const key of ["lr", "learning_rate"]) if (rate !== undefined && keys.has(key)) optimizer[key] = rate;
    if (keys.has("beta") && racer.optimizer.beta !== undefined) optimizer.beta = racer.optimizer.beta;
    return { ...racer, optimizer };
  });
}

/**
 * With another optimizer in a racer's place, whose changes in the middle no longer fit.
 * @param {Spec} spec
 * @param {number} index
 * @param {(racer: RacerSpec) => RacerSpec} change
 * @returns {Spec}
 */
export const withReplaced = (spec, index, change) => withRacer(withRenumbered(spec, (at) => (at === index ? [] : [at])), index, change);

/**
 * With one racer changed.
 * @param {Spec} spec
 * @param {number} index
 * @param {(racer: RacerSpec) => RacerSpec} change
 * @returns {Spec}
 */
function withRacer(spec, index, change) {
  return { ...spec, racers: spec.racers.map((racer, i) => (i === index ? change(racer) : racer)) };
}

/** Whether no other racer may join. @param {Catalog} catalog @param {Spec} spec */
export const isFull = (catalog, spec) => spec.racers.length >= catalog.limits.racers;

/**
 * With a racer more: the first optimizer of the catalogue that does not race yet, else the first.
 * @param {Spec} spec
 * @param {Catalog} catalog
 * @returns {Spec}
 */
export function withAdded(spec, catalog) {
  const racing = new Set(spec.racers.map((racer) => racer.optimizer?.id));
  const row = catalog.optimizers.find(({ id }) => !racing.has(id)) ?? catalog.optimizers[0];
  if (!row) return spec;
  const rate = row.params.find(({ key }) => key === "lr");
  const needsRate = rate !== undefined && typeof rate.default !== "number";
  return { ...spec, racers: [...spec.racers, { optimizer: needsRate ? { id: row.id, lr: 0.01 } : { id: row.id } }] };
}

/**
 * With a copy of a racer after it.
 * @param {Spec} spec
 * @param {number} index
 * @returns {Spec}
 */
export function withDoubled(spec, index) {
  const racer = spec.racers[index];
  if (!racer) return spec;
  const moved = withRenumbered(spec, (at) => (at === index ? [at, at + 1] : [at > index ? at + 1 : at]));
  return { ...moved, racers: [...spec.racers.slice(0, index + 1), racer, ...spec.racers.slice(index + 1)] };
}

/**
 * Without a racer.
 * @param {Spec} spec
 * @param {number} index
 * @returns {Spec}
 */
export function withoutRacer(spec, index) {
  const moved = withRenumbered(spec, (at) => (at === index ? [] : [at > index ? at - 1 : at]));
  return { ...moved, racers: spec.racers.filter((_, i) => i !== index) };
}

/**
 * The document as it holds from a step on: every change up to it is put into its racer.
 * @param {Spec} spec
 * @param {number} step
 * @returns {Spec}
 */
export function inForceAt(spec, step) {
  return editsOf(spec)
    .filter((edit) => edit.step <= step)
    .reduce((now, { racer, path, value }) => withValue(now, `racers[${racer}].${path}`, value), spec);
}
