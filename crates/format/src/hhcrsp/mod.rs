//! HHCRSP: one-day home health care routing and scheduling, the public benchmark of Mankowska, Meisel and
//! Bierwirth (2014), Kummer (2021) and Ceschia, Di Gaspero, Rosati and Schaerf (2024).
//!
//! How it becomes an instance: a tick is a thousandth of the file's unit, and time 0 is 1970-01-01 00:00 UTC.
//! Each patient is a client with a place of its own; services are skills. A patient with one service, and one
//! with two simultaneous services, is one visit named as the patient; one with two sequential services is two
//! visits, "patient/1" and "patient/2", tied by a gap between their starts and by different carers. Starting after
//! the window's end is allowed at a price. The three parts of the cost are each priced at a grain a tick, so that
//! the benchmark's cost is the sheet's total over 3,000.

mod doc;
mod instance;
mod retime;
mod solution;

use rota_model::Sheet;

pub use instance::read_instance;
pub use retime::earliest;
pub use solution::{read_solution, write_solution};

/// Ticks for each unit of time in the files.
const TICKS: i64 = 1000;

/// What leaving a slot out costs: far more than any solution, in grains.
const LEFT_OUT: i64 = 1_000_000_000;

/// The benchmark's cost: (distance + tardiness + largest tardiness) / 3, in the units of the files. Each service
/// left out adds a third of a million.
pub fn objective(sheet: &Sheet) -> f64 {
    sheet.total().0 as f64 / (3 * TICKS) as f64
}
