//! From multipliers to better ones, until nothing is gained.

use std::time::Instant;

use super::duals::typical_cost;
use super::lagrangian::{Cut, Relaxation};
use super::master::Master;
use super::restriction::Restriction;

/// Budgets of an ascent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    pub(super) rounds: Option<u32>,
    /// No evaluation starts after it.
    pub(super) deadline: Option<Instant>,
    /// The cost of a rota, in grains.
    pub(super) known: Option<i64>,
    /// Good enough, in scaled grains.
    pub(super) target: Option<i128>,
}

impl Budget {
    /// Whether another evaluation may start after some.
    pub(super) fn is_left(&self, rounds: u32) -> bool {
        self.rounds.is_none_or(|most| rounds < most)
            && self.deadline.is_none_or(|deadline| Instant::now() < deadline)
    }

    /// Whether a value is good enough.
    pub(super) fn is_met(&self, value: i128) -> bool {
        self.target.is_some_and(|target| value >= target)
    }
}

/// Where an ascent ended.
pub(super) struct Ascent {
    /// The best value, in scaled grains.
    pub(super) value: i128,
    /// Its multipliers.
    pub(super) y: Vec<i64>,
    /// Values that were computed.
    pub(super) rounds: u32,
    /// Routes that were priced and handed to the master.
    pub(super) columns: usize,
    /// The cuts of the last master.
    pub(super) cuts: Vec<Cut>,
    /// The routes that its optimum mixes, with weights.
    pub(super) mixture: Vec<(Cut, f64)>,
}

/// The share of the value that is not worth going on for.
pub(super) const CLOSE: f64 = 1e-7;
/// The share of the value at which ties of starts come in.
const ROUGH: f64 = 1e-3;
/// Evaluations that have to gain ten times what is not worth going on for.
const STRETCH: u32 = 20;
/// Within this reach, next to no promise means next to no gain.
const WIDE: f64 = 5.0;
/// The least reach.
const NARROW: f64 = 0.003;
/// What a sweep of the master has to gain for another one, in typical costs of a stop; and before the end is called.
const LOOSE: f64 = 3e-6;
const TIGHT: f64 = 1e-11;
/// The same with so many cuts that the master takes more time than pricing.
const LOOSER: f64 = 3e-5;
const MANY_CUTS: usize = 1_000;
/// A master with this many cuts is cheap enough to be solved well.
const FEW_CUTS: usize = 600;
/// How far multipliers may go when ties come in.
const FIRST_REACH: f64 = 0.3;

/// A master that knows what is known of the relaxation, and its unit of cost.
pub(super) fn master(relaxation: &Relaxation, restriction: &Restriction) -> (Master, f64) {
    let (frame, layout) = (&relaxation.frame, &relaxation.frame.layout);
    let unit = (typical_cost(frame.problem) * frame.scale as f64).max(1.0);
    let known = relaxation.known_cuts(restriction);
    (Master::new(relaxation.parts(), &layout.step, &layout.floor, unit, known), unit)
}

/// Climbs from multipliers and cuts that hold under the restriction.
pub(super) fn climb(
    relaxation: &Relaxation,
    restriction: &Restriction,
    (start, cuts): (Vec<i64>, Vec<Cut>),
    budget: &Budget,
) -> Ascent {
    let frame = &relaxation.frame;
    let layout = &frame.layout;
    let (mut master, unit) = master(relaxation, restriction);
    let mut y = start;
    y.resize(layout.len(), 0);
    relaxation.mend(&mut y);
    let mut ascent = Ascent {
        value: 0,
        y: y.clone(),
        rounds: 0,
        columns: 0,
        cuts: Vec::new(),
        mixture: Vec::new(),
    };
    let Some(first) = relaxation.value(restriction, &y) else { return ascent };
    (ascent.value, ascent.rounds, ascent.columns) = (first.total, 1, first.cuts.len());
    let fresh = cuts.is_empty();
    cuts.into_iter().for_each(|cut| master.add(cut));
    first.cuts.into_iter().for_each(|cut| master.add(cut));
    master.move_to(&y);
    // Times make pricing hard; they wait until the rest is nearly settled.
    if fresh {
        master.fixed = layout.all_times();
    } else {
        master.reach = FIRST_REACH;
    }
    let mut misses = 0;
    let mut mark = (ascent.rounds, ascent.value);
    while budget.is_left(ascent.rounds) && !budget.is_met(ascent.value) {
        let flat = CLOSE.max(if master.fixed.is_empty() { 0.0 } else { ROUGH })
            * (ascent.value as f64).abs().max(unit);
        let enough = if master.len() > MANY_CUTS { LOOSER } else { LOOSE };
        let (mut next, mut model) = master.solve(enough);
        let ends = master.fixed.is_empty() && master.reach >= WIDE;
        if ends && master.len() <= FEW_CUTS && model - ascent.value as f64 <= flat {
            // The master may promise little only because it was not solved well.
            (next, model) = master.solve(TIGHT);
        }
        let promised = model - ascent.value as f64;
        if promised <= flat {
            if !master.fixed.is_empty() {
                master.fixed = 0..0;
                master.reach = FIRST_REACH;
            } else if master.reach < WIDE {
                // Little may be promised only because the next multipliers have to be near.
                master.reach = (master.reach * 10.0).min(WIDE);
            } else {
                break;
            }
            continue;
        }
        relaxation.mend(&mut next);
        let Some(value) = relaxation.value(restriction, &next) else { break };
        ascent.rounds += 1;
        ascent.columns += value.cuts.len();
        let gained = (value.total - ascent.value) as f64;
        value.cuts.into_iter().for_each(|cut| master.add(cut));
        if gained > 0.1 * promised {
            if gained > 0.5 * promised {
                master.reach *= 2.0;
            }
            misses = 0;
        } else {
            misses += 1;
            if misses >= 8 && master.reach <= NARROW {
                // What is still promised is lost again when multipliers are rounded.
                break;
            }
            if misses >= 3 && master.reach > NARROW {
                master.reach = (master.reach * 0.6).max(NARROW);
                misses = 0;
            }
        }
        if gained > 0.0 {
            ascent.value = value.total;
            master.move_to(&next);
            ascent.y = next;
        }
        if ascent.rounds >= mark.0 + STRETCH {
            if master.fixed.is_empty() && (ascent.value - mark.1) as f64 <= 10.0 * flat {
                break;
            }
            mark = (ascent.rounds, ascent.value);
        }
    }
    ascent.cuts = master.cuts();
    ascent.mixture = master.mixture();
    ascent
}
