/**
 * What: the page where things are refused to it: no worker, no clipboard, no WebAssembly; and how it behaves at odd sizes.
 * Invariant: the same bits without a worker; a plain sentence where nothing can run; never a sideways scroll bar.
 * Does not: compare with the command line; `page.test.mjs` does.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inFirefox, prefer, press, rest, withSite } from "./site.mjs";

const site = withSite();

/**
 * Opens the page after a script has changed what the browser offers.
 * @param {string} change
 * @returns {Promise<{page: any, faults: string[]}>}
 */
async function openChanged(change) {
  const page = await (await site.browser()).newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (/** @type {Error} */ error) => faults.push(String(error)));
  await page.evaluateOnNewDocument(change);
  await prefer(page, { "prefers-reduced-motion": "reduce" });
  await page.goto(site.address);
  return { page, faults };
}

/**
 * Scrolls with a finger that begins on sliders, which changes nothing.
 * @param {any} page
 * @param {string[]} sliders
 */
async function scrollFrom(page, sliders) {
  const hand = await page.createCDPSession();
  const stands = () => page.evaluate(() => [window.descent.spec(), window.descent.t(), document.querySelector("[aria-label=Undo], [aria-label=Deshacer]")?.getAttribute("aria-disabled")]);
  await page.setViewport({ width: 390, height: 900 });
  const before = await stands();
  for (const slider of sliders) {
    // A browser may take the finger for its own before the slider has heard of it. Then nothing was to be taken back, and the finger tries again.
    for (let tries = 5, ends = [""]; !ends.includes("input"); tries--) {
      assert.ok(tries, `${slider}: ${ends}`);
      await page.evaluate(`scrollTo(0, 0); window.ends = []; for (const type of ["input", "pointerup", "pointercancel"]) addEventListener(type, () => ends.push(type), { once: true })`);
      await rest(page);
      const box = await (await page.$(slider)).boundingBox();
      const at = (/** @type {number} */ up) => [{ x: box.x + 0.7 * box.width, y: box.y + box.height / 2 - up }];
      await hand.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
      for (let up = 20; up <= 160; up += 20) await hand.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(up) });
      await hand.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await page.waitForFunction("ends.some((end) => end !== 'input')");
      await rest(page);
      ends = await page.evaluate("ends");
      assert.equal(ends.at(-1), "pointercancel", slider);
      assert.ok(await page.evaluate("scrollY > 0"), slider);
      assert.deepEqual(await stands(), before, slider);
    }
  }
}

test("without a worker the page computes the same bits", async () => {
  const usual = await site.open();
  const digest = await usual.page.evaluate("window.descent.digest()");
  await usual.page.close();
  const { page, faults } = await openChanged("window.Worker = class { constructor() { throw new Error('refused') } }");
  await page.waitForFunction('document.documentElement.dataset.ready === "1"');
  assert.equal(await page.evaluate("window.descent.digest()"), digest);
  assert.deepEqual(faults, []);
  await page.close();
});

test("without WebAssembly a plain sentence says so", async () => {
  const { page } = await openChanged("delete window.WebAssembly");
  await page.waitForSelector(".failure");
  assert.match(await page.$eval(".failure", (/** @type {Element} */ e) => e.textContent ?? ""), /WebAssembly/);
  await page.close();
});

test("sharing copies the address, and says so where it cannot", async () => {
  const { page, faults } = await openChanged("Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } }, configurable: true })");
  await page.waitForFunction('document.documentElement.dataset.ready === "1"');
  await page.waitForSelector("header .share");
  const places = () => page.evaluate("JSON.stringify([...document.querySelectorAll('header button')].map((button) => button.getBoundingClientRect()))");
  const before = await places();
  await press(page, "header .share");
  await page.waitForFunction("window.copied && document.querySelector('.said').textContent");
  assert.equal(await places(), before, "no button moves");
  assert.equal(await page.evaluate("window.copied"), await page.evaluate("location.href.replace(/#.*/, '') + '#' + window.descent.hash()"));
  // As over http, where there is no clipboard.
  await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await press(page, "header .share");
  await page.waitForFunction("document.querySelector('.said').textContent === 'Copy the address of this page'");
  await press(page, ".embed-open");
  await press(page, "dialog.embed .copy");
  await page.waitForFunction("document.querySelector('dialog.embed .copy').textContent === 'Select the text and copy it'");
  assert.ok(await page.$eval("dialog.embed textarea", (/** @type {HTMLTextAreaElement} */ area) => area.selectionStart === 0 && area.selectionEnd === area.value.length));
  assert.deepEqual(faults, []);
  await page.close();
});

