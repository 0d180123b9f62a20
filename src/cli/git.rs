//! What git knows of the repository that the program runs in.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use crate::phrase::Phrase;

/// What git answers. Nothing of the repository's own settings is run.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Result<String, Phrase> {
    let failed = |why: Phrase| phrase!("since-git", why);
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]).args(arguments);
    let output = command.env("LC_ALL", OsStr::new("C")).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => failed(phrase!("since-no-git")),
        _ => failed(phrase!("verbatim", said = error.to_string())),
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(failed(phrase!("verbatim", said = said.lines().next().unwrap_or_default())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
