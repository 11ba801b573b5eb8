//! The only module that talks to good_lp: a linear model with integer columns in, values out.
//!
//! With the feature `highs` the solver is HiGHS, without it the pure-Rust microlp, which serves tiny models only.
//! Both run on one thread, so that the same model gives the same answer; limits on nodes and iterations keep a run
//! repeatable, a limit in seconds does not.

use std::fmt;
use std::time::Duration;

#[cfg(not(feature = "highs"))]
use good_lp::WithMipGap;
use good_lp::solvers::SolutionStatus;
use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable,
    WithTimeLimit, variable,
};

/// How much work a solve may take. None of the limits is set by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// Wall-clock time; a run that ends by it is not repeatable.
    pub time: Option<Duration>,
    /// Branch-and-bound nodes; HiGHS only.
    pub nodes: Option<u32>,
    /// Simplex iterations; HiGHS only.
    pub iterations: Option<u32>,
    /// Relative gap, in millionths, at which an answer is good enough; without one the best answer is proven.
    pub gap: Option<u32>,
}

/// Why a model has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MipError {
    /// Nothing satisfies all rows.
    Infeasible,
    /// The limits ended the solve before any solution was found.
    NoIncumbent,
    /// The answer does not survive being rounded and checked in integers.
    Inaccurate(String),
    /// The model does not know something that the problem has.
    Unsupported(&'static str),
    /// The solver failed.
    Solver(String),
}

impl fmt::Display for MipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Infeasible => write!(f, "no solution satisfies all constraints"),
            Self::NoIncumbent => write!(f, "no solution was found within the limits; raise them"),
            Self::Inaccurate(what) => {
                write!(f, "the answer of the MIP solver is not exact: {what}")
            }
            Self::Unsupported(what) => write!(f, "the exact model does not know {what}"),
            Self::Solver(what) => write!(f, "the MIP solver failed: {what}"),
        }
    }
}

impl std::error::Error for MipError {}

/// Feasibility tolerance of the solver, and relative error of a cost that comes of it.
const TOLERANCE: f64 = 1e-9;

/// Models of up to this many columns are solved without restarts and without cuts below the root, which cost more
/// than they save there (a quarter of the time over 200 random tiny problems).
const TINY: usize = 1_000;

/// A column of a [`Model`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column(usize);

/// Terms, each a column and its factor, and a constant.
pub(super) type Sum = (Vec<(Column, i64)>, i64);

/// A row's right-hand side.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Side {
    /// The row is at least this.
    AtLeast(i64),
    /// The row is at most this.
    AtMost(i64),
    /// The row is exactly this.
    Equal(i64),
}

/// A linear model with integer data: minimise the columns' costs within bounds and rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    columns: Vec<Definition>,
    rows: Vec<(Vec<(Column, i64)>, Side)>,
}

#[derive(Debug, Clone, Copy)]
struct Definition {
    lower: f64,
    upper: f64,
    cost: i64,
    integer: bool,
    hint: Option<f64>,
}

/// A model's answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    values: Vec<f64>,
    /// Whether no other solution is better (by a whole unit of cost).
    pub(super) proven: bool,
    /// What the values cost by the model, in grains.
    pub(crate) cost: f64,
    /// How far that can be off from the cost of the integral solution it stands for, in grains.
    pub(super) tolerance: f64,
}

impl Answer {
    /// The value of a column.
    pub(crate) fn value(&self, column: Column) -> f64 {
        self.values[column.0]
    }

    /// Whether a binary column is 1.
    pub(super) fn is_one(&self, column: Column) -> bool {
        self.value(column) > 0.5
    }
}

impl Model {
    /// Adds a column with its bounds and its cost in grains for each unit.
    ///
    /// Every column has both bounds. HiGHS 1.15 casts bounds of columns that it takes for whole ones to 32 bits when their
    /// reduced cost is not zero, and loops for ever when it comes to believe, with tolerances as tight as ours, that a
    /// column without an upper bound has a negative one.
    pub(crate) fn column(&mut self, lower: i64, upper: i64, cost: i64) -> Column {
        self.columns.push(Definition {
            lower: lower as f64,
            upper: upper as f64,
            cost,
            integer: false,
            hint: None,
        });
        Column(self.columns.len() - 1)
    }

    /// Adds a column that is 0 or 1.
    pub(super) fn binary(&mut self, cost: i64) -> Column {
        let column = self.column(0, 1, cost);
        self.make_integer(column);
        column
    }

    /// Prices the largest of the sums and of `least`: adds a column that is no less than any of them and costs `price` in
    /// grains for each unit. Sums that are never above `least` need no row.
    pub(super) fn largest(&mut self, price: i64, least: i64, sums: impl IntoIterator<Item = Sum>) {
        let sums = sums.into_iter().map(|sum| (self.highest(&sum.0) + sum.1, sum));
        let sums: Vec<(i64, Sum)> = sums.filter(|(most, _)| *most > least).collect();
        let most = sums.iter().map(|(most, _)| *most).max().unwrap_or(least);
        let column = self.column(least, most, price);
        for (_, (terms, constant)) in sums {
            let row = terms.into_iter().map(|(term, factor)| (term, -factor)).chain([(column, 1)]);
            self.row(row.collect(), Side::AtLeast(constant));
        }
    }

