//! What a class's routes cost under given multipliers.

use crate::problem::{NONE, Problem, Window};

use super::class::{Arc, Class, Stop};
use super::curve::Piece;
use super::duals::Layout;
use super::restriction::Restriction;

/// Problem and layout, the same for all multipliers.
pub(super) struct Frame<'p> {
    /// The problem.
    pub(super) problem: &'p Problem,
    /// Where multipliers are.
    pub(super) layout: Layout,
    /// What all costs are multiplied by, so that whole multipliers are fine enough.
    pub(super) scale: i64,
    /// No start is later.
    pub(super) end: i64,
}

impl Frame<'_> {
    /// What starts of a node's visit are measured from in ties.
    pub(super) fn origin(&self, node: u32) -> i64 {
        self.problem.visit(self.problem.node(node).visit).windows.first().map_or(0, |w| w.earliest)
    }
}

/// Costs of one class, in scaled grains.
#[derive(Clone)]
pub(super) struct Terms<'a> {
    /// Grains for each second of waiting.
    pub(super) wait: i64,
    /// Grains for each second of a leg between stops.
    pub(super) leg: i64,
    /// Grains for each second after the shift.
    pub(super) overtime: i64,
    /// Grains of a route.
    pub(super) used: i64,
    /// Grains of each stop.
    pub(super) stop: Vec<i64>,
    /// What starting a stop costs, for each of its windows.
    pub(super) pieces: Vec<Vec<Piece>>,
    /// Grains of each pair of stops in the class's cuts.
    rows: Vec<i64>,
    /// What decides what may follow what, if anything does.
    steps: Option<&'a Restriction>,
    /// Whether routes run from their end to their start.
    is_mirrored: bool,
}

impl<'a> Terms<'a> {
    /// The costs under multipliers `y`.
    pub(super) fn new(
        frame: &Frame,
        class: &Class,
        limits: (&'a Restriction, usize),
        y: &[i64],
    ) -> Self {
        let (prices, scale) = (&frame.problem.prices, frame.scale);
        let hours = frame.layout.hours(class.shift.carer).map_or(0, |index| y[index]);
        let stop = |stop: &Stop| {
            let shares = stop.shares.iter().map(|share| share.once * y[share.index]);
            stop.pair + shares.sum::<i64>() + hours * stop.duration
        };
        Self {
            wait: prices.waiting * scale + hours,
            leg: hours,
            overtime: prices.overtime * scale,
            used: prices.shift_used * scale,
            stop: class.stops.iter().map(stop).collect(),
            pieces: class.stops.iter().map(|stop| pieces(frame, stop, limits, y)).collect(),
            rows: class.rows.iter().map(|row| y[frame.layout.row(*row)]).collect(),
            steps: limits.0.has_steps().then_some(limits.0),
            is_mirrored: false,
        }
    }

    /// The same for a mirrored class, without the price of a route and with overtime for nothing.
    pub(super) fn mirrored(&self, pieces: Vec<Vec<Piece>>) -> Self {
        Self { used: 0, overtime: 0, pieces, is_mirrored: !self.is_mirrored, ..self.clone() }
    }

    /// Whether a stop may follow another one; `None` stands for the start and for the end of the route.
    pub(super) fn may_follow(&self, class: &Class, from: Option<usize>, to: Option<usize>) -> bool {
        let node = |stop: Option<usize>| stop.map_or(NONE, |stop| class.stops[stop].node);
        let (from, to) = if self.is_mirrored { (to, from) } else { (from, to) };
        self.steps.is_none_or(|steps| steps.may_follow(node(from), node(to)))
    }

    /// Cost of a leg between stops.
    pub(super) fn way(&self, arc: &Arc) -> i64 {
        arc.cost + self.leg * arc.leg
    }

    /// Cost of some of the class's cuts, given by bits.
    pub(super) fn rows(&self, mut bits: u64) -> i64 {
        let mut cost = 0;
        while bits != 0 {
            cost += self.rows[bits.trailing_zeros() as usize];
            bits &= bits - 1;
        }
        cost
    }

    /// Cost of the way back after a stop that starts at `time`; `None` when that is after the shift's end.
    pub(super) fn end(&self, class: &Class, stop: usize, time: i64) -> Option<i64> {
        let stop = &class.stops[stop];
        let finish = time + stop.duration + stop.back.0;
        let over = (finish - class.shift.overtime_from).max(0);
        (finish <= class.shift.end).then(|| stop.back.1 + self.overtime * over)
    }
}

fn pieces(
    frame: &Frame,
    stop: &Stop,
    (restriction, class): (&Restriction, usize),
    y: &[i64],
) -> Vec<Piece> {
    let node = frame.problem.node(stop.node);
    if restriction.is_barred(class, stop.node) {
        return Vec::new();
    }
    let limits = restriction.starts(node.visit);
    let late = frame.layout.late(stop.node).map_or(0, |index| y[index]);
    let tie = stop.shares.iter().map(|share| share.slope * y[share.index]).sum::<i64>();
    let origin = frame.origin(stop.node);
    let mut cuts: Vec<i64> = stop.charges.iter().map(|charge| charge.time).collect();
    cuts.sort_unstable();
    let mut pieces = Vec::new();
    let windows = frame.problem.visit(node.visit).windows.iter().enumerate();
    for (_, window) in windows.filter(|(bit, _)| stop.mask >> bit & 1 == 1) {
        let (mut from, to) = (window.earliest.max(limits.0), window.latest.min(limits.1));
        for until in cuts.iter().map(|cut| cut - 1).chain([to]) {
            let part = (from, until.min(to));
            if part.0 > part.1 {
                continue;
            }
            let charges = stop.charges.iter().filter(|charge| charge.holds(from));
            let charged = charges.map(|charge| y[charge.index]).sum();
            let price = (tie, origin, charged);
            pieces.extend(piece(frame, window, part, node.offset, late, price));
            from = part.1 + 1;
        }
    }
    pieces
}

fn piece(
    frame: &Frame,
    window: &Window,
    limits: (i64, i64),
    offset: i64,
    late: i64,
    (tie, origin, charged): (i64, i64, i64),
) -> Option<Piece> {
    let (prices, scale) = (&frame.problem.prices, frame.scale);
    let from = window.earliest.max(limits.0);
    let to = window.latest.min(frame.end).min(limits.1);
    if from > to {
        return None;
    }
    let early = prices.earliness * scale;
    let late = prices.lateness * scale + late;
    let wish = window.preferred.map_or(0, |_| prices.preferred * scale);
    let best = window.preferred.unwrap_or(from);
    let value = early * (window.soft_earliest - from).max(0)
        + late * (from - window.soft_latest).max(0)
        + wish * (from - best).abs()
        + tie * (from - origin)
        + charged;
    let bends = [
        (window.soft_earliest.saturating_add(offset), early),
        (window.soft_latest.saturating_add(offset), late),
        (best.saturating_add(offset), 2 * wish),
    ];
    Some(Piece::new(from + offset, to + offset, value, tie - early - wish, bends))
}
