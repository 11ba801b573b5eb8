//! UHHC: the unified formulation of home health care routing and scheduling by Ceschia et al. (2026), with the
//! converted sets of Bazirha.
//!
//! How it becomes an instance: a tick is the file's unit of time, and time 0 is 1970-01-01 00:00 UTC. Each patient is a
//! client; services are skills. One service, or two simultaneous ones that can share a deadline, are one visit named as the
//! patient; other pairs are two visits, "patient/1" and "patient/2", by different carers, tied by a gap between their starts
//! (sequential: its distance; simultaneous: 0; independent: none) and, for optional patients, both served or neither.
//! A start is late against the last window that opens by then, so that a window lasts until the next one opens; where the
//! window binds the end of service, each service's deadline is earlier by its length. Preferred caregivers are usual carers,
//! incompatible ones are excluded, lunches are breaks that may lie at the ends of a route.
//!
//! A unit of cost is 100 grains. Every component is the rule that measures it; "HARD" enforces it, or makes windows
//! hard. Optional patients with two slots are of priority movable and half the price a slot, so that a patient left
//! out costs the same.

mod doc;
mod instance;
mod solution;

use rota_model::Sheet;

pub use instance::read_instance;
pub use solution::{read_solution, write_solution};

/// Grains for each unit of cost: one for each point of unfamiliarity of a carer who is not preferred.
const GRAINS: i64 = 100;

/// What leaving out a slot of a patient who is not optional costs: far more than any solution, in units of cost.
const LEFT_OUT: i64 = 1_000_000;

/// What the files call a lunch.
const LUNCH: &str = "lunch_break";

/// The benchmark's cost. Each service left out that is not optional adds a million.
pub fn objective(sheet: &Sheet) -> f64 {
    sheet.total().0 as f64 / GRAINS as f64
}
