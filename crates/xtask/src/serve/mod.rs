//! `cargo xtask serve`: sets up, builds, and serves `dist/site` on 127.0.0.1 until it is stopped.
//!
//! Invariant: nothing outside `dist/site` is ever sent, and no other machine can connect.
//! Does not: watch files; run it again after a change.

mod answer;

use crate::shell::root;
use crate::{Outcome, build, setup};
use answer::answer;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// Where the search for a free port begins when none is given.
const FIRST_PORT: u16 = 8080;

/// A request's head may not be longer.
const HEAD_LIMIT: usize = 16 * 1024;

/// The command.
pub(crate) fn command(args: &[String]) -> Outcome {
    let port = match args {
        [] => None,
        [flag, port] if flag == "--port" => {
            Some(port.parse::<u16>().map_err(|_| format!("`{port}` is not a port, 0 to 65535"))?)
        }
        _ => return Err("`cargo xtask serve` takes `--port N` or nothing".into()),
    };
    setup::ensure()?;
    build::all()?;
    let listener = listen(port)?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    println!("\nserving dist/site at http://{address}/  (Ctrl+C stops)");
    for connection in listener.incoming().flatten() {
        std::thread::spawn(move || {
            // A visitor who leaves in the middle is not an error.
            let _ = converse(connection, &root().join("dist/site"));
        });
    }
    Ok(())
}

/// Binds the given port, or the first free one.
fn listen(port: Option<u16>) -> Outcome<TcpListener> {
    if let Some(port) = port {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        return bound.map_err(|e| format!("port {port}: {e}; `--port 0` takes a free one"));
    }
    for port in FIRST_PORT..FIRST_PORT + 20 {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(e) if e.kind() == ErrorKind::AddrInUse => {}
            other => return other.map_err(|e| format!("port {port}: {e}")),
        }
    }
    listen(Some(0))
}

/// Reads one request and answers it.
fn converse(mut connection: TcpStream, site: &Path) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = Vec::new();
    let mut part = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") && head.len() < HEAD_LIMIT {
        match connection.read(&mut part)? {
            0 => break,
            count => head.extend_from_slice(&part[..count]),
        }
    }
    let head = String::from_utf8_lossy(&head);
    let reply = answer(head.lines().next().unwrap_or(""), site);
    write!(
        connection,
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        reply.status,
        reply.kind,
        reply.body.len(),
    )?;
    if !reply.head_only {
        connection.write_all(&reply.body)?;
    }
    connection.flush()
}
