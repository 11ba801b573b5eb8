//! Writes the week as a problem document.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rota_format::doc::{
    AbsenceDoc, CallDoc, CarerDoc, ClientDoc, ContractDoc, GapFromDoc, GenderDoc, GenderWishDoc,
    LanguageWishDoc, LimitedSkillDoc, LinkDoc, LinkKindDoc, ModeDoc, ModesDoc, PastVisitDoc,
    PinDoc, PriorityDoc, ProblemDoc, ShiftDoc, SlotDoc, SpeedDoc, TravelDoc, UsualCarerDoc,
    WindowDoc,
};

use crate::demand::{Call, DAYS, Priority};
use crate::detail::{Details, Fixed, language};
use crate::figures::{DETOUR_PERMILLE, Speed};
use crate::land::Homes;
use crate::names;
use crate::plant::Planted;
use crate::roads::Mode;
use crate::scenario::{ScenarioInfo, Service};
use crate::skills::Skills;
use crate::staff::Piece;

/// All that a document is made of.
pub(crate) struct Week<'a> {
    pub(crate) scenario: &'a ScenarioInfo,
    pub(crate) seed: u64,
    pub(crate) homes: &'a Homes,
    pub(crate) planted: &'a Planted,
    pub(crate) details: &'a Details,
}

/// Monday 23 November 2026, far from any change of the clocks.
pub(crate) fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

/// The date of a day of the horizon.
pub(crate) fn date(day: usize) -> String {
    (start() + Days::new(day as u64)).to_string()
}

/// A time of day.
fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The days of a recurrence, in words.
fn weekdays(days: &[bool; DAYS]) -> String {
    const NAMES: [&str; DAYS] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match days {
        [true, true, true, true, true, true, true] => "daily".to_owned(),
        [true, true, true, true, true, false, false] => "Mon-Fri".to_owned(),
        _ => {
            let on: Vec<&str> = (0..DAYS).filter(|&day| days[day]).map(|day| NAMES[day]).collect();
            format!("every {}", on.join(", "))
        }
    }
}

