//! People and visits as the public benchmarks know them: by their names, places, skills and times alone.

use rota_model::{
    Care, Carer, CarerId, ClientId, Mode, Pin, Priority, Shift, SkillHeld, SkillId, Slot, Terms,
    Visit, VisitId, Window,
};

/// A carer of whom nothing is known but skills, which last, and shifts.
pub(crate) fn carer(id: &str, skills: &[String], shifts: Vec<Shift>) -> Carer {
    let held = |skill: &String| SkillHeld {
        skill: SkillId::new(skill),
        from: None,
        until: None,
        client: None,
    };
    Carer {
        id: CarerId::new(id),
        name: None,
        team: None,
        mode: Mode::Car,
        skills: skills.iter().map(held).collect(),
        gender: None,
        languages: Vec::new(),
        exclusions: Vec::new(),
        shifts,
        absences: Vec::new(),
        contract: None,
        terms: Terms::default(),
    }
}

/// A visit of normal priority, with the windows of its start.
pub(crate) fn visit(id: &str, client: &str, windows: Vec<Window>, slots: Vec<Slot>) -> Visit {
    Visit {
        id: VisitId::new(id),
        client: ClientId::new(client),
        call: None,
        care: Care::Visit,
        priority: Priority::Normal,
        windows,
        slots,
        pin: Pin::default(),
    }
}

/// A carer's part of a visit, from its start, for so many ticks.
pub(crate) fn slot(duration: i64, skills: Vec<SkillId>) -> Slot {
    Slot { offset: 0, duration, skills, gender: None, pinned: None, load: 0 }
}
