/**
 * What: the panel of a model and its data: builder, data picker with preview, split, noise, batches, a table of the reader's own.
 * Invariant: names, ranges and defaults come from the catalogue, but those of layers, of which this offers what a screen can show; every change is a change of the specification, so that the link holds it.
 * Does not: read tables; the engine does.
 */
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { control } from "../panel/control.js";
import { inlineOf, rowsOf } from "../engine/tables.js";
import { fitsLink } from "../state/hash.js";
import { sameDocument, withValue } from "../state/paths.js";
import { problemText } from "../panel/problems.js";
import { modelWords } from "../words/model.js";
import { modelOf } from "./kind.js";
import { arePictures } from "./pictures.js";
import { batchParams } from "./batches.js";
import { scoreTable } from "./scores.js";
import { told } from "./table.js";

/** @typedef {import("../state/session.js").Session} Session */
/** @typedef {import("../state/session.js").SessionState} SessionState */
/** @typedef {import("../engine/shapes").Named} Named */
/** @typedef {import("../engine/shapes").Param} Param */
/** @typedef {import("../engine/shapes").Row} Row */

/** What is comfortable to set by hand; the engine takes more layers and units. */
const MOST_LAYERS = 4;
const MOST_UNITS = 256;
const NEW_UNITS = 4;

/** What the panel remembers of a table: its faults, and the text that is being typed. */
export class ModelPanel {
  /**
   * @param {Session} session
   * @param {() => void} changed
   */
  constructor(session, changed) {
    this.session = session;
    this.changed = changed;
    /** @type {string[]} */
    this.faults = [];
    this.text = "";
    /** The share of a table that is read; null while none is being read. @type {number | null} */
    this.done = null;
    this.readings = 0;
    /** What the problem was when reading began. @type {Record<string, any>} */
    this.before = {};
    session.store.on(["spec", "problems"], ({ spec: { problem }, problems }) => {
      const isOther = problem.data !== this.before.data;
      if (isOther) this.faults = [];
      // Another model or other data, chosen meanwhile, are what the reader wants.
      if (this.done !== null && (isOther || modelOf({ problem })?.id !== modelOf({ problem: this.before })?.id)) this.leaveTable();
      // A network takes in what the data have: of some data more samples have more features.
      const odd = problems.find(({ path }) => path === "problem.model.layers[0]");
      if (odd) this.editProblem(odd.path, Number.parseInt(odd.allowed));
    });
  }

  /**
   * Has a table read, and trains on it where it is one; a newer one takes the place of one that is being read.
   * @param {Blob} file
   */
  async readTable(file) {
    const mine = ++this.readings;
    const onPart = (/** @type {number | null} */ share) => {
      if (mine !== this.readings) return;
      this.done = share;
      this.changed();
    };
    this.before = this.session.store.state.spec.problem;
    this.faults = [];
    onPart(0);
    /** @type {import("../engine/shapes").TableRead | null} */
    const found = await this.session.engine.call("table", { file }, { lane: "table", onPart }).catch((error) => {
      // What the browser says of a file that cannot be read; a reading that was left says nothing.
      if (mine === this.readings) this.faults = [error.message];
      return null;
    });
    if (mine !== this.readings) return;
    if (found && "faults" in found) this.faults = told(found.faults);
    else if (found) this.use(found);
    onPart(null);
  }

  /** Reads no further. */
  leaveTable() {
    this.readings++;
    this.done = null;
    this.changed();
    this.session.engine.call("table", {}, { lane: "table" }).catch(() => {});
  }

  /** @param {import("../engine/shapes").Flat} flat */
  use(flat) {
    const { spec } = this.session.store.state;
    const old = modelOf(spec);
    const inline = numbered(inlineOf(flat), old?.id);
    const classes = inline.classes?.length ?? 0;
    /** @type {Named} */
    const model = old?.id === "mlp" ? fitted(old, flat.width, classes) : { id: !classes ? "linear" : classes > 2 ? "softmax" : "logistic" };
    const { start: _start, ...rest } = spec;
    this.session.replace({ ...rest, problem: { ...pick(spec.problem, ["batch", "l2", "l1"]), model, data: { inline, split: OWN_SPLIT } } });
  }

