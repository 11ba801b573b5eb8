//! Instances written by hand, in a few readable lines.

mod parts;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use rota_model::{
    Carer, CarerId, Client, ClientId, Coordinates, GapFrom, GreatCircle, Instance, Instant, Level,
    Link, LinkKind, Matrix, Mode, Place, PlaceId, Policy, Rate, RuleId, Seconds, Travel, Visit,
    VisitId, Zone,
};

pub use parts::{CarerBuild, ClientBuild, VisitBuild};

/// Minutes in ticks.
pub const fn minutes(minutes: i64) -> Seconds {
    minutes * 60
}

/// The first day of the instance in its zone; turns written times into instants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) zone: Zone,
    pub(crate) start: NaiveDate,
}

impl Clock {
    /// Reads "07:30" (of the first day) or "+1 07:30" (of the day after it).
    pub(crate) fn at(self, text: &str) -> Instant {
        let (days, time) = match text.strip_prefix('+').and_then(|rest| rest.split_once(' ')) {
            Some((days, time)) => (days.parse().expect("days as in \"+1 07:30\""), time),
            None => (0, text),
        };
        let time = NaiveTime::parse_from_str(time, "%H:%M").expect("a time as in \"07:30\"");
        let date = self.start.checked_add_days(chrono::Days::new(days)).expect("a date in range");
        self.zone.resolve(date, time).earliest()
    }
}

/// Reads "2026-11-23".
pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date as in \"2026-11-23\"")
}

/// Builds an [`Instance`], from top to bottom: places first, then clients and carers, then visits and links.
///
/// Times are "07:30", or "+1 07:30" on the second day. Legs are in minutes, by car unless said otherwise;
/// legs that nobody mentions take [`Build::other_legs`] minutes (10 if not set). Policy is the catalogue's
/// unless [`Build::bare`] is called. Bad input panics, as is right in a test.
///
/// ```
/// use rota_model::{GapFrom, Rate, RuleId};
/// use rota_testkit::{Build, brute, minutes};
///
/// let instance = Build::day("2026-11-23")
///     .minutes_between("office", "rose-cottage", 7)
///     .client("ann", "rose-cottage", |c| c.usual("eve", 80))
///     .carer("eve", |c| c.shift("07:00", "14:00").from_to("office", "office").skill("insulin"))
///     .carer("joe", |c| c.shift("07:00", "14:00").from_to("office", "office"))
///     .visit("breakfast", "ann", |v| v.minutes(30).window("07:30", "08:30").double_up())
///     .visit("lunch", "ann", |v| v.minutes(45).window("11:00", "13:00").skill("insulin"))
///     .gap("breakfast", "lunch", GapFrom::End, Some(minutes(240)), None)
///     .bare()
///     .price(RuleId::UnallocatedNormal, Rate::pence_each(10_000))
///     .price(RuleId::Travel, Rate::pence_per_hour(600))
///     .instance();
///
/// // Two routes, each out and back: eve's with both visits, joe's with breakfast only.
/// let rota = brute::solve(&instance);
/// assert_eq!(rota.sheet.measure(RuleId::Travel), 4 * minutes(7));
/// assert_eq!(rota.sheet.total().pence(), 280);
/// ```
#[derive(Debug, Clone)]
pub struct Build {
    clock: Clock,
    places: Vec<Place>,
    legs: BTreeMap<(Mode, PlaceId, PlaceId), (Seconds, i64)>,
    other_legs: Seconds,
    instance: Instance,
}

impl Build {
    /// One day, such as "2026-11-23", in London.
    pub fn day(start: &str) -> Self {
        let clock =
            Clock { zone: Zone::named("Europe/London").expect("a known zone"), start: date(start) };
        Self {
            clock,
            places: Vec::new(),
            legs: BTreeMap::new(),
            other_legs: minutes(10),
            instance: Instance {
                travel: Travel { round_up_seconds: 60, ..Travel::default() },
                ..nothing_to_do("by hand".to_owned(), clock.zone, clock.start, 1)
            },
        }
    }

    /// Several days; 1 if not called.
    #[must_use]
    pub fn days(mut self, days: u32) -> Self {
        self.instance.days = days;
        self
    }

