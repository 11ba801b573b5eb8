//! A rota as text for a screen at six in the morning.

pub(crate) mod table;

mod carers;
mod clients;
mod summary;

use crate::view::View;
use crate::view::figures::grouped;

/// What part of a rota to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum By {
    /// Each carer's days.
    Carer,
    /// Each client's week.
    Client,
    /// Both.
    All,
}

/// The whole text: heading, key figures, what is left out, carers, clients, score sheet.
pub(crate) fn write(view: &View, by: By) -> String {
    let mut out = String::new();
    summary::heading(&mut out, view);
    summary::audit(&mut out, view);
    summary::figures(&mut out, view);
    summary::unallocated(&mut out, view);
    if by != By::Client {
        summary::hours(&mut out, view);
        carers::write(&mut out, view);
    }
    if by != By::Carer {
        clients::write(&mut out, view);
    }
    summary::sheet(&mut out, view);
    out
}

/// What `check` prints: what is broken, what is left out, and the score sheet.
pub(crate) fn audit(view: &View) -> String {
    let mut out = String::new();
    summary::heading(&mut out, view);
    summary::audit(&mut out, view);
    summary::unallocated(&mut out, view);
    summary::sheet(&mut out, view);
    out
}

/// `1 visit`, `2 visits`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let number = grouped(u64::try_from(count).unwrap_or(u64::MAX));
    format!("{number} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A heading of a part.
fn part(out: &mut String, title: &str) {
    out.push('\n');
    out.push_str(&title.to_uppercase());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::view;

    #[test]
    fn a_day_reads_as_expected() {
        let expected = "\
A day & a half
Mon 23 Nov 2026, times in Europe/London

KEY FIGURES
  Visits                      3 (1 with 2 or more carers)
  Allocated                   2 of 3
  Unallocated                 1
  Carers used                 2 of 2
  Shifts used                 2 of 2
  Contact time                1 h 30 (54.5 %)
  Travel time                 1 h 05 (39.4 %)
  Waiting time                10 min (6.1 %)
  Carers per client, mean     1.50
  By carers the client knows  50.0 %
  Cost on the score sheet     £0.00

CONTINUITY OF CARE
  Fewest carers per client possible, mean    1.50
  Carers per client in 7 days, mean          1.50
  In 14 days                                 1.50
  In 28 days                                 1.50
  By the client's most frequent carer (UPC)  100.0 %
  Pairs of visits by one carer (COC)         0.0 %

THREE CLOCKS
  Contact time                   1 h 30
  Minimum-wage time              1 h 55 (contact, travel between visits, paid waiting)
  Working time                   1 h 55 (out on the road, own time left out)
  Carers' own time in long gaps  0 min

UNALLOCATED
  Mon 23 Nov 07:00-09:00  Frank  morning  normal  30 min  v3
    - nobody has half an hour left between 07:00 and 09:00

HOURS AND PAY
       contract  rostered  contact  min. wage  working  unsocial  splits  pay  an hour
  Ann              1 h 25   1 h 00     1 h 25   1 h 25     0 min       0
  bob              30 min   30 min     30 min   30 min     0 min       0

BY CARER

Ann (ann), car: 1 shift, care 1 h 00, travel 45 min, waiting 10 min
  Mon 23 Nov  06:45-08:40  2 visits, care 1 h 00, travel 45 min, waiting 10 min
    07:00-07:30  travel 15           Elsie <script>alert(1)</script>  morning  v1  with bob
    07:55-08:25  travel 15  wait 10  Frank                            morning  v2
    08:40        travel 15           end of shift

bob, car: 1 shift, care 30 min, travel 20 min, waiting 0 min
  Mon 23 Nov  06:50-07:40  1 visit, care 30 min, travel 20 min, waiting 0 min
    07:00-07:30  travel 10  Elsie <script>alert(1)</script>  morning  v1  with Ann; new to client
    07:40        travel 10  end of shift
";
        assert_eq!(write(&view(), By::Carer), expected);
    }

    #[test]
    fn a_clients_week_names_the_faces() {
        let text = write(&view(), By::Client);
        assert!(text.contains(
            "Elsie <script>alert(1)</script> (elsie): 1 of 1 visits, 2 carers (2 wanted at most), 50.0 % by known carers\n"
        ));
        assert!(text.contains("  carers: Ann 1, bob 1 (new)\n"));
        assert!(text.contains("  continuity: UPC 100.0 %, COC 0.0 %\n"));
        assert!(text.contains("Frank (frank): 1 of 2 visits, 1 carer (2 wanted at most)\n"));
        assert!(text.contains("  Mon 23 Nov  07:00-07:30  morning  Ann + bob  v1\n"));
        assert!(!text.contains("BY CARER"));
    }
}
