//! What whoever runs the program may count on: it speaks to nobody, and writes nothing that it was not asked to write.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use regex::Regex;

use crate::cli::{Scratch, command, ran};
use crate::{files, root, shown, text};

/// Crates that speak over a network, or that others do it through.
const NETWORK: [&str; 40] = [
    "actix-web",
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "git2",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "libssh2-sys",
    "minreq",
    "mio",
    "native-tls",
    "openssl",
    "openssl-sys",
    "opentelemetry",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "schannel",
    "security-framework",
    "self_update",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "websocket",
    "zmq",
];

/// What is in the program, and in what builds it, on any platform: of the crates that speak over a network, those named.
fn speaking(features: &[&str]) -> Vec<&'static str> {
    let mut cargo = Command::new(env!("CARGO"));
    // Not offline: a build fetches no crates of other platforms.
    cargo.args(["tree", "--locked", "--edges", "normal,build", "--target", "all", "--prefix", "none"]);
    let told = cargo.args(["--format", "{p}"]).args(features).current_dir(root()).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8_lossy(&told.stdout);
    let names: BTreeSet<&str> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains("cedar-policy"), "the tree is that of the program: {names:?}");
    NETWORK.into_iter().filter(|name| names.contains(name)).collect()
}

#[test]
fn no_crate_of_the_program_speaks_over_a_network() {
    assert_eq!(speaking(&[]), Vec::<&str>::new());
    // What waits for a solver could, but without `socket2` it is not built to.
    assert_eq!(speaking(&["--all-features"]), ["mio", "tokio"]);
}

#[test]
fn no_module_names_the_network() {
    let rust = files("src").into_iter().chain([root().join("build.rs")]);
    let wrong: Vec<String> = rust
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| {
            ["std::net", "TcpStream", "UdpSocket", "UnixStream"].iter().any(|name| text(path).contains(name))
        })
        .map(|path| shown(&path))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The names that a program for Linux asks its libraries for, with the libraries' own.
