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
 */
export function basin(n, steps, out) {
  for (let i = 0; i < n * n; i++) {
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
