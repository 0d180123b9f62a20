//! The program as people run it: arguments, files and exit codes.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::ValueEnum as _;
use serde_json::{Value, json};
use taushet::render::Format;
use tempfile::TempDir;

use crate::{outputs, text};

/// A scratch folder, with nothing of ours above it.
pub(crate) struct Scratch(TempDir);

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Scratch {
    pub(crate) fn new(files: &[(&str, &str)]) -> Scratch {
        let scratch = Scratch(TempDir::new().unwrap_or_else(|error| panic!("{error}")));
        for (path, text) in files {
            scratch.write(path, text.as_bytes());
        }
        scratch
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, bytes));
        written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    pub(crate) fn read(&self, path: &str) -> String {
        text(&self.path().join(path))
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        run(self.path(), arguments, "")
    }

    /// Runs the program with variables of the environment.
    pub(crate) fn run_under(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Ran {
        spawn(self.path(), arguments, "", environment)
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        run(&self.path().join(folder), arguments, "")
    }
}

/// What the program listens to in the environment besides its own variables.
const AMBIENT: [&str; 9] =
    ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM", "RUST_BACKTRACE", "LC_ALL", "LC_MESSAGES", "LANG"];

/// Runs the program in a folder, without anything of the environment that it listens to.
fn run(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    spawn(folder, arguments, input, &[])
}

fn spawn(folder: &Path, arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Ran {
    let mut command = command(folder);
    command.envs(environment.iter().copied()).args(arguments);
    ran(command, input)
}

/// The program in a folder, without anything of the environment that it listens to.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taushet"));
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("TAUSHET_") || AMBIENT.contains(&told.as_ref()) {
            command.env_remove(&name);
        }
    }
    command.current_dir(folder);
    command
}

/// Runs a command to its end.
pub(crate) fn ran(mut command: Command, input: &str) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{error}"));
    // A program that does not read its input closes it.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "\nstdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}

const CLEAN: &str =
    "taushet: messages/v1\nmessages:\n  - { id: ren, channel: gosys, text: Bruker ønsker å bli ringt. }\n";
const FINDING: &str = "taushet: messages/v1\nmessages:\n  - { id: treff, channel: gosys, text: Gjelder depositum. }\n";
/// A warning and nothing worse.
const WARNING: &str = "taushet: messages/v1\nmessages:\n  - { id: advarsel, channel: sms, from: nav-office, to: client, text: Gjelder depositum. }\n";
/// An info and nothing worse.
const INFO: &str = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office }\n  politi: { kind: police }\nflows:\n  etterlyst: { from: nav, to: politi, data: [phone], purpose: locating-person, initiative: request, basis: sotjl-44-4 }\n";

#[test]
fn exit_codes() {
    let scratch = Scratch::new(&[
        ("ren.yaml", CLEAN),
        ("treff.yaml", FINDING),
        ("feil.yaml", "taushet: flows/v1\nflows: {}\n"),
        ("tom/notat.bin", "x"),
        ("tom/annet.yaml", "a: b\n"),
    ]);
    for format in Format::value_variants() {
        let format = format!("{format:?}").to_lowercase();
        scratch.run(&["check", "--format", &format, "ren.yaml"]).exits(0);
        scratch.run(&["check", "--format", &format, "ren.yaml", "treff.yaml"]).exits(1);
        scratch.run(&["check", "--format", &format, "treff.yaml", "feil.yaml"]).exits(2);
        scratch.run(&["check", "--format", &format, "tom"]).exits(3);
    }
    scratch.run(&["check", "--ukjent"]).exits(2);
    scratch.run(&["check", "--format", "xml", "ren.yaml"]).exits(2);
    scratch.run(&["check", "--as-of", "2026-02-30", "ren.yaml"]).exits(2);
    scratch.run(&["sjekk"]).exits(2);
    scratch.run(&["--version"]).exits(0);
    scratch.run(&["check", "--help"]).exits(0);
}

#[test]
fn findings_go_to_standard_output_and_the_rest_to_standard_error() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING), ("tom/a.bin", "")]);
    let found = scratch.run(&["check", "--format", "short", "treff.yaml"]).exits(1);
    assert!(found.out.starts_with("treff.yaml:3:48: error[avoided-term] "), "{}", found.out);
    assert_eq!(found.err, "");
    let none = scratch.run(&["check", "--format", "short", "tom"]).exits(3);
    assert_eq!(none.out, "");
    assert!(none.err.starts_with("taushet: "), "{}", none.err);
}