  /** @param {string} text */
  readText(text) {
    void this.readTable(new Blob([text]));
  }

  /** @param {File | undefined} file */
  readFile(file) {
    if (file) void this.readTable(file);
  }

  /**
   * The panel.
   * @param {SessionState} state
   */
  view(state) {
    const { spec, good, problems, dataset } = state;
    const { catalog } = this.session;
    const model = modelOf(spec);
    if (!model) return nothing;
    const data = /** @type {Named & {inline?: {test?: object}}} */ (spec.problem.data ?? {});
    // Of one that was refused nothing is counted.
    const counted = problems.length && !sameDocument(data, good.problem.data ?? {}) ? null : dataset;
    const modelRow = catalog.models.find(({ id }) => id === model.id);
    const dataRow = catalog.data.find(({ id }) => id === data.id);
    const edit = (/** @type {string} */ path, /** @type {unknown} */ value) => this.editProblem(path, value);
    const shared = { problems, edit };
    const params = (/** @type {Param[] | undefined} */ all, /** @type {Named} */ value, /** @type {string} */ path, /** @type {string} */ owner) =>
      (all ?? []).filter(({ key }) => key !== "layers").map((param) => control({ ...shared, owner, param: { ...param, unset: modelWords.auto }, path: `${path}.${param.key}`, value: value[param.key] }));
    const refused = problems.filter(({ path }) => /^problem(\.(model|data|batch)(\.(id|layers|inline).*)?)?$/.test(path));
    return html`<div class="model-panel" @dragover=${(/** @type {Event} */ event) => event.preventDefault()} @drop=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      this.readFile(event.dataTransfer?.files[0]);
    }}>
      ${refused.map((problem) => html`<p class="refusal">${problemText(problem)}</p>`)}
      <fieldset>
        <legend>${modelWords.model}</legend>
        ${this.select(modelWords.model, catalog.models, model.id, (id) => this.chooseModel(id))}
        ${Array.isArray(model.layers) ? this.layers(model) : nothing}
        ${model.id === "mlp" ? this.choice("output", "problem.model.output", catalog.outputs, model.output) : nothing}
        ${params(modelRow?.params, model, "problem.model", modelWords.model)}
      </fieldset>
      <fieldset>
        <legend>${modelWords.data}</legend>
        ${this.select(modelWords.data, catalog.data, data.inline ? "" : String(data.id), (id) => this.chooseData(id), data.inline ? modelWords.ownData : undefined)}
        <p class="hint">${data.inline ? modelWords.own(rowsOf(data.inline)) : (dataRow?.doc ?? "")}${counted ? html` ${modelWords.size(counted.train.n, counted.test?.n ?? 0)}.` : nothing}${counted && counted.features > 2 && !arePictures(spec) ? html` ${modelWords.twoOf(counted.features)} ${model.id === "kmeans" ? modelWords.noRegions : modelWords.atMeans}` : nothing}</p>
        ${fitsLink(spec) ? nothing : html`<p class="hint">${modelWords.longLink}</p>`}
        ${params(data.inline ? ownParams(catalog, data.inline) : dataRow?.params, data, "problem.data", modelWords.data)}
        <label class="file"><input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${(/** @type {Event} */ { target }) => {
          const input = /** @type {HTMLInputElement} */ (target);
          this.readFile(input.files?.[0]);
          // The same file may be chosen again.
          input.value = "";
        }} /><span>${modelWords.load}</span></label>
        <small class="secondary">${modelWords.paste}</small>
        <textarea rows="2" aria-label=${modelWords.pasteLabel} .value=${live(this.text)} @input=${(/** @type {Event} */ event) => (this.text = /** @type {HTMLTextAreaElement} */ (event.target).value)} @paste=${(/** @type {ClipboardEvent} */ event) => {
          const text = event.clipboardData?.getData("text");
          if (text?.includes("\n")) this.readText(text);
        }}></textarea>
        <button type="button" class="quiet read" @click=${() => this.readText(this.text)}>${modelWords.read}</button>
        ${this.done === null ? nothing : html`<p class="reading"><progress max="1" value=${this.done} aria-label=${modelWords.reading}></progress> <button type="button" class="quiet" @click=${() => this.leaveTable()}>${modelWords.leave}</button></p>`}
        ${this.faults.length ? html`<ol class="faults">${this.faults.map((fault) => html`<li class="refusal">${fault}</li>`)}</ol>` : nothing}
      </fieldset>
      <fieldset>
        <legend>${modelWords.training}</legend>
        ${model.id === "kmeans" ? nothing : this.choice("loss", "problem.loss", catalog.losses, spec.problem.loss)}
        ${batchParams(catalog, dataset?.train.n ?? 1).map((param) => {
          const value = /** @type {Record<string, unknown>} */ (spec.problem.batch ?? {})[param.key];
          return control({ ...shared, owner: modelWords.training, param, path: `problem.batch.${param.key}`, value: value === "full" ? undefined : value });
        })}
        ${(model.id === "kmeans" ? [] : catalog.penalties).map((param) => control({ ...shared, owner: modelWords.training, param, path: `problem.${param.key}`, value: spec.problem[param.key] }))}
      </fieldset>
      ${scoreTable(this.session, state)}
    </div>`;
  }

