//! The disk as it may be: links that go around, files that vanish, what cannot be read, pipes, and no room left.

#![cfg(unix)]

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::cli::{Ran, Scratch, command, ran};

const FINDING: &str = "taushet: messages/v1\nmessages:\n  - { id: treff, channel: gosys, text: Gjelder depositum. }\n";
/// A decision that nothing needs: a safe fix takes it away.
const MENDABLE: &str = "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: Det er fint vær. } # taushet: allow[avoided-term] avtalt\n";

/// The files of a report's failures, each with what is wrong.
fn failures(ran: &Ran) -> Vec<(String, String)> {
    let report = ran.json();
    let all = report["failures"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    all.map(|failure| (text(&failure["file"]), text(&failure["message"]))).collect()
}

fn names(scratch: &Scratch, folder: &str) -> Vec<String> {
    let found = fs::read_dir(scratch.path().join(folder)).unwrap().flatten();
    let mut names: Vec<String> = found.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The program as a user whom permissions hold for: nobody, where the tests are run by root.
fn as_nobody(scratch: &Scratch) -> Command {
    const NOBODY: u32 = 65534;
    let mut command = command(scratch.path());
    if fs::metadata(scratch.path()).unwrap().uid() == 0 {
        fs::set_permissions(scratch.path(), Permissions::from_mode(0o755)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

#[test]
fn what_git_leaves_alone_everywhere_is_left_alone() {
    let scratch = Scratch::new(&[("a/treff.yaml", FINDING), ("hjem/tom", ""), ("hjem/annet/git/tom", "")]);
    let home = scratch.path().join("hjem");
    let other = home.join("annet");
    let found_with = |file: &str, text: &str| {
        fs::write(home.join(file), text).unwrap();
        let (home, other) = (home.to_str().unwrap(), other.to_str().unwrap());
        let given = [("HOME", home), ("XDG_CONFIG_HOME", other), ("GIT_CONFIG_SYSTEM", "/dev/null")];
        let found = scratch.run_under(&given, &["check", "--format", "short", "a"]).out.contains("avoided-term");
        fs::remove_file(scratch.path().join("hjem").join(file)).unwrap();
        found
    };
    fs::write(home.join("aldri"), "treff.yaml\n").unwrap();
    assert!(found_with(".gitconfig", "[user]\n\tname = Ingen\n"));
    assert!(!found_with(".gitconfig", "[core]\n\tExcludesFile = ~/aldri\n"));
    assert!(!found_with("annet/git/config", "[core]\n\texcludesfile = ~/aldri\n"));
    assert!(!found_with("annet/git/ignore", "treff.yaml\n"));
}

#[test]
fn links_are_not_followed_out_of_a_folder() {
    let scratch = Scratch::new(&[("a/treff.yaml", FINDING), ("b/utenfor.yaml", FINDING)]);
    let link = |to: &str, name: &str| symlink(to, scratch.path().join(name)).unwrap();
    link(".", "a/rundt");
    link("..", "a/opp");
    link("selv.yaml", "a/selv.yaml");
    link("../b/utenfor.yaml", "a/ut.yaml");
    link("borte", "a/blind.yaml");
    let found = scratch.run(&["check", "--format", "short", "a"]).exits(1);
    assert_eq!(found.out.matches("avoided-term").count(), 1, "{}", found.out);
    assert!(found.out.starts_with("a/treff.yaml:"), "{}", found.out);
    let told = scratch.run(&["check", "a"]).exits(1);
    assert!(told.out.contains(": 5."), "what is left alone is counted: {}", told.out);
    // What is named is read.
    scratch.run(&["check", "a/ut.yaml"]).exits(1);
    scratch.run(&["check", "a/rundt"]).exits(1);
    let lost = scratch.run(&["check", "--format", "json", "a/selv.yaml", "a/blind.yaml", "a/treff.yaml"]).exits(2);
    let lost = failures(&lost);
    let lost: Vec<(&str, &str)> = lost.iter().map(|(file, why)| (file.as_str(), why.as_str())).collect();
    let looped = "filen kan ikke leses: lenkene viser til hverandre i ring";
    assert_eq!(lost, [("a/blind.yaml", "filen finnes ikke"), ("a/selv.yaml", looped)]);
    // What the system says in English is said in the language of the run.
    let told = scratch.run(&["check", "--language", "en", "--format", "json", "a/treff.yaml/b.yaml"]).exits(2);
    assert_eq!(failures(&told)[0].1, "a part of the path is a file, not a folder");
}

#[test]
fn what_may_not_be_read_is_told_and_the_rest_goes_on() {
    let config = "taushet: config/v1\ninputs:\n  - { paths: [\"a/**/*.yaml\"], as: documents }\n";
    let scratch = Scratch::new(&[("a/treff.yaml", FINDING), ("a/lukket/b.yaml", FINDING), ("a/sperret.yaml", FINDING)]);
    let close = |name: &str| fs::set_permissions(scratch.path().join(name), Permissions::from_mode(0o000)).unwrap();
    close("a/lukket");
    close("a/sperret.yaml");
    let check = || {
        let mut command = as_nobody(&scratch);
        command.args(["check", "--format", "json"]);
        let ran = ran(command, "").exits(2);
        let mut failures = failures(&ran);
        failures.sort();
        let denied = "filen kan ikke leses: ingen tilgang".to_owned();
        assert_eq!(failures, [("a/lukket".to_owned(), denied.clone()), ("a/sperret.yaml".to_owned(), denied)]);
        assert_eq!(ran.json()["findings"][0]["file"], "a/treff.yaml");
    };
    check();
    // A folder that a pattern leads into is no silence either.
    scratch.write("taushet.yaml", config.as_bytes());
    check();
    fs::set_permissions(scratch.path().join("a/lukket"), Permissions::from_mode(0o755)).unwrap();
}

/// Neither waited for nor read without an end.
#[test]
fn pipes_and_devices_are_no_files() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING), ("taushet.yaml", "taushet: config/v1\n")]);
    let made = Command::new("mkfifo").arg("rør.yaml").current_dir(scratch.path()).status();
    assert!(made.is_ok_and(|status| status.success()));
    for path in ["rør.yaml", "/dev/zero", "/dev/tty"] {
        let ran = scratch.run(&["check", "--format", "json", path, "treff.yaml"]).exits(2);
        let failures = failures(&ran);
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert!(failures[0].1.contains("ikke en vanlig fil"), "{failures:?}");
        assert_eq!(ran.json()["findings"][0]["file"], "treff.yaml");
    }
    scratch.run(&["check", "--config", "rør.yaml", "treff.yaml"]).exits(2);
    scratch.run(&["check", "--baseline", "rør.yaml", "treff.yaml"]).exits(2);
    scratch.run(&["check", "--policies", "rør.yaml", "treff.yaml"]).exits(2);
    let told = scratch.run(&["check"]).exits(1);
    assert!(told.out.contains(": 1."), "one that lies in a folder is left alone, and counted: {}", told.out);
}

#[test]
fn a_reader_that_has_seen_enough_is_nobodys_problem() {
    let many: String =
        (0..3000).map(|id| format!("  - {{ id: m{id}, channel: gosys, text: Gjelder depositum. }}\n")).collect();
    let scratch = Scratch::new(&[("a.yaml", &format!("taushet: messages/v1\nmessages:\n{many}"))]);
    for format in ["short", "json"] {
        let mut command = command(scratch.path());
        command.args(["check", "--format", format]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(1), ""), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_there_is_no_room_for_is_told() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING)]);
    let to_file = scratch.run(&["check", "--format", "json=/dev/full", "treff.yaml"]).exits(2);
    assert!(to_file.err.contains("/dev/full"), "{}", to_file.err);
    let mut command = command(scratch.path());
    command.args(["check", "treff.yaml"]).stdout(File::options().write(true).open("/dev/full").unwrap());
    let ended = command.stderr(Stdio::piped()).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(!ended.stderr.is_empty());
}

