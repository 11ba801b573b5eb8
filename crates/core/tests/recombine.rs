//! Recombining routes by hand-made pools, and within a run.

use rota_core::evaluate::propagate::Trial;
use rota_core::mip::{Effort, Limits, Recombined, recombine};
use rota_core::pool::{PooledRoute, RoutePool};
use rota_core::problem::Problem;
use rota_core::random::Random;
use rota_core::search::Plan;
use rota_core::search::island::Island;
use rota_core::search::neighbours::Neighbours;
use rota_core::state::State;
use rota_core::{Options, Silent, publish, solve};
use rota_model::{Instance, Rate, RuleId};
use rota_testkit::{Build, tiny};

const EFFORT: Effort = Effort {
    most_routes: 100,
    kept_routes: 100,
    limits: Limits { time: None, nodes: None, iterations: None, gap: None },
};

/// Two carers and four clients: "a" and "b" are next door to each other, "c" and "d" too, half an hour lies between.
fn two_streets() -> Build {
    let mut build = Build::day("2026-11-23").other_legs(30);
    for (client, place) in [("ann", "a"), ("bob", "b"), ("cat", "c"), ("dan", "d")] {
        build = build.client(client, place, |c| c);
    }
    build
        .minutes_between("a", "b", 1)
        .minutes_between("c", "d", 1)
        .carer("eve", |c| c.shift("08:00", "16:00"))
        .carer("joe", |c| c.shift("08:00", "16:00"))
        .bare()
        .price(RuleId::UnallocatedNormal, Rate::pence_each(100_000))
        .price(RuleId::Travel, Rate::pence_per_hour(6_000))
}

fn four_visits() -> Build {
    ["ann", "bob", "cat", "dan"].into_iter().fold(two_streets(), |build, client| {
        build.visit(&format!("to {client}"), client, |v| v.minutes(30).window("08:00", "15:00"))
    })
}

/// The state with these routes; no visit starts later than told.
fn planned<'p>(problem: &'p Problem, routes: &[&[u32]], starts: &[i64]) -> State<'p> {
    let routes = routes.iter().map(|route| route.to_vec()).collect();
    let plan = Plan { routes, starts: starts.to_vec(), cost: 0 };
    State::of_plan(problem, &plan, |_| i64::MIN, &mut Trial::new(problem))
}

fn recombined(problem: &Problem, plan: &Plan, pool: &[PooledRoute]) -> Option<Recombined> {
    let shifts: Vec<u32> = (0..problem.shifts.len() as u32).collect();
    recombine(problem, plan, &shifts, pool.iter(), &EFFORT)
}

fn route(shift: u32, nodes: &[u32], starts: &[i64]) -> PooledRoute {
    PooledRoute { shift, nodes: nodes.into(), starts: starts.into() }
}

#[test]
fn the_best_routes_of_two_plans_are_put_together() {
    let build = four_visits();
    let at = |text: &str| build.at(text).0;
    let instance = build.clone().instance();
    let problem = Problem::new(&instance).expect("small");
    let times = [at("08:00"), at("08:00"), at("09:00"), at("09:00")];
    let state = planned(&problem, &[&[0, 2], &[1, 3]], &times);
    // Eve's good route was seen in one plan, Joe's in another.
    let pool = [
        route(0, &[0, 1], &[at("08:00"), at("08:31")]),
        route(1, &[2, 3], &[at("08:00"), at("08:31")]),
        route(1, &[3], &[at("08:00")]),
    ];
    let better = recombined(&problem, &state.plan(), &pool).expect("a better choice");
    assert_eq!(better.routes, [vec![0, 1], vec![2, 3]]);
    assert_eq!(recombined(&problem, &state.plan(), &pool[..1]), None, "cat and dan stay with Joe");
}

#[test]
fn a_surplus_stop_is_taken_out_where_it_saves_most() {
    let build = four_visits();
    let at = |text: &str| build.at(text).0;
    let instance = build.clone().instance();
    let problem = Problem::new(&instance).expect("small");
    let times = [at("08:00"), at("08:00"), at("09:00"), at("09:00")];
    let state = planned(&problem, &[&[0, 2], &[1, 3]], &times);
    // Both routes call at bob's: it is Eve who goes on doing so, since Joe has to come from far.
    let pool = [
        route(0, &[0, 1], &[at("08:00"), at("08:31")]),
        route(1, &[2, 3, 1], &[at("08:00"), at("08:31"), at("09:31")]),
    ];
    let better = recombined(&problem, &state.plan(), &pool).expect("a better choice");
    assert_eq!(better.routes, [vec![0, 1], vec![2, 3]]);
}

