/**
 * What: the example for each kind of host, `www/examples`, in Chromium and in Firefox, and the dialog that gives such text.
 * Invariant: every example runs the race that it states, with the command line's digest; the dialog's text is what the examples hold.
 * Does not: run Quarto, MyST or Jupyter: what they would put into a page is taken from their files.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { textOf } from "../../www/src/embed/texts.js";
import { listen } from "./rest.mjs";
import { BROWSERS, faultsOf, nativeDigest, openBrowser, openPage, press, rest, root, serveSite, withServer } from "./site.mjs";

const examples = join(root, "www", "examples");
/** @type {import("../../www/src/engine/shapes").Spec} */
const race = {
  version: 1, problem: { surface: "beale" }, start: [1, 1.5], seed: 42, steps: 200,
  racers: [{ optimizer: { id: "adam", lr: 0.1 } }, { optimizer: { id: "momentum", lr: 0.01, beta: 0.9 } }],
};
const figure = { spec: race, title: "Adam, Momentum on Beale", address: "", controls: /** @type {const} */ ("play"), png: true };
const read = (/** @type {string} */ name) => readFile(join(examples, name), "utf8");
const page = (/** @type {string} */ body) => `<!doctype html><title>Notes</title><link rel="icon" href="data:,"><main>${body}</main>`;
/** A host without a kernel: a model that can only be read, and one like a notebook's. */
const cell = (/** @type {unknown} */ traits) => page(`<div id="cell"></div><script type="module">
  import widget from "./descent.js";
  const traits = ${JSON.stringify(traits).replace(/</g, "\\u003c")};
  widget.render({ model: { get: (name) => traits[name] }, el: document.getElementById("cell") });
</script>`);

/** @type {Map<string, string | Uint8Array>} */
const files = new Map();
const notes = withServer((name) => files.get(name) ?? (/^reveal\.js\/dist\/[\w./-]+$/.test(name) ? readFile(join(root, "www/node_modules", name)).catch(() => null) : null));
before(async () => {
  for (const name of ["plain.html", "reveal.html"]) files.set(name, await read(name));
  for (const name of ["descent.js", "descent.html"]) files.set(name, await readFile(join(root, "dist", name)));
  const [, markup = ""] = /```\{=html\}\n([\s\S]*?)```/.exec(await read("quarto.qmd")) ?? [];
  files.set("quarto.html", page(markup));
  const [, body = ""] = /:::\{anywidget\} \.\/descent\.js\n([\s\S]*?)\n:::/.exec(await read("myst.md")) ?? [];
  files.set("myst.html", cell(JSON.parse(body)));
  const notebook = JSON.parse(await read("notebook.ipynb"));
  const [, literal = ""] = /json\.loads\(([\s\S]*)\)\)/.exec(notebook.cells[1].source.join("")) ?? [];
  files.set("notebook.html", cell({ spec: JSON.parse(JSON.parse(literal)), state: {}, controls: "play" }));
});

test("the examples hold the text that the dialog gives", async () => {
  for (const [name, kind] of /** @type {const} */ ([["plain.html", "element"], ["reveal.html", "reveal"], ["myst.md", "myst"]])) assert.ok((await read(name)).includes(textOf(kind, figure)), name);
  assert.ok((await read("quarto.qmd")).includes(textOf("quarto", figure).split("\n\n")[1] ?? "?"));
  const code = JSON.parse(await read("notebook.ipynb")).cells[1].source.join("");
  assert.equal(code.replace("figure = Figure", "Figure"), `${textOf("jupyter", figure)}\nfigure`);
});

