//! Typed functions: a text such as `x^2 + 10*sin(y)^2` becomes a formula like any of the catalogue.
//!
//! The text is read by a small parser, bounded in length and nesting, into postfix order; then it is recorded like a catalogued
//! formula, so that values, lanes, gradients and Hessians are exact and come from one text. It simplifies nothing but constant
//! exponents: a whole one is a product by binary powering, which has derivatives everywhere, and any other one needs a
//! positive base.
//!
//! Grammar, loosest first: `a + b`, `a − b`; `a*b`, `a/b`; `−a`; `a^b` (or `a**b`, from the right, so −x^2 is −(x^2)); numbers,
//! `x`, `y`, `pi`, `e`, brackets, and calls of [`FUNCTIONS`].

use super::record::{begin, placed};
use super::{AnySurface, Formula};
use crate::list::Listed;
use crate::spec::nearest;
use crate::text::{SCANNED, joined, scanned};
use lanes::Scalar;

/// Letters of an expression at most.
pub const LETTERS: usize = 1000;
/// Brackets, signs and exponents inside one another at most.
const DEPTH: u32 = 40;
/// The largest whole exponent that is a product.
const WHOLE: f64 = 64.0;

/// What can be called, with one argument each.
const FUNCTIONS: [(&str, Item); 12] = [
    ("sin", Item::Sin),
    ("sqrt", Item::Sqrt),
    ("exp", Item::Exp),
    ("ln", Item::Ln),
    ("log", Item::Ln),
    ("cos", Item::Cos),
    ("tan", Item::Tan),
    ("tanh", Item::Tanh),
    ("atan", Item::Atan),
    ("abs", Item::Abs),
    ("sigmoid", Item::Sigmoid),
    ("softplus", Item::Softplus),
];

/// One item in postfix order.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Item {
    Number(f64),
    X,
    Y,
    Add,
    Sub,
    Mul,
    Div,
    Neg,
    /// To a constant power, whole and not negative.
    Whole(u32),
    /// To any other constant power.
    Constant(f64),
    Pow,
    Sqrt,
    Exp,
    Ln,
    Sin,
    Cos,
    Tan,
    Tanh,
    Atan,
    Abs,
    Sigmoid,
    Softplus,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The letter at fault, counted from 1.
    pub column: usize,
    /// What stands there.
    pub given: String,
    /// What could.
    pub allowed: String,
    /// The nearest known name, where a name is unknown.
    pub nearest: Option<String>,
}

/// A function of x, or of x and y.
///
/// ```
/// use descent::surface::Expression;
/// let bowl = Expression::parse("x^2 + 10*y**2").unwrap();
/// assert_eq!(bowl.dim(), 2);
/// assert_eq!(Expression::parse("sn(x)").unwrap_err().nearest.as_deref(), Some("sin"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    text: String,
    items: Vec<Item>,
}

impl Formula for Expression {
    fn at<S: Scalar>(&self, x: S, y: S) -> S {
        value(&self.items, x, y)
    }
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first thing in it that is wrong, with its place.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let letters: Vec<char> = text.chars().take(LETTERS + 1).listed();
        let mut parser = Parser { letters: &letters, at: 0, depth: 0, items: Vec::new() };
        if letters.len() > LETTERS {
            return Err(parser.wrong(0, format!("more than {LETTERS} letters"), "a shorter expression"));
        }
        parser.sum()?;
        if parser.peek().is_some() {
            return Err(parser.unexpected("an operator (+ - * / ^), or the end"));
        }
        let all = Expression { text: text.to_owned(), items: parser.items };
        if all.record().is_none() {
            let given = format!("{} operations", all.items.len());
            return Err(Wrong { column: 1, given, allowed: "fewer of them, less nested".to_owned(), nearest: None });
        }
        Ok(all)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// 2 where y occurs, else 1.
    pub fn dim(&self) -> usize {
        if self.items.contains(&Item::Y) { 2 } else { 1 }
    }

    /// The function.
    pub fn build(&self) -> Box<dyn AnySurface> {
        match self.record() {
            Some(surface) => surface,
            // `parse` has tried it.
            None => unreachable!("an expression that could not be recorded"),
        }
    }

    fn record(&self) -> Option<Box<dyn AnySurface>> {
        let (x, y) = begin();
        let last = self.at(x, y);
        // A recording ends with its last operation, which a lone x is not; a product with 1 is exact.
        let last = if matches!(self.items[..], [Item::X]) { last * Scalar::lit(1.0) } else { last };
        placed(last)
    }
}

fn value<S: Scalar>(items: &[Item], x: S, y: S) -> S {
    let mut stack: Vec<S> = Vec::new();
    for item in items {
        // The parser leaves enough operands; were there none, x would stand in for one.
        let mut pop = || stack.pop().unwrap_or(x);
        let value = match *item {
            Item::Number(v) => S::lit(v),
            Item::X => x,
            Item::Y => y,
            Item::Add | Item::Sub | Item::Mul | Item::Div | Item::Pow => {
                let (b, a) = (pop(), pop());
                match item {
                    Item::Add => a + b,
                    Item::Sub => a - b,
                    Item::Mul => a * b,
                    Item::Div => a / b,
                    _ => a.pow(b),
                }
            }
            Item::Neg => -pop(),
            Item::Whole(n) => pop().pown(n),
            Item::Constant(p) => pop().powc(p),
            Item::Sqrt => pop().sqrt(),
            Item::Exp => pop().exp(),
            Item::Ln => pop().ln(),
            Item::Sin => pop().sin(),
            Item::Cos => pop().cos(),
            Item::Tan => {
                let a = pop();
                a.sin() / a.cos()
            }
            Item::Tanh => pop().tanh(),
            Item::Atan => pop().atan(),
            Item::Abs => pop().abs(),
            Item::Sigmoid => pop().sigmoid(),
            Item::Softplus => pop().softplus(),
        };
        stack.push(value);
    }
    stack.pop().unwrap_or(x)
}

