//! Computing what a case says, from its text.
//!
//! Invariant: rows are those whose keys the case names, in that order; the digest covers more than the rows do. A key that
//! the run never reaches gives no row.

use super::{Case, Cell, Kind, math};
use crate::draw::Draw;
use crate::json;
use descent::objective::Objective;
use descent::spec::{self, Precision, ProblemSpec, Spec, objective_of};
use descent::{Columns, Precise, Run, Trace, Value};
use lanes::{Digest, Lanes};

/// A table under construction.
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) digest: Digest,
}

/// The case computed on this backend.
pub fn compute(case: &Case) -> Case {
    let keys: Vec<&[Cell]> = case.rows.iter().map(|row| &row[..case.keys]).collect();
    let table = match case.kind {
        Kind::Run => run(&case.subject, Some(&keys), true),
        Kind::Path => run(&case.subject, Some(&keys), false),
        Kind::Eval => eval(&case.subject, &keys),
        Kind::Schedule => schedule(&case.subject, &keys),
        Kind::Trace => trace(&case.subject, &keys),
        Kind::Inspect => inspect(&case.subject),
        Kind::Math => math::table(&case.subject, &keys),
    };
    Case { columns: table.columns, rows: table.rows, digest: table.digest.hex(), ..case.clone() }
}

/// The case with every row that there is (of runs; of others those that it names).
pub fn every_row(case: &Case) -> Case {
    if !matches!(case.kind, Kind::Run | Kind::Path) {
        return compute(case);
    }
    let table = run(&case.subject, None, true);
    Case { columns: table.columns, rows: table.rows, digest: table.digest.hex(), ..case.clone() }
}

fn decode(subject: &str) -> Spec {
    spec::decode(&json::parse(subject)).unwrap_or_else(|problems| {
        let all: Vec<String> = problems.iter().map(|p| p.message()).collect();
        panic!("{subject} is refused: {}", all.join("; "))
    })
}

fn columns(keys: &[&str], values: &[&str], dim: usize) -> Vec<String> {
    let fixed = keys.iter().chain(values).map(|s| (*s).to_owned());
    fixed.chain((0..dim).map(|i| format!("x{i}"))).collect()
}

/// The cell of a number that a run holds in its own precision.
fn own(precision: Precision, v: f64) -> Cell {
    match precision {
        Precision::F32 => Cell::of(v as f32),
        Precision::F64 => Cell::of(v),
    }
}

fn run(subject: &str, keys: Option<&[&[Cell]]>, whole: bool) -> Table {
    let mut run = Run::new(decode(subject));
    let precision = run.spec().precision;
    let mut digest = Digest::new();
    digest.str(&run.digest());
    let steps: Vec<u64> = match keys {
        Some(keys) => keys.iter().map(|key| key[0].value() as u64).collect(),
        None => (0..=run.spec().steps).collect(),
    };
    let mut rows = Vec::new();
    for t in steps {
        run.seek(t);
        let point = run.point(0);
        if point.t != t {
            break;
        }
        let mut row = vec![Cell::Count(t), own(precision, point.f)];
        if whole {
            row.extend([Cell::wide(point.lr), Cell::wide(point.grad_norm)]);
        }
        row.extend(point.x.iter().map(|v| own(precision, *v)));
        rows.push(row);
    }
    let values: &[&str] = if whole { &["f", "lr", "grad_norm"] } else { &["f"] };
    Table { columns: columns(&["t"], values, run.dim()), rows, digest }
}

fn eval(subject: &str, keys: &[&[Cell]]) -> Table {
    let spec = decode(subject);
    match spec.precision {
        Precision::F32 => eval_in::<f32>(&spec, keys),
        Precision::F64 => eval_in::<f64>(&spec, keys),
    }
}

/// Value, gradient and the upper half of the Hessian.
fn at<T: Precise>(objective: &dyn Objective<T>, x: &[T]) -> Vec<T> {
    let n = x.len();
    let (mut g, mut h, mut work) = (vec![T::ZERO; n], vec![T::ZERO; n * n], objective.work());
    let f = objective.value_grad(x, &mut g, &mut work);
    objective.hessian(x, &mut h);
    let upper = (0..n * n).filter(|k| k / n <= k % n).map(|k| h[k]);
    [f].into_iter().chain(g).chain(upper).collect()
}

fn eval_in<T: Precise>(spec: &Spec, keys: &[&[Cell]]) -> Table {
    let n = spec.start.len();
    let objective = objective_of::<T>(&spec.problem, n);
    let mut names = columns(&[], &[], n);
    names.push("f".to_owned());
    names.extend((0..n).map(|i| format!("g{i}")));
    names.extend((0..n).flat_map(|i| (i..n).map(move |j| format!("h{i}{j}"))));
    let rows = keys.iter().map(|key| {
        let x: Vec<T> = key.iter().map(|c| T::from_f64(c.value())).collect();
        key.iter().copied().chain(at(&*objective, &x).into_iter().map(Cell::of)).collect()
    });
    let rows = rows.collect();
    let mut digest = Digest::new();
    for x in probes(spec) {
        let x: Vec<T> = x.into_iter().map(T::from_f64).collect();
        at(&*objective, &x).into_iter().for_each(|v| digest.real(v));
    }
    side_by_side::<T>(spec, &mut digest);
    Table { columns: names, rows, digest }
}

