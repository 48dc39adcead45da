/** What: sweeps over several workers: every point once, the newest wins, and a stopped one falls silent within a band. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { basins } from "../src/sweep/basins.js";
import { Pool, ROW } from "../src/sweep/pool.js";
import { alike, rateCurves, sweepRates, sweptRates } from "../src/sweep/rates.js";
import { settingsAxes, shadesOf } from "../src/sweep/settings.js";

/**
 * A pool of workers that answer a band with the numbers of its points.
 * @param {number} count
 * @param {[number, number][]} [asked]
 */
function poolOf(count, asked = []) {
  /** @type {import("../src/sweep/pool.js").Call} */
  const call = async (_, { from, to }) => {
    asked.push([from, to]);
    await new Promise((done) => setTimeout(done, 1));
    return Float64Array.from({ length: (to - from) * ROW }, (_value, i) => from + Math.floor(i / ROW));
  };
  return new Pool(() => Promise.resolve(Array.from({ length: count }, () => call)));
}

/** @type {any} */
const spec = { racers: [{}] };
const axes = [{ path: "start[0]", values: Array(70).fill(0) }, { path: "start[1]", values: Array(40).fill(0) }];

test("every point is asked for once and lands at its own place", async () => {
  /** @type {[number, number][]} */
  const asked = [];
  const rows = await poolOf(3, asked).sweep("maps", spec, axes);
  assert.equal(rows.length, 2800 * ROW);
  for (let i = 0; i < 2800; i++) assert.equal(rows[i * ROW], i);
  asked.sort((a, b) => a[0] - b[0]);
  assert.equal(asked[0]?.[0], 0);
  assert.equal(asked.at(-1)?.[1], 2800);
  for (let i = 1; i < asked.length; i++) assert.equal(asked[i]?.[0], asked[i - 1]?.[1]);
});

test("a newer sweep stops the older one, which asks for nothing more", async () => {
  const pool = poolOf(2);
  let after = 0;
  const older = pool.sweep("maps", spec, axes, () => after++);
  const newer = pool.sweep("maps", spec, axes);
  await assert.rejects(older, { code: "superseded" });
  assert.equal(after, 0);
  await newer;
});

test("workers that did not start are started again", async () => {
  let starts = 0;
  const pool = new Pool(async () => {
    if (++starts === 1) throw new Error("no memory");
    return poolOf(2).callers();
  });
  await assert.rejects(pool.sweep("maps", spec, axes), /no memory/);
  assert.equal((await pool.sweep("maps", spec, axes)).length, 2800 * ROW);
  assert.equal(starts, 2);
});

test("cancelling ends a sweep in the middle", async () => {
  /** @type {[number, number][]} */
  const asked = [];
  const pool = poolOf(1, asked);
  const swept = pool.sweep("maps", spec, axes, () => pool.cancel("maps"));
  await assert.rejects(swept, { code: "superseded" });
  assert.equal(asked.length, 1);
});

test("the best rate is the one that ended lowest, and none where everything diverged", () => {
  const rates = sweptRates();
  assert.equal(rates[12], 1e-4);
  const rows = new Float64Array(3 * 2 * ROW);
  [[1, 5], [1, 2], [3, -1]].forEach(([kind, f], i) => {
    rows.set([Number(kind), 1, Number(f)], i * 2 * ROW);
    rows.set([3, 1, 0], (i * 2 + 1) * ROW);
  });
  const racers = [{ optimizer: { id: "sgd" } }, { optimizer: { id: "adam" } }];
  const [first, second] = rateCurves(rows, [0.1, 0.2, 0.3], racers);
  assert.equal(first?.best, 1);
  const climbs = { optimizer: { id: "sgd", maximize: true } };
  assert.equal(rateCurves(rows, [0.1, 0.2, 0.3], [climbs, climbs])[0]?.best, 0, "who climbs is best where it ended highest");
  assert.deepEqual(first?.loss, [5, 2, NaN]);
  assert.equal(second?.best, null);
  // Where the rate changes nothing none is best; of one that is left it is.
  rows.forEach((_, i) => i % ROW === 2 && (rows[i] = 4));
  assert.deepEqual(rateCurves(rows, [0.1, 0.2, 0.3], racers).map(({ best }) => best), [null, null]);
  assert.equal(rateCurves(rows.subarray(0, 2 * ROW), [0.1], racers)[0]?.best, 0);
});

