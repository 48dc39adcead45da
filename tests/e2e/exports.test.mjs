/**
 * What: the export dialog's files in the built page: what is saved is what is shown, at that moment.
 * Invariant: no console error.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLine, inFirefox, press, rest, withSite } from "./site.mjs";

const site = withSite();

/** What the dialog's buttons are, in its order. */
const FILES = ["png2", "png4", "contours", "curves", "print", "csv", "json", "spec"];

/**
 * The page in a state, with a dialog that hands its files to the test.
 * @param {import("./site.mjs").Opening} how
 * @param {(page: any) => Promise<unknown>} [act]
 */
async function opened(how, act) {
  const { page, faults } = await site.open(how);
  await rest(page);
  await act?.(page);
  await page.evaluate("URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return 'blob:none'; }; HTMLAnchorElement.prototype.click = () => {};");
  await press(page, "button.export");
  const take = async (/** @type {string} */ what) => {
    await page.evaluate("window.saved = null");
    await page.$$eval(".exports .export-row button", (/** @type {HTMLElement[]} */ all, /** @type {number} */ i) => all[i]?.click(), FILES.indexOf(what));
    await page.waitForFunction("window.saved !== null");
    return String(await page.evaluate("window.saved"));
  };
  return { page, faults, take };
}

/**
 * The texts of a drawing, and those that stand out of it; on a page of its own.
 * @param {string} svg
 * @returns {Promise<{texts: string[], out: string[], ids: number}>}
 */
async function drawn(svg) {
  const page = await (await site.browser()).newPage();
  await page.setContent(`<body style="margin: 0">${svg}`);
  const found = await page.evaluate(() => {
    const frame = /** @type {Element} */ (document.querySelector("svg")).getBoundingClientRect();
    const all = [...document.querySelectorAll("text")];
    const out = all.filter((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return !one.closest("svg svg") && (left < frame.left || right > frame.right + 1 || top < frame.top || bottom > frame.bottom);
    });
    return { texts: all.map((one) => one.textContent), out: out.map((one) => one.textContent), ids: document.querySelectorAll("[id]").length };
  });
  await page.close();
  return found;
}

