/**
 * What: data in the built page beyond the generators: the digits, fetched when they are asked for, and large tables of the reader's own.
 * Invariant: the page asks for the digits once, and only for them; a document with them has the command line's digest.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { nativeDigest, press, rest, withSite } from "./site.mjs";

const site = withSite();

const digits = { version: 1, steps: 40, problem: { model: { id: "softmax" }, data: { id: "digits" }, batch: { size: 50 } }, racers: [{ optimizer: { id: "adam", lr: 0.01 } }] };
const hashOf = (/** @type {unknown} */ spec) => `#spec=${encodeURIComponent(JSON.stringify(spec))}`;

test("the digits come when they are asked for, once, and train with the command line's bits", async () => {
  const { page, faults } = await site.open();
  /** @type {string[]} */
  const asked = [];
  /** What is asked for waits here until all of it goes on. @type {any[] | null} */
  let held = [];
  await page.setRequestInterception(true);
  page.on("request", (/** @type {any} */ request) => {
    if (/^http/.test(request.url())) asked.push(request.url());
    if (held) held.push(request);
    else request.continue();
  });
  await page.select("select.surface", "model:circle");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'circle'");
  assert.deepEqual(asked, [], "nothing is asked for without the digits");
  // What is chosen while they are on their way stays.
  await Promise.all([page.waitForRequest(`${site.address}digits.txt`), page.select("select.surface", "model:digits")]);
  await page.select("select.surface", "model:moons");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'moons' && !document.querySelector('.model-head progress')");
  const [came] = await Promise.all([page.waitForResponse(`${site.address}digits.txt`), ...held.map((request) => request.continue())]);
  held = null;
  await came.text();
  await rest(page);
  assert.equal(await page.evaluate("window.descent.spec().problem.data.id"), "moons");
  await page.select("select.surface", "model:digits");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'digits' && !document.querySelector('.model-head progress') && window.descent.end() === window.descent.spec().steps");
  assert.deepEqual(asked, [`${site.address}digits.txt`]);
  await press(page, ".embed-open");
  assert.deepEqual(await page.$$eval("dialog.embed a", (/** @type {HTMLAnchorElement[]} */ all) => all.map((each) => each.href)), ["descent.js", "digits.txt"].map((name) => `${site.address}embed/${name}`));
  await press(page, "dialog.embed .dialog-head button");
  await page.keyboard.press("End");
  await page.waitForFunction("Number.parseFloat(document.querySelector('.scores tbody tr:nth-child(2) td:last-child')?.textContent ?? '0') > 90");
  assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(await page.evaluate("window.descent.spec()")));
  const other = await site.open({ hash: hashOf(digits) });
  assert.equal(await other.page.evaluate("window.descent.digest()"), nativeDigest(digits));
  assert.equal(asked.length, 1);
  assert.deepEqual([...faults, ...other.faults], []);
  await other.page.close();
  await page.close();
});

test("digits that cannot be fetched are refused in words, their link stays in the address, and the page stays usable", async () => {
  const { page } = await site.open();
  await page.setRequestInterception(true);
  await page.evaluateOnNewDocument("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => void (window.copied = text) } })");
  /** The request that waits for its end; null once all end at once. @type {any[] | null} */
  let held = [];
  page.on("request", (/** @type {any} */ request) => (!request.url().endsWith("digits.txt") ? request.continue() : held ? held.push(request) : request.abort()));
  const link = site.address + hashOf(digits);
  await page.goto("about:blank");
  await Promise.all([page.waitForRequest(`${site.address}digits.txt`), page.goto(link)]);
  await rest(page);
  assert.equal(await page.evaluate("location.href"), link);
  await press(page, "header .share");
  assert.equal(await (await page.waitForFunction("window.copied")).jsonValue(), link);
  for (const request of held) request.abort();
  held = null;
  await page.waitForSelector(".notice.bad");
  await page.waitForFunction('document.documentElement.dataset.ready === "1"');
  await rest(page);
  assert.equal(await page.evaluate("location.href"), link);
  await page.select("select.surface", "model:digits");
  await page.waitForSelector(".notice.bad, .refusal :not(:empty)");
  assert.match(await page.$eval("body", (/** @type {HTMLElement} */ e) => e.innerText), /digits\.txt/);
  assert.doesNotMatch(await page.$eval(".model-panel", (/** @type {HTMLElement} */ e) => e.innerText), /to train on/);
  await page.select("select.surface", "model:circle");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'circle'");
  await page.close();
});

/** A table of so many rows, with a label that a line tells. @param {number} rows */
const table = (rows) => ["a,b,c,label", ...Array.from({ length: rows }, (_, i) => `${(i * 37) % 101},${(i * 53) % 97},${(i * 11) % 31},${(i * 37) % 101 > 50 ? "yes" : "no"}`)].join("\n");

