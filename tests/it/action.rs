//! The steps of the GitHub action, run as GitHub runs them.

use std::path::Path;
use std::process::Command;

use crate::cli::Scratch;
use crate::root;

/// Writes down its arguments, and leaves what the program would have written.
const STAND_IN: &str = r#"#!/usr/bin/env bash
printf '%s\n' "$@" >arguments
for argument in "$@"; do
  case $argument in
    --format=sarif=*) echo '{}' >"${argument#--format=sarif=}" ;;
    --format=human=*) printf 'feil\n\nKontrollert: dokumenter 1. Funn: feil 1 & <flere>.\n' >"${argument#--format=human=}" ;;
    --format=short=*) echo 'a.yaml:1:1: error[x] </pre><script>' >"${argument#--format=short=}" ;;
  esac
done
exit "${CODE:-1}"
"#;

/// Runs a step; the code it ends with, and what it said.
fn step(scratch: &Scratch, name: &str, environment: &[(&str, &str)]) -> Option<(i32, String)> {
    let folder = scratch.path();
    let mut command = Command::new("bash");
    command.arg(root().join("ci/github.sh")).arg(name).current_dir(folder);
    for name in ["PATHS", "CONFIG", "FAIL_ON", "BASELINE", "LANGUAGE_OF_TEXTS", "MORE"] {
        command.env(name, "");
    }
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let file = |name: &str| folder.join(name);
    command.env("PATH", path).env("SARIF", "taushet.sarif").env("RUNNER_TEMP", file("temp"));
    command.env("GITHUB_OUTPUT", file("output")).env("GITHUB_STEP_SUMMARY", file("summary"));
    command.env("GITHUB_PATH", file("path")).env("RUNNER_OS", "Linux").env("RUNNER_ARCH", "X64");
    let output = command.envs(environment.iter().copied()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.code().unwrap_or(-1), said))
}

fn with_stand_in() -> Scratch {
    let scratch = Scratch::new(&[("bin/taushet", STAND_IN)]);
    executable(&scratch.path().join("bin/taushet"));
    scratch
}

fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn what_is_stated_is_an_argument_and_is_never_run() {
    let scratch = with_stand_in();
    let inputs = [
        ("PATHS", "maler; touch pwned\n$(touch pwned)\r\n\n--fix\n"),
        ("CONFIG", "`touch pwned`"),
        ("FAIL_ON", "error\" --fix"),
        ("MORE", "--policies=mine regler"),
    ];
    let Some((code, said)) = step(&scratch, "check", &inputs) else { return };
    assert_eq!(code, 0, "{said}");
    let arguments = scratch.read("arguments");
    let (options, paths) = arguments.split_once("\n--\n").unwrap();
    assert!(options.ends_with("--config=`touch pwned`\n--fail-on=error\" --fix\n--policies=mine regler"), "{options}");
    assert_eq!(paths, "maler; touch pwned\n$(touch pwned)\n--fix\n");
    assert!(!scratch.path().join("pwned").exists());
    let (code, said) = step(&scratch, "check", &[("SARIF", "a\nexit-code=0")]).unwrap();
    assert!(code == 2 && said.starts_with("::error::"), "{said}");
}

#[test]
fn findings_get_out_before_the_job_fails() {
    let scratch = with_stand_in();
    let Some((code, said)) = step(&scratch, "check", &[]) else { return };
    assert_eq!(code, 0, "{said}");
    assert_eq!(scratch.read("output"), "exit-code=1\nsarif=taushet.sarif\n");
    let summary = scratch.read("summary");
    assert!(summary.starts_with("### taushet: funn\n\nKontrollert: dokumenter 1."), "{summary}");
    assert!(summary.contains("&lt;/pre&gt;&lt;script&gt;") && summary.contains("&amp; &lt;flere&gt;"), "{summary}");
}

#[test]
fn a_program_that_wrote_nothing_leaves_no_old_file() {
    let scratch = Scratch::new(&[("bin/taushet", "#!/usr/bin/env bash\nexit 2\n"), ("taushet.sarif", "gammel")]);
    executable(&scratch.path().join("bin/taushet"));
    let Some((code, said)) = step(&scratch, "check", &[]) else { return };
    assert_eq!(code, 0, "{said}");
    assert_eq!(scratch.read("output"), "exit-code=2\n");
    assert_eq!(scratch.read("summary"), "### taushet: noe kunne ikke kontrolleres\n\n");
}

#[test]
fn a_release_is_installed_only_when_it_is_the_one_that_was_published() {
    let scratch =
        Scratch::new(&[("taushet-1.2.3-x86_64-unknown-linux-musl/taushet", "#!/bin/sh\necho taushet 1.2.3\n")]);
    executable(&scratch.path().join("taushet-1.2.3-x86_64-unknown-linux-musl/taushet"));
    let publish = "mkdir -p releases/v1.2.3 && tar -czf releases/v1.2.3/taushet-1.2.3-x86_64-unknown-linux-musl.tar.gz \
                   taushet-1.2.3-* && cd releases/v1.2.3 && { sha256sum *.gz || shasum -a 256 *.gz; } >SHA256SUMS";
    let published = Command::new("bash").args(["-c", publish]).current_dir(scratch.path()).status();
    if !published.is_ok_and(|status| status.success()) {
        return;
    }
    let releases = format!("file://{}/releases", scratch.path().display());
    let install = |version: &str| step(&scratch, "install", &[("VERSION", version), ("RELEASES", &releases)]).unwrap();
    let (code, said) = install("1.2.3");
    assert_eq!(code, 0, "{said}");
    let installed = scratch.read("path");
    let ran = Command::new(Path::new(installed.trim()).join("taushet")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "taushet 1.2.3\n");
    for version in ["1.2.4", "1.2.3; touch pwned", "../1.2.3", "latest"] {
        assert_eq!(install(version).0, 2, "{version}");
    }
    assert!(!scratch.path().join("pwned").exists());
    scratch.write("releases/v1.2.3/taushet-1.2.3-x86_64-unknown-linux-musl.tar.gz", b"noe annet");
    let (code, said) = install("1.2.3");
    assert!(code == 2 && said.contains("er ikke den som ble utgitt"), "{code} {said}");
    scratch.write("releases/v1.2.3/SHA256SUMS", b"");
    assert_eq!(install("1.2.3").0, 2, "no checksum is no permission");
}
