/**
 * What: how scenes are looked at first.
 * Invariant: a scene's `show` names what the page's state has, with values that it can have.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { firstState } from "../src/state/session.js";
import { defaultSpec } from "../src/state/default.js";
import { axisWords } from "../src/words/axes.js";
import { words } from "../src/words/en.js";
import { maps } from "../src/words/maps.js";
import { modelWords } from "../src/words/model.js";

const scenes = JSON.parse(await readFile(new URL("../../crates/lectures/scenes.json", import.meta.url), "utf8"));

test("what a scene shows first is a part of the page's state", () => {
  const state = firstState(defaultSpec(), /** @type {any} */ ({}));
  /** @type {Record<string, string[]>} */
  const known = { chartTab: Object.keys(words.chart.names), unit: Object.keys(axisWords), modelShown: Object.keys(modelWords.views), mapsTab: [...Object.keys(maps.tabs), "seeds"] };
  const shown = scenes.filter((/** @type {any} */ { show }) => show);
  assert.ok(shown.length >= 8);
  for (const { id, show } of shown) {
    for (const [key, value] of Object.entries(show)) {
      assert.ok(Object.hasOwn(state, key), `${id}: ${key}`);
      if (known[key]) assert.ok(known[key].includes(String(value)), `${id}: ${key} = ${value}`);
    }
    assert.equal("quantity" in show, show.chartTab === "quantity", id);
  }
});
