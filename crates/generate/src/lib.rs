//! Seeded synthetic weeks of home care, drawn from published figures.
//!
//! [`generate`] makes one of the named weeks of [`scenarios`] as a problem document. Every week is planted: a complete
//! rota is built together with it and kept hidden, and demand and shifts are bent until that rota breaks no enforced
//! rule, so that "all visits can be covered" is known to be true. [`generate_planted`] hands the hidden rota out as
//! evidence. Where a scenario's totals conflict with the mixes that its visits are drawn from, the totals win.
//!
//! The same scenario, seed and options give the same document, to the byte. All people and homes are made up.

mod demand;
mod detail;
mod document;
mod evidence;
mod figures;
mod land;
mod names;
mod plant;
mod random;
mod roads;
mod scenario;
mod skills;
mod staff;

use std::fmt;

use chrono::{Days, NaiveTime};
use rota_format::doc::ProblemDoc;

pub use evidence::{Planted, PlantedVisit};
pub use scenario::{ScenarioInfo, scenarios};

/// How a week is to differ from the plain one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateOptions {
    /// Percent of the carers' shifts that are taken away at random after planting, 0 to 100: a week of illness, in which
    /// some visits may stay without a carer.
    pub shortage_percent: u32,
    /// How many clients the week has instead of the scenario's number, from 2 to four times that; visits, hours and carers go
    /// with it. `None`: as the scenario has it.
    pub clients: Option<usize>,
}

/// Why there is no week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GenerateError {
    /// No scenario has this name.
    UnknownScenario {
        /// The name that was asked for.
        name: String,
    },
    /// An option is out of range.
    BadShortage {
        /// The percentage that was asked for.
        percent: u32,
    },
    /// An option is out of range.
    BadClients {
        /// The scenario.
        name: String,
        /// The number of clients that was asked for.
        clients: usize,
        /// The largest number that the scenario can have.
        most: usize,
    },
    /// With this seed no week came out that can be covered whole.
    NotPlanted {
        /// The scenario.
        name: String,
        /// The seed.
        seed: u64,
    },
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownScenario { name } => {
                let names: Vec<&str> = scenarios().iter().map(|scenario| scenario.name).collect();
                write!(f, "there is no scenario \"{name}\"; there are {}", names.join(", "))
            }
            Self::BadShortage { percent } => {
                write!(f, "a shortage of {percent} %: give 0 to 100")
            }
            Self::BadClients { name, clients, most } => {
                write!(f, "\"{name}\" for {clients} clients: give 2 to {most}")
            }
            Self::NotPlanted { name, seed } => {
                write!(
                    f,
                    "\"{name}\" with seed {seed} can't be covered whole; try another seed, or more clients"
                )
            }
        }
    }
}

impl std::error::Error for GenerateError {}

/// Makes a named week.
///
/// # Errors
/// An unknown name, an option out of range, or (not seen so far) a seed with which no complete rota could be planted in eight tries.
pub fn generate(
    name: &str,
    seed: u64,
    options: &GenerateOptions,
) -> Result<ProblemDoc, GenerateError> {
    if options.shortage_percent > 100 {
        return Err(GenerateError::BadShortage { percent: options.shortage_percent });
    }
    Ok(make(name, seed, options)?.doc)
}

/// Makes a named week together with the complete rota that is hidden in it. Where shifts are taken away, that rota no longer
/// fits.
///
/// # Errors
/// As [`generate`].
pub fn generate_planted(
    name: &str,
    seed: u64,
    options: &GenerateOptions,
) -> Result<Planted, GenerateError> {
    make(name, seed, options)
}

/// The largest week that is made of a scenario, as a multiple of its clients.
const LARGEST: usize = 4;

/// How many weeks are drawn for one seed at most. About one in a hundred can't be planted.
const ATTEMPTS: u64 = 8;

/// Draws a week and plants its hidden rota, if it can be.
fn draw(scenario: &ScenarioInfo, seed: u64) -> Option<(land::Homes, roads::Roads, plant::Planted)> {
    let homes = land::settle(scenario, seed);
    let roads = roads::Roads::new(&homes, scenario.recipe.car);
    let demand = demand::draw(scenario, seed);
    let groups: Vec<usize> = homes.carers.iter().map(|home| home.group).collect();
    let carers = staff::draw(scenario, &groups, &roads, &demand, seed);
    let planted = plant::plant(demand, carers, &roads, seed)?;
    Some((homes, roads, planted))
}

fn make(name: &str, seed: u64, options: &GenerateOptions) -> Result<Planted, GenerateError> {
    let shortage_percent = options.shortage_percent;
    let scenario = scenarios()
        .iter()
        .find(|scenario| scenario.name == name)
        .ok_or_else(|| GenerateError::UnknownScenario { name: name.to_owned() })?;
    let sized = match options.clients {
        None => scenario.clone(),
        Some(clients) if (2..=LARGEST * scenario.clients).contains(&clients) => {
            scenario.of_size(clients)
        }
        Some(clients) => {
            let most = LARGEST * scenario.clients;
            return Err(GenerateError::BadClients { name: name.to_owned(), clients, most });
        }
    };
    let scenario = &sized;
    // A seed with which some visit finds no place is followed by another one drawn from it.
    let attempt = |number: u64| seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let found = (0..ATTEMPTS).map(attempt).find_map(|seed| draw(scenario, seed));
    let Some((homes, roads, mut planted)) = found else {
        return Err(GenerateError::NotPlanted { name: name.to_owned(), seed });
    };
    let details = detail::add(&mut planted, &roads, seed);

    let stream = &mut random::Stream::new(seed, "shortage");
    let missing: Vec<bool> =
        planted.shifts.iter().map(|_| stream.chance(shortage_percent * 10)).collect();
    let week =
        document::Week { scenario, seed, homes: &homes, planted: &planted, details: &details };
    let visits = (0..planted.placings.len())
        .map(|index| {
            let placing = &planted.placings[index];
            PlantedVisit {
                visit: week.visit_id(index),
                date: document::start() + Days::new(placing.day as u64),
                start: NaiveTime::MIN + chrono::TimeDelta::minutes(placing.start),
                carers: week.planted_carers(index),
            }
        })
        .collect();
    Ok(Planted { doc: week.document(&missing), visits })
}
