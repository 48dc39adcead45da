/**
 * What: a monkey: random clicks, drags, wheels and keys on the built page, from a seed, for so long.
 * Invariant: the same seed gives the same events; any console error, lost engine or dead page fails it and names seed and event.
 * Does not: judge what is shown. `node tests/e2e/monkey.mjs [seed] [seconds]`.
 */
import { pathToFileURL } from "node:url";
import { openBrowser, openPage, serveSite } from "./site.mjs";

const KEYS = [" ", ".", ",", "Home", "End", "[", "]", "+", "-", "0", "1", "2", "f", "?", "Escape", "Tab", "Tab", "Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Backspace", "5", "e", "-"];

/** @param {number} seed @returns {() => number} uniform in [0, 1); mulberry32 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Lets it loose.
 * @param {any} browser
 * @param {string} address
 * @param {number} seed
 * @param {number} seconds
 * @returns {Promise<{events: number, fault: string | null}>}
 */
export async function letLoose(browser, address, seed, seconds) {
  const draw = random(seed);
  const [widthPx, heightPx] = draw() < 0.5 ? [1280, 800] : [390, 844];
  const { page, faults } = await openPage(browser, address, { widthPx, heightPx, still: draw() < 0.5 });
  await page.evaluate("window.print = () => {}; HTMLAnchorElement.prototype.click = () => {};");
  const until = Date.now() + seconds * 1000;
  let events = 0;
  let fault = null;
  while (Date.now() < until && fault === null) {
    const kind = draw();
    const [x, y] = [draw() * widthPx, draw() * heightPx];
    const [dx, dy] = [draw() * widthPx, draw() * heightPx];
    const key = KEYS[Math.floor(draw() * KEYS.length)];
    if (kind < 0.4) await page.mouse.click(x, y);
    else if (kind < 0.55) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(dx, dy, { steps: 4 });
      await page.mouse.up();
    } else if (kind < 0.65) {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: (draw() - 0.5) * 400 });
    } else await page.keyboard.press(key);
    events++;
    const alive = await page.evaluate("Boolean(window.descent && document.querySelector('.place-header h1')) && !document.querySelector('.failure')");
    if (faults.length || !alive) fault = `seed ${seed}, event ${events}: ${faults[0] ?? "the page is gone"}`;
  }
  await page.close();
  return { events, fault };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const seed = Number(process.argv[2] ?? 1);
  const seconds = Number(process.argv[3] ?? 1800);
  const site = await serveSite();
  const browser = await openBrowser();
  const { events, fault } = await letLoose(browser, site.address, seed, seconds);
  console.log(fault ?? `${events} events from seed ${seed}, no error`);
  await browser.close();
  await site.close();
  process.exitCode = fault ? 1 : 0;
}
