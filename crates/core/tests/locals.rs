//! Carers who live near a client or are known there come first, and do not stand in the way of others.

use rota_core::problem::Problem;
use rota_core::{Options, Silent, solve};
use rota_model::{Instance, Level, RuleId};
use rota_testkit::Build;

/// Carers in a row of houses, each next door to the client of the same number.
const CARERS: i64 = 20;
/// Carers from the first on who have to be at their own client's at nine, when the first client needs somebody too.
const BUSY: i64 = 12;

/// Whether carers have a home, whether it counts how many come to a client, and whom the first client knows.
#[derive(Clone, Copy)]
struct Town {
    homes: bool,
    faces: bool,
    known: Option<i64>,
}

const TOWN: Town = Town { homes: true, faces: true, known: None };

fn town(Town { homes, faces, known }: Town) -> Instance {
    let mut build = Build::day("2026-11-23").other_legs(30);
    for i in 0..CARERS {
        for j in 0..CARERS {
            let minutes = 2 + 3 * (i - j).abs();
            build = build.minutes_between(&format!("home-{i}"), &format!("client-{j}"), minutes);
        }
    }
    for i in 0..CARERS {
        let (home, client) = (format!("home-{i}"), format!("client-{i}"));
        build = build
            .client(&client, &client, |c| match known {
                Some(known) if i == 0 => c.usual(&format!("carer-{known}"), 100),
                _ => c,
            })
            .carer(&format!("carer-{i}"), |c| {
                let c = c.shift("07:00", "15:00");
                if homes { c.from_to(&home, &home) } else { c }
            });
        build =
            build.visit(&format!("noon-{i}"), &client, |v| v.minutes(30).window("11:00", "13:00"));
    }
    for i in 0..BUSY {
        build = build.visit(&format!("own-{i}"), &format!("client-{i}"), |v| {
            v.minutes(30).window("09:00", "09:00").pinned_to(&format!("carer-{i}"))
        });
    }
    build = build.visit("nine", "client-0", |v| v.minutes(30).window("09:00", "09:00"));
    if !faces {
        for rule in [RuleId::Faces, RuleId::FacesOver, RuleId::TeamSize] {
            build = build.level(rule, Level::Off);
        }
    }
    build.instance()
}

/// The node of the visit at nine that anybody may do.
fn nine(problem: &Problem) -> u32 {
    problem.nodes.len() as u32 - 1
}

/// The carers who are locals for the visit at nine, where all carers may do it.
fn locals(town: &Instance) -> Vec<u32> {
    let problem = Problem::new(town).expect("a small problem");
    assert_eq!(problem.eligibility.candidates(nine(&problem)).len(), CARERS as usize);
    problem.locals.of(nine(&problem)).iter().map(|s| problem.shift(*s).carer).collect()
}

#[test]
fn a_visit_has_the_six_nearest_carers_for_locals() {
    assert_eq!(locals(&town(TOWN)), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn a_carer_whom_the_client_knows_is_local_from_further_away() {
    // At 13 pounds an hour both ways of 29 minutes come to some 12 pounds 60, of which a tenth counts; others cost 2 pounds more.
    assert_eq!(locals(&town(Town { known: Some(9), ..TOWN })), [0, 1, 2, 3, 4, 9]);
}

#[test]
fn where_all_locals_are_busy_others_come() {
    let instance = town(TOWN);
    for (seed, steps) in [(1, 0), (2, 50), (3, 50), (4, 50)] {
        let options =
            Options { seed, iterations: Some(steps), threads: Some(1), ..Options::default() };
        let rota = solve(&instance, &options, &Silent).expect("small enough").rota;
        assert_eq!(rota_check::audit(&instance, &rota).violations, []);
        assert_eq!(rota.unallocated, [], "seed {seed}");
    }
}

#[test]
fn everybody_is_as_good_without_homes_or_where_faces_do_not_count() {
    for (homes, faces) in [(false, true), (true, false)] {
        let town = town(Town { homes, faces, ..TOWN });
        let problem = Problem::new(&town).expect("a small problem");
        assert!(problem.locals.are_all(), "homes {homes}, faces {faces}");
    }
}
