//! What documents mean where it is easy to get wrong: clock changes, midnight, absences, pins, links, files.

use rota_format::{Loader, parse_problem, parse_problem_with};
use rota_model::{Gender, Instance, Instant, LinkKind};

/// A problem of one client and one carer with these keys.
fn problem(top: &str, visits: &str, carer: &str) -> String {
    format!(
        r#"{{"format": "rota/problem/v1", {top}
            "clients": [{{"id": "ada", "at": [56.1, -3.9], "visits": [{visits}]}}],
            "carers": [{{"id": "dee", "at": [56.1, -3.91], {carer}}}]}}"#
    )
}

fn read(text: &str) -> Instance {
    match parse_problem(text, "problem.json") {
        Ok((instance, _)) => instance,
        Err(findings) => panic!("{findings}"),
    }
}

const ALL_DAY: &str = r#""shifts": [{"from": "00:00", "to": "24:00"}]"#;

#[test]
fn a_night_shift_has_its_true_length_when_the_clocks_change() {
    let night = r#""shifts": [{"from": "22:00", "to": "07:00"}]"#;
    for (start, minutes) in [("2026-10-23", [540, 600, 540]), ("2027-03-26", [540, 480, 540])] {
        let instance = read(&problem(&format!(r#""start": "{start}", "days": 3,"#), "", night));
        let lengths: Vec<i64> =
            instance.carers[0].shifts.iter().map(|shift| (shift.end - shift.start) / 60).collect();
        assert_eq!(lengths, minutes, "{start}");
    }
}

#[test]
fn a_window_over_midnight_goes_on_the_next_day() {
    let visit = r#"{"id": "turn", "minutes": 20, "date": "2026-11-24",
        "windows": [{"from": "23:30", "to": "01:00", "soft_from": "23:45", "soft_to": "00:30", "preferred": "00:15"}]}"#;
    let instance = read(&problem(r#""start": "2026-11-23","#, visit, ALL_DAY));
    let window = instance.visits[0].windows[0];
    let minutes = |instant: Instant| (instant - instance.opens()) / 60 - 24 * 60;
    assert_eq!(minutes(window.earliest), 23 * 60 + 30);
    assert_eq!(minutes(window.soft_earliest), 23 * 60 + 45);
    assert_eq!(window.preferred.map(minutes), Some(24 * 60 + 15));
    assert_eq!(minutes(window.soft_latest), 24 * 60 + 30);
    assert_eq!(minutes(window.latest), 25 * 60);
}

#[test]
fn agreed_times_have_tolerances_by_priority() {
    let window = |keys: &str, policy: &str| {
        let visit = format!(r#"{{"id": "a", "minutes": 20, "date": "2026-11-23", {keys}}}"#);
        let top = format!(r#""start": "2026-11-23", {policy}"#);
        let instance = read(&problem(&top, &visit, ALL_DAY));
        let window = instance.visits[0].windows[0];
        let minutes = |instant: Instant| (instant - instance.opens()) / 60;
        assert_eq!(instance.visits[0].windows.len(), 1);
        (
            minutes(window.earliest),
            minutes(window.soft_earliest),
            window.preferred.map(minutes),
            minutes(window.soft_latest),
            minutes(window.latest),
        )
    };
    // 08:00 is minute 480.
    let usual = (420, 450, Some(480), 510, 540);
    let critical = r#""time": "08:00", "priority": "time-critical""#;
    assert_eq!(window(r#""time": "08:00""#, ""), usual);
    assert_eq!(window(r#""time": "08:00", "priority": "optional""#, ""), usual);
    assert_eq!(window(critical, ""), (450, 465, Some(480), 495, 510));
    let own = r#""time": "08:00", "tolerance_minutes": {"soft": 0, "hard": 5}"#;
    assert_eq!(window(own, ""), (475, 480, Some(480), 480, 485));
    // A usual soft tolerance gives way to a narrow hard one.
    let narrow = r#""time": "08:00", "tolerance_minutes": {"hard": 20}"#;
    assert_eq!(window(narrow, ""), (460, 460, Some(480), 500, 500));
    // Nothing reaches back into the day before; on it goes past midnight.
    assert_eq!(window(r#""time": "00:20""#, ""), (0, 0, Some(20), 50, 80));
    assert_eq!(window(r#""time": "23:45""#, ""), (1365, 1395, Some(1425), 1455, 1485));
    // No pack asks for these parameters, so no reason is needed.
    let policy = r#""policy": {"packs": ["uk-sct"], "rules": {"visit-window": {"parameters":
        {"critical_hard_minutes": 20, "soft_minutes": 10}}}},"#;
    assert_eq!(window(critical, policy), (460, 465, Some(480), 495, 500));
    assert_eq!(window(r#""time": "08:00""#, policy), (420, 470, Some(480), 490, 540));
}

#[test]
fn genders_teams_and_calls_arrive() {
    let visits = r#"
        {"id": "bath", "minutes": 40, "date": "2026-11-23", "time": "10:00", "gender": {"require": "female"},
         "slots": [{}, {"gender": {"require": "male"}}]},
        {"id": "tea", "minutes": 30, "date": "2026-11-23", "time": "17:00"}"#;
    let text = problem(r#""start": "2026-11-23","#, visits, ALL_DAY).replace(
        r#""id": "ada","#,
        r#""id": "ada", "team_size": 3, "no_lone_first_visit": true, "usual": [{"carer": "dee", "familiarity": 40},
           {"carer": "dee", "familiarity": 90, "call": "tea"}],"#,
    );
    let instance = read(&text);
    let genders: Vec<_> =
        instance.visits.iter().flat_map(|visit| &visit.slots).map(|slot| slot.gender).collect();
    assert_eq!(genders, [Some(Gender::Female), Some(Gender::Male), None]);
    let ada = &instance.clients[0];
    assert_eq!((ada.team_size, ada.no_lone_first_visit), (Some(3), true));
    let calls: Vec<_> = ada.usual.iter().map(|u| (u.familiarity, u.call.as_deref())).collect();
    assert_eq!(calls, [(40, None), (90, Some("tea"))]);
}

#[test]
fn absences_cut_shifts_and_stay() {
    let carer = r#""shifts": [{"days": "Mon-Tue", "from": "07:00", "to": "15:00"}],
        "absences": [{"from": "2026-11-23T10:00", "to": "2026-11-23T11:30"}, {"from": "2026-11-24"}]"#;
    let instance = read(&problem(r#""start": "2026-11-23","#, "", carer));
    let carer = &instance.carers[0];
    let shifts: Vec<(&str, i64, i64)> = carer
        .shifts
        .iter()
        .map(|s| {
            (s.id.as_str(), (s.start - instance.opens()) / 60, (s.end - instance.opens()) / 60)
        })
        .collect();
    assert_eq!(shifts, [("dee/2026-11-23/1", 420, 600), ("dee/2026-11-23/2", 690, 900)]);
    assert_eq!(carer.absences.len(), 2);
    assert_eq!(carer.absences[1].end - carer.absences[1].start, 86_400);
}

#[test]
fn pins_narrow_windows_and_fill_slots() {
    let visits = r#"
        {"id": "tea", "minutes": 30, "repeat": "Mon, Tue", "windows": [{"from": "16:00", "to": "18:00", "soft_to": "16:30"}],
         "pins": {"2026-11-24": {"time": "17:15", "carers": ["dee"]}}},
        {"id": "shop", "minutes": 60, "any_of": ["2026-11-25", "2026-11-27"], "windows": [{"from": "10:00", "to": "12:00"}],
         "pin": {"date": "2026-11-27"}},
        {"id": "late", "minutes": 20, "date": "2026-11-26", "windows": [{"from": "23:00", "to": "01:00"}], "pin": {"time": "00:20"}}"#;
    let instance = read(&problem(r#""start": "2026-11-23","#, visits, ALL_DAY));
    let [monday, tuesday, shop, late] = &instance.visits[..] else { panic!("four visits") };
    assert_eq!((monday.pin.start, &monday.slots[0].pinned), (None, &None));
    let start = instance.opens() + 86_400 + 17 * 3600 + 900;
    assert_eq!(tuesday.pin.start, Some(start));
    assert_eq!(tuesday.windows.len(), 1);
    assert_eq!((tuesday.windows[0].earliest, tuesday.windows[0].latest), (start, start));
    assert_eq!(tuesday.slots[0].pinned.as_ref().map(|carer| carer.as_str()), Some("dee"));
    assert_eq!(shop.windows.len(), 1, "only the Friday is left");
    assert_eq!(shop.windows[0].earliest - instance.opens(), 4 * 86_400 + 10 * 3600);
    assert_eq!(shop.pin.date.map(|date| date.to_string()), Some("2026-11-27".to_owned()));
    assert_eq!(late.pin.start, Some(instance.opens() + 4 * 86_400 + 1200), "past midnight");
}

#[test]
fn links_tie_occurrences_by_date() {
    let call = |id: &str, repeat: &str| {
        format!(
            r#"{{"id": "{id}", "minutes": 30, "repeat": "{repeat}", "windows": [{{"from": "08:00", "to": "20:00"}}]}}"#
        )
    };
    let visits = format!("{}, {}", call("morning", "daily"), call("bed", "Mon, Wed"));
    let links = r#""links": [
        {"first": "ada/morning", "second": "ada/bed", "kind": "gap", "from": "start", "min_minutes": 240},
        {"first": "ada/bed", "second": "ada/morning", "kind": "same-carer", "day_offset": 1}],"#;
    let instance = read(&problem(&format!(r#""start": "2026-11-23", {links}"#), &visits, ALL_DAY));
    let ties: Vec<(&str, &str)> =
        instance.links.iter().map(|link| (link.first.as_str(), link.second.as_str())).collect();
    assert_eq!(
        ties,
        [
            ("ada/morning/2026-11-23", "ada/bed/2026-11-23"),
            ("ada/morning/2026-11-25", "ada/bed/2026-11-25"),
            ("ada/bed/2026-11-23", "ada/morning/2026-11-24"),
            ("ada/bed/2026-11-25", "ada/morning/2026-11-26"),
        ]
    );
    assert_eq!(instance.links[2].kind, LinkKind::SameCarer);
}

#[test]
fn a_tiny_problem_needs_little() {
    let text = problem(
        r#""start": "2026-11-23", "days": 1,"#,
        r#"{"id": "tea", "minutes": 30, "windows": [{"from": "16:00", "to": "17:00"}]}"#,
        r#""shifts": [{"from": "15:00", "to": "19:00"}]"#,
    );
    let instance = read(&text);
    assert_eq!(instance.visits[0].id.as_str(), "ada/tea");
    assert_eq!(instance.zone.name(), "Europe/London");
}

struct OneFile(&'static str, &'static str);

impl Loader for OneFile {
    fn load(&self, name: &str) -> Result<String, String> {
        if name == self.0 { Ok(self.1.to_owned()) } else { Err("no such file".to_owned()) }
    }
}

#[test]
fn matrices_come_from_files_too() {
    let text = |file: &str| {
        problem(
            &format!(
                r#""start": "2026-11-23", "travel": {{"matrices": [{{"modes": ["car"], "file": "{file}"}}]}},"#
            ),
            "",
            ALL_DAY,
        )
    };
    let csv = "from,to,minutes,km\nada,dee,7.5,3\ndee,ada,8,3\nada,elsewhere,1,1\nelsewhere,ada,1,1\n\
               dee,elsewhere,1,1\nelsewhere,dee,1,1\n";
    let json = r#"{"places": ["ada", "dee"], "seconds": [[0, 450], [480, 0]], "metres": [[0, 3000], [3000, 0]]}"#;
    for (name, content) in [("travel.csv", csv), ("travel.json", json)] {
        let (instance, _) =
            parse_problem_with(&text(name), "p", &OneFile(name, content)).expect("a problem");
        let matrix = &instance.travel.matrices[0];
        assert_eq!(matrix.places.len(), 2, "{name}: what this problem does not know is left out");
        assert_eq!(matrix.seconds, [[0, 450], [480, 0]]);
        assert_eq!(matrix.metres, [[0, 3000], [3000, 0]]);
    }
}

#[test]
fn the_example_on_the_page_about_problems_is_a_problem() {
    let page = include_str!("../../../docs/problem.md");
    let example = page.split("```json").nth(1).and_then(|rest| rest.split("```").next());
    let (instance, warnings) =
        parse_problem(example.expect("an example"), "docs/problem.md").expect("a problem");
    assert_eq!(warnings, []);
    assert_eq!(instance.visits.len(), 7);
}

#[test]
fn units_to_bring_and_room_for_them_are_inherited() {
    let visits = r#"{"id": "lunch", "minutes": 10, "load": 2, "windows": [{"from": "12:00", "to": "13:00"}],
        "slots": [{}, {"load": 0}]}"#;
    let carer = r#""capacity": 9, "shifts": [{"from": "07:00", "to": "09:00", "capacity": 4},
        {"from": "11:00", "to": "14:00"}]"#;
    let instance = read(&problem(r#""start": "2026-11-23", "days": 1,"#, visits, carer));
    let loads: Vec<i64> = instance.visits[0].slots.iter().map(|slot| slot.load).collect();
    assert_eq!(loads, [2, 0]);
    let rooms: Vec<_> = instance.carers[0].shifts.iter().map(|shift| shift.capacity).collect();
    assert_eq!(rooms, [Some(4), Some(9)]);
    let plain = read(&problem(
        r#""start": "2026-11-23", "days": 1,"#,
        r#"{"id": "tea", "minutes": 10, "windows": [{"from": "12:00", "to": "13:00"}]}"#,
        ALL_DAY,
    ));
    assert_eq!((plain.visits[0].slots[0].load, plain.carers[0].shifts[0].capacity), (0, None));
}

/// Of each shift, its breaks: first start, last end, least length and after which time, in minutes since midnight.
fn breaks(policy: &str, carer: &str) -> Vec<Vec<[i64; 4]>> {
    let top = format!(r#""start": "2026-11-23", "days": 1, "policy": {{{policy}}},"#);
    let instance = read(&problem(&top, "", carer));
    let opens = instance.opens();
    let minutes = |b: &rota_model::Break| {
        let after = b.after.map_or(-1, |after| after / 60);
        [(b.earliest - opens) / 60, (b.latest - opens) / 60, b.least / 60, after]
    };
    let shifts = instance.carers[0].shifts.iter();
    shifts.map(|shift| shift.breaks.iter().map(minutes).collect()).collect()
}

#[test]
fn the_law_asks_for_a_break_in_long_shifts_that_list_none() {
    let eng = r#""packs": ["uk-eng"]"#;
    let two = r#""shifts": [{"from": "07:00", "to": "13:00"}, {"from": "14:00", "to": "20:01"}]"#;
    assert_eq!(breaks(eng, two), [vec![], vec![[840, 1201, 20, 360]]]);
    assert_eq!(breaks("", two), [[[0; 4]; 0]; 2]);
    let own_boss = format!(r#"{two}, "terms": {{"status": "self-employed"}}"#);
    assert_eq!(breaks(eng, &own_boss), [[[0; 4]; 0]; 2]);
    let other = r#""rules": {"missed-break": {"level": "warn", "parameters": {"after_hours": 5, "minutes": 30}}}"#;
    assert_eq!(breaks(other, two), [vec![[420, 780, 30, 300]], vec![[840, 1201, 30, 300]]]);
    // What an absence leaves is too short.
    let away =
        format!(r#"{two}, "absences": [{{"from": "2026-11-23T15:00", "to": "2026-11-23T15:30"}}]"#);
    assert_eq!(breaks(eng, &away), [[[0; 4]; 0]; 3]);
}

#[test]
fn listed_breaks_stand_in_place_of_the_laws_and_lie_where_there_is_room() {
    let eng = r#""packs": ["uk-eng"]"#;
    let lunch = r#""breaks": [{"from": "12:00", "to": "14:00", "minutes": 30}]"#;
    let of_all = format!(
        r#""shifts": [{{"from": "06:00", "to": "11:00"}}, {{"from": "13:00", "to": "21:00"}}], {lunch}"#
    );
    assert_eq!(breaks(eng, &of_all), [vec![], vec![[780, 840, 30, -1]]]);
    let own = r#""shifts": [{"from": "22:00", "to": "07:00", "breaks": [{"from": "01:00", "to": "03:00", "minutes": 60, "after_hours": 4}]}]"#;
    assert_eq!(breaks(eng, own), [vec![[1500, 1620, 60, 240]]]);
    let none = r#""shifts": [{"from": "07:00", "to": "15:00", "breaks": []}]"#;
    assert_eq!(breaks(eng, none), [[[0; 4]; 0]]);
}