test("curves are saved as the chart shows them: quantity, unit, scale, bars, every name whole", async () => {
  const of = async (/** @type {import("./site.mjs").Opening} */ how, /** @type {(page: any) => Promise<unknown>} */ act = async () => {}) => {
    const { page, faults, take } = await opened(how, act);
    const svg = await take("curves");
    const found = await drawn(svg);
    assert.deepEqual(found.out, []);
    assert.equal(found.ids, 0);
    assert.deepEqual(faults, []);
    await page.close();
    return { svg, ...found };
  };
  const spanish = await of({ search: "?lang=es" });
  for (const name of ["Descenso de gradiente", "Momentum", "Adagrad", "RMSprop", "Adam"]) assert.ok(spanish.texts.includes(name), spanish.texts.join(" | "));
  // Its lowest value is no zero: the loss is drawn above it, and says so.
  const deep = await of({ hash: "#surface=two_basins&racers=sgd+lr=0.1;momentum+lr=0.1" });
  assert.ok(deep.texts.some((text) => text.startsWith("f − f* (f* = −1.575)")), deep.texts.join(" | "));
  // A range within few powers of ten has places all the same.
  const short = await of({ hash: "#surface=sphere&steps=20&racers=sgd+lr=0.05" });
  assert.ok(short.texts.filter((text) => /^[\d.×]+[⁰-⁹⁻]*$/.test(text)).length > 6, short.texts.join(" | "));
  const bars = await of({ hash: "#surface=beale&start=1,1.5&steps=20&racers=momentum+lr=0.001" }, async (page) => {
    await page.$$eval(".place-chart [role=tab]", (/** @type {HTMLElement[]} */ all) => all.at(-1)?.click());
    await rest(page);
  });
  assert.ok(bars.texts.includes("Momentum, x") && bars.texts.includes("Momentum, y"), bars.texts.join(" | "));
  assert.ok((bars.svg.match(/Z" opacity/g) ?? []).length >= 40, "two bars a step");
  const linear = await of({}, (page) => press(page, ".chart-tools [aria-pressed=true]"));
  assert.ok(linear.texts.includes("40") && !linear.texts.includes("10⁻²"), linear.texts.join(" | "));
  const many = await of({ hash: `#surface=beale&racers=${Array(16).fill("adam lr=0.1").map((racer, i) => `${racer}${i}`).join(";").replace(/ /g, "+")}`, widthPx: 390, heightPx: 844 });
  assert.equal(new Set(many.texts.filter((text) => text.startsWith("Adam"))).size, 16, many.texts.join(" | "));
});

test("a run's rows are those of the command line, with all parameters, of any number of them", async () => {
  const { page, faults, take } = await opened({});
  const plain = { version: 1, seed: 3, steps: 40, racers: [{ optimizer: { id: "adam", lr: 0.1 } }, { optimizer: { id: "momentum", lr: 5 } }] };
  for (const more of [
    { problem: { surface: "beale" }, start: [1, 1.5] },
    { precision: "f32", problem: { quadratic: { A: [[2, 0, 0], [0, 1, 0], [0, 0, 5]], center: [1, 0, 0] } }, start: [1, 2, 3] },
    { problem: { model: { id: "softmax" }, data: { id: "iris" }, batch: { size: 32 } } },
  ]) {
    const spec = { ...plain, ...more };
    assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), spec), []);
    await rest(page);
    const rows = (/** @type {string} */ csv) => csv.trim().split("\n").map((line) => line.split(",").map((cell) => (cell === "" || Number.isNaN(Number(cell)) ? cell : Number(cell))));
    const [ours, theirs] = [rows(await take("csv")), rows(commandLine(["run", "-", "--format", "csv"], spec))];
    const label = Number(theirs[0]?.indexOf("label"));
    assert.deepEqual(ours, theirs.map((cells, i) => cells.map((cell, column) => (i && column === label ? ours[i]?.[label] : cell))));
    const { dim, x } = { dim: Number(theirs[0]?.length) - 6, x: JSON.parse(await take("json")).racers[0].x };
    assert.deepEqual(x.map((/** @type {number[]} */ row) => row.length), x.map(() => dim));
    assert.deepEqual(x.at(-1), ours[x.length]?.slice(6));
  }
  assert.equal(await page.$(".exports .hint"), null);
  // Too many for a file.
  const many = { ...plain, steps: 3000, problem: { model: { id: "mlp", layers: [2, 24, 24, 1], output: "sigmoid" }, data: { id: "xor" } } };
  assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), many), []);
  await rest(page);
  assert.equal((await take("csv")).split("\n")[0], "racer,label,t,f,lr,grad_norm");
  assert.match(await page.$eval(".exports .hint", (/** @type {Element} */ hint) => hint.textContent ?? ""), /Too many parameters/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("contours are saved with axes, values, trails to the edge, markers and names", async () => {
  const { page, faults, take } = await opened({ hash: "#surface=beale&start=1,1.5&steps=100&racers=momentum+lr=0.01;adam+lr=0.1" });
  const svg = await take("contours");
  const { texts, out, ids } = await drawn(svg);
  assert.deepEqual([out, ids], [[], 0]);
  for (const text of ["x", "y", "Momentum", "Adam", "100"]) assert.ok(texts.includes(text), `${text}: ${texts.join(" | ")}`);
  // The diverging racer's last leg leaves the picture downwards, instead of ending in it.
  const bottom = Number(/<svg x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/.exec(svg)?.slice(1).reduce((sum, part) => String(Number(sum) + Number(part))));
  const lowest = Math.max(...[...svg.matchAll(/d="([^"A]*)"[^>]*stroke="#d55e00"/gi)].flatMap(([, path = ""]) => path.split(/[ML]/).slice(1).map((place) => Number(place.split(" ")[1]))));
  assert.ok(lowest > bottom, `${lowest} > ${bottom}`);
  // Names of any length stand beside the picture.
  const racers = Array.from({ length: 16 }, (_, i) => ({ label: `A racer with quite a long name: ${i}`, optimizer: { id: "adam", lr: 0.1 } }));
  assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), { ...(await page.evaluate("window.descent.spec()")), steps: 30000, racers }), []);
  await rest(page);
  const long = await take("contours");
  const many = await drawn(long);
  assert.deepEqual(many.out, []);
  const [left, width] = /<svg x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/.exec(long)?.slice(1).map(Number) ?? [];
  const places = [...long.matchAll(/translate\(([\d.]+)[^>]*>A racer/g)].map(([, x]) => Number(x));
  assert.ok(places.length === 16 && places.every((x) => x > Number(left) + Number(width)), String(places));
  // Of a long run the files hold some steps, and the dialog says which.
  const [, , second] = (await take("csv")).split("\n").map((line) => line.split(",")[2]);
  assert.match(await page.$eval(".exports .hint", (/** @type {Element} */ hint) => hint.textContent ?? ""), new RegExp(`step 0, ${second}, ${2 * Number(second)}, …`));
  assert.deepEqual(faults, []);
  await page.close();
});

