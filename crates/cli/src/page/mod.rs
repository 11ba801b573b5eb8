//! A rota as one self-contained HTML page: templates filled from the view, charts worked out beside them.
//!
//! The page asks for nothing from any network and runs no script; its content policy forbids both.

mod gantt;
mod map;
mod svg;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use rota_model::Instance;
use serde::Serialize;

use crate::error::{Failure, Outcome};
use crate::view::View;
use crate::view::carers::{RouteView, Times};
use crate::view::clock::{Clock, day, minutes, span};
use crate::view::figures::share;
use gantt::Chart;
use map::Map;

/// With no more routes than this, all days stand open.
const ROUTES_TO_UNFOLD: usize = 60;

/// The page's templates by name.
const TEMPLATES: [(&str, &str); 5] = [
    ("page.html", include_str!("../../templates/page.html")),
    ("page.css", include_str!("../../templates/page.css")),
    ("gantt.svg", include_str!("../../templates/gantt.svg")),
    ("map.svg", include_str!("../../templates/map.svg")),
    ("tables.html", include_str!("../../templates/tables.html")),
];

/// One day of the page.
#[derive(Debug, Serialize)]
struct Day {
    /// Names the day's elements.
    id: String,
    name: String,
    open: bool,
    routes: usize,
    unallocated: usize,
    times: Times,
    chart: Chart,
    map: Option<Map>,
}

/// Fills the page.
///
/// # Errors
/// When a template fails, which is a fault of the program.
pub(crate) fn write(instance: &Instance, view: &View) -> Outcome<String> {
    let days = days(instance, view);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("span", span);
    environment.add_filter("minutes", minutes);
    environment.add_function("share", share);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).map_err(failed)?;
    }
    let page = environment.get_template("page.html").map_err(failed)?;
    page.render(context! {
        view => Value::from(Serde(view)),
        days => Value::from(Serde(days)),
        figures => Value::from(Serde(view.figures.rows())),
        version => env!("CARGO_PKG_VERSION"),
    })
    .map_err(failed)
}

fn failed(error: minijinja::Error) -> Failure {
    let place = error.name().unwrap_or_default();
    Failure::failed(format!("the page could not be filled in ({place}: {})", error.kind()))
}

/// The days of the horizon, and any other day on which a route sets out.
fn days(instance: &Instance, view: &View) -> Vec<Day> {
    let clock = Clock::of(instance);
    let horizon = instance.start.iter_days().take(usize::try_from(instance.days).unwrap_or(0));
    let mut routes: BTreeMap<NaiveDate, Vec<&RouteView>> =
        horizon.map(|date| (date, Vec::new())).collect();
    for route in &view.routes {
        routes.entry(route.date).or_default().push(route);
    }
    let unfold = view.routes.len() <= ROUTES_TO_UNFOLD;
    let first = routes.iter().find(|(_, routes)| !routes.is_empty()).map(|(date, _)| *date);
    routes
        .iter()
        .enumerate()
        .map(|(index, (date, routes))| {
            let id = format!("d{index}");
            let mut times = Times::default();
            routes.iter().for_each(|route| times.add(route.times));
            let carers = by_carer(routes);
            let left: Vec<_> =
                view.unallocated.iter().filter(|left| left.date == Some(*date)).collect();
            Day {
                name: day(*date),
                open: unfold || first == Some(*date),
                routes: routes.len(),
                unallocated: left.len(),
                times,
                chart: Chart::of(clock, *date, &id, &carers),
                map: Map::of(&id, view, &carers, &left),
                id,
            }
        })
        .collect()
}

/// A day's routes, those of one carer together.
fn by_carer<'a>(routes: &[&'a RouteView]) -> Vec<Vec<&'a RouteView>> {
    let mut carers: Vec<Vec<&RouteView>> = Vec::new();
    for route in routes {
        match carers.iter_mut().find(|carer| carer[0].carer_id == route.carer_id) {
            Some(carer) => carer.push(route),
            None => carers.push(vec![route]),
        }
    }
    carers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::{instance, view};

    fn page() -> String {
        write(&instance(), &view()).expect("a page")
    }

    #[test]
    fn names_cannot_become_markup() {
        let page = page();
        assert!(!page.contains("<script"), "a script element");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"), "no escaped name");
        assert!(page.contains("A day &amp; a half"));
    }

    #[test]
    fn the_page_asks_for_nothing_from_outside() {
        let page = page();
        for wanted in ["src=", "@import", "<link", "<iframe", "http://", "https://"] {
            // The one address is the name of SVG, which nothing fetches.
            let rest = page.replace("http://www.w3.org/2000/svg", "");
            assert!(!rest.contains(wanted), "{wanted}");
        }
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn every_part_is_there() {
        let page = page();
        for part in [
            "<html lang=\"en\"",
            "Key figures",
            "Unallocated visits",
            "nobody has half an hour left between 07:00 and 09:00",
            "Mon 23 Nov",
            "Score sheet",
            "Continuity",
            "Carers",
        ] {
            assert!(page.contains(part), "{part}");
        }
    }

    #[test]
    fn a_large_agency_makes_a_page_that_a_browser_can_hold() {
        let (instance, rota) = crate::view::tests::agency(290, 7);
        let view = View::of(&instance, &rota, &rota_check::Audit::default());
        let page = write(&instance, &view).expect("a page");
        assert!(page.len() < 8_000_000, "{} bytes", page.len());
        // Only the first day stands open.
        assert_eq!(page.matches("class=\"day\"").count(), 7);
        assert_eq!(page.matches(" open>").count(), 1);
    }

    #[test]
    fn a_problem_without_coordinates_has_no_map() {
        let mut instance = instance();
        instance.places.iter_mut().for_each(|place| place.at = None);
        let rota = crate::view::tests::rota();
        let view = View::of(&instance, &rota, &rota_check::Audit::default());
        let page = write(&instance, &view).expect("a page");
        assert!(page.contains("has no coordinates"));
    }
}