test("every racer is swept under its own name of the rate, and has the curve in its own place", async () => {
  /** @type {any[]} */
  const asked = [];
  const pool = new Pool(() => Promise.resolve([async (_, { spec: { racers }, axes: [{ path, values }], from, to }) => {
    asked.push([path, racers.map((/** @type {any} */ { optimizer }) => optimizer.id)]);
    return Float64Array.from(values.slice(from, to).flatMap((/** @type {number} */ rate) => racers.flatMap((/** @type {any} */ { optimizer }) => [1, 9, rate + optimizer.id.length, 0, 0])));
  }]));
  const racers = ["sgd", "keras.SGD", "adam"].map((id) => ({ optimizer: { id } }));
  const shares = /** @type {number[]} */ ([]);
  const curves = await sweepRates(pool, { version: 1, problem: {}, racers }, [1], ["lr", "learning_rate", "lr"], (done) => void shares.push(done));
  assert.deepEqual(asked, [["racers[*].optimizer.lr", ["sgd", "adam"]], ["racers[*].optimizer.learning_rate", ["keras.SGD"]]]);
  assert.deepEqual(curves.map(({ loss }) => loss), [[4], [10], [5]]);
  assert.deepEqual(shares, [0.5, 1]);
});

test("racers that differ by their rate alone share a curve", () => {
  const adam = (/** @type {number} */ lr, /** @type {object} */ more = {}) => ({ optimizer: { id: "adam", lr }, ...more });
  const racers = [adam(0.1), { optimizer: { id: "sgd" } }, adam(1, { label: "fast", color: "#000" }), adam(1, { schedule: { id: "cosine" } }), { optimizer: { id: "sgd", lr: 0.5 } }];
  assert.deepEqual(alike({ version: 1, problem: {}, racers }, racers.map(() => "lr")), [0, 1, 0, 3, 1]);
  const changed = { version: 1, problem: {}, racers: [adam(0.1), adam(1)], edits: [{ step: 3, racer: 1, path: "optimizer.lr", value: 1 }] };
  assert.deepEqual(alike(changed, ["lr", "lr"]), [0, 1], "changes in the middle tell racers apart");
  // What has no rate is like its own copy only.
  assert.deepEqual(alike({ version: 1, problem: {}, racers: [{ optimizer: { id: "lloyd" } }, adam(1), { optimizer: { id: "lloyd" } }] }, [null, "lr", null]), [0, 1, 0]);
});

