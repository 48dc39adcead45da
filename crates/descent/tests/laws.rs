//! What single laws promise beyond their trajectories: named quantities, evaluations, rest where there is nothing to do.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::catalog::Kind;
use descent::law::{Counted, Law, OptimizerRow, Record, State, Step, TABLE};
use descent::objective::{Objective, Shape, Work};
use descent::{Run, Value, spec};
use serde_json::{Value as Json, json};
use testkit::fixture;
use testkit::json::value;
use testkit::oracle::{self, PRECISIONS, Problems};
use testkit::run::run;

fn numbers(of: &Value) -> Vec<f64> {
    let Value::List(all) = of else { panic!("{of:?} is no list") };
    all.iter().map(|v| if let Value::Num(v) = v { *v } else { panic!("{v:?}") }).collect()
}

/// The quantities of the last update: key, whether it is a part of the step, values.
fn quantities(run: &Run) -> Vec<(String, bool, Vec<f64>)> {
    let inspection = run.inspect(0);
    let Some(Value::List(all)) = inspection.get("quantities") else { panic!("no quantities") };
    let text = |v: &Value| if let Value::Str(s) = v { s.clone() } else { panic!("{v:?}") };
    all.iter()
        .map(|q| {
            let part = q.get("part") == Some(&Value::Bool(true));
            (text(q.get("key").unwrap()), part, numbers(q.get("values").unwrap()))
        })
        .collect()
}

fn quantity(run: &Run, key: &str) -> Vec<f64> {
    quantities(run).into_iter().find(|(k, ..)| k == key).unwrap_or_else(|| panic!("no quantity {key}")).2
}

/// A run of a case of the oracle.
fn case(file: &str, fixture: &Json, of: &Json, precision: &str) -> Run {
    let document = oracle::document(file, &oracle::optimizer_id(file, fixture), of, &Problems::read(), precision);
    Run::new(spec::decode(&document).unwrap())
}

#[test]
fn the_average_of_asgd_is_pytorchs() {
    let fixture = fixture::read("optim/torch_asgd.json");
    for (of, precision) in fixture::cases(&fixture).iter().flat_map(|c| PRECISIONS.map(|p| (c, p))) {
        let mut run = case("torch_asgd", &fixture, of, precision);
        run.finish();
        let tol = fixture::number(&of[precision]["tol"]["x"]);
        let want = fixture::numbers(&of[precision]["extra"]["ax"]);
        for (got, want) in quantity(&run, "ax").into_iter().zip(want) {
            assert!((got - want).abs() <= tol * want.abs().max(1.0), "{} {precision}: {got}, not {want}", of["id"]);
        }
    }
}

/// PyTorch evaluates at the beginning of a step, this program at its end: one more, and the same points.
#[test]
fn a_step_of_asgd_has_the_rate_that_pytorch_formed_after_the_step_before() {
    let document = json!({
        "problem": {"surface": "parabola"}, "start": [1], "steps": 5,
        "racers": [{
            "optimizer": {"id": "torch.ASGD", "lr": 0.1, "lambd": 0.5},
            "schedule": {"id": "torch.ExponentialLR", "gamma": 0.5},
        }],
    });
    let (mut x, mut eta): (f64, f64) = (1.0, 0.1);
    for t in 0..5 {
        x -= eta * (0.5 * x + 2.0 * x);
        let lr = 0.1 * lanes::math::pow(0.5, f64::from(t));
        eta = lr / lanes::math::pow(1.0 + 0.5 * lr * f64::from(t + 1), 0.75);
    }
    let mut all = run(&document);
    all.finish();
    assert!((all.point(0).x[0] - x).abs() < 1e-15);
}

#[test]
fn lbfgs_evaluates_as_often_as_pytorch() {
    let fixture = fixture::read("optim/torch_lbfgs.json");
    for of in fixture::cases(&fixture) {
        let mut run = case("torch_lbfgs", &fixture, of, "f64");
        let steps = fixture::numbers(&of["f64"]["steps"]);
        for (t, want) in steps.into_iter().zip(fixture::numbers(&of["f64"]["extra"]["func_evals"])) {
            run.seek(t as u64);
            assert_eq!(run.status(0).evaluations as f64, want + 1.0, "{} after {t} steps", of["id"]);
        }
    }
}

