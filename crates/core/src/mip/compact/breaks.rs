//! Rows of rests: they keep their place and their time, and breaks that are asked for are taken or paid for.

use rota_model::RestAt;

use super::constraints::sum;
use super::horizon::Times;
use super::measures::Span;
use super::rests::{Place, Rests, Taken};
use super::variables::Variables;
use crate::mip::backend::{Column, Model, Side};
use crate::problem::Problem;

/// Adds the rows that keep rests in place, and what their carers wait for those after the last stop.
pub(super) fn add(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    for (shift, rests) in (0..).zip(&columns.rests) {
        for taken in &rests.taken {
            model.row(sum(taken.all(), 1).collect(), Side::AtMost(1));
            for place in &taken.places {
                let used = columns.arcs[place.arc].column;
                model.row(vec![(place.column, 1), (used, -1)], Side::AtMost(0));
                in_place(problem, columns, rests, (taken, place), model);
            }
        }
        for (number, one) in rests.taken.iter().enumerate() {
            for other in &rests.taken[number + 1..] {
                apart(problem, columns, (one, other), model);
            }
        }
        ends(problem, times, columns, shift, model);
        if let Some(late) = rests.late.filter(|_| problem.prices.waiting > 0) {
            let before = |place: &Place| {
                columns.arcs[place.arc].to.is_none() && place.at == RestAt::BeforeLeg
            };
            let rested = rests.length(before).into_iter().map(|(column, time)| (column, -time));
            let waits = (rested.chain([(late, 1)]).collect(), 0);
            model.largest(problem.prices.waiting, 0, [waits]);
        }
    }
}

/// A rest lies between the stops of its arc.
fn in_place(
    problem: &Problem,
    columns: &Variables,
    rests: &Rests,
    (taken, place): (&Taken, &Place),
    model: &mut Model,
) {
    let arc = &columns.arcs[place.arc];
    let start = |node: u32| columns.start[problem.node(node).visit as usize];
    let (rest, way) = (taken.start, arc.way(problem));
    let (before, after) = match place.at {
        RestAt::BeforeLeg => (0, way),
        RestAt::AfterLeg => (way, 0),
    };
    let mut row = |terms, least| model.row_if([place.column], terms, least);
    if let Some(from) = arc.from {
        let done = problem.node(from).offset + problem.node(from).duration;
        let mut after_stop = vec![(rest, 1), (start(from), -1)];
        match (arc.to, place.at, rests.late) {
            (None, RestAt::AfterLeg, Some(late)) => after_stop.push((late, -1)),
            (None, RestAt::BeforeLeg, Some(late)) => {
                row(vec![(late, 1), (start(from), 1), (rest, -1)], taken.least - done);
            }
            _ => {}
        }
        row(after_stop, done + before);
    }
    if let Some(to) = arc.to {
        let offset = problem.node(to).offset;
        let mut before_stop = vec![(start(to), 1), (rest, -1)];
        match (arc.from, place.at, rests.early) {
            (None, RestAt::BeforeLeg, Some(early)) => before_stop.push((early, -1)),
            (None, RestAt::AfterLeg, Some(early)) => {
                row(vec![(early, 1), (rest, 1), (start(to), -1)], offset);
            }
            _ => {}
        }
        row(before_stop, taken.least + after - offset);
    }
}

/// Two rests of a shift do not overlap, and a leg between them takes its time.
fn apart(problem: &Problem, columns: &Variables, (a, b): (&Taken, &Taken), model: &mut Model) {
    let first = [model.binary(0), model.binary(0)];
    model.row(sum(first, 1).collect(), Side::Equal(1));
    for ((one, other), first) in [(a, b), (b, a)].into_iter().zip(first) {
        let terms = || vec![(other.start, 1), (one.start, -1)];
        let slack = one.least - model.lowest(&terms());
        if slack > 0 {
            let conditions = one.all().chain(other.all()).chain([first]);
            let row = terms().into_iter().chain(sum(conditions, -slack)).collect();
            model.row(row, Side::AtLeast(one.least - 3 * slack));
        }
        for before in one.places.iter().filter(|place| place.at == RestAt::BeforeLeg) {
            let same = |place: &&Place| place.arc == before.arc && place.at == RestAt::AfterLeg;
            for after in other.places.iter().filter(same) {
                let least = one.least + columns.arcs[before.arc].way(problem);
                model.row_if([before.column, after.column], terms(), least);
            }
        }
    }
}

