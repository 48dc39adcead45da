/**
 * What: the jobs beyond single updates: training, predictions, pictures, single steps, two workers, cost as it grows.
 * Invariant: as in page.mjs: every contender does the job once per round, in turn.
 * Does not: judge.
 */
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import * as tf from "@tensorflow/tfjs-core";
import { Race, basin, picture } from "../../target/bench/descent_bench.js";
import { Pool } from "../../www/src/sweep/pool.js";
import { himmelblau, moons, network, picture as plainPicture } from "./plain.mjs";

/** @typedef {(contenders: Record<string, () => void | Promise<void>>, units: number, rounds?: number) => Promise<Record<string, number>>} Alternate */
/** @typedef {(job: string, unit: string, ns: Record<string, number>) => void} Add */

/** The network of the benchmark in tfjs. @param {number} n @param {number} batch */
function tfNetwork(n, batch) {
  const data = moons(n);
  const x = tf.tensor2d(Float32Array.from(data.x), [n, 2]);
  const y = tf.tensor2d(Float32Array.from(data.y), [n, 1]);
  const weights = [[2, 8], [8, 8], [8, 1]].map(([a, b]) => tf.variable(tf.randomNormal([a, b], 0, 0.5, "float32", 1)));
  const biases = [8, 8, 1].map((b) => tf.variable(tf.zeros([b])));
  const optimizer = tf.train.sgd(0.01);
  const forward = (/** @type {any} */ from) => {
    let h = from;
    for (let k = 0; k < 3; k++) {
      h = tf.add(tf.matMul(h, weights[k]), biases[k]);
      if (k < 2) h = tf.tanh(h);
    }
    return h;
  };
  return {
    async epoch() {
      for (let from = 0; from < n; from += batch) {
        tf.tidy(() => {
          const size = Math.min(batch, n - from);
          const [xs, ys] = [tf.slice(x, [from, 0], [size, 2]), tf.slice(y, [from, 0], [size, 1])];
          // softplus(z) − yz.
          optimizer.minimize(() => {
            const z = forward(xs);
            return tf.mean(tf.sub(tf.softplus(z), tf.mul(ys, z)));
          });
        });
      }
      await weights[0].data();
    },
    async regions(/** @type {any} */ points) {
      const out = tf.tidy(() => tf.sigmoid(forward(points)));
      await out.data();
      out.dispose();
    },
    free: () => tf.dispose([x, y, ...weights, ...biases]),
  };
}

/** Adam on Himmelblau's function in tfjs. */
function tfSurface() {
  const p = tf.variable(tf.tensor1d([-0.5, -1.5]));
  const optimizer = tf.train.adam(0.001);
  return () => tf.tidy(() => void optimizer.minimize(() => {
    const [x, y] = [tf.slice(p, 0, 1), tf.slice(p, 1, 1)];
    const r = tf.sub(tf.add(tf.mul(x, x), y), 11);
    const s = tf.sub(tf.add(x, tf.mul(y, y)), 7);
    return tf.sum(tf.add(tf.mul(r, r), tf.mul(s, s)));
  }));
}

/** Two workers of one kind, and a way to ask each. */
function workers() {
  return [0, 1].map(() => {
    const worker = new Worker("worker.js");
    let count = 0;
    /** @type {Map<number, (rows: Float64Array) => void>} */
    const waiting = new Map();
    worker.onmessage = ({ data: { id, rows } }) => {
      waiting.get(id)?.(rows);
      waiting.delete(id);
    };
    return {
      worker,
      ask: (/** @type {string} */ who, /** @type {number} */ from, /** @type {number} */ to) => new Promise((/** @type {(rows: Float64Array) => void} */ done) => {
        waiting.set(++count, done);
        worker.postMessage({ id: count, who, from, to });
      }),
    };
  });
}

/** Rounds of what calls many functions: an engine compiles each for speed only after it was called often. */
const WARM = 400;

/** @template T @param {T | undefined} made @returns {T} */
function must(made) {
  if (!made) throw new Error("the engine refused a benchmark's document");
  return made;
}

/**
 * Runs them.
 * @param {Alternate} alternate
 * @param {Add} add
 */
