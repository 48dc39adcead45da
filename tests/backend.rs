//! Says which backend the suites run on, so that a backend that silently did not run is noticed.
//!
//! The line `backend: <name>` is read by `cargo xtask test`, which compares the names it saw with the ones it expects.

use descent_tests::{backend, say};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_backend_is_the_one_it_was_compiled_for() {
    let line = format!("backend: {}", backend());
    say(&line);
    let simd = cfg!(target_feature = "simd128") || cfg!(target_feature = "sse2");
    let scalar = !simd || cfg!(feature = "force-scalar");
    assert_eq!(lanes::BACKEND == "scalar", scalar, "{line} does not match the target's features");
}
