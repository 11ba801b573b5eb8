//! Rows for rest between days, spans of days, split days, days in a row and weekends.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::constraints::sum;
use super::horizon::Times;
use super::variables::Variables;
use crate::mip::backend::{Column, MipError, Model, Side};
use crate::mip::days::saturday;
use crate::problem::{Carer, DayRules, Problem};

/// A stop that a route may begin or end with.
struct End {
    /// 1 if it does; `None` for past work, which has nothing to choose.
    arc: Option<Column>,
    /// The visit; `None` for past work.
    visit: Option<u32>,
    /// From the visit's start to setting out or returning; of past work, when that is.
    way: i64,
    /// Seconds of rest and waiting at that door that `way` does not count.
    there: Option<Column>,
    /// When that can be, by windows and shift.
    earliest: i64,
    latest: i64,
}

/// A shift, or past work.
struct Stint {
    date: NaiveDate,
    /// One of these columns is 1 when the shift has a route; none for past work, which is always there.
    used: Vec<Column>,
    departs: Vec<End>,
    returns: Vec<End>,
}

impl Stint {
    fn is_past(&self) -> bool {
        self.used.is_empty()
    }
}

/// Adds all of them.
///
/// # Errors
/// When a rule needs more than the model knows.
pub(super) fn add(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    model: &mut Model,
) -> Result<(), MipError> {
    for carer in &problem.carers {
        let Some(rules) = &carer.day_rules else { continue };
        if rules.weekly_rest {
            return Err(MipError::Unsupported("weekly rest"));
        }
        let stints = stints(problem, times, columns, (carer, rules), model)?;
        for after in stints.iter().filter(|stint| !stint.is_past()) {
            for before in &stints {
                let mut rows = Rows { times, columns, before, after, model: &mut *model };
                rows.rest(rules, &stints);
                if let (Some(most), true) = (rules.span, before.date == after.date) {
                    rows.apart(-most, &[], &[]);
                }
            }
        }
        if rules.whole_days {
            for one in stints.iter().filter(|stint| !stint.is_past()) {
                let same = stints.iter().filter(|other| other.date == one.date);
                let used = same.flat_map(|other| sum(other.used.iter().copied(), 1));
                model.row(used.collect(), Side::AtMost(1));
            }
        }
        if let Some(most) = rules.in_a_row {
            in_a_row(&stints, most, model);
        }
        weekends(&stints, rules, model);
    }
    Ok(())
}

fn stints(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    (carer, rules): (&Carer, &DayRules),
    model: &Model,
) -> Result<Vec<Stint>, MipError> {
    let given = |at: i64| {
        let way = at - times.base;
        vec![End { arc: None, visit: None, way, there: None, earliest: way, latest: way }]
    };
    let past = rules.past.iter().map(|&(from, to)| Stint {
        date: rules.date(from),
        used: Vec::new(),
        departs: given(from),
        returns: given(to),
    });
    let mut stints: Vec<Stint> = past.collect();
    for shift in carer.shifts.clone() {
        let [departs, returns] = ends(problem, times, columns, shift, model);
        let mut dates = departs.iter().flat_map(|end| [end.earliest, end.latest]);
        let Some(date) = dates.next().map(|at| rules.date(at + times.base)) else { continue };
        if dates.any(|at| rules.date(at + times.base) != date) {
            return Err(MipError::Unsupported("shifts that may be set out for on two dates"));
        }
        if stints.iter().any(|stint| stint.is_past() && stint.date >= date) {
            return Err(MipError::Unsupported("past work on a day of the rota"));
        }
        let used = departs.iter().filter_map(|end| end.arc).collect();
        stints.push(Stint { date, used, departs, returns });
    }
    Ok(stints)
}

/// The stops with which a shift's route may begin, and those with which it may end.
fn ends(
    problem: &Problem,
    times: &Times,
    columns: &Variables,
    shift: u32,
    model: &Model,
) -> [Vec<End>; 2] {
    let rests = &columns.rests[shift as usize];
    let opens = problem.shift(shift).start - times.base;
    let mut ends = [Vec::new(), Vec::new()];
    for arc in columns.arcs.iter().filter(|arc| arc.shift == shift) {
        let (node, side) = match (arc.from, arc.to) {
            (None, Some(first)) => (first, 0),
            (Some(last), None) => (last, 1),
            _ => continue,
        };
        let n = problem.node(node);
        let way = match side {
            0 => n.offset - arc.way(problem),
            _ => n.offset + n.duration + arc.way(problem),
        };
        let (lo, hi) = times.in_shift(problem, node, shift);
        let (mut earliest, mut latest) = ((lo + way).max(opens), hi + way);
        if earliest <= latest {
            let (arc, visit) = (Some(arc.column), Some(n.visit));
            let there = [rests.early, rests.late][side];
            match (side, there) {
                (0, Some(_)) => earliest = opens,
                (_, Some(late)) => latest += model.highest(&[(late, 1)]),
                (_, None) => {}
            }
            ends[side].push(End { arc, visit, way, there, earliest, latest });
        }
    }
    ends
}

/// Rows about the time from the return of one stint to setting out for another.
struct Rows<'a> {
    times: &'a Times,
    columns: &'a Variables,
    before: &'a Stint,
    after: &'a Stint,
    model: &'a mut Model,
}

