//! Cases computed by hand for every rule of the catalogue.
//!
//! The match in [`of`] makes a new rule fail to compile until it has an entry here, and the tests below make an
//! entry fail that has no `keeps` and `breaks`, or no measure of its own.

mod breaks;
mod continuity;
mod contracts;
mod double_ups;
mod first_visits;
mod hours;
mod links;
mod night;
mod people;
mod pins;
mod punctuality;
mod rest;
mod road;
mod shifts;
mod short_visits;
mod unallocated;
mod windows;

use rota_check::{audit_without_sheet, measure};
use rota_model::{GRAINS_PER_PENNY, Kind, Level, Priority, Rate, RuleId, Unit};

use crate::scene::Scene;

/// What is known of one rule.
#[derive(Default)]
pub(crate) struct Cases {
    /// Rotas that keep a strict rule, some only just.
    pub(crate) keeps: Vec<Scene>,
    /// Rotas that break the rule and no other, with a part of what the auditor has to say of it.
    pub(crate) breaks: Vec<(Scene, &'static str)>,
    /// Rotas with what they measure and, at [`rate`], cost in pence.
    pub(crate) measures: Vec<(Scene, i64, i64)>,
}

/// The cases of a rule.
fn of(rule: RuleId) -> Cases {
    match rule {
        RuleId::WholeVisit => double_ups::whole_visit(),
        RuleId::CarersDiffer => double_ups::carers_differ(),
        RuleId::Together => double_ups::together(),
        RuleId::TravelTime => road::travel_time(),
        RuleId::VisitWindow => windows::visit_window(),
        RuleId::ShiftStart => shifts::shift_start(),
        RuleId::ShiftEnd => shifts::shift_end(),
        RuleId::Absence => shifts::absence(),
        RuleId::Capacity => shifts::capacity(),
        RuleId::PinnedCarer => pins::pinned_carer(),
        RuleId::PinnedTime => pins::pinned_time(),
        RuleId::LinkGap => links::gap(),
        RuleId::LinkSameCarer => links::same_carer(),
        RuleId::LinkDifferentCarer => links::different_carer(),
        RuleId::LinkBothOrNeither => links::both_or_neither(),
        RuleId::Skill => people::skill(),
        RuleId::RequiredGender => people::required_gender(),
        RuleId::RequiredLanguage => people::required_language(),
        RuleId::Exclusion => people::exclusion(),
        RuleId::LoneFirstVisit => first_visits::alone(),
        RuleId::UnallocatedTimeCritical => unallocated::of(Priority::TimeCritical),
        RuleId::UnallocatedImportant => unallocated::of(Priority::Important),
        RuleId::UnallocatedNormal => unallocated::of(Priority::Normal),
        RuleId::UnallocatedMovable => unallocated::of(Priority::Movable),
        RuleId::UnallocatedOptional => unallocated::of(Priority::Optional),
        RuleId::Travel => road::travel(),
        RuleId::Mileage => road::mileage(),
        RuleId::Waiting => road::waiting(),
        RuleId::LargestIdle => breaks::largest_idle(),
        RuleId::MissedBreak => breaks::missed_break(),
        RuleId::PreferredBreak => breaks::preferred_break(),
        RuleId::Earliness => punctuality::earliness(),
        RuleId::Lateness => punctuality::lateness(),
        RuleId::LargestLateness => punctuality::largest_lateness(),
        RuleId::PreferredTime => punctuality::preferred_time(),
        RuleId::ShiftUsed => shifts::shift_used(),
        RuleId::Faces => continuity::faces(),
        RuleId::FacesOver => continuity::faces_over(),
        RuleId::TeamSize => continuity::team_size(),
        RuleId::Unfamiliar => continuity::unfamiliar(),
        RuleId::PreferredGender => people::preferred_gender(),
        RuleId::PreferredLanguage => people::preferred_language(),
        RuleId::ContractUnder => contracts::under(),
        RuleId::ContractOver => contracts::over(),
        RuleId::ContractOffTarget => contracts::off_target(),
        RuleId::UnsocialShare => contracts::unsocial_share(),
        RuleId::DailyRest => rest::daily(),
        RuleId::DailyRestSplit => rest::daily_split(),
        RuleId::WeeklyRest => rest::weekly(),
        RuleId::WeekHours => hours::week_hours(),
        RuleId::AverageHours => hours::average_hours(),
        RuleId::NightHours => night::night_hours(),
        RuleId::WeekendsWorked => hours::weekends(),
        RuleId::DaysInARow => hours::days_in_a_row(),
        RuleId::DaySpan => hours::day_span(),
        RuleId::DayHoursLeast => hours::day_least(),
        RuleId::DayHoursMost => hours::day_most(),
        RuleId::YoungDay => hours::young_day(),
        RuleId::YoungWeek => hours::young_week(),
        RuleId::YoungNight => night::young_night(),
        RuleId::SplitDay => hours::split_day(),
        RuleId::ZeroHours => hours::zero_hours(),
        RuleId::ShortVisit => short_visits::by_strangers(),
        RuleId::BriefVisit => short_visits::brief(),
        RuleId::WorkloadBalance => breaks::workload_balance(),
    }
}

/// A penny a minute, a penny a kilometre, a pound for each thing counted, two pence a point.
fn rate(rule: RuleId) -> Rate {
    match rule.info().unit {
        Unit::Seconds => Rate::pence_per_hour(60),
        Unit::Metres => Rate::millipence_per_km(1000),
        Unit::Count => Rate::pence_each(100),
        Unit::Points => Rate::pence_each(2),
    }
}

/// The catalogue's rules that can be broken, and those that can be priced.
fn rules(can: fn(Kind) -> bool) -> impl Iterator<Item = RuleId> {
    RuleId::ALL.iter().copied().filter(move |rule| can(rule.info().kind))
}

fn can_be_broken(kind: Kind) -> bool {
    kind != Kind::Priced
}

fn can_be_priced(kind: Kind) -> bool {
    matches!(kind, Kind::Priced | Kind::StrictOrPriced)
}

#[test]
fn every_rule_has_its_cases() {
    for rule in rules(can_be_broken) {
        let cases = of(rule);
        assert!(!cases.keeps.is_empty(), "{} has no case that keeps it", rule.info().id);
        assert!(!cases.breaks.is_empty(), "{} has no case that breaks it", rule.info().id);
    }
    for rule in rules(can_be_priced) {
        let measures = of(rule).measures;
        assert!(
            measures.iter().any(|case| case.1 == 0),
            "{} has no case that costs nothing",
            rule.info().id
        );
        assert!(
            measures.iter().any(|case| case.1 > 0 && case.2 > 0),
            "{} has no case that costs",
            rule.info().id
        );
    }
}

/// The scene with the rule at the strictest level that it can have.
fn strictest(rule: RuleId, scene: &Scene) -> Scene {
    let mut scene = scene.clone();
    let levels = [Level::Enforce, Level::Warn];
    let level = levels.into_iter().find(|level| rule.allows(*level)).expect("a strict level");
    scene.level(rule, level);
    scene
}

#[test]
fn rotas_that_keep_a_rule_are_clean() {
    for rule in rules(can_be_broken) {
        for (number, scene) in of(rule).keeps.iter().enumerate() {
            let scene = strictest(rule, scene);
            let audit = audit_without_sheet(&scene.instance, &scene.rota);
            assert_eq!(audit.violations, [], "{} keeps, case {number}", rule.info().id);
            assert_eq!(audit.warnings, [], "{} keeps, case {number}", rule.info().id);
        }
    }
}

#[test]
fn rotas_that_break_a_rule_are_caught_for_that_rule_alone() {
    for rule in rules(can_be_broken) {
        for (number, (scene, says)) in of(rule).breaks.iter().enumerate() {
            let id = rule.info().id;
            let scene = strictest(rule, scene);
            let audit = audit_without_sheet(&scene.instance, &scene.rota);
            let all: Vec<_> = audit.violations.iter().chain(&audit.warnings).collect();
            let found: Vec<_> = all.iter().filter_map(|v| v.rule).collect();
            assert_eq!(found, [rule], "{id} breaks, case {number}: {all:?}");
            let text = &all[0].text;
            assert!(text.contains(says), "{id} breaks, case {number}: {text:?} lacks {says:?}");
        }
    }
}

#[test]
fn the_level_decides_what_becomes_of_a_breach() {
    for rule in rules(can_be_broken) {
        for (scene, _) in &of(rule).breaks {
            let at = |level: Level| {
                let mut scene = scene.clone();
                scene.level(rule, level);
                let audit = audit_without_sheet(&scene.instance, &scene.rota);
                (audit.violations.len(), audit.warnings.len())
            };
            let structural = rule.info().kind == Kind::Structural;
            let advisory = rule.info().kind == Kind::Advisory;
            let enforced = if advisory { (0, 1) } else { (1, 0) };
            assert_eq!(at(Level::Enforce), enforced, "{}", rule.info().id);
            assert_eq!(at(Level::Warn), if structural { (1, 0) } else { (0, 1) });
            assert_eq!(at(Level::Off), if structural { (1, 0) } else { (0, 0) });
        }
    }
}

#[test]
fn measures_and_prices_are_as_computed_by_hand() {
    for rule in rules(can_be_priced) {
        for (number, (scene, amount, pence)) in of(rule).measures.iter().enumerate() {
            let mut scene = scene.clone();
            scene.price(rule, rate(rule));
            let sheet = measure(&scene.instance, &scene.rota);
            let id = rule.info().id;
            assert_eq!(sheet.lines.len(), 1, "{id}: nothing else is priced");
            assert_eq!(sheet.measure(rule), *amount, "{id} measures, case {number}");
            assert_eq!(sheet.total().0, pence * GRAINS_PER_PENNY, "{id} costs, case {number}");
            let audit = audit_without_sheet(&scene.instance, &scene.rota);
            assert_eq!(audit.violations, [], "{id} measures, case {number}");
            assert_eq!(audit.sheet, sheet);
        }
    }
}

#[test]
fn only_priced_rules_stand_on_the_sheet_in_the_catalogues_order() {
    let mut scene = Scene::new();
    scene.price(RuleId::ContractOver, Rate(1));
    scene.price(RuleId::Travel, Rate(0));
    scene.price(RuleId::ShiftEnd, Rate(5));
    scene.level(RuleId::FacesOver, Level::Enforce);
    // A strict rule has no measure, whatever a policy says of it.
    scene.price(RuleId::Skill, Rate(5));
    let rules: Vec<_> =
        measure(&scene.instance, &scene.rota).lines.iter().map(|line| line.rule).collect();
    assert_eq!(rules, [RuleId::ShiftEnd, RuleId::Travel, RuleId::ContractOver]);
}
