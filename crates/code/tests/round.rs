//! A library's optimizer is written and read back; a script is written or refused with a path, whatever it is asked for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use code::{Library, paste, script};
use descent::Value;
use descent::law::library;
use descent::spec::{self, decode_optimizer};
use testkit::draw::Draw;
use testkit::legal;

fn document(racer: &Value) -> Value {
    Value::map([
        ("version", Value::Num(1.0)),
        ("problem", Value::map([("surface", Value::text("beale"))])),
        ("steps", Value::Num(3.0)),
        ("racers", Value::List(vec![racer.clone()])),
    ])
}

/// The line of a script that makes the optimizer.
fn constructor(text: &str) -> &str {
    let line = text.lines().find_map(|line| line.strip_prefix("optimizer = ")).expect("a script makes an optimizer");
    line.strip_prefix("optax.with_extra_args_support(").and_then(|line| line.strip_suffix(')')).unwrap_or(line)
}

#[test]
fn every_constructor_reads_back_to_the_same_optimizer() {
    let mut draw = Draw::new(7);
    let mut count = 0;
    for row in library::rows().filter(|row| !row.id.starts_with("lecture.")) {
        let library = Library::find(row.id.split('.').next().unwrap()).unwrap();
        for _ in 0..40 {
            let optimizer = legal::optimizer_of(&mut draw, row.id, row.params);
            let optimizer = decode_optimizer(&optimizer).unwrap();
            let racer = Value::map([("optimizer", optimizer.to_value())]);
            let text = script(&spec::decode(&document(&racer)).unwrap(), library).unwrap();
            let line = constructor(&text);
            let back = match paste(line) {
                Ok(back) => back,
                // Ranges up to 1e300 hold numbers that typed text cannot.
                Err(problems) if problems[0].allowed == descent::text::SCANNED => continue,
                Err(problems) => panic!("{line}\n{problems:?}"),
            };
            let back = decode_optimizer(back.get("optimizer").unwrap()).unwrap();
            assert_eq!(back.id, row.id, "{line}");
            assert!(back.ours() == optimizer.ours(), "{line}\n{:?}\n{:?}", back.ours(), optimizer.ours());
            count += 1;
        }
    }
    assert!(count >= 40 * 50, "{count}");
}

#[test]
fn what_a_library_has_under_our_name_is_found() {
    let mut draw = Draw::new(8);
    for row in library::rows().filter(|row| !row.id.starts_with("lecture.")) {
        let library = row.id.split('.').next().unwrap();
        for _ in 0..40 {
            let optimizer = decode_optimizer(&legal::optimizer_of(&mut draw, row.id, row.params)).unwrap();
            let found = library::in_library(optimizer.row, &optimizer.args, library);
            let found = found.unwrap_or_else(|why| panic!("{}: {why:?}", row.id));
            assert!(found.ours() == optimizer.ours(), "{} as {}", row.id, found.id);
        }
    }
}

#[test]
fn any_racer_has_a_script_or_a_problem_with_a_path() {
    let mut draw = Draw::new(9);
    let (mut written, mut refused) = (0, 0);
    for _ in 0..600 {
        let document = document(&legal::racer(&mut draw));
        let spec = spec::decode(&document).unwrap();
        for library in Library::ALL {
            match script(&spec, library) {
                Ok(text) => {
                    assert!(text.contains(&format!("import {}", library.id())), "{text}");
                    written += 1;
                }
                Err(problems) => {
                    assert!(
                        !problems.is_empty() && problems.iter().all(|p| p.path.starts_with("racers[0]")),
                        "{problems:?}"
                    );
                    refused += 1;
                }
            }
        }
    }
    assert!(written > 100 && refused > 100, "{written} {refused}");
}

/// The line of a script that gives the function's value.
fn value_of(function: &str, library: Library) -> String {
    let mut document = document(&Value::map([("optimizer", Value::map([("id", Value::text("sgd"))]))]));
    document.put("problem", Value::map([("expression", Value::text(function))]));
    document.put("start", Value::numbers(if function.contains('y') { vec![1.0, 1.0] } else { vec![1.0] }));
    let text = script(&spec::decode(&document).unwrap(), library).unwrap();
    text.lines().find_map(|line| line.strip_prefix("    return ")).unwrap().to_owned()
}

