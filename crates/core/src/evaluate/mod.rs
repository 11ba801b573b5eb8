//! All pricing, and nothing else: moves propose, this module says what they cost.
//!
//! [`full`] measures a plan from scratch; [`timing`] prices one route; [`propagate`] finds how starts move when
//! visits are inserted or removed, [`days`] what a carer's days ask of each other; [`places`] sifts by estimates;
//! [`insertion`] puts these together into the price of a move; [`limits`] tells what a carer may not work. The `paranoid`
//! feature compares the incremental cost with [`full`] after every accepted move.

pub mod chain;
pub mod days;
pub mod full;
pub mod habit;
pub mod insertion;
pub mod limits;
pub mod places;
pub mod propagate;
pub mod timing;
pub mod whole;
