/**
 * What: numbers are written as a lecturer writes them, and typed ones are understood.
 * Invariant: a reading has four significant digits; a field's text reads back to the same number.
 * Does not: test where they are shown.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chosen, fieldText, parseNumber, powerLabel, reading, tickLabel } from "../src/format/number.js";
import { symbolRuns, symbolText } from "../src/format/symbol.js";

test("readings keep four significant digits", () => {
  const cases = { 14.203125: "14.20", 0.031: "0.03100", "-12.5": "−12.50", 99999.9: "100000", 1e-9: "1.000×10⁻⁹", "-2.5e12": "−2.500×10¹²", 0: "0" };
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
  assert.equal(powerLabel(1e-3), "10⁻³");
  assert.equal(powerLabel(20), "20");
  assert.equal(powerLabel(2e5), "2×10⁵");
  assert.equal(powerLabel(0.5), "0.5");
});

test("a field's text reads back to the same number", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Object.is(parseNumber(fieldText(value)) ?? NaN, value === 0 ? parseNumber(fieldText(value)) : value)));
});

test("typed numbers are understood in many spellings, and nothing else is", () => {
  const good = { "3e-4": 3e-4, "1/3": 1 / 3, "10^-3": 1e-3, "3×10⁻⁵": 3e-5, "−2": -2, " .5 ": 0.5, "2*10^3": 2000 };
  for (const [text, value] of Object.entries(good)) assert.equal(parseNumber(text), value, text);
  for (const text of ["", "abc", "1/0", "1e999", "0x10", "1,5", "--1", "Infinity", "NaN"]) assert.equal(parseNumber(text), null, text);
});

test("symbols lose their TeX", () => {
  assert.deepEqual(symbolRuns("\\beta_1"), [{ text: "β" }, { text: "1", shift: "sub" }]);
  assert.deepEqual(symbolRuns("\\eta_{\\min}"), [{ text: "η" }, { text: "min", shift: "sub" }]);
  assert.deepEqual(symbolRuns("-H^{-1}g"), [{ text: "−H" }, { text: "−1", shift: "sup" }, { text: "g" }]);
  const texts = {
    "\\beta_1": "β₁", "\\varepsilon": "ε", "\\beta_1, \\beta_2": "β₁, β₂", "\\lambda'": "λ′", "\\bar\\theta": "θ̄", "\\hat m_1": "m̂₁",
    "\\eta_{\\text{eff}}\\,\\hat m": "η_(eff)\u2009m̂", "\\lVert\\theta\\rVert/\\lVert g\\rVert": "‖θ‖/‖g‖", "\\langle g, d\\rangle": "⟨g, d⟩",
    "-\\frac{m}{\\sqrt v + \\varepsilon}": "−m/(√v + ε)", "-\\eta\\operatorname{sign}(c)": "−η\u2009sign(c)", "\\theta_{t+1} - \\theta_t": "θ_(t+1) − θ_t",
  };
  for (const [tex, text] of Object.entries(texts)) assert.equal(symbolText(tex), text, tex);
});
