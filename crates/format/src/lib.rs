//! What input and output look like: JSON problems and rotas, their schemas, findings about them, and the
//! formats of public benchmarks. Nothing else in the workspace knows these shapes.

mod benchmark;
mod build;
mod civil;
pub mod doc;
mod finding;
pub mod hhcrsp;
pub mod homecare;
mod json;
mod legs;
mod loader;
mod problem;
mod review;
mod rota;
pub mod schema;
pub mod uhhc;
pub mod vrptw;

pub use build::tolerance;
pub use finding::{Code, CodeInfo, Finding, Findings, Severity, catalogue_markdown};
pub use loader::{Folder, Loader, NoFiles};
pub use problem::{build_problem, parse_problem, parse_problem_with, write_problem};
pub use rota::{RotaMeta, read_rota, sha256_hex, write_rota};
