//! Figures beside the key figures, in groups: continuity, the three clocks, rest, money, fairness.

use rota_check::{CarerClocks, Continuity, Fairness, MoneyReport, Share};
use rota_model::{Instance, Rota};
use serde::Serialize;

use super::clock::span;
use super::figures::Figure;
use super::lookup::Lookup;
use super::{hours, rest};

/// Figures under one heading.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) figures: Vec<Figure>,
}

/// All groups, in the order in which they are shown; those without figures are left out.
pub(crate) fn groups(
    instance: &Instance,
    rota: &Rota,
    lookup: &Lookup<'_>,
    continuity: &Continuity,
    clocks: &[CarerClocks],
    money: Option<&MoneyReport>,
) -> Vec<Group> {
    let groups = [
        Group { title: "Continuity of care", figures: of_continuity(continuity) },
        Group { title: "Three clocks", figures: of_clocks(clocks) },
        Group { title: "Rest", figures: rest::figures(instance, rota, lookup) },
        Group { title: "Money", figures: hours::figures(instance, lookup, money) },
        Group { title: "Fairness", figures: fairness(&rota_check::fairness(instance, rota)) },
    ];
    groups.into_iter().filter(|group| !group.figures.is_empty()).collect()
}

pub(super) fn figure(name: &'static str, value: String, detail: Option<String>) -> Figure {
    Figure { name, value, detail }
}

fn of_continuity(all: &Continuity) -> Vec<Figure> {
    let mut figures = Vec::new();
    if let Some(floors) = mean(all.floors) {
        let visited = || all.clients.iter().filter(|client| client.visits > 0);
        let (exact, whole) = (visited().filter(|one| one.floor.exact).count(), visited().count());
        let detail = format!("at least; exact for {exact} of {whole} clients");
        figures.push(figure(
            "Fewest carers per client possible, mean",
            floors,
            (exact < whole).then_some(detail),
        ));
    }
    for (place, name) in
        ["Carers per client in 7 days, mean", "In 14 days", "In 28 days"].into_iter().enumerate()
    {
        let visited = all.clients.iter().filter(|client| client.visits > 0);
        let sum = visited.fold(Share::default(), |sum, client| {
            let faces = i64::try_from(client.faces_over[place]).unwrap_or(i64::MAX);
            sum.and(Share { part: faces, whole: 1 })
        });
        figures.extend(mean(sum).map(|value| figure(name, value, None)));
    }
    for (name, share) in [
        ("By the same carer as the visit before (SECON)", all.secon),
        ("By the client's most frequent carer (UPC)", all.upc),
        ("Pairs of visits by one carer (COC)", all.coc),
    ] {
        figures.extend(percent(share).map(|value| figure(name, value, None)));
    }
    let spread = all.time_spread;
    if spread.whole > 0 {
        let value = span(spread.part / spread.whole);
        figures.push(figure("Spread of a call's times over the days, mean", value, None));
    }
    figures
}

fn of_clocks(clocks: &[CarerClocks]) -> Vec<Figure> {
    if clocks.is_empty() {
        return Vec::new();
    }
    let sum = |time: &dyn Fn(&CarerClocks) -> i64| clocks.iter().map(time).sum::<i64>();
    let sleep_ins = sum(&|one| one.sleep_ins);
    let mut figures = vec![
        figure("Contact time", span(sum(&|one| one.contact_time())), None),
        figure(
            "Minimum-wage time",
            span(sum(&|one| one.minimum_wage_time())),
            Some("contact, travel between visits, paid waiting".to_owned()),
        ),
        figure(
            "Working time",
            span(sum(&|one| one.working)),
            Some("out on the road, own time left out".to_owned()),
        ),
        figure("Carers' own time in long gaps", span(sum(&|one| one.own_time)), None),
    ];
    if sleep_ins > 0 {
        let value = span(sum(&|one| one.asleep));
        figures.push(figure("Asleep at clients' homes", value, Some(sleep_ins.to_string())));
    }
    figures
}

fn fairness(fair: &Fairness) -> Vec<Figure> {
    let of = |name, gini: Share| {
        let permille = gini.permille()?;
        let value = format!("{}.{:03}", permille / 1000, permille % 1000);
        Some(figure(name, value, Some("Gini: 0 is even".to_owned())))
    };
    [
        of("Unsocial hours per contracted hour", fair.unsocial),
        of("Travel per contracted hour", fair.travel),
        of("Split days per contracted hour", fair.split_days),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A mean with two decimals.
fn mean(sum: Share) -> Option<String> {
    let hundredths = (sum.part * 100 + sum.whole / 2).checked_div(sum.whole)?;
    Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

/// A percentage with one decimal.
pub(super) fn percent(share: Share) -> Option<String> {
    let permille = share.permille()?;
    Some(format!("{}.{} %", permille / 10, permille % 10))
}
