/**
 * What: geometry of the picture: levels, ticks, windows, clipping, rows, looks.
 * Invariant: see each claim.
 * Does not: draw.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadApart, spreadBoxes } from "../src/chart/labels.js";
import { Chart } from "../src/chart/chart.js";
import { Plot, logPlaces } from "../src/chart/plot.js";
import { drawColorBar, fitted } from "../src/draw/axes.js";
import { Turn, heightOf, mesh } from "../src/draw/turn.js";
import { drawGhostCurves } from "../src/chart/ghost.js";
import { chartData } from "../src/chart/series.js";
import { extentOf } from "../src/draw/extent.js";
import { Frame, clipSegment, fitPlane, plotRect, zoomed } from "../src/draw/frame.js";
import { Window } from "../src/draw/window.js";
import { racerLook } from "../src/look/racers.js";
import { nearestRung, rungs } from "../src/panel/ladder.js";
import { leftViewAt, rowAt } from "../src/state/rows.js";

/** @param {number[]} t @param {number[]} x @param {number[]} f */
const columnsOf = (t, x, f) => ({ rows: t.length, dim: 1, t: Uint32Array.from(t), x: Float64Array.from(x), f: Float64Array.from(f), lr: Float64Array.from(f, () => 0.1), gradNorm: Float64Array.from(f) });

test("a problem without a view shows its start and the lowest point reached", () => {
  const columns = { ...columnsOf([0, 1], [3, 3, 1, 0], [9, 1]), dim: 2 };
  const result = /** @type {any} */ ({ dim: 2, description: { start: [3, 3] }, racers: [{ columns }] });
  const view = extentOf(result);
  for (const [x = 0, y = 0] of [[3, 3], [1, 0]]) assert.ok(view.x[0] < x && x < view.x[1] && Number(view.y?.[0]) < y && y < Number(view.y?.[1]));
});

test("a fitted window holds the view, and a unit is as long upwards as sideways", () => {
  const rect = plotRect(900, 500, true, 13);
  const plane = fitPlane({ x: [-4.5, 4.5], y: [-1, 3] }, rect);
  const frame = new Frame(rect, plane);
  assert.ok(plane.x[0] <= -4.5 && plane.x[1] >= 4.5 && plane.y[0] <= -1 && plane.y[1] >= 3);
  assert.ok(Math.abs(frame.perX - frame.perY) < 1e-9);
  assert.ok(Math.abs(frame.fromX(frame.toX(1.25)) - 1.25) < 1e-12 && Math.abs(frame.fromY(frame.toY(-0.5)) + 0.5) < 1e-12);
  const near = zoomed(plane, 0.5, 1, 1);
  assert.ok(Math.abs((1 - near.x[0]) / (near.x[1] - near.x[0]) - (1 - plane.x[0]) / (plane.x[1] - plane.x[0])) < 1e-12, "the point under the pointer stays");
});

test("moves between two pictures add up, and what two fingers hold stays under them", () => {
  const description = { dim: 2, view: { x: [-3, 3], y: [-2, 2] } };
  const state = { result: { description }, theme: { textPx: 13 }, shown: null };
  const window = new Window(/** @type {any} */ ({ store: { state, set: () => {} } }), () => [0, 1], () => {});
  window.measure(/** @type {any} */ ({ clientWidth: 700, clientHeight: 500 }));
  const at = (/** @type {number[]} */ [px = NaN, py = NaN]) => {
    const { frame } = window;
    assert.ok(frame);
    return [frame.fromX(px), frame.fromY(py)];
  };
  const near = (/** @type {number[]} */ a, /** @type {number[]} */ b) => assert.ok(Math.hypot(Number(a[0]) - Number(b[0]), Number(a[1]) - Number(b[1])) < 1e-12, `${a} / ${b}`);
  window.fit(/** @type {any} */ (state.result), "problem");
  const held = at([100, 60]);
  window.pan(150, 70);
  window.pan(150, 70);
  near(at([400, 200]), held);
  // One finger goes from one place to another, a quarter of the way farther from the other finger.
  const fingers = [at([200, 100]), at([600, 400])];
  window.pan((100 - 200) / 2, (25 - 100) / 2);
  window.zoom(4 / 5, (100 + 600) / 2, (25 + 400) / 2);
  near(at([100, 25]), Array.from(fingers[0] ?? []));
  near(at([600, 400]), Array.from(fingers[1] ?? []));
  const { frame } = window;
  window.look({ x: [1, 1 + 1e-13], y: [0, 1] });
  assert.equal(window.frame, frame, "too near to be told apart");
});

