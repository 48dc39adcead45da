/**
 * What: changes beside what is open in the built page: another problem under a map, a racer that goes, another screen, addresses that come
 * one after the other.
 * Invariant: what is shown is of what is in the picture; no console error.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, rest, withSite } from "./site.mjs";

const site = withSite();

test("a basin map does not lie on another problem's landscape, and a typed function has one of its own", async () => {
  const { page, faults } = await site.open({ hash: "#surface=himmelblau&steps=100&racers=momentum+lr=0.01" });
  await press(page, ".place-header .maps");
  await page.waitForSelector(".maps-legend");
  await rest(page);
  // A plane of its own, and a typed function.
  for (const [problem, dim] of /** @type {[any, number][]} */ ([[{ quadratic: { A: [[2, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], center: null } }, 3], [{ expression: "(x^2 - 1)^2 + y^2" }, 2]])) {
    const spec = { version: 1, problem, start: [0.5, 0.7, 0.2].slice(0, dim), steps: 100, racers: [{ optimizer: { id: "momentum", lr: 0.01 } }] };
    assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), spec), []);
    await rest(page);
    const legend = await page.$eval(".place-maps", (/** @type {Element} */ e) => e.textContent ?? "");
    assert.doesNotMatch(legend, /3\.00, 2\.00/);
    if (dim === 2) assert.match(legend, /point \(1\.00, /);
    else assert.equal(await page.$(".maps-legend"), null);
  }
  // Plain Newton's method finds no step where a curvature is zero; the text names the run's own rule.
  const singular = { version: 1, problem: { quadratic: { A: [[1, 1], [1, 1]] } }, start: [3, 1], steps: 20, stop: { grad_norm: 0.02 }, racers: [{ optimizer: { id: "newton" } }] };
  assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), singular), []);
  await rest(page);
  const text = await page.$eval(".place-maps", (/** @type {Element} */ e) => e.textContent ?? "");
  assert.match(text, /falls to 0\.02\./);
  assert.match(text, /stalled(9\d|100) %0/);
  assert.doesNotMatch(text, /on the way|point \(/);
  // With the pseudoinverse every point of a line is an end: more places than have colours.
  assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), { ...singular, racers: [{ optimizer: { id: "newton", mode: "pinv" } }] }), []);
  await rest(page);
  const many = await page.$eval(".maps-legend", (/** @type {Element} */ e) => e.textContent ?? "");
  assert.match(many, /other places\d\d %/);
  assert.doesNotMatch(many, /on the way/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("another seed draws other data, and so another landscape; a start of fewer numbers, one of fewer dimensions", async () => {
  const { page, faults } = await site.open({ hash: "#figure=B-ols" });
  await press(page, ".model-head [role=tab]:nth-child(3)");
  await rest(page);
  const ground = () => page.$eval(".landscape canvas", (/** @type {HTMLCanvasElement} */ canvas) => canvas.toDataURL());
  const open = async (/** @type {unknown} */ spec) => {
    assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), spec), []);
    await rest(page);
  };
  const readout = async () => {
    const { x, y, width, height } = await page.$eval(".landscape .over", (/** @type {Element} */ canvas) => canvas.getBoundingClientRect().toJSON());
    // From elsewhere: a pointer that stays tells nothing.
    await page.mouse.move(x + 0.3 * width, y + 0.5 * height);
    await page.mouse.move(x + 0.4 * width, y + 0.6 * height);
    await page.waitForSelector(".readout");
    await rest(page);
    return page.$eval(".readout", (/** @type {Element} */ e) => e.textContent ?? "");
  };
  const spec = await page.evaluate("window.descent.spec()");
  /** @type {string[]} */
  const grounds = [];
  for (const seed of [77, 78, 77]) {
    await open({ ...spec, seed });
    grounds.push(await ground());
  }
  assert.deepEqual(grounds.map((one) => one === grounds[0]), [true, false, true]);
  const sphere = { version: 1, problem: { surface: "sphere" }, steps: 20, racers: [{ optimizer: { id: "sgd", lr: 0.1 } }] };
  await open({ ...sphere, start: [1, 1] });
  assert.match(await readout(), /H/);
  await open({ ...sphere, start: [1.5] });
  assert.equal(await page.$(".readout"), null, "what was read in the plane");
  assert.doesNotMatch(await readout(), /λ/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("of a model the maps show seeds, as it has no basins, and of a surface basins again", async () => {
  const { page, faults } = await site.open();
  await press(page, ".place-header .maps");
  await page.waitForSelector(".place-maps [role=tab]");
  const tabs = () => page.$$eval(".place-maps [role=tab]", (/** @type {HTMLButtonElement[]} */ all) => all.map((tab) => `${tab.textContent}${tab.getAttribute("aria-selected") === "true" ? ": shown" : ""}${tab.disabled ? ": off" : ""}`));
  assert.deepEqual(await tabs(), ["Basins: shown", "Rates", "Two settings", "Seeds"]);
  await page.select("select.surface", "model:line");
  await page.waitForSelector(".with-model");
  await rest(page);
  assert.deepEqual(await tabs(), ["Basins: off", "Rates", "Two settings", "Seeds: shown"]);
  await page.select("select.surface", "himmelblau");
  await page.waitForSelector(".maps-legend");
  await rest(page);
  assert.deepEqual(await tabs(), ["Basins: shown", "Rates", "Two settings", "Seeds"]);
  assert.deepEqual(faults, []);
  await page.close();
});

test("of a long run the playhead stands at steps that are kept, by any key; of a run without updates at its start", async () => {
  const spec = { version: 1, problem: { surface: "quadratic" }, start: [4, 3], steps: 40000, racers: [{ optimizer: { id: "sgd", lr: 0.1 }, noise: { std: 4 } }] };
  const { page, faults } = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify(spec))}` });
  const at = () => page.evaluate(() => {
    const { t, f } = window.descent.trace(0);
    const row = t.indexOf(window.descent.t());
    return { step: window.descent.t(), apart: t[1] - t[0], kept: row >= 0, shown: document.querySelector(".card output.number")?.textContent?.replace(/^f /, ""), f: f[row] };
  });
  await page.keyboard.press("Home");
  for (const act of [() => page.keyboard.press("."), () => page.keyboard.press("."), () => page.evaluate("window.descent.seek(20005)"), () => page.keyboard.press(","), () => page.keyboard.press("End")]) {
    const before = (await at()).step;
    await act();
    await rest(page);
    const { step, apart, kept, shown, f } = await at();
    assert.ok(apart > 1 && kept && step !== before, `${step} after ${before}`);
    const read = Number(shown.replace("−", "-").replace(/×10(⁻?)([⁰¹²³⁴-⁹]+)/, (/** @type {string} */ _, /** @type {string} */ minus, /** @type {string} */ digits) => `e${minus && "-"}${[...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join("")}`));
    assert.ok(Math.abs(read / f - 1) < 0.01, `${shown} for ${f}`);
  }
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), { ...spec, steps: 0 }), []);
  await rest(page);
  assert.deepEqual(await page.evaluate("[window.descent.end(), window.descent.t()]"), [0, 0]);
  assert.deepEqual(faults, []);
  await page.close();
});

test("the inspector and the maps take turns, and what a scene has opened closes with it", async () => {
  const { page, faults } = await site.open({ hash: "#figure=grid" });
  const shown = () => page.$$eval(".place-maps, .place-inspector", (/** @type {HTMLElement[]} */ all) => all.filter((one) => one.offsetHeight > 0).map((one) => one.classList[0]).join());
  assert.equal(await shown(), "place-maps");
  await page.evaluate(() => { location.hash = "#figure=A-adagrad"; });
  await rest(page);
  assert.doesNotMatch(await shown(), /maps/);
  await press(page, ".place-header .maps");
  await rest(page);
  assert.equal(await shown(), "place-maps");
  await press(page, ".place-header .wide-only");
  await rest(page);
  assert.equal(await shown(), "place-inspector");
  assert.deepEqual(faults, []);
  await page.close();
});

test("a racer that goes takes neither the selection nor the open card of another", async () => {
  const { page, faults } = await site.open();
  await page.keyboard.press("3");
  await press(page, ".card:nth-child(3) [aria-expanded=false]");
  const shown = () => page.$$eval(".card", (/** @type {Element[]} */ all) => all.map((card) => [card.classList.contains("selected"), card.querySelector(".card-rest") !== null].join()).join(" "));
  assert.equal(await shown(), "false,false false,false true,true false,false false,false");
  await press(page, ".card:nth-child(1) .card-head .icon");
  await rest(page);
  assert.equal(await shown(), "false,false true,true false,false false,false");
  await press(page, ".card:nth-child(2) .card-actions button");
  await rest(page);
  assert.equal(await shown(), "false,false true,true false,false false,false false,false");
  await press(page, ".card:nth-child(2) .card-head .icon");
  await rest(page);
  assert.equal(await shown(), "false,false false,false false,false false,false");
  assert.deepEqual(faults, []);
  await page.close();
});

test("on a screen of another resolution everything is drawn anew", async () => {
  const { page, faults } = await site.open();
  // Drivers change the resolution without a word to the page, so its question is answered here.
  await page.evaluateOnNewDocument(() => {
    const ask = window.matchMedia.bind(window);
    window.matchMedia = (query) => {
      const list = ask(query);
      if (query.includes("resolution")) list.addEventListener = (/** @type {string} */ _, /** @type {any} */ hear) => void Object.assign(window, { resolved: hear });
      return list;
    };
  });
  await page.reload();
  await page.waitForFunction('document.documentElement.dataset.ready === "1"');
  await rest(page);
  const ratios = () => page.$$eval(".landscape canvas, .chart canvas", (/** @type {HTMLCanvasElement[]} */ all) => all.filter((one) => one.clientWidth).map((one) => Math.round(one.width / one.clientWidth)));
  assert.deepEqual(await ratios(), [1, 1, 1, 1]);
  for (const ratio of [2, 1]) {
    await page.evaluate((/** @type {number} */ to) => {
      Object.defineProperty(window, "devicePixelRatio", { value: to, configurable: true });
      /** @type {any} */ (window).resolved();
    }, ratio);
    await rest(page);
    assert.deepEqual((await ratios()).slice(0, 3), [ratio, ratio, ratio]);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("a good address after a refused one takes its message away, and an emptied one begins anew", async () => {
  const { page, faults } = await site.open({ hash: "#surface=booth&racers=sgd+lr=0.01" });
  const go = async (/** @type {string} */ hash) => {
    await page.evaluate((/** @type {string} */ text) => { location.hash = text; }, hash);
    await rest(page);
  };
  const notice = () => page.$eval(".place-notice", (/** @type {Element} */ e) => e.textContent?.trim() ?? "");
  await go("#surface=bale");
  assert.match(await notice(), /bale/);
  await go("#surface=booth&racers=sgd+lr=0.01");
  assert.equal(await notice(), "");
  // Of two that come one after the other, the second is not forgotten when the first one is shown.
  await page.evaluate(() => {
    location.hash = "#surface=himmelblau&racers=adam+lr=0.1";
    setTimeout(() => { location.hash = "#surface=bale"; });
  });
  await page.waitForFunction("window.descent.spec().problem.surface === 'himmelblau'");
  await rest(page);
  assert.match(await notice(), /bale/);
  assert.equal(await page.evaluate("location.hash"), "#surface=bale");
  await go("");
  const spec = await page.evaluate("window.descent.spec()");
  assert.deepEqual([spec.problem.surface, spec.racers.length], ["beale", 5]);
  assert.deepEqual(faults, []);
  await page.close();
});
