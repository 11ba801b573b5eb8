//! Limits on carers' hours: kept to by the search, whatever it starts from, and given as the reason for what is left out.
//!
//! `ROTA_SEEDS` sets how many random weeks, `ROTA_FIRST_SEED` where to start.

use rota_check::audit;
use rota_core::{Options, Silent, solve};
use rota_model::{Contract, Instance, Level, Parameter, Rota, RuleId, Status, Terms};
use rota_testkit::{Build, CarerBuild, Seeds, minutes, weeks};

fn steps(iterations: u64) -> Options {
    Options { iterations: Some(iterations), threads: Some(1), ..Options::default() }
}

fn solved(instance: &Instance, options: &Options) -> Rota {
    let rota = solve(instance, options, &Silent).expect("small enough").rota;
    let audit = audit(instance, &rota);
    assert!(audit.is_clean(), "{}: {:?}", instance.name, audit.violations);
    rota
}

/// eve, with visits of so many hours at the office on each of seven days.
fn week(hours: i64, eve: impl FnOnce(CarerBuild) -> CarerBuild) -> Instance {
    let mut build = Build::day("2026-11-23").days(7).client("ann", "office", |client| client);
    build = build.carer("eve", |mut carer| {
        for day in 0..7 {
            let (from, to) = (format!("+{day} 06:00"), format!("+{day} 23:00"));
            carer = carer.shift(&from, &to).from_to("office", "office");
        }
        eve(carer)
    });
    for day in 0..7 {
        let (from, to) = (format!("+{day} 08:00"), format!("+{day} 12:00"));
        build = build
            .visit(&format!("v{day}"), "ann", |visit| visit.minutes(hours * 60).window(&from, &to));
    }
    build.instance()
}

/// How many of the visits are done when a rule is enforced, and why one of the others is not.
fn done(mut instance: Instance, rule: RuleId) -> (usize, Option<String>) {
    instance.policy.levels.insert(rule, Level::Enforce);
    let rota = solved(&instance, &steps(200));
    let reason = rota.unallocated.first().map(|left| left.reasons[0].code.clone());
    (instance.visits.len() - rota.unallocated.len(), reason)
}

fn used_up(visits: usize) -> (usize, Option<String>) {
    (visits, Some("hours-used-up".to_owned()))
}

fn terms(terms: Terms) -> impl FnOnce(CarerBuild) -> CarerBuild {
    |carer| carer.terms(terms)
}

#[test]
fn a_day_has_its_most() {
    // Ten hours are allowed, or what the carer's terms say.
    assert_eq!(done(week(10, |eve| eve), RuleId::DayHoursMost), (7, None));
    assert_eq!(done(week(11, |eve| eve), RuleId::DayHoursMost), used_up(0));
    let own = Terms { day_most: Some(9 * 3600), ..Terms::default() };
    assert_eq!(done(week(10, terms(own)), RuleId::DayHoursMost), used_up(0));
    let free = Terms { status: Status::SelfEmployed, ..Terms::default() };
    assert_eq!(done(week(11, terms(free)), RuleId::DayHoursMost), (7, None));
}

#[test]
fn a_week_has_its_most() {
    assert_eq!(done(week(8, |eve| eve), RuleId::WeekHours), used_up(6));
    let agreed = Terms { long_weeks: true, ..Terms::default() };
    assert_eq!(done(week(8, terms(agreed)), RuleId::WeekHours), (7, None));
}

#[test]
fn an_average_counts_the_weeks_before() {
    let after = |past: &[i64]| {
        let past = past.iter().map(|hours| hours * 3600).collect();
        week(8, terms(Terms { past_weeks: Some(past), ..Terms::default() }))
    };
    let rule = RuleId::AverageHours;
    assert_eq!(done(week(8, |eve| eve), rule), (7, None));
    assert_eq!(done(after(&[]), rule), used_up(6));
    // 40 hours and 56; 48 and 56; 72 and 24; 96 and nothing.
    assert_eq!(done(after(&[40]), rule), (7, None));
    assert_eq!(done(after(&[48]), rule), used_up(6));
    assert_eq!(done(after(&[72]), rule), used_up(3));
    assert_eq!(done(after(&[96]), rule), used_up(0));
    assert_eq!(done(after(&[97]), rule), used_up(0));
    // Of 17 weeks the seventeenth before is forgotten.
    let mut long_ago = vec![48; 15];
    long_ago.extend([40, 168]);
    assert_eq!(done(after(&long_ago), rule), (7, None));
}

#[test]
fn a_contract_has_its_most() {
    let most = |hours: i64, period_days: u32, carried: i64| {
        let max = Some(hours * 3600);
        let carried = carried * 3600;
        let mut instance = week(8, |eve| eve);
        instance.carers[0].contract =
            Some(Contract { period_days, min: None, target: None, max, carried });
        instance
    };
    let rule = RuleId::ContractOver;
    assert_eq!(done(most(56, 7, 0), rule), (7, None));
    assert_eq!(done(most(39, 7, 0), rule), used_up(4));
    // By four weeks and by the year; ahead and behind.
    assert_eq!(done(most(160, 28, 0), rule), used_up(5));
    assert_eq!(done(most(2086, 365, 0), rule), used_up(5));
    assert_eq!(done(most(160, 28, 8), rule), used_up(4));
    assert_eq!(done(most(160, 28, -8), rule), used_up(6));
    assert_eq!(done(most(40, 7, 60), rule), used_up(0));
}