test("a second plot's bar has its values in its own room, and a long name ends where the room does", () => {
  const rect = plotRect(450, 400, true, 13);
  rect.leftPx += 450;
  let widest = 0;
  const calls = { measureText: (/** @type {string} */ text) => ({ width: 8 * text.length }), fillText: (/** @type {string} */ _, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ px) => (widest = Math.max(widest, x + px)) };
  const ctx = /** @type {any} */ (new Proxy(calls, { get: (all, name) => Reflect.get(all, name) ?? (() => {}) }));
  drawColorBar(ctx, new Frame(rect, { x: [0, 1], y: [0, 1] }), /** @type {any} */ (null), { log: false, ticks: [{ value: 1.3e5, place: 0.1 }, { value: 1.32e5, place: 0.9 }] }, /** @type {any} */ ({ textPx: 13 }), "f");
  assert.ok(widest > 870 && widest <= 900, String(widest));
  assert.deepEqual([fitted(ctx, "age in years", 96), fitted(ctx, "age in years", 72), fitted(ctx, "age in years", 4)], ["age in years", "age in y…", "…"]);
});

test("a clipped segment lies on the segment and in the rectangle", () => {
  const rect = { leftPx: 0, topPx: 0, widthPx: 100, heightPx: 50 };
  assert.deepEqual(clipSegment(-100, 25, 200, 25, rect), [0, 25, 100, 25]);
  assert.equal(clipSegment(-10, -10, -5, 60, rect), null);
  assert.deepEqual(clipSegment(10, 10, 20, 20, rect), [10, 10, 20, 20]);
});

test("a row is the last at or before a step, and a stopped racer keeps its last", () => {
  const columns = columnsOf([0, 1, 2, 4, 8], [0, 1, 2, 9, 9], [5, 4, 3, 2, 1]);
  assert.deepEqual([0, 1, 3, 4, 7, 8, 100].map((step) => rowAt(columns, step)), [0, 1, 2, 3, 3, 4, 4]);
  assert.equal(leftViewAt(columns, 2, { x: [-1, 3], y: null }), null);
  assert.equal(leftViewAt(columns, 8, { x: [-1, 3], y: null }), 4);
  assert.equal(leftViewAt(columns, 8, { x: [20, 30], y: null }), null, "it was never there");
});

