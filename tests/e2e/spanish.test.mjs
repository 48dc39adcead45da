/**
 * What: that the page in Spanish is whole: every name and sentence that the catalogue gives out, every quantity that an update can have, and
 * what is seen of the page's main states.
 * Invariant: a law, a surface or a choice that is added without Spanish words fails here by name; so do words of one that is gone. A page in
 * Spanish says no word that only English has, beside names, ids and formulas.
 * Does not: look at the engine's phrases; `www/test/words.test.mjs` reads them from its source.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import * as englishWords from "../../www/src/words/all.js";
import * as spanishWords from "../../www/src/words/es/all.js";
import { putCatalogue } from "../../www/src/words/es/catalogue.js";
import { choiceWords } from "../../www/src/words/es/choices.js";
import { options } from "../../www/src/words/es/options.js";
import { params } from "../../www/src/words/es/params.js";
import { quantityWords } from "../../www/src/words/es/quantities.js";
import { PHRASES } from "../../www/src/words/es/phrases.js";
import { groups, rows } from "../../www/src/words/es/rows.js";
import { SCRIPT_PHRASES } from "../../www/src/words/es/scripts.js";
import { standing } from "../../www/src/words/es/static.js";
import { inFirefox } from "./browser.mjs";
import { press, rest, root, withSite } from "./site.mjs";
import { STATES } from "./states.mjs";
import { saidBy } from "./visible.mjs";

const engine = await import(pathToFileURL(join(root, "dist", "npm", "index.js")).href);
/** @returns {any} a new one, in English */
const catalogue = () => structuredClone(engine.catalog());
const TABLES = ["optimizers", "libraries", "schedules", "schedule_libraries", "surfaces", "models", "data", "stages"];

/** Whether a text has words beside formulas, names of functions and of libraries. @param {string} text */
const hasWords = (text) => /[a-z]{3,}/.test(text.replace(/_prev|\b(tanh|max|min|cos|exp|log|Keras|PyTorch|Optax|rms_rate)\b/g, ""));

test("every name and sentence of the catalogue has its Spanish words, and none is of something that is gone", () => {
  const [english, spanish] = [catalogue(), catalogue()];
  putCatalogue(spanish);
  /** @type {string[]} */
  const missing = [];
  /** @type {Map<string, string>} */
  const shared = new Map();
  for (const table of TABLES) {
    english[table].forEach((/** @type {any} */ row, /** @type {number} */ i) => {
      const other = spanish[table][i];
      const at = `${table}.${row.id}`;
      // Libraries' rows say what ours do, unless they have a note.
      const own = [...english.optimizers, ...english.schedules].some(({ doc }) => doc === (row.doc || row.note)) && /librar/.test(table);
      if ((row.doc ?? row.note) && !own && !rows[table]?.[row.id]) missing.push(at);
      for (const key of ["doc", "note"]) if (row[key] && other[key] === row[key]) missing.push(`${at}.${key}`);
      if (row.group && !groups[row.group]) missing.push(`${at}.group`);
      const before = new Map();
      row.params.forEach((/** @type {any} */ param, /** @type {number} */ k) => {
        const said = other.params[k];
        if (!(params[table]?.[row.id]?.[param.key] ?? params[table]?.all?.[param.key])) missing.push(`${at}.${param.key}`);
        if (hasWords(param.doc) && said.doc === param.doc) missing.push(`${at}.${param.key}, its sentence`);
        param.options?.forEach((/** @type {any} */ option, /** @type {number} */ o) => {
          if (hasWords(option.doc) && said.options[o].doc === option.doc) missing.push(`${at}.${param.key}.${option.id}`);
        });
        // What the page holds once for two rows has to be the same in both; what differs in English has to differ.
        const [mine, theirs] = [JSON.stringify([param.name, param.doc]), JSON.stringify([said.name, said.doc])];
        const whole = JSON.stringify(param);
        if (shared.has(whole)) assert.equal(theirs, shared.get(whole), `${at}.${param.key} is said otherwise elsewhere`);
        shared.set(whole, theirs);
        before.set(theirs, [...(before.get(theirs) ?? []), mine]);
      });
    });
    // Two sentences of one key in one table that are not the same in English.
    /** @type {Map<string, Set<string>>} */
    const meanings = new Map();
    english[table].forEach((/** @type {any} */ row, /** @type {number} */ i) =>
      row.params.forEach((/** @type {any} */ param, /** @type {number} */ k) => {
        const said = spanish[table][i].params[k];
        const key = JSON.stringify([param.key, said.name, said.doc]);
        meanings.set(key, (meanings.get(key) ?? new Set()).add(JSON.stringify([param.name, param.doc])));
      }),
    );
    for (const [said, meant] of meanings) assert.equal(meant.size, 1, `${table}: ${said} stands for ${[...meant].join(" and ")}`);
  }
  for (const param of english.penalties) if (!rows.penalties?.[param.key]) missing.push(`penalties.${param.key}`);
  assert.deepEqual(missing, []);

  const ids = (/** @type {string} */ table) => new Set(table === "penalties" ? english.penalties.map((/** @type {any} */ { key }) => key) : english[table].map((/** @type {any} */ { id }) => id));
  const gone = [
    ...Object.entries(rows).flatMap(([table, all]) => Object.keys(all).filter((id) => !ids(table).has(id))),
    ...[params, options].flatMap((words) => Object.entries(words).flatMap(([table, all]) => Object.keys(all).filter((id) => id !== "all" && !ids(table).has(id)))),
    ...Object.entries(params).flatMap(([table, all]) => {
      const keys = new Set(english[table].flatMap((/** @type {any} */ row) => row.params.map((/** @type {any} */ { key }) => key)));
      return Object.values(all).flatMap((words) => Object.keys(words).filter((key) => !keys.has(key)));
    }),
  ];
  assert.deepEqual(gone, []);
});

