//! Every kind of change, on the hand-made week of six visits: what it does, and what it says when it cannot.

use rota_format::doc::{PriorityDoc, ProblemDoc, StatusDoc};
use rota_sweep::{ScenarioFile, combinations, patched};

const SIX: &str = include_str!("../../../fixtures/six-visits/problem.json");

/// The week with one scenario's changes.
fn change(patch: &str) -> Result<ProblemDoc, String> {
    let text = format!(
        "format = \"rota/scenarios/v1\"\n[[scenario]]\nname = \"x\"\n[[scenario.patch]]\n{patch}\n"
    );
    let base = serde_json::from_str(SIX).expect("a problem");
    change_of(&base, &text)
}

/// The base with the changes of a file's only scenario.
fn change_of(base: &ProblemDoc, text: &str) -> Result<ProblemDoc, String> {
    let file = ScenarioFile::read(text)?;
    let all = combinations(&file).map_err(|errors| errors.join("; "))?;
    patched(base, &all[1]).map_err(|errors| errors.join("; "))
}

/// The same, which has to be a problem without errors.
fn changed(patch: &str) -> ProblemDoc {
    let doc = change(patch).unwrap_or_else(|why| panic!("{patch}: {why}"));
    let text = rota_format::write_problem(&doc);
    if let Err(findings) = rota_format::parse_problem(&text, "changed") {
        panic!("{patch}: {}", findings.to_text(false));
    }
    doc
}

fn refused(patch: &str, because: &str) {
    let why = change(patch).expect_err("a refusal");
    assert!(why.contains(because), "{patch}: {why}");
}

#[test]
fn contracts_change_for_those_who_are_meant_and_keep_what_is_not_named() {
    let doc = changed(
        "do = 'contract'\nwhom = { first = 1 }\nmax_hours = 30\nstatus = 'zero-hours'\nsplit_days = false",
    );
    let dee = doc.carers[0].contract.as_ref().expect("a contract");
    assert_eq!((dee.min_hours, dee.max_hours), (None, Some(30.0)), "zero hours are guaranteed");
    assert_eq!(doc.carers[0].terms.status, StatusDoc::ZeroHours);
    assert_eq!(doc.carers[0].terms.split_days, Some(false));
    let eve = doc.carers[1].contract.as_ref().expect("a contract");
    assert_eq!((eve.target_hours, eve.max_hours), (Some(2.0), Some(3.0)));

    let doc = changed("do = 'contract'\nwhom = { skill = 'hoist' }\nperiod_days = 28");
    assert_eq!(doc.carers[0].contract.as_ref().and_then(|c| c.period_days), Some(28));
    assert_eq!(doc.carers[1].contract.as_ref().and_then(|c| c.period_days), None);
}

#[test]
fn shifts_are_replaced_or_added() {
    let more = "{ days = 'every Sat', from = '08:00', to = '12:00' }";
    let doc = changed(&format!("do = 'shifts'\nwhom = {{ carers = ['dee'] }}\nadd = [{more}]"));
    assert_eq!(doc.carers[0].shifts.len(), 3);
    let doc = changed(&format!("do = 'shifts'\nwhom = {{ carers = ['dee'] }}\nreplace = [{more}]"));
    assert_eq!(doc.carers[0].shifts.len(), 1);
    refused("do = 'shifts'\nwhom = {}", "give replace or add");
}

#[test]
fn copies_of_a_carer_join_without_their_past() {
    let doc =
        changed("do = 'join'\nlike = 'dee'\ncopies = 2\nid = 'new-'\nnear = 'cy'\nmin_hours = 16");
    let ids: Vec<_> = doc.carers.iter().map(|carer| carer.id.as_str()).collect();
    assert_eq!(ids, ["dee", "eve", "new-1", "new-2"]);
    let new = &doc.carers[3];
    assert_eq!(new.at, Some([56.19, -3.85]), "cy's door");
    assert_eq!((new.name.as_ref(), new.shifts.len()), (None, 2));
    let contract = new.contract.as_ref().expect("a contract");
    assert_eq!((contract.min_hours, contract.max_hours), (Some(16.0), None));
    refused("do = 'join'\nlike = 'ded'\nid = 'n'", "did you mean \"dee\"?");
    refused("do = 'join'\nlike = 'dee'\nid = 'n'\nnear = 'nobody'", "no client or carer");
    refused("do = 'join'\nlike = 'dee'\nid = 'n'\ncopies = 0", "copies is 0");
    refused("do = 'join'\nlike = 'dee'\nid = 'n'\nnear = 'cy'\nat = [1.0, 2.0]", "not both");
}

