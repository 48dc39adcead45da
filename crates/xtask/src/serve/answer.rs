//! From a request's first line to a reply: which file, of which kind, or why not.
//!
//! Invariant: a reply's body is a file whose real path lies inside the site, or a few words of our own.
//! Does not: touch the network.

use std::path::{Component, Path, PathBuf};

/// What is sent back.
pub(super) struct Reply {
    pub(super) status: &'static str,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// The request asked for the head alone.
    pub(super) head_only: bool,
}

/// Kinds of files, by ending.
const KINDS: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("wasm", "application/wasm"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
];

/// Answers a request by its first line, such as `GET /index.html HTTP/1.1`.
pub(super) fn answer(request: &str, site: &Path) -> Reply {
    let mut words = request.split(' ');
    let (method, address) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let head_only = method == "HEAD";
    if !head_only && method != "GET" {
        return words_only("405 Method Not Allowed", false);
    }
    let found = locate(address, site).and_then(|path| Some((std::fs::read(&path).ok()?, path)));
    match found {
        Some((body, path)) => Reply { status: "200 OK", kind: kind(&path), body, head_only },
        None => words_only("404 Not Found", head_only),
    }
}

fn words_only(status: &'static str, head_only: bool) -> Reply {
    let body = format!("{status}\n").into_bytes();
    Reply { status, kind: "text/plain; charset=utf-8", body, head_only }
}

fn kind(path: &Path) -> &'static str {
    let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
    let known = KINDS.iter().find(|(name, _)| end.as_deref() == Some(name));
    known.map_or("application/octet-stream", |(_, kind)| kind)
}

/// The file that an address names, if it lies inside the site.
fn locate(address: &str, site: &Path) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = PathBuf::from(decode(path)?);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = site.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    // Links are followed before the comparison, so that none leads outside.
    let (file, site) = (file.canonicalize().ok()?, site.canonicalize().ok()?);
    file.starts_with(site).then_some(file)
}

/// Undoes percent-encoding; refuses what is not text, and NUL.
fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                let digits = std::str::from_utf8(&digits).ok()?;
                u8::from_str_radix(digits, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(out).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site in a folder of its own, which goes with it.
    struct Site(PathBuf);

    impl std::ops::Deref for Site {
        type Target = Path;
        fn deref(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = self.0.parent().map(std::fs::remove_dir_all);
        }
    }

    /// A site of two files beside a secret.
    fn site(name: &str) -> Site {
        let folder = std::env::temp_dir().join(format!("descent-serve-{name}-{}", std::process::id()));
        let site = folder.join("site");
        let made = std::fs::create_dir_all(site.join("sub"))
            .and_then(|()| std::fs::write(site.join("index.html"), "home"))
            .and_then(|()| std::fs::write(site.join("sub/a b.wasm"), "module"))
            .and_then(|()| std::fs::write(folder.join("secret"), "secret"));
        assert!(made.is_ok(), "{made:?}");
        Site(site)
    }

    #[test]
    fn files_come_with_their_kind() {
        let site = site("kinds");
        let home = answer("GET / HTTP/1.1", &site);
        assert_eq!((home.status, home.body.as_slice()), ("200 OK", b"home".as_slice()));
        assert_eq!(home.kind, "text/html; charset=utf-8");
        let module = answer("GET /sub/a%20b.wasm?v=1 HTTP/1.1", &site);
        assert_eq!((module.kind, module.head_only), ("application/wasm", false));
        assert!(answer("HEAD / HTTP/1.1", &site).head_only);
    }

    #[test]
    fn nothing_outside_the_site_is_sent() {
        let site = site("outside");
        for address in
            ["/../secret", "/%2e%2e/secret", "/sub/..%2f..%2fsecret", "//secret", "secret", "/%00", "/%zz", ""]
        {
            let reply = answer(&format!("GET {address} HTTP/1.1"), &site);
            assert_eq!(reply.status, "404 Not Found", "{address}");
        }
        #[cfg(unix)]
        {
            let _ = std::os::unix::fs::symlink("../secret", site.join("link"));
            assert_eq!(answer("GET /link HTTP/1.1", &site).status, "404 Not Found");
        }
    }

    #[test]
    fn only_reading_is_allowed() {
        let site = site("methods");
        for request in ["POST / HTTP/1.1", "DELETE / HTTP/1.1", "", "get / HTTP/1.1"] {
            assert_eq!(answer(request, &site).status, "405 Method Not Allowed", "{request}");
        }
    }
}
