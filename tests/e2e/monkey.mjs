/**
 * What: monkeys on the built page. One plays the random events of a seed (`www/src/api/fuzz.js`) as real input of pointer and keyboard, for so
 * long; the other uses controls (`controls.mjs`).
 * Invariant: any console error, lost engine or dead page, and for the second a page wider than its window or a text that is no text, fails it,
 * and names seed and event, with a picture in `target/`; `?fuzz=seed` plays the first one's events by script.
 * Does not: judge what is shown otherwise. `cargo xtask monkey [SEED] [SECONDS]`, and a page each half a minute with `controls` behind it.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { random, wild } from "../../www/src/api/fuzz.js";
import { beginning, controlled } from "./controls.mjs";
import { openBrowser, openPage, root, serveSite } from "./site.mjs";

/** So long one page of controls is played with. */
const PAGE_S = 30;
/** What was done before a fault is told so far back. */
const TOLD = 12;

/**
 * The events of pointer and keyboard.
 * @param {number} seed
 * @param {number} widthPx
 * @param {number} heightPx
 * @returns {Generator<import("./controls.mjs").Act>}
 */
function* pointed(seed, widthPx, heightPx) {
  for (const { kind, x, y, toX, toY, key } of wild(seed, widthPx, heightPx)) {
    yield async ({ mouse, keyboard }) => {
      if (kind === "click") await mouse.click(x, y);
      else if (kind === "drag") {
        await mouse.move(x, y);
        await mouse.down();
        await mouse.move(toX, toY, { steps: 4 });
        await mouse.up();
      } else if (kind === "wheel") {
        await mouse.move(x, y);
        await mouse.wheel({ deltaY: Math.round((toY - y) / 4) });
      } else await keyboard.press(key);
      return `${kind} ${kind === "key" ? key : `${Math.round(x)}, ${Math.round(y)}`}`;
    };
  }
}

/** In the page: what is wrong with it, if anything, and where. @param {boolean} strict whether its width and texts are looked at */
function wrong(strict) {
  const figures = /** @type {any[]} */ ([...document.querySelectorAll("descent-figure")]);
  const stands = figures.length ? figures.every(({ shadowRoot }) => shadowRoot?.querySelector("canvas")) : window.descent && document.querySelector(".place-header h1") && !document.querySelector(".failure");
  if (!stands) return "the page is gone";
  if (!strict) return null;
  const all = [document.body, ...figures.map(({ shadowRoot }) => shadowRoot)].flatMap((root) => [...root.querySelectorAll("*")]);
  const named = (/** @type {Element} */ one) => `${one.parentElement?.className || one.parentElement?.localName} > ${one.localName}.${one.className} "${one.textContent?.trim().slice(0, 60)}"`;
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) return `${scrollWidth - innerWidth} px wider than the window: ${all.filter((one) => one.getBoundingClientRect().right > innerWidth).slice(-3).map(named).join(", ")}`;
  // A loss may become undefined; a text may not.
  const odd = all.findLast((one) => !one.matches("script, style") && [...one.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && /\bNaN\b|\bundefined\b(?! \(not a)|\[object/.test(nodeValue ?? "")));
  return odd ? named(odd) : null;
}

/**
 * Lets one loose.
 * @param {any} browser
 * @param {string} address
 * @param {number} seed
 * @param {number} seconds
 * @param {boolean} [controls] whether it uses controls
 * @returns {Promise<{events: number, fault: string | null}>}
 */
export async function letLoose(browser, address, seed, seconds, controls = false) {
  const draw = random(seed);
  const [widthPx, heightPx] = draw() < 0.5 ? [1280, 800] : [390, 844];
  const begun = controls ? beginning(seed) : {};
  const { page, faults } = await openPage(browser, address, { widthPx, heightPx, still: draw() < 0.5, ...begun });
  await page.evaluate("window.print = () => {}; HTMLAnchorElement.prototype.click = () => {};");
  // A script's pointer cannot be captured.
  if (controls) await page.evaluate("Element.prototype.setPointerCapture = () => {}");
  const until = Date.now() + seconds * 1000;
  const done = [`${widthPx} px ${JSON.stringify(begun)}`];
  let fault = null;
  for (const act of controls ? controlled(seed) : pointed(seed, widthPx, heightPx)) {
    if (Date.now() >= until || fault !== null) break;
    done.push(await act(page));
    const what = faults[0] ?? (await page.evaluate(wrong, controls));
    if (what) fault = `seed ${seed}, event ${done.length - 1}: ${what}\n  ${done.slice(-TOLD).join("\n  ")}\n  ${await page.evaluate("location.href")}`;
    if (fault) await page.screenshot({ path: join(root, "target", `monkey-${seed}.png`) });
  }
  await page.close();
  return { events: done.length - 1, fault };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [seed = 1, seconds = 1800] = process.argv.slice(2, 4).map(Number);
  const controls = process.argv[4] === "controls";
  const site = await serveSite();
  const browser = await openBrowser({ minutes: seconds / 60 + 30 });
  const pages = controls ? Math.ceil(seconds / PAGE_S) : 1;
  let [all, failed] = [0, 0];
  for (let page = 0; page < pages; page++) {
    const { events, fault } = await letLoose(browser, site.address, seed + page, seconds / pages, controls);
    all += events;
    if (fault) console.log(fault);
    failed += Number(fault !== null);
  }
  console.log(`${all} events from seed ${seed}, ${failed ? `${failed} of ${pages} pages failed` : "no error"}`);
  await browser.close();
  await site.close();
  process.exitCode = failed ? 1 : 0;
}
