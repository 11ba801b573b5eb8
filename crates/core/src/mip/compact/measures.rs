//! Columns and rows of the measures on the score sheet that no single column carries.

use super::constraints::sum;
use super::horizon::Times;
use super::variables::{Arc, Variables};
use crate::mip::backend::{Column, Model, Side, Sum};
use crate::mip::contracts;
use crate::problem::{Problem, Window};

/// How long the route of a shift takes, as terms, and the bounds of that.
pub(super) struct Span {
    /// From the first start to the last end of care.
    pub(super) worked: Vec<(Column, i64)>,
    /// From setting out to the return.
    pub(super) taken: Vec<(Column, i64)>,
    /// When its carer sets out; 0 without a route.
    pub(super) leaves: Vec<(Column, i64)>,
    /// When that can be.
    pub(super) departs: (i64, i64),
    /// The most that `taken` can be.
    pub(super) longest: i64,
}

/// Adds all of them, and gives the time that routes take where something asks for it. A measure without a price adds nothing.
pub(super) fn add(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    model: &mut Model,
) -> Vec<Option<Span>> {
    for visit in 0..problem.visits.len() as u32 {
        visit_times(problem, times, columns, visit, model);
    }
    largest_lateness(problem, times, columns, model);
    for client in 0..problem.clients.len() {
        faces(problem, columns, client, model);
    }
    overtime(problem, times, columns, model);
    let spans = spans(problem, times, columns, model);
    hours(problem, &spans, model);
    unsocial(problem, columns, model);
    spans
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
        model.largest(problem.prices.unsocial, 0, [(terms, -share)]);
    }
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
) -> Sum {
    let v = visit as usize;
    let pieces = problem.visit(visit).windows.iter().enumerate();
    let marked = pieces.filter_map(|(k, window)| mark(window).map(|mark| (k, mark - times.base)));
    let terms = marked.flat_map(|(k, mark)| {
        [(columns.in_piece[v][k], sign), (columns.piece[v][k], -sign * mark)]
    });
    (terms.collect(), 0)
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
        model.largest(prices.earliness * slots, 0, [past(-1, &|w| Some(w.soft_earliest))]);
    }
    if prices.lateness > 0 {
        model.largest(prices.lateness * slots, 0, [past(1, &|w| late_after(times, w))]);
    }
    if prices.preferred > 0 {
        let off = [past(1, &|w| w.preferred), past(-1, &|w| w.preferred)];
        model.largest(prices.preferred * slots, 0, off);
    }
}

/// When a start in the window gets late; `None`: never, where the mark would only spoil the numbers.
fn late_after(times: &Times, window: &Window) -> Option<i64> {
    (window.soft_latest < times.base + (1 << 40)).then_some(window.soft_latest)
}

fn largest_lateness(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    if problem.prices.largest_lateness > 0 {
        let late =
            |visit| past(problem, times, columns, visit, 1, |window| late_after(times, window));
        let visits = 0..problem.visits.len() as u32;
        model.largest(problem.prices.largest_lateness, 0, visits.map(late));
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
            for at in visits {
                let row = sum(at, -1).chain([(face, 1)]);
                model.row(row.collect(), Side::AtLeast(0));
            }
            comes.push(face);
        }
    }
    let all = || sum(comes.iter().copied(), 1).collect();
    let mut beyond = |price, free: i64| {
        if price > 0 {
            model.largest(price, 0, [(all(), -free)]);
        }
    };
    beyond(prices.faces, 1);
    if let Some(most) = indexed.max_carers.map(i64::from) {
        beyond(prices.faces_over, most);
    }
    // t (t + 1) / 2 is what lies beyond the size, plus what lies beyond one more, and so on.
    let size = indexed.team_size.filter(|_| prices.team_size > 0).map(i64::from);
    for free in size.into_iter().flat_map(|size| size..comes.len() as i64) {
        beyond(prices.team_size, free);
    }
    if let Some(most) = indexed.max_carers.filter(|_| prices.faces_enforced && !comes.is_empty()) {
        model.row(all(), Side::AtMost(i64::from(most)));
    }
}

/// How late each route is back, over all its possible last stops.
fn overtime(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    if problem.prices.overtime == 0 {
        return;
    }
    for (shift, at) in (0..).zip(&problem.shifts) {
        let mut over = Vec::new();
        for arc in columns.arcs.iter().filter(|arc| arc.shift == shift && arc.to.is_none()) {
            let Some(last) = arc.from.map(|node| problem.node(node)) else { continue };
            let ends = last.offset + last.duration + arc.way(problem);
            let after = ends - (at.overtime_from - times.base);
            let mut ends = vec![(columns.start[last.visit as usize], 1)];
            ends.extend(columns.rests[shift as usize].late.map(|late| (late, 1)));
            let most = model.highest(&ends) + after;
            if most > 0 {
                // over >= start + after - most (1 - x), where most is the largest start + after
                let terms = ends.into_iter().chain([(arc.column, most)]);
                over.push((terms.collect(), after - most));
            }
        }
        model.largest(problem.prices.overtime, 0, over);
    }
}

