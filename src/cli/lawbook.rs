//! Which law a run goes by: the shipped one, and a municipality's own beside it.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;

use crate::discover;
use crate::law::{self, LawFile};
use crate::phrase::Phrase;
use crate::read::{Config, config};
use crate::render::{Format, render};
use crate::report::{Failure, Place, Report};
use crate::rulebook::{IN_FORCE, Language, Rulebook, RulebookError, Texts};
use crate::source::{Problem, Source};
use crate::tree;

/// The shipped law.
///
/// # Errors
/// This indicates a mistake in taushet.
pub(super) fn shipped(language: Language) -> Result<Rulebook, Phrase> {
    edition(Edition::InForce, language)
}

/// Which edition of forvaltningsloven flows are judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Edition {
    /// The act of 1967.
    #[default]
    #[value(name = "1967")]
    InForce,
    /// The act of 2025, adopted without a date.
    #[value(name = "2025")]
    Adopted,
}

impl Edition {
    /// The year, as policies name it.
    pub(super) fn year(self) -> &'static str {
        match self {
            Edition::InForce => IN_FORCE,
            Edition::Adopted => "2025",
        }
    }
}

/// The shipped law with an edition of forvaltningsloven.
///
/// # Errors
/// This indicates a mistake in taushet.
pub(super) fn edition(edition: Edition, language: Language) -> Result<Rulebook, Phrase> {
    Rulebook::load_edition(&law::embedded(), edition.year())
        .map(|rulebook| rulebook.in_language(language))
        .map_err(|error| phrase!("verbatim", said = error.to_string()))
}

/// A configuration, where it lies, and what is wrong with it.
pub(super) struct Configured {
    /// What it says.
    pub(super) config: Config,
    /// The folder that its paths are relative to.
    pub(super) root: PathBuf,
    /// Its text.
    pub(super) source: Source,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
}

/// Reads the configuration that is named, else the nearest one upwards.
pub(super) fn configuration(
    named: Option<&Path>,
    here: &Path,
    rulebook: &Rulebook,
) -> Result<Option<Configured>, Phrase> {
    let path = match named {
        Some(path) if !path.is_file() => return Err(phrase!("cli-no-config", path = path.display().to_string())),
        Some(path) => path.to_owned(),
        None => match discover::find_config(here) {
            Some(path) => path,
            None => return Ok(None),
        },
    };
    let source = discover::read(&path, here).map_err(Phrase::from)?;
    let (config, problems) = config::read(&source, 0, &rulebook.vocabulary);
    let root = std::path::absolute(&path)
        .ok()
        .and_then(|path| path.parent().map(PathBuf::from))
        .unwrap_or_else(|| here.to_owned());
    Ok(Some(Configured { config, root, source, problems }))
}

/// The language that the configuration asks for, read before everything else so that all is told in it.
pub(super) fn configured_language(named: Option<&Path>, here: &Path) -> Option<Language> {
    let path = named.map(Path::to_owned).or_else(|| discover::find_config(here))?;
    let source = discover::read(&path, here).ok()?;
    let root = tree::parse(source.text(), 0).0.into_iter().find_map(|document| document.root)?;
    Language::from_str(root.get("language")?.value.text(), false).ok()
}

/// Why the law of a run cannot be used.
pub(super) enum Refused {
    /// In one line.
    Said(Phrase),
    /// With each mistake at its place in the municipality's files.
    Report(Box<Report>),
}

impl From<Phrase> for Refused {
    fn from(said: Phrase) -> Refused {
        Refused::Said(said)
    }
}

impl Refused {
    /// As one phrase, for commands whose output is not a report.
    pub(super) fn tell(self, texts: &Texts) -> Phrase {
        match self {
            Refused::Said(said) => said,
            Refused::Report(report) => {
                phrase!("local-unusable-because", report = render(&report, Format::Human, texts, false))
            }
        }
    }
}

/// The law with a municipality's own files; nothing when there are none.
///
/// # Errors
/// What is wrong with the files.
pub(super) fn local(
    chosen: Edition,
    places: &[PathBuf],
    here: &Path,
    texts: &Texts,
) -> Result<Option<Rulebook>, Refused> {
    if places.is_empty() {
        return Ok(None);
    }
    let sources = local_files(places, here, is_law)?;
    let mut files = law::embedded();
    let as_law = |source: &Source| LawFile {
        path: source.path().to_owned(),
        text: source.text().to_owned().into(),
        local: true,
    };
    files.extend(sources.iter().map(as_law));
    if sources.is_empty() {
        return Err(Refused::Said(phrase!("local-none")));
    }
    let loaded = Rulebook::load_edition(&files, chosen.year());
    loaded
        .map(|rulebook| Some(rulebook.in_language(texts.language())))
        .map_err(|error| Refused::Report(Box::new(report(&error, sources, texts))))
}

