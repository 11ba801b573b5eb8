//! The parts of an instance written by hand: clients, carers and visits.

use rota_model::{
    Care, Carer, Client, ClientId, Contract, Departure, Gender, Instant, Interval, Mode, PastVisit,
    Pin, Priority, Seconds, Shift, ShiftId, SkillHeld, Slot, Terms, UsualCarer, Visit, Window,
};

use super::{Clock, date, minutes};

/// A client's wishes; made by [`Build::client`](super::Build::client).
#[derive(Debug, Clone)]
pub struct ClientBuild {
    pub(super) client: Client,
}

impl ClientBuild {
    pub(super) fn new(id: &str, place: &str) -> Self {
        Self { client: Client::new(id.into(), place.into()) }
    }

    /// A carer who must not be sent.
    #[must_use]
    pub fn excludes(mut self, carer: &str) -> Self {
        self.client.exclusions.push(carer.into());
        self
    }

    /// The gender that carers must have.
    #[must_use]
    pub fn requires_gender(mut self, gender: Gender) -> Self {
        self.client.gender.required = Some(gender);
        self
    }

    /// The gender that carers had better have.
    #[must_use]
    pub fn prefers_gender(mut self, gender: Gender) -> Self {
        self.client.gender.preferred = Some(gender);
        self
    }

    /// The language that carers must speak.
    #[must_use]
    pub fn requires_language(mut self, language: &str) -> Self {
        self.client.language.required = Some(language.into());
        self
    }

    /// The language that carers had better speak.
    #[must_use]
    pub fn prefers_language(mut self, language: &str) -> Self {
        self.client.language.preferred = Some(language.into());
        self
    }

    /// A carer whom the client knows, from 0 to 100.
    #[must_use]
    pub fn usual(mut self, carer: &str, familiarity: i64) -> Self {
        self.client.usual.push(UsualCarer { carer: carer.into(), familiarity, call: None });
        self
    }

    /// A carer whom the client knows at one call, from 0 to 100.
    #[must_use]
    pub fn usual_at(mut self, call: &str, carer: &str, familiarity: i64) -> Self {
        let call = Some(call.to_owned());
        self.client.usual.push(UsualCarer { carer: carer.into(), familiarity, call });
        self
    }

    /// A visit in the past by a carer.
    #[must_use]
    pub fn history(mut self, carer: &str, day: &str) -> Self {
        self.client.history.push(PastVisit { carer: carer.into(), date: date(day) });
        self
    }

    /// The largest number of different carers wanted.
    #[must_use]
    pub fn max_carers(mut self, carers: u32) -> Self {
        self.client.max_carers = Some(carers);
        self
    }

    /// The number of different carers aimed at.
    #[must_use]
    pub fn team_size(mut self, carers: u32) -> Self {
        self.client.team_size = Some(carers);
        self
    }

    /// Nobody comes alone for the first time.
    #[must_use]
    pub fn no_lone_first_visit(mut self) -> Self {
        self.client.no_lone_first_visit = true;
        self
    }
}

/// A carer; made by [`Build::carer`](super::Build::carer).
#[derive(Debug, Clone)]
pub struct CarerBuild {
    clock: Clock,
    pub(super) carer: Carer,
}

impl CarerBuild {
    pub(super) fn new(id: &str, clock: Clock) -> Self {
        Self {
            clock,
            carer: Carer {
                id: id.into(),
                name: None,
                team: None,
                mode: Mode::Car,
                skills: Vec::new(),
                gender: None,
                languages: Vec::new(),
                exclusions: Vec::new(),
                shifts: Vec::new(),
                absences: Vec::new(),
                contract: None,
                terms: Terms::default(),
            },
        }
    }

    /// A shift, without places until [`Self::from_to`]; named after the carer, as in "eve-1".
    #[must_use]
    pub fn shift(mut self, start: &str, end: &str) -> Self {
        let id = format!("{}-{}", self.carer.id, self.carer.shifts.len() + 1);
        self.carer.shifts.push(Shift {
            id: ShiftId::new(id),
            start: self.clock.at(start),
            end: self.clock.at(end),
            start_place: None,
            end_place: None,
            capacity: None,
            departs: Departure::default(),
            breaks: Vec::new(),
        });
        self
    }