/// Where the digest of an evaluation looks: around a surface's view, else around the start.
fn probes(spec: &Spec) -> Vec<Vec<f64>> {
    let mut draw = Draw::new(0x6a09_e667_f3bc_c908);
    match &spec.problem {
        ProblemSpec::Surface { row, .. } if spec.start.len() == row.dim => (0..256)
            .map(|_| {
                let inside = |[lo, hi]: [f64; 2], draw: &mut Draw| lo + (1.4 * draw.unit() - 0.2) * (hi - lo);
                row.view[..row.dim].iter().map(|span| inside(*span, &mut draw)).collect()
            })
            .collect(),
        _ => (0..32).map(|_| spec.start.iter().map(|v| v + draw.between(-2.0, 2.0)).collect()).collect(),
    }
}

/// The values of a surface in wide lanes, as a heat map computes them.
fn side_by_side<T: Precise>(spec: &Spec, digest: &mut Digest) {
    let Some((surface, turn)) = spec.problem.function(spec.start.len()) else { return };
    let surface = T::surface(surface);
    let points: Vec<Vec<T>> = probes(spec).iter().map(|p| p.iter().map(|v| T::from_f64(*v)).collect()).collect();
    for group in points.chunks_exact(T::Wide::WIDTH) {
        let axis = |k: usize| -> Vec<T> { group.iter().map(|p| p.get(k).copied().unwrap_or(T::ZERO)).collect() };
        let (x, y) = turn.seed(T::Wide::load(&axis(0)), T::Wide::load(&axis(1)));
        let values = surface.wide(x, y);
        (0..T::Wide::WIDTH).for_each(|k| digest.real(values.lane(k)));
    }
}

/// What a plateau is given: a loss that falls to its floor and stays there, with a bump now and then.
fn metric(t: u64) -> f64 {
    1.0 / (1.0 + t.min(150) as f64 / 16.0) + if t % 7 == 3 { 0.25 } else { 0.0 }
}

fn schedule(subject: &str, keys: &[&[Cell]]) -> Table {
    let subject = json::parse(subject);
    let number = |key: &str| if let Some(Value::Num(v)) = subject.get(key) { *v } else { panic!("{key} is missing") };
    let schedule = subject.get("schedule").map(spec::decode_schedule);
    let Some(Ok(schedule)) = schedule else { panic!("{subject:?} is refused: {schedule:?}") };
    let steps = number("steps") as u64;
    let metrics: Vec<f64> = (0..steps).map(metric).collect();
    let rates = schedule.rates(number("lr"), steps, &metrics);
    let built = schedule.build();
    let mut digest = Digest::new();
    for (t, rate) in rates.iter().enumerate() {
        digest.f64(*rate);
        digest.f64(built.momentum(t as u64).unwrap_or(-1.0));
    }
    let rows = keys.iter().map(|key| vec![key[0], Cell::wide(rates[key[0].value() as usize])]).collect();
    Table { columns: columns(&["t"], &["lr"], 0), rows, digest }
}

fn trace(subject: &str, keys: &[&[Cell]]) -> Table {
    let mut run = Run::new(decode(subject));
    run.finish();
    let dim = run.dim();
    match run.trace(0) {
        Columns::F32(trace) => trace_in(trace, dim, keys),
        Columns::F64(trace) => trace_in(trace, dim, keys),
    }
}

fn trace_in<T: Precise>(trace: &Trace<T>, dim: usize, keys: &[&[Cell]]) -> Table {
    let row = |k: usize| -> Vec<Cell> {
        let x = &trace.x[k * dim..(k + 1) * dim];
        let fixed = [Cell::Count(k as u64), Cell::Count(trace.t[k].into()), Cell::of(trace.f[k])];
        let rest = [Cell::wide(trace.lr[k]), Cell::wide(trace.grad_norm[k])];
        fixed.into_iter().chain(rest).chain(x.iter().map(|v| Cell::of(*v))).collect()
    };
    let mut digest = Digest::new();
    (0..trace.t.len()).flat_map(row).for_each(|cell| match cell {
        Cell::Count(n) | Cell::F64(n) => digest.u64(n),
        Cell::F32(bits) => digest.u64(bits.into()),
    });
    let numbers = keys.iter().map(|key| key[0].value() as usize).filter(|k| *k < trace.t.len());
    Table { columns: columns(&["row"], &["t", "f", "lr", "grad_norm"], dim), rows: numbers.map(row).collect(), digest }
}

fn inspect(subject: &str) -> Table {
    let mut run = Run::new(decode(subject));
    run.finish();
    let of = run.inspect(0);
    let mut digest = Digest::new();
    let Some(Value::List(quantities)) = of.get("quantities") else { panic!("no quantities") };
    let mut row = |(k, quantity): (usize, &Value)| -> Vec<Cell> {
        let Some(Value::List(values)) = quantity.get("values") else { panic!("no values") };
        let Some(Value::Str(key)) = quantity.get("key") else { panic!("no key") };
        digest.str(key);
        let number = |v: &Value| if let Value::Num(v) = v { Cell::wide(*v) } else { Cell::wide(f64::NAN) };
        [Cell::Count(k as u64)].into_iter().chain(values.iter().map(number)).collect()
    };
    let rows: Vec<Vec<Cell>> = quantities.iter().enumerate().map(&mut row).collect();
    rows.iter().flatten().for_each(|cell| digest.f64(cell.value()));
    let width = rows.first().map_or(0, |row| row.len() - 1);
    let names = ["quantity".to_owned()].into_iter().chain((0..width).map(|i| format!("v{i}")));
    Table { columns: names.collect(), rows, digest }
}
