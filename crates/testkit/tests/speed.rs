//! temp
#[test]
fn speed() {
    let n: u64 = std::env::var("N").map_or(2000, |n| n.parse().unwrap());
    let mut times = vec![];
    let all = std::time::Instant::now();
    for seed in 0..n {
        let i = rota_testkit::tiny::random(seed);
        let t = std::time::Instant::now();
        let r = rota_testkit::brute::solve(&i);
        if t.elapsed().as_millis() > 1000 { println!("SLOW {seed} {:?} slots {}", t.elapsed(), i.slot_count()); }
        times.push((
            t.elapsed().as_micros(),
            seed,
            i.visits.len(),
            i.slot_count(),
            i.carers.iter().map(|c| c.shifts.len()).sum::<usize>(),
            r.unallocated.len(),
        ));
    }
    times.sort();
    println!(
        "total {:?} median {:?} p99 {:?}",
        all.elapsed(),
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
    for t in times.iter().rev().take(8) {
        println!("{t:?}");
    }
}
#[test]
fn look() {
    for seed in std::env::var("S").unwrap_or_default().split(",").filter_map(|s| s.parse().ok()).collect::<Vec<u64>>() {
        let i = rota_testkit::tiny::random(seed);
        println!("== {seed} links {:?}", i.links.iter().map(|l| l.kind).collect::<Vec<_>>());
        for c in &i.carers {
            println!("{} {:?} shifts {}", c.id, c.contract, c.shifts.len());
        }
        for v in &i.visits {
            println!(
                "{} slots {} width {:?}",
                v.id,
                v.slots.len(),
                v.windows.iter().map(|w| (w.latest - w.earliest) / 300).collect::<Vec<_>>()
            );
        }
        for &r in rota_model::RuleId::ALL {
            if let rota_model::Level::Priced(p) = i.policy.level(r)
                && r.info().scope != rota_model::Scope::Pair
            {
                print!("{r:?} {} ", p.0);
            }
        }
        println!();
    }
}
