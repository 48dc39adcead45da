/**
 * What: the page where something fails or is missing: no SIMD, no file, a damaged file, an engine that traps;
 * and what it never needs: requests after its load, cookies, storage.
 * Invariant: a plain sentence says what is wrong and what can be done, and the page still stands.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { BROWSERS_OR_ONE, root, serveSite } from "./site.mjs";

/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;
before(async () => void (site = await serveSite()));
after(async () => site?.close());

const READY = 'document.documentElement.dataset.ready === "1"';

for (const [name, open] of Object.entries(BROWSERS_OR_ONE)) {
  test(`honest in ${name}`, async (t) => {
    const browser = await open();
    /** A page after a script has changed what the browser offers. @param {string} address @param {string} change */
    const changed = async (address, change) => {
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(change);
      await page.goto(address);
      return page;
    };
    const textOf = (/** @type {any} */ page, /** @type {string} */ selector) => page.$eval(selector, (/** @type {Element} */ e) => e.textContent ?? "");
    try {
      await t.test("without SIMD it says which browsers have it", async () => {
        const page = await changed(site.address, "WebAssembly.compile = WebAssembly.compileStreaming = () => Promise.reject(new WebAssembly.CompileError('invalid opcode'))");
        await page.waitForSelector(".failure");
        assert.match(await textOf(page, ".failure"), /WebAssembly with SIMD does not run here\. Chrome 91, Firefox 89, Safari 16\.4/);
        await page.close();
      });
      await t.test("while its file is on the way it says so, and without it what to do, in Spanish too", async () => {
        for (const [search, meanwhile, said] of /** @type {[string, string, RegExp][]} */ ([["?lang=en", "Loading the engine", /file could not be loaded.*try again/], ["?lang=es", "Cargando el motor", /No se pudo cargar el archivo del motor/]])) {
          const page = await changed(site.address + search, "window.fetch = () => new Promise((_, fail) => { window.refuse = () => fail(new TypeError('no network')) })");
          await page.waitForFunction((/** @type {string} */ words) => document.getElementById("descent")?.textContent === words, {}, meanwhile);
          await page.evaluate("refuse()");
          await page.waitForSelector(".failure");
          assert.match(await textOf(page, ".failure"), said);
          await page.close();
        }
      });
      await t.test("a single file that cannot be unpacked says so, in Spanish too", async () => {
        const folder = await mkdtemp(join(tmpdir(), "descent-damaged-"));
        const file = join(folder, "descent.html");
        const shipped = await readFile(join(root, "dist", "descent.html"), "utf8");
        await writeFile(file, shipped.replace(/(id="packed" [^>]*>.{5000})./, (all, before) => before + (all.endsWith("A") ? "B" : "A")));
        for (const [search, said] of /** @type {[string, RegExp][]} */ ([["?lang=en", /cannot be unpacked: it is damaged/], ["?lang=es", /está dañado/]])) {
          const page = await changed(pathToFileURL(file).href + search, "");
          await page.waitForFunction("document.getElementById('descent')?.textContent.includes('. ')");
          assert.match(await textOf(page, "#descent"), said);
          await page.close();
        }
        await rm(folder, { recursive: true, force: true });
      });
      await t.test("an engine that traps is started again, the reader is told, and the last run stays", async () => {
        const page = await changed(
          site.address,
          `{ const Real = Worker; window.trapNext = false; window.Worker = class extends Real {
            postMessage(message, ...rest) {
              if (!window.trapNext || message.method !== "solve") return super.postMessage(message, ...rest);
              window.trapNext = false;
              const error = { name: "RuntimeError", code: "trap", message: "unreachable", problems: [] };
              setTimeout(() => this.onmessage({ data: { id: message.id, error } }));
            } } }`,
        );
        await page.waitForFunction(READY);
        const digest = await page.evaluate("window.descent.digest()");
        await page.evaluate("window.trapNext = true");
        await page.focus(".card input[type=range]");
        await page.keyboard.press("ArrowRight");
        await page.waitForSelector(".notice");
        assert.match(await textOf(page, ".notice"), /The engine stopped on the last change and was started again/);
        await page.waitForFunction((/** @type {string} */ old) => window.descent.digest().then((/** @type {string} */ now) => now === old), {}, digest);
        await page.focus(".card input[type=range]");
        await page.keyboard.press("ArrowLeft");
        await page.waitForFunction((/** @type {string} */ old) => window.descent.digest().then((/** @type {string} */ now) => now !== "" && now !== old), {}, digest);
        await page.close();
      });
      await t.test("after its load it asks for nothing, and it keeps nothing", async () => {
        const page = await changed(site.address, "for (const key of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, key, { get() { window.stored = key; throw new Error('no storage'); } })");
        await page.waitForFunction(READY);
        /** @type {string[]} */
        const asked = [];
        page.on("request", (/** @type {any} */ request) => /^https?:/.test(request.url()) && asked.push(request.url()));
        await page.waitForSelector(".relief-toggle");
        await page.evaluate("document.querySelector('.relief-toggle').click(); document.querySelector('.scene-picker').click()");
        await page.waitForSelector(".scene");
        await page.evaluate("document.querySelector('[data-scene=rotation-45]').closest('button').click()");
        await page.waitForFunction("window.descent.spec().problem.rotate === 45");
        await page.$eval("button.export", (/** @type {HTMLElement} */ button) => button.click());
        await page.waitForSelector(".qr path");
        assert.deepEqual(asked, []);
        assert.equal(await page.evaluate("document.cookie"), "");
        assert.equal(await page.evaluate("window.stored"), undefined);
        await page.close();
      });
    } finally {
      await browser.close();
    }
  });
}