#[test]
fn functions_of_numbers_slopes_at_corners_and_large_numbers_are_as_ours() {
    // PyTorch's functions take tensors only, and what is trained needs a gradient.
    assert_eq!(value_of("sqrt(2)*x^2", Library::Torch), "torch.sqrt(torch.tensor(float(2))) * x**2");
    assert_eq!(value_of("sqrt(2)*x^2", Library::Optax), "jnp.sqrt(2) * x**2");
    assert_eq!(value_of("5", Library::Optax), "0 * x + (5)");
    // The slope of JAX' abs at 0 is 1.
    assert_eq!(value_of("abs(x + y)", Library::Torch), "torch.abs(x + y)");
    assert_eq!(value_of("abs(x + y)", Library::Keras), "(x + y) * jnp.sign(x + y)");
    // Its whole numbers have 32 bits.
    assert_eq!(value_of("3e9*x", Library::Keras), "3000000000.0 * x");
}

#[test]
fn what_changes_nothing_is_no_obstacle() {
    for (id, key, value, library) in [
        ("rmsprop", "momentum_form", Value::text("lr_outside"), Library::Optax),
        ("rmsprop", "nesterov", Value::Bool(true), Library::Torch),
        ("lamb", "decay_in_ratio", Value::Bool(true), Library::Keras),
        ("momentum", "bias_correction", Value::Bool(true), Library::Torch),
    ] {
        let optimizer = Value::map([("id", Value::text(id)), (key, value)]);
        let spec = spec::decode(&document(&Value::map([("optimizer", optimizer)]))).unwrap();
        assert!(script(&spec, library).is_ok(), "{id} {key}");
    }
    // With 0 Optax would not begin at all; none is none.
    let optimizer =
        [("id", Value::text("schedule_free")), ("shows", Value::text("y")), ("warmup_lags", Value::Bool(true))];
    let spec = spec::decode(&document(&Value::map([("optimizer", Value::map(optimizer))]))).unwrap();
    assert!(script(&spec, Library::Optax).unwrap().contains("warmup_steps=None"));
}

#[test]
fn a_label_is_one_comment_and_a_count_of_updates_no_rule_of_a_script() {
    let sgd = Value::map([("id", Value::text("torch.SGD")), ("lr", Value::Num(0.1))]);
    let racer = Value::map([("label", Value::text("a\0b\r\nc")), ("optimizer", sgd)]);
    let text = script(&spec::decode(&document(&racer)).unwrap(), Library::Torch).unwrap();
    assert!(text.contains("\n# a b  c\n"), "{text}");
    let mut still = document(&racer);
    still.put("stop", Value::map([("unchanged", Value::Num(2.0))]));
    let problems = script(&spec::decode(&still).unwrap(), Library::Torch).unwrap_err();
    assert_eq!(problems[0].path, "stop.unchanged");
}

