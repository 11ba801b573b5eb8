//! Lines of text with their places, and numbers in them.

use std::ops::Range;
use std::str::FromStr;

use crate::civil::clip;
use crate::finding::{Code, Sink};

/// A line that is not empty.
#[derive(Clone)]
pub(super) struct Line<'t> {
    /// From 1.
    number: usize,
    /// Without blanks around it.
    pub(super) text: &'t str,
    span: Range<usize>,
}

/// All lines that are not empty.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut from = 0;
    let mut found = Vec::new();
    for (i, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim();
        if !line.is_empty() {
            let start = from + (whole.len() - whole.trim_start().len());
            found.push(Line { number: i + 1, text: line, span: start..start + line.len() });
        }
        from += whole.len();
    }
    found
}

impl Line<'_> {
    /// Adds a finding about this line.
    pub(super) fn fault(&self, code: Code, cause: impl Into<String>, sink: &mut Sink) {
        sink.add_at(code, format!("line {}", self.number), cause.into(), self.span.clone());
    }

    /// Whether it starts with a word, however that is spelt in capitals.
    pub(super) fn starts_with(&self, word: &str) -> bool {
        self.text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    }

    /// Its numbers, where it is made of exactly so many; a finding otherwise.
    pub(super) fn numbers<const N: usize>(&self, what: &str, sink: &mut Sink) -> Option<[f64; N]> {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let numbers: Option<Vec<f64>> = words.iter().map(|word| number(word)).collect();
        let numbers = numbers.and_then(|numbers| <[f64; N]>::try_from(numbers).ok());
        if numbers.is_none() {
            let cause = format!("\"{}\" is not {what}: {N} numbers", clip(self.text));
            self.fault(Code::BenchmarkLine, cause, sink);
        }
        numbers
    }

    /// A number in ticks, so many for each unit; a finding where it is negative, too large or finer.
    pub(super) fn ticks(&self, value: f64, what: &str, scale: i64, sink: &mut Sink) -> Option<i64> {
        /// Times up to this keep all sums inside 64 bits.
        const LARGEST: f64 = 1e9;
        let scaled = value * scale as f64;
        let whole = scaled.round();
        if !(0.0..=LARGEST).contains(&value) || (scaled - whole).abs() > 1e-6 {
            let cause = format!(
                "{what} is {value}: not from 0 to {LARGEST} in steps of {}",
                1.0 / scale as f64
            );
            self.fault(Code::BenchmarkNumber, cause, sink);
            return None;
        }
        Some(whole as i64)
    }
}

/// A finite number.
fn number(word: &str) -> Option<f64> {
    f64::from_str(word).ok().filter(|number| number.is_finite())
}
