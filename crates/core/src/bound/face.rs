//! The best weights of the cuts that have any: conjugate gradients on a face of the master's dual.
//!
//! Between cuts with weight the dual is smooth, so its least value on the face that they span is found by conjugate
//! gradients in about as many steps as the face has dimensions, where moving weight between two cuts at a time takes
//! thousands. A cut whose weight comes to nothing leaves the face, and the search starts over. Source: the gradient
//! projection and conjugate gradient method of Moré and Toraldo (1991), with sums of weights in place of bounds alone.

use std::ops::Range;

/// Steps in one call, for each cut of the face.
const STEPS: usize = 2;
/// A gradient this much smaller than the first one is small enough: the next sweep changes the face anyhow.
const FLAT: f64 = 0.1;
/// Tries to meet the least value along a direction where floors bend it.
const TRIES: usize = 8;
/// The most of the last direction that a new one keeps.
const MOST_KEPT: f64 = 1e3;

/// A multiplier as the master sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Where it is without any pull.
    pub(super) centre: f64,
    /// How far a pull of 1 takes it.
    pub(super) reach: f64,
    /// Its least value.
    pub(super) floor: f64,
    /// What pulls it.
    pub(super) pull: f64,
}

impl Place {
    /// Where it is.
    pub(super) fn at(&self) -> f64 {
        (self.centre + self.reach * self.pull).max(self.floor)
    }

    /// How far it moves for a little more pull.
    fn yields(&self) -> f64 {
        if self.centre + self.reach * self.pull > self.floor { self.reach } else { 0.0 }
    }
}

/// The cuts with weight of parts with more than one, and the multipliers that they hold.
#[derive(Debug, Default)]
pub(super) struct Face {
    /// Weights, by cut.
    pub(super) weights: Vec<f64>,
    /// Multipliers.
    pub(super) places: Vec<Place>,
    constants: Vec<f64>,
    parts: Vec<Range<usize>>,
    /// Where each cut's slopes begin; one more at the end.
    first: Vec<usize>,
    /// Multiplier, as an index of `places`, and factor.
    slopes: Vec<(u32, f64)>,
}

impl Face {
    /// A face with some multipliers and no cuts.
    pub(super) fn new(places: Vec<Place>) -> Self {
        Self { places, first: vec![0], ..Self::default() }
    }

    /// Adds the cuts of a part: weight, constant, slopes.
    pub(super) fn add_part<S>(&mut self, cuts: impl Iterator<Item = (f64, f64, S)>)
    where
        S: Iterator<Item = (u32, f64)>,
    {
        let first = self.weights.len();
        for (weight, constant, slopes) in cuts {
            self.weights.push(weight);
            self.constants.push(constant);
            self.slopes.extend(slopes);
            self.first.push(self.slopes.len());
        }
        self.parts.push(first..self.weights.len());
    }

    /// Moves weights to the best ones, and to 0 where they end there.
    pub(super) fn polish(&mut self) {
        let count = self.weights.len();
        let mut change = vec![0.0; self.places.len()];
        let mut steps = STEPS * count;
        while steps > 0 && self.descend(&mut steps, &mut change) {}
    }

    /// Goes down until the dual is flat, or a cut has lost its weight: then true.
    fn descend(&mut self, steps: &mut usize, change: &mut [f64]) -> bool {
        let mut down = self.gradient();
        let mut square = dot(&down, &down);
        let enough = square * FLAT * FLAT;
        let mut direction = down.clone();
        while *steps > 0 && square > enough && square > f64::MIN_POSITIVE {
            *steps -= 1;
            self.spread(&direction, change);
            let (most, first) = self.room(&direction);
            let length = self.length(dot(&down, &direction), most, change);
            for (weight, by) in self.weights.iter_mut().zip(&direction) {
                *weight = (*weight + length * by).max(0.0);
            }
            for (place, by) in self.places.iter_mut().zip(change.iter()) {
                place.pull += length * by;
            }
            if length >= most {
                self.weights[first] = 0.0;
                return true;
            }
            let before = std::mem::replace(&mut down, self.gradient());
            let next = dot(&down, &down);
            // Polak and Ribière's choice, which starts over where floors have bent the dual.
            let kept = ((next - dot(&down, &before)) / square).clamp(0.0, MOST_KEPT);
            for (by, steepest) in direction.iter_mut().zip(&down) {
                *by = steepest + kept * *by;
            }
            self.project(&mut direction);
            if dot(&direction, &down) <= 0.0 {
                direction.clone_from(&down);
            }
            square = next;
        }
        false
    }

    fn slopes(&self, cut: usize) -> &[(u32, f64)] {
        &self.slopes[self.first[cut]..self.first[cut + 1]]
    }

    /// Which way the dual falls on the face.
    fn gradient(&self) -> Vec<f64> {
        let z: Vec<f64> = self.places.iter().map(Place::at).collect();
        let value = |cut: usize| {
            let slopes = self.slopes(cut).iter();
            -self.constants[cut]
                - slopes.map(|&(index, slope)| slope * z[index as usize]).sum::<f64>()
        };
        let mut down: Vec<f64> = (0..self.weights.len()).map(value).collect();
        self.project(&mut down);
        down
    }

    /// Takes out what would change the sum of a part's weights, or bring back what has left the face.
    fn project(&self, vector: &mut [f64]) {
        for part in &self.parts {
            let (weights, values) = (&self.weights[part.clone()], &mut vector[part.clone()]);
            let (mut sum, mut count) = (0.0, 0.0);
            for (value, weight) in values.iter_mut().zip(weights) {
                if *weight > 0.0 {
                    (sum, count) = (sum + *value, count + 1.0);
                } else {
                    *value = 0.0;
                }
            }
            for (value, weight) in values.iter_mut().zip(weights) {
                *value -= if *weight > 0.0 { sum / count } else { 0.0 };
            }
        }
    }

    /// How a direction changes the pull on each multiplier.
    fn spread(&self, direction: &[f64], change: &mut [f64]) {
        change.fill(0.0);
        for (cut, by) in direction.iter().enumerate().filter(|(_, by)| **by != 0.0) {
            for &(index, slope) in self.slopes(cut) {
                change[index as usize] += by * slope;
            }
        }
    }

    /// How far a direction can be followed until a weight is gone, and whose.
    fn room(&self, direction: &[f64]) -> (f64, usize) {
        let mut least = (f64::INFINITY, 0);
        for (cut, (weight, by)) in self.weights.iter().zip(direction).enumerate() {
            let room = if *by < 0.0 { weight / -by } else { f64::INFINITY };
            if room < least.0 {
                least = (room, cut);
            }
        }
        least
    }

    /// How far to go: to where the dual no longer falls, and no further than `most`.
    fn length(&self, fall: f64, most: f64, change: &[f64]) -> f64 {
        let pairs = || self.places.iter().zip(change);
        let bend: f64 = pairs().map(|(place, by)| place.yields() * by * by).sum();
        let mut length = if bend > 0.0 { (fall / bend).min(most) } else { most };
        if !length.is_finite() {
            return 0.0;
        }
        for _ in 0..TRIES {
            let moved = |(place, by): (&Place, &f64)| {
                by * (Place { pull: place.pull + length * by, ..*place }.at() - place.at())
            };
            let rise = pairs().map(moved).sum::<f64>() - fall;
            if rise <= 0.01 * fall {
                break;
            }
            length *= fall / (fall + rise);
        }
        length
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
