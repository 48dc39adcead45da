/**
 * What: a run as text: CSV and JSON of what every racer left behind.
 * Invariant: numbers read back to the same bits.
 * Does not: save; the panel does.
 */
/** @typedef {import("../engine/shapes").RunResult} RunResult */

/** A file has as many parameters of all kept steps at most; the command line prints any number. */
const MOST_NUMBERS = 2e6;

/**
 * Whether a file has room for all parameters.
 * @param {RunResult} result
 * @returns {boolean}
 */
export function hasRoom({ racers, dim }) {
  return racers.reduce((sum, { columns }) => sum + columns.rows * dim, 0) <= MOST_NUMBERS;
}

/** @param {string} text @returns {string} */
const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/**
 * One row per racer and kept step, in the columns of `descent run --format csv`; those of parameters where the result has them.
 * @param {RunResult} result
 * @param {string[]} names
 * @returns {string}
 */
export function toCsv(result, names) {
  const dim = result.racers[0]?.columns.x.length ? result.dim : 0;
  const head = ["racer", "label", "t", "f", "lr", "grad_norm", ...Array.from({ length: dim }, (_, i) => `x${i}`)];
  const lines = [head.join(",")];
  result.racers.forEach(({ columns: c }, racer) => {
    for (let row = 0; row < c.rows; row++) {
      const numbers = [c.t[row], c.f[row], c.lr[row], c.gradNorm[row], ...c.x.subarray(row * dim, (row + 1) * dim)];
      lines.push([racer, quoted(names[racer] ?? ""), ...numbers.map((value) => String(value).replace("Infinity", "inf"))].join(","));
    }
  });
  return `${lines.join("\n")}\n`;
}

/**
 * The shape that the command line prints, with the specification and its digest.
 * @param {RunResult} result
 * @param {import("../engine/shapes").Spec} spec
 * @param {string[]} names
 * @param {string} [digest]
 * @returns {string}
 */
export function toJson(result, spec, names, digest) {
  const racers = result.racers.map(({ status: { evaluations, ...status }, columns: c }, i) => {
    const dim = c.x.length ? c.dim : 0;
    return {
      label: names[i],
      status,
      evaluations,
      t: Array.from(c.t),
      x: dim ? Array.from({ length: c.rows }, (_, row) => Array.from(c.x.subarray(row * dim, (row + 1) * dim))) : [],
      f: Array.from(c.f),
      lr: Array.from(c.lr),
      grad_norm: Array.from(c.gradNorm),
    };
  });
  return `${JSON.stringify({ spec, digest, racers })}\n`;
}
