//! The catalogue of rules: each one's id, wording, scope, unit and default level.

use crate::{Level, Priority, Rate};

/// How far one has to look to measure a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One slot and one carer.
    Pair,
    /// One carer's route in one shift.
    Route,
    /// One carer over the horizon.
    Carer,
    /// One client over the horizon, or visits tied to each other.
    Client,
    /// The whole rota.
    Plan,
}

/// What a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Ticks of time: seconds in a week.
    Seconds,
    /// Metres.
    Metres,
    /// Things: slots, shifts, faces.
    Count,
    /// Points of unfamiliarity: 100 for a stranger in one slot.
    Points,
}

/// Which levels a rule can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Always enforced: without it the rota makes no sense.
    Structural,
    /// Off, warn or enforce.
    Strict,
    /// Off, or priced by its measure.
    Priced,
    /// Off, warn, enforce, or priced by its measure.
    StrictOrPriced,
    /// Off or warn: measured by the audit alone, since the search does not keep to it.
    Advisory,
}

/// What the catalogue says of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// The word in files.
    pub id: &'static str,
    /// What it asks for, in a coordinator's words.
    pub wording: &'static str,
    /// How far one has to look.
    pub scope: Scope,
    /// What its measure counts.
    pub unit: Unit,
    /// Which levels it can have.
    pub kind: Kind,
    /// Its level where the policy is silent.
    pub default: Level,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $rule:ident = $id:literal, $scope:ident, $unit:ident, $kind:ident, $default:expr, $wording:literal;)*) => {
        /// A rule of the catalogue. The order is the order of the score sheet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $($(#[$doc])* $rule,)*
        }

        impl RuleId {
            /// Every rule, in the order of the score sheet.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)*];

            /// The rule's entry in the catalogue.
            pub const fn info(self) -> RuleInfo {
                match self {
                    $(Self::$rule => RuleInfo {
                        id: $id,
                        wording: $wording,
                        scope: Scope::$scope,
                        unit: Unit::$unit,
                        kind: Kind::$kind,
                        default: $default,
                    },)*
                }
            }
        }
    };
}

const fn each(pence: i64) -> Level {
    Level::Priced(Rate::pence_each(pence))
}

const fn hourly(pence: i64) -> Level {
    Level::Priced(Rate::pence_per_hour(pence))
}

