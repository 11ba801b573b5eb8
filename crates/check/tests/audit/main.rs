//! The auditor against cases computed by hand, planted faults and garbage.

mod cases;
mod scene;
