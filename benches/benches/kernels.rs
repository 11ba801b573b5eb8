//! How long the parts of the solver take, on the shipped weeks and on a generated one of 500 clients.
//!
//! `cargo bench --workspace --bench kernels` runs all, `cargo bench --workspace --bench kernels -- price` those whose name contains "price".

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rota_core::evaluate::full;
use rota_core::mip::{Effort, Limits, recombine, retime, solve_exact};
use rota_core::problem::Problem;
use rota_core::publish;
use rota_core::random::Random;
use rota_core::search::insert::{Inserter, Leeway};
use rota_core::search::island::Island;
use rota_core::search::neighbours::Neighbours;
use rota_core::travel::TravelMatrix;
use rota_generate::{GenerateOptions, generate};
use rota_model::{Instance, Mode};
use rota_testkit::tiny;

/// Steps of the descent after which a plan is typical of a search.
const SETTLED: u64 = 1_000;
/// Steps, and visits taken out, in one measurement.
const STEPS: u64 = 100;
const ABSENT: usize = 20;

fn shipped() -> Vec<(&'static str, Instance)> {
    ["highland-village", "neighbourhood-team-buurtzorg"]
        .into_iter()
        .map(|name| {
            let path = format!("{}/../fixtures/{name}/problem.json", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect("a shipped week");
            (name, rota_format::parse_problem(&text, name).expect("a valid week").0)
        })
        .collect()
}

fn city() -> (&'static str, Instance) {
    let name = "city-agency-500-clients";
    let doc = generate(name, 1, &GenerateOptions::default()).expect("a known week");
    (name, rota_format::build_problem(&doc).expect("a valid week").0)
}

/// What comes before the search, up to the first plan.
fn start(c: &mut Criterion) {
    let mut group = c.benchmark_group("start");
    group.sample_size(10);
    for (name, week) in shipped().into_iter().chain([city()]) {
        let problem = Problem::new(&week).expect("a week fits");
        let mode = week.carers.first().map_or(Mode::Car, |carer| carer.mode);
        group.bench_function(BenchmarkId::new("travel matrix", name), |b| {
            b.iter(|| TravelMatrix::build(black_box(&week), mode));
        });
        group.bench_function(BenchmarkId::new("problem", name), |b| {
            b.iter(|| Problem::new(black_box(&week)));
        });
        group.bench_function(BenchmarkId::new("neighbours", name), |b| {
            b.iter(|| Neighbours::new(black_box(&problem)));
        });
        group.bench_function(BenchmarkId::new("construct", name), |b| {
            b.iter(|| {
                Island::construct(&week, black_box(&problem), None, &mut Random::stream(1, 0, 0))
            });
        });
    }
    group.finish();
}

/// An island that has gone some way.
fn settled<'p>(week: &Instance, problem: &'p Problem, near: &Neighbours) -> Island<'p> {
    let mut island = Island::construct(week, problem, None, &mut Random::stream(1, 0, 0));
    island.run(SETTLED, 0.0, near, &mut Random::stream(1, 1, 0));
    island
}

/// What the search does all the time.
fn search(c: &mut Criterion) {
    let mut group = c.benchmark_group("search");
    group.sample_size(20);
    for (name, week) in shipped() {
        let problem = Problem::new(&week).expect("a week fits");
        let near = Neighbours::new(&problem);
        let island = settled(&week, &problem, &near);

        let mut state = island.state().clone();
        let mut inserter = Inserter::new(&problem);
        let every = (problem.visits.len() / ABSENT).max(1);
        let absent: Vec<u32> = (0..problem.visits.len() as u32)
            .step_by(every)
            .filter(|visit| state.allocated(*visit))
            .collect();
        state.mark();
        state.remove(&mut inserter.pricer.trial, &absent);
        group.throughput(Throughput::Elements(absent.len() as u64));
        group.bench_function(BenchmarkId::new("price insertions of a visit", name), |b| {
            let (leeway, mut random) = (Leeway { blink: 0.0, spare: 0 }, Random::stream(1, 0, 0));
            b.iter(|| {
                for visit in &absent {
                    black_box(inserter.cheapest(&state, &[*visit], leeway, &mut random));
                }
            });
        });
        group.throughput(Throughput::Elements(STEPS));
        group.bench_function(BenchmarkId::new("ruin and recreate", name), |b| {
            b.iter_batched(
                || (island.clone(), Random::stream(1, 2, 0)),
                |(mut island, mut random)| {
                    island.run(STEPS, 0.0, &near, &mut random);
                    island
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

/// What is done to a plan as a whole.
fn plan(c: &mut Criterion) {
    let mut group = c.benchmark_group("plan");
    group.sample_size(10);
    for (name, week) in shipped() {
        let problem = Problem::new(&week).expect("a week fits");
        let near = Neighbours::new(&problem);
        let island = settled(&week, &problem, &near);
        let plan = island.best().clone();
        group.bench_function(BenchmarkId::new("full evaluation", name), |b| {
            b.iter(|| full::cost(&problem, black_box(&plan)));
        });
        group.bench_function(BenchmarkId::new("retime", name), |b| {
            b.iter(|| retime(&problem, black_box(&plan.routes), &plan.starts));
        });
        let rota = publish(&week, &problem, &island.finished());
        assert_eq!(rota_check::audit(&week, &rota).violations, [], "{name}");
        group.bench_function(BenchmarkId::new("audit", name), |b| {
            b.iter(|| rota_check::audit(&week, black_box(&rota)));
        });
    }
    group.finish();
}

/// Choosing the best routes of the first day from pools of three sizes.
fn recombination(c: &mut Criterion) {
    let mut group = c.benchmark_group("recombine");
    group.sample_size(10);
    for (name, week) in shipped() {
        let problem = Problem::new(&week).expect("a week fits");
        let near = Neighbours::new(&problem);
        let mut island = settled(&week, &problem, &near);
        island.gather(20_000);
        island.run(SETTLED, 0.0, &near, &mut Random::stream(1, 2, 0));
        let first = problem.shifts.iter().map(|shift| shift.start).min().unwrap_or(0);
        let day = 24 * 60 * week.ticks_per_minute;
        let shifts: Vec<u32> = (0..problem.shifts.len() as u32)
            .filter(|shift| problem.shift(*shift).start < first + day)
            .collect();
        let limits = Limits { nodes: Some(200), gap: Some(20), ..Limits::default() };
        for most_routes in [100, 500, 2_000] {
            let effort = Effort { most_routes, kept_routes: 300, limits };
            group.bench_function(BenchmarkId::new(format!("{most_routes} routes"), name), |b| {
                b.iter(|| {
                    let pool = island.pool().newest().into_iter();
                    recombine(&problem, island.best(), black_box(&shifts), pool, &effort)
                });
            });
        }
    }
    group.finish();
}

/// The oracle on tiny problems, ten of them at a time.
fn exact(c: &mut Criterion) {
    let mut group = c.benchmark_group("exact");
    group.sample_size(10);
    let problems: Vec<Problem> =
        (0..10).map(|seed| Problem::new(&tiny::random(seed)).expect("a tiny problem")).collect();
    group.throughput(Throughput::Elements(problems.len() as u64));
    group.bench_function("compact MIP of a tiny problem", |b| {
        b.iter(|| {
            for problem in &problems {
                black_box(solve_exact(problem, &Limits::default()).expect("an optimum"));
            }
        });
    });
    group.finish();
}

fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! { name = kernels; config = short(); targets = start, search, plan, recombination, exact }
criterion_main!(kernels);
