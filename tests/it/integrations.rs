//! What carries the program to others: jobs, hooks, packages.

use std::collections::BTreeSet;

use clap::ValueEnum as _;
use regex::Regex;
use serde_yaml::Value;

use crate::cli::Scratch;
use crate::{files, root, shown, text};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn here(path: &str) -> String {
    text(&root().join(path))
}

/// Every file that somebody else's machinery reads.
fn machinery() -> Vec<(String, String)> {
    let jobs = files("src/cli/init").into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "yml"));
    let others = [".pre-commit-hooks.yaml", "action.yml"].map(|path| root().join(path));
    let all = [files("ci"), files(".github/workflows"), jobs.collect(), others.to_vec()].concat();
    all.iter().map(|path| (shown(path), text(path))).collect()
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&here(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The texts of a key, wherever it stands.
fn all_of<'v>(key: &str, value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Mapping(mapping) => {
            for (name, value) in mapping {
                if name.as_str() == Some(key) {
                    found.extend(value.as_str());
                }
                all_of(key, value, found);
            }
        }
        Value::Sequence(values) => values.iter().for_each(|value| all_of(key, value, found)),
        _ => {}
    }
}

#[test]
fn versions_are_the_program_s() {
    let pinned = [
        ("action.yml", format!("default: \"{VERSION}\"")),
        ("ci/gitlab.yml", format!("TAUSHET_VERSION: \"{VERSION}\"")),
        ("ci/gitlab.yml", format!("/taushet/v{VERSION}/ci/")),
        ("ci/azure-pipelines.yml", format!("default: \"{VERSION}\"")),
        ("Containerfile", format!("ARG VERSION={VERSION}\n")),
        ("docs/src/integrasjoner.md", format!("taushet/taushet@v{VERSION}")),
        ("docs/src/integrasjoner.md", format!("rev: v{VERSION}")),
    ];
    for (path, needle) in pinned {
        assert!(here(path).contains(&needle), "{path}: {needle}");
    }
    assert!(here("pyproject.toml").contains("dynamic = [\"version\", "), "the wheel's version is Cargo.toml's");
    let other = Regex::new(r"taushet(?:==|@v|-v?)(\d+\.\d+\.\d+)").unwrap();
    for (path, text) in machinery().into_iter().chain([("docs".to_owned(), here("docs/src/integrasjoner.md"))]) {
        assert!(other.captures_iter(&text).all(|found| &found[1] == VERSION), "{path}");
    }
}

#[test]
fn yaml_for_others_can_be_read() {
    for (path, text) in machinery().iter().filter(|(path, _)| !path.ends_with(".sh")) {
        let read: Result<Value, _> = serde_yaml::from_str(text);
        assert!(read.is_ok(), "{path}: {read:?}");
        let is_document = read.is_ok_and(|value| value.get("taushet").is_some());
        assert!(!is_document, "{path}: a key `taushet` at the top makes it a document of ours");
    }
}

#[test]
fn actions_are_pinned_and_nothing_stated_by_others_is_put_into_a_script() {
    let pin = Regex::new("^[^@]+@[0-9a-f]{40}$").unwrap();
    for path in ["action.yml", ".github/workflows/ci.yml", ".github/workflows/release.yml", "src/cli/init/github.yml"] {
        let read = yaml(path);
        let (mut uses, mut runs) = (Vec::new(), Vec::new());
        all_of("uses", &read, &mut uses);
        all_of("run", &read, &mut runs);
        assert!(!uses.is_empty() && !runs.is_empty(), "{path}");
        assert_eq!(uses.iter().find(|uses| !pin.is_match(uses)), None, "{path}");
        assert_eq!(runs.iter().find(|run| run.contains("${{")), None, "{path}");
    }
    let action = here("action.yml");
    let inputs = yaml("action.yml");
    for input in inputs["inputs"].as_mapping().unwrap().keys() {
        assert!(action.contains(&format!("inputs.{}", input.as_str().unwrap())), "{input:?} is read by no step");
    }
}

#[test]
fn jobs_use_flags_and_formats_that_there_are() {
    let help = Scratch::new(&[]).run(&["check", "--help"]).exits(0).out;
    let flag = Regex::new("--[a-z][a-z-]+").unwrap();
    let known: BTreeSet<&str> = flag.find_iter(&help).map(|found| found.as_str()).collect();
    let formats = taushet::render::Format::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value);
    let formats: BTreeSet<String> = formats.map(|format| format.get_name().to_owned()).collect();
    let format = Regex::new(r#"--format[= ]"?([a-z]+)"#).unwrap();
    let added = Regex::new(r#"args\+=\("(--[a-z-]+)="#).unwrap();
    let mut n_commands = 0;
    let docs = [("docs/src/integrasjoner.md".to_owned(), here("docs/src/integrasjoner.md"))];
    for (path, text) in machinery().into_iter().chain(docs) {
        let text = text.replace("\\\n", " ");
        for line in
            text.lines().filter_map(|line| line.split_once("taushet check").or(line.split_once("/taushet\" check")))
        {
            n_commands += 1;
            let (command, _) = line.1.split_once(['`', '|']).unwrap_or((line.1, ""));
            let unknown = flag.find_iter(command).find(|flag| !known.contains(flag.as_str()));
            assert!(unknown.is_none(), "{path}: {unknown:?}");
            let unknown = format.captures_iter(command).find(|found| !formats.contains(&found[1]));
            assert!(unknown.is_none(), "{path}: {unknown:?}");
        }
        let unknown = added.captures_iter(&text).find(|found| !known.contains(&found[1]));
        assert!(unknown.is_none(), "{path}: {unknown:?}");
    }
    assert!(n_commands > 8, "{n_commands}");
}

#[test]
fn the_hook_runs_for_every_file_that_is_read() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    for hook in hooks.as_sequence().unwrap() {
        let pattern = Regex::new(hook["files"].as_str().unwrap()).unwrap();
        let read = ["fixtures/formats", "fixtures/eksempler"].into_iter().flat_map(files).map(|path| shown(&path));
        let read: Vec<_> = read.filter(|path| taushet::read::Format::of(path).is_some()).collect();
        assert!(read.len() > 10);
        assert_eq!(read.iter().find(|path| !pattern.is_match(path)), None);
        assert!(pattern.is_match("regler/kommunen.cedar") && !pattern.is_match("bilde.png"));
        assert_eq!(hook["pass_filenames"], Value::Bool(false), "flows and templates are seen together");
    }
}
