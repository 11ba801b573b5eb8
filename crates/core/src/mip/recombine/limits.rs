//! Rows for the limits on carers' hours.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Builder;
use crate::evaluate::timing::Tally;
use crate::mip::backend::{Column, Side};

impl Builder<'_> {
    /// Limits on rostered and on working time.
    pub(super) fn add_limits(&mut self) {
        let problem = self.scope.problem;
        let Some(calendar) = &problem.calendar else { return };
        let mut by_carer: BTreeMap<u32, Vec<(Column, Tally)>> = BTreeMap::new();
        for (index, route) in self.columns.routes.iter().enumerate() {
            let routes = by_carer.entry(self.carer(index)).or_default();
            routes.push((self.routes[index], route.tally));
        }
        for (carer, routes) in by_carer {
            let outside = self.scope.tallies_outside(carer);
            let info = &problem.carers[carer as usize];
            let mut at_most = |most: i64, part: &dyn Fn(&Tally) -> i64| {
                let row: Vec<_> = routes.iter().map(|(column, t)| (*column, part(t))).collect();
                let kept: i64 = outside.iter().map(part).sum();
                if row.iter().any(|(_, time)| *time > 0) {
                    self.model.row(row, Side::AtMost(most - kept));
                }
            };
            if let Some(cap) = info.hours.cap {
                at_most(cap, &|tally| tally.worked);
            }
            let Some(limits) = info.limits else { continue };
            if let Some(most) = limits.horizon {
                at_most(most, &|tally| tally.working);
            }
            let in_span = |from: i64, days: i64| {
                move |t: &Tally| {
                    if (from..from + days).contains(&t.day) { t.working } else { 0 }
                }
            };
            if let Some(most) = limits.day {
                let days: BTreeSet<i64> = routes.iter().map(|(_, tally)| tally.day).collect();
                days.into_iter().for_each(|day| at_most(most, &in_span(day, 1)));
            }
            if let Some(most) = limits.week {
                (0..calendar.weeks).for_each(|week| at_most(most, &in_span(week * 7, 7)));
            }
        }
    }
}
