/**
 * What: how racers are told apart: a colour, a dash and a marker each, in a fixed order.
 * Invariant: no two of the sixteen share all three, and any two of the first eight differ in each; colour is never alone.
 * Does not: choose text colours: text stays ink, since these colours are too light for it on paper.
 */

/** @typedef {"circle" | "square" | "triangle" | "diamond" | "wedge" | "plus" | "star" | "hexagon"} MarkerShape */
/** @typedef {{color: string, dash: number[], marker: MarkerShape}} RacerLook */

// Okabe and Ito, "Color Universal Design", 2008; the strongest on paper first, yellow last, black left out since the ink is black.
const COLORS = ["#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6BB1", "#F0E442"];
/** Dashes in widths of the line. */
const DASHES = [[], [5, 2.5], [1.2, 2], [7, 2, 1.2, 2], [3, 1.6], [9, 3], [5, 1.6, 1.2, 1.6, 1.2, 1.6], [2, 3.4]];
/** @type {MarkerShape[]} */
const MARKERS = ["circle", "square", "triangle", "diamond", "wedge", "plus", "hexagon", "star"];

/**
 * The look of the racer at a place.
 * @param {number} index from 0
 * @param {string | null} [color] its own colour, if the specification gives one
 * @returns {RacerLook}
 */
export function racerLook(index, color) {
  const turn = Math.floor(index / 8);
  return {
    color: color && /^#[0-9a-f]{3,8}$/i.test(color) ? color : /** @type {string} */ (COLORS[index % 8]),
    dash: /** @type {number[]} */ (DASHES[(index + 3 * turn) % 8]),
    marker: /** @type {MarkerShape} */ (MARKERS[(index + 5 * turn) % 8]),
  };
}

/**
 * The outline of a marker around the origin, for canvas and SVG alike.
 * @param {MarkerShape} marker
 * @param {number} radius
 * @returns {string} SVG path data
 */
export function markerPath(marker, radius) {
  const ring = (/** @type {number} */ count, /** @type {number} */ turn, /** @type {(i: number) => number} */ size) => {
    const corners = Array.from({ length: count }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / count;
      return `${(size(i) * Math.cos(angle)).toFixed(3)} ${(size(i) * Math.sin(angle)).toFixed(3)}`;
    });
    return `M${corners.join("L")}Z`;
  };
  const r = radius;
  switch (marker) {
    case "circle":
      return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
    case "square":
      return ring(4, Math.PI / 4, () => r * 1.2);
    case "diamond":
      return ring(4, 0, () => r * 1.25);
    case "triangle":
      return ring(3, -Math.PI / 2, () => r * 1.35);
    case "wedge":
      return ring(3, Math.PI / 2, () => r * 1.35);
    case "hexagon":
      return ring(6, 0, () => r * 1.1);
    case "star":
      return ring(10, -Math.PI / 2, (i) => (i % 2 ? r * 0.6 : r * 1.4));
    case "plus": {
      const a = r * 0.45;
      const b = r * 1.2;
      return `M${-a} ${-b}H${a}V${-a}H${b}V${a}H${a}V${b}H${-a}V${a}H${-b}V${-a}H${-a}Z`;
    }
  }
}
