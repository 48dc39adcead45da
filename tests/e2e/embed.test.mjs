/**
 * What: the single file, `dist/descent.html`, in every place that course notes put it: from a disk and from a server, alone, framed,
 * in a sandbox and in `srcdoc`, with and without a strict policy, in Chromium and in Firefox.
 * Invariant: each place computes the digest that the command line prints, fetches nothing and leaves no error.
 * Does not: look at the picture; `page.test.mjs` does.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { defaultSpec } from "../../www/src/state/default.js";
import { listen } from "./rest.mjs";
import { BROWSERS, faultsOf, nativeDigest, rest, root, withServer } from "./site.mjs";

const shipped = await readFile(join(root, "dist", "descent.html"), "utf8");
/** The same in Spanish. */
const spanish = await readFile(join(root, "dist", "descent.es.html"), "utf8");
const META = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;
const policy = META.exec(shipped)?.[1] ?? "";
const expected = nativeDigest(defaultSpec());

const escaped = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;");

/** What a host with a strict policy has to allow: a framed file brings its own, `srcdoc` inherits the host's. */
const hostPolicy = (/** @type {string} */ kind) => (kind === "srcdoc" ? policy : "default-src 'none'; img-src data:; frame-src http: file:");

/** @type {Map<string, string>} the name of a page and its text */
const pages = new Map();
/** @type {{name: string, scheme: string, kind: string, policed: boolean}[]} */
const places = [];
for (const policed of [false, true]) {
  const file = policed ? shipped : shipped.replace(META, "");
  const mark = policed ? "strict" : "none";
  const inner = `inner-${mark}.html`;
  pages.set(inner, file);
  for (const [scheme, kinds] of Object.entries({ file: ["top", "iframe", "sandbox", "srcdoc"], http: ["top", "sandbox", "srcdoc"] })) {
    for (const kind of kinds) {
      const name = kind === "top" ? inner : `${kind}-${mark}.html`;
      const frame = { iframe: `src="${inner}"`, sandbox: `sandbox="allow-scripts" src="${inner}"`, srcdoc: `srcdoc="${escaped(file)}"` }[kind];
      const meta = policed ? `<meta http-equiv="Content-Security-Policy" content="${hostPolicy(kind)}">` : "";
      if (frame) pages.set(name, `<!doctype html><meta charset="utf-8">${meta}<link rel="icon" href="data:,"><title>Notes</title><iframe title="Descent" width="720" height="520" ${frame}></iframe>`);
      places.push({ name, scheme, kind, policed });
    }
  }
}

pages.set("es.html", spanish);
pages.set("srcdoc-es.html", `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${hostPolicy("srcdoc")}"><link rel="icon" href="data:,"><title>Notes</title><iframe title="Descent" width="720" height="520" srcdoc="${escaped(spanish)}"></iframe>`);

const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
const notes = withServer((path, search) => {
  const text = pages.get(path);
  return text && { text, headers: search === "?isolated" ? ISOLATED : {} };
});
let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "descent-embed-"));
  for (const [name, text] of pages) await writeFile(join(folder, name), text);
});
after(async () => {
  if (folder) await rm(folder, { recursive: true, force: true });
});

/**
 * Opens a page and gives the digest that the file in it computes.
 * @param {any} browser
 * @param {string} url
 * @param {boolean} framed
 * @returns {Promise<string>}
 */
async function digestAt(browser, url, framed) {
  const page = await browser.newPage();
  const faults = faultsOf(page);
  await page.goto(url);
  const frame = framed ? page.frames().find((/** @type {any} */ each) => each !== page.mainFrame()) : page.mainFrame();
  assert.ok(frame, "the frame is there");
  await frame.waitForFunction('document.documentElement.dataset.ready === "1"');
  const digest = await frame.evaluate("window.descent.digest()");
  await page.close();
  assert.deepEqual(faults, []);
  return digest;
}

test("the file's policy is strict: nothing from elsewhere, no inline script but its own", () => {
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^']+' blob: 'wasm-unsafe-eval'; /);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|connect-src/);
});

for (const [browserName, open] of Object.entries(BROWSERS)) {
  test(`the single file in ${browserName}`, async (t) => {
    const browser = await open();
    try {
      for (const { name, scheme, kind, policed } of places) {
        await t.test(`${scheme} ${kind}, ${policed ? "strict policy" : "no policy"}`, async () => {
          const url = scheme === "http" ? notes.address + name : pathToFileURL(join(folder, name)).href;
          assert.equal(await digestAt(browser, url, kind !== "top"), expected);
        });
      }
      await t.test("the Spanish file runs from a disk and in srcdoc under the same policy, and speaks Spanish whatever the address says", async () => {
        assert.equal(META.exec(spanish)?.[1], policy);
        for (const url of [`${pathToFileURL(join(folder, "es.html")).href}?lang=en`, `${notes.address}srcdoc-es.html`]) {
          assert.equal(await digestAt(browser, url, url.includes("srcdoc")), expected);
        }
        const page = await browser.newPage();
        await page.goto(`${pathToFileURL(join(folder, "es.html")).href}?lang=en`);
        await page.waitForFunction('document.documentElement.dataset.ready === "1"');
        await page.waitForFunction("document.querySelector('.card-foot .number').textContent.includes(',')");
        const said = await page.evaluate("[document.documentElement.lang, document.title, document.querySelector('.place-racers h2').textContent.trim(), document.querySelector('select.surface').selectedOptions[0].textContent]");
        assert.deepEqual(said, ["es", "Descent: los optimizadores compiten en superficies de prueba", "Corredores", "Función de Beale"]);
        await page.close();
      });
      await t.test("http, isolated by COOP and COEP", async () => {
        assert.equal(await digestAt(browser, `${notes.address}inner-strict.html?isolated`, false), expected);
      });
    } finally {
      await browser.close();
    }
  });
}

for (const [browserName, open] of Object.entries(BROWSERS)) test(`the example page in ${browserName} gives its figure the height that it asks for: nothing is cut off, at rest, and the link is read`, async () => {
  const spec = { version: 1, problem: { surface: "booth" }, steps: 60, racers: [{ optimizer: { id: "adam", lr: 0.1 } }] };
  pages.set("descent.html", shipped);
  pages.set("example.html", await readFile(join(root, "www", "examples", "iframe.html"), "utf8"));
  const browser = await open();
  try {
    for (const width of [390, 720]) {
      const page = await browser.newPage();
      await page.evaluateOnNewDocument("window.heard = []; addEventListener('message', ({ data }) => window.heard.push(data))");
      await listen(page);
      await page.setViewport({ width, height: 800 });
      await page.goto(`${notes.address}example.html`);
      const frame = page.frames().find((/** @type {any} */ each) => each !== page.mainFrame());
      await frame.waitForFunction('document.documentElement.dataset.ready === "1"');
      assert.equal(await frame.evaluate("window.descent.digest()"), nativeDigest(spec));
      await page.waitForFunction("window.heard.length > 1");
      await rest(frame);
      const heard = await page.evaluate("window.heard");
      const [ours, canvas] = heard.slice(-2);
      assert.deepEqual(ours, { source: "descent", v: 1, type: "resize", height: ours.height });
      assert.deepEqual(canvas, { subject: "lti.frameResize", height: ours.height });
      await rest(frame);
      assert.equal(await page.evaluate("window.heard.length"), heard.length, `${width} px: at rest`);
      assert.ok(heard.length <= 6, `${width} px: the height settles at once: ${heard.map((/** @type {any} */ { height }) => height)}`);
      assert.ok(await frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1"), `${width} px: nothing is cut off`);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
