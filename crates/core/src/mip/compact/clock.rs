//! Routes with their rests by the clock, in plain loops: what the model's answers are held against.

use rota_model::{Rest, RestAt};

use crate::mip::{days, ledger, limits, rules};
use crate::problem::Problem;

/// What a route with its rests comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Timed {
    pub(super) depart: i64,
    pub(super) arrivals: Vec<i64>,
    pub(super) finish: i64,
    /// As the score sheet counts it.
    pub(super) waiting: i64,
    /// As limits count it.
    pub(super) working: i64,
    /// Breaks that are asked for and missed.
    pub(super) missed: i64,
    /// Whether all times are in order, the shift's among them.
    pub(super) in_time: bool,
}

/// Times a route with care.
pub(super) fn timed(
    problem: &Problem,
    shift: u32,
    route: &[u32],
    starts: &[i64],
    rests: &[Rest],
) -> Timed {
    let (at, legs) = (problem.shift(shift), ledger::legs(problem, shift, route));
    let of = |leg: usize, at: RestAt| rests.iter().filter(move |r| r.stops == leg && r.at == at);
    let mut timed = Timed { in_time: true, ..Timed::default() };
    let gap = problem.calendar.as_ref().map_or(i64::MAX, |calendar| calendar.paid_gap);
    let (mut free, mut own) = (at.agreed_start, 0);
    for (k, leg) in legs.iter().enumerate() {
        let stop = route.get(k).map(|node| {
            (ledger::begin(problem, *node, starts), ledger::end(problem, *node, starts))
        });
        let [leaves, rested] = timed.in_turn(of(k, RestAt::BeforeLeg), free);
        let arrive = match stop {
            Some((start, _)) if k == 0 => {
                of(k, RestAt::AfterLeg).next().map_or(start, |rest| rest.start.0)
            }
            _ => leaves + leg,
        };
        if k == 0 {
            timed.depart = arrive - leg;
            timed.in_time &= timed.depart >= leaves.max(at.start);
        }
        let [ready, rested_there] = timed.in_turn(of(k, RestAt::AfterLeg), arrive);
        let Some((start, end)) = stop else {
            timed.finish = arrive;
            timed.waiting += leaves - free - rested;
            continue;
        };
        timed.in_time &= start >= ready;
        if k > 0 {
            let wait = start - free - leg - rested - rested_there;
            timed.waiting += wait;
            own += if wait > gap { wait } else { 0 };
        }
        timed.arrivals.push(arrive);
        free = end;
    }
    timed.in_time &= timed.finish <= at.end;
    timed.working = timed.finish - timed.depart - own;
    timed.missed = missed(problem, shift, route.len(), &timed, rests);
    timed
}

impl Timed {
    /// When rests at one place are over, the first one beginning at `free` or later, and how long they are.
    fn in_turn<'a>(&mut self, rests: impl Iterator<Item = &'a Rest>, free: i64) -> [i64; 2] {
        rests.fold([free, 0], |[free, length], rest| {
            self.in_time &= free <= rest.start.0;
            [rest.end.0, length + rest.end.0 - rest.start.0]
        })
    }
}

/// Breaks that are asked for of a route with so many stops, and that no rest fits.
fn missed(problem: &Problem, shift: u32, stops: usize, timed: &Timed, rests: &[Rest]) -> i64 {
    let breaks = problem.breaks.of(shift).iter().enumerate();
    let missed = breaks.filter(|(of, asked)| {
        let is_long = asked.after.is_none_or(|after| timed.finish - timed.depart > after);
        let fits = |rest: &Rest| {
            rest.of == *of
                && asked.earliest <= rest.start
                && rest.end <= asked.latest
                && rest.end.0 - rest.start.0 >= asked.least
                && (asked.at_ends || (1..stops).contains(&rest.stops))
        };
        is_long && (stops > 1 || asked.at_ends) && !rests.iter().any(fits)
    });
    missed.count() as i64
}

/// A plan with its rests.
pub(super) struct Rested<'a> {
    /// Without any rests of its own.
    pub(super) problem: &'a Problem,
    pub(super) routes: &'a [Vec<u32>],
    pub(super) starts: &'a [i64],
    pub(super) rests: &'a [Vec<Rest>],
}

impl Rested<'_> {
    /// A shift's route by the clock; `None` when there is none.
    pub(super) fn timed(&self, shift: u32) -> Option<Timed> {
        let (route, rests) = (&self.routes[shift as usize], &self.rests[shift as usize]);
        let used = !route.is_empty();
        used.then(|| timed(self.problem, shift, route, self.starts, rests))
    }

    /// The first rule that it breaks, in words for developers; `None` when it keeps them all.
    pub(super) fn fault(&self) -> Option<String> {
        let Self { problem, routes, starts, .. } = *self;
        if let Some(fault) = rules::fault(problem, routes, starts) {
            return Some(fault);
        }
        let times: Vec<Option<Timed>> =
            (0..routes.len() as u32).map(|shift| self.timed(shift)).collect();
        for (shift, timed) in times.iter().enumerate() {
            let Some(timed) = timed else { continue };
            if !timed.in_time {
                return Some(format!("shift {shift}: out of time for its rests"));
            }
            if problem.breaks.enforced && timed.missed > 0 {
                return Some(format!("shift {shift}: no break"));
            }
        }
        let of = |shift: u32| times[shift as usize].as_ref();
        let out = |shift: u32| of(shift).map(|timed| (timed.depart, timed.finish));
        (0..problem.carers.len() as u32).find_map(|carer| {
            let tired = || {
                let calendar = problem.calendar.as_ref()?;
                let working =
                    |shift| of(shift).map(|timed| (calendar.day(timed.depart), timed.working));
                limits::fault_of(problem, carer, working)
            };
            let what = days::fault(problem, carer, out).or_else(tired)?;
            Some(format!("carer {carer}: {what}, with rests"))
        })
    }

    /// What it costs, in grains: every line of the score sheet.
    pub(super) fn cost(&self) -> i64 {
        let Self { problem, routes, starts, .. } = *self;
        let prices = &problem.prices;
        let resting = (0..).zip(routes).filter_map(|(shift, route)| {
            let timed = self.timed(shift)?;
            let over = (timed.finish - problem.shift(shift).overtime_from).max(0);
            let with = prices.overtime * over
                + prices.waiting * timed.waiting
                + problem.breaks.price * timed.missed;
            Some(with - ledger::timing_cost(problem, shift, route, starts))
        });
        ledger::cost(problem, routes, starts) + resting.sum::<i64>()
    }
}
