/**
 * What: takes out of a compiled module what only words a panic, what would pad words, and what nobody can call: `node traps.mjs MODULE`, in place, before wasm-opt.
 * Nobody can read those words: in a browser the standard library has nowhere to print them, and what a page gets of a panic is a trap.
 * Invariant: a panic stays a trap, and traps where it did; nothing else changes. Every function emptied returns to nobody, or its bindings never call it.
 * Does not: optimise; wasm-opt then drops what only led to the words.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

/** The functions of the standard library in which every panic ends, by their names without hashes. */
const ENDS = [
  /^core::panicking::(panic|panic_fmt|panic_bounds_check|assert_failed.*|panic_const::.*|panic_nounwind.*|panic_cannot_unwind)$/,
  /^core::slice::(index::slice_index_fail|copy_from_slice_impl::len_mismatch_fail|sort::.*::panic_on_ord_violation)$/,
  /^core::str::slice_error_fail(_rt)?$/,
  /^core::(option::(unwrap|expect)_failed|result::unwrap_failed|cell::panic_already_(mutably_)?borrowed)$/,
  /^alloc::(raw_vec::capacity_overflow|alloc::handle_alloc_error|vec::.*::assert_failed)$/,
  /^std::thread::local::panic_access_error$/,
];

/** The ways from JavaScript into closures, which the library of bindings keeps in the module's table; without closures in the bindings nobody calls them. */
const CLOSURES = /^wasm_bindgen::convert::closures::.*::invoke(::|$)/;
/** The way to call a closure for the last time, which the compiler puts into every closure's table; nothing here is a `dyn FnOnce` (a test of xtask sees to it). */
const ONCE = /^core::ops::function::FnOnce::call_once\{\{vtable\.shim\}\}/;
/** How values look in a panic's words, and how these get to its handler; nothing else here is printed with `{:?}` (a test of xtask sees to it). */
const WORDED = /^<.+ as core::(fmt::Debug>::fmt|panic::PanicPayload>::)/;

/** How the standard library counts letters, which only `{}` with a width does; nothing here has one (a test of xtask sees to it). */
const COUNTED = /^core::str::count::do_count_chars$/;
/** So words printed by `{}` are written as they are. */
const [PADDED, WRITTEN] = ["<core::fmt::Formatter>::pad", "<core::fmt::Formatter>::write_str"];

/** What those functions would have said, and those that call them. */
const SAID = [
  "attempt to divide by zero", "attempt to calculate the remainder with a divisor of zero", "called `Option::unwrap()` on a `None` value", "argument of integer logarithm must be positive",
  "RefCell already mutably borrowed", "RefCell already borrowed", "chunk size must be non-zero", "mid > len", "destination and source slices have different lengths",
  "index out of bounds: the len is ", " but the index is ", "slice index starts at ", " but ends at ", " out of range for slice of length ", " is out of bounds of `",
  " is not a char boundary; it is inside ", "copy_from_slice: source slice length (", ") does not match destination slice length (", "`at` split index (is ",
  "insertion index (is ", ") should be <= len (is ", ") should be < len (is ", "capacity overflow", "Tried to shrink to a larger capacity", "user-provided comparison function does not correctly implement a total order",
  "cannot access a Thread Local Storage value during or after destruction: ", "a Display implementation returned an error unexpectedly", "internal error: entered unreachable code: ",
  "a formula of too many operations", "an expression that could not be recorded", "` holds another kind of argument", "the row has no parameter `",
];

/** The standard library's tables of characters that only `{:?}` reads: how each begins, its length, and its digest's beginning, so that nothing else is ever erased. @type {[string, number, string][]} */
const TABLES = [
  ["0006010103010402", 92, "a7a3ef1e51309ebb"],
  ["0c273b3e4e4f8f9e", 212, "c3f0047bf905e6f4"],
  ["5e227b0503042d03", 504, "64dc499c522e4b13"],
  ["0001030505060602", 76, "bd4401edc3e3b2e4"],
  ["ad78798b8da23057", 284, "ac9c85e11132df26"],
  ["00205f2282df0482", 292, "bbbe10f76b55d4be"],
  ["00700007002d0101", 767, "fd33f755f4392970"],
  ["0003000083042000", 132, "74a57086cfa31046"],
];

/** Fewer mean that the names are another compiler's, or were taken out before: nothing is lost then but bytes. */
const LEAST_ENDS = 10;

/**
 * The module with a trap in the place of every such function.
 * @param {Uint8Array} bytes
 * @param {boolean} closures whether the bindings make any
 * @returns {Uint8Array}
 */
