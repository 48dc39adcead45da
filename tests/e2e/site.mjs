/**
 * What: a server for the built page and a browser to look at it with, both started and stopped for the suite that needs them; the page in it.
 * Invariant: a server listens on 127.0.0.1 only, on a free port; the browser reaches nothing else.
 */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { after, before } from "node:test";
import { PATIENCE_MS, openBrowser, prefer, root } from "./browser.mjs";
import { listen } from "./rest.mjs";

export { BROWSERS, BROWSERS_OR_ONE, PATIENCE_MS, inFirefox, openBrowser, prefer, root, thorough } from "./browser.mjs";

const built = join(root, "dist", "site");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8" };

/** What stands at a path of a server. @typedef {string | Uint8Array | {text: string | Uint8Array, headers: Record<string, string>}} Served */

/**
 * Serves what a function gives for a path, as its ending says; 404 for nothing.
 * @param {(path: string, search: string) => Served | null | undefined | Promise<Served | null | undefined>} give of a path without its first slash
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function serve(give) {
  const server = createServer(async (request, reply) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const path = normalize(decodeURIComponent(pathname)).slice(1) || "index.html";
    const type = TYPES[/** @type {keyof typeof TYPES} */ (/\.\w+$/.exec(path)?.[0] ?? "")];
    const found = path.includes("..") ? null : await give(path, search);
    if (found === null || found === undefined || !type) return void reply.writeHead(404).end();
    const { text, headers } = typeof found === "object" && "text" in found ? found : { text: found, headers: {} };
    reply.writeHead(200, { "content-type": type, ...headers }).end(text);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
}

/** A server for the tests of a suite. @param {Parameters<typeof serve>[0]} give @returns {{address: string}} there once tests run */
export function withServer(give) {
  const held = { address: "" };
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve(give);
    held.address = server.address;
  });
  after(() => server?.close());
  return held;
}