test("reading a large table shows how far it is, and can be left; so can its training", async () => {
  const { page, faults } = await site.open();
  await page.select("select.surface", "model:logistic");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'gauss'");
  const folder = mkdtempSync(join(tmpdir(), "descent-"));
  const file = join(folder, "large.csv");
  writeFileSync(file, table(200_000));
  const load = async () => (await page.$(".model-panel input[type=file]")).uploadFile(file);
  await page.evaluate(() => {
    // Left as soon as the panel says that it reads.
    const watch = new MutationObserver(() => {
      const leave = /** @type {HTMLElement | null} */ (document.querySelector(".reading button"));
      if (!leave) return;
      watch.disconnect();
      leave.click();
      /** @type {any} */ (window).left = true;
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
  await load();
  await page.waitForFunction("window.left && document.querySelector('.reading') === null");
  await rest(page);
  assert.equal((await page.evaluate("window.descent.spec()")).problem.data.id, "gauss");
  // Other data that are chosen while it reads are what the reader wants.
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector(".reading button")) return;
      watch.disconnect();
      const select = /** @type {HTMLSelectElement} */ ([...document.querySelectorAll(".model-panel select")].find((one) => [.../** @type {HTMLSelectElement} */ (one).options].some(({ value }) => value === "moons")));
      select.value = "moons";
      select.dispatchEvent(new Event("change"));
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
  await load();
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'moons' && document.querySelector('.reading') === null");
  await rest(page);
  assert.equal((await page.evaluate("window.descent.spec()")).problem.data.id, "moons");
  // More updates than any machine makes before the button is pressed.
  await page.evaluate((/** @type {any} */ spec) => void window.descent.open({ ...spec, steps: 1_000_000 }), await page.evaluate("window.descent.spec()"));
  await page.waitForFunction("window.descent.spec().steps === 1_000_000");
  await load();
  await page.waitForFunction("window.descent.spec().problem.data.inline?.x.length === 200_000");
  await press(page, ".model-head .halt");
  await page.waitForSelector(".model-head .go-on");
  const stopped = await page.evaluate("window.descent.end()");
  assert.equal(await page.evaluate("window.descent.spec().problem.data.inline.x.length"), 200_000);
  assert.ok(stopped < (await page.evaluate("window.descent.spec().steps")), String(stopped));
  rmSync(folder, { recursive: true });
  assert.deepEqual(faults, []);
  await page.close();
});

test("a table too large for a link trains all the same, and the page says what to do instead", async () => {
  const { page, faults } = await site.open();
  await page.select("select.surface", "model:logistic");
  await page.waitForFunction("window.descent.spec().problem.data?.id === 'gauss'");
  await page.$eval(".model-panel textarea", (/** @type {HTMLTextAreaElement} */ area, /** @type {string} */ given) => {
    area.value = given;
    area.dispatchEvent(new Event("input"));
  }, table(20_000));
  await press(page, ".model-panel .read");
  await page.waitForFunction("window.descent.spec().problem.data.inline?.x.length === 20000 && window.descent.end() === window.descent.spec().steps");
  const spec = await page.evaluate("window.descent.spec()");
  assert.equal(spec.problem.data.split, 0.7);
  await page.waitForFunction("/6000 to test/.test(document.querySelector('.model-panel')?.textContent ?? '')");
  await page.waitForFunction("location.hash === ''");
  assert.match(await page.$eval(".model-panel", (/** @type {HTMLElement} */ e) => e.innerText), /too large for a link/);
  // No figure of another page would read it either.
  await press(page, ".embed-open");
  assert.match(await page.$eval("dialog.embed", (/** @type {HTMLElement} */ e) => e.innerText), /too large for a link/);
  assert.match(await page.$eval("dialog.embed textarea", (/** @type {HTMLTextAreaElement} */ e) => e.value), /^\{/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("another loss than the squared error is chosen without its half", async () => {
  const spec = { problem: { model: { id: "mlp", layers: [2, 4, 1] }, data: { id: "moons", n: 60 }, loss: "mse", half: true }, steps: 3, racers: [{ optimizer: { id: "adam", lr: 0.05 } }] };
  const { page, faults } = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify(spec))}` });
  await rest(page);
  await page.$$eval("select", (/** @type {HTMLSelectElement[]} */ all) => {
    const select = all.find(({ options }) => [...options].some(({ value }) => value === "bce"));
    if (!select) throw new Error("no choice of a loss");
    select.value = "bce";
    select.dispatchEvent(new Event("change"));
  });
  await rest(page);
  const problem = await page.evaluate("window.descent.spec().problem");
  assert.deepEqual([problem.loss, problem.half], ["bce", undefined]);
  assert.deepEqual(await page.$$eval(".refusal, .refusals li", (/** @type {Element[]} */ all) => all.map((one) => one.textContent).filter(Boolean)), []);
  assert.deepEqual(faults, []);
  await page.close();
});

test("other data keep a loss only where it fits their output", async () => {
  const spec = { problem: { model: { id: "mlp", layers: [2, 4, 1], output: "sigmoid" }, data: { id: "circle", n: 60 }, loss: "bce" }, steps: 3, racers: [{ optimizer: { id: "adam", lr: 0.05 } }] };
  const { page, faults } = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify(spec))}` });
  await rest(page);
  for (const [id, loss] of [["moons", "bce"], ["iris", undefined]]) {
    await page.$$eval("select", (/** @type {HTMLSelectElement[]} */ all, /** @type {string} */ value) => {
      const select = all.find(({ options }) => [...options].some((option) => option.value === "iris"));
      if (!select) throw new Error("no choice of data");
      select.value = value;
      select.dispatchEvent(new Event("change"));
    }, id);
    await rest(page);
    const { data, loss: now } = await page.evaluate("window.descent.spec().problem");
    assert.deepEqual([data.id, now], [id, loss]);
  }
  assert.deepEqual(faults, []);
  await page.close();
});
