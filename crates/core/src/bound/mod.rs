//! A lower bound on the cost of any rota, valid by construction.
//!
//! # The relaxation
//!
//! A rota is a choice of one route or none for each shift. Conditions that tie routes to each other are taken out and
//! their breach is paid for by multipliers; what is left falls apart into small problems that are solved exactly. For
//! *any* multipliers the sum of their optima is a bound, so no number that a floating-point method comes up with has to
//! be trusted: multipliers are whole numbers, and the sum is taken in whole numbers ([`lagrangian`]).
//!
//! | condition | multiplier | what is left |
//! |---|---|---|
//! | a slot is in one route if its visit is allocated | worth of the slot | a visit is served at the worth of its slots, or left out at its price |
//! | gaps are kept | price of time, up for one and down for the other | the best distance inside the tie |
//! | slots of a visit start together, as the classes that come see it | price of time of each slot and class | the visit's best start ([`doubleups`]) |
//! | linked visits have the same or different carers | worth of a carer's coming to both, or price | nothing ([`pairings`]) |
//! | of three visits so many pairs are in routes at most, found as they are broken | price of a pair | nothing ([`rows`]) |
//! | a gap's visits do not start late and early, found as that happens | price of such a start | nothing ([`clashes`]) |
//! | the largest lateness is that of no slot exceeded | share of its price | nothing: shares sum to the price at most |
//! | a carer who comes to a client counts as a face, for each visit and carer | share of the price of a face | the client's best set of carers |
//! | a carer's rostered time is the sum over the routes | worth of an hour | the contract's best hours |
//! | everything inside a route | none | the cheapest route of each shift ([`label`]) |
//!
//! Left out, which only lowers the bound: that the slots of a visit, or its occurrences on several routes, lie in the
//! same window; that a route comes to a visit once, for visits far apart; limits on carers' hours. Shifts that are the
//! same to every visit are priced once ([`class`]).
//!
//! # Raising it
//!
//! [`ascent`] looks for good multipliers with a bundle master ([`master`], [`face`]); a few dozen evaluations are enough.
//! With a budget left, cuts come in ([`rows`], [`clashes`]) and [`branch`] splits what the relaxation still mixes, led by what
//! splits have gained so far ([`experience`]). Sources are named in the modules.

mod ascent;
mod beside;
mod branch;
mod choice;
mod clashes;
mod class;
mod closing;
mod completion;
mod curve;
mod doubleups;
mod duals;
mod experience;
mod face;
mod floor;
mod label;
mod lagrangian;
mod listing;
mod master;
mod pairings;
mod restriction;
mod rows;
mod settings;
mod split;
mod terms;
mod ties;
mod uncoverable;
mod unit;

use std::time::{Duration, Instant};

use rota_model::{Instance, Money};

use crate::SolveError;
use crate::problem::Problem;
use crate::threads::on_own;
use ascent::{Ascent, Budget, climb};
use branch::{Grown, grow};
use lagrangian::Relaxation;
use restriction::Restriction;

/// Times that cuts are looked for.
const CUTTINGS: u32 = 20;
/// Cuts that raise the bound by less than one in so many are not followed by others.
const LEAST_GAIN: i128 = 20_000;

/// Budgets of a bound. With `rounds` and no `time_limit` the bound is the same whatever the number of threads.
#[derive(Debug, Clone, Default)]
pub struct BoundOptions {
    /// Evaluations of the relaxation after which no more branches are taken up, at least one. With neither this nor a
    /// time limit there are no branches, and the bound is that of the relaxation.
    pub rounds: Option<u32>,
    /// Wall-clock budget; looked at between evaluations only.
    pub time_limit: Option<Duration>,
    /// Worker threads; `None`: one for each core.
    pub threads: Option<usize>,
    /// The cost of a rota: a bound that reaches it proves it best, and the climb ends there.
    pub known: Option<Money>,
}

/// Where a bound comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// What each slot costs at the least, without pricing a route.
    ClosedForm,
    /// The Lagrangian relaxation of cover by routes.
    Lagrangian,
    /// Branches on starts and carers over that relaxation.
    Branching,
}

impl Method {
    /// A word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::ClosedForm => "closed form",
            Self::Lagrangian => "lagrangian",
            Self::Branching => "branching",
        }
    }
}

