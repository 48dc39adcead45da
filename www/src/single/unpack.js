/**
 * What: the single file's first script: unpacks style, engine and the page's script, which stand in the file packed, and starts them.
 * Invariant: nothing is fetched; the page's script runs as a classic script from a Blob, which opaque origins allow too.
 * Does not: know what is in them. `www/single.mjs` packs.
 */
import { languageOf } from "../words/choice.js";
import { damaged } from "../words/unpack.js";
import { unpacked } from "./packed.js";

/** Unpacks and starts. */
function start() {
  const packed = document.getElementById("packed");
  const bytes = unpacked(packed?.textContent ?? "");
  let at = 0;
  const [page, look, engine] = (packed?.dataset.lengths ?? "").split(" ").map((length) => bytes.slice(at, (at += Number(length))));
  const style = document.createElement("style");
  style.textContent = new TextDecoder().decode(look);
  document.head.append(style);
  Object.defineProperty(globalThis, "descentEngine", { value: engine });
  const script = document.createElement("script");
  const address = URL.createObjectURL(new Blob([page ?? ""], { type: "text/javascript" }));
  script.onload = script.onerror = () => URL.revokeObjectURL(address);
  script.src = address;
  document.body.append(script);
}

try {
  start();
} catch (error) {
  const place = document.getElementById("descent");
  if (place) place.textContent = damaged[languageOf(location.search, navigator.languages ?? [])];
  console.error(error);
}
