//! VRPTW: vehicle routing with time windows, in the text format of Solomon (1987) and of Gehring and Homberger.
//!
//! How it becomes an instance, by the DIMACS convention: a tick is a tenth of the file's unit of time and of
//! distance, a leg is Euclidean and truncated to a tick, and takes as long as it is. Vehicles are alike carers with
//! one shift each, from and to the depot, inside the depot's window; their number costs nothing. Each customer is
//! a client with one visit, named by its number, which starts inside its window. Travel is priced at a grain a tick,
//! so that the literature's distance is the sheet's total over ten, and leaving a customer out at more than a
//! vehicle for every customer would drive.

mod instance;
mod lines;
mod solution;

use rota_model::Sheet;

pub use instance::read_instance;
pub use solution::{read_solution, write_solution};

/// Ticks for each unit of time and distance in the files.
const TICKS: i64 = 10;

/// The distance driven, in the units of the files; customers left out add what leaving them out costs.
pub fn objective(sheet: &Sheet) -> f64 {
    sheet.total().0 as f64 / TICKS as f64
}
