//! The section on the homecare days and week: unserved visits, travel and continuity, beside what peers reached.

use crate::page::facts;
use crate::run::Run;
use crate::table::table;

/// Case, peer, unserved visits, travel in minutes, carers per client, share of the main carer.
type Peer = (&'static str, &'static str, u32, u32, &'static str, &'static str);

/// What peers made of them on one core in 60 s, as the benchmark's own page has it.
const PEERS: [Peer; 12] = [
    ("hc_day40", "PyVRP 0.14.1", 0, 1053, "-", "-"),
    ("hc_day40", "VROOM 1.15.2", 0, 1066, "-", "-"),
    ("hc_day40", "jsprit 2.0", 0, 1115, "-", "-"),
    ("hc_day40", "vrp-cli 1.25 (deep)", 0, 1283, "-", "-"),
    ("hc_day40", "OR-Tools 9.15", 2, 1123, "-", "-"),
    ("hc_day40", "Timefold CE 1.24", 3, 2034, "-", "-"),
    ("hc_day40_du15", "OR-Tools 9.15", 17, 1451, "-", "-"),
    ("hc_week56", "PyVRP 0.14.1, day by day", 0, 7521, "6.1", "0.31"),
    ("hc_week56", "VROOM 1.15.2, day by day", 4, 8275, "5.4", "0.35"),
    ("hc_week56", "vrp-cli 1.25, day by day", 12, 8526, "5.4", "0.37"),
    ("hc_week56", "OR-Tools 9.15, day by day", 8, 8035, "5.3", "0.37"),
    ("hc_week56", "Timefold CE 1.24", 91, 9566, "5.1", "0.39"),
];

/// The section: every run, each case with its peers below.
pub fn section(runs: &[&Run], seconds: u64) -> String {
    let mut runs = runs.to_vec();
    runs.sort_by_key(|run| (order(&run.case), run.seed));
    let mut out = format!(
        "## Home-care days and a week\n\n{}{seconds} s each. Travel includes both ways from and to home. A week's number \
         after @ is what a carer more at a client's door costs, in seconds of travel: the trade between travel and \
         continuity. Peers had one core and 60 s (jsprit had no answer to the week in 300 s); those that go day by day \
         were given the week in seven parts. A double-up of ours is served by both carers or by none.\n\n",
        facts(&runs)
    );
    let mut rows = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        rows.push(row(run));
        let file = file(&run.case);
        if runs.get(i + 1).is_none_or(|next| self::file(&next.case) != file) {
            rows.extend(PEERS.iter().filter(|peer| peer.0 == file).map(peer));
        }
    }
    let headers = [
        "case",
        "by",
        "seed",
        "visits not served",
        "travel min",
        "carers per client",
        "main carer's share",
        "violations",
    ];
    out.push_str(&table(&headers, &rows));
    out
}

/// The file of a case, without a price.
fn file(case: &str) -> &str {
    case.split_once('@').map_or(case, |(file, _)| file)
}

/// By file, then by price.
fn order(case: &str) -> (&str, u32) {
    let (file, price) = case.split_once('@').unwrap_or((case, "0"));
    (file, price.parse().unwrap_or(0))
}

fn row(run: &Run) -> Vec<String> {
    let figure = |name: &str| run.figures.get(name).copied().unwrap_or(f64::NAN);
    vec![
        run.case.clone(),
        "rota".to_owned(),
        run.seed.to_string(),
        format!("{:.0}", figure("unserved_visits")),
        format!("{:.1}", figure("travel_minutes")),
        format!("{:.2}", figure("carers_per_client")),
        format!("{:.2}", figure("main_carer_share")),
        run.violations.to_string(),
    ]
}

fn peer(&(case, name, unserved, travel, carers, share): &Peer) -> Vec<String> {
    let cells = [case, name, "-"].map(str::to_owned).into_iter();
    let figures = [unserved.to_string(), travel.to_string(), carers.to_owned(), share.to_owned()];
    cells.chain(figures).chain(["-".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::tests::traced;

    #[test]
    fn each_case_is_followed_by_its_peers() {
        let run = |case: &str, travel: f64| {
            let figures = [("unserved_visits", 0.0), ("travel_minutes", travel)];
            let figures = figures.map(|(name, value)| (name.to_owned(), value)).into();
            Run { case: case.to_owned(), figures, ..traced(&[]) }
        };
        let runs =
            [run("hc_week56@90", 7400.0), run("hc_day40", 1040.5), run("hc_week56@0", 7300.0)];
        let page = section(&runs.iter().collect::<Vec<_>>(), 60);
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
        assert!(at("| hc_day40 | rota | 1 | 0 | 1040.5 |") < at("| hc_day40 | PyVRP"));
        assert!(at("| hc_day40 | Timefold") < at("| hc_week56@0 | rota"));
        assert!(at("| hc_week56@0 |") < at("| hc_week56@90 |"));
        assert!(
            at("| hc_week56@90 |")
                < at("| hc_week56 | PyVRP 0.14.1, day by day | - | 0 | 7521 | 6.1 | 0.31 | - |")
        );
        assert!(!page.contains("hc_day40_du15"), "what did not run has no peers here");
    }
}
