//! Which language a run speaks: `--language`, then `TAUSHET_LANGUAGE`, then the configuration, then the locale, then
//! bokmål.

use std::ffi::OsString;

use clap::ValueEnum as _;

use crate::rulebook::Language;

/// The environment variable that chooses a language.
const VARIABLE: &str = "TAUSHET_LANGUAGE";

/// The language that the arguments or the environment ask for, before arguments have been read: help and complaints about
/// arguments are spoken in it.
pub(super) fn of_arguments(arguments: &[OsString]) -> Language {
    let mut asked = None;
    let mut is_next = false;
    for argument in arguments.iter().map(|argument| argument.to_string_lossy()) {
        if is_next {
            asked = named(&argument);
        }
        is_next = argument == "--language";
        asked = argument.strip_prefix("--language=").and_then(named).or(asked);
    }
    asked.or_else(|| named(&std::env::var(VARIABLE).ok()?)).unwrap_or_else(of_locale)
}

fn named(word: &str) -> Option<Language> {
    Language::from_str(word, false).ok()
}

/// The language of the machine. One that the program does not speak is bokmål.
pub(super) fn of_locale() -> Language {
    let mut set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let locale = set.find(|value| !value.is_empty()).unwrap_or_default();
    named(locale.split(['_', '-', '.', '@']).next().unwrap_or_default()).unwrap_or_default()
}
