/**
 * What: reads a reader's table: separators and decimal commas found out, quotes as in RFC 4180, a header where the first row has words.
 * Invariant: nothing is dropped: a cell that does not read, a row that is too short or too long is a fault with its row and column, counted
 * from 1 as a spreadsheet counts them, and then there is no table. The command line's reader (`crates/table`) has the same rules; both are held
 * to the files of `tests/csv`.
 * Does not: validate samples; the engine does that with the rest of the document.
 */
import { tableWords } from "../words/model.js";

/** @typedef {import("../engine/shapes").Table} Table */

const SEPARATORS = [",", ";", "\t", "|"];
/** Of a column of numbers, so few different whole ones are taken for classes. */
const MOST_CLASSES = 10;
const MOST_ROWS = 200_000;
const MOST_COLUMNS = 64;

/** Between two reports of a reading lie so many rows. */
const ROWS_AT_ONCE = 1000;
/** The cells take this share of a reading, their numbers the rest. */
const CELLS_SHARE = 0.5;

/**
 * The cells of a text, row by row.
 * @param {string} text
 * @param {string} separator
 * @returns {Generator<number, {rows: {cells: string[], row: number}[], unclosed: number | null}>} without rows that are empty; the row of a quote without end; yields the share that is done
 */
function* cellsOf(text, separator) {
  /** @type {{cells: string[], row: number}[]} */
  const rows = [];
  let cells = [""];
  let quoted = false;
  let line = 1;
  let from = 1;
  const end = () => {
    if (cells.length > 1 || cells[0] !== "") rows.push({ cells, row: from });
    cells = [""];
    from = line + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    const last = cells.length - 1;
    if (quoted) {
      if (letter === '"' && text[i + 1] === '"') cells[last] += text[++i];
      else if (letter === '"') quoted = false;
      else {
        cells[last] += letter;
        if (letter === "\n") line++;
      }
    } else if (letter === '"' && cells[last] === "") quoted = true;
    else if (letter === separator) cells.push("");
    else if (letter === "\n") {
      end();
      line++;
      if (line % ROWS_AT_ONCE === 0) yield i / text.length;
    } else {
      let to = i + 1;
      while (to < text.length && text[to] !== separator && text[to] !== "\n") to++;
      cells[last] += text.slice(i, to);
      i = to - 1;
    }
  }
  const unclosed = quoted ? from : null;
  end();
  return { rows, unclosed };
}

/**
 * Reads a table piece by piece: the last column is what is to be predicted.
 * @param {string} text
 * @returns {Generator<number, Table>} yields the share that is done, 0 to 1, every {@link ROWS_AT_ONCE} rows
 */
export function* reading(text) {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const first = /^.*\S.*$/m.exec(plain)?.[0] ?? "";
  const separator = SEPARATORS.reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best));
  const comma = separator !== ",";
  const number = (/** @type {string} */ cell) => {
    const trimmed = cell.trim();
    const point = comma ? trimmed.replace(",", ".") : trimmed;
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(point) && Number.isFinite(Number(point)) ? Number(point) : null;
  };
  const cells = cellsOf(plain, separator);
  let part = cells.next();
  for (; !part.done; part = cells.next()) yield CELLS_SHARE * part.value;
  const { rows, unclosed } = part.value;
  const unreadable = plain.indexOf("\uFFFD");
  /** @type {Table["problems"]} */
  const problems = [];
  const refuse = (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ message) => void problems.push({ row, column, message });
  const headed = rows.length > 0 && (rows[0]?.cells ?? []).slice(0, -1).every((cell) => number(cell) === null);
  const names = headed ? (rows.shift()?.cells.map((cell) => cell.trim()) ?? []) : [];
  const width = headed ? names.length : (rows[0]?.cells.length ?? 0);
  if (unreadable >= 0) refuse(plain.slice(0, unreadable).split("\n").length, 0, tableWords.notText);
  else if (unclosed !== null) refuse(unclosed, 0, tableWords.unclosed);
  else if (rows.length === 0) refuse(0, 0, tableWords.empty);
  else if (width < 2) refuse(1, 0, tableWords.oneColumn);
  if (rows.length > MOST_ROWS) refuse(0, 0, tableWords.tooMany(rows.length, MOST_ROWS));
  if (width > MOST_COLUMNS) refuse(0, 0, tableWords.tooWide(width, MOST_COLUMNS));
  if (problems.length) return { problems, inline: null, feature_names: [], class_names: [] };
  /** @type {number[][]} */
  const x = [];
  for (const [i, { cells, row }] of rows.entries()) {
    if (i % ROWS_AT_ONCE === 0) yield CELLS_SHARE + ((1 - CELLS_SHARE) * i) / rows.length;
    if (cells.length !== width) {
      refuse(row, 0, tableWords.ragged(cells.length, width));
      continue;
    }
    x.push(
      cells.slice(0, -1).map((cell, column) => {
        const value = number(cell);
        if (value === null) refuse(row, column + 1, cell.trim() === "" ? tableWords.missing : tableWords.noNumber(cell.trim().slice(0, 30)));
        return value ?? NaN;
      }),
    );
  }
  const targets = rows.map(({ cells }) => String(cells.at(-1)).trim());
  rows.forEach(({ row }, i) => targets[i] === "" && refuse(row, width, tableWords.missing));
  const numbers = targets.map(number);
  const whole = numbers.every((value) => value !== null && Number.isInteger(value));
  const words = numbers.every((value) => value === null);
  const labels = words ? targets : numbers.map(String);
  const different = [...new Set(labels)].sort((a, b) => Number(number(a)) - Number(number(b)) || (a < b ? -1 : 1));
  if (!words && numbers.includes(null)) rows.forEach(({ row }, i) => numbers[i] === null && targets[i] !== "" && refuse(row, width, tableWords.noNumber(String(targets[i]).slice(0, 30))));
  const classes = words || (whole && different.length >= 2 && different.length <= MOST_CLASSES);
  if (classes && different.length > MOST_COLUMNS) refuse(0, width, tableWords.tooManyClasses(different.length, MOST_COLUMNS));
  if (problems.length) return { problems, inline: null, feature_names: [], class_names: [] };
  const place = new Map(different.map((name, i) => [name, i]));
  return {
    problems,
    inline: { x, y: classes ? labels.map((name) => Number(place.get(name))) : /** @type {number[]} */ (numbers) },
    feature_names: names.slice(0, -1),
    class_names: classes ? different : [],
  };
}

/**
 * Reads a table at once.
 * @param {string} text
 * @returns {Table}
 */
export function readTable(text) {
  const steps = reading(text);
  let part = steps.next();
  while (!part.done) part = steps.next();
  return part.value;
}
