/**
 * What: the views of a model that show what its batches do, and its loss over a random plane, in the built page.
 * Invariant: what is said and what stands in the tables is the engine's, and the same link shows the same.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, rest, withSite } from "./site.mjs";

const site = withSite();

/** What the line above the pictures says. @param {any} page @param {string} line @returns {Promise<string>} */
const said = (page, line) => page.$eval(line, (/** @type {HTMLElement} */ e) => e.innerText.replace(/\s+/g, " "));
/** The tables behind the view, cell by cell. @param {any} page @returns {Promise<string[][][]>} */
async function tables(page) {
  await press(page, ".model-table");
  await page.waitForSelector("dialog.numbers[open]");
  const found = await page.$$eval("dialog.numbers table", (/** @type {HTMLTableElement[]} */ all) => all.map((table) => Array.from(table.rows, (row) => Array.from(row.cells, (cell) => cell.textContent ?? ""))));
  await page.keyboard.press("Escape");
  // It closes, then goes: only then the keyboard is another's.
  await page.waitForFunction("!document.querySelector('dialog.numbers')");
  await rest(page);
  return found;
}
/** Whether something is drawn. @param {any} page @param {string} canvas @returns {Promise<boolean>} */
const drawn = (page, canvas) => page.$eval(canvas, (/** @type {HTMLCanvasElement} */ e) => new Set(new Uint32Array(e.getContext("2d")?.getImageData(0, 0, e.width, e.height).data.buffer ?? new ArrayBuffer(0))).size > 20);

test("samples are counted, once an epoch and as a draw with replacement would have them", async () => {
  const { page, faults } = await site.open({ hash: "#figure=B-sampling" });
  await page.keyboard.press("End");
  await rest(page);
  const line = ".model-samples";
  assert.match(await said(page, line), /Shuffled each epoch: each sample seen 10 times, 0 never\. With replacement: each sample seen 4–17 times, 0 never\. χ² = [\d.]+, 79 degrees of freedom\./);
  assert.ok(await drawn(page, ".model-body canvas"));
  const [seen = [], spread = []] = await tables(page);
  assert.equal(seen.length, 81);
  assert.ok(seen.slice(1).every((row) => row[2] === "10"));
  assert.equal(seen.slice(1).reduce((sum, row) => sum + Number(row[3]), 0), 800);
  assert.deepEqual(spread.slice(1).map((row) => row[0]), ["1", "4", "8", "32", "64"]);
  // In the middle of an epoch some have been seen once less.
  await page.evaluate("window.descent.seek(95)");
  await rest(page);
  assert.match(await said(page, line), /each sample seen 9–10 times/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a racer with batches of its own is drawn as they are", async () => {
  const spec = { version: 1, steps: 40, problem: { model: { id: "logistic" }, data: { id: "gauss" }, batch: { size: 10 } }, racers: [{ optimizer: { id: "sgd", lr: 0.1 }, batch: { order: "replacement" } }, { optimizer: { id: "sgd", lr: 0.2 } }] };
  const { page, faults } = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify(spec))}` });
  await press(page, ".model-head [role=tab]:last-child");
  for (const [key, own] of /** @type {[string, boolean][]} */ ([["1", true], ["2", false]])) {
    await page.keyboard.press(key);
    await rest(page);
    assert.equal(await page.$eval(".model-samples input", (/** @type {HTMLInputElement} */ e) => e.checked), own);
    assert.match(await said(page, ".model-samples"), own ? /^.*With replacement: each sample seen .* Shuffled/ : /Shuffled each epoch: .* With replacement/);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("losses of batches follow the law of the draw that the reader chooses, by keyboard too", async () => {
  const { page, faults } = await site.open({ hash: "#figure=A-variance" });
  await page.keyboard.press("End");
  await rest(page);
  const off = async (/** @type {number} */ law) => {
    const [, spread = []] = await tables(page);
    const number = (/** @type {string} */ text) => Number(text.replace(/×10(⁻?)([⁰¹²³⁴-⁹]+)/, (_, minus, digits) => `e${minus && "-"}${[...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join("")}`));
    return Math.max(...spread.slice(1).map((row) => Math.abs(number(row[2] ?? "") / number(row[law] ?? "") - 1)));
  };
  const slope = /Their slope is −(0\.9[5-9]|1\.0[0-5])/;
  assert.match(await said(page, ".model-samples"), slope);
  assert.ok((await off(3)) < 0.15);
  await page.focus(".model-samples input");
  await page.keyboard.press(" ");
  await page.waitForFunction("document.querySelector('.model-samples input').checked === false");
  await rest(page);
  assert.doesNotMatch(await said(page, ".model-samples"), slope);
  assert.ok((await off(4)) < 0.15);
  assert.ok((await off(3)) > 0.3, "without replacement the largest batches are below 1/b");
  assert.deepEqual(faults, []);
  await page.close();
});

test("before the first step all losses are equal, and their one bar has its place", async () => {
  const { page, faults } = await site.open({ hash: "#figure=A-variance" });
  await page.evaluate("window.descent.seek(0)");
  await rest(page);
  assert.ok(await drawn(page, ".model-body canvas"));
  assert.doesNotMatch(await said(page, ".model-samples"), /slope|χ²|not a number/);
  const [, spread = []] = await tables(page);
  assert.ok(spread.slice(1).every((row) => /×10⁻[¹²³].|^0$/.test(row[2] ?? "")), `rounding at most: ${spread}`);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a problem without batches says that every update sees every sample", async () => {
  const { page, faults } = await site.open({ hash: "#figure=A-fit" });
  await page.evaluate("window.descent.seek(7)");
  await press(page, ".model-head [role=tab]:last-child");
  await rest(page);
  assert.match(await said(page, ".model-samples"), /Every update sees every sample: by now 7 times/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a random plane has the loss in its middle, and a seed gives the same plane again", async () => {
  const { page, faults } = await site.open({ hash: "#figure=C-landscape" });
  await page.keyboard.press("End");
  await rest(page);
  const line = ".model-slice-head:not(.model-samples)";
  const first = await said(page, line);
  assert.match(first, /22\.4 % of its length lies in this plane/);
  assert.ok(await drawn(page, ".model-slice canvas"));
  const [plane = []] = await tables(page);
  const { f } = await page.evaluate("({ f: window.descent.trace(0).f.at(-1) })");
  assert.equal(plane[0]?.[0], "β \\ α");
  assert.deepEqual([plane[0]?.[5], plane[5]?.[0]], ["0", "0"]);
  const centre = Number(plane[5]?.[5]?.replace("×10⁻³", "e-3"));
  assert.ok(Math.abs(centre - f) < 1e-3 * f, `${centre} instead of ${f}`);
  const seed = async (/** @type {string} */ to) => {
    await page.click(`${line} input`, { count: 3 });
    await page.keyboard.type(to);
    await page.keyboard.press("Enter");
    await rest(page);
  };
  await seed("2");
  await page.waitForFunction((/** @type {string} */ old, /** @type {string} */ where) => /** @type {HTMLElement} */ (document.querySelector(where)).innerText.replace(/\s+/g, " ") !== old, {}, first, line);
  const [other = []] = await tables(page);
  assert.notDeepEqual(other, plane);
  await seed("1");
  await page.waitForFunction((/** @type {string} */ old, /** @type {string} */ where) => /** @type {HTMLElement} */ (document.querySelector(where)).innerText.replace(/\s+/g, " ") === old, {}, first, line);
  assert.deepEqual((await tables(page))[0], plane);
  assert.deepEqual(faults, []);
  await page.close();
});
