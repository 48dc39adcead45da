/**
 * What: the words of the sheet of keys, gestures and conventions.
 * Invariant: as in `en.js`; apart from it, since figures have no such sheet. Keys that buttons name, too, are told there.
 */

import { words } from "./en.js";

/** The words. */
export const helpWords = {
  title: "Keys and gestures",
  keys: [
    [words.transport.space, "play or pause"],
    [".", "one step"],
    [",", "one step back"],
    [words.transport.home, "to the start"],
    [words.transport.last, "to the end"],
    ["[ ]", "slower, faster"],
    ["1 – 9", "select a racer"],
    ["F", "settings change from here on, or the whole run"],
    ["+ −", "zoom the landscape"],
    ["0", "show all of the landscape"],
    ["V", "the landscape as a relief, or flat"],
    ["Ctrl Z", "undo a setting"],
    [words.header.redoKeys, "redo"],
    ["← →", "from tab to tab"],
    ["?", "this sheet"],
  ],
  gestures: [
    ["Start", "Drag the ring, double click anywhere, or focus it and use the arrow keys (Shift: ten times as far)."],
    ["Landscape", "Drag to move, wheel or pinch to zoom, point at it for value and gradient."],
    ["Sliders", "Arrow keys move to the next round value, Shift by ten, double click resets. Fields take 3e-4 and 1/3; an emptied one resets."],
  ],
  conventionsTitle: "Conventions",
  conventions: [
    "x after t updates is shown at step t; step 0 is the start. The learning rate at step t is that of the update that follows.",
    "A trail outside the window is not clamped: an arrow at the edge shows where the racer is.",
    "✕ minimum, ◇ saddle, △ maximum, ring: start. Bold ✕: lowest. Of many, those near the middle.",
    "The address holds the whole run. The same link gives the same bits in every browser and on the command line.",
  ],
  about: (/** @type {string} */ version, /** @type {string} */ backend) => `Engine ${version}, ${backend}.`,
};
