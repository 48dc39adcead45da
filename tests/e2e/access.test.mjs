/**
 * What: the built page without a pointer and without sight: everything is reached by Tab and shows that it has the focus, the sheet of keys,
 * undo and redo, what a screen reader hears of the race.
 * Invariant: no console error.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inFirefox, press, rest, withSite } from "./site.mjs";

const site = withSite();

/** What a reader can press, fill in or move, as far as it can be seen. */
const CONTROLS = "button, select, input, textarea, summary, a[href], [tabindex='0']";

/**
 * Goes through the page by Tab, until everything was reached or one round brings nothing new.
 * @param {any} page
 * @returns {Promise<{missed: string[], unmarked: string[]}>} what was not reached, and what does not show that it has the focus
 */
async function walk(page) {
  await page.evaluate((/** @type {string} */ controls) => {
    const seen = (/** @type {HTMLElement} */ one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled, [tabindex='-1']");
    /** @type {any} */ (window).left = new Set([...document.querySelectorAll(controls)].filter((one) => seen(/** @type {HTMLElement} */ (one))));
    /** @type {any} */ (window).unmarked = [];
  }, CONTROLS);
  for (let idle = 0; idle < 40; ) {
    await page.keyboard.press("Tab");
    const [fresh, left] = await page.evaluate(() => {
      const { left, unmarked } = /** @type {any} */ (window);
      const at = document.activeElement;
      const fresh = left.delete(at);
      if (fresh && at && getComputedStyle(at).outlineStyle === "none") unmarked.push(at.outerHTML.slice(0, 120));
      return [fresh, left.size];
    });
    if (left === 0) break;
    idle = fresh ? 0 : idle + 1;
  }
  return page.evaluate("({ missed: [...window.left].map((one) => one.outerHTML.slice(0, 120)), unmarked: window.unmarked })");
}

for (const [name, hash] of [["a race", ""], ["a model", `#spec=${encodeURIComponent(JSON.stringify({ version: 1, steps: 20, problem: { model: { id: "logistic" }, data: { id: "moons" } }, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] }))}`]]) {
  test(`by Tab alone everything of ${name} is reached, and shows it`, async () => {
    const { page, faults } = await site.open({ hash });
    await press(page, "header button", "Inspect");
    await press(page, ".card-foot button");
    await rest(page);
    // Every picture has a name, or says nothing.
    assert.deepEqual(await page.$$eval("canvas", (/** @type {Element[]} */ all) => all.filter((one) => one.checkVisibility() && !(one.ariaHidden === "true" || (one.role === "img" && one.ariaLabel))).map((one) => one.outerHTML)), []);
    // A tip stays where a finger has been.
    for (const type of ["pointerdown", "pointerleave"]) await page.$eval(name === "a race" ? ".chart-over" : ".model-body canvas", (/** @type {Element} */ one, /** @type {string} */ event) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      one.dispatchEvent(new PointerEvent(event, { pointerType: "touch", clientX: x + width / 2, clientY: y + height / 2 }));
    }, type);
    await page.waitForSelector(name === "a race" ? ".chart-tip" : ".model-tip", { visible: true });
    const { missed, unmarked } = await walk(page);
    assert.deepEqual(missed, []);
    assert.deepEqual(unmarked, []);
    assert.deepEqual(faults, []);
    await page.close();
  });
}