for (const [browserName, open] of Object.entries(BROWSERS)) {
  test(`the examples in ${browserName}`, async (t) => {
    const browser = await open();
    const digest = nativeDigest(race);
    try {
      for (const [name, count] of /** @type {[string, number][]} */ ([["plain.html", 2], ["quarto.html", 1], ["myst.html", 1], ["notebook.html", 1], ["reveal.html", 1]])) {
        await t.test(name, async () => {
          const page = await browser.newPage();
          await page.setViewport(name === "reveal.html" ? { width: 760, height: 600 } : { width: 1000, height: 760 });
          const faults = faultsOf(page);
          await listen(page);
          await page.goto(notes.address + name);
          await page.waitForFunction(`document.querySelectorAll("descent-figure").length === ${count}`);
          if (name === "reveal.html") {
            await page.waitForFunction("document.querySelector('.reveal.ready')");
            await page.waitForFunction("document.querySelector('descent-figure').getState()", {}, "a slide is loaded before it is seen, for paper");
            await page.keyboard.press("ArrowRight");
          }
          await page.evaluate("for (const figure of document.querySelectorAll('descent-figure')) figure.scrollIntoView()");
          await page.waitForFunction("Array.from(document.querySelectorAll('descent-figure')).at(-1).getState()");
          assert.equal(await page.evaluate("document.querySelectorAll('descent-figure')[document.querySelectorAll('descent-figure').length - 1].digest()"), digest);
          if (name === "reveal.html") {
            // The slide comes in from the side.
            await page.waitForFunction("(() => { const { left } = document.querySelector('descent-figure').getBoundingClientRect(); const still = left === window.before; window.before = left; return still; })()", { polling: 300 });
            // A slide is scaled: a double click still starts where it points.
            const place = await page.evaluate(`(() => {
              const over = document.querySelector("descent-figure").shadowRoot.querySelector(".over");
              const box = over.getBoundingClientRect();
              return { x: box.left + box.width / 2, y: box.top + box.height / 2, scale: box.width / over.offsetWidth };
            })()`);
            assert.ok(Math.abs(place.scale - 1) > 0.01, `scaled by ${place.scale}`);
            await page.mouse.click(place.x, place.y, { clickCount: 2, count: 2 });
            await page.waitForFunction("document.querySelector('descent-figure').spec.start[0] !== 1");
            await rest(page);
            const settled = await page.evaluate("(() => { const box = document.querySelector('descent-figure').shadowRoot.querySelector('.start').getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()");
            assert.ok(Math.hypot(settled[0] - place.x, settled[1] - place.y) < 4, `${settled}, not ${place.x}, ${place.y}`);
            const slide = await page.evaluate("location.hash");
            await page.evaluate("document.querySelector('descent-figure').shadowRoot.querySelector('.scrubber').focus()");
            await page.keyboard.press("ArrowLeft");
            await page.waitForFunction("document.querySelector('descent-figure').getState().step < 200");
            assert.equal(await page.evaluate("location.hash"), slide, "the figure's keys turn no slide");
            await page.evaluate("window.figure = document.querySelector('descent-figure'); figure.controls = 'full'");
            const inside = (/** @type {string} */ part) => `figure.shadowRoot.querySelector("${part}")`;
            await page.evaluate(`${inside(".main")}.focus(); figure.seek(0)`);
            await page.keyboard.press(" ");
            await page.waitForFunction("figure.getState().step > 0");
            await page.evaluate("figure.pause()");
            await page.waitForFunction(inside(".place-chart [role=tab][aria-selected=false]"));
            await page.evaluate(`${inside(".place-chart [role=tab][aria-selected=false]")}.focus()`);
            await page.keyboard.press("ArrowLeft");
            await page.evaluate(`[...figure.shadowRoot.querySelectorAll(".chart-tools button")].find(({ textContent }) => textContent === "Table").click()`);
            await page.waitForFunction(inside("dialog[open]"));
            for (const key of ["ArrowLeft", "Escape"]) await page.keyboard.press(key);
            await page.waitForFunction(`!${inside("dialog[open]")}`);
            await page.evaluate(`${inside(".racers .field")}.focus()`);
            await page.keyboard.press("Escape");
            assert.deepEqual(await page.evaluate("[location.hash, Reveal.isOverview(), figure.getState().playing]"), [slide, false, false], "nor do keys of buttons, tabs, fields and dialogs");
            const step = await page.evaluate("figure.getState().step");
            await page.evaluate(`${inside(".scrubber")}.focus()`);
            await page.keyboard.press("PageUp");
            await page.waitForFunction("Reveal.getIndices().h === 0");
            assert.equal(await page.evaluate("figure.getState().step"), step, "a slider that has the focus leaves the slides their own keys");
          }
          await page.close();
          assert.deepEqual(faults, []);
        });
      }
    } finally {
      await browser.close();
    }
  });
}

