//! Writes into the header of every law's file what follows from its rows; what people wrote above it stays.

use descent::law::TABLE;
use testkit::docs::{files, header, holds, section};

fn main() -> std::io::Result<()> {
    for path in files() {
        let text = std::fs::read_to_string(&path)?;
        let rows: Vec<_> = TABLE.iter().filter(|row| holds(&text, row)).collect();
        if rows.is_empty() {
            continue;
        }
        let (head, rest) = header(&text);
        let ours = head.split_once("\n# `").map_or(head.as_str(), |(before, _)| before);
        let sections: Vec<String> = rows.iter().map(|row| section(row)).collect();
        let all = format!("{}\n\n{}", ours.trim_end(), sections.join("\n"));
        let marked: String =
            all.lines().map(|l| if l.is_empty() { "//!\n".to_owned() } else { format!("//! {l}\n") }).collect();
        std::fs::write(&path, marked + rest)?;
    }
    Ok(())
}
