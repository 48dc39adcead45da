/**
 * What: tables of a reader's own in the built page: every file of `tests/csv`, by file, drop and paste; the limits; hostile ones.
 * Invariant: what the page takes, or the rows and columns it names, are what `expected.json` says, as for the command line; a table trains
 * with the command line's bits; no console error.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { commandLine, nativeDigest, press, rest, root, withSite } from "./site.mjs";

const site = withSite();
const scratch = mkdtempSync(join(tmpdir(), "descent-csv-"));
after(() => rmSync(scratch, { recursive: true }));

/** A page that trains, with few steps. */
async function opened() {
  const spec = { version: 1, steps: 3, problem: { model: { id: "logistic" }, data: { id: "gauss" } }, racers: [{ optimizer: { id: "adam", lr: 0.01 } }] };
  const shown = await site.open({ hash: `#spec=${encodeURIComponent(JSON.stringify(spec))}` });
  await shown.page.waitForSelector(".model-panel input[type=file]");
  return shown;
}

/** @param {any} page */
const state = (page) =>
  page.evaluate(() => ({
    faults: [...document.querySelectorAll(".model-panel .faults li")].map((line) => line.textContent ?? ""),
    inline: /** @type {any} */ (window).descent.spec().problem.data?.inline ?? null,
  }));

/** @param {any} page @param {string} name @param {Uint8Array} bytes */
const drop = (page, name, bytes) =>
  page.evaluate(
    (/** @type {string} */ called, /** @type {string} */ held) => {
      const all = new DataTransfer();
      all.items.add(new File([Uint8Array.from(atob(held), (letter) => letter.charCodeAt(0))], called));
      document.querySelector(".model-panel")?.dispatchEvent(new DragEvent("drop", { dataTransfer: all, bubbles: true, cancelable: true }));
    },
    name,
    Buffer.from(bytes).toString("base64"),
  );

/** Puts back what was there before a table. @param {any} page */
async function cleared(page) {
  await page.evaluate(async () => {
    const { descent } = /** @type {any} */ (window);
    await descent.open({ ...descent.spec(), problem: { model: { id: "logistic" }, data: { id: "gauss" } } });
  });
  await rest(page);
}

/** Has a table read to its end, and trained on. @param {any} page @param {() => Promise<unknown>} act */
async function read(page, act) {
  await act();
  await rest(page);
}

test("every file of tests/csv, dropped on the panel, gives its table or its faults", async () => {
  const { page, faults } = await opened();
  const folder = join(root, "tests", "csv");
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const names = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  assert.ok(names.length >= 78);
  for (const name of names) {
    await cleared(page);
    await read(page, () => drop(page, name, readFileSync(join(folder, name))));
    const { faults: lines, inline } = await state(page);
    const want = expected[name];
    if (want.problems) {
      assert.equal(inline, null, name);
      const places = lines.map((/** @type {string} */ line) => {
        const [, row = "0", column = "0"] = /^row (\d+)(?:, column (\d+))?: /.exec(line) ?? [];
        return [Number(row), Number(column)];
      });
      // A fault of a column as a whole names no row, and so no place.
      assert.deepEqual(places, want.problems.slice(0, 8).map((/** @type {number[]} */ [row, column]) => [row, row ? column : 0]), `${name}: ${lines}`);
    } else {
      assert.deepEqual(lines, [], name);
      const { features: all = [], classes = [], ...samples } = inline;
      // A name more than there are features is the target's.
      const features = all.slice(0, want.features.length);
      assert.ok(all.length <= want.features.length + 1, name);
      assert.deepEqual({ ...samples, features, classes }, want, name);
    }
  }
  assert.deepEqual(faults, []);
  await page.close();
});