/// PyTorch's loop sets the momentum as it sets the rate; the others have no word for it, and Optax has optimizers of one rate.
#[test]
fn schedules_are_carried_or_refused_with_their_place() {
    let of = |optimizer: Value, schedule: Value, library: &str| {
        let racer = Value::map([("optimizer", optimizer), ("schedule", schedule)]);
        let document = Value::map([
            ("problem", Value::map([("surface", Value::text("beale"))])),
            ("steps", Value::Num(4.0)),
            ("racers", Value::List(vec![racer])),
        ]);
        script(&spec::decode(&document).unwrap(), Library::find(library).unwrap())
    };
    let named = |id: &str| Value::map([("id", Value::text(id))]);
    let cycle = || Value::map([("id", Value::text("torch.OneCycleLR")), ("total_steps", Value::Num(5.0))]);
    let text = of(named("adam"), cycle(), "torch").unwrap();
    assert!(text.contains("momenta = [") && text.contains("[\"betas\"] = (momenta[t], 0.999)"), "{text}");
    let mut heavy = named("momentum");
    heavy.put("form", Value::text("lr_outside"));
    assert!(of(heavy, cycle(), "torch").unwrap().contains("[\"momentum\"] = momenta[t]"));
    for plain in ["sgd", "adagrad"] {
        assert!(!of(named(plain), cycle(), "torch").unwrap().contains("momenta"), "{plain} has nothing to cycle");
    }
    let decay = || Value::map([("id", Value::text("exponential")), ("gamma", Value::Num(0.9))]);
    let rise = || Value::map([("id", Value::text("exponential")), ("gamma", Value::Num(1.1))]);
    let mut warm = named("optax.schedule_free_sgd");
    assert!(of(warm.clone(), decay(), "optax").is_ok());
    warm.put("warmup_steps", Value::Num(3.0));
    let mut sm3 = named("optax.sm3");
    sm3.put("learning_rate", Value::Num(0.1));
    for refused in [
        of(named("keras.Adam"), cycle(), "keras"),
        of(named("adam"), cycle(), "optax"),
        of(sm3, decay(), "optax"),
        of(named("optax.polyak_sgd"), decay(), "optax"),
        of(warm, decay(), "optax"),
        of(named("optax.schedule_free_adamw"), rise(), "optax"),
    ] {
        assert_eq!(refused.unwrap_err()[0].path, "racers[0].schedule");
    }
}

/// A clipped closure would be another line search than the run's.
#[test]
fn a_line_search_in_a_closure_is_not_clipped() {
    let racer = Value::map([
        ("optimizer", Value::map([("id", Value::text("torch.LBFGS"))])),
        ("clip", Value::map([("norm", Value::Num(1.0))])),
    ]);
    let problems = script(&spec::decode(&document(&racer)).unwrap(), Library::Torch).unwrap_err();
    assert_eq!(problems[0].path, "racers[0].clip");
}

/// A document that trains a model by plain descent, which every library has.
fn training(problem: &str) -> Value {
    let problem = serde_json::from_str::<serde_json::Value>(problem).expect("a problem");
    let racer = Value::map([("optimizer", Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.1))]))]);
    let mut document = document(&racer);
    document.put("problem", testkit::json::value(&problem));
    document
}

#[test]
fn a_model_s_script_carries_its_data_weights_and_batches() {
    let problem = r#"{"model": {"id": "mlp", "layers": [2, 3, 1], "activation": "gelu_tanh", "output": "sigmoid"},
        "data": {"id": "moons", "n": 20}, "loss": "bce", "l2": 0.5, "batch": {"size": 4}}"#;
    let spec = spec::decode(&training(problem)).unwrap();
    for (library, own) in [
        (Library::Torch, "torch.nn.functional.gelu(x @ W.T + b, approximate=\"tanh\")"),
        (Library::Keras, "jax.nn.gelu(x @ W.T + b, approximate=True)"),
        (Library::Optax, "jax.nn.softplus(z) - y * z"),
    ] {
        let text = script(&spec, library).unwrap();
        assert!(text.contains(own), "{text}");
        assert!(
            text.contains("order(epoch)[place * 4:(place + 1) * 4]") && text.contains("epoch, place = divmod(t, 3)")
        );
        assert!(text.contains("loss + 0.5 / 2 * (W**2).sum()"), "{text}");
        let row = text.lines().find(|line| line.starts_with("X = ")).unwrap();
        assert_eq!(row.matches("], [").count() + 1, 10, "half of the samples are for training");
        assert!(!text.contains(['{', '}']), "every place is filled: {text}");
    }
}

