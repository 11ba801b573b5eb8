//! The `homecare` weeks: synthetic days and weeks of home care that several peers were measured on.
//!
//! How they become an instance: a tick is a second, and time 0 is 1970-01-01 00:00 UTC, the first day. A leg is
//! Euclidean, at the file's speed, rounded up to a second. Workers are carers whose shifts hold the whole route, both
//! legs from and to home included. Each visit starts inside its window, with `carers` slots (1 if not given) that
//! start together and all need all of its skills; all of them are filled or none.
//!
//! Prices are in seconds of travel, a grain each. A slot left out costs far more than all travel. Where there
//! are several days, each carer of a client beyond the first costs `face_seconds`, a key that a file may have, 90 if
//! not: peers that minimise travel alone send 6.1 carers to a client, and a minute or two of travel for a face less
//! brings that down while travel stays near its least. With 0 travel alone counts.

mod doc;
mod figures;
mod instance;
mod solution;

pub use figures::{Figures, figures};
pub use instance::read_instance;
pub use solution::{read_solution, write_solution};

/// What leaving a slot out costs: far more than all travel, in seconds of it.
const LEFT_OUT: i64 = 1_000_000;

/// What each carer of a client beyond the first costs where nothing is said, in seconds of travel.
const FACE: i64 = 90;
