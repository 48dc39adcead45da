/**
 * What: the landscape as a relief: the surface over its plane, in the heat map's colours, with trails, marks and axes; it is turned by drag
 * or arrow keys.
 * Invariant: heights follow the colour bar, so the relief is logarithmic where the heat map is; what lies behind is painted first; trails lie on
 * the surface above the very line that the flat picture shows.
 * Does not: compute; heights and colours come from the engine. What is undefined is a hole.
 */
import { EngineError } from "../engine/protocol.js";
import { tickLabel } from "../format/number.js";
import { casing } from "../look/casing.js";
import { rowAt } from "../state/rows.js";
import { words } from "../words/en.js";
import { drawColorBar } from "./axes.js";
import { linearTicks } from "./levels.js";
import { drawKnownPoints, drawMarker, drawStart } from "./marks.js";
import { canvasFor, paperOf } from "./paper.js";
import { imageOf } from "./surface.js";
import { Turn, heightOf, mesh } from "./turn.js";

/** @typedef {import("./frame.js").Plane} Plane */
/** @typedef {import("./trails.js").Track} Track */
/** @typedef {import("./turn.js").Place} Place */
/** @typedef {{ctx: CanvasRenderingContext2D, widthPx: number, heightPx: number, theme: import("../look/theme.js").Theme}} Paper */
/** @typedef {{tracks: Track[], step: number, selected: number | null, hoverStep: number | null, names: {x: string, y: string, f: string}, dim: number, start: number[], points: import("../engine/shapes").KnownPoint[]}} Marks */
/** @typedef {{view: Plane, z: Float64Array, rgba: Uint8ClampedArray, bar: import("../engine/shapes").Bar, ramp: HTMLCanvasElement}} Ground */
/** @typedef {{from: Place, to: Place, look: import("../look/racers.js").RacerLook, widthPx: number, alpha: number, alongPx: number, past: boolean}} Piece */

/** Cells along a side; every so many of them a line of the mesh. */
const CELLS = 72;
const MESH = 6;
/** One press of an arrow key, and a pixel of a drag, in degrees. */
const KEY_DEGREES = 5;
const DRAG_DEGREES = 0.5;

