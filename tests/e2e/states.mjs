/**
 * What: the page's main states: how to reach each, in a size and a theme, and when it is at rest.
 * Invariant: the same picture every time: no motion, every run whole, every map drawn.
 * Does not: keep or compare pictures; `screenshots.mjs` and `pictures.test.mjs` do.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as english from "../../www/src/words/all.js";
import * as spanish from "../../www/src/words/es/all.js";
import { openPage, press, rest, root } from "./site.mjs";

/**
 * @typedef {object} State
 * @property {string} name
 * @property {string} [search] such as `?lang=es`
 * @property {string} [hash]
 * @property {string} [notes] the body of a page of notes with a figure, instead of the page
 * @property {(page: any) => Promise<unknown>} [act]
 * @property {[number, number][]} [sizes] instead of the usual two
 * @property {boolean} [wide] only where there is room for it
 * @property {boolean} [afresh] opened anew for every size: a pointer, a scrolled list or the edge of a view stands elsewhere in another window
 * @property {boolean} [paper] on paper, which is light
 * @property {boolean} [slow] taken by `cargo xtask thorough` only
 */

/** The words of the page that is shown. @param {any} page */
const wordsOf = (page) => (page.url().includes("lang=es") ? spanish : english);
const pressed = (/** @type {string} */ selector) => (/** @type {any} */ page) => press(page, selector);
/** The inspector at an update. */
const inspect = async (/** @type {any} */ page, /** @type {number} */ step) => {
  const { header, inspector } = wordsOf(page).words;
  await press(page, "button", header.inspector);
  await page.evaluate(`window.descent.seek(${step})`);
  await page.waitForFunction((/** @type {string} */ said) => document.querySelector(".inspector-step")?.textContent?.includes(said), {}, inspector.atStep("", step));
};
const maps = (/** @type {number} */ tab) => async (/** @type {any} */ page) => {
  await press(page, ".place-header .maps");
  await press(page, `.place-maps [role=tab]:nth-child(${tab + 1})`);
};
/** A model that the picker offers, trained, at one of its views. */
const model = (/** @type {string} */ id, /** @type {"" | "network" | "weights" | "plane" | "samples"} */ view = "") => async (/** @type {any} */ page) => {
  await page.select("select.surface", `model:${id}`);
  await page.waitForSelector(".with-model");
  await rest(page);
  await page.evaluate("window.descent.seek(window.descent.end())");
  if (view) await press(page, ".model-head [role=tab]", wordsOf(page).modelWords.views[view]);
};
const seeds = (/** @type {string} */ id) => async (/** @type {any} */ page) => {
  await model(id)(page);
  await press(page, ".place-header .maps");
  await rest(page);
  if (page.viewport().width < 900) await page.$eval(".place-maps", (/** @type {HTMLElement} */ e) => e.scrollIntoView());
};
/** A specification in a link. */
const linked = (/** @type {object} */ spec) => `#spec=${encodeURIComponent(JSON.stringify(spec))}`;
const quadratic = { version: 1, problem: { quadratic: { A: [[2, 0.5], [0.5, 10]] } }, start: [3, 3], steps: 100, racers: [{ optimizer: { id: "momentum", lr: 0.1 } }] };
const scene = (/** @type {string} */ id) => JSON.parse(readFileSync(join(root, "crates/lectures/scenes.json"), "utf8")).find((/** @type {any} */ one) => one.id === id).spec;

