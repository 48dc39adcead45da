//! An allocator that counts, for tests that say that something never allocates.
//!
//! A test binary installs it with `#[global_allocator] static COUNTING: Counting = Counting;` and asks [`during`]. Invariant:
//! counts are of the asking thread alone, so that the test runner's other threads do not disturb them. Requests are passed
//! to the system's allocator unchanged.

#![allow(unsafe_code, reason = "an allocator cannot be written without; this one only forwards")]

use core::cell::Cell;
use std::alloc::{GlobalAlloc, Layout, System};

/// What was asked of the allocator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Calls for new or larger memory.
    pub calls: u64,
    /// Bytes asked for by these.
    pub bytes: u64,
}

thread_local! {
    // Constant and without a destructor: reading it never allocates.
    static COUNT: Cell<Count> = const { Cell::new(Count { calls: 0, bytes: 0 }) };
}

/// The system's allocator, counted.
pub struct Counting;

fn add(bytes: usize) {
    // While a thread ends the cell may be gone; nobody asks any more then.
    let _ = COUNT.try_with(|count| {
        let Count { calls, bytes: before } = count.get();
        count.set(Count { calls: calls + 1, bytes: before + bytes as u64 });
    });
}

// SAFETY: every call is forwarded to `System` with the arguments it came with, so `System`'s guarantees are these.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller keeps `alloc`'s contract, which is `System`'s.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        add(size);
        // SAFETY: as above; `at` came from `System`, because every allocation did.
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

/// What the calling thread asks of the allocator while `work` runs. Zero where [`Counting`] is not installed.
pub fn during(work: impl FnOnce()) -> Count {
    let before = COUNT.with(Cell::get);
    work();
    let after = COUNT.with(Cell::get);
    Count { calls: after.calls - before.calls, bytes: after.bytes - before.bytes }
}
