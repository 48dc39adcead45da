/**
 * What: a map over two settings of one racer: the rate, and another number of the racer or of its surface.
 * Invariant: ranges come from the catalogue; the line of stability is drawn only where theory has one: on a quadratic, for plain
 * descent and for heavy-ball momentum with a constant rate and nothing else around or within the rule.
 * Does not: run anything.
 */
import { hatch } from "../draw/hatch.js";
import { linearTicks } from "../draw/levels.js";
import { clipTo, paperOf } from "../draw/paper.js";
import { powerLabel, tickLabel } from "../format/number.js";
import { symbolText } from "../format/symbol.js";
import { optimizerRow, rotation, surfaceRow } from "../state/edits.js";
import { editsOf } from "../state/fork.js";
import { maps as say } from "../words/maps.js";
import { KINDS, ROW, isLost } from "./pool.js";
import { rateKey } from "./rates.js";
import { baseOf, powers } from "./seeds.js";

/** @typedef {import("../engine/shapes").Spec} Spec */
/** @typedef {import("../engine/shapes").Param} Param */
/** @typedef {{axes: import("./pool.js").Axis[], names: [string, string], log: [boolean, boolean], boundary: ((y: number) => number) | null, all: {path: string, param: Param}[]}} SettingsAxes every second setting that there may be too */

/** Points along each axis. */
const POINTS = 48;
const LEFT = 44;
const BOTTOM = 36;
const TOP = 6;
const RIGHT = 8;
/** Losses below this part of the start's are shown alike. */
const DEEPEST = 1e-14;

/** What a share that is averaged with is called. */
const DECAYS = ["beta", "beta1", "beta_1", "b1", "momentum", "rho"];

/**
 * Values from one to another, evenly by difference or by ratio.
 * @param {number} lo
 * @param {number} hi
 * @param {boolean} log
 */
function along(lo, hi, log) {
  return Array.from({ length: POINTS }, (_, i) => {
    const part = i / (POINTS - 1);
    return Number((log ? lo * (hi / lo) ** part : lo + (hi - lo) * part).toPrecision(6));
  });
}

/**
 * Values around a parameter's default, within its range.
 * @param {Param} param
 * @param {boolean} log
 */
function around({ default: usual, min, max, min_open: above, max_open: below }, log) {
  const at = Number(usual ?? 0);
  const far = 4 * Math.abs(at) || 1;
  const [from, to] = !log ? [at - far, at + far] : at ? [at / 100, at * 100] : [1e-5, 1];
  const [lo, hi] = [Math.max(from, min ?? from), Math.min(to, max ?? to)];
  // An end that is left out of the range is kept away from.
  const room = (hi - lo) / 100;
  return along(above && lo === min ? lo + room : lo, below && hi === max ? hi - room : hi, log);
}

/**
 * Which settings: the rate, and another number of the racer or of the surface that has a symbol, or the plane's rotation. Where none is
 * chosen it is the racer's decay, else the condition number, else the rotation, else the weight decay.
 * @param {import("../engine/shapes").Catalog} catalog
 * @param {Spec} spec
 * @param {number} racer
 * @param {boolean} plane whether a surface of two variables is in the picture
 * @param {string} [chosen] where the second setting stands
 * @returns {SettingsAxes | null} null where there are no two
 */
export function settingsAxes(catalog, spec, racer, plane, chosen) {
  const optimizer = /** @type {import("../engine/shapes").RacerSpec["optimizer"]} */ (spec.racers[racer]?.optimizer ?? {});
  const row = optimizerRow(catalog, String(optimizer.id));
  const surface = surfaceRow(catalog, spec);
  const rate = rateKey(catalog, optimizer);
  if (!rate) return null;
  const placed = (/** @type {string} */ where, /** @type {Param[] | undefined} */ params) => (params ?? []).map((param) => ({ path: where + param.key, param }));
  const all = [
    ...placed("racers[0].optimizer.", row?.params.filter(({ key }) => key !== rate)),
    ...placed("problem.params.", surface?.params),
    ...placed("problem.", plane ? [{ ...rotation(90), default: 90, min: 0 }] : []),
  ].filter(({ param }) => param.kind === "real" && param.symbol);
  const known = (/** @type {string[]} */ ...keys) => all.find(({ param }) => keys.includes(param.key));
  const second =
    all.find(({ path }) => path === chosen) ??
    // What is a share, and no more than called like one.
    known(...DECAYS.filter((key) => known(key)?.param.max === 1)) ??
    known("kappa") ?? known("rotate") ?? known("weight_decay") ?? all[0];
  if (!second) return null;
  const { path, param } = second;
  const log = param.scale === "log";
  // Nothing around the rule, and within it nothing but the rate and what theory knows of.
  const bare =
    !editsOf(spec).some((edit) => edit.racer === racer) &&
    !Object.values({ ...spec.racers[racer], optimizer: null, label: null, color: null }).some(Boolean) &&
    row?.params.every(({ key, default: usual }) => key === rate || key === "beta" || (optimizer[key] ?? usual) === usual);
  const value = (/** @type {string} */ key, /** @type {Record<string, unknown> | undefined} */ given, /** @type {import("../engine/shapes").Row | undefined} */ of) => Number(given?.[key] ?? of?.params.find((each) => each.key === key)?.default ?? 0);
  // Polyak, 1964: stable for 0 < η < 2(1 + β)/L, with the larger curvature L; plain descent has no β.
  const boundary = spec.problem.surface === "quadratic" && bare && ["sgd", "momentum"].includes(optimizer.id) && ["beta", "kappa", "rotate"].includes(param.key)
    ? (/** @type {number} */ at) => (2 * (1 + (param.key === "beta" ? at : value("beta", optimizer, row)))) / Math.max(1, param.key === "kappa" ? at : value("kappa", /** @type {Record<string, unknown>} */ (spec.problem.params), surface))
    : null;
  return { axes: [{ path: `racers[0].optimizer.${rate}`, values: along(1e-4, 10, true) }, { path, values: around(param, log) }], names: ["η", symbolText(String(param.symbol))], log: [true, log], boundary, all };
}

