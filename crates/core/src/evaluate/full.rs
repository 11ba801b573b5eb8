//! A plan measured from scratch: the score sheet, and the reference for incremental costs.

use std::collections::BTreeSet;

use rota_model::{Break, Instance, Level, RuleId, Sheet, SheetLine};

use super::timing::Tally;
use super::whole;
use crate::problem::{HERE, NONE, Node, Problem, Shift, unfamiliarity};
use crate::search::Plan;
use crate::state::UNSET;

/// The measures of a plan whose price is not that of a pair.
#[derive(Debug, Default)]
struct Measures {
    travel: i64,
    mileage: i64,
    waiting: i64,
    earliness: i64,
    lateness: i64,
    largest_lateness: i64,
    preferred: i64,
    overtime: i64,
    used: i64,
    used_price: i64,
    pairs: i64,
    tallies: Vec<Tally>,
    /// From setting out to the return, by shift; 0 without care.
    taken: Vec<i64>,
    worked: Vec<i64>,
    unsocial: Vec<i64>,
    faces: Vec<BTreeSet<u32>>,
}

/// The score sheet of a plan: one line for each rule that is priced.
pub fn sheet(instance: &Instance, problem: &Problem, plan: &Plan) -> Sheet {
    let measures = measure(problem, plan);
    let lines = RuleId::ALL
        .iter()
        .filter(|rule| rule.is_measured())
        .filter_map(|&rule| match instance.policy.level(rule) {
            Level::Priced(rate) => {
                let measure = value(instance, problem, plan, &measures, rule);
                Some(SheetLine { rule, measure, price: rate.price(measure) })
            }
            Level::Off | Level::Warn | Level::Enforce => None,
        })
        .collect();
    Sheet { lines }
}

/// The cost of a plan in grains, from scratch.
pub fn cost(problem: &Problem, plan: &Plan) -> i64 {
    let sum = measure(problem, plan);
    let prices = &problem.prices;
    let left_out = problem.visits.iter().zip(&plan.starts).filter(|(_, start)| **start == UNSET);
    let dropped: i64 = left_out.map(|(visit, _)| visit.drop_price).sum();
    let hours: i64 =
        problem.carers.iter().zip(&sum.worked).map(|(c, w)| c.hours.price(prices, *w)).sum();
    let unsocial: i64 = problem
        .carers
        .iter()
        .zip(&sum.unsocial)
        .map(|(carer, unsocial)| carer.unsocial_price(prices, *unsocial))
        .sum();
    let faces: i64 = problem
        .clients
        .iter()
        .zip(&sum.faces)
        .map(|(c, f)| c.faces_price(prices, f.len() as u32))
        .sum();
    dropped
        + hours
        + unsocial
        + faces
        + sum.pairs
        + prices.travel * sum.travel
        + prices.mileage * sum.mileage
        + prices.waiting * sum.waiting
        + prices.earliness * sum.earliness
        + prices.lateness * sum.lateness
        + prices.largest_lateness * sum.largest_lateness
        + prices.preferred * sum.preferred
        + prices.overtime * sum.overtime
        + sum.used_price
        + whole::price(problem, |shift| sum.tallies[shift as usize])
}

fn measure(problem: &Problem, plan: &Plan) -> Measures {
    let mut sum = Measures {
        worked: vec![0; problem.carers.len()],
        unsocial: vec![0; problem.carers.len()],
        faces: vec![BTreeSet::new(); problem.clients.len()],
        ..Measures::default()
    };
    for (index, (shift, nodes)) in (0..).zip(problem.shifts.iter().zip(&plan.routes)) {
        let (tally, taken) = sum.route(problem, shift, nodes, &plan.starts);
        sum.used_price += missed_price(problem, index, nodes, taken);
        sum.taken.push(taken);
        sum.worked[shift.carer as usize] += tally.worked;
        sum.tallies.push(tally);
    }
    sum
}

/// Breaks of the shifts that are asked for of their routes, less those with a rest that fits.
fn missed_breaks(instance: &Instance, problem: &Problem, plan: &Plan, taken: &[i64]) -> i64 {
    let shifts = instance.carers.iter().flat_map(|carer| &carer.shifts);
    shifts
        .zip(&plan.routes)
        .zip(taken)
        .map(|((shift, nodes), taken)| {
            let asked = |wanted: &Break| wanted.after.is_none_or(|after| *taken > after);
            let breaks = shift.breaks.iter().enumerate().filter(|(_, wanted)| asked(wanted));
            breaks.filter(|(of, wanted)| misses(problem, nodes, *of, wanted.at_ends)).count() as i64
        })
        .sum()
}

