//! From the solver's numbers to a plan that was checked in integers.

use rota_model::{Instant, Rest, RestAt};

use super::Exact;
use super::clock::Rested;
use super::rests::Rests;
use super::variables::Variables;
use crate::mip::backend::{Answer, Limits, MipError, Model};
use crate::mip::days;
use crate::mip::ledger::UNALLOCATED;
use crate::mip::schedule::{Block, cheapest_starts};
use crate::mip::turns::Turns;
use crate::problem::Problem;

/// Rounds an answer, schedules its routes exactly, and checks rules and cost.
///
/// # Errors
/// [`MipError::Inaccurate`] when the rounded plan breaks a rule or does not cost what the solver says.
pub(super) fn plan(
    (problem, base): (&Problem, i64),
    columns: &Variables,
    model: &Model,
    answer: &Answer,
) -> Result<Exact, MipError> {
    let routes = routes(problem, columns, answer);
    let limited = problem.carers.iter().any(|carer| carer.limits.is_some());
    let (starts, rests) = if problem.breaks.is_empty() && !limited {
        (scheduled(problem, columns, &routes, answer)?, vec![Vec::new(); routes.len()])
    } else {
        resting(base, &routes, columns, (model, answer))?
    };
    let rested = Rested { problem, routes: &routes, starts: &starts, rests: &rests };
    if let Some(fault) = rested.fault() {
        return Err(MipError::Inaccurate(fault));
    }
    let cost = rested.cost();
    let dropping: i64 = problem.visits.iter().map(|visit| visit.drop_price).sum();
    let claimed = answer.cost + dropping as f64;
    let off = (cost as f64 - claimed).abs();
    if off > answer.tolerance {
        return Err(MipError::Inaccurate(format!(
            "{cost} grains in integers, {claimed} in the model"
        )));
    }
    Ok(Exact { routes, starts, rests, cost, proven: answer.proven })
}

/// The cheapest starts for the routes of an answer without rests and limits on working time.
fn scheduled(
    problem: &Problem,
    columns: &Variables,
    routes: &[Vec<u32>],
    answer: &Answer,
) -> Result<Vec<i64>, MipError> {
    let pieces: Vec<Option<usize>> =
        columns.piece.iter().map(|z| z.iter().position(|z| answer.is_one(*z))).collect();
    let shifts: Vec<u32> =
        (0..routes.len() as u32).filter(|shift| !routes[*shift as usize].is_empty()).collect();
    let block = Block {
        problem,
        routes,
        pieces: &pieces,
        shifts: &shifts,
        turns: &Turns::default(),
        ties: &days::ties(problem, routes),
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
    Ok(starts)
}

/// Starts and rests in whole seconds, all choices being those of an answer.
fn resting(
    base: i64,
    routes: &[Vec<u32>],
    columns: &Variables,
    (model, answer): (&Model, &Answer),
) -> Result<(Vec<i64>, Vec<Vec<Rest>>), MipError> {
    let mut whole = model.fixed(answer);
    let taken = || columns.rests.iter().flat_map(|rests| &rests.taken);
    let rests = taken().map(|taken| taken.start);
    columns.start.iter().copied().chain(rests).for_each(|column| whole.make_integer(column));
    let whole = whole.solve(&Limits::default()).map_err(|error| {
        MipError::Inaccurate(format!("its routes have no times in whole seconds ({error})"))
    })?;
    let at = |column| base + whole.value(column).round() as i64;
    let starts = columns.start.iter().zip(&columns.allocated);
    let starts: Vec<i64> = starts
        .map(|(start, is_in)| if answer.is_one(*is_in) { at(*start) } else { UNALLOCATED })
        .collect();
    let of_shift = |(rests, route): (&Rests, &Vec<u32>)| {
        let mut found: Vec<Rest> = Vec::new();
        for taken in &rests.taken {
            let places = taken.places.iter();
            found.extend(places.filter(|place| answer.is_one(place.column)).map(|place| {
                let from = columns.arcs[place.arc].from;
                let before = from.and_then(|from| route.iter().position(|node| *node == from));
                let start = at(taken.start);
                Rest {
                    of: taken.of,
                    stops: before.map_or(0, |before| before + 1),
                    at: place.at,
                    start: Instant(start),
                    end: Instant(start + taken.least),
                }
            }));
        }
        found.sort_by_key(|rest| (rest.stops, rest.at == RestAt::AfterLeg, rest.start));
        found
    };
    let rests = columns.rests.iter().zip(routes).map(of_shift).collect();
    Ok((starts, rests))
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
