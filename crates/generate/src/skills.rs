//! The skills of the synthetic weeks, as a set in one number.

/// A set of skills.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Skills(u16);

/// Gives medicines.
pub(crate) const MEDICATION: Skills = Skills(1);
/// Moves people with a hoist.
pub(crate) const HOIST: Skills = Skills(1 << 1);
/// Works with people who have dementia.
pub(crate) const DEMENTIA: Skills = Skills(1 << 2);
/// Feeds through a tube into the stomach; always signed off for one client.
pub(crate) const PEG: Skills = Skills(1 << 3);
/// Gives insulin.
pub(crate) const INSULIN: Skills = Skills(1 << 4);
/// Cares for catheters.
pub(crate) const CATHETER: Skills = Skills(1 << 5);
/// Cares for the dying.
pub(crate) const PALLIATIVE: Skills = Skills(1 << 6);
/// Takes people out.
pub(crate) const OUTINGS: Skills = Skills(1 << 7);

const NAMES: [(Skills, &str); 8] = [
    (MEDICATION, "medication"),
    (HOIST, "hoist"),
    (DEMENTIA, "dementia"),
    (PEG, "peg"),
    (INSULIN, "insulin"),
    (CATHETER, "catheter"),
    (PALLIATIVE, "palliative"),
    (OUTINGS, "outings"),
];

impl Skills {
    /// No skill.
    pub(crate) const NONE: Self = Self(0);

    /// Both sets together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of the other is in it.
    pub(crate) const fn has(self, other: Self) -> bool {
        other.without(self).is_empty()
    }

    /// Its members one by one.
    pub(crate) fn each(self) -> impl Iterator<Item = Self> {
        NAMES.iter().map(|&(skill, _)| skill).filter(move |&skill| self.has(skill))
    }

    /// Words for files.
    pub(crate) fn words(self) -> Vec<String> {
        NAMES.iter().filter(|(skill, _)| self.has(*skill)).map(|(_, n)| (*n).to_owned()).collect()
    }
}
