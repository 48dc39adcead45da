/**
 * What: a server for the built page and a browser to look at it with, both started and stopped by the test that needs them.
 * Invariant: the server listens on 127.0.0.1 only, on a free port; the browser has a fresh profile and reaches nothing else.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const site = join(root, "dist", "site");
const require = createRequire(join(root, "www", "package.json"));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);

/** What a test waits for at most: only a fault takes so long, on the slowest and busiest of machines. */
export const PATIENCE_MS = 120_000;

/** Whether the suites drive Firefox instead of Chromium. */
export const inFirefox = process.env.DESCENT_BROWSER === "firefox";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8" };

/**
 * Serves `dist/site`.
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function serveSite() {
  const server = createServer(async (request, reply) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const file = join(site, path === "/" ? "index.html" : path);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (/\.\w+$/.exec(file)?.[0] ?? "")];
    if (!file.startsWith(site) || !type || !existsSync(file)) return void reply.writeHead(404).end();
    reply.writeHead(200, { "content-type": type }).end(await readFile(file));
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

/** Chromium's program. @returns {string} */
function browserProgram() {
  return program("CHROME", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]);
}

/**
 * A browser's program: the one that a variable names, or the first one on the path.
 * @param {string} variable
 * @param {string[]} names
 * @returns {string}
 */
function program(variable, names) {
  const places = (process.env.PATH ?? "").split(":").flatMap((folder) => names.map((name) => join(folder, name)));
  const found = process.env[variable] ?? places.find((place) => existsSync(place));
  if (!found) throw new Error(`no ${names[0]} on the path; \`cargo xtask doctor\` says how to get one`);
  return found;
}

/** @returns {Promise<any>} a headless browser with a fresh profile: Chromium, or Firefox where `DESCENT_BROWSER` says so */
export function openBrowser() {
  if (inFirefox) return openFirefox();
  return puppeteer.launch({
    executablePath: browserProgram(),
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** @returns {Promise<any>} a headless Firefox with a fresh profile, as strict with files as a reader's */
export function openFirefox() {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: program("FIREFOX", ["firefox-esr", "firefox"]),
    headless: true,
    // Puppeteer lets files read each other; a reader's Firefox does not.
    extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
  });
}

/**
 * Makes a page's reader prefer things. Firefox cannot be told, so there the page is.
 * @param {any} page
 * @param {Record<string, string>} wishes values of media features
 */
export async function prefer(page, wishes) {
  if (!inFirefox) return page.emulateMediaFeatures(Object.entries(wishes).map(([name, value]) => ({ name, value })));
  await page.evaluateOnNewDocument((/** @type {Record<string, string>} */ wanted) => {
    const ask = window.matchMedia.bind(window);
    window.matchMedia = (query) => {
      const [, name = "", value] = /^\(([\w-]+): ([\w-]+)\)$/.exec(query) ?? [];
      const real = ask(query);
      return name in wanted ? new Proxy(real, { get: (of, key) => (key === "matches" ? wanted[name] === value : typeof Reflect.get(of, key) === "function" ? Reflect.get(of, key).bind(of) : Reflect.get(of, key)) }) : real;
    };
  }, wishes);
}

/**
 * Opens the page and waits until its first run is there.
 * @param {any} browser
 * @param {string} address
 * @param {{hash?: string, widthPx?: number, heightPx?: number, dark?: boolean, still?: boolean}} [options]
 * @returns {Promise<{page: any, faults: string[]}>} faults: everything that reached the console as an error, and requests beyond the site
 */
export async function openPage(browser, address, { hash = "", widthPx = 1280, heightPx = 800, dark = false, still = true } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  /** @type {string[]} */
  const faults = [];
  page.on("console", (/** @type {any} */ message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (/** @type {Error} */ error) => faults.push(String(error)));
  page.on("request", (/** @type {any} */ request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) faults.push(`request to ${request.url()}`);
  });
  await prefer(page, { "prefers-color-scheme": dark ? "dark" : "light", "prefers-reduced-motion": still ? "reduce" : "no-preference" });
  await page.setViewport({ width: widthPx, height: heightPx });
  await page.goto(address + hash);
  await page.waitForFunction('document.documentElement.dataset.ready === "1"', { timeout: PATIENCE_MS });
  return { page, faults };
}

/**
 * The command line's digest of a specification.
 * @param {unknown} spec
 * @returns {string}
 */
export function nativeDigest(spec) {
  const program = process.env.DESCENT_CLI;
  const [command, ...args] = program ? [program] : ["cargo", "run", "--quiet", "--package", "descent-cli", "--"];
  const done = spawnSync(/** @type {string} */ (command), [...args, "digest", "-"], { input: JSON.stringify(spec), cwd: root, encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.trim();
}
