//! `taushet init`: a configuration, an example of each document, and a CI job.

use std::fs;
use std::path::Path;

pub(super) fn init(_folder: &Path) -> Result<String, String> {
    let _ = fs::metadata(".");
    Err("ikke ferdig".to_owned())
}
