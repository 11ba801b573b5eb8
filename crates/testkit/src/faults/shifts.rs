//! Shifts, absences and legs under which a route is no longer possible.

use rota_model::{Break, Departure, Instant, Interval, Level, RuleId, Seconds, Shift, Travel};

use super::plot::Plot;

const MINUTE: Seconds = 60;

fn shift_mut(plot: &mut Plot, route: usize) -> Option<&mut Shift> {
    let id = plot.rota.routes[route].shift.clone();
    plot.carer_mut(route).shifts.iter_mut().find(|shift| shift.id == id)
}

pub(super) fn starts_later(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    let depart = plot.rota.routes[route].depart;
    shift_mut(plot, route)?.start = depart + 1;
    Some(())
}

pub(super) fn ends_earlier(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::ShiftEnd)?;
    let route = plot.route(|_, _| true)?;
    let finish = plot.rota.routes[route].finish;
    shift_mut(plot, route)?.end = finish - 1;
    Some(())
}

pub(super) fn absent_at_work(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let absence = Interval { start: plot.at(at).start, end: plot.at(at).end };
    plot.carer_mut(at.0).absences.push(absence);
    Some(())
}

pub(super) fn absent_at_the_end(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    let finish = plot.rota.routes[route].finish;
    plot.carer_mut(route).absences.push(Interval { start: finish - 1, end: finish + MINUTE });
    Some(())
}

/// Cuts a route in two and gives the second half a shift of its own, which the way home from the first overlaps.
pub(super) fn two_at_once(plot: &mut Plot) -> Option<()> {
    let (route, stop) = plot.stop(|_, (_, stop)| stop > 0)?;
    let id = "another shift of the same carer";
    let whole = plot.rota.routes[route].clone();
    let mut second = whole.clone();
    second.shift = id.into();
    second.stops.drain(..stop);
    plot.rota.routes[route].stops.truncate(stop);
    // The first half's last stop now ends a minute after the second half's first begins.
    let late = second.stops[0].start + MINUTE - whole.stops[stop - 1].end;
    let last = &mut plot.rota.routes[route].stops[stop - 1];
    last.start = last.start + late;
    last.end = last.end + late;
    plot.rota.routes.insert(route + 1, second);
    plot.carer_mut(route).shifts.push(Shift {
        id: id.into(),
        start: whole.depart,
        end: Instant::NEVER,
        start_place: None,
        end_place: None,
        capacity: None,
        departs: Departure::default(),
        breaks: Vec::new(),
    });
    Some(())
}

/// A break is asked for, of the whole route, and no rest is there.
pub(super) fn no_rest(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    let (earliest, latest) = (plot.rota.routes[route].depart, plot.rota.routes[route].finish);
    let wanted = Break { earliest, latest, least: latest - earliest, at_ends: true, after: None };
    shift_mut(plot, route)?.breaks.push(wanted);
    plot.instance.policy = plot.instance.policy.clone().with(RuleId::MissedBreak, Level::Enforce);
    Some(())
}

/// Every stop brings a unit more than before, and there is no room for the last of them.
pub(super) fn too_much_to_carry(plot: &mut Plot) -> Option<()> {
    let route = plot.route(|_, _| true)?;
    let mut load = 0;
    for stop in 0..plot.rota.routes[route].stops.len() {
        let slot = plot.at((route, stop)).slot;
        let slot = &mut plot.visit_mut((route, stop)).slots[slot];
        slot.load += 1;
        load += slot.load;
    }
    shift_mut(plot, route)?.capacity = Some(load - 1);
    Some(())
}

pub(super) fn unknown_leg(plot: &mut Plot) -> Option<()> {
    let client_place = |plot: &Plot, at| {
        let client = &plot.visit(at).client;
        plot.instance.clients.iter().find(|c| c.id == *client).map(|c| c.place.clone())
    };
    plot.stop(|plot, (route, stop)| {
        stop > 0 && client_place(plot, (route, stop)) != client_place(plot, (route, stop - 1))
    })?;
    plot.instance.travel = Travel { round_up_seconds: 60, ..Travel::default() };
    Some(())
}
