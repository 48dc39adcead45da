/**
 * What: the export dialog: pictures, curves, the run, the specification, the link and its QR code.
 * Invariant: everything is made in the page from what is shown; nothing is sent anywhere.
 * Does not: make the files' contents; `files.js` does.
 */
import { html, nothing, render } from "lit-html";
import { dialogHead, makeDialog } from "../shell/dialog.js";
import { modelOf } from "../model/kind.js";
import { pageAddress } from "../state/address.js";
import { racerName } from "../state/edits.js";
import { fitsLink } from "../state/hash.js";
import { withValue } from "../state/paths.js";
import { strideOf } from "../state/rows.js";
import { embed as embedWords } from "../words/embed.js";
import { words } from "../words/en.js";
import { modelWords } from "../words/model.js";
import { chartSvg, landscapeSvg, withKey } from "./drawings.js";
import { hasRoom, toCsv, toJson } from "./files.js";
import { qrCode } from "./qr.js";

/**
 * Hands a file to the reader.
 * @param {string} name
 * @param {Blob} blob
 */
function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The dialog. */
export class Exports {
  /**
   * @param {HTMLElement} root
   * @param {import("../state/session.js").Session} session
   * @param {import("../draw/landscape.js").Landscape} landscape
   * @param {import("../chart/chart.js").Chart} chart
   * @param {import("../model/view.js").ModelView} models
   * @param {() => string} link
   */
  constructor(root, session, landscape, chart, models, link) {
    this.session = session;
    this.landscape = landscape;
    this.chart = chart;
    this.models = models;
    this.link = link;
    this.dialog = makeDialog(root, "exports", words.exports.title);
    session.store.on(["good", "result"], () => this.dialog.open && this.draw());
  }

  /** What can be drawn of what is shown. @returns {{png: boolean, svg: boolean}} */
  get offers() {
    const { result, good, modelShown } = this.session.store.state;
    const learns = modelOf(good) !== null && modelShown !== "surface";
    return { png: result !== null && (result.dim <= 2 || learns), svg: result?.dim === 2 && !learns };
  }

  /** The racers' names. @returns {string[]} */
  names() {
    const { good } = this.session.store.state;
    return good.racers.map((_, i) => racerName(this.session.catalog, good, i));
  }

  /** @param {string} name @param {string} type @param {string} text */
  text(name, type, text) {
    save(name, new Blob([text], { type }));
  }

  /** @param {number} scale */
  async png(scale) {
    const names = this.names();
    const race = () => this.landscape.picture(scale);
    // One racer needs no key, and plots of models have their racers' names above them.
    const canvas = (await this.models.picture(scale)) ?? (names.length > 1 ? withKey(race(), this.session.store.state, names, scale) : race());
    canvas.toBlob((blob) => blob && save(`descent-${scale}x.png`, blob), "image/png");
  }

  /** Contours and trails of a landscape over two parameters. */
  svg() {
    this.drawing("descent.svg", landscapeSvg(this.landscape, this.names()));
  }

  /** @param {string} name @param {string} svg */
  drawing(name, svg) {
    if (svg) this.text(name, "image/svg+xml", svg);
  }

  /** The run as it stands, with all parameters unless there are too many. */
  async whole() {
    const { result } = this.session.store.state;
    if (!result || result.dim <= 2 || !hasRoom(result)) return result;
    const columns = /** @type {import("../engine/shapes").Columns[]} */ (await this.session.engine.call("columns", { run: result.run }));
    return { ...result, racers: result.racers.map((racer, i) => ({ ...racer, columns: columns[i] ?? racer.columns })) };
  }

  /** The run, with its digest unless it was stopped. */
  async json() {
    const { good } = this.session.store.state;
    const names = this.names();
    const result = await this.whole();
    if (!result) return;
    const digest = result.digest || (result.done ? await this.session.engine.call("digest", { run: result.run }) : undefined);
    this.text("descent-run.json", "application/json", toJson(result, good, names, /** @type {string} */ (digest) || undefined));
  }

  async csv() {
    const names = this.names();
    const result = await this.whole();
    if (result) this.text("descent.csv", "text/csv", toCsv(result, names));
  }

  show() {
    if (this.dialog.open) return;
    this.draw();
    this.dialog.showModal();
  }

  draw() {
    const { good, result } = this.session.store.state;
    const { exports: own } = words;
    // A document has no room for a large table, which the command line takes from the reader's file, nor for many samples in lines of their own.
    const spec = fitsLink(good) ? good : withValue(good, "problem.data.inline", undefined);
    const link = this.link();
    const stride = strideOf(result?.racers ?? []);
    const code = link ? qrCode(link) : null;
    const { png, svg } = this.offers;
    const button = (/** @type {string} */ label, /** @type {() => void} */ act, off = false) => html`<button type="button" ?disabled=${off} @click=${act}>${label}</button>`;
    render(
      html`${dialogHead(this.dialog)}
        <h3>${own.picture}</h3>
        <div class="export-row">
          ${button(own.png2, () => this.png(2), !png)} ${button(own.png4, () => this.png(4), !png)}
          ${button(own.svg, () => this.svg(), !svg)}
          ${button(own.curves, () => this.drawing("descent-curves.svg", chartSvg(this.chart)))}
          ${button(own.print, () => (this.dialog.close(), print()))}
        </div>
        <h3>${own.data}</h3>
        <div class="export-row">
          ${button(own.csv, () => this.csv())}
          ${button(own.json, () => this.json())}
          ${button(own.spec, () => this.text("descent.json", "application/json", `${JSON.stringify(spec, null, good.problem.data ? 0 : 2)}\n`))}
        </div>
        ${result && !hasRoom(result) ? html`<p class="hint">${own.noParameters}</p>` : nothing}
        ${stride > 1 ? html`<p class="hint">CSV, JSON: ${words.chart.step} 0, ${stride}, ${2 * stride}, …</p>` : nothing}
        <h3>${own.link}</h3>
        ${link ? html`<input type="text" class="field wide" readonly aria-label=${own.link} .value=${link} />` : nothing}
        ${code ? qrPicture(code) : html`<p class="hint">${link ? own.tooLong : pageAddress() ? modelWords.longLink : embedWords.noAddressHere}</p>`}`,
      this.dialog,
    );
  }
}

/**
 * The code, dark on white whatever the theme: scanners want it so.
 * @param {boolean[][]} code
 */
function qrPicture(code) {
  const quiet = 4;
  const size = code.length + 2 * quiet;
  const path = code.map((row, y) => row.map((on, x) => (on ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")).join("")).join("");
  return code.length ? html`<svg class="qr" role="img" aria-label=${words.exports.qr} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path></svg>` : nothing;
}
