//! The command-line program: parse, call, print.
//!
//! Everything that thinks lives in the other crates. Data goes to standard output, everything else to standard
//! error; see [`Exit`] for how a run ends. The solver is handed in, so that tests can hand in one that errs.

mod args;
mod batch;
mod commands;
mod error;
mod exit;
mod formats;
mod input;
mod interrupt;
mod log;
mod output;
mod page;
mod progress;
mod run;
mod sweep;
mod text;
mod view;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, LogStyle};
use log::{Log, Style};

pub use exit::Exit;
pub use run::Solver;

/// Runs the program with these arguments (the first is its name) and this solver.
pub fn main(args: impl IntoIterator<Item = OsString>, solver: &Solver) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(message) => return usage(&message),
    };
    let style = match cli.voice.log {
        LogStyle::Text => Style::Text,
        LogStyle::Json => Style::Json,
    };
    let log = Log::new(style, cli.voice.quiet);
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        log.error(&format!(
            "the program failed ({place}); nothing was written over. Please report this fault with the command you ran"
        ));
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| commands::run(cli.command, log, solver)));
    let exit = match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => {
            if !failure.message.is_empty() {
                log.error(&failure.message);
            }
            failure.exit
        }
        // The hook has said it.
        Err(_) => Exit::Failed,
    };
    ExitCode::from(exit.code())
}

/// Help and version go to standard output and are fine; everything else is a mistake in the command line.
fn usage(message: &clap::Error) -> ExitCode {
    // Nobody is left to tell when the stream is closed.
    let _ = message.print();
    ExitCode::from(if message.use_stderr() { Exit::Usage.code() } else { Exit::Fine.code() })
}