test("a long run's steps are named evenly and alike, within the chart", () => {
  const theme = { textPx: 13 };
  /** @param {number} last @param {number} widthPx @param {number} per of the unit below a step */
  const named = (last, widthPx, per = 1) => {
    /** @type {any} */
    const plot = Object.assign(Object.create(Plot.prototype), { rect: { leftPx: 52, topPx: 8, widthPx, heightPx: 100 } });
    const data = /** @type {any} */ ({ columns: [[0, last]], range: [1, 2], curves: [] });
    const chart = Object.assign(Object.create(Chart.prototype), { plot, data, perStep: () => per, shownUnit: () => (per === 1 ? "steps" : "samples") });
    plot.shown = chart.whole(/** @type {any} */ ({ theme, good: {}, selected: null }), data, false, 20);
    /** @type {{text: string, x: number}[]} */
    const names = [];
    const nothing = () => {};
    const ctx = { beginPath: nothing, moveTo: nothing, lineTo: nothing, stroke: nothing, measureText: (/** @type {string} */ text) => ({ width: 8 * text.length }), fillText: (/** @type {string} */ text, /** @type {number} */ x) => ctx.textAlign === "center" && names.push({ text, x }), textAlign: "" };
    plot.drawAxes(/** @type {any} */ (ctx), plot.shown);
    names.forEach(({ text, x }) => assert.ok(x + 4 * text.length <= 52 + widthPx + 20, `${text} is whole`));
    names.slice(1).forEach(({ text, x }, i) => assert.ok(x - 4 * text.length > Number(names[i]?.x) + 4 * Number(names[i]?.text.length), `${text} is apart`));
    return names.map(({ text }) => text).join(" ");
  };
  assert.equal(named(300_000, 800), "0 40000 80000 120000 160000 200000 240000 280000");
  assert.equal(named(300_000, 300), "0 100000 200000 300000");
  assert.equal(named(500, 700), "0 50 100 150 200 250 300 350 400 450 500");
  assert.equal(named(1_000_000, 400, 32), "0 10000000 20000000 30000000");
});

test("a chart draws kept values only, and nothing after a racer's end", () => {
  const racers = [columnsOf([0, 1, 2], [0, 0, 0], [4, 2, 1]), columnsOf([0, 1, 2, 3, 4], [0, 0, 0, 0, 0], [4, 3, 2, 1, 0])].map((columns) => ({ status: { kind: "exhausted", step: 4, why: "", evaluations: 5 }, columns, scores: null }));
  const data = chartData(racers, 4, "loss", null);
  assert.deepEqual(data.columns, [[0, 1, 2, 3, 4], [4, 2, 1, null, null], [4, 3, 2, 1, null]]);
  assert.equal(data.log, true);
  assert.deepEqual(chartData(racers, 4, "loss", -1).columns[1], [5, 3, 2, null, null]);
});

test("only explosions leave a chart, upwards", () => {
  /** @param {number[]} f @param {string} kind @param {number[]} [lr] */
  const racer = (f, kind, lr = f.map(() => 1)) => {
    const columns = columnsOf(f.map((_, i) => i), f, f);
    return { status: { kind, step: f.length - 1, why: "", evaluations: f.length }, columns: { ...columns, f: Float64Array.from(f), lr: Float64Array.from(lr) }, scores: null };
  };
  const range = (/** @type {any[]} */ racers, /** @type {any} */ tab = "loss") => chartData(racers, 3, tab, null).range.map((value) => Number(value.toPrecision(3)));
  assert.deepEqual(range([racer([0.1, -0.2, -1, -1.07], "converged")]), [-1.14, 0.17], "far below its start");
  assert.deepEqual(range([racer([1, 1, 1, 1], "exhausted", [0.01, 0.05, 0.1, 0.01])], "rate"), [0.00769, 0.16], "a cycle's peak");
  assert.deepEqual(range([racer([1, 1e5, 10, 0.1], "converged")]), [0.0769, 160000], "a hill on the way");
  const calm = racer([1, 0.5, 0.2, 0.1], "exhausted");
  assert.deepEqual(range([calm, racer([1, 1e9, 1e99, Infinity], "diverged")]), range([calm]));
  assert.deepEqual(range([calm, racer([1, 1e9, 1e20, 1e30], "exhausted")]), range([calm]), "slow, but an explosion");
  assert.deepEqual(range([racer([1, 1e9, 1e20, 1e30], "exhausted")])[1], 1.6e30, "nothing beside it");
  assert.deepEqual(range([racer([1, 1e9, 1e99, Infinity], "diverged")]), [0.769, 1600]);
  assert.deepEqual(range([racer([0, 0, 0, 0], "exhausted")]), [0.1, 10]);
});

