//! `rota solve`: a problem in, an audited rota out.

use serde_json::json;

use super::{read_problem, read_rota};
use crate::args::Solve;
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::formats::Problem;
use crate::interrupt;
use crate::log::Log;
use crate::output::{Target, print, rejected_beside};
use crate::progress::Watcher;
use crate::run::{Run, Solver, run as solve};
use crate::text::{self, By, counted};
use crate::view::View;
use crate::view::clock::span;

/// Solves one problem.
///
/// # Errors
/// When the problem cannot be read or solved, the audit does not confirm the rota, or it cannot be written.
pub(crate) fn run(args: &Solve, log: Log, solver: &Solver) -> Outcome<Exit> {
    let target = Target::of(args.output.output.as_deref());
    target.check_folder()?;
    let start_from_stdin = args.start.as_ref().is_some_and(|path| path.as_os_str() == "-");
    if start_from_stdin && args.problem.problem.as_os_str() == "-" {
        return Err(Failure::usage(
            "standard input (-) can be either the problem or --start, not both",
        ));
    }
    let problem = read_problem(&args.problem.problem, args.problem.format, log)?;
    let mut options = args.search.options();
    if let Some(start) = &args.start {
        options.start = Some(read_rota(&problem, start, log)?);
    }
    interrupt::listen(log)?;
    let watcher = Watcher::new(log, problem.format, &options, "");
    let outcome = solve(solver, &problem.instance, &options, &watcher);
    watcher.finish();
    let run = outcome?;
    if !run.is_confirmed() {
        return reject(&problem, &run, &target, log);
    }
    report(&problem, &run, log);
    if args.show {
        let view = View::of(&problem.instance, &run.rota, &run.audit);
        print(&text::write(&view, By::All))?;
    }
    if !(args.show && target == Target::Stdout) {
        target.write(&problem.write(&run.rota))?;
    }
    if let Target::File(path) = &target {
        log.event(
            "written",
            json!({ "path": path.display().to_string() }),
            &format!("rota written to {}", path.display()),
        );
    }
    Ok(if args.strict && !run.rota.unallocated.is_empty() { Exit::Unallocated } else { Exit::Fine })
}

/// Says what was found, in one line, and repeats the audit's warnings.
fn report(problem: &Problem, run: &Run, log: Log) {
    for warning in &run.audit.warnings {
        log.warn(&warning.text);
    }
    let cost = run.audit.sheet.total();
    let left = run.rota.unallocated.len();
    let elapsed = run.stats.elapsed.as_secs();
    let stopped = if interrupt::requested() { ", stopped early" } else { "" };
    let fields = json!({
        "cost_pence": cost.pence(),
        "unallocated_visits": left,
        "elapsed_ms": u64::try_from(run.stats.elapsed.as_millis()).unwrap_or(u64::MAX),
        "first_ms": u64::try_from(run.stats.first.as_millis()).unwrap_or(u64::MAX),
        "iterations": run.stats.iterations,
        "moves": run.stats.moves,
        "stopped_early": interrupt::requested(),
    });
    let took = span(i64::try_from(elapsed).unwrap_or(i64::MAX));
    let took = if elapsed < 120 { format!("{elapsed} s") } else { took };
    log.event(
        "solved",
        fields,
        &format!(
            "solved in {took}{stopped}: cost {}, {} unallocated; the audit agrees",
            problem.format.cost(cost),
            counted(left, "visit")
        ),
    );
}

/// Keeps an unconfirmed rota where nobody takes it for a good one.
fn reject(problem: &Problem, run: &Run, target: &Target, log: Log) -> Outcome<Exit> {
    for violation in &run.audit.violations {
        log.error(&violation.text);
    }
    let kept = match target {
        Target::Stdout => "it was not printed (use -o to keep it for a report)".to_owned(),
        Target::File(path) => {
            let beside = rejected_beside(path);
            Target::File(beside.clone()).write(&problem.write(&run.rota))?;
            format!(
                "it was written to {} for a report, and {} was not touched",
                beside.display(),
                path.display()
            )
        }
    };
    Err(Failure {
        exit: Exit::Unconfirmed,
        message: format!(
            "the audit does not confirm the solver's rota, so {kept}. This is a fault in rota: please report it"
        ),
    })
}
