//! The laboratory: builds the interpreter's variants, runs workloads on them round by round, and reports what each
//! technique costs and brings.
//!
//! It knows the variants' names and features and nothing else of the interpreter: every measurement is a fresh process,
//! so any program that runs Python scripts can take part. `options` reads the command line; `variants` and
//! `workloads` say what there is to run; `build` makes binaries, `run` measures one process, `campaign` all of them in
//! order; `results` holds the numbers and `keeper` their file, `stats` compares them, `report` and `plot` show them, `export` hands them to
//! other tools.

mod answers;
mod build;
mod campaign;
mod compare;
mod events;
mod export;
mod extras;
mod keeper;
mod machine;
mod options;
mod peers;
mod plot;
mod progress;
mod publish;
mod report;
mod results;
mod run;
mod stats;
mod table;
mod usl;
mod variants;
mod workloads;

use options::{Action, Options};

/// Names and features of the ladder's variants.
pub type Ladder = &'static [(&'static str, &'static [&'static str])];

/// A reason to stop, in words for the user.
pub type Failure = String;

/// Runs the command line of this process; gives its exit code: 0, 1 for a failure, 2 for a wrong command line.
pub fn main(ladder: Ladder) -> i32 {
    let options = match Options::read(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("rcpy-lab: {message}\nTry `rcpy-lab --help`.");
            return 2;
        }
    };
    let done = match &options.action {
        Action::Help => {
            print!("{}", options::HELP);
            Ok(())
        }
        Action::Compare(a, b) => compare::run(a, b),
        Action::Csv(file) => export::csv(file),
        Action::Pyperf(file, folder) => export::pyperf(file, folder),
        Action::Report(file) => report::rewrite(file),
        Action::Publish(file) => publish::run(file, &options.out),
        Action::List => campaign::list(&options, ladder),
        Action::Measure => campaign::run(&options, ladder),
        Action::Build => campaign::build(&options, ladder),
    };
    match done {
        Ok(()) => 0,
        Err(message) => {
            eprintln!("rcpy-lab: {message}");
            1
        }
    }
}
