//! Time rostered against the hours engaged for.

use std::collections::BTreeMap;

use rota_model::{CarerId, Contract, RuleId, Seconds};

use crate::clock::Ticks;
use crate::finding::Violation;
use crate::reading::Reading;

/// For each carer with a contract: who, the contract and the time worked, from first start to last end of each route.
fn worked<'a>(reading: &Reading<'a>) -> Vec<(&'a CarerId, &'a Contract, Ticks)> {
    let mut worked: BTreeMap<&CarerId, Ticks> = BTreeMap::new();
    for route in &reading.routes {
        if let (Some(first), Some(last)) = (route.stops.first(), route.stops.last()) {
            *worked.entry(&route.route.carer).or_default() += last.end - first.start;
        }
    }
    let carers = reading.instance().carers.iter();
    let engaged = carers.filter_map(|carer| {
        let time = worked.get(&carer.id).copied().unwrap_or(0);
        carer.contract.as_ref().map(|contract| (&carer.id, contract, time))
    });
    engaged.collect()
}

/// What `time` in a period comes to over the horizon, in proportion, rounded down, less what was carried over.
fn over_horizon(reading: &Reading<'_>, contract: &Contract, time: Seconds) -> Ticks {
    let days = Ticks::from(reading.instance().days);
    let part = (Ticks::from(time) * days).div_euclid(Ticks::from(contract.period_days.max(1)));
    (part - Ticks::from(contract.carried)).max(0)
}

/// Sums `part(limit, worked)` over all contracts that have the limit.
fn sum(
    reading: &Reading<'_>,
    limit: impl Fn(&Contract) -> Option<Seconds>,
    part: impl Fn(Ticks, Ticks) -> Ticks,
) -> i128 {
    let parts = worked(reading).into_iter().filter_map(|(_, contract, worked)| {
        limit(contract).map(|time| part(over_horizon(reading, contract, time), worked))
    });
    parts.sum()
}

/// Time short of the guaranteed hours.
pub(crate) fn under(reading: &Reading<'_>) -> i128 {
    sum(reading, |contract| contract.min, |limit, worked| (limit - worked).max(0))
}

/// Time beyond the most.
pub(crate) fn over(reading: &Reading<'_>) -> i128 {
    sum(reading, |contract| contract.max, |limit, worked| (worked - limit).max(0))
}

/// Carers with more time than the most.
pub(crate) fn too_long(reading: &Reading<'_>) -> Vec<Violation> {
    let clock = reading.clock();
    let mut faults = Vec::new();
    for (carer, contract, worked) in worked(reading) {
        let Some(most) = contract.max.map(|most| over_horizon(reading, contract, most)) else {
            continue;
        };
        if worked > most {
            let text = format!(
                "{carer} is rostered for {}; the contract has {} at most",
                clock.span(worked),
                clock.span(most)
            );
            faults.push(Violation::of(RuleId::ContractOver, text));
        }
    }
    faults
}

/// Time away from the target, either way.
pub(crate) fn off_target(reading: &Reading<'_>) -> i128 {
    sum(reading, |contract| contract.target, |limit, worked| (worked - limit).abs())
}
