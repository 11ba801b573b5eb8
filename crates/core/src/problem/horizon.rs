//! An end of time for windows and shifts that have none.

use super::{Legs, Problem};

/// Later than this after the first start is "no end".
const FAR: i64 = 1 << 40;
/// Longer than this is a leg that nobody can travel.
const UNKNOWN_LEG: i64 = 1 << 30;

impl Problem {
    /// The earliest start of any window.
    pub(crate) fn first_start(&self) -> i64 {
        self.visits.iter().flat_map(|visit| &visit.windows).map(|w| w.earliest).min().unwrap_or(0)
    }

    /// An instant by which everything has started in some cheapest plan: after the last instant that a price or a bound
    /// names, nothing is gained by waiting for longer than all services, legs, gaps and contracts together.
    pub(crate) fn last_start(&self) -> i64 {
        let never = self.first_start() + FAR;
        let windows = self.visits.iter().flat_map(|visit| &visit.windows).flat_map(|w| {
            let preferred = w.preferred.unwrap_or(w.earliest);
            [w.earliest, w.latest, w.soft_earliest, w.soft_latest, preferred]
        });
        let shifts = self.shifts.iter().flat_map(|s| [s.start, s.end, s.overtime_from]);
        let named = windows.chain(shifts).filter(|time| *time < never).max();
        let services: i64 = self.nodes.iter().map(|node| node.offset + node.duration).sum();
        let legs = self.legs.iter().flat_map(Legs::all_seconds);
        let longest = legs.filter(|leg| *leg < UNKNOWN_LEG).max().unwrap_or(0);
        let gaps: i64 = self
            .visits
            .iter()
            .flat_map(|visit| &visit.gaps)
            .flat_map(|gap| [gap.least.abs(), gap.most.abs()])
            .filter(|gap| *gap < FAR)
            .sum();
        let hours: i64 = self
            .carers
            .iter()
            .flat_map(|carer| [carer.hours.min, carer.hours.target])
            .map(|time| time.unwrap_or(0))
            .sum();
        let travel = longest * (self.nodes.len() + self.shifts.len()) as i64;
        named.unwrap_or(self.first_start()) + services + travel + gaps + hours
    }
}
