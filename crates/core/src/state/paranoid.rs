//! Everything that is kept up step by step, compared with what comes out from scratch.

use super::{State, UNSET};
use crate::evaluate::{full, timing};
use crate::mip::keeps_limits;

impl State<'_> {
    /// Panics unless cost, starts and positions are what a fresh evaluation of the routes gives.
    pub fn assert_agrees(&self) {
        self.assert_positions();
        self.assert_least_starts();
        self.assert_tallies();
        let mut plan = self.plan();
        timing::slide(self.problem, &mut plan);
        assert_eq!(self.cost, full::cost(self.problem, &plan), "incremental and full cost differ");
        let habits = self.price_of(&self.habit);
        assert_eq!(self.habit_price, habits, "the price of habits is out of date");
        let tired = keeps_limits(self.problem, &plan.routes, &plan.starts);
        assert!(tired, "somebody works for longer than a limit");
    }

    fn assert_tallies(&self) {
        let mut timer = timing::Timer::default();
        let mut worked = vec![0; self.worked.len()];
        for (shift, nodes) in (0..).zip(&self.routes) {
            let nodes = nodes.iter().copied();
            let start = |visit| self.start(visit);
            let tally = timer.tally(self.problem, shift, nodes, start, self.room(shift));
            assert_eq!(tally, *self.tally(shift), "route {shift} is not priced as it stands");
            worked[self.problem.shift(shift).carer as usize] += tally.worked;
        }
        assert_eq!(worked, self.worked, "rostered times are out of date");
    }

    fn assert_positions(&self) {
        let mut seen = 0;
        for (shift, nodes) in (0..).zip(&self.routes) {
            for (position, &node) in nodes.iter().enumerate() {
                assert_eq!(
                    (self.shift_of(node), self.position(node)),
                    (shift, position),
                    "node {node} is misplaced"
                );
                seen += 1;
            }
        }
        let allocated = (0..self.starts.len() as u32).filter(|v| self.allocated(*v));
        assert_eq!(
            seen,
            allocated.map(|v| self.problem.nodes_of(v).len()).sum::<usize>(),
            "half-served visits"
        );
    }

    /// Raises starts from the first windows by plain sweeps over all bounds until nothing changes.
    fn assert_least_starts(&self) {
        let problem = self.problem;
        let mut starts = vec![i64::MIN; self.starts.len()];
        loop {
            let mut moved = false;
            for visit in (0..self.starts.len() as u32).filter(|v| self.allocated(*v)) {
                let mut bound = self.hold(visit);
                for node in problem.nodes_of(visit) {
                    let run = problem.shift(self.shift_of(node));
                    let stop = problem.node(node);
                    let from = self.place_at(self.shift_of(node), self.position(node));
                    let leg = problem.leg(run.mode, from, stop.place_from(from));
                    let free = match self.previous(node).map(|before| problem.node(before)) {
                        Some(before) if starts[before.visit as usize] == i64::MIN => continue,
                        Some(before) => {
                            starts[before.visit as usize] + before.offset + before.duration + leg
                        }
                        None => self.opening_by(&starts, self.shift_of(node)) + leg,
                    };
                    bound = bound.max(free - stop.offset);
                }
                for gap in &problem.visit(visit).gaps {
                    if self.allocated(gap.other) && starts[gap.other as usize] != i64::MIN {
                        bound = bound.max(starts[gap.other as usize] - gap.most);
                    }
                }
                let start = problem.visit(visit).next_start(self.mask(visit), bound);
                let start = start.expect("a kept plan is feasible");
                moved |= start != starts[visit as usize];
                starts[visit as usize] = start;
            }
            if !moved {
                break;
            }
        }
        for (visit, start) in starts.iter().enumerate().filter(|(v, _)| self.starts[*v] != UNSET) {
            assert_eq!(self.starts[visit], *start, "visit {visit} is not at its least start");
        }
    }

    /// The earliest departure in a shift, given the starts found so far (`i64::MIN`: none yet).
    fn opening_by(&self, starts: &[i64], shift: u32) -> i64 {
        let problem = self.problem;
        let carer = &problem.carers[problem.shift(shift).carer as usize];
        let mut opens = problem.shift(shift).opens;
        let Some((duty, number)) = carer.duty_at(shift) else { return opens };
        let back = |other: usize| {
            let other = carer.shifts.start + other as u32;
            let last = *self.routes[other as usize].last()?;
            let (run, stop) = (problem.shift(other), problem.node(last));
            let home = problem.leg(run.mode, self.place_of(last), run.end_place);
            let start = starts[stop.visit as usize];
            Some(if start == i64::MIN {
                start / 2
            } else {
                start + stop.offset + stop.duration + home
            })
        };
        let before = (0..number).rev().find_map(|other| Some((other, back(other)?)));
        if let Some((other, back)) = before
            && let Some(rest) = duty.rest_between(other, number)
        {
            opens = opens.max(back + rest);
        }
        let is_first = duty.mates(number).all(|mate| mate >= number || back(mate).is_none());
        let last = duty.mates(number).filter_map(back).max();
        if let (Some(span), Some(last), true) = (duty.span(), last, is_first) {
            opens = opens.max(last - span);
        }
        opens
    }
}
