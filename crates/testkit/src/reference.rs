//! The optimizers once more: straight from the papers, in plain `f64`, one coordinate at a time.
//!
//! Written to be read beside the paper, not to be fast: powers are powers, corrections are divisions, nothing is shared with
//! the core but the validated arguments. Invariant: none of the core's formulas is called. Where this and the core part, one
//! of them is wrong.

#![allow(clippy::disallowed_methods, reason = "independent of the project's own mathematics on purpose")]

use descent::catalog::Args;
use descent::spec::OptimizerSpec;

/// One coordinate's memory: as many numbers as the most forgetful formula wants.
#[derive(Clone, Copy, Debug, Default)]
struct Memory {
    m: f64,
    v: f64,
    a: f64,
    largest: f64,
    /// ∏ μᵢ so far.
    product: f64,
}

/// The parameters after 0, 1, …, `steps` updates. `rate(t)` is the rate of update t (0 for the first), `arguments(t)` are the
/// arguments where they are not the optimizer's own. None where there is no
/// reference for this optimizer.
pub fn path(
    optimizer: &OptimizerSpec,
    gradient: impl Fn(&[f64]) -> Vec<f64>,
    rate: impl Fn(u64) -> f64,
    arguments: impl Fn(u64) -> Option<Args>,
    start: &[f64],
    steps: u64,
) -> Option<Vec<Vec<f64>>> {
    let args = &optimizer.args;
    let update = formula(optimizer.row.id)?;
    let (decay, decoupled) = (args.real("weight_decay"), args.choice("decay") == "decoupled");
    let mut x = start.to_vec();
    let mut memory: Vec<Memory> = x.iter().map(|_| begin(optimizer)).collect();
    let mut all = vec![x.clone()];
    for t in 0..steps {
        let (lr, changed) = (rate(t), arguments(t));
        let args = changed.as_ref().unwrap_or(args);
        let ahead: Vec<f64> = x.iter().zip(&memory).map(|(x, s)| x + look_ahead(optimizer, args) * s.m).collect();
        for (((x, ahead), g), s) in x.iter_mut().zip(&ahead).zip(gradient(&ahead)).zip(&mut memory) {
            let g = if args.flag("maximize") { -g } else { g };
            if decoupled {
                *x -= lr * decay * *x;
                *x += update(args, s, g, lr, t);
            } else {
                *x += update(args, s, g + decay * ahead, lr, t);
            }
        }
        all.push(x.clone());
    }
    Some(all)
}

/// The change of a coordinate by update t, from its gradient and its memory.
type Formula = fn(&Args, &mut Memory, f64, f64, u64) -> f64;

