//! The script: imports, the function, and for every racer its optimizer and the loop.
//!
//! What is printed by it: `racer,t,x0,x1,…`, a row for every number of updates, as `descent run --format csv` counts them.

use crate::python::{float, number};
use crate::{Library, constructor, equal, objective};
use descent::law::library::{self, Lacking};
use descent::spec::{Clip, OptimizerSpec, Precision, Problem, RacerSpec, Spec};
use descent::text::quoted;
use descent::{Run, Value};

/// A whole program. It reproduces the path of every racer as far as two implementations round alike.
///
/// # Errors
/// What the library, or a script, has no word for, with its path: an optimizer or convention that it lacks, a model, noise,
/// averaging, changes in the middle of a run.
pub fn script(spec: &Spec, library: Library) -> Result<String, Vec<Problem>> {
    let mut problems = Vec::new();
    let function = objective::lines(spec, library).map_err(|problem| problems.push(problem));
    if !spec.edits.is_empty() {
        problems.push(refuse("edits", "changes in the middle of a run", "a run without them"));
    }
    let mut bodies = Vec::new();
    for (i, legs) in spec.racers.iter().enumerate() {
        match racer(spec, i, &legs[0].1, library) {
            Ok(body) => bodies.push(body),
            Err(problem) => problems.push(problem),
        }
    }
    match function {
        Ok(function) if problems.is_empty() => Ok(whole(spec, library, &function, &bodies)),
        _ => Err(problems),
    }
}

/// A problem of a script.
pub(crate) fn refuse(path: impl Into<String>, given: impl Into<String>, allowed: impl Into<String>) -> Problem {
    Problem { path: path.into(), code: "unsupported", given: given.into(), allowed: allowed.into(), nearest: None }
}

fn whole(spec: &Spec, library: Library, function: &[String], bodies: &[String]) -> String {
    let float = if spec.precision == Precision::F64 { "float64" } else { "float32" };
    let mut lines: Vec<String> = vec!["# Prints racer,t,x0,x1,…: the parameters after t updates.".to_owned()];
    let mut say = |line: &str| lines.push(line.to_owned());
    match library {
        Library::Torch => {
            say("import torch\n");
            say(&format!("torch.set_default_dtype(torch.{float})"));
        }
        Library::Keras | Library::Optax => {
            if library == Library::Keras {
                say("import os\n");
                say("os.environ[\"KERAS_BACKEND\"] = \"jax\"");
            }
            say("import jax");
            say("import jax.numpy as jnp");
            say(if library == Library::Keras { "import keras\n" } else { "import optax\n" });
            if float == "float64" {
                say("jax.config.update(\"jax_enable_x64\", True)");
            }
            if library == Library::Keras {
                say(&format!("keras.config.set_floatx(\"{float}\")"));
            }
        }
    }
    say("");
    function.iter().for_each(|line| say(line));
    say("\ndef show(racer, t, w):");
    say(match library {
        Library::Torch => "    print(racer, t, *w.detach().flatten().tolist(), sep=\",\")",
        _ => "    print(racer, t, *jnp.ravel(w).tolist(), sep=\",\")",
    });
    bodies.iter().for_each(|body| say(body));
    lines.join("\n") + "\n"
}

/// One racer's part.
fn racer(spec: &Spec, i: usize, racer: &RacerSpec, library: Library) -> Result<String, Problem> {
    let path = format!("racers[{i}]");
    if racer.noise.is_some() {
        return Err(refuse(format!("{path}.noise"), "noise", "a racer without it: no library draws the same numbers"));
    }
    if racer.average.is_some() {
        return Err(refuse(format!("{path}.average"), "an average", "a racer without it"));
    }
    let rates = rates(spec, i, racer, &path)?;
    let optimizer = spelled(racer, library, &path)?;
    let clip = racer.clip;
    let start = objective::start(spec);
    let steps = spec.steps;
    let label = Value::text(racer.name());
    let mut text = format!("\n# {}\n", python_comment(&label));
    if let Some(rates) = &rates {
        text += &format!("rates = {}\n", listed(rates));
    }
    let stop = stop(spec, library);
    text += &match library {
        Library::Torch => torch(&optimizer, clip, rates.is_some(), (&start, steps, i), &stop),
        Library::Keras => keras(&optimizer, clip, rates.is_some(), (&start, steps, i), &stop),
        Library::Optax => optax(&optimizer, clip, rates.is_some(), (&start, steps, i), &stop),
    };
    Ok(text)
}

