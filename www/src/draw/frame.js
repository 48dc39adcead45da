/**
 * What: the plot's rectangle in a canvas, and the maps between data units and pixels (CSS pixels throughout).
 * Invariant: a unit is as long upwards as it is sideways, so that gradients stand square on contour lines; positions are never clamped.
 * Does not: draw.
 */

/** @typedef {import("../engine/shapes").View} View */
/** @typedef {{leftPx: number, topPx: number, widthPx: number, heightPx: number, narrow?: boolean}} Rect `narrow`: with little room beside it */
/** @typedef {{x: [number, number], y: [number, number]}} Plane */

/** A plot and the part of the plane that it shows. */
export class Frame {
  /**
   * @param {Rect} rect
   * @param {Plane} view
   */
  constructor(rect, view) {
    this.rect = rect;
    this.view = view;
    this.perX = rect.widthPx / (view.x[1] - view.x[0]);
    this.perY = rect.heightPx / (view.y[1] - view.y[0]);
  }

  /** @param {number} x @returns {number} pixels from the canvas's left */
  toX(x) {
    return this.rect.leftPx + (x - this.view.x[0]) * this.perX;
  }

  /** @param {number} y @returns {number} pixels from the canvas's top */
  toY(y) {
    return this.rect.topPx + (this.view.y[1] - y) * this.perY;
  }

  /** @param {number} px @returns {number} data units */
  fromX(px) {
    return this.view.x[0] + (px - this.rect.leftPx) / this.perX;
  }

  /** @param {number} px @returns {number} data units */
  fromY(px) {
    return this.view.y[1] - (px - this.rect.topPx) / this.perY;
  }

  /**
   * Whether a place on the canvas lies in the plot.
   * @param {number} px
   * @param {number} py
   * @param {number} [slackPx] how far outside still counts
   * @returns {boolean}
   */
  holds(px, py, slackPx = 0) {
    const { leftPx, topPx, widthPx, heightPx } = this.rect;
    return px >= leftPx - slackPx && px <= leftPx + widthPx + slackPx && py >= topPx - slackPx && py <= topPx + heightPx + slackPx;
  }
}

/** The room at the right of a plot without a bar. */
export const EDGE_PX = 12;
/** A canvas less wide than this has little room beside its plot: the axes' names stand inside, at their ends. */
export const NARROW_PX = 520;

/**
 * The room at the right of a plot for its colour bar.
 * @param {boolean} narrow
 * @param {number} textPx
 * @returns {number}
 */
export function barRoomPx(narrow, textPx) {
  return Math.round(textPx * (narrow ? 4.2 : 5.6));
}

/**
 * The room at the left of a plot for its axis.
 * @param {boolean} narrow
 * @param {number} textPx
 * @returns {number}
 */
export function leftRoomPx(narrow, textPx) {
  return Math.round(textPx * (narrow ? 2.6 : 3.7));
}

/**
 * The plot's rectangle in a canvas, with room for axes and colour bar.
 * @param {number} widthPx
 * @param {number} heightPx
 * @param {boolean} withBar
 * @param {number} textPx the size of labels
 * @returns {Rect}
 */
export function plotRect(widthPx, heightPx, withBar, textPx) {
  const narrow = widthPx < NARROW_PX;
  const leftPx = leftRoomPx(narrow, textPx);
  const rightPx = withBar ? barRoomPx(narrow, textPx) : EDGE_PX;
  const topPx = narrow ? 6 : 10;
  const bottomPx = Math.round(textPx * (narrow ? 1.8 : 2.9));
  return { leftPx, topPx, widthPx: Math.max(40, widthPx - leftPx - rightPx), heightPx: Math.max(40, heightPx - topPx - bottomPx), narrow };
}

/**
 * The smallest part of the plane that holds a view and has the plot's shape, a unit as long upwards as sideways.
 * @param {Plane} view
 * @param {Rect} rect
 * @returns {Plane}
 */
export function fitPlane(view, rect) {
  const unitsPerPx = Math.max((view.x[1] - view.x[0]) / rect.widthPx, (view.y[1] - view.y[0]) / rect.heightPx);
  const around = (/** @type {[number, number]} */ [lo, hi], /** @type {number} */ px) => {
    const middle = (lo + hi) / 2;
    const half = (unitsPerPx * px) / 2;
    return /** @type {[number, number]} */ ([middle - half, middle + half]);
  };
  return { x: around(view.x, rect.widthPx), y: around(view.y, rect.heightPx) };
}

/**
 * A view scaled about a point of the plane.
 * @param {Plane} view
 * @param {number} factor below 1 shows less, larger
 * @param {number} x
 * @param {number} y
 * @returns {Plane}
 */
export function zoomed(view, factor, x, y) {
  const scale = (/** @type {[number, number]} */ [lo, hi], /** @type {number} */ at) =>
    /** @type {[number, number]} */ ([at + (lo - at) * factor, at + (hi - at) * factor]);
  return { x: scale(view.x, x), y: scale(view.y, y) };
}

/**
 * A view moved by a distance in data units.
 * @param {Plane} view
 * @param {number} dx
 * @param {number} dy
 * @returns {Plane}
 */
export function moved(view, dx, dy) {
  return { x: [view.x[0] + dx, view.x[1] + dx], y: [view.y[0] + dy, view.y[1] + dy] };
}

/**
 * The part of a segment inside a rectangle, by the method of Liang and Barsky.
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 * @param {Rect} rect
 * @returns {[number, number, number, number] | null} null where it lies outside
 */
export function clipSegment(ax, ay, bx, by, rect) {
  const dx = bx - ax;
  const dy = by - ay;
  let from = 0;
  let to = 1;
  const edges = [
    [-dx, ax - rect.leftPx],
    [dx, rect.leftPx + rect.widthPx - ax],
    [-dy, ay - rect.topPx],
    [dy, rect.topPx + rect.heightPx - ay],
  ];
  for (const [p = 0, q = 0] of edges) {
    if (p === 0) {
      if (q < 0) return null;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  return from > to ? null : [ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy];
}
