//! Handwritten digits: 1,797 pictures of 8 × 8 grey values from 0 to 16.
//!
//! The test part of Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, as distributed with scikit-learn
//! 1.9.1; UCI, CC BY 4.0. A line of `digits.txt` is the digit and then a letter per pixel, row by row: `a` for 0 to `q` for 16. It
//! is too large for the page and stands behind the feature `digits`.

use super::generate::{FEATURES, Sample};

/// Every picture, in the order of the file.
pub(super) fn samples() -> Vec<Sample> {
    let lines = include_str!("digits.txt").lines();
    let pixel = |letter: u8| f64::from(letter - b'a');
    lines
        .map(|line| {
            let bytes = line.as_bytes();
            let mut x = [0.0; FEATURES];
            x.iter_mut().zip(&bytes[1..]).for_each(|(x, letter)| *x = pixel(*letter));
            Sample { x, y: f64::from(bytes[0] - b'0') }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_1797_digits_with_grey_values_up_to_16() {
        let all = samples();
        assert_eq!(all.len(), 1797);
        assert!(all.iter().all(|s| s.y <= 9.0 && s.x.iter().all(|v| (0.0..=16.0).contains(v))));
        // The first picture is a zero: bright rim, dark middle.
        assert_eq!((all[0].y, all[0].x[2], all[0].x[27]), (0.0, 5.0, 0.0));
    }
}
