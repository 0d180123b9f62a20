//! Input that somebody has made to harm: too much of everything. It is refused with a reason, and the other files go on; what
//! is not refused takes time that grows as the text does.

use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use taushet::check::check;

use crate::cli::{Scratch, command};
use crate::{LAW, run};

const FINDING: &str = "taushet: messages/v1\nmessages:\n  - { id: treff, channel: gosys, text: Gjelder depositum. }\n";

/// The messages of a run's failures, after checking that the file beside has still been checked.
#[track_caller]
fn failures(scratch: &Scratch, arguments: &[&str]) -> Vec<(String, String, String)> {
    scratch.write("treff.yaml", FINDING.as_bytes());
    let report = scratch.run(&[&["check", "--format", "json"], arguments, &["treff.yaml"]].concat()).exits(2).json();
    assert_eq!(report["findings"][0]["file"], "treff.yaml", "the others go on");
    let told = |failure: &Value| {
        let text = |key: &str| failure[key].as_str().unwrap_or_default().to_owned();
        (text("file"), text("message"), text("help"))
    };
    report["failures"].as_array().into_iter().flatten().map(told).collect()
}

/// A file that takes no place on the disk.
fn hollow(scratch: &Scratch, path: &str, len: u64) {
    File::create(scratch.path().join(path)).and_then(|file| file.set_len(len)).unwrap();
}

#[test]
fn a_file_that_is_too_large() {
    let scratch = Scratch::new(&[]);
    let ways_in = [
        ("stor.yaml", "del den opp"),
        ("stor tekst.txt", "`split -C 200m --additional-suffix=.txt 'stor tekst.txt' del-`"),
        ("stor.json", "`jq -c '.[]' stor.json > stor.jsonl`"),
        ("stor.csv", "beskriv den under `inputs`"),
    ];
    for (path, way_in) in ways_in {
        hollow(&scratch, path, (256 << 20) + 1);
        let told = failures(&scratch, &[path]);
        assert_eq!(told.len(), 1, "{told:?}");
        let (file, message, help) = &told[0];
        assert!(file == path && message.contains("256 MiB") && help.contains(way_in), "{told:?}");
    }
}

/// What comes in without a size is not cut off in silence.
#[test]
fn standard_input_that_is_too_large() {
    let scratch = Scratch::new(&[]);
    hollow(&scratch, "stor", (256 << 20) + 1);
    let mut command = command(scratch.path());
    command.args(["check", "--format", "short", "-"]).stdin(File::open(scratch.path().join("stor")).unwrap());
    let ran = command.stderr(Stdio::piped()).output().unwrap();
    let err = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{err}");
    assert!(err.starts_with("stdin.yaml") && err.contains("256 MiB"), "{err}");
}

