//! Conditions on who comes to two visits: the same carers, or no carer to both.

use std::collections::BTreeSet;

use crate::problem::Problem;

/// One carer's part of such a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pairing {
    /// Whose.
    pub(super) carer: u32,
    /// A visit that the carer may come to.
    pub(super) one: u32,
    /// The other visit.
    pub(super) two: u32,
    /// With both allocated the carer comes to the second if it comes to the first; otherwise not to both.
    pub(super) same: bool,
}

/// All of them, once however often visits are linked. Carers kept apart from themselves within one shift are left to the routes.
pub(super) fn pairings(problem: &Problem) -> Vec<Pairing> {
    let shifts = |visit: u32| -> BTreeSet<u32> {
        let nodes = problem.nodes_of(visit);
        nodes.flat_map(|node| problem.eligibility.candidates(node)).copied().collect()
    };
    let carers = |shifts: &BTreeSet<u32>| -> BTreeSet<u32> {
        shifts.iter().map(|shift| problem.shift(*shift).carer).collect()
    };
    let others = |list: &[u32]| -> BTreeSet<u32> { list.iter().copied().collect() };
    let mut list = Vec::new();
    for (one, visit) in problem.calls() {
        for two in others(&visit.same_carer) {
            let each = carers(&shifts(one)).into_iter();
            list.extend(each.map(|carer| Pairing { carer, one, two, same: true }));
        }
        for two in others(&visit.different_carer).into_iter().filter(|two| *two > one) {
            let (first, second) = (shifts(one), shifts(two));
            let both = &carers(&first) & &carers(&second);
            let of = |set: &BTreeSet<u32>, carer: u32| -> Vec<u32> {
                set.iter().copied().filter(|shift| problem.shift(*shift).carer == carer).collect()
            };
            let apart = |carer: &u32| {
                let (a, b) = (of(&first, *carer), of(&second, *carer));
                a.len() > 1 || a != b
            };
            let each = both.into_iter().filter(apart);
            list.extend(each.map(|carer| Pairing { carer, one, two, same: false }));
        }
    }
    list
}
