/**
 * What: the curves of a quantity over the steps.
 * Invariant: a value that is not there is no point; what explodes does not flatten the others.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { quantitiesOf, quantityData } from "../src/chart/history.js";

/**
 * A state with as many racers as there are columns of values.
 * @param {number[][]} values per racer, coordinates within steps
 * @param {{count?: number, kinds?: string[], quantityAxis?: number | null, offered?: object[][]}} [more]
 * @returns {any}
 */
function state(values, { count = 1, kinds = values.map(() => "running"), quantityAxis = null, offered = values.map(() => []) } = {}) {
  const steps = Array.from({ length: Number(values[0]?.length) / count }, (_, i) => i);
  const history = { run: 1, key: "theta", steps, count, values: values.map((column) => Float64Array.from(column)), offered };
  const racers = kinds.map((kind) => ({ status: { kind } }));
  return { history, quantityAxis, good: { racers: values.map(() => ({ optimizer: { id: "sgd" } })) }, result: { racers, description: { racers: values.map(() => ({ law: "momentum" })) } } };
}

const ramp = (/** @type {number} */ steps, /** @type {(step: number) => number} */ of) => Array.from({ length: steps + 1 }, (_, step) => of(step));

test("few updates are bars from zero, many are curves, wide ones by ratio", () => {
  const few = quantityData(state([[NaN, 2, 3]]));
  assert.deepEqual(few?.columns, [[0, 1, 2], [null, 2, 3]]);
  assert.equal(few?.bars, true);
  assert.ok(Number(few?.range[0]) < 0 && Number(few?.range[1]) > 3);
  const many = quantityData(state([ramp(100, (step) => 2 + step / 100)]));
  assert.deepEqual([many?.bars, many?.log], [false, false]);
  assert.ok(Number(many?.range[0]) > 1.9 && Number(many?.range[1]) < 3.1);
  assert.equal(quantityData(state([ramp(100, (step) => 10 ** -step)]))?.log, true);
  assert.equal(quantityData(state([ramp(100, (step) => 10 ** -step - 0.5)]))?.log, false);
});

test("one coordinate of many racers, two of few, the one that is asked for", () => {
  const two = [1, 10, 2, 20, 3, 30];
  assert.deepEqual(quantityData(state([two, two], { count: 2 }))?.curves, [{ racer: 0, axis: 0 }, { racer: 0, axis: 1 }, { racer: 1, axis: 0 }, { racer: 1, axis: 1 }]);
  assert.deepEqual(quantityData(state([two, two, two], { count: 2 }))?.curves.map(({ axis }) => axis), [0, 0, 0]);
  const second = quantityData(state([two], { count: 2, quantityAxis: 1 }));
  assert.deepEqual(second?.columns[1], [10, 20, 30]);
  assert.deepEqual(quantityData(state([[1, 2]]))?.curves, [{ racer: 0, axis: null }]);
});

test("what diverged leaves the chart, unless all did; a run with other racers has no curves", () => {
  const calm = ramp(50, (step) => step / 50);
  const wild = ramp(50, (step) => (step < 40 ? 10 ** (8 * step) : Infinity));
  const both = quantityData(state([calm, wild], { kinds: ["running", "diverged"] }));
  assert.ok(Number(both?.range[1]) < 1.2);
  assert.equal(both?.columns[2]?.[50], null);
  assert.ok(Number(quantityData(state([wild], { kinds: ["diverged"] }))?.range[1]) > 1e300);
  const other = state([calm]);
  other.result.racers = [];
  assert.equal(quantityData(other), null);
  assert.equal(quantityData({ ...other, history: null }), null);
});

test("every quantity of any racer is offered once, parameters first", () => {
  const one = (/** @type {string} */ key) => ({ key, symbol: key, name: `the ${key}`, part: false });
  const all = quantitiesOf(state([[1, 2], [1, 2]], { offered: [[one("g"), one("m")], [one("g"), one("v")]] }));
  assert.deepEqual([...all.keys()], ["theta", "g", "m", "v"]);
  assert.equal(all.get("v")?.name, "the v");
});
