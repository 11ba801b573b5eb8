//! Gaps that the windows of their two visits do not allow.

use std::collections::{BTreeMap, BTreeSet};

use rota_model::{GapFrom, LinkKind, Visit};

use crate::build::Built;
use crate::finding::{Code, Path, Sink};

/// Adds a warning for each entry of `links` with such a gap.
pub(super) fn review(built: &Built, sink: &mut Sink) {
    let visits: BTreeMap<_, _> =
        built.instance.visits.iter().map(|visit| (&visit.id, visit)).collect();
    let mut told = BTreeSet::new();
    let root = Path::Root;
    for (link, entry) in built.instance.links.iter().zip(&built.link_entries) {
        let LinkKind::Gap { from, min, max } = link.kind else { continue };
        let (Some(first), Some(second)) = (visits.get(&link.first), visits.get(&link.second))
        else {
            continue;
        };
        if !possible(first, second, from, min, max) && told.insert(*entry) {
            let cause = format!("no starts of \"{}\" and \"{}\" keep it", link.first, link.second);
            sink.add(Code::LinkOutside, &root.key("links").index(*entry), cause);
        }
    }
}

/// Whether some window of each visit allows the gap.
fn possible(
    first: &Visit,
    second: &Visit,
    from: GapFrom,
    min: Option<i64>,
    max: Option<i64>,
) -> bool {
    let base = match from {
        GapFrom::Start => 0,
        GapFrom::End => first.duration(),
    };
    first.windows.iter().any(|before| {
        second.windows.iter().any(|after| {
            let least = after.earliest - before.latest - base;
            let most = after.latest - before.earliest - base;
            min.is_none_or(|min| min <= most) && max.is_none_or(|max| least <= max)
        })
    })
}
