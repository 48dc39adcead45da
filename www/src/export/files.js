/**
 * What: a run as text: CSV and JSON of what every racer left behind, SVG of contours, trails and curves.
 * Invariant: numbers read back to the same bits; drawings go through the kept values themselves.
 * Does not: save; the panel does.
 */
import { chosen, powerLabel, tickLabel } from "../format/number.js";
import { racerLook } from "../look/racers.js";
import { linearTicks } from "../draw/levels.js";
import { dataOf } from "../chart/series.js";

/** @typedef {import("../engine/shapes").RunResult} RunResult */

/** @param {string} text @returns {string} */
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
/** @param {string} text @returns {string} */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/**
 * One row per racer and kept step.
 * @param {RunResult} result
 * @param {string[]} names
 * @returns {string}
 */
export function toCsv(result, names) {
  const dim = result.racers[0]?.columns.x.length ? result.dim : 0;
  const head = ["racer", "t", ...Array.from({ length: dim }, (_, i) => `x${i}`), "f", "lr", "grad_norm"];
  const lines = [head.join(",")];
  result.racers.forEach(({ columns: c }, racer) => {
    for (let row = 0; row < c.rows; row++) {
      const numbers = [c.t[row], ...c.x.subarray(row * dim, (row + 1) * dim), c.f[row], c.lr[row], c.gradNorm[row]];
      lines.push([quoted(names[racer] ?? ""), ...numbers.map((value) => (Number.isFinite(value) ? String(value) : ""))].join(","));
    }
  });
  return `${lines.join("\n")}\n`;
}

/**
 * The shape that the command line prints, with the specification and its digest.
 * @param {RunResult} result
 * @param {import("../engine/shapes").Spec} spec
 * @param {string[]} names
 * @returns {string}
 */
export function toJson(result, spec, names) {
  const racers = result.racers.map(({ status, columns: c }, i) => {
    const dim = c.x.length ? c.dim : 0;
    return {
      label: names[i],
      status,
      t: Array.from(c.t),
      x: dim ? Array.from({ length: c.rows }, (_, row) => Array.from(c.x.subarray(row * dim, (row + 1) * dim))) : [],
      f: Array.from(c.f),
      lr: Array.from(c.lr),
      grad_norm: Array.from(c.gradNorm),
    };
  });
  return `${JSON.stringify({ spec, digest: result.digest, racers })}\n`;
}

/**
 * @param {number} widthPx
 * @param {number} heightPx
 * @param {import("../look/theme.js").Theme} theme
 * @param {string} title
 * @param {string} body
 */