/// What could not be checked is no finding: people are told it on standard error, once. A format that programs read, and a
/// file, has all of the report.
#[test]
fn what_could_not_be_checked_goes_to_standard_error() {
    let scratch = Scratch::new(&[("feil.yaml", "taushet: flows/v1\nflows: {}\n"), ("treff.yaml", FINDING)]);
    scratch.write("notat.yaml", b"a: b\n");
    let wrong = "`flows` er tom";
    for format in Format::value_variants() {
        let name = format!("{format:?}").to_lowercase();
        let ran = scratch.run(&["check", "--format", &name, "."]).exits(2);
        let (told, other) = if format.is_for_people() { (&ran.err, &ran.out) } else { (&ran.out, &ran.err) };
        assert!(told.contains(wrong) && !other.contains(wrong), "{name}\n{}{}", ran.out, ran.err);
        let whole = format!("{name}=ut");
        let ran = scratch.run(&["check", "--format", &whole, "feil.yaml", "treff.yaml"]).exits(2);
        assert_eq!((ran.out, ran.err), (String::new(), String::new()), "{name}");
        assert!(scratch.read("ut").contains(wrong), "{name}");
    }
    let short = scratch.run(&["check", "--format", "short", "."]).exits(2);
    assert!(short.out.starts_with("treff.yaml:3:48: ") && short.out.lines().count() == 1, "{}", short.out);
    assert!(short.err.starts_with("feil.yaml:2:8: failure ") && short.err.lines().count() == 2, "{}", short.err);
    assert!(short.err.ends_with("taushet: Kunne ikke kontrolleres: 1. Andre filer, ikke lest: 2.\n"), "{}", short.err);
    // The sum of it all is told beside the findings too.
    let human = scratch.run(&["check", "feil.yaml", "treff.yaml"]).exits(2);
    assert!(human.out.ends_with("Kunne ikke kontrolleres: 1.\n"), "{}", human.out);
}

#[test]
fn broken_file_beside_a_good_one() {
    let broken = "\
taushet: flows/v1
parties:
  nav: { kind: nav-offcie }
  bank: { kind: bank }
flows:
  saldo:
    from: nav
    to: banken
    data: [name, saldo]
    purpose: control
    assesment: { necessary: true }
    form: navngitt
";
    let scratch = Scratch::new(&[("a-feil.yaml", broken), ("b-treff.yaml", FINDING)]);
    let report = scratch.run(&["check", "--format", "json", "."]).exits(2).json();
    let lines: Vec<&Value> =
        report["failures"].as_array().into_iter().flatten().map(|failure| &failure["start"]["line"]).collect();
    assert_eq!(lines, [3, 8, 9, 11, 12], "{:#}", report["failures"]);
    assert!(report["failures"].as_array().into_iter().flatten().all(|failure| failure["file"] == "a-feil.yaml"));
    assert_eq!(report["findings"][0]["file"], "b-treff.yaml");
    assert_eq!(report["summary"]["failures"], 5);
    assert_eq!(report["flows"], json!([]), "a flow with mistakes in it is not judged");
}

#[test]
fn standard_input() {
    let scratch = Scratch::new(&[]);
    let yaml = run(scratch.path(), &["check", "--format", "short", "-"], FINDING).exits(1);
    assert!(yaml.out.starts_with("stdin.yaml:3:48: "), "{}", yaml.out);
    let prose = "---\ntaushet: messages/v1\nchannel: gosys\n---\nGjelder depositum.\n";
    let named =
        run(scratch.path(), &["check", "--format", "short", "--stdin-filename", "maler/svar.md", "-"], prose).exits(1);
    assert!(named.out.starts_with("maler/svar.md:5:9: "), "{}", named.out);
    run(scratch.path(), &["check", "-"], "bare tekst").exits(2);
}

#[test]
fn as_of_decides_flows_without_a_date() {
    let flow = |date: &str| {
        format!(
            "taushet: flows/v1
parties:
  nav: {{ kind: nav-office, municipality: \"3403\" }}
  okonomi: {{ kind: finance-department, municipality: \"3403\" }}
flows:
  lan:
    from: nav
    to: okonomi
    data: [name, loan-amount]
    collected-for: [financial-assistance]
    purpose: loan-recovery
    basis: fvl-13b-2
    assessment: {{ individual: true, necessary: true, no-alternative: true, minimised: true }}
    loan: {{ social-loan: true, ability-assessed-at-grant: true, terms-in-decision: true, reassessed-before-due: true, conversion-considered: true, sold: false, control-kept: true, reversible: true }}
{date}"
        )
    };
    let scratch = Scratch::new(&[("lan.yaml", &flow("")), ("datert.yaml", &flow("    date: 2026-02-24\n"))]);
    let verdict = |arguments: &[&str]| {
        let report = run(scratch.path(), &[&["check", "--format", "json"], arguments].concat(), "").json();
        (report["asOf"].clone(), report["flows"][0]["verdict"].clone())
    };
    assert_eq!(verdict(&["--as-of", "2026-02-24", "lan.yaml"]), (json!("2026-02-24"), json!("judgement")));
    assert_eq!(verdict(&["--as-of", "2026-02-25", "lan.yaml"]), (json!("2026-02-25"), json!("permitted")));
    assert_eq!(verdict(&["--as-of", "2026-02-25", "datert.yaml"]).1, "judgement");
}

#[test]
fn fail_on() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING), ("advarsel.yaml", WARNING), ("opplysning.yaml", INFO)]);
    let code = |fail_on: &str, file: &str| scratch.run(&["check", "--fail-on", fail_on, file]).code;
    assert_eq!(["error", "warning", "info", "never"].map(|fail_on| code(fail_on, "treff.yaml")), [1, 1, 1, 0]);
    assert_eq!(["error", "warning", "info", "never"].map(|fail_on| code(fail_on, "advarsel.yaml")), [0, 1, 1, 0]);
    assert_eq!(["error", "warning", "info", "never"].map(|fail_on| code(fail_on, "opplysning.yaml")), [0, 0, 1, 0]);
    scratch.run(&["check", "opplysning.yaml"]).exits(0);
    scratch.write("taushet.yaml", b"taushet: config/v1\nfail-on: error\n");
    scratch.run(&["check", "advarsel.yaml"]).exits(0);
    scratch.run(&["check", "--fail-on", "warning", "advarsel.yaml"]).exits(1);
}

