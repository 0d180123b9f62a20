//! Every output format, of a report whose texts, paths and ids are the fuzzer's.
#![no_main]

use clap::ValueEnum as _;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use taushet::render::{Format, render};
use taushet::report::{Failure, Finding, Place, Report, Suppressed, SuppressionKind};
use taushet::rulebook::Severity;
use taushet::source::{Source, Span};
use taushet_fuzz::{LAW, reads_back};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = text.split('\u{1}').map(str::to_owned).chain(std::iter::repeat(String::new()));
    let mut next = || parts.next().unwrap_or_default();
    let (path, text, document, message, why, help, law, label) =
        (next(), next(), next(), next(), next(), next(), next(), next());
    let at = |index: usize| text.floor_char_boundary(index.min(text.len()));
    let (start, end) = (at(message.len()), at(message.len() + help.len()));
    let place = Place { source: 0, span: Span::new(start, end) };
    let finding = |severity: Severity| Finding {
        rule: "avoided-term".into(),
        group: "wording".into(),
        level: None,
        severity,
        place,
        document: Some(document.as_str().into()),
        concept: None,
        message: message.as_str().into(),
        why: Some(why.as_str().into()),
        help: Some(help.as_str().into()),
        touches: 1,
        law: [law.as_str().into()].into(),
        replacement: Some(label.as_str().into()),
        related: vec![(Place { source: 0, span: Span::new(0, start) }, label.as_str().into())],
        fix: None,
        fingerprint: "0".to_owned(),
    };
    let mut report = Report::new(date(2026, 11, 22));
    report.findings = [Severity::Error, Severity::Warning, Severity::Info].map(finding).into();
    report.failures = vec![
        Failure {
            place: Some(place),
            path: path.clone(),
            message: message.clone(),
            help: Some(help.clone()),
            ..Failure::default()
        },
        Failure { path: path.clone(), message: message.clone(), n_more: 7, ..Failure::default() },
    ];
    report.suppressed = vec![Suppressed {
        finding: finding(Severity::Error),
        kind: SuppressionKind::Inline,
        reason: why.clone(),
        by: Some(label.clone()),
        until: None,
    }];
    report.sources = vec![if help.len().is_multiple_of(2) {
        Source::new(path.clone(), text.clone())
    } else {
        Source::of_paragraphs(path.clone(), text.clone())
    }];
    report.checked = vec![0];
    for format in Format::value_variants() {
        reads_back(*format, &render(&report, *format, &LAW.texts, false), &report);
        let _ = render(&report, *format, &LAW.texts, true);
    }
});