    /// Asks for whole numbers in a column.
    pub(super) fn make_integer(&mut self, column: Column) {
        self.columns[column.0].integer = true;
    }

    /// Gives a column its value in a solution that is known, to start from; columns without one are 0 there.
    pub(super) fn hint(&mut self, column: Column, value: i64) {
        self.columns[column.0].hint = Some(value as f64);
    }

    /// Adds a row. A column may occur more than once; its factors add up.
    pub(crate) fn row(&mut self, terms: Vec<(Column, i64)>, side: Side) {
        self.rows.push((terms, side));
    }

    /// Adds a row that holds where all conditions, which are binary, are 1: the terms are at least this.
    pub(super) fn row_if(
        &mut self,
        conditions: impl IntoIterator<Item = Column>,
        mut terms: Vec<(Column, i64)>,
        least: i64,
    ) {
        let slack = least - self.lowest(&terms);
        if slack <= 0 {
            return;
        }
        let mut bound = least;
        for condition in conditions {
            terms.push((condition, -slack));
            bound -= slack;
        }
        self.row(terms, Side::AtLeast(bound));
    }

    /// The least that a sum of different columns can be.
    pub(super) fn lowest(&self, terms: &[(Column, i64)]) -> i64 {
        let least = |(column, factor): &(Column, i64)| {
            let Definition { lower, upper, .. } = self.columns[column.0];
            factor * if *factor > 0 { lower as i64 } else { upper as i64 }
        };
        terms.iter().map(least).sum()
    }

    /// The most that it can be.
    pub(super) fn highest(&self, terms: &[(Column, i64)]) -> i64 {
        let turned: Vec<_> = terms.iter().map(|(column, factor)| (*column, -factor)).collect();
        -self.lowest(&turned)
    }

    /// The model of the solutions whose binary columns are as in an answer.
    pub(super) fn fixed(&self, answer: &Answer) -> Self {
        let mut fixed = self.clone();
        for (column, value) in fixed.columns.iter_mut().zip(&answer.values) {
            if column.integer && column.lower >= 0.0 && column.upper <= 1.0 {
                (column.lower, column.upper) = (value.round(), value.round());
            }
        }
        fixed
    }

    /// What each column's cost lacks to being worth its while in the relaxation without whole numbers, in grains; `None` when
    /// the solver does not say.
    ///
    /// # Errors
    /// When there is no solution, or none was found within the limits.
    pub(super) fn reduced_costs(&self, limits: &Limits) -> Result<Option<Vec<f64>>, MipError> {
        let mut relaxed = self.clone();
        for column in &mut relaxed.columns {
            (column.integer, column.hint) = (false, None);
        }
        let unit = relaxed.unit();
        let (_, model) = relaxed.built(limits, true)?;
        let solution = model.solve().map_err(failure)?;
        Ok(reduced_costs(solution).map(|costs| costs.iter().map(|c| c * unit as f64).collect()))
    }

    /// Solves the model.
    ///
    /// Costs are divided by their greatest common divisor, so that the cost of two integral solutions differs by
    /// at least 1 and an absolute gap below 1 is a proof. Tolerances are as tight as the solver allows.
    ///
    /// # Errors
    /// When there is no solution, or none was found within the limits.
    pub(crate) fn solve(&self, limits: &Limits) -> Result<Answer, MipError> {
        self.answer(limits, true)
    }

    /// [`Model::solve`], with the solver's presolve or without it. With tolerances as tight as ours it loses the optimum of
    /// one in a thousand tiny problems either way, hardly ever both ways.
    ///
    /// # Errors
    /// As those of [`Model::solve`].
    pub(super) fn answer(&self, limits: &Limits, presolve: bool) -> Result<Answer, MipError> {
        if self.columns.is_empty() {
            return Ok(Answer { values: Vec::new(), proven: true, cost: 0.0, tolerance: 0.5 });
        }
        let unit = self.unit();
        let (columns, model) = self.built(limits, presolve)?;
        let solution = model.solve().map_err(failure)?;
        // Where no gap is allowed, the solver's own is met only below a whole unit of cost, see `configured`.
        let ended = matches!(solution.status(), SolutionStatus::TimeLimit);
        let proven = limits.gap.is_none() && !ended;
        let values: Vec<f64> = columns.iter().map(|v| solution.value(*v)).collect();
        let costs = || self.columns.iter().zip(&values).map(|(c, value)| c.cost as f64 * value);
        // A whole number can be off by the tolerance, however small it is.
        let sizes = self.columns.iter().zip(&values).map(|(c, value)| {
            let size = if c.integer { value.abs().max(1.0) } else { value.abs() };
            c.cost.unsigned_abs() as f64 * size
        });
        let magnitude: f64 = sizes.sum();
        let tolerance = (unit as f64 / 2.0).max(magnitude * TOLERANCE);
        let cost = costs().sum();
        Ok(Answer { values, proven, cost, tolerance })
    }