test("every scene has its Spanish words", () => {
  const scenes = JSON.parse(readFileSync(join(root, "crates/lectures/scenes.json"), "utf8"));
  for (const { id, words } of scenes) assert.deepEqual([words.es?.length, words.es?.some((/** @type {string} */ text, /** @type {number} */ i) => !text || text === words.en[i])], [3, false], id);
});

test("every choice that is a word has its Spanish name", () => {
  const { penalties: _p, limits: _l, ...tables } = catalogue();
  const named = TABLES.flatMap((table) => tables[table].flatMap((/** @type {any} */ row) => row.params.flatMap((/** @type {any} */ param) => (param.options ?? []).map((/** @type {any} */ { id }) => id))));
  const all = new Set([...named, ...tables.outputs, ...tables.losses, ...tables.orders, "true", "false"]);
  // Names of methods, of people and of functions, and what Spanish writes the same.
  const names = ["adamw", "sgd", "ema", "x", "y", "z", "original", "frobenius", "polyak", "polak_ribiere", "fletcher_reeves", "hestenes_stiefel", "dai_yuan", "triangular", "triangular2", "relu", "gelu", "gelu_tanh", "silu", "tanh", "softmax", "sps", "sps+", "rms"];
  assert.deepEqual([...all].filter((id) => !choiceWords[id] && !names.includes(id)), []);
  assert.deepEqual(Object.keys(choiceWords).filter((id) => !all.has(id)), []);
});

