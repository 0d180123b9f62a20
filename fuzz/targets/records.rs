//! CSV and JSON Lines: what is read in pieces is what is read whole, and a record is found whatever follows it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taushet::check::{Extent, Input, Pieced, Run, examine};
use taushet::discover::{Pieces, Sizes};
use taushet::read::Format;
use taushet::report::{Failure, Report};
use taushet_fuzz::{LAW, described, holds, key, pick, planted};

const CONFIGURATION: &str = "taushet: config/v1\ninputs:\n  - { paths: [\"*\"], as: messages, text: \"$.tekst\", id: \"$.id\", theme: \"$.tema\", with: { channel: gosys } }\n";
const ROW: &str = "id;tekst;tema\nplanted;Bruker ønsker kontakt vedrørende depositum.;KOM\n";
const LINE: &str =
    "{\"id\": \"planted\", \"tekst\": \"Bruker ønsker kontakt vedrørende depositum.\", \"tema\": \"KOM\"}\n";

fuzz_target!(|data: &[u8]| {
    let kinds = [
        ("a.csv", Format::Csv, ""),
        ("a.jsonl", Format::JsonLines, ""),
        ("a.csv", Format::Csv, ROW),
        ("a.jsonl", Format::JsonLines, LINE),
    ];
    let Some(((path, format, first), data)) = pick(data, &kinds) else { return };
    let Some((size, data)) = pick(data, &[64, 16, 256, 1024]) else { return };
    let text = [first.as_bytes(), &planted(data)].concat();
    let run = described(CONFIGURATION, path, &text);
    let whole = holds(&run);
    let is_found = whole.findings.iter().any(|finding| finding.document.as_deref() == Some("planted"));
    assert!(first.is_empty() || is_found || whole.n_failures() > 0, "what stands after a record hides it");

    // A record that is as long as the file is one that the piece waits for.
    let sizes = Sizes { piece: size, record: text.len() };
    let template = Run { sources: Vec::new(), inputs: Vec::new(), failures: Vec::new(), ..run.clone() };
    let mut report = examine(&LAW, Run { sources: run.sources[..1].to_vec(), ..template.clone() }, Extent::Rest);
    let mut pieced = Pieced::new(&LAW.texts);
    let mut found = Vec::new();
    let mut failures = Vec::new();
    let mut is_whole = true;
    for piece in Pieces::new(text.as_slice(), path.to_owned(), format, sizes) {
        let Ok(source) = piece else {
            is_whole = false;
            continue;
        };
        let sources = vec![run.sources[0].clone(), source];
        let inputs = vec![Input { source: 1, mapping: Some(0), named: true }];
        let mut piece = examine(&LAW, Run { sources, inputs, ..template.clone() }, Extent::Piece);
        found.extend(
            piece
                .findings
                .iter()
                .filter(|finding| finding.place.source == 1)
                .map(|finding| key(&piece.sources[1], finding)),
        );
        pieced.take(&mut piece, 1);
        failures.extend(piece.failures.iter().map(|failure| failed(&piece, failure)));
        report.absorb(&mut piece, 1);
    }
    pieced.close(run.config.as_ref().and_then(|(config, _)| config.inputs.first()), &mut report);
    let can_be_read = run.failures.is_empty();
    assert_eq!(can_be_read, is_whole, "a piece cannot be decoded, or the whole cannot");
    if !can_be_read {
        return;
    }
    let mut expected: Vec<_> = whole
        .findings
        .iter()
        .filter(|finding| finding.place.source == 1)
        .map(|finding| key(&whole.sources[1], finding))
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "in pieces, and whole");
    failures.extend(report.failures.iter().map(|failure| failed(&report, failure)));
    let mut expected: Vec<_> = whole.failures.iter().map(|failure| failed(&whole, failure)).collect();
    expected.sort();
    failures.sort();
    assert_eq!(failures, expected, "in pieces, and whole");
    assert_eq!(report.n_failures(), whole.n_failures());
});

/// What is told of a failure, and on which line.
fn failed(report: &Report, failure: &Failure) -> (String, Option<(usize, usize)>, String) {
    let at = failure.place.and_then(|place| {
        let at = report.sources.get(place.source)?.position(place.span.start);
        Some((at.line, at.column))
    });
    (failure.path.clone(), at, failure.message.clone())
}
