//! Ties between visits, expanded to occurrences.

use chrono::{NaiveDate, TimeDelta};
use rota_model::{GapFrom, Link, LinkKind};

use super::calendar::Calendar;
use super::calls::{Call, Calls};
use super::contradiction;
use crate::civil::{self, clip};
use crate::doc::{GapFromDoc, LinkDoc, LinkKindDoc, ProblemDoc};
use crate::finding::{Code, Path, Sink};

/// A gap may be up to four weeks, either way.
const LONGEST_GAP: i64 = 28 * 24 * 60;

/// What a name in a link stands for.
enum End<'c> {
    One(usize, Option<NaiveDate>),
    Each(&'c std::collections::BTreeMap<NaiveDate, usize>),
}

/// A link between visits by index, and the index of its entry in the document.
pub(super) struct Tie {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) kind: LinkKind,
    pub(super) entry: usize,
}

/// Builds all links, each with the index of its entry in the document.
pub(super) fn build(
    doc: &ProblemDoc,
    calls: &Calls,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Vec<(Link, usize)> {
    let root = Path::Root;
    let path = root.key("links");
    let mut ties = Vec::new();
    for (entry, link) in doc.links.iter().enumerate() {
        let here = path.index(entry);
        let kind = kind(link, &here, sink);
        let first = end(&link.first, &here.key("first"), calls, sink);
        let second = end(&link.second, &here.key("second"), calls, sink);
        let (Some(kind), Some(first), Some(second)) = (kind, first, second) else { continue };
        for (first, second) in pairs(link, &first, &second, &here, calendar, sink) {
            if first == second {
                let cause = format!("both ends are \"{}\"", clip(&link.first));
                sink.add(Code::LinkToItself, &here, cause);
                break;
            }
            ties.push(Tie { first, second, kind, entry });
        }
    }
    contradiction::check(&ties, &calls.visits, sink);
    let id = |visit: usize| calls.visits.get(visit).map(|visit| visit.id.clone());
    ties.iter()
        .filter_map(|tie| {
            Some((
                Link { first: id(tie.first)?, second: id(tie.second)?, kind: tie.kind },
                tie.entry,
            ))
        })
        .collect()
}

fn kind(doc: &LinkDoc, path: &Path<'_>, sink: &mut Sink) -> Option<LinkKind> {
    let given = doc.from.is_some() || doc.min_minutes.is_some() || doc.max_minutes.is_some();
    if given && doc.kind != LinkKindDoc::Gap {
        sink.add(
            Code::GapKeys,
            path,
            "`from`, `min_minutes` or `max_minutes` on a link that is no gap",
        );
        return None;
    }
    match doc.kind {
        LinkKindDoc::Gap => gap(doc, path, sink),
        LinkKindDoc::Order => Some(LinkKind::Gap { from: GapFrom::End, min: Some(0), max: None }),
        LinkKindDoc::SameCarer => Some(LinkKind::SameCarer),
        LinkKindDoc::DifferentCarer => Some(LinkKind::DifferentCarer),
        LinkKindDoc::BothOrNeither => Some(LinkKind::BothOrNeither),
    }
}

fn gap(doc: &LinkDoc, path: &Path<'_>, sink: &mut Sink) -> Option<LinkKind> {
    if doc.min_minutes.is_none() && doc.max_minutes.is_none() {
        sink.add(Code::NoGap, path, "neither `min_minutes` nor `max_minutes` is given");
        return None;
    }
    for (key, minutes) in [("min_minutes", doc.min_minutes), ("max_minutes", doc.max_minutes)] {
        if let Some(minutes) = minutes.filter(|n| !(-LONGEST_GAP..=LONGEST_GAP).contains(n)) {
            sink.add(Code::BadGap, &path.key(key), format!("a gap of {minutes} minutes"));
            return None;
        }
    }
    if let (Some(min), Some(max)) = (doc.min_minutes, doc.max_minutes)
        && max < min
    {
        sink.add(Code::GapOrder, path, format!("at least {min}, but at most {max} minutes"));
        return None;
    }
    Some(LinkKind::Gap {
        from: match doc.from.unwrap_or_default() {
            GapFromDoc::Start => GapFrom::Start,
            GapFromDoc::End => GapFrom::End,
        },
        min: doc.min_minutes.map(|minutes| minutes * 60),
        max: doc.max_minutes.map(|minutes| minutes * 60),
    })
}

/// Looks up "client/visit" or "client/visit/date"; `None` when that was reported, or the call is broken.
fn end<'c>(name: &str, path: &Path<'_>, calls: &'c Calls, sink: &mut Sink) -> Option<End<'c>> {
    match calls.by_name.get(name) {
        Some(Call::Broken) => return None,
        Some(Call::Single(visit, date)) => return Some(End::One(*visit, *date)),
        Some(Call::Each(visits)) => return Some(End::Each(visits)),
        None => {}
    }
    let dated = name
        .rsplit_once('/')
        .and_then(|(call, date)| Some((calls.by_name.get(call)?, call, civil::date(date).ok()?)));
    match dated {
        Some((Call::Broken, ..)) => None,
        Some((Call::Each(visits), call, date)) => match visits.get(&date) {
            Some(visit) => Some(End::One(*visit, Some(date))),
            None => {
                let cause = format!("\"{}\" does not occur on {date}", clip(call));
                sink.add(Code::UnknownVisit, path, cause);
                None
            }
        },
        Some((Call::Single(..), call, _)) => {
            let cause = format!("\"{}\" does not recur: leave out the date", clip(call));
            sink.add(Code::UnknownVisit, path, cause);
            None
        }
        None => {
            let cause = format!("there is no visit \"{}\"", clip(name));
            let known = calls.by_name.keys().map(String::as_str);
            sink.unknown(Code::UnknownVisit, path, cause, name, known);
            None
        }
    }
}

/// Which visits a link ties: by date where either end recurs.
fn pairs(
    doc: &LinkDoc,
    first: &End<'_>,
    second: &End<'_>,
    path: &Path<'_>,
    calendar: &Calendar,
    sink: &mut Sink,
) -> Vec<(usize, usize)> {
    let later = |date: NaiveDate, days: i64| {
        TimeDelta::try_days(days).and_then(|days| date.checked_add_signed(days))
    };
    let unclear = |sink: &mut Sink| {
        sink.add(Code::LinkUnclear, path, "one visit may be on several days and the other recurs");
        Vec::new()
    };
    let pairs: Vec<(usize, usize)> = match (first, second) {
        (End::One(first, _), End::One(second, _)) => return vec![(*first, *second)],
        (End::One(_, None), End::Each(_)) | (End::Each(_), End::One(_, None)) => {
            return unclear(sink);
        }
        (End::One(first, Some(date)), End::Each(seconds)) => later(*date, doc.day_offset)
            .and_then(|date| seconds.get(&date))
            .map(|second| (*first, *second))
            .into_iter()
            .collect(),
        (End::Each(firsts), End::One(second, Some(date))) => doc
            .day_offset
            .checked_neg()
            .and_then(|back| later(*date, back))
            .and_then(|date| firsts.get(&date))
            .map(|first| (*first, *second))
            .into_iter()
            .collect(),
        (End::Each(firsts), End::Each(seconds)) => firsts
            .iter()
            .filter_map(|(date, first)| {
                let second = later(*date, doc.day_offset).and_then(|date| seconds.get(&date))?;
                Some((*first, *second))
            })
            .collect(),
    };
    if pairs.is_empty() && calendar.known {
        let cause = format!("\"{}\" and \"{}\" share no date", clip(&doc.first), clip(&doc.second));
        sink.add(Code::LinkTiesNothing, path, cause);
    }
    pairs
}
