/**
 * What: the browsers that the suites drive, headless, with fresh profiles, and a watch on each.
 * Invariant: a browser that no longer answers, or outlives the longest suite, is ended by its process id and said so on the console: what
 * was under way fails, nothing is repeated. Pages wait so long that only a fault exceeds it.
 * Does not: serve or open anything.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(join(root, "www", "package.json"));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);

/** What a test waits for at most: only a fault takes so long, on the slowest and busiest of machines. */
export const PATIENCE_MS = 120_000;
/** A browser is asked so often whether it is there; one that misses so many in a row hangs. No suite takes so many minutes. */
const WATCH = { everyMs: 10_000, most: 12, minutes: 30 };

/** So many times slower than they could do Chromium's pages work, to see that no suite minds: `DESCENT_SLOWER=6`. */
const SLOWER = Number(process.env.DESCENT_SLOWER ?? 1);

/** Whether the suites drive Firefox instead of Chromium. */
export const inFirefox = process.env.DESCENT_BROWSER === "firefox";

/** Whether they go through all that there is, as `cargo xtask thorough` has them do, instead of samples. */
export const thorough = process.env.DESCENT_THOROUGH === "1";

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

/** @param {Partial<typeof WATCH>} [watch] @returns {Promise<any>} */
async function openChromium(watch) {
  const browser = await puppeteer.launch({
    executablePath: program("CHROME", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]),
    headless: true,
    timeout: PATIENCE_MS,
    protocolTimeout: 3 * PATIENCE_MS,
    // Nobody sees its address bar, which would load hundreds of scripts.
    args: ["--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return watched(browser, "Chromium", watch);
}

/** As strict with files as a reader's. @param {Partial<typeof WATCH>} [watch] @returns {Promise<any>} */
async function openFirefox(watch) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: program("FIREFOX", ["firefox-esr", "firefox"]),
    headless: true,
    timeout: PATIENCE_MS,
    protocolTimeout: 3 * PATIENCE_MS,
    // Puppeteer lets files read each other; a reader's Firefox does not.
    extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
  });
  return watched(browser, "Firefox", watch);
}

/** Both, by name, for suites about what others embed. */
export const BROWSERS = { Chromium: openChromium, Firefox: openFirefox };

/** Both where all is gone through, else Chromium: for suites about what stands in the page of others, not how. */
export const BROWSERS_OR_ONE = thorough ? BROWSERS : { Chromium: openChromium };

/** Chromium, or Firefox where `DESCENT_BROWSER` says so. @param {Partial<typeof WATCH>} [watch] @returns {Promise<any>} */
export function openBrowser(watch) {
  return inFirefox ? openFirefox(watch) : openChromium(watch);
}

/**
 * Watches over a browser, and makes its pages patient.
 * @param {any} browser
 * @param {string} name
 * @param {Partial<typeof WATCH>} [watch]
 */
function watched(browser, name, watch = {}) {
  const { everyMs, most, minutes } = { ...WATCH, ...watch };
  const { pid } = browser.process();
  const end = (/** @type {string} */ why) => {
    stop();
    console.error(`${name}, process ${pid}, ${why}: it is ended, and what is under way in it fails`);
    // Its own group, which Puppeteer gives it: its helpers too.
    process.kill(-pid, "SIGKILL");
  };
  const deadline = setTimeout(() => end(`is open for ${minutes} minutes`), minutes * 60_000).unref();
  let [asking, missed] = [false, 0];
  // Counted in questions, not read from a clock: a machine that stood still has asked none.
  const questions = setInterval(() => {
    if (asking) return void (++missed >= most && end(`has not answered for ${(most * everyMs) / 1000} s`));
    [asking, missed] = [true, 0];
    const answered = () => void (asking = false);
    browser.pages().then((/** @type {any[]} */ [first]) => first?.evaluate("1")).then(answered, answered);
  }, everyMs).unref();
  const stop = () => {
    clearTimeout(deadline);
    clearInterval(questions);
  };
  browser.on("disconnected", stop);
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async () => {
    const page = await newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    if (SLOWER > 1 && name === "Chromium") await page.emulateCPUThrottling(SLOWER);
    return page;
  };
  return browser;
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
