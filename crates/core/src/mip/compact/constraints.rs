//! Rows that every plan keeps: whole visits, flows, times, links, largest numbers of carers.

use std::collections::BTreeMap;

use super::horizon::Times;
use super::variables::Variables;
use crate::mip::backend::{Column, Model, Side};
use crate::mip::ledger::UNBOUNDED;
use crate::problem::{Gap, Problem};

/// Adds all of them.
pub(super) fn add(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    for visit in 0..problem.visits.len() as u32 {
        starts(times, columns, visit, model);
        slots(problem, columns, visit, model);
        links(problem, times, columns, visit, model);
    }
    flows(problem, columns, model);
    orders(problem, times, columns, model);
    shift_ends(problem, times, columns, model);
}

/// The terms of a sum, all with the same factor.
pub(super) fn sum(
    columns: impl IntoIterator<Item = Column>,
    factor: i64,
) -> impl Iterator<Item = (Column, i64)> {
    columns.into_iter().map(move |column| (column, factor))
}

/// One piece if allocated, and the start in it.
fn starts(times: &Times, columns: &Variables, visit: u32, model: &mut Model) {
    let v = visit as usize;
    let (allocated, lo) = (columns.allocated[v], times.lo(visit));
    let chosen = sum(columns.piece[v].iter().copied(), 1);
    model.row(chosen.chain([(allocated, -1)]).collect(), Side::Equal(0));
    for (k, &(earliest, latest)) in times.pieces[v].iter().enumerate() {
        let (z, b) = (columns.piece[v][k], columns.in_piece[v][k]);
        model.row(vec![(b, 1), (z, -earliest)], Side::AtLeast(0));
        model.row(vec![(b, 1), (z, -latest)], Side::AtMost(0));
    }
    let parts = sum(columns.in_piece[v].iter().copied(), -1);
    let row = parts.chain([(columns.start[v], 1), (allocated, lo)]).collect();
    model.row(row, Side::Equal(lo));
}

/// All slots or none, each by an eligible shift for the piece, no carer twice.
fn slots(problem: &Problem, columns: &Variables, visit: u32, model: &mut Model) {
    let v = visit as usize;
    for node in problem.nodes_of(visit) {
        let serves = &columns.serves[node as usize];
        let all = sum(serves.values().copied(), 1);
        model.row(all.chain([(columns.allocated[v], -1)]).collect(), Side::Equal(0));
        for (&shift, &y) in serves {
            let mask = problem.eligibility.mask(node, shift);
            let barred = |k: &usize| mask >> k & 1 == 0;
            let pieces: Vec<usize> = (0..columns.piece[v].len()).filter(barred).collect();
            if !pieces.is_empty() {
                // The slot is filled by this shift, or the start is in a piece barred to it, or neither.
                let row = sum(pieces.iter().map(|k| columns.piece[v][*k]), 1).chain([(y, 1)]);
                model.row(row.collect(), Side::AtMost(1));
            }
        }
    }
    if problem.nodes_of(visit).len() > 1 {
        for carer in 0..problem.carers.len() as u32 {
            let at = columns.carer_at(problem, visit, carer);
            if at.len() > 1 {
                let row = sum(at, 1).chain([(columns.allocated[v], -1)]);
                model.row(row.collect(), Side::AtMost(0));
            }
        }
    }
}

/// In and out of every node that a shift serves, no more units than it has room for, and at most one route for each
/// shift.
fn flows(problem: &Problem, columns: &Variables, model: &mut Model) {
    let mut into: BTreeMap<(u32, Option<u32>), Vec<Column>> = BTreeMap::new();
    let mut out: BTreeMap<(u32, Option<u32>), Vec<Column>> = BTreeMap::new();
    for arc in &columns.arcs {
        out.entry((arc.shift, arc.from)).or_default().push(arc.column);
        into.entry((arc.shift, arc.to)).or_default().push(arc.column);
    }
    for (node, serves) in (0..).zip(&columns.serves) {
        for (&shift, &y) in serves {
            for side in [&into, &out] {
                let arcs = side.get(&(shift, Some(node))).cloned().unwrap_or_default();
                model.row(sum(arcs, 1).chain([(y, -1)]).collect(), Side::Equal(0));
            }
        }
    }
    for shift in 0..problem.shifts.len() as u32 {
        let brought: Vec<_> = problem
            .nodes
            .iter()
            .zip(&columns.serves)
            .filter_map(|(node, serves)| serves.get(&shift).map(|y| (*y, node.load)))
            .filter(|(_, load)| *load > 0)
            .collect();
        if brought.iter().map(|(_, load)| load).sum::<i64>() > problem.shift(shift).capacity {
            model.row(brought, Side::AtMost(problem.shift(shift).capacity));
        }
        if let Some(departures) = out.get(&(shift, None)) {
            model.row(sum(departures.iter().copied(), 1).collect(), Side::AtMost(1));
        }
    }
}

