/**
 * What: a large table goes over a port once, and both ends mean the same by a request.
 * Invariant: what a handler is given equals what was asked.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept, Sent, keyOf } from "../src/engine/tables.js";

/** @param {number} rows @param {number} value */
const inlineOf = (rows, value) => ({ x: Array.from({ length: rows }, (_, i) => [i, value]), y: Array.from({ length: rows }, (_, i) => i % 2) });
/** @param {unknown} inline */
const asked = (inline) => ({ other: 1, spec: { version: 1, problem: { model: { id: "logistic" }, data: { inline, split: 0.7 } } } });

/** Two ends with a port between that copies, as a worker's does. */
function ends() {
  const sent = new Sent();
  const kept = new Kept();
  return (/** @type {unknown} */ params) => {
    const packed = sent.pack(params);
    const copied = structuredClone(packed);
    return { carried: JSON.stringify(copied).length, params: kept.unpack(copied), holds: kept.tables.size };
  };
}

test("a request arrives as it was, and its table is carried once", () => {
  const over = ends();
  const params = asked(inlineOf(5000, 2));
  const first = over(params);
  const second = over({ ...params, other: 2 });
  assert.deepEqual(first.params, params);
  assert.deepEqual(second.params, { ...params, other: 2 });
  assert.ok(first.carried > 50_000 && second.carried < 300);
  assert.equal(first.params.spec.problem.data.inline, second.params.spec.problem.data.inline, "one object at the other end, so that keys agree");
});

test("the other end keeps the two newest tables, and is sent an older one again", () => {
  const over = ends();
  const tables = [1, 2, 3].map((value) => asked(inlineOf(1000, value)));
  for (const turn of [0, 1, 2, 0, 2, 1]) {
    const { params, holds } = over(tables[turn]);
    assert.deepEqual(params, tables[turn]);
    assert.ok(holds <= 2);
  }
});

test("small tables and requests without one go as they are", () => {
  const over = ends();
  for (const params of [asked(inlineOf(10, 1)), asked(undefined), asked(7), { spec: null }, {}, undefined, null]) assert.deepEqual(over(params).params, params);
});

test("a key tells tables apart by which they are, everything else by what it says", () => {
  const [one, other] = [inlineOf(600, 1), inlineOf(600, 1)];
  assert.equal(keyOf(asked(one)), keyOf(asked(one)));
  assert.notEqual(keyOf(asked(one)), keyOf(asked(other)));
  assert.notEqual(keyOf([asked(one), 1]), keyOf([asked(one), 2]));
  assert.ok(keyOf(asked(one)).length < 200);
});