test("the dialog gives text for every host, and the text runs", async () => {
  const site = await serveSite();
  const browser = await openBrowser();
  try {
    await browser.defaultBrowserContext().overridePermissions(site.address, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
    const { page, faults } = await openPage(browser, site.address, { hash: "#surface=beale&start=1,1.5&seed=42&steps=200&racers=adam+lr=0.1;momentum+lr=0.01+beta=0.9" });
    await press(page, ".embed-open");
    await page.waitForSelector("dialog.embed[open]");
    const text = () => page.evaluate("document.querySelector('dialog.embed textarea').value");
    const tabs = await page.$$("dialog.embed [role=tab]");
    assert.equal(tabs.length, 8);
    /** @type {Record<string, string>} */
    const given = {};
    for (const tab of tabs) {
      await tab.click();
      given[await tab.evaluate((/** @type {any} */ element) => element.textContent)] = await text();
    }
    for (const [name, kind] of /** @type {const} */ ([["Plain HTML", "element"], ["Quarto", "quarto"], ["Jupyter Book, MyST", "myst"], ["reveal.js", "reveal"], ["Notebook", "jupyter"], ["Print", "print"]])) {
      const spec = await page.evaluate("window.descent.spec()");
      const title = /<h3>(.*)<\/h3>/.exec(given["reveal.js"] ?? "")?.[1] ?? "";
      assert.equal(given[name], textOf(kind, { ...figure, spec, title }), name);
    }
    assert.match(given.iframe ?? "", / allow="clipboard-write"/);
    assert.ok(given.Link?.startsWith(`${site.address}#surface=beale`));
    await tabs[2].click();
    await page.select("dialog.embed select", "full");
    assert.match(await text(), /controls="full"/);
    await press(page, "dialog.embed .copy");
    await page.waitForFunction("document.querySelector('dialog.embed .copy').textContent === 'Copied'");
    assert.equal(await page.evaluate("navigator.clipboard.readText()"), await text());
    const downloads = async (/** @type {any} */ from) => from.evaluate("Array.from(document.querySelectorAll('dialog.embed a[download]'), ({ href }) => href)");
    // The page as one file is offered beside the frame, in the page's language.
    const spanish = await openPage(browser, site.address, { search: "?lang=es" });
    for (const [opened, tab, file] of /** @type {[any, number, string][]} */ ([[page, 2, "descent.js"], [page, 1, "descent.html"], [spanish.page, 1, "descent.es.html"]])) {
      if (opened !== page) await press(opened, ".embed-open");
      await press(opened, `dialog.embed [role=tab]:nth-child(${tab + 1})`);
      const [link, ...others] = await downloads(opened);
      assert.deepEqual([link, others], [`${site.address}embed/${file}`, []]);
      assert.deepEqual(Buffer.from(await (await fetch(link)).arrayBuffer()), await readFile(join(root, "dist", file)));
    }
    assert.deepEqual([faults, spanish.faults], [[], []]);
  } finally {
    await browser.close();
    await site.close();
  }
});

test("from a disk and in srcdoc sharing copies the specification, not an address that nobody can open", async () => {
  const folder = await mkdtemp(join(tmpdir(), "descent-share-"));
  const browser = await openBrowser();
  try {
    const file = join(folder, "descent.html");
    const text = await readFile(join(root, "dist", "descent.html"), "utf8");
    await writeFile(file, text);
    await writeFile(join(folder, "srcdoc.html"), `<!doctype html><title>Notes</title><iframe title="Descent" width="900" height="600" srcdoc="${text.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"></iframe>`);
    for (const name of ["descent.html", "srcdoc.html"]) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      await page.evaluateOnNewDocument("window.copied = []; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => void copied.push(text) } })");
      await page.goto(pathToFileURL(join(folder, name)).href);
      const frame = page.frames().at(-1);
      await frame.waitForFunction('document.documentElement.dataset.ready === "1"');
      await frame.evaluate("document.querySelector('.share').click()");
      await frame.waitForFunction("copied.length === 1");
      assert.deepEqual(JSON.parse(await frame.evaluate("copied[0]")), await frame.evaluate("window.descent.spec()"), name);
      await frame.waitForFunction("document.querySelector('.said').textContent === 'Specification copied'");
      await frame.evaluate("document.querySelector('.embed-open').click()");
      await frame.evaluate("document.querySelector('dialog.embed [role=tab]').click()");
      assert.deepEqual(JSON.parse(await frame.evaluate("document.querySelector('dialog.embed textarea').value")), await frame.evaluate("window.descent.spec()"));
      await page.close();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("in a frame that may not write to the clipboard Share opens the text to copy, as the frame's address is not seen", async () => {
  files.set("frame.html", '<!doctype html><title>Notes</title><link rel="icon" href="data:,"><iframe title="Descent" width="900" height="600" src="descent.html"></iframe>');
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { throw new Error('no'); } } })");
    await page.goto(`${notes.address}frame.html`);
    const frame = page.frames().at(-1);
    await frame.waitForFunction('document.documentElement.dataset.ready === "1"');
    await frame.evaluate("document.querySelector('.share').click()");
    await frame.waitForSelector("dialog.embed[open]");
  } finally {
    await browser.close();
  }
});

test("from a disk the examples of a figure say that it needs a server", async () => {
  const browser = await openBrowser();
  try {
    for (const name of ["plain.html", "reveal.html"]) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(examples, name)).href);
      assert.match(await page.evaluate("getComputedStyle(document.querySelector('descent-figure'), '::before').content"), /server/, name);
      await page.goto(notes.address + name);
      await page.waitForFunction("customElements.get('descent-figure')");
      assert.equal(await page.evaluate("getComputedStyle(document.querySelector('descent-figure'), '::before').content"), "none", name);
    }
  } finally {
    await browser.close();
  }
});
