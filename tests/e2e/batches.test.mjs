/**
 * What: racers with batches of their own, in the built page: set by keyboard, named, drawn against samples; rings around the next step's.
 * Invariant: the page's digest is the command line's; a value against samples is that of the racer's own step.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nativeDigest, press, rest, withSite } from "./site.mjs";

const site = withSite();
const FIGURE = "#figure=A-minibatch";

/** The names at the chart's curves. @param {any} page @returns {Promise<string[]>} */
const marks = (page) => page.$$eval(".card .status b", (/** @type {Element[]} */ all) => all.map((e) => e.textContent));
/** Puts a text in a field's place, by keyboard. @param {any} page @param {string} field @param {string} text */
async function retype(page, field, text) {
  await page.focus(field);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}
/** The pixels of the model's picture. @param {any} page @returns {Promise<string>} */
const picture = (page) => page.$eval(".model-body canvas", (/** @type {HTMLCanvasElement} */ e) => e.toDataURL());

test("a racer takes batches of its own by keyboard, its name says so, and the link gives the command line's digest", async () => {
  const { page, faults } = await site.open({ hash: FIGURE });
  assert.deepEqual(await marks(page), ["b = all", "b = 10", "b = 1"]);
  await press(page, ".card:nth-child(2) [aria-expanded=false]");
  const field = '.card:nth-child(2) input[aria-label$=": batch size"]';
  await page.waitForSelector(field);
  await retype(page, field, "40");
  await rest(page);
  const spec = await page.evaluate("window.descent.spec()");
  assert.deepEqual(spec.racers.map((/** @type {any} */ { batch }) => batch), [{ size: "full" }, { size: 40 }, { size: 1 }]);
  assert.deepEqual(await marks(page), ["b = all", "b = 40", "b = 1"]);
  const digest = await page.evaluate("window.descent.digest()");
  assert.equal(digest, nativeDigest(spec));
  const other = await site.open({ hash: await page.evaluate("location.hash") });
  assert.equal(await other.page.evaluate("window.descent.digest()"), digest);
  await other.page.close();
  // Its own ones have an order of their own, too; who takes the common ones has no choice.
  await page.select('.card:nth-child(2) select[aria-label$=": batch order"]', "fixed");
  await rest(page);
  await press(page, '.card:nth-child(2) input[aria-label$=": drop a short last batch"]');
  await rest(page);
  const own = await page.evaluate("window.descent.spec()");
  assert.deepEqual(own.racers[1].batch, { size: 40, order: "fixed", drop_last: true });
  assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(own));
  // What is too small is refused in place, and the run stays.
  await retype(page, field, "0");
  await page.waitForSelector(".card:nth-child(2) .refusal :not(:empty)");
  assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(own));
  // Back to the common ones.
  await retype(page, field, "common");
  await rest(page);
  assert.deepEqual(await marks(page), ["b = all", "b = 10", "b = 1"]);
  assert.equal((await page.evaluate("window.descent.spec()")).racers[1].batch, undefined);
  assert.equal(await page.$('.card:nth-child(2) select[aria-label$=": batch order"]'), null);
  assert.deepEqual([...faults, ...other.faults], []);
  await page.close();
});

test("against samples every racer has its own steps, up to where two are left", async () => {
  const { page, faults } = await site.open({ hash: FIGURE });
  await page.keyboard.press("End");
  await rest(page);
  // The figure opens with this axis, and with the loss over two weights, whose window holds the whole path.
  assert.equal(await page.$eval(".chart-unit", (/** @type {HTMLSelectElement} */ select) => select.value), "samples");
  await press(page, ".model-table");
  const lowest = await page.$$eval("dialog.numbers tbody tr", (/** @type {any[]} */ rows) => Number(rows.at(-1).cells[0].textContent.replace("−", "-")));
  const path = await page.evaluate("Array.from(window.descent.trace(0).x, (x) => x[1])");
  assert.ok(lowest < Math.min(...path), `${lowest}, ${Math.min(...path)}`);
  await page.keyboard.press("Escape");
  const body = await (await page.$(".chart-body")).boundingBox();
  const over = await page.$eval(".chart-veil", (/** @type {HTMLElement} */ e) => ({ left: Number.parseFloat(e.style.left), width: Number(e.parentElement?.clientWidth) }));
  assert.ok(Math.abs(over.left - over.width) < 1, "nothing is veiled");
  await page.mouse.move(body.x + body.width * 0.4, body.y + body.height / 2);
  await page.waitForSelector(".chart-tip:not([hidden])");
  const tip = await page.$eval(".chart-tip", (/** @type {HTMLElement} */ e) => e.innerText.replace(/\s+/g, " "));
  const [, samples = "", ten, all, one] = /samples: (\d+) b = 10 ([\d.]+) b = all ([\d.]+) b = 1 (–)/.exec(tip) ?? [];
  assert.ok(Number(samples) > 1000 && Number(samples) < 3000 && one === "–", tip);
  const f = await page.evaluate("[0, 1].map((racer) => Array.from(window.descent.trace(racer).f))");
  // Three digits of the samples are told: a step more or less.
  const near = (/** @type {number} */ racer, /** @type {number} */ per, /** @type {string | undefined} */ told) => [-1, 0, 1].some((off) => Math.abs(f[racer][Math.floor(Number(samples) / per) + off] - Number(told)) < 6e-4);
  assert.ok(near(0, 200, all) && near(1, 10, ten), tip);
  await page.select(".chart-unit", "steps");
  await rest(page);
  await page.mouse.move(body.x + body.width * 0.41, body.y + body.height / 2);
  await page.waitForFunction("/step \\d+/.test(document.querySelector('.chart-tip').innerText)");
  assert.deepEqual(faults, []);
  await page.close();
});

