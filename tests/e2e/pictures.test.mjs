/**
 * What: every main state of the page, in both sizes and themes, looks as its kept picture does, and axe finds nothing in it (asked in
 * wide windows here; the other suites ask it in narrow ones).
 * Invariant: with the fonts of the kept pictures the measure sees a few words or marks that are missing; with others, of which the suite says
 * so, a part that is missing or lies on another. A picture that is unlike is written to `target/screenshots/`;
 * `cargo xtask screenshots --keep NAME` keeps it, once somebody has looked at it.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { axe, run } from "./axe.mjs";
import { shrinker, unlike } from "./likeness.mjs";
import { press, rest, root, thorough, withSite } from "./site.mjs";
import { pictures, shown, still, turn } from "./states.mjs";

const folder = join(root, "target", "screenshots");
const references = join(root, "tests", "e2e", "pictures");

const compared = pictures().filter(({ state }) => thorough || !state.slow);

const site = withSite();
/** @type {Awaited<ReturnType<typeof shrinker>>} */
let tool;
let sameFonts = true;
before(async () => {
  tool = await shrinker(await site.browser());
  const kept = JSON.parse(await readFile(join(references, "fonts.json"), "utf8"));
  sameFonts = JSON.stringify(await tool.fonts()) === JSON.stringify(kept);
  await mkdir(folder, { recursive: true });
});

test("every kept picture has its state", async (t) => {
  const names = pictures().map(({ name }) => `${name}.webp`);
  assert.deepEqual((await readdir(references)).sort(), [...names, "fonts.json"].sort());
  if (!sameFonts) t.diagnostic("This machine's fonts are not those of the kept pictures: only large parts that are missing are seen.");
});

test("the measure sees what is missing, what lies on something else and a wrong colour, and overlooks a font and a pixel", async () => {
  const picture = pictures().find(({ name }) => name === "first-1280-light");
  assert.ok(picture);
  const { page } = await shown(await site.browser(), site.address, picture);
  const kept = (await tool.shrink(await still(page))).small;
  const changed = async (/** @type {string} */ css) => {
    await page.evaluate(`(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet]; })()`);
    await rest(page);
    const now = (await tool.shrink(await page.screenshot())).small;
    return (/** @type {boolean} */ fine) => unlike(now, kept, fine);
  };
  assert.equal((await changed(""))(true).part, 0);
  for (const css of [
    ".place-racers { visibility: hidden }",
    ".place-chart { visibility: hidden }",
    ".place-transport { visibility: hidden }",
    ".place-header nav { visibility: hidden }",
    ".place-tries { visibility: hidden }",
    ".place-chart { transform: translateY(-120px) }",
    ".place-problem { margin-bottom: -120px }",
    ".landscape { filter: hue-rotate(90deg) }",
    ":root { --paper: #d8d8d8 }",
  ]) {
    const by = await changed(css);
    for (const fine of [true, false]) assert.ok(!by(fine).alike, `${css}: ${by(fine).part}`);
  }
  for (const css of [
    "canvas.over { visibility: hidden }",
    ".card .status { visibility: hidden }",
    ".place-chart [role=tab]:nth-child(n+2) { visibility: hidden }",
    ".place-chart [role=tab]:last-child { visibility: hidden }",
    ".chart-tools { visibility: hidden }",
  ]) {
    const { alike, part } = (await changed(css))(true);
    assert.ok(!alike, `${css}: ${part}`);
  }
  for (const css of ["body, button, select, input { font-family: serif }", "body, button, select, input { letter-spacing: 0.2px }", ".place-side { transform: translate(2px, 3px) }", "body { font-weight: 500 }"]) {
    const { alike, part } = (await changed(css))(false);
    assert.ok(alike, `${css}: ${part}`);
  }
  await page.close();
});

test("text has the contrast of AAA in the projector's theme", async () => {
  for (const hash of ["", "#surface=beale&start=1,1.5&steps=100&racers=momentum+lr=0.01;adam+lr=0.1"]) {
    const { page } = await site.open({ hash });
    for (let i = 0; i < 2; i++) {
      await press(page, ".place-header button.theme");
      await rest(page);
    }
    assert.equal(await page.evaluate("document.documentElement.dataset.theme"), "projector");
    const { violations, passes } = await run(page, { runOnly: ["color-contrast-enhanced"] });
    assert.deepEqual(violations.flatMap((/** @type {any} */ v) => v.nodes.map((/** @type {any} */ n) => n.target.join(" "))), []);
    assert.ok(passes[0].nodes.length > 20);
    await page.close();
  }
});

/** Holds a page to its kept picture. @param {any} page @param {string} name */
async function compare(page, name) {
  const png = await still(page);
  const file = join(folder, `${name}.png`);
  const reference = join(references, `${name}.webp`);
  assert.ok(existsSync(reference), `there is no ${reference}: cargo xtask screenshots --keep ${name}`);
  const { alike, part, where } = unlike((await tool.shrink(png)).small, await tool.kept(await readFile(reference)), sameFonts);
  if (!alike) await writeFile(file, png);
  const places = where.slice(0, 6).map(({ x, y }) => `(${x}, ${y})`).join(", ");
  assert.ok(alike, `${(100 * part).toFixed(1)} % of ${file} is unlike ${reference}, around ${places} px`);
}

/** The pictures that one page shows one after the other, by what the test is called. @type {Map<string, typeof compared>} */
const together = new Map();
for (const one of compared) {
  const sizes = one.state.afresh ? [one] : compared.filter(({ state, dark }) => state === one.state && !dark);
  const name = `${one.state.name} at ${sizes.map(({ widthPx }) => widthPx).join(" and ")} px`;
  together.set(name, [...(together.get(name) ?? []), one]);
}

for (const [title, all] of together) {
  const [first] = all;
  assert.ok(first);
  const { state } = first;
  // The reader's window is made narrower, and the system turns dark and light again, while the page is open.
  const order = all.sort((a, b) => b.widthPx - a.widthPx || (Number(a.dark) - Number(b.dark)) * (a.widthPx === first.widthPx ? 1 : -1));
  // Where it is not thorough each size and each theme is seen, but not each in each.
  const sample = order.filter(({ widthPx, dark }) => thorough || order.length < 4 || dark === widthPx < first.widthPx);

  test(`${title} looks as it did, ${all.some(({ dark }) => dark) ? "light and dark" : "on paper"}; axe finds nothing in a wide window`, async () => {
    const { page, faults } = await shown(await site.browser(), site.address, first);
    for (const { name, widthPx, heightPx, dark } of sample) {
      await page.setViewport({ width: widthPx, height: heightPx });
      if (!state.paper) await turn(page, dark);
      await compare(page, name);
      if (widthPx !== 390) assert.deepEqual(await axe(page, dark), []);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true, name);
    }
    assert.deepEqual(faults, []);
    await page.close();
  });
}
