//! Rests: a break that a shift asks for becomes an optional visit to nobody, which only the shift's carer makes.

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
    /// What it costs to miss it.
    pub missed: i64,
}

/// More than any plan is worth: breaks that have to be had.
const NEVER_MISSED: i64 = 1 << 55;

/// Adds the rests of all shifts. Breaks that a shift has no room for even without any work, and those of carers who set
/// out when the shift starts, are priced as missed as soon as the shift is used.
pub(super) fn add(instance: &Instance, problem: &mut Problem) {
    let missed = match instance.policy.level(RuleId::MissedBreak) {
        Level::Priced(rate) => rate.0,
        Level::Enforce => NEVER_MISSED,
        Level::Off | Level::Warn => return,
    };
    let mut known = problem.eligibility.known();
    let mut shift = 0;
    for carer in &instance.carers {
        let breaks = carer.shifts.iter().map(|s| s.breaks.len()).sum::<usize>();
        let mut pairs = NONE;
        if breaks > 0 {
            problem.clients.push(Client { max_carers: None, team_size: None, visits: Vec::new() });
            let free = std::iter::repeat_n(0, instance.carers.len());
            pairs = problem.eligibility.push_pairs(free);
        }
        for at in &carer.shifts {
            for (of, asked) in at.breaks.iter().enumerate() {
                let fits = at.departs == Departure::AsLateAsFree
                    && window(problem, shift, asked).is_some();
                if fits {
                    let rest = Rest { shift, of, at_ends: asked.at_ends, missed };
                    push(problem, (rest, pairs), asked, &mut known);
                } else {
                    let price = &mut problem.shifts[shift as usize].used_price;
                    *price = price.saturating_add(missed);
                }
            }
            shift += 1;
        }
    }
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

fn push(
    problem: &mut Problem,
    (rest, pairs): (Rest, u32),
    asked: &Break,
    known: &mut BTreeMap<u64, u16>,
) {
    let Some(window) = window(problem, rest.shift, asked) else { return };
    let (visit, node) = (problem.visits.len() as u32, problem.nodes.len() as u32);
    let client = problem.clients.len() as u32 - 1;
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
        drop_price: rest.missed,
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
}
