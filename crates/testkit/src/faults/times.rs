//! Times that contradict each other, the visits or the legs.

use rota_model::{Instant, Seconds};

use super::plot::{At, Plot};

const MINUTE: Seconds = 60;
const YEAR: Seconds = 365 * 24 * 3600;

pub(super) fn arrive_a_minute_off(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let stop = plot.at_mut(at);
    stop.arrive = stop.arrive + MINUTE;
    Some(())
}

pub(super) fn arrive_a_tick_off(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let stop = plot.at_mut(at);
    stop.arrive = stop.arrive - 1;
    Some(())
}

pub(super) fn end_early(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let stop = plot.at_mut(at);
    stop.end = stop.end - MINUTE;
    Some(())
}

pub(super) fn start_moved(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let stop = plot.at_mut(at);
    stop.start = stop.start + MINUTE;
    Some(())
}

pub(super) fn depart_early(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    let route = &mut plot.rota.routes[route];
    route.depart = route.depart - MINUTE;
    Some(())
}

pub(super) fn finish_late(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    let route = &mut plot.rota.routes[route];
    route.finish = route.finish + 1;
    Some(())
}

/// Moves every time of a route.
fn shift(plot: &mut Plot, route: usize, by: Seconds) {
    let route = &mut plot.rota.routes[route];
    route.depart = route.depart + by;
    route.finish = route.finish + by;
    for stop in &mut route.stops {
        stop.arrive = stop.arrive + by;
        stop.start = stop.start + by;
        stop.end = stop.end + by;
    }
}

/// Moves the route of a stop so that its visit starts at an instant which is in none of its windows.
fn move_to(plot: &mut Plot, end: impl Fn(&Plot, At) -> Option<Instant>) -> Option<()> {
    let fit = |plot: &Plot, at: At| {
        end(plot, at).is_some_and(|start| plot.visit(at).window_at(start).is_none())
    };
    let at = plot.stop(fit)?;
    let by = end(plot, at)? - plot.visit_start(at);
    shift(plot, at.0, by);
    Some(())
}

pub(super) fn too_late(plot: &mut Plot) -> Option<()> {
    move_to(plot, |plot, at| {
        let window = *plot.visit(at).window_at(plot.visit_start(at))?;
        (window.latest < Instant::NEVER).then_some(window.latest + MINUTE)
    })
}

pub(super) fn too_early(plot: &mut Plot) -> Option<()> {
    move_to(plot, |plot, at| {
        let window = *plot.visit(at).window_at(plot.visit_start(at))?;
        Some(window.earliest - 1)
    })
}

pub(super) fn window_moved(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    for window in &mut plot.visit_mut(at).windows {
        window.earliest = window.earliest + YEAR;
        window.soft_earliest = window.soft_earliest + YEAR;
        window.soft_latest = window.soft_latest + YEAR;
        window.latest = window.latest + YEAR;
        window.preferred = window.preferred.map(|preferred| preferred + YEAR);
    }
    Some(())
}

pub(super) fn apart(plot: &mut Plot) -> Option<()> {
    let (_, second) = plot.pair()?;
    let stop = plot.at_mut(second);
    stop.start = stop.start + 1;
    stop.end = stop.end + 1;
    Some(())
}

pub(super) fn swapped_order(plot: &mut Plot) -> Option<()> {
    let (route, second) = plot.stop(|_, (_, stop)| stop > 0)?;
    plot.rota.routes[route].stops.swap(second - 1, second);
    Some(())
}

pub(super) fn overlapping_stops(plot: &mut Plot) -> Option<()> {
    let (route, second) = plot.stop(|_, (_, stop)| stop > 0)?;
    let busy = plot.at((route, second - 1)).end;
    let stop = plot.at_mut((route, second));
    let length = stop.end - stop.start;
    stop.start = busy - MINUTE;
    stop.end = stop.start + length;
    Some(())
}

pub(super) fn moved_to_busy(plot: &mut Plot) -> Option<()> {
    let busy = |plot: &Plot, route: usize, at: At| {
        route != at.0
            && plot.rota.routes[route].stops.last().is_some_and(|last| last.end > plot.at(at).start)
    };
    let at =
        plot.stop(|plot, at| (0..plot.rota.routes.len()).any(|route| busy(plot, route, at)))?;
    let to = plot.route(|plot, route| busy(plot, route, at))?;
    let stop = plot.rota.routes[at.0].stops.remove(at.1);
    plot.rota.routes[to].stops.push(stop);
    Some(())
}

/// Of visits that take different times, so that an end must show it.
pub(super) fn swapped_visits(plot: &mut Plot) -> Option<()> {
    let length = |plot: &Plot, at: At| plot.at(at).end - plot.at(at).start;
    let stops = plot.stops();
    let other = |plot: &Plot, at: At| {
        stops.iter().copied().find(|&other| length(plot, other) != length(plot, at))
    };
    let first = plot.stop(|plot, at| other(plot, at).is_some())?;
    let second = other(plot, first)?;
    let (a, b) = (plot.at(first).clone(), plot.at(second).clone());
    let stop = plot.at_mut(first);
    (stop.visit, stop.slot) = (b.visit, b.slot);
    let stop = plot.at_mut(second);
    (stop.visit, stop.slot) = (a.visit, a.slot);
    Some(())
}