catalogue! {
    /// All of a visit's slots are filled once each, or none is.
    WholeVisit = "whole-visit", Plan, Count, Structural, Level::Enforce,
        "a visit has all of its carers or is left out; nobody is sent alone to a double-up";
    /// The slots of a visit are filled by different carers.
    CarersDiffer = "carers-differ", Client, Count, Structural, Level::Enforce,
        "the carers of one visit are different people";
    /// Every slot starts at the visit's start plus its offset.
    Together = "together", Client, Seconds, Structural, Level::Enforce,
        "the carers of one visit start together, or at their fixed distance";
    /// Between two stops there is time for the leg.
    TravelTime = "travel-time", Route, Seconds, Structural, Level::Enforce,
        "there is time to get from one place to the next";
    /// Starts lie in a window of the visit.
    VisitWindow = "visit-window", Pair, Seconds, Structural, Level::Enforce,
        "a visit starts inside one of its windows";
    /// The route leaves no earlier than the shift starts.
    ShiftStart = "shift-start", Route, Seconds, Structural, Level::Enforce,
        "a carer sets out no earlier than the shift starts";
    /// The route is back by the shift's end.
    ShiftEnd = "shift-end", Route, Seconds, StrictOrPriced, Level::Enforce,
        "a carer is back by the end of the shift";
    /// No part of a route lies in an absence of its carer.
    Absence = "absence", Route, Count, Structural, Level::Enforce,
        "nobody works while absent";
    /// What the slots of a route need to be brought fits into the shift.
    Capacity = "capacity", Route, Count, Structural, Level::Enforce,
        "a carer brings no more units than the shift has room for";
    /// A slot that is pinned to a carer is filled by that carer.
    PinnedCarer = "pinned-carer", Pair, Count, Structural, Level::Enforce,
        "a carer who was fixed by the user stays";
    /// A visit pinned in time starts then, on that date.
    PinnedTime = "pinned-time", Pair, Count, Structural, Level::Enforce,
        "a start or a date that was fixed by the user stays";
    /// Gaps between linked visits are kept.
    LinkGap = "link-gap", Client, Seconds, Structural, Level::Enforce,
        "linked visits keep their least and largest gap";
    /// Visits linked by "same carer" have the same carers.
    LinkSameCarer = "link-same-carer", Client, Count, Structural, Level::Enforce,
        "visits linked as same carer have the same carers";
    /// Visits linked by "different carer" share none.
    LinkDifferentCarer = "link-different-carer", Client, Count, Structural, Level::Enforce,
        "visits linked as different carer share nobody";
    /// Visits linked by "both or neither" are allocated together.
    LinkBothOrNeither = "link-both-or-neither", Client, Count, Structural, Level::Enforce,
        "visits linked as both or neither are both allocated or both left out";
    /// Carers hold each skill that their slot needs, on the day, for that client.
    Skill = "skill", Pair, Count, Strict, Level::Enforce,
        "a carer holds every skill the visit needs, valid on its date and for its client";
    /// Carers have the gender that the client requires, and the one that the slot does.
    RequiredGender = "required-gender", Pair, Count, Strict, Level::Enforce,
        "a carer has the gender that the client or the visit requires";
    /// Carers speak the language that the client requires.
    RequiredLanguage = "required-language", Pair, Count, Strict, Level::Enforce,
        "a carer speaks the language that the client requires";
    /// Nobody is sent where the client or the carer excluded it.
    Exclusion = "exclusion", Pair, Count, Strict, Level::Enforce,
        "no carer goes to a client who excluded them, nor to one they excluded";
    /// Nobody comes alone for the first time to a client who does not want that.
    LoneFirstVisit = "lone-first-visit", Pair, Count, Strict, Level::Enforce,
        "nobody goes alone for the first time where the client does not want that";
    /// Slots of time-critical visits left out.
    UnallocatedTimeCritical = "unallocated-time-critical", Plan, Count, Priced, each(1_000_000),
        "no time-critical visit is left out (slots)";
    /// Slots of important visits left out.
    UnallocatedImportant = "unallocated-important", Plan, Count, Priced, each(500_000),
        "no important visit is left out (slots)";
    /// Slots of normal visits left out.
    UnallocatedNormal = "unallocated-normal", Plan, Count, Priced, each(200_000),
        "no normal visit is left out (slots)";
    /// Slots of movable visits left out.
    UnallocatedMovable = "unallocated-movable", Plan, Count, Priced, each(100_000),
        "no movable visit is left out (slots)";
    /// Slots of optional visits left out.
    UnallocatedOptional = "unallocated-optional", Plan, Count, Priced, each(2_000),
        "few optional visits are left out (slots)";
    /// Time spent on all legs.
    Travel = "travel", Route, Seconds, Priced, hourly(1_300),
        "little time on the road";
    /// Metres of all legs by car.
    Mileage = "mileage", Route, Metres, Priced, Level::Priced(Rate::millipence_per_km(28_000)),
        "few miles by car";
    /// Time between arrival and start, not before a route's first slot.
    Waiting = "waiting", Route, Seconds, Priced, hourly(1_300),
        "little waiting between visits";
    /// The largest idle time of any shift.
    LargestIdle = "largest-idle", Plan, Seconds, Priced, Level::Off,
        "nobody's shift is idle for very long";
    /// Breaks that worked shifts ask for without a rest that fits.
    MissedBreak = "missed-break", Route, Count, StrictOrPriced, Level::Off,
        "worked shifts have their breaks, and long ones a break for rest";
    /// Long routes in which nobody is free for as long in one piece as is preferred.
    PreferredBreak = "preferred-break", Route, Count, Advisory, Level::Off,
        "long routes have room for a break of the length that is preferred";
    /// Time of the visit's start before the soft start of its window, for each stop.
    Earliness = "earliness", Pair, Seconds, Priced, hourly(3_000),
        "visits do not start before the time agreed (for each carer)";
    /// Time of the visit's start after the soft end of its window, for each stop.
    Lateness = "lateness", Pair, Seconds, Priced, hourly(3_000),
        "visits do not start after the time agreed (for each carer)";
    /// The largest lateness of any visit.
    LargestLateness = "largest-lateness", Plan, Seconds, Priced, Level::Off,
        "the latest visit is not very late";
    /// Time of the visit's start from the preferred one, for each stop.
    PreferredTime = "preferred-time", Pair, Seconds, Priced, hourly(200),
        "visits start near the time that the client likes best (for each carer)";
    /// Shifts with at least one visit.
    ShiftUsed = "shift-used", Route, Count, Priced, each(100),
        "few carers called out";
    /// Different carers of a client beyond the first.
    Faces = "faces", Client, Count, Priced, each(500),
        "few different carers at each client's door (each beyond the first)";
    /// Different carers of a client beyond the largest number wanted.
    FacesOver = "faces-over", Client, Count, StrictOrPriced, each(1_000),
        "no more different carers than the client wants";
    /// Different carers of a client beyond the team aimed at: 1 for the first, 2 more for the second, and so on.
    TeamSize = "team-size", Client, Count, Priced, each(100),
        "small teams: each carer beyond the size aimed at weighs more than the one before";
    /// Points of unfamiliarity of all slots.
    Unfamiliar = "unfamiliar", Pair, Points, Priced, Level::Priced(Rate(2 * crate::GRAINS_PER_PENNY)),
        "carers whom the client knows";
    /// Slots by a carer without the preferred gender.
    PreferredGender = "preferred-gender", Pair, Count, Priced, each(300),
        "carers of the gender that the client prefers";
    /// Slots by a carer without the preferred language.
    PreferredLanguage = "preferred-language", Pair, Count, Priced, each(200),
        "carers who speak the language that the client prefers";
    /// Rostered time short of the contract's least.
    ContractUnder = "contract-under", Carer, Seconds, Priced, hourly(600),
        "guaranteed hours are filled";
    /// Rostered time beyond the contract's most.
    ContractOver = "contract-over", Carer, Seconds, StrictOrPriced, hourly(2_500),
        "nobody works more than the contract's most";
    /// Rostered time away from the contract's target.
    ContractOffTarget = "contract-off-target", Carer, Seconds, Priced, hourly(100),
        "hours near what suits the carer";
    /// Unsocial time, as asked for, beyond the share that a contract's hours come to.
    UnsocialShare = "unsocial-share", Carer, Seconds, Priced, Level::Off,
        "evenings, nights and weekends are shared by contracted hours";
    /// Rest between the last return of a day and setting out on the next day with work.
    DailyRest = "daily-rest", Carer, Count, Strict, Level::Off,
        "enough rest between one day of work and the next";
    /// The same where one of the two days is split.
    DailyRestSplit = "daily-rest-split", Carer, Count, Strict, Level::Off,
        "enough rest between one day of work and the next, one of them split";
    /// A long rest in each week.
    WeeklyRest = "weekly-rest", Carer, Count, Strict, Level::Off,
        "a whole day of rest in each week, or two in a fortnight";
    /// Working time in a week.
    WeekHours = "week-hours", Carer, Count, Strict, Level::Off,
        "no week of too much work";
    /// Working time of the horizon and the weeks before it.
    AverageHours = "average-hours", Carer, Count, Strict, Level::Off,
        "not too much work a week on average, with the weeks before";
    /// Working time of carers who mostly work at night.
    NightHours = "night-hours", Carer, Count, Advisory, Level::Off,
        "night workers do not work too long on average";
    /// Weekends with work among several.
    WeekendsWorked = "weekends-worked", Carer, Count, Strict, Level::Off,
        "not too many weekends with work";
    /// Days with work without a day off.
    DaysInARow = "days-in-a-row", Carer, Count, Strict, Level::Off,
        "not too many days of work in a row";
    /// From setting out first to returning last on a day.
    DaySpan = "day-span", Carer, Count, Strict, Level::Off,
        "no day too long from setting out to the last return";
    /// Working time of a day with little work.
    DayHoursLeast = "day-hours-least", Carer, Count, Advisory, Level::Off,
        "nobody is called out for very little work";
    /// Working time of a day with much work.
    DayHoursMost = "day-hours-most", Carer, Count, Strict, Level::Off,
        "no day of too much work";
    /// Working time of a day of carers under 18.
    YoungDay = "young-day", Carer, Count, Strict, Level::Off,
        "no day of too much work for carers under 18";
    /// Working time in a week of carers under 18.
    YoungWeek = "young-week", Carer, Count, Strict, Level::Off,
        "no week of too much work for carers under 18";
    /// Work at night of carers under 18.
    YoungNight = "young-night", Carer, Count, Strict, Level::Off,
        "no work at night for carers under 18";
    /// Two shifts on a day of a carer who does not split days.
    SplitDay = "split-day", Carer, Count, Strict, Level::Off,
        "no two shifts on a day for carers who do not split days";
    /// Work for carers without guaranteed hours.
    ZeroHours = "zero-hours", Carer, Count, Strict, Level::Off,
        "no work on zero-hours contracts";
    /// Short visits by somebody whom the client does not know.
    ShortVisit = "short-visit", Client, Count, Strict, Level::Off,
        "short visits only by carers whom the client knows";
    /// Visits that are too short for dignity.
    BriefVisit = "brief-visit", Pair, Count, Advisory, Level::Off,
        "no visit of a quarter of an hour or less";
    /// Distances of carers' workloads from their mean.
    WorkloadBalance = "workload-balance", Plan, Seconds, Priced, Level::Off,
        "care and travel are spread evenly over the carers";
}

