//! The auditor against cases computed by hand, planted faults, clock changes and garbage.

mod cases;
mod clock_change;
mod figures;
mod garbage;
mod money;
mod planted;
mod scene;
mod sheets;
mod week;
