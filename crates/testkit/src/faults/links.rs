//! Ties that the rota was not made for.

use rota_model::{GapFrom, Link, LinkKind, Seconds};

use super::plot::{At, Plot};

/// Some stops of two different visits that are fit.
fn two_visits(plot: &mut Plot, fit: impl Fn(&Plot, At, At) -> bool) -> Option<(At, At)> {
    let stops = plot.stops();
    let fit = |plot: &Plot, a: At, b: At| plot.at(a).visit != plot.at(b).visit && fit(plot, a, b);
    let first = plot.stop(|plot, a| stops.iter().any(|&b| fit(plot, a, b)))?;
    let second = plot.stop(|plot, b| fit(plot, first, b))?;
    Some((first, second))
}

fn tie(plot: &mut Plot, first: At, second: At, kind: LinkKind) {
    let (first, second) = (plot.at(first).visit.clone(), plot.at(second).visit.clone());
    plot.instance.links.push(Link { first, second, kind });
}

fn gap(plot: &Plot, first: At, second: At) -> Seconds {
    plot.visit_start(second) - plot.visit_start(first)
}

pub(super) fn gap_too_short(plot: &mut Plot) -> Option<()> {
    let (first, second) = two_visits(plot, |_, _, _| true)?;
    let min = Some(gap(plot, first, second) + 1);
    tie(plot, first, second, LinkKind::Gap { from: GapFrom::Start, min, max: None });
    Some(())
}

pub(super) fn gap_too_long(plot: &mut Plot) -> Option<()> {
    let (first, second) = two_visits(plot, |_, _, _| true)?;
    let duration = plot.visit(first).duration();
    let max = Some(gap(plot, first, second) - duration - 60);
    tie(plot, first, second, LinkKind::Gap { from: GapFrom::End, min: None, max });
    Some(())
}

pub(super) fn not_the_same(plot: &mut Plot) -> Option<()> {
    let carers = |plot: &Plot, at: At| {
        let visit = &plot.at(at).visit;
        plot.carers(visit).into_iter().cloned().collect::<Vec<_>>()
    };
    let (first, second) = two_visits(plot, |plot, a, b| carers(plot, a) != carers(plot, b))?;
    tie(plot, first, second, LinkKind::SameCarer);
    Some(())
}

pub(super) fn not_different(plot: &mut Plot) -> Option<()> {
    let (first, second) = two_visits(plot, |plot, a, b| plot.who(a) == plot.who(b))?;
    tie(plot, first, second, LinkKind::DifferentCarer);
    Some(())
}

/// Ties a visit that is served to one that is not.
pub(super) fn one_alone(plot: &mut Plot) -> Option<()> {
    let served = plot.stop(|_, _| true)?;
    let left_out = plot.rota.unallocated.clone();
    let second = plot.pick(left_out)?.visit;
    let first = plot.at(served).visit.clone();
    plot.instance.links.push(Link { first, second, kind: LinkKind::BothOrNeither });
    Some(())
}