/** Notes with a figure of a race. @param {string} attributes */
const figure = (attributes) => `<p>Momentum and Adam on a bent valley.</p><descent-figure loading="eager" surface="beale" start="1,1.5" steps="120" racers="momentum lr=0.002 beta=0.9; adam lr=0.1; sgd lr=0.002" ${attributes}></descent-figure>`;

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
  { name: "inspector", afresh: true, act: async (page) => {
    await inspect(page, 6);
  } },
  { name: "curvature", afresh: true, hash: "#figure=B-stationary", act: async (page) => {
    const { x, y, width, height } = await page.$eval(".landscape .over", (/** @type {Element} */ canvas) => canvas.getBoundingClientRect().toJSON());
    await page.mouse.move(x + 0.4 * width, y + 0.7 * height);
    await page.waitForSelector(".readout");
  } },
  { name: "relief", act: pressed(".relief-toggle") },
  { name: "many-minima", hash: "#surface=rastrigin&racers=adam+lr=0.1+schedule=cosine+schedule.t_max=200", act: pressed(".card-foot button") },
  { name: "without-a-view", hash: linked(quadratic) },
  { name: "many-parameters", hash: linked({ version: 1, problem: { quadratic: { A: [[2, 0.5, 0], [0.5, 1, 0.2], [0, 0.2, 4]] } }, start: [3, 3, 3], steps: 100, racers: [{ optimizer: { id: "momentum", lr: 0.1 } }, { optimizer: { id: "adam", lr: 0.3 } }] }) },
  { name: "network", hash: linked({ ...scene("spirals"), steps: 200 }) },
  { name: "model-spiral", slow: true, act: model("spiral") },
  { name: "model-network", slow: true, act: model("spiral", "network") },
  { name: "model-weights", slow: true, afresh: true, act: model("logistic", "weights") },
  { name: "model-batch", slow: true, afresh: true, act: model("circle", "weights") },
  { name: "model-digits", slow: true, act: model("digits") },
  { name: "model-iris", slow: true, act: model("iris") },
  { name: "model-plane", slow: true, afresh: true, act: model("moons", "plane") },
  { name: "model-samples", act: model("circle", "samples") },
  { name: "model-samples-full", slow: true, sizes: [[1280, 800], [390, 844], [320, 700]], act: model("polynomial", "samples") },
  { name: "model-polynomial", act: model("polynomial") },
  { name: "model-centres", slow: true, act: model("blobs") },
  { name: "model-seeds", slow: true, afresh: true, act: seeds("blobs") },
  {
    name: "averaged",
    afresh: true,
    hash: "#surface=quadratic&start=4,3&steps=200&racers=sgd+lr=0.1+noise.std=4;sgd+lr=0.1+noise.std=4+average.form=polyak+average.start=20",
    act: async (page) => {
      await press(page, "li.card:nth-child(2) .card-foot button");
      await page.evaluate("window.descent.seek(60); document.querySelector('li.card:nth-child(2) fieldset:last-of-type').scrollIntoView()");
    },
  },
  { name: "fork", afresh: true, act: async (page) => {
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
  { name: "gallery", act: pressed(".scene-picker") },
  { name: "export", act: async (page) => {
    await press(page, "button.export");
    // The link names the test's own port, and so does its code.
    await page.evaluate("(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('.qr path, .exports input { visibility: hidden }'); document.adoptedStyleSheets = [sheet]; })()");
  } },
  { name: "embed-dialog", act: async (page) => {
    await press(page, ".embed-open");
    await page.waitForSelector("dialog.embed[open]");
    // Its texts name the test's own port.
    await page.evaluate("(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('dialog.embed :is(pre, code, textarea, input) { color: transparent !important }'); document.adoptedStyleSheets = [sheet]; })()");
  } },
  { name: "help", act: (page) => page.keyboard.press("?") },
  { name: "projector", act: async (page) => {
    for (let i = 0; i < 3 && (await page.evaluate("document.documentElement.dataset.theme")) !== "projector"; i++) {
      await page.$eval(".place-header button.theme", (/** @type {HTMLElement} */ button) => button.click());
      await rest(page);
    }
  } },
  { name: "print", paper: true, sizes: [[794, 1123]], act: async (page) => {
    await page.emulateMediaType("print");
  } },
  { name: "print-dark", paper: true, sizes: [[794, 1123]], act: async (page) => {
    await press(page, ".place-header button.theme");
    await page.emulateMediaType("print");
  } },
  { name: "spanish", search: "?lang=es" },
  { name: "small", sizes: [[480, 360]] },
  { name: "figure", sizes: [[720, 680], [320, 520]], notes: figure('at="40"') },
  { name: "figure-full", sizes: [[900, 1120], [320, 920]], notes: figure('at="40" controls="full"') },
  { name: "figure-model", sizes: [[720, 640], [320, 600]], notes: '<p>Three ways to tell irises apart.</p><descent-figure loading="eager" figure="B-softmax"></descent-figure>' },
  { name: "figure-refused", sizes: [[480, 240]], notes: '<p>A slip of the pen.</p><descent-figure surface="bale" racers="adam lr=0.1"></descent-figure>' },
];

/**
 * Every picture that there is: a state, a size, a theme.
 * @returns {{state: State, name: string, widthPx: number, heightPx: number, dark: boolean}[]}
 */
export function pictures() {
  return STATES.flatMap((state) =>
    (state.sizes ?? /** @type {[number, number][]} */ (state.wide ? [[1280, 800]] : [[1280, 800], [390, 844]])).flatMap(([widthPx, heightPx]) =>
      (state.paper ? [false] : [false, true]).map((dark) => ({ state, name: `${state.name}-${widthPx}-${dark ? "dark" : "light"}`, widthPx, heightPx, dark })),
    ),
  );
}

/**
 * Opens the page in a state.
 * @param {any} browser
 * @param {string} address
 * @param {ReturnType<typeof pictures>[number]} picture
 * @returns {Promise<{page: any, faults: string[]}>}
 */
export async function shown(browser, address, { state, widthPx, heightPx, dark }) {
  const opened = await openPage(browser, address, { ...state, dark, widthPx, heightPx });
  await rest(opened.page);
  await state.act?.(opened.page);
  return opened;
}

/** What a reader's system does in the evening and in the morning, while the page is open. @param {any} page @param {boolean} dark */
export async function turn(page, dark) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }, { name: "prefers-reduced-motion", value: "reduce" }]);
}

/** A page's picture, once it no longer changes. @param {any} page @returns {Promise<Uint8Array>} */
export async function still(page) {
  await rest(page);
  let png = await page.screenshot();
  // The browser's own paint may lag behind.
  for (let tries = 0; tries < 20; tries++) {
    const next = await page.screenshot();
    if (Buffer.compare(next, png) === 0) break;
    png = next;
  }
  return png;
}
