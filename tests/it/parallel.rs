//! One report whatever the number of threads, and whether texts are held or read when their turn comes.

use std::borrow::Cow;

use jiff::civil::date;
use taushet::check::{Extent, Input, Run, Session, check, examine_each};
use taushet::ordered::Jobs;
use taushet::render::{Format, render};
use taushet::report::Report;
use taushet::source::Source;

use crate::{DAY, LAW, files, run, shown, text};

const FORMATS: [Format; 3] = [Format::Human, Format::Json, Format::Sarif];

/// The texts of a run, read when their turn comes, on so many threads.
fn streamed(run: &Run, jobs: usize) -> Report {
    let unread = Run {
        sources: run.sources.iter().map(|source| Source::unread(source.path().to_owned())).collect(),
        ..run.clone()
    };
    let load = |input: Input| Ok(Cow::Owned(run.sources[input.source].clone()));
    let unmasked = examine_each(&LAW, &unread, Extent::Whole, Jobs::new(jobs).unwrap(), &load);
    let mut report = unmasked.over(unread.sources.clone());
    report.tell_touches(&LAW.texts);
    report
}

#[track_caller]
fn check_same(run: &Run) {
    let shown = |report: &Report| FORMATS.map(|format| render(report, format, &LAW.texts, false));
    let held = check(&LAW, run.clone());
    let expected = shown(&held);
    for jobs in [1, 2, 5] {
        assert!(shown(&streamed(run, jobs)) == expected, "with {jobs} threads");
    }
}

#[test]
fn the_fixtures_say_the_same() {
    let texts: Vec<(String, String)> = ["fixtures/cases", "fixtures/eksempler", "fixtures/rules", "fixtures/routines"]
        .into_iter()
        .flat_map(files)
        .map(|path| (shown(&path), text(&path)))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    check_same(&run(&texts, &[]));
}

/// What belongs to the run as a whole: names of one text in another, templates beside each other, a flow in a file that is
/// clean itself, a comment that is needed by what only the whole run tells.
#[test]
fn what_texts_have_to_do_with_each_other_is_the_same() {
    let flow = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office, name: Kari Testad }\n  person: { kind: client, name: Ola Prøvesen }\n\
                flows:\n  svar: { from: nav, to: person, data: [decision-exists], purpose: information }\n";
    let message = |id: &str, text: &str| {
        format!("---\ntaushet: messages/v1\nid: {id}\nchannel: gosys\nflow: flyt.yaml#svar\n---\n{text}\n")
    };
    let mut texts = vec![("flyt.yaml".to_owned(), flow.to_owned())];
    for nth in 0..300 {
        let path = format!("melding-{nth:03}.md");
        let words = if nth % 3 == 0 { "Ola Prøvesen har søkt om sosialhjelp." } else { "Vi svarer i morgen." };
        texts.push((path, message(&format!("m{nth}"), words)));
    }
    texts.push(("lost.md".to_owned(), message("tapt", "Hei.").replace("flyt.yaml#svar", "borte.yaml#svar")));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let run = run(&texts, &[]);
    check_same(&run);
    let told = render(&streamed(&run, 3), Format::Human, &LAW.texts, false);
    assert!(!told.contains("Prøvesen") && told.contains("************* har søkt om sosialhjelp"), "{told}");
}

/// What a session remembers changes nothing: each text again after the others, and on other days.
#[test]
fn a_session_says_what_a_fresh_run_says() {
    let session = Session::new(&LAW, DAY);
    let texts: Vec<(String, String)> = ["fixtures/cases", "fixtures/eksempler"]
        .into_iter()
        .flat_map(files)
        .map(|path| (shown(&path), text(&path)))
        .collect();
    let json = |report: &Report| render(report, Format::Json, &LAW.texts, false);
    // Debug builds hold every decision against the whole law: some of the texts will do.
    for (path, text) in texts.iter().step_by(7).chain(texts.iter().rev().step_by(7)) {
        for day in [DAY, date(2020, 3, 1)] {
            let run = || Run { as_of: day, ..run(&[(path, text)], &[]) };
            assert!(json(&session.check(run())) == json(&check(&LAW, run())), "{path} on {day}");
        }
    }
}

/// Of a long text no more is kept than is shown, wherever its places are and whichever other text points into it.
#[test]
fn a_long_text_is_shown_as_if_it_were_held() {
    let filling = |n: usize| "Vi svarer så snart vi kan.\n".repeat(n);
    let wide = "å ".repeat(600);
    let mut text = "---\ntaushet: messages/v1\nid: lang\nchannel: gosys\nflow: flyt.yaml#svar\n---\n".to_owned();
    for n in [0, 3, 9, 12, 40, 200, 7, 8, 0] {
        text += &format!("{}Bruker har søkt om sosialhjelp.\r\n", filling(n));
    }
    text += &format!("{}{wide}Bruker søker om sosialhjelp. {wide}\n{}", filling(30), filling(30));
    let other = "  other: { from: nav, to: person, data: [debt], purpose: information, via: e-post }\n";
    let parties = (0..60).map(|nth| format!("  part-{nth}: {{ kind: employer }}\n")).collect::<String>();
    let flow = format!(
        "taushet: flows/v1\nparties:\n  nav: {{ kind: nav-office }}\n  person: {{ kind: employer, name: Ola Prøvesen }}\n{parties}flows:\n{other}\
         {}  svar: {{ from: nav, to: person, data: [decision-exists], purpose: information }}\n",
        "  # om svar\n".repeat(60)
    );
    let run = run(&[("a.md", &text), ("flyt.yaml", &flow), ("z.md", &text.replace("id: lang", "id: annen"))], &[]);
    check_same(&run);
    let report = streamed(&run, 1);
    let into_flow = |place: &taushet::report::Place| place.source == 1;
    assert!(report.findings.iter().any(|finding| into_flow(&finding.place)));
    assert!(report.findings.iter().flat_map(|finding| &finding.related).any(|(place, _)| into_flow(place)));
    assert!(report.sources.last().unwrap().text().len() < text.len() / 2);
}
