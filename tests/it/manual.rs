//! Completions and the manual.

#[cfg(unix)]
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Output};

use regex::Regex;

use crate::cli::Scratch;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Runs a program of the machine; none when it is not there.
#[cfg(unix)]
fn on_machine(folder: &Path, program: &str, arguments: &[&str]) -> Option<Output> {
    Command::new(program).args(arguments).current_dir(folder).output().ok()
}

#[test]
fn completions_for_every_shell() {
    let scratch = Scratch::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        let script = scratch.run(&["completions", shell]).exits(0).out;
        for word in ["check", "completions", "fail-on", "skip-unknown"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    scratch.run(&["completions", "tcsh"]).exits(2);
}

#[test]
#[cfg(unix)]
fn bash_completes_a_command_and_a_value() {
    let script = Scratch::new(&[]).run(&["completions", "bash"]).exits(0).out;
    let complete = |words: &str, n: usize| {
        let ask = format!(
            "source /dev/stdin; COMP_WORDS=({words}); COMP_CWORD={n}; \
             _taushet taushet \"${{COMP_WORDS[n]}}\" \"${{COMP_WORDS[n-1]}}\"; echo \"${{COMPREPLY[*]}}\""
        );
        let scratch = Scratch::new(&[("script", &script), ("ask", &format!("n={n}\n{ask}"))]);
        let ran = on_machine(scratch.path(), "bash", &["--norc", "-c", ". ./ask < script"])?;
        assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
        Some(String::from_utf8_lossy(&ran.stdout).trim().to_owned())
    };
    let Some(command) = complete("taushet ch", 1) else { return };
    assert_eq!(command, "check");
    assert_eq!(complete("taushet check --fail-on w", 3).as_deref(), Some("warning"));
}

#[test]
fn a_manual_page_for_every_command() {
    let scratch = Scratch::new(&[]);
    let own = scratch.run(&["man"]).exits(0).out;
    scratch.run(&["man", "sider/man1"]).exits(0);
    assert_eq!(own, scratch.read("sider/man1/taushet.1"));
    let command = Regex::new(r"(?m)^taushet\\-([a-z]+)\(1\)$").unwrap();
    let commands: Vec<String> = command.captures_iter(&own).map(|found| found[1].to_owned()).collect();
    assert!(commands.iter().any(|command| command == "check"), "{own}");
    for name in commands.iter().map(|command| format!("taushet-{command}")).chain(["taushet".to_owned()]) {
        let page = scratch.read(&format!("sider/man1/{name}.1"));
        let title = format!(".TH {name} 1 \"\" \"taushet {VERSION}\" \n.SH NAME\n");
        assert!(page.contains(&title), "{title}\n{page}");
        assert!([".SH SYNOPSIS\n", ".SH DESCRIPTION\n", ".SH OPTIONS\n"].iter().all(|part| page.contains(part)));
    }
    assert!(scratch.read("sider/man1/taushet-check.1").contains("TAUSHET_FAIL_ON"), "environment variables are told");
    let refused = Scratch::new(&[("fil", "")]).run(&["man", "fil"]).exits(2);
    assert!(refused.err.contains("kan ikke skrives"), "{}", refused.err);
}

#[test]
#[cfg(unix)]
fn groff_reads_the_manual_without_a_warning() {
    let scratch = Scratch::new(&[]);
    scratch.run(&["man", "."]).exits(0);
    for page in ["taushet.1", "taushet-check.1"] {
        let Some(ran) = on_machine(scratch.path(), "groff", &["-man", "-ww", "-k", "-Tutf8", page]) else {
            return;
        };
        assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
        assert!(!ran.stdout.is_empty());
    }
}
