//! The page: sections between marks, each replaced as a whole; everything else in it is left as it stands.

use std::fs;
use std::path::Path;

use crate::run::Run;
use crate::table::mean;

/// What a new page starts with.
const HEAD: &str = "# Benchmarks\n";

/// A page with the section of this name replaced, or added at the end.
///
/// # Errors
/// When the section begins and does not end.
pub fn merge(page: &str, name: &str, section: &str) -> Result<String, String> {
    let begin = format!("<!-- begin {name}: written by rota-quality -->\n");
    let end = format!("<!-- end {name} -->\n");
    let block = format!("{begin}\n{}\n{end}", section.trim_end_matches('\n').to_owned() + "\n");
    let page = if page.is_empty() { HEAD } else { page };
    let Some(from) = page.find(&begin) else {
        return Ok(format!("{}\n\n{block}", page.trim_end_matches('\n')));
    };
    let Some(length) = page[from..].find(&end) else {
        return Err(format!("the section \"{name}\" has no \"{}\"", end.trim()));
    };
    Ok(format!("{}{block}{}", &page[..from], &page[from + length + end.len()..]))
}

/// Replaces the section in the file, by writing beside it and renaming.
///
/// # Errors
/// When the file cannot be read, merged or written.
pub fn write(path: &Path, name: &str, section: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let page =
        if path.exists() { fs::read_to_string(path).map_err(failed)? } else { String::new() };
    let beside = path.with_extension("md.new");
    let text = merge(&page, name, section).map_err(|why| format!("{}: {why}", path.display()))?;
    fs::write(&beside, text).map_err(failed)?;
    fs::rename(&beside, path).map_err(failed)
}

/// When, on what and by which version the runs of a section were made.
pub fn facts(runs: &[&Run]) -> String {
    let mut versions: Vec<&str> = runs.iter().map(|run| run.version.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    let first = runs.iter().map(|run| run.date.as_str()).min().unwrap_or_default();
    let last = runs.iter().map(|run| run.date.as_str()).max().unwrap_or_default();
    let dates = if first == last { first.to_owned() } else { format!("{first} to {last}") };
    let cores = runs.iter().map(|run| run.cores).max().unwrap_or_default();
    let had = mean(runs.iter().filter_map(|run| run.cores_had()));
    format!(
        "{dates}, rota {}, {cores} cores, of which a run had {had:.1} on average (the rest went to other work), {} islands.\n",
        versions.join(", "),
        crate::run::ISLANDS,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_and_the_rest_stays() {
        let first = merge("", "a", "one\n").expect("a page");
        let both = merge(&first, "b", "two\n").expect("a page");
        assert!(both.starts_with(HEAD) && both.contains("one") && both.contains("two"));
        let edited = both.replace("<!-- end a -->\n", "<!-- end a -->\n\nBy hand.\n");
        let again = merge(&edited, "a", "three\n").expect("a page");
        assert!(!again.contains("one"), "{again}");
        for kept in ["three", "two", "By hand."] {
            assert!(again.contains(kept), "{kept}: {again}");
        }
        assert_eq!(merge(&again, "a", "three\n").expect("a page"), again);
        assert!(merge(&again.replace("<!-- end a -->", ""), "a", "x").is_err());
    }
}
