/**
 * What: a field that shows a value and takes a typed one, and never changes under the hands of who types.
 * Invariant: what is typed is applied as soon as it reads as a value; what does not read stays as it is and is marked. Left empty it goes
 * back to the default, where there is one.
 * Does not: know ranges; the engine refuses what is out of range, and the control shows that.
 */
import { html, noChange } from "lit-html";
import { Directive, directive } from "lit-html/directive.js";

/** Sets an input's text unless it has the focus. */
class CalmText extends Directive {
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
    if (!input.matches(":focus") && input.value !== text) {
      input.value = text;
      input.removeAttribute("aria-invalid");
    }
    return noChange;
  }
}

const calmText = directive(CalmText);

/**
 * @typedef {object} FieldOptions
 * @property {string} label for a screen reader
 * @property {string} text the value as text
 * @property {string} [full] the value as text to edit, where `text` is shorter
 * @property {boolean} invalid whether the engine refuses it
 * @property {string} [describedBy] the id of the message
 * @property {string} [placeholder]
 * @property {boolean} [wide] for lists and names
 * @property {(text: string) => boolean} apply takes the text; false where it does not read as a value
 * @property {() => void} [reset] when it is left empty
 */

/**
 * The field.
 * @param {FieldOptions} options
 */
export function field({ label, text, full, invalid, describedBy, placeholder = "", wide = false, apply, reset }) {
  const typed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const emptied = reset && input.value.trim() === "";
    if (emptied && event.type === "change") reset();
    if (emptied || apply(input.value)) input.removeAttribute("aria-invalid");
    else if (event.type === "change") input.setAttribute("aria-invalid", "true");
  };
  return html`<input
    type="text"
    class="field ${wide ? "wide" : ""} ${invalid ? "refused" : ""}"
    inputmode=${wide ? "text" : "decimal"}
    autocomplete="off"
    spellcheck="false"
    aria-label=${label}
    aria-describedby=${describedBy ?? ""}
    placeholder=${placeholder}
    .value=${calmText(text)}
    @focus=${(/** @type {Event} */ event) => full && (/** @type {HTMLInputElement} */ (event.target).value = full)}
    @input=${typed}
    @change=${typed}
    @blur=${(/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (!input.hasAttribute("aria-invalid")) input.value = text;
    }}
  />`;
}
