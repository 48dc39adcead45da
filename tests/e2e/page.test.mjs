/**
 * What: the built page in a browser: the same digests as the command line, and everything a reader can do with a race.
 * Invariant: no console error, no request beyond the site, in any test.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe } from "./axe.mjs";
import { inFirefox, nativeDigest, press, rest, withSite } from "./site.mjs";

const site = withSite();

const race = (/** @type {object} */ rest, /** @type {object[]} */ ...optimizers) => ({ version: 1, steps: 200, ...rest, racers: optimizers.map((optimizer) => ({ optimizer })) });

/** Ten documents that take different ways through the engine. */
const DOCUMENTS = [
  race({ problem: { surface: "beale" } }, { id: "adam", lr: 0.1 }, { id: "sgd", lr: 0.002 }),
  race({ problem: { surface: "rosenbrock", params: { b: 50 } }, start: [-1.2, 1] }, { id: "momentum", lr: 0.001 }, { id: "nesterov", lr: 0.001 }),
  race({ problem: { surface: "rastrigin", rotate: 30 }, precision: "f32" }, { id: "rmsprop", lr: 0.02, centered: true }, { id: "adagrad", lr: 0.4 }),
  race({ problem: { surface: "ackley" } }, { id: "nadam", lr: 0.05 }, { id: "adam", lr: 0.05, amsgrad: true, eps_placement: "inside" }),
  race({ problem: { surface: "easom" }, precision: "f32" }, { id: "torch.AdamW", lr: 0.05 }, { id: "keras.RMSprop", learning_rate: 0.02 }),
  race({ problem: { surface: "levi13" } }, { id: "optax.adam", learning_rate: 0.05 }, { id: "torch.SGD", lr: 0.002, momentum: 0.9 }),
  race({ problem: { surface: "two_basins" } }, { id: "momentum", lr: 0.1 }),
  race({ problem: { quadratic: { A: [[2, 0.5, 0], [0.5, 1, 0.2], [0, 0.2, 4]], center: [1, -1, 0.5] } }, start: [3, 3, 3] }, { id: "momentum", lr: 0.1, form: "ema", bias_correction: true }),
  race({ problem: { least_squares: { A: [[1, 2], [3, 4], [5, 6]], C: [[1, 0], [0, 1], [1, 1]] } }, start: [0, 0, 0, 0] }, { id: "adam", lr: 0.05 }),
  { ...race({ problem: { surface: "branin" }, seed: 7 }), racers: [{ optimizer: { id: "sgd", lr: 0.02 }, schedule: { id: "cosine", t_max: 200 }, clip: { norm: 5 }, noise: { std: 0.3 } }] },
];

test("ten specifications give the command line's digest in the page", async () => {
  const { page, faults } = await site.open();
  for (const spec of DOCUMENTS) {
    assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), spec), []);
    assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(spec), JSON.stringify(spec));
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("the page opens with a race that runs by itself", async () => {
  const { page, faults } = await site.open({ still: false });
  await page.waitForFunction("window.descent.t() > 0");
  assert.ok((await page.evaluate("window.descent.spec()")).racers.length >= 4);
  assert.deepEqual(faults, []);
  await page.close();
});

test("keys step, go back, play and scrub, and the address follows", async () => {
  const { page, faults } = await site.open();
  // A slider tells of its key when the next frame is due.
  const standsAt = (/** @type {number} */ step) => page.waitForFunction(`window.descent.t() === ${step}`);
  const end = await page.evaluate("window.descent.end()");
  await standsAt(end);
  await page.keyboard.press("Home");
  await standsAt(0);
  await page.keyboard.press(".");
  await page.keyboard.press(".");
  await page.keyboard.press(",");
  await standsAt(1);
  await page.keyboard.press("End");
  await standsAt(end);
  await page.focus(".scrubber");
  await page.keyboard.press("ArrowLeft");
  await standsAt(end - 1);
  assert.deepEqual(faults, []);
  await page.close();
});

