//! Cases small enough to work out on paper.

use rota_model::{
    Break, GapFrom, GreatCircle, Level, Mode, Parameter, Pay, Priority, Rate, RuleId, SkillHeld,
    Terms, VisitId,
};
use rota_testkit::{Build, brute, minutes};

/// Office, a and b ten minutes from each other; leaving out is dear and nothing else is priced.
fn three_places() -> Build {
    Build::day("2026-11-23")
        .minutes_between("office", "a", 10)
        .minutes_between("office", "b", 10)
        .minutes_between("a", "b", 10)
        .client("ann", "a", |c| c)
        .client("bob", "b", |c| c)
        .bare()
        .price(RuleId::UnallocatedNormal, Rate::pence_each(10_000))
}

fn hourly(pence: i64) -> Rate {
    Rate::pence_per_hour(pence)
}

#[test]
fn waiting_a_quarter_of_an_hour_is_cheaper_than_being_early() {
    let instance = three_places()
        .carer("eve", |c| c.shift("07:00", "12:00").from_to("office", "office"))
        .visit("x", "ann", |v| v.window("08:00", "08:00"))
        .visit("y", "bob", |v| v.window("08:30", "10:00").soft("08:55", "10:00"))
        .price(RuleId::Travel, hourly(600))
        .price(RuleId::Waiting, hourly(600))
        .price(RuleId::Earliness, hourly(1200))
        .instance();
    let rota = brute::solve(&instance);
    assert_eq!(rota.sheet.measure(RuleId::Travel), minutes(30));
    assert_eq!(rota.sheet.measure(RuleId::Waiting), minutes(15));
    assert_eq!(rota.sheet.measure(RuleId::Earliness), 0);
    assert_eq!(rota.sheet.total().pence(), 300 + 150);
    // Departure is as late as the first visit allows.
    assert_eq!(rota.routes[0].depart, instance.visits[0].windows[0].earliest - minutes(10));
}

#[test]
fn two_meet_late_rather_than_calling_out_a_third() {
    let day = three_places();
    let eight_forty = day.at("08:40");
    let home = "office";
    let instance = day
        .carer("eve", |c| c.shift("07:00", "12:00").from_to(home, home))
        .carer("joe", |c| c.shift("07:00", "12:00").from_to(home, home))
        .carer("kim", |c| c.shift("07:00", "12:00").from_to(home, home))
        .visit("x", "ann", |v| v.window("08:00", "08:00"))
        .visit("y", "bob", |v| v.double_up().window("08:30", "09:00").soft("08:30", "08:30"))
        .price(RuleId::Travel, hourly(600))
        .price(RuleId::Lateness, hourly(600))
        .price(RuleId::ShiftUsed, Rate::pence_each(150))
        .instance();
    // Travel 30 + 20 minutes (500p), two shifts (300p), ten minutes late for each of two carers (200p);
    // with a third carer 60 minutes (600p) and three shifts (450p).
    let rota = brute::solve(&instance);
    assert_eq!(rota.sheet.total().pence(), 1000);
    assert_eq!(rota.sheet.measure(RuleId::Lateness), 2 * minutes(10));
    let starts: Vec<_> = rota
        .routes
        .iter()
        .flat_map(|route| &route.stops)
        .filter(|stop| stop.visit == VisitId::from("y"))
        .map(|stop| stop.start)
        .collect();
    assert_eq!(starts, [eight_forty, eight_forty]);
}

#[test]
fn an_optional_visit_is_left_out_when_the_way_costs_more() {
    let pence = |price| {
        let instance = three_places()
            .carer("eve", |c| c.shift("07:00", "12:00").from_to("office", "office"))
            .visit("x", "ann", |v| v.priority(Priority::Optional))
            .price(RuleId::Travel, hourly(600))
            .price(RuleId::UnallocatedOptional, Rate::pence_each(price))
            .instance();
        let rota = brute::solve(&instance);
        (rota.sheet.total().pence(), rota.unallocated.len(), rota.routes.len())
    };
    assert_eq!(pence(199), (199, 1, 0));
    assert_eq!(pence(201), (200, 0, 1));
}

#[test]
fn contract_hours_are_in_proportion_rounded_down_and_leave_out_the_way_home() {
    let instance = three_places()
        .carer("eve", |c| {
            let hours = Some(minutes(600));
            c.shift("07:00", "12:00").from_to("office", "office").contract(7, hours, hours, None)
        })
        .carer("idle", |c| c.contract(7, Some(minutes(70)), None, None))
        .visit("x", "ann", |v| v.minutes(60))
        .price(RuleId::ContractUnder, Rate(1))
        .price(RuleId::ContractOffTarget, Rate(2))
        .instance();
    // 36,000 s a week are 5,142 s a day, of which 3,600 are worked; the idle carer is ten minutes short.
    let rota = brute::solve(&instance);
    assert_eq!(rota.sheet.measure(RuleId::ContractUnder), 1542 + 600);
    assert_eq!(rota.sheet.measure(RuleId::ContractOffTarget), 1542);
    assert_eq!(rota.sheet.total().0, 1542 + 600 + 2 * 1542);
}