test("a ghost draws what its chart shows, at the chart's places", () => {
  const columns = columnsOf([0, 1, 2], [1, 2, 3], [4, 5, 6]);
  const result = { racers: [{ columns: { ...columns, f: [7, 8, 9], lr: [1, 1, 1] }, scores: { t: [0, 2], test: [3, 4], trainAccuracy: [0.5, 0.75], testAccuracy: [NaN, NaN] } }] };
  const drawn = (/** @type {any} */ tab, /** @type {number[] | null} */ perStep = null) => {
    /** @type {number[][]} */
    const points = [];
    const ctx = { save() {}, restore() {}, beginPath() {}, stroke() {}, lineTo: (/** @type {number[]} */ ...at) => points.push(at), strokeStyle: "" };
    const plot = { toX: (/** @type {number} */ x) => x, toY: (/** @type {number} */ y) => y, shown: { lines: [{ color: "red" }] } };
    drawGhostCurves(/** @type {any} */ (ctx), /** @type {any} */ (plot), /** @type {any} */ ({ at: 1, result, racers: new Set([0]) }), tab, 0, perStep, 1);
    assert.equal(ctx.strokeStyle, "red");
    return points;
  };
  assert.deepEqual(drawn("loss"), [[1, 8], [2, 9]]);
  assert.deepEqual(drawn("accuracy"), [[2, 0.75]]);
  assert.deepEqual(drawn("test", [0.5]), [[1, 4]]);
});

test("labels at the ends of curves keep their distance and their order", () => {
  const places = spreadApart([50, 50, 52, 10], 14, 0, 100);
  const sorted = [...places].sort((a, b) => a - b);
  sorted.slice(1).forEach((place, i) => assert.ok(place - Number(sorted[i]) >= 14 - 1e-9));
  assert.equal(Math.min(...places), places[3]);
});

test("sixteen racers differ in look, and any of the first eight in all of it", () => {
  const looks = Array.from({ length: 16 }, (_, i) => racerLook(i));
  assert.equal(new Set(looks.map((look) => JSON.stringify(look))).size, 16);
  for (const part of /** @type {const} */ (["color", "dash", "marker"])) assert.equal(new Set(looks.slice(0, 8).map((look) => JSON.stringify(look[part]))).size, 8);
});

test("a slider's rungs are inside the range, rise, and hold the default", () => {
  const rate = { key: "lr", symbol: "", name: "", doc: "", kind: "real", default: 0.001, min: 0, max: 1e6, min_open: true, scale: "log" };
  const decay = { ...rate, default: 0.999, max: 1, min_open: false, max_open: true, scale: "linear" };
  for (const param of [rate, decay]) {
    const values = rungs(param);
    assert.ok(values.includes(param.default));
    values.slice(1).forEach((value, i) => assert.ok(value > Number(values[i])));
    assert.equal(values[nearestRung(values, param.default)], param.default);
  }
  assert.ok(rungs(rate).every((value) => value > 0) && rungs(decay).every((value) => value < 1));
  assert.ok(rungs(decay).includes(0.9) && rungs(decay).includes(0.99));
});

test("names of curves that end early do not lie on each other", () => {
  const boxes = [0, 10, 20, 300].map((x) => ({ x, y: 5, width: 60 }));
  const places = spreadBoxes(boxes, 14, 10, 100);
  for (let i = 0; i < 4; i++) {
    assert.ok(Number(places[i]) >= 10 && Number(places[i]) <= 100);
    for (let k = 0; k < i; k++) assert.ok(Math.abs(Number(places[i]) - Number(places[k])) >= 14 || Math.abs(Number(boxes[i]?.x) - Number(boxes[k]?.x)) >= 60, `${i} on ${k}`);
  }
  assert.equal(places[3], 10);
  assert.ok(spreadBoxes([{ x: 0, y: 98, width: 9 }, { x: 0, y: 99, width: 9 }], 14, 10, 100).every((y) => y <= 100));
});

