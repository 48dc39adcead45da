/**
 * What: the faults of a reader's table in words.
 * Invariant: every fault has its row and column, counted from 1 as a spreadsheet counts them; those that are not told are counted.
 * Does not: read tables; the engine's `crates/table` does, for the command line too.
 */
import { modelWords, tableWords } from "../words/model.js";

/** So many faults of a table are told. */
const MOST_TOLD = 8;
/** Of a cell so many letters. */
const LETTERS = 30;

/**
 * @param {import("../engine/shapes").TableFault[]} faults
 * @returns {string[]}
 */
export function told(faults) {
  const all = /** @type {Record<string, string | ((...of: (string | number)[]) => string)>} */ (tableWords);
  const lines = faults.slice(0, MOST_TOLD).map(([code, given, row, column, count, wanted]) => {
    const place = column > 0 && row > 0 ? modelWords.cell(row, column) : row > 0 ? modelWords.row(row) : "";
    const words = all[code] ?? code;
    return place + (typeof words === "string" ? words : given ? words(given.slice(0, LETTERS)) : words(count, wanted));
  });
  const more = faults.reduce((sum, [code, , , , count]) => sum + (code === "more" ? count : 1), -lines.length);
  return more > 0 ? [...lines, modelWords.moreProblems(more)] : lines;
}
