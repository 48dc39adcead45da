//! The script: imports, the function, and for every racer its optimizer and the loop.
//!
//! What is printed by it: `racer,t,x0,x1,…`, a row for every number of updates, as `descent run --format csv` counts them.

use crate::moving;
use crate::python::{float, number};
use crate::templates::{self, filled};
use crate::{Library, constructor, equal, objective};
use descent::batch::Order;
use descent::catalog::Args;
use descent::law::library::{self, Lacking};
use descent::spec::{Clip, OptimizerSpec, Precision, Problem, ProblemSpec, RacerSpec, Spec};
use descent::text::quoted;

/// A whole program. It reproduces the path of every racer as far as two implementations round alike.
///
/// # Errors
/// What the library, or a script, has no word for, with its path: an optimizer or convention that it lacks, k-means, more data than a
/// script carries, changes in the middle of a run other than of the rate, rules on numbers that it does not see.
pub fn script(spec: &Spec, library: Library) -> Result<String, Vec<Problem>> {
    let mut problems = Vec::new();
    let function = objective::lines(spec, library).map_err(|problem| problems.push(problem));
    let mut bodies = Vec::new();
    for i in 0..spec.racers.len() {
        match racer(spec, i, library) {
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
    let double = spec.precision == Precision::F64;
    let float = if double { "float64" } else { "float32" };
    let wide = if double { "jax.config.update(\"jax_enable_x64\", True)\n" } else { "" };
    let top = match library {
        Library::Torch => templates::TORCH_TOP,
        Library::Keras => templates::KERAS_TOP,
        Library::Optax => templates::OPTAX_TOP,
    };
    let (function, bodies) = (function.join("\n"), bodies.concat());
    let noisy = spec.racers.iter().any(|legs| legs[0].1.noise.is_some());
    let drawn =
        matches!(&spec.problem, ProblemSpec::Model(model) if model.batches.is_some_and(|b| b.order != Order::Fixed));
    let random = if noisy || drawn { templates::RANDOM } else { "" };
    let random = filled(random, &[("seed", &spec.seed.to_string())]);
    let of = [
        ("float", float),
        ("imports", if noisy { "import math\n" } else { "" }),
        ("wide", wide),
        ("random", &(random + if noisy { templates::NOISE } else { "" })),
        ("function", &function),
        ("bodies", &bodies),
    ];
    filled(top, &of)
}

/// What no script can follow in a racer, whatever its optimizer is called.
fn unsayable(
    spec: &Spec,
    racer: &RacerSpec,
    optimizer: &OptimizerSpec,
    library: Library,
) -> Option<(&'static str, [&'static str; 2])> {
    let stage = match (racer.clip, racer.noise) {
        (Some(_), _) => Some((".clip", "clipping")),
        (None, Some(std)) if std > 0.0 => Some((".noise", "noise")),
        _ => None,
    };
    if let Some((key, given)) = stage {
        if optimizer.id == "torch.LBFGS" {
            let allowed =
                "a racer without it: PyTorch's closure changes every gradient of the line search, a run the first";
            return Some((key, [given, allowed]));
        }
        if library == Library::Torch && spec.stop.grad_norm.is_some() {
            let allowed =
                "a racer without it where a rule looks at the gradient: PyTorch's closure has changed it by then";
            return Some((key, [given, allowed]));
        }
    }
    if racer.average.is_some() && spec.stop.measures() {
        let allowed = "none with averaging: a script knows the loss before it";
        return Some(("stop", ["a rule on the loss at an average", allowed]));
    }
    if optimizer.id == SOPHIA && matches!(&spec.problem, ProblemSpec::Model(model) if model.batches.is_some()) {
        return Some(("problem.batch", ["batches", "all samples: Sophia's diagonal is that of the whole loss"]));
    }
    None
}

/// It wants the diagonal of the Hessian.
const SOPHIA: &str = "optax.sophia";

/// One racer's part.
fn racer(spec: &Spec, i: usize, library: Library) -> Result<String, Problem> {
    let path = format!("racers[{i}]");
    let racer = &spec.racers[i][0].1;
    moving::only_rates_change(spec, i)?;
    let optimizer = spelled(racer, library, &path, moving::is_constant(spec, i))?;
    if let Some((at, [given, allowed])) = unsayable(spec, racer, &optimizer, library) {
        return Err(refuse(if at.starts_with('.') { path + at } else { at.to_owned() }, given, allowed));
    }
    // What moves the rate, for those that cannot follow it.
    let (at, mover, rising) = match racer.schedule {
        Some(_) => (format!("{path}.schedule"), "a schedule", "a schedule that rises"),
        None => ("edits".to_owned(), "changes of the rate", "a rate that rises"),
    };
    let rates = moving::rates(spec, i)?;
    if rates.is_some() && !constructor::takes_schedule(&optimizer) {
        return Err(refuse(at, mover, format!("{} with a constant rate", constructor::name(optimizer.id))));
    }
    let momenta = moving::momenta(spec, i, library)?;
    let rises = |rates: &Vec<f64>| rates.windows(2).any(|pair| pair[0] < pair[1]);
    if constructor::weighs_by_the_next_rate(&optimizer) && rates.as_ref().is_some_and(rises) {
        let allowed = "one that never rises: Optax weighs a step by the rate of the next one";
        return Err(refuse(at, rising, allowed));
    }
    Ok(body(spec, i, racer, library, &optimizer, rates, momenta))
}

/// The text of a racer's part.
fn body(
    spec: &Spec,
    i: usize,
    racer: &RacerSpec,
    library: Library,
    optimizer: &OptimizerSpec,
    rates: Option<Vec<f64>>,
    momenta: Option<Vec<f64>>,
) -> String {
    let mut all: Vec<(&str, String)> = Vec::with_capacity(16);
    let mut put = |name, text: &str| all.push((name, text.to_owned()));
    // Muon is for matrices: a vector is one of a single row.
    let single_row = optimizer.row.id == "muon" && !matches!(spec.problem, ProblemSpec::LeastSquares { .. });
    put("at", if single_row { "w[0]" } else { "w" });
    put("lifted", if single_row { "lambda w: f(w[0])" } else { "f" });
    put("given", if optimizer.id == SOPHIA { "obj_fn=f" } else { "value=value" });
    put("name", &racer.name().replace(['\n', '\r'], " "));
    put("i", &i.to_string());
    put("steps", &spec.steps.to_string());
    put("stop", &stop(spec, library));
    let start = objective::start(spec);
    put("start", &if single_row { filled("[{}]", &[("", &start)]) } else { start });
    let (mut before, mut set) = (String::new(), String::new());
    if let Some(rates) = &rates {
        before += &filled("rates = {}\n", &[("", &moving::listed(rates))]);
        set += if library == Library::Torch { SET_RATE } else { "    optimizer.learning_rate = rates[t]\n" };
    }
    let set_momentum = constructor::set_momentum(optimizer);
    if let Some(momenta) = momenta.filter(|_| !set_momentum.is_empty()) {
        before += &filled("momenta = {}\n", &[("", &moving::listed(&momenta))]);
        set += &set_momentum;
    }
    let rate = rates.filter(|_| library == Library::Optax).map(|_| "lambda t: jnp.asarray(rates)[t]");
    let mut call = constructor::call(optimizer, library, rate);
    if optimizer.id == SOPHIA {
        call.pop();
        call += ", hessian_diagonal_fn=exact)";
        before += templates::EXACT_DIAGONAL;
    }
    let (clip, limit) = match racer.clip {
        Some(Clip::Norm(limit)) => (Some(true), float(limit)),
        Some(Clip::Value(limit)) => (Some(false), float(limit)),
        None => (None, String::new()),
    };
    let (template, iterate, shown) = match library {
        Library::Torch => (templates::TORCH, "w.detach().clone()", "w"),
        Library::Keras => (templates::KERAS, "w.value", "w.value"),
        Library::Optax => (templates::OPTAX, "w", "w"),
    };
    // What clipping adds to the loop, or makes of the call.
    let (in_loop, in_call) = match (library, clip) {
        (_, None) => ("", "{call}"),
        // clip_grad_norm_ adds 1e-6 to the norm.
        (Library::Torch, Some(true)) => {
            ("        w.grad.mul_(torch.clamp({limit} / w.grad.norm(), max=1.0))\n", "{call}")
        }
        (Library::Torch, Some(false)) => ("        w.grad.clamp_(-{limit}, {limit})\n", "{call}"),
        (Library::Keras, Some(true)) => ("", "{open}, global_clipnorm={limit})"),
        (Library::Keras, Some(false)) => ("", "{open}, clipvalue={limit})"),
        (Library::Optax, Some(true)) => ("", "optax.chain(optax.clip_by_global_norm({limit}), {call})"),
        (Library::Optax, Some(false)) => ("", "optax.chain(optax.clip({limit}), {call})"),
    };
    let of = [("limit", limit.as_str()), ("call", &call), ("open", call.strip_suffix(')').unwrap_or(&call))];
    put("clip", &filled(in_loop, &of));
    put("call", &filled(in_call, &of));
    put("before", &before);
    put("set", &set);
    let noise = if racer.noise.is_none_or(|std| std <= 0.0) {
        ""
    } else if library == Library::Torch {
        "        w.grad.add_(torch.tensor(noise(t, {n}, {std})).reshape(w.shape))\n"
    } else {
        "    g = g + jnp.array(noise(t, {n}, {std})).reshape(g.shape)\n"
    };
    let of = [("n", spec.start.len().to_string()), ("std", float(racer.noise.unwrap_or(0.0)))];
    put("noise", &filled(noise, &of.each_ref().map(|(name, text)| (*name, text.as_str()))));
    put("average", &racer.average.as_ref().map_or(String::new(), |args| averaged(args, iterate)));
    put("shown", if racer.average.is_some() { "average" } else { shown });
    let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (*name, text.as_str())).collect();
    filled(template, &all)
}

