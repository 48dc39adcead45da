//! Changes in the middle of a run: a script follows them as the run does, or refuses them where they stand.
//!
//! The paths themselves are compared by `cargo xtask oracle`; here is what the scripts say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use code::{Library, script};
use descent::Value;
use descent::spec;

/// Adam on Beale's function for three updates, with a schedule, and changes in the middle.
fn changed(edits: &[(f64, &str, Value)]) -> spec::Spec {
    let schedule =
        Value::map([("id", Value::text("step")), ("step_size", Value::Num(1.0)), ("gamma", Value::Num(0.5))]);
    let racer = Value::map([("optimizer", Value::map([("id", Value::text("adam"))])), ("schedule", schedule)]);
    let mut document = Value::map([
        ("version", Value::Num(1.0)),
        ("problem", Value::map([("surface", Value::text("beale"))])),
        ("steps", Value::Num(3.0)),
        ("racers", Value::List(vec![racer])),
    ]);
    let edit = |(step, path, value): &(f64, &str, Value)| {
        let (step, racer) = (("step", Value::Num(*step)), ("racer", Value::Num(0.0)));
        Value::map([step, racer, ("path", Value::text(*path)), ("value", value.clone())])
    };
    document.put("edits", Value::List(edits.iter().map(edit).collect()));
    spec::decode(&document).unwrap()
}

#[test]
fn a_script_follows_a_rate_that_is_changed_in_the_middle() {
    let by_hand = changed(&[(1.0, "optimizer.lr", Value::Num(0.25)), (2.0, "schedule", Value::Null)]);
    for library in [Library::Torch, Library::Optax] {
        let text = script(&by_hand, library).unwrap();
        // 0.25 · 0.5 after one update of the schedule, then as it stands.
        assert!(text.contains("rates = [0.001] * 1 + [0.125] * 1 + [0.25] * 1\n"), "{text}");
    }
}

#[test]
fn a_script_goes_on_with_another_optimizer_and_the_memory_that_the_run_keeps() {
    let sgd = Value::map([("id", Value::text("sgd")), ("lr", Value::Num(0.1))]);
    let by_hand = changed(&[
        (1.0, "label", Value::text("A")),
        (1.0, "optimizer.beta1", Value::Num(0.5)),
        (1.0, "optimizer.eps", Value::Num(1e-6)),
        (2.0, "optimizer", sgd),
    ]);
    for (library, [same, anew]) in [
        (
            Library::Torch,
            [
                "    if t == 1:\n        memory, optimizer = optimizer.state, torch.optim.Adam([w], lr=0.001, betas=(0.5, 0.999), eps=1e-6",
                "    if t == 2:\n        optimizer = torch.optim.SGD([w], ",
            ],
        ),
        (
            Library::Keras,
            [
                "    if t == 1:\n        memory, optimizer = optimizer.variables, keras.optimizers.Adam(",
                "    if t == 2:\n        optimizer = keras.optimizers.SGD(",
            ],
        ),
        (
            Library::Optax,
            [
                "    if t == 1:\n        optimizer = optax.with_extra_args_support(optax.adam(learning_rate=lambda t: jnp.asarray(rates)[t], b1=0.5",
                "    if t == 2:\n        optimizer = optax.with_extra_args_support(optax.sgd(learning_rate=lambda t: jnp.asarray(rates)[t + 2]",
            ],
        ),
    ] {
        // Keras' Adam has its ε beside the uncorrected root.
        let text = match library {
            Library::Keras => {
                let keras = Value::map([("id", Value::text("keras.Adam")), ("learning_rate", Value::Num(0.001))]);
                let slower = ("optimizer.beta_1", Value::Num(0.5));
                let sgd = Value::map([("id", Value::text("keras.SGD")), ("learning_rate", Value::Num(0.1))]);
                let edits = [(0.0, "optimizer", keras), (1.0, slower.0, slower.1), (2.0, "optimizer", sgd)];
                script(&changed(&edits), library).unwrap()
            }
            _ => script(&by_hand, library).unwrap(),
        };
        assert!(text.contains(same), "{text}");
        assert!(text.contains(anew), "{text}");
        // Where nothing goes on, nothing is carried over.
        let after = &text[text.find(anew).unwrap()..];
        assert!(
            !after.contains("memory") && after.contains("state = optimizer.init(w)") == (library == Library::Optax)
        );
    }
}

