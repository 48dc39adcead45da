//! A cell as a number.
//!
//! Invariant: what comes out is the finite number of binary64 nearest to the decimal in the cell, or nothing where the cell holds anything
//! else: no names such as `inf`, no thousands, no other base.

use descent::text::{SCALED_DIGITS, SCALED_POWERS, scaled};

/// Reads a plain decimal such as `-1.5e3` whichever way the host does, correctly rounded.
pub type Real = fn(&str) -> f64;

/// The number in a trimmed cell, with a point or, where commas do not separate, a comma. `real` reads what has more digits or a larger exponent than the
/// engine's own way of reading takes.
#[inline(never)]
pub(crate) fn number(cell: &[u8], comma: bool, real: Real) -> Option<f64> {
    let (sign, plain) = match cell.first()? {
        b'-' => (-1.0, &cell[1..]),
        b'+' => (1.0, &cell[1..]),
        _ => (1.0, cell),
    };
    // digits · 10^power; digits that do not fit are only counted.
    let (mut digits, mut count, mut any, mut power, mut point) = (0_u64, 0, false, 0_i32, false);
    let mut rest = plain;
    while let [b, after @ ..] = rest {
        match b {
            b'0'..=b'9' => {
                any = true;
                power -= i32::from(point);
                count += i32::from(count > 0 || *b != b'0');
                digits = digits.wrapping_mul(10).wrapping_add(u64::from(b - b'0'));
            }
            b'.' if !point => point = true,
            b',' if comma && !point => point = true,
            _ => break,
        }
        rest = after;
    }
    if !any {
        return None;
    }
    if let [b'e' | b'E', after @ ..] = rest {
        let (down, after) = match after {
            [b'-', after @ ..] => (true, after),
            [b'+', after @ ..] => (false, after),
            _ => (false, after),
        };
        let mut given = 0_i32;
        for b in after {
            given = given.saturating_mul(10).saturating_add(i32::from(b.wrapping_sub(b'0')));
        }
        if after.is_empty() || !after.iter().all(u8::is_ascii_digit) {
            return None;
        }
        power = power.saturating_add(if down { -given } else { given });
    } else if !rest.is_empty() {
        return None;
    }
    let size = if count <= SCALED_DIGITS && SCALED_POWERS.contains(&power) {
        scaled(digits, power)
    } else {
        let text: String = plain.iter().map(|b| if *b == b',' { '.' } else { char::from(*b) }).collect();
        real(&text)
    };
    size.is_finite().then_some(sign * size)
}

/// A cell's text; that all of it is text is known before it is cut.
pub(crate) fn text(cell: &[u8]) -> &str {
    str::from_utf8(cell).unwrap_or_default()
}