fn python_comment(label: &Value) -> String {
    match label {
        Value::Str(text) => text.replace(['\n', '\r'], " "),
        _ => String::new(),
    }
}

/// The library's spelling of the racer's optimizer, or why it has none.
fn spelled(racer: &RacerSpec, library: Library, path: &str) -> Result<OptimizerSpec, Problem> {
    let own = &racer.optimizer;
    if own.id.split('.').next() == Some(library.id()) {
        return Ok(own.clone());
    }
    let mut nearest = None;
    for other in equal::to(own.row, &own.args, racer.schedule.is_none()) {
        match library::in_library(other.row, &other.args, library.id()) {
            Ok(made) => return Ok(made),
            Err(why) => nearest = nearest.or(why),
        }
    }
    Err(match nearest {
        Some(Lacking { id, key, has, wanted }) => refuse(
            format!("{path}.optimizer.{key}"),
            wanted.excerpt(),
            format!("{}, which it always is in {}", has.excerpt(), constructor::name(id)),
        ),
        None => refuse(format!("{path}.optimizer"), quoted(own.id), format!("an optimizer that {} has", library.id())),
    })
}

/// The rate of every update, where it changes: the run's own column.
fn rates(spec: &Spec, i: usize, racer: &RacerSpec, path: &str) -> Result<Option<Vec<f64>>, Problem> {
    let Some(schedule) = &racer.schedule else { return Ok(None) };
    if schedule.build().momentum(0).is_some() {
        return Err(refuse(
            format!("{path}.schedule"),
            "a schedule that cycles the momentum",
            "one that sets the rate alone",
        ));
    }
    let mut alone = spec.clone();
    alone.racers = vec![spec.racers[i].clone()];
    alone.stop = Default::default();
    let mut run = Run::new(alone);
    let mut all = vec![run.point(0).lr];
    while run.running() && (all.len() as u64) < spec.steps {
        run.step(1);
        all.push(run.point(0).lr);
    }
    // A run that diverges has no rate for what comes after.
    let last = all.last().copied().unwrap_or(0.0);
    all.resize(spec.steps as usize, last);
    Ok(Some(all))
}

/// Numbers as Python's list, equal neighbours counted.
fn listed(all: &[f64]) -> String {
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for v in all {
        match runs.last_mut() {
            Some((last, count)) if *last == *v => *count += 1,
            _ => runs.push((*v, 1)),
        }
    }
    if runs.len() > 8 && runs.len() * 2 > all.len() {
        return format!("[{}]", all.iter().map(|v| float(*v)).collect::<Vec<_>>().join(", "));
    }
    let parts = runs.iter().map(|(v, count)| format!("[{}] * {count}", float(*v)));
    if runs.is_empty() { "[]".to_owned() } else { parts.collect::<Vec<_>>().join(" + ") }
}

/// The conditions under which the loop ends early, on `value` and `norm`.
fn stop(spec: &Spec, library: Library) -> Vec<String> {
    let norm = match library {
        Library::Torch => "w.grad.norm()",
        _ => "jnp.linalg.norm(jnp.ravel(g))",
    };
    let mut all = Vec::new();
    if let Some(v) = spec.stop.grad_norm {
        all.push(format!("{norm} <= {}", number(v)));
    }
    if let Some(v) = spec.stop.value {
        all.push(format!("value <= {}", number(v)));
    }
    if all.is_empty() { Vec::new() } else { vec![format!("    if {}:", all.join(" or ")), "        break".to_owned()] }
}

type Frame<'a> = (&'a str, u64, usize);

