/**
 * What: the Hessian under the pointer: eigenvalues, their kind and direction, and the conic that is drawn.
 * Invariant: matrices whose eigenvalues are known by other means; the conic is held against its equation.
 * Does not: look at pixels.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { drawConic, drawModel, eigen, modelAt } from "../src/draw/hessian.js";
import { Frame } from "../src/draw/frame.js";

const near = (/** @type {number} */ a, /** @type {number} */ b, scale = 1) => assert.ok(Math.abs(a - b) <= 1e-12 * scale, `${a} is not ${b}`);

test("matrices whose eigenvalues are known", () => {
  for (const [matrix, values, kind, degrees] of /** @type {[number[][], number[], string, number | null][]} */ ([
    [[[2, 1], [1, 2]], [3, 1], "positive", 45],
    [[[2, -1], [-1, 2]], [3, 1], "positive", -45],
    [[[1, 0], [0, 100]], [100, 1], "positive", 90],
    [[[5, 0], [0, 5]], [5, 5], "positive", null],
    [[[-2, 1], [1, -2]], [-1, -3], "negative", 45],
    [[[2, 0], [0, -4]], [2, -4], "indefinite", 0],
    [[[0, 1], [1, 0]], [1, -1], "indefinite", 45],
    // Rosenbrock's at (1, 1).
    [[[802, -400], [-400, 200]], [501 + Math.sqrt(250601), 400 / (501 + Math.sqrt(250601))], "positive", null],
    [[[1, 1], [1, 1]], [2, 0], "singular", 45],
    [[[-3, 0], [0, 0]], [0, -3], "singular", 90],
    [[[0.1, 0.2], [0.2, 0.4]], [0.5, 0], "singular", null],
    [[[0, 0], [0, 0]], [0, 0], "singular", null],
    // Neither is a square of an element.
    [[[1e200, 0], [0, -1e-200]], [1e200, -1e-200], "singular", 0],
    [[[1e200, 5e199], [5e199, 1e200]], [1.5e200, 5e199], "positive", 45],
    [[[3e-200, 0], [0, 1e-200]], [3e-200, 1e-200], "positive", 0],
  ])) {
    const found = eigen(matrix);
    assert.equal(found?.kind, kind, JSON.stringify(matrix));
    const size = Math.max(...values.map(Math.abs));
    values.forEach((value, i) => near(Number(found?.values[i]), value, size));
    if (degrees !== null) near((Number(found?.angle) * 180) / Math.PI, degrees, 100);
  }
  for (const [a, b, d] of [[NaN, 0, 1], [0, Infinity, 0], [1, 0, -Infinity]]) assert.equal(eigen([[Number(a), Number(b)], [Number(b), Number(d)]]), null);
  assert.equal(eigen(/** @type {any} */ ([[null, 0], [0, 1]])), null, "the engine writes null for what is no number");
});

test("for any matrix Hv = λv, with the larger one first", () => {
  const entry = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(fc.property(entry, entry, entry, (a, b, d) => {
    const found = eigen([[a, b], [b, d]]);
    const scale = Math.max(Math.abs(a), Math.abs(b), Math.abs(d), 1e-300);
    const { values, angle } = /** @type {import("../src/draw/hessian.js").Eigen} */ (found);
    assert.ok(values[0] >= values[1] - 1e-12 * scale);
    for (const [i, [x, y]] of [[Math.cos(angle), Math.sin(angle)], [-Math.sin(angle), Math.cos(angle)]].entries()) {
      near(a * Number(x) + b * Number(y), Number(values[i]) * Number(x), 4 * scale);
      near(b * Number(x) + d * Number(y), Number(values[i]) * Number(y), 4 * scale);
    }
  }));
});

/**
 * What is drawn about the middle of a canvas, y up: by whether it is dashed.
 * @param {(ctx: CanvasRenderingContext2D, theme: import("../src/look/theme.js").Theme) => unknown} draw
 */
