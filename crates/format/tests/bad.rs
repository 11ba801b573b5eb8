//! Malformed and odd problems: each gives its findings, all of them, and nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rota_format::{Code, Finding, Findings, Folder, parse_problem_with};

/// Files of `fixtures/bad` with the codes that they give.
const BAD: &[(&str, &[&str])] = &[
    ("cut-off", &["E1001"]),
    ("comment", &["E1001"]),
    ("trailing-comma", &["E1001"]),
    ("empty", &["E1001"]),
    ("something-after-the-end", &["E1001"]),
    ("number-too-large-for-a-float", &["E1009"]),
    ("a-list-instead-of-a-problem", &["E1002"]),
    ("text-for-minutes", &["E1002"]),
    ("number-for-a-time", &["E1002"]),
    ("three-wrong-types", &["E1002", "E1002", "E1002"]),
    ("half-a-day", &["E1002"]),
    ("minutes-too-large-for-any-integer", &["E1009"]),
    ("start-missing", &["E1003"]),
    ("window-without-to", &["E1003"]),
    ("unknown-key", &["E1004"]),
    ("unknown-keys-everywhere", &["E1004", "E1004", "E1004"]),
    ("unknown-key-inside-an-optional-part", &["E1004"]),
    ("unknown-priority", &["E1005"]),
    ("unknown-gender", &["E1005"]),
    ("key-twice", &["E1006"]),
    ("rule-twice", &["E1006"]),
    ("format-missing", &["E1007"]),
    ("a-rota-instead-of-a-problem", &["E1007"]),
    ("nested-too-deeply", &["E1008"]),
    ("coordinates-with-three-numbers", &["E1010"]),
    ("id-with-a-slash", &["E1101"]),
    ("id-empty", &["E1101"]),
    ("two-clients-of-one-id", &["E1102"]),
    ("two-visits-of-one-id", &["E1102"]),
    ("excluded-carer-unknown", &["E1103"]),
    ("pinned-carer-unknown", &["E1103"]),
    ("excluded-client-unknown", &["E1104"]),
    ("home-unknown", &["E1105"]),
    ("link-to-an-unknown-visit", &["E1106"]),
    ("link-to-a-date-without-the-visit", &["E1106"]),
    ("client-and-carer-with-one-place-name", &["E1107"]),
    ("two-homes", &["E1108"]),
    ("no-such-date", &["E1201"]),
    ("british-date", &["E1201"]),
    ("start-in-the-year-99999", &["E1201"]),
    ("time-with-a-dot", &["E1202"]),
    ("time-after-24-00", &["E1202"]),
    ("zone-unknown", &["E1203"]),
    ("horizon-of-29-days", &["E1204"]),
    ("horizon-of-no-days", &["E1204"]),
    ("visit-outside-the-horizon", &["E1205"]),
    ("repeat-not-understood", &["E1206"]),
    ("shift-days-not-understood", &["E1206"]),
    ("repeat-hits-no-day", &["E1207"]),
    ("date-and-repeat", &["E1208"]),
    ("visit-without-a-date", &["E1209"]),
    ("date-twice", &["E1210"]),
    ("except-without-repeat", &["E1211"]),
    ("no-windows", &["E1301"]),
    ("soft-end-after-the-hard-one", &["E1302"]),
    ("preferred-outside-the-window", &["E1302"]),
    ("windows-overlap", &["E1303"]),
    ("window-over-midnight-overlaps-the-next-day", &["E1303"]),
    ("no-minutes", &["E1305"]),
    ("zero-minutes", &["E1304"]),
    ("absurd-minutes", &["E1304"]),
    ("negative-minutes-of-a-slot", &["E1304"]),
    ("five-carers", &["E1306"]),
    ("no-carers", &["E1306"]),
    ("carers-and-slots-disagree", &["E1307"]),
    ("slot-after-the-visit", &["E1308"]),
    ("no-slot-at-the-start", &["E1308"]),
    ("pinned-time-outside-the-window", &["E1309"]),
    ("pinned-date-not-allowed", &["E1310"]),
    ("pin-for-a-date-without-the-visit", &["E1311"]),
    ("more-pinned-carers-than-slots", &["E1312"]),
    ("carer-pinned-twice", &["E1313"]),
    ("pinned-time-without-a-date", &["E1314"]),
    ("pinned-time-that-the-clocks-skip", &["W2107", "E1315"]),
    ("familiarity-of-101", &["E1316"]),
    ("no-carers-at-most", &["E1317"]),
    ("usual-carer-twice", &["E1318"]),
    ("units-to-bring-negative", &["E1319", "E1319"]),
    ("usual-at-a-call-twice", &["E1318"]),
    ("time-and-windows", &["E1320"]),
    ("soft-tolerance-beyond-the-hard-one", &["E1321"]),
    ("soft-tolerance-beyond-the-usual-hard-one", &["E1321"]),
    ("tolerance-of-a-day", &["E1321"]),
    ("tolerance-without-a-time", &["E1321"]),
    ("agreed-time-with-a-dot", &["E1202"]),
    ("soft-parameter-beyond-the-hard-one", &["E1724"]),
    ("tolerances-of-two-days-overlap", &["E1303"]),
    ("team-of-nobody", &["E1322"]),
    ("visit-with-a-gender-preferred", &["E1003", "E1004"]),
    ("shift-without-length", &["E1401"]),
    ("shifts-overlap", &["E1402"]),
    ("night-shift-overlaps-the-morning", &["E1402"]),
    ("absence-out-of-order", &["E1403"]),
    ("absence-without-an-end", &["E1003"]),
    ("contract-hours-out-of-order", &["E1404"]),
    ("contract-hours-beyond-the-week", &["E1404"]),
    ("hours-carried-over-beyond-the-period", &["E1404"]),
    ("hours-carried-over-without-a-contract", &["E1404"]),
    ("contract-period-of-0-days", &["E1405"]),
    ("skill-ends-before-it-starts", &["E1406"]),
    ("room-for-too-many-units", &["E1407", "E1407"]),
    ("breaks-out-of-range", &["E1408", "E1408", "E1408"]),
    ("break-longer-than-its-time", &["E1409"]),
    ("break-outside-of-its-shift", &["E1410"]),
    ("link-to-itself", &["E1501"]),
    ("gap-without-a-size", &["E1502"]),
    ("order-with-a-gap", &["E1503"]),
    ("gap-out-of-order", &["E1504"]),
    ("order-in-a-circle", &["E1505"]),
    ("same-and-different-carer", &["E1505"]),
    ("link-ties-nothing", &["E1506"]),
    ("link-unclear", &["E1507"]),
    ("gap-of-a-year", &["E1508"]),
    ("latitude-of-91", &["E1601"]),
    ("no-way-to-the-client", &["E1602"]),
    ("matrix-not-square", &["E1603", "E1603"]),
    ("matrix-with-negative-and-huge-times", &["E1604", "E1604"]),
    ("matrix-without-times", &["E1605"]),
    ("matrix-in-minutes-and-seconds", &["E1605"]),
    ("matrix-with-a-place-twice", &["E1102"]),
    ("matrix-with-an-unknown-place", &["E1105"]),
    ("matrix-file-missing", &["E1606"]),
    ("matrix-file-malformed", &["E1607"]),
    ("speed-of-nothing", &["E1608"]),
    ("detour-under-1", &["E1608", "E1608"]),
    ("rule-unknown", &["E1701"]),
    ("structural-rule-off", &["E1702"]),
    ("strict-rule-with-a-price", &["E1702"]),
    ("price-negative", &["E1703"]),
    ("price-of-a-billion-pounds", &["E1703"]),
    ("price-per-hour-for-miles", &["E1704"]),
    ("level-and-price", &["E1705"]),
    ("neither-level-nor-price", &["E1705"]),
    ("terms-out-of-range", &["E1421", "E1421", "E1421"]),
    ("pay-of-a-carer-alone", &["E1421"]),
    ("past-weeks-out-of-range", &["E1421", "E1421"]),
    ("past-work-that-can-not-be", &["E1422", "E1422", "E1422"]),
    ("zero-hours-with-guaranteed-hours", &["E1423"]),
    ("pack-unknown", &["E1721"]),
    ("packs-of-two-nations", &["E1722"]),
    ("parameter-unknown", &["E1723"]),
    ("parameter-out-of-range", &["E1724"]),
    ("enforced-rules-changed-without-a-reason", &["E1725", "E1725", "E1725"]),
    ("advisory-rule-enforced", &["E1702"]),
    ("pay-out-of-range", &["E2001", "E2001", "E2001", "E2001", "E2001"]),
    ("rates-out-of-range", &["E1703", "E1703"]),
    ("many-different-things", &["E1201", "E1204", "E1304", "E1202", "E1103", "E1405"]),
];

