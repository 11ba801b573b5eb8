//! The end of a branch by listing: every order of stops that a cheaper rota can hold, and every rota that they make up.
//!
//! A route that costs more than the cheapest one of its class, under multipliers, by as much as is still missing to the known
//! cost is part of no rota that is cheaper than that, and the routes of one rota do not cost more than that together either
//! (Baldacci, Christofides and Mingozzi, 2008). Near the end few orders are left. Those that fill every slot once are timed as
//! a whole, so that what the relaxation knows of common starts only by prices is exact here.

mod cover;
mod mirror;
mod orders;
mod rests;
mod together;

use super::ascent::{Ascent, Budget};
use super::lagrangian::Relaxation;
use super::restriction::Restriction;
use crate::problem::Problem;

use cover::Cover;
use orders::{Order, orders};

/// What is missing to the known cost is no more than one in so many parts of it: else there is too much to list, unless there
/// are few slots.
const LEAST_PART: i128 = 50;
const FEW_SLOTS: usize = 16;

/// The least cost of the rotas of a branch that are cheaper than the known one, in scaled grains, or the target if there are
/// none; `None` if that is too much to list, or can't be timed exactly.
pub(super) fn least(
    relaxation: &Relaxation,
    restriction: &Restriction,
    ascent: &Ascent,
    budget: &Budget,
) -> Option<i128> {
    let (known, target) = (budget.known?, budget.target?);
    let problem = relaxation.frame.problem;
    let mut visits = problem.visits.iter().zip(&relaxation.dropped);
    let all_come = visits.all(|(visit, dropped)| !dropped && visit.drop_price >= known);
    if !all_come || !is_exact(problem) {
        return None;
    }
    let few = problem.nodes.len() <= FEW_SLOTS;
    let near = |value: i128| few || (target - value) * LEAST_PART <= target;
    if !near(ascent.value) {
        return None;
    }
    let value = relaxation.value(restriction, &ascent.y)?;
    let room = i64::try_from(target - value.total).ok().filter(|_| near(value.total))?;
    if room <= 0 {
        return Some(target);
    }
    let mut listed: Vec<Order> = Vec::new();
    for (class, least) in value.least.iter().enumerate() {
        let orders = orders(relaxation, (restriction, class), &ascent.y, (*least, room));
        listed.extend(orders?);
    }
    let mut cover = Cover::new(relaxation, &listed, &value.least);
    cover.search(room)?;
    let cost = cover.least.map(|cost| i128::from(cost) * i128::from(relaxation.frame.scale));
    Some(cost.map_or(target, |cost| cost.min(target)))
}

/// Whether the cheapest rota with given orders is the one in which every visit starts as early as it can.
fn is_exact(problem: &Problem) -> bool {
    let prices = &problem.prices;
    problem.earliest_is_best
        && !problem.ties_days
        && !prices.compares_shifts()
        && prices.unsocial == 0
        && problem.visits.iter().all(|visit| visit.windows.len() == 1)
}