/** The relief and what it has got from the engine. */
export class Relief {
  /**
   * @param {import("../engine/client.js").Asked} engine
   * @param {() => void} changed called when there is something new to draw
   */
  constructor(engine, changed) {
    this.engine = engine;
    this.changed = changed;
    this.turn = new Turn();
    /** @type {Ground | null} */
    this.ground = null;
    this.kind = "";
    this.asked = "";
    this.canvas = canvasFor(false);
    this.element = document.createElement("div");
    this.element.className = "relief";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "application");
    this.element.setAttribute("aria-label", words.landscape.relief.label);
    this.element.append(this.canvas);
    this.listen();
  }

  /** Turns by drag and by arrow keys. */
  listen() {
    const { element } = this;
    const by = (/** @type {number} */ azimuth, /** @type {number} */ elevation) => {
      this.turn.by(azimuth, elevation);
      this.changed();
    };
    // One finger turns it; a second one is not listened to.
    let last = { x: 0, y: 0 };
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      element.setPointerCapture(event.pointerId);
      last = { x: event.clientX, y: event.clientY };
    });
    element.addEventListener("pointermove", (event) => {
      if (!event.isPrimary || !element.hasPointerCapture(event.pointerId)) return;
      by((event.clientX - last.x) * DRAG_DEGREES, (event.clientY - last.y) * DRAG_DEGREES);
      last = { x: event.clientX, y: event.clientY };
    });
    element.addEventListener("keydown", (event) => {
      const [azimuth = 0, elevation = 0] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [];
      if ((azimuth === 0 && elevation === 0) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const degrees = KEY_DEGREES * (event.shiftKey ? 6 : 1);
      by(azimuth * degrees, elevation * degrees);
    });
  }

  /**
   * Asks for the surface over a part of the plane, unless it is there.
   * @param {import("../engine/shapes").Spec} spec
   * @param {string} key what the surface depends on
   * @param {string} kind what an old surface must share with a new one to stand in for it
   * @param {Plane} view
   * @param {boolean} log
   * @param {string} theme
   */
  ask(spec, key, kind, view, log, theme) {
    const asked = JSON.stringify([key, view, theme]);
    if (this.kind !== kind + theme) this.ground = null;
    this.kind = kind + theme;
    if (asked === this.asked) return;
    this.asked = asked;
    const size = { widthPx: CELLS, heightPx: CELLS };
    Promise.all([
      this.engine.call("heights", { spec, view, cells: CELLS }, { lane: "heights" }),
      this.engine.call("heat", { spec, view, ...size, theme, log }, { lane: "relief" }),
    ]).then(
      ([heights, { rgba, bar }]) => {
        if (this.asked !== asked) return;
        this.ground = { view, z: heights.map((/** @type {number} */ value) => heightOf(value, bar)), rgba, bar, ramp: imageOf(bar.rgba, bar.rgba.length / 4, 1) };
        this.changed();
      },
      (error) => {
        if (!(error instanceof EngineError)) throw error;
      },
    );
  }

  /**
   * Draws all of it, on its own canvas unless another is given.
   * @param {Omit<Paper, "ctx"> & {ctx?: CanvasRenderingContext2D}} on
   * @param {import("./frame.js").Frame} frame the flat picture's, for the colour bar
   * @param {Marks} marks
   */
  draw({ ctx = paperOf(this.canvas, this.element.clientWidth, this.element.clientHeight), widthPx, heightPx, theme }, frame, marks) {
    const { ground } = this;
    if (!ground) return;
    const paper = { ctx, widthPx, heightPx, theme };
    const { leftPx, topPx, widthPx: across, heightPx: up } = frame.rect;
    this.turn.fit(ground.view, { leftPx: Math.min(8, leftPx), topPx, widthPx: across + leftPx - 8, heightPx: up });
    const z = (/** @type {number} */ x, /** @type {number} */ y) => mesh(ground.z, CELLS, ground.view, x, y);
    const at = (/** @type {number} */ x, /** @type {number} */ y) => this.turn.place(x, y, z(x, y));
    ctx.save();
    this.drawAxes(paper, ground, marks.names);
    this.drawFaces(paper, ground, this.pieces(ground, marks, at, theme.line));
    drawKnownPoints(ctx, theme, marks.points, (point) => at(Number(point.at[0]), Number(point.at[1])));
    const first = at(Number(marks.start[0]), Number(marks.start[1]));
    if (Number.isFinite(first.py)) drawStart(ctx, theme, first.px, first.py);
    marks.tracks.forEach(({ columns, look, receding }, index) => {
      const mark = (/** @type {number} */ row, /** @type {number} */ radiusPx, /** @type {boolean} */ hollow) => {
        const [x, y] = [Number(columns.x[row * 2]), Number(columns.x[row * 2 + 1])];
        const { px, py } = at(x, y);
        if (Number.isFinite(py)) drawMarker(ctx, theme, px, py, look, radiusPx * theme.line, hollow);
      };
      ctx.globalAlpha = receding ? 0.6 : 1;
      mark(rowAt(columns, marks.step), index === marks.selected ? 7 : 5.5, false);
      if (marks.hoverStep !== null) mark(rowAt(columns, marks.hoverStep), 6, true);
    });
    ctx.restore();
    drawColorBar(ctx, frame, ground.ramp, ground.bar, theme, marks.names.f);
  }

  /**
   * The trails in pieces no longer than a cell, by the cell after which they are painted.
   * @param {Ground} ground
   * @param {Marks} marks
   * @param {(x: number, y: number) => Place} at
   * @param {number} line the theme's thickness
   * @returns {Map<number, Piece[]>}
   */
  pieces({ view }, { tracks, step, selected }, at, line) {
    /** @type {Map<number, Piece[]>} */
    const found = new Map();
    const cellX = (view.x[1] - view.x[0]) / CELLS;
    const cellY = (view.y[1] - view.y[0]) / CELLS;
    tracks.forEach(({ columns, look, receding }, index) => {
      const now = rowAt(columns, step);
      const widthPx = (index === selected ? 3.2 : 2.5) * line;
      let alongPx = 0;
      for (let row = 1; row < columns.rows; row++) {
        const past = row <= now;
        const [x0, y0, x1, y1] = [columns.x[row * 2 - 2], columns.x[row * 2 - 1], columns.x[row * 2], columns.x[row * 2 + 1]].map(Number);
        const count = Math.ceil(Math.max(Math.abs((Number(x1) - Number(x0)) / cellX), Math.abs((Number(y1) - Number(y0)) / cellY), 1));
        // Beyond so many cells a piece of the path lies almost wholly outside.
        if (!(count < 40 * CELLS)) break;
        let from = at(Number(x0), Number(y0));
        for (let i = 1; i <= count; i++) {
          const [x, y] = [Number(x0) + ((Number(x1) - Number(x0)) * i) / count, Number(y0) + ((Number(y1) - Number(y0)) * i) / count];
          const to = at(x, y);
          const key = this.turn.after((x - view.x[0]) / cellX, (y - view.y[0]) / cellY, CELLS);
          if (Number.isFinite(from.py) && Number.isFinite(to.py)) {
            const piece = { from, to, look, widthPx: past ? widthPx : 1.2 * line, alpha: receding ? (past ? 0.4 : 0.12) : past ? 1 : 0.4, alongPx, past };
            found.set(key, [...(found.get(key) ?? []), piece]);
            alongPx += Math.hypot(to.px - from.px, to.py - from.py);
          }
          from = to;
        }
      }
    });
    return found;
  }

  /**
   * The surface, cell by cell from the back, each trail after the cells that it lies on.
   * @param {Paper} paper
   * @param {Ground} ground
   * @param {Map<number, Piece[]>} pieces
   */
  drawFaces({ ctx, theme }, { view, z, rgba }, pieces) {
    const side = CELLS + 1;
    const corners = Array.from(z, (height, k) => {
      const [i, j] = [k % side, Math.floor(k / side)];
      return this.turn.place(view.x[0] + ((view.x[1] - view.x[0]) * i) / CELLS, view.y[0] + ((view.y[1] - view.y[0]) * j) / CELLS, height);
    });
    ctx.lineJoin = "round";
    for (const [i, j] of this.turn.order(CELLS)) {
      const four = [j * side + i, j * side + i + 1, (j + 1) * side + i + 1, (j + 1) * side + i].map((k) => /** @type {Place} */ (corners[k]));
      if (four.every(({ py }) => Number.isFinite(py))) {
        const k = ((CELLS - 1 - j) * CELLS + i) * 4;
        ctx.beginPath();
        for (const { px, py } of four) ctx.lineTo(px, py);
        ctx.closePath();
        ctx.globalAlpha = 1;
        // The outline closes the seams between neighbours.
        ctx.fillStyle = ctx.strokeStyle = `rgb(${rgba[k]},${rgba[k + 1]},${rgba[k + 2]})`;
        ctx.lineWidth = 0.8;
        ctx.fill();
        ctx.stroke();
        ctx.strokeStyle = theme.ink;
        ctx.globalAlpha = theme.dark ? 0.34 : 0.26;
        ctx.lineWidth = 0.7 * theme.line;
        const [a, b, , d] = /** @type {[Place, Place, Place, Place]} */ (four);
        ctx.beginPath();
        if (j % MESH === 0) ctx.moveTo(a.px, a.py), ctx.lineTo(b.px, b.py);
        if (i % MESH === 0) ctx.moveTo(a.px, a.py), ctx.lineTo(d.px, d.py);
        ctx.stroke();
      }
      const here = pieces.get(j * CELLS + i);
      if (here) drawPieces(ctx, theme, here);
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  }

  /**
   * The plane under the surface, with round values along its two nearer edges.
   * @param {Paper} paper
   * @param {Ground} ground
   * @param {{x: string, y: string}} names
   */
  drawAxes({ ctx, theme, widthPx }, { view }, names) {
    const { turn } = this;
    const [nearX, nearY] = turn.near(view);
    const narrow = widthPx < 520;
    ctx.strokeStyle = theme.secondary;
    ctx.fillStyle = theme.secondary;
    ctx.lineWidth = 1;
    ctx.font = `${theme.textPx - 1}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.beginPath();
    for (const [x, y] of [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) {
      const { px, py } = turn.place(Number(view.x[Number(x)]), Number(view.y[Number(y)]), 0);
      ctx.lineTo(px, py);
    }
    ctx.stroke();
    const middle = turn.place((view.x[0] + view.x[1]) / 2, (view.y[0] + view.y[1]) / 2, 0);
    /** @type {{px: number, py: number, half: number}[]} */
    const written = [];
    const write = (/** @type {string} */ text, /** @type {Place} */ at, /** @type {number} */ awayPx) => {
      const [dx, dy] = [at.px - middle.px, at.py - middle.py];
      const length = Math.hypot(dx, dy) || 1;
      const half = ctx.measureText(text).width / 2;
      const [px, py] = [at.px + ((awayPx + half * Math.abs(dx / length)) * dx) / length, at.py + (awayPx * dy) / length];
      if (written.some((other) => Math.abs(other.px - px) < other.half + half + 4 && Math.abs(other.py - py) < theme.textPx * 1.1)) return;
      written.push({ px, py, half });
      ctx.fillText(text, px, py);
    };
    for (const [axis, lo, hi] of /** @type {["x" | "y", number, number][]} */ ([["x", ...view.x], ["y", ...view.y]])) {
      const edge = (/** @type {number} */ value) => (axis === "x" ? turn.place(value, nearY, 0) : turn.place(nearX, value, 0));
      if (!narrow) {
        ctx.font = `italic ${theme.textPx + 1}px ui-serif, Georgia, serif`;
        write(names[axis], edge((lo + hi) / 2), theme.textPx * 2.6);
        ctx.font = `${theme.textPx - 1}px system-ui, sans-serif`;
      }
      const { values, step } = linearTicks(lo, hi, narrow ? 3 : 5);
      for (const value of values) write(tickLabel(value, step), edge(value), theme.textPx);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../look/theme.js").Theme} theme
 * @param {Piece[]} pieces
 */
function drawPieces(ctx, theme, pieces) {
  for (const halo of [true, false]) {
    for (const { from, to, look, widthPx, alpha, alongPx, past } of pieces) {
      if (halo && !past) continue;
      ctx.globalAlpha = halo ? 0.9 * alpha : alpha;
      ctx.lineWidth = halo ? widthPx + 2.4 : widthPx;
      ctx.strokeStyle = halo ? casing(theme, look.color) : look.color;
      ctx.setLineDash(halo || !past ? [] : look.dash.map((length) => length * widthPx));
      ctx.lineDashOffset = alongPx;
      ctx.beginPath();
      ctx.moveTo(from.px, from.py);
      ctx.lineTo(to.px, to.py);
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
}