  /**
   * @param {string} label
   * @param {Row[]} rows
   * @param {string} id
   * @param {(id: string) => void} choose
   * @param {string} [other] what stands there that is no row
   */
  select(label, rows, id, choose, other) {
    return html`<select aria-label=${label} .value=${live(id)} @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${other === undefined ? nothing : html`<option value="" selected>${other}</option>`}
      ${rows.map((row) => html`<option value=${row.id} title=${row.doc} ?selected=${row.id === id}>${row.name}</option>`)}
    </select>`;
  }

  /**
   * A choice that may be left to the engine.
   * @param {"output" | "loss"} which
   * @param {string} path
   * @param {string[]} names
   * @param {unknown} value
   */
  choice(which, path, names, value) {
    const { name, doc } = modelWords[`${which}_`];
    const { automatic } = modelWords;
    /** @type {Param} */
    const param = { key: which, symbol: "", name, doc, kind: "choice", default: automatic, options: [automatic, ...names].map((id) => ({ id, doc: "" })) };
    const edit = (/** @type {string} */ at, /** @type {unknown} */ chosen) => this.editProblem(at, chosen === automatic ? undefined : chosen);
    return control({ param, path, value, problems: this.session.store.state.problems, owner: modelWords.training, edit });
  }

  /** @param {Named} model */
  layers(model) {
    const layers = /** @type {number[]} */ (model.layers);
    const hidden = layers.slice(1, -1);
    const set = (/** @type {number[]} */ next) => this.editProblem("problem.model.layers", [layers[0], ...next, layers.at(-1)]);
    return html`${hidden.map((count, i) => {
        /** @type {Param} */
        const param = { key: "units", symbol: "", name: modelWords.units(i + 1), doc: "", kind: "int", default: NEW_UNITS, min: 1, max: MOST_UNITS };
        return control({ param, path: `problem.model.layers[${i + 1}]`, value: count, problems: this.session.store.state.problems, owner: modelWords.model, edit: (_, value) => set(hidden.map((old, k) => (k === i ? Number(value ?? NEW_UNITS) : old))) });
      })}
      <div class="wraps">
        <button type="button" class="quiet" aria-disabled=${hidden.length >= MOST_LAYERS} @click=${() => hidden.length >= MOST_LAYERS || set([...hidden, hidden.at(-1) ?? NEW_UNITS])}>${modelWords.addLayer}</button>
        <button type="button" class="quiet" aria-disabled=${hidden.length === 0} @click=${() => hidden.length === 0 || set(hidden.slice(0, -1))}>${modelWords.removeLayer}</button>
      </div>`;
  }

