//! Carers, their shifts, skills and contracts.

use chrono::NaiveDate;

use crate::{
    CarerId, ClientId, Instant, Interval, LanguageId, Mode, PlaceId, Seconds, ShiftId, SkillId,
    TeamId, Terms,
};

/// As written on a client's wish and a carer's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another.
    Other,
}

/// A skill that a carer holds, perhaps only for a time or only for one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillHeld {
    /// The skill.
    pub skill: SkillId,
    /// First date on which it holds; `None`: always has.
    pub from: Option<NaiveDate>,
    /// Last date on which it holds; `None`: no expiry.
    pub until: Option<NaiveDate>,
    /// Signed off for this client only; `None`: for everybody.
    pub client: Option<ClientId>,
}

/// The hours a carer is engaged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contract {
    /// The period that the hours are for, in days (7: a week).
    pub period_days: u32,
    /// Guaranteed time in each period.
    pub min: Option<Seconds>,
    /// Time in each period that suits the carer.
    pub target: Option<Seconds>,
    /// Most time in each period.
    pub max: Option<Seconds>,
    /// Time worked before the horizon beyond what the contract comes to so far; less than 0: short of it, and owed.
    pub carried: Seconds,
}

impl Contract {
    /// What `time` in a period comes to over a horizon of `days`, in proportion, rounded down.
    pub fn over(&self, time: Seconds, days: u32) -> Seconds {
        time * i64::from(days) / i64::from(self.period_days.max(1))
    }

    /// What is left of `time` in a period for a horizon of `days`: its part of the period less what was carried over, at
    /// least 0.
    pub fn due(&self, time: Seconds, days: u32) -> Seconds {
        (self.over(time, days) - self.carried).max(0)
    }
}

/// When a carer sets out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Departure {
    /// So as not to wait at the first door: what comes before costs the carer nothing.
    #[default]
    AsLateAsFree,
    /// When the shift starts, whatever the first stop is: waiting at the first door counts.
    AtShiftStart,
}

/// A rest that a shift has to have if it is worked, or worked for long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Earliest start of the rest.
    pub earliest: Instant,
    /// Latest end of the rest.
    pub latest: Instant,
    /// Least length of the rest, more than 0.
    pub least: Seconds,
    /// Whether it may lie before the first stop's care or after the last one's.
    pub at_ends: bool,
    /// It is asked for only if the route takes longer than this from setting out to the return; `None`: of any route.
    pub after: Option<Seconds>,
}

/// When and from where a carer may work once; a route fills at most one shift.
///
/// The whole route lies inside: leaving `start_place` no earlier than `start`, reaching `end_place` no later
/// than `end` (unless the policy prices overtime).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its name, unique in the instance.
    pub id: ShiftId,
    /// Earliest departure.
    pub start: Instant,
    /// Latest return; [`Instant::NEVER`] for none.
    pub end: Instant,
    /// Where the route starts; `None`: at the first visit's door, and getting there is not counted.
    pub start_place: Option<PlaceId>,
    /// Where the route ends; `None`: at the last visit's door.
    pub end_place: Option<PlaceId>,
    /// Most units that the route's stops may bring to clients together; `None`: anything.
    pub capacity: Option<i64>,
    /// When the carer sets out.
    pub departs: Departure,
    /// Rests to be had.
    pub breaks: Vec<Break>,
}

/// Somebody who gives care.
#[derive(Debug, Clone, PartialEq)]
pub struct Carer {
    /// Its name in files.
    pub id: CarerId,
    /// A person's name, for reports only.
    pub name: Option<String>,
    /// Team or provider.
    pub team: Option<TeamId>,
    /// How the carer gets about.
    pub mode: Mode,
    /// Skills held.
    pub skills: Vec<SkillHeld>,
    /// Gender, where it is recorded.
    pub gender: Option<Gender>,
    /// Languages spoken.
    pub languages: Vec<LanguageId>,
    /// Clients to whom this carer must not be sent (exclusions count both ways).
    pub exclusions: Vec<ClientId>,
    /// Shifts, by start, without overlap.
    pub shifts: Vec<Shift>,
    /// Times at which no part of a route may lie.
    pub absences: Vec<Interval>,
    /// Hours engaged for.
    pub contract: Option<Contract>,
    /// Status, limits, past work and pay.
    pub terms: Terms,
}
