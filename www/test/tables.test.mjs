/**
 * What: a large table goes over a port once, and both ends mean the same by a request.
 * Invariant: what a handler is given, with the numbers that the engine keeps, is what was asked.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept, Sent, inlineOf, keyOf, rowsOf } from "../src/engine/tables.js";

/** @param {number} rows @param {number} value */
const nested = (rows, value) => ({ x: Array.from({ length: rows }, (_, i) => [i, value]), y: Array.from({ length: rows }, (_, i) => i % 2) });
/** @param {unknown} inline */
const asked = (inline) => ({ other: 1, spec: { version: 1, problem: { model: { id: "logistic" }, data: { inline, split: 0.7 } } } });

/** Two ends with a port between that copies, as a worker's does, and an engine that keeps. */
function ends() {
  const sent = new Sent();
  /** @type {Map<object, {x: number[][] | number[], y: number[]}>} */
  const engine = new Map();
  const kept = new Kept((under, x, width, y, beside) => {
    while (engine.size > beside) engine.delete(/** @type {object} */ (engine.keys().next().value));
    engine.set(under, { x: width ? Array.from(y, (_, i) => [...x.slice(i * width, (i + 1) * width)]) : [...x], y: [...y] });
  });
  return (/** @type {unknown} */ params) => {
    const copied = structuredClone(sent.pack(params));
    const carried = (copied.keep?.x.length ?? 0) + JSON.stringify(copied.params ?? null).length;
    const given = kept.unpack(copied);
    const under = given?.spec?.problem?.data?.inline;
    const samples = engine.get(under);
    const meant = samples ? { ...given, spec: { ...given.spec, problem: { ...given.spec.problem, data: { ...given.spec.problem.data, inline: { ...under, ...samples } } } } } : given;
    return { carried, meant, under, holds: engine.size };
  };
}

test("a request arrives as it was, and its table is carried once", () => {
  const over = ends();
  const params = asked({ ...nested(5000, 2), classes: ["no", "yes"] });
  const first = over(params);
  const second = over({ ...params, other: 2 });
  assert.deepEqual(first.meant, params);
  assert.deepEqual(second.meant, { ...params, other: 2 });
  assert.ok(first.carried > 10_000 && second.carried < 300);
  assert.equal(first.under, second.under, "one object at the other end, so that keys agree");
  assert.equal(rowsOf(first.under), 5000);
});

test("the other end keeps the two newest tables, and is sent an older one again", () => {
  const over = ends();
  const tables = [1, 2, 3].map((value) => asked(nested(1000, value)));
  for (const turn of [0, 1, 2, 0, 2, 1]) {
    const { meant, holds } = over(tables[turn]);
    assert.deepEqual(meant, tables[turn]);
    assert.ok(holds <= 2);
  }
});

test("small tables, odd ones and requests without one go as they are", () => {
  const over = ends();
  const long = Array.from({ length: 600 }, (_, i) => i);
  const odd = [
    { x: long },
    { x: long, y: [1] },
    { x: long.map((v) => [v, 1]), y: [...long.slice(1), "1"] },
    { x: long.map((v) => (v ? [v, 1] : [v])), y: long },
    { x: long.map((v) => (v ? [v, NaN] : [v, 1])), y: long },
    { x: long, y: long, test: { x: [1], y: [1] } },
    { x: "x".repeat(600), y: long },
  ];
  for (const params of [nested(10, 1), undefined, 7, ...odd].map(asked).concat(/** @type {any[]} */ ([{ spec: null }, {}, undefined, null]))) assert.deepEqual(over(params).meant, params);
});

test("a list of numbers is one feature without rows", () => {
  const long = Array.from({ length: 600 }, (_, i) => i);
  const params = asked({ x: long, y: long });
  const { meant, carried } = ends()(params);
  assert.deepEqual(meant, params);
  assert.ok(carried < 1000);
});

test("inline data from typed arrays say what lists would, and make them only for who looks", () => {
  let reads = 0;
  const y = new Proxy(Float64Array.of(0, 1), { get: (of, key) => (reads++, Reflect.get(of, key)) });
  const inline = inlineOf({ x: Float64Array.of(1, 2, 3, 4), width: 2, y, names: { features: ["a", "b"] } });
  assert.equal(rowsOf(inline), 2);
  const seen = reads;
  keyOf(asked(inline));
  void { ...asked(inline) };
  assert.equal(reads, seen);
  const plain = inlineOf({ x: Float64Array.of(1, 2, 3, 4), width: 2, y: Float64Array.of(0, 1), names: { features: ["a", "b"] } });
  const lists = { features: ["a", "b"], x: [[1, 2], [3, 4]], y: [0, 1] };
  assert.equal(JSON.stringify(plain), JSON.stringify(lists));
  assert.deepEqual(structuredClone(plain), lists);
  const fresh = inlineOf({ x: Float64Array.of(1, 2), width: 1, y: Float64Array.of(0, 1), names: {} });
  assert.equal(fresh.x, fresh.x, "a list is made once");
});

test("a key tells tables apart by which they are, everything else by what it says", () => {
  const [one, other] = [nested(600, 1), nested(600, 1)];
  assert.equal(keyOf(asked(one)), keyOf(asked(one)));
  assert.notEqual(keyOf(asked(one)), keyOf(asked(other)));
  assert.notEqual(keyOf([asked(one), 1]), keyOf([asked(one), 2]));
  assert.ok(keyOf(asked(one)).length < 200);
});
