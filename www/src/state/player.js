/**
 * What: moves the playhead: so many steps per frame while playing, to the end of the run, then stops.
 * Invariant: the playhead is a whole step between 0 and the end; a fraction of a step is kept until it makes a whole one.
 * Does not: compute steps. The whole run is there already, playing only shows it.
 */

import { modelOf } from "../model/kind.js";
import { strideOf } from "./rows.js";

/** Speeds, in steps per frame. */
export const SPEEDS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64, 256, 1024];

/** @typedef {import("./session.js").SessionState} SessionState */

/**
 * Runs the playhead of a store.
 * @param {import("./store.js").Store<SessionState>} store
 */
export function startPlayer(store) {
  let fraction = 0;
  let running = false;
  const frame = () => {
    const { playing, step, speed, end, result } = store.state;
    if (!playing) {
      running = false;
      fraction = 0;
      return;
    }
    fraction += speed;
    const stride = strideOf(result?.racers ?? []);
    const whole = Math.floor(fraction / stride) * stride;
    fraction -= whole;
    // What trains is shown as far as it has come.
    const follows = store.state.computing && modelOf(store.state.good) !== null;
    const next = follows ? end : Math.min(end, step + whole);
    if (next !== step) store.set({ step: next });
    if (next >= end && !store.state.computing) store.set({ playing: false });
    requestAnimationFrame(frame);
  };
  store.on(["playing"], ({ playing }) => {
    if (!playing || running) return;
    running = true;
    requestAnimationFrame(frame);
  });
}
