/**
 * What: the same jobs in plain JavaScript, written well: typed arrays, one fused loop, nothing allocated, no Math.pow in a loop.
 * Invariant: the same recurrences as the engine's, in the arithmetic that JavaScript has (doubles, stored where the arrays say).
 * Does not: use a library.
 */

/** @typedef {{p: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, t: number, b1: number, b2: number}} Vectors */

/**
 * Parameters and gradients as the engine's benchmark has them.
 * @param {number} n
 * @returns {Vectors}
 */
export function vectors(n) {
  const p = Float32Array.from({ length: n }, (_, i) => 1 + (i % 7));
  const g = Float32Array.from({ length: n }, (_, i) => 0.01 * ((i % 13) - 6));
  return { p, g, m: new Float32Array(n), v: new Float32Array(n), t: 0, b1: 1, b2: 1 };
}

/** One update each. @type {Record<string, (all: Vectors) => void>} */
export const updates = {
  adam(all) {
    const { p, g, m, v } = all;
    all.b1 *= 0.9;
    all.b2 *= 0.999;
    const a = 0.001 / (1 - all.b1);
    const c = 1 / (1 - all.b2);
    for (let i = 0; i < p.length; i++) {
      const gi = g[i];
      const mi = 0.9 * m[i] + 0.1 * gi;
      const vi = 0.999 * v[i] + 0.001 * gi * gi;
      m[i] = mi;
      v[i] = vi;
      p[i] -= (a * mi) / (Math.sqrt(c * vi) + 1e-8);
    }
  },
  momentum({ p, g, m }) {
    for (let i = 0; i < p.length; i++) {
      const mi = 0.9 * m[i] - 0.01 * g[i];
      m[i] = mi;
      p[i] += mi;
    }
  },
  rmsprop({ p, g, v }) {
    for (let i = 0; i < p.length; i++) {
      const gi = g[i];
      const vi = 0.99 * v[i] + 0.01 * gi * gi;
      v[i] = vi;
      p[i] -= (0.01 * gi) / (Math.sqrt(vi) + 1e-8);
    }
  },
  sgd({ p, g }) {
    for (let i = 0; i < p.length; i++) p[i] -= 0.01 * g[i];
  },
};

/**
 * The basin map of Beale's function: the last value from each of n × n starts after `steps` updates of Adam.
 * @param {number} n
 * @param {number} steps
 * @param {Float64Array} out
 * @param {number} [from] the first start
 * @param {number} [to] behind the last
 */
export function basin(n, steps, out, from = 0, to = n * n) {
  for (let i = from; i < to; i++) {
    let x = -4.5 + (9 * ((i % n) + 0.5)) / n;
    let y = -4.5 + (9 * (Math.floor(i / n) + 0.5)) / n;
    let [mx, my, vx, vy, b1, b2] = [0, 0, 0, 0, 1, 1];
    let f = 0;
    for (let t = 0; t <= steps; t++) {
      const y2 = y * y;
      const y3 = y2 * y;
      const r1 = 1.5 - x + x * y;
      const r2 = 2.25 - x + x * y2;
      const r3 = 2.625 - x + x * y3;
      f = r1 * r1 + r2 * r2 + r3 * r3;
      if (t === steps || !Number.isFinite(f)) break;
      const gx = 2 * (r1 * (y - 1) + r2 * (y2 - 1) + r3 * (y3 - 1));
      const gy = 2 * x * (r1 + 2 * r2 * y + 3 * r3 * y2);
      b1 *= 0.9;
      b2 *= 0.999;
      const a = 0.1 / (1 - b1);
      const c = 1 / (1 - b2);
      mx = 0.9 * mx + 0.1 * gx;
      my = 0.9 * my + 0.1 * gy;
      vx = 0.999 * vx + 0.001 * gx * gx;
      vy = 0.999 * vy + 0.001 * gy * gy;
      x -= (a * mx) / (Math.sqrt(c * vx) + 1e-8);
      y -= (a * my) / (Math.sqrt(c * vy) + 1e-8);
    }
    out[i] = f;
  }
}

