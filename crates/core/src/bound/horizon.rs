//! An end of time for windows and shifts that have none.

use crate::problem::{Legs, Problem};

/// Later than this after the first start is "no end".
const FAR: i64 = 1 << 40;
/// Longer than this is a leg that nobody can travel.
const UNKNOWN_LEG: i64 = 1 << 30;

/// An instant by which everything has started in some cheapest rota: after the last instant that a price or a bound
/// names, nothing is gained by waiting for longer than all services, legs, gaps and contracts together.
pub(super) fn end(problem: &Problem) -> i64 {
    let windows = || problem.visits.iter().flat_map(|visit| &visit.windows);
    let base = windows().map(|window| window.earliest).min().unwrap_or(0);
    let named = windows().flat_map(|w| {
        [w.earliest, w.latest, w.soft_earliest, w.soft_latest, w.preferred.unwrap_or(w.earliest)]
    });
    let shifts = problem.shifts.iter().flat_map(|s| [s.start, s.end, s.overtime_from]);
    let last = named.chain(shifts).filter(|time| *time < base + FAR).max().unwrap_or(base);
    let services: i64 = problem.nodes.iter().map(|node| node.offset + node.duration).sum();
    let legs = problem.legs.iter().flat_map(Legs::all_seconds);
    let longest = legs.filter(|leg| *leg < UNKNOWN_LEG).max().unwrap_or(0);
    let gaps: i64 = problem
        .visits
        .iter()
        .flat_map(|visit| &visit.gaps)
        .flat_map(|gap| [gap.least.abs(), gap.most.abs()])
        .filter(|gap| *gap < FAR)
        .sum();
    let hours: i64 = problem
        .carers
        .iter()
        .flat_map(|carer| [carer.hours.min, carer.hours.target])
        .map(|time| time.unwrap_or(0))
        .sum();
    let stops = (problem.nodes.len() + problem.shifts.len()) as i64;
    last + services + longest * stops + gaps + hours
}
