//! Writing results whole: beside the target, to the disk, then renamed over it.
//!
//! Whatever happens in between (a kill, a full disk, a power cut), the target holds either what it held before or
//! all that is new.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Failure, Outcome};

/// Where a result goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Target {
    /// Reads `-o`: `-` or nothing is standard output.
    pub(crate) fn of(path: Option<&Path>) -> Self {
        match path {
            Some(path) if path.as_os_str() != "-" => Self::File(path.to_owned()),
            _ => Self::Stdout,
        }
    }

    /// Looks whether the folder of the target is there, before minutes are spent on what goes into it.
    ///
    /// # Errors
    /// When it is not.
    pub(crate) fn check_folder(&self) -> Outcome<()> {
        match self {
            Self::File(path) if !folder_of(path).is_dir() => {
                Err(explain(path, &ErrorKind::NotFound.into()))
            }
            Self::File(path) if path.is_dir() => {
                Err(explain(path, &ErrorKind::IsADirectory.into()))
            }
            _ => Ok(()),
        }
    }

    /// Writes `text`, all of it or nothing.
    ///
    /// # Errors
    /// When it cannot be written; a file that was there before is untouched then.
    pub(crate) fn write(&self, text: &str) -> Outcome<()> {
        match self {
            Self::Stdout => print(text),
            Self::File(path) => {
                replace(path, text.as_bytes()).map_err(|error| explain(path, &error))
            }
        }
    }
}

/// Prints data on standard output. A reader who has gone away (`rota show ... | head`) is not an error.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn print(text: &str) -> Outcome<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Where a rota goes that the audit does not confirm: `week.json` becomes `week.rejected.json`.
pub(crate) fn rejected_beside(path: &Path) -> PathBuf {
    path.with_extension("rejected.json")
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link is written through, not replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&path).ok();
    if existing.as_ref().is_some_and(|meta| !meta.is_file() && !meta.is_dir()) {
        // A device or a pipe cannot be renamed over.
        return File::options().write(true).open(&path)?.write_all(bytes);
    }
    if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(ErrorKind::IsADirectory.into());
    }
    let folder = folder_of(&path);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut beside = tempfile::Builder::new();
    let prefix = format!(".{name}.");
    beside.prefix(&prefix).suffix(".part");
    let new_file = new_file_permissions();
    if let Some(permissions) = new_file {
        beside.permissions(permissions);
    }
    let mut file = beside.tempfile_in(&folder)?;
    file.write_all(bytes)?;
    if let Some(meta) = existing {
        file.as_file().set_permissions(meta.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    sync_folder(&folder)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What a plainly created file would have: the system takes the umask off.
#[cfg(unix)]
fn new_file_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_file_permissions() -> Option<Permissions> {
    None
}

/// Makes the rename itself last through a power cut, where folders can be opened.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network file systems cannot; the file is whole all the same.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn explain(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display();
    let kept = "what was there before is untouched";
    let why = match error.kind() {
        ErrorKind::NotFound => "its folder does not exist; make it, or choose another".to_owned(),
        ErrorKind::IsADirectory => "it is a folder; name a file".to_owned(),
        ErrorKind::PermissionDenied => format!("no permission to write there; {kept}"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => format!("the disk is full; {kept}"),
        ErrorKind::ReadOnlyFilesystem => format!("the disk is read-only; {kept}"),
        _ => format!("{error}; {kept}"),
    };
    Failure::failed(format!("cannot write {shown}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_rota_has_a_name_that_says_so() {
        let beside = |path| rejected_beside(Path::new(path)).display().to_string();
        assert_eq!(beside("out/week.rota.json"), "out/week.rota.rejected.json");
        assert_eq!(beside("week"), "week.rejected.json");
    }

    #[test]
    fn nothing_is_left_beside_and_a_missing_folder_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        Target::File(path.clone()).write("one").expect("a first write");
        Target::File(path.clone()).write("two").expect("a second write");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        let missing = folder.path().join("no/such/a.json");
        let failure = Target::File(missing).write("x").expect_err("no folder");
        assert!(failure.message.contains("folder does not exist"), "{failure}");
        let failure = Target::File(folder.path().to_owned()).write("x").expect_err("a folder");
        assert!(failure.message.contains("it is a folder"), "{failure}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("permissions");
        let link = folder.path().join("link.json");
        symlink(&path, &link).expect("a link");
        Target::File(link.clone()).write("new").expect("a write");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "new");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
