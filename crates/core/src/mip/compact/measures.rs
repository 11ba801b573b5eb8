//! Columns and rows of the measures on the score sheet that no single column carries.

use super::constraints::sum;
use super::horizon::Times;
use super::variables::{Arc, Variables};
use crate::mip::backend::{Column, Model, Side};
use crate::problem::{Problem, Window};

/// Adds all of them. A measure without a price adds nothing.
pub(super) fn add(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    for visit in 0..problem.visits.len() as u32 {
        visit_times(problem, times, columns, visit, model);
    }
    largest_lateness(problem, times, columns, model);
    for client in 0..problem.clients.len() {
        faces(problem, columns, client, model);
    }
    overtime(problem, times, columns, model);
    let spans = spans(problem, times, columns, model);
    contracts(problem, &spans, model);
    unsocial(problem, columns, model);
}

/// Unsocial time of each carer beyond the share.
fn unsocial(problem: &Problem, columns: &Variables, model: &mut Model) {
    if problem.prices.unsocial == 0 {
        return;
    }
    for carer in &problem.carers {
        let Some(share) = carer.unsocial_share else { continue };
        let mut terms = Vec::new();
        for (node, serves) in problem.nodes.iter().zip(&columns.serves) {
            let own = serves.range(carer.shifts.clone());
            terms.extend(own.map(|(_, column)| (*column, node.unsocial)));
        }
        let beyond = model.column(0, None, problem.prices.unsocial);
        above(model, beyond, terms, -share);
    }
}

/// `column >= expression` as a row.
fn above(
    model: &mut Model,
    column: Column,
    terms: impl IntoIterator<Item = (Column, i64)>,
    constant: i64,
) {
    let row = terms.into_iter().map(|(c, factor)| (c, -factor)).chain([(column, 1)]);
    model.row(row.collect(), Side::AtLeast(constant));
}

/// `sum_k sign (b[v,k] - mark(k) z[v,k])`: how far the start is past (or before) a mark of its piece; 0 if
/// unallocated or the piece has no mark.
fn past(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    visit: u32,
    sign: i64,
    mark: impl Fn(&Window) -> Option<i64>,
) -> Vec<(Column, i64)> {
    let v = visit as usize;
    let pieces = problem.visit(visit).windows.iter().enumerate();
    let marked = pieces.filter_map(|(k, window)| mark(window).map(|mark| (k, mark - times.base)));
    marked
        .flat_map(|(k, mark)| [(columns.in_piece[v][k], sign), (columns.piece[v][k], -sign * mark)])
        .collect()
}

/// Earliness, lateness and distance from the preferred start, for each slot.
fn visit_times(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    visit: u32,
    model: &mut Model,
) {
    let prices = &problem.prices;
    let slots = problem.nodes_of(visit).len() as i64;
    let past = |sign, mark: &dyn Fn(&Window) -> Option<i64>| {
        past(problem, times, columns, visit, sign, mark)
    };
    if prices.earliness > 0 {
        let early = model.column(0, None, prices.earliness * slots);
        above(model, early, past(-1, &|w| Some(w.soft_earliest)), 0);
    }
    if prices.lateness > 0 {
        let late = model.column(0, None, prices.lateness * slots);
        above(model, late, past(1, &|w| late_after(times, w)), 0);
    }
    if prices.preferred > 0 {
        let off = model.column(0, None, prices.preferred * slots);
        above(model, off, past(1, &|w| w.preferred), 0);
        above(model, off, past(-1, &|w| w.preferred), 0);
    }
}

/// When a start in the window gets late; `None`: never, where the mark would only spoil the numbers.
fn late_after(times: &Times, window: &Window) -> Option<i64> {
    (window.soft_latest < times.base + (1 << 40)).then_some(window.soft_latest)
}

fn largest_lateness(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    if problem.prices.largest_lateness > 0 {
        let largest = model.column(0, None, problem.prices.largest_lateness);
        for visit in 0..problem.visits.len() as u32 {
            let late = past(problem, times, columns, visit, 1, |w| late_after(times, w));
            above(model, largest, late, 0);
        }
    }
}

/// Different carers of a client, beyond the first and beyond the number wanted.
fn faces(problem: &Problem, columns: &Variables, client: usize, model: &mut Model) {
    let (prices, indexed) = (&problem.prices, &problem.clients[client]);
    if !prices.counts_faces() {
        return;
    }
    let mut comes = Vec::new();
    for carer in 0..problem.carers.len() as u32 {
        let at = |visit: &u32| columns.carer_at(problem, *visit, carer);
        let visits: Vec<Vec<Column>> =
            indexed.visits.iter().map(at).filter(|at| !at.is_empty()).collect();
        if !visits.is_empty() {
            let face = model.binary(0);
            visits.into_iter().for_each(|at| above(model, face, sum(at, 1), 0));
            comes.push(face);
        }
    }
    let all = || sum(comes.iter().copied(), 1);
    if prices.faces > 0 {
        let beyond = model.column(0, None, prices.faces);
        above(model, beyond, all(), -1);
    }
    if let Some(most) = indexed.max_carers.map(i64::from) {
        if prices.faces_over > 0 {
            let beyond = model.column(0, None, prices.faces_over);
            above(model, beyond, all(), -most);
        }
        if prices.faces_enforced && !comes.is_empty() {
            model.row(all().collect(), Side::AtMost(most));
        }
    }
    // t (t + 1) / 2 is what lies beyond the size, plus what lies beyond one more, and so on.
    let size = indexed.team_size.filter(|_| prices.team_size > 0).map(i64::from);
    for free in size.into_iter().flat_map(|size| size..comes.len() as i64) {
        let beyond = model.column(0, None, prices.team_size);
        above(model, beyond, all(), -free);
    }
}

