//! The compact arc-flow MIP: tiny problems to proven optimality, as an oracle for tests.
//!
//! # The model
//!
//! Indices: `v` a visit, `k` a window piece of it, `i`, `j` nodes (slots), `r` a shift, `c` a carer, `q` a client;
//! `v(i)` is the visit of a node, `o(i)` its offset, `d(i)` its duration, `t(r,i,j)` a leg, `0` the start or end of a
//! route. Times count from the earliest start of all.
//!
//! | column | | means |
//! |---|---|---|
//! | `a[v]` | binary | the visit is allocated |
//! | `z[v,k]` | binary | it starts in the piece |
//! | `b[v,k]` | `>= 0` | its start if it starts in the piece, else 0 |
//! | `s[v]` | `lo..hi` | its start; `lo` if unallocated |
//! | `y[i,r]` | binary | the shift serves the node |
//! | `x[r,i,j]` | binary | `j` comes right after `i` in the shift's route |
//! | `f[q,c]` | binary | the carer comes to the client |
//! | `w[c,g]` | `0..1` | the carer works on the date |
//! | `p[b,i,j]`, `p'[b,i,j]` | binary | break `b` of the shift is taken before the leg from `i` to `j`, after it |
//! | `q[b]` | its time | when the rest begins |
//! | `E[r]`, `L[r]` | `>= 0` | time at the first door before its care, at the last one after it, for rests there |
//! | `h[b]` | binary | the route is so long that the break is asked for |
//! | `m[b]` | `0..1` | the break is missed, where that has a price |
//! | `e[r,i,j]` | binary | the wait from `i` to `j` is longer than the paid gap `G` |
//! | `W[r,i,j]` | `>= 0` | that wait, or 0 |
//!
//! ```text
//! sum_k z[v,k] = a[v]                earliest[k] z[v,k] <= b[v,k] <= latest[k] z[v,k]
//! s[v] = sum_k b[v,k] + lo[v] (1 - a[v])
//! sum_r y[i,r] = a[v(i)]             y[i,r] <= sum of z[v(i),k] over the pieces in which r may serve i
//! sum_j x[r,i,j] = y[i,r] = sum_j x[r,j,i]        sum_j x[r,0,j] <= 1
//! sum over slots of v and shifts of c of y <= 1         sum_i load[i] y[i,r] <= capacity[r]
//! s[j] + o(j) >= s[i] + o(i) + d(i) + sum_r (t(r,i,j) + M) x[r,i,j] - M      M = latest end of i - earliest start of j
//! s[i] >= earliest[r,i] where x[r,0,i] = 1        s[i] <= latest[r,i] where x[r,i,0] = 1
//! least - M (2 - a[v] - a[w]) <= s[w] - s[v] <= most + M (2 - a[v] - a[w])        for a gap
//! C[v,c] - C[w,c] <= 1 - a[w]        C[v,c] + C[w,c] <= 1        for same and different carers, C = sum of y
//! sum of last end - first start over routes of c <= max[c]        where the contract's most is enforced
//! f[q,c] >= C[v,c]                   sum_c f[q,c] <= max_carers[q] where that is enforced
//! g[q,k] >= sum_c f[q,c] - k         g >= 0, at the price of a team, for k from team_size[q] on
//! s[j] + o(j) - t(r,0,j) >= s[i] + o(i) + d(i) + t(p,i,0) + rest - M (2 - x[p,i,0] - x[r,0,j]) - M B
//! s[i] + o(i) + d(i) + t(p,i,0) <= s[j] + o(j) - t(r,0,j) + span + M (2 - x[p,i,0] - x[r,0,j])        on one date
//! w[c,g] >= u[r] = sum_j x[r,0,j]        sum of w[c,g] over the dates of a stretch <= most        the same for weekends
//! ```
//!
//! ```text
//! sum of p[b] + p'[b] <= 1           p[b,i,j] + p'[b,i,j] <= x[r,i,j]
//! q >= s[i] + o(i) + d(i) where p = 1              s[j] + o(j) >= q + least + t(r,i,j) where p = 1
//! q >= s[i] + o(i) + d(i) + t(r,i,j) where p' = 1  s[j] + o(j) >= q + least where p' = 1
//! q[b] >= q[c] + least[c] or the other way round, where both are taken; with t(r,i,j) between p[c,i,j] and p'[b,i,j]
//! E >= s[j] + o(j) - q where p'[b,0,j] = 1         L >= q + least - s[i] - o(i) - d(i) where p[b,i,0] = 1
//! T[r] <= after + M h[b]             sum_j x[r,i,j] + h[b] - 1 <= sum of p[b] + p'[b] + m[b]
//! W <= M e        W >= (G + 1) e     W <= s[j] + o(j) - s[i] - o(i) - d(i) - t(r,i,j) - rests between them where e = 1
//! sum of T[r] - W[r,i,j] over routes of a carer on a day, in a week, in all <= the limit
//! ```
//!
//! `T[r]` is `finish - depart`: services, legs, rests between stops, waiting, `E` and `L`. A rest that nobody asks for is worth its time where
//! waiting has a price. `h` is left out where a break is always asked for, `x[r,0,j]` takes the place of `x[r,i,j]` where it may
//! lie at the ends. Where a shift may be set out for on two days, binaries say which.
//!
//! Rest is asked for between shifts p and r of one carer on an earlier and a later date. `B` sums `u` over the carer's
//! shifts on dates between, and, for rest between days with one stint each, over the other shifts on both dates; where
//! one of these is used, the rest around split days is asked for by a row for each of them. Past work is a shift with
//! given times that is always used. Where no starts at all leave the time, the row is one of binaries without `M`.
//!
//! The cycles that arc flows allow are ruled out by time, since durations are positive. Measures that are convex
//! get a column that is bounded below by each linear stretch, without any `M` for earliness, lateness and
//! preferred times, since `z` and `b` carry them. A route's first start and last end are products of a binary and a
//! start; each has its own column between the four McCormick planes, which are exact at 0 and 1.
//!
//! Sources: the arc-flow form of vehicle routing with time windows is that of Desrochers, Lenstra, Savelsbergh and
//! Soumis (1988), the tightening of `M` of Desrochers and Laporte (1991), and synchronised services in home care of
//! Bredström and Rönnqvist (2008) and Mankowska, Meisel and Bierwirth (2014).
//!
//! # Exactness
//!
//! The objective is divided by the greatest common divisor of all prices, so that a gap below 1 is a proof. The
//! answer is rounded, its routes are scheduled anew by `mip::schedule`, and both rules and cost are recomputed in
//! integers; a difference from the solver's objective is an error and not an answer. Starts are integer columns
//! where contracts tie several routes together or working time is limited, since only then a fractional start can pay. With
//! rests or such limits, the schedule is that of the model itself with all of its binary columns fixed.