/// Price of watched breaks that a route which takes so long misses.
fn missed_price(problem: &Problem, shift: u32, nodes: &[u32], taken: i64) -> i64 {
    let missed = problem.watch.of(shift).iter().filter(|watched| {
        let of = problem.rests.get(watched.visit as usize - problem.calls).map(|rest| rest.of);
        let misses = |of| misses(problem, nodes, of, watched.at_ends);
        // A shift that has no room for the rest has no such break.
        taken > watched.after && misses(of.unwrap_or(usize::MAX))
    });
    problem.watch.price * missed.count() as i64
}

/// Whether a break can be asked for of a route through these nodes and no rest fits it, `of` being its index in its shift.
fn misses(problem: &Problem, nodes: &[u32], of: usize, at_ends: bool) -> bool {
    let is_care = |node: &u32| !problem.is_rest(*node);
    let (Some(lead), Some(tail)) =
        (nodes.iter().position(is_care), nodes.iter().rposition(is_care))
    else {
        return false;
    };
    let inside = if at_ends { 0..nodes.len() } else { lead..tail };
    let is_it = |node: &u32| problem.rest(*node).is_some_and(|rest| rest.of == of);
    !inside.is_empty() && !nodes[inside].iter().any(is_it)
}

impl Measures {
    /// Adds up a route, and gives what is compared over routes (hours, work and idle time) and how long it takes.
    fn route(
        &mut self,
        problem: &Problem,
        shift: &Shift,
        nodes: &[u32],
        starts: &[i64],
    ) -> (Tally, i64) {
        let mut tally = Tally::unused(shift);
        let leg = |from, to| problem.leg(shift.mode, from, to);
        let mut place = shift.start_place;
        // Where the route has come to: since when its carer is free, first and last times of care.
        let (mut free, mut first, mut cared) = (shift.start, None, 0);
        let mut left = shift.start;
        let mut waited = 0;
        for &node in nodes {
            let stop = problem.node(node);
            let start = starts[stop.visit as usize];
            let begins = start + stop.offset;
            if stop.place == HERE {
                // A rest before the first stop is taken before setting out.
                if first.is_some() {
                    waited += begins - free;
                    free = begins + stop.duration;
                }
                continue;
            }
            let way = leg(place, stop.place);
            if first.is_none() {
                let leaves = if shift.departs_at_start { shift.start } else { begins - way };
                tally.idle = leaves - shift.agreed_start;
                left = leaves;
                (first, free) = (Some(begins), leaves);
            }
            waited += begins - free - way;
            self.stop(problem, stop, shift.carer, start);
            self.leg(problem, shift.mode, place, stop.place);
            tally.busy += way + stop.duration;
            (free, cared) = (begins + stop.duration, begins + stop.duration);
            place = stop.place;
        }
        let Some(first) = first else { return (tally, 0) };
        let home = leg(place, shift.end_place);
        self.leg(problem, shift.mode, place, shift.end_place);
        let finish = free + home;
        self.overtime += (finish - shift.overtime_from).max(0);
        self.used += 1;
        self.used_price += shift.used_price;
        self.waiting += waited;
        tally.worked = cared - first;
        tally.busy += home;
        tally.idle += waited + (shift.agreed_end - finish).max(0);
        (tally, finish - left)
    }

    fn stop(&mut self, problem: &Problem, stop: &Node, carer: u32, start: i64) {
        let visit = problem.visit(stop.visit);
        let window = visit.window_at(start);
        self.earliness += (window.soft_earliest - start).max(0);
        let late = (start - window.soft_latest).max(0);
        self.lateness += late;
        self.largest_lateness = self.largest_lateness.max(late);
        self.preferred += window.preferred.map_or(0, |p| (start - p).abs());
        self.pairs += problem.eligibility.pair_price(visit.pairs, carer);
        self.faces[visit.client as usize].insert(carer);
        self.unsocial[carer as usize] += stop.unsocial;
    }

    fn leg(&mut self, problem: &Problem, mode: u32, from: u32, to: u32) {
        if from == NONE || to == NONE {
            return;
        }
        let matrix = &problem.travel[mode as usize];
        self.travel += matrix.seconds(from as usize, to as usize);
        if matrix.mode() == rota_model::Mode::Car {
            self.mileage += matrix.metres(from as usize, to as usize);
        }
    }
}

