/**
 * What: builds the static site, `dist/site/`: one page, one script, one style sheet, one wasm module, relative addresses only;
 * the same page as one file, `dist/descent.html`, that needs no server; the element for other pages, `dist/descent.js`; and the npm package,
 * `dist/npm/`.
 * The page speaks English and fetches its other words (`es.js`) when it is opened in that language; a file fetches nothing, so there is one per language.
 * Invariant: everything the page runs passes through here, so that what is tested is what ships; the worker's source travels
 * inside the script (a classic worker made from a Blob works everywhere, a worker from an address does not).
 * Does not: compile Rust. `www/generated/` must hold the bindings and the catalogue already (`cargo xtask build` puts them there).
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { minify } from "@swc/core";
import { build } from "esbuild";
import { manifest } from "./manifest.mjs";
import { packed } from "./pack.mjs";
import { singleFile } from "./single.mjs";
import { figuresOf, namesOf, otherNames, sceneWords, slimCatalog, slimScenes } from "./slim.mjs";
import { putCatalogue } from "./src/words/es/catalogue.js";
import { standing } from "./src/words/es/static.js";

const here = dirname(fileURLToPath(import.meta.url));
const generated = join(here, "generated");
const DIGITS = join(here, "../crates/descent/src/data/digits.txt");
const site = join(here, "..", "dist", "site");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  minify: true,
  write: false,
  legalComments: "none",
  alias: { "descent-wasm": join(generated, "descent_wasm.js") },
  target: ["chrome91", "firefox89", "safari16.4"],
  logOverride: { "empty-import-meta": "silent" },
};

/**
 * A bundled script once more, by a minifier that looks across statements, which esbuild does not.
 * @param {{text: string} | undefined} bundled
 * @param {"esm" | "iife"} format
 */
async function smaller(bundled, format) {
  // A function put in the place of its only call is like no other any more, and packs worse.
  const compress = /** @type {const} */ ({ passes: 4, ecma: 2020, inline: 0, reduce_funcs: false });
  const options = { module: format === "esm", compress, mangle: true };
  return Buffer.from((await minify(bundled?.text ?? "", options)).code);
}

