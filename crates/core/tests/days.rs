//! Enforced rest between days, and spans of days, with shifts that are far wider than the work in them.
//!
//! `ROTA_SEEDS` sets how many random weeks, `ROTA_FIRST_SEED` where to start.

use rota_core::{Options, Silent, solve};
use rota_model::{Departure, Instance, Instant, Interval, Level, Rate, Rota, RuleId};
use rota_testkit::{Build, CarerBuild, Seeds, VisitBuild, long_days, minutes};

fn solved(instance: &Instance, threads: usize, iterations: u64) -> Rota {
    let options =
        Options { iterations: Some(iterations), threads: Some(threads), ..Options::default() };
    solve(instance, &options, &Silent).expect("a small problem").rota
}

/// The rota, of which the audit finds nothing to say.
fn clean(instance: &Instance) -> Rota {
    let rota = solved(instance, 1, 300);
    let audit = rota_check::audit(instance, &rota);
    assert_eq!(audit.violations, []);
    assert_eq!(audit.sheet, rota.sheet);
    rota
}

fn start(rota: &Rota, visit: &str) -> Option<Instant> {
    let stops = rota.routes.iter().flat_map(|route| &route.stops);
    stops.filter(|stop| stop.visit.as_str() == visit).map(|stop| stop.start).next()
}

/// The way from and to a carer's home takes 10 minutes.
fn two_days(with: impl FnOnce(CarerBuild) -> CarerBuild) -> Build {
    Build::day("2026-11-23")
        .days(2)
        .minutes_between("home", "a", 10)
        .client("ann", "a", |client| client)
        .carer("eve", with)
        .level(RuleId::DailyRest, Level::Enforce)
}

fn wide(carer: CarerBuild) -> CarerBuild {
    carer
        .shift("07:00", "22:00")
        .from_to("home", "home")
        .shift("+1 07:00", "+1 22:00")
        .from_to("home", "home")
}

/// A late visit from 20:00 to 20:50, so that eve is home at 21:00, and an early one that may start at this time.
fn late_and_early(build: Build, early: (&str, &str)) -> Build {
    build.visit("late", "ann", |v| v.minutes(50).window("20:00", "20:00")).visit(
        "early",
        "ann",
        |v| v.minutes(30).window(early.0, early.1),
    )
}

#[test]
fn eleven_hours_between_a_late_and_an_early_visit_are_enough_to_the_minute() {
    let both = late_and_early(two_days(wide), ("+1 08:10", "+1 08:10")).instance();
    assert_eq!(clean(&both).unallocated, []);
    let one = late_and_early(two_days(wide), ("+1 08:09", "+1 08:09")).instance();
    assert_eq!(clean(&one).unallocated.len(), 1);
}

#[test]
fn a_visit_that_may_be_later_waits_for_the_rest() {
    let build = late_and_early(two_days(wide), ("+1 07:15", "+1 09:00"));
    let at = build.at("+1 08:10");
    let rota = clean(&build.instance());
    assert!(start(&rota, "early").is_some_and(|start| start >= at), "{rota:?}");
    assert!(start(&rota, "late").is_some());
}

#[test]
fn who_sets_out_when_the_shift_starts_needs_the_rest_before_that() {
    let instance = |from: &str| {
        let build = two_days(|c| {
            c.shift("07:00", "22:00")
                .from_to("home", "home")
                .shift(from, "+1 22:00")
                .from_to("home", "home")
        });
        let mut instance = late_and_early(build, ("+1 09:00", "+1 09:00")).instance();
        for shift in &mut instance.carers[0].shifts {
            shift.departs = Departure::AtShiftStart;
        }
        instance
    };
    assert_eq!(clean(&instance("+1 08:00")).unallocated, []);
    assert_eq!(clean(&instance("+1 07:59")).unallocated.len(), 1);
}

#[test]
fn a_preferred_time_gives_way_to_the_rest_after_it() {
    // Eve would rather come at 20:30 in the evening; then she could not be back at 08:10.
    let instance = two_days(wide)
        .visit("late", "ann", |v| v.minutes(50).window("19:00", "21:00").preferred("20:30"))
        .visit("early", "ann", |v| v.minutes(30).window("+1 08:10", "+1 08:10"))
        .price(RuleId::PreferredTime, Rate::pence_per_hour(1_000))
        .price(RuleId::Waiting, Rate::pence_per_hour(100));
    let (latest, instance) = (instance.at("20:00"), instance.instance());
    let rota = clean(&instance);
    assert_eq!(rota.unallocated, []);
    assert_eq!(start(&rota, "late"), Some(latest));
}