impl Week<'_> {
    /// The whole document. `missing` shifts, by index, are left out.
    pub(crate) fn document(&self, missing: &[bool]) -> ProblemDoc {
        let mut doc = ProblemDoc {
            name: format!("{}, seed {}", self.scenario.name, self.seed),
            start: start().to_string(),
            travel: self.travel(),
            clients: (0..self.homes.clients.len()).map(|client| self.client(client)).collect(),
            carers: (0..self.homes.carers.len()).map(|carer| self.carer(carer, missing)).collect(),
            links: self.links(),
            ..ProblemDoc::default()
        };
        for &(placing, fixed) in &self.details.pins {
            self.pin(&mut doc, placing, fixed);
        }
        doc
    }

    fn client_id(&self, client: usize) -> String {
        names::id('c', client, self.homes.clients.len())
    }

    fn carer_id(&self, carer: usize) -> String {
        names::id('k', carer, self.homes.carers.len())
    }

    /// What a planted visit is called in rotas and links.
    pub(crate) fn visit_id(&self, placing: usize) -> String {
        let placing = &self.planted.placings[placing];
        let call = &self.planted.calls[placing.call];
        let id = format!("{}/{}", self.client_id(call.client), call.id);
        if is_single(call) { id } else { format!("{id}/{}", date(placing.day)) }
    }

    /// The carers of a planted visit, in the order of its slots.
    pub(crate) fn planted_carers(&self, placing: usize) -> Vec<String> {
        let shifts = &self.planted.placings[placing].shifts;
        shifts.iter().map(|&shift| self.carer_id(self.planted.shifts[shift].carer)).collect()
    }

    fn travel(&self) -> TravelDoc {
        let used = |mode: Mode| self.planted.carers.iter().any(|carer| carer.mode == mode);
        let speed = |mode: Mode| {
            let Speed { metres_per_hour, stop_minutes } = mode.speed(self.scenario.recipe.car);
            used(mode).then(|| SpeedDoc {
                kmh: Some(metres_per_hour as f64 / 1000.0),
                stop_minutes: Some(stop_minutes as f64),
                detour: None,
            })
        };
        TravelDoc {
            detour: Some(DETOUR_PERMILLE as f64 / 1000.0),
            round_up_minutes: Some(1),
            modes: ModesDoc {
                car: speed(Mode::Car),
                walk: speed(Mode::Walk),
                bicycle: speed(Mode::Bicycle),
                bus: speed(Mode::Bus),
            },
            matrices: Vec::new(),
        }
    }

    fn client(&self, client: usize) -> ClientDoc {
        let wishes = &self.planted.wishes[client];
        let known = &self.details.known[client];
        let (mut gender, mut speaks) = (GenderWishDoc::default(), LanguageWishDoc::default());
        if wishes.female_only {
            gender.require = Some(GenderDoc::Female);
        } else if wishes.female_preferred {
            gender.prefer = Some(GenderDoc::Female);
        }
        match wishes.language {
            Some((index, true)) => speaks.require = Some(language(index)),
            Some((index, false)) => speaks.prefer = Some(language(index)),
            None => {}
        }
        let past = |&(carer, ago): &(usize, i64)| PastVisitDoc {
            carer: self.carer_id(carer),
            date: (start() - Days::new(ago.unsigned_abs())).to_string(),
        };
        ClientDoc {
            id: self.client_id(client),
            name: Some(names::client(client)),
            at: Some(self.homes.clients[client].at),
            exclude: known.exclude.iter().map(|&carer| self.carer_id(carer)).collect(),
            gender,
            language: speaks,
            usual: known
                .usual
                .iter()
                .map(|&(carer, familiarity)| UsualCarerDoc {
                    carer: self.carer_id(carer),
                    familiarity,
                    call: None,
                })
                .collect(),
            max_carers: known.max_carers,
            history: known.history.iter().map(past).collect(),
            visits: self
                .planted
                .calls
                .iter()
                .filter(|c| c.client == client)
                .map(call_doc)
                .collect(),
            ..ClientDoc::default()
        }
    }

    fn carer(&self, index: usize, missing: &[bool]) -> CarerDoc {
        let carer = &self.planted.carers[index];
        let ending = carer.ending.iter().fold(Skills::NONE, |all, &(skill, _)| all.and(skill));
        let ends = carer.ending.iter().map(|&(skill, last)| LimitedSkillDoc {
            skill: skill.words().concat(),
            until: Some(date(last)),
            ..LimitedSkillDoc::default()
        });
        let mut signed: Vec<_> = carer.signed_off.iter().map(|&(s, c)| (c, s.words())).collect();
        signed.sort();
        signed.dedup();
        let signed = signed.into_iter().map(|(client, skill)| LimitedSkillDoc {
            skill: skill.concat(),
            client: Some(self.client_id(client)),
            ..LimitedSkillDoc::default()
        });
        let shut = |client: &usize| self.details.known[*client].excluded_by.contains(&index);
        let hours = self.details.hours[index];
        CarerDoc {
            id: self.carer_id(index),
            name: Some(names::carer(index)),
            team: Some(self.team(carer.team)),
            at: Some(self.homes.carers[index].at),
            mode: match carer.mode {
                Mode::Car => ModeDoc::Car,
                Mode::Walk => ModeDoc::Walk,
                Mode::Bicycle => ModeDoc::Bicycle,
                Mode::Bus => ModeDoc::Bus,
            },
            skills: carer.skills.without(ending).words(),
            limited_skills: ends.chain(signed).collect(),
            gender: Some(if carer.female { GenderDoc::Female } else { GenderDoc::Male }),
            languages: carer.languages.iter().map(|&index| language(index)).collect(),
            exclude: (0..self.homes.clients.len())
                .filter(shut)
                .map(|client| self.client_id(client))
                .collect(),
            shifts: self.shifts(index, missing),
            absences: carer.away.iter().map(|away| absence(away.day, away.from, away.to)).collect(),
            contract: Some(ContractDoc {
                period_days: Some(7),
                min_hours: hours.min,
                target_hours: hours.target,
                max_hours: hours.max,
                carried_hours: None,
            }),
            ..CarerDoc::default()
        }
    }

    fn team(&self, team: usize) -> String {
        let word = match self.scenario.recipe.service {
            Service::Agency | Service::Team => "team",
            Service::Micro => "provider",
        };
        format!("{word}-{:0width$}", team + 1, width = names::width(self.scenario.teams))
    }

    /// The shifts of a carer, alike ones on several days as one entry; those cut by absences as they would have been.
    fn shifts(&self, index: usize, missing: &[bool]) -> Vec<ShiftDoc> {
        let carer = &self.planted.carers[index];
        let absent = carer.pieces.iter().copied().filter(|&piece| carer.present(piece).is_empty());
        let here = self.planted.shifts.iter().enumerate();
        let here = here.filter(|(at, shift)| shift.carer == index && !missing[*at]);
        let mut by_hours: BTreeMap<(i64, i64), [bool; DAYS]> = BTreeMap::new();
        for Piece { day, from, to } in here.map(|(_, shift)| shift.whole).chain(absent) {
            by_hours.entry((from, to)).or_default()[day] = true;
        }
        by_hours
            .into_iter()
            .map(|((from, to), days)| ShiftDoc {
                days: Some(weekdays(&days)),
                from: clock(from),
                to: clock(to),
                ..ShiftDoc::default()
            })
            .collect()
    }

    fn links(&self) -> Vec<LinkDoc> {
        let name = |call: usize| {
            let call = &self.planted.calls[call];
            format!("{}/{}", self.client_id(call.client), call.id)
        };
        let spacings = self.details.spacings.iter().map(|spacing| LinkDoc {
            first: name(spacing.first),
            second: name(spacing.second),
            kind: LinkKindDoc::Gap,
            from: Some(GapFromDoc::Start),
            min_minutes: Some(spacing.least),
            max_minutes: spacing.most,
            day_offset: 0,
        });
        let ties = self.details.ties.iter().map(|tie| LinkDoc {
            first: self.visit_id(tie.first),
            second: self.visit_id(tie.second),
            kind: if tie.same { LinkKindDoc::SameCarer } else { LinkKindDoc::DifferentCarer },
            ..LinkDoc::default()
        });
        spacings.chain(ties).collect()
    }

    /// Fixes what a planted visit already has.
    fn pin(&self, doc: &mut ProblemDoc, index: usize, fixed: Fixed) {
        let placing = &self.planted.placings[index];
        let call = &self.planted.calls[placing.call];
        let pin = match fixed {
            Fixed::Carer => PinDoc {
                carers: self.planted_carers(index).into_iter().map(Some).collect(),
                ..PinDoc::default()
            },
            Fixed::Time => PinDoc { time: Some(clock(placing.start)), ..PinDoc::default() },
        };
        let visits = doc.clients.get_mut(call.client).map(|client| &mut client.visits);
        let found = visits.and_then(|visits| visits.iter_mut().find(|other| other.id == call.id));
        if let Some(found) = found {
            if is_single(call) {
                // A visit that may be on any of some days is fixed to its day first.
                let day = call.any_day.then(|| date(placing.day));
                found.pin = Some(PinDoc { date: day, ..pin });
            } else {
                found.pins.insert(date(placing.day), pin);
            }
        }
    }
}

