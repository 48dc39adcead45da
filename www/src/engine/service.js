/**
 * What: answers the page's requests with the engine: the handlers of runs, pictures and sweeps, and what takes no more than one call.
 * Invariant: one instance.
 * Does not: hold a default or an algorithm, and does not know whether it lives in a worker or in the page.
 */
import * as engine from "descent-wasm";
import { compare } from "./compare.js";
import { seenData } from "./learning.js";
import { pictureHandlers } from "./pictures.js";
import { Moving, SUPERSEDED, protocolError } from "./protocol.js";
import { runHandlers } from "./runs.js";
import { sketch } from "./sketch.js";
import { sweepHandlers } from "./sweeps.js";

/** A table is read in pieces of so many bytes. */
const PIECE = 1 << 20;

/**
 * Reads a table piece by piece.
 * @param {Blob} file
 * @param {import("./protocol.js").Task} task
 */
async function readTable(file, task) {
  for (let at = 0; ; at += PIECE) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    if (task.cancelled()) throw protocolError(SUPERSEDED, "another table is read");
    const found = engine.readTable(piece, at === 0, at + PIECE >= file.size);
    if (found) return "faults" in found ? found : new Moving(found, [found.x.buffer, found.y.buffer]);
    task.part(at / file.size);
  }
}

/**
 * Starts an instance and gives its handlers.
 * @param {WebAssembly.Module} module the compiled engine
 * @param {number} sliceMs how long a run may hold the thread
 * @returns {Record<string, import("./protocol.js").Handler>}
 */
export function createService(module, sliceMs) {
  const { memory } = engine.initSync({ module });
  /** The reading of a table; a training waits for it. @type {{now: Promise<unknown> | null}} */
  const reading = { now: null };

  return {
    about: () => ({ version: engine.version(), backend: engine.backend() }),

    digits: ({ text }) => engine.supplyDigits(text),

    script: ({ spec, library }) => engine.script(spec, library),

    paste: ({ text, layers }) => engine.paste(text, layers),

    validate: ({ spec }) => engine.validate(spec),

    // Without a file: stops reading.
    table({ file }, task) {
      const mine = file && readTable(file, task);
      reading.now = mine?.catch(() => {});
      return mine;
    },

    dataset({ spec }) {
      const data = seenData(engine.dataset(spec), spec);
      return new Moving(data, [data.train, data.test].flatMap((half) => (half ? [half.x.buffer, half.y.buffer] : [])));
    },

    compare: (asked, task) => compare(memory, asked, task, sliceMs),

    sketch: (asked) => sketch(memory, asked),

    ...runHandlers(memory, sliceMs, reading),
    ...pictureHandlers(),
    ...sweepHandlers(),
  };
}
