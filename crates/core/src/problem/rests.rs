//! Rests: a break that a shift asks for becomes an optional visit to nobody, which only the shift's carer makes.
//!
//! There are two kinds. A break at any place of any route, with a price, is *free-standing*: leaving out its visit
//! costs what missing it does, and in an empty route it costs nothing to have. All other breaks are *watched*: leaving
//! out their visits is free, and the tally of a route says whether one that is asked for is missing.

use std::collections::BTreeMap;

use rota_model::{Break, Departure, Instance, Level, RuleId};

use super::{Client, HERE, NONE, Node, Problem, Visit, Window};

/// What is to be known of a rest beside its visit.
#[derive(Debug, Clone, Copy)]
pub struct Rest {
    /// Whose.
    pub shift: u32,
    /// Which of the shift's breaks it is.
    pub of: usize,
    /// Whether it may lie before the first stop with care or after the last one.
    pub at_ends: bool,
}

/// A break that the tally of its shift's route looks for.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    /// The visit of its rest; [`NONE`] where the shift has no room for one.
    pub visit: u32,
    /// Whether the rest may lie before the first stop with care or after the last one.
    pub at_ends: bool,
    /// It is asked for if the route takes longer than this from setting out to the return.
    pub after: i64,
}

/// All watched breaks.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// By shift.
    breaks: Vec<Watched>,
    /// Where those of each shift begin, and the end; empty where there are none at all.
    first: Vec<u32>,
    /// What a missed one costs; 0 where none may be missed.
    pub price: i64,
    /// Whether none may be missed.
    pub enforced: bool,
}

impl Watch {
    /// Whether there is nothing to look for.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.breaks.is_empty()
    }

    /// Those of a shift.
    #[inline]
    pub fn of(&self, shift: u32) -> &[Watched] {
        if self.breaks.is_empty() {
            return &[];
        }
        let index = shift as usize;
        &self.breaks[self.first[index] as usize..self.first[index + 1] as usize]
    }
}

impl Watched {
    /// Whether it is asked for of a route that takes so long, `several` telling whether it has two stops with care.
    #[inline]
    pub fn is_asked(&self, taken: i64, several: bool) -> bool {
        taken > self.after && (several || self.at_ends)
    }
}

/// Adds the rests of all shifts, watched ones last. Breaks with a price that a shift has no room for even without any work,
/// and those of carers who set out when the shift starts, are priced as missed as soon as the shift is used.
pub(super) fn add(instance: &Instance, problem: &mut Problem) {
    (problem.drawn, problem.listed) = (problem.visits.len(), problem.units.len());
    let (missed, enforced) = match instance.policy.level(RuleId::MissedBreak) {
        Level::Priced(rate) => (rate.0, false),
        Level::Enforce => (0, true),
        Level::Off | Level::Warn => return,
    };
    let stands_free = |asked: &Break| !enforced && asked.at_ends && asked.after.is_none();
    let nobodies = nobodies(instance, problem);
    let mut known = problem.eligibility.known();
    let shifts = || {
        instance
            .carers
            .iter()
            .zip(&nobodies)
            .flat_map(|(c, n)| c.shifts.iter().map(move |s| (s, *n)))
    };
    for (shift, (at, nobody)) in (0..).zip(shifts()) {
        for (of, asked) in at.breaks.iter().enumerate().filter(|(_, asked)| stands_free(asked)) {
            let rest = Rest { shift, of, at_ends: true };
            if add_rest(problem, at.departs, (rest, missed), asked, nobody, &mut known).is_none() {
                let price = &mut problem.shifts[shift as usize].used_price;
                *price = price.saturating_add(missed);
            }
        }
    }
    (problem.drawn, problem.listed) = (problem.visits.len(), problem.units.len());
    let mut watch = Watch { price: missed, enforced, first: vec![0], ..Watch::default() };
    for (shift, (at, nobody)) in (0..).zip(shifts()) {
        for (of, asked) in at.breaks.iter().enumerate().filter(|(_, asked)| !stands_free(asked)) {
            let at_ends = asked.at_ends;
            let rest = Rest { shift, of, at_ends };
            let visit = add_rest(problem, at.departs, (rest, 0), asked, nobody, &mut known);
            let after = asked.after.unwrap_or(i64::MIN);
            watch.breaks.push(Watched { visit: visit.unwrap_or(NONE), at_ends, after });
        }
        watch.first.push(watch.breaks.len() as u32);
    }
    problem.watch = watch;
}

/// A client who is nobody, so that rests are no faces at anybody's door, and what it costs to come there: nothing.
#[derive(Debug, Clone, Copy)]
struct Nobody {
    client: u32,
    pairs: u32,
}

/// One for each carer with breaks.
fn nobodies(instance: &Instance, problem: &mut Problem) -> Vec<Nobody> {
    let mut nobody = Nobody { client: NONE, pairs: NONE };
    let carers = instance.carers.iter();
    let nobodies = carers.map(|carer| {
        if carer.shifts.iter().any(|shift| !shift.breaks.is_empty()) {
            let free = std::iter::repeat_n(0, instance.carers.len());
            let pairs = problem.eligibility.push_pairs(free);
            nobody = Nobody { client: problem.clients.len() as u32, pairs };
            problem.clients.push(Client { max_carers: None, team_size: None, visits: Vec::new() });
        }
        nobody
    });
    nobodies.collect()
}

/// The starts of a rest in a shift without any work; `None` when there are none.
fn window(problem: &Problem, shift: u32, asked: &Break) -> Option<Window> {
    let at = problem.shift(shift);
    let (earliest, latest) = (asked.earliest.0, asked.latest.0 - asked.least);
    let fits = at.start.max(earliest) <= latest.min(at.end - asked.least);
    fits.then_some(Window {
        earliest,
        latest,
        soft_earliest: earliest,
        soft_latest: latest,
        preferred: None,
    })
}

/// Adds the visit of a rest, with the price of leaving it out; `None` when there is no room for it.
fn add_rest(
    problem: &mut Problem,
    departs: Departure,
    (rest, drop_price): (Rest, i64),
    asked: &Break,
    Nobody { client, pairs }: Nobody,
    known: &mut BTreeMap<u64, u16>,
) -> Option<u32> {
    if departs == Departure::AtShiftStart {
        return None;
    }
    let window = window(problem, rest.shift, asked)?;
    let (visit, node) = (problem.visits.len() as u32, problem.nodes.len() as u32);
    problem.nodes.push(Node {
        visit,
        place: HERE,
        offset: 0,
        duration: asked.least,
        load: 0,
        unsocial: 0,
    });
    problem.clients[client as usize].visits.push(visit);
    problem.units.push(vec![visit]);
    problem.visits.push(Visit {
        client,
        pairs,
        nodes: node..node + 1,
        windows: vec![window],
        duration: asked.least,
        drop_price,
        holds: vec![i64::MIN],
        gaps: Vec::new(),
        same_carer: Vec::new(),
        different_carer: Vec::new(),
        both_or_neither: Vec::new(),
        unit: problem.units.len() as u32 - 1,
    });
    problem.rests.push(rest);
    let mut row = vec![0_u64; problem.shifts.len()];
    row[rest.shift as usize] = 1;
    // The mask of a first window is known wherever anything is, or is one more of very few.
    problem.eligibility.push_node(&row, known);
    Some(visit)
}
