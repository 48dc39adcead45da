/**
 * What: the racer as code and code as a racer, in the built page.
 * Invariant: what the page prints is what `descent code` prints; what is pasted runs as `descent run` runs it.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { openBrowser, openPage, serveSite } from "./site.mjs";

/** @type {any} */
let browser;
/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;
before(async () => {
  site = await serveSite();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** @param {string[]} args @param {unknown} document */
const descent = (args, document) => execFileSync(String(process.env.DESCENT_CLI), args, { input: JSON.stringify(document), encoding: "utf8" });

/** @param {any} page @param {string} label */
const press = (page, label) => page.$$eval(".code button", (/** @type {HTMLElement[]} */ all, /** @type {string} */ name) => all.find((one) => one.textContent?.trim() === name)?.click(), label);

test("a racer is shown as a program, or why it cannot be, and pasted code becomes a racer", async () => {
  const { page, faults } = await openPage(browser, site.address, { hash: "#surface=beale&start=1,1.5&steps=40&racers=adam+lr=0.1" });
  await page.$$eval("header button", (/** @type {HTMLElement[]} */ all) => all.find((one) => one.textContent?.trim() === "Inspect")?.click());
  await page.waitForSelector(".code summary");
  await page.click(".code summary");
  await page.waitForSelector(".code pre");
  const shown = String(await page.$eval(".code pre", (/** @type {HTMLElement} */ one) => one.textContent)).trim();
  const document = { version: 1, problem: { surface: "beale" }, start: [1, 1.5], steps: 40, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] };
  assert.equal(shown, descent(["code", "-", "--for", "torch"], document).trim());

  await press(page, "Keras");
  await page.waitForSelector(".code .refusals");
  assert.match(await page.$eval(".code .refusals", (/** @type {HTMLElement} */ one) => one.textContent), /eps_placement/);

  await page.type(".code textarea", "keras.optimizers.Adam(learning_rate=0.1, epsilon=fast)");
  await press(page, "Race it");
  await page.waitForSelector(".code .refusal .problems");
  assert.match(await page.$eval(".code .problems", (/** @type {HTMLElement} */ one) => one.textContent), /line 1, column 50/);

  await page.$eval(".code textarea", (/** @type {HTMLTextAreaElement} */ one) => {
    one.value = "opt = torch.optim.SGD(model.parameters(), 0.01, momentum=0.9)\ntorch.optim.lr_scheduler.StepLR(opt, step_size=10, gamma=0.5)";
    one.dispatchEvent(new Event("input"));
  });
  await press(page, "Race it");
  await page.waitForFunction("window.descent.spec().racers.length === 2 && window.descent.digest()");
  const spec = await page.evaluate("window.descent.spec()");
  assert.deepEqual(spec.racers[1], { optimizer: { id: "torch.SGD", lr: 0.01, momentum: 0.9 }, schedule: { id: "torch.StepLR", step_size: 10, gamma: 0.5 } });
  assert.equal(await page.evaluate("window.descent.digest()"), descent(["digest", "-"], spec).trim());
  assert.deepEqual(faults, []);
});
