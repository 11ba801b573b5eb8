//! Carries out changes on a copy of the base problem's document.

mod demand;
mod people;
mod policy;

use rota_format::doc::ProblemDoc;

use crate::combine::Combination;
use crate::file::Patch;

/// The base with the changes of one combination.
///
/// # Errors
/// A sentence for each change that cannot be carried out, with its place in the scenario file.
pub fn patched(base: &ProblemDoc, combination: &Combination) -> Result<ProblemDoc, Vec<String>> {
    let mut doc = base.clone();
    let mut errors = Vec::new();
    for (place, patch) in &combination.patches {
        let done = match patch {
            Patch::Contract(patch) => people::contract(&mut doc, patch),
            Patch::Shifts(patch) => people::shifts(&mut doc, patch),
            Patch::Join(patch) => people::join(&mut doc, patch),
            Patch::Leave(patch) => people::leave(&mut doc, patch),
            Patch::Absence(patch) => people::absence(&mut doc, patch),
            Patch::NewClients(patch) => demand::new_clients(&mut doc, patch),
            Patch::ClientsLeave(patch) => demand::clients_leave(&mut doc, patch),
            Patch::Calls(patch) => demand::calls(&mut doc, patch),
            Patch::Policy(patch) => policy::policy(&mut doc, patch),
            Patch::Pay(patch) => {
                doc.pay = Some(patch.pay.clone());
                Ok(())
            }
        };
        if let Err(why) = done {
            errors.push(format!("{place}: {why}"));
        }
    }
    if errors.is_empty() { Ok(doc) } else { Err(errors) }
}