fn value(instance: &Instance, problem: &Problem, plan: &Plan, sum: &Measures, rule: RuleId) -> i64 {
    let hours = |price: &dyn Fn(&crate::problem::Hours, i64) -> i64| -> i64 {
        problem
            .carers
            .iter()
            .zip(&sum.worked)
            .map(|(carer, &worked)| price(&carer.hours, worked))
            .sum()
    };
    let stops = |counts: &dyn Fn(usize, usize) -> i64| -> i64 {
        let served = problem.shifts.iter().zip(&plan.routes);
        served
            .flat_map(|(shift, nodes)| nodes.iter().map(move |node| (shift.carer, *node)))
            .filter(|(_, node)| !problem.is_rest(*node))
            .map(|(carer, node)| counts(problem.node(node).visit as usize, carer as usize))
            .sum()
    };
    match rule {
        RuleId::Travel => sum.travel,
        RuleId::Mileage => sum.mileage,
        RuleId::Waiting => sum.waiting,
        RuleId::Earliness => sum.earliness,
        RuleId::Lateness => sum.lateness,
        RuleId::LargestLateness => sum.largest_lateness,
        RuleId::PreferredTime => sum.preferred,
        RuleId::ShiftEnd => sum.overtime,
        RuleId::ShiftUsed => sum.used,
        RuleId::Faces => sum.faces.iter().map(|carers| (carers.len() as i64 - 1).max(0)).sum(),
        RuleId::FacesOver => {
            let clients = problem.clients.iter().zip(&sum.faces);
            clients
                .filter_map(|(client, carers)| {
                    client.max_carers.map(|most| (most, carers.len() as i64))
                })
                .map(|(most, faces)| (faces - i64::from(most)).max(0))
                .sum()
        }
        RuleId::TeamSize => {
            let clients = problem.clients.iter().zip(&sum.faces);
            clients.map(|(client, carers)| client.beyond_team(carers.len() as u32)).sum()
        }
        RuleId::Unfamiliar => stops(&|visit, carer| {
            let client = &instance.clients[problem.visits[visit].client as usize];
            let call = instance.visits[visit].call.as_deref();
            unfamiliarity(client, call, &instance.carers[carer])
        }),
        RuleId::PreferredGender => stops(&|visit, carer| {
            let client = problem.visits[visit].client as usize;
            let preferred = instance.clients[client].gender.preferred;
            i64::from(preferred.is_some() && preferred != instance.carers[carer].gender)
        }),
        RuleId::PreferredLanguage => stops(&|visit, carer| {
            let client = problem.visits[visit].client as usize;
            let preferred = instance.clients[client].language.preferred.as_ref();
            i64::from(preferred.is_some_and(|l| !instance.carers[carer].languages.contains(l)))
        }),
        RuleId::ContractUnder => {
            hours(&|hours, worked| hours.min.map_or(0, |min| (min - worked).max(0)))
        }
        RuleId::ContractOver => {
            hours(&|hours, worked| hours.max.map_or(0, |max| (worked - max).max(0)))
        }
        RuleId::ContractOffTarget => {
            hours(&|hours, worked| hours.target.map_or(0, |t| (worked - t).abs()))
        }
        RuleId::UnsocialShare => {
            let carers = problem.carers.iter().zip(&sum.unsocial);
            carers
                .filter_map(|(carer, unsocial)| carer.unsocial_share.map(|share| unsocial - share))
                .map(|beyond| beyond.max(0))
                .sum()
        }
        RuleId::UnallocatedTimeCritical
        | RuleId::UnallocatedImportant
        | RuleId::UnallocatedNormal
        | RuleId::UnallocatedMovable
        | RuleId::UnallocatedOptional => {
            let left_out =
                instance.visits.iter().zip(&plan.starts).filter(|(_, start)| **start == UNSET);
            left_out
                .filter(|(visit, _)| RuleId::unallocated(visit.priority) == rule)
                .map(|(visit, _)| visit.slots.len() as i64)
                .sum()
        }
        RuleId::LargestIdle => whole::largest_idle(problem, |shift| sum.tallies[shift as usize]),
        RuleId::WorkloadBalance => whole::imbalance(problem, |shift| sum.tallies[shift as usize]),
        RuleId::MissedBreak => missed_breaks(instance, problem, plan, &sum.taken),
        // Never priced, so never asked for.
        RuleId::WholeVisit
        | RuleId::CarersDiffer
        | RuleId::Together
        | RuleId::TravelTime
        | RuleId::VisitWindow
        | RuleId::ShiftStart
        | RuleId::Absence
        | RuleId::Capacity
        | RuleId::PinnedCarer
        | RuleId::PinnedTime
        | RuleId::LinkGap
        | RuleId::LinkSameCarer
        | RuleId::LinkDifferentCarer
        | RuleId::LinkBothOrNeither
        | RuleId::Skill
        | RuleId::RequiredGender
        | RuleId::RequiredLanguage
        | RuleId::Exclusion
        | RuleId::LoneFirstVisit
        | RuleId::PreferredBreak
        | RuleId::DailyRest
        | RuleId::DailyRestSplit
        | RuleId::WeeklyRest
        | RuleId::WeekHours
        | RuleId::AverageHours
        | RuleId::NightHours
        | RuleId::WeekendsWorked
        | RuleId::DaysInARow
        | RuleId::DaySpan
        | RuleId::DayHoursLeast
        | RuleId::DayHoursMost
        | RuleId::YoungDay
        | RuleId::YoungWeek
        | RuleId::YoungNight
        | RuleId::SplitDay
        | RuleId::ZeroHours
        | RuleId::ShortVisit
        | RuleId::BriefVisit => 0,
    }
}
