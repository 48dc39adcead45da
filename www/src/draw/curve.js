/**
 * What: the ground of a one-dimensional landscape: the curve f(x), known points, axes.
 * Invariant: the curve is sampled at least once per pixel across; its height axis holds what the window shows of it.
 * Does not: draw racers.
 */
import { drawAxes } from "./axes.js";
import { EngineError } from "../engine/protocol.js";
import { drawKnownPoints } from "./marks.js";
import { clipTo } from "./paper.js";

/** @typedef {import("./frame.js").Frame} Frame */

/** The curve, with what it has got from the engine. */
export class Curve {
  /**
   * @param {import("../engine/client.js").Asked} engine
   * @param {() => void} changed called when there is something new to draw
   */
  constructor(engine, changed) {
    this.engine = engine;
    this.changed = changed;
    /** @type {{x: Float64Array, f: Float64Array} | null} */
    this.samples = null;
    this.asked = "";
  }

  /** Forgets the curve of another surface. */
  forget() {
    this.samples = null;
    this.asked = "";
  }

  /**
   * The heights that a window needs.
   * @returns {[number, number]}
   */
  heights() {
    const finite = this.samples ? this.samples.f.filter(Number.isFinite) : new Float64Array();
    const lo = finite.length ? Math.min(...finite) : 0;
    const hi = finite.length ? Math.max(...finite) : 1;
    const room = (hi - lo || 1) * 0.08;
    return [lo - room, hi + room];
  }

  /**
   * Asks for the curve over a window, unless it is there.
   * @param {import("../engine/shapes").Spec} spec
   * @param {string} key what the curve depends on
   * @param {[number, number]} x
   * @param {number} widthPx
   */
  ask(spec, key, [lo, hi], widthPx) {
    const asked = JSON.stringify([key, lo, hi, widthPx]);
    if (asked === this.asked) return;
    this.asked = asked;
    this.engine.call("curve", { spec, lo, hi, count: Math.max(2, Math.round(widthPx)) }, { lane: "curve" }).then(
      (samples) => {
        this.samples = samples;
        this.changed();
      },
      (error) => {
        if (!(error instanceof EngineError)) throw error;
      },
    );
  }

  /**
   * Draws the ground.
   * @param {CanvasRenderingContext2D} ctx in CSS pixels
   * @param {Frame} frame
   * @param {import("../look/theme.js").Theme} theme
   * @param {import("../engine/shapes").KnownPoint[]} points
   * @param {{x: string, f: string}} names
   */
  draw(ctx, frame, theme, points, names) {
    clipTo(ctx, frame.rect);
    if (this.samples) {
      const { x, f } = this.samples;
      ctx.beginPath();
      let down = false;
      for (let i = 0; i < x.length; i++) {
        const height = /** @type {number} */ (f[i]);
        if (Number.isFinite(height)) {
          if (down) ctx.lineTo(frame.toX(/** @type {number} */ (x[i])), frame.toY(height));
          else ctx.moveTo(frame.toX(/** @type {number} */ (x[i])), frame.toY(height));
        }
        down = Number.isFinite(height);
      }
      ctx.lineJoin = "round";
      ctx.lineWidth = 1.8 * theme.line;
      ctx.strokeStyle = theme.ink;
      ctx.stroke();
    }
    drawKnownPoints(ctx, theme, points, (point) => ({ px: frame.toX(Number(point.at[0])), py: frame.toY(point.value) }));
    ctx.restore();
    drawAxes(ctx, frame, theme, { x: names.x, y: names.f }, true);
  }
}
