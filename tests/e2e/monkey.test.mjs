/**
 * What: a minute of the monkey, on four fixed seeds; and a moment of the page's own, `?fuzz=seed`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { letLoose } from "./monkey.mjs";
import { openBrowser, openPage, serveSite } from "./site.mjs";

test("a minute of random pointer and key events leaves no error", async () => {
  const site = await serveSite();
  const browser = await openBrowser();
  try {
    for (const seed of [1, 2, 3, 4]) {
      const { events, fault } = await letLoose(browser, site.address, seed, 15);
      assert.equal(fault, null);
      assert.ok(events > 20, `${events} events`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
});

test("?fuzz=seed plays a seed's events in the page, and says where it failed", async () => {
  const site = await serveSite();
  const browser = await openBrowser();
  try {
    const { page, faults } = await openPage(browser, site.address, { hash: "?fuzz=5" });
    await page.waitForFunction("document.documentElement.dataset.fuzz >= 100", { timeout: 20_000 });
    assert.deepEqual(faults, []);
    await page.evaluate("void Promise.reject(new Error('on purpose'))");
    await new Promise((done) => setTimeout(done, 300));
    const stopped = await page.evaluate("document.documentElement.dataset.fuzz");
    await new Promise((done) => setTimeout(done, 300));
    assert.equal(await page.evaluate("document.documentElement.dataset.fuzz"), stopped);
    assert.match(faults.join("\n"), /\?fuzz=5, event \d+: Error: on purpose/);
  } finally {
    await browser.close();
    await site.close();
  }
});
