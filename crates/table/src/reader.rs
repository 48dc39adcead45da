//! Text in pieces as rows of cells.
//!
//! Cells are cut by csv-core: quotes may hold separators, line ends and doubled quotes (RFC 4180). Invariants: pieces of any size give
//! the same rows; rows keep the line they began on; a row without any cell is left out, as a spreadsheet does. It knows nothing of
//! headers and samples.

use crate::columns::Columns;
use crate::number::Real;
use crate::{BYTES, Fault, Table};
use csv_core::{ReadFieldResult, ReaderBuilder};

/// The comma last: where another one reads as well, it is a decimal comma.
const SEPARATORS: [u8; 4] = [b'|', b'\t', b';', b','];
/// Of so many bytes the separator is found out.
const HEAD: usize = 1 << 16;
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Reads a table piece by piece.
///
/// ```
/// let mut reader = descent_table::Reader::new(|text| text.parse().unwrap_or(f64::NAN));
/// // Pieces may end anywhere, within a number too.
/// for piece in ["width;ki", "nd\n1,", "5;b\n2,5;a"] {
///     assert!(reader.push(piece.as_bytes()));
/// }
/// let table = reader.finish().unwrap();
/// assert_eq!((table.x, table.y, table.feature_names), (vec![1.5, 2.5], vec![1.0, 0.0], vec!["width".to_owned()]));
/// ```
pub struct Reader {
    /// Bytes of all pieces.
    bytes: usize,
    /// What is not cut yet: all until the separator is known, after that the first bytes of a letter.
    pending: Vec<u8>,
    csv: Option<csv_core::Reader>,
    /// Whether the last byte was a carriage return: it is a line end, with or without a line feed.
    returned: bool,
    /// The line of the byte that comes next, from 1.
    line: usize,
    /// The line on which the open row began; none between rows.
    from: Option<usize>,
    /// The open row's cells one after another, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    fault: Option<Fault>,
    real: Real,
    columns: Columns,
}

impl Reader {
    /// A reader; `real` reads decimals, correctly rounded, that are too long for the engine's own way.
    #[inline(never)]
    pub fn new(real: Real) -> Self {
        Reader {
            bytes: 0,
            pending: Vec::new(),
            csv: None,
            returned: false,
            line: 1,
            from: None,
            cells: Vec::new(),
            ends: Vec::new(),
            fault: None,
            real,
            columns: Columns::default(),
        }
    }

    /// Takes the next piece; false once nothing more is of use.
    pub fn push(&mut self, piece: &[u8]) -> bool {
        self.bytes += piece.len();
        if self.bytes > BYTES {
            self.fault = Some(Fault::at(0, 0, "too_many_bytes", (self.bytes, BYTES)));
        }
        if self.fault.is_none() {
            self.pending.extend_from_slice(piece);
            if self.csv.is_some() || self.pending.len() >= HEAD {
                self.cut();
            }
        }
        self.fault.is_none()
    }

    /// The table.
    ///
    /// # Errors
    /// What does not read.
    pub fn finish(mut self) -> Result<Table, Vec<Fault>> {
        if self.fault.is_none() {
            // With a line end after the last row, whatever is still open then is a quote.
            self.pending.push(b'\n');
            self.cut();
        }
        match self.fault.or(self.from.map(|row| Fault::at(row, 0, "unclosed", (0, 0)))) {
            Some(fault) => Err(vec![fault]),
            None => self.columns.finish(),
        }
    }

    /// Cuts with a separator.
    #[inline(never)]
    fn separate(&mut self, separator: u8) -> csv_core::Reader {
        self.columns.comma = separator != b',';
        ReaderBuilder::new().delimiter(separator).build()
    }

    /// How many faults the rows of such a head have with a separator.
    #[inline(never)]
    fn faults(&self, head: &[u8], separator: u8) -> usize {
        let mut trial = Reader::new(self.real);
        trial.csv = Some(trial.separate(separator));
        trial.pending = head.to_vec();
        trial.cut();
        trial.columns.faults()
    }

    /// The separator with which a head has the fewest faults; of equals the first.
    fn separator(&self, head: &[u8]) -> u8 {
        SEPARATORS.into_iter().min_by_key(|one| self.faults(head, *one)).unwrap_or(b',')
    }

    /// Cuts what is pending; a byte order mark at its beginning is left out.
    fn cut(&mut self) {
        let mut input = core::mem::take(&mut self.pending);
        let mut csv = self.csv.take().unwrap_or_else(|| {
            let separator = self.separator(&input[..HEAD.min(input.len())]);
            if input.starts_with(&MARK) {
                input.drain(..MARK.len());
            }
            self.separate(separator)
        });
        let mut kept = 0;
        for i in 0..input.len() {
            let b = input[i];
            let second = self.returned && b == b'\n';
            self.returned = b == b'\r';
            if !second {
                input[kept] = if self.returned { b'\n' } else { b };
                kept += 1;
            }
        }
        input.truncate(kept);
        if let Err(error) = str::from_utf8(&input) {
            let legal = error.valid_up_to();
            if error.error_len().is_some() {
                let row = self.line + lines(&input[..legal]);
                self.fault = Some(Fault::at(row, 0, "not_utf8", (usize::from(input[legal]), 0)));
                return;
            }
            // The rest of a letter is in the next piece.
            self.pending.extend_from_slice(&input[legal..]);
            input.truncate(legal);
        }
        let mut input = &input[..];
        let mut room = [0; 1024];
        loop {
            if self.from.is_none() {
                let blank = input.iter().take_while(|b| **b == b'\n').count();
                self.line += blank;
                input = &input[blank..];
            }
            if input.is_empty() {
                break;
            }
            let from = *self.from.get_or_insert(self.line);
            let (result, read, written) = csv.read_field(input, &mut room);
            self.line += lines(&input[..read]);
            input = &input[read..];
            self.cells.extend_from_slice(&room[..written]);
            if let ReadFieldResult::Field { record_end } = result {
                self.ends.push(self.cells.len());
                if record_end {
                    if self.ends.len() > 1 || !self.cells.is_empty() {
                        self.columns.row(&self.cells, &self.ends, from, self.real);
                    }
                    self.from = None;
                    self.cells.clear();
                    self.ends.clear();
                }
            }
        }
        self.csv = Some(csv);
    }
}

/// Line ends.
fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b == b'\n').count()
}
