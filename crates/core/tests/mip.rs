//! Retiming and the compact MIP on cases computed by hand, and retiming held against the MIP.

use rota_core::mip::{Limits, retime, solve_exact};
use rota_core::problem::Problem;
use rota_model::{GapFrom, Instance, Rate, RuleId};
use rota_testkit::{Build, minutes, tiny};

const UNALLOCATED: i64 = i64::MIN;

/// One carer with a shift of a day, clients "ann" and "bob" ten minutes apart, nothing priced but leaving out.
fn two_homes() -> Build {
    Build::day("2026-11-23")
        .client("ann", "a", |c| c)
        .client("bob", "b", |c| c)
        .carer("eve", |c| c.shift("07:00", "20:00"))
        .bare()
        .price(RuleId::UnallocatedNormal, Rate::pence_each(10_000))
}

fn pence(pence: i64) -> i64 {
    Rate::pence_each(pence).0
}

fn indexed(instance: &Instance) -> Problem {
    Problem::new(instance).expect("a small problem fits")
}

#[test]
fn a_visit_waits_for_the_next_one_at_home_rather_than_on_the_road() {
    let build = two_homes()
        .visit("first", "ann", |v| v.minutes(30).window("08:00", "12:00"))
        .visit("second", "bob", |v| v.minutes(30).window("10:00", "10:00"))
        .price(RuleId::Waiting, Rate::pence_per_hour(600));
    let (eight, ten, best) = (build.at("08:00").0, build.at("10:00").0, build.at("09:20").0);
    let problem = indexed(&build.instance());
    assert_eq!(retime(&problem, &[vec![0, 1]], &[eight, ten]), Some(vec![best, ten]));
    assert_eq!(retime(&problem, &[vec![0, 1]], &[best, ten]), None, "nothing is left to gain");
}

#[test]
fn a_double_up_weighs_both_routes() {
    // The pair waits for "late" (10:00) in one route and holds up "early" (08:40, late after that) in the other.
    // Per hour: waiting 600 in one route, lateness 900 for one stop in the other. Starting at 08:00 costs 80 minutes of
    // waiting; each minute later saves 10 pence and costs 15.
    let build = two_homes()
        .carer("joe", |c| c.shift("07:00", "20:00"))
        .visit("pair", "ann", |v| v.minutes(30).window("08:00", "12:00").double_up())
        .visit("late", "bob", |v| v.minutes(30).window("10:00", "10:00"))
        .visit("early", "bob", |v| v.minutes(30).window("08:00", "11:00").soft("08:00", "08:40"))
        .price(RuleId::Waiting, Rate::pence_per_hour(600));
    let (eight, ten) = (build.at("08:00").0, build.at("10:00").0);
    let (early, best) = (build.at("08:40").0, build.at("09:20").0);
    let routes = [vec![0, 2], vec![1, 3]];
    let dear = build.clone().price(RuleId::Lateness, Rate::pence_per_hour(900)).instance();
    assert_eq!(retime(&indexed(&dear), &routes, &[eight, ten, early]), None);
    // At 300 an hour it is the other way round, until nobody waits any more.
    let cheap = build.price(RuleId::Lateness, Rate::pence_per_hour(300)).instance();
    let starts = retime(&indexed(&cheap), &routes, &[eight, ten, early]);
    assert_eq!(starts, Some(vec![best, ten, ten]));
}

