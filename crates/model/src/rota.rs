//! What is published: who goes to whom, when, in which order.

use crate::{CarerId, Instant, Sheet, ShiftId, VisitId};

/// One slot of one visit, done by one carer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The visit.
    pub visit: VisitId,
    /// Index into `Visit::slots`.
    pub slot: usize,
    /// At the door; waiting is `start - arrive`.
    pub arrive: Instant,
    /// Care starts: the visit's start plus the slot's offset.
    pub start: Instant,
    /// Care ends: `start` plus the slot's duration.
    pub end: Instant,
}

/// On which side of a leg a rest is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RestAt {
    /// Where the leg starts: at the stop before, or the start place.
    BeforeLeg,
    /// Where the leg ends: at the next stop, or the end place.
    AfterLeg,
}

/// A true break of a route: neither travel nor care nor waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// Index into `Shift::breaks`: which one it is for.
    pub of: usize,
    /// How many stops lie before it; the leg that follows them is the one of `at`.
    pub stops: usize,
    /// Before or after that leg.
    pub at: RestAt,
    /// It begins.
    pub start: Instant,
    /// It ends.
    pub end: Instant,
}

/// One shift's work. Shifts without work have no route.
///
/// The carer leaves each stop when it ends, or after a rest there. `depart` is as `Shift::departs` says;
/// `finish` is the arrival at the end place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Whose.
    pub carer: CarerId,
    /// In which shift.
    pub shift: ShiftId,
    /// Leaves the start place (the first stop's arrival where the shift has no start place).
    pub depart: Instant,
    /// Stops in order; not empty.
    pub stops: Vec<Stop>,
    /// Rests, by `stops`, then `at`.
    pub rests: Vec<Rest>,
    /// Reaches the end place (the last stop's end where the shift has none).
    pub finish: Instant,
}

/// Why something is as it is: a word for scripts and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Stable word.
    pub code: String,
    /// One sentence in a coordinator's words.
    pub text: String,
}

/// A visit that nobody was found for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unallocated {
    /// The visit.
    pub visit: VisitId,
    /// Why, most telling first.
    pub reasons: Vec<Reason>,
}

/// An answer to an instance. Every visit is either in routes, with all of its slots, or unallocated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rota {
    /// Routes, by departure within carer, in the instance's order of carers.
    pub routes: Vec<Route>,
    /// Visits left out, in the instance's order.
    pub unallocated: Vec<Unallocated>,
    /// What it costs.
    pub sheet: Sheet,
}