#[test]
fn a_double_up_is_only_put_together_at_one_start() {
    // Bob's visit has to be the first of the day, next door to ann's, for which two carers are needed.
    let build = two_streets()
        .carer("sue", |c| c.shift("08:00", "16:00"))
        .visit("pair", "ann", |v| v.minutes(30).window("08:00", "15:00").double_up())
        .visit("to bob", "bob", |v| v.minutes(30).window("08:00", "08:10"))
        .visit("to cat", "cat", |v| v.minutes(30).window("08:00", "15:00"));
    let at = |text: &str| build.at(text).0;
    let instance = build.clone().instance();
    let problem = Problem::new(&instance).expect("small");
    let (eight, later) = (at("08:00"), at("08:31"));
    let state = planned(&problem, &[&[0], &[1], &[2, 3]], &[eight, eight, at("09:00")]);
    let plan = state.plan();
    // Joe could go to bob's first and Sue to cat's alone; but then the pair starts later, and Eve has to be there.
    let pool =
        [route(1, &[2, 1], &[eight, later]), route(2, &[3], &[eight]), route(0, &[0], &[later])];
    assert_eq!(recombined(&problem, &plan, &pool[..2]), None, "Eve is there at eight");
    let better = recombined(&problem, &plan, &pool).expect("a better choice");
    assert_eq!(better.routes, [vec![0], vec![2, 1], vec![3]]);
    assert_eq!(better.starts[..2], [later, eight]);
    let plan = better.put_into(&problem, &plan, &[0, 1, 2]);
    let routes: Vec<&[u32]> = plan.routes.iter().map(Vec::as_slice).collect();
    let state = planned(&problem, &routes, &plan.starts);
    assert_eq!(state.start(0), later);
}

#[test]
fn what_is_taken_up_is_better_and_keeps_every_rule() {
    let mut taken = 0;
    for seed in 0..200 {
        let instance = tiny::random(seed);
        let problem = Problem::new(&instance).expect("a tiny problem");
        let near = Neighbours::new(&problem);
        let mut random = Random::stream(seed, 0, 0);
        let mut island = Island::construct(&instance, &problem, None, &mut random);
        island.gather(200);
        let mut hot = island.clone();
        hot.run(40, 1e12, &near, &mut random);
        let shifts: Vec<u32> = (0..problem.shifts.len() as u32).collect();
        let pool: Vec<PooledRoute> = hot.pool().newest().into_iter().cloned().collect();
        let before = island.best().clone();
        if let Some(better) = recombine(&problem, &before, &shifts, pool.iter(), &EFFORT) {
            let is_better = island.take_up(&shifts, &better);
            assert_eq!(is_better, island.best().cost < before.cost, "seed {seed}");
            taken += u32::from(is_better);
        }
        let rota = publish(&instance, &problem, &island.finished());
        let audit = rota_check::audit(&instance, &rota);
        assert!(audit.is_clean(), "seed {seed}: {:?}", audit.violations);
    }
    assert!(taken > 10, "only {taken} plans got better: the test shows nothing");
}

#[test]
fn a_pool_keeps_what_was_seen_last() {
    let build = four_visits();
    let at = |text: &str| build.at(text).0;
    let instance = build.clone().instance();
    let problem = Problem::new(&instance).expect("small");
    let mut pool = RoutePool::new(2);
    let routes: [[&[u32]; 2]; 3] = [[&[0, 2], &[1, 3]], [&[0, 2], &[3, 1]], [&[2, 0], &[3, 1]]];
    for routes in &routes {
        // The second stop of each route starts an hour later.
        let mut starts = [at("08:00"); 4];
        routes.iter().for_each(|route| starts[route[1] as usize] = at("09:00"));
        pool.feed(&planned(&problem, routes, &starts), 0..2);
        assert!(pool.len() <= 3, "{}", pool.len());
    }
    let newest: Vec<&[u32]> = pool.newest().into_iter().map(|route| &route.nodes[..]).collect();
    assert_eq!(newest[..2], [&[3, 1][..], &[2, 0]]);
    assert!(!newest.contains(&&[1, 3][..]), "that was seen first");
}

/// Forty-eight visits in sixteen shifts: above what is timed exactly all the time.
fn large() -> Instance {
    let mut build = Build::day("2026-11-23").other_legs(12);
    for carer in 0..16 {
        let name = format!("carer-{carer}");
        build = build.carer(&name, |c| c.shift("07:00", "15:00").from_to("home-0", "home-0"));
    }
    for home in 0..48 {
        let (client, place) = (format!("client-{home}"), format!("home-{home}"));
        build =
            build.client(&client, &place, |c| c).visit(&format!("visit-{home}"), &client, |v| {
                let v = v.minutes(20).window("07:30", "12:00");
                if home % 16 == 0 { v.double_up() } else { v }
            });
    }
    build.instance()
}

#[test]
fn a_run_that_recombines_is_repeatable_and_clean() {
    let instance = large();
    let run = |threads| {
        let iterations = Some(2_000);
        let options = Options { iterations, threads: Some(threads), ..Options::default() };
        solve(&instance, &options, &Silent).expect("small enough").rota
    };
    let one = run(1);
    assert!(rota_check::audit(&instance, &one).is_clean());
    for threads in [2, 4] {
        assert!(run(threads) == one, "another rota with {threads} threads");
    }
}
