//! `rota completions`: what a shell needs to complete our command line.

use clap::CommandFactory;

use crate::args::{Cli, Completions};
use crate::error::Outcome;
use crate::exit::Exit;
use crate::output::print;

/// Prints the completions for a shell.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn run(args: &Completions) -> Outcome<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rota", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
