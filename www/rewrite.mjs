/**
 * What: the last steps of the module's build, on its text: `node rewrite.mjs MODULE`, in place, after wasm-opt, which would put everything back.
 * Invariant: the module computes what it did; its features stay declared.
 * Does not: know the steps; `constants.mjs` and `order.mjs` do.
 */
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";
import { CONSTANT, hoisted } from "./constants.mjs";
import { ordered } from "./order.mjs";

/**
 * A module's custom section, as it stands.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {Uint8Array} empty where there is none
 */
function customSection(bytes, name) {
  let at = 8;
  const number = () => {
    let [found, shift, byte] = [0, 0, 0x80];
    for (; byte & 0x80; shift += 7) found |= ((byte = bytes[at++] ?? 0) & 0x7f) << shift;
    return found >>> 0;
  };
  while (at < bytes.length) {
    const from = at;
    const kind = bytes[at++];
    const end = number() + at;
    const size = number();
    if (kind === 0 && Buffer.from(bytes.subarray(at, at + size)).toString() === name) return bytes.subarray(from, end);
    at = end;
  }
  return new Uint8Array();
}

const [path] = process.argv.slice(2);
const bytes = readFileSync(String(path));
const before = binaryen.readBinary(bytes);
const text = before.emitText();
const rewritten = ordered(hoisted(text));
const after = binaryen.parseText(rewritten);
after.setFeatures(before.getFeatures());
if (!after.validate()) throw new Error("rewrite: the module is not valid any more");
const count = (/** @type {string} */ of) => of.match(CONSTANT)?.length ?? 0;
console.log(`  vector constants outside of loops: ${count(text)} -> ${count(rewritten)} in the code`);
// The text says nothing of the features.
const features = customSection(bytes, "target_features");
writeFileSync(String(path), Buffer.concat([after.emitBinary(), features]));
