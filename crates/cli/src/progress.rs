//! How a run is watched: a bar on a terminal, lines or JSON elsewhere.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rota_core::{Observer, Options, Progress};
use serde_json::json;

use crate::formats::Format;
use crate::interrupt;
use crate::log::Log;
use crate::view::figures::grouped;
use crate::view::lookup::plain;

/// Lines come this far apart, unless something new is to be said.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// JSON lines come this far apart.
const JSON_EVERY: Duration = Duration::from_millis(500);

/// Watches a run, says how far it is, and stops it on Ctrl-C.
pub(crate) struct Watcher {
    log: Log,
    format: Format,
    bar: Option<ProgressBar>,
    limit: Limit,
    /// When the last line was said.
    said: Mutex<Option<Duration>>,
}

/// What the bar fills up with.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Time(Duration),
    Iterations(u64),
}

impl Watcher {
    /// A watcher of one run. `label` names what is solved where there are many.
    pub(crate) fn new(log: Log, format: Format, options: &Options, label: &str) -> Self {
        let limit = match (options.time_limit, options.iterations) {
            (Some(time), _) => Limit::Time(time),
            (None, Some(iterations)) => Limit::Iterations(iterations),
            (None, None) => Limit::Iterations(0),
        };
        let bar = log.on_terminal().then(|| {
            let length = match limit {
                Limit::Time(time) => time.as_millis().try_into().unwrap_or(u64::MAX),
                Limit::Iterations(iterations) => iterations,
            };
            let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{prefix}{elapsed:>4} [{bar:24}] {msg}")
            {
                bar.set_style(style.progress_chars("=> "));
            }
            if !label.is_empty() {
                bar.set_prefix(format!("{} ", plain(label)));
            }
            bar.set_message("building a first rota");
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        Self { log, format, bar, limit, said: Mutex::new(None) }
    }

    /// Takes the bar off the screen.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Whether it is time for another line; notes that it was said.
    fn is_due(&self, progress: &Progress, every: Duration) -> bool {
        let Ok(mut said) = self.said.lock() else { return false };
        let due = progress.first || said.is_none_or(|last| progress.elapsed >= last + every);
        if due {
            *said = Some(progress.elapsed);
        }
        due
    }
}

impl Observer for Watcher {
    fn progress(&self, progress: &Progress) {
        if let Some(bar) = &self.bar {
            bar.set_position(match self.limit {
                Limit::Time(_) => progress.elapsed.as_millis().try_into().unwrap_or(u64::MAX),
                Limit::Iterations(_) => progress.iterations,
            });
            bar.set_message(sentence(self.format, progress));
            return;
        }
        let every = if self.log.is_json() { JSON_EVERY } else { LINE_EVERY };
        if !self.is_due(progress, every) {
            return;
        }
        let fields = json!({
            "elapsed_ms": u64::try_from(progress.elapsed.as_millis()).unwrap_or(u64::MAX),
            "iterations": progress.iterations,
            "cost_pence": progress.cost.pence(),
            "unallocated_slots": progress.unallocated,
            "moves": progress.moves,
            "moves_per_second": moves_per_second(progress),
            "first": progress.first,
        });
        let seconds = progress.elapsed.as_secs();
        self.log.event(
            "progress",
            fields,
            &format!("{seconds:>4} s  {}", sentence(self.format, progress)),
        );
    }

    fn stop(&self) -> bool {
        interrupt::requested()
    }
}

fn sentence(format: Format, progress: &Progress) -> String {
    format!(
        "best {}, {} unallocated, {} moves/s",
        format.cost(progress.cost),
        progress.unallocated,
        grouped(moves_per_second(progress))
    )
}

fn moves_per_second(progress: &Progress) -> u64 {
    let millis = progress.elapsed.as_millis().max(1);
    u64::try_from(u128::from(progress.moves) * 1000 / millis).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_counts_from_the_start_and_never_divides_by_zero() {
        let mut progress = Progress {
            elapsed: Duration::from_millis(500),
            iterations: 1,
            cost: rota_model::Money::from_pence(1_050),
            unallocated: 2,
            moves: 600_000,
            first: false,
        };
        assert_eq!(
            sentence(Format::Rota, &progress),
            "best £10.50, 2 unallocated, 1,200,000 moves/s"
        );
        progress.elapsed = Duration::ZERO;
        assert_eq!(moves_per_second(&progress), 600_000_000);
    }
}
