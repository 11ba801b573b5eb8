//! Columns of rests: which breaks are taken, on which leg, before or after it, and when.
//!
//! A rest is exactly as long as its break asks for, and lies in its time.

use rota_model::{Break, RestAt};

use super::horizon::Times;
use super::variables::Arc;
use crate::mip::backend::{Column, Model};
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
                let start = model.column(lo, hi, 0);
                rests.taken.push(Taken { of, least: asked.least, start, places });
            }
        }
        let mut extra = |most: i64| (most > 0).then(|| model.column(0, most, 0));
        (rests.early, rests.late) = (extra(early), extra(late));
        rests
    }

    /// What rests take of the time between stops, as terms.
    pub(super) fn between(&self, arcs: &[Arc]) -> Vec<(Column, i64)> {
        self.length(|place| arcs[place.arc].from.is_some() && arcs[place.arc].to.is_some())
    }

    /// The length of all rests at certain places, as terms.
    pub(super) fn length(&self, which: impl Fn(&Place) -> bool) -> Vec<(Column, i64)> {
        let of = |taken: &'_ Taken| {
            let places = taken.places.iter().filter(|place| which(place));
            places.map(|place| (place.column, taken.least)).collect::<Vec<_>>()
        };
        self.taken.iter().flat_map(of).collect()
    }
}

impl Taken {
    /// The columns of which one is 1 where it is taken.
    pub(super) fn all(&self) -> impl Iterator<Item = Column> {
        self.places.iter().map(|place| place.column)
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
            way: arc.way(problem),
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