/// The optimizers that have a reference.
pub const HAVE: &[&str] = &["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "nadam"];

fn formula(id: &str) -> Option<Formula> {
    Some(match id {
        "sgd" => |_, _, g, lr, _| -lr * g,
        "momentum" => momentum,
        "nesterov" => nesterov,
        "adagrad" => adagrad,
        "rmsprop" => rmsprop,
        "adam" => adam,
        "nadam" => nadam,
        _ => return None,
    })
}

fn begin(optimizer: &OptimizerSpec) -> Memory {
    let v = match optimizer.row.id {
        "adagrad" | "rmsprop" => optimizer.args.real("initial_accumulator"),
        _ => 0.0,
    };
    Memory { v, product: 1.0, ..Memory::default() }
}

/// How much of the previous step is added before the gradient is taken.
fn look_ahead(optimizer: &OptimizerSpec, args: &Args) -> f64 {
    let ahead = optimizer.row.id == "nesterov" && args.choice("form") == "lookahead";
    if ahead { args.real("beta") } else { 0.0 }
}

/// B. T. Polyak, 1964, and what libraries made of it; dampening as PyTorch documents it.
fn momentum(args: &Args, s: &mut Memory, g: f64, lr: f64, t: u64) -> f64 {
    let beta = args.real("beta");
    let damped = if t == 0 || beta == 0.0 { g } else { (1.0 - args.real("dampening")) * g };
    match args.choice("form") {
        "heavy_ball" => {
            s.m = beta * s.m - lr * damped;
            s.m
        }
        "lr_inside" => {
            s.m = beta * s.m + lr * damped;
            -s.m
        }
        "lr_outside" => {
            s.m = beta * s.m + damped;
            -lr * s.m
        }
        _ => {
            s.m = beta * s.m + (1.0 - beta) * g;
            let corrected = if args.flag("bias_correction") { s.m / (1.0 - beta.powf(t as f64 + 1.0)) } else { s.m };
            -lr * corrected
        }
    }
}

/// Y. Nesterov, 1983; I. Sutskever et al., 2013; `g` is the gradient ahead in the form `lookahead`.
fn nesterov(args: &Args, s: &mut Memory, g: f64, lr: f64, _: u64) -> f64 {
    let beta = args.real("beta");
    match args.choice("form") {
        "lookahead" => {
            s.m = beta * s.m - lr * g;
            s.m
        }
        "applied" => {
            s.m = beta * s.m + g;
            -lr * (g + beta * s.m)
        }
        _ => {
            s.m = beta * s.m - lr * g;
            beta * s.m - lr * g
        }
    }
}

/// J. Duchi, E. Hazan, Y. Singer, 2011.
fn adagrad(args: &Args, s: &mut Memory, g: f64, lr: f64, t: u64) -> f64 {
    s.v += g * g;
    if s.v == 0.0 {
        return 0.0;
    }
    let lr = lr / (1.0 + t as f64 * args.real("lr_decay"));
    -lr * g / root(args, s.v)
}

/// √v + ε or √(v + ε).
fn root(args: &Args, v: f64) -> f64 {
    let eps = args.real("eps");
    if args.choice("eps_placement") == "inside" { (v + eps).sqrt() } else { v.sqrt() + eps }
}

/// T. Tieleman and G. Hinton, 2012; centered after A. Graves, 2013.
fn rmsprop(args: &Args, s: &mut Memory, g: f64, lr: f64, t: u64) -> f64 {
    let (beta, mu) = (args.real("beta"), args.real("momentum"));
    let correction = if args.flag("bias_correction") { 1.0 - beta.powf(t as f64 + 1.0) } else { 1.0 };
    s.v = beta * s.v + (1.0 - beta) * g * g;
    s.a = beta * s.a + (1.0 - beta) * g;
    let mean = if args.flag("centered") { s.a / correction } else { 0.0 };
    let u = g / root(args, s.v / correction - mean * mean);
    let (inside, outside) = if args.choice("momentum_form") == "lr_inside" { (lr, 1.0) } else { (1.0, lr) };
    s.m = mu * s.m + inside * u;
    if args.flag("nesterov") { -outside * (inside * u + mu * s.m) } else { -outside * s.m }
}

/// D. P. Kingma and J. Ba, 2015; AMSGrad after S. Reddi, S. Kale, S. Kumar, 2018.
fn adam(args: &Args, s: &mut Memory, g: f64, lr: f64, t: u64) -> f64 {
    let (beta1, beta2, t) = (args.real("beta1"), args.real("beta2"), t as f64 + 1.0);
    let correct = |beta: f64, t: f64| if args.flag("bias_correction") { 1.0 - beta.powf(t) } else { 1.0 };
    s.m = beta1 * s.m + (1.0 - beta1) * g;
    s.v = beta2 * s.v + (1.0 - beta2) * g * g;
    // Optax takes the maximum after the correction.
    let after = args.choice("amsgrad_max") == "corrected";
    let correction = correct(beta2, t);
    let within = if after { correction } else { 1.0 };
    s.largest = s.largest.max(s.v / within);
    let first = if args.flag("nesterov") {
        beta1 * s.m / correct(beta1, t + 1.0) + (1.0 - beta1) * g / correct(beta1, t)
    } else {
        s.m / correct(beta1, t)
    };
    let second = if args.flag("amsgrad") { s.largest * within } else { s.v };
    -lr * first / denominator(args, second, correction)
}

/// T. Dozat, 2016, as PyTorch (ψ = 0.004) and Keras (ψ = 1) have it; with `constant` μ stays β₁.
fn nadam(args: &Args, s: &mut Memory, g: f64, lr: f64, t: u64) -> f64 {
    let (beta1, beta2, t) = (args.real("beta1"), args.real("beta2"), t + 1);
    let mu = |i: u64| match args.choice("form") {
        "constant" => beta1,
        _ => beta1 * (1.0 - 0.5 * 0.96_f64.powf(i as f64 * args.real("momentum_decay"))),
    };
    s.m = beta1 * s.m + (1.0 - beta1) * g;
    s.v = beta2 * s.v + (1.0 - beta2) * g * g;
    s.product *= mu(t);
    let first = mu(t + 1) * s.m / (1.0 - s.product * mu(t + 1)) + (1.0 - mu(t)) * g / (1.0 - s.product);
    -lr * first / denominator(args, s.v, 1.0 - beta2.powf(t as f64))
}

/// What Adam divides by; `correction` is 1 − β₂ᵗ, or 1.
fn denominator(args: &Args, v: f64, correction: f64) -> f64 {
    let (eps, eps_root) = (args.real("eps"), args.real("eps_root"));
    match args.choice("eps_placement") {
        "inside" => (v / correction + eps + eps_root).sqrt(),
        // Keras: the root of the uncorrected moment, the correction on the rate.
        "uncorrected" => ((v + eps_root).sqrt() + eps) / correction.sqrt(),
        _ => (v / correction + eps_root).sqrt() + eps,
    }
}
