//! Handwritten digits: 1,797 pictures of 8 × 8 grey values from 0 to 16.
//!
//! The test part of Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, as distributed with scikit-learn
//! 1.9.1; UCI, CC BY 4.0. A line of `digits.txt` is the digit and then a letter per pixel, row by row: `a` for 0 to `q` for 16. The
//! text is built in behind the feature `digits`; a build without it is given the text, once, by [`supply`]. Invariant: whichever way,
//! it is this very text, so that a document has the same bits everywhere.

use super::generate::{FEATURES, Sample};
use lanes::Digest;
use std::sync::OnceLock;

#[cfg(feature = "digits")]
const BUILT_IN: Option<&str> = Some(include_str!("digits.txt"));
#[cfg(not(feature = "digits"))]
const BUILT_IN: Option<&str> = None;

/// The digest of the text.
const DIGEST: &str = "e55497bf4428ffc4a9d591ed0b1063e9";

static SUPPLIED: OnceLock<String> = OnceLock::new();

/// Gives a build without the feature `digits` the text of `digits.txt`; false where it is not that text.
pub fn supply(text: String) -> bool {
    let genuine = digest(&text) == DIGEST;
    if genuine {
        // A second time it is the same text.
        let _ = SUPPLIED.set(text);
    }
    genuine
}

fn digest(text: &str) -> String {
    let mut digest = Digest::new();
    digest.str(text);
    digest.hex()
}

/// Every picture, in the order of the file; none where nobody has supplied them.
pub(super) fn samples() -> Option<Vec<Sample>> {
    let lines = BUILT_IN.or_else(|| SUPPLIED.get().map(String::as_str))?.lines();
    let pixel = |letter: u8| f64::from(letter - b'a');
    let all = lines.map(|line| {
        let bytes = line.as_bytes();
        let mut x = [0.0; FEATURES];
        x.iter_mut().zip(&bytes[1..]).for_each(|(x, letter)| *x = pixel(*letter));
        Sample { x, y: f64::from(bytes[0] - b'0') }
    });
    Some(all.collect())
}

#[cfg(all(test, feature = "digits"))]
mod tests {
    use super::*;

    #[test]
    fn there_are_1797_digits_with_grey_values_up_to_16() {
        let all = samples().unwrap_or_default();
        assert_eq!(all.len(), 1797);
        assert!(all.iter().all(|s| s.y <= 9.0 && s.x.iter().all(|v| (0.0..=16.0).contains(v))));
        // The first picture is a zero: bright rim, dark middle.
        assert_eq!((all[0].y, all[0].x[2], all[0].x[27]), (0.0, 5.0, 0.0));
    }

    #[test]
    fn only_the_genuine_text_is_taken() {
        let text = BUILT_IN.unwrap_or_default();
        assert_eq!(digest(text), DIGEST);
        assert!(supply(text.to_owned()));
        assert!(!supply(text.replacen('a', "b", 1)));
        assert!(!supply(String::new()));
    }
}
