/**
 * What: many seeds of one document in the built page, and the numbers beside the fan of single samples' gradients.
 * Invariant: what the table says are quartiles of the command line's own runs.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLine, focusedAs, press, rest, withSite } from "./site.mjs";

const site = withSite();

/** The last losses of a document's racers, by the command line. @param {unknown} spec @returns {number[]} */
function lastLosses(spec) {
  return JSON.parse(commandLine(["run", "-"], spec)).map((/** @type {{f: number[]}} */ { f }) => f.at(-1));
}

/** @param {string} text such as `1.670×10⁻⁴` @returns {number} */
const valueOf = (text) => Number(text.replace("−", "-").replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power) => `e${[...power].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("")}`));

test("k-means over many seeds: batch, mini-batch and single samples, with the quartiles of the command line's runs", async () => {
  const { page, faults } = await site.open();
  await page.select("select.surface", "model:blobs");
  await page.waitForFunction("window.descent.spec().problem.model?.id === 'kmeans'");
  await press(page, ".place-header .maps");
  const drawn = (/** @type {number} */ lines) => page.waitForFunction(`document.querySelectorAll(".place-maps .maps-best li").length === ${lines} && document.querySelector(".place-maps progress").value === 1`);
  await drawn(4);
  await page.select(".seeds-settings select", "8");
  await rest(page);
  await drawn(4);
  const bands = await page.$$eval(".place-maps .maps-chart path", (/** @type {Element[]} */ all) => all.filter((path) => path.getAttribute("fill-opacity")).length);
  assert.equal(bands, 4, "a band for every line");
  const axes = await page.$$eval(".place-maps .maps-chart text", (/** @type {Element[]} */ all) => all.map((text) => text.textContent));
  assert.ok(axes.includes("samples seen") && axes.some((/** @type {string} */ text) => text.startsWith("excess loss")), axes.join());
  await page.$$eval(".place-maps button", (/** @type {HTMLElement[]} */ all) => all.at(-1)?.click());
  const rows = await page.$$eval("dialog.numbers tbody tr", (/** @type {HTMLTableRowElement[]} */ all) => all.map((row) => Array.from(row.cells, (cell) => cell.textContent ?? "")));
  await page.keyboard.press("Escape");

  const spec = await page.evaluate("window.descent.spec()");
  const seed = spec.seed ?? 0;
  const single = Array.from({ length: 8 }, (_, i) => lastLosses({ ...spec, seed: seed + i, steps: 60 * 150, racers: [spec.racers[1]], problem: { ...spec.problem, data: { ...spec.problem.data, seed }, batch: { size: 1 } } })[0] ?? NaN).sort((a, b) => a - b);
  const lloyd = Array.from({ length: 8 }, (_, i) => lastLosses({ ...spec, seed: seed + i, racers: [spec.racers[0]], problem: { ...spec.problem, data: { ...spec.problem.data, seed } } })[0] ?? NaN);
  const floor = Math.min(...single, ...lloyd);
  const [, samples, lower, median, upper] = rows.filter((/** @type {string[]} */ [name = ""]) => name.endsWith("single samples")).at(-1) ?? [];
  assert.equal(samples, "9000");
  // Of eight sorted values the quartiles stand at 1¾, 3½ and 5¼.
  for (const [text, place] of /** @type {[string, number][]} */ ([[lower, 1.75], [median, 3.5], [upper, 5.25]])) {
    const [below = NaN, above = NaN] = [single[Math.floor(place)], single[Math.ceil(place)]];
    const expected = below + (place % 1) * (above - below) - floor;
    assert.ok(Math.abs(valueOf(text) - expected) <= 1e-3 * Math.abs(expected) + 1e-12, `${text} for ${expected}`);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("seeds of a network train in the workers and stop at once; a surface with noise counts updates", async () => {
  const { page, faults } = await site.open();
  await page.select("select.surface", "model:moons");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'moons'");
  // More updates than are made for so many seeds before the button is pressed.
  await page.evaluate((/** @type {any} */ spec) => window.descent.open({ ...spec, steps: 20_000 }), await page.evaluate("window.descent.spec()"));
  await press(page, ".place-header .maps");
  await page.waitForSelector(".halt-maps");
  await page.select(".seeds-settings select", "64");
  await page.focus(".halt-maps");
  await page.keyboard.press("Enter");
  await page.waitForFunction("!document.querySelector('.halt-maps')");
  assert.equal(await page.evaluate("document.activeElement.ariaSelected"), "true");
  await page.waitForFunction("/Stopped/.test(document.querySelector('.place-maps').textContent)");
  await page.evaluate(() => /** @type {any} */ (window).descent.open({ version: 1, problem: { surface: "sphere" }, start: [2, 1], steps: 80, racers: [{ optimizer: { id: "sgd", lr: 0.1 }, noise: { std: 1 } }] }));
  await press(page, ".place-maps [role=tab]:nth-child(4)");
  await page.waitForFunction("document.querySelectorAll('.place-maps .maps-best li').length === 1 && document.querySelector('.place-maps progress').value === 1 && /updates/.test(document.querySelector('.place-maps .maps-chart')?.textContent ?? '')");
  // Whose focus is at the button when it is done by itself is left at the tab.
  const focused = focusedAs(page, ".place-maps", ".halt-maps");
  await page.select(".seeds-settings select", "32");
  await focused;
  await page.waitForSelector(".place-maps [role=tab][aria-selected=true]:focus");
  // What another length of the same problem left stays while the new answer is made, and goes where that is stopped.
  const line = (/** @type {number} */ seed, /** @type {number} */ steps) => ({ version: 1, seed, steps, problem: { model: { id: "mlp", layers: [2, 16, 16, 1], output: "sigmoid" }, data: { id: "moons" } }, racers: [{ optimizer: { id: "adam" } }] });
  const open = async (/** @type {unknown} */ spec) => assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), spec), []);
  await open(line(1, 2));
  await press(page, ".place-maps [role=tab]:nth-child(2)");
  await page.waitForSelector(".place-maps .add[aria-disabled=false]");
  for (const seed of [1, 2]) {
    await open(line(seed, 1000));
    await page.waitForSelector(".halt-maps");
    assert.equal(await page.$(".place-maps .maps-chart") !== null, seed === 1);
    assert.equal(await page.$(".place-maps .add[aria-disabled=false]"), null);
    await press(page, ".halt-maps");
    await page.waitForFunction("!document.querySelector('.halt-maps')");
    assert.equal(await page.$(".place-maps .maps-chart"), null);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("rates over several seeds: medians and quartiles of the command line's runs, a band for each racer", async () => {
  const { page, faults } = await site.open();
  const spec = { version: 1, seed: 7, steps: 40, problem: { model: { id: "logistic" }, data: { id: "moons", seed: 7 }, batch: { size: 8 } }, racers: [{ optimizer: { id: "adam" } }, { optimizer: { id: "keras.SGD" } }] };
  await page.evaluate((/** @type {unknown} */ given) => /** @type {any} */ (window).descent.open(given), spec);
  await page.waitForFunction("window.descent.spec().problem.data.id === 'moons' && window.descent.end() === 40");
  await press(page, ".place-header .maps");
  await page.waitForSelector(".place-maps [role=tab]");
  await press(page, ".place-maps [role=tab]:nth-child(2)");
  await rest(page);
  const drawn = (/** @type {number} */ bands) => page.waitForFunction(`document.querySelector(".place-maps progress").value === 1 && [...document.querySelectorAll(".place-maps .maps-chart path[fill-opacity]")].filter((path) => path.getAttribute("d")).length === ${bands}`);
  await drawn(0);
  await page.select(".seeds-settings select", "4");
  await drawn(2);
  await press(page, ".place-maps button.table");
  const rows = await page.$$eval("dialog.numbers tbody tr", (/** @type {HTMLTableRowElement[]} */ all) => all.map((row) => Array.from(row.cells, (cell) => cell.textContent ?? "")));
  await page.keyboard.press("Escape");
  /** @type {string[]} */
  const row = rows.find((/** @type {string[]} */ [rate]) => rate === "0.1") ?? [];
  [{ id: "adam", lr: 0.1 }, { id: "keras.SGD", learning_rate: 0.1 }].forEach((optimizer, i) => {
    const losses = [7, 8, 9, 10].map((seed) => lastLosses({ ...spec, seed, racers: [{ optimizer }] })[0] ?? NaN).sort((a, b) => a - b);
    // Of four sorted values the quartiles stand at ¾, 1½ and 2¼.
    const expected = [1.5, 0.75, 2.25].map((place) => Number(losses[Math.floor(place)]) + (place % 1) * (Number(losses[Math.ceil(place)]) - Number(losses[Math.floor(place)])));
    const said = (row[i + 1] ?? "").split(/[(;)]/).filter((part) => part.trim() !== "").map((part) => valueOf(part.trim()));
    assert.equal(said.length, 3, row.join(" | "));
    said.forEach((value, k) => assert.ok(Math.abs(value - Number(expected[k])) <= 1e-3 * Number(expected[k]), `${row[i + 1]} for ${expected}`));
  });
  assert.deepEqual(faults, []);
  await page.close();
});

test("the numbers beside the fan are those of the batch's gradients", async () => {
  const { page, faults } = await site.open();
  const spec = { version: 1, steps: 1, start: [0.75, -0.5], problem: { model: { id: "linear" }, data: { inline: { x: [0, 1, 3], y: [1, 1, 0] } } }, racers: [{ optimizer: { id: "sgd", lr: 0 } }] };
  await page.evaluate((/** @type {unknown} */ given) => /** @type {any} */ (window).descent.open(given), spec);
  await rest(page);
  await press(page, ".model-head [role=tab]", "Loss over two weights");
  await rest(page);
  const said = await page.$$eval(".model-spread dd", (/** @type {HTMLElement[]} */ all) => all.map((one) => one.textContent ?? ""));
  // Gradients 2(ax + b − y)(x, 1): (0, −3), (−1.5, −1.5), (10.5, 3.5).
  const variance = (/** @type {number[]} */ all) => all.reduce((sum, v) => sum + (v - all.reduce((a, b) => a + b, 0) / all.length) ** 2, 0) / all.length;
  const [a, b] = [variance([0, -1.5, 10.5]), variance([-3, -1.5, 3.5])];
  const expected = [a, b, a + b, 0, (a + b) / (3 ** 2 + (-1 / 3) ** 2)];
  said.forEach((/** @type {string} */ text, /** @type {number} */ i) => assert.ok(Math.abs(valueOf(text) - Number(expected[i])) <= 6e-3 * Number(expected[i]), `${text} for ${expected[i]}`));
  assert.equal(said.length, 5);
  assert.deepEqual(faults, []);
  await page.close();
});