impl RuleId {
    /// The rule with this id in files.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.info().id == id)
    }

    /// The rule that prices leaving out a slot of this priority.
    pub const fn unallocated(priority: Priority) -> Self {
        match priority {
            Priority::TimeCritical => Self::UnallocatedTimeCritical,
            Priority::Important => Self::UnallocatedImportant,
            Priority::Normal => Self::UnallocatedNormal,
            Priority::Movable => Self::UnallocatedMovable,
            Priority::Optional => Self::UnallocatedOptional,
        }
    }

    /// Whether the rule's measure stands on the score sheet when it is priced.
    pub const fn is_measured(self) -> bool {
        matches!(self.info().kind, Kind::Priced | Kind::StrictOrPriced)
    }

    /// Whether the rule may have this level.
    pub const fn allows(self, level: Level) -> bool {
        match self.info().kind {
            Kind::Structural => matches!(level, Level::Enforce),
            Kind::Strict => !matches!(level, Level::Priced(_)),
            Kind::Priced => matches!(level, Level::Off | Level::Priced(_)),
            Kind::StrictOrPriced => true,
            Kind::Advisory => matches!(level, Level::Off | Level::Warn),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_found_again() {
        for &rule in RuleId::ALL {
            assert_eq!(RuleId::named(rule.info().id), Some(rule));
            assert!(
                rule.allows(rule.info().default),
                "{} has a default it does not allow",
                rule.info().id
            );
        }
    }
}
