/**
 * What: runs the benchmark page in headless Chromium, reads what criterion found, and writes a dated table of ratios.
 * Invariant: every number in the table was measured by this run on this machine.
 * Does not: build; `cargo xtask bench` does.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { openBrowser, root } from "../e2e/site.mjs";
import { growthPicture } from "./growth.mjs";

const here = join(root, "tests", "bench");
const made = join(root, "target", "bench");
const load = loadavg()[0].toFixed(1);
const require = createRequire(join(root, "www", "package.json"));
const { build } = await import(pathToFileURL(require.resolve("esbuild")).href);

/** @param {string} entry */
async function bundled(entry) {
  const made = await build({ entryPoints: [join(here, entry)], bundle: true, write: false, minify: true, format: "iife", globalName: "bench", define: { "import.meta.url": '"http://localhost/"' }, external: ["fs", "path", "os", "perf_hooks", "worker_threads", "util"], logLevel: "error" });
  return made.outputFiles[0].text;
}
/** @type {Record<string, string>} */
const scripts = { "page.js": await bundled("page.mjs"), "worker.js": await bundled("worker.mjs") };
const tfjs = join(here, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist");

const server = createServer((request, reply) => {
  const path = (request.url ?? "/").slice(1);
  // A page of its own process has a clock of 5 µs, others one of 100.
  reply.setHeader("cross-origin-opener-policy", "same-origin");
  reply.setHeader("cross-origin-embedder-policy", "require-corp");
  if (path === "") return void reply.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><meta charset=utf-8><title>bench</title><script src=page.js></script>");
  if (scripts[path]) return void reply.writeHead(200, { "content-type": "text/javascript" }).end(scripts[path]);
  const file = [join(made, path), join(tfjs, path)].find((at) => path.endsWith(".wasm") && !path.includes("/") && existsSync(at));
  if (!file) return void reply.writeHead(404).end();
  reply.writeHead(200, { "content-type": "application/wasm" }).end(readFileSync(file));
});
await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const browser = await openBrowser();
/** Until the first step, each time in a page and a profile of its own, in turn; nanoseconds of each one's best. @type {Record<string, number>} */
const starts = {};
for (let round = 0; round < 10; round++) {
  for (const who of ["descent", "tfjs wasm"]) {
    const context = await browser.createBrowserContext();
    const cold = await context.newPage();
    await cold.goto(`http://127.0.0.1:${port}/`);
    starts[who] = Math.min(starts[who] ?? Infinity, 1e6 * Number(await cold.evaluate(`bench.ready(${JSON.stringify(who)})`)));
    await context.close();
  }
}
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
page.on("console", (/** @type {any} */ message) => console.log(message.text()));
page.on("pageerror", (/** @type {Error} */ error) => console.error(error));
await page.goto(`http://127.0.0.1:${port}/`);
await page.evaluate("void bench.run(console.log).then((found) => { window.found = found; }, (error) => { window.found = { error: String(error.stack ?? error) }; })");
await page.waitForFunction("window.found", { polling: 1000, timeout: 1_800_000 });
const found = await page.evaluate("window.found");
if (found.error) throw new Error(found.error);
found.results.unshift({ job: "ready to the first step", unit: "start", ns: starts });
const version = await browser.version();
await browser.close();
server.close();

/** What criterion measured: nanoseconds per iteration, by backend, group and name. */
function native(/** @type {string} */ backend, /** @type {string} */ group, /** @type {string} */ name) {
  const file = join(root, "target", `bench-${backend}`, "criterion", group, name, "new", "estimates.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).median.point_estimate : NaN;
}

/** What PyTorch found, where there is one. @type {{version: string, adam: number, epoch: Record<string, number>} | undefined} */
const torch = (() => {
  try {
    return JSON.parse(execFileSync(process.env.PYTHON ?? "python3", [join(here, "torch_jobs.py")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return undefined;
  }
})();

const number = (/** @type {number | undefined} */ value) => (value === undefined || !Number.isFinite(value) ? "–" : value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const ratio = (/** @type {number | undefined} */ theirs, /** @type {number | undefined} */ ours) => (theirs === undefined || ours === undefined || !Number.isFinite(theirs / ours) ? "–" : `${number(theirs / ours)}×`);
const date = new Date().toISOString().slice(0, 10);
const rows = found.results.filter((/** @type {any} */ r) => r.unit === "parameter").map(({ job, ns }) => {
  const [id, n] = [job.split(",")[0], Number(/\d+/.exec(job)?.[0])];
  const [sse2, scalar] = ["sse2", "scalar"].map((backend) => native(backend, id, String(n)) / n);
  return `| ${job} | ${number(ns.descent)} | ${ratio(ns.js, ns.descent)} | ${ratio(ns["tfjs wasm"], ns.descent)} | ${ratio(ns["tfjs cpu"], ns.descent)} | ${number(sse2)} | ${number(scalar)} |`;
});
/** @param {string} job @returns {Record<string, number>} */
const of = (job) => found.results.find((/** @type {any} */ r) => r.job === job)?.ns ?? {};
const gzipped = (/** @type {Buffer | string} */ bytes) => gzipSync(bytes, { level: 9 }).length;
const theirModule = gzipped(readFileSync(join(tfjs, "tfjs-backend-wasm-simd.wasm")));
const shipped = join(root, "www", "generated", "descent_wasm_bg.wasm");
const ourModule = existsSync(shipped) ? gzipped(readFileSync(shipped)) : NaN;
const plainEpoch = (/** @type {number} */ batch) => of(`train 2-8-8-1 tanh on 250 samples, batch ${batch}`);
const [map, pair, step, ready] = [of("basin map, 256 × 256 × 200 Adam steps"), of("basin map with two workers"), of("one step on a surface"), of("ready to the first step")];
const [regions, picture] = [of("decision regions of 2-8-8-1 on 256 × 256"), of("heat map and contours, 512 × 512")];
const [adam4, adam6] = [of("adam, 10000 parameters"), of("adam, 1000000 parameters")];
const sse2 = native("sse2", "adam", "10000") / 10_000;

/** What was asked for beside what was found: job, contender, ratio, target. @type {[string, string, string, string][]} */
const aims = [
  ["Adam, 10⁴ f32", "plain JS", ratio(adam4.js, adam4.descent), "7.5×"],
  ["", "tfjs wasm", ratio(adam4["tfjs wasm"], adam4.descent), "18×"],
  ["", "own native sse2", ratio(sse2, adam4.descent), "0.92×"],
  ["Adam, 10⁶ f32", "plain JS", ratio(adam6.js, adam6.descent), "6×"],
  ["", "tfjs wasm", ratio(adam6["tfjs wasm"], adam6.descent), "13×"],
  ["", "PyTorch fused, one thread", torch ? ratio(torch.adam, adam6.descent) : "absent here", "1.15×"],
  ["SGD with momentum, 10⁴ f32", "plain JS", ratio(of("momentum, 10000 parameters").js, of("momentum, 10000 parameters").descent), "8×"],
  ["RMSprop, 10⁴ f32", "plain JS", ratio(of("rmsprop, 10000 parameters").js, of("rmsprop, 10000 parameters").descent), "6.5×"],
  ["one step on a surface, one call each", "tfjs cpu", ratio(step["tfjs cpu"], step["descent, one call each"]), "1000×"],
  ["the same, one call for all", "tfjs cpu", ratio(step["tfjs cpu"], step["descent, one call for all"]), "1000×"],
  ...[10, 32].flatMap((batch) => /** @type {[string, string, string, string][]} */ ([
    [`an epoch of 2-8-8-1 tanh, 250 samples, batch ${batch}`, "plain JS", ratio(plainEpoch(batch).js, plainEpoch(batch).descent), batch === 10 ? "9×" : "12×"],
    ["", "plain JS, both measuring the whole loss after every epoch", ratio(plainEpoch(batch)["js with loss"], plainEpoch(batch)["descent with loss"]), "–"],
    ["", "tfjs cpu", ratio(plainEpoch(batch)["tfjs cpu"], plainEpoch(batch).descent), batch === 10 ? "340×" : "–"],
    ["", "PyTorch eager, one thread", torch ? ratio(torch.epoch[batch], plainEpoch(batch).descent) : "absent here", batch === 10 ? "280×" : "120×"],
  ])),
  ["basin map, f32", "plain JS (f64)", ratio(map.js, map["descent f32"]), "11×"],
  ["basin map, f64", "plain JS", ratio(map.js, map["descent f64"]), "5×"],
  ["basin map, f32, two workers each", "plain JS (f64)", ratio(pair.js, pair["descent f32"]), "8×"],
  ["decision regions of 2-8-8-1, 256 × 256", "plain JS", ratio(regions.js, regions.descent), "6×"],
  ["", "tfjs wasm", ratio(regions["tfjs wasm"], regions.descent), "3.8×"],
  ["heat map and contours, 512 × 512", "plain JS", ratio(picture.js, picture.descent), "8×"],
  ["module, gzip", "tfjs' wasm module alone", ratio(theirModule, ourModule), "5×"],
  ["ready to the first step", "tfjs wasm", ratio(ready["tfjs wasm"], ready.descent), "10×"],
];
const growth = found.results.filter((/** @type {any} */ r) => r.unit.startsWith("per "));
const text = `# Benchmarks, ${date}

${cpus()[0]?.model}, ${cpus().length} cores; ${version}; Node ${process.version}; tfjs ${found.tfjs}; ${execFileSync("rustc", ["--version"], { encoding: "utf8" }).trim()}. Load when it began: ${load}.
${torch ? `PyTorch ${torch.version}, eager, on one thread, best of its own rounds: fused Adam on 10⁶ parameters ${number(torch.adam)} ns per parameter; an epoch at batch 10 ${number(torch.epoch[10] / 1000)} µs, at 32 ${number(torch.epoch[32] / 1000)} µs.` : "PyTorch is not installed here, so it does not take part."}

All contenders of the browser took turns in one page; each one's best round counts; a map is measured in 128 slices, each with its best. A ratio says how many times longer the other takes.

## Against the targets

| job | against | found | target |
|---|---|---|---|
${aims.map((row) => `| ${row.join(" | ")} |`).join("\n")}

A heat map with contours took ${(picture.descent / 1e6).toFixed(1)} ms. A basin map took ${((pair["descent f32"] * 65536) / 1e6).toFixed(0)} ms on two workers in f32. Cancelling one left the
workers free after ${(of("cancelling a basin map: the longest of ten").descent / 1e6).toFixed(0)} ms at the longest of ten (target 150 ms). Until the first step: ${(ready.descent / 1e6).toFixed(0)} ms from the fetch of the module on,
scripts read before, the best of ten pages, each with a profile of its own; the module that ships has ${number(ourModule)} bytes of gzip.

## One update for given gradients, f32: nanoseconds per parameter

| job | Descent, wasm | plain JS | tfjs wasm | tfjs cpu | native sse2, ns | native scalar, ns |
|---|---|---|---|---|---|---|
${rows.join("\n")}

## Everything else

| job | ${"contender: µs"} |
|---|---|
${found.results.filter((/** @type {any} */ r) => !r.unit.startsWith("per ") && r.unit !== "parameter").map((/** @type {any} */ r) => `| ${r.job}, per ${r.unit} | ${Object.entries(r.ns).map(([who, ns]) => `${who}: ${(Number(ns) / 1000).toPrecision(3)}`).join("; ")} |`).join("\n")}
| basin map, native sse2, per pixel | f32: ${number(native("sse2", "basin", "f32") / 128 ** 2 / 1000)}; f64: ${number(native("sse2", "basin", "f64") / 128 ** 2 / 1000)} |

## How cost grows

Per parameter above; per sample of an epoch (batch 32), per pixel of a map in f32, per racer and step on a surface:

| job | ns |
|---|---|
${growth.map((/** @type {any} */ r) => `| ${r.job}, ${r.unit} | ${number(r.ns.descent)} |`).join("\n")}

![Cost per parameter, sample, pixel and racer against their number](${date}.svg)

Both axes are logarithmic; a level curve is cost in proportion. Few parameters pay for the call; many leave the caches.
`;
/** @param {string} unit @param {(job: string) => number} count @returns {[number, number][]} */
const grown = (unit, count) => growth.filter((/** @type {any} */ r) => r.unit === unit).map((/** @type {any} */ r) => [count(r.job), r.ns.descent]);
const first = (/** @type {string} */ job) => Number(/\d+/.exec(job)?.[0]);
const update = (/** @type {string} */ id) => found.results.filter((/** @type {any} */ r) => r.unit === "parameter" && r.job.startsWith(`${id},`)).map((/** @type {any} */ r) => [first(r.job), r.ns.descent]);
const up = (/** @type {string} */ what) => `ns per ${what}`;
writeFileSync(join(here, `${date}.svg`), growthPicture([
  { title: "One update, given gradients, f32", across: "parameters", up: up("parameter"), curves: ["adam", "rmsprop", "momentum", "sgd"].map((name) => ({ name, points: update(name) })) },
  { title: "An epoch of 2-8-8-1, batch 32", across: "samples", up: up("sample"), curves: [{ name: "", points: grown("per sample", first) }] },
  { title: "A basin map, 200 Adam steps, f32", across: "pixels", up: up("pixel"), curves: [{ name: "", points: grown("per pixel", (job) => first(job) ** 2) }] },
  { title: "A race on a surface, per step", across: "racers", up: up("racer and step"), curves: [{ name: "", points: grown("per racer", first) }] },
]));
writeFileSync(join(here, `${date}.md`), text);
console.log(text);
