//! Sizes that were settled by measurement.

/// Visits that a partial route remembers at a stop, so as not to come back to them.
pub(super) const NEIGHBOURS: usize = 12;

/// Labels that one pricing may make.
pub(super) const MOST_LABELS: usize = 1_000_000;

/// Cheap routes that one pricing hands on, at most.
pub(super) const ROUTES: usize = 5;