/** What the bindings hold ready for browsers without what every browser with SIMD has, and for ways to call them that nothing here uses. */
const NEEDLESS = [
  /\(typeof FinalizationRegistry === 'undefined'\)\s+\? \{.*\}\s+: (?=new )/g,
  /\nif \(!\('encodeInto' in cachedTextEncoder\)\) \{\n[^]*?\n\}(?=\n)/g,
  /\n    if \(realloc === undefined\) \{\n[^]*?\n    \}(?=\n)/g,
  /\nif \(Symbol\.dispose\) .*/g,
  / else \{\s+console\.warn\('using deprecated parameters for `initSync\(\)`[^]*?\}/g,
];

/** The bindings without it. @type {import("esbuild").Plugin} */
const bindings = {
  name: "bindings",
  setup: (on) => on.onLoad({ filter: /descent_wasm\.js$/ }, async ({ path }) => {
    let contents = await readFile(path, "utf8");
    for (const part of NEEDLESS) {
      const { length } = contents;
      contents = contents.replace(part, "");
      if (contents.length === length) throw new Error(`the bindings have no ${part}`);
    }
    return { contents, loader: "js" };
  }),
};

/** What an element knows of scenes: their documents. */
const FIGURES = /** @type {const} */ (["en", undefined, false]);

/** Where the site's page finds its words in other languages. */
const FETCHED = '{ built: "en", others: { es: () => import(new URL("es.js", import.meta.url).href) } }';

/**
 * Serves the modules that exist only in a build: the engine's side as one function, the catalogue and the scenes as the page needs them.
 * @param {"en" | "es"} [language] that the script speaks as it is: each of its words' files is then that language's own
 * @param {string} [languages] what it knows of others
 * @param {boolean} [worded] whether it shows the scenes' words
 * @returns {import("esbuild").Plugin}
 */
function madeModules(language = "en", languages = JSON.stringify({ built: language, others: {} }), worded = true) {
  const catalog = join(generated, "catalog.json");
  const scenes = join(here, "../crates/lectures/scenes.json");
  /** @type {Record<string, () => Promise<import("esbuild").OnLoadResult>>} */
  const made = {
    "made:engine": async () => {
      const side = await build({ ...common, entryPoints: [join(here, "src/engine/worker.js")], format: "iife", globalName: "side", plugins: [bindings] });
      return { contents: `export function engineSide() { ${side.outputFiles?.[0]?.text ?? ""} return side; }`, loader: "js" };
    },
    "descent-catalog": async () => ({
      contents: `import { named, unfold } from "./src/state/unfold.js"; export default named(unfold(${await slimCatalog(catalog, language === "es" ? putCatalogue : undefined)}));`,
      loader: "js",
      resolveDir: here,
    }),
    "made:full-catalog": async () => ({ contents: await readFile(catalog, "utf8"), loader: "json" }),
    "made:names": async () => ({ contents: await namesOf(catalog), loader: "json" }),
    "made:names-es": async () => ({ contents: otherNames(await namesOf(catalog), putCatalogue), loader: "json" }),
    "made:packed-engine": async () => ({ contents: packed(await readFile(join(generated, "descent_wasm_bg.wasm"))), loader: "text" }),
    "made:figure-style": async () => {
      const style = await build({ ...common, entryPoints: [join(here, "src/element/figure.css")] });
      return { contents: style.outputFiles?.[0]?.text.trim() ?? "", loader: "text" };
    },
    "descent-scenes": async () => ({ contents: await (worded ? slimScenes(scenes, language) : figuresOf(scenes)), loader: "json" }),
    "made:scenes-es": async () => ({ contents: await sceneWords(scenes, "es"), loader: "json" }),
    "made:languages": async () => ({ contents: `export default ${languages};`, loader: "js" }),
  };
  return {
    name: "made-modules",
    setup(on) {
      on.onResolve({ filter: /^(made:.*|descent-catalog|descent-scenes)$/ }, ({ path }) => ({ path, namespace: "made" }));
      on.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => made[path]?.());
      // What the library makes at once for functions that nobody calls goes with them.
      on.onLoad({ filter: /d3-array\.mjs$/ }, async ({ path }) => ({ contents: (await readFile(path, "utf8")).replace(/^(const|var) (\w+) = (.*);$/gm, "$1 $2 = /* @__PURE__ */ (() => $3)();"), loader: "js" }));
      // Templates keep their line breaks, not their indentation.
      on.onLoad({ filter: /www\/src\/.*\.js$/ }, async ({ path }) => {
        const own = inLanguage(path, language);
        return { contents: (await readFile(own, "utf8")).replace(/\n[ \t]+/g, "\n"), loader: "js", resolveDir: dirname(own) };
      });
    },
  };
}

/**
 * The file that has the words of a file in a language; of what is no list of words, itself.
 * @param {string} path
 * @param {"en" | "es"} language
 * @returns {string}
 */
function inLanguage(path, language) {
  const own = path.replace(/\/words\/(\w+\.js)$/, `/words/${language}/$1`);
  return language === "en" || path.endsWith("/all.js") || !existsSync(own) ? path : own;
}

/** Makes `dist/descent.js`: the element, with the engine and everything else in it. */
async function makeElement() {
  const made = await build({ ...common, entryPoints: [join(here, "src/element/descent.js")], format: "esm", plugins: [madeModules(...FIGURES)] });
  const text = await smaller(made.outputFiles?.[0], "esm");
  await writeFile(join(site, "..", "descent.js"), text);
  // Fetched from beside it by a figure that names the digits.
  await copyFile(DIGITS, join(site, "..", "digits.txt"));
  console.log(`${"descent.js".padEnd(14)} ${(gzipSync(text, { level: 9 }).length / 1000).toFixed(1).padStart(7)} kB gzip, the element`);
}

/** Makes `dist/npm/`: the package, types and licences included. */
async function makePackage() {
  const folder = join(site, "..", "npm");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const made = await build({ ...common, entryPoints: [join(here, "src/package/descent.js")], format: "esm", plugins: [bindings, madeModules(...FIGURES)] });
  const { version } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const text = await smaller(made.outputFiles?.[0], "esm");
  await writeFile(join(folder, "index.js"), text);
  await writeFile(join(folder, "package.json"), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  for (const name of ["index.d.ts", "element.d.ts", "README.md"]) await copyFile(join(here, "src/package", name), join(folder, name));
  await copyFile(join(here, "src/engine/shapes.d.ts"), join(folder, "shapes.d.ts"));
  const notes = await readFile(join(here, "examples/README.md"), "utf8");
  await writeFile(join(folder, "FIGURE.md"), `# Figures in your own pages\n\nIn this package \`descent.js\` is \`element.js\`; a figure of the handwritten digits fetches \`digits.txt\` from beside it.\n\n${notes.slice(notes.indexOf("## `<descent-figure>`"))}`);
  await copyFile(join(site, "..", "descent.js"), join(folder, "element.js"));
  await copyFile(DIGITS, join(folder, "digits.txt"));
  await copyFile(join(generated, "schema.json"), join(folder, "schema.json"));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await copyFile(join(here, "..", name), join(folder, name));
  console.log(`${"npm/index.js".padEnd(14)} ${(gzipSync(text, { level: 9 }).length / 1000).toFixed(1).padStart(7)} kB gzip`);
}

/** In a file that is opened from a disk no random events are played: `?fuzz=seed` is the site's. @type {import("esbuild").Plugin} */
const calm = {
  name: "calm",
  setup: (on) => on.onLoad({ filter: /src\/api\/fuzz\.js$/ }, () => ({ contents: "export const fuzz = () => {};", loader: "js" })),
};

/**
 * Makes `dist/descent.html`, or `dist/descent.es.html`, from the parts of the site.
 * @param {string} style
 * @param {"en" | "es"} language
 */
async function makeFile(style, language) {
  const page = await build({ ...common, entryPoints: [join(here, "src/main.js")], outdir: site, format: "iife", plugins: [calm, madeModules(language)] });
  const script = await smaller(page.outputFiles?.find(({ path }) => path.endsWith(".js")), "iife");
  const first = await build({ ...common, entryPoints: [join(here, "src/single/unpack.js")], format: "iife" });
  const file = singleFile({
    page: (language === "en" ? [] : standing).reduce(stated, await readFile(join(here, "static", "index.html"), "utf8")),
    unpack: Buffer.from(await smaller(first.outputFiles?.[0], "iife")).toString().trim(),
    style,
    icon: await readFile(join(here, "static", "icon.svg")),
    engine: await readFile(join(generated, "descent_wasm_bg.wasm")),
    script,
  });
  const name = language === "en" ? "descent.html" : `descent.${language}.html`;
  await writeFile(join(site, "..", name), file);
  console.log(`${name.padEnd(15)} ${(Buffer.byteLength(file) / 1000).toFixed(1).padStart(6)} kB`);
}

/**
 * A page with one of its sentences in another language.
 * @param {string} page
 * @param {[english: string, other: string]} sentence
 * @returns {string}
 */
function stated(page, [english, other]) {
  if (!page.includes(english)) throw new Error(`static/index.html does not say: ${english}`);
  return page.replace(english, other);
}

/** Makes the page's words in Spanish, which the site's page fetches. */
async function makeWords() {
  const made = await build({ ...common, entryPoints: [join(here, "src/words/es/page.js")], format: "esm", plugins: [madeModules()] });
  const text = await smaller(made.outputFiles?.[0], "esm");
  await writeFile(join(site, "es.js"), text);
  console.log(`${"es.js".padEnd(14)} ${(gzipSync(text, { level: 9 }).length / 1000).toFixed(1).padStart(7)} kB gzip, on demand`);
}

/** Makes `dist/site/` anew and prints its sizes. */
async function makeSite() {
  await rm(site, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  const page = await build({
    ...common,
    entryPoints: [{ in: join(here, "src/main.js"), out: "descent" }],
    outdir: site,
    format: "esm",
    plugins: [madeModules("en", FETCHED)],
  });
  for (const file of page.outputFiles ?? []) await writeFile(file.path, file.path.endsWith(".js") ? await smaller(file, "esm") : file.contents);
  await copyFile(join(here, "static", "index.html"), join(site, "index.html"));
  await copyFile(join(here, "static", "icon.svg"), join(site, "icon.svg"));
  await copyFile(join(generated, "descent_wasm_bg.wasm"), join(site, "descent.wasm"));
  // Fetched only for a document that names the digits; the host compresses it.
  await copyFile(DIGITS, join(site, "digits.txt"));

  let total = 0;
  for (const name of ["index.html", "icon.svg", "descent.css", "descent.js", "descent.wasm"]) {
    const gzip = gzipSync(await readFile(join(site, name)), { level: 9 }).length;
    total += gzip;
    console.log(`${name.padEnd(14)} ${(gzip / 1000).toFixed(1).padStart(7)} kB gzip`);
  }
  console.log(`${"in all".padEnd(14)} ${(total / 1000).toFixed(1).padStart(7)} kB gzip`);
}

await makeSite();
await makeWords();
await makeElement();
await makePackage();
const style = await readFile(join(site, "descent.css"), "utf8");
await makeFile(style, "en");
await makeFile(style, "es");
// For those who embed: downloads of the site, which no visitor loads.
await mkdir(join(site, "embed"));
for (const name of ["descent.js", "descent.html", "descent.es.html", "digits.txt"]) await copyFile(join(site, "..", name), join(site, "embed", name));