test("every quantity of every law has its Spanish name, and two that differ in English differ", () => {
  /** @type {Map<string, Set<string>>} */
  const said = new Map();
  const used = new Set();
  /** @type {string[]} */
  const missing = [];
  for (const row of catalogue().optimizers) {
    /** @type {Record<string, unknown>[]} */
    const variants = [{}, { weight_decay: 0.1, decay: "decoupled" }];
    for (const { key, kind, options: choices } of row.params) {
      if (kind === "choice") variants.push(...choices.map((/** @type {any} */ { id }) => ({ [key]: id })));
      if (kind === "bool") variants.push({ [key]: true }, { [key]: false });
      if (kind === "real" && ["momentum", "beta1"].includes(key)) variants.push({ [key]: 0.5 });
    }
    const rate = row.params.some((/** @type {any} */ { key }) => key === "lr") ? { lr: 0.01 } : {};
    for (const variant of variants) {
      for (const average of [{}, { average: { form: "polyak" } }]) {
        let run;
        try {
          run = new engine.Run({ version: 1, problem: { surface: "rosenbrock" }, steps: 3, racers: [{ optimizer: { id: row.id, ...rate, ...variant }, ...average }] });
        } catch (error) {
          // Not every two settings go together.
          if (/** @type {any} */ (error).code === "refused") continue;
          throw error;
        }
        for (let step = 0; step < 2; step++) {
          run.step(1);
          for (const { key, name } of run.inspect(0).quantities) {
            const own = `${row.id}.${key}` in quantityWords ? `${row.id}.${key}` : key;
            const words = quantityWords[own];
            used.add(own);
            if (!words) missing.push(`${row.id}.${key}: ${name}`);
            else said.set(`${key}: ${words}`, (said.get(`${key}: ${words}`) ?? new Set()).add(name));
          }
        }
        run.free?.();
      }
    }
  }
  assert.deepEqual([...new Set(missing)], []);
  for (const [words, names] of said) assert.equal(names.size, 1, `«${words}» stands for ${[...names].join(" and ")}`);
  assert.deepEqual(Object.keys(quantityWords).filter((key) => !used.has(key)), []);
});

const site = withSite();

/** What both languages write alike. */
const ALIKE = new Set(["Descent", "log", "Inspector", "PNG, 2×", "PNG, 4×", "CSV", "JSON", "iframe", "Quarto", "Jupyter Book, MyST", "reveal.js", "Ctrl Z", "cos", "root", "AMSGrad", "Noam (Transformer)", "Iris", "Nesterov", "base", "factor", "min", "eff", "PyTorch", "Keras", "Optax", "sin", "sqrt", "exp", "ln", "tan", "tanh", "atan", "abs", "sigmoid", "softplus", "x", "y", "pi", "e"]);

/** Names of methods, ids of the specification and what is made of them. @returns {(text: string) => boolean} */
function namesOnly() {
  const all = catalogue();
  const names = new Set([...ALIKE]);
  for (const table of TABLES) {
    for (const { id, name, library, params: own } of all[table]) {
      for (const word of [id, library, id.split(".")[0]]) if (word) names.add(word);
      if (rows[table]?.[id]?.[0] === "" || table === "libraries") names.add(name);
      for (const { key } of own) names.add(key.replace(/_/g, " "));
      for (const { options: choices } of own) for (const choice of choices ?? []) if (!choiceWords[choice.id]) names.add(choice.id.replace(/_/g, " ")).add(choice.id);
      for (const { options: choices } of own) for (const choice of choices ?? []) if (!hasWords(choice.doc)) names.add(choice.doc);
    }
  }
  const isName = (/** @type {string} */ part) => names.has(part) || /^(".*"|`.*`)$/.test(part) || /^[\w.]*[._\d][\w.]*$/.test(part);
  return (text) => isName(text) || text.replace(/: f$|, …$|\.$/, "").replace(/ -?[\d.⁻×·]+[⁰-⁹⁻]*/g, "").replace(/ eff\b/g, "").split(/: |, /).every((part) => isName(part) || !/\p{L}{3,}/u.test(part)) || text.startsWith("torch.optim.AdamW(");
}

/** More than the main states: what opens only on demand, and refusals. @type {typeof STATES} */
const MORE = [
  { name: "run settings", act: (page) => press(page, ".place-problem > button") },
  { name: "conventions and code", act: async (page) => {
    await STATES.find(({ name }) => name === "inspector")?.act?.(page);
    await press(page, ".card:last-child .card-swatch");
    await press(page, "button.compare");
    await rest(page);
    await press(page, ".code summary");
    await page.type(".code textarea", "torch.optim.Oops(lr)");
    await press(page, ".code-actions button");
  } },
  { name: "a schedule of schedules", hash: "#surface=beale&racers=adam+lr=0.1+schedule=cosine+schedule.t_max=50", act: async (page) => {
    await press(page, ".card-foot button");
    for (let i = 1; i <= 3; i++) await press(page, `.wraps button:nth-child(${i})`);
  } },
  { name: "refusals", hash: "#surface=beale&start=1,1,1&steps=-3&racers=adam+lr=-1+beta1=2;sgd+lr=oops;cg+c2=7" },
  { name: "a typed function that is none", hash: "#expression=x^2%20*%20foo(y&racers=sgd+lr=0.1" },
];

