/**
 * What: copies a racer's columns out of the engine's memory, or shows where they lie.
 * Invariant: the only place where views of that memory are made; a view is made, read and dropped within one synchronous call,
 * because a memory that grows detaches every view of it without a word. Only the package hands views out, and says so.
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
 * @param {number} [mostDims] beyond so many dimensions positions are left out: no picture needs them
 * @returns {import("./shapes").Columns}
 */
export function copyColumns(memory, places, precision, mostDims = 2) {
  const Real = precision === "f32" ? Float32Array : Float64Array;
  return {
    rows: places.rows,
    dim: places.dim,
    t: copyOut(Uint32Array, memory, places.t),
    x: copyOut(/** @type {any} */ (Real), memory, places.x, places.dim <= mostDims ? places.x[1] : 0),
    f: copyOut(/** @type {any} */ (Real), memory, places.f),
    lr: copyOut(Float64Array, memory, places.lr),
    gradNorm: copyOut(Float64Array, memory, places.grad_norm),
  };
}

/**
 * One racer's columns where they lie.
 * @param {WebAssembly.Memory} memory
 * @param {import("./shapes").ColumnPlaces} places as the engine gave them in this very turn
 * @param {string} precision
 */
export function viewColumns({ buffer }, { rows, dim, stride, t, x, f, lr, grad_norm }, precision) {
  const Real = precision === "f32" ? Float32Array : Float64Array;
  return { rows, dim, stride, t: new Uint32Array(buffer, ...t), x: new Real(buffer, ...x), f: new Real(buffer, ...f), lr: new Float64Array(buffer, ...lr), grad_norm: new Float64Array(buffer, ...grad_norm) };
}

/**
 * Copies the path of two parameters.
 * @param {WebAssembly.Memory} memory
 * @param {import("./shapes").ColumnPlaces} places as the engine gave them in this very turn
 * @param {string} precision
 * @param {number} a
 * @param {number} b
 * @returns {Float64Array} a, b, a, b, …
 */
export function copyPath(memory, { rows, dim, x }, precision, a, b) {
  const all = new (precision === "f32" ? Float32Array : Float64Array)(memory.buffer, x[0], x[1]);
  const path = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    path[2 * row] = Number(all[row * dim + a]);
    path[2 * row + 1] = Number(all[row * dim + b]);
  }
  return path;
}

/**
 * The buffers of columns, to be moved with a message.
 * @param {import("./shapes").Columns} columns
 * @returns {ArrayBuffer[]}
 */
export function columnBuffers(columns) {
  return [columns.t, columns.x, columns.f, columns.lr, columns.gradNorm].map((column) => /** @type {ArrayBuffer} */ (column.buffer));
}

/** Paths that stay this close, relative to their largest coordinate so far, differ by rounding only. */
const ROUNDING = /** @type {Record<string, number>} */ ({ f64: 1e-10, f32: 1e-4 });

/**
 * Compares the paths of two racers, row by row.
 * @param {WebAssembly.Memory} memory
 * @param {import("./shapes").ColumnPlaces} a
 * @param {import("./shapes").ColumnPlaces} b given in this very turn, like `a`
 * @param {string} precision of both
 * @returns {import("./compare.js").Comparison} `step` and `by`: where the paths first part, and how far, relatively
 */
export function compareColumns(memory, a, b, precision) {
  const Real = precision === "f32" ? Float32Array : Float64Array;
  const [ta, tb] = [a, b].map(({ t }) => new Uint32Array(memory.buffer, t[0], t[1]));
  const [xa, xb] = [a, b].map(({ x }) => new Real(memory.buffer, x[0], x[1]));
  const tolerance = ROUNDING[precision] ?? 0;
  const rows = Math.min(a.rows, b.rows);
  let bits = a.rows === b.rows;
  let [most, largest] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const step = Number(ta?.[row]);
    if (step !== tb?.[row]) return { kind: "differs", most, step, by: NaN };
    let apart = 0;
    for (let i = row * a.dim; i < (row + 1) * a.dim; i++) {
      const [u, v] = [Number(xa?.[i]), Number(xb?.[i])];
      if (Object.is(u, v)) continue;
      bits = false;
      largest = Math.max(largest, Math.abs(u), Math.abs(v));
      apart = Math.max(apart, Math.abs(u - v));
      if (Number.isNaN(u - v)) apart = Infinity;
    }
    for (let i = row * a.dim; i < (row + 1) * a.dim; i++) largest = Math.max(largest, Math.abs(Number(xa?.[i])));
    const relative = apart === 0 ? 0 : apart / largest;
    if (!(relative <= tolerance)) return { kind: "differs", most, step, by: relative };
    most = Math.max(most, relative);
  }
  if (a.rows !== b.rows) return { kind: "differs", most, step: Number(ta?.[rows - 1]), by: most };
  return { kind: bits ? "bits" : "rounding", most, step: 0, by: 0 };
}
