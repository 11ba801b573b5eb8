//! Many problems, one after the other: what was done is written down, so that nothing is done twice.

pub(crate) mod manifest;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Failure, Outcome};
use crate::exit::Exit;

/// The file that says what was done.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Ends of the names of files that are results, not problems.
const RESULTS: [&str; 2] = [".rota.json", ".rejected.json"];

/// One problem to be solved, and the name of its result in the folder of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Job {
    /// The problem.
    pub(crate) path: PathBuf,
    /// Its file name, which is its name in the manifest.
    pub(crate) name: String,
    /// The file name of its rota.
    pub(crate) result: String,
}

/// The problems that the command line names, by file name.
///
/// # Errors
/// When a folder cannot be read, there is nothing to do, or two problems would have the same result.
pub(crate) fn jobs(named: &[PathBuf]) -> Outcome<Vec<Job>> {
    let mut jobs: BTreeMap<String, Job> = BTreeMap::new();
    for path in named {
        let files = if path.is_dir() { problems_in(path)? } else { vec![path.clone()] };
        for path in files {
            let job = Job::of(path)?;
            if let Some(other) = jobs.get(&job.result) {
                if other.path == job.path {
                    continue;
                }
                return Err(Failure::usage(format!(
                    "{} and {} would both write {}; rename one or use two folders",
                    other.path.display(),
                    job.path.display(),
                    job.result
                )));
            }
            jobs.insert(job.result.clone(), job);
        }
    }
    if jobs.is_empty() {
        return Err(Failure::usage("there are no problems (*.json) in the folders named"));
    }
    Ok(jobs.into_values().collect())
}

impl Job {
    fn of(path: PathBuf) -> Outcome<Self> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name.filter(|name| name != "-") else {
            return Err(Failure::usage(format!(
                "{} is no file name; batch reads problems from files",
                path.display()
            )));
        };
        let stem = name.strip_suffix(".json").unwrap_or(&name);
        Ok(Self { result: format!("{stem}.rota.json"), path, name })
    }
}

fn problems_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error: std::io::Error| {
        Failure::failed(format!("cannot read the folder {}: {error}", folder.display()))
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_problem = name.ends_with(".json")
            && !name.starts_with('.')
            && name != MANIFEST
            && !RESULTS.iter().any(|end| name.ends_with(end));
        if is_problem && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Makes the folder of results.
///
/// # Errors
/// When that is not possible.
pub(crate) fn make_folder(folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder).map_err(|error| Failure {
        exit: Exit::Failed,
        message: format!("cannot make the folder {}: {error}", folder.display()),
    })
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of a problem and the files that it names, by name; of the problem alone where it names none.
pub(crate) fn hash_all(problem: &[u8], files: &BTreeMap<String, String>) -> String {
    files.iter().fold(hash(problem), |sum, (name, text)| {
        hash(format!("{sum} {name} {}", hash(text.as_bytes())).as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_without_its_results() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.json", "a.json", "a.rota.json", "c.rejected.json", MANIFEST, "notes.txt"] {
            fs::write(folder.path().join(name), "{}").expect("a file");
        }
        let jobs = jobs(&[folder.path().to_owned(), folder.path().join("a.json")]).expect("jobs");
        let names: Vec<_> = jobs.iter().map(|j| (j.name.as_str(), j.result.as_str())).collect();
        assert_eq!(names, [("a.json", "a.rota.json"), ("b.json", "b.rota.json")]);
    }

    #[test]
    fn two_problems_never_share_a_result() {
        let clash = jobs(&["x/a.json".into(), "y/a.json".into()]).expect_err("a clash");
        assert_eq!(clash.exit, Exit::Usage);
        assert!(clash.message.contains("a.rota.json"), "{clash}");
    }

    #[test]
    fn hashes_are_sha_256() {
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash(b"abc"), of_abc);
        assert_eq!(hash_all(b"abc", &BTreeMap::new()), of_abc);
        let files = |text: &str| BTreeMap::from([("m.csv".to_owned(), text.to_owned())]);
        assert_ne!(hash_all(b"abc", &files("1")), of_abc);
        assert_ne!(hash_all(b"abc", &files("1")), hash_all(b"abc", &files("2")));
    }
}
