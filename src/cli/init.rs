//! `taushet init`: a configuration, an example of each document, a CI job, and the schemas that editors read them with.
//!
//! The job is for the CI service that is asked for, else for the one that the repository shows.
//! The examples in `init/` are documents, not rules: they say what a user could have written, and the law judges them
//! like any other (a test holds them clean).

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use clap::ValueEnum;

use super::output::not_written_at;
use crate::discover::CONFIG;
use crate::document_schema::{DocumentKind, schema};
use crate::phrase::Phrase;
use crate::rulebook::{Rulebook, Texts};
use crate::tree;

/// Where the schemas lie, seen from the documents.
const SCHEMAS: &str = ".taushet";

/// A service that runs jobs on changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ci {
    /// GitHub Actions
    Github,
    /// GitLab CI/CD
    Gitlab,
    /// Azure Pipelines
    Azure,
    /// None.
    None,
}

impl Ci {
    /// The service whose files lie at the top of the repository.
    fn of(folder: &Path) -> Ci {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let top = folder.ancestors().find(|above| above.join(".git").exists()).unwrap_or(&folder);
        let shown = [(".github", Ci::Github), (".gitlab-ci.yml", Ci::Gitlab), ("azure-pipelines.yml", Ci::Azure)];
        shown.into_iter().find(|(name, _)| top.join(name).exists()).map_or(Ci::Github, |(_, ci)| ci)
    }

    /// The files that make the job: names and texts.
    fn files(self) -> Vec<(String, String)> {
        let files: &[(&str, &str)] = match self {
            Ci::Github => &[(".github/workflows/taushet.yml", include_str!("init/github.yml"))],
            Ci::Gitlab => &[
                (".gitlab/taushet.yml", include_str!("init/gitlab.yml")),
                (".gitlab-ci.yml", include_str!("init/gitlab-ci.yml")),
            ],
            Ci::Azure => &[(".azure/taushet.yml", include_str!("init/azure.yml"))],
            Ci::None => &[],
        };
        let with_version = |text: &str| text.replace("{version}", env!("CARGO_PKG_VERSION"));
        files.iter().map(|(name, text)| ((*name).to_owned(), with_version(text))).collect()
    }

    /// What is left to do for the job to run.
    fn left_to_do(self) -> Option<Phrase> {
        match self {
            Ci::Github => Some(phrase!("init-ci-github")),
            Ci::Gitlab => Some(phrase!("init-ci-gitlab")),
            Ci::Azure => Some(phrase!("init-ci-azure")),
            Ci::None => None,
        }
    }
}

/// Writes what is not there already and tells what it did.
///
/// # Errors
/// Says which file or folder could not be written, and why.
pub(super) fn init(folder: &Path, ci: Option<Ci>, rulebook: &Rulebook) -> Result<String, Phrase> {
    let ci = ci.unwrap_or_else(|| Ci::of(folder));
    let files = files(rulebook, ci)?;
    fs::create_dir_all(folder).map_err(|error| not_written_at(folder, &error))?;
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let path = folder.join(&name);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(|error| not_written_at(above, &error))?;
        }
        match create(&path, &text) {
            Ok(()) => written.push(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => kept.push(name),
            Err(error) => return Err(not_written_at(&path, &error)),
        }
    }
    let mut told = summary(folder, &written, &kept, &rulebook.texts);
    if let Some(left) = ci.left_to_do() {
        told.push_str(&format!("{}\n", rulebook.texts.say(&left)));
    }
    Ok(told)
}

/// Creates a file, never touching one that is there.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).inspect_err(|_| {
        // Half a file would be kept the next time. When it cannot be removed either, the first error says enough.
        let _ = fs::remove_file(path);
    })
}

fn summary(folder: &Path, written: &[String], kept: &[String], texts: &Texts) -> String {
    let mut text = String::new();
    for (heading, names) in [(phrase!("init-written"), written), (phrase!("init-kept"), kept)] {
        if !names.is_empty() {
            let below = if folder == Path::new(".") { Path::new("") } else { folder };
            let lines: String = names.iter().map(|name| format!("  {}\n", below.join(name).display())).collect();
            text.push_str(&format!("{}\n{lines}", texts.say(&heading)));
        }
    }
    format!("{text}\n{}\n", texts.say(&phrase!("init-next")))
}