#[test]
fn skip_unknown_leaves_alone_what_is_no_document() {
    let scratch = Scratch::new(&[
        ("treff.yaml", FINDING),
        ("arkiv/gammel.yaml", FINDING),
        ("annet.yaml", "a: b\n"),
        ("bilde.png", "x"),
        ("taushet.yaml", "taushet: config/v1\nignore: [\"arkiv/**\"]\n"),
    ]);
    scratch.run(&["check", "annet.yaml"]).exits(2);
    scratch.run(&["check", "--skip-unknown", "annet.yaml", "bilde.png", "arkiv/gammel.yaml", "taushet.yaml"]).exits(0);
    let found = scratch.run(&["check", "--skip-unknown", "--format=short", "annet.yaml", "treff.yaml"]).exits(1);
    assert!(found.out.starts_with("treff.yaml:3:48: "), "{}", found.out);
    let report = scratch.run(&["check", "--skip-unknown", "--format=human", "annet.yaml", "bilde.png"]).exits(0);
    assert!(report.out.contains(": 2."), "what is left alone is counted: {}", report.out);
    scratch.run(&["check", "--skip-unknown", "finnes-ikke.yaml"]).exits(2);
    scratch.write("feil.yaml", b"taushet: flows/v1\nflows: {}\n");
    scratch.run(&["check", "--skip-unknown", "feil.yaml"]).exits(2);
    Scratch::new(&[("annet.yaml", "a: b\n")]).run(&["check", "--skip-unknown"]).exits(3);
}

#[test]
fn select_and_ignore() {
    let both = "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, theme: KOM, text: Gjelder depositum. }\n";
    let scratch = Scratch::new(&[("a.yaml", both)]);
    let rules = |arguments: &[&str]| {
        let report = run(scratch.path(), &[&["check", "--format", "json", "a.yaml"], arguments].concat(), "").json();
        report["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(&[]), ["theme-reveals", "avoided-term"]);
    assert_eq!(rules(&["--select", "avoided-term"]), ["avoided-term"]);
    assert_eq!(rules(&["--ignore", "avoided-term"]), ["theme-reveals"]);
    assert_eq!(rules(&["--select", "avoided-term,theme-reveals", "--ignore", "theme-reveals"]), ["avoided-term"]);
    let unknown = scratch.run(&["check", "--select", "avoided-terms", "a.yaml"]).exits(2);
    assert!(unknown.err.contains("`avoided-term`"), "{}", unknown.err);
}

#[test]
fn several_formats() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING)]);
    let ran = scratch
        .run(&["check", "--format", "short", "--format", "json=ut.json", "--format", "human=ut.txt", "treff.yaml"])
        .exits(1);
    assert!(ran.out.starts_with("treff.yaml:3:48: "), "{}", ran.out);
    assert!(scratch.read("ut.json").starts_with('{'));
    assert!(scratch.read("ut.txt").contains("depositum"));
    assert!(!scratch.read("ut.txt").contains('\u{1b}'), "a file has no colors");
}

/// What would mix two reports, or cannot be written, is refused before anything is checked.
#[test]
fn outputs_that_clash() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING), ("ut.json", "som før"), ("mappe/a", "")]);
    let refused = |formats: &[&str], said: &str| {
        let formats = formats.iter().flat_map(|format| ["--format", *format]);
        let arguments: Vec<&str> = ["check", "treff.yaml"].into_iter().chain(formats).collect();
        let ran = scratch.run(&arguments).exits(2);
        assert!(ran.out.is_empty() && ran.err.contains(said), "{formats:?}: {}", ran.err, formats = arguments);
        assert_eq!(scratch.read("ut.json"), "som før");
    };
    refused(&["json", "sarif"], "bare ett format kan skrives til standard ut");
    refused(&["json=ut.json", "sarif=./mappe/../ut.json"], "samme fil");
    refused(&["json=ny.json", "sarif=ny.json"], "samme fil");
    refused(&["json=ut.json", "sarif=finnes/ikke.sarif"], "mappen finnes finnes ikke");
    refused(&["json=ut.json", "sarif=mappe"], "er en mappe");
    refused(&["json=ut.json", "sarif="], "er ikke et filnavn");
}

/// A file is written beside the one that it takes the place of, and nothing is left there.
#[test]
fn files_are_written_whole() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING), ("ut/rapport.json", "x")]);
    let names = || {
        let found = fs::read_dir(scratch.path().join("ut")).unwrap().flatten();
        let mut names: Vec<String> = found.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    scratch.run(&["check", "--format", "json=ut/rapport.json", "treff.yaml"]).exits(1);
    assert!(scratch.read("ut/rapport.json").ends_with("}\n"));
    assert_eq!(names(), ["rapport.json"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("rapport.json", scratch.path().join("ut/lenke")).unwrap();
        scratch.run(&["check", "--format", "short=ut/lenke", "treff.yaml"]).exits(1);
        assert!(scratch.read("ut/rapport.json").starts_with("treff.yaml:3:48: "));
        assert!(scratch.path().join("ut/lenke").is_symlink());
        assert_eq!(names(), ["lenke", "rapport.json"]);
        let ran = scratch.run(&["check", "--format", "short=/dev/stdout", "treff.yaml"]).exits(1);
        assert!(ran.out.starts_with("treff.yaml:3:48: "), "{}", ran.out);
    }
}

#[test]
fn colors() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING)]);
    assert!(!scratch.run(&["check", "treff.yaml"]).out.contains('\u{1b}'));
    assert!(scratch.run(&["check", "--color", "always", "treff.yaml"]).out.contains('\u{1b}'));
}

