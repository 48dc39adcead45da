//! What the benchmarks measure: a law's update for given gradients without a run around it, runs, maps, predictions, pictures.
//!
//! Invariant: the code under measurement is the core's own; this crate only holds its vectors. Does not: read a clock.

use descent::law::{AnyLaw, Counted, Law, State, Step};
use descent::model::Predictor;
use descent::objective::{Objective, Shape, Work};
use descent::spec::{ModelKind, ProblemSpec};
use descent::surface::{self, Turn};
use descent::sweep::{Axis, Outcome, Sweep};
use descent::{Run, Value, spec};
use field::{Mapping, Nodes, Scale, Theme, View};
use lanes::Real;
use wasm_bindgen::prelude::*;

/// As in the module that ships.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lanes::Aligned<rlsf::SmallGlobalTlsf> = lanes::Aligned(rlsf::SmallGlobalTlsf::new());

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
                Counted { objective: &given, work: &mut work, picks: None, evaluations: 0, refused: None };
            self.law.update(Step {
                t: self.t,
                lr: self.lr,
                momentum: None,
                shape: Shape::vector(self.p.len()),
                f: 0.0,
                p: &mut self.p,
                g: &self.g,
                ahead: None,
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

/// A document: `racer` on `problem`.
fn document(problem: Value, racer: &str, steps: f64, more: &[(&'static str, Value)]) -> Value {
    let racers = Value::List(vec![Value::map([("optimizer", Value::map([("id", Value::text(racer))]))])]);
    let mut all = Value::map([("problem", problem), ("steps", Value::Num(steps)), ("racers", racers)]);
    more.iter().for_each(|(key, value)| all.put(key, value.clone()));
    all
}

/// More updates than any benchmark does.
const ENDLESS: f64 = 1e6;

/// A run as a page has it, with its trace.
#[wasm_bindgen]
pub struct Race {
    run: Run,
}

#[wasm_bindgen]
impl Race {
    /// As many racers with Adam on Himmelblau's function.
    pub fn on_surface(racers: usize) -> Option<Race> {
        let problem = Value::map([("surface", Value::text("himmelblau"))]);
        let all = vec![Value::map([("optimizer", Value::map([("id", Value::text("adam"))]))]); racers];
        let document = document(problem, "adam", ENDLESS, &[("racers", Value::List(all))]);
        Some(Race { run: Run::new(spec::decode(&document).ok()?) })
    }

    /// A network of 2-8-8-1 tanh units in f32, trained on `samples` samples of two moons in batches with SGD.
    pub fn on_moons(samples: u32, batch: u32) -> Option<Race> {
        let layers = Value::numbers([2.0, 8.0, 8.0, 1.0]);
        let number = |n: u32| Value::Num(f64::from(n));
        let problem = Value::map([
            ("model", Value::map([("id", Value::text("mlp")), ("layers", layers)])),
            ("data", Value::map([("id", Value::text("moons")), ("n", number(samples))])),
            ("batch", Value::map([("size", number(batch))])),
        ]);
        Some(Race { run: Run::new(spec::decode(&document(problem, "sgd", ENDLESS, &[])).ok()?) })
    }

    /// Does `n` updates; the updates done so far.
    pub fn step(&mut self, n: u32) -> f64 {
        self.run.step(u64::from(n));
        self.run.t() as f64
    }

    /// The value where the run stands.
    pub fn value(&self) -> f64 {
        self.run.point(0).f
    }

    /// What the network says on n × n points of [−2, 3] × [−2, 2].
    pub fn regions(&self, n: usize) -> Vec<f32> {
        let ProblemSpec::Model(model) = &self.run.spec().problem else { return Vec::new() };
        let ModelKind::Network(network, _) = &model.kind else { return Vec::new() };
        let along =
            |low: f64, size: f64| -> Vec<f64> { (0..n).map(|i| low + size * (i as f64 + 0.5) / n as f64).collect() };
        let mut predictor: Predictor<'_, f32> = Predictor::new(network, &self.run.point(0).x);
        predictor.picture(&along(-2.0, 5.0), &along(-2.0, 4.0), [0, 1], &[], network.sizes.iter().sum::<usize>() - 1)
    }
}

/// A heat map of Beale's function on n × n pixels, and the points of its iso-lines on a lattice as fine: how many numbers there are.
#[wasm_bindgen]
pub fn picture(n: usize) -> usize {
    let Some(row) = surface::find("beale") else { return 0 };
    let Some(args) = row.args(&[]) else { return 0 };
    let surface = row.with(&args);
    let view = View { x: row.view[0], y: row.view[1] };
    let sample = |nodes| field::sample(surface.as_ref(), &Turn::NONE, view, nodes, n, n);
    let (Ok(pixels), Ok(lattice)) = (sample(Nodes::Centres), sample(Nodes::Corners)) else { return 0 };
    let mapping = Mapping::new(&pixels, Scale::Log, Some(0.0));
    let lines = field::contours(&lattice, &field::levels(&mapping, 16));
    field::rgba(&pixels, &mapping, Theme::Light).len() + lines.iter().map(|line| line.points.len()).sum::<usize>()
}

/// A basin map of Beale's function: 200 updates of Adam from each of n × n starts.
#[wasm_bindgen]
pub struct Basin {
    sweep: Sweep,
    ends: Vec<Outcome>,
}

#[wasm_bindgen]
impl Basin {
    /// In f32 or f64. None if the map is refused.
    pub fn of(n: usize, f32: bool) -> Option<Basin> {
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
        Some(Basin { sweep: Sweep::new(document, vec![axis("start[0]"), axis("start[1]")]).ok()?, ends: Vec::new() })
    }

    /// The starts from `from` to below `to`; how many ended within the budget's last step, so that nothing is left out.
    pub fn band(&mut self, from: usize, to: usize) -> usize {
        self.ends.clear();
        self.sweep.band(from..to, &mut self.ends);
        self.ends.iter().filter(|end| end.step == 200).count()
    }
}

/// All of such a map; how many ended within the budget's last step.
#[wasm_bindgen]
pub fn basin(n: usize, f32: bool) -> usize {
    Basin::of(n, f32).map_or(0, |mut map| map.band(0, n * n))
}
