/**
 * What: numbers are written as a lecturer writes them, and typed ones are understood.
 * Invariant: a reading has four significant digits; a field's text reads back to the same number.
 * Does not: test where they are shown.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { locale } from "../src/format/locale.js";
import { chosen, fieldText, fieldTexts, parseNumber, parseNumbers, powerLabel, powerLabels, reading, shortText, tickLabel } from "../src/format/number.js";
import { symbolRuns, symbolText } from "../src/format/symbol.js";

test("readings keep four significant digits", () => {
  const cases = { 14.203125: "14.20", 0.031: "0.03100", "-12.5": "−12.50", 9999.4: "9999", 9999.9: "1.000×10⁴", "-11384": "−1.138×10⁴", 1e-9: "1.000×10⁻⁹", "-2.5e12": "−2.500×10¹²", 0: "0" };
  for (const [value, text] of Object.entries(cases)) assert.equal(reading(Number(value)), text);
  assert.equal(reading(Infinity), "∞");
  assert.equal(reading(-Infinity), "−∞");
  assert.equal(reading(NaN), "not a number");
});

test("no reading has a hyphen for a minus or an e for a power", () => {
  fc.assert(fc.property(fc.double(), (value) => !/-|e\+|e-|\de\d/.test(reading(value)) && !/-|\de/.test(chosen(value))));
});

test("what was chosen is written short", () => {
  const cases = { 0.1: "0.1", 3e-4: "3×10⁻⁴", 1e6: "10⁶", "-1e-7": "−10⁻⁷", 0.999: "0.999", 500: "500" };
  for (const [value, text] of Object.entries(cases)) assert.equal(chosen(Number(value)), text);
});

test("ticks and powers", () => {
  assert.equal(tickLabel(-0.5, 0.5), "−0.5");
  assert.equal(tickLabel(1e-17, 0.5), "0");
  assert.equal(tickLabel(4, 2), "4");
  assert.deepEqual([2.999985, 2.99999].map((value) => tickLabel(value, 5e-6)), ["2.999985", "2.999990"], "of a small window");
  assert.deepEqual([1e-5, 1.5e-5].map((value) => tickLabel(value, 5e-6)), ["10⁻⁵", "1.5×10⁻⁵"]);
  assert.notEqual(tickLabel(123456.785, 0.005), tickLabel(123456.79, 0.005));
  // Neighbours nearer than numbers can be.
  assert.deepEqual([tickLabel(0, 0), tickLabel(0.1, 0), tickLabel(2e300, 1e-300), tickLabel(5e-324, 0)], ["0", "0.1", "2×10³⁰⁰", "5×10⁻³²⁴"]);
  assert.equal(powerLabel(1e-3), "10⁻³");
  assert.equal(powerLabel(20), "20");
  assert.equal(powerLabel(2e5), "2×10⁵");
  assert.equal(powerLabel(0.5), "0.5");
});

test("a field's text reads back to the same number", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Object.is(parseNumber(fieldText(value)) ?? NaN, value === 0 ? parseNumber(fieldText(value)) : value)));
});

test("a field that is not edited shows what it has room for", () => {
  for (const [value, text] of /** @type {[number, string][]} */ ([[2 / 101, "0.0198"], [0.0330579, "0.03306"], [3e-4, "3e-4"], [0.002, "0.002"], [100000, "100000"]])) assert.equal(shortText(value), text);
});

test("typed numbers are understood in many spellings, and nothing else is", () => {
  const good = { "3e-4": 3e-4, "1/3": 1 / 3, "10^-3": 1e-3, "3×10⁻⁵": 3e-5, "−2": -2, " .5 ": 0.5, "2*10^3": 2000 };
  for (const [text, value] of Object.entries(good)) assert.equal(parseNumber(text), value, text);
  for (const text of ["", "abc", "1/0", "1e999", "0x10", "1,5", "--1", "Infinity", "NaN"]) assert.equal(parseNumber(text), null, text);
});

test("symbols lose their TeX, each index stays beside its letter", () => {
  assert.deepEqual(symbolRuns("\\beta_1"), [{ base: "β", sub: "1" }]);
  assert.deepEqual(symbolRuns("\\eta_{\\min}"), [{ base: "η", sub: "min" }]);
  assert.deepEqual(symbolRuns("-\\eta_{\\text{eff}}\\,\\hat m_1"), [{ base: "−η", sub: "eff" }, { base: "\u2009m\u0302", sub: "1" }]);
  assert.equal(symbolText("\\beta_1"), "β₁");
  assert.equal(symbolText("\\varepsilon"), "ε");
  assert.equal(symbolText("-\\frac{m}{\\sqrt v + \\varepsilon}"), "−m/(√v + ε)");
  assert.equal(symbolText("-\\eta\\operatorname{sign}(c)"), "−ηsign(c)");
});

test("every symbol of the engine's quantities and of the catalogue can be read", () => {
  const law = new URL("../../crates/descent/src/law/", import.meta.url);
  const sources = readdirSync(law, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs")).map((name) => readFileSync(new URL(name, law), "utf8"));
  const quantities = sources.flatMap((text) => [...text.matchAll(/Quantity::\w+\(\s*"\w+",\s*r?"([^"]*)"/g)].map(([, tex = ""]) => tex));
  const { optimizers, schedules, surfaces } = JSON.parse(readFileSync(new URL("../generated/catalog.json", import.meta.url), "utf8"));
  const params = [...optimizers, ...schedules, ...surfaces].flatMap((row) => row.params.map((/** @type {any} */ { symbol }) => symbol ?? ""));
  assert.ok(quantities.length > 50 && params.length > 100);
  for (const tex of new Set([...quantities, ...params])) {
    const text = symbolText(tex);
    assert.ok(!/[\\{}^_]|frac|sqrt|hat|bar|tilde|Vert|angle|text|operator/.test(text), `${tex}: ${text}`);
  }
});

test("labels of levels that are close have as many digits as tell them apart", () => {
  assert.deepEqual(powerLabels([1, 10, 100]), ["1", "10", "100"]);
  assert.deepEqual(powerLabels([0.69312, 0.69313, 0.69314]), ["0.69312", "0.69313", "0.69314"]);
  assert.deepEqual(powerLabels([123.4, 123.5]), ["123.4", "123.5"]);
  assert.deepEqual(powerLabels([2.00001e-5, 2.00002e-5]), ["2.00001×10⁻⁵", "2.00002×10⁻⁵"]);
});

test("fields of numbers read back what they show, with either decimal sign", () => {
  try {
    for (const decimal of [".", ","]) {
      locale.decimal = decimal;
      fc.assert(fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 4 }), (values) => {
        assert.deepEqual(parseNumbers(fieldTexts(values))?.map((value) => value + 0), values.map((value) => value + 0));
      }));
    }
    assert.equal(fieldText(0.002), "0,002");
    assert.deepEqual(parseNumbers("1, 1,5"), [1, 1.5]);
    assert.deepEqual(parseNumbers("(1.5; 2)"), [1.5, 2]);
  } finally {
    locale.decimal = ".";
  }
  assert.deepEqual(parseNumbers("[1,1.5]"), [1, 1.5]);
  assert.equal(parseNumbers("1, x"), null);
  assert.equal(parseNumbers(" "), null);
});
