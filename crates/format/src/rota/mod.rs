//! Rotas as JSON (rota/rota/v1).

mod read;
mod write;

pub use read::read_rota;
pub use write::{RotaMeta, sha256_hex, write_rota};
