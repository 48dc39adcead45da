/**
 * What: the dialog that gives ready text for the run that is shown, host by host, with buttons to copy it and to get the files.
 * Invariant: the text is what `texts.js` makes of the accepted specification; where the page has no address, none is given.
 * Does not: fetch or send anything; a file is loaded only by who downloads it.
 */
import { html, nothing, render } from "lit-html";
import { modelOf, offerOf } from "../model/kind.js";
import { offerWords } from "../words/offers.js";
import { isSingleFile } from "../engine/loader.js";
import { dialogHead, makeDialog } from "../shell/dialog.js";
import { Said } from "../shell/said.js";
import { racerName, surfaceRow } from "../state/edits.js";
import { embed as own } from "../words/embed.js";
import { modelWords } from "../words/model.js";
import { KINDS, filesOf, textOf } from "./texts.js";

const CONTROLS = /** @type {const} */ (["none", "play", "full"]);

/** The dialog. */
export class EmbedPanel {
  /**
   * @param {HTMLElement} root
   * @param {import("../state/session.js").Session} session
   * @param {string} address of the page without its hash; empty where others could not open it
   * @param {import("../export/panel.js").Exports} exports saves pictures
   */
  constructor(root, session, address, exports) {
    this.session = session;
    this.address = address;
    this.exports = exports;
    /** @type {import("./texts.js").Kind} */
    this.kind = "element";
    /** @type {(typeof CONTROLS)[number]} */
    this.controls = "play";
    this.said = new Said(() => this.draw());
    this.dialog = makeDialog(root, "embed", own.title);
    session.store.on(["good"], () => this.dialog.open && this.draw());
  }

  show() {
    if (this.dialog.open) return;
    this.draw();
    this.dialog.showModal();
  }

  /** What the figure shows, in words. */
  title() {
    const { catalog, store } = this.session;
    const { good } = store.state;
    const { problem: of } = good;
    const model = offerWords[offerOf(good)] ?? catalog.models.find(({ id }) => id === modelOf(good)?.id)?.name;
    const problem = surfaceRow(catalog, good)?.name ?? model ?? String(of.expression ?? Object.keys(of)[0]);
    return own.figure(problem, good.racers.map((_, index) => racerName(catalog, good, index)).join(", "));
  }

  /** @param {string} text @param {string} done */
  async copy(text, done) {
    if (!(await this.said.copy(text, done, own.copyFailed))) this.dialog.querySelector("textarea")?.select();
  }

  draw() {
    const { good } = this.session.store.state;
    const { kind } = this;
    const { png, svg } = this.exports.offers;
    const text = textOf(kind, { spec: good, title: this.title(), address: this.address, controls: this.controls, png });
    const choose = (/** @type {import("./texts.js").Kind} */ name) => {
      this.kind = name;
      this.draw();
    };
    const withControls = !["link", "iframe"].includes(kind);
    const shown = text || `${JSON.stringify(good, null, 2)}`;
    render(
      html`${dialogHead(this.dialog)}
        <div class="tabs" role="tablist" aria-label=${own.kinds}>
          ${KINDS.map((name) => html`<button type="button" role="tab" aria-selected=${name === kind} @click=${() => choose(name)}>${own.names[name]}</button>`)}
        </div>
        <p class="hint">${text ? own.about[kind] : this.address || kind !== "link" ? modelWords.longLink : own.noAddress}</p>
        ${withControls ? html`<label class="embed-controls">${own.controls} <select @change=${(/** @type {Event} */ event) => {
          this.controls = /** @type {(typeof CONTROLS)[number]} */ (/** @type {HTMLSelectElement} */ (event.target).value);
          this.draw();
        }}>${CONTROLS.map((name) => html`<option value=${name} ?selected=${name === this.controls}>${own.controlNames[name]}</option>`)}</select></label>` : nothing}
        <textarea readonly spellcheck="false" aria-label=${own.text} rows=${Math.min(16, shown.split("\n").length + 3)} .value=${shown}></textarea>
        <div class="export-row">
          <button type="button" class="copy" @click=${() => this.copy(shown, text ? own.copied : own.specCopied)}>${this.said.text || (text ? own.copy : own.copySpec)}</button>
          ${kind === "print" ? html`<button type="button" ?disabled=${!png} @click=${() => this.exports.png(2)}>PNG</button><button type="button" ?disabled=${!svg} @click=${() => this.exports.svg()}>SVG</button>` : nothing}
        </div>
        ${text ? this.files(kind) : nothing}`,
      this.dialog,
    );
  }

  /**
   * Which files the text expects, and where to get them.
   * @param {import("./texts.js").Kind} kind
   */
  files(kind) {
    if (kind === "link") return nothing;
    const files = kind === "iframe" ? [own.page] : filesOf(this.session.store.state.good);
    const from = this.address && !isSingleFile() ? files.map((file) => html`<a href="embed/${file}" download=${file}>${own.get(file)}</a> `) : kind === "iframe" ? own.here : own.elsewhere;
    // A frame of the page at its address expects nothing; the file is for those who want it beside theirs.
    return html`<p class="hint">${kind === "iframe" && this.address ? nothing : own.needs(files.join(", "))} ${from}</p>`;
  }
}