test("against evaluations a racer that takes three per step is at a third of its steps; racers of equal cost have no such axis", async () => {
  const { page, faults } = await site.open({ hash: "#surface=rosenbrock&start=-1.2,1&steps=200&racers=momentum+lr=0.0002;newton+alpha=0.02" });
  await rest(page);
  await page.select(".chart-unit", "evaluations");
  await rest(page);
  const body = await (await page.$(".chart-body")).boundingBox();
  await page.mouse.move(body.x + body.width * 0.4, body.y + body.height / 2);
  await page.waitForSelector(".chart-tip:not([hidden])");
  const tip = await page.$eval(".chart-tip", (/** @type {HTMLElement} */ e) => e.innerText.replace(/\s+/g, " "));
  const at = Number(/^evaluations: (\d+)/.exec(tip)?.[1]);
  assert.ok(at > 40 && at < 300, tip);
  const f = await page.evaluate("[0, 1].map((racer) => Array.from(window.descent.trace(racer).f))");
  for (const [racer, name, each] of /** @type {[number, string, number][]} */ ([[0, "Momentum", 1], [1, "Newton’s method", 3]])) {
    const told = Number(new RegExp(`(?:^| )${name} ([\\d.]+)`).exec(tip.replace(/^\S+ \S+/, ""))?.[1]);
    assert.ok([-1, 0, 1].some((off) => Math.abs(f[racer][Math.floor(at / each) + off] - told) < 6e-3 * told), `${name}: ${tip}`);
  }
  await page.evaluate("location.hash = '#surface=beale&start=1,1.5&steps=200&racers=momentum+lr=0.002;adam'");
  await page.waitForFunction("window.descent.spec().racers[1].optimizer.id === 'adam'");
  await rest(page);
  assert.equal(await page.$(".chart-unit"), null);
  assert.deepEqual(faults, []);
  await page.close();
});

test("racers with the same batches share the axis, also where one has ended in the middle of an epoch", async () => {
  const spec = { version: 1, problem: { model: { id: "linear" }, data: { id: "line", n: 30 }, batch: { size: 4 } }, steps: 300, racers: [{ optimizer: { id: "sgd", lr: 0.05 } }, { optimizer: { id: "sgd", lr: 60 } }] };
  const { page, faults } = await site.open();
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), spec), []);
  await rest(page);
  const ended = await page.evaluate("window.descent.trace(1).t.at(-1)");
  assert.ok(ended < 300 && ended % 4 !== 0, String(ended));
  await page.select(".chart-unit", "samples");
  await rest(page);
  const body = await (await page.$(".chart-body")).boundingBox();
  await page.mouse.move(body.x + body.width * 0.4, body.y + body.height / 2);
  await page.waitForFunction("/step \\d+/.test(document.querySelector('.chart-tip').innerText)");
  assert.deepEqual(faults, []);
  await page.close();
});

test("rings are around the samples of the next step, and none where it looks at all", async () => {
  const still = (/** @type {any} */ batch) => ({ version: 1, seed: 1, problem: { model: { id: "linear" }, data: { id: "line", n: 16, noise: 1 }, batch }, steps: 20, racers: [{ optimizer: { id: "sgd", lr: 0 } }] });
  const { page, faults } = await site.open();
  /** @type {string[][]} */
  const seen = [];
  for (const batch of [{ size: 1, order: "fixed" }, { size: "full" }]) {
    assert.deepEqual(await page.evaluate((/** @type {unknown} */ spec) => window.descent.open(spec), still(batch)), []);
    await rest(page);
    /** @type {string[]} */
    const pictures = [];
    // The model stands still: eight samples, and then the first again.
    for (const step of [0, 1, 2, 8]) {
      await page.evaluate((/** @type {number} */ t) => window.descent.seek(t), step);
      await rest(page);
      pictures.push(await picture(page));
    }
    seen.push(pictures);
  }
  const [single = [], all = []] = seen;
  assert.equal(new Set(single).size, 3);
  assert.equal(single[0], single[3]);
  assert.equal(new Set(all).size, 1);
  assert.ok(!single.includes(String(all[0])));
  assert.deepEqual(faults, []);
  await page.close();
});

test("a surface and a typed function take no batches, so they begin without these racers", async () => {
  const { page, faults } = await site.open({ hash: FIGURE });
  const { spec } = await page.evaluate("({ spec: window.descent.spec() })");
  for (const id of ["beale", "expression"]) {
    assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), spec), []);
    await rest(page);
    await page.select("select.surface", id);
    await rest(page);
    const { racers, problem } = await page.evaluate("window.descent.spec()");
    assert.ok(problem.surface === id || problem[id], JSON.stringify(problem));
    assert.ok(racers.every((/** @type {any} */ racer) => !("batch" in racer)));
    assert.equal(await page.$(".refusal :not(:empty)"), null);
  }
  assert.deepEqual(faults, []);
  await page.close();
});
