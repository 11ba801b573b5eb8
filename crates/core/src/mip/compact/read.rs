//! From the solver's numbers to a plan that was checked in integers.

use super::Exact;
use super::variables::Variables;
use crate::mip::backend::{Answer, Limits, MipError};
use crate::mip::days;
use crate::mip::ledger::{self, UNALLOCATED};
use crate::mip::schedule::{Block, cheapest_starts};
use crate::mip::turns::Turns;
use crate::problem::Problem;

/// Rounds an answer, schedules its routes exactly, and checks rules and cost.
///
/// # Errors
/// [`MipError::Inaccurate`] when the rounded plan breaks a rule or does not cost what the solver says.
pub(super) fn plan(
    problem: &Problem,
    columns: &Variables,
    answer: &Answer,
) -> Result<Exact, MipError> {
    let routes = routes(problem, columns, answer);
    let pieces: Vec<Option<usize>> =
        columns.piece.iter().map(|z| z.iter().position(|z| answer.is_one(*z))).collect();
    let shifts: Vec<u32> =
        (0..routes.len() as u32).filter(|shift| !routes[*shift as usize].is_empty()).collect();
    let block = Block {
        problem,
        routes: &routes,
        pieces: &pieces,
        shifts: &shifts,
        turns: &Turns::default(),
        ties: &days::ties(problem, &routes),
        worked_outside: &vec![0; problem.carers.len()],
        lateness_outside: 0,
    };
    let scheduled = cheapest_starts(&block, &Limits::default()).map_err(|error| {
        MipError::Inaccurate(format!("its routes have no schedule in integers ({error})"))
    })?;
    let mut starts = vec![UNALLOCATED; problem.visits.len()];
    for (visit, start) in scheduled {
        starts[visit as usize] = start;
    }
    if let Some(fault) = ledger::fault(problem, &routes, &starts) {
        return Err(MipError::Inaccurate(fault));
    }
    let cost = ledger::cost(problem, &routes, &starts);
    let dropping: i64 = problem.visits.iter().map(|visit| visit.drop_price).sum();
    let claimed = answer.cost + dropping as f64;
    let off = (cost as f64 - claimed).abs();
    if off > answer.tolerance {
        return Err(MipError::Inaccurate(format!(
            "{cost} grains in integers, {claimed} in the model"
        )));
    }
    Ok(Exact { routes, starts, cost, proven: answer.proven })
}

/// Follows the arcs of each shift from its start. A cycle apart from it, which time rules out, would leave its
/// visits unserved and be found by the check.
fn routes(problem: &Problem, columns: &Variables, answer: &Answer) -> Vec<Vec<u32>> {
    let mut routes = vec![Vec::new(); problem.shifts.len()];
    for (shift, route) in (0..).zip(&mut routes) {
        let next = |from: Option<u32>| {
            columns
                .arcs
                .iter()
                .find(|arc| arc.shift == shift && arc.from == from && answer.is_one(arc.column))
                .and_then(|arc| arc.to)
        };
        let mut at = next(None);
        while let Some(node) = at.filter(|_| route.len() < problem.nodes.len()) {
            route.push(node);
            at = next(Some(node));
        }
    }
    routes
}
