/**
 * What: what files carry along, packed by a library and unpacked by the page's own few lines.
 * Invariant: every sequence of bytes comes back; the text keeps to letters that HTML, scripts and JSON leave alone; damage is told.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { packed, written } from "../pack.mjs";
import { bytesOf, unpacked } from "../src/single/packed.js";

const LETTERS = /^[ !#-%'-;=-[\]-~]*$/;
const ALL = Uint8Array.from({ length: 256 }, (_, i) => i);
const back = (/** @type {Uint8Array} */ bytes) => new Uint8Array(unpacked(packed(bytes)));

test("letters write every byte, at every length and offset", () => {
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 167 + length) & 255);
    const text = written(bytes);
    assert.match(text, LETTERS);
    assert.deepEqual(bytesOf(text), bytes);
    assert.equal(JSON.stringify(text), `"${text}"`);
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => assert.deepEqual(bytesOf(written(bytes)), bytes)));
});

test("13 or 14 bits to two letters: 100 kB are 114,286 to 123,077 of them", () => {
  assert.deepEqual([0, 255].map((byte) => written(new Uint8Array(100_000).fill(byte)).length), [114_286, 123_077]);
});

test("packed bytes come back: none, one, all values, repetition, noise, text, code", () => {
  const noise = new Uint8Array(70_000);
  for (let i = 0, state = 1; i < noise.length; i++) noise[i] = (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
  const far = Uint8Array.from({ length: 150_000 }, (_, i) => noise[i % noise.length] ?? 0);
  const own = readFileSync(new URL("../src/words/en.js", import.meta.url));
  const records = Uint8Array.from({ length: 20_000 }, (_, i) => (i % 4 === 0 ? i >> 6 : (ALL[(i * i) & 255] ?? 0)));
  for (const bytes of [new Uint8Array(), ALL.slice(0, 1), ALL, new Uint8Array(50_000), noise, far, own, records]) assert.ok(Buffer.from(bytes).equals(back(bytes)), `${bytes.length}`);
  fc.assert(fc.property(fc.array(fc.constantFrom(...ALL.slice(0, 3)), { maxLength: 300 }), (some) => assert.deepEqual(back(Uint8Array.from(some)), Uint8Array.from(some))), { numRuns: 100 });
});

test("damage is told: a letter that is none, a text cut short, a letter changed", () => {
  const text = packed(readFileSync(new URL("../src/words/en.js", import.meta.url)));
  assert.throws(() => unpacked(text.replace(/.$/, "\u2019")), /damaged/);
  assert.throws(() => unpacked(text.slice(0, -40)), /damaged/);
  for (const at of [40, 400, text.length - 300]) assert.throws(() => unpacked(text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1)), /damaged/);
  assert.throws(() => unpacked("abc"));
});