/// Everything that `taushet init` writes: names below the folder, and texts.
fn files(rulebook: &Rulebook, ci: Ci) -> Result<Vec<(String, String)>, Phrase> {
    let (front, body) =
        ROUTINE.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")).unwrap_or((ROUTINE, ""));
    let routine = format!("---\n{}---\n{body}", document(DocumentKind::Routine, front)?);
    let mut files = vec![
        (
            CONFIG.to_owned(),
            document(DocumentKind::Config, &CONFIGURATION.replace("{language}", rulebook.texts.language().code()))?,
        ),
        ("dataflyt.yaml".to_owned(), document(DocumentKind::Flows, FLOWS)?),
        ("meldinger.yaml".to_owned(), document(DocumentKind::Messages, MESSAGES)?),
        ("rutine.md".to_owned(), routine),
    ];
    files.extend(ci.files());
    for kind in [DocumentKind::Config, DocumentKind::Flows, DocumentKind::Messages, DocumentKind::Routine] {
        files.push((format!("{SCHEMAS}/{}", kind.file_name()), schema(kind, &rulebook.vocabulary, &rulebook.texts)));
    }
    Ok(files)
}

const CONFIGURATION: &str = include_str!("init/taushet.yaml");
const FLOWS: &str = include_str!("init/dataflyt.yaml");
const MESSAGES: &str = include_str!("init/meldinger.yaml");
const ROUTINE: &str = include_str!("init/rutine.md");

/// An example, with what tells an editor's YAML server which schema it follows.
fn document(kind: DocumentKind, example: &str) -> Result<String, Phrase> {
    Ok(format!("# yaml-language-server: $schema={SCHEMAS}/{}\n{}", kind.file_name(), written(example)?))
}

