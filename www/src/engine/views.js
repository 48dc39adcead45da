/**
 * What: copies a racer's columns out of the engine's memory.
 * Invariant: the only place where views of that memory are made; a view is made, read and dropped within one synchronous call,
 * because a memory that grows detaches every view of it without a word.
 * Does not: keep anything.
 */

/**
 * @template {Float64Array | Float32Array | Uint32Array} T
 * @param {new (buffer: ArrayBufferLike, address: number, length: number) => T} Type
 * @param {WebAssembly.Memory} memory
 * @param {import("./shapes").Place} place
 * @param {number} [length] elements to copy, all unless told
 * @returns {T} a copy with a buffer of its own
 */
function copyOut(Type, memory, [address, total], length = total) {
  return /** @type {T} */ (new Type(memory.buffer, address, length).slice());
}

/**
 * Copies one racer's columns.
 * @param {WebAssembly.Memory} memory
 * @param {import("./shapes").ColumnPlaces} places as the engine gave them in this very turn
 * @param {string} precision `f32` or `f64`: the element type of `x` and `f`
 * @returns {import("./shapes").Columns} positions are left out beyond two dimensions, where no picture needs them
 */
export function copyColumns(memory, places, precision) {
  const Real = precision === "f32" ? Float32Array : Float64Array;
  return {
    rows: places.rows,
    dim: places.dim,
    t: copyOut(Uint32Array, memory, places.t),
    x: copyOut(/** @type {any} */ (Real), memory, places.x, places.dim <= 2 ? places.x[1] : 0),
    f: copyOut(/** @type {any} */ (Real), memory, places.f),
    lr: copyOut(Float64Array, memory, places.lr),
    gradNorm: copyOut(Float64Array, memory, places.grad_norm),
  };
}

/**
 * The buffers of columns, to be moved with a message.
 * @param {import("./shapes").Columns} columns
 * @returns {ArrayBuffer[]}
 */
export function columnBuffers(columns) {
  return [columns.t, columns.x, columns.f, columns.lr, columns.gradNorm].map((column) => /** @type {ArrayBuffer} */ (column.buffer));
}
