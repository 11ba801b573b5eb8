//! The quality benchmark: how good the rotas are that the solver finds within a time limit, on public instances with
//! published values and on generated weeks. `rota-quality` runs it and keeps `docs/benchmarks.md`.
//!
//! Each run is a process of its own, so that its memory and its processor time are its own and a crash costs
//! one run. Results are written to a side file as they come and the page is made from that file, so that a long
//! benchmark can be interrupted and taken up again.

pub mod ablation;
pub mod family;
pub mod homecare;
pub mod host;
pub mod page;
pub mod public;
pub mod results;
pub mod run;
pub mod table;
pub mod weeks;