/**
 * One update of Adam on Himmelblau's function.
 * @returns {(steps: number) => number}
 */
export function himmelblau() {
  let [x, y, mx, my, vx, vy, b1, b2] = [-0.5, -1.5, 0, 0, 0, 0, 1, 1];
  return (steps) => {
    for (let t = 0; t < steps; t++) {
      const r = x * x + y - 11;
      const s = x + y * y - 7;
      const gx = 4 * x * r + 2 * s;
      const gy = 2 * r + 4 * y * s;
      b1 *= 0.9;
      b2 *= 0.999;
      const a = 0.001 / (1 - b1);
      const c = 1 / (1 - b2);
      mx = 0.9 * mx + 0.1 * gx;
      my = 0.9 * my + 0.1 * gy;
      vx = 0.999 * vx + 0.001 * gx * gx;
      vy = 0.999 * vy + 0.001 * gy * gy;
      x -= (a * mx) / (Math.sqrt(c * vx) + 1e-8);
      y -= (a * my) / (Math.sqrt(c * vy) + 1e-8);
    }
    return x + y;
  };
}

/**
 * Two moons: as many samples of two features, and their classes.
 * @param {number} n
 */
export function moons(n) {
  const x = new Float64Array(2 * n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const angle = (Math.PI * (i >> 1)) / (n >> 1);
    const upper = i % 2 === 0;
    x[2 * i] = upper ? Math.cos(angle) : 1 - Math.cos(angle);
    x[2 * i + 1] = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
    y[i] = upper ? 0 : 1;
  }
  return { x, y };
}

/**
 * A network of 2-8-8-1 tanh units with a logistic output, trained by SGD on typed arrays: one call is one epoch.
 * @param {number} n
 * @param {number} batch
 */
export function network(n, batch) {
  const { x, y } = moons(n);
  const H = 8;
  const fill = (/** @type {number} */ size, /** @type {number} */ scale) => Float64Array.from({ length: size }, (_, i) => scale * Math.sin(12.9898 * (i + 1)));
  const [w1, w2, w3] = [fill(2 * H, 0.7), fill(H * H, 0.6), fill(H, 0.6)];
  const [c1, c2, c3] = [new Float64Array(H), new Float64Array(H), new Float64Array(1)];
  const [g1, g2, g3] = [new Float64Array(2 * H), new Float64Array(H * H), new Float64Array(H)];
  const [d1, d2] = [new Float64Array(H), new Float64Array(H)];
  const [h1, h2, e2] = [new Float64Array(H), new Float64Array(H), new Float64Array(H)];
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  let random = 1;

  /** @param {number} x0 @param {number} x1 */
  function forward(x0, x1) {
    for (let j = 0; j < H; j++) h1[j] = Math.tanh(c1[j] + w1[2 * j] * x0 + w1[2 * j + 1] * x1);
    let out = c3[0];
    for (let j = 0; j < H; j++) {
      let sum = c2[j];
      for (let k = 0; k < H; k++) sum += w2[H * j + k] * h1[k];
      const h = Math.tanh(sum);
      h2[j] = h;
      out += w3[j] * h;
    }
    return 1 / (1 + Math.exp(-out));
  }

  function epoch() {
    for (let i = n - 1; i > 0; i--) {
      random = (Math.imul(random, 1664525) + 1013904223) | 0;
      const j = ((random >>> 8) * (i + 1)) / 16777216 | 0;
      const swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    for (let from = 0; from < n; from += batch) {
      const to = Math.min(n, from + batch);
      g1.fill(0); g2.fill(0); g3.fill(0); d1.fill(0); d2.fill(0);
      let d3 = 0;
      for (let s = from; s < to; s++) {
        const i = order[s];
        const [x0, x1] = [x[2 * i], x[2 * i + 1]];
        const e = forward(x0, x1) - y[i];
        d3 += e;
        for (let j = 0; j < H; j++) {
          g3[j] += e * h2[j];
          const d = e * w3[j] * (1 - h2[j] * h2[j]);
          e2[j] = d;
          d2[j] += d;
          for (let k = 0; k < H; k++) g2[H * j + k] += d * h1[k];
        }
        for (let k = 0; k < H; k++) {
          let sum = 0;
          for (let j = 0; j < H; j++) sum += w2[H * j + k] * e2[j];
          sum *= 1 - h1[k] * h1[k];
          d1[k] += sum;
          g1[2 * k] += sum * x0;
          g1[2 * k + 1] += sum * x1;
        }
      }
      const rate = 0.01 / (to - from);
      for (let k = 0; k < 2 * H; k++) w1[k] -= rate * g1[k];
      for (let k = 0; k < H * H; k++) w2[k] -= rate * g2[k];
      for (let k = 0; k < H; k++) {
        w3[k] -= rate * g3[k];
        c1[k] -= rate * d1[k];
        c2[k] -= rate * d2[k];
      }
      c3[0] -= rate * d3;
    }
  }

  /** The loss over all samples. */
  function loss() {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const p = forward(x[2 * i], x[2 * i + 1]);
      sum -= Math.log(y[i] === 1 ? p : 1 - p);
    }
    return sum / n;
  }

  /** @param {number} size @param {Float32Array} out */
  function regions(size, out) {
    for (let i = 0; i < size * size; i++) out[i] = forward(-2 + (5 * ((i % size) + 0.5)) / size, -2 + (4 * (Math.floor(i / size) + 0.5)) / size);
  }
  return { epoch, loss, regions };
}

