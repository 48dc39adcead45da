/**
 * What: in one dimension, what an update saw and did: the tangent where the gradient was taken, the step along x, and the drop to where it landed.
 * Invariant: the slope is the engine's own derivative at the kept position; while it is on its way nothing is drawn in its place.
 * Does not: draw the curve.
 */
import { EngineError } from "../engine/protocol.js";
import { rowAt } from "../state/rows.js";
import { drawArrow, strokeWithHalo } from "./marks.js";

/** @typedef {import("./frame.js").Frame} Frame */

/** Half of a tangent's length. */
const HALF_PX = 70;

/** Slopes, with what has come from the engine. */
export class Tangents {
  /**
   * @param {import("../engine/client.js").Asked} engine
   * @param {() => void} changed called when there is something new to draw
   */
  constructor(engine, changed) {
    this.engine = engine;
    this.changed = changed;
    this.asked = "";
    /** @type {Map<number, number>} */
    this.slopes = new Map();
  }

  /**
   * Asks for the slopes at some places, unless they are there.
   * @param {import("../engine/shapes").Spec} spec
   * @param {string} key what the slopes depend on
   * @param {number[]} places
   */
  ask(spec, key, places) {
    const asked = JSON.stringify([key, places]);
    if (asked === this.asked) return;
    this.asked = asked;
    this.engine.call("slopes", { spec, places }, { lane: "slopes" }).then(
      (slopes) => {
        if (this.asked !== asked) return;
        this.slopes = new Map(places.map((x, i) => [x, slopes[i]]));
        this.changed();
      },
      (error) => {
        if (!(error instanceof EngineError)) throw error;
      },
    );
  }

  /**
   * Draws the last update of every racer, or of the selected one.
   * @param {CanvasRenderingContext2D} ctx clipped to the plot
   * @param {Frame} frame
   * @param {import("../state/session.js").SessionState} state
   * @param {string} key what the slopes depend on
   * @param {import("./trails.js").Track[]} tracks
   */
  draw(ctx, frame, { good, theme, step, selected, inspected }, key, tracks) {
    const updates = tracks.flatMap(({ columns, look }, index) => {
      if (selected !== null && selected !== index) return [];
      const now = rowAt(columns, step);
      const at = (/** @type {number} */ row) => ({ x: Number(columns.x[row]), f: Number(columns.f[row]) });
      // A long run keeps some steps only: then the update before this one is not there.
      const whole = now > 0 && Number(columns.t[now]) - Number(columns.t[now - 1]) === 1;
      return [{ index, color: look.color, from: at(whole ? now - 1 : now), to: whole ? at(now) : null }];
    });
    this.ask(good, key, updates.map(({ from }) => from.x).filter(Number.isFinite));
    // The open inspector draws the step itself, in parts.
    for (const { index, color, from, to } of updates) this.drawUpdate(ctx, frame, theme, color, from, inspected?.racer === index ? null : to);
  }

  /**
   * Draws the tangent at a place and the update from there.
   * @param {CanvasRenderingContext2D} ctx clipped to the plot
   * @param {Frame} frame
   * @param {import("../look/theme.js").Theme} theme
   * @param {string} color
   * @param {{x: number, f: number}} from
   * @param {{x: number, f: number} | null} to null: without the step
   */
  drawUpdate(ctx, frame, theme, color, from, to) {
    const [x, y] = [frame.toX(from.x), frame.toY(from.f)];
    const slope = this.slopes.get(from.x);
    if (slope !== undefined && Number.isFinite(slope) && Number.isFinite(y)) {
      const [dx, dy] = [1, (-slope * frame.perY) / frame.perX];
      const part = HALF_PX / Math.hypot(dx, dy);
      strokeWithHalo(ctx, theme, color, 1.6 * theme.line, () => {
        ctx.moveTo(x - dx * part, y - dy * part);
        ctx.lineTo(x + dx * part, y + dy * part);
      });
    }
    if (!to) return;
    const [toX, toY] = [frame.toX(to.x), frame.toY(to.f)];
    if (![x, y, toX, toY].every((px) => Math.abs(px) < 1e5)) return;
    ctx.save();
    ctx.setLineDash([3, 3]);
    ctx.lineWidth = theme.line;
    ctx.strokeStyle = theme.secondary;
    ctx.beginPath();
    ctx.moveTo(toX, y);
    ctx.lineTo(toX, toY);
    ctx.stroke();
    ctx.restore();
    if (Math.abs(toX - x) > 2) drawArrow(ctx, theme, theme.ink, x, y, toX, y);
  }
}
