//! The machine and the process: what a result depends on beside the program.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::DateTime;

/// Ticks a second in `/proc/self/stat`; the same on every Linux.
const TICKS: u64 = 100;

/// Today in UTC, as `2026-11-22`.
pub fn today() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = i64::try_from(now.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(now, 0).unwrap_or_default().date_naive().to_string()
}

/// Cores that this process may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Processor time of this process and all its threads; `None` where there is no `/proc`.
pub fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in brackets, which may hold blanks.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * (1000 / TICKS)))
}

/// Most memory that this process has had at once, in KiB; `None` where there is no `/proc`.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// The file of the running program: on Linux as it was when it started, even if it has been built anew since.
pub fn own_program() -> PathBuf {
    let link = PathBuf::from("/proc/self/exe");
    if link.exists() { link } else { std::env::current_exe().unwrap_or_default() }
}

/// The version of the program with its commit, as `0.1.0 (1a2b3c4)`; without the commit outside of a checkout.
pub fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let git = Command::new("git")
        .args(["describe", "--always", "--dirty=+changes"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    match git {
        Ok(output) if output.status.success() => {
            format!("{version} ({})", String::from_utf8_lossy(&output.stdout).trim())
        }
        _ => version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_knows_itself() {
        if !std::path::Path::new("/proc/self/stat").exists() {
            return;
        }
        // A thousand numbers of 8 bytes at the least, and not more than a terabyte.
        let peak = peak_memory().expect("a line VmHWM");
        assert!((8..1 << 30).contains(&peak), "{peak} KiB");
        let before = processor_time().expect("a stat");
        let mut sum = 0_u64;
        while processor_time().expect("a stat") < before + Duration::from_millis(30) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(today().starts_with("20"));
    }
}
