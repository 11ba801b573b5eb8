//! The named weeks: how many clients, visits, hours and carers each has, and what it is made of.

use crate::figures::{
    CALLS_A_DAY, CALLS_A_DAY_TEAM, CAR_RURAL, CAR_TOWN, CAR_URBAN, ENGLAND, MICRO, Mix, NI, Speed,
};

/// A named week and its totals. Where they conflict with the mix of lengths or of calls a day, the totals win.
#[derive(Debug, Clone)]
pub struct ScenarioInfo {
    /// What `generate` is asked for.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Where its totals come from.
    pub source: &'static str,
    /// Clients.
    pub clients: usize,
    /// Visits in the week; a double-up is one visit.
    pub visits: usize,
    /// Visits with two carers.
    pub double_ups: usize,
    /// Minutes of care in the week, both carers of a double-up counted.
    pub contact_minutes: i64,
    /// Carers.
    pub carers: usize,
    /// Providers, teams or blocks that the carers belong to.
    pub teams: usize,
    pub(crate) recipe: Recipe,
}

impl ScenarioInfo {
    /// Carer-places in the week: a double-up has two.
    pub fn carer_slots(&self) -> usize {
        self.visits + self.double_ups
    }

    /// A week of the same kind for another number of clients, everything else in proportion; smaller ones have two carers more.
    pub(crate) fn of_size(&self, clients: usize) -> Self {
        let part = |whole: usize| (whole * clients + self.clients / 2) / self.clients;
        let (clients_then, clients_now) = (self.clients as i64, clients as i64);
        // A small team needs more people than its share: somebody has to be everywhere.
        let carers = part(self.carers) + if clients < self.clients { SPARE_CARERS } else { 0 };
        Self {
            clients,
            visits: part(self.visits).max(clients),
            double_ups: part(self.double_ups),
            // Half hours, so that some mix of lengths comes to it.
            contact_minutes: self.contact_minutes * clients_now / clients_then / 30 * 30,
            carers,
            teams: part(self.teams).clamp(1, carers),
            ..self.clone()
        }
    }
}

/// What a scenario is drawn from.
#[derive(Debug, Clone)]
pub(crate) struct Recipe {
    pub(crate) land: Land,
    pub(crate) service: Service,
    pub(crate) lengths: Mix,
    /// Shares of clients with 1 to 4 calls a day.
    pub(crate) calls_a_day: [u32; 4],
    pub(crate) car: Speed,
    /// Shares of carers by car, on foot, by bicycle and by bus.
    pub(crate) modes: [u32; 4],
}

/// What the country looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Land {
    Glens,
    County,
    Clusters,
    City,
    Neighbourhood,
    /// Somewhere in the country, another place for each seed.
    Network,
}

/// Who gives the care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// Employed carers in early, late and split shifts; personal care around the clock's four peaks.
    Agency,
    /// Nurses and aides of one self-managing team with contracts of 288 hours in all.
    Team,
    /// Self-employed people with windows of their own; an hour here and there.
    Micro,
}

/// Carers that a week for fewer clients has beyond its share.
const SPARE_CARERS: usize = 2;

const BY_CAR: [u32; 4] = [1000, 0, 0, 0];

static SCENARIOS: [ScenarioInfo; 6] = [
    ScenarioInfo {
        name: "highland-village",
        summary: "18 clients strung along two glens of 20 km each, 14 carers who live there",
        source: "230 hours a week is the Black Isle team (Inverness Courier); clients from 12.7 hours each (NI)",
        clients: 18,
        visits: 415,
        double_ups: 42,
        contact_minutes: 230 * 60,
        carers: 14,
        teams: 1,
        recipe: Recipe {
            land: Land::Glens,
            service: Service::Agency,
            lengths: NI,
            calls_a_day: CALLS_A_DAY,
            car: CAR_RURAL,
            modes: BY_CAR,
        },
    },
    ScenarioInfo {
        name: "somerset-microenterprises",
        summary: "600 clients in a county of hamlets and small towns, 171 self-employed providers",
        source: "Somerset's community microenterprises: 2,000 visits and 2,200 hours a week, 162 alone and 9 of two",
        clients: 600,
        visits: 2000,
        double_ups: 0,
        contact_minutes: 2200 * 60,
        carers: 180,
        teams: 171,
        recipe: Recipe {
            land: Land::County,
            service: Service::Micro,
            lengths: MICRO,
            calls_a_day: CALLS_A_DAY,
            car: CAR_RURAL,
            modes: BY_CAR,
        },
    },
    ScenarioInfo {
        name: "gloucestershire-block",
        summary: "150 clients in 6 postcode clusters, 96 carers in 6 blocks",
        source: "block contracts of 1,900 hours a week, 13 % double-ups",
        clients: 150,
        visits: 3363,
        double_ups: 437,
        contact_minutes: 1900 * 60,
        carers: 96,
        teams: 6,
        recipe: Recipe {
            land: Land::Clusters,
            service: Service::Agency,
            lengths: ENGLAND,
            calls_a_day: CALLS_A_DAY,
            car: CAR_TOWN,
            modes: BY_CAR,
        },
    },
    ScenarioInfo {
        name: "city-agency-500-clients",
        summary: "500 clients within 9 km of a city's centre, 290 carers",
        source: "500 clients at NI's visits each, 15 % double-ups, 30 minutes on average",
        clients: 500,
        visits: 11_043,
        double_ups: 1657,
        contact_minutes: 6350 * 60,
        carers: 290,
        teams: 8,
        recipe: Recipe {
            land: Land::City,
            service: Service::Agency,
            lengths: NI,
            calls_a_day: CALLS_A_DAY,
            car: CAR_URBAN,
            modes: [780, 80, 70, 70],
        },
    },
    ScenarioInfo {
        name: "neighbourhood-team-buurtzorg",
        summary: "50 clients in one neighbourhood, a team of 12 on foot and by bicycle",
        source: "Buurtzorg teams: 10 to 12 nurses, 40 to 60 clients, at least 60 % of 288 contract hours with clients",
        clients: 50,
        visits: 350,
        double_ups: 18,
        contact_minutes: 175 * 60,
        carers: 12,
        teams: 1,
        recipe: Recipe {
            land: Land::Neighbourhood,
            service: Service::Team,
            lengths: NI,
            calls_a_day: CALLS_A_DAY_TEAM,
            car: CAR_URBAN,
            modes: [0, 350, 650, 0],
        },
    },
    ScenarioInfo {
        name: "national-network",
        summary: "one locality of a nation of microproviders; each seed is another place",
        source: "a 304th of 182,500 clients, 553,000 visits, 608,000 hours, 55,000 carers and 52,000 providers",
        clients: 600,
        visits: 1819,
        double_ups: 0,
        contact_minutes: 2000 * 60,
        carers: 181,
        teams: 171,
        recipe: Recipe {
            land: Land::Network,
            service: Service::Micro,
            lengths: MICRO,
            calls_a_day: CALLS_A_DAY,
            car: CAR_TOWN,
            modes: [900, 40, 40, 20],
        },
    },
];

/// The named weeks.
pub fn scenarios() -> &'static [ScenarioInfo] {
    &SCENARIOS
}
