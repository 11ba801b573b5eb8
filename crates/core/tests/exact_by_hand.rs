//! The exact model on breaks and limits on working time: cases computed by hand, with the rule and without it.

use rota_check::audit;
use rota_core::mip::{Limits, solve_exact};
use rota_core::problem::Problem;
use rota_model::{
    Break, Instance, Instant, Level, Parameter, Rate, Rest, RestAt, Rota, RuleId, Terms,
};
use rota_testkit::{Build, CarerBuild, minutes};

/// What leaving out a visit costs, in pence.
const LEFT_OUT: i64 = 10_000;

/// The optimum in pence, and its rota, which the audit has nothing to say about.
fn exact(instance: &Instance) -> (i64, Rota) {
    let (grains, rota) = exact_grains(instance);
    let penny = Rate::pence_each(1).0;
    assert_eq!(grains % penny, 0, "{grains} grains are no pence");
    (grains / penny, rota)
}

fn exact_grains(instance: &Instance) -> (i64, Rota) {
    let problem = Problem::new(instance).expect("a small problem fits");
    let exact = solve_exact(&problem, &Limits::default()).expect("a tiny problem");
    assert!(exact.proven);
    let rota = exact.rota(instance, &problem);
    let audit = audit(instance, &rota);
    assert_eq!(audit.violations, []);
    assert_eq!((audit.sheet.total().0, &audit.sheet), (exact.cost, &rota.sheet));
    (exact.cost, rota)
}

fn cost(instance: &Instance) -> i64 {
    exact(instance).0
}

/// eve, "ann" and "bob" ten minutes apart. Leaving out costs 100 pounds; a minute of waiting, of lateness and from the
/// preferred time costs what is asked for.
fn two_homes(with: impl FnOnce(CarerBuild) -> CarerBuild) -> Build {
    Build::day("2026-11-23")
        .client("ann", "a", |client| client)
        .client("bob", "b", |client| client)
        .carer("eve", with)
        .bare()
        .price(RuleId::UnallocatedNormal, Rate::pence_each(LEFT_OUT))
}

fn a_minute() -> Rate {
    Rate::pence_per_hour(60)
}

/// A break of eve's shift, from and to these times.
fn asked(build: &Build, from: &str, to: &str, least: i64) -> Break {
    let (earliest, latest) = (build.at(from), build.at(to));
    Break { earliest, latest, least: minutes(least), at_ends: false, after: None }
}

fn with(build: &Build, asked: Break, level: Level) -> Instance {
    let mut instance = build.clone().level(RuleId::MissedBreak, level).instance();
    instance.carers[0].shifts[0].breaks.push(asked);
    instance
}

fn only_rest(rota: &Rota) -> Rest {
    let [route] = &rota.routes[..] else { panic!("{} routes", rota.routes.len()) };
    let [rest] = route.rests[..] else { panic!("{} rests", route.rests.len()) };
    rest
}

/// "one" from 08:00 to 08:30 at ann's, "two" at bob's for half an hour, late from 08:40 on.
fn one_and_two() -> Build {
    two_homes(|eve| eve.shift("07:00", "13:00"))
        .visit("one", "ann", |v| v.minutes(30).window("08:00", "08:00"))
        .visit("two", "bob", |v| v.minutes(30).window("08:30", "12:00").soft("08:30", "08:40"))
        .price(RuleId::Lateness, a_minute())
}

#[test]
fn a_break_is_taken_or_paid_for() {
    let build = one_and_two();
    let half_an_hour = asked(&build, "07:00", "13:00", 30);
    assert_eq!(cost(&build.clone().instance()), 0);
    assert_eq!(cost(&with(&build, half_an_hour, Level::Off)), 0);
    assert_eq!(cost(&with(&build, half_an_hour, Level::Enforce)), 30);
    // Of two evils the lesser one.
    for (price, lesser) in [(20, 20), (40, 30)] {
        let level = Level::Priced(Rate::pence_each(price));
        assert_eq!(cost(&with(&build, half_an_hour, level)), lesser);
    }
    // Two breaks do not overlap, nor does the way between them.
    let mut two = with(&build, half_an_hour, Level::Enforce);
    two.carers[0].shifts[0].breaks.push(asked(&build, "07:00", "13:00", 20));
    assert_eq!(cost(&two), 50);
    // At 08:30 before the way, and from 09:00 on before it or after it: at 09:30 all the same.
    two.carers[0].shifts[0].breaks =
        vec![asked(&build, "08:30", "09:00", 30), asked(&build, "09:00", "09:30", 20)];
    let (cost, rota) = exact(&two);
    assert_eq!((cost, rota.routes[0].rests.len()), (50, 2));
}

