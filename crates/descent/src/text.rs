//! What numbers and strings look like in messages.
//!
//! Invariant: [`decimal`] gives the fewest digits that read back to the same number, among those the nearest, without an
//! exponent: what `format!("{v}")` gives. It is here because the standard library's way there, fast and for every type and
//! precision, would be a tenth of the wasm module. The same holds of [`scanned`], which reads the numbers of typed text; those
//! of JSON are for whoever reads the JSON.

/// Texts one behind the other, with something between. The standard library's way, fast for every length of what is between, would be
/// longer than all that is joined with it.
///
/// ```
/// assert_eq!(descent::text::joined(&["sgd", "adam"], ", "), "sgd, adam");
/// ```
pub fn joined<S: AsRef<str>>(parts: &[S], between: &str) -> String {
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            text.push_str(between);
        }
        text.push_str(part.as_ref());
    }
    text
}

/// A number as a decimal, such as `-0.001`, with an exponent where it would be long; `NaN`, `inf` or `-inf` where it is none.
///
/// ```
/// assert_eq!(descent::text::decimal(1e-3), "0.001");
/// assert_eq!(descent::text::decimal(-1.5e21), "-1.5e21");
/// assert_eq!(descent::text::decimal(1e-8), "1e-8");
/// ```
pub fn decimal(v: f64) -> String {
    let mut text = String::new();
    if v.is_nan() {
        return "NaN".to_owned();
    }
    if v.is_sign_negative() {
        text.push('-');
    }
    if v.is_infinite() || v == 0.0 {
        text.push_str(if v == 0.0 { "0" } else { "inf" });
        return text;
    }
    let (digits, mut point) = digits(v.abs());
    let exponent = if (-5..=21).contains(&point) { 0 } else { core::mem::replace(&mut point, 1) - 1 };
    if point <= 0 {
        text.push_str("0.");
    }
    for _ in point..0 {
        text.push('0');
    }
    for (i, digit) in digits.iter().enumerate() {
        if i > 0 && i as i32 == point {
            text.push('.');
        }
        text.push((b'0' + digit) as char);
    }
    for _ in digits.len() as i32..point {
        text.push('0');
    }
    if exponent != 0 {
        text.push('e');
        text.push_str(&decimal(f64::from(exponent)));
    }
    text
}

/// The shortest digits d₁d₂… of a positive number and p, so that it is 0.d₁d₂… × 10ᵖ: R. G. Burger and R. K. Dybvig, Printing
/// Floating-Point Numbers Quickly and Accurately, 1996, in exact whole numbers: v = rest / unit, and every number in
/// (rest − below, rest + above) / unit rounds to v, the ends included where v is even.
fn digits(v: f64) -> (Vec<u8>, i32) {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = v.to_bits();
    let exponent = (bits >> 52) as i32;
    let fraction = bits & FRACTION;
    let mantissa = if exponent == 0 { fraction } else { fraction | (FRACTION + 1) };
    let power = exponent.max(1) - 1075;
    let even = mantissa.is_multiple_of(2);
    // The neighbour below a power of two is only half as far away.
    let uneven = u32::from(fraction == 0 && exponent > 1);
    let up = power.max(0) as u32;
    let mut rest = Whole::shifted(mantissa, up + 1 + uneven);
    let mut unit = Whole::shifted(1, power.min(0).unsigned_abs() + 1 + uneven);
    let mut above = Whole::shifted(1, up + uneven);
    let mut below = Whole::shifted(1, up);

    let mut point = 0;
    while reaches(&rest, &above, &unit, even) {
        unit.times_ten();
        point += 1;
    }
    let mut all = Vec::with_capacity(17);
    loop {
        for n in [&mut rest, &mut above, &mut below] {
            n.times_ten();
        }
        if all.is_empty() && !reaches(&rest, &above, &unit, even) {
            point -= 1;
            continue;
        }
        let mut digit = 0;
        while rest.compare(&unit) >= 0 {
            rest.subtract(&unit);
            digit += 1;
        }
        let low = rest.compare(&below) < i32::from(even);
        let high = reaches(&rest, &above, &unit, even);
        if low || high {
            let mut double = rest.clone();
            double.add(&rest);
            all.push(digit + u8::from(high && (!low || double.compare(&unit) >= 0)));
            return (all, point);
        }
        all.push(digit);
    }
}

/// Whether rest + above is beyond the unit, or on it where that counts.
fn reaches(rest: &Whole, above: &Whole, unit: &Whole, even: bool) -> bool {
    let mut sum = rest.clone();
    sum.add(above);
    sum.compare(unit) >= i32::from(!even)
}

