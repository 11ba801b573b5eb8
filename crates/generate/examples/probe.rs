//! x
fn main(){ let seed = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(1);
 for s in rota_generate::scenarios() { let t = std::time::Instant::now(); rota_generate::probe(s.name, seed); println!("  {:?}", t.elapsed()); } }