#[cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
fn imports(program: &[u8]) -> BTreeSet<String> {
    const STRINGS: u64 = 3;
    const LOADED: u64 = 2;
    let number = |at: usize, len: usize| {
        program[at..at + len].iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let at = |at: usize, len: usize| usize::try_from(number(at, len)).unwrap();
    assert_eq!(&program[..5], b"\x7fELF\x02");
    let (sections, size, count) = (at(0x28, 8), at(0x3a, 2), at(0x3c, 2));
    let mut names = BTreeSet::new();
    for section in (0..count).map(|index| sections + index * size) {
        if number(section + 4, 4) == STRINGS && number(section + 8, 8) & LOADED != 0 {
            let (start, len) = (at(section + 0x18, 8), at(section + 0x20, 8));
            let all = program[start..start + len].split(|byte| *byte == 0);
            names.extend(all.map(|name| String::from_utf8_lossy(name).into_owned()));
        }
    }
    names
}

/// Whatever stands in the sources of the crates: the built program has no way to open a connection.
#[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64", target_endian = "little"))]
#[test]
fn the_program_cannot_open_a_connection() {
    let names = imports(&fs::read(env!("CARGO_BIN_EXE_taushet")).unwrap());
    assert!(names.contains("read") && names.contains("open64"), "these are its imports: {names:?}");
    let wrong: Vec<&str> = ["socket", "connect", "bind", "listen", "accept4", "sendto", "getaddrinfo", "gethostbyname"]
        .into_iter()
        .filter(|name| names.contains(*name))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn unsafe_code_stays_forbidden() {
    assert!(text(&root().join("Cargo.toml")).contains("[lints.rust]\nunsafe_code = \"forbid\"\n"));
    let allowing = files("src").into_iter().filter(|path| text(path).contains("(unsafe_code"));
    assert_eq!(allowing.map(|path| shown(&path)).collect::<Vec<_>>(), Vec::<String>::new());
}

/// Every file and folder below a folder: its bytes, and when it was last written.
fn snapshot(folder: &Path, all: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let written = entry.metadata().and_then(|about| about.modified()).unwrap();
        let bytes = if path.is_dir() { Vec::new() } else { fs::read(&path).unwrap() };
        all.insert(path.display().to_string(), (bytes, written));
        if path.is_dir() {
            snapshot(&path, all);
        }
    }
}

/// A run that nobody asked to write anything leaves everything as it was, homes and scratch folders included.
#[test]
fn a_check_writes_nothing() {
    let flow = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office }\n  bank: { kind: bank }\nflows:\n  saldo: { from: nav, to: bank, data: [name], purpose: control }\n";
    let message = "taushet: messages/v1\nmessages:\n  - { id: treff, channel: gosys, text: Gjelder depositum. } # taushet: allow[unknown-rule] x\n";
    let policy = "permit (principal, action, resource);\n";
    let lines = "{\"tekst\": \"Gjelder depositum.\"}\n".repeat(200_000);
    let config = "taushet: config/v1\nbaseline: kjent.yaml\ninputs:\n  - { paths: [\"arkiv.jsonl\"], as: messages, text: \"$.tekst\", with: { channel: gosys } }\n  - { paths: [\"*.yaml\"], as: documents }\n";
    let scratch = Scratch::new(&[
        ("verk/flyt.yaml", flow),
        ("verk/treff.yaml", message),
        ("verk/feil.yaml", "taushet: flows/v1\nflows: {}\n"),
        ("verk/lov/egen.cedar", policy),
        ("med/arkiv.jsonl", &lines),
        ("med/taushet.yaml", config),
        ("med/treff.yaml", message),
        ("hjem/.keep", ""),
        ("skrap/.keep", ""),
    ]);
    let look = || {
        let mut all = BTreeMap::new();
        snapshot(scratch.path(), &mut all);
        all
    };
    let before = look();
    for (folder, arguments) in [
        ("verk", vec!["check"]),
        ("verk", vec!["check", "--format", "json", "--policies", "lov", "treff.yaml"]),
        ("verk", vec!["check", "--diff", "--fix=suggested", "treff.yaml"]),
        ("verk", vec!["check", "--show-files"]),
        ("verk", vec!["check", "--show-settings"]),
        ("verk", vec!["why", "flyt.yaml"]),
        ("verk", vec!["test", "treff.yaml"]),
        ("verk", vec!["rules"]),
        ("med", vec!["check", "--format", "sarif"]),
    ] {
        let mut command = command(&scratch.path().join(folder));
        for (variable, place) in [("HOME", "hjem"), ("XDG_CACHE_HOME", "hjem"), ("TMPDIR", "skrap"), ("TMP", "skrap")] {
            command.env(variable, scratch.path().join(place));
        }
        command.args(&arguments);
        let ran = ran(command, "");
        assert!((0..=3).contains(&ran.code), "{arguments:?}: {}", ran.err);
        let after = look();
        let changed: Vec<&String> =
            after.iter().filter(|(path, now)| before.get(*path) != Some(*now)).map(|(path, _)| path).collect();
        assert!(changed.is_empty() && after.len() == before.len(), "{arguments:?}: {changed:?}");
    }
}

/// The threat model says of each thing what shows that it is stopped.
#[test]
fn what_the_threat_model_names_is_there() {
    let named = Regex::new("`([a-z_]+)::([a-z_]+)`").unwrap();
    let model = text(&root().join("SECURITY.md"));
    let wrong: Vec<&str> = named
        .captures_iter(&model)
        .filter(|found| {
            let (module, name) = (&found[1], &found[2]);
            let is_test = fs::read_to_string(root().join(format!("tests/it/{module}.rs")))
                .is_ok_and(|text| text.contains(&format!("fn {name}(")));
            !is_test && !root().join(format!("src/{module}/{name}.rs")).is_file()
        })
        .map(|found| found.get(0).map_or("", |found| found.as_str()))
        .collect();
    assert!(named.captures_iter(&model).count() > 10 && wrong.is_empty(), "{wrong:?}");
}
