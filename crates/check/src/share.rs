//! A part of a whole, exact.

/// `part` of `whole`, both whole numbers; without a value where `whole` is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole, 0 or more.
    pub whole: i64,
}

impl Share {
    /// Thousandths, rounded to the nearest; `None` where there is no whole.
    pub fn permille(self) -> Option<i64> {
        let (part, whole) = (i128::from(self.part), i128::from(self.whole));
        let permille = (2000 * part + whole).checked_div_euclid(2 * whole)?;
        i64::try_from(permille).ok()
    }

    /// The two added up, part to part and whole to whole.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { part: self.part + other.part, whole: self.whole + other.whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_rounded_to_the_nearest() {
        let permille = |part, whole| Share { part, whole }.permille();
        assert_eq!(permille(2, 3), Some(667));
        assert_eq!(permille(1, 3), Some(333));
        assert_eq!(permille(1, 2000), Some(1));
        assert_eq!(permille(0, 7), Some(0));
        assert_eq!(permille(0, 0), None);
    }
}