test("dragging the start moves it, undo brings it back, and the link gives the same bits elsewhere", async () => {
  const { page, faults } = await site.open();
  const digest = () => page.evaluate("window.descent.digest()");
  const before = await digest();
  const handle = await page.$(".start");
  const box = await handle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 80, box.y + 60, { steps: 6 });
  await page.mouse.up();
  await page.waitForFunction((/** @type {string} */ old) => window.descent.digest().then((/** @type {string} */ now) => now !== "" && now !== old), {}, before);
  await rest(page);
  const moved = await digest();
  await page.waitForFunction("location.hash.slice(1) === window.descent.hash() && !location.hash.includes('start=1,1.5&')");
  const other = await site.open({ hash: await page.evaluate("location.hash") });
  assert.equal(await other.page.evaluate("window.descent.digest()"), moved);
  await other.page.close();
  // The ring keeps the focus, and has no use for the key that plays.
  for (const key of ["Home", " "]) await page.keyboard.press(key);
  await page.waitForFunction("window.descent.t() > 0 && document.querySelector('.start:focus')");
  await page.focus(".start");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((/** @type {string} */ old) => window.descent.digest().then((/** @type {string} */ now) => now !== "" && now !== old), {}, moved);
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await page.waitForFunction((/** @type {string} */ old) => window.descent.digest().then((/** @type {string} */ now) => now === old), {}, moved);
  assert.deepEqual([...faults, ...other.faults], []);
  await page.close();
});

