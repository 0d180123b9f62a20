//! What git knows of the repository that the program runs in.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::phrase::Phrase;

/// What git answers. Nothing of the repository's own settings is run.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<String, Phrase> {
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