#[test]
fn values_inside_one_another() {
    let deep = format!("taushet: messages/v1\nmessages: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    let json = format!(r#"{{"taushet": "messages/v1", "messages": {}"#, "[".repeat(1_000_000));
    let scratch = Scratch::new(&[("dyp.yaml", &deep), ("dyp.json", &json)]);
    let told = failures(&scratch, &["dyp.yaml", "dyp.json"]);
    for file in ["dyp.yaml", "dyp.json"] {
        let is_told = |(path, message, _): &(String, String, String)| path == file && message.contains("128 nivåer");
        assert!(told.iter().any(is_told), "{told:?}");
    }
}

/// Each alias ten times the one before it: a billion texts in a few lines.
#[test]
fn aliases_that_multiply() {
    let mut text = "taushet: messages/v1\na0: &a0 depositum\n".to_owned();
    for level in 1..=9 {
        text += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", "));
    }
    let scratch = Scratch::new(&[("alias.yaml", &text)]);
    let told = failures(&scratch, &["alias.yaml"]);
    assert!(told.iter().any(|(_, message, _)| message.contains("aliasene")), "{told:?}");
}

fn configured(entry: &str) -> String {
    format!(
        "taushet: config/v1\ninputs:\n  - {{ paths: [a.json], as: messages, {entry}, with: {{ channel: gosys }} }}\n"
    )
}

#[test]
fn patterns_of_a_configuration_that_multiply() {
    let long = format!("text: \"$.{}\"", "a".repeat(600));
    for (entry, said) in [
        ("text: \"$..*..*..*\"", "mye mer enn"),
        ("text: \"$..[?count($..*) > 1]\"", "mye mer enn"),
        ("text: \"$[*,*,*,*][*,*,*,*][*,*,*,*]\"", "mye mer enn"),
        (long.as_str(), "lengre enn 512 byte"),
        (r"blank: '\w{1000}\w{1000}'", "1 MiB"),
        (r"blank: '((a{100}){100}){100}'", "1 MiB"),
    ] {
        let scratch = Scratch::new(&[("taushet.yaml", &configured(entry)), ("a.json", r#"{"a": "Hei"}"#)]);
        let told = failures(&scratch, &[]);
        assert_eq!(told.len(), 1, "{entry}: {told:?}");
        assert!(told[0].0 == "taushet.yaml" && told[0].1.contains(said), "{entry}: {told:?}");
    }
}

/// A megabyte of brackets, whose paths written out are two gigabytes.
#[test]
fn a_record_whose_paths_are_longer_than_itself() {
    let n_brackets = 120;
    let deep = format!("{}{}\"Hei\"{}", "[".repeat(n_brackets), "\"Hei\",".repeat(300_000), "]".repeat(n_brackets));
    let scratch = Scratch::new(&[("taushet.yaml", &configured("title: x")), ("a.json", &deep)]);
    let told = failures(&scratch, &["a.json"]);
    assert!(told.iter().any(|(file, message, _)| file == "a.json" && message.contains("inni hverandre")), "{told:?}");
}

/// Law that a municipality wrote, or somebody else did: it is read with a stack that ends.
#[test]
fn law_with_conditions_inside_one_another() {
    let brackets = |count: usize| format!("{}true{}", "(".repeat(count), ")".repeat(count));
    let ifs = |count: usize| "if true then true else ".repeat(count) + "true";
    for (condition, is_told) in [
        (brackets(20_000), true),
        (ifs(20_000), true),
        (brackets(50), false),
        (ifs(60), false),
        ("true && ".repeat(500) + "true", false),
    ] {
        let policy = format!("permit (principal, action, resource)\nwhen {{ {condition} }};\n");
        let scratch = Scratch::new(&[("lov/dyp.cedar", &policy), ("treff.yaml", FINDING)]);
        // What is not too deep is wrong in another way: no policy may be without `@id`.
        let ran = scratch.run(&["check", "--format", "short", "--policies", "lov", "treff.yaml"]).exits(2);
        assert_eq!(ran.err.contains("lov/dyp.cedar: for dyp nesting på linje 2"), is_told, "{}{}", ran.out, ran.err);
    }
}

/// How long this thread has worked: on Linux what it had of a processor, whatever else the machine does.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn time_of(mut work: impl FnMut()) -> Duration {
    let (before, clock) = (worked(), Instant::now());
    work();
    match (before, worked()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => clock.elapsed(),
    }
}

fn marked(head: &str, line: impl Fn(usize) -> String, count: usize) -> String {
    head.to_owned() + &(0..count).map(line).collect::<String>()
}

const MESSAGES: &str = "taushet: messages/v1\nmessages:\n";
const PROSE: &str = "---\ntaushet: messages/v1\nchannel: gosys\n---\n";
const FLOWS: &str = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office }\n  politi: { kind: police }\nflows:\n";

/// A text of some number of parts.
type Grown = fn(usize) -> String;

/// What grows, how its file is named, how many parts it has at first, and the text.
const GROWN: [(&str, &str, usize, Grown); 16] = [
    ("flows", "a.yaml", 20, |count| {
        let flow = |id| {
            format!(
                "  f{id}: {{ from: nav, to: politi, data: [phone], purpose: locating-person, initiative: request, basis: sotjl-44-4 }}\n"
            )
        };
        marked(FLOWS, flow, count)
    }),
    ("messages", "a.yaml", 200, |count| {
        marked(MESSAGES, |id| format!("  - {{ id: m{id}, channel: gosys, text: Bruker ønsker å bli ringt. }}\n"), count)
    }),
    ("findings", "a.yaml", 60, |count| {
        marked(MESSAGES, |id| format!("  - {{ id: m{id}, channel: gosys, text: Gjelder depositum. }}\n"), count)
    }),
    ("findings on one line", "a.json", 100, |count| {
        let message = |id| format!(r#"{{"id":"m{id}","channel":"gosys","text":"Gjelder depositum."}},"#);
        let all = marked(r#"{"taushet":"messages/v1","messages":["#, message, count);
        format!("{}]}}", all.trim_end_matches(','))
    }),
    ("mistakes", "a.yaml", 200, |count| {
        marked(MESSAGES, |id| format!("  - {{ id: m{id}, chanel: gosys, text: Takk. }}\n"), count)
    }),
    ("decisions that are needed", "a.yaml", 60, |count| {
        let line = |id| {
            format!(
                "  - {{ id: m{id}, channel: gosys, text: Gjelder depositum. }} # taushet: allow[avoided-term] avtalt\n"
            )
        };
        marked(MESSAGES, line, count)
    }),
    ("decisions that are not", "a.yaml", 100, |count| {
        let line =
            |id| format!("  - {{ id: m{id}, channel: gosys, text: Takk. }} # taushet: allow[avoided-term] avtalt\n");
        marked(MESSAGES, line, count)
    }),
    ("decisions on one line", "a.md", 200, |count| {
        marked(PROSE, |_| "Takk <!-- taushet: allow[avoided-term] avtalt --> ".to_owned(), count)
    }),
    ("aliases", "a.yaml", 200, |count| {
        let head = format!("{MESSAGES}  - {{ id: a, channel: gosys, text: &a Takk. }}\n");
        marked(&head, |id| format!("  - {{ id: m{id}, channel: gosys, text: *a }}\n"), count)
    }),
    ("keys", "a.yaml", 1000, |count| marked("taushet: messages/v1\nmessages: []\n", |id| format!("k{id}: a\n"), count)),
    ("brackets", "a.yaml", 20, |count| {
        marked(MESSAGES, |_| format!("  - {}a{}\n", "[".repeat(100), "]".repeat(100)), count)
    }),
    ("a long line", "a.yaml", 1000, |count| {
        format!("{MESSAGES}  - {{ id: a, channel: gosys, text: {} }}\n", "Takk for hjelpen i dag ".repeat(count))
    }),
    ("a long word", "a.yaml", 1000, |count| {
        format!("{MESSAGES}  - {{ id: a, channel: gosys, text: {} }}\n", "depositum".repeat(count))
    }),
    ("marks on a letter", "a.yaml", 4000, |count| {
        format!("{MESSAGES}  - {{ id: a, channel: gosys, text: a{} }}\n", "\u{301}\u{323}".repeat(count))
    }),
    ("digits", "a.yaml", 4000, |count| {
        format!("{MESSAGES}  - {{ id: a, channel: gosys, text: a {} }}\n", "1 2".repeat(count))
    }),
    ("marks that are never closed", "a.md", 2000, |count| format!("{PROSE}{}", "<!-- {{ [ <b> ".repeat(count))),
];

/// Four times the text takes about four times the work, where sixteen would say that something goes through all of it for
/// each of its parts.
#[test]
fn work_grows_as_the_text_does() {
    const MOST: f64 = 8.0;
    const TRIES: usize = 2;
    let mut wrong = Vec::new();
    for (what, path, count, grown) in GROWN {
        let texts = [1, 2, 4].map(|times| grown(count * times));
        let work = |text: &str| {
            time_of(|| {
                let report = check(&LAW, run(&[(path, text)], &[]));
                assert!(report.documents > 0, "{what}: this is read as a document");
            })
        };
        work(&texts[0]);
        // The least of several is what the work takes; a disturbed measure is taken again.
        let mut least = [Duration::MAX; 3];
        for _ in 0..TRIES {
            for (least, text) in least.iter_mut().zip(&texts) {
                *least = work(text).min(*least);
            }
            if least[2].as_secs_f64() < MOST * least[0].as_secs_f64() {
                break;
            }
        }
        let ratio = least[2].as_secs_f64() / least[0].as_secs_f64();
        if ratio >= MOST {
            wrong.push(format!("{what}: {least:?}, {ratio:.1} times"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
