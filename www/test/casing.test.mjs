/**
 * What: the casings of racers' trails.
 * Invariant: in the valleys of the map, where trails end, every racer's line or its casing stands out, in every theme.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { casing, luminance } from "../src/look/casing.js";
import { racerLook } from "../src/look/racers.js";

/** Inks and halos as the style sheet has them; how light the valleys of the map are, and which contrast they need at least. */
const THEMES = [
  { dark: false, halo: "#fffffc", ink: "#1d1f23", valley: 0.88, least: 1.9 },
  { dark: true, halo: "#101218", ink: "#e9e8e4", valley: 0.025, least: 3 },
];

const contrast = (/** @type {number} */ a, /** @type {number} */ b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const lightness = (/** @type {string} */ color) => luminance(color.startsWith("#") ? color : `#${(color.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`);

test("every racer's line or its casing stands out of the valleys, and of one another", () => {
  for (const theme of THEMES) {
    for (let i = 0; i < 16; i++) {
      const { color } = racerLook(i, null);
      const around = casing(theme, color);
      const best = Math.max(contrast(lightness(color), theme.valley), contrast(lightness(around), theme.valley));
      assert.ok(best >= theme.least, `${color} on ${theme.dark ? "dark" : "light"}: ${best}`);
      assert.ok(contrast(lightness(color), lightness(around)) >= theme.least, `${color} in ${around}`);
    }
  }
});

test("strong colours keep the halo, and so does what is no colour; a reader's own colours are treated alike", () => {
  const [light, dark] = THEMES;
  assert.ok(light && dark);
  assert.equal(casing(light, "#0072B2"), light.halo);
  assert.equal(casing(dark, "#E69F00"), dark.halo);
  assert.notEqual(casing(dark, "#003"), dark.halo);
  assert.notEqual(casing(light, "#ffffffcc"), light.halo);
  assert.equal(casing(dark, "rgb(0, 0, 0)"), dark.halo);
  assert.equal(casing({ ...dark, ink: "white" }, "#000000"), "white");
});
