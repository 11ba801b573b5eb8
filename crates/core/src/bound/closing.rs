//! The last hair of an ascent, where who goes where is settled and only times are left to be priced.
//!
//! A price of time may then have to be many times what is usual, further away than the bundle master looks. There are few
//! cuts by then, and the master without its square is a linear program, which a solver answers exactly (Kelley's method in
//! a box, as in Marsten, Hogan and Blankenship, 1975). What it answers is a place to look at, nothing more: the value there
//! is computed in whole numbers as anywhere.

use std::collections::BTreeMap;

use crate::mip::{Limits, Model, Side};

use super::ascent::{Ascent, Budget, CLOSE, master};
use super::lagrangian::Relaxation;
use super::master::Master;
use super::restriction::Restriction;

/// Evaluations.
const ROUNDS: u32 = 30;
/// Half the first box, in steps of a multiplier, and of the largest.
const FIRST: f64 = 1.0;
const LARGEST: f64 = 1e6;
/// With more cuts than this the program takes too long.
const MOST_CUTS: usize = 3_000;
/// Steps of the solver, which a few hundred cuts never take.
const ITERATIONS: u32 = 100_000;
/// No part is worth more, in grains.
const FAR: i64 = 1_000_000_000_000;

/// Closes in on the best multipliers of a branch, from where its ascent ended.
pub(super) fn close(
    relaxation: &Relaxation,
    restriction: &Restriction,
    parent: &Ascent,
    budget: &Budget,
) -> Ascent {
    let (mut master, unit) = master(relaxation, restriction);
    parent.cuts.iter().cloned().for_each(|cut| master.add(cut));
    let mut ascent = Ascent {
        value: parent.value,
        y: parent.y.clone(),
        rounds: 0,
        columns: 0,
        cuts: Vec::new(),
        mixture: parent.mixture.clone(),
    };
    let flat = CLOSE * (ascent.value as f64).abs().max(unit);
    let mut reach = FIRST;
    while ascent.rounds < ROUNDS
        && budget.is_left(ascent.rounds)
        && !budget.is_met(ascent.value)
        && master.len() <= MOST_CUTS
    {
        let Some((mut next, model)) = best(relaxation, &master, &ascent.y, reach) else { break };
        let promised = model - ascent.value as f64;
        if promised <= flat {
            if reach >= LARGEST {
                break;
            }
            reach *= 10.0;
            continue;
        }
        relaxation.mend(&mut next);
        let Some(value) = relaxation.value(restriction, &next) else { break };
        ascent.rounds += 1;
        ascent.columns += value.cuts.len();
        value.cuts.into_iter().for_each(|cut| master.add(cut));
        let gained = (value.total - ascent.value) as f64;
        if gained > 0.0 {
            (ascent.value, ascent.y) = (value.total, next);
        }
        reach *= if gained > 0.5 * promised { 4.0 } else { 0.5 };
    }
    ascent.cuts = master.cuts();
    ascent
}

/// The best multipliers by what is known, none further from `y` than `reach` steps, and what they promise.
fn best(
    relaxation: &Relaxation,
    master: &Master,
    y: &[i64],
    reach: f64,
) -> Option<(Vec<i64>, f64)> {
    let frame = &relaxation.frame;
    let scale = frame.scale as f64;
    let mut model = Model::default();
    let mut multipliers = BTreeMap::new();
    let mut parts = BTreeMap::new();
    for cut in master.all() {
        // The lower of two values of a part is that of a column that is below both.
        let part = *parts.entry(cut.part).or_insert_with(|| model.column(-FAR, FAR, -1));
        let mut terms = vec![(part, 1)];
        for &(index, slope) in &cut.slopes {
            let column = *multipliers.entry(index).or_insert_with(|| {
                let (at, by) = (y[index] as f64, reach * frame.layout.step[index]);
                let low = (at - by).max(frame.layout.floor[index] as f64);
                model.column((low / scale).floor() as i64, ((at + by) / scale).ceil() as i64, 0)
            });
            terms.push((column, -slope.round() as i64));
        }
        model.row(terms, Side::AtMost((cut.constant / scale).round() as i64));
    }
    let answer = model.solve(&Limits { iterations: Some(ITERATIONS), ..Limits::default() }).ok()?;
    let mut next = y.to_vec();
    for (index, column) in multipliers {
        next[index] = (answer.value(column) * scale).round() as i64;
    }
    Some((next, -answer.cost * scale))
}
