/**
 * What: lecture figures and scenes by their names: `figure="…"` on an element, in Chromium and in Firefox, and `#figure=…` in the page's address.
 * Invariant: a name gives the document that `descent check` runs, with the command line's digest.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { BROWSERS, faultsOf, nativeDigest, root, withServer, withSite } from "./site.mjs";

const scenes = JSON.parse(await readFile(join(root, "crates/lectures/scenes.json"), "utf8"));
const named = (/** @type {string} */ name) => scenes.find((/** @type {any} */ { id, lecture = [] }) => [id, ...lecture].includes(name)).spec;
/** A curve, a surface, a training of few samples. */
const FEW = ["C-1d", "C-momentum-forms", "A-cyclic"];

/** @type {Map<string, import("./site.mjs").Served>} */
const files = new Map();
const notes = withServer((path) => files.get(path));
const site = withSite();

before(async () => {
  files.set("descent.js", { text: await readFile(join(root, "dist", "descent.js")), headers: {} });
  files.set("notes.html", {
    headers: {},
    text: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notes</title><link rel="icon" href="data:,"><script type="module" src="descent.js"></script></head><body>
      ${FEW.map((name) => `<descent-figure loading="eager" figure="${name}"></descent-figure>`).join("")}
      <descent-figure id="unknown" loading="eager" figure="A-cyclicc"></descent-figure>
      <descent-figure id="both" loading="eager" figure="A-cyclic" steps="10"></descent-figure></body></html>`,
  });
});

for (const [browserName, open] of Object.entries(BROWSERS)) {
  test(`figures by name in ${browserName}`, async () => {
    const browser = await open();
    try {
      const page = await browser.newPage();
      const faults = faultsOf(page);
      await page.goto(`${notes.address}notes.html`);
      await page.waitForFunction(`[...document.querySelectorAll("descent-figure:not([id])")].every((figure) => figure.spec !== null)`);
      assert.deepEqual(await page.$$eval("descent-figure:not([id])", (/** @type {any[]} */ all) => all.map(({ spec }) => spec)), FEW.map(named));
      const digests = await page.$$eval("descent-figure:not([id])", (/** @type {any[]} */ all) => Promise.all(all.map((figure) => figure.digest())));
      assert.deepEqual(digests, FEW.map((name) => nativeDigest(named(name))));
      // The property is the attribute, and another name is another run.
      await page.$eval("descent-figure", (/** @type {any} */ figure) => (figure.figure = "two-basins"));
      await page.waitForFunction(`document.querySelector("descent-figure").spec.problem.surface === "two_basins"`);
      assert.equal(await page.$eval("descent-figure", (/** @type {any} */ figure) => figure.getAttribute("figure")), "two-basins");
      // A widget's trait is the same.
      await page.evaluate(`import("./descent.js").then(({ default: { render } }) => render({ model: { get: (name) => ({ figure: "C-escape", loading: "eager" })[name] }, el: document.body }))`);
      await page.waitForFunction(`document.querySelector("body > descent-figure:last-of-type").spec !== null`);
      assert.deepEqual(await page.$eval("body > descent-figure:last-of-type", (/** @type {any} */ figure) => figure.spec), named("C-escape"));
      for (const [id, said] of [["unknown", /A-cyclicc.*such as A-cyclic/s], ["both", /figure, steps.*spec, src, figure or single attributes/s]]) {
        const text = await page.$eval(`#${id}`, (/** @type {any} */ figure) => figure.shadowRoot.textContent);
        assert.match(text, /** @type {RegExp} */ (said));
      }
      assert.deepEqual(faults, []);
    } finally {
      await browser.close();
    }
  });
}

test("a link names any scene and any lecture figure, and what has no such name is said", async () => {
  const { page, faults } = await site.open({ hash: "#figure=B-lr-nonconvex" });
  assert.deepEqual(await page.evaluate("window.descent.spec()"), named("B-lr-nonconvex"));
  await page.evaluate("location.hash = '#figure=rotation-45'");
  await page.waitForFunction("window.descent.spec().problem.rotate === 45");
  // A scene may say how it is looked at first.
  await page.evaluate("location.hash = '#figure=A-schedules'");
  await page.waitForFunction("document.querySelector('.chart [aria-selected=true]').textContent.includes('rate')");
  await page.evaluate("location.hash = '#figure=C-9d'");
  await page.waitForSelector(".notice");
  assert.match(await page.$eval(".notice", (/** @type {any} */ { textContent }) => textContent), /C-9d/);
  assert.deepEqual(faults, []);
  await page.close();
});
