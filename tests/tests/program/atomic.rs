//! A kill at a random moment while writing leaves either the old file or the new one, whole.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{PROGRAM, rota};

const KILLS: u64 = 50;

fn week(seed: &str) -> Vec<u8> {
    let run = rota().args(["generate", "highland-village", "--seed", seed]).assert().code(0);
    run.get_output().stdout.clone()
}

/// Whether the new text is being written beside the old file.
fn is_writing(folder: &Path) -> bool {
    fs::read_dir(folder)
        .expect("a folder")
        .any(|entry| entry.expect("an entry").file_name().to_string_lossy().ends_with(".part"))
}

#[test]
fn a_kill_while_writing_leaves_a_whole_file() {
    let (old, new) = (week("1"), week("2"));
    assert_ne!(old, new);
    let mut landed = 0;
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("week.json");
        fs::write(&path, &old).expect("the old file");
        let mut child = Command::new(PROGRAM)
            .args(["generate", "highland-village", "--seed", "2", "-o"])
            .arg(&path)
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        while !is_writing(folder.path()) {
            if child.try_wait().expect("a child").is_some() {
                break;
            }
        }
        // From at once to three milliseconds later, spread without a pattern.
        let delay = kill.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        std::thread::sleep(Duration::from_micros(delay % 3_000));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        landed += u64::from(is_writing(folder.path()));
        let found = fs::read(&path).expect("there is always a file");
        assert!(
            found == old || found == new,
            "kill {kill}: {} bytes, neither old nor new",
            found.len()
        );
    }
    assert!(landed > 0, "no kill landed in the middle of writing: the test proves nothing");
}
