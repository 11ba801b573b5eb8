//! Things that are named wrongly, twice, or not at all.

use rota_model::Unallocated;

use super::plot::{At, Plot};

const NOBODY: &str = "not in this instance";

/// Takes a stop out, and its route with the last one.
fn remove(plot: &mut Plot, (route, stop): At) {
    plot.rota.routes[route].stops.remove(stop);
    plot.rota.routes.retain(|route| !route.stops.is_empty());
}

pub(super) fn dropped_from_unallocated(plot: &mut Plot) -> Option<()> {
    let options = (0..plot.rota.unallocated.len()).collect();
    let index = plot.pick(options)?;
    plot.rota.unallocated.remove(index);
    Some(())
}

pub(super) fn dropped_from_routes(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let visit = plot.at(at).visit.clone();
    for route in &mut plot.rota.routes {
        route.stops.retain(|stop| stop.visit != visit);
    }
    plot.rota.routes.retain(|route| !route.stops.is_empty());
    Some(())
}

pub(super) fn half_served(plot: &mut Plot) -> Option<()> {
    let (_, second) = plot.pair()?;
    remove(plot, second);
    Some(())
}

pub(super) fn unallocated_twice(plot: &mut Plot) -> Option<()> {
    let options = plot.rota.unallocated.clone();
    let again = plot.pick(options)?;
    plot.rota.unallocated.push(again);
    Some(())
}

pub(super) fn in_both_lists(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let visit = plot.at(at).visit.clone();
    plot.rota.unallocated.push(Unallocated { visit, reasons: Vec::new() });
    Some(())
}

pub(super) fn slot_twice(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|plot, _| plot.rota.routes.len() > 1)?;
    let other = plot.route(|_, route| route != at.0)?;
    let stop = plot.at(at).clone();
    plot.rota.routes[other].stops.push(stop);
    Some(())
}

pub(super) fn no_such_slot(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let beyond = plot.visit(at).slots.len();
    plot.at_mut(at).slot = beyond;
    Some(())
}

pub(super) fn unknown_stop(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    plot.at_mut(at).visit = NOBODY.into();
    Some(())
}

pub(super) fn unknown_unallocated(plot: &mut Plot) -> Option<()> {
    plot.rota.unallocated.push(Unallocated { visit: NOBODY.into(), reasons: Vec::new() });
    Some(())
}

pub(super) fn unknown_carer(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    plot.rota.routes[route].carer = NOBODY.into();
    Some(())
}

pub(super) fn unknown_shift(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    plot.rota.routes[route].shift = NOBODY.into();
    Some(())
}

pub(super) fn carers_swapped(plot: &mut Plot) -> Option<()> {
    let other = |plot: &Plot, route: usize| {
        let mut routes = 0..plot.rota.routes.len();
        routes.find(|&other| plot.rota.routes[other].carer != plot.rota.routes[route].carer)
    };
    let first = plot.route(|plot, route| other(plot, route).is_some())?;
    let second = other(plot, first)?;
    let carer = plot.rota.routes[second].carer.clone();
    plot.rota.routes[second].carer = plot.rota.routes[first].carer.clone();
    plot.rota.routes[first].carer = carer;
    Some(())
}

/// The second half starts where its first stop does, as a route of its own would.
pub(super) fn shift_twice(plot: &mut Plot) -> Option<()> {
    let (route, stop) = plot.stop(|_, (_, stop)| stop > 0)?;
    let mut second = plot.rota.routes[route].clone();
    second.stops.drain(..stop);
    second.depart = second.stops[0].start;
    plot.rota.routes[route].stops.truncate(stop);
    plot.rota.routes.insert(route + 1, second);
    Some(())
}

pub(super) fn empty_route(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    plot.rota.routes[route].stops.clear();
    Some(())
}

pub(super) fn same_carer_twice(plot: &mut Plot) -> Option<()> {
    let (first, second) = plot.pair()?;
    let stop = plot.at(second).clone();
    plot.rota.routes[first.0].stops.insert(first.1 + 1, stop);
    remove(plot, second);
    Some(())
}