#[test]
fn quiet() {
    let scratch = Scratch::new(&[("ren.yaml", CLEAN), ("treff.yaml", FINDING)]);
    assert_eq!(scratch.run(&["check", "--quiet", "ren.yaml"]).exits(0).out, "");
    assert_ne!(scratch.run(&["check", "--quiet", "treff.yaml"]).exits(1).out, "");
}

/// What is often written in the place of a document: nothing, and a list in the place of ids.
#[test]
fn nothing_and_a_list() {
    let flows = "flows:\n  - id: inndriving\n    from: nav\n";
    let scratch = Scratch::new(&[
        ("tom.yaml", ""),
        ("blank.md", "\u{feff}\n \n"),
        ("liste.yaml", &format!("taushet: flows/v1\nparties: [{{ kind: bank }}]\n{flows}")),
    ]);
    let report = scratch.run(&["check", "--format", "json", "tom.yaml", "blank.md", "liste.yaml"]).exits(2).json();
    let told = |failure: &Value| {
        let text = |key: &str| failure[key].as_str().unwrap_or_default().to_owned();
        (text("file"), text("message"), text("help"))
    };
    let failures: Vec<_> = report["failures"].as_array().into_iter().flatten().map(told).collect();
    assert_eq!(failures.len(), 4, "{failures:#?}");
    for (failure, file) in failures.iter().zip(["blank.md", "liste.yaml", "liste.yaml", "tom.yaml"]) {
        assert_eq!(failure.0, file);
    }
    assert_eq!((failures[0].1.as_str(), failures[3].1.as_str()), ("filen er tom", "filen er tom"));
    assert_eq!(failures[1].1, "`parties` skal være nøkler med verdier");
    assert!(failures[1].2.contains("`min-id:`"), "{failures:#?}");
    assert!(failures[2].2.contains("uten `-`: `inndriving:`"), "{failures:#?}");
}

/// What is done only with files that are read whole is refused with the file and its size.
#[test]
fn a_large_file_is_only_checked() {
    let archive = "{\"tekst\": \"Takk for hjelpen.\"}\n".repeat(200_000);
    let scratch = Scratch::new(&[("taushet.yaml", LINES), ("arkiv.jsonl", &archive)]);
    for arguments in [&["--fix"][..], &["--diff"], &["--write-baseline"], &["--add-suppression", "avtalt"]] {
        let told = scratch.run(&[&["check"], arguments].concat()).exits(2).err;
        assert!(told.starts_with("taushet: arkiv.jsonl er større enn 4 MiB og leses derfor i biter; `--"), "{told}");
        assert!(told.contains(arguments[0]), "{told}");
    }
    let told = scratch.run(&["check", "--write-baseline", "-"]).exits(2).err;
    assert!(told.contains("lagre teksten i en fil"), "{told}");
}

/// How many texts are checked at a time: what is allowed is told, and where the wrong value was said.
#[test]
fn jobs() {
    let scratch = Scratch::new(&[("ren.yaml", CLEAN)]);
    let allowed = "; skriv et helt tall fra 1 og oppover\n";
    for (arguments, value) in [(&["--jobs", "0"][..], "0"), (&["--jobs", "-1"], "-1"), (&["--jobs=mange"], "mange")] {
        let told = scratch.run(&[&["check"], arguments, &["ren.yaml"]].concat()).exits(2).err;
        let begins = format!("taushet: `{value}` er ikke en gyldig verdi for `--jobs <ANTALL>`{allowed}");
        assert!(told.starts_with(&begins), "{told}");
    }
    let under = |value: &str, arguments: &[&str]| {
        scratch.run_under(&[("TAUSHET_JOBS", value)], &[&["check"], arguments].concat())
    };
    let told = under("", &["ren.yaml"]).exits(2).err;
    assert!(told.starts_with(&format!("taushet: `TAUSHET_JOBS` mangler en verdi{allowed}")), "{told}");
    let told = under("0", &["ren.yaml"]).exits(2).err;
    assert!(told.starts_with("taushet: `0` er ikke en gyldig verdi for `TAUSHET_JOBS`"), "{told}");
    under("0", &["--jobs", "2", "ren.yaml"]).exits(0);
    let told = scratch.run(&["check", "--as-of", "2026-02-30", "ren.yaml"]).exits(2).err;
    assert!(told.contains("`--as-of <DATO>`; skriv en dag som finnes, som ÅÅÅÅ-MM-DD\n"), "{told}");
    let settings = under("3", &["--show-settings"]).exits(0).out;
    assert!(settings.contains("\njobs: 3  # flagg eller miljøvariabel\n"), "{settings}");
    let settings = scratch.run(&["check", "--show-settings"]).exits(0).out;
    assert!(
        settings.lines().any(|line| line.starts_with("jobs: ") && line.ends_with("  # ikke oppgitt")),
        "{settings}"
    );
}