#[test]
fn a_rest_lies_before_a_leg_or_after_it() {
    let build = one_and_two();
    // Its time begins when bob's door is reached, and before the way it would be ten minutes more.
    let (late, rota) = exact(&with(&build, asked(&build, "08:40", "09:10", 30), Level::Enforce));
    assert_eq!((late, only_rest(&rota).at), (30, RestAt::AfterLeg));
    // Its time is over when there has been a way.
    let (late, rota) = exact(&with(&build, asked(&build, "08:30", "09:05", 30), Level::Enforce));
    assert_eq!((late, only_rest(&rota).at), (30, RestAt::BeforeLeg));
    // Neither: one of the two is left out, and then no break is asked for.
    let never = with(&build, asked(&build, "07:00", "08:40", 30), Level::Enforce);
    assert_eq!(cost(&never), LEFT_OUT);
}

#[test]
fn a_long_route_asks_for_a_break() {
    // Out from 08:00; "two" is wanted at 10:30, three hours after that it is over.
    let build = two_homes(|eve| eve.shift("07:00", "13:00"))
        .visit("one", "ann", |v| v.minutes(30).window("08:00", "08:00"))
        .visit("two", "bob", |v| v.minutes(30).window("08:30", "12:00").preferred("10:30"))
        .price(RuleId::PreferredTime, a_minute());
    let mut due = asked(&build, "07:00", "08:00", 20);
    assert_eq!(cost(&build.clone().instance()), 0);
    // Two hours are no more than two hours; there is no break for more.
    due.after = Some(minutes(120));
    assert_eq!(cost(&with(&build, due, Level::Enforce)), 60);
    due.after = Some(minutes(180));
    assert_eq!(cost(&with(&build, due, Level::Enforce)), 0);
    due.after = Some(minutes(180) - 1);
    let (grains, _) = exact_grains(&with(&build, due, Level::Enforce));
    assert_eq!(grains, a_minute().0, "one second too long");
    due.after = Some(minutes(120));
    assert_eq!(cost(&with(&build, due, Level::Priced(Rate::pence_each(59)))), 59);
    due.latest = build.at("08:50");
    assert_eq!(cost(&with(&build, due, Level::Enforce)), 0);
}

#[test]
fn a_rest_that_nobody_asks_for_is_no_waiting() {
    // 80 minutes from door to door that are no way.
    let build = two_homes(|eve| eve.shift("07:00", "13:00"))
        .visit("one", "ann", |v| v.minutes(30).window("08:00", "08:00"))
        .visit("two", "bob", |v| v.minutes(30).window("10:00", "10:00"))
        .price(RuleId::Waiting, a_minute());
    let spare = Break { after: Some(minutes(300)), ..asked(&build, "07:00", "13:00", 30) };
    assert_eq!(cost(&build.clone().instance()), 80);
    assert_eq!(cost(&with(&build, spare, Level::Enforce)), 50);
}

/// A visit of eve's from 08:40 to 09:10, ten minutes from her home, and her shift.
fn single(from: &str, to: &str) -> Build {
    two_homes(|eve| eve.shift(from, to).from_to("home", "home"))
        .visit("one", "ann", |v| v.minutes(30).window("08:40", "08:40"))
        .price(RuleId::Waiting, a_minute())
}