#[test]
fn a_visit_stays_in_its_window_and_a_gap_is_kept() {
    let build = two_homes()
        .visit("first", "ann", |v| {
            v.minutes(30).window("08:00", "09:00").preferred("08:50").window("12:00", "13:00")
        })
        .visit("second", "bob", |v| v.minutes(30).window("09:00", "18:00").preferred("16:00"))
        .gap("first", "second", GapFrom::End, None, Some(minutes(90)))
        .price(RuleId::PreferredTime, Rate::pence_per_hour(100));
    let at = |text: &str| build.at(text).0;
    let (twelve, best) = (at("12:30"), at("15:00"));
    let (eight, ten) = (at("08:00"), at("10:00"));
    let problem = indexed(&build.clone().instance());
    // The second window of "first" has no preferred time: as late as it can be, for the sake of "second".
    let moved = retime(&problem, &[vec![0, 1]], &[twelve, at("14:00")]);
    assert_eq!(moved, Some(vec![at("13:00"), best]));
    // In the first, both pull the same way up to 08:50; beyond it they cancel out at six hours' distance.
    let moved = retime(&problem, &[vec![0, 1]], &[eight, ten]).expect("10 o'clock is too early");
    assert_eq!(moved[1] - moved[0], minutes(120));
    assert!((at("08:50")..=at("09:00")).contains(&moved[0]));
}

#[test]
fn a_start_outside_of_its_windows_is_not_retimed() {
    let build = two_homes()
        .visit("first", "ann", |v| v.minutes(30).window("08:00", "09:00").preferred("08:30"))
        .price(RuleId::PreferredTime, Rate::pence_per_hour(100));
    let ten = build.at("10:00").0;
    assert_eq!(retime(&indexed(&build.instance()), &[vec![0]], &[ten]), None);
}

/// A carer with two shifts, in each of which a visit at a fixed time is followed by one that can move; the two that
/// move are exactly four hours apart. Rostered time is then even in steps of two seconds.
fn tied_halves(target: i64) -> Build {
    Build::day("2026-11-23")
        .client("ann", "a", |c| c)
        .carer("eve", |c| {
            c.shift("07:00", "11:00").shift("11:30", "16:00").contract(1, None, Some(target), None)
        })
        .visit("one", "ann", |v| v.minutes(30).window("08:00", "08:00"))
        .visit("two", "ann", |v| v.minutes(30).window("08:30", "10:00"))
        .visit("three", "ann", |v| v.minutes(30).window("12:00", "12:00"))
        .visit("four", "ann", |v| v.minutes(30).window("12:30", "14:00"))
        .gap("two", "four", GapFrom::Start, Some(minutes(240)), Some(minutes(240)))
        .bare()
        .price(RuleId::UnallocatedNormal, Rate::pence_each(10_000))
        .price(RuleId::ContractOffTarget, Rate::pence_per_hour(3_600))
}

#[test]
fn starts_stay_whole_seconds_where_a_contract_would_split_one() {
    // Two hours of rostered time at the least; one second more can't be had, but two can.
    let build = tied_halves(2 * 3600 + 601);
    let at = |text: &str| build.at(text).0;
    let starts = [at("08:00"), at("08:30"), at("12:00"), at("12:30")];
    let problem = indexed(&build.clone().instance());
    let routes = [vec![0, 1], vec![2, 3]];
    let better = retime(&problem, &routes, &starts).expect("ten minutes are missing");
    let worked = better[1] - at("08:30") + better[3] - at("12:30") + 2 * 3600;
    assert_eq!((worked - (2 * 3600 + 601)).abs(), 1);
    assert_eq!(better[3] - better[1], minutes(240));
    let exact = solve_exact(&problem, &Limits::default()).expect("a tiny problem");
    assert_eq!((exact.cost, exact.proven), (pence(1), true));
}

#[test]
fn nobody_is_sent_alone_to_a_double_up() {
    let instance = two_homes()
        .visit("pair", "ann", |v| v.minutes(30).window("08:00", "12:00").double_up())
        .visit("single", "bob", |v| v.minutes(30).window("08:00", "12:00"))
        .instance();
    let exact = solve_exact(&indexed(&instance), &Limits::default()).expect("a tiny problem");
    assert_eq!((exact.cost, exact.proven), (pence(20_000), true));
    assert_eq!(exact.routes, [vec![2]]);
    assert_eq!(exact.starts[0], UNALLOCATED);
}