#[test]
fn nobody_under_18_works_long_or_by_night() {
    let young = || Terms { young: true, ..Terms::default() };
    assert_eq!(done(week(8, terms(young())), RuleId::YoungDay), (7, None));
    assert_eq!(done(week(9, terms(young())), RuleId::YoungDay), used_up(0));
    assert_eq!(done(week(8, terms(young())), RuleId::YoungWeek), used_up(5));
    // From 12:00 at the latest for 10 hours; for 11 only from 11:00 on.
    assert_eq!(done(week(10, terms(young())), RuleId::YoungNight), (7, None));
    let mut late = week(11, terms(young()));
    late.visits.iter_mut().for_each(|visit| visit.windows[0].earliest = visit.windows[0].latest);
    let off = (0, Some("nobody-on-shift".to_owned()));
    assert_eq!(done(late.clone(), RuleId::YoungNight), off);
    late.carers[0].terms.young = false;
    assert_eq!(done(late, RuleId::YoungNight), (7, None));
}

#[test]
fn nobody_on_a_zero_hours_contract_works_where_that_is_ruled_out() {
    let zero = Terms { status: Status::ZeroHours, ..Terms::default() };
    let nobody = (0, Some("nobody-allowed".to_owned()));
    assert_eq!(done(week(8, terms(zero)), RuleId::ZeroHours), nobody);
    assert_eq!(done(week(8, |eve| eve), RuleId::ZeroHours), (7, None));
}

#[test]
fn hours_are_not_waited_away() {
    // The first visit may begin at any time, the second at 18:00 only. Out from 17:30 both fit into two hours.
    let two = |build: Build| {
        build
            .client("ann", "office", |client| client)
            .carer("eve", |c| {
                c.shift("06:00", "23:00").from_to("office", "office").contract(
                    1,
                    None,
                    None,
                    Some(minutes(60)),
                )
            })
            .visit("x", "ann", |visit| visit.minutes(30).window("08:00", "17:30"))
            .visit("y", "ann", |visit| visit.minutes(30).window("18:00", "18:00"))
    };
    for price in [Level::Off, RuleId::Waiting.info().default] {
        let build = two(Build::day("2026-11-23")).level(RuleId::Waiting, price);
        let build = build.level(RuleId::ContractOver, Level::Enforce);
        assert_eq!(solved(&build.instance(), &steps(100)).unallocated, []);
    }
}

/// Whether a rota breaks one of the limits once all of them are enforced.
fn breaks_limits(instance: &Instance, rota: &Rota) -> bool {
    let faults = audit(instance, rota).violations;
    faults.iter().any(|fault| fault.rule.is_some_and(|rule| weeks::LIMITS.contains(&rule)))
}

#[test]
fn random_weeks_with_tight_limits_are_clean_whatever_they_start_from() {
    let seeds = Seeds::new(if cfg!(debug_assertions) { 4 } else { 60 });
    let weeks = seeds.each(|seed| {
        let instance = weeks::tight(seed);
        let mut free = instance.clone();
        for rule in weeks::LIMITS {
            free.policy.levels.insert(rule, Level::Off);
        }
        let start = solved(&free, &steps(100));
        let binds = breaks_limits(&instance, &start);
        let options = Options { seed, islands: 2, ..steps(300) };
        let rota = solved(&instance, &options);
        let again = Options { threads: Some(2), ..options.clone() };
        assert_eq!(rota, solved(&instance, &again), "seed {seed} is not repeatable");
        solved(&instance, &Options { start: Some(start), ..options });
        binds
    });
    let binding = weeks.iter().filter(|&&binds| binds).count();
    println!("in {binding} of {} weeks the limits bind", seeds.count);
    assert!(
        binding * 3 >= weeks.len(),
        "the limits bind in {binding} of {} weeks only",
        seeds.count
    );
}

#[test]
fn a_limit_that_nobody_reaches_changes_nothing_else() {
    let free = week(8, |eve| eve);
    let mut wide = free.clone();
    wide.policy.levels.insert(RuleId::WeekHours, Level::Enforce);
    wide.policy.parameters.insert(Parameter::WeekHours, 168);
    let (free, wide) = (solved(&free, &steps(200)), solved(&wide, &steps(200)));
    assert_eq!(free.sheet.total(), wide.sheet.total());
}

#[test]
fn what_a_contract_carries_over_is_never_less_than_nothing() {
    let contract =
        Contract { period_days: 7, min: Some(70), target: None, max: None, carried: 100 };
    assert_eq!(contract.due(70, 7), 0);
    assert_eq!(Contract { carried: -100, ..contract }.due(70, 7), 170);
}
