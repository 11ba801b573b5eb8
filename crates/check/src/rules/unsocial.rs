//! Evenings, nights and weekends beyond a carer's share of them.

use std::collections::BTreeMap;

use rota_model::{CarerId, VisitId};

use crate::clock::{Ticks, ticks};
use crate::clocks::unsocial;
use crate::reading::Reading;

/// Unsocial time of each slot, going by the earliest start that its visit may have.
fn asked<'a>(reading: &Reading<'a>) -> BTreeMap<(&'a VisitId, usize), Ticks> {
    let mut asked = BTreeMap::new();
    for visit in &reading.instance().visits {
        let Some(window) = visit.windows.first() else { continue };
        for (index, slot) in visit.slots.iter().enumerate() {
            let start = ticks(window.earliest) + Ticks::from(slot.offset);
            let time = unsocial(reading, start, start + Ticks::from(slot.duration));
            asked.insert((&visit.id, index), time);
        }
    }
    asked
}

/// Unsocial time beyond the share of each carer with contracted hours.
pub(crate) fn beyond_share(reading: &Reading<'_>) -> i128 {
    let asked = asked(reading);
    let days = Ticks::from(reading.instance().days);
    let mut hours: BTreeMap<&CarerId, Ticks> = BTreeMap::new();
    for carer in &reading.instance().carers {
        let Some(contract) = carer.contract else { continue };
        let engaged = contract.target.or(contract.min).or(contract.max).unwrap_or(0);
        let over = (Ticks::from(engaged) * days).div_euclid(contract.period_days.max(1).into());
        if over > 0 {
            hours.insert(&carer.id, over);
        }
    }
    let all_hours: Ticks = hours.values().sum();
    let all: Ticks = asked.values().sum();
    let mut beyond = 0;
    for (carer, own) in hours {
        let routes = reading.routes.iter().filter(|route| route.route.carer == *carer);
        let stops = routes.flat_map(|route| &route.route.stops);
        let borne: Ticks = stops.filter_map(|stop| asked.get(&(&stop.visit, stop.slot))).sum();
        beyond += (borne - (all * own).div_euclid(all_hours)).max(0);
    }
    beyond
}