#[test]
fn the_largest_lateness_counts_once() {
    let instance = three_places()
        .carer("eve", |c| c.shift("07:00", "12:00"))
        .visit("x", "ann", |v| v.window("08:00", "09:00").soft("08:00", "08:00"))
        .visit("y", "ann", |v| v.window("08:00", "09:00").soft("08:00", "08:10"))
        .price(RuleId::LargestLateness, hourly(600))
        .instance();
    // x first: y is 20 minutes late.
    let rota = brute::solve(&instance);
    assert_eq!(rota.sheet.measure(RuleId::LargestLateness), minutes(20));
    assert_eq!(rota.sheet.total().pence(), 200);
}

#[test]
fn a_movable_visit_needs_the_skill_on_the_day_it_starts() {
    let unallocated = |until: &str, client: Option<&str>| {
        let held = SkillHeld {
            skill: "insulin".into(),
            from: None,
            until: Some(until.parse().expect("a date")),
            client: client.map(Into::into),
        };
        let instance = three_places()
            .days(2)
            .carer("eve", |c| c.shift("+1 08:00", "+1 12:00").held(held))
            .visit("x", "ann", |v| {
                v.window("09:00", "10:00").window("+1 09:00", "+1 10:00").skill("insulin")
            })
            .instance();
        brute::solve(&instance).unallocated.len()
    };
    assert_eq!(unallocated("2026-11-23", None), 1);
    assert_eq!(unallocated("2026-11-24", None), 0);
    assert_eq!(unallocated("2026-11-24", Some("ann")), 0);
    assert_eq!(unallocated("2026-11-24", Some("bob")), 1);
}

#[test]
fn a_negative_gap_pulls_two_visits_apart() {
    let apart = |from| {
        let instance = three_places()
            .carer("eve", |c| c.shift("07:00", "12:00"))
            .carer("joe", |c| c.shift("07:00", "12:00"))
            .visit("x", "ann", |v| v.window("08:00", "10:00").preferred("09:00"))
            .visit("y", "bob", |v| v.window("08:00", "10:00").preferred("09:00"))
            .gap("x", "y", from, Some(minutes(-30)), Some(minutes(-20)))
            .price(RuleId::PreferredTime, hourly(600))
            .instance();
        brute::solve(&instance).sheet.measure(RuleId::PreferredTime)
    };
    assert_eq!(apart(GapFrom::Start), minutes(20));
    // From the end of 30 minutes, y starts 0 to 10 minutes after x: both can have what they like.
    assert_eq!(apart(GapFrom::End), 0);
}

#[test]
fn overtime_is_paid_or_forbidden() {
    let day = |level| {
        let instance = three_places()
            .carer("eve", |c| c.shift("08:00", "09:00").ends_at("office"))
            .visit("x", "ann", |v| v.window("08:45", "09:00"))
            .level(RuleId::ShiftEnd, level)
            .instance();
        let rota = brute::solve(&instance);
        (rota.unallocated.len(), rota.sheet.measure(RuleId::ShiftEnd))
    };
    assert_eq!(day(Level::Enforce), (1, 0));
    assert_eq!(day(Level::Priced(hourly(1200))), (0, minutes(25)));
    assert_eq!(day(Level::Warn), (0, 0));
}

#[test]
fn overtime_does_not_put_a_carer_in_two_places_at_once() {
    let instance = three_places()
        .carer("eve", |c| c.shift("08:00", "09:00").shift("09:05", "12:00"))
        .visit("x", "ann", |v| v.window("08:45", "08:45"))
        .visit("y", "ann", |v| v.window("09:05", "09:20").preferred("09:05"))
        .price(RuleId::ShiftEnd, hourly(600))
        .price(RuleId::PreferredTime, hourly(600))
        .instance();
    // x keeps eve until 09:15, so y in her second shift starts ten minutes after what is preferred.
    let rota = brute::solve(&instance);
    assert_eq!(rota.routes.len(), 2);
    assert_eq!(rota.sheet.measure(RuleId::ShiftEnd), minutes(15));
    assert_eq!(rota.sheet.measure(RuleId::PreferredTime), minutes(10));
}

