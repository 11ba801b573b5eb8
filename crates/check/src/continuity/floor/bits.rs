//! Small sets of numbers, as bits.

/// A set of numbers below a length; two that are held against each other are of the same length.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set.
    pub(super) fn new(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    /// The numbers below the length for which this holds.
    pub(super) fn of(length: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::new(length);
        (0..length).filter(|number| holds(*number)).for_each(|number| bits.add(number));
        bits
    }

    pub(super) fn add(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(super) fn remove(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// How many of these are not in the other.
    pub(super) fn count_without(&self, other: &Self) -> usize {
        self.pairs(other).map(|(one, other)| (one & !other).count_ones() as usize).sum()
    }

    /// Whether some number is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.pairs(other).any(|(one, other)| one & other != 0)
    }

    /// Whether all of these are in the other.
    pub(super) fn within(&self, other: &Self) -> bool {
        self.pairs(other).all(|(one, other)| one & !other == 0)
    }

    pub(super) fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
    }

    /// What is in both.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.pairs(other).map(|(one, other)| one & other).collect())
    }

    /// The numbers, smallest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let next = |word: &u64| Some(word & (word - 1)).filter(|left| *left != 0);
            std::iter::successors(Some(*word).filter(|word| *word != 0), next)
                .map(move |left| place * 64 + left.trailing_zeros() as usize)
        })
    }

    fn pairs<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (u64, u64)> + 'a {
        self.0.iter().copied().zip(other.0.iter().copied())
    }
}
