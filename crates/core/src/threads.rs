//! Worker threads of a run's own.

use std::panic::resume_unwind;
use std::thread;

use crate::options::SolveError;

/// Does `work` on so many worker threads, or on one a core.
///
/// The caller waits and does nothing else meanwhile. A worker of another pool would otherwise begin its pool's next job
/// on top of this one, and a program that does many runs in parallel would fill the worker's stack with them.
///
/// # Errors
/// When the threads can't be started.
pub(crate) fn on_own<R: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> R + Send,
) -> Result<R, SolveError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|error| SolveError::Threads(error.to_string()))?;
    thread::scope(|scope| {
        let waits = thread::Builder::new()
            .spawn_scoped(scope, || pool.install(work))
            .map_err(|error| SolveError::Threads(error.to_string()))?;
        waits.join().map_err(|panic| resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use rayon::prelude::*;

    use super::*;

    thread_local! {
        static BEGUN: Cell<u32> = const { Cell::new(0) };
    }

    #[test]
    fn a_worker_of_another_pool_that_waits_begins_nothing_else() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
        pool.install(|| {
            (0..64).into_par_iter().for_each(|job: u32| {
                BEGUN.set(BEGUN.get() + 1);
                assert_eq!(BEGUN.get(), 1, "job {job} began within another one");
                on_own(Some(1), || ()).expect("a thread");
                BEGUN.set(BEGUN.get() - 1);
            });
        });
    }
}