test("a file that is chosen and a text that is pasted are read alike, and train with the command line's bits", async () => {
  const { page, faults } = await opened();
  const text = "width;height;kind\n1,5;2;a\n3;-4;b\n2,25;1e-3;a\n0,1;7;b\n5;5;a";
  const file = join(scratch, "decimal commas.csv");
  writeFileSync(file, text);
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(file));
  const chosen = await page.evaluate("window.descent.spec()");
  assert.deepEqual(chosen.problem.data.inline, { features: ["width", "height", "kind"], classes: ["a", "b"], x: [[1.5, 2], [3, -4], [2.25, 0.001], [0.1, 7], [5, 5]], y: [0, 1, 0, 1, 0] });
  await cleared(page);
  await read(page, () =>
    page.$eval(".model-panel textarea", (/** @type {HTMLElement} */ area, /** @type {string} */ pasted) => {
      const held = new DataTransfer();
      held.setData("text", pasted);
      // Firefox leaves out what a script puts on a clipboard.
      area.dispatchEvent(Object.defineProperty(new ClipboardEvent("paste", { bubbles: true, cancelable: true }), "clipboardData", { value: held }));
    }, text),
  );
  const pasted = await page.evaluate("window.descent.spec()");
  assert.deepEqual(pasted.problem, chosen.problem);
  const digest = await page.evaluate("window.descent.digest()");
  assert.equal(digest, nativeDigest(pasted));
  // The same with the file beside a document that has other data.
  const other = { ...pasted, problem: { ...pasted.problem, data: { id: "gauss", split: 0.7 } } };
  assert.equal(commandLine(["digest", "-", "--data", file], other).trim(), digest);
  assert.deepEqual(faults, []);
  await page.close();
});

test("few whole numbers are classes for a model of classes, and numbers for one of numbers, whichever comes first", async () => {
  const { page, faults } = await opened();
  const file = join(scratch, "prices.csv");
  writeFileSync(file, "rooms,size,price\n1,2,100\n2,3,250\n3,1,12\n4,4,100");
  const model = (/** @type {string} */ id) => page.select(".model-panel fieldset:first-of-type select", id);
  const inline = async () => {
    await rest(page);
    const { y, classes } = (await page.evaluate("window.descent.spec()")).problem.data.inline;
    return { y, classes };
  };
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(file));
  assert.deepEqual(await inline(), { y: [1, 2, 0, 1], classes: ["12", "100", "250"] });
  await model("linear");
  assert.deepEqual(await inline(), { y: [100, 250, 12, 100], classes: undefined });
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(file));
  assert.deepEqual(await inline(), { y: [100, 250, 12, 100], classes: undefined });
  await model("softmax");
  assert.deepEqual(await inline(), { y: [1, 2, 0, 1], classes: ["12", "100", "250"] });
  // A network has an output for each of them, after a model that knows of none too.
  const network = async () => {
    await rest(page);
    const { id, layers, output } = (await page.evaluate("window.descent.spec()")).problem.model;
    return [id, layers, output];
  };
  await model("kmeans");
  await rest(page);
  await model("mlp");
  assert.deepEqual(await network(), ["mlp", [2, 8, 3], "softmax"]);
  writeFileSync(file, "rooms,size,price\n1,2,10.5\n2,3,25.5\n3,1,1.5\n4,4,10.5");
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(file));
  assert.deepEqual(await network(), ["mlp", [2, 8, 1], "linear"]);
  // What is predicted has its column's name.
  await press(page, ".model-head [role=tab]", "Network");
  await rest(page);
  await press(page, ".model-table");
  assert.match(await page.$eval("dialog[open]", (/** @type {HTMLElement} */ table) => table.innerText), /output price/);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a table's faults go with other data; a network follows how many features these have; samples that test are no share", async () => {
  const { page, faults } = await opened();
  writeFileSync(join(scratch, "faulty.csv"), "a,b\n1,x\n2,0.5");
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(join(scratch, "faulty.csv")));
  assert.equal((await state(page)).faults.length, 1);
  await page.select("select.surface", "model:xor");
  await rest(page);
  assert.deepEqual((await state(page)).faults, []);
  await page.select(".model-panel fieldset:nth-of-type(2) select", "wilson");
  await rest(page);
  const layers = async () => {
    await rest(page);
    return (await page.evaluate("window.descent.spec()")).problem.model.layers;
  };
  assert.deepEqual(await layers(), [1003, 4, 1]);
  await page.$eval(".model-panel input[type=text][aria-label='Data: samples']", (/** @type {HTMLInputElement} */ input) => {
    input.value = "12";
    input.dispatchEvent(new Event("change"));
  });
  assert.deepEqual(await layers(), [63, 4, 1]);
  await page.select(".model-panel fieldset:first-of-type select", "logistic");
  await rest(page);
  await page.select(".model-panel fieldset:first-of-type select", "mlp");
  assert.deepEqual(await layers(), [63, 8, 1]);
  const share = () => page.$(".model-panel [aria-label='Data: share for training']");
  assert.ok(await share());
  const inline = { x: [[1], [2]], y: [1, 2], test: { x: [[3]], y: [3] } };
  assert.deepEqual(await page.evaluate((/** @type {unknown} */ given) => /** @type {any} */ (window).descent.open(given), { version: 1, steps: 3, problem: { model: { id: "linear" }, data: { inline } }, racers: [{ optimizer: { id: "sgd" } }] }), []);
  await rest(page);
  assert.equal(await share(), null);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a large table trains with the bits of the same samples written out, by file beside the saved specification and by the page's own door", async () => {
  const { page, faults } = await opened();
  const rows = Array.from({ length: 3000 }, (_, i) => [(i * 37) % 101, ((i * 53) % 97) / 7, 0.1 + i * 1e-17, (i * 37) % 101 > 50 ? "yes" : "no"]);
  const file = join(scratch, "large.csv");
  writeFileSync(file, ["a,b,c,kind", ...rows.map((row) => row.join())].join("\n"));
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(file));
  const spec = await page.evaluate("window.descent.spec()");
  assert.equal(spec.problem.data.inline.x.length, 3000);
  const digest = await page.evaluate("window.descent.digest()");
  await page.evaluate("URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return 'blob:none'; }; HTMLAnchorElement.prototype.click = () => {};");
  await press(page, "button.export");
  await press(page, "dialog.exports button", "Specification");
  const saved = JSON.parse(await (await page.waitForFunction("window.saved")).jsonValue());
  assert.deepEqual(saved.problem.data, { split: 0.7 });
  assert.equal(commandLine(["digest", "-", "--data", file], saved).trim(), digest);
  await page.keyboard.press("Escape");
  await cleared(page);
  assert.deepEqual(await page.evaluate((/** @type {any} */ given) => /** @type {any} */ (window).descent.open(given), spec), []);
  await rest(page);
  assert.equal(await page.evaluate("window.descent.digest()"), digest);
  assert.deepEqual(faults, []);
  await page.close();
});

