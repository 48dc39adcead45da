/**
 * What: the window on the plane: the part of it that the reader looks at, and the frame that shows this part on the canvas.
 * Invariant: a move acts on the frame that the move before it left, also where several come between two pictures.
 * Does not: draw.
 */
import { extentOf } from "./extent.js";
import { Frame, fitPlane, moved, plotRect, zoomed } from "./frame.js";

/** @typedef {import("./frame.js").Plane} Plane */

/** A window is never narrower or wider than this, in units: beyond it numbers of its edges are equal, or overflow. */
const LEAST = 1e-12;
const MOST = 1e12;

/** The window. */
export class Window {
  /**
   * @param {import("../state/session.js").Session} session
   * @param {() => [number, number]} heights what a curve over a line is shown between
   * @param {() => void} changed
   */
  constructor(session, heights, changed) {
    this.session = session;
    this.heights = heights;
    this.changed = changed;
    /** @type {Plane | null} what the reader chose; null shows all of the problem's own view */
    this.own = null;
    /** @type {Frame | null} null where there is no picture */
    this.frame = null;
    /** @type {{key: string, done: boolean, view: import("../engine/shapes").View} | null} for a problem without a view of its own */
    this.extent = null;
    this.key = "";
    this.widthPx = 0;
    this.heightPx = 0;
  }

  /**
   * Takes the size of an element.
   * @param {Element} element
   * @returns {boolean} whether it has changed
   */
  measure({ clientWidth, clientHeight }) {
    const same = clientWidth === this.widthPx && clientHeight === this.heightPx;
    this.widthPx = clientWidth;
    this.heightPx = clientHeight;
    return !same;
  }

  /**
   * What is to be shown, whole.
   * @param {import("../engine/shapes").RunResult} result of at most two parameters
   * @returns {Plane} of a line, as high as it comes
   */
  view(result) {
    const { view } = result.description;
    // Of a run that is being made it is that of its first part, and once more that of the whole.
    const { key } = this;
    if (!view && (this.extent?.key !== key || (result.done && !this.extent.done))) this.extent = { key, done: result.done, view: extentOf(result) };
    return this.own ?? /** @type {Plane} */ (view ?? this.extent?.view);
  }

  /**
   * The frame of a result.
   * @param {import("../engine/shapes").RunResult} result of at most two parameters
   * @param {string} key of its problem
   * @returns {Frame}
   */
  fit(result, key) {
    this.key = key;
    const { dim } = result.description;
    const view = this.view(result);
    const rect = plotRect(this.widthPx, this.heightPx, dim === 2, this.session.store.state.theme.textPx);
    this.frame = new Frame(rect, dim === 1 ? { x: view.x, y: this.heights() } : fitPlane(view, rect));
    return this.frame;
  }

  /**
   * Looks at another part of the plane.
   * @param {Plane | null} view null for all of it
   */
  look(view) {
    const { result } = this.session.store.state;
    if (view && !(view.x[1] - view.x[0] > LEAST && view.x[1] - view.x[0] < MOST)) return;
    this.own = view;
    if (this.frame && result) this.fit(result, this.key);
    this.changed();
  }

  /**
   * Moves the plane under the window.
   * @param {number} dxPx
   * @param {number} dyPx
   */
  pan(dxPx, dyPx) {
    const { frame } = this;
    if (frame) this.look(moved(frame.view, -dxPx / frame.perX, dyPx / frame.perY));
  }

  /**
   * Zooms about a place on the canvas: unless told the middle.
   * @param {number} factor above 1 shows more
   * @param {number} [px]
   * @param {number} [py]
   */
  zoom(factor, px, py) {
    const { frame } = this;
    if (!frame) return;
    const { leftPx, topPx, widthPx, heightPx } = frame.rect;
    this.look(zoomed(frame.view, factor, frame.fromX(px ?? leftPx + widthPx / 2), frame.fromY(py ?? topPx + heightPx / 2)));
  }

  /** Tells the session which part of the plane is shown, so that words agree with the picture. @param {number} dim */
  tell(dim) {
    const { shown } = this.session.store.state;
    if (!this.frame) return;
    const { view, perX } = this.frame;
    const y = dim === 1 ? null : view.y;
    if (shown && shown.x[0] === view.x[0] && shown.x[1] === view.x[1] && shown.y?.[0] === y?.[0] && shown.y?.[1] === y?.[1]) return;
    this.session.store.set({ shown: { x: view.x, y }, perX });
  }
}
