//! The numbers inside rules: how many hours of rest, how many days in a row.

use crate::RuleId;

/// What the catalogue says of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterInfo {
    /// The rule that it belongs to.
    pub rule: RuleId,
    /// The key in files, unique in the rule; it names the unit.
    pub key: &'static str,
    /// Its value where neither the problem nor a pack says.
    pub default: i64,
    /// Smallest value.
    pub least: i64,
    /// Largest value.
    pub most: i64,
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $rule:ident, $key:literal, $default:literal, $least:literal..=$most:literal;)*) => {
        /// A parameter of a rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Parameter {
            $($(#[$doc])* $name,)*
        }

        impl Parameter {
            /// Every parameter.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The parameter's entry.
            pub const fn info(self) -> ParameterInfo {
                match self {
                    $(Self::$name => ParameterInfo {
                        rule: RuleId::$rule,
                        key: $key,
                        default: $default,
                        least: $least,
                        most: $most,
                    },)*
                }
            }
        }
    };
}

parameters! {
    /// Minutes around an agreed time of a time-critical visit beyond which it is early or late.
    CriticalSoftMinutes = VisitWindow, "critical_soft_minutes", 15, 0..=720;
    /// Minutes around an agreed time of a time-critical visit within which it must start.
    CriticalHardMinutes = VisitWindow, "critical_hard_minutes", 30, 0..=720;
    /// The same of other visits: beyond which they are early or late.
    SoftMinutes = VisitWindow, "soft_minutes", 30, 0..=720;
    /// The same of other visits: within which they must start.
    HardMinutes = VisitWindow, "hard_minutes", 60, 0..=720;
    /// Hours from setting out to the return after which a break is due.
    BreakAfterHours = MissedBreak, "after_hours", 6, 1..=24;
    /// Least minutes of that break.
    BreakMinutes = MissedBreak, "minutes", 20, 1..=240;
    /// Hours from setting out to the return after which a longer break is preferred.
    PreferredBreakAfterHours = PreferredBreak, "after_hours", 6, 1..=24;
    /// Minutes that it is preferred to last.
    PreferredBreakMinutes = PreferredBreak, "minutes", 30, 1..=240;
    /// Hours of rest between two days of work.
    DailyRestHours = DailyRest, "hours", 11, 0..=24;
    /// The same where one of the days is split.
    SplitRestHours = DailyRestSplit, "hours", 11, 0..=24;
    /// The same for carers under 18.
    YoungRestHours = DailyRest, "young_hours", 12, 0..=24;
    /// The same where one of the days is split.
    YoungSplitRestHours = DailyRestSplit, "young_hours", 12, 0..=24;
    /// Hours of rest in one piece in each 7 days.
    WeeklyRestHours = WeeklyRest, "hours", 24, 0..=168;
    /// Or hours of rest in one piece in 14 days.
    FortnightRestHours = WeeklyRest, "fortnight_hours", 48, 0..=336;
    /// Hours of rest in one piece in each 7 days for carers under 18.
    YoungWeeklyRestHours = WeeklyRest, "young_hours", 48, 0..=168;
    /// Most hours of working time in 7 days.
    WeekHours = WeekHours, "hours", 48, 1..=168;
    /// Most hours of working time in 7 days on average,
    AverageHours = AverageHours, "hours", 48, 1..=168;
    /// over so many weeks.
    AverageWeeks = AverageHours, "weeks", 17, 1..=52;
    /// Most hours of working time in 24 hours on average for those who,
    NightHours = NightHours, "hours", 8, 1..=24;
    /// on most of their days, are out for at least so many hours of the night.
    NightLeastHours = NightHours, "night_hours", 3, 1..=7;
    /// Most weekends with work,
    WeekendsMost = WeekendsWorked, "most", 2, 0..=52;
    /// of so many in a row.
    WeekendsOf = WeekendsWorked, "of", 4, 1..=52;
    /// Most days with work in a row.
    DaysInARow = DaysInARow, "days", 6, 1..=28;
    /// Most hours from setting out to the last return of a day.
    DaySpanHours = DaySpan, "hours", 13, 1..=36;
    /// Least minutes of working time of a day with work.
    DayLeastMinutes = DayHoursLeast, "minutes", 120, 0..=1440;
    /// Most minutes of working time of a day.
    DayMostMinutes = DayHoursMost, "minutes", 600, 1..=2160;
    /// Most minutes of working time of a day under 18.
    YoungDayMinutes = YoungDay, "minutes", 480, 1..=1440;
    /// Most hours of working time in 7 days under 18.
    YoungWeekHours = YoungWeek, "hours", 40, 1..=168;
    /// From this hour of the day nobody under 18 works,
    YoungNightFrom = YoungNight, "from_hour", 22, 12..=24;
    /// until this one of the next day.
    YoungNightUntil = YoungNight, "until_hour", 6, 0..=12;
    /// Visits shorter than this many minutes need a known carer.
    ShortVisitMinutes = ShortVisit, "minutes", 30, 1..=120;
    /// Who came within this many days is known.
    KnownDays = ShortVisit, "known_days", 90, 1..=366;
    /// Visits of at most this many minutes are too short.
    BriefVisitMinutes = BriefVisit, "minutes", 15, 1..=120;
}

impl RuleId {
    /// The rule's parameters, in order.
    pub fn parameters(self) -> impl Iterator<Item = Parameter> {
        Parameter::ALL.iter().copied().filter(move |parameter| parameter.info().rule == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_in_a_rule_and_defaults_are_allowed() {
        for &parameter in Parameter::ALL {
            let info = parameter.info();
            assert!((info.least..=info.most).contains(&info.default), "{parameter:?}");
            let same = info.rule.parameters().filter(|other| other.info().key == info.key);
            assert_eq!(same.count(), 1, "{parameter:?}");
        }
    }
}