struct Parser<'a> {
    letters: &'a [char],
    at: usize,
    depth: u32,
    items: Vec<Item>,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        while self.letters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.letters.get(self.at).copied()
    }

    fn eat(&mut self, any: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| any.contains(c))?;
        self.at += 1;
        Some(found)
    }

    fn wrong(&self, at: usize, given: String, allowed: &str) -> Wrong {
        Wrong { column: at + 1, given, allowed: allowed.to_owned(), nearest: None }
    }

    fn unexpected(&mut self, allowed: &str) -> Wrong {
        let given = self.peek().map_or_else(|| "the end".to_owned(), |c| format!("`{c}`"));
        self.wrong(self.at, given, allowed)
    }

    fn sum(&mut self) -> Result<(), Wrong> {
        self.product()?;
        while let Some(sign) = self.eat(&['+', '-', '−']) {
            self.product()?;
            self.items.push(if sign == '+' { Item::Add } else { Item::Sub });
        }
        Ok(())
    }

    fn product(&mut self) -> Result<(), Wrong> {
        self.signed()?;
        loop {
            let stars = self.peek() == Some('*') && self.letters.get(self.at + 1) == Some(&'*');
            let Some(sign) = (if stars { None } else { self.eat(&['*', '/', '·', '×']) }) else { return Ok(()) };
            self.signed()?;
            self.items.push(if sign == '/' { Item::Div } else { Item::Mul });
        }
    }

    fn signed(&mut self) -> Result<(), Wrong> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.unexpected(&format!("at most {DEPTH} brackets, signs and exponents inside one another")));
        }
        match self.eat(&['+', '-', '−']) {
            None => self.power()?,
            Some('+') => self.signed()?,
            Some(_) => {
                self.signed()?;
                // A negative number is a number.
                match self.items.last_mut() {
                    Some(Item::Number(v)) if *v >= 0.0 => *v = -*v,
                    _ => self.items.push(Item::Neg),
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn power(&mut self) -> Result<(), Wrong> {
        self.atom()?;
        if let Some(square) = self.eat(&['²', '³']) {
            self.items.push(Item::Whole(if square == '²' { 2 } else { 3 }));
        }
        let stars = self.peek() == Some('*') && self.letters.get(self.at + 1) == Some(&'*');
        if stars {
            self.at += 1;
        }
        if !stars && self.peek() != Some('^') {
            return Ok(());
        }
        self.at += 1;
        let (place, first) = (self.at, self.items.len());
        self.signed()?;
        if self.items[first..].iter().any(|item| matches!(item, Item::X | Item::Y)) {
            self.items.push(Item::Pow);
            return Ok(());
        }
        let exponent: f64 = value(&self.items[first..], 0.0, 0.0);
        self.items.truncate(first);
        if !exponent.is_finite() {
            return Err(self.wrong(place, "an exponent that is no number".to_owned(), "a finite exponent"));
        }
        self.items.push(if (0.0..=WHOLE).contains(&exponent) && exponent.trunc() == exponent {
            Item::Whole(exponent as u32)
        } else {
            Item::Constant(exponent)
        });
        Ok(())
    }

    fn atom(&mut self) -> Result<(), Wrong> {
        const ALLOWED: &str = "a number, x, y, pi, e, a bracket or a function";
        let Some(first) = self.peek() else { return Err(self.unexpected(ALLOWED)) };
        if first == '(' {
            self.at += 1;
            return self.closed();
        }
        if first == 'π' {
            self.at += 1;
            self.items.push(Item::Number(core::f64::consts::PI));
            return Ok(());
        }
        if first.is_ascii_digit() || first == '.' {
            return self.number();
        }
        if !first.is_ascii_alphabetic() {
            return Err(self.unexpected(ALLOWED));
        }
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_') {
            self.at += 1;
        }
        let name: String = self.letters[start..self.at].iter().collect();
        let item = match name.as_str() {
            "x" => Item::X,
            "y" => Item::Y,
            "pi" => Item::Number(core::f64::consts::PI),
            "e" => Item::Number(core::f64::consts::E),
            called => {
                let Some((_, item)) = FUNCTIONS.iter().find(|(name, _)| *name == called) else {
                    let names: Vec<&str> =
                        FUNCTIONS.iter().map(|(name, _)| *name).chain(["x", "y", "pi", "e"]).listed();
                    let mut wrong = self.wrong(start, format!("`{called}`"), &joined(&names, ", "));
                    wrong.nearest = nearest(called, names);
                    return Err(wrong);
                };
                if self.eat(&['(']).is_none() {
                    return Err(self.unexpected(&format!("`(` after {called}")));
                }
                self.closed()?;
                *item
            }
        };
        self.items.push(item);
        Ok(())
    }

    /// A sum and its closing bracket.
    fn closed(&mut self) -> Result<(), Wrong> {
        self.sum()?;
        if self.eat(&[')']).is_none() {
            return Err(self.unexpected("an operator, or `)`"));
        }
        Ok(())
    }

    /// A decimal number.
    fn number(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        let (value, end) = scanned(self.letters, start);
        self.at = end;
        let Some(value) = value else {
            let text: String = self.letters[start..end].iter().collect();
            return Err(self.wrong(start, format!("`{text}`"), SCANNED));
        };
        self.items.push(Item::Number(value));
        Ok(())
    }
}
