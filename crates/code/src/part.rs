//! The part of one racer in a script: its constructor call, and the loop with its stages.
//!
//! Invariant: it says what the racer is, and refuses nothing; that is done before, in [`crate::script`].

use crate::change::Leg;
use crate::python::float;
use crate::rates::listed;
use crate::templates::{self, filled};
use crate::{Library, constructor, objective};
use descent::catalog::Args;
use descent::list::Listed;
use descent::spec::{Clip, ProblemSpec, RacerSpec, Spec};
use descent::text::joined;

/// It wants the diagonal of the Hessian.
pub(crate) const SOPHIA: &str = "optax.sophia";

/// PyTorch: the rate of the coming update.
const SET_RATE: &str = "    optimizer.param_groups[0][\"lr\"] = rates[t]\n";

/// One racer, and what its part is made of.
pub(crate) struct Part<'a> {
    pub(crate) spec: &'a Spec,
    /// Its number.
    pub(crate) i: usize,
    pub(crate) racer: &'a RacerSpec,
    pub(crate) library: Library,
    /// Its optimizers.
    pub(crate) legs: Vec<Leg>,
    /// The rate of every update, where it changes.
    pub(crate) rates: Option<Vec<f64>>,
    /// The momentum likewise.
    pub(crate) momenta: Option<Vec<f64>>,
}

