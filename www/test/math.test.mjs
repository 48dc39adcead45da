/**
 * What: the short spelling of formulas.
 * Invariant: reading gives back what was written, and what has no spelling is refused.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { typeset } from "../formulas.mjs";
import { readMath, writeMath } from "../src/panel/mathml.js";

const FORMULAS = [
  "\\theta_{t+1} = \\theta_t - \\eta\\, g_t",
  "\\hat m_t = \\frac{m_t}{1 - \\beta_1^t}, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\,\\frac{\\hat m_t}{\\sqrt{\\hat v_t} + \\varepsilon}",
  "\\left(4 - 2.1x^2 + \\tfrac{x^4}{3}\\right) x^2 + \\sin(xy)",
  "\\sqrt[3]{x}",
  "\\Delta_{\\min} \\le \\max_{i \\le t} \\operatorname{clip}(g_i)",
];

test("a formula is read back as it was written, in less room", () => {
  for (const tex of FORMULAS) {
    const tree = typeset(tex);
    const spelling = writeMath(tree);
    assert.deepEqual(readMath(spelling), tree, tex);
    assert.ok(spelling.length < JSON.stringify(tree).length / 3, spelling);
  }
});

test("an element, an attribute or a text without a spelling is refused", () => {
  assert.throws(() => writeMath(["script", {}, "x"]), /no spelling/);
  assert.throws(() => writeMath(["mi", { href: "x" }, "x"]), /no spelling/);
  assert.throws(() => writeMath(["mi", {}, ";"]), /no spelling/);
  assert.throws(() => writeMath(["msub", {}, ["mi", {}, "x"], ["mi", {}, "min"], ["mo", {}, "\u2061"]]), /no spelling/);
});