/// A file is mended as a whole or not at all. A limit on the size of files stands in for a full disk.
#[test]
fn a_fix_that_there_is_no_room_for_loses_nothing() {
    let filler = "# fyll\n".repeat(20_000);
    let scratch = Scratch::new(&[("ut/a.yaml", &format!("{MENDABLE}{filler}"))]);
    let before = scratch.read("ut/a.yaml");
    let program = env!("CARGO_BIN_EXE_taushet");
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" check --fix ut/a.yaml", program]);
    shell.current_dir(scratch.path());
    let ran = ran(shell, "").exits(2);
    assert!(ran.err.contains("a.yaml"), "{}", ran.err);
    assert_eq!(scratch.read("ut/a.yaml"), before);
    assert_eq!(names(&scratch, "ut"), ["a.yaml"], "nothing is left beside it");
    scratch.run(&["check", "--fix", "ut/a.yaml"]).exits(0);
    assert_ne!(scratch.read("ut/a.yaml"), before);
}

#[test]
fn a_fix_keeps_what_a_file_is() {
    let scratch = Scratch::new(&[("a.yaml", MENDABLE), ("ekte/b.yaml", MENDABLE)]);
    fs::set_permissions(scratch.path().join("a.yaml"), Permissions::from_mode(0o640)).unwrap();
    symlink("ekte/b.yaml", scratch.path().join("lenke.yaml")).unwrap();
    let owner = |name: &str| {
        let about = fs::metadata(scratch.path().join(name)).unwrap();
        (about.mode() & 0o7777, about.uid(), about.gid())
    };
    if owner("a.yaml").1 == 0 {
        std::os::unix::fs::chown(scratch.path().join("a.yaml"), Some(1234), Some(1234)).unwrap();
    }
    let before = owner("a.yaml");
    scratch.run(&["check", "--fix", "a.yaml", "lenke.yaml"]).exits(0);
    assert_eq!(owner("a.yaml"), before);
    for name in ["a.yaml", "ekte/b.yaml"] {
        assert!(!scratch.read(name).contains("allow"), "{name}");
    }
    assert!(scratch.path().join("lenke.yaml").is_symlink());
    assert_eq!(names(&scratch, "ekte"), ["b.yaml"]);
}

