//! Links that can't hold together, whatever the times and carers.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{GapFrom, LinkKind, Visit};

use super::links::Tie;
use crate::finding::{Code, Path, Sink};

/// More contradictions than this are not looked for.
const MOST: usize = 20;

/// Reports contradicting links.
pub(super) fn check(ties: &[Tie], visits: &[Visit], sink: &mut Sink) {
    carers(ties, visits, sink);
    gaps(ties, visits, sink);
}

/// The same carers and different carers for one pair of visits.
fn carers(ties: &[Tie], visits: &[Visit], sink: &mut Sink) {
    let mut kinds: BTreeMap<(usize, usize), (bool, usize)> = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for tie in ties {
        let same = match tie.kind {
            LinkKind::SameCarer => true,
            LinkKind::DifferentCarer => false,
            LinkKind::Gap { .. } | LinkKind::BothOrNeither => continue,
        };
        let pair = (tie.first.min(tie.second), tie.first.max(tie.second));
        let (before, entry) = *kinds.entry(pair).or_insert((same, tie.entry));
        if before != same && reported.insert((entry, tie.entry)) {
            let cause = format!(
                "link {} asks for the {} carers for {} and {}",
                entry + 1,
                if before { "same" } else { "different" },
                id(visits, tie.first),
                id(visits, tie.second)
            );
            report(tie.entry, cause, sink);
        }
        let slots = |visit| visits.get(visit).map_or(0, |visit: &Visit| visit.slots.len());
        if same && slots(tie.first) != slots(tie.second) && reported.insert((tie.entry, tie.entry))
        {
            let cause = format!(
                "{} and {} need different numbers of carers, so they can't be the same",
                id(visits, tie.first),
                id(visits, tie.second)
            );
            report(tie.entry, cause, sink);
        }
    }
}

/// `start[to] <= start[from] + weight`, from the document's link `tie`.
struct Bound {
    from: usize,
    to: usize,
    weight: i64,
    tie: usize,
}

/// Gaps that no starts keep: a cycle of bounds with a negative sum (Bellman and Ford).
fn gaps(ties: &[Tie], visits: &[Visit], sink: &mut Sink) {
    let mut bounds = Vec::new();
    for (index, tie) in ties.iter().enumerate() {
        let LinkKind::Gap { from, min, max } = tie.kind else { continue };
        let base = match from {
            GapFrom::Start => 0,
            GapFrom::End => visits.get(tie.first).map_or(0, Visit::duration),
        };
        if let Some(max) = max {
            bounds.push(Bound { from: tie.first, to: tie.second, weight: base + max, tie: index });
        }
        if let Some(min) = min {
            bounds.push(Bound { from: tie.second, to: tie.first, weight: -base - min, tie: index });
        }
    }
    for _ in 0..MOST {
        let Some(cycle) = negative_cycle(&bounds, visits.len()) else { return };
        let last = cycle.iter().filter_map(|&tie| ties.get(tie)).max_by_key(|tie| tie.entry);
        let Some(last) = last else { return };
        let names: BTreeSet<&str> = cycle
            .iter()
            .filter_map(|&tie| ties.get(tie))
            .flat_map(|tie| [id(visits, tie.first), id(visits, tie.second)])
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        report(last.entry, format!("no times keep all gaps between {}", names.join(", ")), sink);
        let entry = last.entry;
        bounds.retain(|bound| ties.get(bound.tie).is_some_and(|tie| tie.entry != entry));
    }
}

/// The ties of one negative cycle, if there is any.
fn negative_cycle(bounds: &[Bound], nodes: usize) -> Option<Vec<usize>> {
    let mut distance = vec![0_i64; nodes];
    let mut arrived_by: Vec<Option<usize>> = vec![None; nodes];
    let involved: BTreeSet<usize> = bounds.iter().map(|bound| bound.to).collect();
    let mut changed = None;
    for _ in 0..=involved.len() {
        changed = None;
        for (index, bound) in bounds.iter().enumerate() {
            let through = distance[bound.from] + bound.weight;
            if through < distance[bound.to] {
                distance[bound.to] = through;
                arrived_by[bound.to] = Some(index);
                changed = Some(bound.to);
            }
        }
        changed?;
    }
    // Still changing after as many rounds as nodes: walking back that far ends inside the cycle.
    let mut node = changed?;
    for _ in 0..involved.len() {
        node = bounds.get(arrived_by[node]?)?.from;
    }
    let (start, mut ties) = (node, Vec::new());
    loop {
        let bound = bounds.get(arrived_by[node]?)?;
        ties.push(bound.tie);
        node = bound.from;
        if node == start {
            return Some(ties);
        }
    }
}

fn id(visits: &[Visit], index: usize) -> &str {
    visits.get(index).map_or("", |visit| visit.id.as_str())
}

fn report(entry: usize, cause: String, sink: &mut Sink) {
    let root = Path::Root;
    sink.add(Code::LinksContradict, &root.key("links").index(entry), cause);
}
