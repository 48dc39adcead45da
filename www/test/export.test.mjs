/**
 * What: exports: a QR code is read back by another's decoder, CSV and JSON read back to the same bits, a drawing is XML.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import jsQR from "jsqr";
import { toCsv, toJson } from "../src/export/files.js";
import { Pen } from "../src/export/pen.js";
import { qrCode } from "../src/export/qr.js";

/** @param {boolean[][]} code @returns {string | undefined} what a scanner reads */
function scanned(code) {
  const scale = 4;
  const quiet = 4;
  const size = (code.length + 2 * quiet) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (code[Math.floor(y / scale) - quiet]?.[Math.floor(x / scale) - quiet]) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return /** @type {any} */ (jsQR)(pixels, size, size)?.data;
}

test("QR codes of every size are read back", () => {
  for (const length of [1, 17, 18, 60, 130, 200, 300, 520, 900, 1400, 2000, 2900]) {
    const text = `https://example.org/#${"surface=beale&racers=adam+lr=0.1;".repeat(100)}`.slice(0, length);
    const code = qrCode(text);
    assert.ok(code, String(length));
    assert.equal(scanned(code), text, `${length} bytes, ${code.length} modules`);
  }
});

test("what no QR code holds is refused", () => {
  assert.equal(qrCode("a".repeat(2954)), null);
  assert.ok(qrCode("a".repeat(2953)));
});

const columns = { rows: 2, dim: 2, t: new Uint32Array([0, 1]), x: new Float64Array([0.1, 1 / 3, -1e-300, 2]), f: new Float64Array([Math.PI, Infinity]), lr: new Float64Array([0.1, 0.1]), gradNorm: new Float64Array([1e-17, 3]) };
const result = /** @type {any} */ ({ dim: 2, racers: [{ status: { kind: "diverged", step: 1, why: "f overflowed", evaluations: 2 }, columns }] });

test("CSV reads back to the same bits, and quotes names", () => {
  const lines = toCsv(result, ['A "b", c']).trim().split("\n");
  assert.equal(lines[0], "racer,label,t,f,lr,grad_norm,x0,x1");
  assert.equal(lines[1], `0,"A ""b"", c",0,${Math.PI},0.1,1e-17,0.1,${1 / 3}`);
  assert.equal(lines[2]?.split(",").slice(-5)[0], "inf", "as the command line writes it");
  assert.ok(toCsv(result, ["a\rb"]).includes('\n0,"a\rb",0,'));
});

test("JSON holds the specification, the digest and every row", () => {
  const read = JSON.parse(toJson(result, /** @type {any} */ ({ version: 1 }), ["A"], "d"));
  assert.equal(read.digest, "d");
  assert.equal(read.racers[0].x[0][1], 1 / 3);
  assert.equal(read.racers[0].f[1], null);
  assert.deepEqual(Object.keys(read.racers[0]), ["label", "status", "evaluations", "t", "x", "f", "lr", "grad_norm"]);
  assert.deepEqual(Object.keys(read.racers[0].status), ["kind", "step", "why"]);
});

test("a drawing holds a name's letters, escaped, and nothing that XML cannot hold", (t) => {
  Object.assign(globalThis, { document: { createElement: () => ({ getContext: () => null }) } });
  t.after(() => Reflect.deleteProperty(globalThis, "document"));
  assert.match(new Pen().svg(1, 1, "#fff", "\u0001é <\0b>\uffff😀"), /<title>é &lt;b>😀<\/title>/u);
});
