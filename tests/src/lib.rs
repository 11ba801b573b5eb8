//! tests of the whole program.