/// A lower bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// No rota costs less.
    pub value: Money,
    /// Where that comes from.
    pub method: Method,
    /// Indices of visits that no rota can allocate.
    pub uncoverable: Vec<usize>,
    /// What these cost at the least: a bound for the lines of unallocated visits together.
    pub unallocated: Money,
    /// Evaluations of the relaxation.
    pub rounds: u32,
    /// Routes that these came upon.
    pub columns: usize,
}

/// Bounds the cost of all rotas of an instance from below.
///
/// # Errors
/// When the instance is beyond what indices can hold, or no worker threads can be started.
pub fn bound(instance: &Instance, options: &BoundOptions) -> Result<Bound, SolveError> {
    // Without its breaks an instance is cheaper at most: rests take time and being missed costs.
    let mut relaxed = instance.clone();
    for shift in relaxed.carers.iter_mut().flat_map(|carer| &mut carer.shifts) {
        shift.breaks.clear();
    }
    let problem = Problem::new(&relaxed)?;
    on_own(options.threads, || bound_indexed(&problem, options))
}

/// The same for an indexed problem, on the threads of the caller's pool.
pub fn bound_indexed(problem: &Problem, options: &BoundOptions) -> Bound {
    let deadline = options.time_limit.map(|limit| Instant::now() + limit);
    let (scale, unit) = (lagrangian::scale(problem), unit::unit(problem));
    let up = |value: i128| unit::round_up(value, scale, unit);
    let dropped = uncoverable::visits(problem);
    let lost: Vec<usize> = (0..dropped.len()).filter(|visit| dropped[*visit]).collect();
    let floor = floor::value(problem, scale, &dropped);
    let mut bound = Bound {
        value: money(up(floor)),
        method: Method::ClosedForm,
        unallocated: Money(lost.iter().map(|visit| problem.visits[*visit].drop_price).sum()),
        uncoverable: lost,
        rounds: 0,
        columns: 0,
    };
    let Some(mut relaxation) = Relaxation::new(problem, scale, dropped, deadline) else {
        return bound;
    };
    // A value above the dearest cheaper cost that a rota can have is rounded up to the known one, or beyond.
    let target = options.known.map(|cost| {
        let cheaper = cost.0 - 1 - (cost.0 - 1).rem_euclid(unit);
        i128::from(cheaper) * i128::from(scale) + 1
    });
    let known = options.known.map(|cost| cost.0);
    let budget = Budget { rounds: options.rounds, deadline, known, target };
    let start = (relaxation.start(), Vec::new());
    let mut root = climb(&relaxation, &Restriction::default(), start, &budget);
    let limited = options.rounds.is_some() || deadline.is_some();
    if limited {
        root = cut(&mut relaxation, root, &budget);
    }
    let at_root = up(root.value);
    let grown = if limited { grow(&relaxation, root, &budget) } else { Grown::root(&root) };
    let value = match (grown.value, known) {
        (Some(value), known) => up(value).min(known.map_or(i128::MAX, i128::from)),
        (None, Some(known)) => i128::from(known),
        (None, None) => at_root,
    };
    for (value, method) in [(at_root, Method::Lagrangian), (value, Method::Branching)] {
        if money(value) > bound.value {
            (bound.value, bound.method) = (money(value), method);
        }
    }
    (bound.rounds, bound.columns) = (grown.rounds, grown.columns);
    bound
}

/// Grains as a cost, which is never negative.
fn money(grains: i128) -> Money {
    Money(i64::try_from(grains.max(0)).unwrap_or(i64::MAX))
}

/// Adds cuts that the root breaks, and climbs on, as long as that is worth it.
fn cut(relaxation: &mut Relaxation, mut root: Ascent, budget: &Budget) -> Ascent {
    for _ in 0..CUTTINGS {
        if budget.is_met(root.value) || !budget.is_left(root.rounds) {
            break;
        }
        let rows = rows::broken(relaxation, &root.mixture);
        let clashes = clashes::broken(relaxation, &root.mixture);
        if rows.is_empty() && clashes.is_empty() {
            break;
        }
        relaxation.add_rows(&rows, &mut root.cuts);
        relaxation.add_clashes(&clashes, &mut root.cuts);
        let left = budget.rounds.map(|most| most - root.rounds);
        let start = (root.y.clone(), root.cuts.clone());
        let next =
            climb(relaxation, &Restriction::default(), start, &Budget { rounds: left, ..*budget });
        let (rounds, columns) = (root.rounds + next.rounds, root.columns + next.columns);
        let gained = next.value - root.value;
        root = Ascent { value: next.value.max(root.value), rounds, columns, ..next };
        if gained * LEAST_GAIN < root.value {
            break;
        }
    }
    root
}
