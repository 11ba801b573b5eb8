//! All orders of stops of a class within some cost of its cheapest route.

use super::super::class::Class;
use super::super::curve::{self, Points};
use super::super::label::cheapest_end;
use super::super::lagrangian::Relaxation;
use super::super::restriction::Restriction;
use super::super::terms::Terms;
use super::rests::Rests;

/// Rests that listing the orders of a class may look at.
const MOST_LOOKS: usize = 20_000_000;

/// Stops of one route, whatever their starts.
pub(super) struct Order {
    /// The class that may drive it.
    pub(super) class: usize,
    /// What it costs more than the cheapest route of the class, in scaled grains.
    pub(super) extra: i64,
    /// Its nodes.
    pub(super) nodes: Vec<u32>,
}

struct Search<'a> {
    index: usize,
    class: &'a Class,
    terms: &'a Terms<'a>,
    rests: Rests,
    least: i64,
    /// No route of this cost or more counts.
    limit: i64,
    path: Vec<usize>,
    /// Visits of the path.
    visits: Vec<u32>,
    found: Vec<Order>,
}

/// The orders of a class that cost less than `room` more than its cheapest route, which costs `least` or more; `None` if that
/// takes too long.
pub(super) fn orders(
    relaxation: &Relaxation,
    (restriction, index): (&Restriction, usize),
    y: &[i64],
    (least, room): (i64, i64),
) -> Option<Vec<Order>> {
    let class = &relaxation.classes[index];
    let terms = &Terms::new(&relaxation.frame, class, (restriction, index), y);
    let limit = least + room;
    let mut search = Search {
        index,
        class,
        terms,
        rests: Rests::new(relaxation.frame.problem, class, terms, limit)?,
        least,
        limit,
        path: Vec::new(),
        visits: Vec::new(),
        found: Vec::new(),
    };
    for stop in 0..class.stops.len() {
        if !terms.may_follow(class, None, Some(stop)) {
            continue;
        }
        let (time, cost) = class.stops[stop].out;
        let (ready, cost) = (class.shift.start + time, terms.used + cost);
        // A carer who sets out later does not wait.
        let free = [(ready, 0), (relaxation.frame.end.max(ready + 1), 0)];
        for piece in &terms.pieces[stop] {
            let mut points = Vec::new();
            if search.rests.can_follow((&free, &[]), stop, (0, cost), limit)
                && curve::first(ready, cost + terms.stop[stop], piece, terms.wait, &mut points)
            {
                search.go_on(stop, &points, class.stops[stop].rows)?;
            }
        }
    }
    // Starts in different parts of a window give the same order several times.
    search.found.sort_by(|a, b| (&a.nodes, a.extra).cmp(&(&b.nodes, b.extra)));
    search.found.dedup_by(|next, kept| next.nodes == kept.nodes);
    Some(search.found)
}

impl Search<'_> {
    /// Lists all orders that begin with the path and a stop; `odd` are cuts of which that holds an unpaired visit.
    fn go_on(&mut self, stop: usize, points: &Points, odd: u64) -> Option<()> {
        let (class, terms) = (self.class, self.terms);
        self.path.push(stop);
        self.visits.push(class.stops[stop].visit);
        let end = cheapest_end(class, terms, stop, points);
        if let Some((cost, _)) = end.filter(|(cost, _)| *cost < self.limit) {
            let nodes = self.path.iter().map(|stop| class.stops[*stop].node).collect();
            self.found.push(Order { class: self.index, extra: cost - self.least, nodes });
        }
        if self.rests.looks > MOST_LOOKS {
            return None;
        }
        let mut next = Vec::new();
        for arc in &class.stops[stop].arcs {
            let step = (arc.time, terms.way(arc));
            if self.visits.contains(&class.stops[arc.to].visit)
                || !terms.may_follow(class, Some(stop), Some(arc.to))
                || !self.rests.can_follow((points, &self.visits), arc.to, step, self.limit)
            {
                continue;
            }
            let rows = class.stops[arc.to].rows;
            let step = (arc.time, step.1 + terms.stop[arc.to] + terms.rows(odd & rows));
            for piece in &terms.pieces[arc.to] {
                if curve::extend(points, step, piece, terms.wait, &mut next) {
                    self.go_on(arc.to, &next, odd ^ rows)?;
                }
            }
        }
        self.path.pop();
        self.visits.pop();
        Some(())
    }
}
