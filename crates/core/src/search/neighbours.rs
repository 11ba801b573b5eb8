//! Which visits are near which: in place, and in time on the same days.

use rayon::prelude::*;

use crate::problem::Problem;

/// How many neighbours each visit has at most.
const MOST: usize = 100;

/// For each visit the visits near it, nearest first; rests are near nothing.
#[derive(Debug, Clone)]
pub struct Neighbours {
    lists: Vec<Vec<u32>>,
}

/// One window of one visit: first and last soft start.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: i64,
    to: i64,
    visit: u32,
}

impl Neighbours {
    /// Ranks visits by the leg between them plus a share of the time between their windows.
    ///
    /// Complexity: quadratic in the visits of half a day; in parallel.
    pub fn new(problem: &Problem) -> Self {
        let mut spans: Vec<Span> = problem
            .calls()
            .flat_map(|(visit, info)| {
                info.windows.iter().map(move |w| Span {
                    from: w.soft_earliest,
                    to: w.soft_latest,
                    visit,
                })
            })
            .collect();
        spans.sort_by_key(|span| (span.from, span.visit));
        let longest = spans.iter().map(|span| span.to - span.from).max().unwrap_or(0);
        let lists = (0..problem.visits.len() as u32)
            .into_par_iter()
            .map(|visit| match problem.is_rest(problem.nodes_of(visit).start) {
                true => Vec::new(),
                false => nearest(problem, &spans, longest, visit),
            })
            .collect();
        Self { lists }
    }

    /// Visits near a visit, nearest first, without itself.
    pub fn of(&self, visit: u32) -> &[u32] {
        &self.lists[visit as usize]
    }
}

fn nearest(problem: &Problem, spans: &[Span], longest: i64, visit: u32) -> Vec<u32> {
    /// Visits further apart in time than this are no neighbours.
    const REACH: i64 = 6 * 3600;
    let place = problem.node(problem.visit(visit).nodes.start).place;
    let mut ranked: Vec<(i64, u32)> = Vec::new();
    for window in &problem.visit(visit).windows {
        let (from, to) = (window.soft_earliest, window.soft_latest);
        let begin = spans.partition_point(|span| span.from < from - longest - REACH);
        let near = spans[begin..].iter().take_while(|span| span.from <= to + REACH);
        ranked.extend(near.filter(|span| span.visit != visit && span.to >= from - REACH).map(
            |span| {
                let there = problem.node(problem.visit(span.visit).nodes.start).place;
                let apart = (span.from - to).max(from - span.to).max(0);
                let ways = problem.leg(0, place, there) + problem.leg(0, there, place);
                (ways + apart / 2, span.visit)
            },
        ));
    }
    // Visits of several windows occur several times, so a few more than enough are kept at first.
    if ranked.len() > 4 * MOST {
        ranked.select_nth_unstable(4 * MOST);
        ranked.truncate(4 * MOST);
    }
    ranked.sort_unstable();
    let mut list: Vec<u32> = Vec::with_capacity(MOST);
    for (_, other) in ranked {
        if list.len() == MOST {
            break;
        }
        if !list.contains(&other) {
            list.push(other);
        }
    }
    list
}
