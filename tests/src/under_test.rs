//! The `rota` program with a solver that can be told to err, so that tests see what happens then.
//!
//! `ROTA_FAULT` names the fault: `sheet` (a wrong measure), `time` (a stop a minute late), `drop` (a route that
//! vanishes), `panic` (the solver dies on any problem whose name contains "panic"), `deaf` (the solver says that
//! it has a first rota, and then neither stops nor ends). Without it this is the program as it is.

use std::process::ExitCode;
use std::time::Duration;

use rota_core::{Observer, Options, Progress, Solution, SolveError, solve};
use rota_model::{Instance, Money};

const FIRST: Progress = Progress {
    elapsed: Duration::ZERO,
    iterations: 0,
    cost: Money::ZERO,
    unallocated: 0,
    moves: 0,
    first: true,
};

fn main() -> ExitCode {
    rota_cli::main(std::env::args_os(), &faulty)
}

fn faulty(
    instance: &Instance,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    let fault = std::env::var("ROTA_FAULT").unwrap_or_default();
    assert!(
        !(fault == "panic" && instance.name.contains("panic")),
        "a fault that a test asked for"
    );
    if fault == "deaf" {
        observer.progress(&FIRST);
        loop {
            std::thread::sleep(Duration::from_secs(1));
        }
    }
    let mut solution = solve(instance, options, observer)?;
    let rota = &mut solution.rota;
    match fault.as_str() {
        "sheet" => {
            if let Some(line) = rota.sheet.lines.first_mut() {
                line.measure += 1;
            }
        }
        "time" => {
            if let Some(stop) = rota.routes.first_mut().and_then(|route| route.stops.first_mut()) {
                stop.start = stop.start + 60;
            }
        }
        "drop" => {
            rota.routes.pop();
        }
        _ => {}
    }
    Ok(solution)
}
