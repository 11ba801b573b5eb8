//! The best rota of a tiny instance by trying everything: the oracle for solver, MIP and auditor.
//!
//! Every way to fill each visit's slots or leave the visit out, every order in each route, every place for the rests of its
//! breaks, and for each of those every start on a grid. Carers set out as late as is free. Written from `docs/semantics.md` alone. Branches are cut only where the
//! cost of their parts, each timed by itself, already reaches the best rota known.
//!
//! Routes of one carer do not overlap, even where overtime lets a route run past its shift.
//!
//! # Why a grid is enough
//!
//! With the orders, the window of each visit, the side of each absence and the order of a carer's routes fixed, every timing constraint is
//! a bound on the difference of two of these: visit starts, a fixed origin, and (for `largest-lateness`) the
//! allowed lateness. Every price but one is a sum of convex piecewise linear functions of such differences:
//! earliness, lateness and preferred time of a start and the origin; waiting of neighbours in a route;
//! overtime of the last stop and the origin; `worked` of a carer with one route of its last and first stop.
//! That is the dual of a minimum-cost flow: it has an optimum in which all starts are multiples of the
//! common divisor of the data, which is what [`grid`] computes.
//!
//! The exception is the contract of a carer with several routes, whose `worked` sums several differences.
//! Think of each set of routes tied to each other in time (by a shared visit, a gap, overtime into the next shift, or largest lateness) as
//! one cluster. Within a cluster the least cost, as a function of one route's span, has its breakpoints on
//! the grid (two neighbouring dual flows differ by one cycle, which uses that span once), and so has the
//! least of a sum of such functions. So the grid is still enough if clusters and contract carers of several
//! routes, with one edge for each route, form a forest. It can fail when one such carer has two routes in
//! one cluster, say through a gap between the carer's own visits: then twice a span may have to meet an odd
//! multiple of the grid.
//!
//! Rest between days ties the last stop of one route to the first stop of the carer's next, and the span of a day its
//! first stop to its last: bounds on differences again, once it is known on which date each route is set out for.
//! They tie routes of one carer into one cluster, which would spoil the forest, but do so in a chain: first stop, last
//! stop, first stop of the next route, last stop, and so on. In `worked` the ends of routes count plus and minus one by
//! turns along that chain, so whatever part of it moves together changes `worked` by one step or none, and never
//! by two. A split day with an enforced span breaks the chain (its last stop then has three neighbours), so such a
//! carer must not have a contract.
//!
//! Rests of breaks ask for more of the same: with the leg, its side and the turn of each rest fixed, they are bounds on the
//! difference of neighbouring starts and on single ones. So is the longest time of a route that has no rest for a break which
//! only longer ones need. That one ties a route's first stop to its last, which does no harm to `worked`, since
//! both ends of the route move or none.
//!
//! A limit on working time is one more sum of differences, with the same turns of plus and minus: a wait that is the carer's own
//! time ends one stretch of work and begins the next. Limits on days, on weeks that hold them, and the hours of a contract differ
//! by whole stretches between neighbouring stops, so that several that bind at once still move starts by whole steps. Where a
//! route with such a wait is also tied end to end, and the carer has another route, that can fail. What is longer
//! than `Pay::paid_gap` is so by a second at least: that second belongs to the grid.
//!
//! Dates are the other trap: a pinned date or a skill's expiry ends at midnight less one second. It is on the
//! grid only if no window of such a visit has midnight inside.
//!
//! [`crate::tiny`] draws only instances that meet both conditions; for others [`solve_on`] a finer grid tells
//! more.

mod contracts;
mod days;
mod facts;
mod hours;
mod measure;
mod order;
mod rests;
mod route;
mod search;
mod timing;
mod unsocial;

use rota_model::{Contract, Instance, Instant, Rota, RuleId, Seconds};

pub use facts::leg;
pub use measure::sheet;

/// The best rota, with times and score sheet; see the module for when it is exact. Unallocated visits carry
/// no reasons.
///
/// The work grows with the number of slots and starts; up to eight slots with some 40 starts each take
/// milliseconds. Windows without end are cut at the end of the horizon.
///
/// # Panics
///
/// When a leg has neither a matrix nor coordinates with a great circle, which `format` never lets through.
pub fn solve(instance: &Instance) -> Rota {
    solve_on(instance, grid(instance))
}

/// The best rota with starts only at each window's earliest start plus multiples of `grid`, in seconds.
pub fn solve_on(instance: &Instance, grid: Seconds) -> Rota {
    search::best(instance, grid)
}

/// The greatest common divisor of all times in the instance, measured from its opening, in seconds.
pub fn grid(instance: &Instance) -> Seconds {
    let opens = instance.opens();
    let (mut times, mut lengths): (Vec<Seconds>, Vec<Seconds>) = Default::default();
    let mut instant = |at: Instant| {
        if at != Instant::NEVER {
            times.push(at - opens);
        }
    };
    for window in instance.visits.iter().flat_map(|visit| &visit.windows) {
        instant(window.earliest);
        instant(window.soft_earliest);
        instant(window.soft_latest);
        instant(window.latest);
        window.preferred.into_iter().for_each(&mut instant);
    }
    for carer in &instance.carers {
        for shift in &carer.shifts {
            instant(shift.start);
            instant(shift.end);
            for wanted in &shift.breaks {
                instant(wanted.earliest);
                instant(wanted.latest);
                lengths.extend([wanted.least, wanted.after.unwrap_or(0)]);
            }
        }
        for busy in carer.absences.iter().chain(&carer.terms.past_work) {
            instant(busy.start);
            instant(busy.end);
        }
    }
    times.extend(lengths);
    for slot in instance.visits.iter().flat_map(|visit| &visit.slots) {
        times.extend([slot.offset, slot.duration]);
    }
    times.extend(gaps(instance));
    times.extend(instance.carers.iter().flat_map(|carer| days::times(instance, carer)));
    times.extend(instance.carers.iter().flat_map(|carer| hours::times(instance, carer)));
    times.extend(instance.carers.iter().flat_map(|carer| contract_hours(instance, carer.contract)));
    times.extend(facts::all_leg_seconds(instance));
    times.into_iter().fold(0, divisor).max(1)
}

fn gaps(instance: &Instance) -> impl Iterator<Item = Seconds> {
    instance.links.iter().flat_map(|link| match link.kind {
        rota_model::LinkKind::Gap { min, max, .. } => [min, max].into_iter().flatten().collect(),
        _ => Vec::new(),
    })
}

/// The contract's hours for this horizon, of the rules that are priced or enforced.
fn contract_hours(instance: &Instance, contract: Option<Contract>) -> Vec<Seconds> {
    let Some(contract) = contract else { return Vec::new() };
    [
        (RuleId::ContractUnder, contract.min),
        (RuleId::ContractOver, contract.max),
        (RuleId::ContractOffTarget, contract.target),
    ]
    .into_iter()
    .filter(|(rule, _)| instance.policy.rate(*rule).0 != 0 || instance.policy.enforces(*rule))
    .filter_map(|(_, time)| time)
    .map(|time| contract.due(time, instance.days))
    .collect()
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}
