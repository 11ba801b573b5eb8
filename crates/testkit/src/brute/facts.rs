//! What the search reads again and again: legs, shifts in one list, who may do what, and starts with prices.

use chrono::{Days, NaiveDate, NaiveTime};
use rota_model::{
    Carer, CarerId, Client, Departure, Instance, Instant, Level, Mode, Parameter, PlaceId, RuleId,
    Seconds, Shift, Slot, Visit,
};

use super::days;

/// Seconds and metres of the leg between two places.
///
/// # Panics
///
/// When no matrix holds both places and the mode has no great circle or a place no coordinates.
pub fn leg(instance: &Instance, mode: Mode, from: &PlaceId, to: &PlaceId) -> (Seconds, i64) {
    if from == to {
        return (0, 0);
    }
    for matrix in instance.travel.matrices.iter().filter(|matrix| matrix.modes.contains(&mode)) {
        let row = matrix.places.iter().position(|place| place == from);
        let column = matrix.places.iter().position(|place| place == to);
        if let (Some(row), Some(column)) = (row, column) {
            let metres = matrix.metres.get(row).map_or(0, |metres| metres[column]);
            return (matrix.seconds[row][column], metres);
        }
    }
    let shape = instance.travel.great_circle.get(&mode).expect("a great circle where no matrix is");
    let at = |id: &PlaceId| {
        let place = instance.places.iter().find(|place| place.id == *id);
        place.and_then(|place| place.at).expect("coordinates where no matrix is")
    };
    let metres = round_up(at(from).metres_to(at(to)) * shape.detour_permille, 1000) / 1000;
    let driving = round_up(metres * 3600, shape.metres_per_hour) / shape.metres_per_hour;
    (round_up(driving + shape.stop_seconds, instance.travel.round_up_seconds.max(1)), metres)
}

fn round_up(amount: i64, step: i64) -> i64 {
    (amount + step - 1) / step * step
}

/// Seconds of every leg that can occur.
pub(super) fn all_leg_seconds(instance: &Instance) -> Vec<Seconds> {
    let doors: Vec<&PlaceId> = instance.clients.iter().map(|client| &client.place).collect();
    let mut seconds = Vec::new();
    for carer in &instance.carers {
        let mut add = |from, to| seconds.push(leg(instance, carer.mode, from, to).0);
        for door in &doors {
            doors.iter().for_each(|other| add(door, other));
            for shift in &carer.shifts {
                shift.start_place.iter().for_each(|place| add(place, door));
                shift.end_place.iter().for_each(|place| add(door, place));
            }
        }
    }
    seconds
}

/// Whether no client with carers on record has both short slots and long ones.
fn nobody_gets_known(instance: &Instance) -> bool {
    let least = instance.policy.parameter(Parameter::ShortVisitMinutes) * 60;
    instance.clients.iter().all(|client| {
        let own = instance.visits.iter().filter(|visit| visit.client == client.id);
        let mut slots = own.flat_map(|visit| &visit.slots).map(|slot| slot.duration < least);
        let first = slots.next();
        let recorded = !client.usual.is_empty() || !client.history.is_empty();
        !recorded || slots.all(|short| Some(short) == first)
    })
}

/// A shift and the index of its carer.
#[derive(Clone, Copy)]
pub(super) struct CarerShift<'a> {
    pub(super) carer: usize,
    pub(super) shift: &'a Shift,
}

/// One slot of one visit, by index.
pub(super) type SlotAt = (usize, usize);

/// An instance with the questions that the search asks of it.
pub(super) struct Facts<'a> {
    pub(super) instance: &'a Instance,
    pub(super) shifts: Vec<CarerShift<'a>>,
    /// Index of each visit's client.
    client_of: Vec<usize>,
    grid: Seconds,
}

