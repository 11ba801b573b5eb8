//! Each carer's days, with every leg and every wait.

use super::table::{Align, Table};
use super::{counted, part};
use crate::view::View;
use crate::view::carers::{CarerView, Known, RouteView, StopView, Times};
use crate::view::clock::{minutes, span};

/// Writes all carers who have a route.
pub(super) fn write(out: &mut String, view: &View) {
    part(out, "By carer");
    for carer in &view.carers {
        out.push('\n');
        out.push_str(&heading(carer));
        for route in &carer.routes {
            out.push_str(&format!(
                "  {}  {}-{}  {}, {}\n",
                route.day,
                route.depart,
                route.finish,
                counted(route.stops.len(), "visit"),
                times(route.times)
            ));
            stops(out, route);
        }
    }
}

fn heading(carer: &CarerView) -> String {
    let id = if carer.name == carer.id { String::new() } else { format!(" ({})", carer.id) };
    let team = carer.team.as_ref().map(|team| format!(", {team}")).unwrap_or_default();
    let shifts = counted(carer.shifts, "shift");
    let rest = carer.rest.as_ref();
    let rest = rest.map(|rest| format!(", shortest rest {}", rest.text)).unwrap_or_default();
    format!("{}{id}{team}, {}: {shifts}, {}{rest}\n", carer.name, carer.mode, times(carer.times))
}

fn stops(out: &mut String, route: &RouteView) {
    let waits = route.stops.iter().any(|stop| minutes(stop.waiting) != 0);
    let columns: &[Align] = if waits { &[Align::Left; 7] } else { &[Align::Left; 6] };
    let mut table = Table::new(4, columns);
    let mut row = |time, leg, wait, who, call, visit, notes| {
        if waits {
            table.row([time, leg, wait, who, call, visit, notes]);
        } else {
            table.row([time, leg, who, call, visit, notes]);
        }
    };
    let breaks = |stops: usize| {
        let rests = route.rests.iter().filter(move |rest| rest.stops == stops);
        rests.map(|rest| (format!("{}-{}", rest.start, rest.end), "break".to_owned()))
    };
    let none = String::new;
    for (index, stop) in route.stops.iter().enumerate() {
        for (time, what) in breaks(index) {
            row(time, none(), none(), what, none(), none(), none());
        }
        let wait = minutes(stop.waiting);
        row(
            format!("{}-{}", stop.start, stop.end),
            format!("travel {}", minutes(stop.leg)),
            if wait == 0 { String::new() } else { format!("wait {wait}") },
            stop.client.clone(),
            stop.call.clone().unwrap_or_default(),
            stop.visit.clone(),
            notes(stop),
        );
    }
    for (time, what) in breaks(route.stops.len()) {
        row(time, none(), none(), what, none(), none(), none());
    }
    row(
        route.finish.clone(),
        format!("travel {}", minutes(route.last_leg)),
        String::new(),
        "end of shift".to_owned(),
        String::new(),
        String::new(),
        String::new(),
    );
    table.write(out);
}

fn notes(stop: &StopView) -> String {
    let mut notes = Vec::new();
    if !stop.with.is_empty() {
        notes.push(format!("with {}", stop.with.join(" and ")));
    }
    if stop.priority == "time-critical" {
        notes.push("time-critical".to_owned());
    }
    if minutes(stop.off) > 0 {
        notes.push(format!("{} late", span(stop.off)));
    }
    if minutes(stop.off) < 0 {
        notes.push(format!("{} early", span(-stop.off)));
    }
    if stop.known == Known::New {
        notes.push("new to client".to_owned());
    }
    notes.join("; ")
}

fn times(times: Times) -> String {
    let breaks =
        if times.rest > 0 { format!(", breaks {}", span(times.rest)) } else { String::new() };
    format!(
        "care {}, travel {}, waiting {}{breaks}",
        span(times.care),
        span(times.travel),
        span(times.waiting)
    )
}
