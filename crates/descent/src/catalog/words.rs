//! The tables without the words that only a printed catalogue needs, for builds without the feature `words`.
//!
//! Invariant: every row and every parameter stays, in its order, with its id, kind, default and range; only sentences go.
//! The compiler does it, so rows are written as if this file did not exist. With the feature, [`table!`] gives the very
//! rows that it was given.

/// The table of some rows, `&'static [&'static Row]`; without their words in builds that print no catalogue.
#[cfg(feature = "words")]
macro_rules! table {
    ($row:ty, $rows:expr) => {
        $rows
    };
}

/// The table of some rows, `&'static [&'static Row]`; without their words in builds that print no catalogue.
#[cfg(not(feature = "words"))]
macro_rules! table {
    ($row:ty, $rows:expr) => {{
        const GIVEN: &[&$row] = $rows;
        const PARAMS: usize = {
            let (mut i, mut sum) = (0, 0);
            while i < GIVEN.len() {
                sum += GIVEN[i].params.len();
                i += 1;
            }
            sum
        };
        static ALL_PARAMS: [crate::catalog::Param; PARAMS] = {
            let mut all = [crate::catalog::Param::NONE; PARAMS];
            let (mut i, mut at) = (0, 0);
            while i < GIVEN.len() {
                let mut k = 0;
                while k < GIVEN[i].params.len() {
                    all[at] = GIVEN[i].params[k].silent();
                    at += 1;
                    k += 1;
                }
                i += 1;
            }
            all
        };
        static SILENT: [$row; GIVEN.len()] = {
            let mut all = [*GIVEN[0]; GIVEN.len()];
            let (mut i, mut at) = (0, 0);
            while i < GIVEN.len() {
                let count = GIVEN[i].params.len();
                all[i] = GIVEN[i].silent(ALL_PARAMS.split_at(at).1.split_at(count).0);
                at += count;
                i += 1;
            }
            all
        };
        static TABLE: [&$row; GIVEN.len()] = {
            let mut all = [&SILENT[0]; GIVEN.len()];
            let mut i = 0;
            while i < GIVEN.len() {
                all[i] = &SILENT[i];
                i += 1;
            }
            all
        };
        &TABLE
    }};
}

pub(crate) use table;

/// Words in a place that [`table!`] does not reach; none in builds that print no catalogue.
pub(crate) const fn told(words: &'static str) -> &'static str {
    if cfg!(feature = "words") { words } else { "" }
}

/// The rows of several lists, one list after the other; `N` is the sum of their lengths, or this does not compile.
pub(crate) const fn joined<Row, const N: usize, const LISTS: usize>(
    lists: [&'static [Row]; LISTS],
) -> [&'static Row; N] {
    let mut all = [&lists[0][0]; N];
    let (mut list, mut at) = (0, 0);
    while list < LISTS {
        let mut i = 0;
        while i < lists[list].len() {
            all[at] = &lists[list][i];
            at += 1;
            i += 1;
        }
        list += 1;
    }
    assert!(at == N, "N is the sum of the lengths");
    all
}