/// A folder where nothing may be made beside the file: nothing is written into the file itself instead.
#[test]
fn a_fix_in_a_folder_that_is_closed_loses_nothing() {
    let scratch = Scratch::new(&[("lukket/a.yaml", MENDABLE)]);
    let folder = scratch.path().join("lukket");
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    let mut command = as_nobody(&scratch);
    command.args(["check", "--fix", "lukket/a.yaml"]);
    let ran = ran(command, "").exits(2);
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    assert!(ran.err.contains("a.yaml"), "{}", ran.err);
    assert_eq!(scratch.read("lukket/a.yaml"), MENDABLE);
}

/// Bytes that are no text are told at their place; what is text in an unusual way is read.
#[test]
fn bytes_of_every_kind() {
    let scratch = Scratch::new(&[("treff.yaml", FINDING)]);
    scratch.write("latin.yaml", b"taushet: messages/v1\nmessages: [st\xf8nad]\n");
    scratch.write("utf16.yaml", b"\xff\xfet\0a\0");
    let ran = scratch.run(&["check", "--format", "json", "latin.yaml", "utf16.yaml", "treff.yaml"]).exits(2);
    let told = failures(&ran);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].0 == "latin.yaml" && told[0].1.contains("(linje 2, kolonne 14)"), "{told:?}");
    assert!(!ran.out.contains("Excel"), "only tables are saved by it: {}", ran.out);
    assert!(told[1].0 == "utf16.yaml" && told[1].1.contains("UTF-16"), "{told:?}");
    assert_eq!(ran.json()["findings"][0]["file"], "treff.yaml");
    // A mark of byte order, line ends of Windows.
    let place = |text: &str| {
        scratch.write("b.yaml", text.as_bytes());
        scratch.run(&["check", "--format", "json", "b.yaml"]).exits(1).json()["findings"][0]["start"].clone()
    };
    assert_eq!(place(&format!("\u{feff}{FINDING}")), place(FINDING));
    assert_eq!(place(&FINDING.replace('\n', "\r\n")), place(FINDING));
    // NUL is no character of YAML or JSON; nothing before it or after it is passed over in silence.
    for (name, text) in [
        ("nul.yaml", FINDING.replace("Gjelder", "Gjel\0der")),
        ("nul.json", "{\"taushet\": \"messages/v1\", \"messages\": [{\"id\": \"a\", \"channel\": \"gosys\", \"text\": \"a\0b\"}]}".to_owned()),
    ] {
        scratch.write(name, text.as_bytes());
        scratch.run(&["check", name]).exits(2);
    }
    // What nobody sees in a word does not hide it.
    for hidden in ["\u{202e}", "\u{200b}", "\u{ad}", "\u{2066}"] {
        place(
            &FINDING
                .replace("depositum", &format!("\"depo{hidden}situm\""))
                .replace("Gjelder \"", "\"Gjelder ")
                .replace("\".", ".\""),
        );
    }
}
