//! Which visits are near which: in place, and in time on the same days; and which are alike on other days.

use rayon::prelude::*;

use crate::problem::{Problem, Visit};

/// How many neighbours each visit has at most.
const MOST: usize = 100;

/// Visits of a client on two days are alike if their first windows open at most one part in so many of a day apart.
const ABOUT: i64 = 24;

/// For each visit the visits near it, nearest first; rests are near nothing.
#[derive(Debug, Clone)]
pub struct Neighbours {
    lists: Vec<Vec<u32>>,
    twins: Vec<Vec<Twin>>,
}

/// A visit that is alike on another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twin {
    /// Its index.
    pub visit: u32,
    /// How many days later it is.
    pub days: i64,
    /// How much later its first window opens, in ticks.
    pub later: i64,
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
        let twins = problem.calls().map(|(_, visit)| twins(problem, visit)).collect();
        Self { lists, twins }
    }

    /// Visits near a visit, nearest first, without itself.
    pub fn of(&self, visit: u32) -> &[u32] {
        &self.lists[visit as usize]
    }

    /// Visits like this one on other days: of the same client, at about the same time, with as many slots. None for a rest.
    pub fn twins(&self, visit: u32) -> &[Twin] {
        self.twins.get(visit as usize).map_or(&[], Vec::as_slice)
    }
}

fn twins(problem: &Problem, of: &Visit) -> Vec<Twin> {
    let (day, opens) = (problem.day.max(1), of.windows[0].soft_earliest);
    let twin = |&visit: &u32| {
        let other = problem.visit(visit);
        let later = other.windows[0].soft_earliest - opens;
        let days = (later + day / 2).div_euclid(day);
        let is_alike = days != 0
            && (later - days * day).abs() <= day / ABOUT
            && other.nodes.len() == of.nodes.len();
        is_alike.then_some(Twin { visit, days, later })
    };
    problem.clients[of.client as usize].visits.iter().filter_map(twin).collect()
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
