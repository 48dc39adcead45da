/**
 * What: where the playhead of a session stands while its run is made anew; which of several documents is shown; what a gesture leaves.
 * Invariant: a run that is made in parts leaves it where one that is there at once would.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { followGestures } from "../src/state/gesture.js";
import { Session, firstState } from "../src/state/session.js";
import { Store } from "../src/state/store.js";

const spec = /** @type {any} */ ({ version: 1, problem: { model: { id: "logistic" }, data: { id: "moons" } }, racers: [{ optimizer: { id: "adam", lr: 0.02 } }] });

/** A session on which a run of 400 steps is there. */
function shown() {
  const store = new Store(firstState(spec, /** @type {any} */ ({})), () => {});
  const session = new Session(store, /** @type {any} */ ({}), { call: () => new Promise(() => {}) });
  /** Takes a run that has come so far. @param {number} end @param {boolean} done */
  const take = (end, done) => {
    const t = Float64Array.from({ length: end + 1 }, (_, step) => step);
    session.accept(store.state.spec, /** @type {any} */ ({ done, racers: [{ columns: { t, rows: t.length } }] }));
    return store.state.step;
  };
  take(400, true);
  return { session, store, take };
}

test("the playhead waits for a run that has not come so far, and stands at the end of one that ends before", () => {
  const { session, take } = shown();
  session.seek(150);
  // Through the very step, and from the beginning again before the first was through.
  assert.deepEqual([60, 150, 300, 40, 200].map((end) => take(end, false)), [150, 150, 150, 150, 150]);
  assert.equal(take(400, true), 150);
  assert.deepEqual([take(60, false), take(90, true)], [150, 90]);
});

test("at the end it goes on with the end, and so it does once it is sought there", () => {
  const { session, store, take } = shown();
  session.seek(400);
  assert.deepEqual([take(60, false), take(400, false), take(500, true)], [60, 400, 500]);
  session.seek(150);
  take(60, false);
  session.seek(151);
  session.seek(149);
  assert.deepEqual([store.state.step, take(90, false)], [149, 149]);
  session.seek(90);
  assert.deepEqual([take(200, false), take(400, true)], [200, 400]);
});

test("what is changed from here on while the run is made anew is a fork where the playhead was", () => {
  const { session, store, take } = shown();
  session.seek(150);
  store.set({ fromHere: true });
  for (const value of [0, 0.5]) {
    session.edit("racers[0].optimizer.lr", value);
    take(60, false);
  }
  assert.deepEqual(store.state.spec.edits, [{ step: 150, racer: 0, path: "optimizer.lr", value: 0.5 }]);
  assert.equal(store.state.spec.racers[0]?.optimizer.lr, 0.02);
});

test("what a press changed before the browser took it to scroll is taken back: a value, from here on or not, and time", () => {
  const { session, store, take } = shown();
  const page = new EventTarget();
  followGestures(/** @type {any} */ (page), session);
  // All of them are at a slider.
  Object.assign(page, { type: "range" });
  const tell = (/** @type {string[]} */ ...types) => types.forEach((type) => page.dispatchEvent(new Event(type)));
  for (const fromHere of [false, true]) {
    session.seek(150);
    store.set({ fromHere });
    tell("pointerdown");
    for (const value of [0.3, 0.5]) session.edit("racers[0].optimizer.lr", value);
    assert.notDeepEqual(store.state.spec, spec);
    tell("pointercancel");
    take(400, true);
    assert.deepEqual([store.state.spec, store.state.canUndo, store.state.canRedo, store.state.step], [spec, 0, 0, 150]);
  }
  // What only scrolls takes nothing back, what was let go neither.
  store.set({ fromHere: false });
  session.edit("racers[0].optimizer.lr", 0.3);
  tell("pointerdown", "pointercancel", "pointerdown");
  session.edit("racers[0].optimizer.lr", 0.5);
  tell("pointerup", "pointerdown", "pointercancel");
  assert.deepEqual([store.state.spec.racers[0]?.optimizer.lr, store.state.canUndo], [0.5, 2]);
  session.play();
  tell("pointerdown");
  session.seek(20);
  tell("pointercancel");
  assert.deepEqual([store.state.step, store.state.playing], [150, true]);
});

test("of documents that are judged out of turn the one that was asked for last is shown, or what the reader chose since", async () => {
  /** @type {(() => void)[]} */
  const judge = [];
  const store = new Store(firstState(spec, /** @type {any} */ ({})), () => {});
  const call = (/** @type {string} */ method, /** @type {any} */ params) =>
    method === "validate" ? new Promise((done) => judge.push(() => done(params.spec.steps ? [] : [{}]))) : Promise.resolve({ done: true, racers: [{ columns: { t: [0], rows: 1 } }] });
  const session = new Session(store, /** @type {any} */ ({}), { call });
  const opened = (/** @type {number[]} */ ...steps) => steps.map((all) => session.open({ ...spec, steps: all }));
  const judged = async (/** @type {number[]} */ ...turns) => {
    for (const turn of turns) {
      judge[turn]?.();
      await new Promise(setImmediate);
    }
    judge.length = 0;
    return store.state.good.steps;
  };
  let answers = opened(10, 20);
  assert.equal(await judged(1, 0), 20);
  assert.deepEqual(await Promise.all(answers), [[], []]);
  opened(30);
  session.edit("steps", 40);
  assert.equal(await judged(0), 40);
  // One that is refused takes nothing from the one before.
  answers = opened(50, 0);
  assert.equal(await judged(1, 0), 50);
  assert.deepEqual(await Promise.all(answers), [[], [{}]]);
});
