//! The digest is the published FNV-1a, canonical in NaN, and stable.

use lanes::{Digest, Real};

#[test]
fn published_values_of_fnv_1a() {
    // RFC 9923, appendix: the empty string, "a" and "foobar".
    for (text, want) in [
        ("", "6c62272e07bb014262b821756295c58d"),
        ("a", "d228cb696f1a8caf78912b704e4a8964"),
        ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
    ] {
        let mut d = Digest::new();
        d.bytes(text.as_bytes());
        assert_eq!(d.hex(), want, "{text:?}");
    }
}

fn digest_of<T: Real>(v: T) -> String {
    let mut d = Digest::new();
    d.real(v);
    d.hex()
}

#[test]
fn every_nan_counts_the_same_and_zeros_differ() {
    for payload in [0x7fc0_0000_u32, 0xffc0_0000, 0x7f80_0001, 0x7fff_ffff] {
        assert_eq!(digest_of(f32::from_bits(payload)), digest_of(f32::NAN));
        assert_eq!(f32::from_bits(payload).bits(), 0x7fc0_0000);
    }
    for payload in [0xfff8_0000_0000_0000_u64, 0x7ff0_0000_0000_0001, u64::MAX] {
        assert_eq!(digest_of(f64::from_bits(payload)), digest_of(f64::NAN));
        assert_eq!(f64::from_bits(payload).bits(), 0x7ff8_0000_0000_0000);
    }
    assert_ne!(digest_of(0.0_f64), digest_of(-0.0_f64));
    assert_ne!(digest_of(1.0_f32), digest_of(1.0_f64));
}

#[test]
fn numbers_go_in_as_eight_bytes_from_the_lowest_on() {
    let (mut a, mut b) = (Digest::new(), Digest::new());
    a.u64(0x0807_0605_0403_0201);
    b.bytes(&[1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(a, b);
    a.f64(1.0);
    b.bytes(&[0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    assert_eq!(a, b);
    a.real(1.0_f32);
    b.bytes(&[0, 0, 0x80, 0x3f, 0, 0, 0, 0]);
    assert_eq!(a, b);
    a.str("né");
    b.bytes(&[3, 0, 0, 0, 0, 0, 0, 0, b'n', 0xc3, 0xa9]);
    assert_eq!(a, b);
}

#[test]
fn lengths_keep_texts_apart() {
    let of = |parts: &[&str]| {
        let mut d = Digest::new();
        parts.iter().for_each(|p| d.str(p));
        d.value()
    };
    assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
}

#[test]
fn golden_digest() {
    let mut d = Digest::new();
    d.str("beale");
    d.f64(0.1);
    d.real(0.1_f32);
    d.u64(7);
    assert_eq!(d.hex(), "093caf36ca3131739acbd6e341263997");
}