fn torch(
    of: &OptimizerSpec,
    clip: Option<Clip>,
    scheduled: bool,
    (start, steps, i): Frame<'_>,
    stop: &[String],
) -> String {
    let mut lines = vec![
        format!("w = torch.tensor({start}, requires_grad=True)"),
        format!("optimizer = {}", constructor::call(of, Library::Torch, None, &[])),
        format!("show({i}, 0, w)"),
        format!("for t in range({steps}):"),
    ];
    if scheduled {
        lines.push("    optimizer.param_groups[0][\"lr\"] = rates[t]".to_owned());
    }
    lines.push("\n    def closure():".to_owned());
    lines.push("        optimizer.zero_grad()".to_owned());
    lines.push("        value = f(w)".to_owned());
    lines.push("        value.backward()".to_owned());
    match clip {
        // clip_grad_norm_ adds 1e-6 to the norm.
        Some(Clip::Norm(c)) => {
            lines.push(format!("        w.grad.mul_(torch.clamp({} / w.grad.norm(), max=1.0))", float(c)));
        }
        Some(Clip::Value(c)) => lines.push(format!("        w.grad.clamp_({}, {})", float(-c), float(c))),
        None => {}
    }
    lines.push("        return value\n".to_owned());
    if !stop.is_empty() {
        lines.push("    optimizer.zero_grad()".to_owned());
        lines.push("    value = f(w)".to_owned());
        lines.push("    value.backward()".to_owned());
        lines.extend(stop.iter().cloned());
    }
    lines.push("    optimizer.step(closure)".to_owned());
    lines.push(format!("    show({i}, t + 1, w)"));
    lines.join("\n")
}

fn keras(
    of: &OptimizerSpec,
    clip: Option<Clip>,
    scheduled: bool,
    (start, steps, i): Frame<'_>,
    stop: &[String],
) -> String {
    let clip = match clip {
        Some(Clip::Norm(c)) => vec![format!("global_clipnorm={}", number(c))],
        Some(Clip::Value(c)) => vec![format!("clipvalue={}", number(c))],
        None => vec![],
    };
    let mut lines = vec![
        format!("w = keras.Variable({start}, dtype=keras.config.floatx())"),
        format!("optimizer = {}", constructor::call(of, Library::Keras, None, &clip)),
        "optimizer.build([w])".to_owned(),
        format!("show({i}, 0, w.value)"),
        format!("for t in range({steps}):"),
    ];
    if scheduled {
        lines.push("    optimizer.learning_rate = rates[t]".to_owned());
    }
    lines.push("    value, g = jax.value_and_grad(f)(w.value)".to_owned());
    lines.extend(stop.iter().cloned());
    lines.push("    optimizer.apply([g], [w])".to_owned());
    lines.push(format!("    show({i}, t + 1, w.value)"));
    lines.join("\n")
}

fn optax(
    of: &OptimizerSpec,
    clip: Option<Clip>,
    scheduled: bool,
    (start, steps, i): Frame<'_>,
    stop: &[String],
) -> String {
    let rate = scheduled.then_some("lambda t: jnp.asarray(rates)[t]");
    let call = constructor::call(of, Library::Optax, rate, &[]);
    let call = match clip {
        Some(Clip::Norm(c)) => format!("optax.chain(optax.clip_by_global_norm({}), {call})", number(c)),
        Some(Clip::Value(c)) => format!("optax.chain(optax.clip({}), {call})", number(c)),
        None => call,
    };
    let mut lines = vec![
        format!("w = jnp.array({start})"),
        format!("optimizer = optax.with_extra_args_support({call})"),
        "state = optimizer.init(w)".to_owned(),
        format!("show({i}, 0, w)"),
        format!("for t in range({steps}):"),
        "    value, g = jax.value_and_grad(f)(w)".to_owned(),
    ];
    lines.extend(stop.iter().cloned());
    lines.push(if of.id == "optax.sophia" {
        "    updates, state = optimizer.update(g, state, w, obj_fn=f)".to_owned()
    } else {
        "    updates, state = optimizer.update(g, state, w, value=value)".to_owned()
    });
    lines.push("    w = optax.apply_updates(w, updates)".to_owned());
    lines.push(format!("    show({i}, t + 1, w)"));
    lines.join("\n")
}
