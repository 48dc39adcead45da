//! A model on its data as a Python function `f(w)` of all its weights and biases in one row, in the order of a run.
//!
//! Invariant: the samples, their targets and the batches are the run's own. Batches are drawn in the script as `descent::batch` draws
//! them; `f` is the loss on those of update `t`, the loop's own variable.

use crate::python::{number, rows};
use crate::script::refuse;
use crate::{Library, templates};
use descent::batch::{Batches, Order};
use descent::model::{ACTIVATIONS, Activation, Network, Output};
use descent::spec::{ModelKind, ModelSpec, Problem, Spec};

/// Numbers that a script carries at most, of the data and of the weights.
const NUMBERS: usize = 10_000;

/// The definition of `f` and of what it reads.
pub(crate) fn lines(spec: &Spec, model: &ModelSpec, library: Library) -> Result<Vec<String>, Problem> {
    let ModelKind::Network(network, targets) = &model.kind else {
        return Err(refuse("problem.model.id", "k-means", "a network: no library has k-means among its losses"));
    };
    let (samples, outs) = (model.data.train, network.outputs());
    let count = samples * (network.sizes[0] + outs) + network.len();
    if count > NUMBERS {
        let given = format!("{count} numbers with the weights");
        return Err(refuse("problem.data", given, format!("at most {NUMBERS}: a script carries them")));
    }
    if model.batches.is_some() && spec.stop.measures() {
        return Err(refuse("stop", "a rule on the whole loss", "none with batches: a script knows their losses only"));
    }
    let (array, torch) = (library.array(), library == Library::Torch);
    let x = rows(&model.data.x[..samples * network.sizes[0]], network.sizes[0]);
    let y = rows(&targets[..samples * outs], outs);
    let mut lines = vec![format!("X = {array}({x})"), format!("Y = {array}({y})"), String::new()];
    let take = if let Some(batches) = &model.batches {
        lines.push(drawn(batches));
        let list = if torch { "rows(t)" } else { "jnp.array(rows(t))" };
        lines.extend(["def f(w):".to_owned(), format!("    batch = {list}")]);
        "X[batch], Y[batch]"
    } else {
        lines.push("def f(w):".to_owned());
        "X, Y"
    };
    lines.push(format!("    x, y = {take}"));
    let (mut at, mut weights) = (0, Vec::new());
    let last = network.sizes.len() - 2;
    for (layer, (ins, outs)) in network.layers().enumerate() {
        let biases = at + ins * outs;
        weights.push(format!("w[{at}:{biases}]"));
        let mut sum = format!("x @ w[{at}:{biases}].reshape({outs}, {ins}).T");
        at = biases;
        if network.bias {
            at += outs;
            sum += &format!(" + w[{biases}:{at}]");
        }
        let (name, value) = if layer < last { ("x", activated(network.activation, &sum, library)) } else { ("z", sum) };
        lines.push(format!("    {name} = {value}"));
    }
    let mut loss = loss(network, library);
    let (l2, l1) = model.penalties;
    if l2 != 0.0 || l1 != 0.0 {
        let joined = if torch { "torch.cat" } else { "jnp.concatenate" };
        lines.push(format!("    weights = {joined}([{}])", weights.join(", ")));
        // JAX' slope of |w| at 0 is 1.
        let size = if torch { "weights.abs()" } else { "(weights * jnp.sign(weights))" };
        loss += &format!(" + {} / 2 * (weights**2).sum() + {} * {size}.sum()", number(l2), number(l1));
    }
    lines.push(format!("    return {loss}"));
    Ok(lines)
}

/// What a layer's sums become.
fn activated(activation: Activation, z: &str, library: Library) -> String {
    let id = ACTIVATIONS.iter().find(|(id, _)| Activation::named(id) == Some(activation)).map_or("linear", |row| row.0);
    let (torch, own) =
        (library == Library::Torch, if library == Library::Torch { "torch.nn.functional" } else { "jax.nn" });
    match id {
        "linear" => z.to_owned(),
        "tanh" => format!("{}.tanh({z})", library.arrays()),
        "sigmoid" if torch => format!("torch.sigmoid({z})"),
        "gelu" if torch => format!("{own}.gelu({z})"),
        "gelu_tanh" if torch => format!("{own}.gelu({z}, approximate=\"tanh\")"),
        "gelu" => format!("{own}.gelu({z}, approximate=False)"),
        "gelu_tanh" => format!("{own}.gelu({z}, approximate=True)"),
        // JAX' slope of its own at 0 is 1.
        "leaky_relu" if !torch => format!("(lambda z: jnp.where(z > 0, z, 0.01 * z))({z})"),
        // relu, leaky_relu with a slope of 0.01, sigmoid, silu.
        _ => format!("{own}.{id}({z})"),
    }
}

/// The mean loss of the sums z against the targets y.
fn loss(network: &Network, library: Library) -> String {
    let torch = library == Library::Torch;
    let outputs = match network.output {
        Output::BinaryCrossEntropy if torch => {
            return "torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction=\"sum\") / len(y)".to_owned();
        }
        Output::BinaryCrossEntropy => return "(jax.nn.softplus(z) - y * z).sum() / len(y)".to_owned(),
        Output::CrossEntropy if torch => return "torch.nn.functional.cross_entropy(z, y)".to_owned(),
        Output::CrossEntropy => return "-(y * jax.nn.log_softmax(z)).sum() / len(y)".to_owned(),
        Output::SquaresOfSoftmax if torch => "torch.softmax(z, 1)".to_owned(),
        Output::SquaresOfSoftmax => "jax.nn.softmax(z)".to_owned(),
        Output::Squares(Activation::Linear) => "z".to_owned(),
        Output::Squares(activation) => activated(activation, "z", library),
    };
    format!("(({outputs} - y) ** 2).sum() / len(y){}", if network.half { " / 2" } else { "" })
}

/// The functions that give the samples of an update.
fn drawn(batches: &Batches) -> String {
    let order = match batches.order {
        Order::Shuffle => templates::SHUFFLED,
        Order::Fixed => templates::FIXED,
        Order::Replacement => templates::REPLACED,
    };
    let of = [
        ("n", batches.n.to_string()),
        ("size", batches.size.to_string()),
        ("iterations", batches.iterations().to_string()),
    ];
    templates::filled(order, &of.each_ref().map(|(name, text)| (*name, text.as_str())))
}
