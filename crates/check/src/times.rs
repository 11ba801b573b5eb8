//! Written times against derived ones, to the tick.

use rota_model::Instant;

use crate::clock::{Clock, Ticks, ticks};
use crate::finding::Violation;
use crate::reading::{ReadRoute, Reading};

/// Every written time that contradicts the starts, the durations and the legs.
///
/// Routes in which something is unknown are passed over: their times cannot be derived.
pub(crate) fn faults(reading: &Reading<'_>) -> Vec<Violation> {
    let whole = reading.routes.iter().filter(|route| route.whole);
    whole.flat_map(|route| of_route(reading.clock(), route)).collect()
}

fn of_route(clock: Clock<'_>, read: &ReadRoute<'_>) -> Vec<Violation> {
    let route = read.route;
    let who = format!("carer {} (shift {})", route.carer, route.shift);
    let mut faults = Vec::new();
    let mut hold = |code, what: String, written: Instant, derived: Ticks, why: String| {
        let off = ticks(written) - derived;
        if off != 0 {
            faults.push(Violation::contradiction(
                code,
                format!(
                    "{what} at {}, but {why} makes it {}: {} {}",
                    clock.at(ticks(written)),
                    clock.at(derived),
                    clock.span(off),
                    if off > 0 { "too late" } else { "too early" }
                ),
            ));
        }
    };

    let to_first = read.stops.first().and_then(|stop| stop.leg).unwrap_or_default().seconds;
    hold(
        "depart-wrong",
        format!("{who} is said to set out"),
        route.depart,
        read.depart,
        format!("the first start less {} of travel", clock.span(to_first)),
    );
    let mut previous: Option<&str> = None;
    for stop in &read.stops {
        let visit = stop.visit.id.as_str();
        let leg = clock.span(stop.leg.unwrap_or_default().seconds);
        let why = match previous {
            None => "arriving just as care starts at the first door".to_owned(),
            Some(previous) => format!("the end of {previous} plus {leg} of travel"),
        };
        hold(
            "arrive-wrong",
            format!("{who} is said to arrive at {visit}"),
            stop.stop.arrive,
            stop.arrive,
            why,
        );
        hold(
            "end-wrong",
            format!("{who} is said to end {visit}"),
            stop.stop.end,
            stop.end,
            format!("its start plus {} of care", clock.span(stop.slot.duration.into())),
        );
        previous = Some(visit);
    }
    let home = read.last_leg.unwrap_or_default().seconds;
    hold(
        "finish-wrong",
        format!("{who} is said to finish"),
        route.finish,
        read.finish,
        format!("the last end plus {} of travel", clock.span(home)),
    );
    faults
}
