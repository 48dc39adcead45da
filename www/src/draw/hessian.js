/**
 * What: what a Hessian says of a place: its eigenvalues, their kind, and the conic ½dᵀHd = ±c at the pointer; the contours of the quadratic model that
 * Newton's method steps by.
 * Invariant: the matrix is the engine's; a level of +c is solid, one of −c dashed; the conic's size on the screen says nothing, its shape and turn do.
 * Does not: say anything of a matrix that is not finite.
 */
import { strokeWithHalo } from "./marks.js";

/** Eigenvalues of at most this share of the largest count as zero, as in `linalg/newton.rs`. */
const RANK = 1e-12;
/** Nothing of a conic is farther from its middle. */
const RADIUS_PX = 34;
/** So many points on either side of a branch's vertex. */
const POINTS = 12;

/** @typedef {"positive" | "negative" | "indefinite" | "singular"} Kind */
/** @typedef {{values: [number, number], angle: number, kind: Kind}} Eigen the larger eigenvalue first; `angle` is that of its eigenvector from the x axis */

/**
 * The eigenvalues of a symmetric matrix of two rows, from its trace and determinant.
 * @param {number[][]} matrix
 * @returns {Eigen | null} null where a number is not finite
 */
export function eigen(matrix) {
  const [a = NaN, b = NaN, , d = NaN] = matrix.flat().map((value) => value ?? NaN);
  const [half, apart] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
  // The one of larger size without cancellation, the other by the determinant, which keeps a zero.
  const far = half < 0 ? half - apart : half + apart;
  const near = far === 0 ? 0 : (a / far) * d - (b / far) * b;
  if (!Number.isFinite(far) || !Number.isFinite(near)) return null;
  const values = /** @type {[number, number]} */ (half < 0 ? [near, far] : [far, near]);
  const [most, least] = values;
  const kind = Math.abs(near) <= RANK * Math.abs(far) ? "singular" : least > 0 ? "positive" : most < 0 ? "negative" : "indefinite";
  return { values, angle: Math.atan2(2 * b, a - d) / 2, kind };
}

/** The quadratic model at a point, about its stationary point: where Newton's step from there ends. @typedef {{centre: number[], of: Eigen, level: number}} Model */

/**
 * The quadratic model f + ∇fᵀd + ½dᵀHd.
 * @param {number[][]} hessian
 * @param {number[]} at
 * @param {number[]} step Newton's, −H⁻¹∇f
 * @returns {Model | null} null where a number is not finite
 */
export function modelAt(hessian, at, step) {
  const of = eigen(hessian);
  const [[a = 0, b = 0] = [], [, d = 0] = []] = hessian;
  const [u = 0, v = 0] = step;
  return of && { centre: at.map((x, i) => x + Number(step[i])), of, level: Math.abs(a * u * u + 2 * b * u * v + d * v * v) };
}

/**
 * Draws a model's contours: through the point itself, and nearer to the stationary point.
 * @param {CanvasRenderingContext2D} ctx clipped to the plot
 * @param {import("../look/theme.js").Theme} theme
 * @param {import("./frame.js").Frame} frame
 * @param {Model} model
 */
export function drawModel(ctx, theme, frame, { centre: [x = NaN, y = NaN], of, level }) {
  const place = { px: frame.toX(x), py: frame.toY(y) };
  for (const part of [1, 0.5]) drawConic(ctx, theme, place, of, theme.accent, part * Math.sqrt(level) * frame.perX);
}

/**
 * Draws the conic about a place.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../look/theme.js").Theme} theme
 * @param {{px: number, py: number}} place
 * @param {Eigen} of
 * @param {string} [color]
 * @param {number} [levelPx] half an axis along which the curvature is 1; without it c fits the radius
 */
export function drawConic(ctx, theme, { px, py }, { values, angle, kind }, color = theme.ink, levelPx) {
  // Half the axes where ½λu² = ±c, for the c that fits the radius; an axis without curvature has no end.
  const axes = values.map((value) => (Math.abs(value) <= RANK * Math.max(...values.map(Math.abs)) ? Infinity : 1 / Math.sqrt(Math.abs(value))));
  const finite = axes.filter(Number.isFinite);
  if (finite.length === 0) return;
  const open = kind === "indefinite" || kind === "singular";
  const scale = levelPx ?? RADIUS_PX / (open ? 3 : 1) / Math.max(...finite);
  const radius = levelPx === undefined ? RADIUS_PX : 4 * scale * Math.max(...finite);
  const [u = 0, v = 0] = axes.map((axis) => axis * scale);
  ctx.save();
  ctx.translate(px, py);
  // The plane's y points up.
  ctx.rotate(-angle);
  const stroke = (/** @type {boolean} */ above, /** @type {() => void} */ trace) => {
    ctx.setLineDash(above ? [] : [5, 4]);
    strokeWithHalo(ctx, theme, color, 1.4 * theme.line, trace);
  };
  if (!open) stroke(kind === "positive", () => ctx.ellipse(0, 0, u, v, 0, 0, 2 * Math.PI));
  // Its two branches open along the axis whose curvature has that sign.
  else values.forEach((value, axis) => Number.isFinite(axes[axis]) && stroke(value > 0, () => branches(ctx, axis ? v : u, axis ? u : v, axis === 1, radius)));
  ctx.restore();
}

/**
 * Traces a pair of branches, or of lines where the other axis has no end.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} vertex how far they are from the middle
 * @param {number} other half the other axis
 * @param {boolean} upright whether they lie above and below the middle
 * @param {number} radius
 */
function branches(ctx, vertex, other, upright, radius) {
  // The end of a branch, measured along the other axis, lies on the circle.
  const most = Math.sqrt(Math.max(0, (radius ** 2 - vertex ** 2) / (1 + (vertex / other) ** 2)));
  for (const side of [1, -1]) {
    for (let i = -POINTS; i <= POINTS; i++) {
      const along = (most * i) / POINTS;
      const away = side * vertex * Math.sqrt(1 + (along / other) ** 2);
      const at = /** @type {[number, number]} */ (upright ? [along, away] : [away, along]);
      if (i === -POINTS) ctx.moveTo(...at);
      else ctx.lineTo(...at);
    }
  }
}
