/** What: vector constants leave the loops of a module, and the module computes what it did. */
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { hoisted } from "../constants.mjs";

const ONE = "(v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000)";
/** Adds (1 + 1) to a sum `n` times; once more behind the loop. */
const SOURCE = `(module (func (export "sum") (param $n i32) (result f32) (local $sum v128)
  (loop $again
    (local.set $sum (f32x4.add (local.get $sum) (f32x4.add ${ONE} ${ONE})))
    (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  (f32x4.extract_lane 0 (f32x4.add (local.get $sum) ${ONE}))))`;

/** @param {string} text */
function compiled(text) {
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.All);
  assert.ok(module.validate());
  return { text: module.emitText(), bytes: module.emitBinary() };
}

test("a constant in a loop becomes a local that is set once, those elsewhere stay", async () => {
  const before = compiled(SOURCE);
  const after = compiled(hoisted(before.text));
  const loop = after.text.slice(after.text.indexOf("(loop"));
  assert.equal(after.text.match(/v128\.const/g)?.length, 2, after.text);
  assert.equal(loop.match(/v128\.const/g)?.length, 1, loop);
  for (const { bytes } of [before, after]) {
    const { instance } = await WebAssembly.instantiate(/** @type {any} */ (bytes));
    assert.equal(/** @type {any} */ (instance.exports).sum(3), 7);
  }
});

test("zero stays, and so does a function without loops", () => {
  const text = compiled(SOURCE.replaceAll("0x3f800000", "0x00000000")).text;
  assert.equal(hoisted(text), text);
  const straight = compiled(`(module (func (export "one") (result v128) (f32x4.add ${ONE} ${ONE})))`).text;
  assert.equal(hoisted(straight), straight);
});
