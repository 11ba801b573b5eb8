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
use super::lagrangian::{Relaxation, Value};
use super::restriction::Restriction;
use crate::problem::Problem;

use cover::Cover;
use orders::{Order, orders};

/// Beyond one in so many parts of the known cost too much is missing for all to be listed, unless there are few slots.
const LEAST_PART: i128 = 50;
const FEW_SLOTS: usize = 16;

/// What became of listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// It was not tried.
    Not,
    /// It was too much, with so much missing to the known cost, in scaled grains.
    TooMuch(i128),
    /// The least cost of the rotas that are cheaper than the known one, in scaled grains, or the target if there are none.
    All(i128),
}

/// How much may be missing for a first try, in scaled grains; nothing where listing says nothing: without a known cost, where
/// leaving a visit out may pay, or where the earliest starts are not the best.
pub(super) fn first_reach(relaxation: &Relaxation, budget: &Budget) -> i128 {
    let (Some(known), Some(target)) = (budget.known, budget.target) else { return 0 };
    let problem = relaxation.frame.problem;
    let mut visits = problem.visits.iter().zip(&relaxation.dropped);
    let all_come = visits.all(|(visit, dropped)| !dropped && visit.drop_price >= known);
    match all_come && is_exact(problem) {
        true if problem.nodes.len() <= FEW_SLOTS => target,
        true => target / LEAST_PART,
        false => 0,
    }
}

/// Lists the rotas of a branch if something is missing to the known cost, and no more than `reach`.
pub(super) fn list(
    relaxation: &Relaxation,
    restriction: &Restriction,
    ascent: &Ascent,
    (budget, reach): (&Budget, i128),
) -> Listed {
    let is_near = |target: &i128| (1..=reach).contains(&(target - ascent.value));
    let Some(target) = budget.target.filter(is_near) else { return Listed::Not };
    let Some(value) = relaxation.value(restriction, &ascent.y) else { return Listed::Not };
    let missing = target - value.total;
    if missing > reach {
        return Listed::Not;
    }
    let room = i64::try_from(missing).unwrap_or(i64::MIN);
    if room <= 0 {
        return Listed::All(target);
    }
    match cheapest(relaxation, restriction, (&ascent.y, &value, room), budget) {
        None => Listed::TooMuch(missing),
        Some(cost) => {
            let cost = cost.map(|cost| i128::from(cost) * i128::from(relaxation.frame.scale));
            Listed::All(cost.map_or(target, |cost| cost.min(target)))
        }
    }
}

/// The least cost in grains of the rotas whose routes cost less than `room` more together than the cheapest ones, if there are
/// any; `None` if that is too much to list.
fn cheapest(
    relaxation: &Relaxation,
    restriction: &Restriction,
    (y, value, room): (&[i64], &Value, i64),
    budget: &Budget,
) -> Option<Option<i64>> {
    let mut listed: Vec<Order> = Vec::new();
    for (class, least) in value.least.iter().enumerate() {
        if !budget.is_left(0) {
            return None;
        }
        listed.extend(orders(relaxation, (restriction, class), y, (*least, room))?);
    }
    let mut cover = Cover::new(relaxation, budget, &listed, &value.least);
    cover.search(room)?;
    Some(cover.least)
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
