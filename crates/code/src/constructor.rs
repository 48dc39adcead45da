//! What a library's constructor looks like beyond its row in the table of spellings: where the name lives, which arguments only
//! change how it computes, how pairs and None are written.

use crate::Library;
use crate::python;
use descent::Value;
use descent::catalog::Arg;
use descent::law::library::unshaped;
use descent::spec::OptimizerSpec;
use descent::text::joined;

/// Optax' optimizers that live in `optax.contrib`.
const CONTRIB: &[&str] = &[
    "ademamix",
    "adopt",
    "cocob",
    "dadapt_adamw",
    "dog",
    "madgrad",
    "muon",
    "prodigy",
    "schedule_free_adamw",
    "schedule_free_sgd",
    "sophia",
];

/// Arguments that change nothing of what is computed, so that a script need not carry them.
const SILENT: &[&str] = &[
    "foreach",
    "fused",
    "capturable",
    "differentiable",
    "exclude_embeddings",
    "use_ema",
    "ema_momentum",
    "verbose",
    "print_win_rate_every_n_steps",
    "weight_decay_mask",
    "trust_ratio_mask",
];

/// Whether the rate may change; Optax takes a function of the step in its place, but not everywhere.
pub(crate) fn takes_schedule(of: &OptimizerSpec) -> bool {
    let warms_up =
        || of.written.iter().any(|(param, arg)| param.key == "warmup_steps" && !matches!(arg, Arg::OptReal(None)));
    match of.id {
        // Numbers only, and a ceiling in the place of the rate.
        "optax.rprop" | "optax.sm3" | "optax.polyak_sgd" => false,
        // A warm-up wraps a number only.
        "optax.schedule_free_adamw" | "optax.schedule_free_sgd" => !warms_up(),
        _ => true,
    }
}

/// Whether a step's weight in the average is that of the largest rate up to the next step, as Optax asks its schedule a step ahead there.
pub(crate) fn weighs_by_the_next_rate(of: &OptimizerSpec) -> bool {
    of.id.starts_with("optax.schedule_free")
}

/// The dotted name of the constructor.
pub(crate) fn name(id: &str) -> String {
    let (library, own) = id.split_once('.').unwrap_or(("", id));
    let module = match library {
        "torch" => "torch.optim",
        "keras" => "keras.optimizers",
        _ if CONTRIB.contains(&own) => "optax.contrib",
        _ => "optax",
    };
    joined(&[module, own], ".")
}

/// The call, with `rate` in place of the learning rate where there is one.
pub(crate) fn call(of: &OptimizerSpec, library: Library, rate: Option<&str>) -> String {
    let document = unshaped(of.id, &of.written);
    let mut arguments: Vec<String> = Vec::new();
    if library == Library::Torch {
        arguments.push("[w]".to_owned());
    }
    if let Value::Map(pairs) = &document {
        for (key, value) in pairs.iter().filter(|(key, _)| key != "id" && !SILENT.contains(&key.as_str())) {
            let text = match rate {
                Some(rate) if key == rate_key(library) => rate.to_owned(),
                _ => python::value(value, counts(of, key)),
            };
            arguments.push(format!("{key}={text}"));
        }
    }
    format!("{}({})", name(of.id), joined(&arguments, ", "))
}

/// The line that sets PyTorch's momentum, or the first of its betas; nothing where it has neither.
pub(crate) fn set_momentum(of: &OptimizerSpec) -> String {
    let written = unshaped(of.id, &of.written);
    match written.get("betas") {
        Some(Value::List(betas)) if betas.len() == 2 => {
            let second = python::value(&betas[1], false);
            format!("    optimizer.param_groups[0][\"betas\"] = (momenta[t], {second})\n")
        }
        _ if written.get("momentum").is_some() => {
            "    optimizer.param_groups[0][\"momentum\"] = momenta[t]\n".to_owned()
        }
        _ => String::new(),
    }
}

/// Whether an argument is a whole number.
fn counts(of: &OptimizerSpec, key: &str) -> bool {
    of.written.iter().any(|(param, arg)| param.key == key && matches!(arg, Arg::Int(_) | Arg::OptInt(_)))
}

fn rate_key(library: Library) -> &'static str {
    if library == Library::Torch { "lr" } else { "learning_rate" }
}

/// How many arguments may be given by place, the parameters not counted: up to there the library's own order is that of the table.
pub(crate) fn by_place(id: &str) -> usize {
    match id {
        "torch.Adafactor" | "optax.dog" | "optax.lars" => 2,
        "torch.Rprop" | "optax.lion" => 3,
        "torch.Adadelta" | "torch.Adamax" | "keras.Adadelta" | "keras.Adagrad" | "keras.Lion" | "keras.SGD"
        | "optax.adopt" => 4,
        _ => 5,
    }
}

/// The same for schedules: where an argument that the table lacks stands among the others.
pub(crate) fn schedule_by_place(id: &str) -> usize {
    match id {
        "keras.CosineDecay" => 3,
        "torch.CyclicLR" => 6,
        _ => usize::MAX,
    }
}

/// The last part of a dotted name. From the front, since the way from behind is more code.
pub(crate) fn own(name: &str) -> &str {
    name.split('.').fold(name, |_, part| part)
}

/// The id of a dotted name, such as `torch.AdamW` of `torch.optim.AdamW`; a name without its library is looked for in all.
pub(crate) fn id(name: &str) -> String {
    let first = name.split('.').next().unwrap_or_default();
    let library = match first {
        "torch" | "optim" => "torch",
        "keras" | "tf" | "tensorflow" | "optimizers" => "keras",
        "optax" => "optax",
        _ => return first.to_owned(),
    };
    if first == name { first.to_owned() } else { joined(&[library, own(name)], ".") }
}