#[test]
fn a_break_at_the_ends_lies_outside_of_care() {
    let end = |from: &str, to: &str, least: i64| {
        let build = single("08:00", "09:40");
        let asked = Break { at_ends: true, ..asked(&build, from, to, least) };
        let (cost, rota) = exact(&with(&build, asked, Level::Enforce));
        let place = rota.routes.first().map(|route| {
            let rest = only_rest(&rota);
            let since_eight = |at: Instant| (at - build.at("08:00")) / 60;
            (rest.stops, rest.at, since_eight(rest.start), since_eight(route.finish))
        });
        (cost, place)
    };
    use RestAt::{AfterLeg, BeforeLeg};
    // Before setting out at 08:30; at ann's door, for which eve sets out earlier; at her door afterwards; back home.
    assert_eq!(end("08:05", "08:25", 20), (0, Some((0, BeforeLeg, 5, 80))));
    assert_eq!(end("08:15", "08:40", 25), (0, Some((0, AfterLeg, 15, 80))));
    assert_eq!(end("09:10", "09:30", 20), (0, Some((1, BeforeLeg, 70, 100))));
    assert_eq!(end("09:20", "09:40", 20), (0, Some((1, AfterLeg, 80, 80))));
    // Five minutes until it may begin are waited for at ann's door.
    assert_eq!(end("09:15", "09:30", 15), (5, Some((1, BeforeLeg, 75, 100))));
    // Now there is no time for it, in care or after the shift.
    assert_eq!(end("08:30", "09:20", 25), (LEFT_OUT, None));
    assert_eq!(end("09:12", "09:32", 20), (LEFT_OUT, None));
    // Within a single visit no other break is asked for.
    let build = single("08:00", "09:40");
    let inside = asked(&build, "08:00", "09:40", 30);
    assert_eq!(cost(&with(&build, inside, Level::Enforce)), 0);
}

/// The visits of [`a_rest_that_nobody_asks_for_is_no_waiting`], without a price on waiting: 70 minutes of care and way.
fn apart(second: &str) -> Build {
    two_homes(|eve| eve.shift("07:00", "13:00"))
        .visit("one", "ann", |v| v.minutes(30).window("08:00", "08:00"))
        .visit("two", "bob", |v| v.minutes(30).window(second, "10:00").preferred(second))
        .price(RuleId::PreferredTime, a_minute())
}

fn limited(build: &Build, rule: RuleId, parameter: Parameter, value: i64) -> Instance {
    let mut instance = build.clone().level(rule, Level::Enforce).instance();
    instance.policy.parameters.insert(parameter, value);
    instance
}

#[test]
fn long_waits_are_not_working_time() {
    let most = |build: &Build, minutes: i64| {
        limited(build, RuleId::DayHoursMost, Parameter::DayMostMinutes, minutes)
    };
    let far = apart("10:00");
    assert_eq!(cost(&far.clone().instance()), 0);
    assert_eq!(cost(&most(&far, 70)), 0);
    assert_eq!(cost(&most(&far, 69)), LEFT_OUT);
    // An hour counts, and a second more is not working time at all.
    let near = apart("09:40");
    assert_eq!(cost(&most(&near, 130)), 0);
    assert_eq!(exact_grains(&most(&near, 129)).0, a_minute().0);
    // A rest of 20 minutes makes 50 minutes of 70, before the way or after it.
    let rested = |from: &str, to: &str, minutes: i64| {
        let build = apart("09:50");
        let mut instance = with(&build, asked(&build, from, to, 20), Level::Enforce);
        instance.policy = most(&build, minutes).policy.with(RuleId::MissedBreak, Level::Enforce);
        instance.visits[1].windows[0].latest = build.at("10:05");
        exact_grains(&instance).0
    };
    assert_eq!(rested("07:00", "13:00", 140), 0);
    // What lies before it and after it is one wait: 20 minutes and 40, and a second, are the carer's own.
    for (from, to) in [("07:00", "13:00"), ("08:50", "09:10")] {
        assert_eq!(rested(from, to, 139), 601 * a_minute().0);
        assert_eq!(rested(from, to, 90), 601 * a_minute().0);
        assert_eq!(rested(from, to, 89), Rate::pence_each(LEFT_OUT).0);
    }
}

/// 25 minutes of care on each of three days of a week.
fn three_days(with: impl FnOnce(CarerBuild) -> CarerBuild) -> Build {
    let mut build = two_homes(|eve| {
        let days = (0..3)
            .fold(eve, |eve, day| eve.shift(&format!("+{day} 08:00"), &format!("+{day} 23:00")));
        with(days)
    })
    .days(7);
    for day in 0..3 {
        let (from, to) = (format!("+{day} 08:00"), format!("+{day} 12:00"));
        let name = format!("v{day}");
        build = build.visit(&name, "ann", |v| v.minutes(25).window(&from, &to));
    }
    build
}