#[test]
fn windows_and_shifts_without_end_are_no_obstacle() {
    let build = two_homes()
        .visit("first", "ann", |v| v.minutes(30).window("08:00", "12:00").soft("08:00", "08:00"))
        .visit("second", "bob", |v| v.minutes(30).window("08:00", "12:00").soft("08:00", "08:00"))
        .price(RuleId::Lateness, Rate::pence_per_hour(60));
    let eight = build.at("08:00");
    let mut instance = build.instance();
    for visit in &mut instance.visits {
        visit.windows[0].latest = rota_model::Instant::NEVER;
    }
    instance.carers[0].shifts[0].end = rota_model::Instant::NEVER;
    let problem = indexed(&instance);
    let exact = solve_exact(&problem, &Limits::default()).expect("a tiny problem");
    // Whoever is second is 40 minutes late: care of 30 and a leg of 10.
    assert_eq!(exact.cost, pence(40));
    // From a start tomorrow, retiming comes back to the same.
    let far = eight.0 + minutes(2_000);
    let starts = retime(&problem, &[vec![0, 1]], &[far, far + minutes(40)]);
    assert_eq!(starts, Some(vec![eight.0, eight.0 + minutes(40)]));
}

#[test]
fn a_problem_without_visits_costs_its_empty_contracts() {
    let instance = Build::day("2026-11-23")
        .carer("eve", |c| c.shift("07:00", "20:00").contract(1, Some(3600), None, None))
        .bare()
        .price(RuleId::ContractUnder, Rate::pence_per_hour(600))
        .instance();
    let exact = solve_exact(&indexed(&instance), &Limits::default()).expect("an empty problem");
    assert_eq!((exact.cost, exact.proven), (pence(600), true));
}

/// The least starts of all allocated visits that keep the routes, from the window piece of each given start on.
fn least_starts(problem: &Problem, routes: &[Vec<u32>], starts: &[i64]) -> Vec<i64> {
    let mut least = starts.to_vec();
    for (start, visit) in least.iter_mut().zip(&problem.visits) {
        if *start != UNALLOCATED {
            *start = visit.window_at(*start).earliest;
        }
    }
    loop {
        let before = least.clone();
        for (shift, route) in problem.shifts.iter().zip(routes) {
            let mut free = shift.start;
            let mut place = shift.start_place;
            for node in route.iter().map(|node| problem.node(*node)) {
                free += problem.leg(shift.mode, place, node.place);
                let start = &mut least[node.visit as usize];
                *start = (*start).max(free - node.offset);
                free = *start + node.offset + node.duration;
                place = node.place;
            }
        }
        for (visit, indexed) in problem.visits.iter().enumerate() {
            for gap in &indexed.gaps {
                let other = gap.other as usize;
                let both = least[visit] != UNALLOCATED && least[other] != UNALLOCATED;
                if both && gap.least > i64::MIN / 8 {
                    least[other] = least[other].max(least[visit] + gap.least);
                }
            }
        }
        if least == before {
            return least;
        }
    }
}

#[test]
fn retiming_finds_the_optimum_of_the_mip_for_its_routes() {
    if !cfg!(feature = "highs") {
        println!("skipped: random problems need HiGHS (feature `highs`)");
        return;
    }
    let seeds = if cfg!(debug_assertions) { 20 } else { 150 };
    let mut moved = 0;
    for seed in 0..seeds {
        let problem = indexed(&tiny::random(seed));
        let exact = solve_exact(&problem, &Limits::default()).expect("a tiny problem");
        assert_eq!(retime(&problem, &exact.routes, &exact.starts), None, "seed {seed}");
        let least = least_starts(&problem, &exact.routes, &exact.starts);
        let better = retime(&problem, &exact.routes, &least);
        moved += usize::from(better.is_some());
        let starts = better.unwrap_or(least);
        let plan = rota_core::search::Plan { routes: exact.routes, starts, cost: 0 };
        assert_eq!(rota_core::evaluate::full::cost(&problem, &plan), exact.cost, "seed {seed}");
    }
    assert!(moved * 5 > seeds as usize, "retiming mattered in {moved} of {seeds} problems only");
}