/// With rests at the first and the last door, carers leave and are back in time all the same.
fn ends(problem: &Problem, times: &Times, columns: &Variables, shift: u32, model: &mut Model) {
    let (at, rests) = (problem.shift(shift), &columns.rests[shift as usize]);
    for (index, arc) in columns.arcs.iter().enumerate().filter(|(_, arc)| arc.shift == shift) {
        let way = arc.way(problem);
        match (arc.from, arc.to) {
            (None, Some(to)) => {
                let Some(early) = rests.early else { continue };
                let n = problem.node(to);
                let start = columns.start[n.visit as usize];
                let least = at.start - times.base + way - n.offset;
                model.row_if([arc.column], vec![(start, 1), (early, -1)], least);
                first_there((rests, index), early, (start, n.offset), model);
            }
            (Some(from), None) => {
                let Some(late) = rests.late else { continue };
                let n = problem.node(from);
                let start = columns.start[n.visit as usize];
                let latest = at.end - times.base - way - n.offset - n.duration;
                model.row_if([arc.column], vec![(start, -1), (late, -1)], -latest);
            }
            _ => {}
        }
    }
    if let Some(early) = rests.early {
        let most = -model.lowest(&[(early, -1)]);
        let there =
            |place: &&Place| columns.arcs[place.arc].from.is_none() && place.at == RestAt::AfterLeg;
        let places = rests.taken.iter().flat_map(|taken| taken.places.iter().filter(there));
        let row = sum(places.map(|place| place.column), -most).chain([(early, 1)]);
        model.row(row.collect(), Side::AtMost(0));
    }
}

/// A carer is at the first door, that of an arc, for no longer than since the first rest there.
fn first_there(
    (rests, arc): (&Rests, usize),
    early: Column,
    (start, offset): (Column, i64),
    model: &mut Model,
) {
    let there = |place: &&Place| place.arc == arc && place.at == RestAt::AfterLeg;
    let taken = rests.taken.iter().filter_map(|taken| {
        taken.places.iter().find(there).map(|place| (taken.start, place.column))
    });
    let taken: Vec<(Column, Column)> = taken.collect();
    let several = taken.len() > 1;
    let firsts: Vec<Column> =
        taken.iter().map(|(_, is_here)| if several { model.binary(0) } else { *is_here }).collect();
    for ((rest, is_here), first) in taken.into_iter().zip(firsts.clone()) {
        if several {
            model.row(vec![(first, 1), (is_here, -1)], Side::AtMost(0));
            let row = sum(firsts.iter().copied(), 1).chain([(is_here, -1)]);
            model.row(row.collect(), Side::AtLeast(0));
        }
        model.row_if([first], vec![(start, 1), (rest, -1), (early, -1)], -offset);
    }
}

/// Adds rows and prices of breaks that are asked for and missed.
pub(super) fn missed(
    problem: &Problem,
    columns: &Variables,
    spans: &[Option<Span>],
    model: &mut Model,
) {
    if !problem.breaks.count() {
        return;
    }
    for (shift, rests) in (0..).zip(&columns.rests) {
        for (of, asked) in problem.breaks.of(shift).iter().enumerate() {
            let mut spared: Vec<(Column, i64)> = rests
                .taken
                .iter()
                .filter(|taken| taken.of == of)
                .flat_map(|t| sum(t.all(), -1))
                .collect();
            let mut long = None;
            if let Some(after) = asked.after {
                let Some(span) = &spans[shift as usize] else { continue };
                if span.longest <= after {
                    continue;
                }
                let column = model.binary(0);
                let row = span.taken.iter().copied().chain([(column, after - span.longest)]);
                model.row(row.collect(), Side::AtMost(after));
                long = Some(column);
            }
            if !problem.breaks.enforced {
                spared.push((model.column(0, 1, problem.breaks.price), -1));
            }
            for stops in asks(columns, shift, asked.at_ends) {
                let most = i64::from(long.is_some());
                let row = spared.iter().copied().chain(sum(stops, 1)).chain(sum(long, 1));
                model.row(row.collect(), Side::AtMost(most));
            }
        }
    }
}

/// Columns, at most one of them 1, of which one is 1 where there is a route, or one of two stops: by the stop that it goes on
/// from.
fn asks(columns: &Variables, shift: u32, at_ends: bool) -> Vec<Vec<Column>> {
    let arcs = || columns.arcs.iter().filter(|arc| arc.shift == shift);
    let from = |node: Option<u32>| {
        let on = arcs().filter(|arc| arc.from == node && arc.to.is_some());
        on.map(|arc| arc.column).collect::<Vec<_>>()
    };
    if at_ends {
        return vec![from(None)];
    }
    let nodes = arcs().filter(|arc| arc.from.is_none()).map(|arc| from(arc.to));
    nodes.filter(|on| !on.is_empty()).collect()
}
