//! `taushet init`: a configuration, an example of each document, a CI job, and the schemas that editors read them with.
//!
//! The examples below are documents, not rules: they say what a user could have written, and the law judges them like
//! any other (a test holds them clean). They are the one place in `src/` where values of the law are written.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use serde_yaml::Value;

use crate::discover::CONFIG;
use crate::document_schema::{DocumentKind, schema};
use crate::vocabulary::Vocabulary;

/// Where the schemas lie, seen from the documents.
const SCHEMAS: &str = ".taushet";

/// Writes what is not there already and tells what it did.
///
/// # Errors
/// Says which file or folder could not be written, and why.
pub(super) fn init(folder: &Path) -> Result<String, String> {
    let rulebook = super::lawbook::shipped()?;
    let files = files(&rulebook.vocabulary)?;
    fs::create_dir_all(folder).map_err(|error| refusal(folder, &error))?;
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let path = folder.join(&name);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(|error| refusal(above, &error))?;
        }
        match create(&path, &text) {
            Ok(()) => written.push(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => kept.push(name),
            Err(error) => return Err(refusal(&path, &error)),
        }
    }
    Ok(summary(folder, &written, &kept))
}

/// Creates a file, never touching one that is there.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).inspect_err(|_| {
        // Half a file would be kept the next time. When it cannot be removed either, the first error says enough.
        let _ = fs::remove_file(path);
    })
}

fn summary(folder: &Path, written: &[String], kept: &[String]) -> String {
    let mut text = String::new();
    for (heading, names) in [("Skrevet:", written), ("Fantes fra før, og er ikke rørt:", kept)] {
        if !names.is_empty() {
            let below = if folder == Path::new(".") { Path::new("") } else { folder };
            let lines: String = names.iter().map(|name| format!("  {}\n", below.join(name).display())).collect();
            text.push_str(&format!("{heading}\n{lines}"));
        }
    }
    text.push_str("\nKjør `taushet check` i mappen for å kontrollere eksemplene, og skriv dem om til deres egne.\n");
    text.push_str("CI-jobben virker når `.github` ligger øverst i kodelageret.\n");
    text
}

fn refusal(path: &Path, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "du har ikke tilgang til å skrive der".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "filsystemet kan bare leses".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "det er ikke plass igjen på disken".to_owned(),
        io::ErrorKind::NotFound => "stien finnes ikke".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "en fil står der det skulle vært en mappe".to_owned()
        }
        _ => error.to_string(),
    };
    format!("{} kan ikke skrives: {why}", path.display())
}

/// Everything that `taushet init` writes: names below the folder, and texts.
fn files(vocabulary: &Vocabulary) -> Result<Vec<(String, String)>, String> {
    let config = format!("{}{CONFIG_COMMENT}{}", schema_comment(DocumentKind::Config), yaml(CONFIG_EXAMPLE)?);
    let flows = format!("{}{FLOWS_COMMENT}{}", schema_comment(DocumentKind::Flows), yaml(FLOWS_EXAMPLE)?);
    let messages = format!("{}{MESSAGES_COMMENT}{}", schema_comment(DocumentKind::Messages), yaml(MESSAGES_EXAMPLE)?);
    let front = format!("{}{}", schema_comment(DocumentKind::Routine), yaml(ROUTINE_EXAMPLE)?);
    let routine = format!("---\n{front}---\n{ROUTINE_BODY}");
    let job = yaml(&JOB_EXAMPLE.replace("{version}", env!("CARGO_PKG_VERSION")))?;
    let mut files = vec![
        (CONFIG.to_owned(), config),
        ("dataflyt.yaml".to_owned(), flows),
        ("meldinger.yaml".to_owned(), messages),
        ("rutine.md".to_owned(), routine),
        (".github/workflows/taushet.yml".to_owned(), format!("{JOB_COMMENT}{job}")),
    ];
    for kind in [DocumentKind::Config, DocumentKind::Flows, DocumentKind::Messages, DocumentKind::Routine] {
        files.push((format!("{SCHEMAS}/{}", kind.file_name()), schema(kind, vocabulary)));
    }
    Ok(files)
}

/// What tells an editor's YAML server which schema the file follows.
fn schema_comment(kind: DocumentKind) -> String {
    format!("# yaml-language-server: $schema={SCHEMAS}/{}\n", kind.file_name())
}

/// An example as the YAML writer writes it.
fn yaml(example: &str) -> Result<String, String> {
    let written = serde_yaml::from_str::<Value>(example).and_then(|value| serde_yaml::to_string(&value));
    written.map_err(|error| format!("feil i taushet: et eksempel er ikke gyldig YAML: {error}"))
}

const CONFIG_COMMENT: &str = "\
# Oppsettet. Filer som har sitt eget merke øverst, finnes av seg selv; språkfiler og eksporter uten merke beskrives under
# `inputs` med `as: messages`, `with: { channel: … }` og eventuelt `text:` med en JSONPath.
";

const CONFIG_EXAMPLE: &str = r#"
taushet: config/v1
language: nb
fail-on: warning
inputs:
  - paths: ["**/*.yaml", "**/*.md"]
    as: documents
"#;

const FLOWS_COMMENT: &str = "\
# En dataflyt: hvem som gir hvilke opplysninger til hvem, gjennom hva, til hva og med hvilken hjemmel.
# Slett en linje under `assessment` eller `loan`, eller snu verdien, og kjør `taushet check` for å se hva den betyr.
";

const FLOWS_EXAMPLE: &str = r#"
taushet: flows/v1
title: Inndriving av sosiallån
parties:
  nav-kontoret: { kind: nav-office, municipality: "5607", name: Nav-kontoret }
  okonomi: { kind: finance-department, municipality: "5607", name: Økonomiavdelingen }
