/**
 * What: a reader's table.
 * Invariant: what does not read has its row and column, and then nothing is read.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readTable, reading } from "../src/model/table.js";

test("separators, decimal commas, headers, quotes and line ends are found out", () => {
  const right = { x: [[1.5, 2], [3, -4]], y: [0.25, 1.75] };
  for (const text of ["a,b,y\n1.5,2,0.25\n3,-4,1.75", "a;b;y\r\n1,5;2;0,25\r\n3;-4;1,75\r\n", "\uFEFFa\tb\ty\n\n1.5\t2\t.25\n3\t-4e0\t1.75\n", '"a","b, or c","y"\n"1.5","2","0.25"\n3,-4,1.75', "1.5,2,0.25\n3,-4,1.75"]) {
    const { problems, inline, class_names } = readTable(text);
    assert.deepEqual(problems, [], text);
    assert.deepEqual(inline, right, text);
    assert.deepEqual(class_names, []);
  }
});

test("words and few whole numbers are classes, in order", () => {
  assert.deepEqual(readTable("a,b,kind\n1,2,yes\n3,4,no\n5,6,yes").inline?.y, [1, 0, 1]);
  assert.deepEqual(readTable("a,b,kind\n1,2,10\n3,4,2").class_names, ["2", "10"]);
});

test("every fault has its row and column, and then there is no table", () => {
  const cases = /** @type {[string, [number, number][]][]} */ ([
    ["", [[0, 0]]],
    ["a\n1\n2", [[1, 0]]],
    ["a,b\n1,2\n3\n4,5,6", [[3, 0], [4, 0]]],
    ["a,b,y\n1,x,1.5\n,2,2.5", [[2, 2], [3, 1]]],
    ["a,y\n1,\n2,3.5", [[2, 2]]],
    ["a,y\n1,1.5\n2,=SUM(A1)", [[3, 2]]],
    ["a,y\n1e999,1.5\n2,2.5", [[2, 1]]],
  ]);
  for (const [text, places] of cases) {
    const { problems, inline } = readTable(text);
    assert.deepEqual(problems.map(({ row, column }) => [row, column]), places, JSON.stringify(text));
    assert.equal(inline, null);
  }
});

test("the files that the command line's reader is held to give the same tables and places of faults", () => {
  const folder = new URL("../../tests/csv/", import.meta.url);
  const expected = JSON.parse(readFileSync(new URL("expected.json", folder), "utf8"));
  const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  assert.ok(files.length >= 60);
  for (const name of files) {
    const { problems, inline, feature_names, class_names } = readTable(new TextDecoder().decode(readFileSync(new URL(name, folder))));
    const want = expected[name];
    if (want.problems) {
      const places = problems.map(({ row, column }) => [row, column]).sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
      assert.deepEqual(places, want.problems.map((/** @type {unknown[]} */ one) => one.slice(0, 2)), name);
      assert.equal(inline, null, name);
    } else {
      assert.deepEqual(problems, [], name);
      assert.deepEqual({ ...inline, features: feature_names, classes: class_names }, want, name);
    }
  }
});

test("a long table is read in pieces that tell how far it is, and comes out the same", () => {
  const text = ["a,b,y", ...Array.from({ length: 5000 }, (_, i) => `${i},"${i / 8}",${i % 3}`)].join("\n");
  const steps = reading(text);
  /** @type {number[]} */
  const told = [];
  let part = steps.next();
  for (; !part.done; part = steps.next()) told.push(part.value);
  assert.ok(told.length >= 8 && told.every((share, i) => share >= (told[i - 1] ?? 0) && share <= 1), told.join(" "));
  assert.deepEqual(part.value, readTable(text));
  assert.deepEqual(/** @type {number[]} */ (part.value.inline?.y).slice(3, 6), [0, 1, 2]);
});
