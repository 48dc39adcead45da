/** What: functions that are alike come to stand side by side, and the module computes what it did. */
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { ordered } from "../order.mjs";

/** @param {string} name @param {string} kind @param {string} last */
const long = (name, kind, last) => `(func $${name} (export "${name}") (param $x ${kind}) (result ${kind})
  (${kind}.${last} (${kind}.mul (${kind}.add (local.get $x) (local.get $x)) (${kind}.sub (local.get $x) (${kind}.const 3))) (call $${kind} (local.get $x))))`;

/** Two kinds of functions in turn, and two that they call. */
const SOURCE = `(module (memory 1) (data (i32.const 0) "a (func ")
  ${long("a", "i32", "add")} ${long("b", "i64", "add")} ${long("c", "i32", "sub")} ${long("d", "i64", "sub")}
  (func $i32 (param $x i32) (result i32) (i32.shl (local.get $x) (i32.const 1)))
  (func $i64 (param $x i64) (result i64) (i64.shl (local.get $x) (i64.const 1))))`;

test("alike functions stand side by side, and every one computes what it did", async () => {
  const module = binaryen.parseText(SOURCE);
  const text = module.emitText();
  const after = binaryen.parseText(ordered(text));
  assert.ok(after.validate());
  const names = [...after.emitText().matchAll(/^ \(func \$(\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(names.slice(0, 4), ["a", "c", "b", "d"]);
  assert.deepEqual([...names].sort(), ["a", "b", "c", "d", "i32", "i64"]);
  const { instance } = await WebAssembly.instantiate(/** @type {any} */ (after.emitBinary()));
  const { a, b, c, d } = /** @type {any} */ (instance.exports);
  assert.deepEqual([a(5), c(5), b(5n), d(5n)], [30, 10, 30n, 10n]);
  assert.equal(ordered(ordered(text)), ordered(text));
});

test("a module without functions stays", () => {
  assert.equal(ordered("(module\n)\n"), "(module\n)\n");
});
