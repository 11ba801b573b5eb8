//! Who gives care: people, their skills, and the pool of shifts that the week may draw on.

use crate::demand::{DAYS, Demand, LANGUAGES};
use crate::figures::{CONTRACTS, DAILY_REST, FEMALE_CARERS};
use crate::random::Stream;
use crate::roads::{Mode, Roads};
use crate::scenario::{ScenarioInfo, Service};
use crate::skills::{
    CATHETER, DEMENTIA, HOIST, INSULIN, MEDICATION, OUTINGS, PALLIATIVE, PEG, Skills,
};

mod patterns;

/// The terms a carer works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terms {
    ZeroHours,
    PartTime,
    FullTime,
    Agency,
    SelfEmployed,
    /// Hours a week in the team.
    Team(i64),
}

/// A piece of a day on which a carer may work, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    pub(crate) day: usize,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// A time away, in minutes after midnight of its day; whole days are 0 to 1440.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Away {
    pub(crate) day: usize,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// Somebody who gives care.
#[derive(Debug, Clone)]
pub(crate) struct Carer {
    pub(crate) female: bool,
    pub(crate) languages: Vec<usize>,
    pub(crate) mode: Mode,
    pub(crate) team: usize,
    pub(crate) skills: Skills,
    /// Skills that end on a day of the week: not held any more on days after it.
    pub(crate) ending: Vec<(Skills, usize)>,
    /// Skills held for one client only.
    pub(crate) signed_off: Vec<(Skills, usize)>,
    pub(crate) terms: Terms,
    /// The shifts of an ordinary week, by day and start.
    pub(crate) pieces: Vec<Piece>,
    pub(crate) away: Vec<Away>,
}

impl Carer {
    /// What the carer may do for a client on a day.
    pub(crate) fn skills_on(&self, day: usize, client: usize) -> Skills {
        let held = self
            .ending
            .iter()
            .filter(|(_, last)| day > *last)
            .fold(self.skills, |held, &(skill, _)| held.without(skill));
        self.signed_off
            .iter()
            .filter(|(_, only)| *only == client)
            .fold(held, |held, &(skill, _)| held.and(skill))
    }

    /// What is left of a shift when absences are cut out of it.
    pub(crate) fn present(&self, piece: Piece) -> Vec<Piece> {
        let mut left = vec![piece];
        for away in self.away.iter().filter(|away| away.day == piece.day) {
            left = left
                .into_iter()
                .flat_map(|part| {
                    let before = Piece { to: part.to.min(away.from), ..part };
                    let after = Piece { from: part.from.max(away.to), ..part };
                    [before, after]
                })
                .filter(|part| part.from < part.to)
                .collect();
        }
        left
    }
}

/// Whether work on one day and the next leaves the daily rest.
pub(crate) fn rested(evening_end: i64, morning_start: i64) -> bool {
    morning_start + 1440 - evening_end >= DAILY_REST
}

/// Draws the carers, with more shifts than the week will need.
pub(crate) fn draw(
    scenario: &ScenarioInfo,
    homes: &[usize],
    roads: &Roads,
    demand: &Demand,
    seed: u64,
) -> Vec<Carer> {
    let stream = &mut Stream::new(seed, "staff");
    let service = scenario.recipe.service;
    let offset = stream.below(DAYS);
    let mut carers: Vec<Carer> = (0..scenario.carers)
        .map(|index| {
            let terms = draw_terms(stream, service, index);
            let mode = Mode::ALL[stream.weighted(&scenario.recipe.modes)];
            let (skills, ending) = draw_skills(stream, service);
            let mut languages = Vec::new();
            if stream.chance(140) {
                languages.push(stream.below(LANGUAGES.len()));
            }
            Carer {
                female: stream.chance(FEMALE_CARERS),
                languages,
                mode,
                team: team_of(scenario, index, homes[index]),
                skills,
                ending,
                signed_off: Vec::new(),
                terms,
                pieces: patterns::week(stream, service, terms, index + offset),
                away: Vec::new(),
            }
        })
        .collect();
    for carer in &mut carers {
        draw_absence(stream, carer);
    }
    sign_off(stream, &mut carers, roads, demand);
    carers
}

