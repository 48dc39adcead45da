/**
 * What: the racer as code and code as a racer, in the built page.
 * Invariant: what the page prints is what `descent code` prints; what is pasted runs as `descent run` runs it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLine, nativeDigest, press, withSite } from "./site.mjs";

const site = withSite();

test("a racer is shown as a program, or why it cannot be, and pasted code becomes a racer", async () => {
  const { page, faults } = await site.open({ hash: "#surface=beale&start=1,1.5&steps=40&racers=adam+lr=0.1" });
  await press(page, "header button", "Inspect");
  await press(page, ".code summary");
  await page.waitForSelector(".code pre");
  const shown = String(await page.$eval(".code pre", (/** @type {HTMLElement} */ one) => one.textContent)).trim();
  const document = { version: 1, problem: { surface: "beale" }, start: [1, 1.5], steps: 40, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] };
  assert.equal(shown, commandLine(["code", "-", "--for", "torch"], document).trim());

  await press(page, ".code button", "Keras");
  await page.waitForSelector(".code .refusals");
  assert.match(await page.$eval(".code .refusals", (/** @type {HTMLElement} */ one) => one.textContent), /eps_placement/);

  await page.type(".code textarea", "keras.optimizers.Adam(learning_rate=0.1, epsilon=fast)");
  await press(page, ".code button", "Race it");
  await page.waitForSelector(".code .refusal .problems");
  assert.match(await page.$eval(".code .problems", (/** @type {HTMLElement} */ one) => one.textContent), /line 1, column 50/);

  await page.$eval(".code textarea", (/** @type {HTMLTextAreaElement} */ one) => {
    one.value = "opt = torch.optim.SGD(model.parameters(), 0.01, momentum=0.9)\ntorch.optim.lr_scheduler.StepLR(opt, step_size=10, gamma=0.5)";
    one.dispatchEvent(new Event("input"));
  });
  await press(page, ".code button", "Race it");
  await page.waitForFunction("window.descent.spec().racers.length === 2");
  const spec = await page.evaluate("window.descent.spec()");
  assert.deepEqual(spec.racers[1], { optimizer: { id: "torch.SGD", lr: 0.01, momentum: 0.9 }, schedule: { id: "torch.StepLR", step_size: 10, gamma: 0.5 } });
  assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(spec));

  assert.equal(await page.$eval(".code textarea", (/** @type {HTMLTextAreaElement} */ one) => one.value), "", "what was taken is gone");

  // Beside a model, a limit on each layer alone is not what a racer's clipping is.
  await page.select("select.surface", "model:line");
  await page.waitForFunction("window.descent.spec().problem.model");
  await page.type(".code textarea", "keras.optimizers.SGD(0.1, clipnorm=1.0)");
  await press(page, ".code button", "Race it");
  await page.waitForFunction("document.querySelector('.code .problems')?.textContent.includes('global_clipnorm')");
  assert.deepEqual(faults, []);
});
