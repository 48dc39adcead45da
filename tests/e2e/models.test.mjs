/**
 * What: training in the built page: two optimizers on spirals, a table of the reader's own, the link that holds it all.
 * Invariant: a training has the same digest in the page and on the command line.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "./rest.mjs";
import { focusedAs, inFirefox, nativeDigest, prefer, press, rest, thorough, withSite } from "./site.mjs";

const site = withSite();

/**
 * Chooses a problem.
 * @param {any} page
 * @param {string} id
 */
async function choose(page, id) {
  await page.select("select.surface", `model:${id}`);
  await page.waitForFunction((/** @type {string} */ hash) => document.querySelector(".with-model") && location.hash !== hash, {}, await page.evaluate("location.hash"));
}

/** The whole training is there. @param {any} page */
const trained = (page) => page.waitForFunction("!document.querySelector('.model-head progress') && window.descent.t() === window.descent.spec().steps");

/** The test accuracies in percent, by racer, as the page says them. @param {any} page @returns {Promise<number>} */
async function accuracy(page) {
  await page.waitForFunction("document.querySelector('.scores tbody tr:nth-child(2) td:last-child')");
  return Number.parseFloat(await page.$eval(".scores tbody tr:nth-child(2) td:last-child", (/** @type {Element} */ e) => e.textContent ?? ""));
}

test("a network learns spirals to 95 % with two optimizers racing, and its link gives the command line's digest", async () => {
  const { page, faults } = await site.open();
  await choose(page, "spiral");
  await page.keyboard.press("End");
  await trained(page);
  for (const racer of [0, 1]) {
    await page.evaluate((/** @type {number} */ i) => /** @type {HTMLElement} */ (document.querySelectorAll(".card-swatch")[i]).click(), racer);
    await page.waitForFunction((/** @type {number} */ i) => document.querySelectorAll(".card.selected").length === 1 && document.querySelectorAll(".card")[i]?.classList.contains("selected"), {}, racer);
    await rest(page);
    const right = await accuracy(page);
    assert.ok(right >= 95, `racer ${racer}: ${right} %`);
  }
  const digest = await page.evaluate("window.descent.digest()");
  assert.equal(digest, nativeDigest(await page.evaluate("window.descent.spec()")));
  const other = await site.open({ hash: await page.evaluate("location.hash") });
  assert.equal(await other.page.evaluate("window.descent.digest()"), digest);
  assert.deepEqual([...faults, ...other.faults], []);
  await other.page.close();
  await page.close();
});

test("training stops at once, and goes on from there", async () => {
  const { page, faults } = await site.open();
  await choose(page, "spiral");
  const spec = await page.evaluate("window.descent.spec()");
  // As many updates as a run may have: no machine is through with them before the button is pressed.
  const steps = 1_000_000;
  await page.evaluate((/** @type {unknown} */ given) => void window.descent.open(given), { ...spec, steps });
  await page.waitForFunction((/** @type {number} */ all) => window.descent.spec().steps === all && window.descent.end() > 1, {}, steps);
  await page.waitForSelector(".halt", { visible: true });
  await page.focus(".halt");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".go-on:focus");
  const stopped = await page.evaluate("window.descent.end()");
  assert.ok(stopped > 1 && stopped < steps, String(stopped));
  assert.equal(await page.evaluate("window.descent.digest()"), "", "that of the whole run would be that of the rest, too");
  await press(page, ".go-on");
  await page.waitForFunction((/** @type {number} */ old) => window.descent.end() !== old, {}, stopped);
  await press(page, ".halt");
  await page.waitForSelector(".go-on");
  const went = await page.evaluate("window.descent.end()");
  assert.ok(went > stopped && went < steps, `from ${stopped} to ${went}`);
  const losses = () => page.evaluate("[0, 1].map((racer) => window.descent.trace(racer).f.at(-1))");
  const reached = await losses();
  // The same in one go.
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), { ...spec, steps: went }), []);
  assert.equal(await page.evaluate("window.descent.end()"), went);
  assert.deepEqual(await losses(), reached);
  // Whose focus is at the button when it is done by itself is left at the tab.
  const focused = focusedAs(page, ".model-head", ".halt");
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), { ...spec, steps: 1000 }), []);
  await focused;
  await page.waitForSelector(".model-head [role=tab][aria-selected=true]:focus");
  assert.deepEqual(faults, []);
  await page.close();
  // A link to a training is followed from its first part on; a playhead that the reader has put somewhere stays there.
  const link = await (await site.browser()).newPage();
  await listen(link);
  await prefer(link, { "prefers-reduced-motion": "no-preference" });
  await link.goto(`${site.address}#spec=${encodeURIComponent(JSON.stringify({ ...spec, steps }))}`);
  // Before it is an interface, the name is that of the page's root element.
  await link.waitForFunction("window.descent?.t?.() > 1");
  assert.equal(await link.evaluate("document.documentElement.dataset.ready"), undefined);
  await link.keyboard.press("Home");
  await press(link, ".halt");
  await link.waitForFunction('document.documentElement.dataset.ready === "1"');
  await rest(link);
  assert.equal(await link.evaluate("window.descent.t()"), 0);
  await link.close();
});

