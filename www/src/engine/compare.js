/**
 * What: runs other conventions of a racer's law beside the racer itself and says how each compares.
 * Invariant: a verdict comes from two whole runs with the same everything else; a rescaled learning rate is verified by a run of its own.
 * Does not: know conventions; the page names them, the engine judges which belong to the law.
 */
import * as engine from "descent-wasm";
import { SUPERSEDED, protocolError } from "./protocol.js";
import { compareColumns } from "./views.js";

/** @typedef {import("./shapes").Spec} Spec */
/** @typedef {import("./shapes").Named} Named */
/** @typedef {{optimizer: Named, library: boolean}} Candidate */
/** @typedef {{kind: "bits" | "rounding" | "differs", most: number, step: number, by: number}} Comparison */
/** @typedef {{at: number, differs: {key: string, value: import("./shapes").Json}[], verdict: Comparison | null, rescaled: {factor: number, by: string, most: number} | null}} Answer */

/** Steps between two looks at whether the asker has moved on. */
const CHUNK = 512;
/** Arguments that a rate may be off by one over one minus. */
const MOMENTA = ["beta", "beta1", "momentum"];

/**
 * The law that an optimizer follows: momentum of 0 is plain descent, which some libraries spell so.
 * @param {{law: string, args: Record<string, import("./shapes").Json>}} told
 */
const lawOf = ({ law, args }) => (law === "momentum" && args.beta === 0 ? "sgd" : law);

/**
 * Compares.
 * @param {WebAssembly.Memory} memory
 * @param {{spec: Spec, racer: number, candidates: Candidate[]}} asked
 * @param {import("./protocol.js").Task} task
 * @param {number} sliceMs how long it may hold the thread
 */
export async function compare(memory, { spec, racer, candidates }, task, sliceMs) {
  const { edits: _edits, ...rest } = spec;
  const own = spec.racers[racer];
  if (!own || !candidates.length) return null;
  const alone = (/** @type {Named} */ optimizer) => ({ ...rest, racers: [{ ...own, optimizer }] });
  const base = alone(own.optimizer);
  const told = engine.describe(base).racers[0];
  const first = await finished(base, task, sliceMs);
  try {
    for (const [at, { optimizer, library }] of candidates.entries()) {
      const answer = await judge(optimizer, library);
      if (answer) task.part({ at, ...answer });
      else task.part({ at, differs: [], verdict: null, rescaled: null, other: true });
    }
  } finally {
    first.free();
  }
  return null;

  /**
   * @param {Named} optimizer
   * @param {boolean} library
   */
  async function judge(optimizer, library) {
    /** @type {import("./shapes").Description["racers"][number] | undefined} */
    let here;
    try {
      here = engine.describe(alone(optimizer)).racers[0];
    } catch {
      return library ? null : { differs: [], verdict: null, rescaled: null };
    }
    if (!here || !told || lawOf(here) !== lawOf(told)) return null;
    const { args } = here;
    const differs = Object.keys(args).filter((key) => key in told.args && JSON.stringify(args[key]) !== JSON.stringify(told.args[key])).map((key) => ({ key, value: args[key] ?? null }));
    const verdict = await against(optimizer);
    let rescaled = null;
    const rateKey = "lr" in optimizer ? "lr" : "learning_rate" in optimizer ? "learning_rate" : null;
    if (verdict.kind === "differs" && rateKey) {
      for (const key of MOMENTA) {
        const beta = args[key];
        if (typeof beta !== "number" || !(beta > 0 && beta < 1)) continue;
        for (const [factor, by] of /** @type {[number, string][]} */ ([[1 / (1 - beta), "1/(1 − β)"], [1 - beta, "(1 − β)"]])) {
          const again = await against({ ...optimizer, [rateKey]: Number(optimizer[rateKey]) * factor });
          if (again.kind !== "differs") rescaled = { factor, by, most: again.most };
          if (rescaled) break;
        }
        if (rescaled) break;
      }
    }
    return { differs, verdict, rescaled };
  }

  /** @param {Named} optimizer @returns {Promise<Comparison>} */
  async function against(optimizer) {
    const other = await finished(alone(optimizer), task, sliceMs);
    const found = compareColumns(memory, first.columns(0), other.columns(0), first.precision());
    // Thinned columns do not hold every step; the digest does.
    if (found.kind === "bits" && first.columns(0).stride > 1 && first.digest() !== other.digest()) found.kind = "rounding";
    other.free();
    return found;
  }
}

/**
 * A run at its end, made in slices.
 * @param {Spec} spec
 * @param {import("./protocol.js").Task} task
 * @param {number} sliceMs
 */
async function finished(spec, task, sliceMs) {
  const run = new engine.Run(spec);
  let untilMs = performance.now() + sliceMs;
  while (run.status(0).kind === "running") {
    run.step(CHUNK);
    if (performance.now() < untilMs) continue;
    await task.pause();
    if (task.cancelled()) {
      run.free();
      throw protocolError(SUPERSEDED, "the comparison was stopped");
    }
    untilMs = performance.now() + sliceMs;
  }
  return run;
}
