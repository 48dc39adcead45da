/**
 * What: a map over two settings of one racer: the rate, and the racer's first decay, or the surface's condition number or rotation, or the
 * weight decay.
 * Invariant: ranges come from the catalogue; the line of stability is drawn only where theory has one: on a quadratic, for plain
 * descent and for heavy-ball momentum with a constant rate and nothing else around or within the rule.
 * Does not: run anything.
 */
import { hatch } from "../draw/hatch.js";
import { linearTicks } from "../draw/levels.js";
import { clipTo, paperOf } from "../draw/paper.js";
import { powerLabel, tickLabel } from "../format/number.js";
import { symbolText } from "../format/symbol.js";
import { optimizerRow, surfaceRow } from "../state/edits.js";
import { editsOf } from "../state/fork.js";
import { maps as say } from "../words/maps.js";
import { KINDS, ROW, isLost } from "./pool.js";
import { rateKey } from "./rates.js";
import { baseOf, powers } from "./seeds.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {{axes: import("./pool.js").Axis[], names: [string, string], log: [boolean, boolean], boundary: ((y: number) => number) | null}} SettingsAxes */

/** Points along each axis. */
const POINTS = 48;
const LEFT = 44;
const BOTTOM = 36;
const TOP = 6;
const RIGHT = 8;
/** Losses below this part of the highest are shown alike. */
const DEEPEST = 1e-14;

/**
 * Which settings: the rate, and the racer's decay where it has one, else the condition number, else the plane's rotation, else the weight
 * decay.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {Spec} spec
 * @param {number} racer
 * @param {boolean} plane whether a surface of two variables is in the picture
 * @returns {SettingsAxes | null} null where there are no two
 */
export function settingsAxes(catalog, spec, racer, plane) {
  const optimizer = /** @type {import("../engine/shapes").RacerSpec["optimizer"]} */ (spec.racers[racer]?.optimizer ?? {});
  const row = optimizerRow(catalog, String(optimizer.id));
  const rate = rateKey(catalog, optimizer);
  if (!rate) return null;
  const has = (/** @type {string[]} */ keys) => row?.params.find(({ key }) => keys.includes(key));
  // What is a share, and no more than called like one.
  const decay = has(["beta", "beta1", "beta_1", "b1", "momentum", "rho"].filter((key) => has([key])?.max === 1));
  const quadratic = spec.problem.surface === "quadratic";
  const params = /** @type {Record<string, unknown>} */ (spec.problem.params ?? {});
  const kappa = Number(params.kappa ?? surfaceRow(catalog, spec)?.params.find(({ key }) => key === "kappa")?.default);
  const along = (/** @type {number} */ lo, /** @type {number} */ hi, /** @type {boolean} */ log) =>
    Array.from({ length: POINTS }, (_, i) => {
      const part = i / (POINTS - 1);
      return Number((log ? lo * (hi / lo) ** part : lo + (hi - lo) * part).toPrecision(6));
    });
  const rates = { path: `racers[0].optimizer.${rate}`, values: along(1e-4, 10, true) };
  // Nothing around the rule, and within it nothing but the two settings that the axes have.
  const bare =
    !editsOf(spec).some((edit) => edit.racer === racer) &&
    !Object.values({ ...spec.racers[racer], optimizer: null, label: null, color: null }).some(Boolean) &&
    row?.params.every(({ key, default: usual }) => key === rate || key === decay?.key || (optimizer[key] ?? usual) === usual);
  if (decay) {
    // Polyak, 1964: stable for 0 < η < 2(1 + β)/L.
    const boundary = quadratic && bare && optimizer.id === "momentum" ? (/** @type {number} */ beta) => (2 * (1 + beta)) / Math.max(1, kappa) : null;
    return { axes: [rates, { path: `racers[0].optimizer.${decay.key}`, values: along(0, 0.99, false) }], names: ["η", symbolText(decay.symbol)], log: [true, false], boundary };
  }
  if (quadratic) {
    // Plain descent is stable for η < 2/L; L is the larger curvature.
    const boundary = bare && optimizer.id === "sgd" ? (/** @type {number} */ k) => 2 / Math.max(1, k) : null;
    return { axes: [rates, { path: "problem.params.kappa", values: along(1, 1000, true) }], names: ["η", "κ"], log: [true, true], boundary };
  }
  if (plane) return { axes: [rates, { path: "problem.rotate", values: along(0, 90, false) }], names: ["η", "φ"], log: [true, false], boundary: null };
  return has(["weight_decay"]) ? { axes: [rates, { path: "racers[0].optimizer.weight_decay", values: along(1e-5, 1, true) }], names: ["η", "λ"], log: [true, true], boundary: null } : null;
}

/**
 * Draws the map.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} rows
 * @param {SettingsAxes} settings
 * @param {import("../look/theme.js").Theme} theme
 * @param {number | null} known the problem's lowest loss
 */
