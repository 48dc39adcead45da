/**
 * What: runs the benchmark page in headless Chromium, reads what criterion found, and writes a dated table of ratios.
 * Invariant: every number in the table was measured by this run on this machine.
 * Does not: build; `cargo xtask bench` does.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser, root } from "../e2e/site.mjs";

const here = join(root, "tests", "bench");
const made = join(root, "target", "bench");
const require = createRequire(join(root, "www", "package.json"));
const { build } = await import(pathToFileURL(require.resolve("esbuild")).href);

const bundle = await build({ entryPoints: [join(here, "page.mjs")], bundle: true, write: false, format: "iife", globalName: "bench", define: { "import.meta.url": '"http://localhost/"' }, external: ["fs", "path", "os", "perf_hooks", "worker_threads", "util"], logLevel: "error" });
const script = bundle.outputFiles[0].text;
const tfjs = join(here, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist");

const server = createServer((request, reply) => {
  const path = (request.url ?? "/").slice(1);
  if (path === "") return void reply.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><meta charset=utf-8><title>bench</title><script src=page.js></script>");
  if (path === "page.js") return void reply.writeHead(200, { "content-type": "text/javascript" }).end(script);
  const file = [join(made, path), join(tfjs, path)].find((at) => path.endsWith(".wasm") && !path.includes("/") && existsSync(at));
  if (!file) return void reply.writeHead(404).end();
  reply.writeHead(200, { "content-type": "application/wasm" }).end(readFileSync(file));
});
await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const browser = await openBrowser();
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
page.on("console", (/** @type {any} */ message) => console.log(message.text()));
page.on("pageerror", (/** @type {Error} */ error) => console.error(error));
await page.goto(`http://127.0.0.1:${port}/`);
const found = await page.evaluate("bench.run(console.log)");
const version = await browser.version();
await browser.close();
server.close();

/** What criterion measured: nanoseconds per iteration, by backend, group and name. */
function native(/** @type {string} */ backend, /** @type {string} */ group, /** @type {string} */ name) {
  const file = join(root, "target", `bench-${backend}`, "criterion", group, name, "new", "estimates.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).median.point_estimate : NaN;
}

const torch = (() => {
  try {
    return execFileSync("python3", [join(here, "torch_adam.py")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
})();

const number = (/** @type {number | undefined} */ value) => (value === undefined || !Number.isFinite(value) ? "–" : value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const ratio = (/** @type {number | undefined} */ theirs, /** @type {number | undefined} */ ours) => (theirs === undefined || ours === undefined || !Number.isFinite(theirs / ours) ? "–" : `${(theirs / ours).toPrecision(3)}×`);
const date = new Date().toISOString().slice(0, 10);
const rows = found.results.filter((/** @type {any} */ r) => r.unit === "parameter").map(({ job, ns }) => {
  const [id, n] = [job.split(",")[0], Number(/\d+/.exec(job)?.[0])];
  const [sse2, scalar] = ["sse2", "scalar"].map((backend) => native(backend, id, String(n)) / n);
  return `| ${job} | ${number(ns.descent)} | ${ratio(ns.js, ns.descent)} | ${ratio(ns["tfjs wasm"], ns.descent)} | ${ratio(ns["tfjs cpu"], ns.descent)} | ${number(sse2)} | ${number(scalar)} |`;
});
const map = found.results.find((/** @type {any} */ r) => r.unit === "pixel").ns;
const text = `# Benchmarks, ${date}

${cpus()[0]?.model}, ${cpus().length} cores; ${version}; Node ${process.version}; tfjs ${found.tfjs}; ${execFileSync("rustc", ["--version"], { encoding: "utf8" }).trim()}.
${torch ? torch : "PyTorch is not installed here, so it does not take part."}

All contenders of the browser took turns in one page; each one's best round counts. A ratio says how many times longer the other takes.

## One update for given gradients, f32: nanoseconds per parameter

| job | Descent, wasm | plain JS | tfjs wasm | tfjs cpu | native sse2, ns | native scalar, ns |
|---|---|---|---|---|---|---|
${rows.join("\n")}

## Basin map of Beale's function: 256 × 256 starts, 200 Adam steps each, one thread

| | ns per pixel | against plain JS (f64) |
|---|---|---|
| Descent f32, wasm | ${number(map["descent f32"])} | ${ratio(map.js, map["descent f32"])} |
| Descent f64, wasm | ${number(map["descent f64"])} | ${ratio(map.js, map["descent f64"])} |
| plain JS | ${number(map.js)} | 1× |
| Descent f32, native sse2 | ${number(native("sse2", "basin", "f32") / 128 ** 2)} | |
| Descent f64, native sse2 | ${number(native("sse2", "basin", "f64") / 128 ** 2)} | |
`;
writeFileSync(join(here, `${date}.md`), text);
console.log(text);
