//! What clients and visits ask of a carer's gender and language.

use rota_model::{Carer, Client, Gender, RuleId};

use crate::finding::Violation;
use crate::reading::{ReadStop, Reading};

/// Every stop whose client and carer are known.
fn pairs<'r, 'a>(
    reading: &'r Reading<'a>,
) -> impl Iterator<Item = (&'r ReadStop<'a>, &'a Client, &'a Carer)> {
    reading.stops().filter_map(|stop| Some((stop, stop.client?, stop.carer?)))
}

/// Carers without the gender that the client requires, or that the visit does.
pub(crate) fn required_gender(reading: &Reading<'_>) -> Vec<Violation> {
    let word = |gender| match gender {
        Some(gender) => format!("{gender:?}").to_lowercase(),
        None => "not recorded".to_owned(),
    };
    let mut faults = Vec::new();
    for (stop, client, carer) in pairs(reading) {
        let unmet = |wanted: Option<Gender>| wanted.filter(|_| carer.gender != wanted);
        let (who, wanted) = match (unmet(client.gender.required), unmet(stop.slot.gender)) {
            (Some(wanted), _) => (format!("client {}", client.id), wanted),
            (None, Some(wanted)) => ("the visit".to_owned(), wanted),
            (None, None) => continue,
        };
        let text = format!(
            "carer {} goes to {}, but {who} requires a carer's gender to be {} and theirs is {}",
            carer.id,
            stop.visit.id,
            word(Some(wanted)),
            word(carer.gender)
        );
        faults.push(Violation::of(RuleId::RequiredGender, text));
    }
    faults
}

/// Carers who do not speak the language that the client requires.
pub(crate) fn required_language(reading: &Reading<'_>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for (stop, client, carer) in pairs(reading) {
        if let Some(wanted) = &client.language.required
            && !carer.languages.contains(wanted)
        {
            let text = format!(
                "carer {} goes to {}, but client {} requires {wanted}, which {} does not speak",
                carer.id, stop.visit.id, client.id, carer.id
            );
            faults.push(Violation::of(RuleId::RequiredLanguage, text));
        }
    }
    faults
}

/// Stops by a carer without the gender that the client prefers.
pub(crate) fn preferred_gender(reading: &Reading<'_>) -> i128 {
    let unmet = pairs(reading).filter(|(_, client, carer)| {
        client.gender.preferred.is_some_and(|wanted| carer.gender != Some(wanted))
    });
    unmet.count() as i128
}

/// Stops by a carer who does not speak the language that the client prefers.
pub(crate) fn preferred_language(reading: &Reading<'_>) -> i128 {
    let unmet = pairs(reading).filter(|(_, client, carer)| {
        client.language.preferred.as_ref().is_some_and(|wanted| !carer.languages.contains(wanted))
    });
    unmet.count() as i128
}
