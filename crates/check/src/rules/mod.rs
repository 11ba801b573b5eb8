//! The catalogue's rules, each measured or tested by a plain loop in the file of its family.

mod absence;
mod breaks;
mod capacity;
mod continuity;
mod contract;
mod double_up;
mod exclusion;
mod first_visits;
mod links;
mod pins;
mod punctuality;
mod road;
mod shift;
mod short_visits;
mod skill;
mod travel_time;
mod unallocated;
mod unsocial;
mod visit_window;
mod week;
mod whole_visit;
mod wishes;
mod workload;

use rota_model::{Kind, Level, Policy, Priority, RuleId};

use crate::finding::Violation;
use crate::reading::Reading;

/// What becomes of a rule's breaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    Violation,
    Warning,
}

/// How a rule is examined.
struct Examiner {
    /// Every way in which the rota breaks it; `None` for a rule that is only priced.
    breaches: Option<fn(&Reading<'_>) -> Vec<Violation>>,
    /// What it measures, in its unit; `None` for a rule that is never priced.
    measure: Option<fn(&Reading<'_>) -> i128>,
}

impl Examiner {
    const fn strict(breaches: fn(&Reading<'_>) -> Vec<Violation>) -> Self {
        Self { breaches: Some(breaches), measure: None }
    }

    const fn priced(measure: fn(&Reading<'_>) -> i128) -> Self {
        Self { breaches: None, measure: Some(measure) }
    }

    const fn both(
        breaches: fn(&Reading<'_>) -> Vec<Violation>,
        measure: fn(&Reading<'_>) -> i128,
    ) -> Self {
        Self { breaches: Some(breaches), measure: Some(measure) }
    }
}

/// The one place that ties a rule of the catalogue to its loop.
const fn examiner(rule: RuleId) -> Examiner {
    match rule {
        RuleId::WholeVisit => Examiner::strict(whole_visit::breaches),
        RuleId::CarersDiffer => Examiner::strict(double_up::carers_differ),
        RuleId::Together => Examiner::strict(double_up::together),
        RuleId::TravelTime => Examiner::strict(travel_time::breaches),
        RuleId::VisitWindow => Examiner::strict(visit_window::breaches),
        RuleId::ShiftStart => Examiner::strict(shift::left_early),
        RuleId::ShiftEnd => Examiner::both(shift::back_late, shift::overtime),
        RuleId::Absence => Examiner::strict(absence::breaches),
        RuleId::Capacity => Examiner::strict(capacity::breaches),
        RuleId::PinnedCarer => Examiner::strict(pins::carer),
        RuleId::PinnedTime => Examiner::strict(pins::time),
        RuleId::LinkGap => Examiner::strict(links::gap),
        RuleId::LinkSameCarer => Examiner::strict(links::same_carer),
        RuleId::LinkDifferentCarer => Examiner::strict(links::different_carer),
        RuleId::LinkBothOrNeither => Examiner::strict(links::both_or_neither),
        RuleId::Skill => Examiner::strict(skill::breaches),
        RuleId::RequiredGender => Examiner::strict(wishes::required_gender),
        RuleId::RequiredLanguage => Examiner::strict(wishes::required_language),
        RuleId::Exclusion => Examiner::strict(exclusion::breaches),
        RuleId::LoneFirstVisit => Examiner::strict(first_visits::alone),
        RuleId::UnallocatedTimeCritical => {
            Examiner::priced(|reading| unallocated::slots(reading, Priority::TimeCritical))
        }
        RuleId::UnallocatedImportant => {
            Examiner::priced(|reading| unallocated::slots(reading, Priority::Important))
        }
        RuleId::UnallocatedNormal => {
            Examiner::priced(|reading| unallocated::slots(reading, Priority::Normal))
        }
        RuleId::UnallocatedMovable => {
            Examiner::priced(|reading| unallocated::slots(reading, Priority::Movable))
        }
        RuleId::UnallocatedOptional => {
            Examiner::priced(|reading| unallocated::slots(reading, Priority::Optional))
        }
        RuleId::Travel => Examiner::priced(road::travel),
        RuleId::Mileage => Examiner::priced(road::mileage),
        RuleId::Waiting => Examiner::priced(road::waiting),
        RuleId::LargestIdle => Examiner::priced(workload::largest_idle),
        RuleId::MissedBreak => Examiner::both(breaks::breaches, breaks::count),
        RuleId::PreferredBreak => Examiner::strict(breaks::no_room_for_preferred),
        RuleId::Earliness => Examiner::priced(punctuality::earliness),
        RuleId::Lateness => Examiner::priced(punctuality::lateness),
        RuleId::LargestLateness => Examiner::priced(punctuality::largest_lateness),
        RuleId::PreferredTime => Examiner::priced(punctuality::preferred_time),
        RuleId::ShiftUsed => Examiner::priced(shift::used),
        RuleId::Faces => Examiner::priced(continuity::faces),
        RuleId::FacesOver => Examiner::both(continuity::too_many_faces, continuity::faces_over),
        RuleId::TeamSize => Examiner::priced(continuity::beyond_teams),
        RuleId::Unfamiliar => Examiner::priced(continuity::unfamiliar),
        RuleId::PreferredGender => Examiner::priced(wishes::preferred_gender),
        RuleId::PreferredLanguage => Examiner::priced(wishes::preferred_language),
        RuleId::ContractUnder => Examiner::priced(contract::under),
        RuleId::ContractOver => Examiner::both(contract::too_long, contract::over),
        RuleId::ContractOffTarget => Examiner::priced(contract::off_target),
        RuleId::UnsocialShare => Examiner::priced(unsocial::beyond_share),
        RuleId::DailyRest => Examiner::strict(week::rest::daily),
        RuleId::DailyRestSplit => Examiner::strict(week::rest::daily_split),
        RuleId::WeeklyRest => Examiner::strict(week::rest::weekly),
        RuleId::WeekHours => Examiner::strict(week::hours::week),
        RuleId::AverageHours => Examiner::strict(week::average::beyond),
        RuleId::NightHours => Examiner::strict(week::night::workers),
        RuleId::WeekendsWorked => Examiner::strict(week::days::weekends),
        RuleId::DaysInARow => Examiner::strict(week::days::in_a_row),
        RuleId::DaySpan => Examiner::strict(week::hours::span),
        RuleId::DayHoursLeast => Examiner::strict(week::hours::day_least),
        RuleId::DayHoursMost => Examiner::strict(week::hours::day_most),
        RuleId::YoungDay => Examiner::strict(week::hours::young_day),
        RuleId::YoungWeek => Examiner::strict(week::hours::young_week),
        RuleId::YoungNight => Examiner::strict(week::night::under_age),
        RuleId::SplitDay => Examiner::strict(week::days::split),
        RuleId::ZeroHours => Examiner::strict(week::days::zero_hours),
        RuleId::ShortVisit => Examiner::strict(short_visits::by_strangers),
        RuleId::BriefVisit => Examiner::strict(short_visits::brief),
        RuleId::WorkloadBalance => Examiner::priced(workload::balance),
    }
}

/// Every way in which the rota breaks the rule, whatever its level.
pub(crate) fn breaches(rule: RuleId, reading: &Reading<'_>) -> Vec<Violation> {
    examiner(rule).breaches.map_or_else(Vec::new, |breaches| breaches(reading))
}

/// What the rule measures, whatever its level; `None` for a rule that is never priced.
pub(crate) fn measure(rule: RuleId, reading: &Reading<'_>) -> Option<i128> {
    examiner(rule).measure.map(|measure| measure(reading))
}

/// What a breach of the rule is under this policy; `None`: nothing to report.
///
/// Structural rules hold whatever the policy says, and a strict rule with a price, which no policy may ask for,
/// holds too.
pub(crate) fn severity(policy: &Policy, rule: RuleId) -> Option<Severity> {
    match (rule.info().kind, policy.level(rule)) {
        (Kind::Structural, _) => Some(Severity::Violation),
        (Kind::Priced, _) => None,
        (Kind::Strict | Kind::StrictOrPriced | Kind::Advisory, Level::Off) => None,
        (Kind::Strict | Kind::StrictOrPriced | Kind::Advisory, Level::Warn) => {
            Some(Severity::Warning)
        }
        // A warning at most, whatever a policy says: the search does not keep to it.
        (Kind::Advisory, Level::Enforce | Level::Priced(_)) => Some(Severity::Warning),
        (Kind::Strict | Kind::StrictOrPriced, Level::Enforce) => Some(Severity::Violation),
        (Kind::Strict, Level::Priced(_)) => Some(Severity::Violation),
        (Kind::StrictOrPriced, Level::Priced(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_examined_in_the_ways_that_its_kind_allows() {
        for &rule in RuleId::ALL {
            let examiner = examiner(rule);
            let info = rule.info();
            assert_eq!(examiner.measure.is_some(), rule.is_measured(), "{}", info.id);
            assert_eq!(examiner.breaches.is_some(), info.kind != Kind::Priced, "{}", info.id);
        }
    }

    #[test]
    fn structural_rules_cannot_be_switched_off() {
        let policy =
            Policy::bare().with(RuleId::Together, Level::Off).with(RuleId::Skill, Level::Off);
        assert_eq!(severity(&policy, RuleId::Together), Some(Severity::Violation));
        assert_eq!(severity(&policy, RuleId::Skill), None);
    }
}