#[test]
fn a_script_refuses_other_changes_where_they_stand() {
    let named = |id: &str| Value::map([("id", Value::text(id))]);
    let cycle = Value::map([
        ("id", Value::text("torch.OneCycleLR")),
        ("max_lr", Value::Num(0.1)),
        ("total_steps", Value::Num(9.0)),
    ]);
    let momentum =
        Value::map([("id", Value::text("torch.SGD")), ("lr", Value::Num(0.1)), ("momentum", Value::Num(0.9))]);
    let sophia = Value::map([("id", Value::text("optax.sophia")), ("learning_rate", Value::Num(0.1))]);
    let refused = |edits: &[(f64, &str, Value)], library| {
        let problems = script(&changed(edits), library).unwrap_err();
        assert_eq!(problems[0].path, format!("edits[{}].path", edits.len() - 1), "{problems:?}");
        problems[0].allowed.clone()
    };
    let first = (1.0, "label", Value::text("A"));
    for (path, value, library, part) in [
        ("clip", Value::map([("norm", Value::Num(1.0))]), Library::Torch, "clipping, noise and averaging go on"),
        ("noise", Value::map([("std", Value::Num(1.0))]), Library::Torch, "clipping, noise and averaging go on"),
        ("schedule", cycle, Library::Torch, "clipping, noise and averaging go on"),
        ("optimizer", named("bfgs"), Library::Torch, "an optimizer that torch has"),
        ("optimizer", sophia, Library::Optax, "other than Muon and Sophia"),
    ] {
        let allowed = refused(&[first.clone(), (2.0, path, value)], library);
        assert!(allowed.contains(part), "{path}: {allowed}");
    }
    // A cycle moves β₁ and leaves β₂, which stands in the same line; plain descent has nothing that it moves.
    let cycle = Value::map([
        ("id", Value::text("torch.CyclicLR")),
        ("base_lr", Value::Num(0.001)),
        ("max_lr", Value::Num(0.1)),
    ]);
    for (path, value) in [("optimizer.beta2", Value::Num(0.5)), ("optimizer", named("sgd"))] {
        let value = match value {
            Value::Map(mut pairs) => {
                pairs.push(("lr".to_owned(), Value::Num(0.1)));
                Value::Map(pairs)
            }
            other => other,
        };
        let mut document = changed(&[(1.0, path, value)]).to_value();
        let Value::List(racers) = document.get("racers").cloned().unwrap() else { panic!("no racers") };
        let mut racer = racers[0].clone();
        racer.put("schedule", cycle.clone());
        document.put("racers", Value::List(vec![racer]));
        let problems = script(&spec::decode(&document).unwrap(), Library::Torch).unwrap_err();
        assert_eq!(
            (&*problems[0].path, &*problems[0].allowed),
            ("edits[0].path", "an optimizer whose momentum the schedule moves alike")
        );
    }
    // Keras keeps nothing for its decay.
    let decayed =
        [("id", Value::text("keras.SGD")), ("learning_rate", Value::Num(0.1)), ("weight_decay", Value::Num(0.1))];
    let twice = ("optimizer.weight_decay", Value::Num(0.2));
    let edits = [(0.0, "optimizer", Value::map(decayed)), (2.0, twice.0, twice.1)];
    assert!(script(&changed(&edits), Library::Keras).is_ok());
    // Without momentum PyTorch keeps no buffer, which our run does.
    let stilled = ("optimizer.momentum", Value::Num(0.0));
    let allowed = refused(&[first, (1.0, "optimizer", momentum), (2.0, stilled.0, stilled.1)], Library::Torch);
    assert!(allowed.contains("none of them 0"), "{allowed}");
}
