/**
 * What: the page's main states: how to reach each, in a size and a theme, and when it is at rest.
 * Invariant: the same picture every time: no motion, every run whole, every map drawn.
 * Does not: keep or compare pictures; `screenshots.mjs` and `pictures.test.mjs` do.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPage, root } from "./site.mjs";

/**
 * @typedef {object} State
 * @property {string} name
 * @property {string} [search] such as `?lang=es`
 * @property {string} [hash]
 * @property {(page: any) => Promise<unknown>} [act]
 * @property {[number, number][]} [sizes] instead of the usual two
 * @property {boolean} [wide] only where there is room for it
 * @property {boolean} [looked] only looked at: too slow to be taken in every test run
 */

const press = (/** @type {string} */ selector) => (/** @type {any} */ page) => page.click(selector);
/** Presses a button by its words. */
const named = (/** @type {string} */ words) => (/** @type {any} */ page) =>
  page.$$eval("button", (/** @type {HTMLElement[]} */ all, /** @type {string} */ text) => all.find((one) => one.textContent?.trim() === text)?.click(), words);
/** The inspector at an update. */
const inspect = async (/** @type {any} */ page, /** @type {number} */ step) => {
  await named("Inspect")(page);
  await page.evaluate(`window.descent.seek(${step})`);
  await page.waitForFunction((/** @type {string} */ said) => document.querySelector(".inspector-step")?.textContent?.includes(said), { timeout: 20_000 }, `update ${step}`);
};
const maps = (/** @type {number} */ tab) => async (/** @type {any} */ page) => {
  await page.click(".place-header .maps");
  await page.waitForSelector(".place-maps [role=tab]");
  await page.click(`.place-maps [role=tab]:nth-child(${tab + 1})`);
  await page.waitForFunction('document.querySelector(".place-maps progress").value === 1', { timeout: 40_000 });
  await new Promise((done) => setTimeout(done, 800));
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
/** A specification in a link. */
const linked = (/** @type {object} */ spec) => `#spec=${encodeURIComponent(JSON.stringify(spec))}`;
const quadratic = { version: 1, problem: { quadratic: { A: [[2, 0.5], [0.5, 10]] } }, start: [3, 3], steps: 100, racers: [{ optimizer: { id: "momentum", lr: 0.1 } }] };
const scene = (/** @type {string} */ id) => JSON.parse(readFileSync(join(root, "crates/lectures/scenes.json"), "utf8")).find((/** @type {any} */ one) => one.id === id).spec;

/** @type {State[]} */
export const STATES = [
  { name: "first" },
  { name: "middle", act: (page) => page.evaluate("window.descent.seek(60)") },
  { name: "six-on-rosenbrock", hash: "#surface=rosenbrock&start=-1.2,1&steps=300&racers=sgd+lr=0.001;momentum+lr=0.0005;nesterov+lr=0.0005;adam+lr=0.05;rmsprop+lr=0.01;adagrad+lr=0.5" },
  { name: "diverged", hash: "#surface=beale&start=1,1.5&steps=100&racers=momentum+lr=0.01;adam+lr=0.1" },
  { name: "one-dimension", hash: "#surface=two_basins&racers=sgd+lr=0.1;momentum+lr=0.1" },
  { name: "one-dimension-step", wide: true, hash: "#surface=two_basins&steps=40&racers=momentum+lr=0.05", act: async (page) => {
    await inspect(page, 3);
  } },
  { name: "inspector", wide: true, act: async (page) => {
    await inspect(page, 6);
  } },
  { name: "relief", act: async (page) => {
    await page.waitForSelector(".relief-toggle");
    await page.click(".relief-toggle");
  } },
  { name: "many-minima", hash: "#surface=rastrigin&racers=adam+lr=0.1+schedule=cosine+schedule.t_max=200", act: press(".card-foot button") },
  { name: "without-a-view", hash: linked(quadratic) },
  { name: "many-parameters", hash: linked({ version: 1, problem: { quadratic: { A: [[2, 0.5, 0], [0.5, 1, 0.2], [0, 0.2, 4]] } }, start: [3, 3, 3], steps: 100, racers: [{ optimizer: { id: "momentum", lr: 0.1 } }, { optimizer: { id: "adam", lr: 0.3 } }] }) },
  { name: "network", hash: linked({ ...scene("spirals"), steps: 200 }), act: async (page) => {
    await page.waitForFunction("document.querySelector('.model-view') && !document.querySelector('.model-head progress')", { timeout: 60_000 });
    await page.waitForFunction("document.querySelector('.scores td')", { timeout: 20_000 }).catch(() => undefined);
  } },
  { name: "model-spiral", looked: true, act: model("spiral") },
  { name: "model-network", looked: true, act: model("spiral", "Network") },
  { name: "model-weights", looked: true, act: model("logistic", "Loss over two weights") },
  { name: "model-batch", looked: true, act: model("circle", "Loss over two weights") },
  { name: "model-digits", looked: true, act: model("digits") },
  { name: "model-iris", looked: true, act: model("iris") },
  { name: "model-polynomial", act: model("polynomial") },
  { name: "model-centres", looked: true, act: model("blobs") },
  { name: "model-seeds", looked: true, act: seeds("blobs") },
  {
    name: "averaged",
    hash: "#surface=quadratic&start=4,3&steps=200&racers=sgd+lr=0.1+noise.std=4;sgd+lr=0.1+noise.std=4+average.form=polyak+average.start=20",
    act: async (page) => {
      await page.click("li.card:nth-child(2) .card-foot button");
      await page.evaluate("window.descent.seek(60); document.querySelector('li.card:nth-child(2) fieldset:last-of-type').scrollIntoView()");
    },
  },
  { name: "fork", act: async (page) => {
    await page.evaluate("window.descent.seek(60)");
    await page.keyboard.press("f");
    await page.focus(".card:nth-child(5) input[type=range]");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".forks");
  } },
  { name: "refused-link", hash: "#surface=bale&racers=adma" },
  { name: "maps-basins", hash: "#surface=himmelblau&racers=momentum+lr=0.01;adam+lr=0.1", act: maps(0) },
  { name: "maps-rates", hash: "#surface=beale&start=1,1.5&steps=200&racers=sgd;momentum;adam", act: maps(1) },
  { name: "maps-settings", hash: "#surface=quadratic&racers=momentum", act: maps(2) },
  { name: "gallery", act: async (page) => {
    await page.click(".scene-picker");
    await new Promise((done) => setTimeout(done, 2500));
  } },
  { name: "export", act: async (page) => {
    await page.click("button.export");
    // The link names the test's own port, and so does its code.
    await page.evaluate("(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('.qr path, .exports input { visibility: hidden }'); document.adoptedStyleSheets = [sheet]; })()");
  } },
  { name: "embed-dialog", act: async (page) => {
    await page.click(".embed-open");
    await page.waitForSelector("dialog.embed[open]");
    // Its texts name the test's own port.
    await page.evaluate("(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('dialog.embed :is(pre, code, textarea, input) { color: transparent !important }'); document.adoptedStyleSheets = [sheet]; })()");
  } },
  { name: "help", act: (page) => page.keyboard.press("?") },
  { name: "projector", act: async (page) => {
    for (let i = 0; i < 3 && (await page.evaluate("document.documentElement.dataset.theme")) !== "projector"; i++) {
      await page.$eval(".place-header button.theme", (/** @type {HTMLElement} */ button) => button.click());
      await new Promise((done) => setTimeout(done, 50));
    }
  } },
  { name: "print", sizes: [[794, 1123]], act: async (page) => {
    await page.emulateMediaType("print");
    await new Promise((done) => setTimeout(done, 600));
  } },
  { name: "spanish", search: "?lang=es" },
  { name: "small", sizes: [[480, 360]] },
];

