//! The law now and as it was: a folder, or a revision that git knows.

use std::path::Path;

use super::ProveArgs;
use super::report::schema_of;
use crate::cli::git::git;
use crate::cli::lawbook;
use crate::law::{self, LawFile};
use crate::phrase::Phrase;
use crate::rulebook::{Language, Rulebook, RulebookError};

/// Two laws.
pub(super) struct Laws {
    pub(super) before: Rulebook,
    pub(super) after: Rulebook,
}

/// The folder of a whole law in its repository.
const LAW: &str = "policies";

/// Reads both. What was is a whole law when it has a schema of its own, else local rules beside the shipped law.
pub(super) fn both(before: &str, args: &ProveArgs, here: &Path, language: Language) -> Result<Laws, Phrase> {
    let now = files_of(&args.policies.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(), here)?;
    let was = if Path::new(before).is_dir() {
        files_of(&[before.to_owned()], here)?
    } else {
        let mut folders: Vec<String> = args.policies.iter().map(|path| path.display().to_string()).collect();
        if folders.is_empty() {
            folders.push(LAW.to_owned());
        }
        revision(before, &folders, here)?
    };
    if was.is_empty() {
        return Err(phrase!("prove-no-law", before));
    }
    let load = |files: Vec<(String, String)>| -> Result<Rulebook, Phrase> {
        let files = complete(files);
        schema_of(&files)?;
        Rulebook::load_edition(&files, args.law.year())
            .map(|law| law.in_language(language))
            .map_err(|error| unusable(&error))
    };
    Ok(Laws { before: load(was)?, after: load(now)? })
}

/// The law that the files are, or that they stand beside.
fn complete(files: Vec<(String, String)>) -> Vec<LawFile> {
    let whole = files.iter().any(|(path, _)| path.ends_with("schema.json"));
    let is_law = |path: &str| !path.contains("/invariants/");
    let files = files.into_iter().filter(|(path, _)| is_law(path));
    let files = files.map(|(path, text)| LawFile { path, text: text.into(), local: !whole });
    if whole { files.collect() } else { law::embedded().into_iter().chain(files).collect() }
}

fn unusable(error: &RulebookError) -> Phrase {
    phrase!("verbatim", said = error.to_string())
}

fn files_of(folders: &[String], here: &Path) -> Result<Vec<(String, String)>, Phrase> {
    let places: Vec<_> = folders.iter().map(std::path::PathBuf::from).collect();
    let sources = lawbook::local_files(&places, here, may_be_law)?;
    Ok(sources.into_iter().map(|source| (source.path().to_owned(), source.text().to_owned())).collect())
}

fn revision(revision: &str, folders: &[String], here: &Path) -> Result<Vec<(String, String)>, Phrase> {
    let commit = format!("{revision}^{{commit}}");
    let commit = git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
        .map_err(|_| phrase!("since-unknown", revision))?;
    let commit = commit.trim();
    let mut files = Vec::new();
    for folder in folders {
        let listed = git(here, &["ls-tree", "-r", "--name-only", "-z", commit, "--", folder])?;
        for path in listed.split('\0').filter(|path| may_be_law(Path::new(path))) {
            let text = git(here, &["show", &format!("{commit}:./{path}")])?;
            files.push((path.to_owned(), text));
        }
    }
    Ok(files)
}

/// Whether a file can belong to a whole law, by its name.
fn may_be_law(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    lawbook::is_law(path) || matches!(ending, Some("json" | "cedarschema"))
}
