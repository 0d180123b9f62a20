//! Tests of the library and of the program. Fixtures are the specification: `taushet::expect` says how they are written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once when something is not as it says"
)]

#[cfg(unix)]
mod action;
mod cli;
mod disk;
mod docs;
mod fixes;
mod fixtures;
mod formats;
mod hostile;
mod integrations;
mod language;
mod languages;
mod local;
mod manual;
mod masking;
mod metamorphic;
mod oracle;
mod outputs;
mod parallel;
mod pieces;
mod policies;
mod properties;
#[cfg(feature = "prove")]
mod prove;
mod render;
mod routines;
mod suppressions;
mod testing;
mod tidy;
mod translations;
mod trust;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use taushet::check::{Input, Run, check};
use taushet::report::Report;
use taushet::rulebook::{Language, Rulebook};
use taushet::source::Source;

/// The law as shipped, read once.
pub(crate) static LAW: LazyLock<Rulebook> = LazyLock::new(|| match Rulebook::load(&taushet::law::embedded()) {
    Ok(rulebook) => rulebook,
    Err(error) => panic!("{error}"),
});

/// The law as shipped, told in a language.
pub(crate) fn law_in(language: Language) -> Rulebook {
    Rulebook::load(&taushet::law::embedded()).unwrap_or_else(|error| panic!("{error}")).in_language(language)
}

/// The day on which flows without a date are judged in all tests.
pub(crate) const DAY: Date = date(2026, 11, 22);

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository, sorted; none when there is no such folder.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// A file's path below the repository, `/` between folders.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// A file's text.
pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A run over texts that are all named by the user.
pub(crate) fn run(texts: &[(&str, &str)], select: &[&str]) -> Run {
    Run {
        select: select.iter().map(|rule| (*rule).to_owned()).collect(),
        ..Run::new(
            texts.iter().map(|(path, text)| Source::new((*path).to_owned(), (*text).to_owned())).collect(),
            (0..texts.len()).map(|source| Input { source, mapping: None, named: true }).collect(),
            DAY,
        )
    }
}

/// Checks one text.
pub(crate) fn check_one(rulebook: &Rulebook, path: &str, text: &str, select: &[&str]) -> Report {
    check(rulebook, run(&[(path, text)], select))
}
