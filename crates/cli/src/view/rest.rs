//! The rest of a carer between one day with work and the next.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rota_model::{CarerId, Instance, Instant, Rota, Seconds};
use serde::Serialize;

use super::clock::{Clock, day, span};
use super::figures::Figure;
use super::groups::figure;
use super::lookup::Lookup;

/// A carer's shortest rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ShortestRest {
    pub(crate) seconds: Seconds,
    /// As `11 h 30 before Tue 24 Nov`.
    pub(crate) text: String,
}

/// Each carer's shortest rest between the last return of a day and setting out on the next day with work, past work
/// included. Carers with work on fewer than two days have none.
pub(crate) fn shortest<'a>(
    instance: &'a Instance,
    rota: &'a Rota,
) -> BTreeMap<&'a CarerId, ShortestRest> {
    let clock = Clock::of(instance);
    let mut stints: BTreeMap<&CarerId, Vec<(Instant, Instant)>> = BTreeMap::new();
    for route in &rota.routes {
        stints.entry(&route.carer).or_default().push((route.depart, route.finish));
    }
    for carer in &instance.carers {
        if let Some(stints) = stints.get_mut(&carer.id) {
            stints.extend(carer.terms.past_work.iter().map(|past| (past.start, past.end)));
        }
    }
    let of_carer = |stints: Vec<(Instant, Instant)>| {
        let mut days: BTreeMap<NaiveDate, (Instant, Instant)> = BTreeMap::new();
        for (start, end) in stints {
            let whole = days.entry(clock.date(start)).or_insert((start, end));
            *whole = (whole.0.min(start), whole.1.max(end));
        }
        let days: Vec<_> = days.into_iter().collect();
        let rests = days.windows(2).filter(|pair| pair[1].0 >= instance.start).map(|pair| {
            let ((_, (_, last)), (date, (first, _))) = (pair[0], pair[1]);
            (clock.seconds(first - last), date)
        });
        let (seconds, date) = rests.min()?;
        Some(ShortestRest { seconds, text: format!("{} before {}", span(seconds), day(date)) })
    };
    stints.into_iter().filter_map(|(carer, stints)| Some((carer, of_carer(stints)?))).collect()
}

/// The shortest rest of all.
pub(super) fn figures(instance: &Instance, rota: &Rota, lookup: &Lookup<'_>) -> Vec<Figure> {
    let rests = shortest(instance, rota);
    let least = rests.into_iter().min_by_key(|(carer, rest)| (rest.seconds, *carer));
    let least = least.map(|(carer, rest)| {
        let who = lookup.carer_label(carer);
        figure("Shortest between two days with work", rest.text, Some(who))
    });
    least.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{agency, instance, rota};
    use super::*;

    #[test]
    fn the_shortest_rest_is_named_with_its_day() {
        let (instance, rota) = agency(2, 3);
        // Back at 13:45, out again at 06:40.
        let rests = shortest(&instance, &rota);
        assert_eq!(rests.len(), 2);
        assert!(rests.values().all(|rest| rest.text == "16 h 55 before Tue 24 Nov"));
        let (mut late, clock) = (rota, Clock::of(&instance));
        let tuesday = |at| day(clock.date(at)) == "Tue 24 Nov";
        for route in late.routes.iter_mut().filter(|route| tuesday(route.depart)) {
            route.finish = route.finish + 3600;
        }
        let rests = shortest(&instance, &late);
        assert!(rests.values().all(|rest| rest.text == "15 h 55 before Wed 25 Nov"));
    }

    #[test]
    fn work_on_one_day_has_no_rest_beside_it() {
        assert!(shortest(&instance(), &rota()).is_empty());
    }

    #[test]
    fn past_work_counts() {
        let mut instance = instance();
        let ann = &mut instance.carers[0];
        let out = rota().routes[0].depart;
        // From 20:45 to 21:45 the evening before; ann sets out at 06:45.
        let past = rota_model::Interval { start: out - 10 * 3600, end: out - 9 * 3600 };
        ann.terms.past_work.push(past);
        let rota = rota();
        let rests = shortest(&instance, &rota);
        let texts: Vec<_> = rests.values().map(|rest| rest.text.as_str()).collect();
        assert_eq!(texts, ["9 h 00 before Mon 23 Nov"]);
    }
}
