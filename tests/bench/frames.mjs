/**
 * What: how smooth the page stays while two optimizers train a network: times between frames, long tasks, and how soon a stop is obeyed.
 * Invariant: every number was measured by this run, in the page that ships (`dist/site`), in headless Chromium.
 * Does not: build; `cargo xtask bench frames` does. Not a test: nothing depends on a time.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { openBrowser, openPage, root, serveSite } from "../e2e/site.mjs";

/** Networks on spirals, with Adam and RMSprop on batches of 32. */
const LAYERS = [[2, 16, 16, 1], [2, 64, 64, 1]];
const VIEWS = ["Data", "Network", "Loss over two weights"];
const STEPS = 1_000_000;
/** How long frames are counted while it trains. */
const WATCH_MS = 5000;
const STOPS = 5;
/** A frame that comes later than this was missed. */
const LATE_MS = 25;

const spec = (/** @type {number[]} */ layers) => ({
  version: 1, seed: 3, steps: STEPS, problem: { model: { id: "mlp", layers, activation: "tanh", output: "sigmoid" }, data: { id: "spiral" }, batch: { size: 32 } },
  racers: [{ optimizer: { id: "adam", lr: 0.01 } }, { optimizer: { id: "rmsprop", lr: 0.003 } }],
});

/**
 * Counts frames for a while; runs in the page.
 * @param {number} ms
 */
const watch = (ms) => new Promise((done) => {
  /** @type {number[]} */
  const gaps = [];
  /** @type {number[]} */
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  const at = () => Number(/\d+/.exec(document.querySelector(".model-head .number")?.textContent ?? "")?.[0] ?? NaN);
  const first = { ms: performance.now(), step: at() };
  let before = 0;
  const frame = (/** @type {number} */ now) => {
    if (before) gaps.push(now - before);
    before = now;
    if (performance.now() - first.ms < ms) return requestAnimationFrame(frame);
    observer.disconnect();
    done({ gaps, tasks, training: document.querySelector(".model-head progress") !== null, perSecond: (1000 * (at() - first.step)) / (performance.now() - first.ms) });
  };
  requestAnimationFrame(frame);
});

const site = await serveSite();
const browser = await openBrowser();
const part = (/** @type {number[]} */ sorted, /** @type {number} */ share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
const rows = [];

/**
 * Frames, and how long the page's own thread was at work meanwhile.
 * @param {any} page
 */
async function measured(page) {
  const session = await page.createCDPSession();
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => (await session.send("Performance.getMetrics")).metrics.find((/** @type {{name: string}} */ { name }) => name === "TaskDuration").value;
  const from = await busy();
  const found = await page.evaluate(watch, WATCH_MS);
  const share = (1000 * ((await busy()) - from)) / WATCH_MS;
  const sorted = [...found.gaps].sort((a, b) => a - b);
  const all = sorted.reduce((a, b) => a + b, 0);
  const cells = [(1000 * sorted.length / all).toFixed(1), part(sorted, 0.5).toFixed(1), part(sorted, 0.95).toFixed(1), part(sorted, 1).toFixed(1), `${sorted.filter((gap) => gap > LATE_MS).length} of ${sorted.length}`, found.tasks.length, `${(100 * share).toFixed(0)} %`];
  return { ...found, cells };
}

{
  // The same page at rest, for what the machine itself takes away.
  const { page } = await openPage(browser, site.address);
  await new Promise((done) => setTimeout(done, 500));
  rows.push(`| none | at rest | ${(await measured(page)).cells.join(" | ")} | – | – |`);
  console.log(rows.at(-1));
  await page.close();
}
for (const layers of LAYERS) {
  for (const view of VIEWS) {
    const { page, faults } = await openPage(browser, site.address);
    await page.evaluate((/** @type {any} */ given) => void (/** @type {any} */ (window).descent.open(given)), spec(layers));
    await page.waitForSelector(".model-head progress");
    await page.$$eval(".model-head [role=tab]", (/** @type {HTMLElement[]} */ all, /** @type {string} */ name) => all.find((tab) => tab.textContent === name)?.click(), view);
    // The playhead stands at the end, and follows it.
    await page.keyboard.press("End");
    await new Promise((done) => setTimeout(done, 500));
    const { training, perSecond, cells } = await measured(page);
    if (!training) throw new Error("the training ended while frames were counted");
    const stops = [];
    for (let i = 0; i < STOPS; i++) {
      stops.push(await page.evaluate(() => new Promise((done) => {
        const fromMs = performance.now();
        const seen = () => (document.querySelector(".go-on") ? done(performance.now() - fromMs) : requestAnimationFrame(seen));
        /** @type {HTMLElement | null} */ (document.querySelector(".halt"))?.click();
        seen();
      })));
      await page.click(".go-on");
      await page.waitForSelector(".halt");
      await new Promise((done) => setTimeout(done, 300));
    }
    if (faults.length) throw new Error(faults.join("\n"));
    stops.sort((a, b) => a - b);
    rows.push(`| ${layers.join("–")} | ${view} | ${cells.join(" | ")} | ${Math.round(perSecond)} | ${part(stops, 0.5).toFixed(0)} / ${Math.max(...stops).toFixed(0)} |`);
    console.log(rows.at(-1));
    await page.close();
  }
}
const version = await browser.version();
await browser.close();
await site.close();
const date = new Date().toISOString().slice(0, 10);
writeFileSync(join(root, "tests", "bench", `${date}-frames.md`), `# Frames while training, ${date}

${cpus()[0]?.model}, ${cpus().length} cores; ${version}, headless, without a GPU; load of the machine ${loadavg().map((v) => v.toFixed(1)).join(", ")}; ${execFileSync("rustc", ["--version"], { encoding: "utf8" }).trim()}. Made by \`cargo xtask bench frames\`.

Two optimizers (Adam, RMSprop; batches of 32) train one network on 250 of 500 points of two spirals, the playhead following. Frames are counted for
${WATCH_MS / 1000} s by \`requestAnimationFrame\` while the worker trains; a frame is late after ${LATE_MS} ms, a task is long after 50 ms. Busy is
the share of processor time that the page's own thread used. Steps count both racers as one. Stop: from the click to the page saying so, median and longest of ${STOPS}.

| layers | view | frames per s | median, ms | 95 %, ms | longest, ms | late | long tasks | busy | steps per s | stop, ms |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}
`);
