//! Least costs as a function of when a stop starts: convex, piecewise linear, in integers.
//!
//! A label of a partial route holds the least cost of its stops so far for each start of the last one. All prices of
//! time (earliness, lateness, preferred time, waiting, multipliers) are convex and piecewise linear with whole slopes,
//! so the cost is as well, and adding a stop is a shift, a cut and a sum. Since a carer may wait after a stop at the
//! price of waiting, no slope is larger than that price. Source: Ioachim, Gélinas, Soumis and Desrosiers (1998), here
//! with the price of waiting in place of a cost for each start.

/// A convex piecewise linear function on `[from, to]`: what starting in one window costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Least argument.
    pub(super) from: i64,
    /// Largest argument.
    pub(super) to: i64,
    /// Value at `from`.
    pub(super) value: i64,
    /// Slope from `from` on.
    pub(super) slope: i64,
    /// Where the slope grows and by how much, ascending, all above `from`; unused ones have a growth of 0.
    pub(super) bends: [(i64, i64); 3],
}

impl Piece {
    /// The function `sum of rate x |distance|`-like terms: `slope` everywhere and `bends` anywhere, worth 0 at the
    /// points that the bends belong to (`value` is that at `from`).
    pub(super) fn new(from: i64, to: i64, value: i64, slope: i64, bends: [(i64, i64); 3]) -> Self {
        let mut piece = Self { from, to, value, slope, bends: [(i64::MAX, 0); 3] };
        let mut count = 0;
        for (at, growth) in bends {
            if at <= from {
                piece.slope += growth;
            } else if growth != 0 && at < to {
                piece.bends[count] = (at, growth);
                count += 1;
            }
        }
        piece.bends[..count].sort_unstable();
        piece
    }

    /// The value at an argument inside.
    pub(super) fn at(&self, time: i64) -> i64 {
        let mut value = self.value + self.slope * (time - self.from);
        for (at, growth) in self.bends {
            value += growth * (time - at.min(time));
        }
        value
    }

    /// Where it is least.
    pub(super) fn argmin(&self) -> i64 {
        let mut slope = self.slope;
        if slope >= 0 {
            return self.from;
        }
        for (at, growth) in self.bends {
            slope += growth;
            if growth != 0 && slope >= 0 {
                return at;
            }
        }
        self.to
    }

    /// The least value at `time` or later; `None` beyond its end.
    pub(super) fn least_from(&self, time: i64) -> Option<i64> {
        (time <= self.to).then(|| self.at(self.argmin().max(time)))
    }
}

/// Walks the slope of a piece from left to right.
struct Slopes<'a> {
    piece: &'a Piece,
    slope: i64,
    next: usize,
}

impl<'a> Slopes<'a> {
    fn at(piece: &'a Piece, time: i64) -> Self {
        let mut walk = Self { piece, slope: piece.slope, next: 0 };
        walk.advance(time);
        walk
    }

    /// Goes on to `time`.
    fn advance(&mut self, time: i64) {
        while self.next < 3 && self.piece.bends[self.next].0 <= time {
            self.slope += self.piece.bends[self.next].1;
            self.next += 1;
        }
    }

    /// The next bend, or the end of the piece.
    fn until(&self) -> i64 {
        let bend = if self.next < 3 { self.piece.bends[self.next].0 } else { i64::MAX };
        bend.min(self.piece.to)
    }
}

/// Points of a curve: between them it is linear, right of the last one it rises with the price of waiting, left of
/// the first one it is infinite. Slopes between points are below the price of waiting.
pub(super) type Points = [(i64, i64)];

/// The first stop of a route: free to start anywhere from `ready` on in the piece. Replaces `out`; false if it can't.
pub(super) fn first(
    ready: i64,
    cost: i64,
    piece: &Piece,
    wait: i64,
    out: &mut Vec<(i64, i64)>,
) -> bool {
    let flat = [(ready, cost), (piece.to.max(ready + 1), cost)];
    extend(&flat, (0, 0), piece, wait, out)
}

/// The curve of the next stop: `points` moved right by `shift` and up by `cost`, plus the piece, with waiting at
/// either stop. Replaces `out`; false if the stop comes too late.
pub(super) fn extend(
    points: &Points,
    (shift, cost): (i64, i64),
    piece: &Piece,
    wait: i64,
    out: &mut Vec<(i64, i64)>,
) -> bool {
    out.clear();
    let mut time = (points[0].0 + shift).max(piece.from);
    if time > piece.to {
        return false;
    }
    let mut index = 0;
    while index + 1 < points.len() && points[index + 1].0 + shift <= time {
        index += 1;
    }
    let slope_at = |index: usize| match points.get(index + 1) {
        Some(next) => (next.1 - points[index].1) / (next.0 - points[index].0),
        None => wait,
    };
    let mut slope = slope_at(index);
    let mut value =
        points[index].1 + slope * (time - points[index].0 - shift) + cost + piece.at(time);
    out.push((time, value));
    let mut own = Slopes::at(piece, time);
    while time < piece.to && slope + own.slope < wait {
        let bend = points.get(index + 1).map_or(i64::MAX, |next| next.0 + shift);
        let next = bend.min(own.until());
        value += (slope + own.slope) * (next - time);
        time = next;
        out.push((time, value));
        own.advance(time);
        if time == bend {
            index += 1;
            slope = slope_at(index);
        }
    }
    merge_straight(out);
    true
}