function drawn(draw) {
  /** @type {{dashed: boolean, x: number, y: number, starts: boolean}[]} */
  const points = [];
  const [state, turn, middle] = [{ dashed: false }, { angle: 0 }, { px: 0, py: 0 }];
  const put = (/** @type {boolean} */ starts) => (/** @type {number} */ px, /** @type {number} */ py) => {
    const [c, s] = [Math.cos(turn.angle), Math.sin(turn.angle)];
    // Up is down on a canvas.
    points.push({ ...state, starts, x: middle.px + c * px - s * py, y: -(middle.py + s * px + c * py) });
  };
  const ctx = {
    setLineDash: (/** @type {number[]} */ dash) => (state.dashed = dash.length > 0),
    rotate: (/** @type {number} */ angle) => (turn.angle = angle),
    moveTo: put(true),
    lineTo: put(false),
    ellipse(/** @type {number} */ _x, /** @type {number} */ _y, /** @type {number} */ u, /** @type {number} */ v) {
      for (let i = 0; i < 24; i++) put(i === 0)(u * Math.cos((i * Math.PI) / 12), v * Math.sin((i * Math.PI) / 12));
    },
    translate: (/** @type {number} */ px, /** @type {number} */ py) => Object.assign(middle, { px, py }),
    save() {}, restore() {}, beginPath() {}, stroke() {},
  };
  draw(/** @type {any} */ (ctx), /** @type {any} */ ({ ink: "#000000", accent: "#000000", halo: "#ffffff", line: 1 }));
  return points;
}

test("what is drawn satisfies ½dᵀHd = c where it is solid and −c where it is dashed, and has the same size for every matrix", () => {
  for (const [matrix, dashes, pieces] of /** @type {[number[][], boolean[], number][]} */ ([
    [[[802, -400], [-400, 200]], [false], 1],
    [[[-5, 1], [1, -2]], [true], 1],
    [[[3, 2], [2, -1]], [false, true], 4],
    [[[1e-9, 0], [0, -4e-9]], [false, true], 4],
    [[[1, 2], [2, 4]], [false], 2],
    [[[-1, 1], [1, -1]], [true], 2],
    [[[0, 0], [0, 0]], [], 0],
  ])) {
    const [[a = 0, b = 0] = [], [, d = 0] = []] = matrix;
    const of = /** @type {import("../src/draw/hessian.js").Eigen} */ (eigen(matrix));
    const points = drawn((ctx, theme) => drawConic(ctx, theme, { px: 0, py: 0 }, of));
    assert.equal(points.filter(({ starts }) => starts).length, pieces, JSON.stringify(matrix));
    assert.deepEqual([...new Set(points.map(({ dashed }) => dashed))], dashes);
    const levels = points.map(({ dashed, x, y }) => ((dashed ? -1 : 1) * (a * x * x + 2 * b * x * y + d * y * y)) / 2);
    for (const level of levels) near(level, Number(levels[0]), 1e4 * Math.abs(Number(levels[0])));
    assert.ok(levels.every((level) => level > 0));
    const far = Math.max(...points.map(({ x, y }) => Math.hypot(x, y)));
    if (points.length) near(far, 34, 1000);
  }
});

test("the contours of Newton's model: one through the point, about the end of the step, at the plane's own scale", () => {
  // A pixel is a tenth of a unit, the plane's middle is the canvas's top left.
  const frame = new Frame({ leftPx: 0, topPx: 0, widthPx: 100, heightPx: 100 }, { x: [0, 10], y: [-10, 0] });
  for (const [matrix, at, step, pieces] of /** @type {[number[][], number[], number[], number][]} */ ([
    [[[2, 1], [1, 8]], [3, 1], [-1, -0.5], 2],
    [[[-3, 1], [1, -2]], [0, 2], [0.5, 1], 2],
    [[[2, 1], [1, -4]], [1, -1], [1, 0.25], 8],
  ])) {
    const model = modelAt(matrix, at, step);
    assert.deepEqual(model?.centre, at.map((x, i) => x + Number(step[i])));
    const points = drawn((ctx, theme) => model && drawModel(ctx, theme, frame, model)).map(({ x, y, ...rest }) => ({ ...rest, x: x / 10, y: y / 10 }));
    assert.equal(points.filter(({ starts }) => starts).length, pieces);
    const [[a = 0, b = 0] = [], [, d = 0] = []] = matrix;
    const form = (/** @type {number} */ x, /** @type {number} */ y) => a * x * x + 2 * b * x * y + d * y * y;
    const own = Math.abs(form(Number(step[0]), Number(step[1])));
    const [cx = 0, cy = 0] = model?.centre ?? [];
    for (const { dashed, x, y } of points) {
      const share = ((dashed ? -1 : 1) * form(x - cx, y - cy)) / own;
      assert.ok(Math.abs(share - 1) < 1e-9 || Math.abs(share - 0.25) < 1e-9, `${share} of the model's fall`);
    }
    assert.ok(points.some(({ x, y }) => Math.abs(form(x - cx, y - cy)) > 0.9 * own));
  }
  assert.equal(modelAt([[NaN, 0], [0, 1]], [0, 0], [1, 1]), null);
});
