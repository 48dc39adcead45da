/**
 * What: the npm package, `dist/npm`: packed, installed into a fresh folder without a network, its README's example run in Node and in two
 * browsers, and held against its types.
 * Invariant: the example's digest is the command line's everywhere, and all that it prints is the same.
 * Does not: publish.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import threads from "node:worker_threads";
import { BROWSERS, nativeDigest, root, serve } from "./site.mjs";

const built = join(root, "dist", "npm");
let folder = "";
let example = "";
let printed = "";

/** @param {string} command @param {string[]} args @returns {string} what it printed */
function run(command, args) {
  const done = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  assert.equal(done.status, 0, `${command} ${args.join(" ")}: ${done.stdout}${done.stderr}`);
  return done.stdout.trim();
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "descent-package-"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "notes", private: true, type: "module" }));
  const tarball = run("npm", ["pack", "--silent", built]);
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", `./${tarball}`]);
  example = /```js\n([\s\S]*?)```/.exec(await readFile(join(built, "README.md"), "utf8"))?.[1] ?? "";
});
after(() => rm(folder, { recursive: true, force: true }));

test("what is packed is what is needed: modules, types, words, both licences", async () => {
  const names = await readdir(join(folder, "node_modules/descent-optimizers"));
  assert.deepEqual(names.sort(), ["FIGURE.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "digits.txt", "element.d.ts", "element.js", "index.d.ts", "index.js", "package.json", "schema.json", "shapes.d.ts"]);
});

test("the README's example runs in Node, and its digest is the command line's", async () => {
  await writeFile(join(folder, "example.js"), example);
  printed = run("node", ["example.js"]);
  const spec = { version: 1, seed: 42, problem: { surface: "beale" }, start: [1, 1.5], steps: 200, racers: [{ optimizer: { id: "adam", lr: 0.1 } }, { optimizer: { id: "torch.SGD", lr: 0.01, momentum: 0.9 } }], edits: [{ step: 100, racer: 0, path: "optimizer.lr", value: 0.01 }] };
  assert.equal(printed.split("\n").at(-1), nativeDigest(spec));
  assert.equal(printed.split("\n").length, 6);
});

test("one quantity of an update is that of the inspection, and none where there is none", async () => {
  const script = `import { Run } from "descent-optimizers";
    const run = new Run({ version: 1, problem: { surface: "beale" }, start: [1, 1.5], racers: [{ optimizer: { id: "adam", lr: 0.1 } }] });
    const none = [run.quantity(0, "m", 2), run.quantity(0, "theta", 2)];
    run.seek(5);
    const { quantities, after } = run.inspect(0);
    const same = quantities.every(({ key, values }) => values.join() === run.quantity(0, key, 2).join());
    console.log(JSON.stringify([none[0] === undefined, [...none[1]], same, quantities.length > 5, run.quantity(0, "theta", 1)[0] === after[0], run.quantity(0, "no such", 2) === undefined]));
    try { run.quantity(1, "m", 2); } catch ({ name }) { console.log(name); }`;
  await writeFile(join(folder, "quantity.js"), script);
  assert.equal(run("node", ["quantity.js"]), '[true,[1,1.5],true,true,true,true]\nRangeError');
});

test("the example and a page's script are right by the declared types; what is wrong is not", async () => {
  const page = `import widget, { DescentFigure } from "descent-optimizers/element";
    const figure: DescentFigure = document.createElement("descent-figure");
    figure.addEventListener("descent-step", ({ detail }) => console.log(detail.racers[0]?.f.toFixed(2)));
    figure.spec = { version: 1, problem: { surface: "beale" }, racers: [{ optimizer: { id: "adam" } }] };
    const problems: string[] = (await figure.setState({ step: 3 })).map(({ message }) => message);
    export const take: () => void = widget.render({ model: { get: () => null, set() {}, on() {} }, el: document.body });
    console.log(problems);`;
  const wrong = `import { Run, sweep } from "descent-optimizers";
    // @ts-expect-error a run needs a specification
    new Run();
    // @ts-expect-error an axis has a path
    sweep({ version: 1, problem: {}, racers: [] }, [{ values: [1] }]);`;
  for (const [name, text] of Object.entries({ "example.ts": example, "page.ts": page, "wrong.ts": wrong })) await writeFile(join(folder, name), text);
  for (const modules of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
    run("node", [join(root, "www/node_modules/typescript/bin/tsc"), "--ignoreConfig", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom,dom.iterable", "--types", "", "--module", String(modules[0]), "--moduleResolution", String(modules[1]), "example.ts", "page.ts", "wrong.ts"]);
  }
});

test("errors have name, code and problems; views show the run; a sweep reports, and stops when told", async () => {
  const { Run, Objective, catalog, colorbar, contours, describe, heatmap, supplyDigits, sweep, validate } = await import(join(folder, "node_modules/descent-optimizers/index.js"));
  assert.throws(() => new Run({ version: 1, problem: { surface: "bale" }, racers: [{ optimizer: { id: "adam" } }] }), (/** @type {any} */ error) => error instanceof Error && error.name === "SpecError" && /** @type {any} */ (error).code === "refused" && /** @type {any} */ (error).problems[0].nearest === "beale");
  const spec = { version: 1, problem: { surface: "booth" }, steps: 50, racers: [{ optimizer: { id: "sgd", lr: 0.01 } }] };
  const whole = new Run(spec);
  whole.finish();
  const run = new Run(spec);
  run.step(20);
  run.step(30);
  assert.equal(run.digest(), whole.digest());
  const { rows, dim, t, x, f } = run.trace(0);
  assert.deepEqual([rows, dim, t.length, x.length, f.length], [51, 2, 51, 102, 51]);
  const objective = new Objective(spec);
  assert.equal(objective.at(Float64Array.from(x.slice(100))).value, f[50]);
  // A function that nobody races on needs no start.
  assert.deepEqual(new Objective({ version: 1, problem: { expression: "x*y" }, racers: [] }).at([1, 2]).grad, [2, 1]);
  const wide = new Objective({ version: 1, problem: { model: { id: "mlp", layers: [2, 180, 180, 1] }, data: { id: "xor", n: 4 } }, racers: [] });
  assert.deepEqual(wide.at(new Float64Array(33301)).hessian, [], "its matrix would fill the memory");
  const line = new Run({ version: 1, problem: { model: { id: "linear" }, data: { id: "line", n: 4 } }, racers: [{ optimizer: { id: "sgd" } }] });
  assert.throws(() => line.curve(0, 0, 1, 1), /^RangeError: 1 points of 1 inputs; allowed: 2 or more of 1/);
  const { view } = describe(spec);
  assert.equal(heatmap(spec, view, 30, 20).length, 30 * 20 * 4);
  assert.ok(colorbar(spec, view).ticks.length > 1);
  assert.ok(catalog().optimizers.length > 30);
  /** @type {number[]} */
  const told = [];
  const rates = [0.001, 0.01, 1e5];
  const grid = await sweep(spec, [{ path: "racers[0].optimizer.lr", values: rates }, { path: "start[0]", values: [0, 1] }], { workers: 2, onProgress: (/** @type {number} */ done) => told.push(done) });
  assert.equal(told.at(-1), 1);
  assert.deepEqual([0, 1, 2].map((i) => grid.outcome([i, 1]).kind), ["exhausted", "exhausted", "diverged"]);
  const single = new Run({ ...spec, start: [1, describe(spec).start[1]], racers: [{ optimizer: { id: "sgd", lr: 0.001 } }] });
  single.finish();
  assert.equal(grid.outcome([0, 1]).f, single.trace(0).f.at(-1));
  for (const [at, racer] of [[[3, 0], 0], [[0.5, 0], 0], [[0], 0], [[0, 0], 1], [[0, 0], 0.5]]) assert.throws(() => grid.outcome(at, racer), { name: "RangeError", code: "out_of_range" });
  // What was supplied here is there in the workers, too.
  const digits = { version: 1, problem: { model: { id: "softmax" }, data: { id: "digits" } }, steps: 2, racers: [{ optimizer: { id: "sgd" } }] };
  assert.equal(validate(digits)[0].code, "not_loaded");
  assert.equal(supplyDigits(await readFile(join(folder, "node_modules/descent-optimizers/digits.txt"), "utf8")), true);
  assert.deepEqual((await sweep(digits, [{ path: "racers[0].optimizer.lr", values: [0.001, 0.01] }], { workers: 2 })).shape, [2]);
  const still = run.t();
  for (const act of [() => run.step(-1), () => run.step(0.5), () => run.seek(2 ** 32), () => run.seek(NaN), () => run.status(0.5), () => run.trace(), () => run.set(2 ** 32, "optimizer.lr", 1)]) assert.throws(act, { name: "RangeError", code: "out_of_range" });
  assert.equal(run.t(), still);
  const freed = new Run(spec);
  freed.free();
  const freedObjective = new Objective(spec);
  freedObjective.free();
  for (const act of [() => freed.step(1), () => freed.trace(0), () => freed.t(), () => freed.free(), () => freedObjective.at([0, 0]), () => freedObjective.free()]) assert.throws(act, { name: "Error", code: "freed", problems: [] });
  for (const act of [() => contours(spec, view), () => run.quantity(0, undefined, 2), () => run.quantity(0, 5, 2), () => run.set(0, {}, 1), () => objective.at(), () => objective.at("ab"), () => supplyDigits(), () => heatmap(spec, view, 3, 2, { log: "yes" })]) assert.throws(act, { name: "TypeError", code: "wrong_type", problems: [] });
  for (const act of [() => heatmap(spec, view, -1, 5), () => heatmap(spec, view, 1.5, 5), () => contours(spec, view, 1.5), () => contours(spec, view, 5, { nodes: 9.5 }), () => colorbar(spec, view, { nope: 1 })]) assert.throws(act, { name: "RangeError", code: "out_of_range", problems: [] });
  assert.equal(heatmap(spec, view, 2, 2, null).length, 16);
  assert.throws(() => new Run({ get version() { throw new WebAssembly.RuntimeError("unreachable"); } }), { name: "RuntimeError", code: "trap", problems: [] });
  for (const wrong of [null, {}, { ...spec, racers: undefined, problem: undefined }]) await assert.rejects(sweep(wrong, [{ path: "start[0]", values: [1] }]), { name: "SpecError", code: "refused" });
  for (const wrong of [{ workers: NaN }, { workers: 0 }, { threads: 1 }]) await assert.rejects(sweep(spec, [{ path: "start[0]", values: [1] }], wrong), { code: "out_of_range", problems: [] });
  for (const wrong of [{ signal: {} }, { onProgress: 1 }]) await assert.rejects(sweep(spec, [{ path: "start[0]", values: [1] }], wrong), { code: "wrong_type", problems: [] });
  assert.deepEqual((await sweep(spec, [{ path: "start[0]", values: [1] }], null)).shape, [1]);
  const stop = new AbortController();
  const long = sweep({ ...spec, steps: 1000 }, [{ path: "start[0]", values: Array.from({ length: 5000 }, (_, i) => i / 5000) }], { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) });
  await assert.rejects(long, /enough/);
  await assert.rejects(sweep({ ...spec, problem: { surface: "bale" } }, [{ path: "start[0]", values: [1] }]), (/** @type {any} */ error) => error.code === "refused" && error.problems.length > 0);
});

test("a sweep leaves no worker behind where one of them does not start, and ends where one dies", async () => {
  const { sweep } = await import(join(folder, "node_modules/descent-optimizers/index.js"));
  const { Worker } = threads;
  /** @type {InstanceType<typeof threads.Worker>[]} */
  let started = [];
  let broken = 0;
  threads.Worker = class extends Worker {
    /** @param {string} source @param {import("node:worker_threads").WorkerOptions} options */
    constructor(source, options) {
      super(started.length < broken ? "throw new Error('broken')" : source, options);
      started.push(this);
    }
  };
  syncBuiltinESMExports();
  try {
    const spec = { version: 1, problem: { surface: "booth" }, steps: 50, racers: [{ optimizer: { id: "sgd", lr: 0.01 } }] };
    const axes = [{ path: "start[0]", values: Array.from({ length: 5000 }, (_, i) => i / 5000) }];
    const ended = (/** @type {number} */ count) => assert.deepEqual(started.map(({ threadId }) => threadId), Array(count).fill(-1));
    broken = 1;
    await assert.rejects(sweep(spec, axes, { workers: 2 }), { message: "broken", code: "failed", problems: [] });
    ended(2);
    [started, broken] = [[], 0];
    await assert.rejects(sweep(spec, axes, { workers: 2, onProgress: () => started[0]?.terminate() }), { code: "lost", problems: [] });
    ended(2);
    const stop = new AbortController();
    started = [];
    const stopped = sweep(spec, axes, { workers: 1, signal: stop.signal });
    stop.abort(new Error("enough"));
    await assert.rejects(stopped, /enough/);
    ended(1);
  } finally {
    threads.Worker = Worker;
    syncBuiltinESMExports();
  }
});

test("the example runs in a page, in Chromium and in Firefox, and prints the same", async () => {
  const server = await serve((path) => {
    if (path === "index.html") return `<!doctype html><title>Notes</title><link rel="icon" href="data:,"><script type="importmap">{"imports":{"descent-optimizers":"./index.js"}}</script><script type="module">const lines = []; console.log = (...all) => lines.push(all.join(" ")); await import("./example.js"); document.title = lines.join("\\n");</script>`;
    return path === "example.js" ? example : readFile(join(folder, "node_modules/descent-optimizers", path)).catch(() => null);
  });
  for (const open of Object.values(BROWSERS)) {
    const browser = await open();
    try {
      const page = await browser.newPage();
      await page.goto(server.address);
      await page.waitForFunction("document.title !== 'Notes'");
      assert.equal((await page.evaluate("document.title")).replace(/\s+/g, " "), printed.replace(/\s+/g, " "));
    } finally {
      await browser.close();
    }
  }
  await server.close();
});