#[test]
fn work_before_the_horizon_leaves_its_rest() {
    let with_past = |early: (&str, &str)| {
        let build =
            two_days(wide).visit("early", "ann", |v| v.minutes(30).window(early.0, early.1));
        let zero = build.at("00:00");
        let mut instance = build.instance();
        let past = Interval { start: zero + -minutes(300), end: zero + -minutes(120) };
        instance.carers[0].terms.past_work.push(past);
        instance
    };
    assert_eq!(clean(&with_past(("09:10", "09:10"))).unallocated, []);
    assert_eq!(clean(&with_past(("09:09", "09:09"))).unallocated.len(), 1);
    let rota = clean(&with_past(("07:30", "10:00")));
    assert_eq!(rota.unallocated, []);
}

#[test]
fn a_day_that_is_split_on_purpose_is_the_split_rule_s_affair() {
    let split = |carer: CarerBuild| {
        carer
            .shift("07:00", "14:00")
            .from_to("home", "home")
            .shift("16:00", "22:00")
            .from_to("home", "home")
            .shift("+1 07:00", "+1 14:00")
            .from_to("home", "home")
            .shift("+1 16:00", "+1 22:00")
            .from_to("home", "home")
    };
    let instance = late_and_early(two_days(split), ("+1 07:15", "+1 07:15"));
    assert_eq!(clean(&instance.clone().instance()).unallocated.len(), 1);
    let noon = |v: VisitBuild| v.minutes(30).window("12:00", "12:00");
    let with_noon = instance.visit("noon", "ann", noon).instance();
    assert_eq!(clean(&with_noon).unallocated, []);
}

#[test]
fn a_day_is_no_longer_than_its_span() {
    let day = |window: (&str, &str)| {
        two_days(wide)
            .level(RuleId::DaySpan, Level::Enforce)
            .visit("late", "ann", |v| v.minutes(50).window("20:00", "20:00"))
            .visit("early", "ann", |v| v.minutes(30).window(window.0, window.1))
            .instance()
    };
    // Back at 21:00: eve leaves at 08:00 at the earliest.
    assert_eq!(clean(&day(("08:10", "08:10"))).unallocated, []);
    assert_eq!(clean(&day(("08:09", "08:09"))).unallocated.len(), 1);
    assert_eq!(clean(&day(("07:20", "09:00"))).unallocated, []);
}

#[test]
fn a_week_of_wide_shifts_has_work_on_all_days_but_one() {
    let mut build = Build::day("2026-11-23")
        .days(7)
        .minutes_between("home", "a", 10)
        .client("ann", "a", |client| client)
        .carer("eve", |mut c| {
            for day in 0..7 {
                let (from, to) = (format!("+{day} 07:00"), format!("+{day} 22:00"));
                c = c.shift(&from, &to).from_to("home", "home");
            }
            c
        });
    for rule in [RuleId::DailyRest, RuleId::WeeklyRest] {
        build = build.level(rule, Level::Enforce);
    }
    for day in 0..7 {
        for (name, at) in [("morning", "09:00"), ("tea", "17:00")] {
            let at = format!("+{day} {at}");
            build =
                build.visit(&format!("{name} {day}"), "ann", |v| v.minutes(30).window(&at, &at));
        }
    }
    // The other day's two visits are left out, for the rest of the week.
    assert_eq!(clean(&build.instance()).unallocated.len(), 2);
}

#[test]
fn random_weeks_of_wide_shifts_are_clean_and_repeatable() {
    Seeds::new(150).each(|seed| {
        let instance = long_days::random(seed);
        let rota = solved(&instance, 1, 250);
        let audit = rota_check::audit(&instance, &rota);
        assert_eq!(audit.violations, [], "seed {seed}");
        assert_eq!(audit.sheet, rota.sheet, "seed {seed}");
        if seed % 10 == 0 {
            assert_eq!(solved(&instance, 2, 250), rota, "seed {seed}");
        }
    });
}