/// Files of `fixtures/odd` with the codes that they give.
const ODD: &[(&str, &[&str])] = &[
    ("nobody-may-serve", &["W2101"]),
    ("skill-expired-for-the-visit", &["W2102", "W2123"]),
    ("pinned-carer-is-excluded", &["W2102"]),
    ("intimate-care-without-a-carer", &["W2102"]),
    ("nobody-may-come-alone", &["W2102"]),
    ("visit-outside-shifts", &["W2103"]),
    ("no-time-for-the-way", &["W2104"]),
    ("shift-shorter-than-any-visit", &["W2105"]),
    ("two-carers-of-one-name", &["W2106"]),
    ("window-over-the-clock-change", &["W2107", "W2107"]),
    ("date-outside-is-ignored", &["W2108"]),
    ("exception-of-nothing", &["W2109"]),
    ("client-without-visits", &["W2110"]),
    ("carer-without-shifts", &["W2111"]),
    ("carer-away-all-week", &["W2111"]),
    ("usual-carer-has-left", &["W2112"]),
    ("skill-misspelt", &["W2113"]),
    ("language-misspelt", &["W2114"]),
    ("history-in-the-future", &["W2115"]),
    ("time-from-a-place-to-itself", &["W2116"]),
    ("gap-wider-than-the-windows", &["W2117"]),
    ("contract-longer-than-shifts", &["W2118"]),
    ("double-up-for-one-carer", &["W2119"]),
    ("usual-carer-excluded", &["W2120"]),
    ("nothing-to-plan", &["W2121", "W2121"]),
    ("more-units-than-room", &["W2124"]),
    ("usual-at-a-call-misspelt", &["W2125"]),
    ("latitude-and-longitude-swapped", &["W2104", "W2122"]),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// What a file gives: whether it can be used, and its findings.
fn findings(folder: &Path, name: &str) -> (bool, Findings) {
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).expect(name);
    match parse_problem_with(&text, name, &Folder(folder.to_path_buf())) {
        Ok((_, warnings)) => (true, Findings::new(name, &text, warnings)),
        Err(findings) => (false, findings),
    }
}