test("no window from 320 pixels to 4K scrolls sideways, and in none the bar of time lies on the landscape", async () => {
  const { page, faults } = await site.open();
  for (const [width, height] of [[320, 568], [360, 740], [768, 1024], [900, 600], [901, 600], [1024, 768], [1920, 1080], [3840, 2160]]) {
    await page.setViewport({ width, height });
    await rest(page);
    assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${width} by ${height}`);
    const [below, bar] = await page.evaluate("[document.querySelector('.landscape').getBoundingClientRect().bottom, document.querySelector('.place-transport').getBoundingClientRect().top]");
    assert.ok(below <= bar + 0.5, `${width} by ${height}: the bar of time begins at ${bar} px, the landscape ends at ${below} px`);
    // With the spacing that a reader may ask for.
    assert.ok(await page.$eval(".tagline", (/** @type {HTMLElement} */ line) => {
      Object.assign(line.style, { letterSpacing: "0.12em", wordSpacing: "0.16em", lineHeight: "1.5" });
      const whole = line.scrollHeight <= line.clientHeight;
      line.removeAttribute("style");
      return whole;
    }), `${width} by ${height}: all of what to notice`);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("on a phone the header's buttons stand in one row and nothing scrolls sideways, in both languages and every theme; a finger scrolls from a slider without moving it", async () => {
  for (const search of ["", "?lang=es"]) {
    const { page, faults } = await site.open({ search, widthPx: 390, heightPx: 740 });
    const seen = new Set();
    for (let i = 0; i < 3; i++) {
      await press(page, ".place-header .theme");
      seen.add(await page.evaluate("document.documentElement.dataset.theme"));
      for (const width of [320, 360, 390, 520]) {
        await page.setViewport({ width, height: 740 });
        await rest(page);
        const tops = await page.$$eval(".place-header nav button", (/** @type {Element[]} */ all) => all.filter((button) => button.getClientRects().length).map((button) => button.getBoundingClientRect().top));
        assert.equal(new Set(tops).size, 1, `${search} ${[...seen].at(-1)} ${width}: ${tops}`);
        assert.ok(tops.length >= 8, `${tops.length} buttons`);
        assert.ok(await page.$eval(".scene-picker", (/** @type {Element} */ picker) => picker.scrollWidth <= picker.clientWidth), `${search} ${[...seen].at(-1)} ${width}: the scene's whole name`);
        assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), `${search} ${[...seen].at(-1)} ${width}`);
      }
    }
    assert.equal(seen.size, 3);
    if (!inFirefox) await scrollFrom(page, [".scrubber", ".card input[type=range]"]);
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("a double click in a field chooses its text and changes nothing; an emptied field goes back to its default", async () => {
  const { page, faults } = await site.open({ hash: "#expression=x^2%2B3*y^2&start=1,2&racers=momentum+lr=0.01+beta=0.5" });
  await press(page, ".card-foot button");
  await rest(page);
  const spec = () => page.evaluate("JSON.stringify(window.descent.spec())");
  const before = await spec();
  for (const field of [".card .field", ".typed .field"]) {
    const box = await (await page.$(field)).boundingBox();
    await page.mouse.click(box.x + box.width - 20, box.y + box.height / 2, { count: 2 });
    await rest(page);
    assert.equal(await spec(), before, field);
    assert.notEqual(await page.$eval(field, (/** @type {HTMLInputElement} */ { selectionStart, selectionEnd }) => Number(selectionEnd) - Number(selectionStart)), 0, field);
  }
  // A rate that was found best has more digits than there is room for.
  const rate = ".card .control .field:not(.wide)";
  await page.$eval(rate, (/** @type {HTMLInputElement} */ input) => input.select());
  await page.focus(rate);
  await page.keyboard.type("0.00681292");
  await page.keyboard.press("Tab");
  await rest(page);
  assert.deepEqual(await page.$eval(rate, (/** @type {HTMLInputElement} */ input) => [input.value, input.scrollWidth > input.clientWidth]), ["0.006813", false]);
  // What does not read stays and is said, and nothing that read on the way is taken.
  await page.focus(rate);
  await page.$eval(rate, (/** @type {HTMLInputElement} */ input) => input.select());
  await page.keyboard.type("0,05");
  await page.keyboard.press("Tab");
  await rest(page);
  assert.deepEqual(await page.$eval(rate, (/** @type {HTMLInputElement} */ input) => [input.value, input.validationMessage !== ""]), ["0,05", true]);
  assert.equal(await page.evaluate("window.descent.spec().racers[0].optimizer.lr"), 0.00681292);
  const beta = ".card input.field[aria-label='Momentum: momentum']";
  await page.$eval(beta, (/** @type {HTMLInputElement} */ input) => input.select());
  await page.focus(beta);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  await rest(page);
  assert.equal("beta" in (await page.evaluate("window.descent.spec().racers[0].optimizer")), false);
  assert.equal(await page.$eval(beta, (/** @type {HTMLInputElement} */ input) => input.value), "0.9");
  assert.deepEqual(faults, []);
  await page.close();
});

