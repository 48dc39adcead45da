/**
 * What: the inspector's account of a step, the comparison of conventions and the schedule editor, in the built page.
 * Invariant: what the page says of a convention is what running both says.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, rest, withSite } from "./site.mjs";

const site = withSite();

/**
 * The page with its inspector open.
 * @param {string} hash
 */
async function inspecting(hash) {
  const opened = await site.open({ hash });
  await opened.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => ((window.copied = text), Promise.resolve()) } })");
  await press(opened.page, "header button", "Inspect");
  await opened.page.waitForSelector(".inspector-step button");
  return opened;
}

/**
 * The verdicts by convention.
 * @param {any} page
 * @returns {Promise<Record<string, string>>}
 */
async function verdicts(page) {
  await press(page, "button.compare");
  await page.waitForFunction("document.querySelector('.conventions tbody tr') && document.querySelector('button.compare')");
  return Object.fromEntries(
    await page.$$eval(".conventions tbody tr", (/** @type {HTMLElement[]} */ rows) => rows.map((row) => [row.querySelector("th")?.firstChild?.nextSibling?.textContent ?? row.querySelector("th")?.textContent, row.querySelector("td")?.textContent])),
  );
}

test("the copied table holds the step, its parts and its direction", async () => {
  const { page, faults } = await inspecting("#surface=beale&start=1,1.5&steps=40&racers=nesterov+lr=0.002+beta=0.9");
  await press(page, ".inspector-step button");
  await page.waitForFunction("window.copied");
  const lines = String(await page.evaluate("window.copied")).split("\n").map((line) => line.split("\t"));
  const row = (/** @type {string} */ name) => (lines.find(([title]) => title === name) ?? []).slice(2).map(Number);
  const [before, parts, whole, after] = [row("before the update"), [row("scaled previous step"), row("gradient step")], row("the whole step"), row("after the update")];
  for (const axis of [0, 1]) {
    assert.equal(Number(after[axis]) - Number(before[axis]), whole[axis]);
    assert.ok(Math.abs(Number(parts[0]?.[axis]) + Number(parts[1]?.[axis]) - Number(whole[axis])) < 1e-15);
  }
  assert.equal(row("where the gradient was taken").length, 2);
  const [angle = NaN] = row("to Newton’s step");
  assert.ok(angle > 0 && angle < 180);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a singular Hessian has no Newton step, in words", async () => {
  const spec = { version: 1, problem: { quadratic: { A: [[1, 0], [0, 0]] } }, start: [1, 2], steps: 5, racers: [{ optimizer: { id: "sgd", lr: 0.1 } }] };
  const { page, faults } = await inspecting(`#spec=${encodeURIComponent(JSON.stringify(spec))}`);
  assert.match(await page.$eval(".place-inspector", (/** @type {Element} */ e) => e.textContent ?? ""), /no Newton step: singular Hessian/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("how a library's spelling differs is said in the names of the racer's own settings, in the page's language", async () => {
  const { page, faults } = await site.open({ search: "?lang=es", hash: "#surface=beale&start=1,1.5&steps=20&racers=adam+lr=0.1" });
  await press(page, "header button", "Inspeccionar");
  await press(page, "button.compare");
  await page.waitForFunction("document.querySelectorAll('.conventions tbody small').length > 3 && document.querySelector('button.compare')");
  const said = await page.$$eval(".conventions tbody small", (/** @type {Element[]} */ all) => all.map((small) => small.textContent ?? "").join("\n"));
  assert.match(said, /lugar de ε: dentro/);
  assert.ok(!/placement|decay|true|false/.test(said), said);
  assert.deepEqual(faults, []);
  await page.close();
});

test("conventions of momentum: the same up to rounding, up to the rate, and different", async () => {
  const { page, faults } = await inspecting("#surface=beale&start=1,1.5&steps=200&racers=momentum+lr=0.002+beta=0.9");
  const found = await verdicts(page);
  const of = (/** @type {RegExp} */ name) => Object.entries(found).find(([title]) => name.test(title))?.[1] ?? JSON.stringify(found);
  assert.match(of(/lr outside/), /^identical to rounding/);
  assert.match(of(/: ema/), /^identical if η is multiplied by 1\/\(1 − β\) = 10/);
  assert.match(of(/bias correction: true/), /^(identical bit for bit|differs|cannot)/);
  assert.match(of(/maximize: true/), /^differs from step 1,/);
  assert.match(of(/lecture.heavy_ball/), /^identical bit for bit/);
  await press(page, ".conventions .actions button", "Race");
  await page.waitForFunction("window.descent.spec().racers.length === 2");
  assert.deepEqual(faults, []);
  await page.close();
});

test("under the rule stands what the racer does otherwise, after a change in the middle too; other libraries spell the same law, also by another name", async () => {
  const racer = { optimizer: { id: "torch.SGD", lr: 0.002, momentum: 0.9, nesterov: true } };
  const spec = { version: 1, problem: { surface: "beale" }, start: [1, 1.5], steps: 40, racers: [racer, { optimizer: { id: "sgd", lr: 0.002 } }], edits: [{ step: 20, racer: 1, path: "optimizer.maximize", value: true }] };
  const { page, faults } = await inspecting(`#spec=${encodeURIComponent(JSON.stringify(spec))}`);
  const said = () => page.evaluate("document.querySelector('.place-inspector .formula + .hint')?.textContent ?? ''");
  assert.match(String(await said()), /besides it:convention\s*: applied\. gradient at W: m = βm \+ g, W = W − η\(g \+ βm\)/);
  const nesterov = await verdicts(page);
  assert.match(nesterov["optax.sgd"] ?? "", /^identical/);
  assert.ok(nesterov["keras.SGD"], JSON.stringify(nesterov));
  await press(page, ".inspector-racers button:nth-child(2)");
  await page.waitForFunction("document.querySelector('.place-inspector .formula + .hint')?.textContent.includes('maximize')");
  const plain = await verdicts(page);
  for (const library of ["torch.SGD", "keras.SGD", "optax.sgd"]) assert.match(plain[library] ?? JSON.stringify(plain), /^identical/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("the rule is the law's that is in force at the update, also where a library's argument changes it; a loss that overflowed is infinite", async () => {
  const racers = [{ optimizer: { id: "torch.SGD", lr: 0.1, momentum: 0.9 } }, { optimizer: { id: "sgd", lr: 3 } }];
  const spec = { version: 1, problem: { surface: "parabola" }, start: [3], steps: 2000, racers, edits: [{ step: 5, racer: 0, path: "optimizer.nesterov", value: true }] };
  const { page, faults } = await inspecting(`#spec=${encodeURIComponent(JSON.stringify(spec))}`);
  const ruleAt = async (/** @type {number} */ step) => {
    await page.evaluate(`window.descent.seek(${step})`);
    await rest(page);
    return page.$eval(".place-inspector .formula", (/** @type {Element} */ e) => e.getAttribute("aria-label"));
  };
  assert.deepEqual([await ruleAt(5), await ruleAt(6), await ruleAt(20)], ["Momentum", "Nesterov momentum", "Nesterov momentum"]);
  await press(page, ".inspector-racers button:nth-child(2)");
  assert.equal(await ruleAt(2000), "Gradient descent");
  assert.match(await page.$eval(".place-inspector", (/** @type {HTMLElement} */ e) => e.innerText), /loss after it\s+∞/);
  const line = { version: 1, problem: { model: { id: "linear" }, data: { id: "line" } }, steps: 2000, racers: [{ optimizer: { id: "sgd", lr: 3 } }] };
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ document) => window.descent.open(document), line), []);
  await page.evaluate("window.descent.seek(2000)");
  await rest(page);
  assert.match(await page.$eval(".scores", (/** @type {HTMLElement} */ e) => e.innerText), /loss\s+∞\s+∞/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("composing a schedule shows its rate and judges it", async () => {
  const { page, faults } = await site.open({ hash: "#surface=beale&start=1,1.5&steps=100&racers=sgd+lr=0.002+schedule=inverse_time" });
  await press(page, ".card-foot button");
  await page.waitForSelector(".monro");
  const text = () => page.$eval(".monro", (/** @type {Element} */ e) => e.textContent ?? "");
  assert.match(await text(), /Ση = ∞: holds\s+Ση² < ∞: holds/);
  await press(page, ".wraps button", "Times another");
  await page.waitForFunction("window.descent.spec().racers[0].schedule.id === 'product'");
  await page.waitForFunction(`document.querySelector('.chart [aria-selected="true"]').textContent === 'Learning rate'`);
  await press(page, '.part-head button[aria-label^="Later"]');
  await page.waitForFunction("window.descent.spec().racers[0].schedule.schedules[1].id === 'inverse_time'");
  await rest(page);
  assert.match(await text(), /Ση = ∞: holds\s+Ση² < ∞: holds/);
  assert.deepEqual(faults, []);
  await page.close();
});