#[test]
fn unreadable_inputs() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING), ("notat.yaml", "a: b\n")]);
    scratch.write("latin1.yaml", b"taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: \"\xe5\" }\n");
    let report = scratch
        .run(&["check", "--format", "json", "finnes-ikke.yaml", "latin1.yaml", "notat.yaml", "treff.yaml"])
        .exits(2)
        .json();
    let files: Vec<&Value> =
        report["failures"].as_array().into_iter().flatten().map(|failure| &failure["file"]).collect();
    assert_eq!(files, ["finnes-ikke.yaml", "latin1.yaml", "notat.yaml"], "{:#}", report["failures"]);
    assert!(report["failures"][1]["message"].as_str().is_some_and(|message| message.contains("UTF-8")), "{report:#}");
    assert_eq!(report["summary"]["errors"], 1, "the good file is still checked");
    // Found by walking, what is no document is left alone.
    scratch.write("mappe/notat.yaml", b"a: b\n");
    scratch.write("mappe/ren.yaml", CLEAN.as_bytes());
    let walked = scratch.run(&["check", "mappe"]).exits(0);
    assert!(walked.out.contains('1'), "{}", walked.out);
}

#[test]
fn order_of_paths_does_not_show() {
    let scratch = Scratch::new(&[("a.yaml", INFO), ("b.yaml", INFO), ("c.yaml", FINDING)]);
    let forwards = scratch.run(&["check", "--format", "json", "a.yaml", "b.yaml", "c.yaml"]);
    let backwards = scratch.run(&["check", "--format", "json", "c.yaml", "b.yaml", "a.yaml"]);
    let differ = forwards.out.lines().zip(backwards.out.lines()).find(|(one, other)| one != other);
    assert!(forwards.out == backwards.out, "{differ:?}");
}

const CONFIG: &str = "\
taushet: config/v1
inputs:
  - paths: [\"eksport/*.json\"]
    as: messages
    text: [\"$[*].innhold.*\"]
    id: \"$[*].overskrift\"
    with: { channel: gosys, theme: KOM }
";

const EXPORT: &str = r#"[
  { "overskrift": "En",
    "innhold": { "nb": "Hei.\nBruker sp\u00f8r om depositum \ud83d\ude00 i dag." } },
  { "overskrift": "To",
    "innhold": { "nb": "Bruker ønsker kontakt.", "nn": "Brukar \u00f8nskjer \"kontakt\" om husleige." } },
  { "overskrift": "Tre",
    "innhold": { "nb": "Gjelder varsel\u0020om\nstenging av str\u00f8m." } }
]
"#;

#[test]
fn inputs_mapping_points_into_the_file() {
    let scratch =
        Scratch::new(&[("taushet.yaml", CONFIG), ("eksport/tekster.json", EXPORT), ("under/mappe/tom.txt", "")]);
    let report = scratch.run(&["check", "--format", "json"]).exits(1).json();
    let findings: Vec<&Value> = report["findings"].as_array().into_iter().flatten().collect();
    let at = |rule: &str| -> Vec<(Value, Value, String)> {
        let found =
            findings.iter().filter(|finding| finding["rule"] == rule && finding["file"] == "eksport/tekster.json");
        found
            .map(|finding| {
                let number =
                    |end: &str, key: &str| usize::try_from(finding[end][key].as_u64().unwrap_or(0)).unwrap_or(0);
                let line = EXPORT.lines().nth(number("start", "line") - 1).unwrap_or_default();
                let (start, end) = (number("start", "column"), number("end", "column"));
                let slice = line.chars().skip(start - 1).take(end - start).collect();
                (finding["start"].clone(), finding["document"].clone(), slice)
            })
            .collect()
    };
    let column = |line: usize, word: &str| {
        let line = EXPORT.lines().nth(line - 1).unwrap_or_default();
        line.split(word).next().unwrap_or_default().chars().count() + 1
    };
    assert_eq!(
        at("avoided-term"),
        [
            (json!({"line": 3, "column": column(3, "depositum")}), json!("En"), "depositum".to_owned()),
            (json!({"line": 5, "column": column(5, "husleige")}), json!("To"), "husleige".to_owned()),
        ]
    );
    assert_eq!(
        at("situation-reveals"),
        [(json!({"line": 7, "column": column(7, "stenging")}), json!("Tre"), r"stenging av str\u00f8m".to_owned())]
    );
    // What stands in `with:` is told once, where it stands, with the number of messages.
    let themes: Vec<&&Value> = findings.iter().filter(|finding| finding["rule"] == "theme-reveals").collect();
    assert_eq!(themes.len(), 1, "{themes:#?}");
    assert_eq!(themes[0]["file"], "taushet.yaml");
    assert_eq!(themes[0]["start"], json!({"line": 7, "column": 36}));
    assert!(
        themes[0]["message"].as_str().is_some_and(|message| message.contains("4 meldinger")),
        "{}",
        themes[0]["message"]
    );
    assert_eq!(report["summary"]["messages"], 4);
}

#[test]
fn configuration_is_found_upwards() {
    let scratch =
        Scratch::new(&[("taushet.yaml", CONFIG), ("eksport/tekster.json", EXPORT), ("under/mappe/tom.txt", "")]);
    let below = run(&scratch.path().join("under/mappe"), &["check", "--format", "short"], "").exits(1);
    assert!(below.out.contains("../../eksport/tekster.json:3:"), "{}", below.out);
    let named =
        run(&scratch.path().join("under/mappe"), &["check", "--format", "short", "../../eksport/tekster.json"], "")
            .exits(1);
    assert!(named.out.contains("../../eksport/tekster.json:3:"), "{}", named.out);
    scratch.run(&["check", "--config", "finnes-ikke.yaml"]).exits(2);
}

#[test]
fn mistakes_in_the_configuration() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING)]);
    let failures = |config: &str| {
        scratch.write("taushet.yaml", config.as_bytes());
        let report = scratch.run(&["check", "--format", "json", "treff.yaml"]).exits(2).json();
        assert_eq!(report["summary"]["errors"], 1, "the files are still checked");
        let failures = report["failures"].as_array().cloned().unwrap_or_default();
        for failure in &failures {
            assert_eq!(failure["file"], "taushet.yaml", "{failure:#}");
        }
        failures.iter().map(|failure| failure["start"]["line"].as_u64().unwrap_or(0)).collect::<Vec<_>>()
    };
    assert_eq!(failures("taushet: config/v1\nfail_on: error\n"), [2]);
    assert_eq!(failures("taushet: config/v1\nrules:\n  finnes-ikke: { severity: info }\n"), [3]);
    assert_eq!(failures("taushet: config/v1\nrules:\n  no-exemption: { severity: info, reason: for strengt }\n"), [3]);
    assert_eq!(
        failures(
            "taushet: config/v1\ninputs:\n  - paths: [\"*.json\"]\n    as: messages\n    text: [\"innhold\"]\n    with: { channel: gosys }\n"
        ),
        [5]
    );
}

