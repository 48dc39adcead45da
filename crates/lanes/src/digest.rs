//! A 128-bit fingerprint of numbers and texts.
//!
//! FNV-1a with 128 bits (Fowler, Noll and Vo; RFC 9923): the state starts at the offset basis; for every byte,
//! state ← (state xor byte) · (2⁸⁸ + 2⁸ + 3b₁₆) mod 2¹²⁸. Numbers go in as the eight bytes of their bits, the
//! lowest first, whatever the machine. It is small enough to be written again in a few lines of any language.
//!
//! The invariant owned here: the digest depends on the sequence of calls and on the canonical bits of the numbers
//! alone. Every NaN counts as the same one; −0 and +0 differ; so do `f32` and `f64`.
//!
//! What it does not do: resist somebody who looks for collisions. It compares results, it does not sign them.

use crate::lane::Real;

/// The running digest.
///
/// ```
/// let mut d = lanes::Digest::new();
/// d.str("beale");
/// d.f64(0.1);
/// assert_eq!(d.hex().len(), 32);
/// let mut a = lanes::Digest::new();
/// let mut b = a.clone();
/// a.real(f32::NAN);
/// b.real(-f32::NAN);
/// assert_eq!(a, b);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    state: u128,
}

/// FNV's offset basis for 128 bits (RFC 9923, section 5).
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
/// FNV's prime for 128 bits (RFC 9923, section 5).
const PRIME: u128 = (1 << 88) + (1 << 8) + 0x3b;

impl Digest {
    /// The digest of nothing.
    #[inline]
    pub fn new() -> Self {
        Self { state: BASIS }
    }

    /// Adds bytes as they are.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.state = (self.state ^ u128::from(*b)).wrapping_mul(PRIME);
        }
    }

    /// Adds an integer, as eight bytes from the lowest on.
    #[inline]
    pub fn u64(&mut self, v: u64) {
        self.bytes(&v.to_le_bytes());
    }

    /// Adds the canonical bits of a number.
    #[inline]
    pub fn f64(&mut self, v: f64) {
        self.u64(v.bits());
    }

    /// Adds the canonical bits of a number of either precision, as eight bytes in both.
    #[inline]
    pub fn real<T: Real>(&mut self, v: T) {
        self.u64(v.bits());
    }

    /// Adds a text: its length in bytes as with [`Digest::u64`], then its UTF-8.
    #[inline]
    pub fn str(&mut self, s: &str) {
        self.u64(s.len() as u64);
        self.bytes(s.as_bytes());
    }

    /// The digest so far.
    #[inline]
    pub fn value(&self) -> u128 {
        self.state
    }

    /// The digest so far as 32 lower-case hexadecimal digits, the highest first.
    pub fn hex(&self) -> String {
        format!("{:032x}", self.state)
    }
}

impl Default for Digest {
    fn default() -> Self {
        Self::new()
    }
}
