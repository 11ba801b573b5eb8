//! Pages about the catalogue of rules are as the code has it. To write `docs/rules.md` anew:
//! `ROTA_WRITE_DOCS=1 cargo test -p rota-model --test generated`.

use std::path::{Path, PathBuf};

use rota_model::{
    GRAINS_PER_PENNY, Kind, Level, NOT_LEGAL_ADVICE, Nation, Pack, Parameter, Rate, RuleId, Scope,
    Unit,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const HEAD: &str = "\
# Rules

Every rule of the catalogue, in the order of the score sheet. The rule is the key in `policy.rules` of a problem;
what each one means to the second is in [semantics.md](semantics.md). This page is generated from the catalogue in
`crates/model`.

| rule | what it asks for | looks at | measured in | levels | where the policy is silent |
|---|---|---|---|---|---|
";

fn page() -> String {
    let rows = RuleId::ALL.iter().map(|&rule| {
        let info = rule.info();
        let (scope, unit) = (scope(info.scope), unit(info.unit));
        let (levels, default) = (levels(info.kind), level(info.default, info.unit));
        format!("| `{}` | {} | {scope} | {unit} | {levels} | {default} |\n", info.id, info.wording)
    });
    std::iter::once(HEAD.to_owned()).chain(rows).chain([parameters(), packs()]).collect()
}

fn parameters() -> String {
    let mut page = String::from(
        "\n## Parameters\n\nThe numbers inside rules, as keys of `parameters` in a rule's entry. A carer's `terms` can have limits of \
         their own.\n\n| rule | parameter | value | from | to |\n|---|---|---|---|---|\n",
    );
    for parameter in Parameter::ALL {
        let info = parameter.info();
        let (rule, key) = (info.rule.info().id, info.key);
        page += &format!(
            "| `{rule}` | `{key}` | {} | {} | {} |\n",
            info.default, info.least, info.most
        );
    }
    page
}

fn packs() -> String {
    let mut page = format!(
        "\n## Packs\n\nA problem names packs in `policy.packs`; without one it has the levels above. {NOT_LEGAL_ADVICE} A rule that a \
         pack\nwants enforced, but that the search does not keep to yet, is a warning. Rules on working time are for employees \
         and\nzero-hours workers, not for the self-employed.\n\n| pack | version | nation | rule | asks for | is | source |\n|---|---|---|---|---|---|---|\n"
    );
    for pack in Pack::ALL {
        let nation = pack.nation().map_or("", Nation::name);
        for entry in pack.rules() {
            let info = entry.rule.info();
            let parameters =
                entry.parameters.iter().map(|(p, value)| format!(", {} {value}", p.info().key));
            page += &format!(
                "| `{}` | {} | {nation} | `{}` | {}{} | {} | {}, {} |\n",
                pack.id(),
                pack.version(),
                info.id,
                level(entry.asks, info.unit),
                parameters.collect::<String>(),
                level(entry.level(), info.unit),
                entry.source.title,
                entry.source.date
            );
        }
    }
    page
}

const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Pair => "one slot and its carer",
        Scope::Route => "one route",
        Scope::Carer => "a carer's horizon",
        Scope::Client => "a client's horizon",
        Scope::Plan => "the whole rota",
    }
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => "time",
        Unit::Metres => "distance",
        Unit::Count => "count",
        Unit::Points => "points",
    }
}

const fn levels(kind: Kind) -> &'static str {
    match kind {
        Kind::Structural => "always enforced",
        Kind::Strict => "off, warn, enforce",
        Kind::Priced => "off, price",
        Kind::StrictOrPriced => "off, warn, enforce, price",
        Kind::Advisory => "off, warn",
    }
}

fn level(level: Level, unit: Unit) -> String {
    match level {
        Level::Off => "off".into(),
        Level::Warn => "warn".into(),
        Level::Enforce => "enforce".into(),
        Level::Priced(rate) => price(rate, unit),
    }
}

/// A rate as a problem writes it, in whole pence.
fn price(Rate(grains): Rate, unit: Unit) -> String {
    let (units, per) = match unit {
        Unit::Seconds => (3600, "an hour"),
        Unit::Metres => (1000, "a km"),
        Unit::Count => (1, "each"),
        Unit::Points => (1, "a point"),
    };
    assert_eq!(grains * units % GRAINS_PER_PENNY, 0, "a default price in whole pence");
    format!("{} p {per}", grains * units / GRAINS_PER_PENNY)
}

#[test]
fn the_page_of_rules_is_current() {
    let file = root().join("docs/rules.md");
    if std::env::var_os("ROTA_WRITE_DOCS").is_some() {
        std::fs::write(&file, page()).expect("a file");
    }
    let stored = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(stored == page(), "docs/rules.md is stale: run with ROTA_WRITE_DOCS=1");
}

#[test]
fn the_page_of_meanings_speaks_of_every_rule() {
    let semantics = std::fs::read_to_string(root().join("docs/semantics.md")).expect("a file");
    for rule in RuleId::ALL {
        let id = rule.info().id;
        // The five priorities share one line.
        let name = if id.starts_with("unallocated-") { "unallocated-*" } else { id };
        assert!(semantics.contains(&format!("`{name}`")), "docs/semantics.md lacks `{id}`");
    }
}
