/**
 * What: the page in a small frame: the landscape and the time, and everything else behind one button.
 * Invariant: no console error, no request beyond the site, in any test.
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

before(async () => {
  site = await serveSite();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const [widthPx, heightPx] of [[320, 240], [480, 360]]) {
  for (const dark of [false, true]) {
    test(`at ${widthPx} × ${heightPx}, ${dark ? "dark" : "light"}, the landscape has most of the frame and the rest is one button away`, async () => {
      const { page, faults } = await openPage(browser, site.address, { widthPx, heightPx, dark });
      const height = () => page.$eval(".place-landscape", (/** @type {Element} */ e) => e.getBoundingClientRect().height);
      assert.ok((await height()) > 0.7 * Number(heightPx), `${await height()} px`);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"), true);
      assert.equal(await page.$eval(".place-side", (/** @type {HTMLElement} */ e) => e.offsetParent === null), true);
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
      assert.deepEqual(violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes[0].target}`), []);
      await page.click(".everything");
      await page.waitForFunction("document.querySelector('.place-racers').offsetParent !== null");
      assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
      await page.click(".everything");
      await page.waitForFunction("document.querySelector('.place-racers').offsetParent === null");
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
}
