//! Constructor calls as a racer: `torch.optim.AdamW(params, lr=3e-4, betas=(0.9, 0.95))`, and what stands around them.
//!
//! A text holds one optimizer, and for PyTorch perhaps a scheduler on a line of its own, which has the optimizer as an argument.
//! Optax' chains give their clipping to the racer; a schedule in place of the learning rate becomes the racer's schedule. The result
//! passes the decoding of anything a user writes, so that ranges and defaults are stated nowhere else; what is not understood is
//! named with its place.

use crate::call::{Expression, Node, Reader};
use crate::constructor::{by_place, id, own, schedule_by_place};
use crate::script::refuse;
use descent::Value;
use descent::law::library::{self, LibraryRow};
use descent::schedule;
use descent::spec::{Problem, decode_optimizer, decode_schedule, nearest};
use descent::text::joined;

/// The racer that a text in Python's form stands for, as a document. Imports give bare names their library, and what is assigned to a
/// name stands where it is named.
///
/// ```
/// use descent::Value;
/// let racer = code::paste("optax.chain(optax.clip_by_global_norm(1.0), optax.adam(1e-3, b1=0.8))").unwrap();
/// assert_eq!(racer.get("clip").unwrap().get("norm"), Some(&Value::Num(1.0)));
/// let adam = racer.get("optimizer").unwrap();
/// assert_eq!(adam.get("id"), Some(&Value::text("optax.adam")));
/// assert_eq!(adam.get("b1"), Some(&Value::Num(0.8)));
/// let named = code::paste("from keras.optimizers import SGD\nrate = 0.5\nopt = SGD(rate)").unwrap();
/// assert_eq!(named.get("optimizer").unwrap().get("id"), Some(&Value::text("keras.SGD")));
/// let wrong = code::paste("torch.optim.Adam(params, lr=oops)").unwrap_err();
/// assert_eq!(wrong[0].path, "line 1, column 29");
/// ```
///
/// # Errors
/// The first place that is not understood, or every argument that is not legal, by name.
pub fn paste(text: &str) -> Result<Value, Vec<Problem>> {
    paste_beside(text, false)
}

/// The same for a problem with or without `layers`: Keras' `clipnorm` limits the weights of each layer alone, a racer all as one.
///
/// # Errors
/// As [`paste`], and with layers for `clipnorm`.
pub fn paste_beside(text: &str, layers: bool) -> Result<Value, Vec<Problem>> {
    let one = |problem| vec![problem];
    let mut reader = Reader::new(text).map_err(one)?;
    let statements = reader.statements().map_err(one)?;
    let mut racer = Racer { reader, optimizer: None, clip: None, schedule: None, places: [vec![], vec![]], layers };
    for (node, name) in &statements {
        if racer.reader.stands(node, *name) {
            racer.read(node).map_err(one)?;
        }
    }
    racer.whole()
}

/// What a text has to hold.
const CALL: &str = "a call of an optimizer of PyTorch, Keras or Optax";

struct Racer {
    reader: Reader,
    optimizer: Option<Value>,
    clip: Option<Value>,
    schedule: Option<Value>,
    /// The place of every argument of the optimizer and of the schedule, the last of a name counting.
    places: [Vec<(String, usize)>; 2],
    /// Whether the problem has layers.
    layers: bool,
}

/// Whether a name is one of PyTorch's schedules, with its module or without. Part by part, since a search for a text within another is
/// 4 kB of code.
fn is_torch_schedule(name: &str) -> bool {
    name.split('.').any(|part| part == "lr_scheduler") || schedule::find(&joined(&["torch", name], ".")).is_some()
}

impl Racer {
    fn read(&mut self, node: &Node) -> Result<(), Problem> {
        let Expression::Call(name, arguments) = &node.what else {
            // A name on a line of its own says nothing about a racer.
            return Err(self.reader.wrong(node.at, "no call", CALL));
        };
        let last = own(name);
        match last {
            "chain" | "with_extra_args_support" => arguments.iter().try_for_each(|(_, part)| self.read(part)),
            "clip_by_global_norm" | "clip" if name.starts_with("optax") => {
                let key = if last == "clip" { "value" } else { "norm" };
                let Some((_, Node { what: Expression::Number(c), .. })) = arguments.first() else {
                    return Err(self.reader.wrong(node.at, "no number", "the limit of the clipping"));
                };
                self.put_clip(node.at, key, *c)
            }
            _ if is_torch_schedule(name) => {
                let schedule = self.schedule(name, arguments, node.at, true)?;
                self.put_schedule(node.at, schedule)
            }
            _ => self.optimizer(name, arguments, node.at),
        }
    }