test("a logarithmic axis has round places: powers, or finer where the range is short", () => {
  assert.deepEqual(logPlaces(1e-6, 1e3, 5), [1e-6, 1e-4, 0.01, 1, 100]);
  assert.deepEqual(logPlaces(1, 60, 6), [1, 2, 5, 10, 20, 50]);
  assert.deepEqual(logPlaces(1.1, 1.9, 6), [1.2, 1.4, 1.6, 1.8]);
});

test("a relief is painted from the back for every turn, and hides nothing by its own order", () => {
  for (const azimuth of [-170, -100, -32, 0, 40, 95, 175]) {
    const turn = new Turn();
    turn.by(azimuth + 32, 0);
    turn.fit({ x: [0, 4], y: [0, 4] }, { leftPx: 0, topPx: 0, widthPx: 400, heightPx: 400 });
    const order = [...turn.order(4)];
    assert.equal(new Set(order.map(String)).size, 16);
    const rank = new Map(order.map(([i, j], at) => [`${i} ${j}`, at]));
    for (const [i, j] of order) {
      for (const [di, dj] of /** @type {[number, number][]} */ ([[1, 0], [0, 1]])) {
        const other = rank.get(`${i + di} ${j + dj}`);
        if (other === undefined) continue;
        // On the plane, what is nearer stands lower on the screen.
        const downPx = turn.place(i + di, j + dj, 0).py - turn.place(i, j, 0).py;
        if (Math.abs(downPx) < 1e-9) continue;
        const nearer = downPx > 0;
        assert.equal(other > Number(rank.get(`${i} ${j}`)), nearer, `${azimuth}: ${i} ${j}`);
      }
    }
  }
});

test("a mesh goes through its corners and has no height outside", () => {
  const z = [0, 1, 2, 3, 4, 5, 6, 7, NaN];
  const view = /** @type {import("../src/draw/frame.js").Plane} */ ({ x: [0, 2], y: [0, 2] });
  assert.equal(mesh(z, 2, view, 1, 0), 1);
  assert.equal(mesh(z, 2, view, 0.5, 0.5), 2);
  assert.ok(Number.isNaN(mesh(z, 2, view, -0.1, 1)));
  assert.ok(Number.isNaN(mesh(z, 2, view, 1.5, 1.5)));
});

test("a height is a place on the colour bar, beyond it for values beyond, none where there is no value", () => {
  const linear = { lo: -1, hi: 3, log: false, minimum: -1, softening: 0 };
  assert.equal(heightOf(1, linear), 0.5);
  assert.equal(heightOf(7, linear), 2);
  const log = { lo: 0, hi: Math.E ** 2 - 1, log: true, minimum: 0, softening: 1 };
  assert.ok(Math.abs(heightOf(Math.E - 1, log) - 0.5) < 1e-15);
  assert.ok(Number.isNaN(heightOf(Infinity, log)));
});

test("a problem without a view is seen as its whole run wants it, and not anew for another run of it", () => {
  const session = /** @type {any} */ ({ store: { state: { theme: { textPx: 13 } } } });
  const window = new Window(session, () => [0, 1], () => {});
  window.measure(/** @type {any} */ ({ clientWidth: 400, clientHeight: 300 }));
  const seen = (/** @type {boolean} */ done, /** @type {number[]} */ x) => {
    const columns = { rows: x.length / 2, x: Float64Array.from(x), f: Float64Array.from({ length: x.length / 2 }, (_, i) => -i) };
    const result = /** @type {any} */ ({ done, dim: 2, racers: [{ columns }], description: { dim: 2, start: [0, 0], view: null } });
    return window.fit(result, "a problem").view.x;
  };
  const part = seen(false, [0, 0, 1, 1]);
  assert.deepEqual(seen(false, [0, 0, 1, 1, 2, 2]), part, "while it is made, nothing moves");
  const whole = seen(true, [0, 0, 1, 1, 2, 2, 8, 8]);
  assert.ok(whole[1] > part[1]);
  assert.deepEqual(seen(false, [0, 0, 3, 3]), whole);
  assert.deepEqual(seen(true, [0, 0, 3, 3]), whole);
});
