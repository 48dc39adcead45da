/**
 * What: QR codes (ISO/IEC 18004, model 2) of byte data at the lowest error correction level, for links on a lecture hall's wall.
 * Invariant: the smallest version that holds the text, and the mask with the lowest penalty; null where no version holds it.
 * Does not: draw; it gives the modules.
 */

/** Error correction codewords per block, and blocks, at level L, for versions 1 to 40 (table 9 of the standard). */
const PER_BLOCK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];
/** The field's polynomial, x⁸ + x⁴ + x³ + x² + 1. */
const FIELD = 0x11d;

/** @param {number} a @param {number} b @returns {number} the product in GF(256) */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * FIELD);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** @param {number} degree @returns {number[]} the generator's coefficients below the highest */
function generator(degree) {
  const poly = Array(degree).fill(0);
  poly[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) poly[j] = times(poly[j], root) ^ (j + 1 < degree ? poly[j + 1] : 0);
    root = times(root, 2);
  }
  return poly;
}

/** @param {number[]} data @param {number[]} divisor @returns {number[]} */
function remainder(data, divisor) {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ Number(rest.shift());
    rest.push(0);
    divisor.forEach((coefficient, i) => (rest[i] = Number(rest[i]) ^ times(coefficient, factor)));
  }
  return rest;
}

/** @param {number} version @returns {number[]} the centres of the alignment patterns */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const apart = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = [6];
  for (let at = version * 4 + 10; places.length < count; at -= apart) places.splice(1, 0, at);
  return places;
}

/** @param {number} version @returns {number} modules that carry data and correction */
function rawModules(version) {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const count = Math.floor(version / 7) + 2;
    modules -= (25 * count - 10) * count - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

/** @param {number} version @returns {number} */
function dataBytes(version) {
  return Math.floor(rawModules(version) / 8) - Number(PER_BLOCK[version - 1]) * Number(BLOCKS[version - 1]);
}

/** @param {number} version @param {Uint8Array} bytes @returns {number[]} header, data, padding */
function payload(version, bytes) {
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const capacity = dataBytes(version) * 8;
  put(0, Math.min(4, capacity - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, i) => bits.slice(8 * i, 8 * i + 8).reduce((sum, bit) => (sum << 1) | bit, 0));
}

/** @param {number} version @param {number[]} data @returns {number[]} interleaved with its correction */
function corrected(version, data) {
  const blocks = Number(BLOCKS[version - 1]);
  const perBlock = Number(PER_BLOCK[version - 1]);
  const all = Math.floor(rawModules(version) / 8);
  const short = blocks - (all % blocks);
  const shortData = Math.floor(all / blocks) - perBlock;
  const divisor = generator(perBlock);
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, i) => {
    const part = data.slice(from, (from += shortData + (i < short ? 0 : 1)));
    return { part, check: remainder(part, divisor) };
  });
  const out = [];
  for (let i = 0; i <= shortData; i++) for (const { part } of parts) if (i < part.length) out.push(Number(part[i]));
  for (let i = 0; i < perBlock; i++) for (const { check } of parts) out.push(Number(check[i]));
  return out;
}

/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/**
 * The code of a text.
 * @param {string} text
 * @returns {boolean[][] | null} rows of modules, true is dark; null where it is too long
 */
export function qrCode(text) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= 40 && 4 + (version < 10 ? 8 : 16) + 8 * bytes.length > dataBytes(version) * 8) version++;
  if (version > 40) return null;
  const codewords = corrected(version, payload(version, bytes));
  let best = null;
  for (let mask = 0; mask < 8; mask++) {
    const modules = drawn(version, codewords, mask);
    const score = penalty(modules);
    if (best === null || score < best.score) best = { score, modules };
  }
  return best && best.modules;
}

/**
 * @param {number} version
 * @param {number[]} codewords
 * @param {number} mask
 */
function drawn(version, codewords, mask) {
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ on) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    /** @type {boolean[]} */ (dark[y])[x] = on;
    /** @type {boolean[]} */ (fixed[y])[x] = true;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const ring = (/** @type {number} */ cx, /** @type {number} */ cy, /** @type {number} */ radius, /** @type {(d: number) => boolean} */ on) => {
    for (let dy = -radius; dy <= radius; dy++) for (let dx = -radius; dx <= radius; dx++) set(cx + dx, cy + dy, on(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) ring(Number(cx), Number(cy), 4, (d) => d !== 2 && d !== 4);
  const places = alignments(version);
  const last = places.length - 1;
  places.forEach((cx, i) => places.forEach((cy, j) => {
    if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) ring(cx, cy, 2, (d) => d !== 1);
  }));
  // Level L is 1 in the format's first two bits.
  const format = withCheck((1 << 3) | mask, 10, 0x537) ^ 0x5412;
  const bit = (/** @type {number} */ i) => ((format >> i) & 1) === 1;
  for (let i = 0; i <= 5; i++) set(8, i, bit(i));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
  set(8, size - 8, true);
  if (version >= 7) {
    const marks = withCheck(version, 12, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const on = ((marks >> i) & 1) === 1;
      set(size - 11 + (i % 3), Math.floor(i / 3), on);
      set(Math.floor(i / 3), size - 11 + (i % 3), on);
    }
  }
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let down = 0; down < size; down++) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - down : down;
        if (fixed[y]?.[x]) continue;
        const on = at < codewords.length * 8 && ((Number(codewords[at >> 3]) >> (7 - (at & 7))) & 1) === 1;
        /** @type {boolean[]} */ (dark[y])[x] = on !== MASKS[mask]?.(x, y);
        at++;
      }
    }
  }
  return dark;
}

/** @param {number} value @param {number} length @param {number} poly @returns {number} followed by its BCH check */
function withCheck(value, length, poly) {
  let rest = value;
  for (let i = 0; i < length; i++) rest = (rest << 1) ^ ((rest >> (length - 1)) * poly);
  return (value << length) | rest;
}

/** @param {boolean[][]} modules @returns {number} runs, blocks and balance; what a reader finds hard to tell apart */
function penalty(modules) {
  const size = modules.length;
  let score = 0;
  let darks = 0;
  for (const across of [true, false]) {
    for (let i = 0; i < size; i++) {
      let run = 0;
      let line = "";
      for (let j = 0; j < size; j++) {
        const on = Boolean(across ? modules[i]?.[j] : modules[j]?.[i]);
        run = line !== "" && line.endsWith(on ? "1" : "0") ? run + 1 : 1;
        if (run === 5) score += 3;
        else if (run > 5) score++;
        line += on ? "1" : "0";
        if (across && on) darks++;
      }
      for (const hard of ["10111010000", "00001011101"]) for (let from = line.indexOf(hard); from >= 0; from = line.indexOf(hard, from + 1)) score += 40;
    }
  }
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const on = modules[y]?.[x];
      if (on === modules[y]?.[x + 1] && on === modules[y + 1]?.[x] && on === modules[y + 1]?.[x + 1]) score += 3;
    }
  }
  return score + Math.floor(Math.abs((darks * 20) / (size * size) - 10)) * 10;
}
