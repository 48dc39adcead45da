/**
 * What: the jobs and their contenders, in one page, taking turns.
 * Invariant: every contender does the job once per round, in the same order; what counts is each one's best round.
 * Does not: judge.
 */
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import init, { Basin, Update } from "../../target/bench/descent_bench.js";
import { more } from "./more.mjs";
import { basin, updates, vectors } from "./plain.mjs";

/** Rounds of each job. */
const ROUNDS = 15;
/** A round of updates covers about so many parameters, */
const PARAMETERS = 400_000;
/** and so many updates at least: each finds the numbers where the last one left them, as in training. */
const UPDATES = 4;

/** @typedef {{job: string, unit: string, ns: Record<string, number>}} Result */

/**
 * The best of some rounds, in nanoseconds per unit.
 * @param {Record<string, () => void | Promise<void>>} contenders
 * @param {number} units
 * @param {number} [rounds]
 */
async function alternate(contenders, units, rounds = ROUNDS) {
  /** @type {Record<string, number>} */
  const best = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(contenders)) {
      const beganMs = performance.now();
      await work();
      const ns = ((performance.now() - beganMs) * 1e6) / units;
      best[name] = Math.min(best[name] ?? Infinity, ns);
    }
  }
  return best;
}

/**
 * The same for a job in slices, short enough that on a busy machine each has a round without a pause: the sum of every slice's best.
 * @param {Record<string, (slice: number) => void>} contenders
 * @param {number} slices
 * @param {number} units
 */
async function alternateInSlices(contenders, slices, units) {
  /** @type {Record<string, number>} */
  const sum = {};
  for (let k = 0; k < slices; k++) {
    const one = Object.fromEntries(Object.entries(contenders).map(([name, work]) => [name, () => work(k)]));
    for (const [name, ns] of Object.entries(await alternate(one, units))) sum[name] = (sum[name] ?? 0) + ns;
  }
  return sum;
}

/**
 * Adam for given gradients in tfjs; its optimizer takes named gradients.
 * @param {number} n
 */
function tfAdam(n) {
  const { p, g } = vectors(n);
  const w = tf.variable(tf.tensor1d(p));
  const grad = tf.tensor1d(g);
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-8);
  return {
    step: () => tf.tidy(() => optimizer.applyGradients({ [w.name]: grad })),
    free: () => tf.dispose([w, grad]),
    read: () => w.data(),
  };
}

/**
 * From nothing to the first update of 10 parameters, in a page that has done nothing yet: milliseconds.
 * @param {"descent" | "tfjs wasm"} who
 */
export async function ready(who) {
  const beganMs = performance.now();
  if (who === "descent") {
    await init({ module_or_path: "descent_bench_bg.wasm" });
    Update.of("adam", 10)?.step(1);
  } else {
    setWasmPaths("/");
    await tf.setBackend("wasm");
    await tf.ready();
    const first = tfAdam(10);
    first.step();
    await first.read();
  }
  return performance.now() - beganMs;
}

/** Runs everything. @param {(line: string) => void} say */
export async function run(say) {
  await init({ module_or_path: "descent_bench_bg.wasm" });
  setWasmPaths("/");
  /** @type {Result[]} */
  const results = [];
  const add = (/** @type {string} */ job, /** @type {string} */ unit, /** @type {Record<string, number>} */ ns) => {
    results.push({ job, unit, ns });
    say(`${job}: ${JSON.stringify(ns)}`);
  };
  for (const id of ["adam", "momentum", "rmsprop", "sgd"]) {
    for (const n of [10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]) {
      if (n > 1_000_000 && id !== "adam") continue;
      const ours = Update.of(id, n);
      if (!ours) throw new Error(`no optimizer ${id}`);
      const plain = vectors(n);
      const times = Math.max(UPDATES, Math.round(PARAMETERS / n));
      const ns = await alternate(
        {
          descent: () => ours.step(times),
          js: () => {
            for (let i = 0; i < times; i++) updates[id]?.(plain);
          },
        },
        times * n,
      );
      ours.free();
      if (id === "adam" && n >= 10_000 && n <= 1_000_000) {
        for (const backend of ["wasm", "cpu"]) {
          await tf.setBackend(backend);
          await tf.ready();
          const theirs = tfAdam(n);
          const few = Math.max(UPDATES, Math.round(times / 20));
          Object.assign(
            ns,
            await alternate(
              {
                [`tfjs ${backend}`]: async () => {
                  for (let i = 0; i < few; i++) theirs.step();
                  await theirs.read();
                },
              },
              few * n,
            ),
          );
          theirs.free();
        }
      }
      add(`${id}, ${n} parameters`, "parameter", ns);
    }
  }
  const out = new Float64Array(256 * 256);
  const pixels = 256 * 256;
  // A map is made with its first slice and kept for the others, as a page keeps it from band to band.
  const ours = (/** @type {boolean} */ f32) => {
    /** @type {Basin | undefined} */
    let map;
    return (/** @type {number} */ k) => {
      if (k === 0) {
        map?.free();
        map = Basin.of(256, f32);
      }
      map?.band(512 * k, 512 * (k + 1));
    };
  };
  add("basin map, 256 × 256 × 200 Adam steps", "pixel", await alternateInSlices({ "descent f32": ours(true), "descent f64": ours(false), js: (k) => basin(256, 200, out, 512 * k, 512 * (k + 1)) }, 128, pixels));
  await more(alternate, add);
  return { agent: navigator.userAgent, tfjs: tf.version_core, results };
}