/// Contract hours of the team: 288 in all.
const TEAM_HOURS: [i64; 12] = [36, 32, 32, 28, 28, 24, 24, 24, 20, 16, 12, 12];

fn draw_terms(stream: &mut Stream, service: Service, index: usize) -> Terms {
    match service {
        Service::Agency => [Terms::ZeroHours, Terms::PartTime, Terms::FullTime, Terms::Agency]
            [stream.weighted(&CONTRACTS)],
        Service::Team => Terms::Team(TEAM_HOURS[index % TEAM_HOURS.len()]),
        Service::Micro => Terms::SelfEmployed,
    }
}

/// Pairs share a team where there are fewer teams than carers who work alone; else the homes' groups are the teams.
fn team_of(scenario: &ScenarioInfo, index: usize, group: usize) -> usize {
    if scenario.recipe.service == Service::Micro {
        let pairs = scenario.carers - scenario.teams;
        return if index < 2 * pairs { index / 2 } else { index - pairs };
    }
    group % scenario.teams
}

fn draw_skills(stream: &mut Stream, service: Service) -> (Skills, Vec<(Skills, usize)>) {
    let shares: [(Skills, u32); 7] = match service {
        Service::Agency => [
            (MEDICATION, 930),
            (HOIST, 860),
            (DEMENTIA, 720),
            (INSULIN, 250),
            (CATHETER, 480),
            (PALLIATIVE, 300),
            (OUTINGS, 600),
        ],
        Service::Team => [
            (MEDICATION, 1000),
            (HOIST, 1000),
            (DEMENTIA, 900),
            (INSULIN, 830),
            (CATHETER, 830),
            (PALLIATIVE, 700),
            (OUTINGS, 500),
        ],
        Service::Micro => [
            (MEDICATION, 720),
            (HOIST, 350),
            (DEMENTIA, 620),
            (INSULIN, 40),
            (CATHETER, 250),
            (PALLIATIVE, 200),
            (OUTINGS, 800),
        ],
    };
    let mut skills = Skills::NONE;
    let mut ending = Vec::new();
    for (skill, share) in shares {
        if stream.chance(share) {
            skills = skills.and(skill);
            // Training that runs out during the week.
            if matches!(skill, MEDICATION | HOIST) && stream.chance(12) {
                ending.push((skill, 1 + stream.below(DAYS - 2)));
            }
        }
    }
    (skills, ending)
}

/// One carer in ten is away for a day or for a part of one.
fn draw_absence(stream: &mut Stream, carer: &mut Carer) {
    if !stream.chance(100) || carer.pieces.is_empty() {
        return;
    }
    let piece = carer.pieces[stream.below(carer.pieces.len())];
    let (from, to) = match stream.below(5) {
        0..3 => (0, 1440),
        3 => (piece.from, piece.from + 120),
        _ => (piece.to - 120, piece.to),
    };
    carer.away.push(Away { day: piece.day, from, to });
}

/// Signs carers who live near off for the skills that are only ever held for one client; and where a client has to be
/// spoken to in another language, some who live near speak it.
fn sign_off(stream: &mut Stream, carers: &mut [Carer], roads: &Roads, demand: &Demand) {
    for client in 0..demand.wishes.len() {
        let asked = demand
            .calls
            .iter()
            .filter(|call| call.client == client)
            .flat_map(|call| &call.needs)
            .fold(Skills::NONE, |all, need| all.and(need.skills));
        let required = demand.wishes[client].language.filter(|&(_, required)| required);
        let mut near: Vec<usize> = (0..carers.len()).collect();
        near.sort_by_key(|&carer| (roads.metres(client, roads.home(carer)), carer));
        if let Some((language, _)) = required {
            for &carer in near.iter().take(9) {
                if !carers[carer].languages.contains(&language) {
                    carers[carer].languages.push(language);
                }
            }
        }
        for skill in [PEG, INSULIN].into_iter().filter(|&skill| asked.has(skill)) {
            let wanted = 7 + stream.below(4);
            for &carer in near.iter().take(wanted) {
                if !carers[carer].skills.has(skill) {
                    carers[carer].signed_off.push((skill, client));
                }
            }
        }
    }
}
