//! The next multipliers to try: a proximal bundle master.
//!
//! The relaxation is a sum of concave parts, each known by cuts that lie above it. The master maximises the sum of the
//! parts' models less a square of the distance from a centre, `|z - centre|^2 / (2 x reach)`. Its dual is a choice of
//! weights for the cuts of each part, which coordinate steps between a part's best and worst cut improve (as in
//! sequential minimal optimisation). It need not be solved exactly: any multipliers give a valid bound. Source:
//! Lemaréchal's bundle methods, with one model for each part, as surveyed by Frangioni (2002).

use super::face::{Face, Place};
use super::lagrangian::Cut;

/// Sweeps over all parts in one solve.
const SWEEPS: usize = 50;
/// A cut without weight is forgotten after this many solves.
const PATIENCE: u32 = 15;

struct Held {
    /// As it came.
    cut: Cut,
    constant: f64,
    slopes: Vec<(usize, f64)>,
    weight: f64,
    idle: u32,
    /// Known for good.
    kept: bool,
}

/// The master and its cuts. All lengths are in steps of a multiplier, all costs in units of `unit`.
pub(super) struct Master {
    parts: Vec<Vec<Held>>,
    step: Vec<f64>,
    floor: Vec<f64>,
    unit: f64,
    centre: Vec<f64>,
    /// Multipliers that stay where they are.
    pub(super) fixed: std::ops::Range<usize>,
    /// How far the next multipliers may be.
    pub(super) reach: f64,
}

impl Master {
    /// A master with the cuts that are known; costs are divided by `unit`.
    pub(super) fn new(
        parts: usize,
        step: &[f64],
        floor: &[i64],
        unit: f64,
        known: Vec<Cut>,
    ) -> Self {
        let bound = |(floor, step): (&i64, &f64)| {
            if *floor == i64::MIN { f64::NEG_INFINITY } else { *floor as f64 / step }
        };
        let mut master = Self {
            parts: (0..parts).map(|_| Vec::new()).collect(),
            step: step.to_vec(),
            floor: floor.iter().zip(step).map(bound).collect(),
            unit,
            centre: vec![0.0; step.len()],
            fixed: 0..0,
            reach: 0.5,
        };
        for cut in known {
            master.hold(cut, true);
        }
        for part in &mut master.parts {
            if let Some(first) = part.first_mut() {
                first.weight = 1.0;
            }
        }
        master
    }

    /// Takes a cut in.
    pub(super) fn add(&mut self, cut: Cut) {
        self.hold(cut, false);
    }

    fn hold(&mut self, cut: Cut, kept: bool) {
        // Nothing is gained by a route's coming twice, and branches would hand ever more of them on.
        let same = |held: &&mut Held| {
            !cut.route.is_empty()
                && held.cut.route == cut.route
                && held.cut.constant.total_cmp(&cut.constant).is_eq()
        };
        if let Some(held) = self.parts[cut.part].iter_mut().find(same) {
            held.idle = 0;
            return;
        }
        let slopes =
            cut.slopes.iter().map(|&(i, slope)| (i, slope * self.step[i] / self.unit)).collect();
        let weight = if self.parts[cut.part].is_empty() { 1.0 } else { 0.0 };
        let (part, constant) = (cut.part, cut.constant / self.unit);
        self.parts[part].push(Held { cut, constant, slopes, weight, idle: 0, kept });
    }

    /// How many cuts it holds.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Moves the centre to whole multipliers.
    pub(super) fn move_to(&mut self, y: &[i64]) {
        for ((centre, value), step) in self.centre.iter_mut().zip(y).zip(&self.step) {
            *centre = *value as f64 / step;
        }
    }

    /// The next multipliers, and the model's value there, in costs. Ends when no part gains as much as `enough`.
    pub(super) fn solve(&mut self, enough: f64) -> (Vec<i64>, f64) {
        let mut pull = vec![0.0; self.centre.len()];
        for held in self.parts.iter().flatten().filter(|held| held.weight > 0.0) {
            for &(index, slope) in &held.slopes {
                pull[index] += held.weight * slope;
            }
        }
        let mut z: Vec<f64> =
            (0..pull.len()).map(|index| self.place(index, pull[index]).at()).collect();
        for _ in 0..SWEEPS {
            let mut moved: f64 = 0.0;
            for part in 0..self.parts.len() {
                moved = moved.max(self.improve(part, &mut pull, &mut z));
            }
            if moved < enough {
                break;
            }
            self.polish(&mut pull, &mut z);
        }
        let model: f64 = self.parts.iter().map(|part| least(part, &z).1).sum();
        for part in &mut self.parts {
            for held in part.iter_mut() {
                held.idle = if held.weight > 1e-9 { 0 } else { held.idle + 1 };
            }
            part.retain(|held| held.kept || held.idle < PATIENCE || held.weight > 0.0);
        }
        let y = z.iter().zip(&self.step).map(|(z, step)| (z * step).round() as i64).collect();
        (y, model * self.unit)
    }