  /**
   * Changes the problem; a start that was given would not fit another model any more, nor its half any other loss than the squared error's.
   * @param {string} path
   * @param {unknown} value
   */
  editProblem(path, value) {
    const { spec } = this.session.store.state;
    const { start: _start, ...rest } = spec;
    const whole = path === "problem.loss" && value && value !== "mse" ? withValue(spec, "problem.half", undefined) : spec;
    this.session.replace(withValue(path.startsWith("problem.model") ? rest : whole, path, value), path);
  }

  /** @param {string} id */
  chooseModel(id) {
    const { spec, dataset } = this.session.store.state;
    const { data } = /** @type {Record<string, any>} */ (spec.problem);
    const row = this.session.catalog.data.find((other) => other.id === data?.id);
    const inline = data?.inline && numbered(data.inline, id);
    const classes = row?.classes ?? (inline?.classes?.length || dataset?.classes || 0);
    const model = id === "mlp" ? fitted({ id, layers: [2, 8, 1] }, row?.features ?? dataset?.features ?? 2, classes) : { id };
    const { start: _start, ...rest } = spec;
    this.session.replace({ ...rest, problem: { ...pick(inline ? { ...spec.problem, data: { ...data, inline } } : spec.problem, id === "kmeans" ? ["data", "batch"] : ["data", "batch", "l2", "l1"]), model } });
  }

  /** @param {string} id */
  chooseData(id) {
    const row = this.session.catalog.data.find((other) => other.id === id);
    if (!row) return;
    const { spec } = this.session.store.state;
    const { start: _start, ...rest } = spec;
    const old = modelOf(spec);
    const model = old && fitted(old, row.features ?? 2, row.classes ?? 0);
    const { loss, half, ...kept } = spec.problem;
    // A loss is of its output.
    this.session.replace({ ...rest, problem: { ...(model?.output === old?.output ? spec.problem : kept), data: { id }, ...(model && { model }) } });
  }
}

/**
 * @param {Record<string, any>} from
 * @param {string[]} keys
 * @returns {Record<string, any>}
 */
function pick(from, keys) {
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));
}

/**
 * A network's ends as the data want them; another model stays as it is.
 * @param {Named} model
 * @param {number} features
 * @param {number} classes 0 where targets are numbers
 * @returns {Named}
 */
function fitted(model, features, classes) {
  if (model.id !== "mlp" || !Array.isArray(model.layers)) return model;
  const outputs = classes > 2 ? classes : 1;
  return { ...model, layers: [features, ...model.layers.slice(1, -1), outputs], output: outputs > 1 ? "softmax" : classes ? "sigmoid" : "linear" };
}

/** Of samples whose targets became numbers, how they were. @type {WeakMap<object, Record<string, any>>} */
const classed = new WeakMap();

/**
 * A reader's own samples, their targets as numbers for a model that predicts numbers: few whole ones are read as classes, and are so again for another.
 * @param {Record<string, any>} inline
 * @param {string | undefined} model
 * @returns {Record<string, any>}
 */
function numbered(inline, model) {
  const whole = classed.get(inline) ?? inline;
  const { classes, ...rest } = whole;
  const values = model === "linear" || model === "polynomial" ? classes?.map(Number) : undefined;
  if (!values?.every(Number.isFinite)) return whole;
  const numbers = { ...rest, y: rest.y.map((/** @type {number} */ k) => values[k]) };
  classed.set(numbers, whole);
  return numbers;
}

/** Of a table that is read, this share is trained on. */
const OWN_SPLIT = 0.7;

/**
 * The settings of a reader's own samples: the share for training, as data sets have it; without it all are trained on, and so are those that
 * have others to test.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {{test?: object}} inline
 * @returns {Param[]}
 */
function ownParams(catalog, { test }) {
  const split = catalog.data.flatMap(({ params }) => params).find(({ key }) => key === "split");
  return split && !test ? [{ ...split, default: 1 }] : [];
}
