//! Visits that nobody can serve, whatever becomes of the others.

use crate::problem::Problem;

/// For each visit, whether it is proved that no rota can allocate it: in none of its windows are there as many
/// different carers as slots, each with a shift in which the slot alone, with the way there and back, has time.
pub(super) fn visits(problem: &Problem) -> Vec<bool> {
    (0..problem.visits.len() as u32)
        .map(|visit| {
            let windows = problem.visit(visit).windows.len();
            !(0..windows).any(|window| covers(problem, visit, window))
        })
        .collect()
}

/// Whether different carers can be matched to all slots of a visit in one window (augmenting paths).
fn covers(problem: &Problem, visit: u32, window: usize) -> bool {
    let mut filled: Vec<Option<u32>> = vec![None; problem.carers.len()];
    problem.nodes_of(visit).all(|node| {
        let mut tried = vec![false; problem.carers.len()];
        augment(problem, node, window, &mut filled, &mut tried)
    })
}

fn augment(
    problem: &Problem,
    node: u32,
    window: usize,
    filled: &mut [Option<u32>],
    tried: &mut [bool],
) -> bool {
    for &shift in problem.eligibility.candidates(node) {
        let carer = problem.shift(shift).carer as usize;
        let may = problem.eligibility.mask(node, shift) >> window & 1 == 1;
        if !may || std::mem::replace(&mut tried[carer], true) {
            continue;
        }
        let free = filled[carer].is_none_or(|other| augment(problem, other, window, filled, tried));
        if free {
            filled[carer] = Some(node);
            return true;
        }
    }
    false
}
