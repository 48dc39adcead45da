/**
 * What: takes pictures of the built page's main states, for people to look at: `target/screenshots/`.
 * Invariant: the same states, sizes and themes every time; a console error fails it.
 * Does not: judge; names given as arguments choose some of the states.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser, openPage, root, serveSite } from "./site.mjs";

/** @typedef {{name: string, hash?: string, act?: (page: any) => Promise<unknown>}} Scene */

const press = (/** @type {string} */ selector) => (/** @type {any} */ page) => page.click(selector);
const maps = (/** @type {number} */ tab) => async (/** @type {any} */ page) => {
  await page.click(".place-header .maps");
  await page.waitForSelector(".place-maps [role=tab]");
  await page.click(`.place-maps [role=tab]:nth-child(${tab + 1})`);
  await page.waitForFunction('document.querySelector(".place-maps progress").value === 1', { timeout: 20000 });
  await new Promise((done) => setTimeout(done, 1500));
};
/** A model that the picker offers, trained, at one of its views. */
const model = (/** @type {string} */ id, /** @type {string} */ view = "") => async (/** @type {any} */ page) => {
  await page.select("select.surface", `model:${id}`);
  await page.waitForFunction(`document.querySelector(".with-model") && !document.querySelector(".model-head progress") && window.descent.end() === window.descent.spec().steps`, { timeout: 120_000 });
  await page.evaluate("window.descent.seek(window.descent.end())");
  if (view) await page.$$eval(".model-head [role=tab]", (/** @type {HTMLElement[]} */ all, /** @type {string} */ name) => all.find((tab) => tab.textContent === name)?.click(), view);
  await new Promise((done) => setTimeout(done, 1500));
};
const seeds = (/** @type {string} */ id) => async (/** @type {any} */ page) => {
  await model(id)(page);
  await page.click(".place-header .maps");
  await page.waitForFunction('document.querySelector(".place-maps .maps-chart") && document.querySelector(".place-maps progress").value === 1', { timeout: 120_000 });
  if (page.viewport().width < 900) await page.$eval(".place-maps", (/** @type {HTMLElement} */ e) => e.scrollIntoView());
};
const quadratic = { version: 1, problem: { quadratic: { A: [[2, 0.5], [0.5, 10]] } }, start: [3, 3], steps: 100, racers: [{ optimizer: { id: "momentum", lr: 0.1 } }] };

/** @type {Scene[]} */
const SCENES = [
  { name: "first" },
  { name: "middle", act: (page) => page.evaluate("window.descent.seek(60)") },
  { name: "six-on-rosenbrock", hash: "#surface=rosenbrock&start=-1.2,1&steps=300&racers=sgd+lr=0.001;momentum+lr=0.0005;nesterov+lr=0.0005;adam+lr=0.05;rmsprop+lr=0.01;adagrad+lr=0.5" },
  { name: "diverged", hash: "#surface=beale&start=1,1.5&steps=100&racers=momentum+lr=0.01;adam+lr=0.1" },
  { name: "one-dimension", hash: "#surface=two_basins&racers=sgd+lr=0.1;momentum+lr=0.1" },
  { name: "many-minima", hash: "#surface=rastrigin&racers=adam+lr=0.1+schedule=cosine+schedule.t_max=200", act: press(".card-foot button") },
  { name: "without-a-view", hash: `#spec=${encodeURIComponent(JSON.stringify(quadratic))}` },
  { name: "refused-link", hash: "#surface=bale&racers=adma" },
  { name: "maps-basins", hash: "#surface=himmelblau&racers=momentum+lr=0.01;adam+lr=0.1", act: maps(0) },
  { name: "maps-rates", hash: "#surface=beale&start=1,1.5&steps=200&racers=sgd;momentum;adam", act: maps(1) },
  { name: "maps-settings", hash: "#surface=quadratic&racers=momentum", act: maps(2) },
  { name: "model-spiral", act: model("spiral") },
  { name: "model-network", act: model("spiral", "Network") },
  { name: "model-weights", act: model("logistic", "Loss over two weights") },
  { name: "model-batch", act: model("circle", "Loss over two weights") },
  { name: "model-digits", act: model("digits") },
  { name: "model-iris", act: model("iris") },
  { name: "model-polynomial", act: model("polynomial") },
  { name: "model-centres", act: model("blobs") },
  { name: "model-seeds", act: seeds("blobs") },
  {
    name: "averaged",
    hash: "#surface=quadratic&start=4,3&steps=200&racers=sgd+lr=0.1+noise.std=4;sgd+lr=0.1+noise.std=4+average.form=polyak+average.start=20",
    act: async (page) => {
      await page.click("li.card:nth-child(2) .card-foot button");
      await page.evaluate("window.descent.seek(60); document.querySelector('li.card:nth-child(2) fieldset:last-of-type').scrollIntoView()");
    },
  },
  { name: "embed-dialog", act: async (page) => {
    await page.click(".embed-open");
    await page.waitForSelector("dialog.embed[open]");
  } },
  { name: "help", act: (page) => page.keyboard.press("?") },
];

const wanted = process.argv.slice(2);
const folder = join(root, "target", "screenshots");
await mkdir(folder, { recursive: true });
const site = await serveSite();
const browser = await openBrowser();
let failed = 0;
for (const { name, hash, act } of SCENES.filter((scene) => wanted.length === 0 || wanted.includes(scene.name))) {
  for (const dark of [false, true]) {
    for (const [widthPx, heightPx] of /** @type {[number, number][]} */ ([[1280, 800], [390, 844]])) {
      const { page, faults } = await openPage(browser, site.address, { hash, dark, widthPx, heightPx });
      await act?.(page);
      await new Promise((done) => setTimeout(done, 700));
      await page.screenshot({ path: join(folder, `${name}-${widthPx}-${dark ? "dark" : "light"}.png`) });
      for (const fault of faults) console.error(`${name}: ${fault}`);
      failed += faults.length;
      await page.close();
    }
  }
  console.log(name);
}
await browser.close();
await site.close();
process.exitCode = failed === 0 ? 0 : 1;