/**
 * Draws the map.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} rows
 * @param {SettingsAxes} settings
 * @param {import("../look/theme.js").Theme} theme
 * @param {number[]} shades of {@link shadesOf}
 */
export function drawSettings(canvas, rows, settings, theme, shades) {
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
  drawLosses(ctx, [plotW, plotH], rows, [across.values.length, up.values.length], theme, shades);
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
  ctx.translate(10, TOP + plotH / 2);
  // Beside the ticks there is room for one letter and an index.
  if (settings.names[1].length > 2) ctx.rotate(-Math.PI / 2);
  ctx.fillText(settings.names[1], 0, 0);
}

/**
 * How strong the colour of each loss is, from 0 to 1: the lower the loss, the stronger; none where the racer has not come below its start.
 * @param {Float64Array} rows
 * @param {number | null} start the loss there; none where the rows are of other problems: then each row's at the lowest rate
 * @param {number | null} known the problem's lowest loss
 * @param {number} width of a row
 * @returns {number[]} NaN where there is no loss
 */
export function shadesOf(rows, start, known, width) {
  const ends = Array.from({ length: rows.length / ROW }, (_, i) => (isLost(rows[i * ROW]) ? NaN : Number(rows[i * ROW + 2])));
  const base = baseOf(ends, known);
  const power = (/** @type {number} */ loss) => Math.log10(Math.max(1e-300, loss - base));
  const tops = ends.map((_, i) => power(start ?? Number(ends[i - (i % width)])));
  const high = Math.max(...tops.filter(Number.isFinite));
  const low = Math.max(Math.min(high, ...ends.filter(Number.isFinite).map(power)), high + Math.log10(DEEPEST));
  return ends.map((loss, i) => Math.min(1, Math.max(0, (Number(tops[i]) - power(loss)) / Math.max(1e-9, Number(tops[i]) - low))));
}

/**
 * Draws the losses as cells of one colour; what diverged leaves the hatching, what is refused is blank.
 * @param {CanvasRenderingContext2D} ctx
 * @param {[number, number]} plot its width and height
 * @param {Float64Array} rows
 * @param {[number, number]} cells how many across and up
 * @param {import("../look/theme.js").Theme} theme
 * @param {number[]} shades
 */
function drawLosses(ctx, [plotW, plotH], rows, [w, h], theme, shades) {
  const edge = (/** @type {number} */ at, /** @type {number} */ of, /** @type {number} */ px) => Math.round((at / of) * px);
  for (const [i, shade] of shades.entries()) {
    if (KINDS[Number(rows[i * ROW])] === "diverged") continue;
    const [column, row] = [i % w, h - 1 - Math.floor(i / w)];
    const [x, y] = [LEFT + edge(column, w, plotW), TOP + edge(row, h, plotH)];
    const [cellW, cellH] = [LEFT + edge(column + 1, w, plotW) - x, TOP + edge(row + 1, h, plotH) - y];
    ctx.fillStyle = theme.paper;
    ctx.fillRect(x, y, cellW, cellH);
    if (Number.isNaN(shade)) continue;
    ctx.globalAlpha = 0.08 + 0.92 * shade;
    ctx.fillStyle = theme.accent;
    ctx.fillRect(x, y, cellW, cellH);
    ctx.globalAlpha = 1;
  }
}
