//! Columns of the compact model, with the prices that belong to a single column.

use std::collections::BTreeMap;

use super::horizon::Times;
use super::rests::Rests;
use crate::mip::backend::{Column, Model};
use crate::problem::Problem;

/// One possible step of a route; `None` is its start or end place.
pub(super) struct Arc {
    pub(super) shift: u32,
    pub(super) from: Option<u32>,
    pub(super) to: Option<u32>,
    pub(super) column: Column,
}

impl Arc {
    /// Seconds of its leg.
    pub(super) fn way(&self, problem: &Problem) -> i64 {
        let at = problem.shift(self.shift);
        let place = |node: Option<u32>, depot| node.map_or(depot, |n| problem.node(n).place);
        problem.leg(at.mode, place(self.from, at.start_place), place(self.to, at.end_place))
    }
}

/// Columns, named as in the model's description.
pub(super) struct Variables {
    /// `a[v]`.
    pub(super) allocated: Vec<Column>,
    /// `z[v,k]`.
    pub(super) piece: Vec<Vec<Column>>,
    /// `b[v,k]`.
    pub(super) in_piece: Vec<Vec<Column>>,
    /// `s[v]`.
    pub(super) start: Vec<Column>,
    /// `y[i,r]`, by node.
    pub(super) serves: Vec<BTreeMap<u32, Column>>,
    /// `x[r,i,j]`.
    pub(super) arcs: Vec<Arc>,
    /// By shift.
    pub(super) rests: Vec<Rests>,
}

impl Variables {
    /// Adds all columns.
    pub(super) fn new(problem: &Problem, times: &Times, model: &mut Model) -> Self {
        let allocated =
            problem.visits.iter().map(|visit| model.binary(-visit.drop_price)).collect();
        let piece = times
            .pieces
            .iter()
            .map(|pieces| pieces.iter().map(|_| model.binary(0)).collect())
            .collect();
        let in_piece = times
            .pieces
            .iter()
            .map(|pieces| pieces.iter().map(|k| model.column(0, k.1, 0)).collect())
            .collect();
        let start: Vec<Column> = (0..problem.visits.len() as u32)
            .map(|visit| model.column(times.lo(visit), times.hi(visit), 0))
            .collect();
        if fractional_starts_can_pay(problem) {
            start.iter().for_each(|column| model.make_integer(*column));
        }
        let serves =
            (0..problem.nodes.len() as u32).map(|node| serves(problem, node, model)).collect();
        let (arcs, rests) = (Vec::new(), Vec::new());
        let mut columns = Self { allocated, piece, in_piece, start, serves, arcs, rests };
        for shift in 0..problem.shifts.len() as u32 {
            columns.add_arcs(problem, times, shift, model);
            columns.rests.push(Rests::new(problem, times, (&columns.arcs, shift), model));
        }
        columns
    }

    fn add_arcs(&mut self, problem: &Problem, times: &Times, shift: u32, model: &mut Model) {
        let at = problem.shift(shift);
        let nodes: Vec<u32> = (0..problem.nodes.len() as u32)
            .filter(|node| self.serves[*node as usize].contains_key(&shift))
            .collect();
        let mut add = |from: Option<u32>, to: Option<u32>| {
            let place = |node: Option<u32>, depot| node.map_or(depot, |n| problem.node(n).place);
            let (a, b) = (place(from, at.start_place), place(to, at.end_place));
            let used = if from.is_none() { problem.prices.shift_used } else { 0 };
            let column = model.binary(problem.leg_cost(at.mode, a, b) + used);
            self.arcs.push(Arc { shift, from, to, column });
        };
        for &i in &nodes {
            add(None, Some(i));
            add(Some(i), None);
            let (a, (earliest, _)) = (problem.node(i), times.in_shift(problem, i, shift));
            for &j in &nodes {
                let (b, (_, latest)) = (problem.node(j), times.in_shift(problem, j, shift));
                let arrive =
                    earliest + a.offset + a.duration + problem.leg(at.mode, a.place, b.place);
                if a.visit != b.visit && arrive <= latest + b.offset {
                    add(Some(i), Some(j));
                }
            }
        }
    }

    /// `C[v,c]` as terms: the columns of a carer's shifts at any slot of a visit.
    pub(super) fn carer_at(&self, problem: &Problem, visit: u32, carer: u32) -> Vec<Column> {
        let shifts = problem.carers[carer as usize].shifts.clone();
        problem
            .nodes_of(visit)
            .flat_map(|node| self.serves[node as usize].range(shifts.clone()).map(|(_, c)| *c))
            .collect()
    }
}

/// The columns of one node, at the price of the pair of client and carer.
fn serves(problem: &Problem, node: u32, model: &mut Model) -> BTreeMap<u32, Column> {
    let pairs = problem.visit(problem.node(node).visit).pairs;
    let column = |shift: &u32| {
        let price = problem.eligibility.pair_price(pairs, problem.shift(*shift).carer);
        (*shift, model.binary(price))
    };
    problem.eligibility.candidates(node).iter().map(column).collect()
}

/// Whether a contract or a limit on working time adds up several times, so that rows are not differences of two starts any
/// more.
fn fractional_starts_can_pay(problem: &Problem) -> bool {
    let prices = &problem.prices;
    problem.carers.iter().any(|carer| {
        let priced = carer.hours.min.is_some() && prices.contract_under != 0
            || carer.hours.max.is_some() && prices.contract_over != 0
            || carer.hours.target.is_some() && prices.contract_target != 0
            || carer.hours.cap.is_some();
        carer.limits.is_some() || priced && carer.shifts.len() > 1
    })
}
