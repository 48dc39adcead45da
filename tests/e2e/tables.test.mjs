/**
 * What: the numbers behind every chart of the built page, as tables.
 * Invariant: they are the chart's own; axe finds nothing; no console error.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "./axe.mjs";
import { press, rest, withSite } from "./site.mjs";

const site = withSite();

/** The open table's cells, row by row, its heads first; then it is closed. @param {any} page @returns {Promise<string[][]>} */
async function cells(page) {
  await page.waitForSelector("dialog.numbers[open] tbody tr");
  assert.deepEqual(await axe(page), []);
  const found = await page.$$eval("dialog.numbers tr", (/** @type {HTMLTableRowElement[]} */ rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent ?? "")));
  await page.keyboard.press("Escape");
  await page.waitForFunction("!document.querySelector('dialog.numbers')");
  return found;
}

/** A number as the page writes it. @param {string} text */
const value = (text) => {
  const [, mantissa = "", power = "0"] = /^(.*?)(?:×10(.*))?$/.exec(text.replace(/−/g, "-")) ?? [];
  const digits = power.replace(/[⁰¹²³⁴-⁹⁻]/g, (sign) => (sign === "⁻" ? "-" : String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign))));
  return Number(mantissa) * 10 ** Number(digits);
};

test("loss, rate and gradient norm are the trace's own", async () => {
  const { page, faults } = await site.open({ hash: "#surface=beale&start=1,1.5&steps=40&racers=sgd+lr=0.002;adam+lr=0.1" });
  await press(page, "button.table");
  const rows = await cells(page);
  const trace = await page.evaluate("window.descent.trace(1).f");
  assert.equal(rows.length, 42);
  for (const [step, , shown] of rows.slice(1)) {
    const exact = trace[Number(step)];
    assert.ok(Math.abs(value(String(shown)) / exact - 1) < 1e-3, `${step}: ${shown} for ${exact}`);
  }
  await page.$$eval(".chart .tabs button", (/** @type {HTMLElement[]} */ all) => all[1]?.click());
  await page.waitForSelector(".chart .tabs button:nth-child(2)[aria-selected=true]");
  await press(page, "button.table");
  assert.ok((await cells(page)).slice(1).every(([, plain, adam]) => plain === "0.002000" && adam === "0.1000"));
  assert.deepEqual(faults, []);
  await page.close();
});

