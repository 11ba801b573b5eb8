//! Rotas written by hand: clients along a straight road, a minute's drive and a kilometre apart.
//!
//! A place is named by how many minutes it is from the carers' depot, so that legs can be added up in the head:
//! from "adam" at 10 to "beth" at 25 is 15 minutes and 15,000 m.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use rota_model::{
    Care, Carer, CarerId, Client, ClientId, Departure, GapFrom, Instance, Instant, Interval, Level,
    Link, LinkKind, Matrix, Mode, Pin, Place, PlaceId, Policy, Priority, Rate, Rota, Route, RuleId,
    Shift, SkillHeld, Slot, Stop, Terms, Travel, Unallocated, Visit, VisitId, Window, Zone,
};

/// A minute in ticks.
pub(crate) const MINUTE: i64 = 60;

/// An instance and a rota, growing together.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) instance: Instance,
    pub(crate) rota: Rota,
    /// Minutes from the depot, by place.
    road: BTreeMap<PlaceId, i64>,
}

impl Scene {
    /// Monday 23 November 2026 in London (universal time, in winter); nothing priced, everything else enforced.
    pub(crate) fn new() -> Self {
        Self::from("2026-11-23", 1)
    }

    /// Another horizon.
    pub(crate) fn from(start: &str, days: u32) -> Self {
        let mut scene = Self {
            instance: Instance {
                name: "by hand".into(),
                zone: Zone::named("Europe/London").expect("a zone"),
                start: date(start),
                days,
                ticks_per_minute: 60,
                places: vec![],
                travel: Travel { round_up_seconds: 60, ..Travel::default() },
                clients: vec![],
                carers: vec![],
                visits: vec![],
                links: vec![],
                policy: Policy::bare(),
                pay: None,
            },
            rota: Rota::default(),
            road: BTreeMap::new(),
        };
        scene.place("depot", 0);
        scene
    }

    /// "08:10" on the first day, "2026-11-24 08:10" on another; the earlier of two readings.
    pub(crate) fn at(&self, text: &str) -> Instant {
        let (day, time) = match text.split_once(' ') {
            Some((day, time)) => (date(day), time),
            None => (self.instance.start, text),
        };
        let form = if time.len() > 5 { "%H:%M:%S" } else { "%H:%M" };
        let time = NaiveTime::parse_from_str(time, form).expect("a time");
        self.instance.zone.resolve(day, time).earliest()
    }

    /// A place, so many minutes down the road.
    pub(crate) fn place(&mut self, id: &str, minutes: i64) {
        self.road.insert(id.into(), minutes);
        self.instance.places.push(Place { id: id.into(), at: None });
        let along: Vec<i64> = self.road.values().copied().collect();
        let table = |unit: i64| -> Vec<Vec<i64>> {
            along.iter().map(|a| along.iter().map(|b| (a - b).abs() * unit).collect()).collect()
        };
        self.instance.travel.matrices = vec![Matrix {
            modes: Mode::ALL.to_vec(),
            places: self.road.keys().cloned().collect(),
            seconds: table(MINUTE),
            metres: table(1000),
        }];
    }

    /// A client and their home, so many minutes down the road.
    pub(crate) fn client(&mut self, id: &str, minutes: i64) -> &mut Client {
        self.place(id, minutes);
        self.instance.clients.push(Client::new(id.into(), id.into()));
        self.instance.clients.last_mut().expect("just added")
    }

    /// A carer with one shift of the same name, by car from and to the depot.
    pub(crate) fn carer(&mut self, id: &str, start: &str, end: &str) -> &mut Carer {
        self.instance.carers.push(Carer {
            id: id.into(),
            name: None,
            team: None,
            mode: Mode::Car,
            skills: vec![],
            gender: None,
            languages: vec![],
            exclusions: vec![],
            shifts: vec![],
            absences: vec![],
            contract: None,
            terms: Terms::default(),
        });
        self.shift(id, id, start, end);
        self.instance.carers.last_mut().expect("just added")
    }

    /// One more shift of a carer.
    pub(crate) fn shift(&mut self, carer: &str, shift: &str, start: &str, end: &str) {
        let (start, end) = (self.at(start), self.at(end));
        let depot: Option<PlaceId> = Some("depot".into());
        self.carer_mut(carer).shifts.push(Shift {
            id: shift.into(),
            start,
            end,
            start_place: depot.clone(),
            end_place: depot,
            capacity: None,
            departs: Departure::default(),
            breaks: Vec::new(),
        });
    }