mod breaks;
mod clock;
mod constraints;
mod days;
mod horizon;
mod measures;
mod read;
mod rests;
mod rota;
mod variables;
mod working;

use rota_model::Rest;

use super::backend::{Limits, MipError, Model};
use super::ledger::UNALLOCATED;
use crate::problem::Problem;

/// An optimal plan, or the best one found within the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    /// Nodes with care of each shift's route in order; empty: no route.
    pub routes: Vec<Vec<u32>>,
    /// Start of each visit in ticks, `i64::MIN` for an unallocated one and for those that stand for rests.
    pub starts: Vec<i64>,
    /// Rests of each shift's route in order.
    pub rests: Vec<Vec<Rest>>,
    /// What it costs, in grains: the sum of the score sheet.
    pub cost: i64,
    /// Whether no plan is cheaper.
    pub proven: bool,
}

/// Solves a tiny problem (up to about ten visits) to optimality, in two ways of which the better answer counts.
///
/// Rests lie where they may, before a leg or after it: also where the search, which knows rests before legs only, puts none.
///
/// # Errors
/// When the problem compares shifts, asks for weekly rest in a whole week or has shifts that may be set out for on two dates
/// while days count, or carers who set out when their shift starts; when no plan was found within the limits, when the solver
/// fails, or when its answer does not hold in integers.
/// A problem without any feasible visit is not an error: all its visits are left unallocated.
pub fn solve_exact(problem: &Problem, limits: &Limits) -> Result<Exact, MipError> {
    if problem.prices.compares_shifts() {
        return Err(MipError::Unsupported("idle time and the balance of work"));
    }
    if problem.shifts.iter().any(|shift| shift.departs_at_start) {
        return Err(MipError::Unsupported("shifts whose carers set out when they start"));
    }
    let visits = problem.visits.len();
    // Rests have columns of their own.
    let problem = &problem.without_rests();
    let mut model = Model::default();
    let times = horizon::Times::new(problem);
    let columns = variables::Variables::new(problem, &times, &mut model);
    constraints::add(problem, &times, &columns, &mut model);
    let spans = measures::add(problem, &times, &columns, &mut model);
    breaks::add(problem, &times, &columns, &mut model);
    breaks::missed(problem, &columns, &spans, &mut model);
    working::add(problem, &times, &columns, &spans, &mut model);
    days::add(problem, &times, &columns, &mut model)?;
    let with = |presolve| {
        let answer = model.answer(limits, presolve)?;
        read::plan((problem, times.base), &columns, &model, &answer)
    };
    let mut best = match (with(true), with(false)) {
        (Ok(one), Ok(other)) => Ok(if other.cost < one.cost { other } else { one }),
        (one, other) => one.or(other),
    }?;
    best.starts.resize(visits, UNALLOCATED);
    Ok(best)
}
