//! Every optimizer on every problem of a table: it reaches the minimum within the stated updates, or is known not to.
//!
//! The table is `converge.json` beside this file. An expected failure that succeeds fails, so that the table says what is so.
//! Convergence is not correctness: that is for the trajectories; this says that the settings a reader may try lead somewhere.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::law::TABLE;
use descent::{Kind, Run, spec};
use testkit::{converge, json::value};

#[test]
fn every_optimizer_converges_where_the_table_says_so_and_only_there() {
    let table = converge::read();
    let problems: Vec<&String> = table["problems"].as_object().unwrap().keys().collect();
    let rows = table["rows"].as_array().unwrap();
    let (mut wrong, mut converged, mut failed) = (Vec::new(), 0, 0);
    print!("{:<28}", "updates to the minimum");
    problems.iter().for_each(|name| print!(" {name:>13}"));
    println!();
    for row in rows {
        let id = row["id"].as_str().unwrap();
        print!("{id:<28}");
        for name in &problems {
            let cell = &row[name.as_str()];
            assert!(cell.is_object(), "{id} has no cell for {name}");
            let document = converge::document(&table, id, name, cell);
            let spec = spec::decode(&value(&document)).unwrap_or_else(|p| panic!("{id} on {name}: {p:?}"));
            let mut run = Run::new(spec);
            run.finish();
            let status = run.status(0);
            let done = status.kind == Kind::Converged;
            match (done, cell["fails"].as_str()) {
                (true, None) => converged += 1,
                (false, Some(why)) => {
                    assert!(!why.is_empty(), "{id} on {name} says not why it fails");
                    failed += 1;
                }
                (true, Some(why)) => {
                    wrong.push(format!("{id} on {name} was to fail ({why}), and converged: {document}"))
                }
                (false, None) => {
                    let point = run.point(0);
                    let end = format!("f = {:e}, ‖∇f‖ = {:e}", point.f, point.grad_norm);
                    wrong.push(format!("{id} on {name}: {:?} at {}, {end}: {document}", status.kind, status.step));
                }
            }
            print!(" {:>13}", if done { status.step.to_string() } else { format!("{:?}", status.kind).to_lowercase() });
        }
        println!();
    }
    assert!(wrong.is_empty(), "{} cells of the table are wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!(
        "counted: {} optimizers × {} problems: {converged} converge, {failed} fail as expected",
        rows.len(),
        problems.len()
    );
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    let ours: Vec<&str> = TABLE.iter().map(|row| row.id).collect();
    assert_eq!(ids, ours, "the table has one row per optimizer, in the catalogue's order");
}
