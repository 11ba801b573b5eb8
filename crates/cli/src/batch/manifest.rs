//! The manifest of a batch: for each problem how it ended, with hashes of what went in and what came out.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rota_core::Options;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{MANIFEST, hash};
use crate::error::{Failure, Outcome};
use crate::output::Target;

/// The manifest's own format.
const FORMAT: &str = "rota/batch/v1";

/// What is known of a folder of results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: String,
    /// By the problem's file name.
    problems: BTreeMap<String, Entry>,
}

/// How one problem ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// How it ended.
    pub(crate) status: Status,
    /// SHA-256 of all that was read of the problem.
    pub(crate) problem_sha256: String,
    /// SHA-256 of everything else that the result depends on.
    pub(crate) options_sha256: String,
    /// File name of the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) result: Option<String>,
    /// SHA-256 of the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) result_sha256: Option<String>,
    /// Cost on the score sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cost_pence: Option<i64>,
    /// Visits that nobody was found for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unallocated_visits: Option<usize>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
}

/// How a problem ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// There is an audited rota.
    Solved,
    /// There is an audited rota, but somebody stopped the search.
    Stopped,
    /// The problem has errors.
    Invalid,
    /// The audit did not confirm the rota, which is kept as `*.rejected.json`.
    Unconfirmed,
    /// A file could not be read or written, or the program failed.
    Failed,
}

impl Status {
    /// Whether doing it again would come to the same.
    fn is_final(self) -> bool {
        matches!(self, Self::Solved | Self::Invalid)
    }

    /// Whether there is a rota to use.
    pub(crate) fn is_good(self) -> bool {
        matches!(self, Self::Solved | Self::Stopped)
    }
}

impl Entry {
    /// An entry that failed before anything was known of it.
    pub(crate) fn failed(options_sha256: &str) -> Self {
        Self {
            status: Status::Failed,
            problem_sha256: String::new(),
            options_sha256: options_sha256.to_owned(),
            result: None,
            result_sha256: None,
            cost_pence: None,
            unallocated_visits: None,
            message: None,
        }
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), problems: BTreeMap::new() }
    }
}

impl Manifest {
    /// Reads the manifest of a folder; an empty one when there is none. The sentence says why one that is there
    /// could not be used.
    pub(crate) fn read(folder: &Path) -> (Self, Option<String>) {
        let path = folder.join(MANIFEST);
        let read = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return (Self::default(), None),
            Err(error) => Err(error.to_string()),
            Ok(text) => serde_json::from_str::<Self>(&text).map_err(|error| error.to_string()),
        };
        match read {
            Ok(manifest) if manifest.format == FORMAT => (manifest, None),
            Ok(_) => (
                Self::default(),
                Some(format!("{} is of another format; everything is done again", path.display())),
            ),
            Err(why) => (
                Self::default(),
                Some(format!(
                    "{} cannot be used ({why}); everything is done again",
                    path.display()
                )),
            ),
        }
    }

    /// Writes it into its folder.
    ///
    /// # Errors
    /// When it cannot be written; the one before is untouched then.
    pub(crate) fn write(&self, folder: &Path) -> Outcome<()> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Failure::failed(format!("cannot write the manifest: {error}")))?;
        Target::File(folder.join(MANIFEST)).write(&format!("{text}\n"))
    }

    /// The entry of a problem that need not be done again: same hashes, an end that would be the same, and its
    /// result, if any, still as it was written.
    pub(crate) fn finished(
        &self,
        folder: &Path,
        name: &str,
        problem_sha256: &str,
        options_sha256: &str,
    ) -> Option<&Entry> {
        let entry = self.problems.get(name)?;
        let same = entry.status.is_final()
            && entry.problem_sha256 == problem_sha256
            && entry.options_sha256 == options_sha256;
        let intact = match (&entry.result, &entry.result_sha256) {
            (Some(result), Some(sha256)) => {
                fs::read(folder.join(result)).is_ok_and(|bytes| hash(&bytes) == *sha256)
            }
            _ => entry.status == Status::Invalid,
        };
        (same && intact).then_some(entry)
    }

    /// Puts a problem's end in.
    pub(crate) fn put(&mut self, name: String, entry: Entry) {
        self.problems.insert(name, entry);
    }
}

/// Hash of what a result depends on beside its problem: the version, the format and the options, not the threads.
pub(crate) fn options_sha256(format: &str, options: &Options) -> String {
    let all = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "format": format,
        "seed": options.seed,
        "islands": options.islands,
        "iterations": options.iterations,
        "recombine": options.parts.recombination,
        "time_limit_ms": options.time_limit.map(|time| time.as_millis().to_string()),
    });
    hash(all.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(status: Status, text: &str) -> Entry {
        Entry {
            status,
            problem_sha256: "p".to_owned(),
            options_sha256: "o".to_owned(),
            result: Some("a.rota.json".to_owned()),
            result_sha256: Some(hash(text.as_bytes())),
            cost_pence: Some(12),
            unallocated_visits: Some(0),
            message: None,
        }
    }

    #[test]
    fn only_what_is_unchanged_and_whole_is_finished() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.rota.json"), "rota").expect("a file");
        let mut manifest = Manifest::default();
        manifest.put("a.json".to_owned(), entry(Status::Solved, "rota"));
        manifest.write(folder.path()).expect("a manifest");
        let (read, why) = Manifest::read(folder.path());
        assert_eq!((&read, why), (&manifest, None));
        let finished = |p, o| read.finished(folder.path(), "a.json", p, o).is_some();
        assert!(finished("p", "o"));
        assert!(!finished("other", "o"));
        assert!(!finished("p", "other"));
        fs::write(folder.path().join("a.rota.json"), "tampered").expect("a file");
        assert!(!finished("p", "o"));
    }

    #[test]
    fn what_was_stopped_or_failed_is_done_again() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.rota.json"), "rota").expect("a file");
        for status in [Status::Stopped, Status::Unconfirmed, Status::Failed] {
            let mut manifest = Manifest::default();
            manifest.put("a.json".to_owned(), entry(status, "rota"));
            assert!(manifest.finished(folder.path(), "a.json", "p", "o").is_none());
        }
    }

    #[test]
    fn a_broken_manifest_is_said_and_not_trusted() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(MANIFEST), "{\"format\": 7").expect("a file");
        let (manifest, why) = Manifest::read(folder.path());
        assert_eq!(manifest, Manifest::default());
        assert!(why.is_some_and(|why| why.contains("everything is done again")));
    }

    #[test]
    fn threads_do_not_change_the_hash_but_seeds_do() {
        let options = Options::default();
        let threads = Options { threads: Some(4), ..options.clone() };
        let seed = Options { seed: 2, ..options.clone() };
        assert_eq!(options_sha256("rota", &options), options_sha256("rota", &threads));
        assert_ne!(options_sha256("rota", &options), options_sha256("rota", &seed));
    }
}