/// With `max_iter` = k, one update makes k iterations of the same path.
#[test]
fn iterations_within_an_update_are_those_of_single_ones() {
    for search in ["none", "strong_wolfe"] {
        let racer = |iterations: u64| {
            json!({"problem": {"surface": "beale"}, "start": [1.0, 1.0], "steps": 60, "racers": [{"optimizer": {
                "id": "lbfgs", "lr": 0.3, "line_search": search, "max_iter": iterations, "max_eval": 1000,
            }}]})
        };
        let (mut one, mut three) = (run(&racer(1)), run(&racer(3)));
        for t in 1..=3 {
            one.seek(3 * t);
            three.seek(t);
            assert_eq!(one.point(0).x, three.point(0).x, "{search} after {} iterations", 3 * t);
        }
    }
}

/// Every ε that may be 0, is.
fn without_epsilon(row: &OptimizerRow) -> Json {
    let mut all = json!({"id": row.id});
    for p in row.params {
        match &p.kind {
            Kind::Real { range, .. } | Kind::OptReal { range, .. } if p.key.starts_with("eps") && range.holds(0.0) => {
                all[p.key] = json!(0.0);
            }
            _ => {}
        }
    }
    all
}

/// Laws that move without a gradient: the first two shrink θ, the third forgets its start.
const RESTLESS: &[&str] = &["asgd", "fromage", "ftrl"];

/// Nothing to minimise: gradients are given.
struct Given;

impl Objective<f32> for Given {
    fn shape(&self) -> Shape {
        Shape::vector(N)
    }
    fn value_grad(&self, _: &[f32], _: &mut [f32], _: &mut Work<f32>) -> f32 {
        0.0
    }
    fn hessian(&self, _: &[f32], _: &mut [f32]) {}
}

/// Fills two vectors and a part of one.
const N: usize = 11;

/// Whoever watches is given the whole recurrence; who does not, what the arguments leave of it.
#[test]
fn taking_notes_changes_no_bit() {
    let mut laws = 0;
    for row in TABLE {
        let document = json!({"problem": {"surface": "sphere"}, "racers": [{"optimizer": {"id": row.id}}]});
        let spec = spec::decode(&value(&document)).unwrap();
        let law = (row.build)(&spec.racers[0][0].1.optimizer.args);
        if !Law::<f32>::coordinate_wise(&*law) {
            continue;
        }
        laws += 1;
        let ends = [false, true].map(|noted| {
            let shape = Shape::vector(N);
            let memory = Law::<f32>::memory(&*law, shape);
            let mut state = State { cells: vec![0.0; memory.cells], scalars: vec![0.0; memory.scalars] };
            let mut p: Vec<f32> = (0..N).map(|i| 1.0 + i as f32).collect();
            law.start(shape, &p, &mut state);
            let (mut work, mut record) = (Work::default(), Record::default());
            for t in 0..9 {
                let g: Vec<f32> = (0..N).map(|i| ((i as u64 * 7 + t * 5) % 13) as f32 - 5.5).collect();
                let mut objective =
                    Counted { objective: &Given, work: &mut work, picks: None, evaluations: 0, refused: None };
                let notes = noted.then_some(&mut record);
                let (p, state, objective) = (&mut p[..], &mut state, &mut objective);
                law.update(Step {
                    t,
                    lr: 0.1,
                    momentum: None,
                    shape,
                    f: 0.0,
                    p,
                    g: &g,
                    ahead: None,
                    state,
                    objective,
                    notes,
                });
            }
            [p, state.cells].map(|all| all.iter().map(|v| v.to_bits()).collect::<Vec<_>>())
        });
        assert_eq!(ends[0], ends[1], "{}", row.id);
    }
    assert!(laws > 20);
}

#[test]
fn without_a_gradient_nothing_moves_and_nothing_is_lost() {
    for row in TABLE {
        for optimizer in [json!({"id": row.id}), without_epsilon(row)] {
            // Plain Adam without ε divides 0 by 0, as it does in every library.
            let eps = optimizer.get("eps").is_some_and(|v| *v == json!(0.0));
            if eps && ["adam", "nadam", "rmsprop", "yogi", "adabelief", "radam", "adan", "ademamix"].contains(&row.id) {
                continue;
            }
            for precision in PRECISIONS {
                let problem = json!({"quadratic": {"A": [[0, 0], [0, 0]], "center": [0, 0]}});
                let document = json!({
                    "precision": precision, "problem": problem, "start": [1.0, -2.0], "steps": 20,
                    "racers": [{"optimizer": optimizer}],
                });
                let mut run = run(&document);
                run.finish();
                let point = run.point(0);
                assert!(point.x.iter().all(|v| v.is_finite()), "{document}: {:?}", point.x);
                if !RESTLESS.contains(&row.id) {
                    for (got, start) in point.x.iter().zip([1.0, -2.0]) {
                        assert!((got - start).abs() < 1e-15, "{document}: {:?}", point.x);
                    }
                }
            }
        }
    }
}

