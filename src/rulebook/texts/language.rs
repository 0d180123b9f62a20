//! The languages that the program speaks.

/// A language of what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Language {
    /// Norwegian bokmål, which the others are translated from.
    #[default]
    Nb,
    /// Norwegian nynorsk.
    Nn,
    /// English.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 3] = [Language::Nb, Language::Nn, Language::En];

    /// The language's code, which is the name of its folder too.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::Nb => "nb",
            Language::Nn => "nn",
            Language::En => "en",
        }
    }

    /// The language whose folder a file lies in.
    pub(super) fn of_path(path: &str) -> Option<Language> {
        let folder = path.rsplit('/').nth(1)?;
        Language::ALL.into_iter().find(|language| language.code() == folder)
    }
}
