//! What enforced rules on rest, days and weekends ask of a carer, as plain numbers for whoever judges by real times.

use chrono::NaiveDate;
use rota_model::{Carer, Instance, Instant, Parameter, RuleId, Weekends, Zone};

/// The enforced rules of one carer; `None`: not asked for. All times are in ticks.
#[derive(Debug, Clone)]
pub struct DayRules {
    /// Least rest between two days in succession with one stint each.
    pub rest: Option<i64>,
    /// The same where one of the two has more.
    pub rest_around_split: Option<i64>,
    /// Longest time from setting out first to returning last on a day.
    pub span: Option<i64>,
    /// Most days of work in a row.
    pub in_a_row: Option<i64>,
    /// Most weekends with work.
    pub weekends: Option<Weekends>,
    /// Whether a day has one stint at most.
    pub whole_days: bool,
    /// Whether a long rest in each week is asked for, and the horizon has a whole week.
    pub weekly_rest: bool,
    /// Work before the horizon, from setting out to return, by start.
    pub past: Vec<(i64, i64)>,
    zone: Zone,
}

impl DayRules {
    /// The rules of a carer; `None` when none is enforced.
    pub(super) fn new(instance: &Instance, carer: &Carer) -> Option<Self> {
        Some(Self::read(instance, carer)).filter(Self::asks)
    }

    /// What the policy and the carer's terms say.
    pub(super) fn read(instance: &Instance, carer: &Carer) -> Self {
        let (policy, terms) = (&instance.policy, &carer.terms);
        let enforced =
            |rule: RuleId| policy.enforces(rule) && rule.applies_to().contains(&terms.status);
        let ticks = |seconds: i64| seconds * instance.ticks_per_minute / 60;
        let hours = |parameter| policy.parameter(parameter) * 3600;
        let weekends = Weekends {
            most: policy.parameter(Parameter::WeekendsMost),
            of: policy.parameter(Parameter::WeekendsOf),
        };
        let in_a_row = terms.days_in_a_row.unwrap_or(policy.parameter(Parameter::DaysInARow));
        let span = terms.day_span.unwrap_or(hours(Parameter::DaySpanHours));
        let [rest, around_split] = if terms.young {
            [Parameter::YoungRestHours, Parameter::YoungSplitRestHours]
        } else {
            [Parameter::DailyRestHours, Parameter::SplitRestHours]
        };
        Self {
            rest: enforced(RuleId::DailyRest).then(|| ticks(hours(rest))),
            rest_around_split: enforced(RuleId::DailyRestSplit).then(|| ticks(hours(around_split))),
            span: enforced(RuleId::DaySpan).then(|| ticks(span)),
            in_a_row: enforced(RuleId::DaysInARow).then_some(in_a_row),
            weekends: enforced(RuleId::WeekendsWorked).then(|| terms.weekends.unwrap_or(weekends)),
            whole_days: enforced(RuleId::SplitDay) && terms.split_days == Some(false),
            weekly_rest: enforced(RuleId::WeeklyRest) && instance.days >= 7,
            past: terms.past_work.iter().map(|work| (work.start.0, work.end.0)).collect(),
            zone: instance.zone,
        }
    }

    fn asks(&self) -> bool {
        self.rest.is_some()
            || self.rest_around_split.is_some()
            || self.span.is_some()
            || self.in_a_row.is_some()
            || self.weekends.is_some()
            || self.whole_days
            || self.weekly_rest
    }

    /// The civil date of a departure.
    pub fn date(&self, at: i64) -> NaiveDate {
        self.zone.date(Instant(at))
    }
}
