//! One day by carer: bars for visits, lines for travel, hatching for waiting.

use chrono::NaiveDate;
use serde::Serialize;

use super::svg::number;
use crate::view::carers::{Known, RouteView, StopView};
use crate::view::clock::{Clock, minutes, span};

/// Width of the whole chart and of the names before it, in pixels.
const WIDTH: f64 = 1280.0;
const NAMES: f64 = 150.0;
/// Room after the last hour, for its label.
const RIGHT: f64 = 18.0;
/// Height of the hours on top and of a carer's row.
const HEAD: f64 = 22.0;
const ROW: f64 = 26.0;
/// Height of a visit's bar.
const BAR: f64 = 18.0;
/// A letter of a bar's label.
const LETTER: f64 = 6.4;
/// No route is drawn outside these hours, whatever a rota says.
const HOURS: (i64, i64) = (-6, 48);

/// A day's chart, in pixels.
#[derive(Debug, Serialize)]
pub(super) struct Chart {
    width: String,
    height: String,
    names: String,
    /// Below the last row.
    floor: String,
    head: String,
    hours: Vec<Hour>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Hour {
    x: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Row {
    /// The carer's element on the map.
    href: String,
    name: String,
    title: String,
    /// Where the row's bars start; everything in a row is placed from here.
    top: String,
    shifts: Vec<Bar>,
    /// Path of all legs.
    travel: String,
    waits: Vec<Bar>,
    visits: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: String,
    width: String,
    class: String,
    title: String,
    label: String,
    label_x: String,
}

impl Bar {
    fn new(x: f64, width: f64, title: String) -> Self {
        Self {
            x: number(x),
            width: number(width),
            class: String::new(),
            title,
            label: String::new(),
            label_x: number(x + 3.0),
        }
    }
}

/// From seconds since midnight to pixels.
#[derive(Clone, Copy)]
struct Axis {
    first: i64,
    last: i64,
}

impl Axis {
    fn of<'a>(routes: impl Iterator<Item = &'a RouteView> + Clone) -> Self {
        let hour = |seconds: i64| seconds.div_euclid(3600);
        let first = routes.clone().map(|r| hour(r.depart_s)).min().unwrap_or(7);
        let last = routes.map(|r| hour(r.finish_s + 3599)).max().unwrap_or(19);
        let first = first.clamp(HOURS.0, HOURS.1 - 1);
        Self { first, last: last.clamp(first + 1, HOURS.1) }
    }

    fn x(self, seconds: i64) -> f64 {
        let inside = seconds.clamp(self.first * 3600, self.last * 3600) - self.first * 3600;
        let whole = (self.last - self.first) * 3600;
        NAMES + (WIDTH - NAMES - RIGHT) * inside as f64 / whole as f64
    }

    fn bar(self, from: i64, until: i64) -> (f64, f64) {
        let x = self.x(from);
        (x, (self.x(until) - x).max(0.0))
    }
}

impl Chart {
    /// Lays out a day's routes, a row for each carer. `id` names the day.
    pub(super) fn of(clock: Clock, date: NaiveDate, id: &str, carers: &[Vec<&RouteView>]) -> Self {
        let axis = Axis::of(carers.iter().flatten().copied());
        let step = if axis.last - axis.first > 18 { 2 } else { 1 };
        let hours = (axis.first..=axis.last).step_by(step).map(|hour| Hour {
            x: number(axis.x(hour * 3600)),
            label: clock.shown(date, hour * 3600),
        });
        let floor = HEAD + ROW * carers.len() as f64;
        Self {
            width: number(WIDTH),
            height: number(floor + 4.0),
            names: number(NAMES),
            floor: number(floor),
            head: number(HEAD),
            hours: hours.collect(),
            rows: carers
                .iter()
                .enumerate()
                .map(|(index, routes)| row(axis, index, format!("{id}c{index}"), routes))
                .collect(),
        }
    }
}

fn row(axis: Axis, index: usize, href: String, routes: &[&RouteView]) -> Row {
    let top = HEAD + ROW * index as f64 + (ROW - BAR) / 2.0;
    let mut row = Row {
        href,
        name: String::new(),
        title: String::new(),
        top: number(top),
        shifts: Vec::new(),
        travel: String::new(),
        waits: Vec::new(),
        visits: Vec::new(),
    };
    for route in routes {
        if row.title.is_empty() {
            row.name = short(&route.carer, 22);
            row.title.clone_from(&route.carer);
        }
        row.add(axis, route);
    }
    row
}

impl Row {
    fn add(&mut self, axis: Axis, route: &RouteView) {
        self.title.push_str(&format!(
            "; {} to {}: care {}, travel {}, waiting {}",
            route.depart,
            route.finish,
            span(route.times.care),
            span(route.times.travel),
            span(route.times.waiting)
        ));
        if route.times.rest > 0 {
            self.title.push_str(&format!(", breaks {}", span(route.times.rest)));
        }
        for rest in &route.rests {
            let (x, width) = axis.bar(rest.start_s, rest.end_s);
            let mut bar = Bar::new(x, width, format!("{}-{} break", rest.start, rest.end));
            bar.class.push('b');
            self.waits.push(bar);
        }
        if let Some(start) = route.shift_start_s {
            let (x, width) = axis.bar(start, route.shift_end_s.unwrap_or(route.finish_s));
            self.shifts.push(Bar::new(x, width, String::new()));
        }
        for stop in &route.stops {
            self.leg(axis, stop.arrive_s - stop.leg, stop.arrive_s);
            if stop.waiting > 0 {
                self.waits.push(wait(axis, stop));
            }
            self.visits.push(visit(axis, stop));
        }
        self.leg(axis, route.finish_s - route.last_leg, route.finish_s);
    }

