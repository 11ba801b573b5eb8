//! Each client's week: who comes, how many different faces, and when.

use super::table::{Align, Table};
use super::{counted, part};
use crate::view::View;
use crate::view::carers::Known;
use crate::view::clients::ClientView;
use crate::view::figures::share;

/// Writes all clients.
pub(super) fn write(out: &mut String, view: &View) {
    part(out, "By client");
    for client in &view.clients {
        out.push('\n');
        out.push_str(&heading(client));
        if !client.faces.is_empty() {
            out.push_str(&format!("  carers: {}\n", faces(client)));
        }
        if !client.indices.is_empty() {
            out.push_str(&format!("  continuity: {}\n", client.indices.join(", ")));
        }
        let mut table = Table::new(2, &[Align::Left; 5]);
        for visit in &client.visits {
            table.row([
                visit.day.clone(),
                format!("{}-{}", visit.start, visit.end),
                visit.call.clone().unwrap_or_default(),
                visit.carers.join(" + "),
                visit.visit.clone(),
            ]);
        }
        table.write(out);
    }
}

fn heading(client: &ClientView) -> String {
    let id = if client.name == client.id { String::new() } else { format!(" ({})", client.id) };
    let wanted =
        client.max_carers.map(|max| format!(" ({max} wanted at most)")).unwrap_or_default();
    let team = client.team_size.map(|size| format!(", a team of {size} aimed at"));
    let team = team.unwrap_or_default();
    let few = client.faces.len() > client.floor && client.floor > 0;
    let floor = if few { format!(", {} would do", client.floor) } else { String::new() };
    let known = client
        .known_stops
        .and_then(|known| share(known, client.stops))
        .map(|share| format!(", {share} by known carers"))
        .unwrap_or_default();
    format!(
        "{}{id}: {} of {} visits, {}{floor}{wanted}{team}{known}\n",
        client.name,
        client.visits.len(),
        client.asked,
        counted(client.faces.len(), "carer"),
    )
}

fn faces(client: &ClientView) -> String {
    let face = client.faces.iter().map(|face| {
        let new = if face.known == Known::New { " (new)" } else { "" };
        format!("{} {}{new}", face.carer, face.stops)
    });
    face.collect::<Vec<_>>().join(", ")
}