test("a model's accuracy stands in its table, not its loss", async () => {
  const spec = { version: 1, seed: 1, steps: 60, problem: { model: { id: "logistic" }, data: { id: "moons" } }, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] };
  const { page, faults } = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify(spec))}` });
  await rest(page);
  await page.$$eval(".chart .tabs button", (/** @type {HTMLElement[]} */ all) => all.find((one) => one.textContent === "Accuracy")?.click());
  await page.waitForFunction("document.querySelector('.chart .tabs button[aria-selected=true]').textContent === 'Accuracy'");
  await press(page, "button.table");
  const shown = (await cells(page)).slice(1).flatMap((row) => row.slice(1)).filter((text) => text !== "").map(value);
  assert.ok(shown.length > 5 && shown.every((part) => part >= 0 && part <= 1), String(shown));
  assert.ok(Number(shown.at(-1)) > 0.7);
  assert.deepEqual(faults, []);
  await page.close();
});

test("every picture of a model has its numbers: regions, the network's weights, the loss over two weights, fitted curves, shares, centres", async () => {
  const { page, faults } = await site.open();
  const racing = [{ optimizer: { id: "adam", lr: 0.05 } }, { optimizer: { id: "sgd", lr: 0.05 } }];
  const open = (/** @type {unknown} */ problem, /** @type {unknown} */ racers = racing) => page.evaluate((/** @type {any} */ given) => window.descent.open({ version: 1, seed: 1, steps: 40, ...given }), { problem, racers });
  const show = (/** @type {string} */ name) => page.$$eval(".model-head [role=tab]", (/** @type {HTMLElement[]} */ all, /** @type {string} */ given) => all.find((tab) => tab.textContent === given)?.click(), name);
  assert.deepEqual(await open({ model: { id: "mlp", layers: [2, 3, 1], output: "sigmoid" }, data: { id: "circle" }, batch: { size: 10 } }), []);
  await rest(page);
  await press(page, "button.model-table");
  const regions = await cells(page);
  assert.equal(regions.length, 2 * 10, "a table of nine rows and a head for each racer");
  const middle = regions[5]?.slice(1).map(value) ?? [];
  assert.ok(middle.length === 9 && middle.every((said) => said >= 0 && said <= 1) && new Set(middle).size > 1, String(middle));
  await show("Network");
  await rest(page);
  await press(page, "button.model-table");
  const weights = await cells(page);
  assert.equal(weights.length, 1 + 2 * 3 + 3 + 4, "a row for each weight and bias");
  // Weights are drawn in the layers that they are of.
  await page.evaluate(() => {
    const { prototype } = CanvasRenderingContext2D;
    const own = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, "lineWidth"));
    const set = /** @this {CanvasRenderingContext2D} @param {number} width */ function (width) {
      if (Number.isNaN(width)) console.error("a line is NaN wide");
      own.set?.call(this, width);
    };
    Object.defineProperty(prototype, "lineWidth", { ...own, set });
  });
  await press(page, ".model-panel .wraps button");
  await rest(page);
  await show("Loss over two weights");
  await rest(page);
  await press(page, "button.model-table");
  const losses = await cells(page);
  assert.equal(losses.length, 2 * 10, "all data, and one batch");
  assert.ok(losses.slice(1, 10).flatMap((row) => row.slice(1)).every((text) => value(text) > 0));
  // The window holds the path of every run.
  const width = (/** @type {string[][]} */ [heads = []]) => value(String(heads.at(-1))) - value(String(heads[1]));
  const fast = [{ optimizer: { id: "adam", lr: 3 } }];
  assert.deepEqual(await open((await page.evaluate("window.descent.spec()")).problem, fast), []);
  await rest(page);
  await press(page, "button.model-table");
  assert.ok(width(await cells(page)) > 2 * width(losses));
  // A field that refuses says so; weights that are the same change places.
  const type = async (/** @type {string} */ text) => {
    await page.$eval(".model-slice-head input", (/** @type {HTMLInputElement} */ field, /** @type {string} */ given) => {
      field.value = given;
      field.dispatchEvent(new Event("change"));
    }, text);
    await rest(page);
    return page.$eval(".model-slice .model-slice-head", (/** @type {Element} */ head) => [...[...head.querySelectorAll("input")].map((field) => field.value), head.querySelector(".refusal")?.textContent ?? ""]);
  };
  // A model of fewer weights has two of them; those that were chosen come back with the other.
  await type("20");
  const [{ problem, racers }] = await page.evaluate("[window.descent.spec()]");
  assert.deepEqual(await open({ model: { id: "linear" }, data: { id: "line" } }), []);
  await rest(page);
  const chosen = () => page.$$eval(".model-slice-head:not(.model-samples) input", (/** @type {HTMLInputElement[]} */ all) => all.map((field) => field.value));
  assert.deepEqual(await chosen(), ["2", "1"]);
  await press(page, "button.model-table");
  assert.equal((await cells(page))[0]?.[0], "θ₁ \\ θ₂");
  assert.deepEqual(await open(problem, racers), []);
  await rest(page);
  assert.deepEqual(await chosen(), ["20", "2"]);
  await type("1");
  assert.deepEqual(await type("99"), ["1", "2", "99. Allowed: 1–25."]);
  assert.deepEqual(await type("2"), ["2", "1", ""]);
  assert.deepEqual(await open({ model: { id: "polynomial", degree: 3 }, data: { id: "sine" } }), []);
  await show("Data");
  await rest(page);
  await press(page, "button.model-table");
  const curves = await cells(page);
  assert.deepEqual([curves.length, curves[0]?.length], [22, 3], "a column per racer");
  const inline = { x: [[0], [1], [4], [5], [8], [9]], y: [0, 0, 1, 1, 2, 2], features: ["dose"], classes: ["a", "b", "c"] };
  assert.deepEqual(await open({ model: { id: "softmax" }, data: { inline } }), []);
  await rest(page);
  await press(page, "button.model-table");
  const [heads = [], ...shares] = await cells(page);
  assert.deepEqual(heads.map((head) => head.replace(/.*: /, "")), ["dose", "a", "b", "c", "a", "b", "c"]);
  for (const row of shares) assert.ok(Math.abs(row.slice(1, 4).reduce((sum, text) => sum + value(text), 0) - 1) < 1e-3, String(row));
  assert.deepEqual(await open({ model: { id: "kmeans", k: 3 }, data: { inline } }, [{ optimizer: { id: "lloyd" } }]), []);
  await rest(page);
  assert.match(await page.$eval(".model-panel h3", (/** @type {Element} */ title) => title.textContent ?? ""), /Lloyd/);
  await press(page, "button.model-table");
  const centres = await cells(page);
  assert.deepEqual(centres.map(([head]) => head), ["centre", "1", "2", "3"]);
  assert.ok(centres.slice(1).every(([, at]) => value(String(at)) >= 0 && value(String(at)) <= 9));
  // The features that were chosen stay, with the key to their classes.
  const iris = { model: { id: "softmax" }, data: { id: "iris" } };
  assert.deepEqual(await open(iris), []);
  await rest(page);
  await page.select(".model-pair select:last-of-type", "0");
  assert.deepEqual(await open({ ...iris, batch: { size: 10 } }), []);
  await rest(page);
  assert.deepEqual(await page.$$eval(".model-pair select", (/** @type {HTMLSelectElement[]} */ all) => all.map((one) => one.value)), ["3", "0"]);
  await press(page, "button.model-table");
  assert.equal((await cells(page))[0]?.[0], "petal width \\ sepal length");
  assert.match(await page.$eval(".model-head small", (/** @type {Element} */ key) => key.textContent ?? ""), /setosa.*virginica.*train.*test.*next batch/);
  const colors = await page.$$eval(".confusion thead [aria-hidden]", (/** @type {HTMLElement[]} */ all) => all.map((one) => one.style.color));
  assert.ok(colors.length === 3 && new Set(colors).size === 3, String(colors));
  // Ten long names have room in the panel.
  const ten = Array.from({ length: 100 }, (_, i) => i);
  const plants = { x: ten.map((i) => [i % 10, i % 7]), y: ten.map((i) => i % 10), classes: ten.slice(0, 10).map((i) => `Quercus robur, number ${i}`) };
  assert.deepEqual(await open({ model: { id: "softmax" }, data: { inline: plants } }), []);
  await rest(page);
  const [right, edge] = await page.$eval(".confusion", (/** @type {Element} */ one) => [one, one.parentElement].map((part) => part?.getBoundingClientRect().right));
  assert.ok(Number(right) <= Number(edge), `${right} > ${edge}`);
  assert.equal(await page.$$eval(".confusion tbody th", (/** @type {Element[]} */ all) => all.length), 10);
  assert.deepEqual(faults, []);
  await page.close();
});

test("the maps' charts have tables: final loss by rate, and over two settings", async () => {
  const { page, faults } = await site.open({ hash: "#surface=quadratic&steps=400&racers=momentum;sgd" });
  for (const tab of [2, 3]) {
    if (tab === 2) await press(page, ".place-header .maps");
    await press(page, `.place-maps [role=tab]:nth-child(${tab})`);
    await rest(page);
    await press(page, ".place-maps .table");
    const [heads = [], ...rows] = await cells(page);
    assert.equal(heads.length, tab === 2 ? 3 : 13);
    assert.ok(rows.length >= 12 && rows.every((row) => row.length === heads.length));
    const inside = rows.flatMap((row) => row.slice(1));
    assert.ok(inside.includes("diverged"));
    assert.ok(inside.every((text) => text === "diverged" || Number.isFinite(value(text))));
  }
  const said = async (/** @type {unknown} */ spec, /** @type {number} */ tab) => {
    assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), spec), []);
    await press(page, `.place-maps [role=tab]:nth-child(${tab})`);
    await rest(page);
    return page.$eval(".place-maps", (/** @type {Element} */ e) => e.textContent?.replace(/\s+/g, " ") ?? "");
  };
  // A library's rate has a name of its own, and Newton's method none.
  const rates = await said({ version: 1, problem: { surface: "sphere" }, start: [1, 1], steps: 9, racers: [{ optimizer: { id: "newton" } }, { optimizer: { id: "sgd" } }, { optimizer: { id: "keras.Adam" } }] }, 2);
  assert.match(rates, /Newton[^:]*: has no rate/);
  assert.match(rates, /descent: best at η\s=\s0\.464/);
  assert.match(rates, /Adam[^:]*: best at/);
  await press(page, ".place-maps .add");
  // It is asked for of the engine first.
  await rest(page);
  assert.equal(await page.evaluate("window.descent.spec().racers[2].optimizer.learning_rate > 0"), true);
  // A lowest value below zero is what losses are drawn above.
  assert.match(await said({ version: 1, problem: { surface: "long_valley" }, steps: 9, racers: [{ optimizer: { id: "sgd" } }] }, 2), /final f − f\*.* f\* = −4\.000/);
  assert.match(await said({ version: 1, problem: { surface: "sphere" }, steps: 9, racers: [{ optimizer: { id: "sgd" } }] }, 4), /every seed gives the same run/);
  assert.equal(await page.$(".place-maps .maps-chart"), null);
  // One that diverges is said to, and the last power at an axis' end is not cut.
  assert.match(await said({ version: 1, problem: { surface: "sphere" }, start: [1, 1], steps: 100, racers: [{ optimizer: { id: "sgd", lr: 0.1 }, noise: { std: 1 } }, { optimizer: { id: "sgd", lr: 9e5 } }] }, 4), /: ends at .*: diverged/);
  assert.ok(await page.$eval(".place-maps .maps-chart", (/** @type {SVGSVGElement} */ chart) => [...chart.querySelectorAll("text")].every((text) => text.getBBox().x + text.getBBox().width <= 320)));
  // Plain descent on a line is mapped over its weight decay, and is called by its name where rates tell racers apart.
  const settings = await said({ version: 1, problem: { surface: "parabola" }, steps: 9, racers: [0.1, 0.2].map((lr) => ({ optimizer: { id: "sgd", lr } })) }, 3);
  assert.match(settings, /Loss of Gradient descent after/);
  await press(page, ".place-maps .table");
  const [names = [], ...losses] = await cells(page);
  assert.equal(names[0], "λ / η");
  assert.ok(losses.every((row) => row.slice(1).some((text) => Number.isFinite(value(text)))));
  assert.match(await said({ version: 1, problem: { surface: "sphere" }, start: [1, 1], steps: 9, racers: [{ optimizer: { id: "newton" } }] }, 3), /no rate, or no second/);
  // The second setting is the reader's choice, and the table is that of the choice.
  await said({ version: 1, problem: { surface: "quadratic" }, start: [2, 1], steps: 100, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] }, 3);
  const axes = async () => {
    const map = await page.$eval(".maps-settings", (/** @type {Element} */ e) => e.getAttribute("aria-label"));
    await press(page, ".place-maps .table");
    const [head = [], ...rows] = await cells(page);
    return [map, head[0], value(rows.at(-1)?.[0] ?? ""), value(rows[0]?.[0] ?? "") > 80];
  };
  assert.deepEqual(await axes(), ["Final loss over η and β₁", "β₁ / η", 0, false]);
  assert.deepEqual(await page.$$eval(".place-maps select option", (/** @type {HTMLOptionElement[]} */ all) => all.flatMap((each) => (/^[β κφ]/.test(each.text) ? each.text.split(" ")[0] : []))), ["β₁", "β₂", "κ", "φ"]);
  await page.select(".place-maps select", "problem.rotate");
  await rest(page);
  assert.deepEqual(await axes(), ["Final loss over η and φ", "φ / η", 0, true]);
  assert.deepEqual(faults, []);
  await page.close();
});

test("of four features two are drawn, those that are chosen, over the regions where the others are at their means", async () => {
  const { page, faults } = await site.open();
  assert.deepEqual(await page.evaluate(() => window.descent.open({ version: 1, seed: 1, steps: 600, problem: { model: { id: "softmax" }, data: { id: "iris" } }, racers: [{ optimizer: { id: "adam", lr: 0.05 } }] })), []);
  await rest(page);
  await page.evaluate("window.descent.seek(600)");
  await rest(page);
  const table = async () => {
    await press(page, "button.model-table");
    return cells(page);
  };
  const says = (/** @type {string | undefined} */ cell) => (cell ?? "").split(", ").map(value);
  const petals = await table();
  assert.equal(petals[0]?.[0], "petal width \\ petal length");
  for (const row of petals.slice(1)) for (const cell of row.slice(1)) assert.ok(Math.abs(says(cell).reduce((sum, part) => sum + part, 0) - 1) < 0.01, cell);
  // Short narrow petals are a setosa's, long wide ones a virginica's.
  const [small, large] = [says(petals.at(-1)?.[1]), says(petals[1]?.at(-1))];
  assert.ok(Number(small[0]) > 0.5 && Number(large[2]) > 0.5, `${small} / ${large}`);
  await page.select(".model-pair select:last-child", "3");
  await rest(page);
  assert.equal((await table())[0]?.[0], "petal length \\ petal width", "a feature that is chosen twice changes places");
  await page.select(".model-pair select:first-child", "0");
  await rest(page);
  const other = await table();
  assert.equal(other[0]?.[0], "sepal length \\ petal width");
  assert.notDeepEqual(other[5], petals[5]);
  await press(page, "[role=tab]", "Network");
  await rest(page);
  await press(page, "button.model-table");
  assert.ok((await cells(page)).some(([from, to]) => from === "petal width" && to === "output virginica"));
  assert.deepEqual(faults, []);
  await page.close();
});

test("a chart that a problem does not have gives way to its loss", async () => {
  const { page, faults } = await site.open();
  const tabs = () => page.$$eval(".chart .tabs button", (/** @type {HTMLElement[]} */ all) => all.map((one) => `${one.textContent}${one.getAttribute("aria-selected") === "true" ? "*" : ""}`));
  const open = (/** @type {unknown} */ problem) => page.evaluate((/** @type {any} */ given) => window.descent.open({ version: 1, seed: 1, steps: 40, problem: given, racers: [{ optimizer: { id: "sgd", lr: 0.05 } }] }), problem);
  await open({ model: { id: "logistic" }, data: { id: "gauss" } });
  await rest(page);
  await press(page, ".chart .tabs button", "Accuracy");
  assert.deepEqual(await tabs(), ["Loss", "Test loss", "Accuracy*", "Learning rate", "Gradient norm", "Quantity"]);
  await open({ model: { id: "linear" }, data: { id: "line" } });
  await rest(page);
  assert.deepEqual(await tabs(), ["Loss*", "Test loss", "Learning rate", "Gradient norm", "Quantity"]);
  await open({ surface: "beale" });
  await rest(page);
  assert.deepEqual(await tabs(), ["Loss*", "Learning rate", "Gradient norm", "Quantity"]);
  assert.deepEqual(faults, []);
  await page.close();
});
