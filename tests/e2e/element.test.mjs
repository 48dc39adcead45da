/**
 * What: `<descent-figure>` from `dist/descent.js` in plain pages: attributes, events, methods, refusals, life
 * and death, figures that share one engine, the widget.
 * Invariant: each digest is the command line's; nothing reaches the console as an error.
 * Does not: look at the picture, but for axe; `screenshots.mjs` shows it.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { axe } from "./axe.mjs";
import { listen } from "./rest.mjs";
import { BROWSERS_OR_ONE, faultsOf, frameGaps, nativeDigest, rest, root, withServer } from "./site.mjs";

const RACE = 'surface="beale" racers="adam lr=0.1; momentum lr=0.01 beta=0.9" start="1,1.5" steps="120" seed="7"';
const race = {
  version: 1, problem: { surface: "beale" }, start: [1, 1.5], steps: 120, seed: 7,
  racers: [{ optimizer: { id: "adam", lr: 0.1 } }, { optimizer: { id: "momentum", lr: 0.01, beta: 0.9 } }],
};

/** Counts workers, and keeps what the figures tell. */
const SPY = `
  window.workers = { made: 0, ended: 0 };
  const Plain = Worker;
  window.Worker = class extends Plain { constructor(...all) { super(...all); workers.made++; } terminate() { workers.ended++; super.terminate(); } };
  window.heard = [];
  for (const type of ["ready", "change", "step", "error"]) addEventListener("descent-" + type, (event) => heard.push({ type, id: event.target.id, detail: event.detail }));
`;
const STRICT = "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'; img-src data:";

