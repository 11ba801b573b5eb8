//! What a search changed lately: groups of routes that hang together.

/// Routes that one step after the other changed together, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Shifts of the routes, in no particular order.
    pub shifts: Vec<u32>,
    /// Change of guided cost, in grains.
    pub change: i64,
}

/// Groups of routes, no route in two of them.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    groups: Vec<Group>,
}

impl Changes {
    /// Notes the routes that a step changed. Groups that have one of them become one group with it.
    pub fn note(&mut self, shifts: impl Iterator<Item = u32>, change: i64) {
        let mut group = Group { shifts: shifts.collect(), change };
        if group.shifts.is_empty() {
            return;
        }
        self.groups.retain(|other| {
            let meets = other.shifts.iter().any(|shift| group.shifts.contains(shift));
            if meets {
                group.shifts.extend_from_slice(&other.shifts);
                group.change += other.change;
            }
            !meets
        });
        group.shifts.sort_unstable();
        group.shifts.dedup();
        self.groups.push(group);
    }

    /// The groups, and forgets them.
    pub fn take(&mut self) -> Vec<Group> {
        std::mem::take(&mut self.groups)
    }
}