#[test]
fn the_parts_of_a_step_add_up_to_it() {
    for row in TABLE {
        for decay in ["coupled", "decoupled"] {
            let optimizer = json!({"id": row.id, "weight_decay": 0.01, "decay": decay});
            let document = json!({
                "problem": {"surface": "beale"}, "start": [1.0, 1.5], "steps": 7, "racers": [{"optimizer": optimizer}],
            });
            let mut run = run(&document);
            for t in [1, 2, 7] {
                run.seek(t);
                let inspection = run.inspect(0);
                let (before, after) =
                    (numbers(inspection.get("before").unwrap()), numbers(inspection.get("after").unwrap()));
                for i in 0..2 {
                    let sum: f64 = quantities(&run).iter().filter(|(_, part, _)| *part).map(|(.., v)| v[i]).sum();
                    let step = after[i] - before[i];
                    let scale = 1e-12 * before[i].abs().max(step.abs()).max(1.0);
                    assert!((sum - step).abs() <= scale, "{document} at {t}: parts {sum:e}, step {step:e}");
                }
            }
        }
    }
}

/// x and y are two views of one path.
#[test]
fn schedule_free_is_the_same_path_wherever_it_is_looked_at() {
    for (base, decay, decays) in [("sgd", "coupled", "z"), ("adamw", "decoupled", "z"), ("adamw", "decoupled", "y")] {
        let racer = |shows: &str| {
            json!({"problem": {"surface": "beale"}, "start": [1.0, 1.5], "steps": 40, "racers": [{"optimizer": {
                "id": "schedule_free", "lr": 0.01, "base": base, "shows": shows, "warmup": 10,
                "weight_decay": 0.1, "decay": decay, "decays": decays,
            }}]})
        };
        let (mut x, mut y) = (run(&racer("x")), run(&racer("y")));
        x.seek(40);
        y.seek(40);
        for (a, b) in x.point(0).x.iter().zip(quantity(&y, "x")) {
            assert!((a - b).abs() < 1e-12, "{base} {decay} {decays}: {a}, not {b}");
        }
    }
}

/// Keras shrinks y by the rate itself, and warms up that of the step alone. The numbers are those of Keras 3.15.1 on JAX in float64.
#[test]
fn keras_decays_before_its_warm_up() {
    let mut run = run(
        &json!({"problem": {"quadratic": {"A": [[1, 0], [0, 4]]}}, "start": [1, -2], "steps": 8, "racers": [{
            "optimizer": {"id": "keras.ScheduleFreeAdamW", "learning_rate": 0.1, "weight_decay": 0.1, "warmup_steps": 5},
        }]}),
    );
    let want = [
        (1, [0.9800000002, -1.980000000025]),
        (2, [0.9533232235238556, -1.9482107741615022]),
        (5, [0.8307136833493769, -1.8086828260559165]),
        (8, [0.6844510388011957, -1.6407643680488408]),
    ];
    for (t, want) in want {
        run.seek(t);
        for (got, want) in run.point(0).x.iter().zip(want) {
            assert!((got - want).abs() < 1e-14, "step {t}: {got}, not {want}");
        }
    }
}

/// Without ε it does not matter where it stands, whatever the maximum is taken of.
#[test]
fn the_maximum_of_amsgrad_is_of_what_the_option_says() {
    let of = |placement: &str, max: &str| {
        let mut run =
            run(&json!({"problem": {"surface": "beale"}, "start": [1, 1.5], "steps": 30, "racers": [{"optimizer": {
                "id": "adam", "lr": 0.1, "eps": 0, "amsgrad": true, "amsgrad_max": max, "eps_placement": placement,
            }}]}));
        run.seek(30);
        run.point(0).x
    };
    for max in ["corrected", "uncorrected"] {
        let outside = of("outside", max);
        for placement in ["inside", "uncorrected"] {
            for (got, want) in of(placement, max).iter().zip(&outside) {
                assert!((got - want).abs() < 1e-12, "{max}, {placement}: {got}, not {want}");
            }
        }
    }
    assert!((of("outside", "corrected")[0] - of("outside", "uncorrected")[0]).abs() > 1e-3);
}

