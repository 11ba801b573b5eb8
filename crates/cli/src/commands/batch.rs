//! `rota batch`: many problems, one failing doesn't stop the rest.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rota_core::Options;
use serde_json::json;

use super::{report, summary};
use crate::args::Batch;
use crate::batch::manifest::{Entry, Manifest, Status, options_sha256};
use crate::batch::{Job, hash, hash_all, jobs, make_folder};
use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::formats::{Format, Problem};
use crate::input::{Files, Source};
use crate::interrupt;
use crate::log::Log;
use crate::output::{Target, rejected_beside};
use crate::progress::Watcher;
use crate::run::{Solver, run as solve};
use crate::text::counted;
use crate::view::lookup::plain;

/// What all problems of a batch have in common.
struct Bench<'a> {
    folder: &'a Path,
    format: Format,
    options: Options,
    options_sha256: String,
    log: Log,
    solver: &'a Solver,
}

/// Solves all problems that are not finished yet.
///
/// # Errors
/// When there is nothing to do, or the manifest cannot be written.
pub(crate) fn run(args: &Batch, log: Log, solver: &Solver) -> Outcome<Exit> {
    let jobs = jobs(&args.problems)?;
    make_folder(&args.output)?;
    let (mut manifest, why) = Manifest::read(&args.output);
    if let Some(why) = why {
        log.warn(&why);
    }
    interrupt::listen(log)?;
    let options = args.search.options();
    let bench = Bench {
        folder: &args.output,
        format: args.format,
        options_sha256: options_sha256(args.format.name(), &options),
        options,
        log,
        solver,
    };
    let mut bad = Vec::new();
    let mut kept = 0;
    let mut left = 0;
    for (index, job) in jobs.iter().enumerate() {
        let place = format!("[{}/{}]", index + 1, jobs.len());
        if interrupt::requested() {
            bad.push(job.name.clone());
            continue;
        }
        let (entry, again) = bench.job(job, &manifest, &place);
        kept += usize::from(!again);
        left += entry.unallocated_visits.unwrap_or(0);
        if !entry.status.is_good() {
            bad.push(job.name.clone());
        }
        tell(log, job, &entry, &place, again);
        if again {
            manifest.put(job.name.clone(), entry);
            manifest.write(bench.folder)?;
        }
    }
    let good = jobs.len() - bad.len();
    log.event(
        "batch",
        json!({ "problems": jobs.len(), "solved": good, "kept": kept, "not_solved": bad }),
        &format!("{good} of {} problems solved, {kept} of all were finished before", jobs.len()),
    );
    if !bad.is_empty() {
        return Err(Failure {
            exit: Exit::Partly,
            message: format!("not solved: {}", plain(&bad.join(", "))),
        });
    }
    Ok(if args.strict && left > 0 { Exit::Unallocated } else { Exit::Fine })
}

fn tell(log: Log, job: &Job, entry: &Entry, place: &str, again: bool) {
    let how = match (&entry.message, entry.cost_pence) {
        (Some(message), _) => message.clone(),
        (None, cost) => format!(
            "cost {}, {} unallocated",
            rota_model::Money::from_pence(cost.unwrap_or(0)),
            counted(entry.unallocated_visits.unwrap_or(0), "visit")
        ),
    };
    let before = if again { "" } else { " (finished before)" };
    log.event(
        "problem",
        json!({ "problem": job.name, "status": entry.status, "kept": !again, "cost_pence": entry.cost_pence,
            "unallocated_visits": entry.unallocated_visits, "message": entry.message }),
        &format!("{place} {}: {how}{before}", plain(&job.name)),
    );
}

impl Bench<'_> {
    /// Does one problem, or finds it done; the flag says whether it was done now.
    fn job(&self, job: &Job, manifest: &Manifest, place: &str) -> (Entry, bool) {
        let mut entry = Entry::failed(&self.options_sha256);
        let outcome =
            catch_unwind(AssertUnwindSafe(|| self.try_job(job, manifest, place, &mut entry)));
        let why = match outcome {
            Ok(Ok(Some(done))) => return (done, false),
            Ok(Ok(None)) => return (entry, true),
            Ok(Err(failure)) => failure.message,
            Err(_) => "the program failed on this problem; please report it".to_owned(),
        };
        entry.message = Some(why);
        (entry, true)
    }

    /// Fills `entry` in, or gives the one of a problem that is finished already.
    fn try_job(
        &self,
        job: &Job,
        manifest: &Manifest,
        place: &str,
        entry: &mut Entry,
    ) -> Outcome<Option<Entry>> {
        let source = Source::read(&job.path)?;
        let files = Files::of(&source);
        let parsed = self.format.problem(&source, &files);
        entry.problem_sha256 = hash_all(&source.bytes, &files.read());
        let (problem, options) = (&entry.problem_sha256, &self.options_sha256);
        if let Some(done) = manifest.finished(self.folder, &job.name, problem, options) {
            return Ok(Some(done.clone()));
        }
        match parsed {
            Ok(problem) => self.solve(job, &problem, entry, place)?,
            Err(findings) => {
                report(&findings, self.log);
                entry.status = Status::Invalid;
                entry.message = Some(summary(&findings));
            }
        }
        Ok(None)
    }

    fn solve(&self, job: &Job, problem: &Problem, entry: &mut Entry, place: &str) -> Outcome<()> {
        let watcher =
            Watcher::new(self.log, self.format, &self.options, &format!("{place} {}", job.name));
        let outcome = solve(self.solver, &problem.instance, &self.options, &watcher);
        watcher.finish();
        let run = outcome?;
        let text = problem.write(&run.rota);
        let path = self.folder.join(&job.result);
        if !run.is_confirmed() {
            run.audit.violations.iter().for_each(|violation| self.log.error(&violation.text));
            let beside = rejected_beside(&path);
            Target::File(beside.clone()).write(&text)?;
            entry.status = Status::Unconfirmed;
            entry.message =
                Some(format!("the audit does not confirm the rota, kept as {}", beside.display()));
            return Ok(());
        }
        Target::File(path).write(&text)?;
        entry.status = if interrupt::requested() { Status::Stopped } else { Status::Solved };
        entry.result = Some(job.result.clone());
        entry.result_sha256 = Some(hash(text.as_bytes()));
        entry.cost_pence = Some(run.audit.sheet.total().pence());
        entry.unallocated_visits = Some(run.rota.unallocated.len());
        Ok(())
    }
}