/// A whole number below 2¹¹⁵², in limbs of 32 bits, the lowest first.
#[derive(Clone)]
struct Whole([u32; 36]);

impl Whole {
    fn shifted(v: u64, by: u32) -> Whole {
        let mut all = Whole([0; 36]);
        let wide = u128::from(v) << (by % 32);
        for (i, limb) in all.0.iter_mut().skip(by as usize / 32).take(3).enumerate() {
            *limb = (wide >> (32 * i)) as u32;
        }
        all
    }

    fn times_ten(&mut self) {
        let mut carry = 0;
        for limb in &mut self.0 {
            let v = u64::from(*limb) * 10 + carry;
            *limb = v as u32;
            carry = v >> 32;
        }
    }

    fn add(&mut self, o: &Whole) {
        let mut carry = 0;
        for (limb, o) in self.0.iter_mut().zip(&o.0) {
            let v = u64::from(*limb) + u64::from(*o) + carry;
            *limb = v as u32;
            carry = v >> 32;
        }
    }

    /// Less a smaller number.
    fn subtract(&mut self, o: &Whole) {
        let mut borrow = 0;
        for (limb, o) in self.0.iter_mut().zip(&o.0) {
            let v = i64::from(*limb) - i64::from(*o) + borrow;
            *limb = v as u32;
            borrow = v >> 32;
        }
    }

    /// −1, 0 or 1: whether this is less, equal or more.
    fn compare(&self, o: &Whole) -> i32 {
        self.0.iter().rev().cmp(o.0.iter().rev()) as i32
    }
}

/// What [`scanned`] reads.
pub const SCANNED: &str = "a number of at most 17 digits such as 0.5 or 3e-4, between 1e-37 and 1e22";

/// The number without a sign that begins at `at`, correctly rounded, and where it ends; none where it is not one of
/// [`SCANNED`].
///
/// ```
/// let letters: Vec<char> = "lr=3e-4, ".chars().collect();
/// assert_eq!(descent::text::scanned(&letters, 3), (Some(3e-4), 7));
/// ```
pub fn scanned(letters: &[char], start: usize) -> (Option<f64>, usize) {
    let mut at = start;
    let (mut digits, mut count, mut power) = (0_u64, 0, 0_i32);
    let mut points = 0;
    while let Some(c) = letters.get(at) {
        match c.to_digit(10) {
            Some(d) => {
                digits = digits.saturating_mul(10).saturating_add(u64::from(d));
                count += i32::from(digits > 0);
                power -= points;
            }
            None if *c == '.' => points += 1,
            None => break,
        }
        at += 1;
    }
    // 2e is 2 and then a name, which is wrong at its own place; 2e3 and 2e-3 are numbers.
    let sign = letters.get(at + 1).filter(|c| matches!(c, '+' | '-'));
    let first = at + 1 + usize::from(sign.is_some());
    if matches!(letters.get(at), Some('e' | 'E')) && letters.get(first).is_some_and(char::is_ascii_digit) {
        let mut given = 0_i32;
        at = first;
        while let Some(d) = letters.get(at).and_then(|c| c.to_digit(10)) {
            given = given.saturating_mul(10).saturating_add(d as i32).min(9999);
            at += 1;
        }
        power += if sign == Some(&'-') { -given } else { given };
    }
    // 1 and then 22 zeros are as many digits as 1e22; zeros at the end are no digits.
    while digits > 0 && digits % 10 == 0 && power < 0 {
        digits /= 10;
        count -= 1;
        power += 1;
    }
    let lone_point = letters.get(start) == Some(&'.') && at == start + 1;
    if at == start
        || points > 1
        || lone_point
        || count > SCALED_DIGITS
        || (digits > 0 && !SCALED_POWERS.contains(&power))
    {
        return (None, at);
    }
    (Some(scaled(digits, power)), at)
}

/// So many digits [`scaled`] takes at most.
pub const SCALED_DIGITS: i32 = 17;
/// These powers of ten.
pub const SCALED_POWERS: core::ops::RangeInclusive<i32> = -37..=22;