    /// Another zone; call it before any time is written.
    #[must_use]
    pub fn zone(mut self, name: &str) -> Self {
        self.clock.zone = Zone::named(name).expect("a known zone");
        self.instance.zone = self.clock.zone;
        self
    }

    /// A place; places are also made by being mentioned.
    #[must_use]
    pub fn place(mut self, id: &str) -> Self {
        self.mention(id);
        self
    }

    /// A place with coordinates, for great-circle travel.
    #[must_use]
    pub fn place_at(mut self, id: &str, latitude: f64, longitude: f64) -> Self {
        let at = self.mention(id);
        self.places[at].at = Some(Coordinates { latitude, longitude });
        self
    }

    /// Minutes by car in both directions.
    #[must_use]
    pub fn minutes_between(self, a: &str, b: &str, minutes: i64) -> Self {
        self.leg(Mode::Car, a, b, minutes, 0).leg(Mode::Car, b, a, minutes, 0)
    }

    /// Minutes by car in one direction.
    #[must_use]
    pub fn minutes_from_to(self, a: &str, b: &str, minutes: i64) -> Self {
        self.leg(Mode::Car, a, b, minutes, 0)
    }

    /// Minutes and metres in one direction by some mode.
    #[must_use]
    pub fn leg(mut self, mode: Mode, a: &str, b: &str, minutes: i64, metres: i64) -> Self {
        self.mention(a);
        self.mention(b);
        self.legs.insert((mode, a.into(), b.into()), (self::minutes(minutes), metres));
        self
    }

    /// Minutes of every leg that isn't mentioned, in every mode.
    #[must_use]
    pub fn other_legs(mut self, minutes: i64) -> Self {
        self.other_legs = self::minutes(minutes);
        self
    }

    /// Straight-line travel by a mode, for which no matrix is then made.
    #[must_use]
    pub fn great_circle(mut self, mode: Mode, shape: GreatCircle) -> Self {
        self.instance.travel.great_circle.insert(mode, shape);
        self
    }

    /// Great-circle times are rounded up to a multiple of this many seconds; 60 if not called.
    #[must_use]
    pub fn round_up(mut self, seconds: Seconds) -> Self {
        self.instance.travel.round_up_seconds = seconds;
        self
    }

    /// A client who lives at a place: `|c| c.usual("eve", 80)`, or `|c| c` for no wishes.
    #[must_use]
    pub fn client(
        mut self,
        id: &str,
        place: &str,
        with: impl FnOnce(ClientBuild) -> ClientBuild,
    ) -> Self {
        self.mention(place);
        let client: Client = with(ClientBuild::new(id, place)).client;
        self.instance.clients.push(client);
        self
    }

    /// A carer, by car unless told: `|c| c.shift("07:00", "14:00").from_to("office", "office")`.
    #[must_use]
    pub fn carer(mut self, id: &str, with: impl FnOnce(CarerBuild) -> CarerBuild) -> Self {
        let carer: Carer = with(CarerBuild::new(id, self.clock)).carer;
        for shift in &carer.shifts {
            for place in [&shift.start_place, &shift.end_place].into_iter().flatten() {
                self.mention(place.as_str());
            }
        }
        self.instance.carers.push(carer);
        self
    }

    /// A visit: `|v| v.minutes(30).window("07:30", "09:00")`. Without a window it may start at any time of the
    /// first day.
    #[must_use]
    pub fn visit(
        mut self,
        id: &str,
        client: &str,
        with: impl FnOnce(VisitBuild) -> VisitBuild,
    ) -> Self {
        let visit: Visit = with(VisitBuild::new(id, client, self.clock)).finish();
        assert!(
            self.instance.clients.iter().any(|c| c.id == visit.client),
            "client {client} of visit {id} is not there yet"
        );
        self.instance.visits.push(visit);
        self
    }

    /// A gap from the first visit to the second one's start.
    #[must_use]
    pub fn gap(
        self,
        first: &str,
        second: &str,
        from: GapFrom,
        min: Option<Seconds>,
        max: Option<Seconds>,
    ) -> Self {
        self.link(first, second, LinkKind::Gap { from, min, max })
    }

    /// Both visits by the same carers.
    #[must_use]
    pub fn same_carer(self, first: &str, second: &str) -> Self {
        self.link(first, second, LinkKind::SameCarer)
    }

