//! The breaks of all shifts as they are asked for, for whoever judges rests by the real times of routes.
//!
//! [`super::Rest`] and [`super::Watch`] are the search's view of them: only rests before a leg, only where a shift has room.

use rota_model::{Break, Instance, Level, RuleId};

use super::{Problem, Watch};

/// All breaks, whatever the rule on missed ones says.
#[derive(Debug, Clone, Default)]
pub struct Breaks {
    /// By shift, as the instance has them; times in ticks.
    of: Vec<Vec<Break>>,
    /// What a missed one costs; 0 where that has no price.
    pub price: i64,
    /// Whether none may be missed.
    pub enforced: bool,
}

impl Breaks {
    /// Those of an instance.
    pub(super) fn new(instance: &Instance) -> Self {
        let level = instance.policy.level(RuleId::MissedBreak);
        let shifts = instance.carers.iter().flat_map(|carer| &carer.shifts);
        Self {
            of: shifts.map(|shift| shift.breaks.clone()).collect(),
            price: if let Level::Priced(rate) = level { rate.0 } else { 0 },
            enforced: level == Level::Enforce,
        }
    }

    /// Those of a shift.
    pub fn of(&self, shift: u32) -> &[Break] {
        &self.of[shift as usize]
    }

    /// Whether no shift has any.
    pub fn is_empty(&self) -> bool {
        self.of.iter().all(Vec::is_empty)
    }

    /// Whether it matters if one is missed.
    pub fn count(&self) -> bool {
        self.enforced || self.price > 0
    }
}

impl Problem {
    /// The same problem, in which nobody rests and nothing says that they should, but [`Problem::breaks`]. Visits, nodes and
    /// shifts keep their indices.
    pub(crate) fn without_rests(&self) -> Self {
        let mut bare = self.clone();
        let calls = self.calls;
        bare.visits.truncate(calls);
        bare.nodes.truncate(bare.visits.last().map_or(0, |visit| visit.nodes.end as usize));
        bare.units.retain(|unit| unit.iter().all(|visit| (*visit as usize) < calls));
        for client in &mut bare.clients {
            client.visits.retain(|visit| (*visit as usize) < calls);
        }
        for shift in &mut bare.shifts {
            shift.used_price = self.prices.shift_used;
        }
        (bare.drawn, bare.listed) = (calls, bare.units.len());
        bare.rests.clear();
        bare.watch = Watch::default();
        bare
    }
}
