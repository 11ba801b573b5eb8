//! VRPTW: Solomon's files, and small ones of our own.

use std::path::PathBuf;

use rota_format::vrptw::{objective, read_instance, read_solution, write_solution};
use rota_model::{Instant, Level, RuleId, Sheet, SheetLine};

/// A depot and three customers; distances 5, 2.5 and 5 from the depot.
const TINY: &str = "tiny\n\nVEHICLE\nNUMBER     CAPACITY\n  2         20\n\nCUSTOMER\n\
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME\n \n\
    0      0         0          0          0        100          0\n\
    1      3         4         10         20         30         10\n\
    2      1.5       2          7          0         90         10\n\
    3      2         3         10          0         40       10.5\n";

const ROUTES: &str = "Route #1: 2 1\nRoute #2: 3\nCost 17.2\n";

fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/benchmarks/vrptw");
    folder.is_dir().then_some(folder)
}

#[test]
fn a_tiny_instance_is_read_as_documented() {
    let instance = read_instance(TINY).expect("an instance");
    assert_eq!((instance.name.as_str(), instance.carers.len()), ("tiny", 2));
    let shift = &instance.carers[1].shifts[0];
    assert_eq!((shift.start, shift.end, shift.capacity), (Instant(0), Instant(1000), Some(20)));
    let visit = &instance.visits[2];
    assert_eq!((visit.slots[0].duration, visit.slots[0].load), (105, 10));
    let window = instance.visits[0].windows[0];
    assert_eq!((window.earliest, window.latest), (Instant(200), Instant(300)));
    // From (0, 0): 5; 2.5; the root of 13 is 3.605 and truncated to 3.6.
    assert_eq!(instance.travel.matrices[0].seconds[0], [0, 50, 25, 36]);
    // A vehicle for each would drive 2 x (5 + 2.5 + 3.6) = 22.2: leaving anybody out costs more.
    let price = |rule| instance.policy.level(rule);
    assert!(matches!(price(RuleId::UnallocatedNormal), Level::Priced(rate) if rate.0 == 223));
    assert!(matches!(price(RuleId::Travel), Level::Priced(rate) if rate.0 == 1));
}

#[test]
fn a_solution_is_timed_as_early_as_can_be_and_written_again() {
    let instance = read_instance(TINY).expect("an instance");
    let mut rota = read_solution(ROUTES, &instance).expect("a solution");
    let first = &rota.routes[0];
    // At 2 from 2.5 to 12.5, at 1 at 15 and waiting until 20, back at 30 + 5.
    assert_eq!((first.depart, first.stops[0].start), (Instant(0), Instant(25)));
    assert_eq!((first.stops[1].arrive, first.stops[1].start), (Instant(150), Instant(200)));
    assert_eq!(first.finish, Instant(350));
    let price = instance.policy.rate(RuleId::Travel).price(172);
    let sheet = Sheet { lines: vec![SheetLine { rule: RuleId::Travel, measure: 172, price }] };
    assert!((objective(&sheet) - 17.2).abs() < 1e-9);
    rota.sheet = sheet;
    assert_eq!(write_solution(&instance, &rota), ROUTES);
}

#[test]
fn nothing_wrong_is_repaired() {
    let instance = read_instance(TINY).expect("an instance");
    let read = |text: &str| read_solution(text, &instance).expect("a solution");
    let stops = |text: &str| -> usize { read(text).routes.iter().map(|r| r.stops.len()).sum() };
    assert_eq!(stops("Route #1: 1 2 1\n"), 3, "one twice, one missing");
    // At 3 from 3.6 to 14.1, at 2 at 15.2, there again until 35.2, at 1 at 37.7.
    let late = read("Route #1: 3 2 2 1\n");
    assert_eq!(late.routes[0].stops[3].start, Instant(377), "3 and 2 make 1 too late");
    assert_eq!(stops("Route 1:\r\n\r\nroute #7: 3\r\n"), 1, "an empty route is none");
}

#[test]
fn what_is_wrong_is_a_finding_with_its_line() {
    let wrong = |from: &str, to: &str| -> Vec<(&str, String)> {
        let text = TINY.replacen(from, to, 1);
        assert_ne!(text, TINY, "{from}");
        let findings = read_instance(&text).expect_err("a wrong instance");
        findings.list.iter().map(|found| (found.code.id(), found.path.clone())).collect()
    };
    let at = |code: &'static str, line: usize| vec![(code, format!("line {line}"))];
    assert_eq!(wrong("VEHICLE", "VEHICULE"), at("E1903", 3));
    assert_eq!(wrong("  2         20", "  2"), at("E1903", 5));
    assert_eq!(wrong("  2         20", "  0         20"), at("E1901", 5));
    assert_eq!(wrong("  2         20", "  2         -20"), at("E1901", 5));
    assert_eq!(wrong("1.5", "one"), at("E1903", 12));
    assert_eq!(wrong("1.5", "inf"), at("E1903", 12));
    assert_eq!(wrong("1.5", "1500000000"), at("E1901", 12));
    assert_eq!(wrong("10.5", "10.55"), at("E1901", 13));
    assert_eq!(wrong("10.5", "0"), at("E1901", 13));
    assert_eq!(wrong("3      2 ", "5      2 "), at("E1902", 13));
    assert_eq!(wrong("20         30", "31         30"), at("E1902", 11));
    assert_eq!(wrong("CUSTOMER\n", ""), at("E1903", 7));
    let cut = read_instance("tiny\nVEHICLE\n").expect_err("a cut-off file");
    assert_eq!(cut.list[0].code.id(), "E1903");

    let instance = read_instance(TINY).expect("an instance");
    let codes = |text: &str| -> Vec<(&str, String)> {
        let findings = read_solution(text, &instance).expect_err("a wrong solution");
        findings.list.iter().map(|found| (found.code.id(), found.path.clone())).collect()
    };
    assert_eq!(codes("Route #1: 1 4\n"), at("E1902", 1));
    assert_eq!(codes("Route #1: 1\nRoute #2: 2\nRoute #3: 3\n"), at("E1902", 3));
    assert_eq!(codes("Route #1: 1\nCost much\n"), at("E1903", 2));
    assert_eq!(codes("1 2 3\n"), at("E1903", 1));
}

#[test]
fn every_public_instance_is_read() {
    let Some(folder) = shared() else {
        println!("skipped: there are no public benchmarks beside the checkout");
        return;
    };
    let table = std::fs::read_to_string(folder.join("best_known.csv")).expect("the table");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let mut read = 0;
    for row in rows.records() {
        let row = row.expect("a row");
        let name = row[0].to_owned();
        // The table has other conventions too.
        if !row[3].starts_with("DIMACS") {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a file");
        let instance = read_instance(&text).expect(&name);
        assert!(instance.visits.len() >= 100, "{name}");
        read += 1;
    }
    assert_eq!(read, 59);
}
