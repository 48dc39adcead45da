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
