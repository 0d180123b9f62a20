//! `--since`: which files changed since a revision, as git tells.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::git::git;
use crate::phrase::Phrase;

/// The files that are not as they were where the history of `revision` and of what is checked out parted; files that git
/// does not know yet among them. Absolute paths.
pub(super) fn changed(revision: &str, here: &Path) -> Result<BTreeSet<PathBuf>, Phrase> {
    let root = PathBuf::from(git(here, &["rev-parse", "--show-toplevel"])?.trim_end_matches(['\n', '\r']));
    let commit = format!("{revision}^{{commit}}");
    let known = git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
        .map_err(|_| phrase!("since-unknown", revision))?;
    let base = git(here, &["merge-base", known.trim(), "HEAD"]).map_err(|_| phrase!("since-no-base", revision))?;
    let differs = git(&root, &["diff", "--name-only", "-z", "--no-ext-diff", "--no-renames", base.trim(), "--"])?;
    let new = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = differs.split('\0').chain(new.split('\0')).filter(|name| !name.is_empty());
    Ok(names.map(|name| root.join(name)).collect())
}