#[test]
fn faces_beyond_the_first_and_beyond_the_cap() {
    let day = |level| {
        let instance = three_places()
            .client("cat", "a", |c| c.max_carers(1).usual("eve", 80).history("joe", "2026-11-20"))
            .carer("eve", |c| c.shift("07:00", "12:00"))
            .carer("joe", |c| c.shift("07:00", "12:00"))
            .visit("x", "cat", |v| v.window("08:00", "08:00"))
            .visit("y", "cat", |v| v.window("08:10", "08:10"))
            .price(RuleId::Faces, Rate(10))
            .price(RuleId::Unfamiliar, Rate(1))
            .level(RuleId::FacesOver, level)
            .instance();
        let sheet = brute::solve(&instance).sheet;
        [RuleId::UnallocatedNormal, RuleId::Faces, RuleId::FacesOver, RuleId::Unfamiliar]
            .map(|rule| sheet.measure(rule))
    };
    assert_eq!(day(Level::Priced(Rate(5))), [0, 1, 1, 20 + 50]);
    assert_eq!(day(Level::Enforce), [1, 0, 0, 20]);
}

#[test]
fn a_great_circle_leg_is_rounded_up_at_each_step() {
    let shape = GreatCircle { detour_permille: 1300, metres_per_hour: 30_000, stop_seconds: 90 };
    let instance = Build::day("2026-11-23")
        .place_at("a", 56.0, -4.0)
        .place_at("b", 57.0, -4.0)
        .great_circle(Mode::Car, shape)
        .round_up(60)
        .client("ann", "b", |c| c)
        .carer("eve", |c| c.shift("00:00", "23:59").starts_at("a"))
        .visit("x", "ann", |v| v.window("12:00", "12:00"))
        .instance();
    // 111,195 m x 1.3 = 144,553.5 m; 144,554 m at 30 km/h = 17,346.48 s; 17,347 + 90 = 17,437 s: 291 minutes.
    let rota = brute::solve(&instance);
    assert_eq!(rota.sheet.measure(RuleId::Mileage), 144_554);
    assert_eq!(rota.sheet.measure(RuleId::Travel), minutes(291));
}

#[test]
fn a_contract_over_two_tied_routes_can_want_half_a_step() {
    let fixed = Some(minutes(180));
    let instance = three_places()
        .carer("eve", |c| {
            c.shift("08:00", "11:00").shift("11:30", "15:00").contract(
                1,
                None,
                Some(minutes(125)),
                None,
            )
        })
        .visit("a1", "ann", |v| v.window("09:00", "09:00"))
        .visit("b1", "ann", |v| v.window("09:30", "10:00"))
        .visit("a2", "ann", |v| v.window("12:00", "12:00"))
        .visit("b2", "ann", |v| v.window("12:30", "13:00"))
        .gap("b1", "b2", GapFrom::Start, fixed, fixed)
        .price(RuleId::ContractOffTarget, hourly(600))
        .instance();
    // Both spans are equal, and two of them make 125 minutes: 62.5 each, which five-minute steps miss.
    assert_eq!(brute::grid(&instance), minutes(5));
    assert_eq!(brute::solve(&instance).sheet.total().pence(), 50);
    assert_eq!(brute::solve_on(&instance, 150).sheet.total().pence(), 0);
}

#[test]
fn a_break_is_kept_late_or_missed_whichever_is_cheaper() {
    let day = |level, at_ends, after| {
        let mut instance = three_places()
            .carer("eve", |c| c.shift("07:00", "12:00").from_to("office", "office"))
            .visit("x", "ann", |v| v.window("08:00", "08:00"))
            .visit("y", "bob", |v| v.window("08:30", "10:00").soft("08:30", "08:45"))
            .price(RuleId::Lateness, hourly(600))
            .price(RuleId::Waiting, hourly(600))
            .level(RuleId::MissedBreak, level)
            .instance();
        // x is until 08:30, y ten minutes away.
        let (opens, least) = (instance.visits[0].windows[0].earliest, minutes(30));
        let (earliest, latest) = (opens + minutes(35), opens + minutes(65));
        instance.carers[0].shifts[0].breaks =
            vec![Break { earliest, latest, least, at_ends, after }];
        let rota = brute::solve(&instance);
        let rests: Vec<_> = rota.routes[0].rests.iter().map(|rest| rest.start - opens).collect();
        (rota.sheet.total().pence(), rests)
    };
    let priced = |pence| Level::Priced(Rate::pence_each(pence));
    let rested = vec![minutes(35)];
    // The rest is from 08:35 to 09:05, five minutes after x: at bob's door it takes ten minutes to get there, so it is taken at
    // ann's, and y starts at 09:15, half an hour late, after five minutes of waiting.
    assert_eq!(day(Level::Enforce, false, None), (300 + 50, rested.clone()));
    assert_eq!(day(priced(351), false, None), (350, rested));
    assert_eq!(day(priced(349), false, None), (349, vec![]));
    // From 07:50 to 09:20 are 90 minutes.
    assert_eq!(day(Level::Enforce, false, Some(minutes(90))), (0, vec![]));
    assert_eq!(day(Level::Enforce, false, Some(minutes(89))).0, 350);
    // Neither end is open at that time: she is at x, or at y.
    assert_eq!(day(Level::Enforce, true, None).0, 350);
}

