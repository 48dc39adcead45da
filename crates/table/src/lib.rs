//! A reader's table (CSV) as samples: the last column is what is to be predicted from the others.
//!
//! Separator and decimal comma are found out, quotes are as in RFC 4180, the first row is a header where none of its cells but the last
//! is a number. Invariant: nothing is dropped: what does not read is a fault with its row and column, counted from 1 as a
//! spreadsheet counts them (0: the whole), and then there is no table. This is the one reader of the command line and the page, held to
//! the files of `tests/csv`. It has no words for faults; those are of whoever shows them.

mod columns;
mod number;
mod reader;

use descent::Value;
use descent::spec::limits::LABEL;

pub use number::Real;
pub use reader::Reader;

/// Bytes at most.
pub const BYTES: usize = 20_000_000;
/// Samples at most.
pub const ROWS: usize = 200_000;
/// Columns at most, and classes.
pub const COLUMNS: usize = 64;
/// Faults listed at most; one more says how many others there are.
pub const FAULTS: usize = 1000;

/// What does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Row from 1; 0 for the table as a whole.
    pub row: usize,
    /// Column from 1; 0 for the row as a whole.
    pub column: usize,
    /// What is wrong: `not_utf8`, `too_many_bytes`, `too_many_rows`, `too_many_columns`, `empty`, `one_column`, `unclosed`, `ragged`, `missing`,
    /// `not_a_number`, `one_class`, `too_many_classes`, `more`.
    pub code: &'static str,
    /// How many, and how many there may be (`too_many_…`) or should be (`ragged`); how many more (`more`); the byte (`not_utf8`). Of classes,
    /// one too many is told, whatever their number.
    pub counts: (usize, usize),
    /// The text of a cell that is no number.
    pub given: String,
}

impl Fault {
    #[inline(never)]
    fn at(row: usize, column: usize, code: &'static str, counts: (usize, usize)) -> Self {
        Fault { row, column, code, counts, given: String::new() }
    }
}

/// Samples.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Features, sample after sample.
    pub x: Vec<f64>,
    /// The target of each sample; for classes their index.
    pub y: Vec<f64>,
    /// Names of the features, where there is a header.
    pub feature_names: Vec<String>,
    /// Name of the target; empty where there is none.
    pub target_name: String,
    /// Names of the classes; none where numbers are to be predicted.
    pub class_names: Vec<String>,
}

impl Table {
    /// Features of a sample.
    pub fn width(&self) -> usize {
        self.x.len() / self.y.len().max(1)
    }

    /// What the inline data of a specification say beside the numbers: `features`, the target's name after them, and `classes`, where there
    /// are any, cut to as many bytes as names may have letters.
    ///
    /// ```
    /// let table = descent_table::read(b"size,price\n1,100.5\n2,250").unwrap();
    /// assert_eq!(table.names().get("features"), Some(&descent::Value::List(vec!["size".into(), "price".into()])));
    /// ```
    pub fn names(&self) -> Value {
        let mut names = Value::Map(Vec::new());
        let target = Some(&self.target_name).filter(|name| !name.is_empty());
        for (key, all, last) in [("features", &self.feature_names, target), ("classes", &self.class_names, None)] {
            let mut list = Vec::new();
            for name in all.iter().chain(last) {
                let mut end = name.len().min(LABEL);
                while !name.is_char_boundary(end) {
                    end -= 1;
                }
                list.push(Value::text(&name[..end]));
            }
            if !list.is_empty() {
                names.put(key, Value::List(list));
            }
        }
        names
    }

    /// With the targets as numbers for a model that predicts numbers: few whole ones are read as classes.
    ///
    /// ```
    /// let table = descent_table::read(b"size,price\n1,100\n2,250\n3,100").unwrap();
    /// assert_eq!((&table.y[..], table.class_names.len()), (&[0.0, 1.0, 0.0][..], 2));
    /// let table = table.with_numbers();
    /// assert_eq!((&table.y[..], table.class_names.len()), (&[100.0, 250.0, 100.0][..], 0));
    /// ```
    #[must_use]
    pub fn with_numbers(mut self) -> Table {
        let values: Option<Vec<f64>> = self.class_names.iter().map(|name| name.parse().ok()).collect();
        if let Some(values) = values.filter(|values| !values.is_empty()) {
            self.y.iter_mut().for_each(|y| *y = values[*y as usize]);
            self.class_names.clear();
        }
        self
    }

    /// As the inline data of a specification.
    pub fn into_inline(self) -> Value {
        let (mut inline, width) = (self.names(), self.width());
        inline.put("x", Value::flat(self.x, width));
        inline.put("y", Value::flat(self.y, 0));
        inline
    }
}

/// Reads a table that is there as a whole, natively.
///
/// ```
/// let table = descent_table::read(b"width;kind\n1,5;b\n2,5;a").unwrap();
/// assert_eq!((table.x, table.y), (vec![1.5, 2.5], vec![1.0, 0.0]));
/// let faults = descent_table::read(b"a,b,y\n1,=A1,0.5").unwrap_err();
/// assert_eq!((faults[0].row, faults[0].column, faults[0].code), (2, 2, "not_a_number"));
/// ```
///
/// # Errors
/// What does not read.
pub fn read(bytes: &[u8]) -> Result<Table, Vec<Fault>> {
    let mut reader = Reader::new(|text| text.parse().unwrap_or(f64::NAN));
    reader.push(bytes);
    reader.finish()
}
