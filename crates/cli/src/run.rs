//! `descent run`: every racer to its end, as JSON or CSV.
//!
//! Invariant: what is kept of a run does not grow with rows times parameters; a racer at a time runs and is printed.

use crate::Format;
use crate::input::{self, Refused};
use descent::spec::Spec;
use descent::{Point, Run, Value};
use std::io::{BufWriter, Result, Write};

/// Parameters of rows that are kept until they are printed; further rows are run again.
const KEPT: usize = 1 << 20;

/// Runs and prints. With `every` = K, the rows of steps 0, K, 2K, … and each racer's last.
pub(crate) fn print(spec: &Spec, format: Format, every: u64) -> std::result::Result<(), Refused> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let printed = match format {
        Format::Json => json(spec, every, &mut out),
        Format::Csv => csv(spec, every, &mut out),
    };
    input::written(printed.and_then(|()| out.flush()))
}

/// Racer `i` alone.
fn alone(spec: &Spec, i: usize) -> Run {
    // The changes are among its legs.
    Run::new(Spec { racers: vec![spec.racers[i].clone()], edits: Vec::new(), ..spec.clone() })
}

/// Every row of the run of one racer.
fn rows(run: &mut Run, every: u64, mut take: impl FnMut(Point) -> Result<()>) -> Result<()> {
    take(run.point(0))?;
    while run.running() {
        let t = run.t();
        run.step(every);
        if run.t() > t {
            take(run.point(0))?;
        }
    }
    Ok(())
}

fn json(spec: &Spec, every: u64, out: &mut impl Write) -> Result<()> {
    write!(out, "[")?;
    for i in 0..spec.racers.len() {
        write!(out, "{}", if i == 0 { "" } else { "," })?;
        racer(spec, i, every, out)?;
    }
    writeln!(out, "]")
}

fn racer(spec: &Spec, i: usize, every: u64, out: &mut impl Write) -> Result<()> {
    let mut run = alone(spec, i);
    let (mut t, mut x) = (Vec::new(), Vec::new());
    let (mut f, mut lr, mut grad_norm) = (Vec::new(), Vec::new(), Vec::new());
    let most = KEPT / run.dim().max(1);
    rows(&mut run, every, |point| {
        t.push(point.t);
        f.push(point.f);
        lr.push(point.lr);
        grad_norm.push(point.grad_norm);
        if x.len() < most {
            x.push(point.x);
        }
        Ok(())
    })?;
    let status = run.status(0);
    let head = Value::map([
        ("kind", Value::text(status.kind.name())),
        ("step", Value::from(status.step)),
        ("why", Value::text(status.why)),
    ]);
    let label = Value::text(spec.racers[i][0].1.name());
    write!(out, "{{\"label\":{},\"status\":{}", text(&label)?, text(&head)?)?;
    write!(out, ",\"evaluations\":{}", status.evaluations)?;
    write!(out, ",\"t\":{}", text(&Value::List(t.iter().map(|t| Value::from(*t)).collect()))?)?;
    write!(out, ",\"x\":[")?;
    let mut kept = x.into_iter();
    for (k, t) in t.into_iter().enumerate() {
        let row = kept.next().unwrap_or_else(|| {
            run.seek(t);
            run.quantity(0, "theta").unwrap_or_default()
        });
        write!(out, "{}{}", if k == 0 { "" } else { "," }, text(&Value::numbers(row))?)?;
    }
    write!(out, "]")?;
    for (key, column) in [("f", f), ("lr", lr), ("grad_norm", grad_norm)] {
        write!(out, ",\"{key}\":{}", text(&Value::numbers(column))?)?;
    }
    write!(out, "}}")
}

/// A value as JSON.
fn text(value: &Value) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// `racer,label,t,f,lr,grad_norm,x0,x1,…`; numbers read back to the same bits, `inf` and `NaN` spelled out.
fn csv(spec: &Spec, every: u64, out: &mut impl Write) -> Result<()> {
    write!(out, "racer,label,t,f,lr,grad_norm")?;
    for k in 0..spec.start.len() {
        write!(out, ",x{k}")?;
    }
    writeln!(out)?;
    for (i, legs) in spec.racers.iter().enumerate() {
        let label = legs[0].1.name().replace('"', "\"\"");
        rows(&mut alone(spec, i), every, |p| {
            write!(out, "{i},\"{label}\",{},{:?},{:?},{:?}", p.t, p.f, p.lr, p.grad_norm)?;
            for x in &p.x {
                write!(out, ",{x:?}")?;
            }
            writeln!(out)
        })?;
    }
    Ok(())
}
