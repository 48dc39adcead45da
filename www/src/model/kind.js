/**
 * What: what a specification that trains a model says of itself, and the models that the problem picker offers.
 * Invariant: an offer is a plain specification; it states only what makes the example what it is, the rest is the engine's default.
 * Does not: hold ranges or defaults.
 */

import { superscript } from "../format/number.js";
import { subscript, weightName } from "../format/parameter.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Named} Named */
/** @typedef {import("../engine/shapes").RacerSpec} RacerSpec */

/**
 * The model of a specification.
 * @param {Pick<Spec, "problem">} spec
 * @returns {Named | null}
 */
export function modelOf(spec) {
  const model = spec.problem?.model;
  return model && typeof model === "object" && !Array.isArray(model) ? /** @type {Named} */ (model) : null;
}

/**
 * The names of a problem's parameters: x and y in the plane of a surface, θ₁, θ₂, … of a model and beyond the plane.
 * @param {Spec} spec
 * @param {number} all how many there are
 * @returns {string[]}
 */
export function parameterNames(spec, all) {
  const plane = all <= 2 && !modelOf(spec);
  return Array.from({ length: all }, (_, i) => (plane ? String("xy"[i]) : weightName(i)));
}

/**
 * The sizes of a model's layers, its input first.
 * @param {Named} model
 * @param {import("../engine/shapes").Dataset} data
 * @returns {number[]}
 */
export function layersOf(model, data) {
  if (Array.isArray(model.layers)) return model.layers.map(Number);
  if (model.id === "polynomial") return [Number(model.degree ?? 3), 1];
  return [data.features, model.id === "softmax" ? Number(model.classes ?? data.classes) : Math.max(1, data.outputs)];
}

/**
 * Where a network's weights and biases stand in its flat parameters.
 * @param {number[]} layers
 * @param {boolean} bias
 * @returns {{weights: number, biases: number | null, rows: number, cols: number}[]}
 */
export function blocksOf(layers, bias) {
  let at = 0;
  return layers.slice(1).map((rows, i) => {
    const cols = Number(layers[i]);
    const block = { weights: at, biases: bias ? at + rows * cols : null, rows, cols };
    at += rows * cols + (bias ? rows : 0);
    return block;
  });
}

/**
 * The views that there are of a model.
 * @param {Named} model
 * @param {number} dim how many parameters it has
 * @returns {import("../state/session.js").ModelShown[]}
 */
export function viewsOf({ id }, dim) {
  /** @type {[import("../state/session.js").ModelShown, boolean][]} */
  const all = [["data", true], ["network", id !== "kmeans"], ["surface", dim <= 2], ["weights", id !== "kmeans" && dim > 1], ["plane", id !== "kmeans" && dim > 2], ["samples", true]];
  return all.flatMap(([view, there]) => (there ? [view] : []));
}

/**
 * What a feature is called where the data do not say.
 * @param {number} i
 * @param {number} all
 * @returns {string}
 */
export function featureName(i, all) {
  return all === 1 ? "x" : `x${subscript(i + 1)}`;
}

/**
 * What goes into a network and what comes out of it.
 * @param {Named} model
 * @param {import("../engine/shapes").Dataset} data
 * @returns {{inputs: string[], outputs: string[]}}
 */
export function endsOf(model, data) {
  const count = layersOf(model, data).at(-1) ?? 1;
  const [x = "x"] = data.feature_names;
  const inputs = model.id === "polynomial" ? Array.from({ length: layersOf(model, data)[0] ?? 1 }, (_, i) => (i === 0 ? x : x + superscript(i + 1))) : data.feature_names;
  const outputs = Array.from({ length: count }, (_, i) => (count === 1 ? data.target_name : (data.class_names[i] ?? `y${subscript(i + 1)}`)));
  return { inputs, outputs };
}

const race = (/** @type {Named[]} */ ...optimizers) => optimizers.map((optimizer) => ({ optimizer }));
const mlp = (/** @type {number[]} */ hidden, /** @type {string} */ output, /** @type {string} */ activation = "tanh") => ({ id: "mlp", layers: [2, ...hidden, 1], activation, output });

/**
 * The offers: what makes the specification; `words/offers.js` has their titles.
 * @type {{id: string, steps: number, problem: Record<string, any>, racers: RacerSpec[]}[]}
 */
export const OFFERS = [
  { id: "line", steps: 300, problem: { model: { id: "linear" }, data: { id: "line" } }, racers: race({ id: "sgd", lr: 0.1 }, { id: "momentum", lr: 0.05 }) },
  { id: "polynomial", steps: 1000, problem: { model: { id: "polynomial", degree: 5 }, data: { id: "sine" } }, racers: race({ id: "sgd", lr: 0.05 }, { id: "adam", lr: 0.05 }) },
  { id: "logistic", steps: 300, problem: { model: { id: "logistic" }, data: { id: "gauss" } }, racers: race({ id: "sgd", lr: 0.3 }, { id: "adam", lr: 0.1 }) },
  { id: "xor", steps: 600, problem: { model: mlp([4], "sigmoid"), data: { id: "xor" }, batch: { size: 20 } }, racers: race({ id: "sgd", lr: 0.3 }, { id: "adam", lr: 0.03 }) },
  { id: "circle", steps: 600, problem: { model: mlp([4], "sigmoid"), data: { id: "circle" }, batch: { size: 20 } }, racers: race({ id: "sgd", lr: 0.3 }, { id: "adam", lr: 0.03 }) },
  { id: "moons", steps: 1000, problem: { model: mlp([8], "sigmoid"), data: { id: "moons" }, batch: { size: 20 } }, racers: race({ id: "momentum", lr: 0.1 }, { id: "adam", lr: 0.03 }) },
  { id: "spiral", steps: 4000, problem: { model: mlp([16, 16], "sigmoid"), data: { id: "spiral" }, batch: { size: 32 } }, racers: race({ id: "adam", lr: 0.02 }, { id: "rmsprop", lr: 0.01 }) },
  { id: "iris", steps: 1000, problem: { model: { id: "softmax" }, data: { id: "iris" } }, racers: race({ id: "sgd", lr: 0.1 }, { id: "adam", lr: 0.05 }) },
  { id: "digits", steps: 600, problem: { model: { id: "softmax" }, data: { id: "digits" }, batch: { size: 50 } }, racers: race({ id: "sgd", lr: 0.01 }, { id: "adam", lr: 0.01 }) },
  { id: "blobs", steps: 60, problem: { model: { id: "kmeans", k: 3 }, data: { id: "blobs" } }, racers: [{ optimizer: { id: "lloyd" } }, { optimizer: { id: "sgd", lr: 0.5 }, schedule: { id: "inverse_time", decay_rate: 1 / 3 } }] },
];

/**
 * The specification of an offer; seed and precision go on.
 * @param {Spec} spec
 * @param {string} id
 * @returns {Spec}
 */
export function withOffer(spec, id) {
  const offer = OFFERS.find((other) => other.id === id);
  if (!offer) return spec;
  const { version, seed } = spec;
  return { version, ...(seed === undefined ? {} : { seed }), problem: structuredClone(offer.problem), steps: offer.steps, racers: structuredClone(offer.racers) };
}

/**
 * The offer that a specification still is, but for its settings.
 * @param {Spec} spec
 * @returns {string}
 */
export function offerOf(spec) {
  const model = modelOf(spec);
  const data = /** @type {Named | undefined} */ (spec.problem?.data);
  return OFFERS.find((offer) => offer.problem.model.id === model?.id && offer.problem.data.id === data?.id)?.id ?? "";
}
