//! Typed functions: the bits of the catalogue's formulas, exact derivatives, errors with their place, and no text that panics.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use descent::surface::{Expression, Surface, find};
use descent::{Run, Value, spec};
use lanes::{Grad, Jet};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use testkit::draw::Draw;

fn decode(document: &Json) -> Result<spec::Spec, Vec<spec::Problem>> {
    spec::decode(&serde_json::from_value::<Value>(document.clone()).unwrap())
}

/// Each as it would be typed, operation for operation as in the catalogue.
const TYPED: [(&str, &str); 4] = [
    ("rosenbrock", "(1 - x)^2 + 100*(y - x^2)^2"),
    ("himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)**2"),
    ("booth", "(x + 2*y - 7)² + (2*x + y - 5)²"),
    ("beale", "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"),
];

#[test]
fn a_typed_formula_has_the_bits_of_the_catalogue_s() {
    let mut draw = Draw::new(7);
    for (id, text) in TYPED {
        let row = find(id).unwrap();
        let ours = row.with(&row.args(&[]).unwrap());
        let typed = Expression::parse(text).unwrap().build();
        for _ in 0..200 {
            let (x, y) = (draw.between(-4.0, 4.0), draw.between(-4.0, 4.0));
            let seeds = (Jet::var(x, 0), Jet::var(y, 1));
            let (a, b) = (ours.jet(seeds.0, seeds.1), typed.jet(seeds.0, seeds.1));
            let all = |j: Jet<f64>| [j.v, j.d[0], j.d[1], j.h[0], j.h[1], j.h[2]].map(f64::to_bits);
            assert_eq!(all(a), all(b), "{id} at ({x}, {y})");
            let (x, y) = (x as f32, y as f32);
            assert_eq!(Surface::<f32>::value(&*ours, x, y).to_bits(), Surface::<f32>::value(&*typed, x, y).to_bits());
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the platform's functions are what ours are compared with")]
#[test]
fn every_function_and_operator_has_its_value_and_its_slope() {
    // At x = 0.7: the value and the derivative, from the standard library and by hand.
    let x: f64 = 0.7;
    let sigmoid = 1.0 / (1.0 + (-x).exp());
    let table = [
        ("sqrt(x)", x.sqrt(), 0.5 / x.sqrt()),
        ("exp(x)", x.exp(), x.exp()),
        ("ln(x)", x.ln(), 1.0 / x),
        ("log(x)", x.ln(), 1.0 / x),
        ("sin(x)", x.sin(), x.cos()),
        ("cos(x)", x.cos(), -x.sin()),
        ("tan(x)", x.tan(), 1.0 / (x.cos() * x.cos())),
        ("tanh(x)", x.tanh(), 1.0 - x.tanh() * x.tanh()),
        ("atan(x)", x.atan(), 1.0 / (1.0 + x * x)),
        ("abs(-x)", x, 1.0),
        ("sigmoid(x)", sigmoid, sigmoid * (1.0 - sigmoid)),
        ("softplus(x)", (1.0 + x.exp()).ln(), sigmoid),
        ("x^3", x * x * x, 3.0 * x * x),
        ("x^-2", 1.0 / (x * x), -2.0 / (x * x * x)),
        ("x^0.5", x.sqrt(), 0.5 / x.sqrt()),
        ("x^(1/2 + 1)", x * x.sqrt(), 1.5 * x.sqrt()),
        ("x^x", x.powf(x), x.powf(x) * (x.ln() + 1.0)),
        ("2^x", 2.0_f64.powf(x), 2.0_f64.powf(x) * 2.0_f64.ln()),
        ("-x^2", -x * x, -2.0 * x),
        ("2 - 3 - x", -1.0 - x, -1.0),
        ("8 / 4 / x", 2.0 / x, -2.0 / (x * x)),
        ("2^3^1*x", 8.0 * x, 8.0),
        ("+x·2 × 3 − x", 5.0 * x, 5.0),
        ("pi*x + π*e*0", core::f64::consts::PI * x, core::f64::consts::PI),
        ("1.5e2*x + 2E-1", 150.0 * x + 0.2, 150.0),
        ("x", x, 1.0),
        ("3", 3.0, 0.0),
    ];
    for (text, value, slope) in table {
        let expression = Expression::parse(text).unwrap();
        assert_eq!(expression.dim(), 1, "{text}");
        let at = expression.build().grad(Grad::var(x, 0), Grad::constant(0.0));
        assert!((at.v - value).abs() <= 4e-15 * value.abs().max(1.0), "{text}: {} instead of {value}", at.v);
        assert!(
            (at.d[0] - slope).abs() <= 2e-14 * slope.abs().max(1.0),
            "{text}: slope {} instead of {slope}",
            at.d[0]
        );
    }
}

#[allow(clippy::disallowed_methods, reason = "only draws test numbers")]
#[test]
fn numbers_are_read_to_the_nearest_bit() {
    let mut draw = Draw::new(3);
    for k in 0..5000 {
        let digits = 1 + k % 15;
        let mantissa = (draw.unit() * 10_f64.powi(digits)) as u64;
        let power = (draw.unit() * 20.0) as i32 - 10;
        for text in [
            format!("{mantissa}e{power}"),
            format!("0.{mantissa:015}"),
            format!("{mantissa}.5"),
            format!("{mantissa}."),
        ] {
            let significant = text.chars().filter(char::is_ascii_digit).count();
            let read = Expression::parse(&text).map(|e| Surface::<f64>::value(&*e.build(), 0.0, 0.0));
            match read {
                Ok(ours) => assert_eq!(ours.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}"),
                Err(wrong) => assert!(significant > 15, "{text}: {wrong:?}"),
            }
        }
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let table = [
        ("", 1, "the end", None),
        ("x +", 4, "the end", None),
        ("x ^ (2", 7, "the end", None),
        ("2x", 2, "`x`", None),
        ("sn(x)", 1, "`sn`", Some("sin")),
        ("x + sqroot(y)", 5, "`sqroot`", None),
        ("sin x", 5, "`x`", None),
        ("x $ y", 3, "`$`", None),
        ("1e999", 1, "`1e999`", None),
        ("1.2.3*x", 1, "`1.2.3`", None),
        ("x)", 2, "`)`", None),
        ("x^(1/0)", 3, "an exponent that is no number", None),
        ("z^2", 1, "`z`", Some("x")),
    ];
    for (text, column, given, nearest) in table {
        let wrong = Expression::parse(text).unwrap_err();
        assert_eq!((wrong.column, wrong.given.as_str()), (column, given), "{text}");
        if let Some(nearest) = nearest {
            assert_eq!(wrong.nearest.as_deref(), Some(nearest), "{text}");
        }
    }
    let problems = decode(&json!({"problem": {"expression": "sn(x)"}, "start": [1]})).unwrap_err();
    assert_eq!((problems[0].path.as_str(), problems[0].code), ("problem.expression", "syntax"));
    for (text, rotate) in [("x^2", 30), ("x*y", 400)] {
        let document = json!({"problem": {"expression": text, "rotate": rotate}, "start": [1, 1]});
        assert_eq!(decode(&document).unwrap_err()[0].path, "problem.rotate", "{text}");
    }
    // Who races needs a start; a function alone has the origin.
    let problem = json!({"expression": "x*y"});
    let raced = json!({"problem": problem, "racers": [{"optimizer": {"id": "sgd"}}]});
    assert_eq!(decode(&raced).unwrap_err()[0].path, "start");
    assert_eq!(decode(&json!({"problem": problem})).unwrap().start, [0.0, 0.0]);
}

#[test]
fn hostile_texts_are_refused_quickly() {
    let nested = |open: &str, count: usize| open.repeat(count);
    for text in [
        nested("(", 900),
        nested("-", 900),
        nested("x^", 450) + "x",
        nested("sin(", 240),
        nested("1+", 400) + "x",
        nested("x", 5000),
        "x*".repeat(300) + "x",
    ] {
        assert!(Expression::parse(&text).is_err(), "{}…", &text[..20]);
    }
}

#[test]
fn a_race_on_a_typed_function_is_the_race_on_the_catalogued_one() {
    let race = |problem: Json| {
        let racers = json!([{"optimizer": {"id": "adam", "lr": 0.05}}, {"optimizer": {"id": "newton"}}]);
        let document = json!({"problem": problem, "start": [-1.2, 1], "steps": 100, "racers": racers});
        Run::new(decode(&document).unwrap()).digest()
    };
    let typed = json!({"expression": "(1 - x)^2 + 100*(y - x^2)^2", "rotate": 30});
    assert_eq!(race(typed), race(json!({"surface": "rosenbrock", "rotate": 30})));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_what_is_read_prints_back(text in "[xy0-9+*/^(). e\\-a-z²π]{0,40}") {
        let document = json!({"problem": {"expression": text}, "start": [0.5, 0.25]});
        if let Ok(expression) = Expression::parse(&text) {
            let _ = Surface::<f64>::value(&*expression.build(), 0.5, -0.25);
        }
        if let Ok(spec) = decode(&document) {
            prop_assert_eq!(spec::decode(&spec.to_value()).unwrap(), spec);
        }
    }
}