#[test]
fn a_rest_before_setting_out_or_after_the_return_costs_nothing() {
    // What the day costs if the route may take so long.
    let day = |from: &str, until: &str, most: i64| {
        let morning = three_places();
        let (earliest, latest) = (morning.at(from), morning.at(until));
        let terms = Terms { day_most: Some(minutes(most)), ..Terms::default() };
        let mut instance = morning
            .carer("eve", |c| c.shift("07:00", "12:00").from_to("office", "office").terms(terms))
            .visit("x", "ann", |v| v.window("08:00", "08:00").minutes(30))
            .price(RuleId::Waiting, hourly(600))
            .level(RuleId::DayHoursMost, Level::Enforce)
            .level(RuleId::MissedBreak, Level::Enforce)
            .instance();
        instance.carers[0].shifts[0].breaks =
            vec![Break { earliest, latest, least: minutes(20), at_ends: true, after: None }];
        brute::solve(&instance).sheet.total().pence()
    };
    let shortest = |from, until, most| (day(from, until, most), day(from, until, most - 1));
    let left_out = 10_000;
    // She leaves at 07:50, at x from 08:00 to 08:30, back at 08:40.
    assert_eq!(shortest("07:00", "07:50", 50), (0, left_out));
    assert_eq!(shortest("08:30", "09:00", 50), (0, left_out));
    // At x's door before care, after ten minutes on the way; and so early that there is time to spare.
    assert_eq!(shortest("07:40", "08:00", 70), (0, left_out));
    assert_eq!(shortest("07:32", "07:52", 78), (0, left_out));
    // At x's door after it, from 08:35: five minutes of waiting.
    assert_eq!(shortest("08:35", "08:55", 75), (50, left_out));
    // In the midst of care there is no rest.
    assert_eq!(day("07:45", "08:30", 300), left_out);
}

#[test]
fn a_long_wait_is_no_working_time() {
    let day = |most: i64| {
        let terms = Terms { day_most: Some(minutes(most)), ..Terms::default() };
        let mut instance = three_places()
            .carer("eve", |c| c.shift("07:00", "12:00").terms(terms))
            .visit("x", "ann", |v| v.window("08:00", "08:00"))
            .visit("y", "ann", |v| v.window("08:45", "10:00").soft("08:45", "08:45"))
            .price(RuleId::Lateness, hourly(600))
            .level(RuleId::DayHoursMost, Level::Enforce)
            .instance();
        let pay = Pay::flat(hourly(1200));
        instance.pay = Some(Pay { paid_gap: minutes(30) - 1, ..pay });
        brute::solve(&instance).sheet.total().pence()
    };
    // 08:00 to 09:15 with a wait of 15 minutes.
    assert_eq!(day(75), 0);
    // Without those, so y starts at 09:00 after half an hour.
    assert_eq!(day(74), 150);
    assert_eq!(day(60), 150);
    assert_eq!(day(59), 10_000);
}

#[test]
fn what_earlier_weeks_leave_is_shared_by_days() {
    let days = |past: Option<Vec<i64>>| {
        let terms = Terms { past_weeks: past, ..Terms::default() };
        let mut instance = three_places()
            .days(2)
            .carer("eve", |c| c.shift("07:00", "12:00").shift("+1 07:00", "+1 12:00").terms(terms))
            .visit("x", "ann", |v| v.window("08:00", "08:00").minutes(60))
            .visit("y", "ann", |v| v.window("+1 08:00", "+1 08:00").minutes(60))
            .level(RuleId::AverageHours, Level::Enforce)
            .instance();
        instance.policy.parameters.insert(Parameter::AverageHours, 7);
        instance.policy.parameters.insert(Parameter::AverageWeeks, 3);
        brute::solve(&instance).unallocated.len()
    };
    // Two days are two sevenths of a week: two hours. Of the weeks before two count.
    assert_eq!(days(Some(vec![])), 0);
    assert_eq!(days(Some(vec![7 * 3600, 7 * 3600, 168 * 3600])), 0);
    assert_eq!(days(Some(vec![7 * 3600 + 1])), 1);
    assert_eq!(days(Some(vec![7 * 3600, 9 * 3600 + 1])), 2);
    assert_eq!(days(None), 0);
}
