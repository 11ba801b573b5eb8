//! Finds the cheapest places for a call's visits among the shifts as they stand.

use super::{Placing, Planter, Stop, has_break};
use crate::demand::{Call, DAYS, Need};
use crate::figures::BREAK_AFTER;

/// A gap in a shift in which one place of a visit could be.
struct Gap {
    shift: usize,
    carer: usize,
    /// Index among the stops before which it would be inserted.
    at: usize,
    /// First start of the visit for which the carer is there in time.
    free: i64,
    /// Last start of the visit after which the carer still reaches the next stop, or home by the shift's end.
    due: i64,
    /// Whether there is a stop before and after: only then can there be waiting.
    between: (bool, bool),
    /// Cost without waiting and distance from the preferred time, in tenths of a minute.
    base: i64,
    /// Whether the carer comes to this client already.
    met: bool,
}

impl Gap {
    /// What a start costs: travel, small waits on either side, and distance from the preferred time.
    fn cost(&self, start: i64, preferred: i64, known: &[usize]) -> i64 {
        // A wait of half an hour or more can still hold another visit, so it costs no more than that.
        let wait = |is: bool, minutes: i64| if is { minutes.clamp(0, 30) * 4 } else { 0 };
        self.base
            + wait(self.between.0, start - self.free)
            + wait(self.between.1, self.due - start)
            + (start - preferred).abs() * 2
            + if self.met || known.contains(&self.carer) { 0 } else { STRANGER }
    }
}

/// Opening a shift that is empty, in tenths of a minute.
const OPENING: i64 = 90;
/// Somebody who has not met the client, in tenths of a minute.
const STRANGER: i64 = 70;
/// Moving a call from the time that was drawn, in tenths of a minute for each minute and visit.
const MOVING: i64 = 4;

/// One day of a call: for each of its places the gaps, cheapest first.
struct DayGaps {
    day: usize,
    needs: Vec<Vec<Gap>>,
}

/// A visit's cost and place.
type Priced = (i64, Placing);

