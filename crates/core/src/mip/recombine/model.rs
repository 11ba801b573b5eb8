//! The set-covering model over a scope and its columns.
//!
//! ```text
//! minimise    sum of price[r] x[r]  +  sum of drop[v] d[v]  +  prices of faces, hours and the largest lateness
//! subject to  sum of x[r] over routes of a shift                          <= 1
//!             sum of x[r] over routes with node n  +  d[v]                >= 1      n a slot of v
//!             sum of z[v,t] over t  +  d[v]                                = 1      v to be agreed upon
//!             sum of x[r] over routes with n at t                         >= z[v,t]
//!             sum of z[w,u] over u with least <= u - t <= most  +  d[w]   >= z[v,t] for gaps between v and w
//! ```
//!
//! `z[v,t]` says that the visit `v` starts at `t`; a visit that stays in the plan has neither `z` nor `d`.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Columns;
use super::scope::Scope;
use crate::mip::backend::{Answer, Column, Limits, MipError, Model, Side};
use crate::mip::contracts;

/// What the solver chose.
pub(super) struct Choice {
    /// Indices of the chosen routes, ascending.
    pub(super) routes: Vec<usize>,
    /// The start of each visit that was to be agreed upon; `None`: left out.
    pub(super) starts: BTreeMap<u32, Option<i64>>,
}

