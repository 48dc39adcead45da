/**
 * What: a run beside the current one, for a thumbnail: solved at once, copied out, freed.
 * Invariant: it leaves the current run alone; a document that is refused throws as always.
 * Does not: take long documents; scenes have at most a few thousand steps.
 */
import * as engine from "descent-wasm";
import { Moving } from "./protocol.js";
import { columnBuffers, copyColumns } from "./views.js";

/**
 * @param {WebAssembly.Memory} memory
 * @param {{spec: import("./shapes").Spec}} asked
 */
export function sketch(memory, { spec }) {
  const run = new engine.Run(spec);
  run.finish();
  const racers = [];
  for (let i = 0; i < run.racers(); i++) racers.push({ status: run.status(i), columns: copyColumns(memory, run.columns(i), run.precision()) });
  const value = { description: engine.describe(spec), dim: run.dim(), racers };
  run.free();
  return new Moving(value, racers.flatMap((racer) => columnBuffers(racer.columns)));
}
