//! Rows of cells as columns of numbers: the last cell is what is to be predicted from the others.
//!
//! The first row is a header where none of its cells but the last is a number; beside a number at its end, missing values are no header.
//! Invariant: nothing is dropped: what does not read is a fault with its row and column, and then there is no table. It does not validate
//! samples; the specification does.

use crate::number::{Real, number, text};
use crate::{COLUMNS, FAULTS, Fault, ROWS, Table};
use descent::text::decimal;

/// Of a column of whole numbers, so few different ones are taken for classes.
const CLASSES: usize = 10;

/// The faults listed, and how many there are.
#[derive(Default)]
struct Faults {
    listed: Vec<Fault>,
    count: usize,
}

impl Faults {
    #[inline(never)]
    fn add(&mut self, fault: Fault) {
        self.count += 1;
        if self.listed.len() < FAULTS {
            self.listed.push(fault);
        }
    }
}

/// What the rows so far say.
#[derive(Default)]
pub(crate) struct Columns {
    /// Whether a comma may stand in the place of a point.
    pub(crate) comma: bool,
    /// Cells of a row; 0 before the first one.
    width: usize,
    header: Vec<String>,
    rows: usize,
    x: Vec<f64>,
    /// The targets; of one that is no number, the number of its label.
    y: Vec<f64>,
    /// Different targets, words or whole numbers, with what stands for them in `y`, in the order in which they come: all while
    /// they can be classes, and one more.
    labels: Vec<(f64, String)>,
    /// How many targets are numbers, and how many of them whole.
    numbers: usize,
    whole: usize,
    faults: Faults,
    /// Targets that are words: faults only where others are numbers.
    odd: Faults,
}

impl Columns {
    /// Takes a row: its cells one after another, where each ends, and the line it began on.
    pub(crate) fn row(&mut self, cells: &[u8], ends: &[usize], line: usize, real: Real) {
        let cell = |i: usize| cells[if i == 0 { 0 } else { ends[i - 1] }..ends[i]].trim_ascii();
        let read = |i: usize| number(cell(i), self.comma, real);
        let last = ends.len() - 1;
        if self.width == 0 {
            self.width = ends.len();
            let named = |i| !matches!(cell(i), b"" | b"NA");
            if (0..last).all(|i| read(i).is_none()) && (read(last).is_none() || (0..last).any(named)) {
                self.header = (0..=last).map(|i| text(cell(i)).to_owned()).collect();
                return;
            }
        }
        self.rows += 1;
        if self.rows > ROWS || self.width > COLUMNS {
            return;
        }
        if ends.len() != self.width {
            // Which of its cells is which, nobody knows.
            self.faults.add(Fault::at(line, 0, "ragged", (ends.len(), self.width)));
            return;
        }
        for i in 0..last {
            let found = read(i);
            self.x.push(found.unwrap_or(0.0));
            if found.is_none() {
                self.faults.add(unread(line, i + 1, cell(i)));
            }
        }
        let target = read(last);
        self.target(target, cell(last), line);
    }

    /// How many faults there are so far; more than any where there are no samples, and still more where there are no features.
    pub(crate) fn faults(&self) -> usize {
        match (self.width, self.rows) {
            (0 | 1, _) => usize::MAX,
            (_, 0) => usize::MAX - 1,
            _ => self.faults.count,
        }
    }

    fn target(&mut self, number: Option<f64>, cell: &[u8], line: usize) {
        let few = self.labels.len() <= if number.is_some() { CLASSES } else { COLUMNS };
        let word = if number.is_none() { text(cell) } else { "" };
        let same = |label: &(f64, String)| if let Some(v) = number { label.0 == v } else { label.1 == word };
        let known = if few { self.labels.iter().position(same) } else { Some(0) };
        let value = number.unwrap_or(known.unwrap_or(self.labels.len()) as f64);
        self.y.push(value);
        self.numbers += usize::from(number.is_some());
        if number.is_none() {
            let fault = unread(line, self.width, cell);
            if word.is_empty() { &mut self.faults } else { &mut self.odd }.add(fault);
        } else if value % 1.0 == 0.0 {
            self.whole += 1;
        } else {
            return;
        }
        if known.is_none() {
            // Without the sign of −0.
            self.labels.push((value, if number.is_some() { decimal(value + 0.0) } else { word.to_owned() }));
        }
    }

    /// The table, or what does not read.
    pub(crate) fn finish(mut self) -> Result<Table, Vec<Fault>> {
        let (rows, width, different) = (self.rows, self.width, self.labels.len());
        let worded = self.numbers == 0;
        let mut faults = self.faults;
        let whole = if rows == 0 {
            Some((0, "empty", 0, 0))
        } else if width < 2 {
            Some((1, "one_column", 0, 0))
        } else if worded && different == 1 {
            Some((0, "one_class", 0, 0))
        } else if rows > ROWS {
            Some((0, "too_many_rows", rows, ROWS))
        } else if width > COLUMNS {
            Some((0, "too_many_columns", width, COLUMNS))
        } else {
            None
        };
        if let Some((row, code, found, most)) = whole {
            return Err(vec![Fault::at(row, 0, code, (found, most))]);
        }
        if !worded {
            // Each after those of its row's other cells, and of the rows before.
            faults.count += self.odd.count;
            for fault in self.odd.listed {
                let at = faults.listed.iter().filter(|other| other.row <= fault.row).count();
                faults.listed.insert(at, fault);
            }
        } else if different > COLUMNS {
            faults.count += 1;
            faults.listed.insert(0, Fault::at(0, width, "too_many_classes", (different, COLUMNS)));
        }
        if faults.count > 0 {
            faults.listed.truncate(FAULTS);
            let more = faults.count - faults.listed.len();
            if more > 0 {
                faults.listed.push(Fault::at(0, 0, "more", (more, 0)));
            }
            return Err(faults.listed);
        }
        let mut class_names = Vec::new();
        if worded || (self.whole == rows && (2..=CLASSES).contains(&different)) {
            class_names.resize(different, String::new());
            let mut places = Vec::with_capacity(different);
            for (value, name) in &self.labels {
                let before = |other: &&(f64, String)| if worded { other.1 < *name } else { other.0 < *value };
                let place = self.labels.iter().filter(before).count();
                class_names[place].clone_from(name);
                places.push((*value, place as f64));
            }
            for y in &mut self.y {
                if let Some((_, place)) = places.iter().find(|(value, _)| value == y) {
                    *y = *place;
                }
            }
        }
        let target_name = self.header.pop().unwrap_or_default();
        Ok(Table { x: self.x, y: self.y, feature_names: self.header, target_name, class_names })
    }
}

/// The fault of a cell that is no number.
#[inline(never)]
fn unread(row: usize, column: usize, cell: &[u8]) -> Fault {
    let code = if cell.is_empty() { "missing" } else { "not_a_number" };
    Fault { given: text(cell).to_owned(), ..Fault::at(row, column, code, (0, 0)) }
}