pub(super) struct Builder<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) columns: &'a Columns,
    pub(super) model: Model,
    /// One column for each route.
    pub(super) routes: Vec<Column>,
    /// For each free node the routes that hold it, with its start there.
    holders: BTreeMap<u32, Vec<(usize, i64)>>,
    /// Visits that may change, with the column that leaves each out, where that could ever pay.
    visits: BTreeMap<u32, Option<Column>>,
    agreed: BTreeMap<u32, Vec<(i64, Column)>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, columns: &'a Columns) -> Self {
        let mut model = Model::default();
        let routes: Vec<Column> = columns.routes.iter().map(|r| model.binary(r.price)).collect();
        for &column in &routes[..columns.of_plan] {
            model.hint(column, 1);
        }
        let mut holders: BTreeMap<u32, Vec<(usize, i64)>> = BTreeMap::new();
        for (index, route) in columns.routes.iter().enumerate() {
            for (&node, &start) in route.nodes.iter().zip(&route.starts) {
                holders.entry(node).or_default().push((index, start));
            }
        }
        let (visits, agreed) = (BTreeMap::new(), BTreeMap::new());
        let mut builder = Self { scope, columns, model, routes, holders, visits, agreed };
        builder.add_shifts();
        builder.add_visits();
        builder.add_gaps();
        builder.add_carers();
        builder.add_faces();
        builder.add_hours();
        builder.add_limits();
        builder.add_unsocial();
        builder.add_largest_lateness();
        builder
    }

    /// What each route's price lacks to being worth its while in the relaxation; `None` when the solver does not say.
    pub(super) fn reduced_costs(&self, limits: &Limits) -> Result<Option<Vec<f64>>, MipError> {
        let all = self.model.reduced_costs(limits)?;
        Ok(all.map(|all| all[..self.routes.len()].to_vec()))
    }

    pub(super) fn solve(&self, limits: &Limits) -> Result<Choice, MipError> {
        let answer = self.model.solve(limits)?;
        let chosen = |index: &usize| answer.is_one(self.routes[*index]);
        let start_of = |starts: &[(i64, Column)], answer: &Answer| {
            starts.iter().find(|(_, column)| answer.is_one(*column)).map(|(start, _)| *start)
        };
        Ok(Choice {
            routes: (0..self.routes.len()).filter(chosen).collect(),
            starts: self.agreed.iter().map(|(v, at)| (*v, start_of(at, &answer))).collect(),
        })
    }

    /// How often a slot is filled. Where time between stops has a price, a surplus stop cannot just be taken out.
    fn once(&self) -> Side {
        let problem = self.scope.problem;
        let leaves_no_gap = problem.earliest_is_best && problem.prices.waiting == 0;
        if leaves_no_gap { Side::AtLeast(1) } else { Side::Equal(1) }
    }

    fn drop_of(&self, visit: u32) -> Option<Column> {
        self.visits.get(&visit).copied().flatten()
    }

    /// Routes that a test of routes holds for, with a factor of 1.
    fn sum(&self, test: impl Fn(usize) -> bool) -> Vec<(Column, i64)> {
        (0..self.routes.len()).filter(|r| test(*r)).map(|r| (self.routes[r], 1)).collect()
    }

    fn by_shift(&self) -> BTreeMap<u32, Vec<usize>> {
        let mut by_shift: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, route) in self.columns.routes.iter().enumerate() {
            by_shift.entry(route.shift).or_default().push(index);
        }
        by_shift
    }

    fn add_shifts(&mut self) {
        for routes in self.by_shift().into_values() {
            let row = routes.iter().map(|r| (self.routes[*r], 1)).collect();
            self.model.row(row, Side::AtMost(1));
        }
    }

    /// Every visit in reach is served as a whole or left out.
    fn add_visits(&mut self) {
        let problem = self.scope.problem;
        let visits: BTreeSet<u32> = self.holders.keys().map(|n| problem.node(*n).visit).collect();
        let spent: i64 = self.columns.routes[..self.columns.of_plan].iter().map(|r| r.price).sum();
        for visit in visits {
            if self.scope.kept_start(visit).is_some() {
                self.add_covered(visit, None);
                continue;
            }
            let (price, is_out) =
                (problem.visit(visit).drop_price, self.scope.start(visit).is_none());
            let drop = (is_out || price < spent).then(|| self.model.binary(price));
            if let (Some(drop), true) = (drop, is_out) {
                self.model.hint(drop, 1);
            }
            self.visits.insert(visit, drop);
            match self.columns.starts.get(&visit) {
                Some(starts) => self.add_agreed(visit, starts, drop),
                None => self.add_covered(visit, drop),
            }
        }
    }

    fn add_covered(&mut self, visit: u32, drop: Option<Column>) {
        for node in self.scope.problem.nodes_of(visit) {
            if self.scope.node_is_free(node) {
                let holders = self.holders.get(&node).into_iter().flatten();
                let mut row: Vec<_> = holders.map(|(r, _)| (self.routes[*r], 1)).collect();
                row.extend(drop.map(|drop| (drop, 1)));
                self.model.row(row, self.once());
            }
        }
    }

    fn add_agreed(&mut self, visit: u32, starts: &[i64], drop: Option<Column>) {
        let planned = self.scope.start(visit);
        let mut at = Vec::with_capacity(starts.len());
        for &start in starts {
            let column = self.model.binary(0);
            if planned == Some(start) {
                self.model.hint(column, 1);
            }
            at.push((start, column));
            // Together with the row of all starts below, this fills each slot exactly once where that is asked for.
            let side = match self.once() {
                Side::Equal(_) => Side::Equal(0),
                _ => Side::AtLeast(0),
            };
            for node in self.scope.problem.nodes_of(visit) {
                let holders = self.holders.get(&node).into_iter().flatten();
                let holders = holders.filter(|(_, begins)| *begins == start);
                let mut row: Vec<_> = holders.map(|(r, _)| (self.routes[*r], 1)).collect();
                row.push((column, -1));
                self.model.row(row, side);
            }
        }
        let mut row: Vec<_> = at.iter().map(|(_, column)| (*column, 1)).collect();
        row.extend(drop.map(|drop| (drop, 1)));
        self.model.row(row, Side::Equal(1));
        self.agreed.insert(visit, at);
    }

    /// A start asks for one of the starts of each tied visit that go with it.
    fn add_gaps(&mut self) {
        for (&visit, starts) in &self.agreed {
            for gap in &self.scope.problem.visit(visit).gaps {
                let Some(others) = self.agreed.get(&gap.other) else { continue };
                for &(start, column) in starts {
                    let fits = |other: &i64| (gap.least..=gap.most).contains(&(other - start));
                    if others.iter().all(|(other, _)| fits(other)) {
                        continue;
                    }
                    let fitting = others.iter().filter(|(other, _)| fits(other));
                    let mut row: Vec<_> = fitting.map(|(_, other)| (*other, 1)).collect();
                    row.extend(self.drop_of(gap.other).map(|drop| (drop, 1)));
                    row.push((column, -1));
                    self.model.row(row, Side::AtLeast(0));
                }
            }
        }
    }

    /// Visits with the same carers, or with different ones.
    fn add_carers(&mut self) {
        let problem = self.scope.problem;
        let visits: Vec<u32> = self.visits.keys().copied().collect();
        for visit in visits {
            let info = problem.visit(visit);
            let ahead = |other: &&u32| **other > visit && self.visits.contains_key(*other);
            let same: Vec<u32> = info.same_carer.iter().filter(ahead).copied().collect();
            let apart: Vec<u32> = info.different_carer.iter().filter(ahead).copied().collect();
            for other in apart {
                for carer in self.carers_of(visit) {
                    let mut row = self.sum(|r| self.serves(r, carer, visit));
                    row.extend(self.sum(|r| self.serves(r, carer, other)));
                    self.model.row(row, Side::AtMost(1));
                }
            }
            for other in same {
                for (one, two) in [(visit, other), (other, visit)] {
                    for carer in self.carers_of(one) {
                        let mut row = self.sum(|r| self.serves(r, carer, two));
                        row.extend(self.drop_of(two).map(|drop| (drop, 1)));
                        for (column, _) in self.sum(|r| self.serves(r, carer, one)) {
                            row.push((column, -1));
                        }
                        self.model.row(row, Side::AtLeast(0));
                    }
                }
            }
        }
    }

    fn carers_of(&self, visit: u32) -> BTreeSet<u32> {
        let nodes = self.scope.problem.nodes_of(visit);
        let holders = nodes.filter_map(|node| self.holders.get(&node)).flatten();
        holders.map(|(r, _)| self.carer(*r)).collect()
    }

    pub(super) fn carer(&self, route: usize) -> u32 {
        self.scope.problem.shift(self.columns.routes[route].shift).carer
    }

    fn serves(&self, route: usize, carer: u32, visit: u32) -> bool {
        let nodes = &self.columns.routes[route].nodes;
        self.carer(route) == carer
            && nodes.iter().any(|node| self.scope.problem.node(*node).visit == visit)
    }

    /// One column for each client and new carer, which every shift of that carer at the client needs.
    fn add_faces(&mut self) {
        let problem = self.scope.problem;
        let prices = &problem.prices;
        if !prices.counts_faces() {
            return;
        }
        let mut comes: BTreeMap<u32, BTreeMap<u32, BTreeMap<u32, BTreeSet<usize>>>> =
            BTreeMap::new();
        for (&node, holders) in &self.holders {
            let client = problem.visit(problem.node(node).visit).client;
            for &(route, _) in holders {
                let carers = comes.entry(client).or_default();
                let shifts = carers.entry(self.carer(route)).or_default();
                shifts.entry(self.columns.routes[route].shift).or_default().insert(route);
            }
        }
        for (client, carers) in comes {
            let known = self.scope.faces_outside(client);
            let mut faces = Vec::new();
            for (_, shifts) in carers.into_iter().filter(|(carer, _)| !known.contains(carer)) {
                let face = self.model.column(0, 1, 0);
                for routes in shifts.into_values() {
                    let mut row: Vec<_> = routes.iter().map(|r| (self.routes[*r], -1)).collect();
                    row.push((face, 1));
                    self.model.row(row, Side::AtLeast(0));
                }
                faces.push(face);
            }
            self.price_faces(client, known.len() as i64, &faces);
        }
    }

    fn price_faces(&mut self, client: u32, known: i64, faces: &[Column]) {
        let prices = &self.scope.problem.prices;
        let info = &self.scope.problem.clients[client as usize];
        let most = info.max_carers.map(i64::from);
        // Convex in the number of faces: each one beyond the team is beyond one size more.
        let size = info.team_size.map_or(i64::MAX, i64::from);
        let sizes = (size..known + faces.len() as i64).map(|size| (Some(size), prices.team_size));
        if let (Some(most), true) = (most, prices.faces_enforced) {
            let row = faces.iter().map(|face| (*face, 1)).collect();
            self.model.row(row, Side::AtMost((most - known).max(0)));
        }
        let linear = [(Some(1), prices.faces), (most, prices.faces_over)];
        for (free, price) in linear.into_iter().chain(sizes) {
            let Some(free) = free.filter(|_| price > 0) else { continue };
            let beyond = faces.iter().map(|face| (*face, 1)).collect();
            self.model.largest(price, 0, [(beyond, known - free)]);
        }
    }

    /// Rostered times against contracts.
    fn add_hours(&mut self) {
        let problem = self.scope.problem;
        let mut by_carer: BTreeMap<u32, Vec<(Column, i64)>> = BTreeMap::new();
        for (index, route) in self.columns.routes.iter().enumerate() {
            let terms = by_carer.entry(self.carer(index)).or_default();
            terms.push((self.routes[index], route.tally.worked));
        }
        for (carer, terms) in by_carer {
            let outside = self.scope.worked_outside(carer);
            contracts::price(problem, carer, (&terms, outside), &mut self.model);
        }
    }

    /// Unsocial time beyond shares.
    fn add_unsocial(&mut self) {
        let problem = self.scope.problem;
        if problem.prices.unsocial == 0 {
            return;
        }
        let mut by_carer: BTreeMap<u32, Vec<(Column, i64)>> = BTreeMap::new();
        for (index, route) in self.columns.routes.iter().enumerate() {
            let terms = by_carer.entry(self.carer(index)).or_default();
            terms.push((self.routes[index], route.unsocial));
        }
        for (carer, terms) in by_carer {
            let Some(share) = problem.carers[carer as usize].unsocial_share else { continue };
            let beyond = (terms, self.scope.unsocial_outside(carer) - share);
            self.model.largest(problem.prices.unsocial, 0, [beyond]);
        }
    }

    fn add_largest_lateness(&mut self) {
        let price = self.scope.problem.prices.largest_lateness;
        if price == 0 {
            return;
        }
        let outside = self.scope.lateness_outside();
        let late = |routes: Vec<usize>| {
            let late = routes.into_iter().filter(|r| self.columns.routes[*r].late > outside);
            (late.map(|r| (self.routes[r], self.columns.routes[r].late)).collect(), 0)
        };
        let late: Vec<_> = self.by_shift().into_values().map(late).collect();
        self.model.largest(price, outside, late);
    }
}
