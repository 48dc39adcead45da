/**
 * What: the single file's first script: unpacks the engine and the page's script, which stand in the file packed, and starts them.
 * Invariant: nothing is fetched; the page's script runs as a classic script from a Blob, which opaque origins allow too.
 * Does not: know what is in them. `www/single.mjs` packs.
 */
import { languageOf } from "../words/choice.js";
import { tooOld } from "../words/unpack.js";
import { unpacked } from "./packed.js";

/** @param {string} id of the element that holds packed bytes */
const carried = (id) => unpacked(document.getElementById(id)?.textContent ?? "");

/** Unpacks and starts. */
async function start() {
  const [engine, page] = await Promise.all([carried("packed-engine"), carried("packed-page")]);
  Object.defineProperty(globalThis, "descentEngine", { value: engine });
  const script = document.createElement("script");
  const address = URL.createObjectURL(new Blob([page], { type: "text/javascript" }));
  script.onload = script.onerror = () => URL.revokeObjectURL(address);
  script.src = address;
  document.body.append(script);
}

start().catch((error) => {
  const place = document.getElementById("descent");
  if (place) place.textContent = tooOld[languageOf(location.search, navigator.languages ?? [])];
  console.error(error);
});
