/**
 * What: lecture figures and scenes by their names: `figure="…"` on an element, and `#figure=…` in the page's address;
 * what figures of models show.
 * Invariant: a name gives the document that `descent check` runs, with the command line's digest.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { axe } from "./axe.mjs";
import { listen } from "./rest.mjs";
import { BROWSERS_OR_ONE, faultsOf, frameGaps, nativeDigest, press, rest, root, withServer, withSite } from "./site.mjs";

const scenes = JSON.parse(await readFile(join(root, "crates/lectures/scenes.json"), "utf8"));
const named = (/** @type {string} */ name) => scenes.find((/** @type {any} */ { id, lecture = [] }) => [id, ...lecture].includes(name)).spec;
/** A curve, a surface, a training of few samples, a chart of a quantity. */
const FEW = ["C-1d", "C-momentum-forms", "A-cyclic", "A-movement"];

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

for (const [browserName, open] of Object.entries(BROWSERS_OR_ONE)) {
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
      // A figure that is its chart shows it, with what it is about.
      await page.waitForFunction(`document.querySelector("[figure=A-movement]").shadowRoot.querySelector(".chart .chart-unit")?.value === "rate"`);
      assert.equal(await page.$eval("descent-figure", (/** @type {any} */ figure) => figure.shadowRoot.querySelector(".chart")), null);
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

/** The columns of the open table, after its heads. @param {any} page @returns {Promise<string[][]>} */
const tableRows = (page) => page.$$eval("dialog.numbers tbody tr", (/** @type {any[]} */ rows) => rows.map((row) => [...row.cells].map((/** @type {any} */ cell) => cell.textContent)));

test("the chart shows any quantity of the updates: what momentum keeps of one gradient, and what the engine's inspector says", async () => {
  const { page, faults } = await site.open({ hash: "#figure=C-momentum-expand" });
  const chosen = () => page.$eval(".chart .chart-unit", (/** @type {any} */ select) => select.value);
  await page.waitForFunction("document.querySelector('.chart .chart-unit')?.options.length > 3");
  assert.equal(await chosen(), "m");
  await press(page, ".chart .table");
  const rows = await tableRows(page);
  assert.equal(rows.length, 31);
  assert.deepEqual(rows[0], ["0", "", "", ""]);
  // βⁱ, i updates after the gradient.
  for (const [i, row] of rows.slice(1).entries()) {
    [0.5, 0.9, 0.98].forEach((beta, racer) => assert.ok(Math.abs(Number(String(row[racer + 1]).replace("−", "-").replace(/×10(.*)$/, "")) - beta ** i) < 6e-5 || beta ** i < 1e-3, `${beta}, ${i}: ${row}`));
  }
  await page.keyboard.press("Escape");
  // Another problem: the quantity of the one before is unknown there, and its parameters are shown.
  await page.evaluate("location.hash = '#figure=C-lr-extremes'");
  await page.waitForFunction("window.descent.spec().problem.surface === 'parabola'");
  await page.evaluate("[...document.querySelectorAll('.chart [role=tab]')].at(-1).click()");
  await page.waitForFunction("document.querySelector('.chart .chart-unit')?.value === 'theta'");
  await page.select(".chart .chart-unit", "gradient_step");
  await page.evaluate("window.descent.seek(7)");
  await rest(page);
  await press(page, ".chart .table");
  const seventh = (await tableRows(page)).find(([step]) => step === "7");
  const trace = await page.evaluate("[0, 1, 2].map((racer) => window.descent.trace(racer).x.slice(0, 8))");
  seventh?.slice(1).forEach((cell, racer) => {
    const [before, after] = trace[racer].flat().slice(6, 8);
    assert.ok(Math.abs(Number(cell.replace("−", "-")) - (after - before)) <= 1e-3 * Math.abs(after - before), `${cell}: ${after - before}`);
  });
  assert.deepEqual(faults, []);
  await page.close();
});

test("a link names any scene and any lecture figure, and what has no such name is said", async () => {
  const { page, faults } = await site.open({ hash: "#figure=B-lr-nonconvex" });
  assert.deepEqual(await page.evaluate("window.descent.spec()"), named("B-lr-nonconvex"));
  await page.evaluate("location.hash = '#figure=rotation-45'");
  await page.waitForFunction("window.descent.spec().problem.rotate === 45");
  // A link that comes when the page is about to write its own is not lost.
  await page.evaluate("setTimeout(() => { location.hash = '#figure=B-lr-nonconvex'; const until = performance.now() + 600; while (performance.now() < until); }, 50)");
  await page.waitForFunction("window.descent.spec().problem.rotate === undefined");
  assert.deepEqual(await page.evaluate("window.descent.spec()"), named("B-lr-nonconvex"));
  // A scene may say how it is looked at first.
  await page.evaluate("location.hash = '#figure=A-schedules'");
  await page.waitForFunction("document.querySelector('.chart [aria-selected=true]').textContent.includes('rate')");
  await page.evaluate("location.hash = '#figure=C-9d'");
  await page.waitForSelector(".notice");
  assert.match(await page.$eval(".notice", (/** @type {any} */ { textContent }) => textContent), /C-9d/);
  // A racer that a scene has selected is not the next one's, nor are its weights those of a model that has more.
  await page.evaluate("location.hash = '#figure=A-adam'");
  await page.waitForSelector(".card.selected");
  await page.evaluate("location.hash = '#figure=C-momentum-expand'");
  await page.waitForFunction("window.descent.spec().racers.length === 3");
  await rest(page);
  assert.equal(await page.$(".card.selected"), null);
  await page.evaluate("location.hash = '#figure=C-landscape'");
  await page.waitForSelector(".with-slice");
  await rest(page);
  assert.ok(await page.$eval(".model-slice canvas", (/** @type {HTMLCanvasElement} */ { width }) => width > 300));
  assert.doesNotMatch(await page.$eval(".model-slice-head .hint", (/** @type {Element} */ { textContent }) => textContent ?? ""), /too few/);
  assert.deepEqual(faults, []);
  await page.close();
});

/** Figures of models: curves, a line, regions of classes and of nearest centres, networks, batches. */
const MODELS = ["A-fit", "B-linreg", "B-softmax", "A-kmeans", "B-nonlinear", "C-lr-curves"];
/** The bytes of what a figure shows, and how many of its picture's colours there are. @param {any} page @param {string} selector */
const pictured = (page, selector) => page.$eval(selector, async (/** @type {any} */ figure) => {
  const blob = await figure.screenshot({ scale: 1 });
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const ctx = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.drawImage(image, 0, 0);
  const pixels = new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer);
  return { type: blob.type, widthPx: image.width, heightPx: image.height, colours: new Set(pixels).size, text: pixels.join() };
});
const within = (/** @type {string} */ selector, id = "a") => `document.getElementById("${id}").shadowRoot.querySelector("${selector}")`;
const seen = (/** @type {any} */ page, /** @type {string} */ selector, id = "a") => page.evaluate(`${within(selector, id)}?.getClientRects().length > 0 && getComputedStyle(${within(selector, id)}).visibility === "visible"`);
/** Figures with such ids and attributes, one below the other. @param {[id: string, attributes: string][]} all */
const below = (all) => all.map(([id, attributes]) => `<descent-figure id="${id}" loading="eager" ${attributes}></descent-figure>`).join("");
/** @param {string} name @param {string} body */
const put = (name, body) => files.set(name, { headers: {}, text: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notes</title><link rel="icon" href="data:,"><script type="module" src="descent.js"></script></head><body><main><h1>Notes</h1>${body}</main></body></html>` });

for (const [browserName, open] of Object.entries(BROWSERS_OR_ONE)) {
  test(`figures of models in ${browserName}`, async (t) => {
    const browser = await open();
    const at = async (/** @type {string} */ name, /** @type {(page: any) => Promise<void>} */ use, widthPx = 900) => {
      const page = await browser.newPage();
      await page.setViewport({ width: widthPx, height: 800 });
      const faults = faultsOf(page);
      await listen(page);
      await page.goto(notes.address + name);
      await page.waitForFunction(`[...document.querySelectorAll("descent-figure")].every((figure) => figure.getState?.())`);
      await rest(page);
      await use(page);
      await page.close();
      assert.deepEqual(faults, []);
    };
    try {
      await t.test("each is the model over its data, moving with the playhead, and so is its picture", async () => {
        put("models.html", below([...MODELS, "A-cyclic"].map((name) => [name, `figure="${name}"`])));
        await at("models.html", async (page) => {
          // A figure about a path shows it.
          assert.deepEqual([await seen(page, ".landscape .over", "A-cyclic"), await seen(page, ".model-body canvas", "A-cyclic")], [true, false]);
          for (const name of MODELS) {
            assert.equal(await seen(page, ".model-body canvas", name), true, `${name}: the model is there`);
            assert.equal(await seen(page, ".landscape .over", name), false, `${name}: the landscape is not`);
            assert.equal(await seen(page, ".place-chart", name), false, `${name}: nor the chart`);
            const figure = `#${name}`;
            const end = await pictured(page, figure);
            assert.equal(end.type, "image/png");
            assert.equal(end.widthPx, await page.evaluate(`${within(".model-body", name)}.clientWidth`), name);
            assert.ok(end.colours > 100, `${name}: ${end.colours} colours`);
            await page.$eval(figure, (/** @type {any} */ one) => one.seek(1));
            const early = await pictured(page, figure);
            assert.notEqual(early.text, end.text, `${name}: step 1 looks otherwise than the end`);
            await page.$eval(figure, (/** @type {any} */ one) => one.seek(one.getState().end));
            assert.equal((await pictured(page, figure)).text, end.text, `${name}: back at the end it is the same picture`);
          }
        });
      });

      await t.test("the pointer says what a sample is, and a button shows the numbers", async () => {
        put("numbers.html", `<descent-figure id="a" figure="B-softmax"></descent-figure>`);
        await at("numbers.html", async (page) => {
          const box = await page.evaluate(`${within(".model-body")}.getBoundingClientRect().toJSON()`);
          await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
          await page.waitForFunction(`!${within(".model-body .model-tip")}.hidden`);
          assert.match(await page.evaluate(`${within(".model-body .model-tip")}.textContent`), /output|test:|train:/);
          await page.evaluate(`${within(".model-table")}.click()`);
          await page.waitForFunction(`${within("dialog[open] table")}`);
          const cells = await page.evaluate(`[...${within("dialog[open] table")}.querySelectorAll("td")].map(({ textContent }) => textContent)`);
          assert.ok(cells.length >= 81 && cells.every((/** @type {string} */ cell) => cell.split(", ").length === 3), "three outputs for each of nine by nine places");
          assert.deepEqual(await axe(page), []);
        });
      });

      await t.test("choices are there with all controls only, and not where the view is locked", async () => {
        const kinds = /** @type {[id: string, attributes: string][]} */ ([["a", 'controls="full"'], ["play", ""], ["locked", 'controls="full" lock="view"']]);
        put("choices.html", below(kinds.map(([id, attributes]) => [id, `figure="B-linreg" ${attributes}`])));
        await at("choices.html", async (page) => {
          for (const [id, attributes] of kinds) assert.equal(await seen(page, ".model-head [role=tab]", id), id === "a", attributes);
          const data = await pictured(page, "#a");
          for (const view of ["Network", "Loss surface", "Loss over two weights"]) {
            await page.evaluate(`[...${within(".model-head")}.querySelectorAll("[role=tab]")].find(({ textContent }) => textContent.trim() === "${view}").click()`);
            await rest(page);
            const other = await pictured(page, "#a");
            assert.notEqual(other.text, data.text, view);
            assert.ok(other.colours > 100, `${view}: ${other.colours} colours`);
          }
          assert.deepEqual(await axe(page), []);
        });
      });

      await t.test("a figure opens with its scene's own view, without the choices", async () => {
        const own = scenes.filter((/** @type {any} */ scene) => scene.show?.modelShown);
        assert.ok(own.length >= 3);
        put("own.html", below(own.map((/** @type {any} */ { id }) => [id, `figure="${id}"`])));
        await at("own.html", async (page) => {
          for (const { id, show } of own) {
            const canvas = show.modelShown === "samples" ? ".model-body canvas" : show.modelShown === "surface" ? ".landscape .over" : ".model-slice canvas";
            assert.equal(await seen(page, canvas, id), true, `${id}: ${show.modelShown}`);
            assert.equal(await seen(page, ".model-head [role=tab]", id), false, id);
            const { colours } = await pictured(page, `#${id}`);
            assert.ok(colours > 30, `${id}: ${colours} colours`);
            // A landscape is read by the pointer; the others have a table.
            if (show.modelShown === "surface") continue;
            await page.evaluate(`${within(".model-table", id)}.click()`);
            await page.waitForFunction(`${within("dialog[open] td", id)}`);
            await page.evaluate(`${within("dialog[open]", id)}.close()`);
          }
        });
      });

      await t.test("ten figures of models share one engine, each at its own step, and with the last one it ends", async () => {
        put("ten.html", Array.from({ length: 10 }, (_, i) => `<descent-figure id="f${i}" loading="eager" controls="none" style="display: inline-block; width: 220px" figure="${i < 5 ? "A-cyclic" : "A-fit"}"></descent-figure>`).join(""));
        await at("ten.html", async (page) => {
          await page.evaluate(`[...document.querySelectorAll("descent-figure")].forEach((figure, i) => figure.seek(10 * (i % 5) + 1))`);
          await rest(page);
          const all = [];
          for (let i = 0; i < 10; i++) all.push((await pictured(page, `#f${i}`)).text);
          assert.equal(new Set(all).size, 10, "ten steps, ten pictures");
          // All at one step: what one asks for takes the place of nothing of another.
          await page.evaluate(`for (const figure of document.querySelectorAll("descent-figure")) figure.seek(41)`);
          await rest(page);
          for (let i = 0; i < 10; i++) assert.equal((await pictured(page, `#f${i}`)).text, all[i < 5 ? 4 : 9], `f${i}`);
          await page.evaluate(`for (const figure of document.querySelectorAll("descent-figure")) figure.setState({ step: 0, playing: true })`);
          const gaps = await frameGaps(page);
          console.log(`${browserName}: ten playing figures of models, frames: median ${gaps[29].toFixed(1)} ms, 95 % ${gaps[56].toFixed(1)} ms, longest ${gaps[58].toFixed(1)} ms`);
          assert.ok((await page.evaluate(`Array.from(document.querySelectorAll("descent-figure"), (figure) => figure.getState().step)`)).every((/** @type {number} */ step) => step > 0), "all of them move");
          assert.equal(await page.evaluate("engines()"), 1);
          await page.evaluate(`document.getElementById("f3").remove()`);
          await page.evaluate("new Promise((done) => setTimeout(done))");
          await page.$eval("#f4", (/** @type {any} */ figure) => figure.seek(41));
          assert.equal((await pictured(page, "#f4")).text, all[4], "the others stay");
          await page.evaluate(`for (const figure of document.querySelectorAll("descent-figure")) figure.remove()`);
          await page.waitForFunction("engines() === 0");
        });
      });

      await t.test("in a narrow place every plot can be read, and a figure that was moved goes on", async () => {
        put("narrow.html", `<div id="other"></div><descent-figure id="a" figure="C-wilson" style="width: 300px"></descent-figure>`);
        await at("narrow.html", async (page) => {
          const before = await pictured(page, "#a");
          assert.ok(before.heightPx > 200, `four plots in ${before.widthPx} by ${before.heightPx} px`);
          await page.evaluate(`document.getElementById("other").append(document.getElementById("a"))`);
          await rest(page);
          assert.equal((await pictured(page, "#a")).text, before.text);
          assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
        }, 320);
      });
    } finally {
      await browser.close();
    }
  });
}