    /// Moves weights between the cuts that have any to the best ones.
    fn polish(&mut self, pull: &mut [f64], z: &mut [f64]) {
        let weighty = |held: &&Held| held.weight > 0.0;
        let mixes = |part: &Vec<Held>| part.iter().filter(weighty).count() > 1;
        let mut local = vec![u32::MAX; z.len()];
        let mut held_by: Vec<usize> = Vec::new();
        for held in self.parts.iter().filter(|part| mixes(part)).flatten().filter(weighty) {
            for &(index, _) in &held.slopes {
                if local[index] == u32::MAX {
                    local[index] = held_by.len() as u32;
                    held_by.push(index);
                }
            }
        }
        let places = held_by.iter().map(|index| self.place(*index, pull[*index]));
        let mut face = Face::new(places.collect());
        for part in self.parts.iter().filter(|part| mixes(part)) {
            face.add_part(part.iter().filter(weighty).map(|held| {
                let slopes = held.slopes.iter().map(|&(index, slope)| (local[index], slope));
                (held.weight, held.constant, slopes)
            }));
        }
        face.polish();
        let parts = self.parts.iter_mut().filter(|part| mixes(part));
        let cuts = parts.flat_map(|part| part.iter_mut().filter(|held| held.weight > 0.0));
        for (held, weight) in cuts.zip(&face.weights) {
            held.weight = *weight;
        }
        for (&index, place) in held_by.iter().zip(&face.places) {
            (pull[index], z[index]) = (place.pull, place.at());
        }
    }

    /// All cuts.
    pub(super) fn all(&self) -> impl Iterator<Item = &Cut> {
        self.parts.iter().flatten().map(|held| &held.cut)
    }

    /// The cuts that are not known for good.
    pub(super) fn cuts(&self) -> Vec<Cut> {
        self.parts.iter().flatten().filter(|held| !held.kept).map(|held| held.cut.clone()).collect()
    }

    /// The routes with weight: what the relaxation takes for a rota.
    pub(super) fn mixture(&self) -> Vec<(Cut, f64)> {
        let routes = self.parts.iter().flatten().filter(|held| !held.cut.route.is_empty());
        let weighty = routes.filter(|held| held.weight > 1e-6);
        weighty.map(|held| (held.cut.clone(), held.weight)).collect()
    }

    /// A multiplier under some pull.
    fn place(&self, index: usize, pull: f64) -> Place {
        let fixed = self.fixed.contains(&index);
        Place {
            centre: self.centre[index],
            reach: if fixed { 0.0 } else { self.reach },
            floor: if fixed { f64::NEG_INFINITY } else { self.floor[index] },
            pull,
        }
    }

    /// Moves weight from the worst to the best cut of a part; how much that was worth.
    fn improve(&mut self, part: usize, pull: &mut [f64], z: &mut [f64]) -> f64 {
        let cuts = &self.parts[part];
        if cuts.len() < 2 {
            return 0.0;
        }
        let (best, low) = least(cuts, z);
        let (mut worst, mut high) = (best, low);
        for (index, held) in cuts.iter().enumerate() {
            if held.weight > 1e-12 {
                let value = value(held, z);
                if value > high {
                    (worst, high) = (index, value);
                }
            }
        }
        if worst == best || high - low < 1e-11 {
            return 0.0;
        }
        let difference = subtract(&cuts[best].slopes, &cuts[worst].slopes);
        let square: f64 = difference.iter().map(|(_, slope)| slope * slope).sum();
        let most = cuts[worst].weight;
        let amount =
            if square > 0.0 { ((high - low) / (self.reach * square)).min(most) } else { most };
        self.parts[part][best].weight += amount;
        self.parts[part][worst].weight -= amount;
        for (index, slope) in difference {
            pull[index] += amount * slope;
            z[index] = self.place(index, pull[index]).at();
        }
        amount * (high - low)
    }
}

fn value(held: &Held, z: &[f64]) -> f64 {
    held.constant + held.slopes.iter().map(|&(index, slope)| slope * z[index]).sum::<f64>()
}

/// The lowest cut of a part and its value.
fn least(cuts: &[Held], z: &[f64]) -> (usize, f64) {
    let mut best = (0, f64::INFINITY);
    for (index, held) in cuts.iter().enumerate() {
        let value = value(held, z);
        if value < best.1 {
            best = (index, value);
        }
    }
    if best.1.is_finite() { best } else { (0, 0.0) }
}

/// The difference of two sparse vectors, both by index.
fn subtract(a: &[(usize, f64)], b: &[(usize, f64)]) -> Vec<(usize, f64)> {
    let mut difference = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let (left, right) = (a.get(i).map(|x| x.0), b.get(j).map(|x| x.0));
        let index = match (left, right) {
            (Some(left), Some(right)) => left.min(right),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => break,
        };
        let mut slope = 0.0;
        if left == Some(index) {
            slope += a[i].1;
            i += 1;
        }
        if right == Some(index) {
            slope -= b[j].1;
            j += 1;
        }
        if slope != 0.0 {
            difference.push((index, slope));
        }
    }
    difference
}