test("on paper the step is told, the Inspector is there, and pictures keep their shape", { skip: inFirefox && "it cannot be told to print" }, async () => {
  const { page, faults } = await site.open({ hash: "#surface=beale&steps=20&racers=adam+lr=0.1" });
  await rest(page);
  await press(page, ".place-header .wide-only[aria-pressed]");
  await page.setViewport({ width: 800, height: 1100 });
  await rest(page);
  await page.emulateMediaType("print");
  const seen = (/** @type {string} */ part) => page.$eval(part, (/** @type {Element} */ one) => one.checkVisibility());
  assert.deepEqual(await Promise.all([".place-transport .step", ".place-transport button", ".place-transport .scrubber", ".place-inspector table"].map(seen)), [true, false, false, true]);
  const { body, all } = await page.evaluate("({ body: document.querySelector('.chart-body').offsetHeight, all: [...document.querySelectorAll('canvas')].map((one) => getComputedStyle(one).objectFit) })");
  assert.ok(Math.abs(body - (7 / 2.54) * 96) < 1 && all.every((/** @type {string} */ fit) => fit === "contain"), `${body} ${all}`);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a model's run is saved with its digest, and a training as far as it is when its file is asked for", async () => {
  const { page, faults, take } = await opened({}, async (page) => {
    await page.select("select.surface", "model:logistic");
    await page.waitForSelector(".with-model");
    await page.waitForFunction("!document.querySelector('.model-head progress')");
    await rest(page);
  });
  const digest = await page.evaluate("window.descent.digest()");
  assert.match(digest, /^[0-9a-f]{16,}$/);
  assert.equal(JSON.parse(await take("json")).digest, digest);
  // Behind the dialog the run goes on to be another.
  await page.evaluate("window.descent.open({ ...window.descent.spec(), steps: 7 })");
  await rest(page);
  const { spec, racers } = JSON.parse(await take("json"));
  assert.deepEqual([spec.steps, racers[0].t.at(-1)], [7, 7]);
  assert.equal(JSON.parse(await take("spec")).steps, 7);
  assert.ok((await page.$eval(".exports input", (/** @type {HTMLInputElement} */ field) => field.value)).endsWith(await page.evaluate("location.hash")));
  // Keys of the page do nothing behind it.
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await rest(page);
  assert.equal((await page.evaluate("window.descent.spec()")).steps, 7);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a picture has the names of several racers beside it, of one none", async () => {
  const sizes = [];
  for (const racers of ["adam lr=0.1; momentum lr=0.01", "adam lr=0.1"]) {
    const { page, faults } = await opened({ hash: `#surface=beale&racers=${racers.replaceAll(" ", "+")}` });
    await page.evaluate("URL.createObjectURL = (blob) => { createImageBitmap(blob).then(({ width, height }) => { window.saved = [width, height]; }); return 'blob:none'; }; window.saved = null");
    await page.$$eval(".exports .export-row button", (/** @type {HTMLElement[]} */ all) => all[0]?.click());
    await page.waitForFunction("window.saved");
    sizes.push(await page.evaluate("[...saved, document.querySelector('.landscape canvas').width]"));
    assert.deepEqual(faults, []);
    await page.close();
  }
  const [[two, high, shown], [one, same]] = /** @type {[number[], number[]]} */ (sizes);
  assert.equal(one, 2 * Number(shown));
  assert.equal(high, same);
  assert.ok(Number(two) > Number(one) + 100, `${two}, ${one}`);
});