/// digits · 10^power, rounded once (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990), for at most [`SCALED_DIGITS`] and
/// one of [`SCALED_POWERS`].
///
/// ```
/// assert_eq!(descent::text::scaled(3, -4), 3e-4);
/// ```
pub fn scaled(digits: u64, power: i32) -> f64 {
    if digits == 0 {
        return 0.0;
    }
    if digits < 1 << 53 && power.abs() <= 22 {
        // Both are exact.
        let ten = lanes::math::pown(10.0_f64, power.unsigned_abs());
        return if power < 0 { digits as f64 / ten } else { digits as f64 * ten };
    }
    let ten = 10_u128.pow(power.unsigned_abs());
    if power >= 0 {
        return u128::from(digits).saturating_mul(ten) as f64;
    }
    // 54 bits of the quotient, and whether anything is left.
    let (mut rest, mut divisor, mut exponent, mut quotient) = (u128::from(digits), ten, 0_i32, 0_u64);
    while rest >= divisor << 1 {
        divisor <<= 1;
        exponent += 1;
    }
    while rest < divisor {
        rest <<= 1;
        exponent -= 1;
    }
    for _ in 0..54 {
        quotient <<= 1;
        if rest >= divisor {
            rest -= divisor;
            quotient |= 1;
        }
        rest <<= 1;
    }
    let up = quotient & 1 == 1 && (rest != 0 || quotient & 2 == 2);
    let mantissa = (quotient >> 1) + u64::from(up);
    mantissa as f64 * f64::from_bits(((1023 + exponent - 52) as u64) << 52)
}

/// How many letters a text has.
///
/// ```
/// assert_eq!(descent::text::letters("naïve"), 5);
/// ```
pub fn letters(text: &str) -> usize {
    // The standard library's way of counting, for long texts, is much more code.
    text.chars().fold(0, |count, _| count + 1)
}

/// A string in quotes, with quotes, backslashes and control characters escaped.
pub fn quoted(text: &str) -> String {
    let mut all = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => all.extend(['\\', letter]),
            '\n' => all.push_str("\\n"),
            '\r' => all.push_str("\\r"),
            '\t' => all.push_str("\\t"),
            '\0' => all.push_str("\\0"),
            '\u{1}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => all.push_str(&format!("\\u{{{:x}}}", letter as u32)),
            _ => all.push(letter),
        }
    }
    all.push('"');
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_are_correctly_rounded() {
        let mut state = 1_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..200_000 {
            let count = 1 + draw(17);
            let digits: String = (0..count).map(|_| char::from(b'0' + draw(10) as u8)).collect();
            let at = draw(count + 1) as usize;
            let power = draw(40) as i32 - 20;
            let text = format!("{}.{}e{power}", &digits[..at], &digits[at..]);
            let letters: Vec<char> = text.chars().collect();
            let (value, end) = scanned(&letters, 0);
            if let Some(value) = value {
                assert_eq!((value, end), (text.parse::<f64>().unwrap(), letters.len()), "{text}");
            }
        }
        for text in ["1e-37", "1e22", "12345678901234567", "0.30000000000000004", "1e-30", "2.2250738585072014e-20"] {
            let letters: Vec<char> = text.chars().collect();
            assert_eq!(scanned(&letters, 0).0, Some(text.parse().unwrap()), "{text}");
        }
        for text in ["123456789012345678", "1e23", "1e-38", ".", "1.2.3"] {
            assert_eq!(scanned(&text.chars().collect::<Vec<_>>(), 0).0, None, "{text}");
        }
    }

    #[test]
    fn decimals_are_those_of_the_standard_library() {
        let mut some =
            vec![0.0, -0.0, 1.0, 0.1, 1.5, 123.0, 1e21, 1e23, 5e-324, f64::MAX, f64::MIN_POSITIVE, 9007199254740993.0];
        some.extend([
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE.next_down(),
            9.5,
            0.95,
            99.95,
            1e-5,
        ]);
        some.extend(
            (-1074..=1023_i32).map(|e| (0..e.abs()).fold(1.0, |v: f64, _| if e < 0 { v / 2.0 } else { v * 2.0 })),
        );
        let mut state = 1u64;
        some.extend(
            std::iter::repeat_with(|| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                f64::from_bits(state ^ (state >> 29))
            })
            .take(20_000),
        );
        some.extend((0..20_000).map(|i| f64::from(i) / 1000.0));
        for v in some {
            for v in [v, -v] {
                let short = v == 0.0 || !v.is_finite() || (1e-6..1e21).contains(&v.abs());
                assert_eq!(decimal(v), if short { format!("{v}") } else { format!("{v:e}") });
            }
        }
    }

    #[test]
    fn quotes_escape_what_would_be_misread() {
        for text in ["", "plain", "a \"b\" \\ c", "\n\r\t\0\u{1}\u{7f}", "β₁ ε — 文"] {
            assert_eq!(quoted(text), format!("{text:?}"));
        }
    }
}
