//! What the rest of a route costs at the least, by stop and time: prunes labels.
//!
//! A backward recursion over time buckets in which a route may come back to any stop. Waiting is free, and a stop is
//! reached at the start of the bucket in which its arrival lies. Both make the rest cheaper, so it is a lower bound.

use super::class::Class;
use super::curve::Points;
use super::terms::Terms;

/// More buckets than this are too many to be worth it.
const MOST_BUCKETS: i64 = 4096;

/// Far beyond all costs.
pub(super) const NEVER: i64 = i64::MAX / 4;

/// Least costs of the rest of a route.
pub(super) struct Completion {
    origin: i64,
    /// Length of a bucket: no longer than any service, so that the next stop is in a later one.
    width: i64,
    buckets: usize,
    stops: usize,
    /// By bucket and stop: from a start of the stop in the bucket or later to the end of the route. Empty: unknown.
    rest: Vec<i64>,
}

impl Completion {
    /// Least costs under the terms.
    pub(super) fn new(class: &Class, terms: &Terms) -> Self {
        let pieces = || terms.pieces.iter().flatten();
        let origin = pieces().map(|piece| piece.from).min().unwrap_or(0);
        let last = pieces().map(|piece| piece.to).max().unwrap_or(origin);
        let width = class.stops.iter().map(|stop| stop.duration).min().unwrap_or(1).max(1);
        let stops = class.stops.len();
        let mut completion = Self { origin, width, buckets: 0, stops, rest: Vec::new() };
        let most = ((last - origin) / width + 1).min(MOST_BUCKETS + 1);
        let ends = completion.first_idle_bucket(class, terms, most);
        if ends <= MOST_BUCKETS {
            completion.buckets = ends as usize + 1;
            completion.fill(class, terms);
        }
        completion
    }

    /// The first bucket from which on no further stop pays for itself.
    fn first_idle_bucket(&self, class: &Class, terms: &Terms, most: i64) -> i64 {
        let legs = class.stops.iter().flat_map(|stop| &stop.arcs);
        let best_leg = legs.map(|arc| terms.way(arc)).min().unwrap_or(0).min(0);
        let pays = |time: i64| {
            terms.pieces.iter().zip(&terms.stop).any(|(pieces, stop)| {
                let least = pieces.iter().filter_map(|piece| piece.least_from(time)).min();
                least.is_some_and(|least| least + stop + best_leg < 0)
            })
        };
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = low.midpoint(high);
            if pays(self.origin + middle * self.width) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn fill(&mut self, class: &Class, terms: &Terms) {
        let idle = class.stops.iter().map(|stop| stop.back.1).min().unwrap_or(0);
        self.rest = vec![idle; self.buckets * self.stops];
        // From the arrival at a stop in a bucket to the end of the route.
        let mut reach = vec![NEVER; self.buckets * self.stops];
        for bucket in (0..self.buckets).rev() {
            let time = self.origin + bucket as i64 * self.width;
            for stop in 0..self.stops {
                let cell = bucket * self.stops + stop;
                if bucket + 1 < self.buckets {
                    let rest = self.follow(class, terms, (bucket, stop), &reach);
                    self.rest[cell] = rest.min(self.rest[cell + self.stops]);
                }
                let pieces = terms.pieces[stop].iter();
                let least = pieces.filter_map(|piece| piece.least_from(time)).min();
                reach[cell] =
                    least.map_or(NEVER, |least| least + terms.stop[stop] + self.rest[cell]);
            }
        }
    }

    /// From a start of a stop at the start of a bucket, with known costs of later buckets.
    fn follow(
        &self,
        class: &Class,
        terms: &Terms,
        (bucket, stop): (usize, usize),
        reach: &[i64],
    ) -> i64 {
        let time = self.origin + bucket as i64 * self.width;
        let mut rest = terms.end(class, stop, time).unwrap_or(NEVER);
        for arc in &class.stops[stop].arcs {
            let next = ((time + arc.time - self.origin) / self.width) as usize;
            let reached = reach[next.min(self.buckets - 1) * self.stops + arc.to];
            rest = rest.min(terms.way(arc) + reached);
        }
        rest
    }

    /// No route costs less that begins with a partial one, given by its last stop and its curve.
    pub(super) fn least(&self, stop: usize, points: &Points) -> i64 {
        let mut least = NEVER;
        for (index, &(time, value)) in points.iter().enumerate() {
            let value = points.get(index + 1).map_or(value, |next| value.min(next.1));
            least = least.min(value + self.rest(stop, time));
        }
        least
    }

    /// Least cost of what follows a start of a stop at `time` or later.
    pub(super) fn rest(&self, stop: usize, time: i64) -> i64 {
        if self.rest.is_empty() {
            return -NEVER;
        }
        let bucket = ((time - self.origin).max(0) / self.width) as usize;
        self.rest[bucket.min(self.buckets - 1) * self.stops + stop]
    }
}
