//! How far a carer's working time is beyond its limits: nothing that is priced, but a plan must have none of it.

use super::timing::Tally;
use crate::problem::{Calendar, Carer};

/// Seconds beyond each of a carer's limits, all added up; 0 where all are kept. `tallies` are those of the carer's
/// shifts, in order.
pub fn excess(calendar: &Calendar, carer: &Carer, tallies: impl Iterator<Item = Tally>) -> i64 {
    let Some(limits) = carer.limits else {
        let Some(cap) = carer.hours.cap else { return 0 };
        return (tallies.map(|tally| tally.worked).sum::<i64>() - cap).max(0);
    };
    let beyond = |limit: Option<i64>, time: i64| limit.map_or(0, |limit| (time - limit).max(0));
    let mut excess = 0;
    // Routes of one carer follow each other, and so do the days on which they are set out for.
    let (mut day, mut of_day, mut of_week) = (-1, 0, 0);
    let (mut all, mut rostered) = (0, 0);
    for tally in tallies.filter(|tally| tally.day >= 0) {
        if tally.day != day {
            excess += beyond(limits.day, of_day);
            of_day = 0;
            if tally.day / 7 != day.max(0) / 7 {
                excess += beyond(limits.week, of_week);
                of_week = 0;
            }
            day = tally.day;
        }
        of_day += tally.working;
        if day / 7 < calendar.weeks {
            of_week += tally.working;
        }
        all += tally.working;
        rostered += tally.worked;
    }
    if day < 0 {
        return 0;
    }
    excess
        + beyond(limits.day, of_day)
        + beyond(limits.week, of_week)
        + beyond(limits.horizon, all)
        + beyond(carer.hours.cap, rostered)
}
