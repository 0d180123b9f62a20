//! `--since`: which files changed since a revision, as git tells.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// What git answers. Nothing of the repository's own settings is run.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, Phrase> {
    let failed = |why: String| phrase!("since-git", why);
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]).args(arguments);
    let output = command.env("LC_ALL", OsStr::new("C")).output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(failed(said.lines().next().unwrap_or_default().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
