//! Columns and rows of working time, and the limits on it of days, weeks and the horizon.
//!
//! A wait that is longer than the paid gap is none: it is taken off where a binary column says that it is so long.

use std::collections::BTreeMap;

use super::constraints::sum;
use super::horizon::Times;
use super::measures::Span;
use super::variables::{Arc, Variables};
use crate::mip::backend::{Column, Model, Side};
use crate::problem::{Calendar, Limits, Problem};

/// Adds all of them.
pub(super) fn add(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    spans: &[Option<Span>],
    model: &mut Model,
) {
    let Some(calendar) = &problem.calendar else { return };
    for carer in &problem.carers {
        let Some(limits) = carer.limits else { continue };
        let (mut days, mut all) = (BTreeMap::<i64, Vec<(Column, i64)>>::new(), Vec::new());
        for shift in carer.shifts.clone() {
            let Some(span) = &spans[shift as usize] else { continue };
            if span.longest == 0 {
                continue;
            }
            let mut working = span.taken.clone();
            for (index, arc) in columns.arcs.iter().enumerate().filter(|(_, a)| a.shift == shift) {
                let own = own_time(problem, times, columns, (index, arc), calendar.paid_gap, model);
                working.extend(own.map(|own| (own, -1)));
            }
            all.extend(working.iter().copied());
            if limits.day.is_some() || limits.week.is_some() {
                for (day, time) in by_day((times, columns, calendar), (shift, span), working, model)
                {
                    days.entry(day).or_default().extend(time);
                }
            }
        }
        rows(calendar, limits, days, all, model);
    }
}

fn rows(
    calendar: &Calendar,
    limits: Limits,
    days: BTreeMap<i64, Vec<(Column, i64)>>,
    all: Vec<(Column, i64)>,
    model: &mut Model,
) {
    let mut weeks: BTreeMap<i64, Vec<(Column, i64)>> = BTreeMap::new();
    for (day, time) in days {
        if day / 7 < calendar.weeks {
            weeks.entry(day / 7).or_default().extend(&time);
        }
        if let Some(most) = limits.day {
            model.row(time, Side::AtMost(most));
        }
    }
    if let Some(most) = limits.week {
        weeks.into_values().for_each(|time| model.row(time, Side::AtMost(most)));
    }
    if let Some(most) = limits.horizon.filter(|_| !all.is_empty()) {
        // Where nothing is left, no work at all is within the limit.
        model.row(all, Side::AtMost(most.max(0)));
    }
}

/// A column that can be the wait between the stops of an arc, less rests, if that is longer than the gap, and is 0 if not;
/// `None` where no wait can be so long.
fn own_time(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    (index, arc): (usize, &Arc),
    gap: i64,
    model: &mut Model,
) -> Option<Column> {
    let (before, after) = (problem.node(arc.from?), problem.node(arc.to?));
    let way = before.offset + before.duration + arc.way(problem) - after.offset;
    let longest = times.hi(after.visit) - times.lo(before.visit) - way;
    if longest <= gap {
        return None;
    }
    let (own, is_own) = (model.column(0, longest, 0), model.binary(0));
    model.row(vec![(is_own, 1), (arc.column, -1)], Side::AtMost(0));
    model.row(vec![(own, 1), (is_own, -longest)], Side::AtMost(0));
    model.row(vec![(own, 1), (is_own, -gap - 1)], Side::AtLeast(0));
    let start = |visit: u32| columns.start[visit as usize];
    let mut wait = vec![(start(after.visit), 1), (start(before.visit), -1), (own, -1)];
    let rests = columns.rests[arc.shift as usize].length(|place| place.arc == index);
    wait.extend(rests.into_iter().map(|(column, least)| (column, -least)));
    model.row_if([is_own], wait, way);
    Some(own)
}

/// A shift's working time by the days on which it may be set out for, as terms.
fn by_day(
    (times, columns, calendar): (&Times, &Variables, &Calendar),
    (shift, span): (u32, &Span),
    working: Vec<(Column, i64)>,
    model: &mut Model,
) -> Vec<(i64, Vec<(Column, i64)>)> {
    let day = |at: i64| calendar.day(at + times.base);
    let (first, last) = (day(span.departs.0), day(span.departs.1));
    if first == last {
        return vec![(first, working)];
    }
    let mut days = Vec::new();
    let (mut earliest, mut latest) = (span.leaves.clone(), span.leaves.clone());
    for day in first..=last {
        // What belongs to a day is at least the working time, if the carer sets out then.
        let (is_it, time) = (model.binary(0), model.column(0, span.longest, 0));
        let begins = calendar.midnight(day).map_or(span.departs.0, |at| at - times.base);
        let ends = calendar.midnight(day + 1).map_or(span.departs.1, |at| at - times.base - 1);
        earliest.push((is_it, -begins));
        latest.push((is_it, -ends));
        let row = working.iter().map(|(column, factor)| (*column, -factor));
        let row = row.chain([(time, 1), (is_it, -span.longest)]).collect();
        model.row(row, Side::AtLeast(-span.longest));
        days.push((is_it, (day, vec![(time, 1)])));
    }
    model.row(earliest, Side::AtLeast(0));
    model.row(latest, Side::AtMost(0));
    let used = columns.arcs.iter().filter(|arc| arc.shift == shift && arc.from.is_none());
    let one = sum(days.iter().map(|(is_it, _)| *is_it), 1);
    let row = one.chain(sum(used.map(|arc| arc.column), -1)).collect();
    model.row(row, Side::Equal(0));
    days.into_iter().map(|(_, day)| day).collect()
}