function trapping(bytes, closures) {
  const module = binaryen.readBinary(bytes);
  let ends = 0;
  /** Functions of words, by their names without hashes. @type {Record<string, {each: number, name: string}>} */
  const words = {};
  for (let i = 0; i < module.getNumFunctions(); i++) {
    const each = module.getFunctionByIndex(i);
    const { name, module: from, results } = binaryen.getFunctionInfo(each);
    const plain = name.replace(/\[[0-9a-f]{16}\]/g, "");
    if (plain === PADDED || plain === WRITTEN) words[plain] = { each, name };
    const end = ENDS.some((pattern) => pattern.test(plain));
    if (from || !(end || WORDED.test(plain) || COUNTED.test(plain) || ONCE.test(name) || (!closures && CLOSURES.test(name)))) continue;
    if (end && results !== binaryen.none) throw new Error(`${name} gives something back`);
    // Not in the library's types.
    /** @type {any} */ (binaryen).Function.setBody(each, module.unreachable());
    ends += Number(end);
  }
  const [padded, written] = [words[PADDED], words[WRITTEN]];
  if (padded && written) {
    const [self, text, length] = [0, 1, 2].map((at) => module.local.get(at, binaryen.i32));
    /** @type {any} */ (binaryen).Function.setBody(padded.each, module.call(written.name, [Number(self), Number(text), Number(length)], binaryen.i32));
  }
  if (ends < LEAST_ENDS) console.warn(`traps: only ${ends} functions look like the end of a panic; the module stays larger`);
  binaryen.setDebugInfo(true);
  return module.emitBinary();
}

/**
 * Where a module's data lie: address, offset in the file, length.
 * @param {Uint8Array} bytes
 * @returns {{address: number, offset: number, length: number}[]}
 */
function dataOf(bytes) {
  let at = 8;
  const number = () => {
    let [found, shift, byte] = [0, 0, 0x80];
    for (; byte & 0x80; shift += 7) found |= ((byte = bytes[at++] ?? 0) & 0x7f) << shift;
    return { found: found >>> 0, signed: shift < 32 && byte & 0x40 ? found | (-1 << shift) : found };
  };
  const data = [];
  while (at < bytes.length) {
    const section = bytes[at++];
    const length = number().found;
    const end = at + length;
    for (let left = section === 11 ? number().found : 0; left > 0; left--) {
      if (number().found !== 0 || bytes[at++] !== 0x41) throw new Error("data in a place that is not a constant");
      const address = number().signed;
      at++;
      const length = number().found;
      data.push({ address, offset: at, length });
      at += length;
    }
    at = end;
  }
  return data;
}

/**
 * Erases the places in the source (`core::panic::Location`: address and length of a file's name, line, column), which only panics name.
 * @param {Uint8Array} bytes
 * @returns {number} how many there were
 */
function erasePlaces(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = dataOf(bytes);
  const fileAt = (/** @type {number} */ address, /** @type {number} */ length) => {
    const segment = data.find((each) => each.address <= address && address + length <= each.address + each.length);
    const offset = segment ? segment.offset + address - segment.address : 0;
    return segment && /^[\w./-]+\.rs$/.test(Buffer.from(bytes.subarray(offset, offset + length)).toString("latin1")) ? offset : 0;
  };
  const files = new Map();
  let places = 0;
  for (const { address, offset, length } of data) {
    for (let at = offset + (-address & 3); at + 16 <= offset + length; at += 4) {
      const [name, size, line, column] = [0, 4, 8, 12].map((byte) => view.getUint32(at + byte, true));
      if (!name || !size || !line || !column || size > 300 || line > 50_000 || column > 1000) continue;
      const file = fileAt(name, size);
      if (!file) continue;
      files.set(file, size);
      bytes.fill(0, at, at + 16);
      places++;
    }
  }
  for (const [file, size] of files) bytes.fill(0, file, file + size);
  return places;
}

/**
 * Erases what panics would have said, and the tables that it would have taken to say it.
 * @param {Uint8Array} bytes
 * @returns {number} how many tables
 */
function eraseWords(bytes) {
  let tables = 0;
  for (const { offset, length } of dataOf(bytes)) {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
    for (const [start, size, digest] of TABLES) {
      const at = data.indexOf(start, "hex");
      if (at < 0 || !createHash("sha256").update(data.subarray(at, at + size)).digest("hex").startsWith(digest)) continue;
      data.fill(0, at, at + size);
      tables++;
    }
    for (const words of SAID) for (let at = data.indexOf(words); at >= 0; at = data.indexOf(words, at)) data.fill(0, at, at + words.length);
  }
  return tables;
}

const [path = ""] = process.argv.slice(2);
const bytes = trapping(readFileSync(path), /closure/i.test(readFileSync(path.replace(/_bg\.wasm$/, ".js"), "utf8")));
const places = erasePlaces(bytes);
const tables = eraseWords(bytes);
if (tables < TABLES.length) console.warn(`traps: ${tables} of ${TABLES.length} tables were found; the module stays larger`);
if (places === 0) console.warn("traps: no places in the source were found; the module stays larger");
console.log(`  without the words of panics: ${places} places in the source`);
writeFileSync(path, bytes);
