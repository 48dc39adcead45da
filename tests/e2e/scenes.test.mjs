/**
 * What: the gallery, the first look's three tries, forks, exports, the table and Spanish, in the built page.
 * Invariant: no console error, no request beyond the site, nothing for axe in any of these states.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { axe } from "./axe.mjs";
import { press, rest, root, withSite } from "./site.mjs";

const site = withSite();
const scenes = JSON.parse(await readFile(join(root, "crates/lectures/scenes.json"), "utf8"));

test("every scene is in the gallery, has a picture when seen, and opens its own document", async () => {
  const { page, faults } = await site.open();
  // Beside its title and the buttons every sentence can be read whole.
  const cut = await page.evaluate((/** @type {any[]} */ all) => {
    const header = /** @type {HTMLElement} */ (document.querySelector(".place-header"));
    const copy = /** @type {any} */ (header.cloneNode(true));
    header.after(copy);
    const [picker, line] = [copy.querySelector(".scene-picker"), copy.querySelector(".tagline")];
    const found = all.filter(({ words: { en: [title, notice, question] } }) => {
      picker.textContent = `${title} ▾`;
      line.textContent = `${notice} ${question}`;
      return line.scrollHeight > line.clientHeight;
    });
    copy.remove();
    return found.map(({ id }) => id);
  }, scenes);
  assert.deepEqual(cut, []);
  await press(page, ".scene-picker");
  assert.equal((await page.$$(".scene")).length, scenes.length);
  await page.waitForFunction("(() => { const c = document.querySelector('.scene canvas'); if (!c.width) return false; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return new Set(d).size > 20; })()");
  assert.deepEqual(await axe(page), []);
  await page.evaluate("document.querySelector('[data-scene=rotation-45]').closest('button').click()");
  await page.waitForFunction("window.descent.spec().problem.rotate === 45");
  const expected = scenes.find((/** @type {any} */ { id }) => id === "rotation-45");
  assert.deepEqual(await page.evaluate("window.descent.spec()"), expected.spec);
  await page.waitForFunction((/** @type {string} */ title) => document.querySelector(".scene-picker")?.textContent?.includes(title), {}, expected.words.en[0]);
  assert.deepEqual(faults, []);
  await page.close();
});

test("three things to try do what they say, and go away when dismissed", async () => {
  const { page, faults } = await site.open();
  assert.equal((await page.$$(".tries button")).length, 4);
  await press(page, ".tries button");
  await page.waitForFunction("window.descent.spec().racers[1].optimizer.lr === 0.01");
  await page.waitForFunction("[...document.querySelectorAll('.status.bad')].some((e) => /diverged at step 10/.test(e.textContent))");
  await page.$$eval(".tries button", (/** @type {HTMLElement[]} */ all) => all.at(-1)?.click());
  await page.waitForFunction("!document.querySelector('.tries')");
  assert.deepEqual(faults, []);
  await page.close();
});

test("from here on, a changed rate forks the run: the past stays, the old future is a ghost, a link holds it", async () => {
  const { page, faults } = await site.open();
  await page.evaluate("window.descent.seek(60)");
  const old = await page.evaluate("window.descent.trace(4)");
  await page.keyboard.press("f");
  await page.focus(".card:nth-child(5) input[type=range]");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction("(window.descent.spec().edits ?? []).length === 1");
  await page.evaluate("window.descent.digest()");
  const now = await page.evaluate("window.descent.trace(4)");
  assert.deepEqual(now.f.slice(0, 61), old.f.slice(0, 61));
  assert.notDeepEqual(now.f.slice(61, 80), old.f.slice(61, 80));
  assert.equal(await page.evaluate("window.descent.spec().racers[4].optimizer.lr"), 0.1);
  await page.waitForSelector(".forks");
  assert.match(await page.$eval(".forks", (/** @type {Element} */ e) => e.textContent ?? ""), /From step 60 on, Adam has η = /);
  assert.deepEqual(await axe(page), []);
  await page.waitForFunction("location.hash.slice(1) === window.descent.hash()");
  const digest = await page.evaluate("window.descent.digest()");
  const other = await site.open({ hash: await page.evaluate("location.hash") });
  assert.equal(await other.page.evaluate("window.descent.digest()"), digest);
  await other.page.close();
  await page.keyboard.press("f");
  await page.focus(".card:nth-child(5) input[type=range]");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction("window.descent.spec().racers[4].optimizer.lr !== 0.1");
  assert.equal(await page.evaluate("window.descent.spec().edits.length"), 1);
  // A schedule is told by its name, a choice by its own.
  const edits = [{ step: 20, racer: 4, path: "schedule", value: { id: "cosine", t_max: 50 } }, { step: 30, racer: 4, path: "schedule", value: null }, { step: 40, racer: 4, path: "optimizer.amsgrad", value: true }];
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ all) => window.descent.open({ ...window.descent.spec(), edits: all }), edits), []);
  await page.waitForFunction("document.querySelector('.forks').textContent.includes('step 40')");
  assert.match(await page.$eval(".forks", (/** @type {Element} */ e) => e.textContent ?? ""), /From step 20 on, Adam has Cosine annealing; From step 30 on, Adam has Constant rate; From step 40 on, Adam has /);
  // A part of a schedule and a stage by their symbols.
  const parts = [{ step: 20, racer: 4, path: "clip", value: { norm: 2 } }, { step: 30, racer: 4, path: "clip", value: null }, { step: 40, racer: 4, path: "schedule", value: { id: "exponential", gamma: 0.99 } }, { step: 50, racer: 4, path: "schedule.gamma", value: 0.9 }];
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ all) => window.descent.open({ ...window.descent.spec(), edits: all }), parts), []);
  await page.waitForFunction("document.querySelector('.forks').textContent.includes('step 50')");
  assert.match(await page.$eval(".forks", (/** @type {Element} */ e) => e.textContent ?? ""), /Adam has Clipping: c = 2; From step 30 on, Adam has no Clipping; .* From step 50 on, Adam has γ = 0\.9\./);
  assert.deepEqual([...faults, ...other.faults], []);
  await page.close();
});

