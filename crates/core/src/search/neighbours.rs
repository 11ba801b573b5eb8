//! Which visits are near which: in place, and in time on the same days.

use rayon::prelude::*;

use crate::problem::Problem;

/// How many neighbours each visit has at most.
const MOST: usize = 100;

/// For each visit the visits near it, nearest first.
#[derive(Debug, Clone)]
pub struct Neighbours {
    lists: Vec<Vec<u32>>,
}

impl Neighbours {
    /// Ranks visits by the leg between them plus a share of the time between their windows.
    ///
    /// Complexity: quadratic in the visits of a day; in parallel.
    pub fn new(problem: &Problem) -> Self {
        let centres: Vec<(i64, i64)> = problem.visits.iter().map(window_span).collect();
        let mut by_time: Vec<u32> = (0..problem.visits.len() as u32).collect();
        by_time.sort_by_key(|&visit| (centres[visit as usize].0, visit));
        let longest = centres.iter().map(|(from, to)| to - from).max().unwrap_or(0);
        let lists = (0..problem.visits.len() as u32)
            .into_par_iter()
            .map(|visit| nearest(problem, &centres, &by_time, longest, visit))
            .collect();
        Self { lists }
    }

    /// Visits near a visit, nearest first, without itself.
    pub fn of(&self, visit: u32) -> &[u32] {
        &self.lists[visit as usize]
    }
}

/// First soft start and last soft start.
fn window_span(visit: &crate::problem::Visit) -> (i64, i64) {
    let windows = &visit.windows;
    (windows[0].soft_earliest, windows[windows.len() - 1].soft_latest)
}

fn nearest(
    problem: &Problem,
    spans: &[(i64, i64)],
    by_time: &[u32],
    longest: i64,
    visit: u32,
) -> Vec<u32> {
    const HALF_A_DAY: i64 = 12 * 3600;
    let (from, to) = spans[visit as usize];
    let reach = HALF_A_DAY.max(problem.visit(visit).duration);
    let begin = by_time.partition_point(|&v| spans[v as usize].0 < from - longest - reach);
    let end = by_time.partition_point(|&v| spans[v as usize].0 <= to + reach);
    let place = problem.node(problem.visit(visit).nodes.start).place;
    let mut ranked: Vec<(i64, u32)> = by_time[begin..end]
        .iter()
        .filter(|&&other| other != visit)
        .map(|&other| {
            let there = problem.node(problem.visit(other).nodes.start).place;
            let (a, b) = spans[other as usize];
            let apart = (a - to).max(from - b).max(0);
            (problem.leg(0, place, there) + problem.leg(0, there, place) + apart / 2, other)
        })
        .collect();
    if ranked.len() > MOST {
        ranked.select_nth_unstable(MOST);
        ranked.truncate(MOST);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, other)| other).collect()
}
