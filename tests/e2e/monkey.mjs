/**
 * What: a monkey: the random events of a seed (`www/src/api/fuzz.js`) on the built page, as real input of pointer and keyboard, for so long.
 * Invariant: any console error, lost engine or dead page fails it and names seed and event; `?fuzz=seed` plays the same events by script.
 * Does not: judge what is shown. `cargo xtask monkey [SEED] [SECONDS]`.
 */
import { pathToFileURL } from "node:url";
import { random, wild } from "../../www/src/api/fuzz.js";
import { openBrowser, openPage, serveSite } from "./site.mjs";

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
  for (const { kind, x, y, toX, toY, key } of wild(seed, widthPx, heightPx)) {
    if (Date.now() >= until || fault !== null) break;
    if (kind === "click") await page.mouse.click(x, y);
    else if (kind === "drag") {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(toX, toY, { steps: 4 });
      await page.mouse.up();
    } else if (kind === "wheel") {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: Math.round((toY - y) / 4) });
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
  const browser = await openBrowser({ minutes: seconds / 60 + 30 });
  const { events, fault } = await letLoose(browser, site.address, seed, seconds);
  console.log(fault ?? `${events} events from seed ${seed}, no error`);
  await browser.close();
  await site.close();
  process.exitCode = fault ? 1 : 0;
}
