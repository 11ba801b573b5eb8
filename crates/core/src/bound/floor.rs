//! A bound in closed form: what each slot costs at the least, whoever fills it.
//!
//! With these as multipliers no route pays for itself, so that their value is a bound without a route being priced: it is there
//! within seconds at any size. Each stop of a route has a way there, which is no cheaper than the cheapest one from home or from any
//! visit that can come before it, and the price of the pair. A carer who comes to a client pays a share of a face's price for
//! each visit, no more than the whole for all that the carer could come to.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::problem::Problem;

/// What a carer's coming to a visit counts towards a face, by visit and carer; nothing where faces have no price.
type Shares = BTreeMap<(u32, u32), i64>;

/// No rota costs less than this, in scaled grains: costs are multiplied by `scale`. Visits in `dropped` are served by nobody.
pub(super) fn value(problem: &Problem, scale: i64, dropped: &[bool]) -> i128 {
    let faces = shares(problem, scale);
    let nodes = worth(problem, scale, &faces);
    let visits = problem.visits.iter().zip(dropped).map(|(visit, dropped)| {
        let worth: i64 = visit.nodes.clone().map(|node| nodes[node as usize]).sum();
        let drop = visit.drop_price * scale;
        i128::from(if *dropped { drop } else { worth.min(drop) })
    });
    // A client's first carer costs no face, whatever was paid for.
    let mut paid: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    for (&(visit, carer), share) in &faces {
        *paid.entry((problem.visit(visit).client, carer)).or_default() += share;
    }
    let mut first = vec![0; problem.clients.len()];
    for ((client, _), sum) in paid {
        first[client as usize] = sum.max(first[client as usize]);
    }
    visits.sum::<i128>() - first.into_iter().map(i128::from).sum::<i128>()
}

/// What each slot costs at the least.
fn worth(problem: &Problem, scale: i64, faces: &Shares) -> Vec<i64> {
    let mut stops: Vec<Vec<u32>> = vec![Vec::new(); problem.shifts.len()];
    for node in 0..problem.nodes.len() as u32 {
        let shifts = problem.eligibility.candidates(node);
        shifts.iter().for_each(|shift| stops[*shift as usize].push(node));
    }
    let of_shifts: Vec<Vec<i64>> = (0..problem.shifts.len() as u32)
        .into_par_iter()
        .map(|shift| costs(problem, scale, shift, &stops[shift as usize], faces))
        .collect();
    let mut least: Vec<Option<i64>> = vec![None; problem.nodes.len()];
    for (stops, costs) in stops.iter().zip(of_shifts) {
        for (&node, cost) in stops.iter().zip(costs) {
            let least = &mut least[node as usize];
            *least = Some(least.map_or(cost, |other| other.min(cost)));
        }
    }
    least.into_iter().map(Option::unwrap_or_default).collect()
}

/// Shares of the price of a face.
fn shares(problem: &Problem, scale: i64) -> Shares {
    let mut shares = Shares::new();
    if problem.prices.faces == 0 {
        return shares;
    }
    for client in &problem.clients {
        let mut visits_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &visit in &client.visits {
            for node in problem.nodes_of(visit) {
                for &shift in problem.eligibility.candidates(node) {
                    let list = visits_of.entry(problem.shift(shift).carer).or_default();
                    if list.last() != Some(&visit) {
                        list.push(visit);
                    }
                }
            }
        }
        for (carer, visits) in visits_of {
            let share = problem.prices.faces * scale / visits.len() as i64;
            shares.extend(visits.into_iter().map(|visit| ((visit, carer), share)));
        }
    }
    shares
}

/// What each of a shift's stops costs at the least, if the shift makes it.
fn costs(problem: &Problem, scale: i64, shift: u32, stops: &[u32], faces: &Shares) -> Vec<i64> {
    let (at, end) = (problem.shift(shift), problem.last_start());
    let spans: Vec<Span> = stops.iter().map(|node| Span::new(problem, *node, end)).collect();
    let cost = |(&node, to): (&u32, &Span)| {
        let visit = problem.node(node).visit;
        let place = problem.node(node).place;
        let out = problem.leg_cost(at.mode, at.start_place, place);
        let ways = spans.iter().filter(|from| from.visit != to.visit).filter_map(|from| {
            let leg = problem.leg(at.mode, from.place, place);
            let waits = (to.first - from.done - leg).max(0);
            (from.ready + leg <= to.last).then(|| {
                problem.leg_cost(at.mode, from.place, place) + problem.prices.waiting * waits
            })
        });
        let way = ways.min().map_or(out, |way| way.min(out));
        let pair = problem.eligibility.pair_price(problem.visit(visit).pairs, at.carer);
        scale * (way + pair) + faces.get(&(visit, at.carer)).copied().unwrap_or(0)
    };
    stops.iter().zip(&spans).map(cost).collect()
}

/// When a slot may be served.
struct Span {
    visit: u32,
    place: u32,
    first: i64,
    last: i64,
    /// First and last end of service.
    ready: i64,
    done: i64,
}

impl Span {
    fn new(problem: &Problem, node: u32, end: i64) -> Self {
        let at = problem.node(node);
        let windows = &problem.visit(at.visit).windows;
        let first = windows.first().map_or(0, |window| window.earliest) + at.offset;
        let last = windows.iter().map(|window| window.latest.min(end)).max();
        let last = last.unwrap_or(first) + at.offset;
        let (ready, done) = (first + at.duration, last + at.duration);
        Self { visit: at.visit, place: at.place, first, last, ready, done }
    }
}
