//! A run from start to finish: islands side by side, epoch after epoch, then the last word on times.

use std::slice;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rota_model::{Instance, Money};

use crate::options::{Observer, Options, Progress, Solution, SolveError, Stats};
use crate::problem::{HERE, Problem};
use crate::publish::publish;
use crate::random::Random;
use crate::search::accept::Annealing;
use crate::search::island::Island;
use crate::search::meeting::{Meeting, leader};
use crate::search::neighbours::Neighbours;
use crate::search::recombination::{self, Recombination};
use crate::threads::on_own;

/// Steps of the first descent.
const WARM_UP: u64 = 500;

/// Solves `instance` within the budgets of `options`.
///
/// # Errors
/// When the instance is beyond what indices can hold; never for a hard or an infeasible instance, whose visits
/// are left unallocated with reasons instead.
pub fn solve(
    instance: &Instance,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    on_own(options.threads, || run(instance, options, observer))?
}

fn run(
    instance: &Instance,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Solution, SolveError> {
    let clock = Instant::now();
    let problem = Problem::new(instance)?;
    let mut random = Random::stream(options.seed, 0, 0);
    let mut first = Island::construct(instance, &problem, options.start.as_ref(), &mut random);
    first.leave_out(options.parts);
    // The search trusts quick times; what it started from must not be lost to that.
    let start = options.start.as_ref().map(|_| first.finished());
    let mut stats = Stats { first: clock.elapsed(), ..Stats::default() };
    report(&problem, slice::from_ref(&first), &stats, clock, true, observer);

    let near = Neighbours::new(&problem);
    // A short descent first, so that the temperatures are measured on a plan without gross blunders.
    let before = clock.elapsed();
    let warm_up = if problem.drawn == 0 { 0 } else { WARM_UP };
    first.run(warm_up, 0.0, &near, &mut Random::stream(options.seed, 1, 0));
    let each = clock.elapsed().saturating_sub(before).as_secs_f64() / WARM_UP as f64;
    let steps = options.time_limit.map_or(f64::MAX, |limit| limit.as_secs_f64() / each.max(1e-9));
    let steps = options.iterations.map_or(steps, |limit| steps.min(limit as f64));
    let nodes = problem.nodes.len().max(1) as f64;
    let mut meeting = Meeting::new(first.state(), options, steps / nodes);
    let annealing = schedule(&problem, &first, steps * meeting.on_one_plan() as f64);
    let replicas = meeting.replicas() as u64;
    let mut islands = meeting.begin(first);
    let iterations = options.iterations.unwrap_or(u64::MAX);
    let mut recombination = (options.parts.recombination && recombination::pays(&problem))
        .then(|| Recombination::new(options.seed, options.time_limit));
    let mut epoch = 0;
    while stats.iterations < iterations && problem.drawn > 0 && !observer.stop() {
        let done = progress(options, stats.iterations, clock.elapsed());
        if done >= 1.0 {
            break;
        }
        epoch += 1;
        let steps = meeting.steps().min((iterations - stats.iterations).div_ceil(replicas));
        let habit = annealing.habit(annealing.temperature(done));
        islands.par_iter_mut().enumerate().for_each(|(index, island)| {
            let mut random = Random::stream(options.seed, index as u64, epoch);
            island.set_habit(habit);
            island.run(steps, meeting.temperature(index, &annealing, done), &near, &mut random);
        });
        stats.iterations = (stats.iterations + steps * replicas).min(iterations);
        meeting.join(&mut islands, epoch, &annealing, done);
        let done = progress(options, stats.iterations, clock.elapsed());
        if let Some(recombination) = &mut recombination
            && recombination.advance(done, &problem, &mut islands, &near)
        {
            meeting.regroup(&mut islands);
        }
        report(&problem, &islands, &stats, clock, false, observer);
    }
    stats.moves = islands.iter().map(Island::moves).sum();
    let found = islands[leader(&islands)].finished();
    let plan = start.filter(|start| start.cost <= found.cost).unwrap_or(found);
    stats.elapsed = clock.elapsed();
    Ok(Solution { rota: publish(instance, &problem, &plan), stats })
}

/// The share of the budget that is used up: of the steps, or of the time.
fn progress(options: &Options, iterations: u64, elapsed: Duration) -> f64 {
    let steps = options.iterations.map_or(0.0, |limit| iterations as f64 / limit.max(1) as f64);
    let time = options
        .time_limit
        .map_or(0.0, |limit| elapsed.as_secs_f64() / limit.as_secs_f64().max(1e-9));
    steps.max(time)
}

/// Temperatures from what a visit costs on average in a plan without gross blunders, hotter the more steps there are
/// for each visit. With a limit on steps alone this does not depend on the clock.
fn schedule(problem: &Problem, island: &Island, steps: f64) -> Annealing {
    let (plan, state) = (island.best(), island.state());
    let dropped: i64 = problem
        .visits
        .iter()
        .zip(&plan.starts)
        .filter(|(_, start)| **start == crate::state::UNSET)
        .map(|(visit, _)| visit.drop_price)
        .sum();
    let nodes = problem.nodes.len().max(1) as f64;
    let scale = ((plan.cost - dropped) as f64 / nodes).max(mean_leg(problem)).max(1.0);
    let size = (nodes / SMALL).clamp(1.0, LARGEST);
    let heat = (steps / nodes / STEPS_FOR_A_DEGREE).clamp(COOLEST, HOTTEST / size.sqrt());
    let faces = (0..problem.clients.len() as u32).map(|c| state.faces_price(c, state.faces(c)));
    let share = faces.sum::<i64>() as f64 / ((plan.cost - dropped) as f64).max(1.0);
    Annealing {
        first: scale * heat,
        last: (scale * heat * COOLING * size).min(scale * HOTTEST * COOLING),
        habit: problem.prices.faces as f64 * HABIT * (4.0 * share - 2.0).clamp(0.0, 1.0),
    }
}

/// Price of a leg between visits that follow each other in the input: a floor for what a visit costs, where the plan is
/// nearly empty.
fn mean_leg(problem: &Problem) -> f64 {
    let places: Vec<u32> =
        problem.nodes.iter().map(|node| node.place).filter(|place| *place != HERE).collect();
    let legs = places.windows(2).map(|pair| problem.leg_cost(0, pair[0], pair[1]));
    legs.sum::<i64>() as f64 / problem.nodes.len().max(1) as f64
}

/// First price of habits as a share of that of a face, where faces are three quarters of the cost; none where they are half of it.
const HABIT: f64 = 1.5;
/// Steps for each node that pay for a first temperature of one mean visit's cost.
const STEPS_FOR_A_DEGREE: f64 = 12.0;
const COOLEST: f64 = 0.2;
const HOTTEST: f64 = 10.0;
/// Last temperature as a share of the first, in small problems.
const COOLING: f64 = 0.005;
/// Nodes of a small problem. Larger ones keep to temperatures in between, which pay more than the hottest and the coldest where
/// there are few steps for each node: up to so many times as warm at the end, though never warmer than small ones with many steps.
const SMALL: f64 = 1_000.0;
const LARGEST: f64 = 12.0;

fn report(
    problem: &Problem,
    islands: &[Island],
    stats: &Stats,
    clock: Instant,
    first: bool,
    observer: &dyn Observer,
) {
    let plan = islands[leader(islands)].best();
    let left_out = problem.calls().zip(&plan.starts).filter(|(_, s)| **s == crate::state::UNSET);
    observer.progress(&Progress {
        elapsed: clock.elapsed(),
        iterations: stats.iterations,
        cost: Money(plan.cost),
        unallocated: left_out.map(|((_, visit), _)| visit.nodes.len()).sum(),
        moves: islands.iter().map(Island::moves).sum(),
        first,
    });
}