test("export and table: dialogs that axe accepts, a QR code, files", async () => {
  const { page, faults } = await site.open();
  await page.evaluate("URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = { type: blob.type, text, size: blob.size })); return 'blob:none'; }; HTMLAnchorElement.prototype.click = () => {};");
  await press(page, "button.export");
  await page.waitForSelector(".qr path");
  assert.deepEqual(await axe(page), []);
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
  await press(page, "button.table");
  assert.equal((await page.$$(".numbers tbody tr")).length, 51);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
  await page.close();
});

test("in Spanish the page speaks Spanish, and writes numbers so", async () => {
  const { page, faults } = await site.open({ search: "?lang=es" });
  assert.equal(await page.evaluate("document.documentElement.lang"), "es");
  assert.match(await page.$eval(".place-racers h2", (/** @type {Element} */ e) => e.textContent ?? ""), /Corredores/);
  assert.match(await page.$eval(".card-foot .number", (/** @type {Element} */ e) => e.textContent ?? ""), /\d,\d/);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(faults, []);
  await page.close();
});

test("under a hand that drags the start the landscape stays where it is, at 390 px too", async () => {
  for (const [widthPx, heightPx] of [[1280, 800], [390, 844]]) {
    const { page, faults } = await site.open({ widthPx, heightPx });
    const places = () => page.evaluate("(() => { const { top, height } = document.querySelector('.landscape').getBoundingClientRect(); return [Math.round(top), Math.round(height)]; })()");
    await rest(page);
    const before = await places();
    const { x, y } = await (await page.$(".start")).boundingBox();
    await page.mouse.move(x + 16, y + 16);
    await page.mouse.down();
    await page.mouse.move(x - 24, y + 4, { steps: 4 });
    await page.waitForFunction("window.descent.spec().start[0] !== 1");
    assert.deepEqual(await places(), before);
    await page.mouse.up();
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("at 390 px a scene's sentence and question can be read whole, and a model's chart fits", async () => {
  const { page, faults } = await site.open({ widthPx: 390, heightPx: 844 });
  await press(page, ".scene-picker");
  await page.evaluate("document.querySelector('[data-scene=wilson]').closest('button').click()");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'wilson'");
  await page.waitForFunction("/mislead here\\?$/.test(document.querySelector('.tagline').textContent)");
  assert.equal(await page.evaluate("(() => { const p = document.querySelector('.tagline'); return p.scrollHeight - p.clientHeight <= 1; })()"), true);
  await press(page, ".place-tabs [role=tab]:nth-child(3)");
  await page.waitForFunction("document.querySelectorAll('.chart-head [role=tab]').length === 6");
  assert.equal(await page.evaluate("[...document.querySelectorAll('.chart-head button, .chart-body')].every((e) => e.getBoundingClientRect().right <= innerWidth)"), true);
  assert.deepEqual(faults, []);
  await page.close();
});

for (const [widthPx, heightPx] of [[320, 640], [390, 844], [768, 1024], [1280, 800], [3840, 2160]]) {
  test(`at ${widthPx} px nothing scrolls sideways`, async () => {
    const { page, faults } = await site.open({ widthPx, heightPx });
    assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    assert.deepEqual(faults, []);
    await page.close();
  });
}
