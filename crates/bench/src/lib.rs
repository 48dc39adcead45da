//! What the benchmarks measure: a law's update for given gradients, without a run around it.
//!
//! Invariant: the code under measurement is the core's own; this crate only holds its vectors. Does not: read a clock.

use descent::law::{AnyLaw, Counted, Law, State, Step};
use descent::objective::{Objective, Shape, Work};
use descent::sweep::{Axis, Sweep};
use descent::{Value, spec};
use lanes::Real;
use wasm_bindgen::prelude::*;

/// An objective that nobody asks: the gradients are given.
struct Given(usize);

impl<T: Real> Objective<T> for Given {
    fn shape(&self) -> Shape {
        Shape::vector(self.0)
    }
    fn value_grad(&self, _: &[T], _: &mut [T], _: &mut Work<T>) -> T {
        T::ZERO
    }
    fn hessian(&self, _: &[T], _: &mut [T]) {}
}

/// An optimizer over `n` f32 parameters with gradients that stay as they are.
#[wasm_bindgen]
pub struct Update {
    law: Box<dyn AnyLaw>,
    lr: f64,
    t: u64,
    p: Vec<f32>,
    g: Vec<f32>,
    state: State<f32>,
}

#[wasm_bindgen]
impl Update {
    /// The optimizer called `id` with its defaults; none where there is no such optimizer.
    pub fn of(id: &str, n: usize) -> Option<Update> {
        let racer = Value::map([("optimizer", Value::map([("id", Value::text(id))]))]);
        let problem = Value::map([("surface", Value::text("sphere"))]);
        let document = Value::map([("problem", problem), ("racers", Value::List(vec![racer]))]);
        let spec = spec::decode(&document).ok()?;
        let optimizer = &spec.racers[0][0].1.optimizer;
        let law = (optimizer.row.build)(&optimizer.args);
        let p: Vec<f32> = (0..n).map(|i| 1.0 + (i % 7) as f32).collect();
        let g = (0..n).map(|i| 0.01 * ((i % 13) as f32 - 6.0)).collect();
        let memory = Law::<f32>::memory(&*law, Shape::vector(n));
        let mut state = State { cells: vec![0.0; memory.cells], scalars: vec![0.0; memory.scalars] };
        law.start(Shape::vector(n), &p, &mut state);
        Some(Update { law, lr: optimizer.args.real("lr"), t: 0, p, g, state })
    }

    /// Does `n` updates.
    pub fn step(&mut self, n: u32) {
        let given = Given(self.p.len());
        let mut work = Work::default();
        for _ in 0..n {
            let mut objective =
                Counted { objective: &given, work: &mut work, t: self.t, evaluations: 0, refused: None };
            self.law.update(Step {
                t: self.t,
                lr: self.lr,
                shape: Shape::vector(self.p.len()),
                f: 0.0,
                p: &mut self.p,
                g: &self.g,
                state: &mut self.state,
                objective: &mut objective,
                notes: None,
            });
            self.t += 1;
        }
    }

    /// The first parameter: something to compare with.
    pub fn first(&self) -> f32 {
        self.p.first().copied().unwrap_or_default()
    }
}

/// A basin map of Beale's function: 200 updates of Adam from each of n × n starts; how many ended within the budget's last step,
/// so that nothing is left out.
#[wasm_bindgen]
pub fn basin(n: usize, f32: bool) -> usize {
    let precision = Value::text(if f32 { "f32" } else { "f64" });
    let adam = Value::map([("id", Value::text("adam")), ("lr", Value::Num(0.1))]);
    let document = Value::map([
        ("precision", precision),
        ("problem", Value::map([("surface", Value::text("beale"))])),
        ("steps", Value::Num(200.0)),
        ("racers", Value::List(vec![Value::map([("optimizer", adam)])])),
    ]);
    let values: Vec<f64> = (0..n).map(|i| -4.5 + 9.0 * (i as f64 + 0.5) / n as f64).collect();
    let axis = |path: &str| Axis { path: path.to_owned(), values: values.clone() };
    let Ok(mut sweep) = Sweep::new(document, vec![axis("start[0]"), axis("start[1]")]) else { return 0 };
    let mut ends = Vec::with_capacity(n * n);
    sweep.band(0..n * n, &mut ends);
    ends.iter().filter(|end| end.step == 200).count()
}
