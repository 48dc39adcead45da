//! Reading calls in Python's form: names, numbers, strings, tuples, lists, maps, nested calls; what the text imports and assigns
//! stands in the place of its name.
//!
//! Bounded in length, nesting and what names stand for; it evaluates nothing. What is not understood is a problem whose path is its
//! place, such as `line 1, column 14`.

use crate::script::refuse;
use descent::list::Listed;
use descent::spec::Problem;
use descent::text::{SCANNED, joined, scanned};

/// Letters of a pasted text at most.
const LETTERS: usize = 4000;
/// Brackets inside one another at most.
const DEPTH: u32 = 12;
/// Names that stand for what was assigned to them at most, those in it included: each has it read once more.
const HELD: usize = 99;

/// An expression and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) what: Expression,
    pub(crate) at: usize,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Number(f64),
    Text(String),
    Flag(bool),
    None,
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// A dotted name, or something after a call, which is only passed over.
    Name(String),
    Call(String, Vec<(Option<String>, Node)>),
}

/// A name that the text gives.
struct Named {
    name: String,
    /// What is imported under it; empty where it is assigned.
    whole: String,
    /// Where the expression begins that is assigned to it, and where it ends: behind that the name stands for it.
    from: usize,
    to: usize,
    /// Whether another expression holds it.
    used: bool,
}

/// A text with its letters, and the names that it has given so far.
pub(crate) struct Reader {
    letters: Vec<char>,
    at: usize,
    named: Vec<Named>,
    /// How often a name has stood for something assigned.
    held: usize,
}

impl Reader {
    /// Of a text that is not too long.
    pub(crate) fn new(text: &str) -> Result<Reader, Problem> {
        let letters: Vec<char> = text.chars().take(LETTERS + 1).listed();
        if letters.len() > LETTERS {
            let mut problem = refuse("the text", "longer", format!("at most {LETTERS} letters"));
            problem.code = "too_large";
            return Err(problem);
        }
        Ok(Reader { letters, at: 0, named: vec![], held: 0 })
    }

    /// Where a letter stands, for readers.
    pub(crate) fn place(&self, at: usize) -> String {
        let before = &self.letters[..at.min(self.letters.len())];
        let line = 1 + before.iter().filter(|c| **c == '\n').count();
        let column = 1 + before.iter().rev().take_while(|c| **c != '\n').count();
        format!("line {line}, column {column}")
    }

    /// A problem at a place.
    pub(crate) fn wrong(&self, at: usize, given: impl Into<String>, allowed: impl Into<String>) -> Problem {
        let mut problem = refuse(self.place(at), given, allowed);
        problem.code = "syntax";
        problem
    }

    /// Every statement but imports: an expression, and which of the names it is assigned to, if to any.
    pub(crate) fn statements(&mut self) -> Result<Vec<(Node, Option<usize>)>, Problem> {
        let mut all = Vec::new();
        loop {
            self.skip(true);
            while self.next_is(';') {
                self.skip(true);
            }
            if self.at == self.letters.len() {
                return Ok(all);
            }
            let begin = self.at;
            let mut assigned = self.name();
            if let Some(word @ ("import" | "from")) = assigned.as_deref() {
                let of_module = word == "from";
                self.import(of_module);
                continue;
            }
            self.skip(false);
            if assigned.is_some() && self.peek() == Some('=') && self.letters.get(self.at + 1) != Some(&'=') {
                // What is changed in what stands above would be lost.
                let head = assigned.iter().find_map(|name| name.split_once('.').map(|(head, _)| head));
                if head.is_some_and(|head| self.named.iter().any(|named| named.name == head)) {
                    return Err(self.wrong(begin, "an attribute", "it in the call"));
                }
                self.at += 1;
            } else {
                (self.at, assigned) = (begin, None);
            }
            let from = self.at;
            let node = self.expression(0)?;
            self.skip(false);
            if self.peek().is_some_and(|c| !matches!(c, '\n' | ';')) {
                return Err(self.wrong(self.at, self.ahead(), "the end of the line"));
            }
            let of = assigned.map(|name| {
                self.named.push(Named { name, whole: String::new(), from, to: self.at, used: false });
                self.named.len() - 1
            });
            all.push((node, of));
        }
    }