test("what no table is, is refused in words: too many bytes, rows, columns; binary data; a quote without end; a name of the engine's own", async () => {
  const { page, faults } = await opened();
  const refused = async (/** @type {string | Uint8Array} */ content) => {
    await cleared(page);
    const file = join(scratch, "hostile.csv");
    writeFileSync(file, content);
    await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(file));
    const { faults: lines, inline } = await state(page);
    assert.equal(inline, null);
    return lines;
  };
  assert.match((await refused("1,2\n".repeat(5_100_000)))[0], /bytes or more; allowed: 20000000/);
  assert.deepEqual(await refused("1,2\n".repeat(200_001)), ["200001 rows; allowed: 200000"]);
  assert.deepEqual(await refused(`${"1,".repeat(64)}1\n`.repeat(3)), ["65 columns; allowed: 64"]);
  assert.match((await refused(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 151) % 256)))[0], /not UTF-8 text/);
  assert.deepEqual(await refused(`a,b\n1,"${"x\n".repeat(2_000_000)}`), ["row 2: a quote that does not end"]);
  assert.deepEqual(await refused(`a,b\n${"x".repeat(1_000_000)},1.5\n2,2.5`), [`row 2, column 1: “${"x".repeat(30)}” is not a number`]);
  const many = await refused(`a,b\n${"x,0.5\n".repeat(150_000)}`);
  assert.deepEqual([many.length, many[8]], [9, "and 149992 more"]);
  assert.deepEqual(await refused(`a,b\n${"\0,0.5\n".repeat(2)}`), ["row 2, column 1: “\0” is not a number", "row 3, column 1: “\0” is not a number"]);
  // Nothing that a document can say stands for a table that the engine keeps.
  await cleared(page);
  writeFileSync(join(scratch, "kept.csv"), `a,b\n${"1,0.5\n2,1.5\n".repeat(400)}`);
  await read(page, async () => (await page.$(".model-panel input[type=file]")).uploadFile(join(scratch, "kept.csv")));
  for (const inline of [1, {}, { table: 1 }, null, "table 1"]) {
    const problems = await page.evaluate((/** @type {any} */ given) => /** @type {any} */ (window).descent.open({ ...(/** @type {any} */ (window).descent.spec()), problem: { model: { id: "linear" }, data: { inline: given } } }), inline);
    assert.ok(problems.length > 0, JSON.stringify(inline));
  }
  assert.deepEqual(faults, []);
  await page.close();
});
