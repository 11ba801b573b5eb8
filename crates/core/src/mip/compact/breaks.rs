//! Columns and rows of rests: which breaks are taken, on which leg, before or after it, and when.
//!
//! A rest is exactly as long as its break asks for and lies in its time: a longer one, or one that does not fit, gains nothing.

use rota_model::{Break, RestAt};

use super::constraints::sum;
use super::horizon::Times;
use super::measures::Span;
use super::variables::{Arc, Variables};
use crate::mip::backend::{Column, Model, Side};
use crate::problem::Problem;

/// The rests that one shift may have.
#[derive(Default)]
pub(super) struct Rests {
    pub(super) taken: Vec<Taken>,
    /// Seconds at the first door before its care; only where a rest may lie there.
    pub(super) early: Option<Column>,
    /// Seconds at the last door after its care; only where a rest may lie there.
    pub(super) late: Option<Column>,
}

/// A break that may be taken.
pub(super) struct Taken {
    /// Which of the shift's breaks it is.
    pub(super) of: usize,
    pub(super) least: i64,
    /// `q[b]`.
    pub(super) start: Column,
    pub(super) places: Vec<Place>,
}

/// A leg on which it may lie.
pub(super) struct Place {
    /// Index of the arc.
    pub(super) arc: usize,
    pub(super) at: RestAt,
    /// `p[b,i,j]`, one for each of its ends.
    pub(super) column: Column,
}

impl Rests {
    /// The columns of a shift's rests.
    pub(super) fn new(
        problem: &Problem,
        times: &Times,
        (arcs, shift): (&[Arc], u32),
        model: &mut Model,
    ) -> Self {
        let (at, breaks) = (problem.shift(shift), problem.breaks.of(shift));
        let own = arcs.iter().enumerate().filter(|(_, arc)| arc.shift == shift);
        let legs: Vec<(usize, Leg)> =
            own.map(|(index, arc)| (index, Leg::new(problem, times, arc))).collect();
        let mut rests = Self::default();
        if breaks.is_empty() || legs.is_empty() {
            return rests;
        }
        // By then all is over that may come before a rest.
        let opens = at.agreed_start - times.base;
        let first = |asked: &Break| (asked.earliest.0 - times.base).max(opens);
        let least: i64 = breaks.iter().map(|asked| asked.least).sum();
        let way = legs.iter().map(|(_, leg)| leg.way).max().unwrap_or(0);
        let ends = legs.iter().filter_map(|(_, leg)| leg.latest_free);
        let last = ends.chain(breaks.iter().map(first)).max().unwrap_or(opens) + way + 2 * least;
        let (mut early, mut late) = (0, 0);
        for (of, asked) in breaks.iter().enumerate() {
            let lo = first(asked);
            let hi = (asked.latest.0 - asked.least - times.base).min(last);
            let mut places = Vec::new();
            for (arc, leg) in &legs {
                for at in leg.places(asked, (lo, hi)) {
                    match (leg.from_start, leg.to_end, at) {
                        (true, _, RestAt::AfterLeg) => early = early.max(leg.longest_early()),
                        (_, true, RestAt::BeforeLeg) => {
                            late = late.max(hi + asked.least - leg.free);
                        }
                        _ => {}
                    }
                    places.push(Place { arc: *arc, at, column: model.binary(0) });
                }
            }
            if !places.is_empty() {
                let start = model.column(lo, Some(hi), 0);
                rests.taken.push(Taken { of, least: asked.least, start, places });
            }
        }
        let mut extra = |most: i64| (most > 0).then(|| model.column(0, Some(most), 0));
        (rests.early, rests.late) = (extra(early), extra(late));
        rests
    }

    /// What rests take of the time between stops, as terms.
    pub(super) fn between(&self, arcs: &[Arc]) -> Vec<(Column, i64)> {
        self.length(|place| arcs[place.arc].from.is_some() && arcs[place.arc].to.is_some())
    }

    /// The length of all rests at certain places, as terms.
    fn length(&self, which: impl Fn(&Place) -> bool) -> Vec<(Column, i64)> {
        let of = |taken: &'_ Taken| {
            let places = taken.places.iter().filter(|place| which(place));
            places.map(|place| (place.column, taken.least)).collect::<Vec<_>>()
        };
        self.taken.iter().flat_map(of).collect()
    }
}

/// The bounds of an arc in time.
struct Leg {
    from_start: bool,
    to_end: bool,
    /// When its carer can be free where it starts.
    free: i64,
    latest_free: Option<i64>,
    /// When its carer can leave at the earliest: `free`, or the shift's start.
    leaves: i64,
    /// When its carer is due where it ends.
    due: i64,
    way: i64,
}