    /// No carer serves both visits.
    #[must_use]
    pub fn different_carer(self, first: &str, second: &str) -> Self {
        self.link(first, second, LinkKind::DifferentCarer)
    }

    fn link(mut self, first: &str, second: &str, kind: LinkKind) -> Self {
        for id in [first, second] {
            assert!(
                self.instance.visits.iter().any(|v| v.id == VisitId::from(id)),
                "visit {id} of a link is not there yet"
            );
        }
        self.instance.links.push(Link { first: first.into(), second: second.into(), kind });
        self
    }

    /// Forgets the catalogue's prices and starts from [`Policy::bare`].
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.instance.policy = Policy::bare();
        self
    }

    /// Sets a rule's level.
    #[must_use]
    pub fn level(mut self, rule: RuleId, level: Level) -> Self {
        assert!(rule.allows(level), "{} does not allow {level:?}", rule.info().id);
        self.instance.policy = self.instance.policy.with(rule, level);
        self
    }

    /// Prices a rule.
    #[must_use]
    pub fn price(self, rule: RuleId, rate: Rate) -> Self {
        self.level(rule, Level::Priced(rate))
    }

    /// An instant as written in this instance, for expectations: "07:30" or "+1 07:30".
    pub fn at(&self, text: &str) -> Instant {
        self.clock.at(text)
    }

    /// The instance, with a matrix for each mode in use that has no great circle.
    pub fn instance(self) -> Instance {
        let mut instance = self.instance;
        let ids: Vec<PlaceId> = self.places.iter().map(|place| place.id.clone()).collect();
        for mode in Mode::ALL {
            let used = instance.carers.iter().any(|carer| carer.mode == mode);
            if !used || instance.travel.great_circle.contains_key(&mode) {
                continue;
            }
            let leg = |from: &PlaceId, to: &PlaceId| {
                let other = if from == to { 0 } else { self.other_legs };
                self.legs.get(&(mode, from.clone(), to.clone())).copied().unwrap_or((other, 0))
            };
            let table = |pick: fn((Seconds, i64)) -> i64| -> Vec<Vec<i64>> {
                ids.iter().map(|a| ids.iter().map(|b| pick(leg(a, b))).collect()).collect()
            };
            instance.travel.matrices.push(Matrix {
                modes: vec![mode],
                places: ids.clone(),
                seconds: table(|leg| leg.0),
                metres: table(|leg| leg.1),
            });
        }
        instance.places = self.places;
        check_names(&instance);
        instance
    }

    fn mention(&mut self, id: &str) -> usize {
        let id = PlaceId::from(id);
        if let Some(at) = self.places.iter().position(|place| place.id == id) {
            return at;
        }
        self.places.push(Place { id, at: None });
        self.places.len() - 1
    }
}

/// Names that tests easily mistype: twice the same, or of nobody.
fn check_names(instance: &Instance) {
    let visits: Vec<&VisitId> = instance.visits.iter().map(|v| &v.id).collect();
    let carers: Vec<&CarerId> = instance.carers.iter().map(|c| &c.id).collect();
    let clients: Vec<&ClientId> = instance.clients.iter().map(|c| &c.id).collect();
    assert!(
        all_differ(&visits) && all_differ(&carers) && all_differ(&clients),
        "a name comes twice"
    );
    for pin in instance.visits.iter().flat_map(|v| &v.slots).filter_map(|slot| slot.pinned.as_ref())
    {
        assert!(carers.contains(&pin), "pinned carer {pin} does not exist");
    }
}

fn all_differ<T: PartialEq>(items: &[T]) -> bool {
    items.iter().enumerate().all(|(i, item)| !items[..i].contains(item))
}

/// A problem in which there is nobody and nothing to do.
pub(crate) fn nothing_to_do(name: String, zone: Zone, start: NaiveDate, days: u32) -> Instance {
    Instance {
        name,
        zone,
        start,
        days,
        ticks_per_minute: 60,
        places: Vec::new(),
        travel: Travel::default(),
        clients: Vec::new(),
        carers: Vec::new(),
        visits: Vec::new(),
        links: Vec::new(),
        policy: Policy::default(),
        pay: None,
    }
}