/**
 * A heat map of Beale's function: values, logarithm, colour; then the segments of its iso-lines by marching squares.
 * @param {number} n
 */
export function picture(n) {
  const values = new Float64Array(n * n);
  const pixels = new Uint8ClampedArray(4 * n * n);
  let [low, high] = [Infinity, -Infinity];
  const sample = (/** @type {number} */ from, /** @type {number} */ size) => {
    for (let j = 0; j < n; j++) {
      const y = 4.5 - from - size * j;
      const [y2, y3] = [y * y, y * y * y];
      for (let i = 0; i < n; i++) {
        const x = -4.5 + from + size * i;
        const a = 1.5 - x + x * y;
        const b = 2.25 - x + x * y2;
        const c = 2.625 - x + x * y3;
        const v = a * a + b * b + c * c;
        values[n * j + i] = v;
        if (v < low) low = v;
        if (v > high) high = v;
      }
    }
  };
  sample(4.5 / n, 9 / n);
  const scale = 255 / Math.log1p(high - low);
  for (let i = 0; i < n * n; i++) {
    const place = scale * Math.log1p(values[i] - low);
    pixels[4 * i] = place;
    pixels[4 * i + 1] = 255 - place;
    pixels[4 * i + 2] = 128;
    pixels[4 * i + 3] = 255;
  }
  sample(0, 9 / (n - 1));
  /** @type {number[]} */
  const points = [];
  for (let k = 1; k <= 16; k++) {
    const level = low + Math.expm1((k * Math.log1p(high - low)) / 17);
    for (let j = 0; j + 1 < n; j++) {
      for (let i = 0; i + 1 < n; i++) {
        const at = n * j + i;
        const [a, b, c, d] = [values[at], values[at + 1], values[at + n + 1], values[at + n]];
        const which = (a > level ? 1 : 0) | (b > level ? 2 : 0) | (c > level ? 4 : 0) | (d > level ? 8 : 0);
        if (which === 0 || which === 15) continue;
        if ((which & 1) !== (which >> 1 & 1)) points.push(i + (level - a) / (b - a), j);
        if ((which >> 1 & 1) !== (which >> 2 & 1)) points.push(i + 1, j + (level - b) / (c - b));
        if ((which >> 2 & 1) !== (which >> 3 & 1)) points.push(i + (level - d) / (c - d), j + 1);
        if ((which & 1) !== (which >> 3 & 1)) points.push(i, j + (level - a) / (d - a));
      }
    }
  }
  return pixels.length + points.length;
}
