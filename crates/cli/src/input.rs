//! Reading files and standard input.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::{Failure, Outcome};

/// A text that was read, with what to call it in messages.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Where it came from; `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// What it says.
    pub(crate) text: String,
}

impl Source {
    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    /// When it cannot be read, or is not text.
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin()
                .lock()
                .read_to_end(&mut bytes)
                .map_err(|error| Failure::failed(format!("cannot read standard input: {error}")))?;
            return Ok(Self { path: None, text: text("standard input", bytes)? });
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
        let text = text(&path.display().to_string(), bytes)?;
        Ok(Self { path: Some(path.to_owned()), text })
    }

    /// What to call it.
    pub(crate) fn name(&self) -> String {
        self.path.as_ref().map_or("<stdin>".to_owned(), |path| path.display().to_string())
    }

    /// The folder that paths inside it are relative to.
    pub(crate) fn folder(&self) -> PathBuf {
        let parent = self.path.as_deref().and_then(Path::parent);
        match parent {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        }
    }
}

fn text(name: &str, bytes: Vec<u8>) -> Outcome<String> {
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure::invalid(format!(
            "{name} is not UTF-8 text (byte {place}); save it as UTF-8 and try again"
        ))
    })
}