    /// The greatest common divisor of all costs.
    fn unit(&self) -> i64 {
        self.columns.iter().fold(0, |unit, c| gcd(unit, c.cost)).max(1)
    }

    fn built(
        &self,
        limits: &Limits,
        presolve: bool,
    ) -> Result<(Vec<Variable>, Configured), MipError> {
        let unit = self.unit();
        let mut variables = ProblemVariables::new();
        let columns: Vec<Variable> = self
            .columns
            .iter()
            .map(|c| {
                let bounded = variable().min(c.lower).max(c.upper);
                let bounded = if c.integer { bounded.integer() } else { bounded };
                variables.add(match c.hint {
                    Some(hint) => bounded.initial(hint),
                    None => bounded,
                })
            })
            .collect();
        let priced = self.columns.iter().zip(&columns).filter(|(c, _)| c.cost != 0);
        let objective: Expression = priced.map(|(c, &v)| (c.cost / unit) as f64 * v).sum();
        let tiny = columns.len() <= TINY;
        let mut model = configured(variables.minimise(objective), limits, tiny, presolve)?;
        for (terms, side) in &self.rows {
            model.add_constraint(constraint(&columns, terms, *side));
        }
        Ok((columns, model))
    }
}

#[cfg(feature = "highs")]
type Configured = good_lp::solvers::highs::HighsProblem;
#[cfg(not(feature = "highs"))]
type Configured = good_lp::solvers::microlp::MicroLpProblem;

#[cfg(feature = "highs")]
fn reduced_costs(solution: good_lp::solvers::highs::HighsSolution) -> Option<Vec<f64>> {
    Some(solution.into_inner().dual_columns().to_vec())
}

#[cfg(not(feature = "highs"))]
fn reduced_costs(_: good_lp::solvers::microlp::MicroLpSolution) -> Option<Vec<f64>> {
    None
}

#[cfg(feature = "highs")]
fn configured(
    problem: good_lp::variable::UnsolvedProblem,
    limits: &Limits,
    tiny: bool,
    presolve: bool,
) -> Result<Configured, MipError> {
    let most = |limit: Option<u32>| i32::try_from(limit.unwrap_or(u32::MAX)).unwrap_or(i32::MAX);
    // Where a gap is good enough, so are the solver's own tolerances.
    let (whole, feasible) =
        if limits.gap.is_some() { (1e-6, 1e-7) } else { (TOLERANCE, TOLERANCE) };
    let model = problem
        .using(good_lp::highs)
        .set_threads(1)
        .set_parallel(good_lp::solvers::highs::HighsParallelType::Off)
        .set_option("random_seed", 1)
        .set_option("mip_rel_gap", relative_gap(limits))
        .set_option("mip_abs_gap", 0.25)
        .set_option("mip_feasibility_tolerance", whole)
        .set_option("primal_feasibility_tolerance", feasible)
        .set_option("dual_feasibility_tolerance", feasible)
        .set_option("mip_allow_restart", !tiny)
        .set_option("mip_allow_cut_separation_at_nodes", !tiny)
        .set_option("presolve", if presolve { "choose" } else { "off" })
        .set_option("mip_max_nodes", most(limits.nodes))
        .set_option("simplex_iteration_limit", most(limits.iterations));
    Ok(match limits.time {
        Some(time) => model.with_time_limit(time.as_secs_f64()),
        None => model,
    })
}

fn relative_gap(limits: &Limits) -> f64 {
    f64::from(limits.gap.unwrap_or(0)) / 1e6
}

#[cfg(not(feature = "highs"))]
fn configured(
    problem: good_lp::variable::UnsolvedProblem,
    limits: &Limits,
    _tiny: bool,
    _presolve: bool,
) -> Result<Configured, MipError> {
    let model = problem
        .using(good_lp::microlp)
        .with_mip_gap(relative_gap(limits) as f32)
        .map_err(|error| MipError::Solver(error.to_string()))?;
    Ok(match limits.time {
        Some(time) => model.with_time_limit(time.as_secs_f64()),
        None => model,
    })
}

fn constraint(columns: &[Variable], terms: &[(Column, i64)], side: Side) -> Constraint {
    let row: Expression = terms.iter().map(|(c, factor)| *factor as f64 * columns[c.0]).sum();
    match side {
        Side::AtLeast(bound) => row.geq(bound as f64),
        Side::AtMost(bound) => row.leq(bound as f64),
        Side::Equal(bound) => row.eq(bound as f64),
    }
}

fn failure(error: ResolutionError) -> MipError {
    match error {
        ResolutionError::Infeasible => MipError::Infeasible,
        ResolutionError::Other("NoSolutionFound")
        | ResolutionError::Other("Time limit reached before finding a feasible solution") => {
            MipError::NoIncumbent
        }
        other => MipError::Solver(other.to_string()),
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