test("racers are added, changed, removed, up to sixteen", async () => {
  const { page, faults } = await site.open();
  const racers = () => page.evaluate("window.descent.spec().racers.length");
  for (let count = 6; count <= 16; count++) {
    await press(page, "button.add");
    await page.waitForFunction((/** @type {number} */ n) => window.descent.spec().racers.length === n, {}, count);
  }
  // Who presses by keys stays there at the end, and where a card goes beside it.
  const focused = () => page.evaluate("document.activeElement.closest('.card, .add')?.matches(':last-child')");
  await page.waitForSelector("button.add[aria-disabled=true]");
  await page.focus("button.add");
  await page.keyboard.press("Enter");
  await rest(page);
  assert.deepEqual([await racers(), await focused()], [16, true]);
  await page.focus(".card:last-child .icon");
  for (let count = 15; count >= 1; count--) {
    await page.keyboard.press("Enter");
    await page.waitForFunction((/** @type {number} */ n) => window.descent.spec().racers.length === n, {}, count);
    assert.equal(await focused(), true, `${count} racers`);
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("hostile links show what is wrong and the default race", async () => {
  const hashes = ["#surface=bale&racers=adma", `#spec=${"[".repeat(3000)}`, "#spec=%00%ff", `#spec=${encodeURIComponent('{"version":1,"problem":{"surface":"beale"},"racers":[{"optimizer":{"id":"adam","beta1":7}}]}')}`, "#start=1e999,<script>", `#spec=${encodeURIComponent('{"__proto__":{"steps":1},"constructor":1}')}`];
  for (const hash of hashes) {
    const { page, faults } = await site.open({ hash });
    assert.ok(await page.$(".notice"), hash);
    assert.ok((await page.$$(".notice li")).length > 0, hash);
    assert.equal(await page.evaluate("window.descent.spec().problem.surface"), "beale");
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("a function is typed, raced on, and refused where it does not read", async () => {
  const { page, faults } = await site.open();
  await page.select("select.surface", "expression");
  await page.waitForFunction("typeof window.descent.spec().problem.expression === 'string'");
  const type = async (/** @type {string} */ text) => {
    const field = await page.$(".typed .field");
    await field.evaluate((/** @type {HTMLInputElement} */ input) => input.select());
    await field.type(text);
  };
  await type("x^2 + 3*y^2");
  await page.waitForFunction("window.descent.spec().problem.expression === 'x^2 + 3*y^2'");
  assert.equal(await page.$("[aria-label^=':']"), null, "every control says whose it is");
  assert.equal(await page.evaluate("window.descent.digest()"), nativeDigest(await page.evaluate("window.descent.spec()")));
  await type("sn(x)");
  await page.waitForSelector(".typed .refusal :not(:empty)");
  assert.match(await page.$eval(".typed .refusal", (/** @type {Element} */ e) => e.textContent ?? ""), /letter 1.*sin/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a value out of range is refused beside its control, and the picture stays", async () => {
  const { page, faults } = await site.open();
  const before = await page.evaluate("window.descent.digest()");
  const field = await page.$(".card .field");
  await field.evaluate((/** @type {HTMLInputElement} */ input) => input.select());
  await field.type("-1");
  const says = () => page.$eval(".card .refusal", (/** @type {HTMLElement} */ e) => [e.innerText, e.previousElementSibling?.getAttribute("aria-describedby") === e.id, e.previousElementSibling?.matches(":is(:invalid, [aria-invalid=true])")]);
  await page.waitForFunction("/\\[0, 1000000\\]/.test(document.querySelector('.card .refusal').innerText)");
  assert.deepEqual((await says()).slice(1), [true, true]);
  assert.equal(await page.evaluate("window.descent.spec().racers[0].optimizer.lr"), 0.002);
  // What does not read is said in the place of that, and stays until it is taken back.
  await field.evaluate((/** @type {HTMLInputElement} */ input) => input.select());
  await field.type("abc");
  await page.keyboard.press("Enter");
  await rest(page);
  assert.deepEqual(await says(), ["abc: a value was expected", true, true]);
  await page.keyboard.press("Tab");
  await page.evaluate("window.descent.seek(3)");
  await rest(page);
  assert.deepEqual([await field.evaluate((/** @type {HTMLInputElement} */ input) => input.value), (await says())[0]], ["abc", "abc: a value was expected"]);
  await field.focus();
  await page.keyboard.press("Escape");
  await rest(page);
  assert.deepEqual([await field.evaluate((/** @type {HTMLInputElement} */ input) => input.value), (await says())[0]], ["0.002", ""], "what was there before");
  await field.evaluate((/** @type {HTMLInputElement} */ input) => input.select());
  await field.type("0.003");
  await page.waitForFunction("window.descent.spec().racers[0].optimizer.lr === 0.003");
  await rest(page);
  assert.deepEqual(await says(), ["", true, false]);
  assert.ok(before.length === 32);
  assert.deepEqual(faults, []);
  await page.close();
});

/** The states that are checked for accessibility. */
const SCENES = [
  { name: "first", hash: "" },
  { name: "rosenbrock", hash: "#surface=rosenbrock&start=-1.2,1&steps=300&racers=sgd+lr=0.001;momentum+lr=0.0005;nesterov+lr=0.0005;adam+lr=0.05;rmsprop+lr=0.01;adagrad+lr=0.5" },
  { name: "diverged", hash: "#surface=beale&start=1,1.5&steps=100&racers=momentum+lr=0.01;adam+lr=0.1" },
  { name: "line", hash: "#surface=two_basins&racers=sgd+lr=0.1;momentum+lr=0.1" },
];

for (const { name, hash } of SCENES) {
  for (const dark of [false, true]) {
    // In wide windows of Chromium `pictures.test.mjs` asks it.
    for (const widthPx of inFirefox ? [1280, 390] : [390]) {
      test(`${name} at ${widthPx} px, ${dark ? "dark" : "light"}: no sideways scrolling, nothing for axe`, async () => {
        const { page, faults } = await site.open({ hash, widthPx, heightPx: widthPx === 390 ? 844 : 800, dark });
        if (widthPx === 1280 && name === "first") await press(page, "header button", "Inspect");
        await rest(page);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
        assert.deepEqual(await axe(page, dark), []);
        assert.deepEqual(faults, []);
        await page.close();
      });
    }
  }
}

/** The readout's lines, by their names. @param {any} page */
const readout = (page) => page.evaluate(`Object.fromEntries([...document.querySelectorAll(".readout div")].map(({ children: [name, value] }) => [name.textContent, value.textContent]))`);

test("the Hessian at the pointer, and at the start for who has no pointer: eigenvalues, their kind, and a conic along the eigenvectors", async () => {
  // Rosenbrock's minimum: no gradient, and a valley along (1, 2).
  const { page, faults } = await site.open({ hash: "#surface=rosenbrock&start=1,1&steps=3&racers=sgd+lr=0.001" });
  const ink = (/** @type {number} */ x, /** @type {number} */ y) => page.evaluate((/** @type {number} */ dx, /** @type {number} */ dy) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(".landscape .over"));
    const start = /** @type {HTMLElement} */ (document.querySelector(".landscape .start"));
    const scale = canvas.width / canvas.offsetWidth;
    const at = canvas.getContext("2d")?.getImageData((start.offsetLeft + 16 + dx) * scale - 2, (start.offsetTop + 16 - dy) * scale - 2, 5, 5);
    return at?.data.some((value) => value > 0);
  }, x, y);
  await rest(page);
  assert.equal(await ink(11, 22), false);
  await page.keyboard.press("Tab");
  await page.focus(".landscape .start");
  await page.waitForSelector(".readout");
  await rest(page);
  const there = await readout(page);
  assert.deepEqual([there["∇f"], there.H, there.λ], ["(0, 0)", "positive definite (minimum-like)", "1002, 0.3994"]);
  assert.equal(await ink(11, 22), true, "the ellipse lies along the valley");
  assert.equal(await ink(-11, -22), true);
  assert.equal(await ink(22, -11), false, "and is narrow across");
  await page.keyboard.down("Shift");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.up("Shift");
  await page.waitForFunction(`document.querySelector(".readout dd")?.textContent !== ${JSON.stringify(there["(x, y)"])}`);
  assert.equal((await readout(page)).H, "indefinite (saddle-like)", "above the valley");
  assert.deepEqual(await axe(page), []);
  // It keeps the focus, in the relief, too, and out of the window, where the keys still move it.
  const focused = (/** @type {string} */ what) => page.waitForFunction((/** @type {string} */ selector) => document.activeElement?.matches(selector), {}, what);
  await page.keyboard.press("v");
  await focused(".relief");
  await page.keyboard.press("v");
  await focused(".start");
  assert.notEqual(await page.$eval(".start", (/** @type {Element} */ start) => getComputedStyle(start).boxShadow), "none", "it stands out from every ground");
  const y = () => page.evaluate("window.descent.spec().start[1]");
  await page.keyboard.down("Shift");
  while (await page.$(".readout")) {
    const before = await y();
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction((/** @type {number} */ old) => window.descent.spec().start[1] !== old, {}, before);
    await rest(page);
  }
  await page.keyboard.up("Shift");
  await focused(".start");
  // The pointer says the same of its place; on a curve there is a second derivative.
  for (const [problem, name, value] of /** @type {[object, string, string][]} */ ([[{ surface: "saddle" }, "H", "indefinite (saddle-like)"], [{ expression: "-x^2-3*y^2" }, "H", "negative definite (maximum-like)"], [{ surface: "incline" }, "f″", "0"], [{ expression: "(x+y)^2" }, "H", "singular"]])) {
    assert.deepEqual(await page.evaluate((/** @type {any} */ given) => window.descent.open(given), race({ problem, start: name === "H" ? [1, 0] : [1], steps: 3 }, { id: "sgd", lr: 0.1 })), []);
    await rest(page);
    const box = await page.$eval(".landscape .over", (/** @type {Element} */ canvas) => canvas.getBoundingClientRect().toJSON());
    await page.mouse.move(0, 0);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForSelector(".readout");
    await rest(page);
    assert.equal((await readout(page))[name], value, JSON.stringify(problem));
  }
  // However the window moves, numbers and arrow are of the place under the pointer, which the readout leaves free.
  await page.evaluate((/** @type {any} */ given) => window.descent.open(given), race({ problem: { surface: "beale" }, start: [1, 1], steps: 3 }, { id: "sgd", lr: 0.001 }));
  await rest(page);
  const plot = await page.$eval(".landscape .over", (/** @type {Element} */ canvas) => canvas.getBoundingClientRect().toJSON());
  await page.$eval(".start", (/** @type {HTMLElement} */ start) => start.blur());
  const drawn = (/** @type {number} */ dx, /** @type {number} */ dy) => page.$eval(".landscape .over", (/** @type {HTMLCanvasElement} */ canvas, /** @type {number} */ px, /** @type {number} */ py) => {
    const scale = canvas.width / canvas.offsetWidth;
    return canvas.getContext("2d")?.getImageData(px * scale - 2, py * scale - 2, 5, 5).data.some((value) => value > 0);
  }, dx, dy);
  await page.mouse.move(plot.x + 100, plot.y + 60);
  await page.waitForSelector(".readout.low");
  await rest(page);
  const said = await readout(page);
  await page.mouse.down();
  await page.mouse.move(plot.x + 400, plot.y + 200, { steps: 2 });
  await page.mouse.up();
  await page.waitForSelector(".readout:not(.low)");
  await rest(page);
  assert.deepEqual(await readout(page), said);
  assert.deepEqual([await drawn(400, 200), await drawn(100, 60)], [true, false]);
  await page.keyboard.press("+");
  await rest(page);
  const zoomed = await readout(page);
  await page.mouse.move(plot.x + 400, plot.y + 201);
  await page.waitForFunction(`document.querySelector(".readout dd").textContent !== ${JSON.stringify(zoomed["(x, y)"])}`);
  await page.mouse.move(plot.x + 400, plot.y + 200);
  await page.waitForFunction(`document.querySelector(".readout dd").textContent === ${JSON.stringify(zoomed["(x, y)"])}`);
  assert.equal(await page.$eval(".zoom button:nth-child(3)", (/** @type {HTMLElement} */ all) => (all.focus(), all.click(), all === document.activeElement)), true);
  await page.waitForSelector(".zoom [aria-disabled=true]:focus");
  // A finger reads, two move and zoom, and what was read goes when something else is touched.
  if (!inFirefox) {
    await page.mouse.move(0, 0);
    await rest(page);
    const input = await page.createCDPSession();
    const touch = (/** @type {string} */ type, /** @type {[number, number][]} */ ...places) => input.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y], id) => ({ id, x: plot.x + x, y: plot.y + y })) });
    await touch("touchStart", [300, 200]);
    await page.waitForSelector(".readout");
    await rest(page);
    const under = await page.evaluate("document.querySelector('.readout dd').textContent");
    await touch("touchStart", [300, 200], [500, 200]);
    await touch("touchMove", [250, 240], [550, 240]);
    await touch("touchEnd");
    await rest(page);
    assert.equal(await page.$eval(".readout dd", (/** @type {Element} */ place) => place.textContent), under);
    assert.deepEqual([await drawn(250, 240), await drawn(300, 200)], [true, false]);
    await input.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: 20, y: 20 }] });
    await touch("touchEnd");
    await page.waitForFunction("!document.querySelector('.readout')");
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("a run without racers says so instead of drawing an empty axis, and one can be added", async () => {
  for (const problem of [{ surface: "beale" }, { model: { id: "softmax" }, data: { id: "iris" } }]) {
    const { page, faults } = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify({ version: 1, steps: 50, problem, racers: [] }))}` });
    await rest(page);
    const hidden = () => page.$eval(".chart-body", (/** @type {Element} */ body) => getComputedStyle(body).visibility === "hidden");
    assert.match(await page.$eval(".chart", (/** @type {HTMLElement} */ chart) => chart.innerText), /^There are no racers\.$/);
    assert.match(await page.$eval(".place-racers", (/** @type {HTMLElement} */ panel) => panel.innerText), /There are no racers\..*Add a racer/s);
    assert.equal(await hidden(), true);
    assert.deepEqual(await axe(page), []);
    await press(page, ".place-racers .add");
    await page.waitForFunction("window.descent.spec().racers.length === 1 && window.descent.end() === 50");
    await rest(page);
    assert.equal(await hidden(), false);
    assert.doesNotMatch(await page.$eval("body", (/** @type {HTMLElement} */ body) => body.innerText), /There are no racers/);
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("with a step of Newton's method in the inspector its quadratic model is on the landscape: a contour through the point, about the step's end", async () => {
  const { page, faults } = await site.open({ hash: "#surface=himmelblau&start=3.5,3&steps=20&racers=newton" });
  await rest(page);
  await press(page, "button", "Inspect");
  await page.evaluate("window.descent.seek(1)");
  await rest(page);
  // Two places that the readout names give the plane's scale.
  const box = await page.$eval(".landscape .over", (/** @type {Element} */ canvas) => canvas.getBoundingClientRect().toJSON());
  const named = async (/** @type {number} */ px, /** @type {number} */ py) => {
    await page.mouse.move(box.x + px, box.y + py);
    await page.waitForSelector(".readout");
    await rest(page);
    return String((await readout(page))["(x, y)"]).replaceAll("−", "-").match(/-?[\d.]+/g)?.map(Number) ?? [];
  };
  const [[x0 = 0, y0 = 0], [x1 = 1, y1 = 1]] = [await named(100, 300), await named(350, 100)];
  await page.mouse.move(0, 0);
  await rest(page);
  const place = (/** @type {number} */ x, /** @type {number} */ y) => [100 + ((x - x0) / (x1 - x0)) * 250, 300 + ((y - y0) / (y1 - y0)) * -200];
  const after = await page.evaluate("window.descent.trace(0).x[1]");
  // Across the centre from the start.
  const [px = 0, py = 0] = place(2 * after[0] - 3.5, 2 * after[1] - 3);
  const accent = () => page.evaluate((/** @type {number} */ x, /** @type {number} */ y) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(".landscape .over"));
    const scale = canvas.width / canvas.offsetWidth;
    const data = canvas.getContext("2d")?.getImageData(x * scale - 4, y * scale - 4, 9, 9).data ?? [];
    return Array.from({ length: data.length / 4 }, (_, i) => [Number(data[4 * i]), Number(data[4 * i + 2]), Number(data[4 * i + 3])]).some(([red = 0, blue = 0, alpha = 0]) => alpha > 200 && blue > red + 80);
  }, px, py);
  assert.equal(await accent(), true);
  await press(page, "button", "Inspect");
  // The window is wider again: the same place, looked for once more, could hold nothing but the model.
  await rest(page);
  assert.equal(await accent(), false);
  await page.evaluate((/** @type {any} */ given) => window.descent.open(given), race({ problem: { surface: "himmelblau" }, start: [3.5, 3] }, { id: "sgd", lr: 0.01 }));
  await press(page, "button", "Inspect");
  await page.evaluate("window.descent.seek(1)");
  await rest(page);
  assert.equal(await accent(), false, "gradient descent has no such model");
  assert.deepEqual(faults, []);
  await page.close();
});
