/**
 * What: the gallery of lecture figures in headless Chromium: it opens, draws its pictures, and shows the very run of a figure.
 * Invariant: no console error, no request beyond the site, in any test.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { nativeDigest, openBrowser, openPage, root, serveSite } from "./site.mjs";

/** @type {any} */
let browser;
/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;
const figures = JSON.parse(await readFile(join(root, "crates/lectures/figures.json"), "utf8"));
const axeSource = await readFile(createRequire(join(root, "www", "package.json")).resolve("axe-core/axe.min.js"), "utf8");

before(async () => {
  site = await serveSite();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("every figure has a card; a chosen one runs with the command line's digest and says what to notice", async () => {
  const { page, faults } = await openPage(browser, site.address);
  await page.click("button.gallery");
  await page.waitForSelector("dialog[open] .figure");
  assert.equal((await page.$$(".figure")).length, figures.length);
  await page.waitForFunction("document.querySelector('.figure canvas').style.width !== ''");
  assert.equal((await page.$$(".figure canvas.lost")).length, 0);
  for (const id of ["C-escape", "B-newton-saddle", "A-minibatch"]) {
    const figure = figures.find((/** @type {any} */ one) => one.id === id);
    if (!(await page.$("dialog[open] .figure"))) await page.click("button.gallery");
    await page.waitForSelector("dialog[open] .figure");
    await page.$eval(`canvas[data-figure="${id}"]`, (/** @type {Element} */ canvas) => /** @type {HTMLElement} */ (canvas.closest("button")).click());
    await page.waitForFunction((/** @type {string} */ notice) => document.querySelector(".tagline")?.textContent?.includes(notice), {}, figure.notice);
    assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(figure.spec), id);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("the gallery has nothing for axe, and Escape closes it", async () => {
  const { page, faults } = await openPage(browser, site.address, { widthPx: 390, heightPx: 844, dark: true });
  await page.click("button.gallery");
  await page.waitForSelector("dialog[open] .figure");
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate("axe.run(document.querySelector('.place-gallery'), { resultTypes: ['violations'] })");
  assert.deepEqual(violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes[0].target}`), []);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.$("dialog[open]"), null);
  assert.deepEqual(faults, []);
  await page.close();
});