/** @type {Map<string, import("./site.mjs").Served>} */
const files = new Map();
const notes = withServer((path) => files.get(path));
/** @param {string} name @param {string} body @param {string} [policy] @param {string} [lang] */
const put = (name, body, policy, lang = "en") => files.set(name, {
  text: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Notes</title><link rel="icon" href="data:,"><script src="spy.js"></script><script type="module" src="descent.js"></script></head><body><main><h1>Notes</h1>${body}</main></body></html>`,
  headers: policy ? { "content-security-policy": policy } : {},
});

before(async () => {
  // A sandboxed page has no origin.
  files.set("descent.js", { text: await readFile(join(root, "dist", "descent.js")), headers: { "access-control-allow-origin": "*" } });
  files.set("spy.js", SPY);
  files.set("race.json", JSON.stringify(race));
});

/**
 * Opens a page, hands it over, and sees that it left no error.
 * @param {any} browser
 * @param {string} name
 * @param {(page: any) => Promise<void>} use
 */
async function at(browser, name, use) {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 800 });
  const faults = faultsOf(page);
  await listen(page);
  await page.goto(notes.address + name);
  await use(page);
  await page.close();
  assert.deepEqual(faults.filter((fault) => !fault.includes("404")), []);
}

/** Waits until so many figures are ready. @param {any} page @param {number} count */
const ready = (page, count) => page.waitForFunction(`new Set(heard.filter(({ type }) => type === "ready").map(({ id }) => id)).size >= ${count}`);
const heard = (/** @type {any} */ page, /** @type {string} */ type) => page.evaluate(`heard.filter((each) => each.type === "${type}")`);

for (const [browserName, open] of Object.entries(BROWSERS_OR_ONE)) {
  test(`the element in ${browserName}`, async (t) => {
    const browser = await open();
    const digest = nativeDigest(race);
    try {
      for (const policy of [undefined, STRICT]) {
        await t.test(`attributes, a document and an address give the command line's digest, ${policy ? "strict policy" : "no policy"}`, async () => {
          const text = JSON.stringify(race).replace(/"/g, "&quot;");
          put("same.html", `<descent-figure id="a" loading="eager" ${RACE}></descent-figure><descent-figure id="b" loading="eager" spec="${text}"></descent-figure><descent-figure id="c" loading="eager" src="race.json"></descent-figure>`, policy);
          await at(browser, "same.html", async (page) => {
            await ready(page, 3);
            for (const id of ["a", "b", "c"]) assert.equal(await page.evaluate(`document.getElementById("${id}").digest()`), digest, id);
            const told = await heard(page, "ready");
            assert.deepEqual(told.map((/** @type {any} */ each) => each.detail.digest), [digest, digest, digest]);
            assert.deepEqual(await page.evaluate("workers"), { made: 1, ended: 0 });
          });
        });
      }

      for (const [place, page, headers] of /** @type {[string, string, Record<string, string>][]} */ ([
        ["a frame with srcdoc", `<iframe title="Figure" width="700" height="560" srcdoc="${`<!doctype html><title>Inner</title><script type='module' src='descent.js'></script><descent-figure id='a' ${RACE}></descent-figure>`.replace(/"/g, "&quot;")}"></iframe>`, {}],
        ["a sandbox, from a server that allows it", '<iframe title="Figure" width="700" height="560" sandbox="allow-scripts" src="inner.html"></iframe>', {}],
        ["a page isolated by COOP and COEP", `<descent-figure id="a" ${RACE}></descent-figure>`, { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }],
      ])) {
        await t.test(`in ${place}`, async () => {
          put("inner.html", `<descent-figure id="a" ${RACE}></descent-figure>`);
          files.set("place.html", { text: `<!doctype html><title>Notes</title><link rel="icon" href="data:,">${page.startsWith("<iframe") ? "" : '<script type="module" src="descent.js"></script>'}${page}`, headers });
          await at(browser, "place.html", async (page) => {
            const frame = page.frames().find((/** @type {any} */ each) => each !== page.mainFrame()) ?? page.mainFrame();
            await frame.waitForFunction("document.getElementById('a')?.getState?.()");
            assert.equal(await frame.evaluate("document.getElementById('a').digest()"), digest);
          });
        });
      }

      await t.test("the digits come from beside the script, for a figure that names them; without them it says what it misses", async () => {
        const digits = { version: 1, steps: 3, problem: { model: { id: "softmax" }, data: { id: "digits" }, batch: { size: 50 } }, racers: [{ optimizer: { id: "adam", lr: 0.01 } }] };
        put("digits.html", `<descent-figure id="a" spec="${JSON.stringify(digits).replace(/"/g, "&quot;")}"></descent-figure>`);
        files.delete("digits.txt");
        await at(browser, "digits.html", async (page) => {
          await page.waitForFunction("heard.some(({ type }) => type === 'error')");
          assert.match(await page.evaluate("document.getElementById('a').shadowRoot.textContent"), /digits\.txt/);
        });
        files.set("digits.txt", { text: await readFile(join(root, "dist", "digits.txt")), headers: {} });
        await at(browser, "digits.html", async (page) => {
          await ready(page, 1);
          assert.equal(await page.evaluate("document.getElementById('a').digest()"), nativeDigest(digits));
        });
      });

      await t.test("methods, state and events agree; reset takes a change back", async () => {
        put("methods.html", `<descent-figure id="a" at="5" ${RACE}></descent-figure><script>addEventListener("descent-ready", ({ target }) => window.early = target.screenshot({ scale: 1 }))</script>`);
        await at(browser, "methods.html", async (page) => {
          await ready(page, 1);
          const state = () => page.evaluate("document.getElementById('a').getState()");
          assert.deepEqual(await state(), { spec: race, step: 5, end: 120, playing: false, speed: 1, selected: null });
          await page.evaluate("document.getElementById('a').step(2)");
          await page.waitForFunction("heard.some(({ type, detail }) => type === 'step' && detail.step === 7)");
          const [{ detail }] = (await heard(page, "step")).filter((/** @type {any} */ each) => each.detail.step === 7);
          assert.deepEqual(detail.racers.map((/** @type {any} */ racer) => [racer.name, racer.t, racer.status]), [["Adam", 7, "running"], ["Momentum", 7, "running"]]);
          assert.equal(detail.racers[0].x.length, 2);
          await page.evaluate("document.getElementById('a').seek(60)");
          assert.equal((await state()).step, 60);
          await page.evaluate("document.getElementById('a').play()");
          await page.waitForFunction("document.getElementById('a').getState().step > 62");
          await page.evaluate("document.getElementById('a').pause()");
          assert.equal((await state()).playing, false);
          await page.evaluate("document.getElementById('a').speed = '2e6'");
          await page.waitForFunction("document.getElementById('a').getState().speed === 2e6");
          assert.deepEqual(await page.evaluate("document.getElementById('a').setState(document.getElementById('a').getState())"), [], "its own state is taken");
          await page.evaluate("document.getElementById('a').speed = null");
          const other = { ...race, steps: 30 };
          assert.deepEqual(await page.evaluate(`document.getElementById('a').setState({ spec: ${JSON.stringify(other)}, step: 3 })`), []);
          assert.equal(await page.evaluate("document.getElementById('a').digest()"), nativeDigest(other));
          assert.equal((await state()).step, 3);
          await page.waitForFunction("heard.some(({ type, detail }) => type === 'change' && detail.spec.steps === 30)");
          const refused = await page.evaluate(`document.getElementById('a').setState({ spec: { problem: { surface: "bale" }, racers: [{ optimizer: { id: "adam" } }] } })`);
          assert.deepEqual(refused.map((/** @type {any} */ { path, nearest }) => [path, nearest]), [["problem.surface", "beale"]]);
          assert.equal((await page.evaluate("document.getElementById('a').setState({ stepp: 1 })"))[0].code, "unknown_key");
          assert.equal((await state()).spec.steps, 30, "a refused state changes nothing");
          assert.deepEqual(await page.evaluate("Promise.all(['seek()', 'seek(\"x\")', 'step(NaN)', 'step(\"1\")'].map((call) => Function(`return document.getElementById('a').${call}`)().then(() => call, () => '')))"), ["", "", "", ""], "what is no whole number is refused");
          // A look that changes leaves what the reader chose; a step that is wished anew is taken.
          await page.evaluate("document.getElementById('a').setState({ speed: 8, selected: 1, spec: { ...document.getElementById('a').spec, problem: { surface: 'booth' } } })");
          await page.evaluate("document.getElementById('a').theme = 'dark'");
          await page.waitForFunction("document.getElementById('a').shadowRoot.querySelector('.figure[data-theme=dark]').ariaLabel.includes('Booth')");
          assert.deepEqual(await state().then((/** @type {any} */ { step, speed, selected }) => [step, speed, selected]), [3, 8, 1]);
          await page.evaluate("document.getElementById('a').at = 9");
          await page.waitForFunction("document.getElementById('a').getState().step === 9");
          await page.evaluate("document.getElementById('a').at = 5; document.getElementById('a').shadowRoot.querySelector('.relief-toggle').click()");
          assert.match((await page.evaluate("document.getElementById('a').setState(null)"))[0].message, /^null/);
          // Between two speeds of the bar, it goes on to the next one.
          for (const [speed, key, next] of [[3, "]", 4], [3, "[", 2], [5000, "]", 5000]]) {
            await page.evaluate(`document.getElementById("a").setState({ speed: ${speed} }).then(() => document.getElementById("a").shadowRoot.querySelector(".racer").dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", bubbles: true })))`);
            assert.equal((await state()).speed, next);
          }
          await page.evaluate("document.getElementById('a').reset()");
          assert.deepEqual(await state(), { spec: race, step: 5, end: 120, playing: false, speed: 1, selected: null });
          await page.waitForFunction("!document.getElementById('a').shadowRoot.querySelector('.as-relief')");
          await page.evaluate("Object.assign(document.getElementById('a'), { steps: 50, start: [1, 1] })");
          await page.waitForFunction("document.getElementById('a').getState().end === 50");
          assert.equal(await page.evaluate("document.getElementById('a').digest()"), nativeDigest({ ...race, steps: 50, start: [1, 1] }));
          const picture = await page.evaluate("document.getElementById('a').screenshot({ scale: 1 }).then(async (blob) => [blob.type, (await createImageBitmap(blob)).width])");
          assert.equal(picture[0], "image/png");
          // Of the first moment: the ground is drawn already, in as many colours as later.
          const colours = await page.evaluate(`(async () => {
            const image = await createImageBitmap(await early);
            const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
            ctx.drawImage(image, 0, 0);
            return new Set(new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer)).size;
          })()`);
          assert.ok(colours > 1000, `${colours} colours`);
          for (const scale of [0, NaN, null, 100, -1]) assert.match(await page.evaluate(`document.getElementById("a").screenshot({ scale: ${scale} }).then(() => "", ({ message }) => message)`), /^scale/);
          assert.ok(picture[1] > 600);
          // Beyond two parameters the chart is the picture, as large as was asked for.
          const deep = { version: 1, problem: { quadratic: { A: [[2, 0, 0], [0, 1, 0], [0, 0, 5]] } }, start: [1, 2, 3], steps: 20, racers: [{ optimizer: { id: "sgd" }, label: "a longer name" }, { optimizer: { id: "adam" }, label: "a" }] };
          await page.evaluate((/** @type {any} */ given) => /** @type {any} */ (document.getElementById("a")).setState(given), { spec: deep });
          const [plain, twice] = await page.evaluate("Promise.all([1, 2].map(async (scale) => { const { width, height } = await createImageBitmap(await document.getElementById('a').screenshot({ scale })); return [width, height]; }))");
          assert.ok(plain[0] > 600 && plain[1] > 380, String(plain));
          assert.deepEqual(twice, plain.map((/** @type {number} */ px) => 2 * px));
          // A long training is shown from its first part on, where the attributes want it; no machine is through with this one. Ever fewer of
          // its steps are kept: of so few a power of two.
          const slow = { version: 1, steps: 1_000_000, problem: { model: { id: "mlp", layers: [2, 16, 16, 1], output: "sigmoid" }, data: { id: "moons" } }, racers: [{ optimizer: { id: "adam" } }] };
          const show = (/** @type {object} */ wishes) => page.evaluate((/** @type {object} */ given) => {
            const slow = Object.assign(document.createElement("descent-figure"), { id: "slow", loading: "eager", ...given });
            document.querySelector("main")?.append(slow);
          }, wishes);
          const stands = (/** @type {string} */ there) => page.waitForFunction(`((step) => ${there})(Number(document.getElementById("slow").shadowRoot.querySelector(".scrubber")?.value))`);
          for (const [at, there] of [[undefined, "step > 3"], [1024, "step === 1024"]]) {
            await show({ spec: slow, at });
            await stands(String(there));
            assert.equal(await page.evaluate("document.getElementById('slow').getState()"), null);
            await page.evaluate("document.getElementById('slow').remove()");
          }
          await show({ spec: { ...slow, steps: 5000 }, at: 1023 });
          await page.waitForFunction("document.getElementById('slow').getState()");
          const kept = await page.evaluate("document.getElementById('slow').getState().step");
          assert.ok(kept >= 1023 && kept < 1023 + 64, `the whole run's own step next to the wish: ${kept}`);
          await page.evaluate("document.getElementById('slow').setState({ step: 1025 })");
          assert.equal((await page.evaluate("document.getElementById('slow').getState()")).step % 2, 0, "a step that is kept");
          await page.evaluate("document.getElementById('slow').remove()");
        });
      });

      await t.test("what is wrong is said in the figure and to the page", async () => {
        const wrong = {
          name: ['surface="bale" racers="adam lr=0.1"', "problem.surface"],
          slip: ['surface="beale" racer="adam lr=0.1"', "racer"],
          short: ['surface="beale" racers="adam lr"', "racers[0].lr"],
          both: [`src="race.json" steps="5"`, "src, steps"],
          gone: ['src="nowhere.json"', "src"],
          word: [`${RACE} controls="ful"`, "controls"],
          json: ['spec="{"', ""],
          proto: ['surface="beale" racers="adam __proto__.x=1"', "racers[0].__proto__.x=1"],
        };
        put("wrong.html", Object.entries(wrong).map(([id, [attributes]]) => `<descent-figure id="${id}" loading="eager" ${attributes}></descent-figure>`).join(""));
        await at(browser, "wrong.html", async (page) => {
          await page.waitForFunction(`new Set(heard.filter(({ type }) => type === "error").map(({ id }) => id)).size === ${Object.keys(wrong).length}`);
          const told = await heard(page, "error");
          for (const [id, [, path]] of Object.entries(wrong)) {
            const { detail } = told.find((/** @type {any} */ each) => each.id === id);
            assert.equal(detail.problems[0].path, path, id);
            assert.ok(detail.message.length > 10, id);
            const said = await page.evaluate(`document.getElementById("${id}").shadowRoot.querySelector(".notice").textContent`);
            assert.ok(said.includes(detail.problems[0].allowed.slice(0, 20)), `${id}: ${said}`);
          }
          // What is mended runs; what is not stays said, whatever else changes.
          await page.evaluate("document.getElementById('word').controls = 'play'; document.getElementById('slip').removeAttribute('racer'); document.getElementById('name').theme = 'dark'");
          await page.waitForFunction("['word', 'slip'].every((id) => document.getElementById(id).getState() && !document.getElementById(id).shadowRoot.querySelector('.notice'))");
          assert.match(await page.evaluate("document.getElementById('name').shadowRoot.querySelector('.notice').textContent"), /beale/);
          const word = (/** @type {string} */ change, /** @type {RegExp} */ said) => page.evaluate(`document.getElementById("word").${change}`).then(() => page.waitForFunction(`${said}.test(document.getElementById("word").shadowRoot.querySelector(".notices").textContent)`));
          await word("theme = 'drak'", /still shows the last run.*projector/s);
          await word("steps = 50", /projector/);
          await word("theme = 'dark'", /^$/);
          await page.waitForFunction("document.getElementById('word').getState().end === 50");
          await word("setAttribute('racer', '')", /mean racers/);
          await word("theme = 'light'", /mean racers/);
          assert.deepEqual(await page.evaluate(`document.getElementById("gone").setState({ spec: ${JSON.stringify(race)}, step: 3 })`), [], "a figure that was refused takes a run");
          assert.deepEqual(await page.evaluate("[document.getElementById('gone').getState().step, document.getElementById('gone').shadowRoot.querySelector('.notice')]"), [3, null]);
        });
      });

      await t.test("a figure loads when it is seen, rests out of sight, and keeps its state when moved", async () => {
        put("life.html", `<div id="top"></div><div id="gap"></div><descent-figure id="a" autoplay speed="0.0625" ${RACE}></descent-figure>`);
        await at(browser, "life.html", async (page) => {
          await page.evaluate("document.getElementById('gap').style.height = '3000px'");
          await rest(page);
          // What was near before the gap grew may have begun; nothing plays out of sight.
          await page.evaluate("scrollTo(0, 3000)");
          await ready(page, 1);
          await page.waitForFunction("document.getElementById('a').getState().playing");
          await page.evaluate("scrollTo(0, 0)");
          await page.waitForFunction("!document.getElementById('a').getState().playing");
          await page.evaluate("scrollTo(0, 3000)");
          await page.waitForFunction("document.getElementById('a').getState().playing");
          await page.evaluate("scrollTo(0, 0)");
          await page.waitForFunction("!document.getElementById('a').getState().playing");
          await page.evaluate("document.getElementById('a').seek(33)");
          await page.evaluate("scrollTo(0, 3000)");
          await rest(page);
          await page.evaluate("document.getElementById('top').append(document.getElementById('a')); scrollTo(0, 0)");
          await rest(page);
          assert.equal((await page.evaluate("document.getElementById('a').getState()")).step, 33);
          assert.deepEqual(await page.evaluate("workers"), { made: 1, ended: 0 });
          await page.evaluate("window.kept = document.getElementById('a'); kept.remove()");
          await page.waitForFunction("workers.ended === 1");
          assert.equal(await page.evaluate("kept.getState()"), null);
          await page.evaluate("document.getElementById('top').append(kept)");
          await page.waitForFunction("kept.getState() !== null");
          assert.equal(await page.evaluate("kept.digest()"), digest, "it comes back");
          assert.deepEqual(await page.evaluate("workers"), { made: 2, ended: 1 });
        });
      });

      await t.test("before it is seen there is a poster and no engine; the page's own poster takes its place", async () => {
        put("poster.html", `<div style="height: 3000px"></div><descent-figure id="a" ${RACE}></descent-figure><descent-figure id="b" ${RACE}><p id="mine">A picture of mine</p></descent-figure>`);
        await at(browser, "poster.html", async (page) => {
          await page.waitForFunction("document.getElementById('b').shadowRoot");
          await rest(page);
          assert.deepEqual(await page.evaluate("workers"), { made: 0, ended: 0 });
          assert.match(await page.evaluate("document.getElementById('a').shadowRoot.querySelector('.poster').textContent"), /Beale.*Adam, Momentum/s);
          const before = await page.evaluate("document.getElementById('a').offsetHeight");
          assert.ok(await page.evaluate("document.getElementById('mine').offsetHeight > 0"));
          await page.evaluate("document.getElementById('a').scrollIntoView()");
          await ready(page, 2);
          await page.waitForFunction("document.getElementById('mine').offsetHeight === 0");
          if (browserName === "Chromium") {
            await page.emulateMediaType("print");
            const printed = "['a', 'b'].map((id) => ['.poster', '.landscape', '.racers', '.zoom'].map((part) => document.getElementById(id).shadowRoot.querySelector(part).checkVisibility()))";
            assert.deepEqual(await page.evaluate(printed), [[false, true, true, false], [true, false, false, false]], "on paper the page's own poster, else the figure");
            await page.emulateMediaType();
          }
          const after = await page.evaluate("document.getElementById('a').offsetHeight");
          assert.ok(Math.abs(after - before) < 40, `its height changes from ${before} to ${after} px`);
          assert.deepEqual(await page.evaluate("workers"), { made: 1, ended: 0 });
        });
      });

      await t.test("what loads out of sight plays only once it is seen, and a pause there holds", async () => {
        put("below.html", `<div style="height: 3000px"></div><descent-figure id="a" loading="eager" autoplay speed="0.0625" ${RACE}></descent-figure>`);
        await at(browser, "below.html", async (page) => {
          await ready(page, 1);
          await rest(page);
          const { step, playing } = await page.evaluate("document.getElementById('a').getState()");
          assert.equal(playing, false);
          await page.evaluate("document.getElementById('a').scrollIntoView()");
          await page.waitForFunction(`document.getElementById('a').getState().step > ${step}`);
          // A slide that fades stays where it was.
          await page.evaluate("document.querySelector('main').style.opacity = 0");
          await page.waitForFunction("!document.getElementById('a').getState().playing");
          await page.evaluate("document.querySelector('main').style.opacity = 1");
          await page.waitForFunction("document.getElementById('a').getState().playing");
          await page.evaluate("scrollTo(0, 0)");
          await page.waitForFunction("!document.getElementById('a').getState().playing");
          await page.evaluate("document.getElementById('a').pause()");
          await page.evaluate("document.getElementById('a').scrollIntoView()");
          await rest(page);
          assert.equal(await page.evaluate("document.getElementById('a').getState().playing"), false);
        });
      });

      await t.test("ten figures share one engine, each with its own run", async () => {
        put("ten.html", Array.from({ length: 10 }, (_, i) => `<descent-figure id="f${i}" loading="eager" controls="none" style="display: inline-block; width: 220px" ${RACE.replace("120", String(100 + i))}></descent-figure>`).join(""));
        await at(browser, "ten.html", async (page) => {
          await ready(page, 10);
          for (const i of [0, 1, 9]) assert.equal(await page.evaluate(`document.getElementById("f${i}").digest()`), nativeDigest({ ...race, steps: 100 + i }), `f${i}`);
          assert.deepEqual(await page.evaluate("workers"), { made: 1, ended: 0 });
          const steps = () => page.evaluate("Array.from(document.querySelectorAll('descent-figure'), (figure) => figure.getState().step)");
          await page.evaluate("for (const figure of document.querySelectorAll('descent-figure')) figure.setState({ step: 0, playing: true })");
          const gaps = await frameGaps(page);
          console.log(`${browserName}: ten playing figures, frames: median ${gaps[29].toFixed(1)} ms, 95 % ${gaps[56].toFixed(1)} ms, longest ${gaps[58].toFixed(1)} ms`);
          assert.ok((await steps()).every((/** @type {number} */ step) => step > 0), "all of them move");
          await page.evaluate("document.getElementById('f3').remove()");
          await page.evaluate("new Promise((done) => setTimeout(done))");
          assert.equal(await page.evaluate("document.getElementById('f4').digest()"), nativeDigest({ ...race, steps: 104 }), "the others stay");
          await page.evaluate("for (const figure of document.querySelectorAll('descent-figure')) figure.remove()");
          await page.waitForFunction("workers.ended === 1");
        });
      });

      await t.test("controls, hide and lock decide what is there and what can be done", async () => {
        put("locks.html", `<descent-figure id="all" loading="eager" controls="full" ${RACE}></descent-figure><descent-figure id="none" loading="eager" controls="none" hide="racers" lock="start view" ${RACE}></descent-figure>`);
        await at(browser, "locks.html", async (page) => {
          await ready(page, 2);
          await rest(page);
          const seen = (/** @type {string} */ id, /** @type {string} */ part) => page.evaluate(`(() => { const found = document.getElementById("${id}").shadowRoot.querySelector("${part}"); return Boolean(found?.checkVisibility ? found.checkVisibility() : found?.offsetParent); })()`);
          for (const part of [".place-transport", ".racers", ".racers .control", ".place-chart canvas", ".zoom", ".start"]) assert.equal(await seen("all", part), true, part);
          for (const part of [".place-transport", ".racers", ".place-chart", ".zoom", ".start"]) assert.equal(await seen("none", part), false, part);
          await page.evaluate(`for (const id of ["all", "none"]) document.getElementById(id).shadowRoot.querySelector(".over").dispatchEvent(new MouseEvent("dblclick", { clientX: 300, clientY: document.getElementById(id).getBoundingClientRect().top + 100 }))`);
          await page.waitForFunction("document.getElementById('all').spec.start[0] !== 1");
          assert.deepEqual(await page.evaluate("document.getElementById('none').spec.start"), [1, 1.5]);
          await page.evaluate("document.getElementById('none').controls = 'play'");
          await page.waitForFunction("document.getElementById('none').shadowRoot.querySelector('.place-transport').offsetHeight > 20");
          assert.deepEqual(await axe(page), []);
          // A finger scrolls the page over any picture, and zooms it over one that is locked.
          const touched = (/** @type {string} */ id, /** @type {string} */ part) => page.evaluate(`getComputedStyle(document.getElementById("${id}").shadowRoot.querySelector("${part}")).touchAction`);
          assert.deepEqual([await touched("all", ".over"), await touched("all", ".relief"), await touched("none", ".over")], ["pan-y", "pan-y", "manipulation"]);
          // The keys of both, pressed where they would bubble up from.
          await page.evaluate("window.press = (id, key, ctrlKey = false) => document.getElementById(id).shadowRoot.querySelector('.racer').dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, composed: true, cancelable: true }))");
          await page.evaluate("Object.assign(document.getElementById('none'), { controls: 'none', hide: '' })");
          await page.waitForFunction("document.getElementById('none').shadowRoot.querySelector('.without-time .racer')");
          await page.evaluate("for (const id of ['all', 'none']) for (const key of ['Home', '+', 'v', '2']) press(id, key)");
          await page.waitForFunction("document.getElementById('all').shadowRoot.querySelector('.as-relief')");
          await rest(page);
          const stands = (/** @type {string} */ id) => page.evaluate(`(({ step, selected }, root) => [step, selected, root.querySelector(".landscape").classList.contains("as-relief"), root.querySelector(".zoom [aria-disabled=true]") === null])(document.getElementById("${id}").getState(), document.getElementById("${id}").shadowRoot)`);
          assert.deepEqual(await stands("all"), [0, 1, true, true]);
          assert.deepEqual(await stands("none"), [120, 1, false, false]);
          await page.evaluate("document.getElementById('all').setAttribute('lock', 'view')");
          await page.waitForFunction("!document.getElementById('all').shadowRoot.querySelector('.as-relief')", {}, "who may not change the view is not kept in the relief");
          await page.evaluate("document.getElementById('all').removeAttribute('lock')");
          // Space at the ring is that of time, or the page's.
          await page.evaluate("window.passed = []; addEventListener('keydown', (event) => passed.push(event.target.id)); for (const id of ['all', 'none']) document.getElementById(id).shadowRoot.querySelector('.start').dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, composed: true }))");
          assert.deepEqual(await page.evaluate("[passed, all.getState().playing]"), [["none"], true]);
          await page.evaluate("all.pause()");
          for (const [change, start] of [["setState({ spec: { ...document.getElementById('none').spec, start: [2, 2] } })", [2, 2]], ["setAttribute('start', '2,1')", [2, 1]]]) {
            await page.evaluate(`document.getElementById("none").${change}`);
            await page.waitForFunction(`document.getElementById("none").spec.start.join() === "${start}"`);
            await rest(page);
            await page.evaluate("press('none', 'z', true)");
            await rest(page);
            assert.deepEqual(await page.evaluate("document.getElementById('none').spec.start"), start, "what the page showed is not undone");
          }
          // On a slide the chart stands beside the landscape; a narrow place that is too low scrolls; without a height a wide one is no higher than a window.
          const sized = async (/** @type {string} */ style, /** @type {string} */ reached) => {
            await page.evaluate(`document.getElementById("all").style.cssText = "${style}"`);
            await page.waitForFunction(`(({ classList, clientHeight, scrollHeight }, high) => ${reached})(document.getElementById("all").shadowRoot.querySelector(".figure"), (part) => document.getElementById("all").shadowRoot.querySelector(part).offsetHeight)`);
          };
          await sized("height: 540px", "classList.contains('beside') && high('.place-landscape') > 400 && high('.chart-body') > 200 && scrollHeight === clientHeight");
          await sized("", "!classList.contains('beside') && high('.place-landscape') > 500 && high('.place-chart') === 230");
          await sized("height: 300px; width: 380px", "!classList.contains('beside') && high('.chart-body') > 80 && scrollHeight > clientHeight && high('.zoom') === 0");
          await sized("width: 1900px", "high('.place-landscape') < 800 && high('.place-chart') === 230");
        });
      });

      await t.test("the pointer reads gradient and Hessian in a figure, too, unless the readout is hidden", async () => {
        // In a page that runs to the left and dresses its text up.
        const worn = "text-indent:3em;letter-spacing:.2em;word-spacing:1em;text-transform:uppercase;text-shadow:2px 2px red;white-space:pre;-webkit-text-fill-color:red;-webkit-text-stroke:1px red;text-emphasis:dot;text-align-last:right;line-break:anywhere";
        put("hessian.html", `<style>body{${worn}}</style><script>document.documentElement.dir = "rtl"</script><descent-figure id="a" loading="eager" surface="saddle" racers="sgd lr=0.1"></descent-figure><descent-figure id="b" loading="eager" hide="readout" surface="saddle" racers="sgd lr=0.1"></descent-figure>`);
        await at(browser, "hessian.html", async (page) => {
          await ready(page, 2);
          await rest(page);
          assert.deepEqual(await page.evaluate(`["direction", "text-indent", "letter-spacing", "text-transform", "text-shadow", "white-space", "-webkit-text-stroke-width", "text-emphasis-style", "text-align-last", "line-break"].map((name) => getComputedStyle(document.getElementById("a").shadowRoot.querySelector(".racer b")).getPropertyValue(name))`), ["ltr", "0px", "normal", "none", "none", "normal", "0px", "none", "auto", "auto"]);
          assert.deepEqual(await page.evaluate(`(({ webkitTextFillColor, color }) => webkitTextFillColor === color)(getComputedStyle(document.getElementById("a").shadowRoot.querySelector(".racer b")))`), true);
          assert.match(await page.evaluate(`(({ opacity, pointerEvents }) => opacity + pointerEvents)(getComputedStyle(document.getElementById("b").shadowRoot.querySelector(".zoom")))`), /^0none|^0.86/, "what is not seen is not pressed");
          for (const [id, shows] of [["a", true], ["b", false]]) {
            await page.evaluate(`document.getElementById("${id}").scrollIntoView()`);
            await rest(page);
            const box = await page.evaluate(`document.getElementById("${id}").shadowRoot.querySelector(".over").getBoundingClientRect().toJSON()`);
            await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6);
            await page.waitForFunction(`document.getElementById("${id}").shadowRoot.querySelector(".readout")`);
            const said = await page.evaluate(`document.getElementById("${id}").shadowRoot.querySelector(".readout").innerText`);
            assert.equal(/indefinite[^]*2\.000, −2\.000/.test(said) && (await page.evaluate(`document.getElementById("${id}").shadowRoot.querySelector(".readout").getClientRects().length > 0`)), shows, said);
          }
        });
      });

      await t.test("the figure follows the page's language and its ground", async () => {
        put("words.html", `<descent-figure id="a" surface="beale" racers="adam lr=0.1; torch.SGD lr=0.01" controls="full"></descent-figure><descent-figure id="b" surface="beale" racers="sgd lr=-1" loading="eager"></descent-figure><descent-figure id="c" surface="beale" racers="sgd lr=0.001" steps="5" loading="eager"></descent-figure>`, undefined, "es");
        await at(browser, "words.html", async (page) => {
          await ready(page, 2);
          await page.waitForFunction("document.getElementById('a').shadowRoot.querySelector('.racers .control')");
          assert.equal(await page.evaluate("document.getElementById('a').shadowRoot.querySelector('.place-transport').getAttribute('aria-label')"), "Tiempo");
          assert.equal(await page.evaluate("document.documentElement.lang"), "es");
          assert.equal(await page.evaluate("document.getElementById('a').shadowRoot.querySelector('.figure').lang"), "es");
          await page.waitForFunction("/Permitido: un número en \\[0, /.test(document.getElementById('b').shadowRoot.querySelector('.notice')?.textContent)");
          await page.evaluate("document.getElementById('b').setAttribute('at', '-1')");
          await page.waitForFunction("/-1. Permitido: un número entero desde 0/.test(document.getElementById('b').shadowRoot.querySelector('.notice').textContent)");
          await page.waitForFunction("document.getElementById('c').shadowRoot.textContent.includes('Descenso de gradiente')");
          const said = await page.evaluate("[...document.getElementById('a').shadowRoot.querySelectorAll('.racers .control *, .place-transport .main')].flatMap((part) => [part.textContent, part.ariaLabel, part.title]).join(' ')");
          assert.match(said, /tasa de aprendizaje[^]*Reproducir \(espacio\)/);
          assert.doesNotMatch(said, /learning rate/);
          const theme = () => page.evaluate("document.getElementById('a').shadowRoot.querySelector('.figure').dataset.theme");
          assert.equal(await theme(), "light");
          // A page may take its time, and what the figure stands in may have a ground of its own.
          await page.evaluate("document.body.style.transition = 'background-color 0.1s'; document.body.offsetHeight; document.body.style.backgroundColor = 'rgb(20, 20, 24)'");
          await page.waitForFunction("document.getElementById('a').shadowRoot.querySelector('.figure').dataset.theme === 'dark'");
          await page.evaluate("document.querySelector('main').style.background = 'white'");
          await page.waitForFunction("document.getElementById('a').shadowRoot.querySelector('.figure').dataset.theme === 'light'");
          await page.evaluate("document.getElementById('a').style.setProperty('--descent-accent', 'rgb(200, 0, 80)')");
          assert.equal(await page.evaluate("getComputedStyle(document.getElementById('a').shadowRoot.querySelector('.figure')).getPropertyValue('--accent')"), "rgb(200, 0, 80)");
          await page.evaluate("document.getElementById('a').style.setProperty('--descent-paper', 'rgb(1, 2, 3)')");
          const corner = await page.evaluate("document.getElementById('a').screenshot().then(createImageBitmap).then((image) => { const ctx = new OffscreenCanvas(1, 1).getContext('2d'); ctx.drawImage(image, 0, 0); return [...ctx.getImageData(0, 0, 1, 1).data]; })");
          assert.deepEqual(corner, [1, 2, 3, 255], "canvases have the new colours too");
        });
      });

      await t.test("the default export is a widget whose traits and figure follow each other", async () => {
        put("widget.html", '<div id="cell"></div>');
        await at(browser, "widget.html", async (page) => {
          await page.evaluate(`(async () => {
            const { default: widget } = await import("./descent.js");
            const traits = { spec: ${JSON.stringify(race)}, state: null };
            const hears = new Map();
            window.model = {
              saved: 0, traits,
              get: (name) => traits[name],
              set: (name, value) => { traits[name] = structuredClone(value); },
              on: (event, hear) => hears.set(event, [...(hears.get(event) ?? []), hear]),
              off: (event, hear) => hears.set(event, hears.get(event).filter((each) => each !== hear)),
              save_changes: () => model.saved++,
              kernel: (name, value) => { traits[name] = value; for (const hear of hears.get("change:" + name) ?? []) hear(); },
              listeners: () => [...hears.values()].flat().length,
            };
            window.close = widget.render({ model, el: document.getElementById("cell") });
          })()`);
          await page.waitForFunction("model.traits.state?.end === 120");
          const other = { ...race, steps: 40 };
          await page.evaluate(`model.kernel("spec", ${JSON.stringify(other)})`);
          await page.waitForFunction("model.traits.state.end === 40");
          assert.equal(await page.evaluate("document.querySelector('descent-figure').digest()"), nativeDigest(other));
          await page.evaluate("model.kernel('state', { step: 12 })");
          await page.waitForFunction("document.querySelector('descent-figure').getState().step === 12");
          await page.evaluate("document.querySelector('descent-figure').setState({ spec: { ...model.traits.spec, steps: 25 } })");
          await page.waitForFunction("model.traits.spec.steps === 25");
          await page.evaluate("document.querySelector('descent-figure').shadowRoot.querySelector('.racer').click()");
          await page.waitForFunction("model.traits.state.selected === 0");
          await page.evaluate("document.querySelector('descent-figure').setState({ speed: 4 })");
          await page.waitForFunction("model.traits.state.speed === 4");
          await rest(page);
          const saved = await page.evaluate("model.saved");
          await rest(page);
          assert.equal(await page.evaluate("model.saved"), saved, "at rest nothing goes back and forth");
          await page.evaluate("window.close()");
          await page.waitForFunction("workers.ended === 1 && model.listeners() === 0");
        });
      });

      await t.test("a host that throws where it has no kernel, and puts the widget into a shadow tree, as MyST's theme does, gets a figure and no error", async () => {
        put("myst-host.html", '<div id="cell"></div>');
        await at(browser, "myst-host.html", async (page) => {
          await page.evaluate(`(async () => {
            const { default: widget } = await import("./descent.js");
            const traits = { ...${JSON.stringify({ surface: "beale", start: "1,1.5", steps: "120", racers: "adam lr=0.1", controls: "full", spec: {}, hide: "" })} };
            const events = new EventTarget();
            const not = (name) => () => { window.asked = [...(window.asked ?? []), name]; throw new Error(name + " is not implemented"); };
            const model = { get: (name) => traits[name], set: (name, value) => { traits[name] = value; events.dispatchEvent(new CustomEvent("change:" + name)); }, on: (name, hear) => events.addEventListener(name, hear), off: not("off"), save_changes: not("save_changes"), send: not("send") };
            const el = document.createElement("div");
            document.getElementById("cell").attachShadow({ mode: "open" }).append(el);
            window.leave = widget.render({ model, el });
            window.figure = el.querySelector("descent-figure");
          })()`);
          await page.waitForFunction("figure.getState()?.end === 120 && window.asked?.includes('save_changes')");
          assert.equal(await page.evaluate("figure.digest()"), nativeDigest({ version: 1, problem: { surface: "beale" }, start: [1, 1.5], steps: 120, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] }));
          await page.evaluate("figure.setState({ spec: { ...figure.spec, start: [2, 2] }, speed: 4 })");
          await page.evaluate("new Promise((done) => { figure.addEventListener('descent-change', done, { once: true }); figure.setState({ spec: { ...figure.spec, start: [2, 1] } }); })");
          await rest(page);
          assert.deepEqual(await page.evaluate("[figure.spec.start, figure.getState().speed]"), [[2, 1], 4], "what it is told of a change undoes none");
          await page.evaluate("window.leave()");
          await page.waitForFunction("workers.ended === 1 && window.asked.includes('off') && !figure.isConnected");
        });
      });
    } finally {
      await browser.close();
    }
  });
}
