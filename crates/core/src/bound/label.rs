//! The cheapest route of a class under given multipliers, by labels.
//!
//! A label is a partial route: its last stop, a curve of least costs by the start of that stop, and the visits it
//! remembers. It may not come back to a visit that it remembers; a stop remembers its nearest visits only, so a route
//! may come back to a visit by a long way round (the ng-route relaxation of Baldacci, Mingozzi and Roberti, 2011). A
//! label is dropped when another of the same stop remembers no more and is nowhere dearer, with all that it may have to
//! pay for cuts that the first one need not, or when even the cheapest rest of its route does not pay.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::class::{Class, GONE};
use super::completion::Completion;
use super::curve::{self, Points};
use super::settings::NEIGHBOURS;
use super::terms::Terms;

/// A whole route of a class, which may hold a stop twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    /// Its cost under the multipliers, in scaled grains.
    pub(super) value: i64,
    /// Indices of stops in the class, with the start.
    pub(super) stops: Vec<(usize, i64)>,
}

/// What pricing a class came to.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    /// No route costs less than this, nor less than 0 for no route.
    pub(super) least: i64,
    /// The cheapest route found and some others, each below 0.
    pub(super) routes: Vec<Route>,
}

#[derive(Debug, Clone, Copy)]
struct Label {
    stop: usize,
    memory: u32,
    /// Cuts of which it holds one visit, or three, that is not paired yet.
    odd: u64,
    /// Least start.
    from: i64,
    /// Where its points are.
    points: (usize, usize),
    least: i64,
    before: usize,
    alive: bool,
}

/// No label before.
const START: usize = usize::MAX;

/// How thorough a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// A label that starts earlier and costs less at best drops another, whatever either remembers.
    Hasty,
    /// Only what can't matter is dropped.
    Exact,
    /// The same, and no route found makes others needless.
    All,
}

struct Search<'a> {
    class: &'a Class,
    terms: &'a Terms<'a>,
    completion: &'a Completion,
    care: Care,
    labels: Vec<Label>,
    points: Vec<(i64, i64)>,
    at: Vec<Vec<u32>>,
    queue: BinaryHeap<Reverse<(i64, usize)>>,
    /// What a route has to be cheaper than.
    best: i64,
    /// Ends of routes: cost, label, start of the last stop.
    ends: Vec<(i64, usize, i64)>,
    scratch: Vec<(i64, i64)>,
}

/// Prices a class. At most `most_labels` are made; with more needed, the least is a weaker bound.
pub(super) fn price(class: &Class, terms: &Terms, most_labels: usize, routes: usize) -> Priced {
    let completion = Completion::new(class, terms);
    let mut hasty = Search::new(class, terms, &completion, Care::Hasty, 0);
    hasty.run(most_labels);
    let mut found = hasty.routes(routes);
    let best = found.first().map_or(0, |route| route.value);
    let mut exact = Search::new(class, terms, &completion, Care::Exact, best);
    let done = exact.run(most_labels);
    let better = exact.routes(routes);
    let least = better.first().map_or(best, |route| route.value);
    found.extend(better);
    found.sort_by(|a, b| (a.value, &a.stops).cmp(&(b.value, &b.stops)));
    found.dedup();
    found.truncate(routes);
    let least = if done { least } else { exact.root_bound().min(least) };
    Priced { least, routes: found }
}

/// A partial route: what it remembers and costs.
pub(super) struct Rest {
    /// Visits that it came to, as far as it remembers.
    pub(super) memory: Vec<u32>,
    /// Its curve.
    pub(super) points: Vec<(i64, i64)>,
    /// The least cost on the curve.
    pub(super) least: i64,
}

