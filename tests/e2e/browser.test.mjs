/**
 * What: the watch on the browsers that the suites drive, in Chromium and in Firefox.
 * Invariant: one that no longer answers is ended, what was under way in it fails at once, and the next one works.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { BROWSERS } from "./site.mjs";

for (const [name, open] of Object.entries(BROWSERS)) {
  test(`${name} is ended when it hangs`, async () => {
    const browser = await open({ everyMs: 300, most: 10 });
    const page = await browser.newPage();
    assert.equal(await page.evaluate("1 + 1"), 2);
    const ended = once(browser.process(), "exit");
    // It stands still, as one that is busy with itself.
    browser.process().kill("SIGSTOP");
    const refused = assert.rejects(page.evaluate("1 + 1"));
    assert.deepEqual(await ended, [null, "SIGKILL"]);
    await refused;
    const next = await open();
    assert.equal(await (await next.newPage()).evaluate("1 + 1"), 2);
    await next.close();
  });
}
