/**
 * What: what an update of Newton's method costs beside one of gradient descent, against the number of parameters: a dated table and a picture.
 * Invariant: times and bytes are what `crates/bench/examples/newton.rs` found in this run on this machine.
 * Does not: measure; `cargo xtask bench newton` does first. The operations are counted, and the bytes held against the allocator, by tests of
 * the crate `descent`.
 */
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { root } from "../e2e/site.mjs";
import { growthPicture } from "./growth.mjs";

/** @typedef {[parameters: number, ns: number, bytes: number][]} Rows */

/** @type {{newton: Rows, sgd: Rows}} */
const { newton, sgd } = JSON.parse(process.argv[2] ?? "");

/** The power that the last doubling follows. @param {Rows} rows @param {1 | 2} column */
const slope = (rows, column) => Math.log2(Number(rows.at(-1)?.[column]) / Number(rows.at(-2)?.[column])).toFixed(2);
const curve = (/** @type {string} */ name, /** @type {Rows} */ rows, /** @type {1 | 2} */ column) => ({ name, points: rows.map((row) => /** @type {[number, number]} */ ([row[0], row[column]])) });
const panel = (/** @type {string} */ title, /** @type {string} */ up, /** @type {1 | 2} */ column) => ({ title, across: "parameters", up, curves: [curve("Newton", newton, column), curve("descent", sgd, column)] });

const date = new Date().toISOString().slice(0, 10);
const name = `${date}-newton`;
const text = `# Newton's method against gradient descent, ${date}

${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} when it ended; native, f64.

An update of a linear model with p weights on four samples, with an L2 penalty: value and gradient grow with p alone. Bytes are those that
updates work with (\`Run::memory\`: state and scratch); the Hessian, and what it is solved in, are multiples of p² numbers. Operations, of
which solving takes about 2p³/3, are counted by \`crates/descent/tests/newton.rs\`.

| p | Newton, µs | descent, µs | Newton, bytes | descent, bytes |
|---|---|---|---|---|
${newton.map(([p, ns, bytes], i) => `| ${p} | ${(ns / 1000).toPrecision(3)} | ${(Number(sgd[i]?.[1]) / 1000).toPrecision(3)} | ${bytes} | ${sgd[i]?.[2]} |`).join("\n")}

From ${newton.at(-2)?.[0]} to ${newton.at(-1)?.[0]} parameters the time grows as p to the power of ${slope(newton, 1)} (descent: ${slope(sgd, 1)}), the bytes as p to the power of ${slope(newton, 2)} (descent: ${slope(sgd, 2)}).

![Time and bytes of an update against the number of parameters, both logarithmic](${name}.svg)
`;
writeFileSync(join(root, "tests", "bench", `${name}.svg`), growthPicture([panel("Time of an update", "ns", 1), panel("Bytes that updates work with", "bytes", 2)]));
writeFileSync(join(root, "tests", "bench", `${name}.md`), text);
console.log(text);
