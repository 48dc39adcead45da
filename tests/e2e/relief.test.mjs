/**
 * What: the landscape as a relief, in the built page: by button and key, turned by drag and arrow keys, in both themes and widths.
 * Invariant: its heights are the colour bar's places; no console error, nothing for axe.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { heightOf } from "../../www/src/draw/turn.js";
import { axe } from "./axe.mjs";
import { inFirefox, press, rest, root, withSite } from "./site.mjs";

const site = withSite();

/** What the relief's canvas shows, as text to compare. @param {any} page @returns {Promise<string>} */
const shown = (page) => page.$eval(".relief canvas", (/** @type {HTMLCanvasElement} */ canvas) => canvas.toDataURL());

/** Waits until what is shown is not what was. @param {any} page @param {string} before */
const changes = (page, before) =>
  page.waitForFunction((/** @type {string} */ old) => /** @type {HTMLCanvasElement} */ (document.querySelector(".relief canvas")).toDataURL() !== old, {}, before);

/** Waits until something is shown again. @param {any} page @param {string} wanted */
const shows = (page, wanted) =>
  page.waitForFunction((/** @type {string} */ old) => /** @type {HTMLCanvasElement} */ (document.querySelector(".relief canvas")).toDataURL() === old, {}, wanted);

test("heights are places on the colour bar, logarithmic and linear", async () => {
  const engine = await import("../../www/generated/descent_wasm.js");
  engine.initSync({ module: await readFile(join(root, "www/generated/descent_wasm_bg.wasm")) });
  for (const [surface, half, log] of /** @type {[string, number, boolean][]} */ ([["beale", 4.5, true], ["rosenbrock", 2, true], ["rastrigin", 3, false]])) {
    const spec = { version: 1, problem: { surface }, steps: 1, racers: [{ optimizer: { id: "sgd", lr: 0.1 } }] };
    const bar = engine.colorbar(spec, { x: [-half, half], y: [-half, half] }, { theme: "light", log });
    assert.equal(bar.log, log);
    assert.ok(bar.ticks.length >= 3);
    for (const { value, place } of bar.ticks) assert.ok(Math.abs(heightOf(value, bar) - place) < 1e-12, `${surface}: ${value}`);
  }
});

for (const dark of [false, true]) {
  for (const widthPx of [1280, 390]) {
    test(`at ${widthPx} px, ${dark ? "dark" : "light"}: the button shows it, drag and arrow keys turn it, trails are on it`, async () => {
      const { page, faults } = await site.open({ widthPx, heightPx: 844, dark });
      await press(page, ".relief-toggle");
      await page.waitForSelector('.relief-toggle[aria-pressed="true"]');
      const blank = await page.evaluate("(() => { const c = document.createElement('canvas'); const r = document.querySelector('.relief canvas'); c.width = r.width; c.height = r.height; return c.toDataURL(); })()");
      await changes(page, blank);
      // Until the first run is whole, trails grow.
      await page.evaluate("window.descent.digest()");
      await rest(page);
      const first = await shown(page);
      await page.focus(".relief");
      await page.keyboard.press("ArrowRight");
      await changes(page, first);
      await page.keyboard.press("ArrowLeft");
      await shows(page, first);
      // The start of the run has no trail: fewer of its colour's pixels.
      const orange = () => page.$eval(".relief canvas", (/** @type {HTMLCanvasElement} */ canvas) => {
        const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let count = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] === 0xe6 && data[i + 1] === 0x9f && data[i + 2] === 0) count++;
        return count;
      });
      const whole = await orange();
      await page.evaluate("window.descent.seek(0)");
      await changes(page, first);
      assert.ok(whole > (await orange()), `${whole} pixels of Adam's trail`);
      await page.evaluate("window.descent.seek(window.descent.end())");
      await shows(page, first);
      const box = await (await page.$(".relief")).boundingBox();
      await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
      await page.mouse.up();
      await changes(page, first);
      assert.deepEqual(await axe(page), []);
      // One finger turns it, whatever a second one does.
      if (!inFirefox) {
        const input = await page.createCDPSession();
        const touch = async (/** @type {string} */ type, /** @type {number[]} */ ...xs) => {
          await input.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ id, x: box.x + x * box.width, y: box.y + box.height / 2 })) });
          await rest(page);
        };
        await touch("touchStart", 0.3);
        await touch("touchMove", 0.4);
        const turned = await shown(page);
        await touch("touchStart", 0.4, 0.8);
        await touch("touchMove", 0.4, 0.6);
        assert.equal((await shown(page)) === turned, true);
        await touch("touchEnd");
      }
      await page.focus(".relief-toggle");
      await page.keyboard.press("v");
      await page.waitForFunction("getComputedStyle(document.querySelector('.relief')).display === 'none'");
      assert.equal(await page.$eval(".landscape .over", (/** @type {Element} */ e) => getComputedStyle(e).visibility), "visible");
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
}
