//! The packs of the four nations of the United Kingdom.

use super::{Nation, PackRule, Source};
use crate::{Level, Parameter, RuleId};

/// Of what is preferred where the law asks for less.
const BEYOND_THE_LAW: Source =
    Source { title: "Preferred practice: no law asks for more than 20 minutes here", date: "2026" };

/// What a nation's law asks of a rota.
pub(super) fn rules(nation: Nation) -> Vec<PackRule> {
    let law = |rule, asks, parameters, source| PackRule { rule, asks, parameters, source };
    vec![
        law(
            RuleId::MissedBreak,
            Level::Enforce,
            &[(Parameter::BreakAfterHours, 6), (Parameter::BreakMinutes, 20)],
            working_time(nation, Regulation::Breaks),
        ),
        law(
            RuleId::PreferredBreak,
            Level::Warn,
            &[(Parameter::PreferredBreakAfterHours, 6), (Parameter::PreferredBreakMinutes, 30)],
            BEYOND_THE_LAW,
        ),
        law(
            RuleId::DailyRest,
            Level::Enforce,
            &[(Parameter::DailyRestHours, 11), (Parameter::YoungRestHours, 12)],
            working_time(nation, Regulation::DailyRest),
        ),
        law(
            RuleId::DailyRestSplit,
            Level::Warn,
            &[(Parameter::SplitRestHours, 11), (Parameter::YoungSplitRestHours, 12)],
            working_time(nation, Regulation::SplitDays),
        ),
        law(
            RuleId::WeeklyRest,
            Level::Enforce,
            &[
                (Parameter::WeeklyRestHours, 24),
                (Parameter::FortnightRestHours, 48),
                (Parameter::YoungWeeklyRestHours, 48),
            ],
            working_time(nation, Regulation::WeeklyRest),
        ),
        law(
            RuleId::WeekHours,
            Level::Warn,
            &[(Parameter::WeekHours, 48)],
            working_time(nation, Regulation::WeekHours),
        ),
        law(
            RuleId::AverageHours,
            Level::Enforce,
            &[(Parameter::AverageHours, 48), (Parameter::AverageWeeks, 17)],
            working_time(nation, Regulation::WeekHours),
        ),
        law(
            RuleId::NightHours,
            Level::Enforce,
            &[(Parameter::NightHours, 8), (Parameter::NightLeastHours, 3)],
            working_time(nation, Regulation::NightHours),
        ),
        law(
            RuleId::YoungDay,
            Level::Enforce,
            &[(Parameter::YoungDayMinutes, 480)],
            working_time(nation, Regulation::YoungHours),
        ),
        law(
            RuleId::YoungWeek,
            Level::Enforce,
            &[(Parameter::YoungWeekHours, 40)],
            working_time(nation, Regulation::YoungHours),
        ),
        law(
            RuleId::YoungNight,
            Level::Enforce,
            &[(Parameter::YoungNightFrom, 22), (Parameter::YoungNightUntil, 6)],
            working_time(nation, Regulation::YoungNight),
        ),
        law(
            RuleId::ShortVisit,
            if matches!(nation, Nation::Wales) { Level::Enforce } else { Level::Warn },
            &[(Parameter::ShortVisitMinutes, 30), (Parameter::KnownDays, 90)],
            short_visits(nation),
        ),
    ]
}

/// Parts of the law on working time.
enum Regulation {
    Breaks,
    DailyRest,
    SplitDays,
    WeeklyRest,
    WeekHours,
    NightHours,
    YoungHours,
    YoungNight,
}

/// Great Britain and Northern Ireland have regulations of their own, with the same content here.
const fn working_time(nation: Nation, part: Regulation) -> Source {
    if matches!(nation, Nation::NorthernIreland) {
        let title = match part {
            Regulation::Breaks => "Working Time Regulations (Northern Ireland) 2016, rest breaks",
            Regulation::DailyRest => "Working Time Regulations (Northern Ireland) 2016, daily rest",
            Regulation::SplitDays => {
                "Working Time Regulations (Northern Ireland) 2016, activities split up over the day"
            }
            Regulation::WeeklyRest => {
                "Working Time Regulations (Northern Ireland) 2016, weekly rest period"
            }
            Regulation::WeekHours => {
                "Working Time Regulations (Northern Ireland) 2016, maximum weekly working time (an average)"
            }
            Regulation::NightHours => {
                "Working Time Regulations (Northern Ireland) 2016, length of night work (an average)"
            }
            Regulation::YoungHours => {
                "Working Time Regulations (Northern Ireland) 2016, maximum working time for young workers"
            }
            Regulation::YoungNight => {
                "Working Time Regulations (Northern Ireland) 2016, night work by young workers"
            }
        };
        return Source { title, date: "2016" };
    }
    let title = match part {
        Regulation::Breaks => "Working Time Regulations 1998, regulation 12: rest breaks",
        Regulation::DailyRest => "Working Time Regulations 1998, regulation 10",
        Regulation::SplitDays => {
            "Working Time Regulations 1998, regulation 22: activities split up over the day"
        }
        Regulation::WeeklyRest => "Working Time Regulations 1998, regulation 11",
        Regulation::WeekHours => "Working Time Regulations 1998, regulation 4 (an average)",
        Regulation::NightHours => "Working Time Regulations 1998, regulation 6 (an average)",
        Regulation::YoungHours => "Working Time Regulations 1998, regulation 5A: young workers",
        Regulation::YoungNight => "Working Time Regulations 1998, regulation 6A: young workers",
    };
    Source { title, date: "1998" }
}

const fn short_visits(nation: Nation) -> Source {
    match nation {
        Nation::Wales => Source {
            title: "Regulated Services (Service Providers and Responsible Individuals) (Wales) Regulations 2017, \
                    domiciliary support services: delineation of travel time and care time",
            date: "2017",
        },
        Nation::England | Nation::Scotland | Nation::NorthernIreland => Source {
            title: "NICE guideline NG21, Home care: delivering personal care and practical support to older \
                    people living in their own homes",
            date: "2015",
        },
    }
}
