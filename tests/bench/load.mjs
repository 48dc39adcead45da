/**
 * What: how soon the page shows something: from the start of the navigation to the first text, to the first picture of the landscape and
 * to the first run, with an empty cache, from localhost.
 * Invariant: every number was measured by this run, in the page that ships (`dist/site`) and in the single file, each load in a fresh
 * profile's context. A picture counts once a pixel of the heat map stands on the canvas.
 * Does not: build; `cargo xtask bench load` does. Not a test: nothing depends on a time.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser, root, serveSite } from "../e2e/site.mjs";

const LOADS = 15;

/** Notes when what happens; runs in the page before its scripts. */
function note() {
  const times = /** @type {Record<string, number>} */ ({});
  Object.defineProperty(window, "times", { value: times });
  const look = () => {
    if (document.querySelector("h1")) times.text ??= performance.now();
    if (document.documentElement?.dataset.ready === "1") times.run ??= performance.now();
    const canvas = document.querySelector(".landscape canvas");
    if (times.picture === undefined && canvas instanceof HTMLCanvasElement && canvas.width > 60) {
      // A place off the trails; transparent until the heat map is there.
      const [r, g, b, a] = canvas.getContext("2d")?.getImageData(Math.round(canvas.width * 0.3), Math.round(canvas.height * 0.6), 1, 1).data ?? [];
      if (a === 255 && !(r === g && g === b)) times.picture = performance.now();
    }
    if (Object.keys(times).length < 3) requestAnimationFrame(look);
  };
  look();
}

/** @param {number[]} values @param {number} part */
const quantile = (values, part) => Number(values.slice().sort((a, b) => a - b)[Math.floor(part * (values.length - 1))]);

const site = await serveSite();
const browser = await openBrowser();
const lines = [];
for (const [what, address] of [["the page, http", site.address], ["descent.html, file", pathToFileURL(join(root, "dist", "descent.html")).href]]) {
  /** @type {Record<string, number[]>} */
  const found = { text: [], picture: [], run: [] };
  for (let i = 0; i < LOADS; i++) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.evaluateOnNewDocument(note);
    await page.goto(address);
    await page.waitForFunction("Object.keys(window.times).length === 3", { timeout: 60_000 });
    for (const [key, ms] of Object.entries(await page.evaluate("window.times"))) found[key]?.push(/** @type {number} */ (ms));
    await context.close();
  }
  const cell = (/** @type {string} */ key) => `${quantile(found[key] ?? [], 0.5).toFixed(0)} (${quantile(found[key] ?? [], 0).toFixed(0)}–${quantile(found[key] ?? [], 1).toFixed(0)})`;
  lines.push(`| ${what} | ${cell("text")} | ${cell("picture")} | ${cell("run")} |`);
}
const date = new Date().toISOString().slice(0, 10);
const text = `# Load to first picture, ${date}

${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} when it ended; ${await browser.version()}, headless, without a graphics processor.

${LOADS} loads each, an empty cache, 1280 × 800. Milliseconds from the start of the navigation: median (least–most).

| | first text | first picture | first run |
|---|---|---|---|
${lines.join("\n")}
`;
await browser.close();
await site.close();
writeFileSync(join(root, "tests", "bench", `${date}-load.md`), text);
console.log(text);
