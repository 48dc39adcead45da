//! Optimizers of ours that are another one with other arguments, so that a library may have it under that one's name.
//!
//! Each line is an identity of real numbers: two paths that it makes equal differ by rounding only.

use descent::catalog::Args;
use descent::list::Listed;
use descent::spec::{OptimizerSpec, decode_optimizer};
use descent::{Value, law::OptimizerRow};

/// The optimizer itself, and everything that it is equal to. `constant` says whether its rate never changes.
pub(crate) fn to(row: &'static OptimizerRow, args: &Args, constant: bool) -> Vec<OptimizerSpec> {
    let own = printed(row, args);
    let mut all = vec![own.clone()];
    let mut with = |from: &Value, changes: &[(&str, Value)]| {
        let mut other = from.clone();
        changes.iter().for_each(|(key, value)| other.put(key, value.clone()));
        all.push(other.clone());
        other
    };
    let is = |key: &str, text: &str| own.get(key) == Some(&Value::text(text));
    let num = |key: &str| if let Some(Value::Num(v)) = own.get(key) { *v } else { f64::NAN };
    if row.id == "sgd" {
        // No momentum.
        let plain = with(&own, &[("id", Value::text("momentum")), ("beta", Value::Num(0.0)), form("lr_outside")]);
        with(&plain, &[form("lr_inside")]);
    }
    if row.id == "momentum" && num("dampening") == 0.0 {
        // v ← βv − ηg, θ ← θ + v is m ← βm + ηg, θ ← θ − m.
        if is("form", "heavy_ball") {
            with(&own, &[form("lr_inside")]);
        }
        // A constant rate can be taken out of the sum, or into it.
        let outside = is("form", "lr_outside");
        if constant || num("beta") == 0.0 {
            if !outside && !is("form", "ema") {
                with(&own, &[form("lr_outside")]);
            } else if outside {
                with(&own, &[form("lr_inside")]);
            }
        }
    }
    if row.id == "nesterov" && constant {
        if is("form", "applied") {
            with(&own, &[form("applied_inside")]);
        } else if is("form", "applied_inside") {
            with(&own, &[form("applied")]);
        }
    }
    if is("eps_placement", "inside") && num("eps_root") == 0.0 {
        // √(v + ε) is √(v + ε_root) + 0.
        let eps = num("eps");
        let outside = ("eps_placement", Value::text("outside"));
        with(&own, &[outside, ("eps_root", Value::Num(eps)), ("eps", Value::Num(0.0))]);
    }
    // What does nothing there may be anything.
    let still = row.id == "rmsprop" && num("momentum") == 0.0;
    for (key, does_nothing) in [
        ("momentum_form", still),
        ("nesterov", still),
        ("bias_correction", row.id == "momentum" && !is("form", "ema")),
        ("decay_in_ratio", num("weight_decay") == 0.0),
        ("decay", num("weight_decay") == 0.0),
    ] {
        let known = if does_nothing { all.len() } else { 0 };
        for i in 0..known {
            let mut other = all[i].clone();
            let new = match other.get(key) {
                Some(Value::Bool(on)) => Value::Bool(!on),
                Some(Value::Str(name)) => Value::text(match name.as_str() {
                    "coupled" => "decoupled",
                    "decoupled" => "coupled",
                    "lr_inside" => "lr_outside",
                    _ => "lr_inside",
                }),
                _ => continue,
            };
            other.put(key, new);
            all.push(other);
        }
    }
    all.iter().filter_map(|document| decode_optimizer(document).ok()).listed()
}

fn form(name: &str) -> (&'static str, Value) {
    ("form", Value::text(name))
}

fn printed(row: &'static OptimizerRow, args: &Args) -> Value {
    let pairs = args.iter().map(|(param, arg)| (param.key, descent::spec::print_argument(arg)));
    Value::map([("id", Value::text(row.id))].into_iter().chain(pairs.filter(|(_, value)| *value != Value::Null)))
}