impl Planter<'_> {
    /// The preferred time that is cheapest over the week, with a place for each visit; `None` when there is no time at
    /// which all of them have a place.
    pub(super) fn best_week(&self, call: usize, drawn: i64) -> Option<(i64, Vec<Placing>)> {
        let (first, last) = self.calls[call].usual_times();
        let days: Vec<DayGaps> = (0..DAYS)
            .filter(|&day| self.calls[call].days[day])
            .map(|day| self.day_gaps(call, day, first, last))
            .collect();
        let first = (first + 14) / 15 * 15;
        (first..=last)
            .step_by(15)
            .filter_map(|time| {
                let (cost, week) = self.week(call, time, &days)?;
                Some((cost + (time - drawn).abs() * MOVING * week.len() as i64, time, week))
            })
            .min_by_key(|(cost, _, _)| *cost)
            .map(|(_, time, week)| (time, week))
    }

    /// The first day on which the call has no place at this time.
    pub(super) fn blocked_day(&self, call: usize, time: i64) -> Option<usize> {
        (0..DAYS).filter(|&day| self.calls[call].days[day]).find(|&day| {
            let gaps = self.day_gaps(call, day, time, time);
            self.visit(call, &gaps, time, &[]).is_none()
        })
    }

    /// All visits of a call around one preferred time, or nothing when one of them has no place.
    fn week(&self, call: usize, time: i64, days: &[DayGaps]) -> Option<(i64, Vec<Placing>)> {
        let mut known = Vec::new();
        let mut total = 0;
        let mut placings = Vec::new();
        if self.calls[call].any_day {
            let visits = days.iter().filter_map(|gaps| self.visit(call, gaps, time, &known));
            return visits.min_by_key(|(cost, _)| *cost).map(|(cost, visit)| (cost, vec![visit]));
        }
        for gaps in days {
            let (cost, placing) = self.visit(call, gaps, time, &known)?;
            known.extend(placing.shifts.iter().map(|&shift| self.shifts[shift].carer));
            total += cost;
            placings.push(placing);
        }
        Some((total, placings))
    }

    /// The cheapest place for a visit, or none. `known` are carers who come to the same call on other days.
    fn visit(
        &self,
        call: usize,
        gaps: &DayGaps,
        preferred: i64,
        known: &[usize],
    ) -> Option<Priced> {
        let half = self.calls[call].half_window;
        let (low, high) = (preferred - half, preferred + half);
        let (first, second) = (&gaps.needs[0], gaps.needs.get(1));
        let mut best: Option<Priced> = None;
        let mut least = i64::MAX;
        for one in first {
            if one.base >= least {
                break;
            }
            let (low, high) = (low.max(one.free), high.min(one.due));
            if low > high {
                continue;
            }
            let mut consider = |two: Option<&Gap>, low: i64, high: i64| {
                for start in [low, high, preferred.clamp(low, high)] {
                    let cost = one.cost(start, preferred, known)
                        + two.map_or(0, |two| two.cost(start, preferred, known));
                    if cost < least
                        && self.free_at_home(call, gaps.day, start)
                        && self.breaks_kept(call, 0, one, start)
                        && two.is_none_or(|two| self.breaks_kept(call, 1, two, start))
                    {
                        least = cost;
                        let shifts = [Some(one), two].into_iter().flatten().map(|gap| gap.shift);
                        let shifts = shifts.collect();
                        best = Some((cost, Placing { call, day: gaps.day, start, shifts }));
                    }
                }
                least
            };
            let Some(second) = second else {
                consider(None, low, high);
                continue;
            };
            let mut bound = i64::MAX;
            for two in second {
                if one.base + two.base >= bound {
                    break;
                }
                let (low, high) = (low.max(two.free), high.min(two.due));
                if low <= high && one.carer != two.carer {
                    bound = consider(Some(two), low, high);
                }
            }
        }
        best
    }

    /// All gaps on one day for preferred times between two.
    fn day_gaps(&self, call: usize, day: usize, first: i64, last: i64) -> DayGaps {
        let Call { half_window, ref needs, .. } = self.calls[call];
        let (low, high) = (first - half_window, last + half_window);
        let needs = (0..needs.len()).map(|need| self.gaps(call, need, day, low, high)).collect();
        DayGaps { day, needs }
    }

    /// All gaps for one place of a call with visit starts from `low` to `high`, cheapest first.
    fn gaps(&self, call: usize, need: usize, day: usize, low: i64, high: i64) -> Vec<Gap> {
        let client = self.calls[call].client;
        let Need { after, minutes, skills } = self.calls[call].needs[need];
        let mut gaps = Vec::new();
        for &index in &self.by_day[day] {
            let shift = &self.shifts[index];
            if shift.piece.to < low + after + minutes || shift.piece.from > high + after {
                continue;
            }
            let carer = &self.carers[shift.carer];
            if !carer.skills_on(day, client).has(skills) || !self.welcome(client, shift.carer) {
                continue;
            }
            let leg = |from, to| self.roads.minutes(carer.mode, from, to);
            let home = self.roads.home(shift.carer);
            let met = self.met[client * self.carers.len() + shift.carer] > 0;
            let opening = if shift.stops.is_empty() { OPENING } else { 0 };
            // Only the stops around the window can be neighbours.
            let from = shift.stops.partition_point(|stop| stop.start < low).saturating_sub(1);
            for at in from..=shift.stops.len() {
                let before = at.checked_sub(1).map(|index| &shift.stops[index]);
                let next = shift.stops.get(at);
                let (left, left_place) =
                    before.map_or((shift.piece.from, home), |stop| (stop.end, stop.place));
                let (due, next_place) =
                    next.map_or((shift.piece.to, home), |stop| (stop.start, stop.place));
                if left > high + after {
                    break;
                }
                let (there, onward) = (leg(left_place, client), leg(client, next_place));
                let free = left + there - after;
                let due = due - onward - minutes - after;
                if free.max(low) <= due.min(high) {
                    gaps.push(Gap {
                        shift: index,
                        carer: shift.carer,
                        at,
                        free,
                        due,
                        between: (before.is_some(), next.is_some()),
                        base: opening + (there + onward - leg(left_place, next_place)) * 10,
                        met,
                    });
                }
            }
        }
        gaps.sort_by_key(|gap| gap.base);
        gaps
    }

    /// Whether nobody else is at the client's home then, with a quarter of an hour between.
    fn free_at_home(&self, call: usize, day: usize, start: i64) -> bool {
        let end = start + self.calls[call].minutes;
        self.taken[self.calls[call].client]
            .iter()
            .all(|&(on, from, to)| on != day || to + 15 <= start || end + 15 <= from)
    }

    /// Whether the carer still gets a break if the route becomes long.
    fn breaks_kept(&self, call: usize, need: usize, gap: &Gap, start: i64) -> bool {
        let shift = &self.shifts[gap.shift];
        if shift.piece.to - shift.piece.from <= BREAK_AFTER {
            return true;
        }
        let Need { after, minutes, .. } = self.calls[call].needs[need];
        let start = start + after;
        let place = self.calls[call].client;
        let mut stops = shift.stops.clone();
        stops.insert(gap.at, Stop { call, start, end: start + minutes, place });
        let home = self.roads.home(shift.carer);
        has_break(self.roads, &self.carers[shift.carer], home, &stops)
    }
}
