//! benches of the whole program.
