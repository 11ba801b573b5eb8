//! How long a carer may work at most: enforced limits on the working time of days, weeks and the horizon.

use rota_model::{Carer, Instance, PAID_GAP, Parameter, RuleId};

/// Limits on one carer's working time, in ticks. Of several rules on the same span the strictest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limits {
    /// Of each civil day, all routes counted that are set out for on it.
    pub day: Option<i64>,
    /// Of each week, in sevens of days from the horizon's start.
    pub week: Option<i64>,
    /// Of the whole horizon; less than 0 where the weeks before it were too long already.
    pub horizon: Option<i64>,
}

/// What the civil calendar says of routes whose carers have limits.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The midnights at which the horizon's days begin, and a few more after them.
    midnights: Vec<i64>,
    /// Weeks of the horizon, the last one perhaps cut off.
    pub weeks: i64,
    /// Longer waits are not working time.
    pub paid_gap: i64,
}

impl Calendar {
    /// That of an instance. A route may be set out for on the day after the horizon's last one.
    pub(super) fn new(instance: &Instance) -> Self {
        let midnight = |day: u32| instance.zone.midnight(instance.start, u64::from(day)).0;
        let gap = instance.pay.as_ref().map_or(PAID_GAP, |pay| pay.paid_gap);
        Self {
            midnights: (0..instance.days + 3).map(midnight).collect(),
            weeks: i64::from(instance.days.div_ceil(7)),
            paid_gap: gap * instance.ticks_per_minute / 60,
        }
    }

    /// The civil day that an instant is on, counted from the horizon's first.
    pub fn day(&self, time: i64) -> i64 {
        self.midnights.partition_point(|midnight| *midnight <= time) as i64 - 1
    }

    /// The midnight at which a day begins; `None` for days before the horizon and long after it.
    pub fn midnight(&self, day: i64) -> Option<i64> {
        self.midnights.get(usize::try_from(day).ok()?).copied()
    }
}

impl Limits {
    /// The enforced limits of a carer; `None` when there are none.
    pub(super) fn new(instance: &Instance, carer: &Carer) -> Option<Self> {
        let (policy, terms) = (&instance.policy, &carer.terms);
        let ticks = |seconds: i64| seconds * instance.ticks_per_minute / 60;
        let limit = |rule: RuleId, applies: bool, parameter, unit: i64| {
            let enforced = policy.enforces(rule) && rule.applies_to().contains(&terms.status);
            (enforced && applies).then(|| ticks(policy.parameter(parameter) * unit))
        };
        let least = |a: Option<i64>, b: Option<i64>| a.into_iter().chain(b).min();
        let usual = limit(RuleId::DayHoursMost, true, Parameter::DayMostMinutes, 60);
        let limits = Self {
            day: least(
                usual.map(|usual| terms.day_most.map_or(usual, ticks)),
                limit(RuleId::YoungDay, terms.young, Parameter::YoungDayMinutes, 60),
            ),
            week: least(
                limit(RuleId::WeekHours, !terms.long_weeks, Parameter::WeekHours, 3600),
                limit(RuleId::YoungWeek, terms.young, Parameter::YoungWeekHours, 3600),
            ),
            horizon: limit(RuleId::AverageHours, !terms.long_weeks, Parameter::AverageHours, 3600)
                .and_then(|week| left_of_average(instance, carer, week)),
        };
        (limits.day.is_some() || limits.week.is_some() || limits.horizon.is_some())
            .then_some(limits)
    }
}

/// What the average of `week` leaves for the horizon, the weeks before it counted as far as the reference period goes back;
/// `None` where they are not known.
fn left_of_average(instance: &Instance, carer: &Carer, week: i64) -> Option<i64> {
    let past = carer.terms.past_weeks.as_ref()?;
    let weeks = instance.policy.parameter(Parameter::AverageWeeks);
    let before = (weeks - i64::from(instance.days.div_ceil(7))).max(0);
    let known = past.iter().take(usize::try_from(before).unwrap_or(0));
    let (count, sum) = known.fold((0, 0), |(count, sum), worked| (count + 1, sum + worked));
    let all = week * (7 * count + i64::from(instance.days)) / 7;
    Some(all - sum * instance.ticks_per_minute / 60)
}
