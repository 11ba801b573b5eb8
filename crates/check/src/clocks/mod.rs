//! Three clocks: the same rota counted as contact time, as minimum-wage time and as working time.
//!
//! `docs/semantics.md` defines each. All of it is elapsed time; bands are read off the clock on the wall.

mod bands;

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{Band, Bands, Care, Carer, CarerId, Instance, Mode, PAID_GAP, Rota, Seconds};

use crate::clock::Ticks;
use crate::lookup::Lookup;
use crate::reading::{ReadRoute, Reading};

/// Ticks from `start` to `end` that lie outside of weekdays by day.
pub(crate) fn unsocial(reading: &Reading<'_>, start: Ticks, end: Ticks) -> Ticks {
    let usual = Bands::default();
    let bands = reading.instance().pay.as_ref().map_or(&usual, |pay| &pay.bands);
    bands::split(reading, bands, start, end)[1..].iter().sum()
}

/// What the clocks say of one carer. Times are in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarerClocks {
    /// The carer.
    pub carer: CarerId,
    /// With clients and awake, by band in the order of [`Band::ALL`]; waking nights are not here.
    pub contact: [Seconds; 4],
    /// Awake with clients on waking nights, by band.
    pub waking_nights: [Seconds; 4],
    /// How many sleep-ins.
    pub sleep_ins: i64,
    /// Asleep at clients' homes.
    pub asleep: Seconds,
    /// On the way from one visit to the next.
    pub travel: Seconds,
    /// On the way from the start place and to the end place.
    pub to_and_from: Seconds,
    /// Metres from one visit to the next.
    pub metres: i64,
    /// Waiting in gaps that are paid.
    pub waiting: Seconds,
    /// Waiting in longer gaps: the carer's own time.
    pub own_time: Seconds,
    /// From setting out to return, without own time: what rest and the 48 hours count.
    pub working: Seconds,
    /// From the first start to the last end of each route: what contracts count.
    pub rostered: Seconds,
    /// With clients, awake or asleep, outside of weekdays by day.
    pub unsocial: Seconds,
    /// Dates on which the carer sets out twice or more.
    pub split_days: i64,
    /// How the carer gets about; `None` for somebody whom the problem does not have.
    pub mode: Option<Mode>,
}

impl CarerClocks {
    /// The clocks of somebody without a route.
    pub(crate) fn idle(carer: &Carer) -> Self {
        clocks_of(&carer.id, Some(carer.mode), 1, [[0; 4]; 2], &Sums::default())
    }

    /// Awake with clients: what is billed.
    pub fn contact_time(&self) -> Seconds {
        self.contact.iter().chain(&self.waking_nights).sum()
    }

    /// Contact, travel between visits and paid waiting: what the minimum wage is due for.
    pub fn minimum_wage_time(&self) -> Seconds {
        self.contact_time() + self.travel + self.waiting
    }
}

/// The clocks of every carer who has a route, in the instance's order.
pub fn clocks(instance: &Instance, rota: &Rota) -> Vec<CarerClocks> {
    let lookup = Lookup::new(instance);
    let reading = Reading::new(&lookup, rota);
    let mut routes: BTreeMap<&CarerId, Vec<&ReadRoute<'_>>> = BTreeMap::new();
    for route in &reading.routes {
        if !route.stops.is_empty() {
            routes.entry(&route.route.carer).or_default().push(route);
        }
    }
    let known = instance.carers.iter().map(|carer| &carer.id);
    let strangers: Vec<&CarerId> =
        routes.keys().copied().filter(|id| lookup.carer(id).is_none()).collect();
    let order = known.chain(strangers);
    order.filter_map(|id| Some(of_carer(&reading, id, routes.get(id)?))).collect()
}

/// Working time of one route in ticks: from setting out to return, without waits that are the carer's own time.
pub(crate) fn working(reading: &Reading<'_>, route: &ReadRoute<'_>) -> Ticks {
    let gap = paid_gap(reading);
    let waits = route.stops.iter().map(|stop| stop.waited);
    route.finish - route.depart - waits.filter(|wait| *wait > gap).sum::<Ticks>()
}

