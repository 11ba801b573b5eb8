//! Whom a change is about.

use rota_format::doc::{CarerDoc, ClientDoc, ProblemDoc, StatusDoc};
use serde::Deserialize;

/// Carers: all who are all of what is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whom {
    /// These.
    #[serde(default)]
    pub carers: Vec<String>,
    /// Those of this status.
    pub status: Option<StatusDoc>,
    /// Those of this team.
    pub team: Option<String>,
    /// Those with this skill.
    pub skill: Option<String>,
    /// The first so many of them, in the problem's order.
    pub first: Option<usize>,
}

/// Clients: all who are all of what is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhomClients {
    /// These.
    #[serde(default)]
    pub ids: Vec<String>,
    /// Those who have a call of this id.
    pub with_call: Option<String>,
    /// The first so many of them, in the problem's order.
    pub first: Option<usize>,
}

impl Whom {
    /// Indices of the carers.
    ///
    /// # Errors
    /// A sentence when somebody is unknown, or nobody is meant.
    pub(crate) fn of(&self, doc: &ProblemDoc) -> Result<Vec<usize>, String> {
        let known: Vec<&str> = doc.carers.iter().map(|carer| carer.id.as_str()).collect();
        all_known("carer", &self.carers, &known)?;
        let fits = |carer: &CarerDoc| {
            (self.carers.is_empty() || self.carers.contains(&carer.id))
                && self.status.is_none_or(|status| carer.terms.status == status)
                && self.team.as_ref().is_none_or(|team| carer.team.as_ref() == Some(team))
                && self.skill.as_ref().is_none_or(|skill| carer.skills.contains(skill))
        };
        let found = (0..doc.carers.len()).filter(|&index| fits(&doc.carers[index]));
        taken("carer", found.collect(), self.first)
    }
}

impl WhomClients {
    /// Indices of the clients.
    ///
    /// # Errors
    /// A sentence when somebody is unknown, or nobody is meant.
    pub(crate) fn of(&self, doc: &ProblemDoc) -> Result<Vec<usize>, String> {
        let known: Vec<&str> = doc.clients.iter().map(|client| client.id.as_str()).collect();
        all_known("client", &self.ids, &known)?;
        let fits = |client: &ClientDoc| {
            (self.ids.is_empty() || self.ids.contains(&client.id))
                && self
                    .with_call
                    .as_ref()
                    .is_none_or(|call| client.visits.iter().any(|visit| visit.id == *call))
        };
        let found = (0..doc.clients.len()).filter(|&index| fits(&doc.clients[index]));
        taken("client", found.collect(), self.first)
    }
}

fn taken(what: &str, mut found: Vec<usize>, first: Option<usize>) -> Result<Vec<usize>, String> {
    if let Some(first) = first {
        if found.len() < first {
            return Err(format!("only {} {what}s are meant, not {first}", found.len()));
        }
        found.truncate(first);
    }
    if found.is_empty() {
        return Err(format!("no {what} is meant by this; loosen what it asks for"));
    }
    Ok(found)
}

fn all_known(what: &str, asked: &[String], known: &[&str]) -> Result<(), String> {
    asked.iter().try_for_each(|id| {
        if known.contains(&id.as_str()) { Ok(()) } else { Err(unknown(what, id, known)) }
    })
}

/// Says that there is no such thing, and which one may be meant.
pub(crate) fn unknown(what: &str, id: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|other| (strsim::damerau_levenshtein(id, other), *other))
        .filter(|(distance, other)| *distance <= 2.min(other.len() / 2))
        .min();
    match near {
        Some((_, other)) => format!("there is no {what} \"{id}\"; did you mean \"{other}\"?"),
        None => format!("there is no {what} \"{id}\""),
    }
}
