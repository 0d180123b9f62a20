//! The law as shipped: every file of `policies/`, embedded.
//!
//! Comes in: nothing. Goes out: paths and texts. Must not know what stands in them.

use std::borrow::Cow;

/// One file of the law.
#[derive(Clone, Debug)]
pub struct LawFile {
    /// Path below the repository, `/` between folders: `policies/disclosure/sotjl-44.cedar`.
    pub path: String,
    /// The file's text.
    pub text: Cow<'static, str>,
    /// A municipality's own law beside the shipped one: it may only tighten.
    pub local: bool,
}

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/law.rs"));

/// The law that this build ships, in the order of paths.
#[must_use]
pub fn embedded() -> Vec<LawFile> {
    // The program's own messages are no law; they are read by the shipped file. Nor is what the law is held to.
    files(|path| !path.ends_with(".ftl") && !path.starts_with(INVARIANTS))
}

/// What the law is held to, for `taushet prove`.
#[cfg(feature = "prove")]
#[must_use]
pub fn invariants() -> Vec<LawFile> {
    files(|path| path.starts_with(INVARIANTS))
}

/// The folder of what the law is held to.
const INVARIANTS: &str = "policies/invariants/";

fn files(wanted: impl Fn(&str) -> bool) -> Vec<LawFile> {
    let law = EMBEDDED.iter().filter(|(path, _)| wanted(path));
    law.map(|(path, text)| LawFile { path: (*path).to_owned(), text: Cow::Borrowed(text), local: false }).collect()
}

/// The text of a shipped file.
pub(crate) fn shipped(path: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

/// The shipped file with this path and text. A text that is the very one is not compared: it is not touched.
pub(crate) fn shipped_as(path: &str, text: &str) -> Option<&'static str> {
    shipped(path).filter(|shipped| std::ptr::eq(*shipped, text) || *shipped == text)
}