#[test]
fn mapping_that_finds_nothing_is_no_silence() {
    let scratch = Scratch::new(&[("taushet.yaml", CONFIG)]);
    scratch.run(&["check"]).exits(2);
    scratch.write("eksport/tekster.json", br#"[{ "overskrift": "En", "tekst": "Gjelder depositum." }]"#);
    scratch.run(&["check"]).exits(2);
}

#[test]
fn severities_of_the_configuration() {
    let scratch = Scratch::new(&[(
        "bostotte.yaml",
        "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: Bruker spør om bostøtte. }\n",
    )]);
    let only = ["check", "--format", "short", "--select", "municipal-benefit-named", "bostotte.yaml"];
    scratch.run(&only).exits(1);
    scratch.write(
        "taushet.yaml",
        b"taushet: config/v1\nrules:\n  municipal-benefit-named: { severity: info, reason: avklart }\n",
    );
    let lowered = scratch.run(&only).exits(0);
    assert!(lowered.out.contains("info[municipal-benefit-named]"), "{}", lowered.out);
}

#[test]
fn explain_and_rules() {
    let scratch = Scratch::new(&[]);
    let rules = scratch.run(&["rules"]).exits(0);
    for id in ["no-exemption", "claim-sold", "avoided-term", "fvl-13b-2"] {
        assert!(rules.out.contains(id), "{id}");
        let explained = scratch.run(&["explain", id]).exits(0);
        assert!(explained.out.starts_with(id), "{}", explained.out);
    }
    let unknown = scratch.run(&["explain", "fvl-13b2"]).exits(2);
    assert!(unknown.err.contains("`fvl-13b-2`"), "{}", unknown.err);
}

#[test]
fn schemas_are_json() {
    let scratch = Scratch::new(&[]);
    for kind in ["flows", "messages", "routine", "config", "report"] {
        let schema = scratch.run(&["schema", kind]).exits(0);
        assert!(schema.json().is_object(), "{kind}");
    }
}

const LINES: &str = r#"taushet: config/v1
inputs:
  - paths: ["arkiv.jsonl"]
    as: messages
    text: "$.tekst"
    id: "$.id"
    with: { channel: gosys, theme: KOM }
"#;

/// A file of lines above 4 MiB is checked in pieces: places, numbers and the report are as if it had been held at once.
#[test]
fn a_large_file_of_lines_is_checked_in_pieces() {
    let filler = "Takk for hjelpen. ".repeat(60);
    let line = |id: usize, text: &str| format!("{{\"id\": \"m{id}\", \"tekst\": \"{text}\"}}\n");
    let n_lines = 5000;
    let mut archive: String = (1..=n_lines).map(|id| line(id, &filler)).collect();
    archive.push_str(&line(n_lines + 1, "Gjelder depositum 😀 i dag."));
    archive.push_str("{\"id\": \"m\", \"tekst\n");
    archive.push_str(&line(n_lines + 2, "Gjelder husleie."));
    assert!(archive.len() > 5 * 1024 * 1024);
    let scratch = Scratch::new(&[("taushet.yaml", LINES), ("arkiv.jsonl", &archive)]);
    let report = scratch.run(&["check", "--format", "json"]).exits(2).json();
    let findings = |rule: &str| -> Vec<Value> {
        let all = report["findings"].as_array().into_iter().flatten();
        all.filter(|finding| finding["rule"] == rule).cloned().collect()
    };
    let places: Vec<Value> = findings("avoided-term").iter().map(|finding| finding["start"].clone()).collect();
    let column = line(0, "Gjelder ").chars().count() + 1;
    let at = |line: usize| json!({"line": line, "column": column});
    assert_eq!(places, [at(n_lines + 1), at(n_lines + 3)]);
    let themes = findings("theme-reveals");
    assert_eq!(themes.len(), 1, "{themes:?}");
    assert!(themes[0]["message"].as_str().unwrap().contains("5002 meldinger"), "{}", themes[0]["message"]);
    assert_eq!(report["failures"][0]["start"]["line"], json!(n_lines + 2));
    assert_eq!(report["summary"]["messages"], json!(n_lines + 2));
    assert_eq!(report["summary"]["errors"], json!(3));
    assert_eq!(report["summary"]["failures"], json!(1));
    let short = scratch.run(&["check", "--format", "short"]).exits(2);
    assert!(short.out.contains("arkiv.jsonl:5001:"), "{}", short.out);
    // One finding in each of two pieces, one in the configuration, one failure: the same in every format, and each valid.
    let files = ["sarif", "github", "gitlab", "azure", "junit"];
    let formats = files.iter().flat_map(|format| ["--format".to_owned(), format!("{format}=ut.{format}")]);
    let arguments: Vec<String> = std::iter::once("check".to_owned()).chain(formats).collect();
    scratch.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).exits(2);
    let sarif: Value = serde_json::from_str(&scratch.read("ut.sarif")).unwrap();
    outputs::is_sarif(&sarif);
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(3));
    assert_eq!(sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().map(Vec::len), Some(1));
    let gitlab: Value = serde_json::from_str(&scratch.read("ut.gitlab")).unwrap();
    assert_eq!(gitlab.as_array().map(Vec::len), Some(4));
    outputs::is_xml(&scratch.read("ut.junit"));
    assert_eq!(scratch.read("ut.junit").matches("<failure ").count(), 3);
    for (format, command) in [("github", "::error "), ("azure", "##vso[task.logissue type=error;")] {
        let shown = scratch.read(&format!("ut.{format}"));
        assert_eq!(shown.lines().filter(|line| line.starts_with(command)).count(), 4, "{shown}");
        assert_eq!(shown.lines().count(), 5, "{shown}");
    }
    // A decision about what stands once for all the lines is needed by some piece, and no piece may call it idle.
    let allowed = LINES.replacen("theme: KOM }", "theme: KOM } # taushet: allow[theme-reveals] avtalt", 1);
    assert_ne!(allowed, LINES);
    scratch.write("taushet.yaml", allowed.as_bytes());
    let short = scratch.run(&["check", "--format", "short"]).exits(2);
    assert!(!short.out.contains("theme-reveals") && !short.out.contains("suppression-unused"), "{}", short.out);
}