/// An example as the YAML writer writes it, under the comment that it begins with.
fn written(example: &str) -> Result<String, Phrase> {
    let mut comment = String::new();
    for line in example.split_inclusive('\n').take_while(|line| line.starts_with('#')) {
        comment.push_str(line);
    }
    let root = tree::parse(example, 0).0.into_iter().find_map(|document| document.root);
    let value = root.ok_or_else(|| phrase!("init-example-unreadable"))?.to_json();
    let yaml = serde_yaml::to_string(&value);
    Ok(comment + &yaml.map_err(|error| phrase!("init-example-unwritable", error = error.to_string()))?)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Ci, files, init};
    use crate::check::{Input, Run, check};
    use crate::read::{self, config};
    use crate::report::Report;
    use crate::rulebook::Language;
    use crate::source::Source;
    use crate::tree;

    /// Everything that can be written, the jobs of every service.
    fn sources() -> Vec<Source> {
        let rulebook = super::super::lawbook::shipped(Language::Nb).unwrap();
        let documents = files(&rulebook, Ci::None).unwrap().into_iter();
        let jobs = [Ci::Github, Ci::Gitlab, Ci::Azure].into_iter().flat_map(Ci::files);
        documents.chain(jobs).map(|(name, text)| Source::new(name, text)).collect()
    }

    fn checked(sources: Vec<Source>) -> Report {
        let rulebook = super::super::lawbook::shipped(Language::Nb).unwrap();
        let config = sources.iter().position(|source| source.path() == "taushet.yaml").unwrap();
        let (read, problems) = config::read(&sources[config], config, &rulebook.vocabulary);
        assert_eq!(problems, []);
        let inputs = (0..sources.len()).map(|source| Input { source, mapping: None, named: false }).collect();
        let as_of = "2026-11-22".parse().unwrap();
        let run = Run { config: Some((read, config)), ..Run::new(sources, inputs, as_of) };
        check(&rulebook, run)
    }

    #[test]
    fn our_reader_reads_what_the_writer_wrote() {
        let rulebook = super::super::lawbook::shipped(Language::Nb).unwrap();
        for source in sources() {
            let is_yaml = source.path().ends_with(".yaml") || source.path().ends_with(".yml");
            if is_yaml {
                let (documents, problems) = tree::parse(source.text(), 0);
                assert_eq!(problems, [], "{}", source.path());
                let read = documents[0].root.as_ref().unwrap().to_json();
                let written: serde_json::Value = serde_yaml::from_str(source.text()).unwrap();
                assert_eq!(read, written, "{}", source.path());
            }
            let reading = read::read(&source, 0, &rulebook.vocabulary);
            assert_eq!(reading.problems, [], "{}", source.path());
            let is_document = !source.path().starts_with('.');
            assert_eq!(reading.recognised, is_document, "{}", source.path());
        }
    }

    #[test]
    fn the_examples_are_clean() {
        let report = checked(sources());
        let findings: Vec<_> = report.findings.iter().map(|finding| (&finding.rule, &finding.message)).collect();
        assert_eq!(findings, []);
        assert!(report.failures.is_empty(), "{:?}", report.failures);
        assert_eq!((report.flows.len(), report.messages), (1, 3));
        assert!(report.flows[0].verdict.lets_pass());
    }

    #[test]
    fn the_examples_are_not_clean_because_nothing_is_looked_at() {
        let changed = |source: Source| {
            let text = source
                .text()
                .replace("channel: fagsystem", "channel: gosys")
                .replace("individual: true", "individual: false");
            Source::new(source.path().to_owned(), text)
        };
        let report = checked(sources().into_iter().map(changed).collect());
        assert!(!report.flows[0].verdict.lets_pass());
        assert!(report.findings.iter().any(|finding| finding.document.as_deref() == Some("mangler-dokumentasjon")));
    }

    #[test]
    fn every_yaml_file_names_its_schema_first_and_ours_are_written() {
        let sources = sources();
        for source in sources.iter().filter(|source| source.path().ends_with("ml")) {
            let first = source.text().lines().next().unwrap();
            let schema = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
            assert!(schema.starts_with("https://") || sources.iter().any(|other| other.path() == schema), "{schema}");
        }
    }

    /// An empty folder for one test, removed when it goes out of scope.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("taushet-init-{}-{name}", std::process::id()));
            std::fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn files_that_are_there_are_kept_and_told_of() {
        let rulebook = super::super::lawbook::shipped(Language::Nb).unwrap();
        let folder = Folder::new("kept");
        let mine = folder.0.join("meldinger.yaml");
        std::fs::write(&mine, "mitt").unwrap();
        let summary = init(&folder.0, Some(Ci::Gitlab), &rulebook).unwrap();
        assert_eq!(std::fs::read_to_string(&mine).unwrap(), "mitt");
        let (written, kept) = summary.split_once("Fantes fra før, og er ikke rørt:").unwrap();
        assert!(kept.contains("meldinger.yaml") && !written.contains("meldinger.yaml"), "{summary}");
        for (name, _) in files(&rulebook, Ci::Gitlab).unwrap() {
            assert!(folder.0.join(name).is_file());
        }
        let again = init(&folder.0, None, &rulebook).unwrap();
        assert!(!again.contains("Skrevet:"), "the repository now shows its service: {again}");
    }

    #[test]
    fn the_job_is_for_the_service_that_the_repository_shows() {
        let rulebook = super::super::lawbook::shipped(Language::Nb).unwrap();
        let folder = Folder::new("shown");
        let below = folder.0.join("personvern");
        std::fs::create_dir_all(&below).unwrap();
        assert_eq!(Ci::of(&below), Ci::Github, "when nothing is shown");
        std::fs::write(folder.0.join("azure-pipelines.yml"), "").unwrap();
        assert_eq!(Ci::of(&below), Ci::Github, "what lies above is another's when this is no repository");
        std::fs::create_dir(folder.0.join(".git")).unwrap();
        assert_eq!(Ci::of(&below), Ci::Azure);
        std::fs::write(folder.0.join(".gitlab-ci.yml"), "").unwrap();
        assert_eq!(Ci::of(&below), Ci::Gitlab);
        init(&below, None, &rulebook).unwrap();
        assert!(below.join(".gitlab/taushet.yml").is_file() && !below.join(".github").exists());
    }

    #[test]
    fn a_job_is_short_and_no_job_is_an_answer() {
        for ci in [Ci::Github, Ci::Gitlab, Ci::Azure] {
            assert!(ci.files().iter().all(|(_, text)| (1..=15).contains(&text.lines().count())), "{ci:?}");
        }
        assert!(Ci::None.files().is_empty());
    }

    #[test]
    fn a_folder_that_is_a_file_is_refused_in_plain_words() {
        let rulebook = super::super::lawbook::shipped(Language::Nb).unwrap();
        let folder = Folder::new("refused");
        let file = folder.0.join("fil");
        std::fs::write(&file, "").unwrap();
        for folder in [file.clone(), file.join("under")] {
            let message = rulebook.texts.say(&init(&folder, None, &rulebook).unwrap_err());
            assert!(message.ends_with("kan ikke skrives: en fil står der det skulle vært en mappe"), "{message}");
        }
    }
}
