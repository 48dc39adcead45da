//! A model on its data as a Python function `f(w)` of all its weights and biases in one row, in the order of a run.
//!
//! Invariant: the samples, their targets and the batches are the run's own. Batches are drawn in the script as `descent::batch` draws
//! them; `f` is the loss on those of update `t`, the loop's own variable.

use crate::Library;
use crate::python::{counts, number, rows};
use crate::script::refuse;
use crate::templates::{self, filled};
use descent::batch::{Batches, Order};
use descent::model::{Activation, Network, Output};
use descent::spec::{ModelKind, ModelSpec, Problem, ProblemSpec, Spec};

/// Numbers that a script carries at most, of the data and of the weights.
const NUMBERS: usize = 10_000;

/// What a layer's sums `z` become, by the activation's name, in PyTorch and on JAX. JAX' own slope of a leaky ramp at 0 is 1.
const ACTIVATED: [(&str, &str, &str); 8] = [
    ("linear", "{z}", "{z}"),
    ("tanh", "torch.tanh({z})", "jnp.tanh({z})"),
    ("sigmoid", "torch.sigmoid({z})", "jax.nn.sigmoid({z})"),
    ("relu", "torch.relu({z})", "jax.nn.relu({z})"),
    ("leaky_relu", "torch.nn.functional.leaky_relu({z})", "(lambda z: jnp.where(z > 0, z, 0.01 * z))({z})"),
    ("gelu", "torch.nn.functional.gelu({z})", "jax.nn.gelu({z}, approximate=False)"),
    ("gelu_tanh", "torch.nn.functional.gelu({z}, approximate=\"tanh\")", "jax.nn.gelu({z}, approximate=True)"),
    ("silu", "torch.nn.functional.silu({z})", "jax.nn.silu({z})"),
];

/// The definition of `f` and of what it reads.
pub(crate) fn lines(spec: &Spec, model: &ModelSpec, library: Library) -> Result<String, Problem> {
    let ModelKind::Network(network, targets) = &model.kind else {
        return Err(refuse("problem.model.id", "k-means", "a network: no library has k-means among its losses"));
    };
    let (samples, ins, outs) = (model.data.train, network.sizes[0], network.outputs());
    let count = samples * (ins + outs) + network.len();
    if count > NUMBERS {
        let given = format!("{count} numbers with the weights");
        return Err(refuse("problem.data", given, format!("at most {NUMBERS}: a script carries them")));
    }
    if some_draw(spec) && spec.stop.measures() {
        return Err(refuse("stop", "a rule on the whole loss", "none with batches: a script knows their losses only"));
    }
    let torch = library == Library::Torch;
    let batch = match (some_draw(spec), library) {
        (false, _) => "",
        (_, Library::Torch) => "[rows(t)]",
        _ => "[jnp.array(rows(t))]",
    };
    let (l2, l1) = model.penalties;
    // JAX' slope of |w| at 0 is 1.
    let size = if torch { "W.abs()" } else { "(W * jnp.sign(W))" };
    let penalty = if l2 != 0.0 || l1 != 0.0 { templates::PENALTY } else { "" };
    let all = [
        ("array", library.array()),
        ("x", &rows(&model.data.x[..samples * ins], ins)),
        ("y", &rows(&targets[..samples * outs], outs)),
        ("sizes", &counts(&network.sizes)),
        ("biases", if network.bias { templates::BIASES } else { templates::NO_BIASES }),
        ("batch", batch),
        ("hidden", &activated(network.activation, "x @ W.T + b", library)),
        ("loss", &loss(network, library)),
        ("penalty", &filled(penalty, &[("l2", &number(l2)), ("l1", &number(l1)), ("size", size)])),
    ];
    Ok(filled(templates::NETWORK, &all))
}

/// What a layer's sums become.
fn activated(activation: Activation, z: &str, library: Library) -> String {
    let row = ACTIVATED.iter().find(|(id, ..)| Activation::named(id) == Some(activation)).unwrap_or(&ACTIVATED[0]);
    filled(if library == Library::Torch { row.1 } else { row.2 }, &[("z", z)])
}

/// The mean loss of the sums z against the targets y.
fn loss(network: &Network, library: Library) -> String {
    let torch = library == Library::Torch;
    let outputs = match network.output {
        Output::BinaryCrossEntropy | Output::CrossEntropy => {
            let text = match (network.output == Output::CrossEntropy, torch) {
                (true, true) => "torch.nn.functional.cross_entropy(z, y)",
                (true, false) => "-(y * jax.nn.log_softmax(z)).sum() / len(y)",
                (false, true) => {
                    "torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction=\"sum\") / len(y)"
                }
                (false, false) => "(jax.nn.softplus(z) - y * z).sum() / len(y)",
            };
            return text.to_owned();
        }
        Output::SquaresOfSoftmax => (if torch { "torch.softmax(z, 1)" } else { "jax.nn.softmax(z)" }).to_owned(),
        Output::Squares(activation) => activated(activation, "z", library),
    };
    let half = if network.half { " / 2" } else { "" };
    filled("(({a} - y) ** 2).sum() / len(y){half}", &[("a", &outputs), ("half", half)])
}

/// Whether some of the racers look at batches.
fn some_draw(spec: &Spec) -> bool {
    (0..spec.racers.len()).any(|i| spec.batches(i).is_some())
}

/// The function that gives the samples of an update of racer `i`; nothing where no racer looks at batches.
pub(crate) fn rows_of(spec: &Spec, i: usize) -> String {
    let ProblemSpec::Model(model) = &spec.problem else { return String::new() };
    if !some_draw(spec) {
        return String::new();
    }
    let n = model.data.train;
    let batches = spec.batches(i).unwrap_or(Batches { n, size: n, order: Order::Fixed, drop_last: false, seed: 0 });
    let order = match batches.order {
        Order::Shuffle => templates::SHUFFLED,
        Order::Fixed => templates::FIXED,
        Order::Replacement => templates::REPLACED,
    };
    let [n, size, iterations] = [batches.n, batches.size, batches.iterations() as usize].map(|n| n.to_string());
    filled(order, &[("n", &n), ("size", &size), ("iterations", &iterations)])
}
