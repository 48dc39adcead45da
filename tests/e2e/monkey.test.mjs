/**
 * What: a minute of the monkey, on four fixed seeds.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { letLoose } from "./monkey.mjs";
import { openBrowser, serveSite } from "./site.mjs";

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
