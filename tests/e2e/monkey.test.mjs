/**
 * What: a quarter of a minute of the monkeys, each on four fixed seeds, a minute where it is thorough; and a moment of the page's own,
 * `?fuzz=seed`.
 * Does not: go on for long; `cargo xtask monkey` does.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { letLoose } from "./monkey.mjs";
import { inFirefox, thorough, withSite } from "./site.mjs";

const site = withSite();

/** Seconds on one seed. */
const [EVENTS_S, CONTROLS_S] = thorough && !inFirefox ? [8, 7] : [2, 2];

test("random pointer and key events leave no error", async () => {
  // A narrow and a wide window, each at rest and playing at first.
  for (const seed of [1, 5, 7, 8]) {
    const { events, fault } = await letLoose(await site.browser(), site.address, seed, EVENTS_S);
    assert.equal(fault, null);
    assert.ok(events > 0, `${events} events`);
  }
});

test("controls that are pressed, chosen, slid and typed into at random leave no error, and the page as wide as its window", async () => {
  for (const seed of [3, 11, 22, 38]) {
    const { events, fault } = await letLoose(await site.browser(), site.address, seed, CONTROLS_S, true);
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