impl<'a> Facts<'a> {
    pub(super) fn new(instance: &'a Instance, grid: Seconds) -> Self {
        let shifts: Vec<CarerShift<'_>> = instance
            .carers
            .iter()
            .enumerate()
            .flat_map(|(carer, c)| c.shifts.iter().map(move |shift| CarerShift { carer, shift }))
            .collect();
        let client = |visit: &Visit| instance.clients.iter().position(|c| c.id == visit.client);
        let client_of =
            instance.visits.iter().map(|v| client(v).expect("the visit's client")).collect();
        assert!(
            !instance.policy.enforces(RuleId::ShortVisit) || nobody_gets_known(instance),
            "brute force does not try how carers get known where short visits are enforced"
        );
        let late = |at: &CarerShift<'_>| at.shift.departs == Departure::AsLateAsFree;
        assert!(shifts.iter().all(late), "brute force lets nobody set out with the shift");
        Self { instance, shifts, client_of, grid }
    }

    pub(super) fn visit(&self, visit: usize) -> &'a Visit {
        &self.instance.visits[visit]
    }

    pub(super) fn slot(&self, (visit, slot): SlotAt) -> &'a Slot {
        &self.instance.visits[visit].slots[slot]
    }

    pub(super) fn carer(&self, carer: usize) -> &'a Carer {
        &self.instance.carers[carer]
    }

    pub(super) fn client_of(&self, visit: usize) -> usize {
        self.client_of[visit]
    }

    pub(super) fn client(&self, visit: usize) -> &'a Client {
        &self.instance.clients[self.client_of[visit]]
    }

    pub(super) fn rate(&self, rule: RuleId) -> i64 {
        self.instance.policy.rate(rule).0
    }

    pub(super) fn leg(&self, carer: usize, from: &PlaceId, to: &PlaceId) -> (Seconds, i64) {
        leg(self.instance, self.carer(carer).mode, from, to)
    }

    /// Whether the carer may fill the slot, dates of skills aside.
    pub(super) fn may_fill(&self, at: SlotAt, carer: usize) -> bool {
        let (slot, client, carer) = (self.slot(at), self.client(at.0), self.carer(carer));
        let enforces = |rule| self.instance.policy.enforces(rule);
        let gender = &client.gender.required;
        let language = &client.language.required;
        let excluded =
            client.exclusions.contains(&carer.id) || carer.exclusions.contains(&client.id);
        slot.pinned.as_ref().is_none_or(|pinned: &CarerId| *pinned == carer.id)
            && !(enforces(RuleId::RequiredGender) && gender.is_some() && carer.gender != *gender)
            && !(enforces(RuleId::RequiredGender)
                && slot.gender.is_some_and(|wanted| carer.gender != Some(wanted)))
            && !(enforces(RuleId::LoneFirstVisit) && self.first_alone(at.0, client, carer))
            && !(enforces(RuleId::RequiredLanguage)
                && language.as_ref().is_some_and(|l| !carer.languages.contains(l)))
            && !(enforces(RuleId::Exclusion) && excluded)
    }

    /// Whether the carer would come alone where that is not wanted, never having been there before the horizon. That they
    /// may come in company first is left aside, as the search does.
    fn first_alone(&self, visit: usize, client: &Client, carer: &Carer) -> bool {
        let alone = client.no_lone_first_visit && self.visit(visit).slots.len() == 1;
        let usual = client.usual.iter().filter(|usual| usual.familiarity > 0);
        let known = usual.map(|usual| &usual.carer).chain(client.history.iter().map(|p| &p.carer));
        alone && !known.into_iter().any(|known| *known == carer.id)
    }

    /// Whether the carer holds the slot's skills on a date.
    fn skilled(&self, at: SlotAt, carer: usize, date: NaiveDate) -> bool {
        let client = &self.visit(at.0).client;
        self.slot(at).skills.iter().all(|skill| {
            self.carer(carer).skills.iter().any(|held| {
                held.skill == *skill
                    && held.from.is_none_or(|from| from <= date)
                    && held.until.is_none_or(|until| date <= until)
                    && held.client.as_ref().is_none_or(|only| only == client)
            })
        })
    }

    /// Whether a short visit is by somebody whom the client knows on a date. Nobody gets known on the rota itself:
    /// [`Facts::new`] lets no instance through in which that could be.
    fn known_if_short(&self, at: SlotAt, carer: usize, date: NaiveDate) -> bool {
        let (policy, client) = (&self.instance.policy, self.client(at.0));
        let short = self.slot(at).duration < policy.parameter(Parameter::ShortVisitMinutes) * 60;
        let recorded = !client.usual.is_empty() || !client.history.is_empty();
        if !policy.enforces(RuleId::ShortVisit) || !short || !recorded {
            return true;
        }
        let carer = &self.carer(carer).id;
        let days = Days::new(policy.parameter(Parameter::KnownDays).unsigned_abs());
        client.usual.iter().any(|usual| usual.carer == *carer && usual.familiarity > 0)
            || client
                .history
                .iter()
                .any(|past| past.carer == *carer && past.date < date && past.date + days >= date)
    }

    /// The stretches in which a route of this shift may lie, from departure to finish: between absences, and
    /// inside the shift as far as that is enforced.
    pub(super) fn stretches(&self, shift: usize) -> Vec<(i64, i64)> {
        let CarerShift { carer, shift } = self.shifts[shift];
        let enforced = self.instance.policy.enforces(RuleId::ShiftEnd);
        let last = if enforced { shift.end.0 } else { i64::MAX };
        let mut absences: Vec<(i64, i64)> =
            self.carer(carer).absences.iter().map(|a| (a.start.0, a.end.0)).collect();
        absences.extend(self.nights(carer));
        absences.sort_unstable();
        let mut stretches = Vec::new();
        let mut from = shift.start.0;
        for (start, end) in absences {
            stretches.push((from, last.min(start)));
            from = from.max(end);
        }
        stretches.push((from, last));
        stretches.retain(|(from, to)| from < to);
        stretches
    }

    /// The nights in which somebody under 18 must not work.
    fn nights(&self, carer: usize) -> Vec<(i64, i64)> {
        let (instance, own) = (self.instance, self.carer(carer));
        if !own.terms.young || !days::enforced(instance, own, RuleId::YoungNight) {
            return Vec::new();
        }
        let on = |date: NaiveDate, hour: i64| {
            let date = date + Days::new(hour.unsigned_abs() / 24);
            let time = NaiveTime::from_hms_opt(hour as u32 % 24, 0, 0).expect("an hour of the day");
            instance.zone.resolve(date, time).earliest().0
        };
        let from = instance.policy.parameter(Parameter::YoungNightFrom);
        let until = 24 + instance.policy.parameter(Parameter::YoungNightUntil);
        let dates = (instance.start - Days::new(1)).iter_days();
        let nights =
            dates.take(instance.days as usize + 4).map(|date| (on(date, from), on(date, until)));
        nights.filter(|(from, until)| from < until).collect()
    }

    /// The starts of the visit at which the carer may fill the slot, each with what the start costs for one stop,
    /// in grains.
    pub(super) fn starts(&self, at: SlotAt, carer: usize) -> Vec<(i64, i64)> {
        let visit = self.visit(at.0);
        let zone = self.instance.zone;
        let mut starts = Vec::new();
        for window in &visit.windows {
            let endless = window.latest == Instant::NEVER;
            let latest = if endless { self.instance.closes() } else { window.latest };
            let mut start = window.earliest;
            while start <= latest {
                let date = zone.date(start);
                let pinned = visit.pin.start.is_none_or(|pin| pin == start)
                    && visit.pin.date.is_none_or(|pin| pin == date);
                let skills = self.instance.policy.enforces(RuleId::Skill);
                let able = !skills || self.skilled(at, carer, date);
                if pinned && able && self.known_if_short(at, carer, date) {
                    let early = (window.soft_earliest - start).max(0);
                    let late = (start - window.soft_latest).max(0);
                    let off = window.preferred.map_or(0, |best| (start - best).abs());
                    let cost = self.rate(RuleId::Earliness) * early
                        + self.rate(RuleId::Lateness) * late
                        + self.rate(RuleId::PreferredTime) * off;
                    starts.push((start.0, cost));
                }
                start = start + self.grid;
            }
        }
        starts
    }

    /// How late the visit is when it starts then, in seconds.
    pub(super) fn lateness(&self, visit: usize, start: i64) -> Seconds {
        let start = Instant(start);
        let window = self.visit(visit).window_at(start).expect("a start inside a window");
        (start - window.soft_latest).max(0)
    }

    /// Whether faces over the client's largest number are forbidden.
    pub(super) fn caps_faces(&self) -> bool {
        self.instance.policy.level(RuleId::FacesOver) == Level::Enforce
    }
}
