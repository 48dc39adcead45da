/**
 * What: gives what a module and its bindings call each other short names: `node names.mjs BINDINGS.js`, beside its `_bg.wasm`, both in place.
 * wasm-bindgen's names are long and end in hashes, which nobody reads and nothing packs.
 * Invariant: each imported and exported thing has one new name, in the module and in the bindings; order, types and everything else stay.
 * Does not: rename the memory, which the page asks for.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** The sections of a module that list what it imports and exports. */
const [IMPORTS, EXPORTS] = [2, 7];
const MEMORY = "memory";

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
  /** Imports, with the names of their modules, and exports. @type {Map<string, string>[]} */
  const [imports, exports] = [new Map(), new Map([[MEMORY, MEMORY]])];
  const short = (/** @type {Map<string, string>} */ names, /** @type {string} */ letter) => {
    const name = text();
    const known = names.get(name) ?? letter + names.size.toString(36);
    names.set(name, known);
    return [...leb(known.length), ...Buffer.from(known)];
  };
  /** Passes over limits. */
  const limits = () => {
    for (let left = number() & 1 ? 2 : 1; left > 0; left--) number();
  };
  /** Passes over what is imported. */
  const pass = () => {
    const kind = bytes[at++];
    if (kind === 0) number();
    else if (kind === 1) {
      at++;
      limits();
    } else if (kind === 2) limits();
    else if (kind === 3) at += 2;
    else throw new Error(`an import of kind ${kind}`);
  };
  const parts = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const begins = at;
    const section = Number(bytes[at++]);
    const length = number();
    const end = at + length;
    if (section !== IMPORTS && section !== EXPORTS) {
      parts.push(bytes.subarray(begins, end));
      at = end;
      continue;
    }
    const count = number();
    const body = leb(count);
    for (let i = 0; i < count; i++) {
      if (section === IMPORTS) body.push(...short(imports, "_"), ...short(imports, "_"));
      else body.push(...short(exports, "$"));
      const from = at;
      if (section === IMPORTS) pass();
      else {
        at++;
        number();
      }
      body.push(...bytes.subarray(from, at));
    }
    parts.push(Uint8Array.from([section, ...leb(body.length), ...body]));
  }
  // A name stands in the bindings by itself, behind `wasm.`, or between quotation marks, never as a part of another.
  const used = new Set();
  const renamed = (/** @type {Map<string, string>} */ names, /** @type {string} */ given) => {
    const name = names.get(given);
    if (name) used.add(name);
    return name ?? given;
  };
  const written = bindings
    .replace(/(?<![\w$.])__\w+(?![\w$])|"\.\/\w+_bg\.js(?:#\w+)?"/g, (given) => (given.startsWith('"') ? `"${renamed(imports, given.slice(1, -1))}"` : renamed(imports, given)))
    .replace(/(?<=\bwasm\.)\w+/g, (given) => renamed(exports, given));
  for (const [name, of] of imports) if (!used.has(of)) throw new Error(`the bindings do not name ${name}`);
  return { bytes: Buffer.concat(parts), bindings: written, renamed: used.size };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [path = ""] = process.argv.slice(2);
  const module = path.replace(/\.js$/, "_bg.wasm");
  const { bytes, bindings, renamed } = shortened(readFileSync(module), readFileSync(path, "utf8"));
  writeFileSync(module, bytes);
  writeFileSync(path, bindings);
  console.log(`  short names for ${renamed} imports and exports`);
}