fn codes(list: &[Finding]) -> Vec<&str> {
    list.iter().map(|finding| finding.code.id()).collect()
}

/// Compares a folder with its table.
fn check(folder: &Path, table: &[(&str, &[&str])], usable: bool) {
    let mut wrong = Vec::new();
    for (name, expected) in table {
        let (is_usable, found) = findings(folder, name);
        let mut sorted = (codes(&found.list), expected.to_vec());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        if is_usable != usable || sorted.0 != sorted.1 {
            wrong.push(format!("{name}: expected {expected:?}, found\n{found}"));
        }
        for finding in &found.list {
            assert!(!finding.cause.is_empty() && !finding.remedy.is_empty(), "{name}");
        }
        // Both renderings stand whatever is in the file.
        assert!(!found.to_text(false).is_empty(), "{name}");
        let json: serde_json::Value = serde_json::from_str(&found.to_json()).expect(name);
        assert_eq!(json["findings"].as_array().map(Vec::len), Some(found.list.len()), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    let listed: BTreeSet<String> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, listed, "every file is in the table");
}

#[test]
fn every_malformed_problem_gives_its_findings() {
    check(&folder("bad"), BAD, false);
}

#[test]
fn every_odd_problem_gives_its_warnings() {
    check(&folder("odd"), ODD, true);
}

#[test]
fn every_code_about_problems_has_a_file() {
    let shown: BTreeSet<&str> =
        BAD.iter().chain(ODD).flat_map(|(_, codes)| codes.iter().copied()).collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.id())
        .filter(|id| !id.starts_with("E18") && !id.starts_with("E19") && !shown.contains(id))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn findings_are_in_the_order_of_the_text_and_say_where() {
    let (_, found) = findings(&folder("bad"), "many-different-things");
    let starts: Vec<usize> =
        found.list.iter().map(|finding| finding.span.clone().expect("a place").start).collect();
    assert!(starts.is_sorted());
    let days = found.list.iter().find(|finding| finding.code == Code::BadHorizon).expect("it");
    assert_eq!(days.path, "/days");
    assert_eq!(found.text.get(days.span.clone().expect("a place")), Some("99"));
}

#[test]
fn a_slip_gets_a_suggestion() {
    let remedy = |file| findings(&folder("bad"), file).1.list[0].remedy.clone();
    assert_eq!(remedy("unknown-key"), "did you mean `minutes`?");
    assert!(remedy("excluded-carer-unknown").starts_with("did you mean \"dee\"?"));
    assert!(remedy("rule-unknown").starts_with("did you mean \"travel\"?"));
    assert!(remedy("link-to-an-unknown-visit").starts_with("did you mean \"ada/tea\"?"));
    let (_, odd) = findings(&folder("odd"), "skill-misspelt");
    assert!(odd.list[0].remedy.starts_with("did you mean \"hoist\"?"));
}

#[test]
fn the_text_form_shows_the_offending_line() {
    let (_, found) = findings(&folder("bad"), "unknown-key");
    insta::assert_snapshot!(found.to_text(false));
}
