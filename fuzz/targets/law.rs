//! The loader of the law: a municipality's own file beside the shipped ones, or a shipped one that was tampered with.
//! What can be loaded judges, and a municipality's own never says less than the shipped law.
#![no_main]

use std::borrow::Cow;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use taushet::check::{Input, Run, check};
use taushet::law::{LawFile, embedded};
use taushet::report::Report;
use taushet::rulebook::{Rulebook, RulebookError};
use taushet::source::{Problem, Source};
use taushet_fuzz::{DAY, LAW, pick};

const FLOW: &str = "taushet: flows/v1\nparties:\n  a: { kind: nav-office, municipality: \"3403\" }\n  b: { kind: media }\n  c: { kind: police }\nflows:\n  avis: { from: a, to: b, data: [name], purpose: information, via: gosys, exposes: { subject: sosialhjelp } }\n  politi: { from: a, to: c, data: [phone], purpose: locating-person, initiative: request, basis: sotjl-44-4 }\n";
const MESSAGE: &str = "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, theme: KOM, text: \"Bruker ønsker kontakt vedrørende depositum.\" }\n";

fn judged(law: &Rulebook) -> Report {
    let source = |path: &str, text: &str| Source::new(path.to_owned(), text.to_owned());
    let input = |source| Input { source, mapping: None, named: true };
    check(law, Run::new(vec![source("a.yaml", FLOW), source("b.yaml", MESSAGE)], vec![input(0), input(1)], DAY))
}

static SHIPPED: LazyLock<Report> = LazyLock::new(|| judged(&LAW));

fuzz_target!(|data: &[u8]| {
    let kinds = [("regler/a.cedar", true), ("regler/a.yaml", true), ("policies", false)];
    let Some(((path, is_local), data)) = pick(data, &kinds) else { return };
    let mut files = embedded();
    let (path, text) = if is_local {
        (path.to_owned(), String::from_utf8_lossy(data).into_owned())
    } else {
        // One shipped file, cut where the fuzzer says and with its bytes put in.
        let Some((number, data)) = data.split_at_checked(3) else { return };
        let Some(index) = usize::from(number[0]).checked_rem(files.len()) else { return };
        let file = files.remove(index);
        let at = usize::from(u16::from_be_bytes([number[1], number[2]])) % (file.text.len() + 1);
        let at = file.text.floor_char_boundary(at);
        let end = file.text.floor_char_boundary((at + data.len() / 2).min(file.text.len()));
        (file.path, format!("{}{}{}", &file.text[..at], String::from_utf8_lossy(data), &file.text[end..]))
    };
    let file = LawFile { path: path.clone(), text: Cow::Owned(text.clone()), local: is_local };
    let problems = |error: RulebookError| {
        assert!(!error.problems.is_empty());
        let of_file: Vec<Problem> =
            error.problems.into_iter().filter(|found| found.file == path).map(|found| found.problem).collect();
        for problem in &of_file {
            assert!(text.get(problem.span.start..problem.span.end).is_some(), "{problem:?}");
            assert!(!LAW.texts.say(&problem.message).is_empty());
        }
        of_file.len()
    };
    // Alone first: most of what is tampered with cannot be read, and the whole law takes long.
    if Rulebook::load(std::slice::from_ref(&file)).map_or_else(problems, |_| 0) > 0 {
        return;
    }
    files.push(file);
    match Rulebook::load(&files) {
        Err(error) => drop(problems(error)),
        Ok(law) => {
            let report = judged(&law);
            if is_local && report.n_failures() == 0 {
                for (flow, shipped) in report.flows.iter().zip(&SHIPPED.flows) {
                    assert!(flow.verdict == shipped.verdict || flow.verdict.as_str() == "prohibited", "{flow:?}");
                }
                for finding in &SHIPPED.findings {
                    let is_told = report
                        .findings
                        .iter()
                        .any(|told| told.place == finding.place && told.severity >= finding.severity);
                    assert!(is_told, "a local file takes away {finding:?}");
                }
            }
        }
    }
});