export async function more(alternate, add) {
  await tf.setBackend("cpu");
  for (const batch of [10, 32]) {
    const race = must(Race.on_moons(250, batch));
    const plain = network(250, batch);
    const theirs = tfNetwork(250, batch);
    const per = Math.ceil(250 / batch);
    const many = 10;
    const ns = await alternate({
      descent: () => void race.step(per * many),
      "descent with loss": () => { for (let i = 0; i < many; i++) { race.step(per); race.value(); } },
      js: () => { for (let i = 0; i < many; i++) plain.epoch(); },
      "js with loss": () => { for (let i = 0; i < many; i++) { plain.epoch(); plain.loss(); } },
    }, many, WARM);
    Object.assign(ns, await alternate({ "tfjs cpu": () => theirs.epoch() }, 1));
    add(`train 2-8-8-1 tanh on 250 samples, batch ${batch}`, "epoch", ns);
    if (batch === 10) {
      const size = 256;
      const out = new Float32Array(size * size);
      const some = await alternate({ descent: () => void race.regions(size), js: () => plain.regions(size, out) }, size * size);
      await tf.setBackend("wasm");
      const points = tf.tensor2d(Float32Array.from({ length: 2 * size * size }, (_, k) => (k % 2 ? -2 + (4 * (k >> 9)) / size : -2 + (5 * ((k >> 1) % size)) / size)), [size * size, 2]);
      const predictor = tfNetwork(250, batch);
      Object.assign(some, await alternate({ "tfjs wasm": () => predictor.regions(points) }, size * size));
      predictor.free();
      points.dispose();
      await tf.setBackend("cpu");
      add("decision regions of 2-8-8-1 on 256 × 256", "point", some);
    }
    theirs.free();
    race.free();
  }
  add("heat map and contours, 512 × 512", "picture", await alternate({ descent: () => void picture(512), js: () => void plainPicture(512) }, 1));

  const race = must(Race.on_surface(1));
  const plain = himmelblau();
  const step = await alternate({
    "descent, one call each": () => { for (let i = 0; i < 2000; i++) race.step(1); },
    "descent, one call for all": () => void race.step(2000),
    js: () => void plain(2000),
  }, 2000, 40);
  const theirs = tfSurface();
  Object.assign(step, await alternate({ "tfjs cpu": () => { for (let i = 0; i < 200; i++) theirs(); } }, 200));
  race.free();
  add("one step on a surface", "step", step);

  const pair = workers();
  const halves = (/** @type {string} */ who) => async () => {
    // Bands as the page's own sweeps have them: who is done takes the next one.
    let next = 0;
    await Promise.all(pair.map(async ({ ask }) => {
      while (next < 65536) {
        const from = next;
        next += 2048;
        await ask(who, from, next);
      }
    }));
  };
  add("basin map with two workers", "pixel", await alternate({ "descent f32": halves("f32"), "descent f64": halves("f64"), js: halves("js") }, 65536));

  // How soon a sweep that is no longer wanted leaves the workers free: the page's own pool.
  let worst = 0;
  for (let k = 0; k < 10; k++) {
    /** @type {Promise<any>[]} */
    const open = [];
    const pool = new Pool(async () => pair.map(({ ask }) => (/** @type {string} */ _, /** @type {any} */ { from, to }) => {
      const answer = ask("f64", from, to);
      open.push(answer);
      return answer;
    }));
    const values = Array.from({ length: 256 }, (_, i) => i);
    const axes = ["start[0]", "start[1]"].map((path) => ({ path, values }));
    const swept = pool.sweep("map", /** @type {any} */ ({ racers: [{}] }), axes).catch(() => {});
    await new Promise((done) => setTimeout(done, 20 + 7 * k));
    const beganMs = performance.now();
    pool.cancel("map");
    await Promise.all([swept, ...open]);
    worst = Math.max(worst, performance.now() - beganMs);
  }
  add("cancelling a basin map: the longest of ten", "cancel", { descent: worst * 1e6 });
  pair.forEach(({ worker }) => worker.terminate());

  for (const samples of [250, 1000, 4000]) {
    const longer = must(Race.on_moons(samples, 32));
    add(`${samples} samples`, "per sample", await alternate({ descent: () => void longer.step(Math.ceil(samples / 32) * 10) }, samples * 10));
    longer.free();
  }
  for (const side of [32, 64, 128, 256]) add(`${side} × ${side} pixels`, "per pixel", await alternate({ descent: () => void basin(side, true) }, side * side));
  for (const racers of [1, 2, 4, 8]) {
    const together = must(Race.on_surface(racers));
    add(`${racers} racers`, "per racer", await alternate({ descent: () => void together.step(10_000) }, racers * 10_000));
    together.free();
  }
}
