//! Shifts that are the same in all but name: a fleet of vehicles, a pool of carers nobody has met.

use std::collections::BTreeMap;

use super::{NONE, Problem, Shift};

/// For each shift the first one like it, often itself: the only shifts of their carers, with the same times, places,
/// contract, eligibility and prices.
pub(super) fn alike(problem: &Problem) -> Vec<u32> {
    let mut known: BTreeMap<_, Vec<u32>> = BTreeMap::new();
    let mut alike = Vec::with_capacity(problem.shifts.len());
    for (index, shift) in (0..).zip(&problem.shifts) {
        let carer = &problem.carers[shift.carer as usize];
        if carer.shifts.len() != 1 {
            alike.push(index);
            continue;
        }
        let shift_of_anybody = Shift { carer: NONE, ..*shift };
        let key = (shift_of_anybody, carer.hours, carer.unsocial_share, carer.limits);
        let candidates = known.entry(key).or_default();
        let first = candidates.iter().copied().find(|other| same_visits(problem, index, *other));
        if first.is_none() {
            candidates.push(index);
        }
        alike.push(first.unwrap_or(index));
    }
    alike
}

fn same_visits(problem: &Problem, a: u32, b: u32) -> bool {
    let table = &problem.eligibility;
    let (one, other) = (problem.shift(a).carer, problem.shift(b).carer);
    (0..problem.nodes.len() as u32).all(|node| table.mask(node, a) == table.mask(node, b))
        && (0..table.pair_rows())
            .all(|row| table.pair_price(row, one) == table.pair_price(row, other))
}