    fn leg(&mut self, axis: Axis, from: i64, until: i64) {
        let (x, width) = axis.bar(from, until);
        if width > 0.0 {
            let leg = format!("M{} {}h{}", number(x), number(BAR / 2.0), number(width));
            self.travel.push_str(&leg);
        }
    }
}

fn wait(axis: Axis, stop: &StopView) -> Bar {
    let (x, width) = axis.bar(stop.arrive_s, stop.start_s);
    Bar::new(x, width, format!("waiting {}", span(stop.waiting)))
}

fn visit(axis: Axis, stop: &StopView) -> Bar {
    let (x, width) = axis.bar(stop.start_s, stop.end_s);
    let mut class = String::from("v");
    let mut mark = "";
    if !stop.with.is_empty() {
        class.push_str(" du");
    }
    if stop.priority == "time-critical" {
        class.push_str(" tc");
        mark = "!";
    }
    let room = ((width - 5.0) / LETTER).max(0.0) as usize;
    let label = format!("{mark}{}", short(&stop.client, room.saturating_sub(mark.len())));
    let mut bar = Bar::new(x, (width - 0.6).max(0.8), title(stop));
    if room >= 2 && label.chars().count() <= room {
        bar.label = label;
    }
    bar.class = class;
    bar
}

fn title(stop: &StopView) -> String {
    let mut title = format!("{}-{} {}", stop.start, stop.end, stop.client);
    let mut add = |text: &str| {
        title.push_str(", ");
        title.push_str(text);
    };
    if let Some(call) = &stop.call {
        add(call);
    }
    if stop.priority != "normal" {
        add(stop.priority);
    }
    if !stop.with.is_empty() {
        add(&format!("with {}", stop.with.join(" and ")));
    }
    if stop.known == Known::New {
        add("new to client");
    }
    add(&format!("travel {} min", minutes(stop.leg)));
    if minutes(stop.off) > 0 {
        add(&format!("{} late", span(stop.off)));
    }
    if minutes(stop.off) < 0 {
        add(&format!("{} early", span(-stop.off)));
    }
    title
}

/// As much of a name as there is room for: all of it, else whole words, else its start.
fn short(name: &str, room: usize) -> String {
    if name.chars().count() <= room {
        return name.to_owned();
    }
    let mut kept = String::new();
    for word in name.split_whitespace() {
        let longer = if kept.is_empty() { word.to_owned() } else { format!("{kept} {word}") };
        if longer.chars().count() > room {
            break;
        }
        kept = longer;
    }
    if kept.is_empty() { name.chars().take(room).collect() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::{instance, view};

    #[test]
    fn bars_lie_where_their_times_are() {
        let view = view();
        let instance = instance();
        let carers: Vec<Vec<&RouteView>> = view.routes.iter().map(|route| vec![route]).collect();
        let chart = Chart::of(Clock::of(&instance), instance.start, "d0", &carers);
        // 06:00 to 09:00 over 1112 pixels: 370.7 an hour.
        assert_eq!(chart.hours.len(), 4);
        assert_eq!(chart.hours[0].label, "06:00");
        assert_eq!(chart.rows[0].visits[0].x, "520.7");
        assert_eq!(chart.rows[0].visits[0].width, "184.7");
        // Legs: 15 min from 06:45, 07:30 and 08:25.
        assert_eq!(chart.rows[0].travel, "M428 9h92.7M706 9h92.7M1045.8 9h92.7");
        assert_eq!(chart.rows[0].waits.len(), 1);
        assert_eq!(chart.rows[0].waits[0].title, "waiting 10 min");
    }

    #[test]
    fn two_shifts_of_a_carer_share_a_row() {
        let view = view();
        let instance = instance();
        let carers = vec![vec![&view.routes[0], &view.routes[1]]];
        let chart = Chart::of(Clock::of(&instance), instance.start, "d0", &carers);
        assert_eq!(chart.rows.len(), 1);
        assert_eq!((chart.rows[0].visits.len(), chart.rows[0].shifts.len()), (3, 2));
    }

    #[test]
    fn absurd_times_stay_on_the_page() {
        let mut route = view().routes[0].clone();
        route.finish_s = 90 * 24 * 3600;
        let axis = Axis::of(std::iter::once(&route));
        assert_eq!((axis.first, axis.last), (6, 48));
        assert!(axis.x(i64::MAX / 2) <= WIDTH);
    }

    #[test]
    fn names_are_cut_at_words() {
        assert_eq!(short("Elsie Ann Macdonald", 12), "Elsie Ann");
        assert_eq!(short("Macdonald", 4), "Macd");
        assert_eq!(short("Bo", 4), "Bo");
    }
}
