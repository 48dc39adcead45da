/**
 * What: the gallery, the first look's three tries, forks, exports, the table and Spanish, in the built page.
 * Invariant: no console error, no request beyond the site, nothing for axe in any of these states.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage, root, serveSite } from "./site.mjs";

/** @type {any} */
let browser;
/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;
const axeSource = await readFile(createRequire(join(root, "www", "package.json")).resolve("axe-core/axe.min.js"), "utf8");
const scenes = JSON.parse(await readFile(join(root, "crates/lectures/scenes.json"), "utf8"));

before(async () => {
  site = await serveSite();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {any} page */
async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  assert.deepEqual(violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.target.join(" ")).slice(0, 3).join(" | ")}`), []);
}

test("every scene is in the gallery, has a picture when seen, and opens its own document", async () => {
  const { page, faults } = await openPage(browser, site.address);
  await page.click(".scene-picker");
  assert.equal((await page.$$(".scene")).length, scenes.length);
  await page.waitForFunction("(() => { const c = document.querySelector('.scene canvas'); if (!c.width) return false; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return new Set(d).size > 20; })()");
  await axe(page);
  await page.evaluate("document.querySelector('[data-scene=rotation-45]').closest('button').click()");
  await page.waitForFunction("window.descent.spec().problem.rotate === 45");
  const expected = scenes.find((/** @type {any} */ { id }) => id === "rotation-45");
  assert.deepEqual(await page.evaluate("window.descent.spec()"), expected.spec);
  await page.waitForFunction((/** @type {string} */ title) => document.querySelector(".scene-picker")?.textContent?.includes(title), {}, expected.words.en[0]);
  assert.deepEqual(faults, []);
  await page.close();
});

test("three things to try do what they say, and go away when dismissed", async () => {
  const { page, faults } = await openPage(browser, site.address);
  const buttons = () => page.$$(".tries button");
  assert.equal((await buttons()).length, 4);
  await (await buttons())[0].click();
  await page.waitForFunction("window.descent.spec().racers[1].optimizer.lr === 0.01");
  await page.waitForFunction("[...document.querySelectorAll('.status.bad')].some((e) => /diverged at step 10/.test(e.textContent))");
  await (await buttons())[3].click();
  await page.waitForFunction("!document.querySelector('.tries')");
  assert.deepEqual(faults, []);
  await page.close();
});

test("from here on, a changed rate forks the run: the past stays, the old future is a ghost, a link holds it", async () => {
  const { page, faults } = await openPage(browser, site.address);
  await page.evaluate("window.descent.seek(60)");
  const old = await page.evaluate("window.descent.trace(4)");
  await page.keyboard.press("f");
  await page.focus(".card:nth-child(5) input[type=range]");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction("(window.descent.spec().edits ?? []).length === 1");
  const now = await page.evaluate("window.descent.trace(4)");
  assert.deepEqual(now.f.slice(0, 61), old.f.slice(0, 61));
  assert.notDeepEqual(now.f.slice(61, 80), old.f.slice(61, 80));
  assert.equal(await page.evaluate("window.descent.spec().racers[4].optimizer.lr"), 0.1);
  await page.waitForSelector(".forks");
  assert.match(await page.$eval(".forks", (/** @type {Element} */ e) => e.textContent ?? ""), /From step 60: Adam/);
  await axe(page);
  await page.waitForFunction("location.hash.slice(1) === window.descent.hash()");
  const digest = await page.evaluate("window.descent.digest()");
  const other = await openPage(browser, site.address, { hash: await page.evaluate("location.hash") });
  assert.equal(await other.page.evaluate("window.descent.digest()"), digest);
  await other.page.close();
  await page.keyboard.press("f");
  await page.focus(".card:nth-child(5) input[type=range]");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction("window.descent.spec().racers[4].optimizer.lr !== 0.1");
  assert.equal(await page.evaluate("window.descent.spec().edits.length"), 1);
  assert.deepEqual([...faults, ...other.faults], []);
  await page.close();
});

test("export and table: dialogs that axe accepts, a QR code, files", async () => {
  const { page, faults } = await openPage(browser, site.address);
  await page.evaluate("URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = { type: blob.type, text, size: blob.size })); return 'blob:none'; }; HTMLAnchorElement.prototype.click = () => {};");
  await page.click("button.export");
  assert.ok(await page.$(".qr path"));
  await axe(page);
  const take = async (/** @type {number} */ at) => {
    await page.evaluate("window.saved = null");
    await page.$$eval(".exports .export-row button", (/** @type {HTMLElement[]} */ all, /** @type {number} */ i) => all[i]?.click(), at);
    await page.waitForFunction("window.saved");
    return page.evaluate("window.saved");
  };
  assert.equal((await take(0)).type, "image/png");
  assert.match((await take(2)).text, /^<svg[\s\S]*Momentum[\s\S]*<\/svg>/);
  assert.match((await take(3)).text, /^<svg[\s\S]*Adam[\s\S]*<\/svg>/);
  assert.equal((await take(5)).text.split("\n").length, 1 + 5 * 501 + 1);
  assert.equal(JSON.parse((await take(6)).text).digest, await page.evaluate("window.descent.digest()"));
  assert.deepEqual(JSON.parse((await take(7)).text), await page.evaluate("window.descent.spec()"));
  await page.keyboard.press("Escape");
  await page.click("button.table");
  assert.equal((await page.$$(".numbers tbody tr")).length, 51);
  await axe(page);
  assert.deepEqual(faults, []);
  await page.close();
});

test("in Spanish the page speaks Spanish, and writes numbers so", async () => {
  const { page, faults } = await openPage(browser, `${site.address}?lang=es`);
  assert.equal(await page.evaluate("document.documentElement.lang"), "es");
  assert.match(await page.$eval(".place-racers h2", (/** @type {Element} */ e) => e.textContent ?? ""), /Corredores/);
  assert.match(await page.$eval(".card-foot .number", (/** @type {Element} */ e) => e.textContent ?? ""), /\d,\d/);
  await axe(page);
  assert.deepEqual(faults.filter((fault) => !fault.startsWith("request to")), []);
  await page.close();
});

for (const [widthPx, heightPx] of [[320, 640], [390, 844], [768, 1024], [1280, 800], [3840, 2160]]) {
  test(`at ${widthPx} px nothing scrolls sideways`, async () => {
    const { page, faults } = await openPage(browser, site.address, { widthPx, heightPx });
    assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    assert.deepEqual(faults, []);
    await page.close();
  });
}