impl Part<'_> {
    /// The text.
    pub(crate) fn text(&self) -> String {
        let Part { spec, racer, library, .. } = *self;
        let first = &self.legs[0];
        let optimizer = &first.optimizer;
        let (template, iterate, shown) = match library {
            Library::Torch => (templates::TORCH, "w.detach().clone()", "w"),
            Library::Keras => (templates::KERAS, "w.value", "w.value"),
            Library::Optax => (templates::OPTAX, "w", "w"),
        };
        // Muon is for matrices: a vector is one of a single row.
        let single_row = optimizer.row.id == "muon" && !matches!(spec.problem, ProblemSpec::LeastSquares { .. });
        let start = objective::start(spec);
        let start = if single_row { filled("[{}]", &[("", &start)]) } else { start };
        let (before, set) = self.before_and_set();
        let (clip, call) = self.clip_and_call(first);
        let of = [
            ("at", if single_row { "w[0]" } else { "w" }),
            ("lifted", if single_row { "lambda w: f(w[0])" } else { "f" }),
            ("given", if optimizer.id == SOPHIA { "obj_fn=f" } else { "value=value" }),
            ("name", &racer.name().chars().map(|c| if c < ' ' { ' ' } else { c }).collect::<String>()),
            ("i", &self.i.to_string()),
            ("steps", &spec.steps.to_string()),
            ("stop", &self.stop()),
            ("start", &start),
            ("clip", &clip),
            ("call", &call),
            ("before", &before),
            ("set", &set),
            ("noise", &self.noise()),
            ("average", &racer.average.as_ref().map_or(String::new(), |args| averaged(args, iterate))),
            ("shown", if racer.average.is_some() { "average" } else { shown }),
        ];
        filled(template, &of)
    }

    /// The columns that stand before the loop, and what the loop sets from them.
    fn before_and_set(&self) -> (String, String) {
        let changes = self.legs[1..].iter().map(|leg| self.change(leg));
        let (mut before, mut set) = (String::new(), joined(&changes.listed(), ""));
        if let Some(rates) = &self.rates {
            before += &filled("rates = {}\n", &[("", &listed(rates))]);
            set += match self.library {
                Library::Torch => SET_RATE,
                Library::Keras => "    optimizer.learning_rate = rates[t]\n",
                Library::Optax => "",
            };
        }
        let set_momentum = constructor::set_momentum(&self.legs[0].optimizer);
        if let Some(momenta) = self.momenta.as_ref().filter(|_| !set_momentum.is_empty()) {
            before += &filled("momenta = {}\n", &[("", &listed(momenta))]);
            set += &set_momentum;
        }
        if self.legs[0].optimizer.id == SOPHIA {
            before += templates::EXACT_DIAGONAL;
        }
        (before, set)
    }

    /// What puts another optimizer in the place of the one before.
    fn change(&self, leg: &Leg) -> String {
        let template = match (self.library, leg.goes_on()) {
            (Library::Torch, true) => templates::TORCH_GOES_ON,
            (Library::Torch, false) => templates::TORCH_ANEW,
            (Library::Keras, true) => templates::KERAS_GOES_ON,
            (Library::Keras, false) => templates::KERAS_ANEW,
            (Library::Optax, true) => templates::OPTAX_GOES_ON,
            (Library::Optax, false) => templates::OPTAX_ANEW,
        };
        filled(template, &[("from", &leg.from.to_string()), ("call", &self.clip_and_call(leg).1)])
    }

    /// What clipping adds to the loop, and the constructor call with what clipping makes of it.
    fn clip_and_call(&self, leg: &Leg) -> (String, String) {
        // Optax counts the updates of a memory.
        let since = if leg.born > 0 { format!(" + {}", leg.born) } else { String::new() };
        let rate = format!("lambda t: jnp.asarray(rates)[t{since}]");
        let changes = self.library == Library::Optax && self.rates.is_some();
        let mut call = constructor::call(&leg.optimizer, self.library, changes.then_some(rate.as_str()));
        if leg.optimizer.id == SOPHIA {
            call.pop();
            call += ", hessian_diagonal_fn=exact)";
        }
        let (norm, limit) = match self.racer.clip {
            Some(Clip::Norm(limit)) => (true, float(limit)),
            Some(Clip::Value(limit)) => (false, float(limit)),
            None => return (String::new(), call),
        };
        let (in_loop, in_call) = match (self.library, norm) {
            // clip_grad_norm_ adds 1e-6 to the norm.
            (Library::Torch, true) => {
                ("        w.grad.mul_(torch.clamp({limit} / w.grad.norm(), max=1.0))\n", "{call}")
            }
            (Library::Torch, false) => ("        w.grad.clamp_(-{limit}, {limit})\n", "{call}"),
            (Library::Keras, true) => ("", "{open}, global_clipnorm={limit})"),
            (Library::Keras, false) => ("", "{open}, clipvalue={limit})"),
            (Library::Optax, true) => ("", "optax.chain(optax.clip_by_global_norm({limit}), {call})"),
            (Library::Optax, false) => ("", "optax.chain(optax.clip({limit}), {call})"),
        };
        let of = [("limit", limit.as_str()), ("call", &call), ("open", call.strip_suffix(')').unwrap_or(&call))];
        (filled(in_loop, &of), filled(in_call, &of))
    }

    /// The noise that is added to a gradient.
    fn noise(&self) -> String {
        let Some(std) = self.racer.noise.filter(|std| *std > 0.0) else { return String::new() };
        let template = match self.library {
            Library::Torch => "        w.grad.add_(torch.tensor(noise(t, {n}, {std})).reshape(w.shape))\n",
            _ => "    g = g + jnp.array(noise(t, {n}, {std})).reshape(g.shape)\n",
        };
        filled(template, &[("n", &self.spec.start.len().to_string()), ("std", &float(std))])
    }

    /// The conditions under which the loop ends early, on the value and the norm of the gradient.
    fn stop(&self) -> String {
        let (norm, before) = match self.library {
            Library::Torch => ("w.grad.norm()", templates::TORCH_MEASURE),
            _ => ("jnp.linalg.norm(jnp.ravel(g))", ""),
        };
        let norm = self.spec.stop.grad_norm.map(|v| format!("{norm} <= {}", float(v)));
        let value = self.spec.stop.value.map(|v| format!("value <= {}", float(v)));
        let all: Vec<String> = norm.into_iter().chain(value).collect();
        if all.is_empty() {
            String::new()
        } else {
            format!("{before}    if {}:\n        break\n", joined(&all, " or "))
        }
    }
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
