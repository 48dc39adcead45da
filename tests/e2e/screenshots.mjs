/**
 * What: takes pictures of the built page's main states, for people to look at: `target/screenshots/`.
 * Invariant: the same states, sizes and themes every time; a console error fails it.
 * Does not: judge. Names given as arguments choose some of the states; with `--keep` the shrunk pictures become those that
 * `pictures.test.mjs` compares with, and the first look the one in the README: look at them first.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shrinker } from "./likeness.mjs";
import { openBrowser, root, serveSite } from "./site.mjs";
import { pictures, shown, still } from "./states.mjs";

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const keep = process.argv.includes("--keep");
const folder = join(root, "target", "screenshots");
const references = join(root, "tests", "e2e", "pictures");
for (const each of [folder, references]) await mkdir(each, { recursive: true });
const site = await serveSite();
const browser = await openBrowser();
const tool = await shrinker(browser);
if (keep) {
  // Pictures in two machines' fonts could not be told from pictures that lack something.
  const [file, fonts] = [join(references, "fonts.json"), `${JSON.stringify(await tool.fonts())}\n`];
  if (wanted.length > 0 && fonts !== (await readFile(file, "utf8"))) throw new Error("This machine's fonts are not those of the kept pictures: keep all of them anew (--keep alone).");
  await writeFile(file, fonts);
}
let failed = 0;
for (const picture of pictures().filter(({ state, name }) => wanted.length === 0 || wanted.includes(state.name) || wanted.includes(name))) {
  const { page, faults } = await shown(browser, site.address, picture);
  const png = await still(page);
  await writeFile(join(folder, `${picture.name}.png`), png);
  if (keep) await writeFile(join(references, `${picture.name}.webp`), (await tool.shrink(png)).webp);
  if (keep && picture.name === "first-1280-light") await writeFile(join(root, "www", "static", "race.png"), png);
  for (const fault of faults) console.error(`${picture.name}: ${fault}`);
  failed += faults.length;
  await page.close();
  console.log(picture.name);
}
await browser.close();
await site.close();
process.exitCode = failed === 0 ? 0 : 1;
