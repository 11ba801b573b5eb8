//! Time rostered against the hours engaged for.

use std::collections::BTreeMap;

use rota_model::{CarerId, Contract, Seconds};

use crate::clock::Ticks;
use crate::reading::Reading;

/// For each carer with a contract: the contract and the time worked, from first start to last end of each route.
fn worked<'a>(reading: &Reading<'a>) -> Vec<(&'a Contract, Ticks)> {
    let mut worked: BTreeMap<&CarerId, Ticks> = BTreeMap::new();
    for route in &reading.routes {
        if let (Some(first), Some(last)) = (route.stops.first(), route.stops.last()) {
            *worked.entry(&route.route.carer).or_default() += last.end - first.start;
        }
    }
    let carers = reading.instance().carers.iter();
    let engaged = carers.filter_map(|carer| {
        let time = worked.get(&carer.id).copied().unwrap_or(0);
        carer.contract.as_ref().map(|contract| (contract, time))
    });
    engaged.collect()
}

/// What `time` in a period comes to over the horizon, in proportion, rounded down.
fn over_horizon(reading: &Reading<'_>, contract: &Contract, time: Seconds) -> Ticks {
    let days = Ticks::from(reading.instance().days);
    (Ticks::from(time) * days).div_euclid(Ticks::from(contract.period_days.max(1)))
}

/// Sums `part(limit, worked)` over all contracts that have the limit.
fn sum(
    reading: &Reading<'_>,
    limit: impl Fn(&Contract) -> Option<Seconds>,
    part: impl Fn(Ticks, Ticks) -> Ticks,
) -> i128 {
    let parts = worked(reading).into_iter().filter_map(|(contract, worked)| {
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

/// Time away from the target, either way.
pub(crate) fn off_target(reading: &Reading<'_>) -> i128 {
    sum(reading, |contract| contract.target, |limit, worked| (worked - limit).abs())
}
