//! Ctrl-C and SIGTERM: once ends well, twice ends at once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Failure, Outcome};
use crate::exit::Exit;
use crate::log::Log;

static STOP: AtomicBool = AtomicBool::new(false);
static HANDLER: OnceLock<Result<(), String>> = OnceLock::new();

/// Starts listening for interrupts, once for the whole program.
///
/// # Errors
/// When the system does not let us listen.
pub(crate) fn listen(log: Log) -> Outcome<()> {
    let listening = HANDLER.get_or_init(|| {
        ctrlc::set_handler(move || {
            if STOP.swap(true, Ordering::SeqCst) {
                std::process::exit(i32::from(Exit::Interrupted.code()));
            }
            log.note("stopping with the best rota so far; once more to stop at once");
        })
        .map_err(|error| error.to_string())
    });
    listening.clone().map_err(|why| Failure::failed(format!("cannot listen for Ctrl-C: {why}")))
}

/// Whether somebody asked to stop.
pub(crate) fn requested() -> bool {
    STOP.load(Ordering::SeqCst)
}
