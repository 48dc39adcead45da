/** What: module and bindings call each other by short names, and still do what they did. */
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { shortened } from "../names.mjs";

const SOURCE = `(module
  (import "./made_bg.js" "__wbg_one_0123456789abcdef" (func $one (result i32)))
  (import "./made_bg.js" "__wbg_one_0123456789abcdef0" (func $two (result i32)))
  (import "./made_bg.js#__generic_1" "__wbindgen_base" (global $base i32))
  (func (export "__wbg_sum") (result i32) (i32.add (global.get $base) (i32.add (call $one) (call $two)))))`;
const BINDINGS = `({ "./made_bg.js": { __wbg_one_0123456789abcdef: () => 1, __wbg_one_0123456789abcdef0: () => 20 },
  "./made_bg.js#__generic_1": { __wbindgen_base: new WebAssembly.Global({ value: "i32" }, 300) }, sum: (wasm) => wasm.__wbg_sum() })`;

/** @param {string} source */
const binary = (source) => binaryen.parseText(source).emitBinary();

test("imports and exports have short names in both, and the sum is the same", async () => {
  const { bytes, bindings, renamed } = shortened(binary(SOURCE), BINDINGS);
  assert.equal(renamed, 6);
  assert.ok(!/0123456789abcdef|_bg\.js|__wb/.test(bindings + Buffer.from(bytes).toString("latin1")), bindings);
  const { sum, ...imports } = new Function(`return ${bindings}`)();
  const { instance } = await WebAssembly.instantiate(/** @type {any} */ (bytes), imports);
  assert.equal(sum(instance.exports), 321);
});

test("bindings that do not name what the module imports are refused", () => {
  assert.throws(() => shortened(binary(SOURCE), BINDINGS.replace("__wbindgen_base", "base")), /do not name __wbindgen_base/);
});
