//! Recurrences in a few English words.

use chrono::{Datelike, NaiveDate, Weekday};

/// Which days something recurs on.
///
/// The grammar, in any case of letters:
///
/// ```text
/// recurrence = [ "every" | "each" ] ( "daily" | "day" | "weekdays" | "weekends" | list
///            | ordinal ( "day" | "week" | list ) | number ( "days" | "weeks" ) )
/// list       = item { ( "," | "and" ) item }
/// item       = weekday [ ( "-" | "to" ) weekday ]
/// ordinal    = "other" | "second" | "third" | "fourth"
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recurrence {
    /// Every so many days, counted from the anchor.
    Days(u32),
    /// On these weekdays (Monday first) of every so many weeks, counted from the anchor's week.
    Weekdays { days: [bool; 7], weeks: u32 },
    /// On the anchor's own weekday every so many weeks.
    Weeks(u32),
}

impl Recurrence {
    /// Reads a recurrence; the error says which word was not understood.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.to_lowercase().replace([',', '&'], " , ").replace(['-', '\u{2013}'], " - ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = match words.as_slice() {
            ["every" | "each", rest @ ..] => rest,
            all => all,
        };
        match words {
            [] => Err("it is empty".to_owned()),
            ["daily" | "day" | "days"] => Ok(Self::Days(1)),
            ["weekly" | "week"] => Ok(Self::Weeks(1)),
            ["fortnightly" | "fortnight"] => Ok(Self::Weeks(2)),
            [first, rest @ ..] => match (count(first), rest) {
                (Some(0), _) => Err("it counts by nought".to_owned()),
                (Some(n), ["day" | "days"]) => Ok(Self::Days(n)),
                (Some(n), ["week" | "weeks"]) => Ok(Self::Weeks(n)),
                (Some(n), list) if !list.is_empty() => {
                    weekdays(list).map(|days| Self::Weekdays { days, weeks: n })
                }
                (Some(_), _) => Err(format!("\"{first}\" of what?")),
                (None, _) => weekdays(words).map(|days| Self::Weekdays { days, weeks: 1 }),
            },
        }
    }

    /// Whether it falls on `date`, counting from `anchor`, which may be before or after it.
    pub(crate) fn falls_on(&self, date: NaiveDate, anchor: NaiveDate) -> bool {
        match self {
            Self::Days(n) => (date - anchor).num_days().rem_euclid(i64::from(*n)) == 0,
            Self::Weeks(n) => (date - anchor).num_days().rem_euclid(7 * i64::from(*n)) == 0,
            Self::Weekdays { days, weeks } => {
                let index = date.weekday().num_days_from_monday();
                let on = usize::try_from(index).ok().and_then(|i| days.get(i).copied());
                on == Some(true) && Self::turn(date, anchor, *weeks)
            }
        }
    }

    /// Whether `date`'s weekday comes in its turn: its first coming at or after the anchor counts as the first.
    fn turn(date: NaiveDate, anchor: NaiveDate, weeks: u32) -> bool {
        let days = (date - anchor).num_days();
        days.div_euclid(7).rem_euclid(i64::from(weeks)) == 0
    }
}

/// A counting word or number.
fn count(word: &str) -> Option<u32> {
    match word {
        "other" | "second" | "2nd" | "two" => Some(2),
        "third" | "3rd" | "three" => Some(3),
        "fourth" | "4th" | "four" => Some(4),
        _ => word.parse().ok().filter(|&n: &u32| n <= 366),
    }
}

/// A list of weekdays and ranges of them.
fn weekdays(words: &[&str]) -> Result<[bool; 7], String> {
    let mut on = [false; 7];
    let mut words = words.iter().copied().filter(|word| !matches!(*word, "," | "and")).peekable();
    while let Some(word) = words.next() {
        match word {
            "weekdays" | "weekday" => on[..5].fill(true),
            "weekends" | "weekend" => on[5..].fill(true),
            _ => {
                let from = weekday(word)?;
                let mut to = from;
                if words.next_if(|next| matches!(*next, "-" | "to")).is_some() {
                    let last = words.next().ok_or_else(|| format!("\"{word}\" to which day?"))?;
                    to = weekday(last)?;
                }
                let mut day = from;
                on[index(day)] = true;
                while day != to {
                    day = day.succ();
                    on[index(day)] = true;
                }
            }
        }
    }
    if on.contains(&true) { Ok(on) } else { Err("it names no day".to_owned()) }
}

fn weekday(word: &str) -> Result<Weekday, String> {
    let singular = word.strip_suffix('s').filter(|rest| rest.ends_with("day")).unwrap_or(word);
    let day = match singular {
        "tues" => Some(Weekday::Tue),
        "thur" | "thurs" => Some(Weekday::Thu),
        _ => singular.parse().ok(),
    };
    day.ok_or_else(|| format!("\"{}\" is not a day of the week", super::clip(word)))
}

fn index(day: Weekday) -> usize {
    match day {
        Weekday::Mon => 0,
        Weekday::Tue => 1,
        Weekday::Wed => 2,
        Weekday::Thu => 3,
        Weekday::Fri => 4,
        Weekday::Sat => 5,
        Weekday::Sun => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of November and December 2026 (the 23rd is a Monday) on which `text` falls, from the 23rd.
    fn days(text: &str, horizon: u32) -> Vec<u32> {
        let start = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let recurrence = Recurrence::parse(text).expect(text);
        crate::civil::dates(start, horizon)
            .filter(|&date| recurrence.falls_on(date, start))
            .map(|date| date.day())
            .collect()
    }

    #[test]
    fn the_words_that_people_use() {
        assert_eq!(days("daily", 3), [23, 24, 25]);
        assert_eq!(days("every day", 2), [23, 24]);
        assert_eq!(days("every Mon, Wed, Fri", 7), [23, 25, 27]);
        assert_eq!(days("Mon-Fri", 7), [23, 24, 25, 26, 27]);
        assert_eq!(days("weekdays", 7), days("Monday to Friday", 7));
        assert_eq!(days("weekends", 7), [28, 29]);
        assert_eq!(days("Sat and Sundays", 7), [28, 29]);
        assert_eq!(days("Fri - Mon", 7), [23, 27, 28, 29]);
        assert_eq!(days("every second Tuesday", 28), [24, 8]);
        assert_eq!(days("every other Sun", 28), [29, 13]);
        assert_eq!(days("every 3 days", 7), [23, 26, 29]);
        assert_eq!(days("every 2 weeks", 28), [23, 7]);
        assert_eq!(days("fortnightly", 28), [23, 7]);
    }

    #[test]
    fn an_anchor_sets_the_turn_from_either_side() {
        let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a date");
        let second_tuesday = Recurrence::parse("every second Tuesday").expect("words");
        // Counted from Tuesday the 17th: the 24th is out of turn, whether the anchor is before or after it.
        assert!(!second_tuesday.falls_on(date(24), date(17)));
        assert!(second_tuesday.falls_on(date(3), date(17)));
        assert!(second_tuesday.falls_on(date(10), date(24)));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for wrong in [
            "",
            "every",
            "sometimes",
            "Mon-",
            "every 0 days",
            "every second",
            "every Mon, , Funday",
            "-",
            ",",
        ] {
            assert!(Recurrence::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            Recurrence::parse("every Funday"),
            Err("\"funday\" is not a day of the week".to_owned())
        );
    }
}
