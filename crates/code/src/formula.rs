//! A recorded formula as Python: results that are used once stand inside the expression, the others get a name.
//!
//! Invariant: the same operations in the same order on the same constants; brackets stand wherever Python would otherwise
//! group differently.

use crate::Library;
use crate::python::{float, number};
use descent::surface::{Operation, What};
use descent::text::joined;

/// How tightly an expression holds together.
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const SIGN: u8 = 3;
const POWER: u8 = 4;
const ATOM: u8 = 5;

/// The lines before, and the expression of the value.
pub(crate) fn printed(operations: &[Operation], library: Library) -> (Vec<String>, String) {
    let mut uses = vec![0; operations.len()];
    for op in operations {
        let (a, b) = operands(op);
        a.into_iter().chain(b).for_each(|i| uses[i] += 1);
    }
    let mut lines = Vec::new();
    let mut texts: Vec<(String, u8)> = Vec::with_capacity(operations.len());
    let mut fixed: Vec<bool> = Vec::with_capacity(operations.len());
    for (i, op) in operations.iter().enumerate() {
        let (a, b) = operands(op);
        let constant = !matches!(op.what, What::X | What::Y) && a.into_iter().chain(b).all(|i| fixed[i]);
        fixed.push(constant);
        let (text, holds) = one(op, &texts, library, a.is_some_and(|i| fixed[i]));
        let leaf = matches!(op.what, What::X | What::Y | What::Lit);
        if uses[i] > 1 && !leaf {
            let name = format!("t{}", lines.len() + 1);
            lines.push(format!("{name} = {text}"));
            texts.push((name, ATOM));
        } else {
            texts.push((text, holds));
        }
    }
    let mut value = texts.pop().map(|(text, _)| text).unwrap_or_default();
    if fixed.last() == Some(&true) {
        // What has a gradient, be it 0.
        value = joined(&["0 * x + (", &value, ")"], "");
    }
    (lines, value)
}

/// The steps that an operation reads.
fn operands(op: &Operation) -> (Option<usize>, Option<usize>) {
    match op.what {
        What::X | What::Y | What::Lit => (None, None),
        What::Add | What::Sub | What::Mul | What::Div | What::Pow => (Some(op.a), Some(op.b)),
        _ => (Some(op.a), None),
    }
}

/// `fixed`: whether its first operand is a number, whatever x and y are.
fn one(op: &Operation, texts: &[(String, u8)], library: Library, fixed: bool) -> (String, u8) {
    let bare = |i: usize| texts[i].0.clone();
    let within = |i: usize, least: u8| if texts[i].1 < least { format!("({})", texts[i].0) } else { bare(i) };
    let binary = |sign: &str, holds: u8| (format!("{} {sign} {}", within(op.a, holds), within(op.b, holds + 1)), holds);
    // PyTorch's functions take tensors only.
    let [before, after] = if fixed && library == Library::Torch { ["torch.tensor(float(", "))"] } else { ["", ""] };
    let called =
        |name: &str| (joined(&[library.arrays(), ".", name, "(", before, &texts[op.a].0, after, ")"], ""), ATOM);
    let power = |exponent: String| (format!("{}**{exponent}", within(op.a, ATOM)), POWER);
    match op.what {
        What::X => ("x".to_owned(), ATOM),
        What::Y => ("y".to_owned(), ATOM),
        What::Lit => {
            // JAX' whole numbers have 32 bits.
            let text = if op.constant.abs() < 2e9 { number(op.constant) } else { float(op.constant) };
            (text, if op.constant < 0.0 { SIGN } else { ATOM })
        }
        What::Add => binary("+", SUM),
        What::Sub => binary("-", SUM),
        What::Mul => binary("*", PRODUCT),
        What::Div => binary("/", PRODUCT),
        What::Neg => (format!("-{}", within(op.a, POWER)), SIGN),
        What::Pown if op.constant == 1.0 => texts[op.a].clone(),
        What::Pown | What::Powc => {
            let exponent = number(op.constant);
            power(if op.constant < 0.0 { format!("({exponent})") } else { exponent })
        }
        What::Pow => power(within(op.b, ATOM)),
        What::Sqrt => called("sqrt"),
        What::Exp => called("exp"),
        What::Sin => called("sin"),
        What::Cos => called("cos"),
        What::Abs => match library {
            Library::Torch => called("abs"),
            // Whose own slope at 0 is 1.
            _ => (format!("{} * jnp.sign({})", within(op.a, PRODUCT), bare(op.a)), PRODUCT),
        },
        What::Ln => called("log"),
        What::Tanh => called("tanh"),
        What::Atan => called(if library == Library::Torch { "atan" } else { "arctan" }),
        What::Sigmoid => match library {
            Library::Torch => called("sigmoid"),
            _ => (format!("jax.nn.sigmoid({})", bare(op.a)), ATOM),
        },
        What::Softplus => match library {
            // PyTorch's own softplus is linear above 20.
            Library::Torch => {
                (format!("torch.logaddexp({before}{0}{after}, torch.zeros_like({before}{0}{after}))", bare(op.a)), ATOM)
            }
            _ => (format!("jax.nn.softplus({})", bare(op.a)), ATOM),
        },
    }
}
