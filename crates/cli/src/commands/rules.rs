//! `rota rules`: the catalogue of rules and what packs ask of it, with sources.

use rota_model::{Kind, Level, NOT_LEGAL_ADVICE, Nation, Pack, PackRule, Policy, RuleId, Unit};
use serde_json::{Value, json};

use crate::args::Rules;
use crate::error::Outcome;
use crate::exit::Exit;
use crate::output::print;
use crate::text::table::{Align, Table};

/// Lists the rules of a pack, or the whole catalogue.
///
/// # Errors
/// When the list cannot be printed.
pub(crate) fn run(args: &Rules) -> Outcome<Exit> {
    let pack = args.pack.unwrap_or(Pack::None);
    if args.json {
        print(&format!("{:#}\n", as_json(pack)))?;
    } else {
        print(&as_text(pack))?;
    }
    Ok(Exit::Fine)
}

/// The rules to list: what the pack speaks of, or everything.
fn listed(pack: Pack) -> Vec<(RuleId, Option<PackRule>)> {
    let said = pack.rules();
    if pack == Pack::None {
        return RuleId::ALL.iter().map(|&rule| (rule, None)).collect();
    }
    said.into_iter().map(|entry| (entry.rule, Some(entry))).collect()
}

fn as_text(pack: Pack) -> String {
    let policy = Policy::of_packs(&[pack]);
    let mut out = format!("{} {}", pack.id(), pack.version());
    if let Some(nation) = pack.nation() {
        out.push_str(&format!(", {}", nation.name()));
    }
    out.push_str(match pack {
        Pack::None => ": the catalogue's own levels, where no pack is named\n\n",
        _ => ": beside these, the catalogue's own levels hold\n\n",
    });
    let mut table = Table::new(0, &[Align::Left; 4]);
    for (rule, said) in listed(pack) {
        let info = rule.info();
        let parameters = parameters(&policy, rule);
        let source = said.map_or_else(String::new, |said| {
            let asks = if said.asks == said.level() {
                String::new()
            } else {
                format!("asked to {}; ", level(said.asks, info.unit))
            };
            format!("{asks}{} ({})", said.source.title, said.source.date)
        });
        table.row([
            info.id.to_owned(),
            level(policy.level(rule), info.unit) + &parameters,
            info.wording.to_owned(),
            source,
        ]);
    }
    table.write(&mut out);
    if pack == Pack::None {
        let packs = Pack::ALL.map(|pack| format!("{} {}", pack.id(), pack.version()));
        out.push_str(&format!("\nPacks: {}\n", packs.join(", ")));
    }
    out.push_str(&format!("\n{NOT_LEGAL_ADVICE}\n"));
    out
}

fn parameters(policy: &Policy, rule: RuleId) -> String {
    let parameters = rule.parameters();
    parameters.map(|one| format!(", {} {}", one.info().key, policy.parameter(one))).collect()
}

/// A level in a word, or a price.
fn level(level: Level, unit: Unit) -> String {
    match level {
        Level::Off => "off".to_owned(),
        Level::Warn => "warn".to_owned(),
        Level::Enforce => "enforce".to_owned(),
        Level::Priced(rate) => {
            let (units, per) = match unit {
                Unit::Seconds => (3600, "an hour"),
                Unit::Metres => (1000, "a km"),
                Unit::Count => (1, "each"),
                Unit::Points => (1, "a point"),
            };
            format!("{} p {per}", rate.price(units).pence())
        }
    }
}

const fn kind(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Structural => &["enforce"],
        Kind::Strict => &["off", "warn", "enforce"],
        Kind::Priced => &["off", "price"],
        Kind::StrictOrPriced => &["off", "warn", "enforce", "price"],
        Kind::Advisory => &["off", "warn"],
    }
}