/// How late each route is back, over all its possible last stops.
fn overtime(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    if problem.prices.overtime == 0 {
        return;
    }
    for (shift, at) in (0..).zip(&problem.shifts) {
        let over = model.column(0, None, problem.prices.overtime);
        for arc in columns.arcs.iter().filter(|arc| arc.shift == shift && arc.to.is_none()) {
            let Some(last) = arc.from.map(|node| problem.node(node)) else { continue };
            let way = last.offset + last.duration + problem.leg(at.mode, last.place, at.end_place);
            let after = way - (at.overtime_from - times.base);
            let most = times.hi(last.visit) + after;
            if most > 0 {
                // over >= start + after - most (1 - x), where most is the largest start + after
                let terms = [(columns.start[last.visit as usize], 1), (arc.column, most)];
                above(model, over, terms, after - most);
            }
        }
    }
}

/// For each shift, `last end - first start` of its route as terms; `None` where no price asks for it.
///
/// It is written as services, legs between them and waiting, with `waiting >= 0` a column of its own: that bounds it
/// from below in the relaxation, where the two ends alone would not.
fn spans(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    model: &mut Model,
) -> Vec<Option<Vec<(Column, i64)>>> {
    let wanted = |shift: u32| {
        let carer = problem.shift(shift).carer as usize;
        problem.prices.waiting > 0
            || problem.carers[carer].hours.cap.is_some()
            || !contract_marks(problem, carer).is_empty()
    };
    let mut span = |shift: u32| {
        let waiting = model.column(0, None, problem.prices.waiting);
        let mut parts = vec![(waiting, 1)];
        for (node, serves) in problem.nodes.iter().zip(&columns.serves) {
            parts.extend(serves.get(&shift).map(|y| (*y, node.duration)));
        }
        let mut ends = Vec::new();
        for arc in columns.arcs.iter().filter(|arc| arc.shift == shift) {
            let (node, sign) = match (arc.from, arc.to) {
                (Some(from), Some(to)) => {
                    let (from, to) = (problem.node(from).place, problem.node(to).place);
                    parts.push((arc.column, problem.leg(problem.shift(shift).mode, from, to)));
                    continue;
                }
                (None, Some(first)) => (problem.node(first), -1),
                (Some(last), None) => (problem.node(last), 1),
                (None, None) => continue,
            };
            let care = if sign > 0 { node.duration } else { 0 };
            ends.push((start_if(times, columns, arc, node.visit, model), sign));
            ends.push((arc.column, sign * node.offset + care));
        }
        let row = ends.into_iter().chain(parts.iter().map(|(c, factor)| (*c, -factor)));
        model.row(row.collect(), Side::Equal(0));
        parts
    };
    (0..problem.shifts.len() as u32).map(|s| wanted(s).then(|| span(s))).collect()
}

/// A column that is the visit's start if the arc is used, else 0.
fn start_if(
    times: &Times,
    columns: &Variables,
    arc: &Arc,
    visit: u32,
    model: &mut Model,
) -> Column {
    let (lo, hi, start) = (times.lo(visit), times.hi(visit), columns.start[visit as usize]);
    let product = model.column(0, Some(hi), 0);
    model.row(vec![(product, 1), (arc.column, -lo)], Side::AtLeast(0));
    model.row(vec![(product, 1), (arc.column, -hi)], Side::AtMost(0));
    model.row(vec![(product, 1), (start, -1), (arc.column, -lo)], Side::AtMost(-lo));
    model.row(vec![(product, 1), (start, -1), (arc.column, -hi)], Side::AtLeast(-hi));
    product
}

/// The linear stretches of a carer's contract: rate, sign and mark, each `rate x max(0, sign (worked - mark))`.
fn contract_marks(problem: &Problem, carer: usize) -> Vec<(i64, i64, i64)> {
    let (hours, prices) = (problem.carers[carer].hours, &problem.prices);
    let marks = [
        (prices.contract_under, -1, hours.min),
        (prices.contract_over, 1, hours.max),
        (prices.contract_target, -1, hours.target),
        (prices.contract_target, 1, hours.target),
    ];
    let priced = marks.into_iter().filter(|(rate, ..)| *rate > 0);
    priced.filter_map(|(rate, sign, mark)| mark.map(|mark| (rate, sign, mark))).collect()
}

fn contracts(problem: &Problem, spans: &[Option<Vec<(Column, i64)>>], model: &mut Model) {
    for (carer, indexed) in problem.carers.iter().enumerate() {
        let shifts = indexed.shifts.clone().map(|shift| shift as usize);
        let worked: Vec<(Column, i64)> =
            shifts.flat_map(|shift| spans[shift].iter().flatten().copied()).collect();
        for (rate, sign, mark) in contract_marks(problem, carer) {
            let off = model.column(0, None, rate);
            above(model, off, worked.iter().map(|(c, factor)| (*c, sign * factor)), -sign * mark);
        }
        if let Some(cap) = indexed.hours.cap.filter(|_| !worked.is_empty()) {
            model.row(worked, Side::AtMost(cap));
        }
    }
}