    fn put_clip(&mut self, at: usize, key: &str, limit: f64) -> Result<(), Problem> {
        // A racer clips the gradient, not what an optimizer makes of it.
        if self.clip.is_some() || self.optimizer.is_some() {
            return Err(self.reader.wrong(at, "clipping", "one, before the optimizer"));
        }
        self.clip = Some(Value::map([(key, Value::Num(limit))]));
        Ok(())
    }

    fn put_schedule(&mut self, at: usize, schedule: Value) -> Result<(), Problem> {
        if self.schedule.is_some() {
            return Err(self.reader.wrong(at, "a second schedule", "one: SequentialLR or join_schedules"));
        }
        self.schedule = Some(schedule);
        Ok(())
    }

    fn optimizer(&mut self, name: &str, arguments: &[(Option<String>, Node)], at: usize) -> Result<(), Problem> {
        let id = id(name);
        let known = || library::rows().filter(|row| !row.id.starts_with("lecture."));
        // A bare name is that of the library whose arguments these are.
        let alike = || known().filter(|row| own(row.id) == id);
        let has = |row: &LibraryRow, key: &str| row.params.iter().any(|param| param.key == key);
        let fits = |row: &&LibraryRow| arguments.iter().all(|(key, _)| key.as_ref().is_none_or(|key| has(row, key)));
        let found = library::find(&id).or_else(|| alike().find(fits)).or_else(|| alike().next());
        let Some(row) = found else {
            let mut problem = self.reader.wrong(at, format!("`{name}`"), "an optimizer of PyTorch, Keras or Optax");
            problem.nearest = nearest(&id, known().map(|row| row.id));
            return Err(problem);
        };
        if self.optimizer.is_some() {
            return Err(self.reader.wrong(at, "a second optimizer", "one"));
        }
        let mut document = Value::map([("id", Value::text(row.id))]);
        // Where one is missing, the call is at fault.
        self.places[0].push(("learning_rate".to_owned(), at));
        let takes_parameters = row.id.starts_with("torch.");
        let mut place = 0;
        for (i, (key, node)) in arguments.iter().enumerate() {
            if takes_parameters && (key.as_deref() == Some("params") || (i == 0 && key.is_none())) {
                if let Expression::Number(v) = node.what {
                    return Err(self.reader.wrong(node.at, descent::text::decimal(v), "`model.parameters()`"));
                }
                if let Expression::List(groups) = &node.what
                    && groups.iter().any(|group| matches!(group.what, Expression::Map(_)))
                {
                    return Err(self.reader.wrong(node.at, "`{'params':…}`", "`model.parameters()`"));
                }
                continue;
            }
            let key = match key {
                Some(key) => key.as_str(),
                None if place < by_place(row.id) && place < row.params.len() => {
                    place += 1;
                    row.params[place - 1].key
                }
                None => return Err(self.reader.wrong(node.at, "an argument without a name", "its name before it")),
            };
            match (key, &node.what) {
                ("clipnorm", Expression::Number(_)) if self.layers => {
                    return Err(self.reader.wrong(node.at, "`clipnorm`", "`global_clipnorm`"));
                }
                ("global_clipnorm" | "clipnorm", Expression::Number(c)) => self.put_clip(node.at, "norm", *c)?,
                ("clipvalue", Expression::Number(c)) => self.put_clip(node.at, "value", *c)?,
                // Names, types of accumulators and masks change nothing here, nor does who gives Sophia its diagonal: it is exact.
                ("name" | "hessian_diagonal_fn", _) | (_, Expression::None)
                    if !row.params.iter().any(|p| p.key == key) => {}
                ("lr" | "learning_rate", Expression::Call(name, arguments)) => {
                    let mut schedule = self.schedule(name, arguments, node.at, false)?;
                    if let Some(rate) = anchor(&mut schedule) {
                        document.put(key, Value::Num(rate));
                    }
                    self.put_schedule(node.at, schedule)?;
                }
                _ => {
                    let value = self.value(node)?;
                    if document.get(key).is_some() {
                        return Err(self.reader.wrong(node.at, format!("a second `{key}`"), "one"));
                    }
                    document.put(key, value);
                    self.places[0].push((key.to_owned(), node.at));
                }
            }
        }
        self.optimizer = Some(document);
        Ok(())
    }