const ROWS: &str = r#"taushet: config/v1
inputs:
  - paths: ["*.csv"]
    as: messages
    text: "$.tekst"
    id: "$.id"
    with: { channel: gosys }
"#;

/// Rows above 4 MiB are checked in pieces that end where rows do, though quoted cells hold line breaks: what is found, and
/// where, is as when the rows stand in files that are read whole.
#[test]
fn a_large_file_of_rows_is_checked_in_pieces() {
    let filler = "Takk for hjelpen.\n\nHilsen \"\"Nav\"\"; ".repeat(100);
    let mut archive = "\u{feff}sep=;\r\nid;tekst;tekst\r\n".to_owned();
    let mut expected = Vec::new();
    let mut n_lines = 2;
    let n_rows = 1600;
    for id in 1..=n_rows {
        // Line breaks in every cell, so that no cut falls by luck where a row ends.
        let row = format!("m{id};\"{filler}\nGjelder husleie 😀 i dag\n\";mer\r\n");
        expected.push((n_lines + 1 + filler.matches('\n').count() + 1, "Gjelder ".len() + 1));
        n_lines += row.matches('\n').count();
        archive.push_str(&row);
    }
    assert!(archive.len() > 5 * 1024 * 1024);
    archive.push_str("m;\"Gjelder depositum");
    let scratch = Scratch::new(&[("taushet.yaml", ROWS), ("arkiv.csv", &archive)]);
    let report = scratch.run(&["check", "--format", "json", "--select", "avoided-term"]).exits(2).json();
    let at = |place: &Value| (place["line"].as_u64().unwrap(), place["column"].as_u64().unwrap());
    let found: Vec<(u64, u64)> =
        report["findings"].as_array().unwrap().iter().map(|finding| at(&finding["start"])).collect();
    expected.push((n_lines + 1, "m;\"Gjelder ".len() + 1));
    let expected: Vec<(u64, u64)> = expected.iter().map(|(line, column)| (*line as u64, *column as u64)).collect();
    assert_eq!(found, expected);
    assert_eq!(report["summary"]["messages"], json!(n_rows + 1));
    // The header's mistake is told once, the short row and its open quote where they stand.
    let failures: Vec<(u64, u64)> =
        report["failures"].as_array().unwrap().iter().map(|failure| at(&failure["start"])).collect();
    let last = n_lines as u64 + 1;
    assert_eq!(failures, [(2, 10), (last, 1), (last, 3)]);
}

/// A quote that is never closed is told at its place; what can be no record is not held, and what is left is told.
#[test]
fn a_large_file_with_an_open_quote_is_left() {
    let row = format!("7,{}\n", "Takk for hjelpen. ".repeat(60));
    let before = row.repeat(3000);
    let archive = format!("id,tekst\n{before}8,\"{}", row.repeat(8_500));
    let scratch = Scratch::new(&[("taushet.yaml", ROWS), ("arkiv.csv", &archive)]);
    let short = scratch.run(&["check", "--format", "short"]).exits(2);
    assert!(short.err.contains("arkiv.csv:3002:3: "), "{}", short.err);
    assert!(short.err.contains("resten av filen er ikke kontrollert"), "{}", short.err);
}