systems:
  lanesystemet: { access: case, access-control: adequate, processor-agreement: covers-purpose, facts-as-of: 2026-11-01 }
flows:
  inndriving:
    from: nav-kontoret
    to: okonomi
    via: lanesystemet
    data: [name, national-id, address, loan-amount, loan-due-date]
    collected-for: [financial-assistance]
    purpose: loan-recovery
    basis: fvl-13b-2
    assessment:
      individual: true
      necessary: true
      no-alternative: true
      minimised: true
      documented: true
    loan:
      social-loan: true
      ability-assessed-at-grant: true
      terms-in-decision: true
      reassessed-before-due: true
      conversion-considered: true
      sold: false
      control-kept: true
      reversible: true
      nav-keeps-contact: true
      confidentiality-agreement-considered: true
    recipient: { informed-of-duty: true, works-for-sender: true }
"#;

const MESSAGES_COMMENT: &str = "\
# To meldinger. Den første leses av mange, og sier derfor ikke hva saken gjelder. Den andre står i et sikret fagsystem,
# og kan si det: bytt kanalen til `gosys` og kjør `taushet check` for å se forskjellen.
";

const MESSAGES_EXAMPLE: &str = r#"
taushet: messages/v1
title: Meldinger til og fra Nav-kontoret
messages:
  - id: bruker-onsker-kontakt
    channel: gosys
    from: nks
    to: nav-office
    task-type: KONT_BRUK
    subject: Ønsker kontakt
    text: |
      Bruker ønsker å bli kontaktet av veilederen sin. Telefon: {telefon}. Svarfrist: {frist}.
  - id: mangler-dokumentasjon
    channel: fagsystem
    from: nav-office
    to: client
    text: |
      Vi mangler kontoutskrift og husleiekontrakt for å behandle søknaden din om økonomisk stønad.
"#;

const ROUTINE_EXAMPLE: &str = r#"
taushet: routine/v1
actor: nks
title: Når bruker vil ha kontakt med Nav-kontoret
channel: gosys
"#;

const ROUTINE_BODY: &str = "\
# Når bruker vil ha kontakt med Nav-kontoret

1. Kontroller hvem du snakker med.
2. Spør når og hvordan bruker vil bli kontaktet, men ikke skriv hva saken gjelder.
3. Send oppgaven med denne teksten:

> Bruker ønsker å bli kontaktet av veilederen sin. Telefon: {telefon}. Svarfrist: {frist}.

Sitatblokker og tekst i norske anførselstegn kontrolleres som meldinger i kanalen som står øverst.
";

const JOB_COMMENT: &str = "\
# yaml-language-server: $schema=https://json.schemastore.org/github-workflow.json
# Stopper en endring som bryter taushetsplikten. Bytt installasjonen med en ferdig utgave om dere har en.
";

const JOB_EXAMPLE: &str = r#"
name: taushet
on:
  pull_request: {}
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - name: Installer taushet
        run: cargo install taushet --locked --version {version}
      - name: Kontroller dataflyter, meldinger og rutiner
        run: taushet check
"#;

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{files, init};
    use crate::check::{Input, Run, check};
    use crate::read::{self, config};
    use crate::report::Report;
    use crate::source::Source;
    use crate::tree;

    fn sources() -> Vec<Source> {
        let rulebook = super::super::lawbook::shipped().unwrap();
        files(&rulebook.vocabulary).unwrap().into_iter().map(|(name, text)| Source::new(name, text)).collect()
    }

    fn checked(sources: Vec<Source>) -> Report {
        let rulebook = super::super::lawbook::shipped().unwrap();
        let config = sources.iter().position(|source| source.path() == "taushet.yaml").unwrap();
        let (read, problems) = config::read(&sources[config], config, &rulebook.vocabulary);
        assert_eq!(problems, []);
        let inputs = (0..sources.len()).map(|source| Input { source, mapping: None, named: false }).collect();
        let as_of = "2026-11-22".parse().unwrap();
        let run = Run {
            sources,
            inputs,
            config: Some((read, config)),
            failures: Vec::new(),
            as_of,
            select: Vec::new(),
            ignore: Vec::new(),
        };
        check(&rulebook, run)
    }

    #[test]
    fn our_reader_reads_what_the_writer_wrote() {
        let rulebook = super::super::lawbook::shipped().unwrap();
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
        let folder = Folder::new("kept");
        let mine = folder.0.join("meldinger.yaml");
        std::fs::write(&mine, "mitt").unwrap();
        let summary = init(&folder.0).unwrap();
        assert_eq!(std::fs::read_to_string(&mine).unwrap(), "mitt");
        let (written, kept) = summary.split_once("Fantes fra før, og er ikke rørt:").unwrap();
        assert!(kept.contains("meldinger.yaml") && !written.contains("meldinger.yaml"), "{summary}");
        for (name, _) in files(&super::super::lawbook::shipped().unwrap().vocabulary).unwrap() {
            assert!(folder.0.join(name).is_file());
        }
        let again = init(&folder.0).unwrap();
        assert!(!again.contains("Skrevet:"), "{again}");
    }

    #[test]
    fn a_folder_that_is_a_file_is_refused_in_plain_words() {
        let folder = Folder::new("refused");
        let file = folder.0.join("fil");
        std::fs::write(&file, "").unwrap();
        for folder in [file.clone(), file.join("under")] {
            let message = init(&folder).unwrap_err();
            assert!(message.ends_with("kan ikke skrives: en fil står der det skulle vært en mappe"), "{message}");
        }
    }
}
