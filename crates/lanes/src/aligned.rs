//! Memory in which vectors lie where the processor likes them.
//!
//! A load or a store that crosses from one line of the cache to the next costs twice. Small allocators hand out blocks that begin 8
//! bytes behind a multiple of 16, and then one access in four does so, in every column of every loop over lanes. The invariant owned
//! here: every block begins at a multiple of 16 bytes, as wide as the lanes are; so none of their accesses crosses a line.
//!
//! What it does not do: manage memory, which is the allocator's inside.
#![allow(unsafe_code, reason = "an allocator cannot be written without; this one only forwards")]

use core::alloc::{GlobalAlloc, Layout};

/// An allocator whose blocks all begin at a multiple of 16 bytes.
///
/// ```
/// use std::alloc::{GlobalAlloc, Layout, System};
/// #[global_allocator]
/// static ALLOCATOR: lanes::Aligned<System> = lanes::Aligned(System);
/// assert_eq!(Box::new(1_u8).as_ref() as *const u8 as usize % 16, 0);
/// ```
pub struct Aligned<A>(pub A);

/// The same block, aligned.
#[inline(always)]
fn aligned(layout: Layout) -> Layout {
    // Refused only for sizes that no memory has; such a request fails inside.
    layout.align_to(16).unwrap_or(layout)
}

// SAFETY: every call is forwarded with a layout that is at least as strict, the same one for the same block, so the guarantees of the
// allocator inside are these. Blocks grow by the default way of `realloc`: allocated, copied, freed, each through the calls below.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Aligned<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps `alloc`'s contract.
        unsafe { self.0.alloc(aligned(layout)) }
    }

    #[inline]
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as above; the block came from `alloc` with this layout, and so from the inside with this one aligned.
        unsafe { self.0.dealloc(at, aligned(layout)) }
    }
}
