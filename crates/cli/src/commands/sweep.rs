//! `rota sweep`: what-if scenarios of a week, each solved from the base's rota, side by side in one table.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use rota_check::audit;
use rota_core::Options;
use rota_model::{Money, Rota};
use rota_sweep::{Comparison, Figures};
use serde_json::json;

use super::read_rota;
use crate::args::Sweep;
use crate::batch::hash;
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::interrupt;
use crate::log::Log;
use crate::output::{Target, print};
use crate::run::Solver;
use crate::sweep::{Runs, Scenario, Scenarios, text};
use crate::text::counted;
use crate::view::lookup::plain;

/// What is to be done for one scenario.
#[derive(Clone, Copy)]
enum Job {
    Rota(u64),
    Bound(u32),
}

/// What came of it.
enum Done {
    Rota(Rota),
    Bound(Money),
}

/// Compares the scenarios.
///
/// # Errors
/// When anything cannot be read, solved, confirmed or written.
pub(crate) fn run(args: &Sweep, log: Log, solver: &Solver) -> Outcome<Exit> {
    let scenarios = Scenarios::read(&args.base, &args.scenarios, log)?;
    let (Some(folder), false, Some(base)) = (&args.output, args.list, scenarios.list.first())
    else {
        let names = scenarios.list.iter().map(|scenario| format!("{}\n", scenario.name));
        print(&names.collect::<String>())?;
        return Ok(Exit::Fine);
    };
    let runs = Runs::in_folder(folder, &scenarios.files, log, solver)?;
    for scenario in &scenarios.list {
        runs.write_problem(scenario)?;
    }
    interrupt::listen(log)?;
    let options = args.search.options();
    let start = match &args.from {
        Some(path) => read_rota(&base.problem, path, log)?,
        None => runs.rota(base, "start", &options, "")?,
    };
    let start_sha256 = hash(base.problem.write(&start).as_bytes());

    let seeds = (0..u64::from(args.seeds)).map(|more| Job::Rota(options.seed.wrapping_add(more)));
    let each: Vec<Job> = seeds.chain(args.bound_rounds.map(Job::Bound)).collect();
    let jobs: Vec<(&Scenario, Job)> = scenarios
        .list
        .iter()
        .flat_map(|scenario| each.iter().map(move |&job| (scenario, job)))
        .collect();
    let options = Options { start: Some(start), threads: Some(1), ..options };
    let of = |scenario: &Scenario, job| match job {
        Job::Bound(rounds) => runs.bound(scenario, rounds).map(Done::Bound),
        Job::Rota(seed) => {
            let options = Options { seed, ..options.clone() };
            runs.rota(scenario, &format!("seed-{seed}"), &options, &start_sha256).map(Done::Rota)
        }
    };
    let threads = match args.search.threads {
        Some(threads) => usize::from(threads),
        None => thread::available_parallelism().map_or(1, usize::from),
    };
    let done = side_by_side(&jobs, threads, log, &of);
    let done = all(done, jobs.len(), log)?;

    let mut figures = Vec::new();
    for (scenario, done) in scenarios.list.iter().zip(done.chunks(each.len())) {
        figures.push((scenario.name.clone(), measure(scenario, done)?));
    }
    let comparison = Comparison::of(&scenarios.name, &figures);
    write(&comparison, folder)?;
    Ok(Exit::Fine)
}

/// Does all jobs, so many at a time, each in the order of the list as soon as there is a thread; none begins after Ctrl-C.
fn side_by_side<'a>(
    jobs: &[(&'a Scenario, Job)],
    threads: usize,
    log: Log,
    of: &(impl Fn(&'a Scenario, Job) -> Outcome<Done> + Sync),
) -> Vec<Option<Outcome<Done>>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Outcome<Done>>>> = Mutex::new(jobs.iter().map(|_| None).collect());
    thread::scope(|scope| {
        for _ in 0..threads.min(jobs.len()) {
            scope.spawn(|| {
                while let Some((index, &(scenario, job))) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    jobs.get(index).map(|job| (index, job)).filter(|_| !interrupt::requested())
                } {
                    let outcome = of(scenario, job);
                    tell(log, &format!("[{}/{}]", index + 1, jobs.len()), scenario, job, &outcome);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(place) = done.get_mut(index) {
                        *place = Some(outcome);
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn tell(log: Log, place: &str, scenario: &Scenario, job: Job, outcome: &Outcome<Done>) {
    let what = match job {
        Job::Rota(seed) => format!("seed {seed}"),
        Job::Bound(_) => "bound".to_owned(),
    };
    let (fields, how) = match outcome {
        Ok(Done::Rota(rota)) => (
            json!({ "cost_pence": rota.sheet.total().pence(), "unallocated_visits": rota.unallocated.len() }),
            format!(
                "{}, {} unallocated",
                rota.sheet.total(),
                counted(rota.unallocated.len(), "visit")
            ),
        ),
        Ok(Done::Bound(bound)) => {
            (json!({ "bound_pence": bound.pence() }), format!("no less than {bound}"))
        }
        Err(failure) => (json!({ "message": failure.message }), failure.message.clone()),
    };
    let mut all = json!({ "scenario": scenario.name, "what": what });
    if let (Some(all), Some(fields)) = (all.as_object_mut(), fields.as_object()) {
        all.extend(fields.clone());
    }
    log.event("run", all, &format!("{place} {}, {what}: {how}", plain(&scenario.name)));
}

/// All that came, if everything did.
fn all(done: Vec<Option<Outcome<Done>>>, count: usize, log: Log) -> Outcome<Vec<Done>> {
    let mut good = Vec::new();
    let mut failed = Vec::new();
    for outcome in done.into_iter().flatten() {
        match outcome {
            Ok(one) => good.push(one),
            Err(failure) => failed.push(failure),
        }
    }
    if let Some(worst) = failed.iter().find(|f| f.exit == Exit::Unconfirmed).or(failed.first()) {
        failed.iter().for_each(|failure| log.error(&failure.message));
        return Err(Failure {
            exit: worst.exit,
            message: format!("{} of {count} runs failed, so nothing is compared", failed.len()),
        });
    }
    if good.len() < count || interrupt::requested() {
        return Err(Failure {
            exit: Exit::Partly,
            message: format!(
                "stopped after {} of {count} runs; the same command again goes on from there",
                good.len()
            ),
        });
    }
    Ok(good)
}

/// Audits the rotas of a scenario, those that were found before as well, and measures them.
fn measure(scenario: &Scenario, done: &[Done]) -> Outcome<Vec<Figures>> {
    let instance = &scenario.problem.instance;
    let bound = done.iter().find_map(|one| match one {
        Done::Bound(bound) => Some(*bound),
        Done::Rota(_) => None,
    });
    let mut figures = Vec::new();
    for one in done {
        if let Done::Rota(rota) = one {
            let audit = audit(instance, rota);
            if !audit.violations.is_empty() {
                return Err(Failure {
                    exit: Exit::Unconfirmed,
                    message: format!("the audit does not confirm a rota of {}", scenario.folder),
                });
            }
            figures.push(Figures::of(instance, rota, &audit, bound));
        }
    }
    Ok(figures)
}

fn write(comparison: &Comparison, folder: &Path) -> Outcome<()> {
    let table = text(comparison);
    let csv = comparison.to_csv().map_err(Failure::failed)?;
    Target::File(folder.join("sweep.csv")).write(&csv)?;
    Target::File(folder.join("sweep.json")).write(&comparison.to_json())?;
    Target::File(folder.join("sweep.txt")).write(&table)?;
    print(&table)
}
