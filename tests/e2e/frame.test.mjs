/**
 * What: the page in a small frame: the landscape and the time, and everything else behind one button.
 * Invariant: no console error, no request beyond the site, in any test.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "./axe.mjs";
import { press, withSite } from "./site.mjs";

const site = withSite();

for (const [widthPx, heightPx] of [[320, 240], [480, 360]]) {
  for (const dark of [false, true]) {
    test(`at ${widthPx} × ${heightPx}, ${dark ? "dark" : "light"}, the landscape has most of the frame and the rest is one button away`, async () => {
      const { page, faults } = await site.open({ widthPx, heightPx, dark });
      const height = () => page.$eval(".place-landscape", (/** @type {Element} */ e) => e.getBoundingClientRect().height);
      assert.ok((await height()) > 0.7 * Number(heightPx), `${await height()} px`);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"), true);
      assert.equal(await page.$eval(".place-side", (/** @type {HTMLElement} */ e) => e.offsetParent === null), true);
      assert.deepEqual(await axe(page), []);
      if (!dark) {
        await page.evaluate("location.hash = '#figure=B-softmax'");
        await page.waitForFunction((/** @type {number} */ leastPx) => Number(document.querySelector(".with-model .model-body canvas")?.clientHeight) > leastPx, {}, 0.6 * Number(heightPx));
      }
      await press(page, ".everything");
      await page.waitForFunction("document.querySelector('.place-racers').offsetParent !== null");
      assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
      await press(page, ".everything");
      await page.waitForFunction("document.querySelector('.place-racers').offsetParent === null");
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
}