#[test]
fn racers_with_batches_of_their_own_bring_them_into_the_script() {
    let problem = r#"{"model": {"id": "logistic"}, "data": {"id": "gauss", "n": 40}, "batch": {"size": 5}}"#;
    let racer = |batch: Option<&str>| {
        let sgd = Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.1))]);
        let batch = batch.map(|batch| ("batch", testkit::json::value(&serde_json::from_str(batch).unwrap())));
        Value::map([("optimizer", sgd)].into_iter().chain(batch))
    };
    let told = |racers: Vec<Value>| {
        let mut document = training(problem);
        document.put("racers", Value::List(racers));
        script(&spec::decode(&document).unwrap(), Library::Torch).unwrap()
    };
    // What all have alike is written once.
    let alike = told(vec![racer(None), racer(None), racer(None)]);
    assert_eq!(alike.matches("def rows(t):").count(), 1);
    // Who has batches of its own brings them, all samples included, and who comes after goes back.
    let [full, drawn] = [r#"{"size": "full"}"#, r#"{"size": 3, "order": "replacement"}"#].map(|own| racer(Some(own)));
    let apart = told(vec![racer(None), full, drawn, racer(None)]);
    assert_eq!(apart.matches("def rows(t):").count(), 4);
    for (own, times) in [
        ("[place * 5:(place + 1) * 5]", 2),
        ("list(range(20))[place * 20:(place + 1) * 20]", 1),
        ("for k in range(3)]", 1),
    ] {
        assert_eq!(apart.matches(own).count(), times, "{own}: {apart}");
    }
    assert!(apart.contains("def bits("), "what is drawn needs random bits: {apart}");
}

#[test]
fn what_a_model_s_script_cannot_say_is_refused_with_its_path() {
    for (problem, path) in [
        (r#"{"model": {"id": "kmeans", "k": 3}, "data": {"id": "blobs"}}"#, "problem.model.id"),
        (r#"{"model": {"id": "softmax"}, "data": {"id": "digits"}}"#, "problem.data"),
    ] {
        let problems = script(&spec::decode(&training(problem)).unwrap(), Library::Torch).unwrap_err();
        assert_eq!(problems[0].path, path);
    }
    let batched = r#"{"model": {"id": "logistic"}, "data": {"id": "gauss", "n": 40}, "batch": {"size": 5}}"#;
    let mut document = training(batched);
    document.put("stop", Value::map([("grad_norm", Value::Num(0.1))]));
    let problems = script(&spec::decode(&document).unwrap(), Library::Optax).unwrap_err();
    assert_eq!(problems[0].path, "stop");
    let mut document = training(batched);
    let sophia = Value::map([("id", Value::text("optax.sophia")), ("learning_rate", Value::Num(0.01))]);
    document.put("racers", Value::List(vec![Value::map([("optimizer", sophia)])]));
    let problems = script(&spec::decode(&document).unwrap(), Library::Optax).unwrap_err();
    assert_eq!(problems[0].path, "problem.batch");
}

#[test]
fn noise_and_averages_are_in_the_script_and_rules_that_it_cannot_follow_are_refused() {
    let racer = |optimizer: &str, stage: &'static str, of: Value| {
        let optimizer = Value::map([("id", Value::text(optimizer)), ("lr", Value::Num(0.01))]);
        document(&Value::map([("optimizer", optimizer)].into_iter().chain([(stage, of)])))
    };
    let noise = || Value::map([("std", Value::Num(0.25))]);
    let average = || Value::map([("form", Value::text("ema")), ("start", Value::Num(4.0)), ("decay", Value::Num(0.5))]);
    let of = |document: &Value, library| script(&spec::decode(document).unwrap(), library);
    let text = of(&racer("torch.SGD", "noise", noise()), Library::Torch).unwrap();
    assert!(text.contains("w.grad.add_(torch.tensor(noise(t, 2, 0.25)).reshape(w.shape))"), "{text}");
    assert!(text.contains("import math\n") && text.matches("def bits").count() == 1, "{text}");
    let text = of(&racer("torch.SGD", "average", average()), Library::Torch).unwrap();
    assert!(text.contains("n = t + 1 - 4\n") && text.contains("average + (1 - 0.5) * (w.detach().clone() - average)"));
    assert!(!text.contains("def bits"), "nothing is drawn here: {text}");
    for (mut document, library, path) in [
        (racer("torch.LBFGS", "noise", noise()), Library::Torch, "racers[0].noise"),
        (racer("torch.SGD", "noise", noise()), Library::Torch, "racers[0].noise"),
        (racer("sgd", "average", average()), Library::Optax, "stop"),
    ] {
        document.put("stop", Value::map([("grad_norm", Value::Num(0.1))]));
        assert_eq!(of(&document, library).unwrap_err()[0].path, path);
    }
}