impl Leg {
    fn new(problem: &Problem, times: &Times, arc: &Arc) -> Self {
        let at = problem.shift(arc.shift);
        let mut leg = Self {
            from_start: arc.from.is_none(),
            to_end: arc.to.is_none(),
            free: at.agreed_start - times.base,
            latest_free: None,
            leaves: at.start - times.base,
            due: at.end - times.base,
            way: way(problem, arc),
        };
        if let Some(from) = arc.from {
            let n = problem.node(from);
            let (lo, hi) = times.in_shift(problem, from, arc.shift);
            leg.free = lo + n.offset + n.duration;
            (leg.leaves, leg.latest_free) = (leg.free, Some(hi + n.offset + n.duration));
        }
        if let Some(to) = arc.to {
            leg.due = times.in_shift(problem, to, arc.shift).1 + problem.node(to).offset;
        }
        leg
    }

    fn longest_early(&self) -> i64 {
        self.due - self.way - self.leaves
    }

    /// Where a rest that starts from `lo` to `hi` may lie. Of two places that are one, that which leaves more time counts.
    fn places(&self, asked: &Break, (lo, hi): (i64, i64)) -> Vec<RestAt> {
        let outer = self.from_start || self.to_end;
        if outer && !asked.at_ends {
            return Vec::new();
        }
        let fits = |at: &RestAt| match at {
            RestAt::BeforeLeg => {
                let start = lo.max(self.free);
                let alike = self.way == 0 && !self.from_start;
                !alike && start <= hi && start + asked.least + self.way <= self.due
            }
            RestAt::AfterLeg => {
                let start = lo.max(self.leaves + self.way);
                let alike = self.way == 0 && self.from_start;
                !alike && start <= hi && (self.to_end || start + asked.least <= self.due)
            }
        };
        [RestAt::BeforeLeg, RestAt::AfterLeg].into_iter().filter(fits).collect()
    }
}

/// Seconds of an arc's leg.
pub(super) fn way(problem: &Problem, arc: &Arc) -> i64 {
    let at = problem.shift(arc.shift);
    let place = |node: Option<u32>, depot| node.map_or(depot, |n| problem.node(n).place);
    problem.leg(at.mode, place(arc.from, at.start_place), place(arc.to, at.end_place))
}

/// Adds the rows that keep rests in place, and what their carers wait for those after the last stop.
pub(super) fn add(problem: &Problem, times: &Times, columns: &Variables, model: &mut Model) {
    for (shift, rests) in (0..).zip(&columns.rests) {
        for taken in &rests.taken {
            model.row(sum(all(taken), 1).collect(), Side::AtMost(1));
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
            let waits = model.column(0, None, problem.prices.waiting);
            let before = |place: &Place| {
                columns.arcs[place.arc].to.is_none() && place.at == RestAt::BeforeLeg
            };
            let row = rests.length(before).into_iter().chain([(waits, 1), (late, -1)]);
            model.row(row.collect(), Side::AtLeast(0));
        }
    }
}

/// The columns of which one is 1 where a break is taken.
fn all(taken: &Taken) -> impl Iterator<Item = Column> {
    taken.places.iter().map(|place| place.column)
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
    let (rest, way) = (taken.start, way(problem, arc));
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
            let conditions = all(one).chain(all(other)).chain([first]);
            let row = terms().into_iter().chain(sum(conditions, -slack)).collect();
            model.row(row, Side::AtLeast(one.least - 3 * slack));
        }
        for before in one.places.iter().filter(|place| place.at == RestAt::BeforeLeg) {
            let same = |place: &&Place| place.arc == before.arc && place.at == RestAt::AfterLeg;
            for after in other.places.iter().filter(same) {
                let least = one.least + way(problem, &columns.arcs[before.arc]);
                model.row_if([before.column, after.column], terms(), least);
            }
        }
    }
}

/// With rests at the first and the last door, carers leave and are back in time all the same.
fn ends(problem: &Problem, times: &Times, columns: &Variables, shift: u32, model: &mut Model) {
    let (at, rests) = (problem.shift(shift), &columns.rests[shift as usize]);
    for (index, arc) in columns.arcs.iter().enumerate().filter(|(_, arc)| arc.shift == shift) {
        let way = way(problem, arc);
        match (arc.from, arc.to) {
            (None, Some(to)) => {
                let Some(early) = rests.early else { continue };
                let n = problem.node(to);
                let start = columns.start[n.visit as usize];
                let least = at.start - times.base + way - n.offset;
                model.row_if([arc.column], vec![(start, 1), (early, -1)], least);
                // A carer with no other rest there is there for no longer than that.
                let there = |place: &&Place| place.arc == index && place.at == RestAt::AfterLeg;
                let mut taken = rests.taken.iter().filter_map(|taken| {
                    taken.places.iter().find(there).map(|place| (taken, place))
                });
                if let (Some((taken, place)), None) = (taken.next(), taken.next()) {
                    let terms = vec![(start, 1), (taken.start, -1), (early, -1)];
                    model.row_if([place.column], terms, -n.offset);
                }
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
                .flat_map(|t| sum(all(t), -1))
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
                spared.push((model.column(0, Some(1), problem.breaks.price), -1));
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
