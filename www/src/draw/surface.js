/**
 * What: the ground of a two-dimensional landscape: heat map, contour lines, known points, axes, colour bar.
 * Invariant: pixels and lines are always drawn at their own place in the plane. While those of a changed window or parameter are being
 * computed the old ones stay, so that nothing flickers; those of another surface or theme never do.
 * Does not: draw racers.
 */
import { drawAxes, drawColorBar } from "./axes.js";
import { hatch } from "./hatch.js";
import { drawIsolines } from "./isolines.js";
import { drawKnownPoints } from "./marks.js";
import { EngineError } from "../engine/protocol.js";
import { clipTo } from "./paper.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("../look/theme.js").Theme} Theme */
/** @typedef {import("../engine/shapes").Heat} Heat */
/** @typedef {import("../engine/shapes").Contours} Contours */
/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {{rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number, view: import("../engine/shapes").View}} Cover */
/** @typedef {{spec: Spec, key: string, kind: string, log: boolean, theme: Theme, frame: Frame, points: import("../engine/shapes").KnownPoint[]}} Scene */

/** A heat map has at most so many pixels; beyond that the eye gains nothing. */
const MOST_PIXELS = 700_000;
/** Contour lines at most, and in a small plot. */
const LINES = 16;
const FEW_LINES = 9;
const NARROW_PX = 420;

/** The ground, with what it has got from the engine. */
export class Surface {
  /**
   * @param {import("../engine/client.js").Asked} engine
   * @param {() => void} changed called when there is something new to draw
   */
  constructor(engine, changed) {
    this.engine = engine;
    this.changed = changed;
    /** @type {{heat: Heat, image: HTMLCanvasElement, bar: HTMLCanvasElement, kind: string} | null} */
    this.heat = null;
    /** @type {{contours: Contours, kind: string} | null} */
    this.lines = null;
    this.asked = "";
    /** @type {{image: HTMLCanvasElement, view: import("../engine/shapes").View} | null} */
    this.covered = null;
  }

  /**
   * Shows a picture in place of the heat map, or the heat map again.
   * @param {Cover | null} cover
   */
  cover(cover) {
    this.covered = cover && { image: imageOf(cover.rgba, cover.width, cover.height), view: cover.view };
  }

  /**
   * Draws the ground, and asks for what is missing.
   * @param {CanvasRenderingContext2D} ctx in CSS pixels
   * @param {Scene} scene
   * @param {{x: string, y: string, f: string}} names
   */
  draw(ctx, scene, names) {
    const { frame, theme } = scene;
    this.ask(scene);
    clipTo(ctx, frame.rect);
    const heat = this.heat?.kind === groundKind(scene) ? { image: this.heat.image, view: this.heat.heat.view } : null;
    const ground = this.covered ?? heat;
    if (ground) {
      // Where the function has no value the heat map is transparent, and this shows.
      ctx.strokeStyle = theme.faint;
      ctx.lineWidth = 1;
      hatch(ctx, frame.rect, 8);
      const { view, image } = ground;
      const [left, top] = [frame.toX(view.x[0]), frame.toY(view.y?.[1] ?? 0)];
      ctx.imageSmoothingEnabled = ground === heat;
      ctx.imageSmoothingQuality = "high";
      ctx.drawImage(image, left, top, frame.toX(view.x[1]) - left, frame.toY(view.y?.[0] ?? 0) - top);
    }
    this.drawLines(ctx, scene);
    ctx.restore();
    drawAxes(ctx, frame, theme, names);
    if (!this.covered && this.heat?.kind === groundKind(scene)) drawColorBar(ctx, frame, this.heat.bar, this.heat.heat.bar, theme, names.f);
  }

  /**
   * Iso-lines and known points.
   * @param {CanvasRenderingContext2D} ctx
   * @param {Scene} scene
   */
  drawLines(ctx, scene) {
    const { frame, theme, points } = scene;
    if (this.lines?.kind === groundKind(scene)) drawIsolines(ctx, frame, this.lines.contours, theme, points);
    drawKnownPoints(ctx, theme, points, (point) => ({ px: frame.toX(Number(point.at[0])), py: frame.toY(Number(point.at[1])) }));
  }

  /** @param {Scene} scene */
  ask(scene) {
    const { theme } = scene;
    const { view, rect } = scene.frame;
    const key = JSON.stringify([scene.key, theme.name, view, rect.widthPx, rect.heightPx, devicePixelRatio]);
    if (key === this.asked) return;
    this.asked = key;
    this.fetch(scene).catch((error) => {
      if (!(error instanceof EngineError)) throw error;
    });
  }

  /** @param {Scene} scene */
  async fetch(scene) {
    const { spec, frame, theme, log } = scene;
    const { view, rect } = frame;
    const asked = this.asked;
    const full = Math.min(devicePixelRatio, Math.sqrt(MOST_PIXELS / (rect.widthPx * rect.heightPx)));
    for (const scale of [0.35, full]) {
      const size = { widthPx: Math.round(rect.widthPx * scale), heightPx: Math.round(rect.heightPx * scale) };
      const heat = /** @type {Heat} */ (
        await this.engine.call("heat", { spec, view, ...size, theme: theme.name, log }, { lane: "heat" })
      );
      this.heat = { heat, image: imageOf(heat.rgba, heat.widthPx, heat.heightPx), bar: imageOf(heat.bar.rgba, heat.bar.rgba.length / 4, 1), kind: groundKind(scene) };
      this.changed();
      if (scale === full) break;
      const levels = linesIn(rect.widthPx);
      const contours = /** @type {Contours} */ (await this.engine.call("contours", { spec, view, levels, log }, { lane: "contours" }));
      this.lines = { contours, kind: groundKind(scene) };
      this.changed();
      if (this.asked !== asked) return;
    }
  }
}

/** How many contour lines a plot bears. @param {number} widthPx @returns {number} */
export function linesIn(widthPx) {
  return widthPx < NARROW_PX ? FEW_LINES : LINES;
}

/**
 * What an old ground must share with a new one to stand in for it.
 * @param {Scene} scene
 * @returns {string}
 */
function groundKind(scene) {
  return `${scene.kind} ${scene.theme.name}`;
}

/**
 * @param {Uint8ClampedArray<ArrayBuffer>} rgba
 * @param {number} width
 * @param {number} height
 * @returns {HTMLCanvasElement}
 */
export function imageOf(rgba, width, height) {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  image.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return image;
}