impl Rows<'_> {
    /// Rest between two days in succession.
    fn rest(&mut self, rules: &DayRules, stints: &[Stint]) {
        let (before, after) = (self.before, self.after);
        if before.date >= after.date {
            return;
        }
        let between = |stint: &&Stint| before.date < stint.date && stint.date < after.date;
        let between: Vec<&Stint> = stints.iter().filter(between).collect();
        let others: Vec<&Stint> = stints
            .iter()
            .filter(|stint| stint.date == before.date || stint.date == after.date)
            .filter(|stint| !std::ptr::eq(*stint, before) && !std::ptr::eq(*stint, after))
            .collect();
        if let Some(least) = rules.rest {
            let frees: Vec<&Stint> = between.iter().chain(&others).copied().collect();
            self.apart(least, &[], &frees);
        }
        if let Some(least) = rules.rest_around_split {
            others.iter().for_each(|other| self.apart(least, &[*other], &between));
        }
    }

    /// `after` is set out for at least so long after the return from `before`, if both and all of `needs` have a route
    /// and none of `frees` has.
    fn apart(&mut self, least: i64, needs: &[&Stint], frees: &[&Stint]) {
        if frees.iter().any(|stint| stint.is_past()) {
            return;
        }
        let needs: Vec<&Stint> = needs.iter().filter(|stint| !stint.is_past()).copied().collect();
        for last in &self.before.returns {
            for first in &self.after.departs {
                let arcs = last.arc.into_iter().chain(first.arc);
                let asked = needs.iter().flat_map(|stint| stint.used.iter().copied());
                let asked: Vec<Column> = arcs.chain(asked).collect();
                let most = i64::from(last.arc.is_some()) + 1 + needs.len() as i64;
                let spared = frees.iter().flat_map(|stint| stint.used.iter().copied());
                let spared: Vec<Column> = spared.collect();
                let there: Vec<(Column, i64)> =
                    sum(last.there.into_iter().chain(first.there), -1).collect();
                let longest_there = -self.model.lowest(&there);
                let (shortest, longest) = match last.visit == first.visit {
                    true => (first.way - last.way - longest_there, first.way - last.way),
                    false => (first.earliest - last.latest, first.latest - last.earliest),
                };
                if shortest >= least {
                    continue;
                }
                if longest < least {
                    // Whatever the starts are: not all of it, unless something spares it.
                    let row = sum(asked, 1).chain(sum(spared, -1)).collect();
                    self.model.row(row, Side::AtMost(most - 1));
                    continue;
                }
                let lo = first.visit.map_or(0, |visit| self.times.lo(visit));
                let hi = last.visit.map_or(0, |visit| self.times.hi(visit));
                let bound = least - first.way + last.way;
                let slack = (bound - (lo - hi) + longest_there).max(0);
                let start = |visit: Option<u32>| visit.map(|v| self.columns.start[v as usize]);
                let starts = sum(start(first.visit), 1).chain(sum(start(last.visit), -1));
                let row = starts.chain(there).chain(sum(asked, -slack)).chain(sum(spared, slack));
                self.model.row(row.collect(), Side::AtLeast(bound - slack * most));
            }
        }
    }
}

/// For each date, or each Saturday of a weekend, a column that is at least 1 when there is work; `None` where past work
/// makes it so.
fn worked(
    stints: &[Stint],
    unit: impl Fn(NaiveDate) -> Option<NaiveDate>,
    model: &mut Model,
) -> BTreeMap<NaiveDate, Option<Column>> {
    let mut worked = BTreeMap::new();
    for stint in stints {
        let Some(date) = unit(stint.date) else { continue };
        if stint.is_past() {
            worked.insert(date, None);
        }
        if let Some(column) = *worked.entry(date).or_insert_with(|| Some(model.column(0, 1, 0))) {
            let used = sum(stint.used.iter().copied(), -1);
            model.row(used.chain([(column, 1)]).collect(), Side::AtLeast(0));
        }
    }
    worked
}

/// No stretch of one day more than there may be in a row is worked throughout.
fn in_a_row(stints: &[Stint], most: i64, model: &mut Model) {
    let worked = worked(stints, Some, model);
    for &last in worked.keys() {
        let dates = (0..=most.unsigned_abs()).map(|back| worked.get(&(last - Days::new(back))));
        let Some(stretch) = dates.collect::<Option<Vec<&Option<Column>>>>() else { continue };
        let columns: Vec<Column> = stretch.into_iter().flatten().copied().collect();
        if !columns.is_empty() {
            let fewer = columns.len() as i64 - 1;
            model.row(sum(columns, 1).collect(), Side::AtMost(fewer));
        }
    }
}

/// A shift on a weekend is worked only if there are not too many weekends with work up to it.
fn weekends(stints: &[Stint], rules: &DayRules, model: &mut Model) {
    let Some(asked) = rules.weekends else { return };
    let worked = worked(stints, saturday, model);
    for stint in stints.iter().filter(|stint| !stint.is_past()) {
        let Some(weekend) = saturday(stint.date) else { continue };
        let among = (0..asked.of.unsigned_abs()).filter_map(|week| {
            weekend.checked_sub_days(Days::new(7 * week)).and_then(|date| worked.get(&date))
        });
        let among: Vec<&Option<Column>> = among.collect();
        let past = among.iter().filter(|column| column.is_none()).count() as i64;
        let slack = (among.len() as i64 - asked.most).max(0);
        let row = sum(among.into_iter().flatten().copied(), 1);
        let used = sum(stint.used.iter().copied(), slack);
        model.row(row.chain(used).collect(), Side::AtMost(asked.most + slack - past));
    }
}
