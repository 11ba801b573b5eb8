//! Reading files and standard input.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use rota_format::{Folder, Loader, NoFiles};

use crate::error::{Failure, Outcome};

/// A text that was read, with what to call it in messages.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Where it came from; `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// What it says, if it is text at all.
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Failure::failed(format!("cannot read standard input: {error}")))?;
            return Ok(Self { path: None, bytes });
        }
        let bytes = fs::read(path).map_err(|error| {
            let why = match error.kind() {
                ErrorKind::NotFound => "there is no such file".to_owned(),
                ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
                ErrorKind::IsADirectory => "it is a folder; name a file".to_owned(),
                _ => error.to_string(),
            };
            Failure::failed(format!("cannot read {}: {why}", path.display()))
        })?;
        Ok(Self { path: Some(path.to_owned()), bytes })
    }

    /// What to call it.
    pub(crate) fn name(&self) -> String {
        self.path.as_ref().map_or("<stdin>".to_owned(), |path| path.display().to_string())
    }

    /// The folder that paths inside it are relative to; `None` for standard input.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        let parent = self.path.as_deref()?.parent()?;
        Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
    }
}

/// Reads the files that a problem names, and remembers them.
pub(crate) struct Files {
    folder: Option<Folder>,
    read: RefCell<BTreeMap<String, String>>,
}

impl Files {
    /// The files beside a source; there are none beside standard input.
    pub(crate) fn of(source: &Source) -> Self {
        Self { folder: source.folder().map(Folder), read: RefCell::default() }
    }

    /// What was read so far, by name.
    pub(crate) fn read(&self) -> BTreeMap<String, String> {
        self.read.borrow().clone()
    }
}

impl Loader for Files {
    fn load(&self, name: &str) -> Result<String, String> {
        let text = match &self.folder {
            Some(folder) => folder.load(name),
            None => NoFiles.load(name),
        }?;
        self.read.borrow_mut().insert(name.to_owned(), text.clone());
        Ok(text)
    }
}