test("the sheet of keys opens from its beginning and closes, on a small screen too", async () => {
  for (const [widthPx, heightPx] of [[1280, 800], [320, 568]]) {
    const { page, faults } = await site.open({ widthPx, heightPx });
    await page.keyboard.press("?");
    await page.waitForSelector(".place-help[open]");
    await rest(page);
    assert.equal(await page.$eval(".place-help", (/** @type {Element} */ sheet) => sheet.scrollTop), 0);
    assert.ok((await page.$$(".place-help kbd")).length >= 12);
    await page.keyboard.press("Escape");
    await page.waitForFunction("!document.querySelector('.place-help[open]')");
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("undo and redo by keys go back and forth between the same bits", async () => {
  const { page, faults } = await site.open();
  const digest = () => page.evaluate("window.descent.digest()");
  const undo = async (/** @type {boolean} */ again) => {
    for (const key of again ? ["Control", "Shift"] : ["Control"]) await page.keyboard.down(key);
    await page.keyboard.press("z");
    for (const key of again ? ["Shift", "Control"] : ["Control"]) await page.keyboard.up(key);
    await rest(page);
  };
  const before = await digest();
  await page.focus(".card input[type=range]");
  await page.keyboard.press("ArrowRight");
  await rest(page);
  const after = await digest();
  assert.notEqual(after, before);
  // A list has nothing of its own to undo.
  await page.focus("select.surface");
  await undo(false);
  assert.equal(await digest(), before);
  await undo(true);
  assert.equal(await digest(), after);
  await page.focus("[aria-label=Undo]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[aria-label=Undo][aria-disabled=true]:focus");
  assert.deepEqual(faults, []);
  await page.close();
});

test("a screen reader hears how each racer stands, with the chart's own numbers", async () => {
  const { page, faults } = await site.open({ hash: "#surface=beale&start=1,1.5&steps=100&racers=momentum+lr=0.01;adam+lr=0.1" });
  await page.evaluate("window.descent.seek(40)");
  await page.waitForFunction("/step 40/.test(document.querySelector('[aria-live=polite].unseen')?.textContent)");
  const said = await page.$eval("[aria-live=polite].unseen", (/** @type {Element} */ live) => live.textContent ?? "");
  const [, step, loss, status] = /Adam: step (\d+), loss ([\d.]+), (\w+)/.exec(said) ?? [];
  assert.equal(step, "40", said);
  assert.ok(Math.abs(Number(loss) - (await page.evaluate("window.descent.trace(1).f[40]"))) < 0.005 * Number(loss), said);
  assert.match(String(status), /falling|rising|level/);
  assert.match(said, /Momentum: .*diverged at step 10/);
  // The numbers that change with every step are silent.
  const loud = await page.evaluate(async () => {
    const loud = new Set();
    const watch = new MutationObserver((all) => all.forEach(({ target }) => loud.add((target instanceof Element ? target : target.parentElement)?.closest("output:not([aria-live=off]), [role=status]")?.className ?? "")));
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    await window.descent.seek(20);
    await /** @type {any} */ (window).atRest(1e5);
    watch.disconnect();
    return [...loud];
  });
  assert.deepEqual(loud, [""]);
  assert.deepEqual(faults, []);
  await page.close();
});

test("of a racer that has stopped the card and a screen reader say why, in both languages", async () => {
  for (const [search, why] of [["", "stalled at step 0: the Hessian is singular: this Newton step does not exist; pinv or damping would go on"], ["?lang=es", "se detuvo en el paso 0: la hessiana es singular: este paso de Newton no existe; pinv o la amortiguación seguirían"]]) {
    const { page, faults } = await site.open({ search, hash: "#figure=B-newton-singular" });
    await page.waitForFunction((/** @type {string} */ text) => [".status", "[aria-live=polite].unseen"].every((where) => document.querySelector(where)?.textContent?.includes(text)), {}, why);
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("what goes away leaves the focus at something that stays", async () => {
  const { page, faults } = await site.open();
  const focused = () => page.evaluate("document.activeElement.className");
  const close = async (/** @type {string} */ button) => {
    await page.waitForSelector(button, { visible: true });
    await page.focus(button);
    await page.keyboard.press("Enter");
    await page.waitForFunction((/** @type {string} */ selector) => !document.querySelector(selector)?.getClientRects().length, {}, button);
    await rest(page);
  };
  await close(".tries .icon");
  assert.match(await focused(), /scene-picker/);
  await press(page, ".place-header .maps");
  await close(".maps-head button");
  assert.match(await focused(), /maps/);
  await press(page, "header button", "Inspect");
  await close(".inspector-head .icon");
  assert.match(await focused(), /wide-only/);
  // Parts of a schedule: the focus goes with one that moves, and to the one in the place of one that goes.
  const show = (/** @type {number} */ racers, /** @type {object} */ rest) => page.evaluate((/** @type {unknown} */ spec) => window.descent.open(spec), { version: 1, problem: { surface: "beale" }, start: [1, 1.5], steps: 30, racers: Array.from({ length: racers }, (_, i) => ({ optimizer: { id: "adam", lr: 0.01 * (i + 1) }, ...rest })) });
  const enter = async (/** @type {string} */ button) => {
    await (await page.waitForSelector(button, { visible: true })).focus();
    await page.keyboard.press("Enter");
    await rest(page);
    return page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()");
  };
  await show(1, { schedule: { id: "product", schedules: [{ id: "constant" }, { id: "constant" }, { id: "exponential", gamma: 0.9 }] } });
  await press(page, ".card-foot button");
  const part = (/** @type {string} */ does, /** @type {number} */ of) => enter(`.part-head [aria-label="${does}: schedules ${of}"]`);
  assert.deepEqual([await part("Later", 1), await part("Earlier", 2), await part("Take out", 3), await part("Take out", 1), await part("Take out", 1)], ["Later: schedules 2", "Earlier: schedules 1", "Take out: schedules 2", "Take out: schedules 1", "Take out: schedules 1"]);
  assert.equal(await enter(".wraps button:last-child"), "Times another");
  // A racer more than fits, and a table that goes with its racer.
  await show(15, {});
  await press(page, "header button", "Inspect");
  await page.type(".code textarea", "torch.optim.Adam(params, lr=0.1)");
  assert.equal(await enter(".code-actions button"), "Race it");
  await page.waitForSelector(".code-actions [aria-disabled=true]:focus");
  assert.equal(await enter(".compare"), "Compare conventions");
  assert.equal(await enter(".conventions .actions button"), "Compare conventions");
  await page.goto(`${site.address}#surface=bale`);
  await page.reload();
  await close(".notice .icon");
  assert.match(await focused(), /scene-picker/);
  // A low window has no header; all of the page scrolls under a bar that does not lie on it.
  await page.setViewport({ width: 320, height: 256 });
  await page.goto(`${site.address}#surface=bale`);
  await page.reload();
  await close(".notice .icon");
  assert.match(await focused(), /main/);
  await press(page, ".everything");
  await page.waitForSelector(".everything[aria-expanded=true]");
  assert.equal(await page.$eval(".place-transport", (/** @type {Element} */ bar) => getComputedStyle(bar).position), "static");
  assert.deepEqual(faults, []);
  await page.close();
});

test("arrow keys go from tab to tab, round and round, in the page and in dialogs", async () => {
  const { page, faults } = await site.open();
  for (const [open, tabs] of [["", ".place-chart"], [".embed-open", "dialog.embed"]]) {
    if (open) await press(page, open);
    await rest(page);
    const chosen = () => page.$eval(`${tabs} [role=tab][aria-selected=true]`, (/** @type {Element} */ tab) => [tab.textContent, tab === document.activeElement]);
    const names = await page.$$eval(`${tabs} [role=tab]`, (/** @type {Element[]} */ all) => all.map((tab) => tab.textContent));
    await page.focus(`${tabs} [role=tab]`);
    for (const [key, at] of /** @type {[string, number][]} */ ([["ArrowLeft", -1], ["ArrowRight", 0], ["ArrowRight", 1]])) {
      await page.keyboard.press(key);
      await rest(page);
      assert.deepEqual(await chosen(), [names.at(at), true], key);
    }
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("colours of the reader's own reach the pictures, in every theme", { skip: inFirefox && "it cannot be told to have them" }, async () => {
  const { page, faults } = await site.open();
  const features = [["forced-colors", "active"], ["prefers-color-scheme", "dark"], ["prefers-reduced-motion", "reduce"]].map(([name, value]) => ({ name, value }));
  await (await page.createCDPSession()).send("Emulation.setEmulatedMedia", { features });
  for (let i = 0; i < 3; i++) {
    await press(page, ".theme");
    await rest(page);
    // The numbers beside the axis are as white as the text around them.
    assert.equal(await page.$eval(".chart-body canvas", (/** @type {HTMLCanvasElement} */ canvas) => {
      const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, 40, canvas.height);
      return [0, 1, 2].every((at) => data.some((value, i) => i % 4 === at && value === 255)) && getComputedStyle(document.body).color;
    }), "rgb(255, 255, 255)");
  }
  assert.deepEqual(faults, []);
  await page.close();
});
