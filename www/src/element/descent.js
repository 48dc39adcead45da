/**
 * What: the module `descent.js`: defines `<descent-figure>`, and is an anywidget.
 * Invariant: loaded twice, the first definition stays, so that all figures of a page share one engine.
 * Does not: do anything else.
 */
import "./language.js";
import { DescentFigure } from "./figure.js";
import { render } from "./widget.js";

if (!customElements.get("descent-figure")) customElements.define("descent-figure", DescentFigure);

export { DescentFigure };
export default { render };
