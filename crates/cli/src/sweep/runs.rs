//! The runs of a sweep: each one's rota in a file of its own, and what is done is not done again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use rota_core::{BoundOptions, Observer, Options, Progress};
use rota_model::{Money, Rota};
use serde_json::json;

use super::scenarios::Scenario;
use crate::batch::manifest::{Entry, Manifest, Status, options_sha256};
use crate::batch::{hash, hash_all, make_folder};
use crate::error::{Failure, Outcome};
use crate::input::Source;
use crate::interrupt;
use crate::log::Log;
use crate::output::{Target, rejected_beside};
use crate::run::{Solver, run as solve};
use crate::view::lookup::plain;

/// Does runs, and remembers them in the manifest of the folder of results.
pub(crate) struct Runs<'a> {
    folder: &'a Path,
    files: String,
    manifest: Mutex<Manifest>,
    log: Log,
    solver: &'a Solver,
}

/// A search that only listens for Ctrl-C.
struct Quiet;

impl Observer for Quiet {
    fn progress(&self, _: &Progress) {}

    fn stop(&self) -> bool {
        interrupt::requested()
    }
}

impl<'a> Runs<'a> {
    /// Runs in a folder, which is made; `files` is what the problems name.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(crate) fn in_folder(
        folder: &'a Path,
        files: &BTreeMap<String, String>,
        log: Log,
        solver: &'a Solver,
    ) -> Outcome<Self> {
        make_folder(folder)?;
        let (manifest, why) = Manifest::read(folder);
        if let Some(why) = why {
            log.warn(&why);
        }
        let files = hash_all(b"", files);
        Ok(Self { folder, files, manifest: Mutex::new(manifest), log, solver })
    }

    /// Writes a scenario's problem, for a look at it and for `rota show`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write_problem(&self, scenario: &Scenario) -> Outcome<()> {
        let folder = self.folder.join(&scenario.folder);
        make_folder(&folder)?;
        Target::File(folder.join("problem.json")).write(&scenario.text)
    }

    /// A rota of a scenario, found now or before; `start_sha256` is that of the rota in the options.
    ///
    /// # Errors
    /// When it cannot be solved, the audit does not confirm the rota, or files cannot be read or written.
    pub(crate) fn rota(
        &self,
        scenario: &Scenario,
        name: &str,
        options: &Options,
        start_sha256: &str,
    ) -> Outcome<Rota> {
        let options_sha256 =
            hash([&options_sha256("sweep", options), start_sha256].concat().as_bytes());
        let job = format!("{}/{name}", scenario.folder);
        let result = format!("{job}.rota.json");
        let path = self.folder.join(&result);
        if !self.is_done(&job, scenario, &options_sha256) {
            let run = solve(self.solver, &scenario.problem.instance, options, &Quiet)?;
            let text = scenario.problem.write(&run.rota);
            if !run.is_confirmed() {
                run.audit.violations.iter().for_each(|found| self.log.error(&found.text));
                Target::File(rejected_beside(&path)).write(&text)?;
                return Err(Failure {
                    exit: crate::exit::Exit::Unconfirmed,
                    message: format!("the audit does not confirm the rota of {}", plain(&job)),
                });
            }
            Target::File(path.clone()).write(&text)?;
            self.done(
                job,
                Entry {
                    status: if interrupt::requested() { Status::Stopped } else { Status::Solved },
                    result: Some(result),
                    result_sha256: Some(hash(text.as_bytes())),
                    cost_pence: Some(run.audit.sheet.total().pence()),
                    unallocated_visits: Some(run.rota.unallocated.len()),
                    ..self.entry(scenario, &options_sha256)
                },
            )?;
            return Ok(run.rota);
        }
        scenario.problem.rota(&Source::read(&path)?).map_err(|_| {
            Failure::failed(format!("cannot read {} again; remove it", path.display()))
        })
    }

    /// What no rota of a scenario undercuts, unless that was proved before.
    ///
    /// # Errors
    /// When it cannot be proved, or files cannot be read or written.
    pub(crate) fn bound(&self, scenario: &Scenario, rounds: u32) -> Outcome<Money> {
        let options =
            BoundOptions { rounds: Some(rounds), time_limit: None, threads: Some(1), known: None };
        let options_sha256 =
            hash(format!("{} bound {rounds}", env!("CARGO_PKG_VERSION")).as_bytes());
        let job = format!("{}/bound", scenario.folder);
        let result = format!("{job}.json");
        let path = self.folder.join(&result);
        if !self.is_done(&job, scenario, &options_sha256) {
            let bound = rota_core::bound(&scenario.problem.instance, &options)
                .map_err(|error| Failure::failed(error.to_string()))?;
            let text =
                format!("{:#}\n", json!({ "bound_grains": bound.value.0, "rounds": rounds }));
            Target::File(path.clone()).write(&text)?;
            self.done(
                job,
                Entry {
                    status: Status::Solved,
                    result: Some(result),
                    result_sha256: Some(hash(text.as_bytes())),
                    ..self.entry(scenario, &options_sha256)
                },
            )?;
        }
        let read: serde_json::Value =
            serde_json::from_slice(&Source::read(&path)?.bytes).unwrap_or_default();
        let grains = read["bound_grains"].as_i64();
        grains.map(Money).ok_or_else(|| {
            Failure::failed(format!("cannot read {} again; remove it", path.display()))
        })
    }

    fn entry(&self, scenario: &Scenario, options_sha256: &str) -> Entry {
        Entry { problem_sha256: self.problem_sha256(scenario), ..Entry::failed(options_sha256) }
    }

    fn problem_sha256(&self, scenario: &Scenario) -> String {
        hash([&hash(scenario.text.as_bytes()), self.files.as_str()].concat().as_bytes())
    }

    fn is_done(&self, job: &str, scenario: &Scenario, options_sha256: &str) -> bool {
        let problem = self.problem_sha256(scenario);
        self.manifest.lock().is_ok_and(|manifest| {
            manifest.finished(self.folder, job, &problem, options_sha256).is_some()
        })
    }

    fn done(&self, job: String, entry: Entry) -> Outcome<()> {
        let lost = |_| Failure::failed("another run failed while it wrote the manifest");
        let mut manifest = self.manifest.lock().map_err(lost)?;
        manifest.put(job, entry);
        manifest.write(self.folder)
    }
}
