//! x
fn main(){ let seed = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(1);
 for s in rota_generate::scenarios() { let t = std::time::Instant::now(); let p = rota_generate::generate_planted(s.name, seed).expect("p"); let e = t.elapsed(); let text = rota_format::write_problem(&p.doc);
 std::fs::write(format!("/tmp/gen-{}-{seed}.json", s.name), &text).expect("w");
 match rota_format::build_problem(&p.doc) { Err(f) => println!("{} ERR {:?} {}", s.name, e, &f.to_text(false).chars().take(2000).collect::<String>()),
  Ok((i, f)) => { println!("{} {:?} bytes {} slots {} findings {} rota {:?}", s.name, e, text.len(), i.slot_count(), f.len(), p.rota(&i).map(|r| r.routes.len())); for x in f.iter().take(4) { println!("   {x:?}"); } } } } }
