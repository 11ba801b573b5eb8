//! How files that a problem names are read.

use std::path::PathBuf;

/// Reads the files that a problem refers to.
pub trait Loader {
    /// The text of the file of this name, or why there is none.
    ///
    /// # Errors
    /// A sentence that says why the file can't be read.
    fn load(&self, name: &str) -> Result<String, String>;
}

/// Where no files can be read: problems from standard input, for example.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _name: &str) -> Result<String, String> {
        Err("a problem that is not a file can't refer to files".to_owned())
    }
}

/// Files are looked up from this folder.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Loader for Folder {
    fn load(&self, name: &str) -> Result<String, String> {
        std::fs::read_to_string(self.0.join(name)).map_err(|error| error.to_string())
    }
}