    /// Where the last shift added starts and ends.
    #[must_use]
    pub fn from_to(self, start: &str, end: &str) -> Self {
        self.starts_at(start).ends_at(end)
    }

    /// Where the last shift added starts.
    #[must_use]
    pub fn starts_at(mut self, place: &str) -> Self {
        self.last_shift().start_place = Some(place.into());
        self
    }

    /// Where the last shift added ends.
    #[must_use]
    pub fn ends_at(mut self, place: &str) -> Self {
        self.last_shift().end_place = Some(place.into());
        self
    }

    /// How many units the last shift added has room for.
    #[must_use]
    pub fn capacity(mut self, units: i64) -> Self {
        self.last_shift().capacity = Some(units);
        self
    }

    fn last_shift(&mut self) -> &mut Shift {
        self.carer.shifts.last_mut().expect("a shift before its places")
    }

    /// How the carer gets about; by car if not called.
    #[must_use]
    pub fn by(mut self, mode: Mode) -> Self {
        self.carer.mode = mode;
        self
    }

    /// A skill for everybody and always.
    #[must_use]
    pub fn skill(self, skill: &str) -> Self {
        self.held(SkillHeld { skill: skill.into(), from: None, until: None, client: None })
    }

    /// A skill with its last day.
    #[must_use]
    pub fn skill_until(self, skill: &str, until: &str) -> Self {
        let until = Some(date(until));
        self.held(SkillHeld { skill: skill.into(), from: None, until, client: None })
    }

    /// A skill signed off for one client only.
    #[must_use]
    pub fn skill_for(self, skill: &str, client: &str) -> Self {
        let client = Some(ClientId::from(client));
        self.held(SkillHeld { skill: skill.into(), from: None, until: None, client })
    }

    /// A skill with all that can be said of it.
    #[must_use]
    pub fn held(mut self, held: SkillHeld) -> Self {
        self.carer.skills.push(held);
        self
    }

    /// Gender on record.
    #[must_use]
    pub fn gender(mut self, gender: Gender) -> Self {
        self.carer.gender = Some(gender);
        self
    }

    /// A language spoken.
    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        self.carer.languages.push(language.into());
        self
    }

    /// A client to whom this carer must not be sent.
    #[must_use]
    pub fn excludes(mut self, client: &str) -> Self {
        self.carer.exclusions.push(client.into());
        self
    }

    /// An absence; shifts must already be clear of it.
    #[must_use]
    pub fn absent(mut self, start: &str, end: &str) -> Self {
        self.carer.absences.push(Interval { start: self.clock.at(start), end: self.clock.at(end) });
        self
    }

    /// On what terms the carer works.
    #[must_use]
    pub fn terms(mut self, terms: Terms) -> Self {
        self.carer.terms = terms;
        self
    }

    /// Hours engaged for in each period.
    #[must_use]
    pub fn contract(
        mut self,
        period_days: u32,
        min: Option<Seconds>,
        target: Option<Seconds>,
        max: Option<Seconds>,
    ) -> Self {
        self.carer.contract = Some(Contract { period_days, min, target, max, carried: 0 });
        self
    }
}

/// A visit; made by [`Build::visit`](super::Build::visit). It has one slot of 30 minutes until told otherwise.
#[derive(Debug, Clone)]
pub struct VisitBuild {
    clock: Clock,
    visit: Visit,
}

impl VisitBuild {
    pub(super) fn new(id: &str, client: &str, clock: Clock) -> Self {
        Self {
            clock,
            visit: Visit {
                id: id.into(),
                client: client.into(),
                call: None,
                care: Care::Visit,
                priority: Priority::Normal,
                windows: Vec::new(),
                slots: vec![Slot {
                    offset: 0,
                    duration: minutes(30),
                    skills: Vec::new(),
                    gender: None,
                    pinned: None,
                    load: 0,
                }],
                pin: Pin::default(),
            },
        }
    }