/// λθ in the gradient is the gradient of ½λ‖θ‖², also where a law takes it elsewhere than at θ.
#[test]
fn coupled_decay_is_a_penalty_wherever_the_gradient_is_taken() {
    let compared = TABLE.iter().filter(|row| row.params.iter().any(|p| p.key == "decay"));
    let forms =
        [("nesterov", "form", "applied"), ("nesterov", "form", "applied_inside"), ("schedule_free", "shows", "y")];
    let plain = compared.map(|row| json!({"id": row.id}));
    let other = forms.map(|(id, key, form)| json!({"id": id, key: form}));
    let mut count = 0;
    for optimizer in plain.chain(other) {
        let path = |penalty: &str, decay: f64| {
            let mut optimizer = optimizer.clone();
            optimizer["weight_decay"] = json!(decay);
            optimizer["decay"] = json!("coupled");
            let problem = json!({"expression": format!("(x - 1)^2 + 3*(y + 0.5)^2 + x*y{penalty}")});
            let mut run =
                run(&json!({"steps": 8, "problem": problem, "start": [1, -0.5], "racers": [{"optimizer": optimizer}]}));
            run.finish();
            run.point(0).x
        };
        let (penalty, decay) = (path(" + 0.25*(x^2 + y^2)", 0.0), path("", 0.5));
        count += 1;
        for (got, want) in decay.iter().zip(&penalty) {
            assert!((got - want).abs() <= 1e-9 * want.abs().max(1.0), "{optimizer}: {decay:?}, not {penalty:?}");
        }
    }
    assert!(count > 40, "{count}");
}

/// Newton–Schulz takes every singular value near 1: the step of a matrix is nearly orthogonal.
#[test]
fn muon_moves_all_singular_directions_alike() {
    let document = json!({
        "problem": {"least_squares": {"A": [[1, 0], [0, 1]], "C": [[3, 1, 0], [0.5, 1, 0.2]]}},
        "start": [0, 0, 0, 0, 0, 0], "steps": 1,
        "racers": [{"optimizer": {"id": "muon", "nesterov": false}}],
    });
    let mut run = run(&document);
    run.finish();
    let o = quantity(&run, "o");
    let dot = |i: usize, j: usize| (0..3).map(|k| o[3 * i + k] * o[3 * j + k]).sum::<f64>();
    for i in 0..2 {
        assert!((0.3..1.6).contains(&dot(i, i)), "row {i} has length² {}", dot(i, i));
    }
    assert!(dot(0, 1).abs() < 0.6, "the rows are not orthogonal: {}", dot(0, 1));
}

/// The curvature of n parameters costs n evaluations, every tenth step.
#[test]
fn sophia_counts_what_the_curvature_costs() {
    let document = json!({"problem": {"surface": "beale"}, "steps": 40, "racers": [{"optimizer": {"id": "sophia"}}]});
    let mut run = run(&document);
    for (t, want) in [(0, 1), (1, 4), (10, 13), (11, 16), (40, 49)] {
        run.seek(t);
        assert_eq!(run.status(0).evaluations, want, "after {t} steps");
    }
}

#[test]
fn shapes_that_only_a_library_has_are_read() {
    let pairs = [
        (json!({"id": "torch.Adafactor", "eps": [null, 0.01]}), json!({"id": "torch.Adafactor", "eps2": 0.01})),
        (
            json!({"id": "torch.Adafactor", "eps": [1e-8, 0.01]}),
            json!({"id": "torch.Adafactor", "eps1": 1e-8, "eps2": 0.01}),
        ),
        (
            json!({"id": "optax.dog", "init_step": ["distance", 0.5]}),
            json!({"id": "optax.dog", "init_step": "distance", "init_value": 0.5}),
        ),
        (json!({"id": "keras.Muon", "rms_rate": null}), json!({"id": "keras.Muon", "rms_rate": 0})),
    ];
    for (given, plain) in pairs {
        let ours = |optimizer: &Json| {
            run(&json!({"problem": {"surface": "beale"}, "racers": [{"optimizer": optimizer}]})).digest()
        };
        assert_eq!(ours(&given), ours(&plain), "{given}");
    }
}

/// PyTorch's buffer, and with it the dampening, is there only where the momentum is not 0.
#[test]
fn nothing_is_dampened_without_a_momentum() {
    let of = |optimizer: Json| {
        let mut run = run(
            &json!({"version": 1, "problem": {"surface": "beale"}, "steps": 20, "racers": [{"optimizer": optimizer}]}),
        );
        run.finish();
        run.point(0).x
    };
    let plain = of(json!({"id": "torch.SGD", "lr": 0.001}));
    assert_eq!(of(json!({"id": "torch.SGD", "lr": 0.001, "dampening": 0.5})), plain);
    assert_eq!(of(json!({"id": "momentum", "lr": 0.001, "beta": 0.0, "dampening": 0.5})), plain);
    assert_ne!(of(json!({"id": "torch.SGD", "lr": 0.001, "dampening": 0.5, "momentum": 0.1})), plain);
}