fn as_json(pack: Pack) -> Value {
    let policy = Policy::of_packs(&[pack]);
    let rules = listed(pack).into_iter().map(|(rule, said)| {
        let info = rule.info();
        let parameters: serde_json::Map<String, Value> = rule
            .parameters()
            .map(|one| (one.info().key.to_owned(), json!(policy.parameter(one))))
            .collect();
        let applies: Vec<_> = rule.applies_to().iter().map(|status| status.as_str()).collect();
        json!({
            "rule": info.id,
            "wording": info.wording,
            "levels": kind(info.kind),
            "level": level(policy.level(rule), info.unit),
            "asks": said.map(|said| level(said.asks, info.unit)),
            "parameters": parameters,
            "applies_to": applies,
            "source": said.map(|said| json!({ "title": said.source.title, "date": said.source.date })),
        })
    });
    json!({
        "pack": pack.id(),
        "version": pack.version(),
        "sha256": rota_format::sha256_hex(&pack.canonical()),
        "nation": pack.nation().map(Nation::name),
        "rules": rules.collect::<Vec<_>>(),
        "packs": Pack::ALL.map(Pack::id),
        "note": NOT_LEGAL_ADVICE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_lists_its_rules_with_sources_and_what_it_would_enforce() {
        let text = as_text(Pack::UkWls);
        let line = text.lines().find(|line| line.starts_with("daily-rest ")).expect("a line");
        assert!(line.contains(", hours 11"), "{line}");
        assert!(line.ends_with("Working Time Regulations 1998, regulation 10 (1998)"));
        assert!(text.contains("This is not legal advice"));
        assert!(!text.contains("unallocated"));
    }

    #[test]
    fn without_a_pack_the_whole_catalogue_is_listed() {
        let text = as_text(Pack::None);
        for rule in RuleId::ALL {
            assert!(text.contains(rule.info().id), "{}", rule.info().id);
        }
        assert!(text.contains("unallocated-normal") && text.contains("200000 p each"));
        let json = as_json(Pack::None);
        assert_eq!(json["rules"].as_array().map(Vec::len), Some(RuleId::ALL.len()));
        assert_eq!(json["nation"], Value::Null);
    }

    /// The six visits by hand under a pack: faults and warnings about rules of the pack.
    fn six_visits(pack: &str) -> (Vec<String>, Vec<String>) {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/six-visits");
        let read = |file| std::fs::read_to_string(folder.join(file)).expect("a fixture");
        let mut problem: Value = serde_json::from_str(&read("problem.json")).expect("JSON");
        problem["policy"]["packs"] = json!([pack]);
        // Every visit of up to an hour is short, so that the first ones are too.
        problem["policy"]["rules"]["short-visit"] =
            json!({ "parameters": { "minutes": 61 }, "reason": "a test" });
        // Somebody has to be known at cy's before anybody can be a stranger there.
        let clients = problem["clients"].as_array_mut().expect("clients");
        let cy = clients.iter_mut().find(|client| client["id"] == "cy").expect("cy");
        cy["usual"] = json!([{ "carer": "dee", "familiarity": 80 }]);
        let files = rota_format::Folder(folder.clone());
        let parsed = rota_format::parse_problem_with(&problem.to_string(), pack, &files);
        let (instance, _) = parsed.unwrap_or_else(|why| panic!("{why}"));
        let rota = rota_format::read_rota(&read("rota.json"), &instance).expect("a rota");
        let audit = rota_check::audit_without_sheet(&instance, &rota);
        let texts =
            |found: &[rota_check::Violation]| found.iter().map(|v| v.text.clone()).collect();
        (texts(&audit.violations), texts(&audit.warnings))
    }

    #[test]
    fn wales_flips_short_visits_by_strangers_and_nothing_else() {
        let (england, wales) = (six_visits("uk-eng"), six_visits("uk-wls"));
        let short: Vec<String> = [
            "dee goes to bob for 45 minutes (bob/bath), but is not known there",
            "eve goes to cy for 1 hour (cy/shopping), but is not known there",
            "eve goes to cy for 20 minutes (cy/evening), but is not known there",
        ]
        .map(String::from)
        .into();
        assert_eq!(england, (Vec::new(), short.clone()));
        assert_eq!(wales, (short, Vec::new()));
    }
}