#[test]
fn whoever_leaves_is_nobodys_usual_carer_any_more() {
    let doc = changed("do = 'leave'\nwhom = { carers = ['dee'] }");
    assert_eq!(doc.carers.len(), 1);
    assert!(doc.clients[0].usual.is_empty());
    refused("do = 'leave'\nwhom = { carers = ['de'] }", "did you mean \"dee\"?");
    refused("do = 'leave'\nwhom = { team = 'north' }", "no carer is meant");
    refused("do = 'leave'\nwhom = { first = 3 }", "only 2 carers are meant, not 3");
}

#[test]
fn absences_are_added() {
    let doc = changed("do = 'absence'\nwhom = {}\nfrom = '2026-11-24'\nto = '2026-11-25'");
    assert!(doc.carers.iter().all(|carer| carer.absences.len() == 1));
}

#[test]
fn new_clients_are_copies_with_their_links_or_written_out() {
    let doc = changed(
        "do = 'new-clients'\nlike = { ids = ['ada', 'bob'] }\nid = 'n-'\noffset = [0.01, -0.01]",
    );
    let ids: Vec<_> = doc.clients.iter().map(|client| client.id.as_str()).collect();
    assert_eq!(ids, ["ada", "bob", "cy", "n-ada", "n-bob"]);
    let copy = &doc.clients[3];
    let at = copy.at.expect("a place");
    assert!((at[0] - 56.13).abs() < 1e-9 && (at[1] + 3.95).abs() < 1e-9);
    assert!(copy.usual.is_empty() && doc.clients[4].history.is_empty());
    assert_eq!(copy.visits, doc.clients[0].visits);
    assert_eq!(doc.links.len(), 2);
    assert_eq!(doc.links[1].first, "n-ada/morning/2026-11-23");

    let doc = changed(
        "do = 'new-clients'\n[[scenario.patch.client]]\nid = 'fay'\nat = [56.1, -3.9]\n\
         visits = [{ id = 'tea', minutes = 30, repeat = 'daily', windows = [{ from = '09:00', to = '12:00' }] }]",
    );
    assert_eq!(doc.clients[3].id, "fay");
    refused("do = 'new-clients'", "it changes nothing");
    refused("do = 'new-clients'\nlike = {}", "need an id");
}

#[test]
fn clients_leave_with_their_links() {
    let doc = changed("do = 'clients-leave'\nclients = { with_call = 'tablets' }");
    assert_eq!(doc.clients.len(), 2);
    assert!(doc.links.is_empty());
    refused("do = 'clients-leave'\nclients = { ids = ['adda'] }", "did you mean \"ada\"?");
}

#[test]
fn calls_move_widen_and_narrow() {
    let evening = |patch: &str| {
        let doc = changed(&format!("do = 'calls'\ncalls = ['evening']\n{patch}"));
        let window = doc.clients[2].visits[1].windows[0].clone();
        (window.from, window.to, window.soft_from, window.soft_to, window.preferred)
    };
    let at = |time: &str| Some(time.to_owned());
    let hard = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let (from, to, .., preferred) = evening("later_minutes = -30");
    assert_eq!(((from, to), preferred), (hard("16:30", "18:30"), at("17:30")));
    // What was agreed stays, and the leeway beyond it costs.
    let (from, to, soft_from, soft_to, _) = evening("tolerance_minutes = 15");
    assert_eq!((from, to), hard("16:45", "19:15"));
    assert_eq!((soft_from, soft_to), (at("17:00"), at("19:00")));
    let (from, to, soft_from, ..) = evening("tolerance_minutes = -15");
    assert_eq!(((from, to), soft_from), (hard("17:15", "18:45"), None));
    refused("do = 'calls'\ncalls = ['evenin']\nlater_minutes = 5", "did you mean \"evening\"?");
    refused("do = 'calls'\nlater_minutes = -700", "on the day before");
    refused("do = 'calls'\nclients = { ids = ['ada'] }\ncalls = ['bath']", "has such a call");
}