/** A page of notes around what the query says: the element comes from the site's own `embed/descent.js`. @param {string} body */
const notes = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Notes</title><link rel="icon" href="data:,">
<style>body { margin: 16px; font: 16px/1.5 serif; background: #fff; color: #222 } h1 { font-size: 20px; margin: 0 } @media (prefers-color-scheme: dark) { body { background: #16181c; color: #ddd } }</style>
<script type="module" src="embed/descent.js"></script><main><h1>Notes</h1>${body}</main></html>`;

/** Serves `dist/site`, and notes with figures at `notes.html?…`. */
export function serveSite() {
  return serve((path, search) => (path === "notes.html" ? notes(decodeURIComponent(search.slice(1))) : readFile(join(built, path)).catch(() => null)));
}

/** How to open the page, or a page of notes with such a body. @typedef {{search?: string, hash?: string, notes?: string, widthPx?: number, heightPx?: number, dark?: boolean, still?: boolean}} Opening */

/**
 * The built site and a browser for the tests of a suite. A browser that was ended gets a successor for the tests after.
 */
export function withSite() {
  /** @type {Awaited<ReturnType<typeof serveSite>>} */
  let site;
  /** @type {Promise<any>} */
  let browser;
  before(async () => {
    // Other hooks of the suite run beside this one, and may ask for it already.
    browser = openBrowser();
    site = await serveSite();
    await browser;
  });
  after(async () => {
    await (await browser)?.close();
    await site?.close();
  });
  const self = {
    /** @returns {string} */
    get address() {
      return site.address;
    },
    /** @returns {Promise<any>} */
    browser: async () => ((await browser).process().signalCode === null ? browser : (browser = openBrowser())),
    /** Opens the page, and waits until its first run is there. @param {Opening} [how] */
    open: async (how) => openPage(await self.browser(), site.address, how),
  };
  return self;
}

/**
 * Everything that reaches a page's console as an error, from now on; and requests beyond its site, where that is told.
 * @param {any} page
 * @param {string} [address]
 * @returns {string[]} grows
 */
export function faultsOf(page, address) {
  /** @type {string[]} */
  const faults = [];
  page.on("console", (/** @type {any} */ message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (/** @type {Error} */ error) => faults.push(String(error.stack ?? error)));
  if (address) {
    page.on("request", (/** @type {any} */ request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) faults.push(`request to ${request.url()}`);
    });
  }
  return faults;
}

/**
 * Opens the page, or notes, and waits until the first run is there.
 * @param {any} browser
 * @param {string} address
 * @param {Opening} [how]
 * @returns {Promise<{page: any, faults: string[]}>}
 */
export async function openPage(browser, address, { search = "", hash = "", notes: body, widthPx = 1280, heightPx = 800, dark = false, still = true } = {}) {
  const page = await browser.newPage();
  const faults = faultsOf(page, address);
  await listen(page);
  await prefer(page, { "prefers-color-scheme": dark ? "dark" : "light", "prefers-reduced-motion": still ? "reduce" : "no-preference" });
  await page.setViewport({ width: widthPx, height: heightPx });
  await page.goto(body ? `${address}notes.html?${encodeURIComponent(body)}` : address + search + hash);
  await page.waitForFunction(body ? "[...document.querySelectorAll('descent-figure')].every((figure) => figure.getState?.() || figure.shadowRoot?.querySelector('.notice'))" : 'document.documentElement.dataset.ready === "1"');
  return { page, faults };
}

/** Waits until a page that `openPage` opened, or `listen` was put on, has come to rest. @param {any} page */
export async function rest(page) {
  await page.evaluate(`atRest(${PATIENCE_MS})`);
}

/**
 * The times between sixty frames of a page in ms, the shortest first.
 * @param {any} page
 * @returns {Promise<number[]>}
 */
export async function frameGaps(page) {
  const frames = await page.evaluate(`new Promise((done) => {
    const times = [];
    const frame = (now) => (times.push(now), times.length < 60 ? requestAnimationFrame(frame) : done(times));
    requestAnimationFrame(frame);
  })`);
  return frames.slice(1).map((/** @type {number} */ time, /** @type {number} */ i) => time - frames[i]).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
}

/**
 * Presses what a selector finds first, and with these words, as soon as it can be seen and is not disabled; in the page, so that nothing
 * can move in between.
 * @param {any} page or a frame
 * @param {string} selector
 * @param {string} [words]
 */
export async function press(page, selector, words) {
  const find = (/** @type {string} */ where, /** @type {string | null} */ said) =>
    /** @type {HTMLElement | undefined} */ ([...document.querySelectorAll(where)].find((one) => one.getClientRects().length > 0 && !one.matches(":disabled, [aria-disabled=true]") && (said === null || one.textContent?.trim() === said)));
  const found = await page.waitForFunction(find, {}, selector, words ?? null);
  await found.evaluate((/** @type {HTMLElement} */ one) => one.click());
  await found.dispose();
}

/**
 * Focuses what comes and goes by itself, in the very moment when it comes; listened for from the call on.
 * @param {any} page
 * @param {string} where it comes
 * @param {string} selector
 * @returns {Promise<void>} once it has the focus
 */
export function focusedAs(page, where, selector) {
  return page.evaluate((/** @type {string} */ around, /** @type {string} */ what) => new Promise((done) => {
    const place = document.querySelector(around);
    const watch = new MutationObserver(() => {
      const one = /** @type {HTMLElement | null | undefined} */ (place?.querySelector(what));
      if (!one) return;
      watch.disconnect();
      one.focus();
      done(undefined);
    });
    if (place) watch.observe(place, { childList: true, subtree: true });
  }), where, selector);
}

/**
 * The command line's digest of a specification.
 * @param {unknown} spec
 * @returns {string}
 */
export function nativeDigest(spec) {
  return commandLine(["digest", "-"], spec).trim();
}

/**
 * What the command line prints of a document.
 * @param {string[]} args
 * @param {unknown} document
 * @returns {string}
 */
export function commandLine(args, document) {
  const program = process.env.DESCENT_CLI;
  const [command, ...more] = program ? [program] : ["cargo", "run", "--quiet", "--package", "descent-cli", "--"];
  const done = spawnSync(/** @type {string} */ (command), [...more, ...args], { input: JSON.stringify(document), cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
}