    /// Whether a statement says something by itself: any without a name, and calls whose name no other holds.
    pub(crate) fn stands(&self, node: &Node, name: Option<usize>) -> bool {
        name.is_none_or(|name| !self.named[name].used && matches!(node.what, Expression::Call(..)))
    }

    /// `import module as name`, or `from module import own as name`, to the end of the line or the bracket.
    fn import(&mut self, of_module: bool) {
        self.skip(false);
        let mut module = None;
        if of_module {
            module = self.name();
            self.skip(false);
            self.name();
            self.skip(false);
        }
        let lines = self.next_is('(');
        loop {
            self.skip(lines);
            let Some(own) = self.name() else { break };
            self.skip(lines);
            let whole = module.as_ref().map_or(own.clone(), |module| joined(&[module, &own], "."));
            let mut name = own;
            if self.name().is_some() {
                self.skip(lines);
                name = self.name().unwrap_or(name);
                self.skip(lines);
            }
            self.named.push(Named { name, whole, from: 0, to: 0, used: false });
            if !self.next_is(',') {
                break;
            }
        }
        self.pass_line();
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    /// What stands here, for a problem.
    fn ahead(&self) -> String {
        self.peek().map_or("the end".to_owned(), |c| format!("`{c}`"))
    }

    fn next_is(&mut self, c: char) -> bool {
        let is = self.peek() == Some(c);
        self.at += usize::from(is);
        is
    }

    /// What is left of a line.
    fn pass_line(&mut self) {
        while self.peek().is_some_and(|c| c != '\n') {
            self.at += 1;
        }
    }

    /// Spaces and comments; ends of lines where they mean nothing, as behind a `\`.
    fn skip(&mut self, mut lines: bool) {
        while let Some(c) = self.peek() {
            lines |= c == '\\';
            if c == '#' {
                self.pass_line();
            } else if matches!(c, ' ' | '\t' | '\r' | '\\') || (lines && c == '\n') {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// A dotted name.
    fn name(&mut self) -> Option<String> {
        let from = self.at;
        if !self.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.') {
            self.at += 1;
        }
        Some(self.letters[from..self.at].iter().collect())
    }

    fn expression(&mut self, depth: u32) -> Result<Node, Problem> {
        self.skip(depth > 0);
        let at = self.at;
        let what = self.one(depth)?;
        Ok(Node { what, at })
    }

    fn one(&mut self, depth: u32) -> Result<Expression, Problem> {
        let at = self.at;
        if depth > DEPTH || self.held > HELD {
            let allowed = format!("at most {DEPTH} brackets inside one another, and {HELD} names for other parts");
            return Err(self.wrong(at, "deeper", allowed));
        }
        match self.peek() {
            Some('-' | '+') => {
                let minus = self.next_is('-');
                self.at += usize::from(!minus);
                match self.expression(depth + 1)?.what {
                    Expression::Number(v) => Ok(Expression::Number(if minus { -v } else { v })),
                    _ => Err(self.wrong(at, "a sign", "a number after it")),
                }
            }
            Some(c) if c.is_ascii_digit() || c == '.' => {
                let (value, end) = scanned(&self.letters, at);
                let given: String = self.letters[at..end].iter().collect();
                self.at = end;
                value.map(Expression::Number).ok_or_else(|| self.wrong(at, format!("`{given}`"), SCANNED))
            }
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let from = self.at;
                while self.peek().is_some_and(|c| c != quote && c != '\n') {
                    self.at += 1;
                }
                let text = self.letters[from..self.at].iter().collect();
                if self.next_is(quote) {
                    Ok(Expression::Text(text))
                } else {
                    Err(self.wrong(at, "a string", "its end"))
                }
            }
            Some('(') => {
                self.at += 1;
                self.list(')', depth)
            }
            Some('[') => {
                self.at += 1;
                self.list(']', depth)
            }
            Some('{') => {
                self.at += 1;
                self.map(depth)
            }
            _ => match self.name() {
                Some(name) => match name.as_str() {
                    "True" => Ok(Expression::Flag(true)),
                    "False" => Ok(Expression::Flag(false)),
                    "None" => Ok(Expression::None),
                    _ => self.after(name, depth),
                },
                None => {
                    let given = self.ahead();
                    Err(self.wrong(at, given, "a number, a name, a string, a list or a call"))
                }
            },
        }
    }

    /// A name that may be called, or what it stands for, read once more; what is called or looked up on the result is passed over.
    fn after(&mut self, mut name: String, depth: u32) -> Result<Expression, Problem> {
        let called = self.next_is('(');
        let head = name.split('.').next().unwrap_or(&name).len();
        let at = self.at;
        if let Some(named) = self.named.iter_mut().rev().find(|named| named.to <= at && named.name == name[..head]) {
            named.used |= depth > 0;
            if !named.whole.is_empty() {
                name = joined(&[&named.whole, &name[head..]], "");
            } else if !called && head == name.len() {
                self.at = named.from;
                self.held += 1;
                let stands_for = self.expression(depth + 1);
                self.at = at;
                return Ok(stands_for?.what);
            }
        }
        if !called {
            return Ok(Expression::Name(name));
        }
        let arguments = self.arguments(depth)?;
        let mut further = false;
        while self.next_is('.') {
            further = true;
            self.name();
            if self.next_is('(') {
                self.arguments(depth)?;
            }
        }
        Ok(if further { Expression::Name(name) } else { Expression::Call(name, arguments) })
    }

    fn arguments(&mut self, depth: u32) -> Result<Vec<(Option<String>, Node)>, Problem> {
        let mut all = Vec::new();
        loop {
            self.skip(true);
            if self.next_is(')') {
                return Ok(all);
            }
            let begin = self.at;
            let mut key = self.name();
            self.skip(true);
            if key.is_none() || !self.next_is('=') {
                self.at = begin;
                key = None;
            }
            all.push((key, self.expression(depth + 1)?));
            self.separator(')')?;
        }
    }

    fn list(&mut self, end: char, depth: u32) -> Result<Expression, Problem> {
        let mut all = Vec::new();
        loop {
            self.skip(true);
            if self.next_is(end) {
                return Ok(Expression::List(all));
            }
            all.push(self.expression(depth + 1)?);
            let comma = self.separator(end)?;
            // Brackets around one thing are no tuple.
            if !comma && end == ')' && all.len() == 1 {
                self.at += 1;
                return Ok(all.remove(0).what);
            }
        }
    }

    fn map(&mut self, depth: u32) -> Result<Expression, Problem> {
        let mut all = Vec::new();
        loop {
            self.skip(true);
            if self.next_is('}') {
                return Ok(Expression::Map(all));
            }
            let key = self.expression(depth + 1)?;
            self.skip(true);
            if !self.next_is(':') {
                return Err(self.wrong(self.at, "no colon", "`:` and a value"));
            }
            all.push((key, self.expression(depth + 1)?));
            self.separator('}')?;
        }
    }

    /// A comma, or the end that is left to be read; whether it was a comma.
    fn separator(&mut self, end: char) -> Result<bool, Problem> {
        self.skip(true);
        if self.next_is(',') {
            return Ok(true);
        }
        if self.peek() == Some(end) {
            return Ok(false);
        }
        let given = self.ahead();
        Err(self.wrong(self.at, given, format!("`,` or `{end}`")))
    }
}
