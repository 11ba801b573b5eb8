//! The first plan: regret insertion in batches of pressing visits.

use crate::problem::Problem;
use crate::random::Random;
use crate::state::State;

use super::insert::{Inserter, Leeway, Offer};

/// Units that compete with each other at a time; regret over all of them would be quadratic.
const BATCH: usize = 24;

const EXACT: Leeway = Leeway { blink: 0.0, spare: 0 };

/// Inserts units by regret: within a batch of the most pressing ones, first the one that loses most if it has to wait
/// (Potvin and Rousseau 1993, with one batch after the other so that a week takes seconds). An offer is looked up
/// again only when a route that it names has changed.
pub fn construct(state: &mut State, inserter: &mut Inserter, random: &mut Random) {
    let problem = state.problem();
    let mut order: Vec<u32> = state.absent().to_vec();
    order.sort_by_key(|&unit| (pressing(problem, unit), unit));
    for batch in order.chunks(BATCH) {
        let mut waiting: Vec<(u32, Option<Offer>)> =
            batch.iter().map(|&unit| (unit, inserter.offer(state, unit))).collect();
        while let Some(chosen) = most_regret(&waiting) {
            let (unit, _) = waiting.swap_remove(chosen);
            state.mark();
            inserter.insert(state, unit, EXACT, random);
            let touched: Vec<u32> = state.touched().collect();
            for (unit, offer) in &mut waiting {
                if offer
                    .is_none_or(|offer| offer.shifts.iter().any(|shift| touched.contains(shift)))
                {
                    *offer = inserter.offer(state, *unit);
                }
            }
        }
    }
    state.mark();
}

/// What goes first: dear ones before cheap ones, then by time, so that routes grow forwards and nothing that stands is
/// pushed late; many slots before few.
fn pressing(problem: &Problem, unit: u32) -> (i64, i64, i64) {
    let visits = problem.units[unit as usize].iter().map(|v| problem.visit(*v));
    let each =
        visits.clone().map(|v| v.drop_price / v.nodes.len().max(1) as i64).max().unwrap_or(0);
    let slots: i64 = visits.clone().map(|v| v.nodes.len() as i64).sum();
    let first = visits.map(|v| v.windows[0].soft_latest).min().unwrap_or(0);
    (-each, first, -slots)
}

/// Index of the unit whose second best insertion, in another route than the best, is worst against its best.
fn most_regret(waiting: &[(u32, Option<Offer>)]) -> Option<usize> {
    let regret = |offer: &Option<Offer>| offer.map_or(i64::MIN, |offer| offer.second - offer.best);
    (0..waiting.len())
        .max_by_key(|&index| (regret(&waiting[index].1), std::cmp::Reverse(waiting[index].0)))
}
