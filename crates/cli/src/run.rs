//! `descent run`: every racer to its end, as JSON or CSV.

use crate::Format;
use crate::input::{self, Refused};
use descent::spec::Spec;
use descent::{Point, Run, Value};

/// Runs and prints. With `every` = K, the rows of steps 0, K, 2K, … and each racer's last.
pub(crate) fn print(spec: Spec, format: Format, every: u64) -> Result<(), Refused> {
    let mut run = Run::new(spec);
    let mut rows: Vec<Vec<Point>> = (0..run.racers()).map(|i| vec![run.point(i)]).collect();
    while run.running() {
        run.step(every);
        for (i, rows) in rows.iter_mut().enumerate() {
            let now = run.point(i);
            if rows.last().is_none_or(|last| last.t < now.t) {
                rows.push(now);
            }
        }
    }
    match format {
        Format::Json => input::json(&json(&run, &rows)),
        Format::Csv => csv(&run, &rows),
    }
}

fn json(run: &Run, rows: &[Vec<Point>]) -> Value {
    let racer = |(i, rows): (usize, &Vec<Point>)| {
        let status = run.status(i);
        Value::map([
            ("label", Value::text(run.spec().racers[i][0].1.name())),
            (
                "status",
                Value::map([
                    ("kind", Value::text(status.kind.name())),
                    ("step", Value::from(status.step)),
                    ("why", Value::text(status.why)),
                ]),
            ),
            ("evaluations", Value::from(status.evaluations)),
            ("t", Value::List(rows.iter().map(|p| Value::from(p.t)).collect())),
            ("x", Value::List(rows.iter().map(|p| Value::numbers(p.x.iter().copied())).collect())),
            ("f", Value::numbers(rows.iter().map(|p| p.f))),
            ("lr", Value::numbers(rows.iter().map(|p| p.lr))),
            ("grad_norm", Value::numbers(rows.iter().map(|p| p.grad_norm))),
        ])
    };
    Value::List(rows.iter().enumerate().map(racer).collect())
}

/// `racer,label,t,f,lr,grad_norm,x0,x1,…`; numbers read back to the same bits, `inf` and `NaN` spelled out.
fn csv(run: &Run, rows: &[Vec<Point>]) -> Result<(), Refused> {
    let mut text = String::from("racer,label,t,f,lr,grad_norm");
    for k in 0..run.dim() {
        text.push_str(&format!(",x{k}"));
    }
    text.push('\n');
    for (i, rows) in rows.iter().enumerate() {
        let label = run.spec().racers[i][0].1.name().replace('"', "\"\"");
        for p in rows {
            text.push_str(&format!("{i},\"{label}\",{},{:?},{:?},{:?}", p.t, p.f, p.lr, p.grad_norm));
            for x in &p.x {
                text.push_str(&format!(",{x:?}"));
            }
            text.push('\n');
        }
    }
    input::line(text.trim_end())
}
