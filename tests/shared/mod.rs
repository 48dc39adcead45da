//! What the suites that run on more than one backend share: on which backend they run, and how they say it.
//!
//! Invariant: the backend's name is put together from what the code was compiled to and where it runs, never from what the
//! caller asked for. Does not: hold a test; see `crates/ARCHITECTURE.md`.

/// Where this code runs: `node`, `chrome`, `firefox`, or `None` natively.
#[cfg(target_arch = "wasm32")]
fn host() -> Option<&'static str> {
    use js_sys::Reflect;
    let global = js_sys::global();
    let get = |of: &js_sys::wasm_bindgen::JsValue, key: &str| Reflect::get(of, &key.into()).ok();
    if get(&global, "process").is_some_and(|p| !p.is_undefined()) {
        return Some("node");
    }
    let agent = get(&global, "navigator").and_then(|n| get(&n, "userAgent")).and_then(|a| a.as_string());
    match agent {
        Some(a) if a.contains("Firefox") => Some("firefox"),
        Some(a) if a.contains("Chrome") => Some("chrome"),
        _ => Some("unknown"),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn host() -> Option<&'static str> {
    None
}

/// The name of the backend, such as `native-sse2` or `wasm-simd128-node`.
pub fn backend() -> String {
    let family = if cfg!(target_arch = "wasm32") { "wasm" } else { "native" };
    match host() {
        Some(host) => format!("{family}-{}-{host}", lanes::BACKEND),
        None => format!("{family}-{}", lanes::BACKEND),
    }
}

/// Prints a line where the test runner shows it. `cargo xtask test` reads the lines `backend: <name>`.
pub fn say(line: &str) {
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::console_log!("{line}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{line}");
}