#[test]
fn agreed_times_move_and_their_tolerance_widens() {
    let mut base: ProblemDoc = serde_json::from_str(SIX).expect("a problem");
    let call = &mut base.clients[2].visits[1];
    call.windows.clear();
    call.time = Some("18:00".to_owned());
    let evening = |patch: &str| {
        let patch = format!("do = 'calls'\ncalls = ['evening']\n{patch}");
        let head =
            "format = \"rota/scenarios/v1\"\n[[scenario]]\nname = \"x\"\n[[scenario.patch]]\n";
        let doc = change_of(&base, &format!("{head}{patch}\n")).expect("a change");
        let call = doc.clients[2].visits[1].clone();
        let tolerance = call.tolerance_minutes.map(|given| (given.soft, given.hard));
        (call.time.expect("a time"), tolerance)
    };
    assert_eq!(evening("later_minutes = -30"), ("17:30".to_owned(), None));
    // 30 and 60 minutes are usual; what was agreed stays.
    let wider = evening("tolerance_minutes = 15");
    assert_eq!(wider, ("18:00".to_owned(), Some((Some(30), Some(75)))));
    let narrower = evening("tolerance_minutes = -45");
    assert_eq!(narrower, ("18:00".to_owned(), Some((Some(15), Some(15)))));
}

#[test]
fn double_ups_become_single_and_back() {
    let doc = changed("do = 'calls'\ncalls = ['bath']\ncarers = 1");
    let bath = &doc.clients[1].visits[0];
    assert_eq!((bath.slots.len(), bath.carers), (1, None));
    assert_eq!(bath.slots[0].skills, ["hoist"], "the slot that is left says what it said");
    let doc =
        changed("do = 'calls'\ncalls = ['morning']\ncarers = 2\nminutes = 20\npriority = 'normal'");
    let morning = &doc.clients[0].visits[0];
    assert_eq!((morning.carers, morning.minutes), (Some(2), Some(20)));
    assert_eq!(morning.priority, PriorityDoc::Normal);
}

#[test]
fn policy_and_pay_replace() {
    let doc = changed(
        "do = 'policy'\npacks = ['uk-eng']\nmax_carers = 3\nrules = { waiting = { pence = 4 } }",
    );
    assert_eq!(doc.policy.packs, ["uk-eng"]);
    assert!(doc.clients.iter().all(|client| client.max_carers == Some(3)));
    assert!(doc.policy.rules.contains_key("waiting"));
    refused("do = 'policy'", "it changes nothing");
    let doc = changed("do = 'pay'\npay = { rates = { contact = 1500 } }");
    assert_eq!(doc.pay.and_then(|pay| pay.rates.contact), Some(1500.0));
}

#[test]
fn what_is_not_known_is_refused_with_its_place() {
    refused("do = 'contracts'\nwhom = {}", "unknown variant");
    refused("do = 'contract'\nwhom = {}\nmaximum = 3", "maximum");
    refused("do = 'contract'\nwhom = { crew = 'x' }", "crew");
    let why = ScenarioFile::read("format = 'rota/scenarios/v1'\nname = 3").expect_err("no text");
    assert!(why.contains("line 2"), "{why}");
    let why = ScenarioFile::read("format = 'rota/scenarios/v9'").expect_err("no format");
    assert!(why.contains("rota/scenarios/v1"), "{why}");
    let base: ProblemDoc = serde_json::from_str(SIX).expect("a problem");
    let file = ScenarioFile::read(
        "format = 'rota/scenarios/v1'\n[[axis]]\nname = 'a'\n[[axis.option]]\nname = 'o'\n\
         [[axis.option.patch]]\ndo = 'leave'\nwhom = { carers = ['nobody'] }",
    )
    .expect("a file");
    let all = combinations(&file).expect("combinations");
    let why = patched(&base, &all[1]).expect_err("nobody");
    assert!(why[0].starts_with("axis[0].option[0].patch[0]: there is no carer"), "{why:?}");
}
