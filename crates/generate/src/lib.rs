//! Seeded synthetic weeks of home care.

mod demand;
mod figures;
mod land;
mod plant;
mod random;
mod roads;
mod scenario;
mod skills;
mod staff;

pub use scenario::{ScenarioInfo, scenarios};

/// Debug.
pub fn probe(name: &str, seed: u64) {
    let s = scenarios().iter().find(|s| s.name == name).expect("x");
    let homes = land::settle(s, seed);
    let roads = roads::Roads::new(&homes, s.recipe.car);
    let demand = demand::draw(s, seed);
    let groups: Vec<usize> = homes.carers.iter().map(|h| h.group).collect();
    let carers = staff::draw(s, &groups, &roads, &demand, seed);
    let v: usize = demand.calls.iter().map(|c| c.visits()).sum();
    let du: usize = demand.calls.iter().filter(|c| c.needs.len() == 2).map(|c| c.visits()).sum();
    let cm: i64 = demand.calls.iter().map(|c| c.contact()).sum();
    println!("{name} visits {v}/{} du {du}/{} contact {cm}/{}", s.visits, s.double_ups, s.contact_minutes);
    let supply: i64 = carers.iter().flat_map(|c| &c.pieces).map(|p| p.to - p.from).sum();
    let p = plant::plant(demand, carers, &roads, seed);
    match p {
        Err(c) => println!("failed at call {c}"),
        Ok(p) => {
            let total: i64 = p.shifts.iter().map(|s| s.piece.to - s.piece.from).sum();
            let used: i64 = p.shifts.iter().filter(|s| !s.stops.is_empty()).map(|s| s.piece.to - s.piece.from).sum();
            let mut span = 0; let mut care = 0; let mut travel = 0; let mut inner = 0;
            for s in p.shifts.iter().filter(|s| !s.stops.is_empty()) {
                let h = roads.home(s.carer); let m = p.carers[s.carer].mode;
                let f = &s.stops[0]; let l = &s.stops[s.stops.len()-1];
                let mut at = h;
                span += l.end - f.start + roads.minutes(m, h, f.place) + roads.minutes(m, l.place, h);
                inner += l.end - f.start;
                for x in &s.stops { travel += roads.minutes(m, at, x.place); at = x.place; care += x.end - x.start; }
                travel += roads.minutes(m, at, h);
            }
            let mut faces = 0;
            for c in 0..s.clients {
                let mut v: Vec<usize> = p.shifts.iter().filter(|s| s.stops.iter().any(|x| x.place == c)).map(|s| s.carer).collect();
                v.sort(); v.dedup(); faces += v.len();
            }
            println!("supply h {} with extra {} pieces {} used pieces {} used h {} span {} inner {} care {} travel {} faces/client {:.1} female {} of {}", supply/60, total/60, p.shifts.len(), p.shifts.iter().filter(|s| !s.stops.is_empty()).count(), used/60, span/60, inner/60, care/60, travel/60, faces as f64 / s.clients as f64, p.wishes.iter().filter(|w| w.female_only).count(), s.clients);
            for d in 0..7 { print!("{} ", p.shifts.iter().filter(|s| s.piece.day==d && !s.stops.is_empty()).count()); } println!();
        }
    }
}