test("a drag over every surface's window leaves no error", async () => {
  const { page, faults } = await site.open();
  const ids = await page.$$eval(".surface option", (/** @type {HTMLOptionElement[]} */ all) => all.map((option) => option.value).filter((id) => id !== "expression" && !id.startsWith("model:")));
  assert.ok(ids.length >= 20);
  for (const id of ids) {
    const problems = await page.evaluate((/** @type {string} */ surface) => window.descent.open({ version: 1, problem: { surface }, steps: 60, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] }), id);
    assert.deepEqual(problems, [], id);
    await rest(page);
    const box = await (await page.$(".start")).boundingBox();
    await page.mouse.move(box.x + 16, box.y + 16);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y - 20, { steps: 3 });
    await page.mouse.up();
  }
  await page.evaluate("window.descent.digest()");
  assert.deepEqual(faults, []);
  await page.close();
});

test("what the first page says of its race is so", async () => {
  const { page, faults } = await site.open();
  assert.match(await page.$eval(".tagline", (/** @type {Element} */ e) => e.textContent ?? ""), /^Same start/);
  const [plain, momentum] = await page.evaluate("[window.descent.trace(0), window.descent.trace(1)]");
  const heights = momentum.x.map((/** @type {number[]} */ [, y]) => y);
  const lowest = Math.min(...heights);
  assert.ok(lowest < -1, "momentum shoots past the bend");
  assert.ok(heights.at(-1) > 0 && plain.x.every((/** @type {number[]} */ [, y]) => Number(y) > 0), "turns back, and plain descent never goes there");
  assert.ok(momentum.f.at(-1) < plain.f.at(-1) / 100, "and ends far below it");
  assert.deepEqual(faults, []);
  await page.close();
});

test("a script beside the page learns why a document is refused", async () => {
  const { page, faults } = await site.open();
  for (const given of [{}, { version: 1 }, { version: 1, problem: { surface: "beale" }, racers: [7] }, [], null, { version: 1, problem: 3, racers: {} }]) {
    const problems = await page.evaluate((/** @type {any} */ spec) => window.descent.open(spec), given);
    assert.ok(problems.length > 0 && problems[0].message !== "", JSON.stringify(given));
  }
  assert.equal(await page.evaluate("window.descent.spec().problem.surface"), "beale");
  assert.ok(await page.$(".notice"));
  for (const racers of [undefined, null]) {
    assert.deepEqual(await page.evaluate((/** @type {any} */ spec) => window.descent.open(spec), { version: 1, problem: { surface: "beale" }, racers }), []);
    await rest(page);
    assert.deepEqual(await page.evaluate("window.descent.spec().racers"), []);
  }
  assert.deepEqual(faults, []);
  await page.close();
});