/// Of a file that is not what the configuration says no more is told than of one that is read whole, and all is counted; a
/// mistake in the configuration is told once, however many pieces there are.
#[test]
fn a_large_file_that_cannot_be_read_is_no_silence() {
    let archive = format!("{{\"id\": \"{}\n", "x".repeat(1000)).repeat(8000);
    let config = format!("{LINES}rules:\n  no-such-rule: {{ severity: info, reason: x }}\n");
    let scratch = Scratch::new(&[("taushet.yaml", &config), ("arkiv.jsonl", &archive)]);
    for jobs in ["1", "3"] {
        let report = scratch.run(&["check", "--format", "json", "--jobs", jobs]).exits(2).json();
        let failures: Vec<&Value> = report["failures"].as_array().into_iter().flatten().collect();
        let told = |file: &str| failures.iter().filter(|failure| failure["file"] == file).count();
        assert_eq!((told("arkiv.jsonl"), told("taushet.yaml")), (21, 1), "{failures:#?}");
        let last = failures.iter().find(|failure| failure["more"].is_u64()).expect("the rest is told");
        assert_eq!((&last["start"]["line"], &last["more"]), (&json!(21), &json!(7979)));
        assert_eq!(report["summary"]["failures"], json!(8001));
    }
}

/// In a file of records the lines around a finding are other people's: no more is shown than its own, and of a long one what
/// is around the finding.
#[test]
fn a_finding_shows_no_other_record() {
    let filler = "Takk for hjelpen. ".repeat(30);
    let rows = ["1;Nabo før", "2;Gjelder depositum i dag", "3;Nabo etter"].join("\n");
    let lines = format!(
        "{{\"tekst\": \"Nabo før\"}}\n{{\"tekst\": \"{filler}Gjelder depositum i dag. {filler}\"}}\n{{\"annet\": 1}}\n"
    );
    let scratch = Scratch::new(&[
        ("taushet.yaml", &LINES.replace("    id: \"$.id\"\n", "").replace(", theme: KOM", "")),
        ("arkiv.jsonl", &lines),
    ]);
    let told = scratch.run(&["check", "arkiv.jsonl", "--select", "avoided-term"]).exits(2);
    assert!(told.out.contains("arkiv.jsonl:2:560]"), "{}", told.out);
    assert!(told.out.contains("hjelpen. Gjelder depositum i dag. Takk"), "{}", told.out);
    assert!(!told.out.contains("Nabo") && !told.out.contains("annet"), "{}", told.out);
    assert!(told.out.lines().filter(|line| line.contains('│')).all(|line| line.chars().count() < 120), "{}", told.out);
    assert!(told.err.contains("\"annet\"") && !told.err.contains("Gjelder"), "{}", told.err);
    scratch.write("arkiv.csv", format!("id;tekst\n{rows}\n").as_bytes());
    scratch.write("taushet.yaml", ROWS.as_bytes());
    let told = scratch.run(&["check", "arkiv.csv"]).exits(1);
    assert!(told.out.contains("2;Gjelder depositum i dag") && !told.out.contains("Nabo"), "{}", told.out);
}

#[test]
fn since_a_revision_only_what_changed_is_checked() {
    let bad = "taushet: messages/v1\nmessages: [{ id: a, channel: gosys, text: Depositum }]\n";
    let flow = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office, municipality: \"3403\" }\n  kari: { kind: client }\nflows:\n  a: { from: nav, to: kari, data: [name], purpose: information }\n";
    let letter =
        "taushet: messages/v1\nmessages: [{ id: b, channel: letter, to: client, flow: \"flyt.yaml#a\", text: Hei. }]\n";
    let scratch = Scratch::new(&[("gammel.yaml", bad), ("flyt.yaml", flow), ("brev.yaml", letter)]);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]);
        let ran = command.args(arguments).current_dir(scratch.path()).output();
        let ran = ran.unwrap_or_else(|error| panic!("{error}"));
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "en"]);
    scratch.run(&["check"]).exits(1);
    let ran = scratch.run(&["check", "--since", "HEAD"]).exits(0);
    assert!(ran.err.contains("ingen dokumenter"), "{}", ran.err);
    // A new file, one in a folder of its own, and a message whose flow is as it was.
    scratch.write("under/ny.yaml", bad.as_bytes());
    scratch.write("brev.yaml", letter.replace("Hei", "Hei du").as_bytes());
    let ran = scratch.run(&["check", "--since", "HEAD", "--format", "short"]).exits(1);
    assert!(ran.out.starts_with("under/ny.yaml:") && !ran.out.contains("gammel"), "{}", ran.out);
    let ran = scratch.run(&["check", "--since", "HEAD", "--show-files"]).exits(0);
    assert_eq!(ran.out, "brev.yaml\nunder/ny.yaml\n");
    assert_eq!(
        scratch.run(&["check", "--show-files"]).exits(0).out,
        "brev.yaml\nflyt.yaml\ngammel.yaml\nunder/ny.yaml\n"
    );
    // When what is checked against changes, everything is looked at.
    scratch.write("taushet.yaml", b"taushet: config/v1\n");
    let ran = scratch.run(&["check", "--since", "HEAD", "--format", "short"]).exits(1);
    assert!(ran.out.contains("gammel.yaml"), "{}", ran.out);
    let ran = scratch.run(&["check", "--since", "finnes-ikke"]).exits(2);
    assert!(ran.err.contains("finnes-ikke"), "{}", ran.err);
    scratch.run(&["check", "--since", "--output=/tmp/x"]).exits(2);
}
