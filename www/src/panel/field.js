/**
 * What: a field that shows a value and takes a typed one, and never changes under the hands of who types; below it a line of what is wrong.
 * Invariant: what is typed is applied as soon as it reads as a value; what does not read stays as it is and is marked, until Escape or another
 * value. Left empty it goes back to the default, where there is one.
 * Does not: know ranges; the engine refuses what is out of range, and the line says that.
 */
import { html, noChange, nothing } from "lit-html";
import { Directive, directive } from "lit-html/directive.js";
import { words } from "../words/en.js";
import { problemText } from "./problems.js";

/** What a field showed, and what was in it to edit, before what was typed since its last value. @type {WeakMap<Element, [shown: string, full: string]>} */
const before = new WeakMap();

/** Sets an input's text unless it has the focus, or holds what does not read of the same value. */
class CalmText extends Directive {
  text = "";

  /** @param {string} _text */
  render(_text) {
    return noChange;
  }

  /**
   * @param {import("lit-html/directive.js").AttributePart} part
   * @param {[string]} args
   */
  update(part, [text]) {
    const input = /** @type {HTMLInputElement} */ (part.element);
    if (!input.matches(":focus") && input.value !== text && !(input.validationMessage && (text === this.text || text === before.get(input)?.[0]))) put(input, text);
    this.text = text;
    return noChange;
  }
}

const calmText = directive(CalmText);

/** Shows a text that reads. @param {HTMLInputElement} input @param {string} text */
function put(input, text) {
  input.value = text;
  mark(input, "");
}

/**
 * Says that what an input holds does not read, in the line below.
 * @param {HTMLInputElement} input
 * @param {string} unread empty where it does
 */
function mark(input, unread) {
  input.setCustomValidity(unread);
  /** @type {Element} */ (input.nextElementSibling?.firstElementChild).textContent = unread;
}

/**
 * @typedef {object} FieldOptions
 * @property {string} label for a screen reader
 * @property {string} text the value as text
 * @property {string} [full] the value as text to edit, where `text` is shorter
 * @property {string} [id] of the line below
 * @property {import("../engine/shapes").Problem[]} [problems] why the engine refuses it
 * @property {string} [placeholder]
 * @property {boolean} [wide] for lists and names
 * @property {(text: string) => boolean} apply takes the text; false where it does not read as a value
 * @property {() => void} [reset] when it is left empty
 */

/**
 * The field.
 * @param {FieldOptions} options
 */
export function field({ label, text, full = text, id, problems = [], placeholder = "", wide = false, apply, reset }) {
  const typed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    before.has(input) || before.set(input, [text, full]);
    const emptied = reset && input.value.trim() === "";
    if (emptied && event.type === "change") reset();
    if (emptied || apply(input.value)) {
      mark(input, "");
      if (event.type === "change") before.delete(input);
    } else if (event.type === "change") {
      mark(input, words.control.unread(input.value));
      // What read of it on the way was taken.
      apply(before.get(input)?.[1] ?? full);
    }
  };
  const to = (/** @type {string} */ shown) => (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.validationMessage) input.value = shown;
  };
  return html`<input
    type="text"
    class="field ${wide ? "wide" : ""}"
    inputmode=${wide ? "text" : "decimal"}
    autocomplete="off"
    spellcheck="false"
    aria-label=${label}
    aria-invalid=${problems.length ? "true" : nothing}
    aria-describedby=${id ?? nothing}
    placeholder=${placeholder}
    .value=${calmText(text)}
    @focus=${to(full)}
    @input=${typed}
    @change=${typed}
    @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === "Escape" && put(/** @type {HTMLInputElement} */ (event.target), full)}
    @blur=${to(text)}
  /><p class="refusal" id=${id ?? nothing}><span role="alert"></span>${problems.map(problemText)}</p>`;
}