test("a table of the reader's own trains, is in the link, and its faults are numbered", async () => {
  const { page, faults } = await site.open();
  await choose(page, "logistic");
  const rows = Array.from({ length: 40 }, (_, i) => `${(i % 7) - 3};${(i % 5) - 2 + (i % 2) * 3};${i % 2 ? "yes" : "no"}`);
  const read = async (/** @type {string} */ text) => {
    await page.$eval(".model-panel textarea", (/** @type {HTMLTextAreaElement} */ area, /** @type {string} */ given) => {
      area.value = given;
      area.dispatchEvent(new Event("input"));
    }, text);
    await press(page, ".model-panel .read");
  };
  await read(["a;b;label", ...rows, "1;2"].join("\n"));
  await page.waitForSelector(".faults li");
  assert.match(await page.$eval(".faults", (/** @type {Element} */ e) => e.textContent ?? ""), /row 42/);
  await read(["a;b;label", ...rows].join("\n"));
  await page.waitForFunction("window.descent.spec().problem.data.inline?.x.length === 40");
  const digest = await page.evaluate("window.descent.digest()");
  assert.equal(digest, nativeDigest(await page.evaluate("window.descent.spec()")));
  await page.waitForFunction("location.hash.slice(1) === window.descent.hash()");
  const other = await site.open({ hash: await page.evaluate("location.hash") });
  assert.equal(await other.page.evaluate("window.descent.digest()"), digest);
  assert.deepEqual([...faults, ...other.faults], []);
  await other.page.close();
  await page.close();
});

test("every offer of a model runs, shows its views at its first step, at its last and where it diverges, and leaves no error", async () => {
  const { page, faults } = await site.open();
  const offered = await page.$$eval("select.surface option", (/** @type {HTMLOptionElement[]} */ all) => all.map(({ value }) => value).filter((value) => value.startsWith("model:")));
  assert.ok(offered.length >= 8, String(offered));
  // Or one for each kind of picture.
  const ids = thorough && !inFirefox ? offered : ["model:polynomial", "model:logistic", "model:iris", "model:blobs"];
  assert.deepEqual(ids.filter((/** @type {string} */ id) => !offered.includes(id)), []);
  for (const id of ids) {
    await choose(page, id.slice(6));
    assert.equal(await page.$(".notice.bad"), null, id);
    const views = async (/** @type {string} */ when, /** @type {number[]} */ ...steps) => {
      const tabs = await page.$$eval(".model-head [role=tab]", (/** @type {HTMLElement[]} */ all) => all.length);
      for (const step of steps) {
        await page.evaluate((/** @type {number} */ at) => window.descent.seek(Math.min(at, window.descent.end())), step);
        for (let tab = 0; tab < tabs; tab++) {
          await page.$$eval(".model-head [role=tab]", (/** @type {HTMLElement[]} */ all, /** @type {number} */ i) => all[i]?.click(), tab);
          await rest(page);
          assert.deepEqual(faults, [], `${id}, ${when}, step ${step}, view ${tab}`);
        }
      }
    };
    await views("as offered", 0, 1e6);
    const spec = await page.evaluate("window.descent.spec()");
    const racers = [{ optimizer: { id: "sgd", lr: 1e6 } }, { optimizer: { id: "adam", lr: 0 } }];
    assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => window.descent.open(given), { ...spec, steps: 40, racers }), []);
    await views("diverging beside standing still", 1e6);
    assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true, id);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("lines lead from the samples to fitted curves, of which there are few enough", async () => {
  const { page, faults } = await site.open({ hash: "#figure=B-linreg" });
  await rest(page);
  await page.evaluate(() => {
    const own = /** @type {any} */ (window);
    const { moveTo, lineTo } = CanvasRenderingContext2D.prototype;
    let from = NaN;
    own.upright = 0;
    CanvasRenderingContext2D.prototype.moveTo = function (x, y) {
      from = x;
      moveTo.call(this, x, y);
    };
    CanvasRenderingContext2D.prototype.lineTo = function (x, y) {
      if (x === from && this.canvas.closest(".model-body")) own.upright++;
      lineTo.call(this, x, y);
    };
  });
  const drawn = async () => {
    await page.evaluate("upright = 0");
    await page.evaluate("window.descent.seek(5)");
    await page.evaluate("window.descent.seek(6)");
    await rest(page);
    return page.evaluate("upright");
  };
  // 30 samples and two racers; three would hide one another.
  assert.ok((await drawn()) >= 60);
  await press(page, ".place-racers .add");
  await rest(page);
  assert.ok((await drawn()) < 60);
  assert.deepEqual(faults, []);
  await page.close();
});