/**
 * Every picture that there is: a state, a size, a theme.
 * @returns {{state: State, name: string, widthPx: number, heightPx: number, dark: boolean}[]}
 */
export function pictures() {
  return STATES.flatMap((state) =>
    (state.sizes ?? /** @type {[number, number][]} */ (state.wide ? [[1280, 800]] : [[1280, 800], [390, 844]])).flatMap(([widthPx, heightPx]) =>
      [false, true].map((dark) => ({ state, name: `${state.name}-${widthPx}-${dark ? "dark" : "light"}`, widthPx, heightPx, dark })),
    ),
  );
}

/**
 * Opens the page in a state, and waits until its picture no longer changes.
 * @param {any} browser
 * @param {string} address
 * @param {ReturnType<typeof pictures>[number]} picture
 * @returns {Promise<{page: any, faults: string[], png: Uint8Array}>}
 */
export async function taken(browser, address, { state, widthPx, heightPx, dark }) {
  const { page, faults } = await openPage(browser, address + (state.search ?? ""), { hash: state.hash, dark, widthPx, heightPx });
  await page.evaluate("window.descent.digest()");
  await state.act?.(page);
  let png = await page.screenshot();
  for (let still = false, tries = 0; !still && tries < 20; tries++) {
    await new Promise((done) => setTimeout(done, 350));
    const next = await page.screenshot();
    still = Buffer.compare(next, png) === 0;
    png = next;
  }
  return { page, faults: faults.filter((fault) => !fault.startsWith("request to") || !state.search), png };
}
