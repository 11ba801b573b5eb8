//! The cheapest starts of stops that follow each other, exactly.
//!
//! Stop `k` starts in `lo[k]..=hi[k]`, at least `gap[k]` after the one before it, for a convex piecewise linear price.
//! What the first `k` stops cost at best, as a function of the start of the `k`-th, is convex too. Forwards, each step
//! adds the next stop's price and remembers its cheapest start; what lies beyond that start is flat for the stops
//! after it, since this one need not follow them there. Backwards, each stop takes its cheapest start or the last
//! one that its successor leaves it. (Isotonic regression by dynamic programming over slopes, as in Rote 2019,
//! "Isotonic regression by dynamic programming".)

/// A row of stops; keeps its buffers between calls.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// Where the slope of the price of all stops so far grows and by how much, ascending, less `offset`. The slope is
    /// 0 after the last one.
    bends: Vec<(i64, i64)>,
    /// How many of them are over and done with.
    passed: usize,
    /// The slope before the first of them, at most 0.
    slope: i64,
    offset: i64,
    /// Cheapest start of each stop if it were the last, and its least distance from the one before.
    stops: Vec<(i64, i64)>,
}

/// What one stop brings along.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Least distance of its start from that of the stop before.
    pub gap: i64,
    /// Earliest start, which keeps the gap to the earliest start of the stop before.
    pub lo: i64,
    /// Latest start.
    pub hi: i64,
    /// Price of a second later, before the first bend.
    pub slope: i64,
    /// Where that price grows, and by how much, 0 or more.
    pub bends: &'a [(i64, i64)],
}

impl Chain {
    /// Forgets all stops.
    pub fn clear(&mut self) {
        self.bends.clear();
        self.stops.clear();
        (self.passed, self.slope, self.offset) = (0, 0, 0);
    }

    /// Adds a stop after the others.
    pub fn push(&mut self, link: Link) {
        self.offset += link.gap;
        self.slope += link.slope;
        let (lo, hi) = (link.lo - self.offset, link.hi - self.offset);
        while let Some(bend) = self.bends.get(self.passed).filter(|bend| bend.0 <= lo) {
            self.slope += bend.1;
            self.passed += 1;
        }
        for &(at, more) in link.bends {
            let at = at - self.offset;
            if at <= lo {
                self.slope += more;
            } else if at < hi && more > 0 {
                // What lies beyond is cut off anyhow.
                let ahead = &self.bends[self.passed..];
                let index = self.passed + ahead.partition_point(|bend| bend.0 < at);
                self.bends.insert(index, (at, more));
            }
        }
        let best = self.flatten(lo, hi);
        self.stops.push((best + self.offset, link.gap));
    }

    /// Finds the cheapest start in `lo..=hi` and cuts the function off there.
    fn flatten(&mut self, lo: i64, hi: i64) -> i64 {
        let mut slope = self.slope;
        if slope >= 0 {
            self.slope = 0;
            self.bends.truncate(self.passed);
            return lo;
        }
        for index in self.passed..self.bends.len() {
            let (at, more) = self.bends[index];
            if at >= hi {
                self.bends.truncate(index);
                break;
            }
            if slope + more >= 0 {
                self.bends[index].1 = -slope;
                self.bends.truncate(index + 1);
                return at;
            }
            slope += more;
        }
        self.bends.push((hi, -slope));
        hi
    }

    /// Calls `place` with the index and the cheapest start of each stop, last first.
    pub fn starts(&self, mut place: impl FnMut(usize, i64)) {
        let mut latest = i64::MAX;
        for (index, &(best, gap)) in self.stops.iter().enumerate().rev() {
            let start = best.min(latest);
            place(index, start);
            latest = start - gap;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(links: &[Link]) -> Vec<i64> {
        let mut chain = Chain::default();
        links.iter().for_each(|link| chain.push(*link));
        let mut starts = vec![0; links.len()];
        chain.starts(|index, start| starts[index] = start);
        starts
    }

    fn cost(links: &[Link], starts: &[i64]) -> Option<i64> {
        let in_order = links.iter().zip(starts).skip(1).zip(starts);
        let kept = in_order.clone().all(|((link, start), before)| start - before >= link.gap)
            && links.iter().zip(starts).all(|(l, s)| (l.lo..=l.hi).contains(s));
        let price = |link: &Link, start: i64| {
            let bends = link.bends.iter().map(|(at, more)| more * (start - at).max(0));
            link.slope * start + bends.sum::<i64>()
        };
        kept.then(|| links.iter().zip(starts).map(|(l, s)| price(l, *s)).sum())
    }

    #[test]
    fn a_stop_with_time_to_spare_goes_to_its_wish_and_pushes_nobody() {
        // Wishes at 50 and 40, 20 apart at least: the dearer wish wins, and what both want alike is kept.
        let near = |at| [(at, 4)];
        let (first, second) = (near(50), [(40, 20)]);
        let links = [
            Link { gap: 0, lo: 0, hi: 100, slope: -2, bends: &first },
            Link { gap: 20, lo: 20, hi: 100, slope: -10, bends: &second },
        ];
        assert_eq!(solve(&links), [20, 40]);
    }

    #[test]
    fn no_other_starts_are_cheaper() {
        let mut random = crate::random::Random::stream(7, 0, 0);
        for _ in 0..2_000 {
            let count = 1 + random.below(3);
            let draw = |random: &mut crate::random::Random, n: usize| random.below(n) as i64;
            let bends: Vec<Vec<(i64, i64)>> = (0..count)
                .map(|_| {
                    (0..random.below(3))
                        .map(|_| (draw(&mut random, 9), draw(&mut random, 5)))
                        .collect()
                })
                .collect();
            let mut lo = 0;
            let links: Vec<Link> = bends
                .iter()
                .map(|bends| {
                    let gap = draw(&mut random, 3);
                    lo = (lo + gap).max(draw(&mut random, 6));
                    let hi = lo + draw(&mut random, 6);
                    Link { gap, lo, hi, slope: draw(&mut random, 9) - 6, bends }
                })
                .collect();
            // The latest start of one may rule out that of the one before, never the earliest.
            let found = cost(&links, &solve(&links)).expect("starts within the limits");
            let spans = links.iter().map(|l| (l.hi - l.lo + 1) as usize);
            for code in 0..spans.clone().product::<usize>() {
                let mut rest = code;
                let starts: Vec<i64> = links
                    .iter()
                    .zip(spans.clone())
                    .map(|(link, span)| {
                        let start = link.lo + (rest % span) as i64;
                        rest /= span;
                        start
                    })
                    .collect();
                assert!(
                    cost(&links, &starts).is_none_or(|other| found <= other),
                    "{links:?} {starts:?}"
                );
            }
        }
    }
}
