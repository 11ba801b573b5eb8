//! An exact answer as a rota.

use rota_model::{Instance, Instant, Level, Rota, RuleId};

use super::Exact;
use super::clock::{Rested, Timed};
use crate::problem::Problem;
use crate::publish;
use crate::search::Plan;

impl Exact {
    /// Writes the answer as a rota. The plan of the search knows rests before legs only: here they are added afterwards, and the
    /// lines of the score sheet that they bear on are measured anew.
    pub fn rota(&self, instance: &Instance, problem: &Problem) -> Rota {
        let Self { routes, starts, rests, cost, .. } = self;
        let plan = Plan { routes: routes.clone(), starts: starts.clone(), cost: *cost };
        let mut rota = publish(instance, problem, &plan);
        let bare = problem.without_rests();
        let rested = Rested { problem: &bare, routes, starts, rests };
        let shifts = (0..routes.len() as u32).zip(rests);
        let timed: Vec<_> = shifts
            .filter_map(|(shift, rests)| rested.timed(shift).map(|timed| (shift, timed, rests)))
            .collect();
        for (route, (_, timed, rests)) in rota.routes.iter_mut().zip(&timed) {
            (route.depart, route.finish) = (Instant(timed.depart), Instant(timed.finish));
            route.rests = rests.to_vec();
            for (stop, arrive) in route.stops.iter_mut().zip(&timed.arrivals) {
                stop.arrive = Instant(*arrive);
            }
        }
        let sum = |measure: &dyn Fn(u32, &Timed) -> i64| -> i64 {
            timed.iter().map(|(shift, timed, _)| measure(*shift, timed)).sum()
        };
        for line in &mut rota.sheet.lines {
            let measure = match line.rule {
                RuleId::Waiting => sum(&|_, timed| timed.waiting),
                RuleId::MissedBreak => sum(&|_, timed| timed.missed),
                RuleId::ShiftEnd => {
                    sum(&|shift, timed| (timed.finish - bare.shift(shift).overtime_from).max(0))
                }
                _ => continue,
            };
            if let Level::Priced(rate) = instance.policy.level(line.rule) {
                (line.measure, line.price) = (measure, rate.price(measure));
            }
        }
        rota
    }
}