test("the line of stability is drawn for the bare rules at a constant rate, and for nothing beside them", () => {
  const lr = { key: "lr", default: 0.01 };
  const momentum = [lr, { key: "beta", kind: "real", default: 0.9, min: 0, max: 1, max_open: true, scale: "linear", symbol: "\\beta" }, { key: "form", default: "heavy_ball" }, { key: "dampening", default: 0 }];
  const catalog = /** @type {any} */ ({ optimizers: [{ id: "sgd", params: [lr, { key: "weight_decay", default: 0 }] }, { id: "momentum", params: momentum }], surfaces: [{ id: "quadratic", params: [{ key: "kappa", kind: "real", default: 10, min: 1, scale: "log", symbol: "\\kappa" }] }] });
  const axesOf = (/** @type {object} */ optimizer, more = {}, edits = /** @type {any[]} */ ([]), /** @type {string | undefined} */ chosen = undefined) =>
    settingsAxes(catalog, /** @type {any} */ ({ problem: { surface: "quadratic", params: { kappa: 10 } }, racers: [{ optimizer, ...more }], edits }), 0, true, chosen);
  const edge = (/** @type {object} */ optimizer, /** @type {number} */ at, more = {}, edits = /** @type {any[]} */ ([])) => axesOf(optimizer, more, edits)?.boundary?.(at);
  assert.equal(edge({ id: "sgd", lr: 0.5, weight_decay: 0 }, 20, { label: "a", clip: null }), 0.1);
  assert.equal(edge({ id: "momentum", beta: 0.5, form: "heavy_ball" }, 0.5), 0.3);
  assert.equal(edge({ id: "sgd" }, 20, {}, [{ step: 3, racer: 1, path: "optimizer.lr", value: 1 }]), 0.1);
  for (const off of [{ dampening: 0.8 }, { form: "ema" }]) assert.equal(edge({ id: "momentum", ...off }, 0.5), undefined);
  assert.equal(edge({ id: "sgd", weight_decay: 0.1 }, 20), undefined);
  for (const more of [{ schedule: { id: "exponential" } }, { clip: { norm: 1 } }, { noise: { std: 1 } }, { average: { form: "ema" } }]) assert.equal(edge({ id: "sgd" }, 20, more), undefined);
  assert.equal(edge({ id: "sgd" }, 20, {}, [{ step: 3, racer: 0, path: "optimizer.lr", value: 1 }]), undefined);
  // Of another second setting it is that of the decay and the condition number that there are.
  const momentumAt = (/** @type {string} */ path, /** @type {number} */ at) => axesOf({ id: "momentum", beta: 0.5 }, {}, [], path)?.boundary?.(at);
  assert.deepEqual([momentumAt("problem.params.kappa", 20), momentumAt("problem.rotate", 30)], [0.15, 0.3]);
});

test("the second setting is the one that is chosen, over a range around its default; a racer that has none such goes back to its own", () => {
  const param = (/** @type {string} */ key, /** @type {object} */ more) => ({ key, kind: "real", symbol: key, ...more });
  const params = [param("lr", {}), param("beta", { default: 0.9, min: 0, max: 1, max_open: true, scale: "linear" }), param("eps", { default: 1e-8, min: 0, max: 1, scale: "log" }), param("unnamed", { symbol: "" }), { key: "form", kind: "choice", symbol: "F" }];
  const catalog = /** @type {any} */ ({ optimizers: [{ id: "adam", params }], libraries: [], surfaces: [{ id: "bowl", params: [param("kappa", { default: 10, min: 1, max: 1e6, scale: "log" })] }] });
  const axes = (/** @type {string | undefined} */ chosen, plane = true) => {
    const found = settingsAxes(catalog, /** @type {any} */ ({ problem: { surface: "bowl" }, racers: [{ optimizer: { id: "adam" } }] }), 0, plane, chosen);
    return [found?.axes[1]?.path, found?.names[1], found?.log[1], found?.axes[1]?.values[0], found?.axes[1]?.values.at(-1), found?.all.length];
  };
  assert.deepEqual(axes(undefined), ["racers[0].optimizer.beta", "beta", false, 0, 0.99, 4]);
  assert.deepEqual(axes("racers[0].optimizer.eps"), ["racers[0].optimizer.eps", "eps", true, 1e-10, 1e-6, 4]);
  assert.deepEqual(axes("problem.params.kappa"), ["problem.params.kappa", "kappa", true, 1, 1000, 4]);
  assert.deepEqual(axes("problem.rotate"), ["problem.rotate", "φ", false, 0, 90, 4]);
  assert.deepEqual(axes("problem.rotate", false), ["racers[0].optimizer.beta", "beta", false, 0, 0.99, 3]);
});

