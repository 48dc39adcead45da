/**
 * What: reads and sets the stages around the law, such as noise, clipping and averaging, that the catalogue lists, in their order.
 * Invariant: a stage that is off is not in the specification; where a stage takes one of its arguments, several are never set.
 * Does not: hold names, ranges or the order; the catalogue does.
 */
import { html } from "lit-html";
import { words } from "../words/en.js";
import { control } from "./control.js";

/** @typedef {import("../engine/shapes").Param} Param */
/** @typedef {import("../engine/shapes").RacerSpec} RacerSpec */
/** @typedef {import("../engine/shapes").Row} Row */
/** @typedef {import("../engine/shapes").Spec} Spec */

/**
 * The controls of every stage of a racer.
 * @param {import("../state/session.js").Session} session
 * @param {RacerSpec} racer
 * @param {number} index
 * @param {Pick<import("./control.js").ControlOptions, "problems" | "owner" | "edit">} shared
 */
export function stageControls(session, racer, index, shared) {
  return html`<p class="hint">${words.racers.stages}</p>
    ${session.catalog.stages.map(
      (stage) => html`<fieldset>
        <legend title=${stage.doc}>${stage.name}</legend>
        ${stageParams(stage, racer).map((param) =>
          control({
            ...shared,
            param,
            path: `racers[${index}].${stage.id}.${param.key}`,
            value: stageValue(racer, stage, param),
            edit: (at, value) => session.edit(`racers[${index}].${stage.id}`, stageWith(racer, stage, param.key, value), at),
          }),
        )}
      </fieldset>`,
    )}`;
}

/**
 * @param {RacerSpec} racer
 * @param {Row} stage
 * @returns {Record<string, unknown> | null} its arguments; null where it is off
 */
function held(racer, stage) {
  const arguments_ = racer[stage.id];
  return arguments_ !== null && typeof arguments_ === "object" ? /** @type {Record<string, unknown>} */ (arguments_) : null;
}

/**
 * A stage's parameters as controls need them: each can be off where one of them is given; else the first switches the stage, and the
 * others are there while it is on.
 * @param {Row} stage
 * @param {RacerSpec} racer
 * @returns {Param[]}
 */
export function stageParams(stage, racer) {
  if (stage.one_of) return stage.params.map((param) => ({ ...param, kind: param.kind.startsWith("opt") ? param.kind : `opt_${param.kind}` }));
  const [first, ...others] = stage.params;
  if (!first) return [];
  const switched = { ...first, options: [{ id: words.control.off, doc: "" }, ...(first.options ?? [])] };
  return held(racer, stage) ? [switched, ...others] : [switched];
}

/**
 * A stage's argument in a racer.
 * @param {RacerSpec} racer
 * @param {Row} stage
 * @param {Param} param
 * @returns {unknown}
 */
export function stageValue(racer, stage, param) {
  const now = held(racer, stage);
  return !now && !stage.one_of ? words.control.off : now?.[param.key];
}

/**
 * A racer's stage with one argument set, in place of any other where it takes one.
 * @param {RacerSpec} racer
 * @param {Row} stage
 * @param {string} key
 * @param {unknown} value `undefined` is the default; for a stage's only or first argument it takes the stage out
 * @returns {Record<string, unknown> | undefined} nothing where it is taken out
 */
export function stageWith(racer, stage, key, value) {
  const off = stage.one_of ? value === undefined : key === stage.params[0]?.key && (value === undefined || value === words.control.off);
  if (off) return undefined;
  const { [key]: _old, ...kept } = stage.one_of ? {} : (held(racer, stage) ?? {});
  return value === undefined ? kept : { ...kept, [key]: value };
}