/// By their last stops, the partial routes that can be part of a route that costs less than `limit`, but for those that others
/// do as well as; `None` if there are more than `most_labels`. Those of a mirrored class are the rests of routes.
pub(super) fn rests(
    class: &Class,
    terms: &Terms,
    limit: i64,
    most_labels: usize,
) -> Option<Vec<Vec<Rest>>> {
    let completion = Completion::new(class, terms);
    let mut search = Search::new(class, terms, &completion, Care::All, limit);
    if !search.run(most_labels) {
        return None;
    }
    let rest = |index: &u32| {
        let label = &search.labels[*index as usize];
        let bits = class.stops[label.stop].memory.iter().enumerate();
        let memory = bits.filter(|(bit, _)| label.memory >> bit & 1 == 1).map(|(_, visit)| *visit);
        let points = search.curve(*index as usize).to_vec();
        Rest { memory: memory.collect(), points, least: label.least }
    };
    Some(search.at.iter().map(|labels| labels.iter().map(rest).collect()).collect())
}

/// The least cost of a route that ends after a stop, by the curve of that stop, and when the stop then starts; `None` if all are
/// too late.
pub(super) fn cheapest_end(
    class: &Class,
    terms: &Terms,
    stop: usize,
    points: &Points,
) -> Option<(i64, i64)> {
    let after = class.stops[stop].duration + class.stops[stop].back.0;
    let bends = [class.shift.end - after, class.shift.overtime_from - after];
    // Beyond the last point neither curve falls.
    let reach = points[0].0..=points[points.len() - 1].0;
    let inside = bends.iter().copied().filter(|time| reach.contains(time));
    let starts = points.iter().map(|point| point.0).chain(inside);
    let end = starts.filter_map(|time| {
        let back = terms.end(class, stop, time)?;
        Some((curve::value(points, time, terms.wait) + back, time))
    });
    end.min()
}