/// The average of the iterates after an update, which is shown instead: `descent::average`.
fn averaged(args: &Args, iterate: &str) -> String {
    let weight = match (args.choice("form"), args.flag("bias_correction")) {
        ("ema", true) => "(1 - {beta}) / (1 - {beta}**n)",
        ("ema", false) => "(1 - {beta})",
        _ => "1 / n",
    };
    let weight = filled(weight, &[("beta", &float(args.real("decay")))]);
    let start = args.int("start").to_string();
    filled(templates::AVERAGE, &[("start", &start), ("iterate", iterate), ("weight", &weight)])
}

/// The library's spelling of the racer's optimizer, or why it has none.
fn spelled(racer: &RacerSpec, library: Library, path: &str, constant: bool) -> Result<OptimizerSpec, Problem> {
    let own = &racer.optimizer;
    if own.id.split('.').next() == Some(library.id()) {
        return Ok(own.clone());
    }
    let mut nearest = None;
    for other in equal::to(own.row, &own.args, constant) {
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

/// PyTorch: the rate of the coming update.
const SET_RATE: &str = "    optimizer.param_groups[0][\"lr\"] = rates[t]\n";

/// The conditions under which the loop ends early, on the value and the norm of the gradient.
fn stop(spec: &Spec, library: Library) -> String {
    let (norm, before) = match library {
        Library::Torch => ("w.grad.norm()", templates::TORCH_MEASURE),
        _ => ("jnp.linalg.norm(jnp.ravel(g))", ""),
    };
    let norm = spec.stop.grad_norm.map(|v| format!("{norm} <= {}", number(v)));
    let value = spec.stop.value.map(|v| format!("value <= {}", number(v)));
    let all: Vec<String> = norm.into_iter().chain(value).collect();
    if all.is_empty() { String::new() } else { format!("{before}    if {}:\n        break\n", all.join(" or ")) }
}