export function drawSettings(canvas, rows, settings, theme, known) {
  const [across, up] = settings.axes;
  if (!across || !up) return;
  const widthPx = canvas.clientWidth || 320;
  const heightPx = Math.round(widthPx * 0.75);
  canvas.style.height = `${heightPx}px`;
  const ctx = paperOf(canvas, widthPx, heightPx);
  ctx.font = `${theme.textPx - 2}px system-ui, sans-serif`;
  const [plotW, plotH] = [widthPx - LEFT - RIGHT, heightPx - TOP - BOTTOM];
  const plot = { leftPx: LEFT, topPx: TOP, widthPx: plotW, heightPx: plotH };
  clipTo(ctx, plot);
  ctx.strokeStyle = theme.secondary;
  ctx.lineWidth = 0.6;
  hatch(ctx, plot, 7);
  drawLosses(ctx, [plotW, plotH], rows, [across.values.length, up.values.length], theme, known);
  const place = (/** @type {number[]} */ values, /** @type {boolean} */ log, /** @type {number} */ v) => {
    const scale = log ? Math.log10 : (/** @type {number} */ u) => u;
    const [lo, hi] = [scale(values[0] ?? 0), scale(values[values.length - 1] ?? 1)];
    return (scale(v) - lo) / (hi - lo);
  };
  const toX = (/** @type {number} */ v) => LEFT + place(across.values, settings.log[0], v) * plotW;
  const toY = (/** @type {number} */ v) => TOP + (1 - place(up.values, settings.log[1], v)) * plotH;
  if (settings.boundary) {
    ctx.strokeStyle = theme.bad;
    ctx.lineWidth = 2;
    ctx.beginPath();
    for (const v of up.values) ctx.lineTo(toX(settings.boundary(v)), toY(v));
    ctx.stroke();
  }
  ctx.restore();
  ctx.strokeStyle = theme.secondary;
  ctx.strokeRect(LEFT, TOP, plotW, plotH);
  ctx.fillStyle = theme.ink;
  ctx.textAlign = "center";
  for (let power = -4; power <= 1; power++) ctx.fillText(powerLabel(10 ** power), toX(10 ** power), TOP + plotH + 14);
  ctx.fillText(`${say.settings.x(settings.names[0])}`, LEFT + plotW / 2, heightPx - 4);
  ctx.textAlign = "right";
  const [lo, hi] = [up.values[0] ?? 0, up.values.at(-1) ?? 1];
  const even = linearTicks(lo, hi, 5);
  for (const tick of settings.log[1] ? powers(Math.log10(lo), Math.log10(hi), 6).map((power) => 10 ** power) : even.values) ctx.fillText(settings.log[1] ? powerLabel(tick) : tickLabel(tick, even.step), LEFT - 5, Math.max(TOP + 9, toY(tick) + 4));
  ctx.textAlign = "center";
  ctx.fillText(settings.names[1], 9, TOP + plotH / 2);
}

/**
 * Draws the losses as cells of one colour, the lower the darker; what diverged leaves the hatching, what is refused is blank.
 * @param {CanvasRenderingContext2D} ctx
 * @param {[number, number]} plot its width and height
 * @param {Float64Array} rows
 * @param {[number, number]} cells how many across and up
 * @param {import("../look/theme.js").Theme} theme
 * @param {number | null} known the problem's lowest loss
 */
function drawLosses(ctx, [plotW, plotH], rows, [w, h], theme, known) {
  const ends = Array.from({ length: w * h }, (_, i) => (isLost(rows[i * ROW]) ? NaN : Number(rows[i * ROW + 2])));
  const base = baseOf(ends, known);
  const losses = ends.map((loss) => Math.max(1e-300, loss - base));
  const sorted = losses.filter((loss) => Number.isFinite(loss)).map(Math.log10).sort((a, b) => a - b);
  // The highest tenth is not worth a shade of its own.
  const high = sorted[Math.floor(0.9 * (sorted.length - 1))] ?? 0;
  const low = Math.max(sorted[0] ?? 0, high + Math.log10(DEEPEST));
  const edge = (/** @type {number} */ at, /** @type {number} */ of, /** @type {number} */ px) => Math.round((at / of) * px);
  for (const [i, loss] of losses.entries()) {
    if (KINDS[Number(rows[i * ROW])] === "diverged") continue;
    const part = Math.min(1, Math.max(0, (Math.log10(loss) - low) / Math.max(1e-9, high - low)));
    const [column, row] = [i % w, h - 1 - Math.floor(i / w)];
    const [x, y] = [LEFT + edge(column, w, plotW), TOP + edge(row, h, plotH)];
    const [cellW, cellH] = [LEFT + edge(column + 1, w, plotW) - x, TOP + edge(row + 1, h, plotH) - y];
    ctx.fillStyle = theme.paper;
    ctx.fillRect(x, y, cellW, cellH);
    if (!Number.isFinite(loss)) continue;
    ctx.globalAlpha = 0.08 + 0.92 * (1 - part);
    ctx.fillStyle = theme.accent;
    ctx.fillRect(x, y, cellW, cellH);
    ctx.globalAlpha = 1;
  }
}