impl<'a> Search<'a> {
    fn new(
        class: &'a Class,
        terms: &'a Terms<'a>,
        completion: &'a Completion,
        care: Care,
        best: i64,
    ) -> Self {
        Self {
            class,
            terms,
            completion,
            care,
            labels: Vec::new(),
            points: Vec::new(),
            at: vec![Vec::new(); class.stops.len()],
            queue: BinaryHeap::new(),
            best,
            ends: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Whether everything was looked at.
    fn run(&mut self, most_labels: usize) -> bool {
        for stop in 0..self.class.stops.len() {
            if !self.terms.may_follow(self.class, None, Some(stop)) {
                continue;
            }
            let ready = self.class.shift.start + self.class.stops[stop].out.0;
            let cost = self.terms.used + self.class.stops[stop].out.1 + self.terms.stop[stop];
            for shape in &self.terms.pieces[stop] {
                let mut points = std::mem::take(&mut self.scratch);
                if curve::first(ready, cost, shape, self.terms.wait, &mut points) {
                    self.offer(stop, (1, self.class.stops[stop].rows), START, &points);
                }
                self.scratch = points;
            }
        }
        while let Some(Reverse((_, index))) = self.queue.pop() {
            if self.labels.len() > most_labels {
                return false;
            }
            if self.labels[index].alive && self.promises(index) {
                self.follow(index);
            }
        }
        true
    }

    /// Whether the label may still lead to the best route.
    fn promises(&self, index: usize) -> bool {
        let label = &self.labels[index];
        self.completion.least(label.stop, self.curve(index)) < self.best
    }

    fn curve(&self, index: usize) -> &[(i64, i64)] {
        let (from, to) = self.labels[index].points;
        &self.points[from..to]
    }

    fn follow(&mut self, index: usize) {
        let (class, terms) = (self.class, self.terms);
        let label = self.labels[index];
        self.finish(index);
        let mut points = std::mem::take(&mut self.scratch);
        for arc in &class.stops[label.stop].arcs {
            if label.memory & arc.forbids != 0
                || !terms.may_follow(class, Some(label.stop), Some(arc.to))
            {
                continue;
            }
            let mut memory = 1;
            for bit in 0..NEIGHBOURS {
                if label.memory >> bit & 1 == 1 && arc.moves[bit] != GONE {
                    memory |= 1 << arc.moves[bit];
                }
            }
            let rows = class.stops[arc.to].rows;
            let odd = label.odd ^ rows;
            let cost = terms.way(arc) + terms.stop[arc.to] + terms.rows(label.odd & rows);
            for shape in &terms.pieces[arc.to] {
                let (from, to) = label.points;
                let step = (arc.time, cost);
                if curve::extend(&self.points[from..to], step, shape, terms.wait, &mut points) {
                    self.offer(arc.to, (memory, odd), index, &points);
                }
            }
        }
        self.scratch = points;
    }

    /// Takes a new label in, unless it can't matter.
    fn offer(
        &mut self,
        stop: usize,
        (memory, odd): (u32, u64),
        before: usize,
        points: &[(i64, i64)],
    ) {
        if self.completion.least(stop, points) >= self.best {
            return;
        }
        let least = curve::least(points);
        let from = points[0].0;
        let hasty = self.care == Care::Hasty;
        let wait = self.terms.wait;
        for &other in &self.at[stop] {
            let other = &self.labels[other as usize];
            if other.from > from || other.least > least {
                continue;
            }
            if hasty {
                return;
            }
            let (a, b) = other.points;
            let lift = self.terms.rows(other.odd & !odd);
            if other.memory & !memory == 0
                && other.least + lift <= least
                && curve::covers((&self.points[a..b], lift), points, wait)
            {
                return;
            }
        }
        let index = self.labels.len();
        let mut list = std::mem::take(&mut self.at[stop]);
        list.retain(|&other| {
            let other = other as usize;
            let label = self.labels[other];
            let dominated = label.from >= from
                && label.least >= least
                && (hasty
                    || memory & !label.memory == 0 && {
                        let (a, b) = label.points;
                        let lift = self.terms.rows(odd & !label.odd);
                        label.least >= least + lift
                            && curve::covers((points, lift), &self.points[a..b], wait)
                    });
            if dominated {
                self.labels[other].alive = false;
            }
            !dominated
        });
        list.push(index as u32);
        self.at[stop] = list;
        let start = self.points.len();
        self.points.extend_from_slice(points);
        let points = (start, self.points.len());
        self.labels.push(Label { stop, memory, odd, from, points, least, before, alive: true });
        self.queue.push(Reverse((from, index)));
    }

    /// Ends the route at the label.
    fn finish(&mut self, index: usize) {
        let (class, terms) = (self.class, self.terms);
        let stop = self.labels[index].stop;
        if !terms.may_follow(class, Some(stop), None) {
            return;
        }
        let end = cheapest_end(class, terms, stop, self.curve(index));
        if let Some((cost, start)) = end
            && cost < self.best
            && self.care != Care::All
        {
            self.best = cost;
            self.ends.push((cost, index, start));
        }
    }

    /// The best routes found, best first.
    fn routes(&self, most: usize) -> Vec<Route> {
        let route = |&(value, label, start): &(i64, usize, i64)| Route {
            value,
            stops: self.trace(label, start),
        };
        self.ends.iter().rev().take(most).map(route).collect()
    }

    /// The stops up to a label whose stop starts at `start`.
    fn trace(&self, mut label: usize, mut start: i64) -> Vec<(usize, i64)> {
        let mut stops = Vec::new();
        loop {
            let Label { stop, before, .. } = self.labels[label];
            stops.push((stop, start));
            if before == START {
                break;
            }
            let arcs = &self.class.stops[self.labels[before].stop].arcs;
            let time = arcs.iter().find(|arc| arc.to == stop).map_or(0, |arc| arc.time);
            // Slopes are below the price of waiting as far as the points go, so later is cheaper up to the last.
            let points = self.curve(before);
            start = (start - time).min(points[points.len() - 1].0);
            label = before;
        }
        stops.reverse();
        stops
    }

    /// No route at all costs less.
    fn root_bound(&self) -> i64 {
        let first = |stop: usize| {
            let ready = self.class.shift.start + self.class.stops[stop].out.0;
            let pieces = self.terms.pieces[stop].iter();
            let least = pieces.filter_map(|piece| piece.least_from(ready)).min()?;
            let cost = self.terms.used + self.class.stops[stop].out.1 + self.terms.stop[stop];
            Some(least + cost + self.completion.rest(stop, ready))
        };
        (0..self.class.stops.len()).filter_map(first).min().unwrap_or(0).min(0)
    }
}
