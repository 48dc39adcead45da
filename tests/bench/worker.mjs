/**
 * What: a worker of the benchmark: computes bands of a basin map, ours or plain JavaScript's.
 * Invariant: one instance each, as the page's own workers have.
 * Does not: measure.
 */
import init, { Basin } from "../../target/bench/descent_bench.js";
import { basin } from "./plain.mjs";

const ready = init({ module_or_path: new URL("descent_bench_bg.wasm", self.location.origin) });
const out = new Float64Array(256 * 256);

self.addEventListener("message", async ({ data: { id, who, from, to } }) => {
  await ready;
  if (who === "js") basin(256, 200, out, from, to);
  else {
    const map = Basin.of(256, who === "f32");
    map?.band(from, to);
    map?.free();
  }
  self.postMessage({ id, rows: new Float64Array(5 * (to - from)) });
});
