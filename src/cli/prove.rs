//! `taushet prove`: the law proved, and a municipality's own rules held against it.
//!
//! Exit codes: 0 all is proved, 1 something is refuted (with `--diff`: something differs), 2 something could not be decided.

#[cfg(feature = "prove")]
mod report;
#[cfg(feature = "prove")]
mod versions;

use std::path::PathBuf;

use super::lawbook::Edition;
#[cfg(not(feature = "prove"))]
use crate::phrase::Phrase;
#[cfg(not(feature = "prove"))]
use crate::rulebook::Language;

/// Arguments of `prove`.
#[derive(Debug, clap::Args)]
pub(super) struct ProveArgs {
    /// Invariants and rules; all when none is named.
    ids: Vec<String>,
    /// Folders of local law.
    #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// The edition of forvaltningsloven.
    #[arg(long, env = "TAUSHET_LAW", default_value = "1967")]
    law: Edition,
    /// A revision or a folder: the law as it was.
    #[arg(long)]
    diff: Option<String>,
    /// A folder for the examples.
    #[arg(long)]
    examples: Option<PathBuf>,
    /// How long one question may take, in seconds.
    #[arg(long, default_value_t = 300)]
    limit: u64,
}

#[cfg(feature = "prove")]
pub(super) use report::run;

#[cfg(not(feature = "prove"))]
pub(super) fn run(_: &ProveArgs, _: Language) -> Result<u8, Phrase> {
    Err(phrase!("prove-not-built"))
}