/// Service, leg, next service. Arcs of all shifts between two nodes share a row: at most one of them is used.
fn orders(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    let mut pairs: BTreeMap<(u32, u32), Vec<(Column, i64)>> = BTreeMap::new();
    for arc in &columns.arcs {
        if let (Some(from), Some(to)) = (arc.from, arc.to) {
            pairs.entry((from, to)).or_default().push((arc.column, arc.way(problem)));
        }
    }
    for ((from, to), arcs) in pairs {
        let (a, b) = (problem.node(from), problem.node(to));
        let service = a.offset + a.duration - b.offset;
        let slack = (times.hi(a.visit) + service - times.lo(b.visit)).max(0);
        let starts = [(columns.start[b.visit as usize], 1), (columns.start[a.visit as usize], -1)];
        let used = arcs.into_iter().map(|(column, leg)| (column, -(leg + slack)));
        model.row(used.chain(starts).collect(), Side::AtLeast(service - slack));
    }
}

/// First stops wait for the shift's start and the way, last stops leave time for the way back.
fn shift_ends(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    let mut first: BTreeMap<u32, Vec<(Column, i64)>> = BTreeMap::new();
    let mut last: BTreeMap<u32, Vec<(Column, i64)>> = BTreeMap::new();
    for arc in &columns.arcs {
        let (at, way) = (problem.shift(arc.shift), arc.way(problem));
        match (arc.from, arc.to) {
            (None, Some(node)) => {
                let n = problem.node(node);
                let push = at.start - times.base + way - n.offset - times.lo(n.visit);
                first.entry(node).or_default().push((arc.column, -push.max(0)));
            }
            (Some(node), None) => {
                let n = problem.node(node);
                let latest = at.end - times.base - way - n.offset - n.duration;
                let push = times.hi(n.visit) - latest;
                last.entry(node).or_default().push((arc.column, push.max(0)));
            }
            _ => {}
        }
    }
    for (node, arcs) in first {
        let visit = problem.node(node).visit;
        let row = arcs.into_iter().chain([(columns.start[visit as usize], 1)]);
        model.row(row.collect(), Side::AtLeast(times.lo(visit)));
    }
    for (node, arcs) in last {
        let visit = problem.node(node).visit;
        let row = arcs.into_iter().chain([(columns.start[visit as usize], 1)]);
        model.row(row.collect(), Side::AtMost(times.hi(visit)));
    }
}

/// Gaps, same and different carers; void while either visit is unallocated.
fn links(problem: &Problem, times: &Times, columns: &Variables, visit: u32, model: &mut Model) {
    let indexed = problem.visit(visit);
    // Each tie is stored with both of its visits.
    for tie in indexed.gaps.iter().filter(|tie| tie.other > visit) {
        gap(times, columns, visit, tie, model);
    }
    let carers = || 0..problem.carers.len() as u32;
    for &other in indexed.same_carer.iter() {
        for carer in carers() {
            let mine = columns.carer_at(problem, visit, carer);
            let theirs = columns.carer_at(problem, other, carer);
            let row =
                sum(mine, 1).chain(sum(theirs, -1)).chain([(columns.allocated[other as usize], 1)]);
            model.row(row.collect(), Side::AtMost(1));
        }
    }
    for &other in indexed.both_or_neither.iter().filter(|other| **other > visit) {
        let (mine, theirs) = (visit as usize, other as usize);
        let row = vec![(columns.allocated[mine], 1), (columns.allocated[theirs], -1)];
        model.row(row, Side::Equal(0));
    }
    for &other in indexed.different_carer.iter().filter(|other| **other > visit) {
        for carer in carers() {
            let mine = columns.carer_at(problem, visit, carer);
            let theirs = columns.carer_at(problem, other, carer);
            if !mine.is_empty() && !theirs.is_empty() {
                model.row(sum(mine, 1).chain(sum(theirs, 1)).collect(), Side::AtMost(1));
            }
        }
    }
}

fn gap(times: &Times, columns: &Variables, visit: u32, gap: &Gap, model: &mut Model) {
    let (v, w) = (visit as usize, gap.other as usize);
    let mut at_least = |from: usize, to: usize, least: i64| {
        let slack = (least - (times.lo(to as u32) - times.hi(from as u32))).max(0);
        let row = vec![
            (columns.start[to], 1),
            (columns.start[from], -1),
            (columns.allocated[from], -slack),
            (columns.allocated[to], -slack),
        ];
        model.row(row, Side::AtLeast(least - 2 * slack));
    };
    if gap.least > -UNBOUNDED {
        at_least(v, w, gap.least);
    }
    if gap.most < UNBOUNDED {
        at_least(w, v, -gap.most);
    }
}