/// The files in these places that are wanted by their names.
///
/// # Errors
/// A place that is not there, a file that cannot be read, or a policy that is nested too deep.
pub(super) fn local_files(places: &[PathBuf], here: &Path, wanted: fn(&Path) -> bool) -> Result<Vec<Source>, Phrase> {
    let mut sources = Vec::new();
    for place in places {
        if !place.exists() {
            return Err(phrase!("cli-not-there", path = place.display().to_string()));
        }
        for entry in discover::walk(place).sort_by_file_path(Path::cmp).build() {
            let path = entry.map_err(|error| discover::unwalked(&error, place, here))?.into_path();
            if !path.is_file() || !wanted(&path) {
                continue;
            }
            let source = discover::read(&path, here).map_err(Phrase::from)?;
            let is_policy = path.extension().is_some_and(|ending| ending == "cedar");
            if let Some(at) = too_deep(source.text()).filter(|_| is_policy) {
                let problem = phrase!("policy-too-deep", line = source.position(at).line, depth = MAX_NESTED);
                return Err(phrase!("in-file", path = source.path(), problem));
            }
            sources.push(source);
        }
    }
    Ok(sources)
}

/// Whether a file can hold law, by its name.
pub(super) fn is_law(path: &Path) -> bool {
    matches!(path.extension().and_then(|ending| ending.to_str()), Some("cedar" | "yaml" | "yml"))
}

/// How deep brackets, and `if` in `if`, may be nested in a local policy: Cedar reads them with the stack that there is.
const MAX_NESTED: usize = 64;

/// Where brackets or `if` are nested too deep in a policy. What stands in texts and comments is neither.
fn too_deep(policy: &str) -> Option<usize> {
    let (mut depth, mut n_ifs): (usize, usize) = (0, 0);
    let mut word = 0;
    let mut letters = policy.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ';' => n_ifs = 0,
            '/' if letters.next_if(|(_, next)| *next == '/').is_some() => {
                while letters.next_if(|(_, next)| *next != '\n').is_some() {}
            }
            '"' => {
                while let Some((_, inside)) = letters.next_if(|(_, next)| *next != '"') {
                    // What is escaped ends nothing.
                    if inside == '\\' {
                        letters.next();
                    }
                }
                letters.next();
            }
            _ => {}
        }
        if !(letter.is_alphanumeric() || letter == '_') {
            n_ifs += usize::from(policy.get(word..at) == Some("if"));
            word = letters.peek().map_or(policy.len(), |(next, _)| *next);
        }
        if depth.max(n_ifs) > MAX_NESTED {
            return Some(at);
        }
    }
    None
}

/// The mistakes in local files, as a report tells failures.
fn report(error: &RulebookError, sources: Vec<Source>, texts: &Texts) -> Report {
    let failures = error.problems.iter().map(|found| Failure {
        place: sources
            .iter()
            .position(|source| source.path() == found.file)
            .map(|source| Place { source, span: found.problem.span }),
        path: found.file.clone(),
        message: texts.say(&found.problem.message),
        help: found.problem.help.as_ref().map(|help| texts.say(help)),
        ..Failure::default()
    });
    let failures = failures.collect();
    let report = Report { failures, sources, ..Report::new(jiff::civil::Date::ZERO) };
    // What is wrong is quoted from the files.
    report.masked(crate::mask::Mask::default())
}

#[cfg(test)]
mod tests {
    use super::{MAX_NESTED, too_deep};

    #[test]
    fn nesting_of_a_policy() {
        let is_too_deep = |part: &str, count: usize| too_deep(&part.repeat(count)).is_some();
        for part in ["(", "(\")\" == \")\" && ", "( // )\n", "if true then true else ", "\"\"if("] {
            assert!(is_too_deep(part, MAX_NESTED + 1), "{part}");
            assert!(!is_too_deep(part, MAX_NESTED), "{part}");
        }
        for part in ["\"((\\\"((\" ", "when { if a then b else c };", "xif ", "// ((\n", "\""] {
            assert!(!is_too_deep(part, 2 * MAX_NESTED), "{part}");
        }
    }
}
