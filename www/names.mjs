/**
 * What: gives what a module and its bindings call each other short names: `node names.mjs BINDINGS.js`, beside its `_bg.wasm`, both in place.
 * wasm-bindgen's names end in hashes, which nobody reads and nothing packs.
 * Invariant: each imported thing has one new name, in the module and in the bindings; order, types and everything else stay.
 * Does not: touch what the module exports.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The section of a module that lists what it imports. */
const IMPORTS = 2;

/** @param {number} value @returns {number[]} LEB128 */
function leb(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

/**
 * The module and the bindings with short names.
 * @param {Uint8Array} bytes
 * @param {string} bindings
 * @returns {{bytes: Uint8Array, bindings: string, renamed: number}}
 */
export function shortened(bytes, bindings) {
  let at = 8;
  const number = () => {
    for (let found = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      found |= (byte & 0x7f) << shift;
      if (byte < 0x80) return found >>> 0;
    }
  };
  const text = () => {
    const length = number();
    return Buffer.from(bytes.subarray(at, (at += length))).toString();
  };
  /** @type {Map<string, string>} */
  const names = new Map();
  const short = (/** @type {string} */ name) => {
    const known = names.get(name) ?? `_${names.size.toString(36)}`;
    names.set(name, known);
    return [known.length, ...Buffer.from(known)];
  };
  /** Passes over limits. */
  const limits = () => {
    for (let left = number() & 1 ? 2 : 1; left > 0; left--) number();
  };
  while (at < bytes.length) {
    const begins = at;
    const section = bytes[at++];
    const length = number();
    const end = at + length;
    if (section !== IMPORTS) {
      at = end;
      continue;
    }
    const count = number();
    const body = leb(count);
    for (let i = 0; i < count; i++) {
      body.push(...short(text()), ...short(text()));
      const from = at;
      const kind = bytes[at++];
      if (kind === 0) number();
      else if (kind === 1) {
        at++;
        limits();
      } else if (kind === 2) limits();
      else if (kind === 3) at += 2;
      else throw new Error(`an import of kind ${kind}`);
      body.push(...bytes.subarray(from, at));
    }
    const whole = [bytes.subarray(0, begins), [IMPORTS, ...leb(body.length), ...body], bytes.subarray(end)];
    // A name stands in the bindings by itself or between quotation marks, never as a part of another.
    const word = /(?<![\w$])(?:__\w+)(?![\w$])|"\.\/\w+_bg\.js(?:#\w+)?"/g;
    const used = new Set();
    const written = bindings.replace(word, (given) => {
      const quoted = given.startsWith('"');
      const name = names.get(quoted ? given.slice(1, -1) : given);
      if (name === undefined) return given;
      used.add(name);
      return quoted ? `"${name}"` : name;
    });
    if (used.size !== names.size) throw new Error(`the bindings name ${used.size} of the ${names.size} imports`);
    return { bytes: Buffer.concat(whole.map((part) => Buffer.from(part))), bindings: written, renamed: names.size };
  }
  throw new Error("the module imports nothing");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [path = ""] = process.argv.slice(2);
  const module = path.replace(/\.js$/, "_bg.wasm");
  const { bytes, bindings, renamed } = shortened(readFileSync(module), readFileSync(path, "utf8"));
  writeFileSync(module, bytes);
  writeFileSync(path, bindings);
  console.log(`  short names for ${renamed} imports`);
}
