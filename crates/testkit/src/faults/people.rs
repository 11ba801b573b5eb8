//! Carers who should not be there.

use rota_model::{CarerId, Gender, Level, RuleId, SkillHeld, SkillId};

use super::plot::{At, Plot};

const UNHEARD_OF: &str = "unheard of";

pub(super) fn pinned_to_another(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let slot = plot.at(at).slot;
    plot.visit_mut(at).slots[slot].pinned = Some(CarerId::new(UNHEARD_OF));
    Some(())
}

pub(super) fn pinned_start(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let start = plot.visit_start(at);
    plot.visit_mut(at).pin.start = Some(start + 60);
    Some(())
}

pub(super) fn pinned_date(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    let date = plot.instance.zone.date(plot.visit_start(at));
    plot.visit_mut(at).pin.date = date.succ_opt();
    Some(())
}

/// Asks a slot for a skill that nobody held, and puts this on its carer's record.
fn needs_skill(plot: &mut Plot, record: impl Fn(&Plot, At) -> Option<SkillHeld>) -> Option<()> {
    plot.enforced(RuleId::Skill)?;
    let at = plot.stop(|_, _| true)?;
    let held = record(plot, at);
    let slot = plot.at(at).slot;
    plot.visit_mut(at).slots[slot].skills.push(UNHEARD_OF.into());
    plot.carer_mut(at.0).skills.extend(held);
    Some(())
}

/// The skill without limits.
fn held() -> SkillHeld {
    SkillHeld { skill: SkillId::new(UNHEARD_OF), from: None, until: None, client: None }
}

pub(super) fn no_skill(plot: &mut Plot) -> Option<()> {
    needs_skill(plot, |_, _| None)
}

pub(super) fn skill_expired(plot: &mut Plot) -> Option<()> {
    needs_skill(plot, |plot, at| {
        let date = plot.instance.zone.date(plot.visit_start(at));
        Some(SkillHeld { until: date.pred_opt(), ..held() })
    })
}

pub(super) fn skill_not_yet(plot: &mut Plot) -> Option<()> {
    needs_skill(plot, |plot, at| {
        let date = plot.instance.zone.date(plot.visit_start(at));
        Some(SkillHeld { from: date.succ_opt(), ..held() })
    })
}

pub(super) fn skill_for_another(plot: &mut Plot) -> Option<()> {
    needs_skill(plot, |_, _| Some(SkillHeld { client: Some(UNHEARD_OF.into()), ..held() }))
}

pub(super) fn excluded_by_client(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::Exclusion)?;
    let at = plot.stop(|_, _| true)?;
    let carer = plot.who(at).clone();
    plot.client_mut(at).exclusions.push(carer);
    Some(())
}

pub(super) fn excluded_by_carer(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::Exclusion)?;
    let at = plot.stop(|_, _| true)?;
    let client = plot.visit(at).client.clone();
    plot.carer_mut(at.0).exclusions.push(client);
    Some(())
}

pub(super) fn wrong_gender(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::RequiredGender)?;
    let at = plot.stop(|_, _| true)?;
    let theirs = plot.carer_mut(at.0).gender;
    let other = if theirs == Some(Gender::Female) { Gender::Male } else { Gender::Female };
    plot.client_mut(at).gender.required = Some(other);
    Some(())
}

pub(super) fn wrong_gender_for_the_slot(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::RequiredGender)?;
    let at = plot.stop(|_, _| true)?;
    let theirs = plot.carer_mut(at.0).gender;
    let other = if theirs == Some(Gender::Male) { Gender::Other } else { Gender::Male };
    let slot = plot.at(at).slot;
    plot.visit_mut(at).slots[slot].gender = Some(other);
    Some(())
}

/// A stranger who comes once, alone.
pub(super) fn alone_for_the_first_time(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::LoneFirstVisit)?;
    let at = plot.stop(|plot, at| {
        let (visit, who) = (plot.visit(at), plot.who(at));
        let mut clients = plot.instance.clients.iter();
        let client = clients.find(|client| client.id == visit.client).expect("a good rota");
        let stops = plot.stops().into_iter();
        let here = stops
            .filter(|&other| plot.who(other) == who && plot.visit(other).client == visit.client);
        visit.slots.len() == 1
            && here.count() == 1
            && client.usual.iter().all(|usual| usual.carer != *who)
            && client.history.iter().all(|past| past.carer != *who)
    })?;
    plot.client_mut(at).no_lone_first_visit = true;
    Some(())
}

pub(super) fn wrong_language(plot: &mut Plot) -> Option<()> {
    plot.enforced(RuleId::RequiredLanguage)?;
    let at = plot.stop(|_, _| true)?;
    plot.client_mut(at).language.required = Some(UNHEARD_OF.into());
    Some(())
}

/// The client of some stop wants nobody, and means it.
pub(super) fn too_many_faces(plot: &mut Plot) -> Option<()> {
    let at = plot.stop(|_, _| true)?;
    plot.client_mut(at).max_carers = Some(0);
    plot.instance.policy.levels.insert(RuleId::FacesOver, Level::Enforce);
    Some(())
}