    pub(super) fn finish(mut self) -> Visit {
        if self.visit.windows.is_empty() {
            let opens = self.clock.zone.midnight(self.clock.start, 0);
            let closes = self.clock.zone.midnight(self.clock.start, 1);
            self.visit.windows.push(Window::hard(opens, closes - minutes(1)));
        }
        self.visit
    }

    /// How long the last slot added takes.
    #[must_use]
    pub fn minutes(mut self, minutes: i64) -> Self {
        self.last_slot().duration = self::minutes(minutes);
        self
    }

    /// A second carer (or a third one) exactly as the last slot added.
    #[must_use]
    pub fn double_up(mut self) -> Self {
        let slot = self.last_slot().clone();
        self.visit.slots.push(slot);
        self
    }

    /// A further carer for a part of the visit, in minutes after its start.
    #[must_use]
    pub fn also(mut self, offset: i64, duration: i64) -> Self {
        let (offset, duration) = (self::minutes(offset), self::minutes(duration));
        let slot =
            Slot { offset, duration, skills: Vec::new(), gender: None, pinned: None, load: 0 };
        self.visit.slots.push(slot);
        self
    }

    /// A skill that the last slot added needs.
    #[must_use]
    pub fn skill(mut self, skill: &str) -> Self {
        self.last_slot().skills.push(skill.into());
        self
    }

    /// The gender that the carer in the last slot added must have.
    #[must_use]
    pub fn needs_gender(mut self, gender: Gender) -> Self {
        self.last_slot().gender = Some(gender);
        self
    }

    /// Units that the last slot added needs brought.
    #[must_use]
    pub fn load(mut self, units: i64) -> Self {
        self.last_slot().load = units;
        self
    }

    /// The only carer who may fill the last slot added.
    #[must_use]
    pub fn pinned_to(mut self, carer: &str) -> Self {
        self.last_slot().pinned = Some(carer.into());
        self
    }

    fn last_slot(&mut self) -> &mut Slot {
        self.visit.slots.last_mut().expect("a visit starts with a slot")
    }

    /// A window; call it again for another one.
    #[must_use]
    pub fn window(mut self, earliest: &str, latest: &str) -> Self {
        let window = Window::hard(self.clock.at(earliest), self.clock.at(latest));
        self.visit.windows.push(window);
        self
    }

    /// Soft ends of the last window added.
    #[must_use]
    pub fn soft(mut self, earliest: &str, latest: &str) -> Self {
        let (earliest, latest) = (self.clock.at(earliest), self.clock.at(latest));
        let window = self.last_window();
        (window.soft_earliest, window.soft_latest) = (earliest, latest);
        self
    }

    /// The start that the client likes best in the last window added.
    #[must_use]
    pub fn preferred(mut self, start: &str) -> Self {
        self.last_window().preferred = Some(self.clock.at(start));
        self
    }

    fn last_window(&mut self) -> &mut Window {
        self.visit.windows.last_mut().expect("a window before its wishes")
    }

    /// The start fixed by the user: the only window, and the pin that the audit names.
    #[must_use]
    pub fn pinned_at(mut self, start: &str) -> Self {
        let start: Instant = self.clock.at(start);
        self.visit.windows = vec![Window::hard(start, start)];
        self.visit.pin.start = Some(start);
        self
    }

    /// The day fixed by the user: windows of other days go. Each window must lie on one day.
    #[must_use]
    pub fn pinned_on(mut self, day: &str) -> Self {
        let (day, zone) = (date(day), self.clock.zone);
        self.visit.windows.retain(|window| zone.date(window.earliest) == day);
        let inside = self.visit.windows.iter().all(|window| zone.date(window.latest) == day);
        assert!(inside, "a window reaches past the pinned day");
        self.visit.pin.date = Some(day);
        self
    }

    /// How pressing it is; normal if not called.
    #[must_use]
    pub fn priority(mut self, priority: Priority) -> Self {
        self.visit.priority = priority;
        self
    }

    /// The call that it is an occurrence of.
    #[must_use]
    pub fn call(mut self, call: &str) -> Self {
        self.visit.call = Some(call.to_owned());
        self
    }
}
