/**
 * What: a minute of the monkey, on four fixed seeds; half a minute of the one that uses controls; and a moment of the page's own, `?fuzz=seed`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { letLoose } from "./monkey.mjs";
import { withSite } from "./site.mjs";

const site = withSite();

test("a minute of random pointer and key events leaves no error", async () => {
  // A narrow and a wide window, each at rest and playing at first.
  for (const seed of [1, 5, 7, 8]) {
    const { events, fault } = await letLoose(await site.browser(), site.address, seed, 15);
    assert.equal(fault, null);
    assert.ok(events > 0, `${events} events`);
  }
});

test("half a minute of controls that are pressed, chosen, slid and typed into at random leaves no error, and the page as wide as its window", async () => {
  for (const seed of [3, 11, 22, 38]) {
    const { events, fault } = await letLoose(await site.browser(), site.address, seed, 8, true);
    assert.equal(fault, null);
    assert.ok(events > 0, `${events} events`);
  }
});

test("?fuzz=seed plays a seed's events in the page, and says where it failed", async () => {
  const { page, faults } = await site.open({ search: "?fuzz=5" });
  await page.waitForFunction("document.documentElement.dataset.fuzz >= 100");
  assert.deepEqual(faults, []);
  // Longer timers than its own run out after its own.
  const [stopped, later] = await page.evaluate(`(async () => {
    const counted = () => new Promise((done) => setTimeout(() => done(document.documentElement.dataset.fuzz), 200));
    void Promise.reject(new Error("on purpose"));
    return [await counted(), await counted()];
  })()`);
  assert.equal(later, stopped);
  assert.match(faults.join("\n"), /\?fuzz=5, event \d+: Error: on purpose/);
  await page.close();
});
