//! Shifts whose routes are chosen anew together: a day, or a part of a large one.

use std::collections::BTreeMap;

use super::Plan;
use super::neighbours::Neighbours;
use crate::problem::{NONE, Problem};
use crate::random::Random;

/// The day of each shift, counted from the first shift's start.
fn days_of(problem: &Problem) -> Vec<usize> {
    let first = problem.shifts.iter().map(|shift| shift.start).min().unwrap_or(0);
    let day = problem.day.max(1);
    problem.shifts.iter().map(|shift| ((shift.start - first) / day) as usize).collect()
}

/// For each day (counted from the first shift's start) its shifts, ascending; of a day with more than
/// `most` stops in the plan those of routes near a visit drawn at random, as many as have no more stops than that.
pub fn regions(
    problem: &Problem,
    plan: &Plan,
    most: usize,
    near: &Neighbours,
    random: &mut Random,
) -> Vec<Vec<u32>> {
    let mut days: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (shift, day) in (0..).zip(days_of(problem)) {
        days.entry(day).or_default().push(shift);
    }
    let stops = |shifts: &[u32]| -> usize {
        shifts.iter().map(|shift| plan.routes[*shift as usize].len()).sum()
    };
    let mut shift_of = vec![NONE; problem.nodes.len()];
    for (shift, route) in (0..).zip(&plan.routes) {
        for &node in route {
            shift_of[node as usize] = shift;
        }
    }
    days.into_values()
        .map(|shifts| match stops(&shifts) > most {
            false => shifts,
            true => around(problem, plan, &shifts, &shift_of, most, near, random),
        })
        .collect()
}

/// Some of a day's shifts: those nearest to a random stop, in the order in which they come up among its neighbours and
/// the neighbours of these.
fn around(
    problem: &Problem,
    plan: &Plan,
    shifts: &[u32],
    shift_of: &[u32],
    most: usize,
    near: &Neighbours,
    random: &mut Random,
) -> Vec<u32> {
    let nodes: Vec<u32> =
        shifts.iter().flat_map(|shift| &plan.routes[*shift as usize]).copied().collect();
    let seed = problem.node(nodes[random.below(nodes.len())]).visit;
    let mut taken: Vec<u32> = Vec::new();
    let mut stops = 0;
    let mut queue = vec![seed];
    let mut next = 0;
    while let Some(&visit) = queue.get(next) {
        next += 1;
        for node in problem.nodes_of(visit) {
            let shift = shift_of[node as usize];
            if shift == NONE || taken.contains(&shift) || shifts.binary_search(&shift).is_err() {
                continue;
            }
            stops += plan.routes[shift as usize].len();
            if stops > most && !taken.is_empty() {
                taken.sort_unstable();
                return taken;
            }
            taken.push(shift);
        }
        let ahead: Vec<u32> =
            near.of(visit).iter().filter(|v| !queue.contains(v)).copied().collect();
        queue.extend(ahead);
    }
    taken.sort_unstable();
    taken
}
