/**
 * What: the protocol between page and engine: replies, partial replies, lanes, cancelling, errors, loss of the peer.
 * Invariant: every call settles once.
 * Does not: start an engine.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Caller, Moving, errorData, nextTurn, serve } from "../src/engine/protocol.js";
import { History } from "../src/state/history.js";

/** @type {MessagePort[]} */
let ports = [];

/** @param {Record<string, import("../src/engine/protocol.js").Handler>} handlers */
function connect(handlers) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serve(port2, handlers, () => {});
  return new Caller(port1);
}

afterEach(() => {
  for (const port of ports) port.close();
  ports = [];
});

test("a call gets its reply, and a buffer moves", async () => {
  const caller = connect({ double: ({ x }) => 2 * x, bytes: () => { const data = new Uint8Array([1, 2]); return new Moving({ data }, [data.buffer]); } });
  assert.equal(await caller.call("double", { x: 21 }), 42);
  assert.deepEqual([...(await caller.call("bytes", {})).data], [1, 2]);
});

test("an error arrives with name, code and problems", async () => {
  const problem = { path: "racers", code: "empty", given: "", allowed: "1 to 16", message: "no" };
  const caller = connect({ fail: () => { throw Object.assign(new Error("no"), { name: "SpecError", code: "refused", problems: [problem] }); } });
  await assert.rejects(caller.call("fail", {}), { name: "SpecError", code: "refused", message: "no", problems: [problem] });
  await assert.rejects(caller.call("toString", {}), { code: "unknown_method" });
});

test("a trap is told from other errors", () => {
  assert.equal(errorData(new WebAssembly.RuntimeError("unreachable")).code, "trap");
  assert.equal(errorData("text").message, "text");
  assert.equal(errorData(null).code, "failed");
});

test("on a lane the newest request replaces the waiting one, and the running one learns of it", async () => {
  /** @type {number[]} */
  const begun = [];
  const caller = connect({
    async slow({ n }, task) {
      begun.push(n);
      for (let turn = 0; turn < 500 && !task.cancelled(); turn++) await nextTurn();
      task.part(n);
      return task.cancelled() ? "cancelled" : "whole";
    },
  });
  /** @type {number[]} */
  const parts = [];
  const options = { lane: "run", onPart: (/** @type {number} */ n) => parts.push(n) };
  const all = await Promise.allSettled([caller.call("slow", { n: 1 }, options), caller.call("slow", { n: 2 }, options), caller.call("slow", { n: 3 }, options)]);
  assert.deepEqual(all.map((one) => (one.status === "fulfilled" ? one.value : one.reason.code)), ["cancelled", "superseded", "whole"]);
  assert.deepEqual(begun, [1, 3]);
  assert.deepEqual(parts, [1, 3]);
});

test("when the peer is gone every call is told", async () => {
  const caller = connect({ never: () => new Promise(() => {}) });
  const calls = [caller.call("never", {}, { lane: "a" }), caller.call("never", {}, { lane: "a" }), caller.call("never", {})];
  caller.abandon();
  for (const call of calls) await assert.rejects(call, { code: "lost" });
});

test("a drag is one step of undo, and undo and redo are each other's inverse", () => {
  const history = new History();
  const spec = (/** @type {number} */ steps) => /** @type {any} */ ({ steps });
  history.note(spec(1), "lr", 0);
  history.note(spec(2), "lr", 100);
  history.note(spec(3), "lr", 5000);
  assert.deepEqual(history.undo(spec(4)), spec(3));
  assert.deepEqual(history.undo(spec(3)), spec(1));
  assert.equal(history.undo(spec(1)), null);
  assert.deepEqual(history.redo(spec(1)), spec(3));
  assert.deepEqual(history.redo(spec(3)), spec(4));
  assert.equal(history.redo(spec(4)), null);
});

test("a drag is one step however long it takes, two are two however short, and what was refused leaves no step twice", () => {
  const history = new History();
  const spec = (/** @type {number} */ steps) => /** @type {any} */ ({ steps });
  const all = [1, 2, 3, 4].map(spec);
  history.hold(true);
  for (const [ms, one] of all.slice(0, 2).entries()) history.note(one, "start", 5000 * ms);
  history.hold(false);
  history.hold(true);
  history.note(all[2], "start", 5001);
  history.hold(false);
  assert.deepEqual(history.past, [all[0], all[2]]);
  for (const ms of [9000, 19000]) history.note(all[3], "lr", ms);
  assert.deepEqual(history.past, [all[0], all[2], all[3]]);
});