/// Whether the call is one visit and so has a name without a date.
fn is_single(call: &Call) -> bool {
    call.visits() == 1
}

fn absence(day: usize, from: i64, to: i64) -> AbsenceDoc {
    if to - from >= 1440 {
        return AbsenceDoc { from: date(day), to: None };
    }
    let moment = |minutes| format!("{}T{}", date(day), clock(minutes));
    AbsenceDoc { from: moment(from), to: Some(moment(to)) }
}

fn call_doc(call: &Call) -> CallDoc {
    let (from, to) = call.window();
    // Two thirds of the way to either end is fine; beyond that the client notices.
    let soft = call.half_window * 2 / 3;
    let dates = || (0..DAYS).filter(|&day| call.days[day]).map(date);
    let (alone, shared) = (call.needs.len() == 1, call.needs.first().map(|need| need.skills));
    let slots = call.needs.iter().map(|need| SlotDoc {
        minutes: (need.minutes != call.minutes).then_some(need.minutes),
        after: need.after,
        skills: need.skills.words(),
        ..SlotDoc::default()
    });
    let mut doc = CallDoc {
        id: call.id.to_owned(),
        minutes: Some(call.minutes),
        windows: vec![WindowDoc {
            from: clock(from),
            to: clock(to),
            soft_from: Some(clock(call.preferred - soft)),
            soft_to: Some(clock(call.preferred + soft)),
            preferred: Some(clock(call.preferred)),
        }],
        priority: match call.priority {
            Priority::TimeCritical => PriorityDoc::TimeCritical,
            Priority::Important => PriorityDoc::Important,
            Priority::Normal => PriorityDoc::Normal,
            Priority::Movable => PriorityDoc::Movable,
            Priority::Optional => PriorityDoc::Optional,
        },
        slots: if alone { Vec::new() } else { slots.collect() },
        skills: if alone { shared.map(Skills::words).unwrap_or_default() } else { Vec::new() },
        ..CallDoc::default()
    };
    if call.any_day {
        doc.any_of = dates().collect();
    } else if is_single(call) {
        doc.date = dates().next();
    } else {
        doc.repeat = Some(weekdays(&call.days));
    }
    doc
}