    /// A schedule's call. PyTorch's have the optimizer as first argument, or in what is chained.
    fn schedule(
        &mut self,
        name: &str,
        arguments: &[(Option<String>, Node)],
        at: usize,
        of_optimizer: bool,
    ) -> Result<Value, Problem> {
        let library = match name.split('.').next() {
            _ if of_optimizer => "torch",
            Some("optax") => "optax",
            _ => "keras",
        };
        let id = joined(&[library, own(name)], ".");
        let Some(entry) = schedule::find(&id) else {
            let mut problem = self.reader.wrong(at, format!("`{name}`"), "a schedule of PyTorch, Keras or Optax");
            problem.nearest = nearest(&id, schedule::ids());
            return Err(problem);
        };
        let mut document = Value::map([("id", Value::text(entry.id))]);
        let mut place = 0;
        for (i, (key, node)) in arguments.iter().enumerate() {
            let first = || i == 0 && key.is_none() && !matches!(node.what, Expression::List(_));
            if of_optimizer && (key.as_deref() == Some("optimizer") || first()) {
                if self.optimizer.is_none() && matches!(node.what, Expression::Call(..)) {
                    self.read(node)?;
                }
                continue;
            }
            let key = match (key, entry.params.get(place)) {
                (Some(key), _) => key.as_str(),
                (None, Some(param)) if place < schedule_by_place(entry.id) => {
                    place += 1;
                    param.key
                }
                _ => return Err(self.reader.wrong(node.at, "an argument without a name", "its name before it")),
            };
            let from_the_start =
                key == "last_epoch" && matches!(node.what, Expression::Number(-1.0) | Expression::None);
            if key == "name" || (of_optimizer && (from_the_start || key == "verbose")) {
                continue;
            }
            let value = self.value(node)?;
            document.put(key, value);
            self.places[1].push((key.to_owned(), node.at));
        }
        Ok(document)
    }

    fn value(&mut self, node: &Node) -> Result<Value, Problem> {
        Ok(match &node.what {
            Expression::Number(v) => Value::Num(*v),
            Expression::Text(text) => Value::text(text),
            Expression::Flag(v) => Value::Bool(*v),
            Expression::None => Value::Null,
            Expression::List(all) => Value::List(all.iter().map(|node| self.value(node)).collect::<Result<_, _>>()?),
            Expression::Map(all) => {
                let pair = |(key, value): &(Node, Node)| {
                    let key = match &key.what {
                        Expression::Text(text) => text.clone(),
                        Expression::Number(v) => descent::text::decimal(*v),
                        _ => return Err(self.reader.wrong(key.at, "no key", "a number or a string")),
                    };
                    Ok((key, self.value(value)?))
                };
                Value::Map(all.iter().map(pair).collect::<Result<_, _>>()?)
            }
            Expression::Call(name, arguments) => {
                // Arguments of a part are not those of the whole.
                let whole = self.places[1].len();
                let part = self.schedule(name, arguments, node.at, is_torch_schedule(name))?;
                self.places[1].truncate(whole);
                part
            }
            Expression::Name(name) => {
                return Err(self.reader.wrong(node.at, format!("`{name}`"), "a number, a name in quotes or a list"));
            }
        })
    }

    /// The racer, decoded once so that everything illegal in it is found.
    fn whole(self) -> Result<Value, Vec<Problem>> {
        let Some(optimizer) = self.optimizer else {
            return Err(vec![refuse("the text", "no optimizer", CALL)]);
        };
        let mut problems = decode_optimizer(&optimizer).err().unwrap_or_default();
        let of_optimizer = problems.len();
        if let Some(schedule) = &self.schedule {
            problems.extend(decode_schedule(schedule).err().unwrap_or_default());
        }
        if !problems.is_empty() {
            for (i, problem) in problems.iter_mut().enumerate() {
                let key = problem.path.split(['.', '[']).next();
                let places = &self.places[usize::from(i >= of_optimizer)];
                if let Some((name, at)) = places.iter().rev().find(|(name, _)| key == Some(name)) {
                    problem.path = format!("{}: {name}", self.reader.place(*at));
                }
            }
            return Err(problems);
        }
        let mut all = vec![("optimizer", optimizer)];
        all.extend(self.schedule.map(|schedule| ("schedule", schedule)));
        all.extend(self.clip.map(|clip| ("clip", clip)));
        Ok(Value::map(all))
    }
}

/// The rate that a schedule, or the first of its parts, brings with it: it becomes the racer's own, which a schedule that says none follows.
fn anchor(schedule: &mut Value) -> Option<f64> {
    let keys = ["peak_value", "init_value", "initial_learning_rate", "value", "schedules", "cosine_kwargs"];
    keys.iter().find_map(|key| match schedule.get(key)?.clone() {
        Value::Num(v) => {
            if let Value::Map(all) = schedule {
                all.retain(|(name, _)| name != key);
            }
            Some(v)
        }
        Value::List(parts) => anchor(&mut parts.first()?.clone()),
        _ => None,
    })
}
