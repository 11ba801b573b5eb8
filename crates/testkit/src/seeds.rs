//! Many random problems, one after the other on every core.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// The seeds of the random problems that a test tries.
#[derive(Debug, Clone, Copy)]
pub struct Seeds {
    /// The first one.
    pub first: u64,
    /// How many there are.
    pub count: u64,
}

impl Seeds {
    /// So many from 0 on; `ROTA_SEEDS` and `ROTA_FIRST_SEED` set others.
    pub fn new(count: u64) -> Self {
        let set = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
        Self {
            first: set("ROTA_FIRST_SEED").unwrap_or(0),
            count: set("ROTA_SEEDS").unwrap_or(count),
        }
    }

    /// What `work` makes of each seed, in their order.
    ///
    /// The threads are plain ones. A worker of a pool that waits in `work`, for a solver's workers say, may begin the next
    /// seed meanwhile on top of the one that it is at, until its stack is full.
    pub fn each<T: Send>(self, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
        let next = AtomicU64::new(0);
        let take = || {
            let mut made = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= self.count {
                    return made;
                }
                made.push((index, work(self.first + index)));
            }
        };
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let mut all: Vec<(u64, T)> = thread::scope(|scope| {
            let threads: Vec<_> = (0..cores).map(|_| scope.spawn(take)).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("no seed panics")).collect()
        });
        all.sort_unstable_by_key(|(index, _)| *index);
        all.into_iter().map(|(_, made)| made).collect()
    }
}
