//! Indices of continuity from counts of who came.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use rota_model::{CarerId, Client, VisitId};

use super::count;
use crate::clock::Ticks;
use crate::reading::{ReadStop, Reading};
use crate::share::Share;

/// The carers of one visit.
pub(super) type Crew<'a> = BTreeSet<&'a CarerId>;

/// The crews of a client's visits, by start and then by name.
pub(super) fn visits<'a>(stops: &[&ReadStop<'a>]) -> Vec<Crew<'a>> {
    let mut visits: BTreeMap<&VisitId, (Ticks, Crew<'a>)> = BTreeMap::new();
    for stop in stops {
        let entry = visits.entry(&stop.visit.id).or_insert((stop.visit_start, Crew::new()));
        entry.0 = entry.0.min(stop.visit_start);
        entry.1.insert(stop.carer_id);
    }
    let mut ordered: Vec<_> = visits.into_iter().collect();
    ordered.sort_by_key(|(id, (start, _))| (*start, *id));
    ordered.into_iter().map(|(_, (_, crew))| crew).collect()
}

/// Different carers in the days up to the end of the horizon, visits before it included.
pub(super) fn faces_over(
    reading: &Reading<'_>,
    client: &Client,
    stops: &[&ReadStop<'_>],
    days: u32,
) -> usize {
    let instance = reading.instance();
    // The first date of the period: `days` before the first date after the horizon.
    let first = instance
        .start
        .checked_add_days(Days::new(instance.days.into()))
        .and_then(|end| end.checked_sub_days(Days::new(days.into())));
    let Some(first) = first else { return 0 };
    let zone = instance.zone;
    let mut faces: BTreeSet<&CarerId> = BTreeSet::new();
    for stop in stops {
        let date = reading.clock().calendar(stop.visit_start).map(|instant| zone.date(instant));
        if date.is_some_and(|date| first <= date) {
            faces.insert(stop.carer_id);
        }
    }
    for past in &client.history {
        if first <= past.date && past.date < instance.start {
            faces.insert(&past.carer);
        }
    }
    faces.len()
}

/// Bice and Boxerman (1977): the sum over carers of n(n - 1), of N(N - 1).
pub(super) fn coc(stops: &[&ReadStop<'_>]) -> Share {
    let mut counts: BTreeMap<&CarerId, i64> = BTreeMap::new();
    for stop in stops {
        *counts.entry(stop.carer_id).or_default() += 1;
    }
    let all = count(stops.len());
    Share { part: counts.values().map(|n| n * (n - 1)).sum(), whole: all * (all - 1).max(0) }
}

/// Breslau and Reeb (1975): visits with the most frequent carer, of all visits.
pub(super) fn upc(visits: &[Crew<'_>]) -> Share {
    let mut counts: BTreeMap<&CarerId, i64> = BTreeMap::new();
    for carer in visits.iter().flatten() {
        *counts.entry(*carer).or_default() += 1;
    }
    Share { part: counts.values().copied().max().unwrap_or(0), whole: count(visits.len()) }
}

/// Steinwachs (1979): visits with a carer of the visit before, of all visits after the first.
pub(super) fn secon(visits: &[Crew<'_>]) -> Share {
    let same = visits.windows(2).filter(|two| !two[0].is_disjoint(&two[1])).count();
    Share { part: count(same), whole: count(visits.len().saturating_sub(1)) }
}