fn terms(terms: Terms) -> impl FnOnce(CarerBuild) -> CarerBuild {
    |carer| carer.terms(terms)
}

#[test]
fn weeks_have_their_most() {
    let week =
        |build: &Build, rule, parameter, hours| cost(&limited(build, rule, parameter, hours));
    let free = three_days(|eve| eve);
    assert_eq!(cost(&free.clone().instance()), 0);
    let of_week = (RuleId::WeekHours, Parameter::WeekHours);
    assert_eq!(week(&free, of_week.0, of_week.1, 1), LEFT_OUT);
    assert_eq!(week(&free, of_week.0, of_week.1, 2), 0);
    let agreed = three_days(terms(Terms { long_weeks: true, ..Terms::default() }));
    assert_eq!(week(&agreed, of_week.0, of_week.1, 1), 0);
    // An hour a week: 90 minutes, an hour and nothing are left, or it is not known what is.
    let after = |past: Option<i64>| {
        let past_weeks = past.map(|worked| vec![minutes(worked)]);
        let build = three_days(terms(Terms { past_weeks, ..Terms::default() }));
        week(&build, RuleId::AverageHours, Parameter::AverageHours, 1)
    };
    assert_eq!([after(Some(30)), after(Some(60)), after(None)], [0, LEFT_OUT, 0]);
    assert_eq!(
        [after(Some(95)), after(Some(96)), after(Some(500))],
        [2, 3, 3].map(|n| n * LEFT_OUT)
    );
}

#[test]
fn carers_under_18_work_little_and_by_day() {
    let young = || three_days(terms(Terms { young: true, ..Terms::default() }));
    let rule = |build: &Build, rule, parameter, most| cost(&limited(build, rule, parameter, most));
    let (day, minutes) = (RuleId::YoungDay, Parameter::YoungDayMinutes);
    assert_eq!(rule(&young(), day, minutes, 25), 0);
    assert_eq!(rule(&young(), day, minutes, 24), 3 * LEFT_OUT);
    assert_eq!(rule(&three_days(|eve| eve), day, minutes, 24), 0);
    let (week, hours) = (RuleId::YoungWeek, Parameter::YoungWeekHours);
    assert_eq!(rule(&young(), week, hours, 1), LEFT_OUT);
    assert_eq!(rule(&three_days(|eve| eve), week, hours, 1), 0);
    let late = |from: &str| young().visit("late", "bob", |v| v.minutes(25).window(from, "22:30"));
    let (night, until) = (RuleId::YoungNight, Parameter::YoungNightFrom);
    assert_eq!(rule(&late("21:30"), night, until, 22), 0);
    assert_eq!(rule(&late("21:36"), night, until, 22), LEFT_OUT);
    assert_eq!(rule(&late("21:36"), night, until, 23), 0);
    assert_eq!(cost(&late("21:36").instance()), 0);
}

#[test]
fn a_contract_has_its_most() {
    // "one" is wanted at 08:00, an hour and a half before "two" is over.
    let build = |most: i64| {
        two_homes(|eve| eve.shift("07:00", "13:00").contract(1, None, None, Some(minutes(most))))
            .visit("one", "ann", |v| v.minutes(30).window("08:00", "12:00").preferred("08:00"))
            .visit("two", "ann", |v| v.minutes(30).window("09:00", "09:00"))
            .price(RuleId::PreferredTime, a_minute())
    };
    let capped = |most| cost(&build(most).level(RuleId::ContractOver, Level::Enforce).instance());
    assert_eq!(cost(&build(60).instance()), 0);
    assert_eq!([capped(90), capped(75), capped(60), capped(59)], [0, 15, 30, LEFT_OUT]);
    // A rest is rostered time: with ten minutes of it between the two, an hour is too little.
    let rested = |most: i64| {
        let build = build(most).level(RuleId::ContractOver, Level::Enforce);
        cost(&with(&build, asked(&build, "07:00", "13:00", 10), Level::Enforce))
    };
    assert_eq!([rested(70), rested(69)], [20, LEFT_OUT]);
}