// Words do not depend on the browser.
const states = inFirefox ? MORE : [...STATES.filter(({ slow, notes, search }) => !slow && !notes && !search), ...MORE];

/**
 * The words of three letters and more within what is said, however deep: strings, and what functions put around what they are given.
 * @param {unknown} of
 * @returns {string[]}
 */
function wordsIn(of) {
  if (typeof of === "string") return of.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  if (typeof of === "function") return [...String(of).matchAll(/`[^`]*`|"[^"]*"/g)].flatMap(([text]) => wordsIn(text.replace(/\$\{[^}]*\}/g, " ")));
  return of !== null && typeof of === "object" ? Object.values(of).flatMap(wordsIn) : [];
}

/** What the catalogue says, apart from ids and keys. @param {any} all */
const saidOf = (all) => TABLES.flatMap((table) => all[table].map((/** @type {any} */ { name, doc, note, group, params: own }) => [name, doc, note, group, own.map((/** @type {any} */ param) => [param.name, param.doc, param.options?.map((/** @type {any} */ option) => option.doc)])]));

/** The words of the page in English that it does not have in Spanish. @returns {Set<string>} */
function englishOnly() {
  const scenes = JSON.parse(readFileSync(join(root, "crates/lectures/scenes.json"), "utf8"));
  const [here, there] = [catalogue(), catalogue()];
  putCatalogue(there);
  const all = [...PHRASES, ...SCRIPT_PHRASES, ...standing];
  const known = new Set([{ ...spanishWords }, saidOf(there), all.map(([, text]) => text), scenes.map((/** @type {any} */ { words }) => words.es)].flatMap(wordsIn));
  return new Set([{ ...englishWords }, saidOf(here), all.map(([text]) => text), scenes.map((/** @type {any} */ { words }) => words.en)].flatMap(wordsIn).filter((word) => !known.has(word)));
}

test("a page in Spanish says no word that it has in English alone, beside names", async (t) => {
  const isName = namesOnly();
  const foreign = englishOnly();
  assert.ok(foreign.size > 1000, `${foreign.size} words`);
  for (const state of states) {
    await t.test(state.name, async () => {
      const { page, faults } = await site.open({ ...state, search: "?lang=es" });
      await rest(page);
      await state.act?.(page);
      await rest(page);
      const said = await saidBy(page);
      assert.ok(said.length > 20);
      assert.deepEqual(said.filter((text) => !isName(text) && wordsIn(text.replace(/"[^"]*"|`[^`]*`/g, "")).some((word) => foreign.has(word))), []);
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
});

test("the Spanish words are fetched by who reads Spanish, once and before anything is shown; without them the page is in English", async () => {
  const browser = await site.browser();
  /** @param {string} search @param {boolean} [refused] */
  const open = async (search, refused = false) => {
    const page = await browser.newPage();
    /** @type {string[]} */
    const asked = [];
    page.on("request", (/** @type {any} */ request) => asked.push(new URL(request.url()).pathname));
    if (refused) {
      await page.setRequestInterception(true);
      page.on("request", (/** @type {any} */ request) => (request.url().endsWith("/es.js") ? request.abort() : request.continue()));
    }
    await page.goto(site.address + search);
    await page.waitForFunction('document.documentElement.dataset.ready === "1"');
    const at = asked.length;
    const [lang, title] = await page.evaluate("[document.documentElement.lang, document.querySelector('.place-racers h2').textContent.trim()]");
    await press(page, ".scene-picker");
    await page.waitForSelector("dialog[open]");
    assert.equal(asked.length, at, "a request after load");
    await page.close();
    return { words: asked.filter((path) => path.endsWith("es.js")).length, lang, title };
  };
  assert.deepEqual(await open("?lang=en"), { words: 0, lang: "en", title: "Racers" });
  assert.deepEqual(await open("?lang=es"), { words: 1, lang: "es", title: "Corredores" });
  if (!inFirefox) assert.deepEqual(await open("?lang=es", true), { words: 1, lang: "en", title: "Racers" });
});