/// How long the route of each shift takes; `None` where nothing asks for it.
///
/// It is written as services, legs between them, rests and waiting, with `waiting >= 0` a column of its own: that bounds it
/// from below in the relaxation, where the two ends alone would not.
fn spans(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    model: &mut Model,
) -> Vec<Option<Span>> {
    let wanted = |shift: u32| {
        let carer = problem.shift(shift).carer as usize;
        let mut breaks = problem.breaks.of(shift).iter();
        problem.prices.waiting > 0
            || problem.carers[carer].hours.cap.is_some()
            || problem.carers[carer].limits.is_some()
            || problem.breaks.count() && breaks.any(|asked| asked.after.is_some())
            || contracts::marks(problem, carer as u32).next().is_some()
    };
    let shifts = 0..problem.shifts.len() as u32;
    shifts.map(|shift| wanted(shift).then(|| span(problem, times, columns, shift, model))).collect()
}

fn span(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    shift: u32,
    model: &mut Model,
) -> Span {
    let (at, rests) = (problem.shift(shift), &columns.rests[shift as usize]);
    let mut worked = Vec::new();
    for (node, serves) in problem.nodes.iter().zip(&columns.serves) {
        worked.extend(serves.get(&shift).map(|y| (*y, node.duration)));
    }
    worked.extend(rests.between(&columns.arcs));
    let (mut ends, mut ways, mut leaves) = (Vec::new(), Vec::new(), Vec::new());
    let (mut departs, mut returns) = ((i64::MAX, i64::MIN), i64::MIN);
    let (mut first, mut last) = (i64::MAX, i64::MIN);
    for arc in columns.arcs.iter().filter(|arc| arc.shift == shift) {
        let way = arc.way(problem);
        let (index, sign) = match (arc.from, arc.to) {
            (None, Some(first)) => (first, -1),
            (Some(last), None) => (last, 1),
            _ => {
                worked.push((arc.column, way));
                continue;
            }
        };
        let node = problem.node(index);
        let care = if sign > 0 { node.duration } else { 0 };
        let start = start_if(times, columns, arc, node.visit, model);
        ends.extend([(start, sign), (arc.column, sign * node.offset + care)]);
        ways.push((arc.column, way));
        let (lo, hi) = times.in_shift(problem, index, shift);
        if sign > 0 {
            returns = returns.max(hi + node.offset + care + way);
            last = last.max(hi + node.offset + care);
        } else {
            first = first.min(lo + node.offset);
            leaves.extend([(start, 1), (arc.column, node.offset - way)]);
            let (lo, hi) = (lo + node.offset - way, hi + node.offset - way);
            departs = (departs.0.min(lo), departs.1.max(hi));
        }
    }
    let most = last.saturating_sub(first).max(0);
    worked.push((model.column(0, most, problem.prices.waiting), 1));
    let row = ends.into_iter().chain(worked.iter().map(|(c, factor)| (*c, -factor)));
    model.row(row.collect(), Side::Equal(0));
    let opens = at.start - times.base;
    departs.0 = if rests.early.is_some() { opens } else { departs.0.max(opens) };
    leaves.extend(rests.early.map(|early| (early, -1)));
    let extra: Vec<(Column, i64)> = sum(rests.early.into_iter().chain(rests.late), 1).collect();
    let late: Vec<(Column, i64)> = sum(rests.late, 1).collect();
    let longest = returns.saturating_add(model.highest(&late)).saturating_sub(departs.0);
    let taken = worked.iter().copied().chain(ways).chain(extra).collect();
    Span { worked, taken, leaves, departs, longest: longest.max(0) }
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
    let product = model.column(0, hi, 0);
    model.row(vec![(product, 1), (arc.column, -lo)], Side::AtLeast(0));
    model.row(vec![(product, 1), (arc.column, -hi)], Side::AtMost(0));
    model.row(vec![(product, 1), (start, -1), (arc.column, -lo)], Side::AtMost(-lo));
    model.row(vec![(product, 1), (start, -1), (arc.column, -hi)], Side::AtLeast(-hi));
    product
}

fn hours(problem: &Problem, spans: &[Option<Span>], model: &mut Model) {
    for (carer, indexed) in problem.carers.iter().enumerate() {
        let shifts = indexed.shifts.clone().map(|shift| shift as usize);
        let spans = shifts.filter_map(|shift| spans[shift].as_ref());
        let worked: Vec<(Column, i64)> = spans.flat_map(|span| span.worked.clone()).collect();
        contracts::price(problem, carer as u32, (&worked, 0), model);
        if let Some(cap) = indexed.hours.cap.filter(|_| !worked.is_empty()) {
            model.row(worked, Side::AtMost(cap));
        }
    }
}
