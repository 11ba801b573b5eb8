//! The `rota` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    rota_cli::main(std::env::args_os(), &rota_core::solve)
}