    /// A visit of one carer for so many minutes, starting between two times.
    pub(crate) fn visit(
        &mut self,
        id: &str,
        client: &str,
        from: &str,
        to: &str,
        minutes: i64,
    ) -> &mut Visit {
        let window = Window::hard(self.at(from), self.at(to));
        self.instance.visits.push(Visit {
            id: id.into(),
            client: client.into(),
            call: None,
            care: Care::Visit,
            priority: Priority::Normal,
            windows: vec![window],
            slots: vec![slot(0, minutes)],
            pin: Pin::default(),
        });
        self.instance.visits.last_mut().expect("just added")
    }

    /// A link of a least and a largest gap in minutes.
    pub(crate) fn gap(
        &mut self,
        first: &str,
        second: &str,
        from: GapFrom,
        min: Option<i64>,
        max: Option<i64>,
    ) {
        let ticks = |minutes: i64| minutes * MINUTE;
        let kind = LinkKind::Gap { from, min: min.map(ticks), max: max.map(ticks) };
        self.link(first, second, kind);
    }

    /// Any link.
    pub(crate) fn link(&mut self, first: &str, second: &str, kind: LinkKind) {
        self.instance.links.push(Link { first: first.into(), second: second.into(), kind });
    }

    /// A route of `(visit, slot, start of care)`; the other times follow.
    pub(crate) fn route(&mut self, shift: &str, stops: &[(&str, usize, &str)]) {
        let owner = |carer: &&Carer| carer.shifts.iter().any(|s| s.id == shift.into());
        let carer = self.instance.carers.iter().find(owner).expect("a known shift").id.clone();
        let (mut minute, mut free) = (0, None);
        let mut depart = Instant(0);
        let mut written = vec![];
        for &(visit, slot, start) in stops {
            let start = self.at(start);
            let known = self.visit_named(visit);
            let there = self.road[&PlaceId::new(known.client.as_str())];
            let leg = (there - minute).abs() * MINUTE;
            let end = start + known.slots[slot].duration;
            let arrive = free.map_or(start, |free: Instant| free + leg);
            if free.is_none() {
                depart = start - leg;
            }
            written.push(Stop { visit: visit.into(), slot, arrive, start, end });
            (minute, free) = (there, Some(end));
        }
        let finish = free.expect("at least one stop") + minute * MINUTE;
        self.rota.routes.push(Route {
            carer,
            shift: shift.into(),
            depart,
            stops: written,
            rests: vec![],
            finish,
        });
    }

    /// A visit left out.
    pub(crate) fn leave_out(&mut self, visit: &str) {
        self.rota.unallocated.push(Unallocated { visit: visit.into(), reasons: vec![] });
    }

    /// An absence of a carer.
    pub(crate) fn absent(&mut self, carer: &str, start: &str, end: &str) {
        let absence = Interval { start: self.at(start), end: self.at(end) };
        self.carer_mut(carer).absences.push(absence);
    }

    pub(crate) fn level(&mut self, rule: RuleId, level: Level) {
        self.instance.policy.levels.insert(rule, level);
    }

    pub(crate) fn price(&mut self, rule: RuleId, rate: Rate) {
        self.level(rule, Level::Priced(rate));
    }

    pub(crate) fn visit_named(&self, id: &str) -> &Visit {
        self.instance.visits.iter().find(|v| v.id == VisitId::new(id)).expect("a known visit")
    }

    pub(crate) fn visit_mut(&mut self, id: &str) -> &mut Visit {
        self.instance.visits.iter_mut().find(|v| v.id == id.into()).expect("a known visit")
    }

    pub(crate) fn client_mut(&mut self, id: &str) -> &mut Client {
        self.instance.clients.iter_mut().find(|c| c.id == ClientId::new(id)).expect("a client")
    }

    pub(crate) fn carer_mut(&mut self, id: &str) -> &mut Carer {
        self.instance.carers.iter_mut().find(|c| c.id == CarerId::new(id)).expect("a carer")
    }
}

/// A slot that starts and lasts so many minutes.
pub(crate) fn slot(offset: i64, minutes: i64) -> Slot {
    let (offset, duration) = (offset * MINUTE, minutes * MINUTE);
    Slot { offset, duration, skills: vec![], gender: None, pinned: None, load: 0 }
}

/// A skill held by everybody's standards, without dates.
pub(crate) fn held(skill: &str) -> SkillHeld {
    SkillHeld { skill: skill.into(), from: None, until: None, client: None }
}

/// "2026-11-23".
pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}
