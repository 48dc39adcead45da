//! The `descent` command: the run specification in, numbers out.
//!
//! It reads text, hands it to the core and prints what comes back; it holds no algorithm and no default. Exit status:
//! 0 done, 1 a run failed, 2 the document or the arguments were refused, with the problems on standard error.

mod check;
mod code;
mod data;
mod eval;
mod input;
mod newton;
mod run;
mod schedule;
mod schema;

use clap::{Parser, Subcommand, ValueEnum};
use input::Refused;
use std::process::ExitCode;

/// Runs optimizers as one document says, with the same bits on every machine.
#[derive(Parser)]
#[command(name = "descent", version)]
struct Command {
    #[command(subcommand)]
    what: What,
}

/// How to print a run.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// A list with one object per racer.
    Json,
    /// One row per racer and step.
    Csv,
}

#[derive(Subcommand)]
enum What {
    /// Runs every racer to its end and prints what it left behind.
    Run {
        /// The specification; `-` reads standard input.
        spec: String,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
        /// Prints every K-th step, and the last.
        #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
        every: u64,
        /// A table (CSV) for the data of a model; its last column is what is to be predicted.
        #[arg(long, value_name = "FILE")]
        data: Option<String>,
    },
    /// Value, gradient and, on request, Hessian at given parameters.
    Eval {
        /// The specification; `-` reads standard input.
        spec: String,
        /// The parameters as a JSON list, such as '[1, 1.5]'.
        #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
        at: String,
        /// Prints the Hessian as well.
        #[arg(long)]
        hessian: bool,
        /// A table (CSV) for the data of a model; its last column is what is to be predicted.
        #[arg(long, value_name = "FILE")]
        data: Option<String>,
    },
    /// The rates of a schedule, for t = 0 to the number of steps.
    Schedule {
        /// The schedule as JSON, in either spelling.
        schedule: String,
        /// The base rate.
        #[arg(long, allow_hyphen_values = true)]
        lr: f64,
        /// The last t.
        #[arg(long)]
        steps: u64,
        /// A JSON list of the values that a plateau watches; `-` reads standard input.
        #[arg(long, value_name = "FILE")]
        metric: Option<String>,
    },
    /// One hexadecimal digest over the bits of the whole run.
    Digest {
        /// The specification; `-` reads standard input.
        spec: String,
        /// A table (CSV) for the data of a model; its last column is what is to be predicted.
        #[arg(long, value_name = "FILE")]
        data: Option<String>,
    },
    /// The same run as a script of a library.
    Code {
        /// The specification; `-` reads standard input.
        spec: String,
        /// The library: torch, keras or optax.
        #[arg(long = "for", value_name = "LIBRARY")]
        library: String,
    },
    /// The racer that a constructor call stands for, such as `torch.optim.AdamW(params, lr=3e-4)`, as JSON.
    Paste {
        /// The call, or several lines of Python; `-` reads standard input.
        text: String,
    },
    /// The step of Newton's method for a given Hessian and gradient.
    Newton {
        /// The Hessian as a JSON list of rows, such as '[[2, 0], [0, 4]]'.
        #[arg(long, value_name = "ROWS", allow_hyphen_values = true)]
        hessian: String,
        /// The gradient as a JSON list.
        #[arg(long, value_name = "LIST", allow_hyphen_values = true)]
        grad: String,
        /// How the Hessian becomes a step.
        #[arg(long, value_enum, default_value_t = newton::Name::Newton)]
        mode: newton::Name,
        /// λ of the damped mode.
        #[arg(long, value_name = "L", allow_hyphen_values = true)]
        lambda: Option<f64>,
    },
    /// Holds what the scenes and lecture figures claim against their runs, and names the tests that hold what no such run can say.
    Check {
        /// One scene or lecture figure; all of them if absent.
        figure: Option<String>,
    },
    /// Everything the catalogue knows, as JSON.
    Catalog,
    /// The JSON Schema of the specification.
    Schema,
}

fn main() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let done = match command.what {
        What::Run { spec, format, every, data } => {
            input::spec(&spec, data.as_deref()).and_then(|spec| run::print(&spec, format, every))
        }
        What::Eval { spec, at, hessian, data } => eval::print(&spec, &at, hessian, data.as_deref()),
        What::Schedule { schedule, lr, steps, metric } => schedule::print(&schedule, lr, steps, metric.as_deref()),
        What::Digest { spec, data } => {
            input::spec(&spec, data.as_deref()).and_then(|spec| input::line(&descent::Run::new(spec).digest()))
        }
        What::Newton { hessian, grad, mode, lambda } => newton::print(&hessian, &grad, mode, lambda),
        What::Code { spec, library } => code::print(&spec, &library),
        What::Paste { text } => code::paste(&text),
        What::Check { figure } => check::print(figure.as_deref()),
        What::Catalog => input::json(&descent::catalog::to_value()),
        What::Schema => input::line(&schema::schema().to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refused::Closed) => ExitCode::from(1),
        Err(Refused::Failed(problems)) => {
            input::report(&problems);
            ExitCode::from(1)
        }
        Err(Refused::Problems(problems)) => {
            input::report(&problems);
            ExitCode::from(2)
        }
    }
}
