/**
 * What: the export dialog: pictures, curves, the run, the specification, the link and its QR code.
 * Invariant: everything is made in the page from what is shown; nothing is sent anywhere.
 * Does not: make the files' contents; `files.js` does.
 */
import { html, nothing, render } from "lit-html";
import { tracksOf } from "../draw/race.js";
import { dialogHead, makeDialog } from "../shell/dialog.js";
import { modelOf } from "../model/kind.js";
import { pageAddress } from "../state/address.js";
import { racerName } from "../state/edits.js";
import { embed as embedWords } from "../words/embed.js";
import { words } from "../words/en.js";
import { modelWords } from "../words/model.js";
import { axisName, curveName, dataOf } from "../chart/series.js";
import { curvesSvg, landscapeSvg, toCsv, toJson } from "./files.js";
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
   * @param {import("../model/view.js").ModelView} models
   * @param {() => string} link
   */
  constructor(root, session, landscape, models, link) {
    this.session = session;
    this.landscape = landscape;
    this.models = models;
    this.link = link;
    this.dialog = makeDialog(root, "exports", words.exports.title);
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
    const canvas = (await this.models.picture(scale)) ?? this.landscape.picture(scale);
    canvas.toBlob((blob) => blob && save(`descent-${scale}x.png`, blob), "image/png");
  }

  /** Contours and trails of a landscape over two parameters. */
  svg() {
    const { state } = this.session.store;
    const { frame, surface } = this.landscape;
    if (frame) this.text("descent.svg", "image/svg+xml", landscapeSvg(frame, surface.lines?.contours ?? null, tracksOf(state, frame), state, this.names()));
  }

  /** @param {import("../state/session.js").SessionState} state */
  curves(state) {
    return (dataOf(state)?.curves ?? []).map((curve) => curveName(this.session.catalog, state, curve));
  }

  show() {
    if (this.dialog.open) return;
    const { state } = this.session.store;
    const { result, good } = state;
    const { exports: own } = words;
    const link = this.link();
    const code = link ? qrCode(link) : null;
    const names = this.names();
    const learns = modelOf(good) !== null && state.modelShown !== "surface";
    const flat = !result || (result.dim > 2 && !learns);
    const button = (/** @type {string} */ label, /** @type {() => void} */ act, off = false) => html`<button type="button" ?disabled=${off} @click=${act}>${label}</button>`;
    render(
      html`${dialogHead(this.dialog)}
        <h3>${own.picture}</h3>
        <div class="export-row">
          ${button(own.png2, () => this.png(2), flat)} ${button(own.png4, () => this.png(4), flat)}
          ${button(own.svg, () => this.svg(), learns || result?.dim !== 2)}
          ${button(own.curves, () => this.text("descent-curves.svg", "image/svg+xml", curvesSvg(state, this.curves(state), { axis: axisName(state), step: own.step })))}
          ${button(own.print, () => (this.dialog.close(), print()))}
        </div>
        <h3>${own.data}</h3>
        <div class="export-row">
          ${button(own.csv, () => result && this.text("descent.csv", "text/csv", toCsv(result, names)))}
          ${button(own.json, () => result && this.text("descent-run.json", "application/json", toJson(result, good, names)))}
          ${button(own.spec, () => this.text("descent.json", "application/json", `${JSON.stringify(good, null, 2)}\n`))}
        </div>
        <h3>${own.link}</h3>
        ${link ? html`<input type="text" class="field wide" readonly aria-label=${own.link} .value=${link} />` : nothing}
        ${code ? qrPicture(code) : html`<p class="hint">${link ? own.tooLong : pageAddress() ? modelWords.longLink : embedWords.noAddressHere}</p>`}`,
      this.dialog,
    );
    this.dialog.showModal();
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