/// Takes out points on straight lines.
fn merge_straight(points: &mut Vec<(i64, i64)>) {
    if points.len() < 3 {
        return;
    }
    let slope = |a: (i64, i64), b: (i64, i64)| (b.1 - a.1) / (b.0 - a.0);
    let mut kept = 1;
    for index in 1..points.len() {
        if kept >= 2
            && slope(points[kept - 2], points[kept - 1]) == slope(points[kept - 1], points[index])
        {
            kept -= 1;
        }
        points[kept] = points[index];
        kept += 1;
    }
    points.truncate(kept);
}

/// The value at a time at or after the first point.
pub(super) fn value(points: &Points, time: i64, wait: i64) -> i64 {
    let index = points.partition_point(|point| point.0 <= time).max(1) - 1;
    let (at, value) = points[index];
    match points.get(index + 1) {
        Some(next) => value + (next.1 - value) / (next.0 - at) * (time - at),
        None => value + wait * (time - at),
    }
}

/// The least value.
pub(super) fn least(points: &Points) -> i64 {
    points.iter().map(|point| point.1).min().unwrap_or(i64::MAX)
}

/// Whether the first curve, raised by `lift`, is nowhere above the second one.
pub(super) fn covers((first, lift): (&Points, i64), second: &Points, wait: i64) -> bool {
    first[0].0 <= second[0].0
        && second.iter().all(|&(time, worth)| value(first, time, wait) + lift <= worth)
        && first
            .iter()
            .filter(|point| point.0 > second[0].0)
            .all(|&(time, worth)| worth + lift <= value(second, time, wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Earliness 3 before 10, lateness 2 after 20, allowed from 5 to 40.
    fn soft() -> Piece {
        Piece::new(5, 40, 15, -3, [(10, 3), (20, 2), (0, 0)])
    }

    #[test]
    fn a_piece_is_what_its_slopes_say() {
        let piece = soft();
        assert_eq!([5, 9, 10, 20, 25, 40].map(|t| piece.at(t)), [15, 3, 0, 0, 10, 40]);
        assert_eq!(piece.argmin(), 10);
        assert_eq!([0, 7, 21].map(|t| piece.least_from(t)), [Some(0), Some(0), Some(2)]);
        assert_eq!(piece.least_from(41), None);
    }

    #[test]
    fn every_extension_agrees_with_trying_all_starts() {
        let pieces = [
            soft(),
            Piece::new(12, 18, 0, 0, [(0, 0); 3]),
            Piece::new(30, 60, 40, -4, [(35, 3), (40, 6), (38, 2)]),
            Piece::new(33, 33, 7, 0, [(0, 0); 3]),
        ];
        for wait in [0, 1, 4] {
            for (a, b) in (0..4).flat_map(|a| (0..4).map(move |b| (a, b))) {
                let (mut one, mut two) = (Vec::new(), Vec::new());
                assert!(first(3, 0, &pieces[a], wait, &mut one));
                let fits = extend(&one, (6, 5), &pieces[b], wait, &mut two);
                // The least cost with the second stop at `t`, by trying every start of the first.
                let brute = |t: i64| {
                    (pieces[a].from.max(3)..=pieces[a].to.min(t - 6))
                        .map(|s| pieces[a].at(s) + wait * (t - 6 - s) + 5 + pieces[b].at(t))
                        .min()
                };
                let starts = pieces[b].from..=pieces[b].to;
                assert_eq!(fits, starts.clone().any(|t| brute(t).is_some()));
                for t in starts {
                    // Waiting after the stop is in the curve, too.
                    let waited =
                        (pieces[b].from..=t).filter_map(|s| Some(brute(s)? + wait * (t - s)));
                    let ours = (fits && t >= two[0].0).then(|| value(&two, t, wait));
                    assert_eq!(ours, waited.min(), "{a} then {b}, at {t}, waiting {wait}");
                }
            }
        }
    }

    #[test]
    fn a_curve_covers_another_only_if_it_is_nowhere_above() {
        let low = [(0, 10), (10, 0)];
        assert!(covers((&low, 0), &[(0, 10), (10, 0)], 2));
        assert!(covers((&low, 0), &[(4, 6)], 2));
        assert!(!covers((&low, 0), &[(4, 5)], 2), "at 4 it is 6");
        assert!(!covers((&[(4, 0)], 0), &low, 2), "it starts later");
        assert!(!covers((&[(0, 10)], 0), &[(0, 11), (10, 1)], 2), "at 10 it has waited for 20");
        assert!(covers((&low, 3), &[(4, 9)], 2));
        assert!(!covers((&low, 3), &[(4, 8)], 2), "at 4 it is 6 and 3");
    }
}