/// The longest paid wait, in ticks.
fn paid_gap(reading: &Reading<'_>) -> Ticks {
    let seconds = reading.instance().pay.as_ref().map_or(PAID_GAP, |pay| pay.paid_gap);
    Ticks::from(seconds) * Ticks::from(reading.instance().ticks_per_minute.max(1)) / 60
}

fn of_carer(reading: &Reading<'_>, carer: &CarerId, routes: &[&ReadRoute<'_>]) -> CarerClocks {
    let instance = reading.instance();
    let usual = Bands::default();
    let bands = instance.pay.as_ref().map_or(&usual, |pay| &pay.bands);
    let gap = paid_gap(reading);
    let (mut contact, mut nights) = ([0; 4], [0; 4]);
    let mut sum = Sums::default();
    let mut dates = BTreeSet::new();
    for route in routes {
        sum.working += working(reading, route);
        if let (Some(first), Some(last)) = (route.stops.first(), route.stops.last()) {
            sum.rostered += last.end - first.start;
        }
        for (place, stop) in route.stops.iter().enumerate() {
            let leg = stop.leg.unwrap_or_default();
            if place == 0 {
                sum.to_and_from += leg.seconds;
            } else {
                sum.travel += leg.seconds;
                sum.metres += leg.metres;
            }
            if stop.waited > gap {
                sum.own_time += stop.waited
            } else {
                sum.waiting += stop.waited
            }
            let split = bands::split(reading, bands, stop.start, stop.end);
            sum.unsocial += split[1..].iter().sum::<Ticks>();
            match stop.visit.care {
                Care::Visit => contact.iter_mut().zip(split).for_each(|(all, one)| *all += one),
                Care::WakingNight => {
                    nights.iter_mut().zip(split).for_each(|(all, one)| *all += one)
                }
                Care::SleepIn => {
                    sum.sleep_ins += 1;
                    sum.asleep += stop.end - stop.start;
                }
            }
        }
        sum.to_and_from += route.last_leg.unwrap_or_default().seconds;
        let date = reading.clock().calendar(route.depart).map(|at| instance.zone.date(at));
        if !dates.insert(date) {
            sum.split.insert(date);
        }
    }
    let mode = routes.first().and_then(|route| route.carer).map(|carer| carer.mode);
    clocks_of(carer, mode, instance.ticks_per_minute, [contact, nights], &sum)
}

fn clocks_of(
    carer: &CarerId,
    mode: Option<Mode>,
    ticks_per_minute: i64,
    [contact, nights]: [[Ticks; 4]; 2],
    sum: &Sums,
) -> CarerClocks {
    // Absurd times are cut where many can still be added up.
    let small = |number: i128| i64::try_from(number.clamp(-MOST, MOST)).unwrap_or(0);
    let seconds = |ticks: Ticks| small(ticks * 60 / Ticks::from(ticks_per_minute.max(1)));
    CarerClocks {
        carer: carer.clone(),
        contact: contact.map(seconds),
        waking_nights: nights.map(seconds),
        sleep_ins: sum.sleep_ins,
        asleep: seconds(sum.asleep),
        travel: seconds(sum.travel),
        to_and_from: seconds(sum.to_and_from),
        metres: small(sum.metres),
        waiting: seconds(sum.waiting),
        own_time: seconds(sum.own_time),
        working: seconds(sum.working),
        rostered: seconds(sum.rostered),
        unsocial: seconds(sum.unsocial),
        split_days: i64::try_from(sum.split.len()).unwrap_or(i64::MAX),
        mode,
    }
}

/// No time or distance of a rota is more than this, in seconds or metres.
const MOST: i128 = 1_000_000_000_000;

/// Sums over a carer's stops, in ticks.
#[derive(Default)]
struct Sums {
    sleep_ins: i64,
    asleep: Ticks,
    travel: Ticks,
    to_and_from: Ticks,
    metres: i128,
    waiting: Ticks,
    own_time: Ticks,
    working: Ticks,
    rostered: Ticks,
    unsocial: Ticks,
    split: BTreeSet<Option<chrono::NaiveDate>>,
}

/// Where a band stands in arrays.
pub(crate) const fn place(band: Band) -> usize {
    match band {
        Band::Weekday => 0,
        Band::Evening => 1,
        Band::Weekend => 2,
        Band::BankHoliday => 3,
    }
}