test("a loss at or above the start has no colour, however high others are; the lowest has all of it", () => {
  const rows = Float64Array.from([[4, 9, 1e70, 0, 0], [4, 9, 7, 0, 0], [4, 9, 0.07, 0, 0], [1, 9, 7e-4, 0, 0], [3, 1, NaN, 0, 0], [0, 0, NaN, 0, 0], ...Array.from({ length: 30 }, () => [4, 9, 1e60, 0, 0])].flat());
  const [far, start, half, low, ...lost] = shadesOf(rows, 7, 0, 6);
  assert.deepEqual([far, start, low, ...lost.slice(0, 2)], [0, 0, 1, NaN, NaN]);
  assert.ok(Math.abs(Number(half) - 0.5) < 1e-9);
  assert.deepEqual(shadesOf(rows.subarray(0, 2 * ROW), 7, 0, 2), [0, 0], "nobody came below the start");
  const others = Float64Array.from([[4, 9, 7, 0, 0], [4, 9, 0.07, 0, 0], [4, 9, 700, 0, 0], [4, 9, 7, 0, 0]].flat());
  const shades = shadesOf(others, null, 0, 2);
  assert.deepEqual([shades[0], shades[1], shades[2], shades[3]], [0, 1, 0, 0.5], "rows of other problems begin at losses of their own");
});

test("a run that stalled is not on the way, and is counted with its own steps", () => {
  /** @type {any} */
  const theme = { paper: "#ffffff", secondary: "#888888" };
  const rows = Float64Array.from([[2, 0, 1, 9, 9], [2, 4, 1, 9, 9], [4, 50, 1, 5, 5], [3, 1, NaN, 0, 0], [1, 7, 0, 0, 0], [2, 3, 0, 0, 0], ...Array.from({ length: 9 }, (_, i) => [1, 1, 0, i - 5, -8])].flat());
  const { places, elsewhere, stalled, stalledAt, diverged } = basins(rows, 3, { x: [-10, 10], y: [-10, 10] }, [{ kind: "minimum", at: [0, 0], value: 0, global: true }], 50, theme);
  assert.deepEqual([places[0]?.pixels, places[0]?.mean, elsewhere, stalled, stalledAt, diverged], [2, 5, 1, 2, 2, 1]);
});

test("a run that is on its way has a place that another one found, wherever that is in the picture", () => {
  const rows = Float64Array.from([[4, 50, 1, 5.1, 5], [1, 9, 1, 5, 5], [4, 50, 1, 5, 5.1], [4, 50, 1, -5, 5]].flat());
  const { places, elsewhere } = basins(rows, 2, { x: [-10, 10], y: [-10, 10] }, [], 50, /** @type {any} */ ({ paper: "#ffffff", secondary: "#888888" }));
  assert.deepEqual([places.map(({ pixels, at }) => [pixels, ...at]), elsewhere], [[[3, 5, 5]], 1]);
});

test("a map's second setting is a share, and has its own symbol", () => {
  const row = (/** @type {string} */ id, /** @type {string} */ key, /** @type {number} */ max, /** @type {string} */ symbol) => ({ id, params: [{ key: "lr", default: 0.01 }, { key, kind: "real", max, symbol }] });
  const catalog = /** @type {any} */ ({ optimizers: [row("adam", "beta1", 1, "\\beta_1"), row("rms", "momentum", 1, "\\mu"), row("ftrl", "beta", 1000, "\\beta")], optimizer_libraries: [], surfaces: [] });
  const names = ["adam", "rms", "ftrl"].map((id) => settingsAxes(catalog, /** @type {any} */ ({ problem: { surface: "beale" }, racers: [{ optimizer: { id } }] }), 0, true)?.names[1]);
  assert.deepEqual(names, ["β₁", "μ", "φ"]);
});

test("of more known minima than there are colours the lowest have one", () => {
  const points = Array.from({ length: 9 }, (_, i) => ({ kind: /** @type {const} */ ("minimum"), at: [i, 0], value: -i, global: i === 8 }));
  const { places } = basins(new Float64Array(ROW), 1, { x: [-1, 9], y: [-1, 1] }, points, 50, /** @type {any} */ ({ paper: "#ffffff", secondary: "#888888" }));
  assert.deepEqual(places.map(({ at }) => at[0]), [8, 7, 6, 5, 4, 3, 2, 1]);
});