function svg(widthPx, heightPx, theme, title, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}" font-family="system-ui, sans-serif" font-size="12"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${theme.paper}"/>${body}</svg>\n`;
}

/** @param {[number, number][]} points @returns {string} finite points only, a gap where one is not */
function pathOf(points) {
  let pen = "M";
  let path = "";
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = "M";
      continue;
    }
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = "L";
  }
  return path;
}

/** @param {number} index @param {string | null | undefined} color @param {[number, number][]} points @param {number} line */
function trail(index, color, points, line) {
  const look = racerLook(index, color);
  const width = 2 * line;
  const dash = look.dash.length ? ` stroke-dasharray="${look.dash.map((length) => length * width).join(" ")}"` : "";
  return `<path d="${pathOf(points)}" fill="none" stroke="${look.color}" stroke-width="${width}" stroke-linejoin="round"${dash}/>`;
}

/**
 * Contours and whole trails.
 * @param {import("../draw/frame.js").Frame} frame
 * @param {import("../engine/shapes").Contours | null} contours
 * @param {import("../draw/trails.js").Track[]} tracks
 * @param {import("../state/session.js").SessionState} state
 * @param {string[]} names
 * @returns {string}
 */
export function landscapeSvg(frame, contours, tracks, state, names) {
  const { theme, good } = state;
  const { leftPx, topPx, widthPx, heightPx } = frame.rect;
  const bottom = topPx + heightPx;
  const lines = (contours?.lines ?? []).map(({ points }) => {
    const at = Array.from({ length: points.length / 2 }, (_, i) => /** @type {[number, number]} */ ([frame.toX(Number(points[2 * i])), frame.toY(Number(points[2 * i + 1]))]));
    return `<path d="${pathOf(at)}" fill="none" stroke="${theme.secondary}" stroke-width="0.7"/>`;
  });
  const far = 4 * (widthPx + heightPx);
  const trails = tracks.map((track, index) => {
    const at = Array.from({ length: track.columns.rows }, (_, row) => /** @type {[number, number]} */ ([track.x(row), track.y(row)]));
    // A position far outside is a gap in a drawing; it is never moved.
    return trail(index, good.racers[index]?.color, at.map(([x, y]) => (Math.hypot(x, y) < far ? [x, y] : [NaN, NaN])), theme.line);
  });
  const across = linearTicks(...frame.view.x, widthPx / 80);
  const up = linearTicks(...frame.view.y, heightPx / 60);
  const labels = [
    ...across.values.map((value) => `<text x="${frame.toX(value).toFixed(1)}" y="${bottom + 16}" text-anchor="middle" fill="${theme.secondary}">${tickLabel(value, across.step)}</text>`),
    ...up.values.map((value) => `<text x="${leftPx - 7}" y="${(frame.toY(value) + 4).toFixed(1)}" text-anchor="end" fill="${theme.secondary}">${tickLabel(value, up.step)}</text>`),
  ];
  const legend = names.map((name, i) => `<path d="M${leftPx + 10} ${topPx + 14 + 16 * i}h24" stroke="${racerLook(i, good.racers[i]?.color).color}" stroke-width="3"/><text x="${leftPx + 40}" y="${topPx + 18 + 16 * i}" fill="${theme.ink}" stroke="${theme.paper}" stroke-width="3" paint-order="stroke">${escaped(name)}</text>`);
  const body = `<clipPath id="plot"><rect x="${leftPx}" y="${topPx}" width="${widthPx}" height="${heightPx}"/></clipPath><g clip-path="url(#plot)">${lines.join("")}${trails.join("")}</g><rect x="${leftPx}" y="${topPx}" width="${widthPx}" height="${heightPx}" fill="none" stroke="${theme.secondary}"/>${labels.join("")}${legend.join("")}`;
  return svg(Math.round(leftPx + widthPx + 20), Math.round(bottom + 30), theme, names.join(", "), body);
}

/**
 * The curves of the chart's tab.
 * @param {import("../state/session.js").SessionState} state
 * @param {string[]} names of the curves
 * @param {{axis: string, step: string}} words
 * @returns {string}
 */
export function curvesSvg(state, names, { axis, step }) {
  const { theme, good, end } = state;
  const data = dataOf(state);
  if (!data) return "";
  const looks = data.curves.map(({ racer }) => ({ racer, color: good.racers[racer]?.color }));
  const [width, height, left, top] = [720, 380, 70, 16];
  const [right, bottom] = [width - 150, height - 44];
  const scale = (/** @type {number} */ v) => (data.log ? Math.log10(v) : v);
  const [lo, hi] = [scale(data.range[0]), scale(data.range[1])];
  const toX = (/** @type {number} */ t) => left + ((right - left) * t) / Math.max(1, end);
  const toY = (/** @type {number} */ v) => bottom - ((bottom - top) * (scale(v) - lo)) / (hi - lo);
  const steps = data.columns[0] ?? [];
  const curves = data.columns.slice(1).map((column, i) => trail(Number(looks[i]?.racer), looks[i]?.color, column.map((v, at) => (v === null ? [NaN, NaN] : [toX(Number(steps[at])), toY(v)])), theme.line));
  const across = linearTicks(0, end, 6);
  const up = data.log ? Array.from({ length: Math.floor(hi) - Math.ceil(lo) + 1 }, (_, i) => 10 ** (Math.ceil(lo) + i)) : linearTicks(lo, hi, 6).values;
  const thin = Math.ceil(up.length / 7);
  const labels = [
    ...across.values.map((t) => `<text x="${toX(t).toFixed(1)}" y="${bottom + 16}" text-anchor="middle" fill="${theme.secondary}">${chosen(t)}</text>`),
    ...up.filter((_, i) => i % thin === 0).map((v) => `<path d="M${left} ${toY(v).toFixed(1)}H${right}" stroke="${theme.faint}"/><text x="${left - 7}" y="${(toY(v) + 4).toFixed(1)}" text-anchor="end" fill="${theme.secondary}">${data.log ? powerLabel(v) : chosen(v)}</text>`),
    `<text x="${(left + right) / 2}" y="${height - 10}" text-anchor="middle" fill="${theme.ink}">${escaped(step)}</text>`,
    `<text x="14" y="${(top + bottom) / 2}" fill="${theme.ink}" font-style="italic">${escaped(axis)}</text>`,
    ...names.map((name, i) => `<path d="M${right + 10} ${top + 10 + 18 * i}h20" stroke="${racerLook(Number(looks[i]?.racer), looks[i]?.color).color}" stroke-width="3"/><text x="${right + 34}" y="${top + 14 + 18 * i}" fill="${theme.ink}">${escaped(name)}</text>`),
  ];
  const body = `<clipPath id="plot"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath>${labels.join("")}<g clip-path="url(#plot)">${curves.join("")}</g><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="none" stroke="${theme.secondary}"/>`;
  return svg(width, height, theme, names.join(", "), body);
}
