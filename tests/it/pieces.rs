//! Files of records that are too large to be held at once: what is told of their pieces is what is told of them read whole.

use taushet::check::{Extent, Input, Pieced, Run, check, examine};
use taushet::discover::{Pieces, Sizes};
use taushet::read::{Format, config};
use taushet::render::{Format as Shown, render};
use taushet::report::Report;
use taushet::source::Source;

use crate::{DAY, LAW};

/// A run without inputs, whose configuration describes every file by one entry.
fn described(entry: &str) -> Run {
    let text = format!("taushet: config/v1\ninputs:\n  - {{ paths: [\"*\"], {entry} }}\n");
    let source = Source::new("taushet.yaml".to_owned(), text);
    let (config, problems) = config::read(&source, 0, &LAW.vocabulary);
    assert_eq!(problems, [], "{entry}");
    Run { config: Some((config, 0)), ..Run::new(vec![source], Vec::new(), DAY) }
}

fn with(run: &Run, source: Source) -> Run {
    let inputs = vec![Input { source: 1, mapping: Some(0), named: true }];
    Run { sources: [run.sources.clone(), vec![source]].concat(), inputs, ..run.clone() }
}

/// The failures as people read them, one a line, in the order of places.
fn failures(report: &Report) -> Vec<String> {
    let short = render(report, Shown::Short, &LAW.texts, false);
    short.lines().filter(|line| line.contains(": failure ")).map(str::to_owned).collect()
}

/// What is told of a file read whole, which must be what is told of it in pieces of any size.
#[track_caller]
fn told(entry: &str, name: &str, text: &str) -> (Vec<String>, usize) {
    let run = described(entry);
    let whole = check(&LAW, with(&run, Source::new(name.to_owned(), text.to_owned())));
    let expected = (failures(&whole), whole.n_failures());
    for size in [16, 100, 1000, 1 << 20] {
        let mut report = examine(&LAW, run.clone(), Extent::Rest);
        let mut pieced = Pieced::new(&LAW.texts);
        let mut found = Vec::new();
        let sizes = Sizes { piece: size, record: 1 << 20 };
        for piece in Pieces::new(text.as_bytes(), name.to_owned(), Format::of(name).unwrap(), sizes) {
            let mut piece = examine(&LAW, with(&run, piece.unwrap()), Extent::Piece);
            pieced.take(&mut piece, 1);
            found.extend(failures(&piece));
            report.absorb(&mut piece, 1);
        }
        pieced.close(run.config.as_ref().and_then(|(config, _)| config.inputs.first()), &mut report);
        found.extend(failures(&report));
        let line = |told: &String| told.split(':').nth(1).and_then(|line| line.parse::<usize>().ok());
        found.sort_by_key(line);
        assert_eq!((found, report.n_failures()), expected, "in pieces of {size}");
    }
    expected
}

const ENTRY: &str = "as: messages, text: \"$.tekst\", with: { channel: gosys }";

fn line(id: usize, key: &str) -> String {
    format!("{{\"id\": \"m{id}\", \"{key}\": \"Takk for hjelpen.\"}}\n")
}

/// One limit for the file, however many pieces it has, and the rest is counted.
#[test]
fn of_many_alike_some_are_told_and_the_rest_counted() {
    let text: String = (1..=300).map(|id| line(id, if id % 3 == 0 { "tekst" } else { "annet" })).collect();
    let (failures, n_failures) = told(ENTRY, "a.jsonl", &text);
    assert_eq!((failures.len(), n_failures), (21, 200), "{failures:#?}");
    assert!(failures[0].starts_with("a.jsonl:1:1: failure oppføringen har ingen tekst der"), "{}", failures[0]);
    assert!(failures[20].starts_with("a.jsonl:31:1: failure oppføringen har ingen tekst"), "{}", failures[20]);
    assert!(failures[20].contains("det samme gjelder 179 til"), "{}", failures[20]);
    // One of another kind is told beside them.
    let (failures, n_failures) = told(ENTRY, "a.jsonl", &format!("{text}{{\"id\": \"x\n"));
    assert_eq!((failures.len(), n_failures), (22, 201), "{failures:#?}");
    // Rows of which each has a cell too few: the same.
    let (failures, n_failures) = told(ENTRY, "a.csv", &format!("id;tekst;tekst\n{}", "1;takk\n".repeat(60)));
    assert_eq!((failures.len(), n_failures), (22, 61), "{failures:#?}");
    let (failures, n_failures) = told(ENTRY, "a.csv", &format!("id;tekst\n{}", "1;takk;å\n".repeat(21)));
    assert_eq!((failures.len(), n_failures), (21, 21), "one is not told as a rest: {failures:#?}");
}

/// A path is judged by the whole file.
#[test]
fn a_path_finds_something_in_the_file_or_nothing() {
    // The first half has the one, the second the other.
    let text: String = (1..=60).map(|id| line(id, if id <= 30 { "tekst" } else { "annet" })).collect();
    assert_eq!(
        told("as: messages, text: [\"$.tekst\", \"$.annet\"], with: { channel: gosys }", "a.jsonl", &text),
        (Vec::new(), 0)
    );
    let (failures, _) = told(
        "as: messages, text: [\"$.tekst\", \"$.annet\", \"$.tredje\"], with: { channel: gosys }",
        "a.jsonl",
        &text,
    );
    assert_eq!(failures.len(), 1, "{failures:#?}");
    assert!(failures[0].starts_with("a.jsonl:1:1: failure `$.tredje` treffer ingenting i filen"), "{failures:#?}");
    // Records without a text are told when one that has a text comes, and not at all when none does.
    let text: String = (1..=60).map(|id| line(id, if id <= 57 { "annet" } else { "tekst" })).collect();
    let (failures, n_failures) = told(ENTRY, "a.jsonl", &text);
    assert_eq!((failures.len(), n_failures), (21, 57), "{failures:#?}");
    assert!(failures[19].starts_with("a.jsonl:20:1: "), "{failures:#?}");
    let text: String = (1..=60).map(|id| line(id, "annet")).collect();
    let (failures, n_failures) = told(ENTRY, "a.jsonl", &text);
    assert_eq!((failures.len(), n_failures), (1, 1), "{failures:#?}");
    assert!(failures[0].contains("`$.tekst` treffer ingenting i filen"), "{failures:#?}");
}
