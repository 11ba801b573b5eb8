//! Changes of rules and wishes.

use rota_format::doc::ProblemDoc;

use crate::file::PolicyPatch;

/// Packs, rules and carers wanted.
pub(super) fn policy(doc: &mut ProblemDoc, patch: &PolicyPatch) -> Result<(), String> {
    if patch.packs.is_none() && patch.rules.is_empty() && patch.max_carers.is_none() {
        return Err("it changes nothing; give packs, rules or max_carers".to_owned());
    }
    if let Some(packs) = &patch.packs {
        doc.policy.packs.clone_from(packs);
    }
    for (rule, level) in &patch.rules {
        doc.policy.rules.insert(rule.clone(), level.clone());
    }
    if patch.max_carers.is_some() {
        doc.clients.iter_mut().for_each(|client| client.max_carers = patch.max_carers);
    }
    Ok(())
}
