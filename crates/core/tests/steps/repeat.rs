//! What is done on one day can be done on another: by whom, at the same times, and in place of what.

use rota_core::evaluate::propagate::Placement;
use rota_core::problem::Problem;
use rota_core::random::Random;
use rota_core::search::insert::Inserter;
use rota_core::search::neighbours::{Neighbours, Twin};
use rota_core::search::ruin::Ruin;
use rota_core::state::State;
use rota_model::Instance;
use rota_testkit::{Build, long_days};

use crate::hot::carried_out;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Two carers and two clients of each side of a valley, the same two visits in a row there on each of so many days. The order of
/// visits is by day, side and hour; that of shifts by side and day.
fn valley(days: i64) -> Build {
    let mut build = Build::day("2026-11-23").days(days as u32).other_legs(40);
    for side in ["west", "east"] {
        let [early, late] = ["early", "late"].map(|hour| format!("{side}-{hour}"));
        build = build.minutes_between(side, &early, 5).minutes_between(side, &late, 5);
        build = build.minutes_between(&early, &late, 5);
        build = build.client(&early, &early, |c| c).client(&late, &late, |c| c);
        build = build.carer(side, |mut carer| {
            for day in 0..days {
                carer = carer.shift(&format!("+{day} 07:00"), &format!("+{day} 22:00"));
                carer = carer.from_to(side, side);
            }
            carer
        });
    }
    for day in 0..days {
        for side in ["west", "east"] {
            for (hour, from, to) in [("early", "08:00", "10:00"), ("late", "14:00", "16:00")] {
                let at = |clock| format!("+{day} {clock}");
                build =
                    build.visit(&format!("{side}-{hour}-{day}"), &format!("{side}-{hour}"), |v| {
                        v.minutes(30).window(&at(from), &at(to))
                    });
            }
        }
    }
    build
}

#[test]
fn twins_are_the_same_call_on_other_days() {
    let at = |v: rota_testkit::VisitBuild, from: &str| v.minutes(30).window(from, from);
    let build = valley(3)
        .visit("an-hour-later", "west-early", |v| at(v, "+1 09:00"))
        .visit("later-still", "west-early", |v| at(v, "+1 09:01"))
        .visit("by-two", "west-early", |v| at(v, "+1 08:00").double_up());
    let problem = Problem::new(&build.instance()).expect("a small problem");
    let near = Neighbours::new(&problem);
    let twin = |visit, days, more| Twin { visit, days, later: days * DAY + more };
    assert_eq!(near.twins(0), [twin(4, 1, 0), twin(8, 2, 0), twin(12, 1, HOUR)]);
    assert_eq!(near.twins(4), [twin(0, -1, 0), twin(8, 1, 0)]);
    assert_eq!(near.twins(13), [], "a minute more than an hour from all others");
    assert_eq!(near.twins(14), [], "no other takes two carers");
    assert_eq!(near.twins(1), [twin(5, 1, 0), twin(9, 2, 0)]);
}

/// The day on which the clocks go back has 25 hours.
#[test]
fn twins_keep_to_the_clock() {
    let mut build = Build::day("2026-10-24").days(2).zone("Europe/London");
    build = build.client("c", "home", |c| c);
    for day in 0..2 {
        let at = format!("+{day} 08:00");
        build = build.visit(&format!("v{day}"), "c", |v| v.minutes(30).window(&at, &at));
    }
    let problem = Problem::new(&build.instance()).expect("a small problem");
    let near = Neighbours::new(&problem);
    assert_eq!(near.twins(0), [Twin { visit: 1, days: 1, later: DAY + HOUR }]);
    assert_eq!(near.twins(1), [Twin { visit: 0, days: -1, later: -DAY - HOUR }]);
}

#[test]
fn a_day_with_crossed_rounds_becomes_like_the_one_before() {
    let problem = Problem::new(&valley(2).instance()).expect("a small problem");
    let near = Neighbours::new(&problem);
    let mut inserter = Inserter::new(&problem);
    let mut state = State::empty(&problem);
    state.mark();
    // On the first day each carer keeps to a side; on the second both cross the valley at noon.
    let routes = [vec![0, 1], vec![4, 7], vec![2, 3], vec![6, 5]];
    for (shift, route) in (0..).zip(&routes) {
        for (position, node) in (0..).zip(route) {
            let placed = Placement { node: *node, shift, position };
            assert!(inserter.insert_as_told(&mut state, &[placed], i64::MIN));
        }
    }
    let before = state.plan();
    let mut ruin = Ruin::new(&problem);
    let mut random = Random::stream(1, 0, 0);
    let (mut seen, mut nothing) = (Vec::new(), 0);
    for _ in 0..300 {
        ruin.clear();
        if !ruin.repeat(&state, &near, random.below(8) as u32, &mut random) {
            assert!(ruin.removed.is_empty() && ruin.told.is_empty());
            nothing += 1;
            continue;
        }
        state.mark();
        state.remove(&mut inserter.pricer.trial, &ruin.removed);
        inserter.put_back(&mut state, &ruin.told);
        let plan = state.plan();
        seen.push(plan.routes);
        state.undo();
        assert_eq!(state.plan(), before);
    }
    seen.sort();
    seen.dedup();
    let straight = vec![vec![0, 1], vec![4, 5], vec![2, 3], vec![6, 7]];
    let crossed = vec![vec![0, 3], vec![4, 7], vec![2, 1], vec![6, 5]];
    assert!(seen.contains(&straight) && seen.contains(&crossed), "{seen:?}");
    let one_day = |routes: &Vec<Vec<u32>>| {
        let same = |shift: usize| routes[shift] == before.routes[shift];
        (same(0) && same(2)) != (same(1) && same(3))
    };
    assert!(seen.iter().all(one_day), "a repetition changes one day: {seen:?}");
    assert!(nothing > 0, "mornings are alike already");
}

/// How many of the repetitions were carried out as a whole.
fn repetitions(instance: &Instance, seed: u64) -> usize {
    let problem = Problem::new(instance).expect("a small problem");
    carried_out(instance, &problem, seed, 50, Ruin::repeat, |before, after| {
        before.routes != after.routes
    })
}

#[test]
fn repetitions_keep_the_state_whole() {
    let done: usize = (0..1200).map(|seed| repetitions(&long_days::random(seed), seed)).sum();
    assert!(done > 200, "{done} repetitions");
}
