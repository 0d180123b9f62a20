//! The formats that people's texts stand in: each read through an entry of `inputs:`, every place in the file as it is.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use taushet::check::{Input, Run, check};
use taushet::decode::decode;
use taushet::read::{Format, config};
use taushet::report::{Failure, Finding, Report};
use taushet::source::{Source, Span};
use taushet::tree::{Node, Value};

use crate::cli::Scratch;
use crate::{DAY, LAW, root};

fn fixture(name: &str) -> Vec<u8> {
    let path = root().join("fixtures/formats").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The configuration with one entry, whose other keys are given.
fn configured(entry: &str) -> Source {
    let text = format!("taushet: config/v1\ninputs:\n  - {{ paths: [\"*\"], {entry} }}\n");
    Source::new("taushet.yaml".to_owned(), text)
}

/// Checks a file's bytes through an entry of `inputs:`.
#[track_caller]
fn checked(entry: &str, name: &str, bytes: &[u8]) -> Report {
    let source = configured(entry);
    let (config, problems) = config::read(&source, 0, &LAW.vocabulary);
    assert_eq!(problems, [], "{entry}");
    let (file, failures) = match decode(name.to_owned(), bytes.to_vec()) {
        Ok(file) => (file, Vec::new()),
        Err(error) => {
            let (message, help) = (LAW.texts.say(&error.message), LAW.texts.say(&error.help));
            let failure = Failure { path: name.to_owned(), message, help: Some(help), ..Failure::default() };
            (Source::new(name.to_owned(), String::new()), vec![failure])
        }
    };
    let inputs = vec![Input { source: 1, mapping: Some(0), named: true }];
    let inputs = if failures.is_empty() { inputs } else { Vec::new() };
    let (select, ignore) = (Vec::new(), Vec::new());
    check(
        &LAW,
        Run { config: Some((config, 0)), failures, select, ignore, ..Run::new(vec![source, file], inputs, DAY) },
    )
}

/// What each finding in the file underlines: as it is written there, and as it was judged.
fn underlined(report: &Report) -> Vec<(String, String)> {
    let in_file = report.findings.iter().filter(|finding| finding.place.source == 1);
    in_file
        .map(|finding| {
            let judged = finding.message.split_once('«').and_then(|(_, rest)| rest.split_once('»'));
            let judged = judged.map(|(term, _)| term.to_owned()).unwrap_or_default();
            (report.sources[1].slice(finding.place.span).to_owned(), judged)
        })
        .collect()
}

/// Checks a fixture that has nothing wrong with it, and compares what is underlined. `=` stands for: as it is written.
#[track_caller]
fn underlines(entry: &str, name: &str, expected: &[(&str, &str)]) -> Report {
    let report = checked(entry, name, &fixture(name));
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(raw, judged)| ((*raw).to_owned(), if *judged == "=" { raw } else { judged }.to_string()))
        .collect();
    assert_eq!(underlined(&report), expected);
    report
}

/// A problem's place as it is cut out of the file, and what is said of it.
#[track_caller]
fn told(report: &Report) -> Vec<(String, String)> {
    report
        .failures
        .iter()
        .map(|failure| {
            assert!(failure.help.is_some(), "{failure:?} says no mend");
            let place = failure.place.map(|place| report.sources[1].slice(place.span).to_owned());
            (place.unwrap_or_default(), failure.message.clone())
        })
        .collect()
}

const GOSYS: &str = "with: { channel: gosys }";

#[test]
fn csv() {
    let entry = "as: messages, text: \"$.beskrivelse\", id: \"$.id\", theme: \"$.tema\", with: { channel: gosys }";
    let expected = [("KOM", "="), ("depositum", "="), ("husleie", "="), ("økonomisk sosialhjelp", "=")];
    let report = underlines(entry, "oppgaver.csv", &expected);
    assert_eq!(report.messages, 3);
    let ids: Vec<_> = report.findings.iter().filter_map(|finding| finding.document.clone()).collect();
    assert_eq!(ids, ["1", "1", "1", "3"]);
    let at = |index: usize| report.sources[1].position(report.findings[index].place.span.start);
    assert_eq!((at(1).line, at(2).line, at(3).line), (2, 3, 6), "lines of the file, also inside a cell");
    underlines(&format!("as: messages, {GOSYS}"), "samtaler.tsv", &[("sosialhjelp", "=")]);
}

#[test]
fn csv_that_deviates_is_told_and_read() {
    let entry = "as: messages, text: \"$.tekst\", with: { channel: gosys }";
    let report =
        checked(entry, "a.csv", b"id,tekst\n1,Gjelder husleie,mer\n2\n3,\"Gjelder \"depositum\n4,\"uten slutt");
    let expected = [
        ("1,Gjelder husleie,mer", "raden har 3 felt, men overskriften har 2"),
        ("2", "raden har 1 felt, men overskriften har 2"),
        ("depositum", "det står tekst etter at feltet er slutt"),
        ("\"", "anførselstegnet blir aldri lukket"),
    ];
    assert_eq!(told(&report), expected.map(|(place, message)| (place.to_owned(), message.to_owned())));
    assert_eq!(underlined(&report).len(), 2, "{:?}", underlined(&report));
    let twice = checked(entry, "a.csv", b"tekst,tekst\nen,to\n");
    assert_eq!(told(&twice), [("tekst".to_owned(), "kolonnen `tekst` står to ganger".to_owned())]);
    // Excel's first line, and a file of one column.
    let excel = checked(entry, "a.csv", "sep=;\r\nid;tekst\r\n1;Gjelder husleie\r\n".as_bytes());
    assert_eq!(underlined(&excel).len(), 1);
    let one = checked(entry, "a.csv", "tekst\nHei, gjelder husleie\n".as_bytes());
    assert_eq!((underlined(&one).len(), one.failures.len()), (1, 0));
    let missed = checked(entry, "a.csv", b"id,tekster\n1,Gjelder husleie\n");
    assert_eq!(told(&missed)[0].1, "`$.tekst` treffer ingenting i filen");
}

#[test]
fn json_lines() {
    let entry = "as: messages, text: \"$.tekst\", id: \"$.id\", with: { channel: gosys }";
    let expected = [("depositum", "="), (r"\u00f8konomisk\nsosialhjelp", "økonomisk sosialhjelp")];
    let report = underlines(entry, "henvendelser.jsonl", &expected);
    assert_eq!(report.messages, 3);
    let broken = checked(
        entry,
        "a.ndjson",
        b"{\"tekst\": \"Gjelder husleie\"}\n{\"tekst\": \"\n{\"tekst\": \"Gjelder depositum\"}\n",
    );
    assert_eq!(underlined(&broken).len(), 2);
    let expected = ("\"".to_owned(), "anførselstegnet blir ikke lukket på linjen".to_owned());
    assert_eq!(told(&broken), [expected]);
    assert_eq!(broken.sources[1].position(broken.failures[0].place.unwrap().span.start).line, 2);
}

#[test]
fn properties() {
    let expected = [("\\u00f8konomisk sosi\\\r\n             alhjelp", "økonomisk sosialhjelp"), ("depositum", "=")];
    let report = underlines(&format!("as: messages, {GOSYS}"), "tekster_nn.properties", &expected);
    assert_eq!(report.messages, 4, "a key without a text is no message");
    let latin_1: Vec<u8> = "a=Gjeld \u{f8}konomisk sosialhjelp\r\nb=husleige".chars().map(|c| c as u8).collect();
    let report = checked(&format!("as: messages, {GOSYS}"), "a.properties", &latin_1);
    let raws: Vec<String> = underlined(&report).into_iter().map(|(raw, _)| raw).collect();
    assert_eq!(raws, ["økonomisk sosialhjelp", "husleige"]);
    let broken = checked(&format!("as: messages, {GOSYS}"), "a.properties", b"a=\\u00x depositum\nb=en\nb=to");
    assert_eq!(told(&broken).len(), 2, "{:?}", told(&broken));
    assert_eq!(told(&broken)[0].0, "\\u00x ");
    assert_eq!(underlined(&broken).len(), 1);
}

#[test]
fn scripts() {
    let expected = [
        (r"\u00f8konomisk sosialhjelp", "økonomisk sosialhjelp"),
        ("deposi' +\r\n    \"tum".trim(), "depositum"),
        ("sosialhjelp", "="),
        ("husleie", "="),
        ("Husleie", "="),
    ];
    let expected = expected.map(|(raw, judged)| (raw.replace("\r\n", "\n"), judged));
    let expected: Vec<(&str, &str)> = expected.iter().map(|(raw, judged)| (raw.as_str(), *judged)).collect();
    let report = underlines(&format!("as: messages, {GOSYS}"), "nb.ts", &expected);
    // Every string but the module's name, the two that are joined being one.
    assert_eq!(report.messages, 10);
    let unpacked =
        checked(&format!("as: messages, {GOSYS}"), "a.js", b"const { a, b } = les('Gjelder husleie'); const");
    assert_eq!(underlined(&unpacked).len(), 1);
    let broken = checked(
        &format!("as: messages, {GOSYS}"),
        "a.js",
        b"export default { a: 'Gjelder husleie', b: 'uten slutt,\n c: 'x' }",
    );
    assert_eq!(told(&broken), [("'".to_owned(), "anførselstegnet blir ikke lukket på linjen".to_owned())]);
    assert_eq!(underlined(&broken).len(), 1);
}

#[test]
fn html() {
    let expected = [
        ("&oslash;konomisk   sosial<b>hjelp", "økonomisk sosialhjelp"),
        // Browsers make a line of each, and a wording is read across lines.
        ("sosial<p>hjelp", "sosial hjelp"),
        ("&#248;konomisk sosialhjelp", "økonomisk sosialhjelp"),
        ("depositum", "="),
    ];
    let report = underlines(&format!("as: messages, {GOSYS}"), "varsel.html", &expected);
    assert_eq!(report.messages, 3, "the page, and two attributes");
    let record = Format::Html
        .records(&Source::new("a.html".to_owned(), String::from_utf8(fixture("varsel.html")).unwrap()))
        .next()
        .unwrap();
    let text = record.root.unwrap().get("text").unwrap().value.text().to_owned();
    assert!(
        text.starts_with(
            "Svar fra Nav\nHei & god dag 😀!\nDu har fått svar om økonomisk sosialhjelp.\nsosial\nhjelp er to avsnitt"
        ),
        "{text}"
    );
    assert!(text.contains("a < b && c"), "{text}");
}

#[test]
fn xml() {
    let entry = "as: nks-quicktext";
    let expected = [("Husleie", "="), ("&#248;konomisk sosialhjelp", "økonomisk sosialhjelp"), ("depositum", "=")];
    let report = underlines(entry, "hurtigtekst.flow-meta.xml", &expected);
    // The theme is stated once, where the description is asked for.
    let theme = report.findings.iter().find(|finding| finding.place.source == 0).unwrap();
    assert_eq!(report.sources[0].slice(theme.place.span), "nks-quicktext");
    let entry = "as: messages, text: \"$..tekst\", with: { channel: gosys }";
    for (text, place, message) in [
        ("<a><tekst>Gjelder husleie</a>", "", "filen er ikke gyldig XML"),
        ("<a><tekst>Gjelder husleie</tekst>", "<a", "`<a>` blir aldri lukket"),
        ("<a><tekst>Gjelder &oslash;</tekst></a>", "&oslash;", "`&oslash;` er ikke en kjent tegnkode i XML"),
        (
            "<!DOCTYPE a [<!ENTITY b \"sosialhjelp\">]><a><tekst>Gjelder &b;</tekst></a>",
            "&b;",
            "`&b;` er ikke en kjent tegnkode i XML",
        ),
        ("bare tekst", "", "filen har ingen elementer"),
    ] {
        let report = checked(entry, "a.xml", text.as_bytes());
        let told = told(&report);
        assert!(told[0].1.starts_with(message), "{told:?}");
        assert!(place.is_empty() || told[0].0 == place, "{told:?}");
    }
}

/// A Word document of these parts.
fn docx(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn word_documents() {
    let document = fixture("rutine.document.xml");
    let footer = "<w:ftr><w:p><w:r><w:t>Gjelder husleie</w:t></w:r></w:p></w:ftr>";
    let bytes = docx(&[("word/footer1.xml", footer.as_bytes()), ("word/document.xml", &document)]);
    let report = checked(&format!("as: messages, {GOSYS}"), "rutine.docx", &bytes);
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    let raws: Vec<(String, usize)> = report
        .findings
        .iter()
        .filter(|finding| finding.place.source == 1)
        .map(|finding| {
            let line = report.sources[1].position(finding.place.span.start).line;
            (report.sources[1].slice(finding.place.span).to_owned(), line)
        })
        .collect();
    let expected = [("depositum", 2), ("økonomisk sosialhjelp", 5), ("husleie", 6)];
    assert_eq!(raws, expected.map(|(raw, line)| (raw.to_owned(), line)));
    let routine = checked("as: routine, with: { actor: nks, title: Kontakt, channel: gosys }", "rutine.docx", &bytes);
    let raws: Vec<String> = underlined(&routine).into_iter().map(|(raw, _)| raw).collect();
    // Of the case that is urgent it does not say who is called.
    let expected = ["depositum", "haster", "økonomisk sosialhjelp"];
    assert_eq!(raws, expected, "only what staff are told to write, and what the routine leaves out");
}

#[test]
fn hostile_word_documents_are_told() {
    let document = fixture("rutine.document.xml");
    let whole = docx(&[("word/document.xml", &document)]);
    let bomb = docx(&[("word/document.xml", &vec![b' '; 80 * 1024 * 1024])]);
    assert!(bomb.len() < 200_000);
    let entry = format!("as: messages, {GOSYS}");
    for (bytes, message) in [
        (&whole[..whole.len() / 2], "filen er ikke et helt Word-dokument"),
        (&b"PK\x03\x04"[..], "filen er ikke et helt Word-dokument"),
        (&b""[..], "filen er ikke et helt Word-dokument"),
        (&bomb[..], "dokumentet pakkes ut til mye mer"),
        (&docx(&[("xl/workbook.xml", b"<a/>")]), "filen er et zip-arkiv uten `word/document.xml`"),
        (&docx(&[("word/document.xml", b"<w:document><w:p>")]), "filen er ikke et helt Word-dokument"),
        (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], "filen er et gammelt Word-dokument (.doc), eller har passord"),
    ] {
        let report = checked(&entry, "a.docx", bytes);
        let told = told(&report);
        assert!(told[0].1.starts_with(message), "{told:?}");
    }
}

#[test]
fn skrivestotte() {
    let report = checked("as: skrivestotte", "skrivestotte.json", &fixture("skrivestotte.json"));
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    // Two languages to colleagues, two to the client, and one template that is judged as both.
    assert_eq!(report.messages, 6);
    let raws: Vec<(Option<&str>, String)> = report
        .findings
        .iter()
        .map(|finding| (finding.document.as_deref(), report.sources[1].slice(finding.place.span).to_owned()))
        .collect();
    let expected = [
        (Some("Husleie - samtale"), r"\u00f8konomisk sosialhjelp".to_owned()),
        (Some("Husleie - samtale"), "økonomisk sosialhjelp".to_owned()),
        (Some("Begge deler"), "depositum".to_owned()),
    ];
    assert_eq!(raws, expected, "what the client reads logged in tells nobody else");
    // The user has the last word.
    let all = checked("as: skrivestotte, with: { channel: gosys }", "skrivestotte.json", &fixture("skrivestotte.json"));
    assert_eq!(underlined(&all).len(), 4);
    let other = checked("as: skrivestotte", "a.json", b"{ \"a\": { \"tittel\": \"x\" } }");
    assert_eq!(told(&other).len(), 3, "{:?}", told(&other));
}

#[test]
fn gosys_tasks() {
    let report = checked("as: gosys-oppgave", "a.json", &fixture("gosys-oppgave.json"));
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    let found: Vec<(&str, &str, &str)> = report
        .findings
        .iter()
        .map(|finding| {
            let document = finding.document.as_deref().unwrap_or_default();
            (document, finding.rule.as_str(), report.sources[1].slice(finding.place.span))
        })
        .collect();
    let expected = [
        ("1", "theme-reveals", "KOM"),
        ("1", "theme-reveals", "OKSOS"),
        ("1", "avoided-term", "husleie"),
        ("1", "metadata-reveals", "Sosialhjelp"),
        ("2", "theme-reveals", "ANSOS"),
    ];
    assert_eq!(found, expected, "the name in an entry's header is no part of what is said");
    // A list, and a task by itself.
    let list = checked(
        "as: gosys-oppgave",
        "a.json",
        br#"[{"tema": "KOM", "oppgavetype": "KONT_BRUK", "beskrivelse": "Hei"}]"#,
    );
    assert_eq!((list.findings.len(), list.failures.len()), (1, 0));
    let one = checked(
        "as: gosys-oppgave",
        "a.json",
        br#"{"temagruppe": "OKSOS", "oppgavetype": "KONT_BRUK", "beskrivelse": "Hei"}"#,
    );
    assert_eq!(told(&one), [(String::new(), "oppføringen mangler `tema`".to_owned())]);
    assert_eq!(one.findings.len(), 1);
}

#[test]
fn quick_texts() {
    let expected = [("stenging av strøm", "=")];
    let report = checked("as: nks-quicktext", "a.json", &fixture("nks-quicktext.json"));
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    assert_eq!(report.messages, 2);
    let raws = underlined(&report);
    assert!(raws.iter().any(|(raw, _)| raw.contains(expected[0].0)), "{raws:?}");
    let themes: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.place.source == 0)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(themes.len(), 1);
    assert!(themes[0].contains("2 meldinger"), "{themes:?}");
}

#[test]
fn what_files_are_is_checked() {
    for (entry, message, help) in [
        ("as: skrivestøtte", "`skrivestøtte` er ikke en gyldig verdi for `as`", "mente du `skrivestotte`?"),
        (
            "as: messages, format: docx, with: { channel: gosys }",
            "`docx` er ikke en gyldig verdi for `format`",
            "`csv`",
        ),
        ("as: messages, blank: \"(\", with: { channel: gosys }", "`blank` er ikke et gyldig regulært uttrykk", "regex"),
        ("as: routine, with: { actor: nks }", "rutinen under `with` mangler `title`", "legg til `title:`"),
    ] {
        let (_, problems) = config::read(&configured(entry), 0, &LAW.vocabulary);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(LAW.texts.say(&problems[0].message), message);
        assert!(problems[0].help.as_ref().is_some_and(|told| LAW.texts.say(told).contains(help)), "{problems:?}");
    }
    // A text has no parts to point at, unless its format is said.
    let entry = "as: messages, text: \"$.tekst\", with: { channel: gosys }";
    assert_eq!(told(&checked(entry, "a.md", b"Gjelder husleie")).len(), 1);
    let yaml = checked(&format!("format: yaml, {entry}"), "a.txt", b"tekst: Gjelder husleie\n");
    assert_eq!((yaml.findings.len(), yaml.failures.len()), (1, 0));
}

#[test]
fn what_cannot_be_read_stops_no_other_file() {
    let config = "taushet: config/v1\ninputs:\n  - paths: [\"*.csv\", \"*.docx\", \"*.ts\"]\n    as: messages\n    with: { channel: gosys }\n";
    let scratch = Scratch::new(&[("taushet.yaml", config), ("god.csv", "id;tekst\n1;Gjelder husleie\n")]);
    scratch.write("latin1.csv", b"id;tekst\n1;St\xf8nad\n");
    scratch.write("halv.docx", &docx(&[("word/document.xml", b"<a/>")])[..20]);
    scratch.write(
        "hel.docx",
        &docx(&[(
            "word/document.xml",
            b"<w:document><w:p/><w:p><w:r><w:t>Gjelder depositum</w:t></w:r></w:p></w:document>",
        )]),
    );
    scratch.write("halv.ts", b"export default { a: 'Gjelder");
    let ran = scratch.run(&["check", "--format", "short"]).exits(2);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert!(ran.out.lines().any(|line| line.starts_with("hel.docx:avsnitt 2:9: error[")), "{}", ran.out);
    let failures: Vec<&str> = ran.err.lines().filter(|line| line.contains(": failure ")).collect();
    assert_eq!(failures.len(), 3, "{}", ran.err);
    assert!(failures.iter().any(|line| line.starts_with("latin1.csv: ") && line.contains("UTF-8")), "{}", ran.err);
    let shown = scratch.run(&["check", "hel.docx"]).exits(1);
    assert!(shown.out.contains("[hel.docx:avsnitt 2:9]"), "{}", shown.out);
    let json = scratch.run(&["check", "--format", "json", "hel.docx"]).exits(1).json();
    assert_eq!(json["findings"][0]["start"]["line"], 2);
}

/// Every scalar's place, and every character's, lies inside the text.
fn inside(node: &Node, length: usize) -> bool {
    let is_inside = |span: Span| span.start <= span.end && span.end <= length;
    is_inside(node.span)
        && match &node.value {
            Value::Scalar(scalar) => {
                let bounds = scalar.text().char_indices().map(|(at, c)| at..at + c.len_utf8());
                bounds.into_iter().all(|range| is_inside(scalar.span_of(range)))
            }
            Value::List(items) => items.iter().all(|item| inside(item, length)),
            Value::Map(entries) => {
                entries.iter().all(|entry| inside(&entry.key, length) && inside(&entry.value, length))
            }
        }
}

fn survives(text: &str) -> Result<(), TestCaseError> {
    let source = Source::new("a".to_owned(), text.to_owned());
    for format in Format::ALL {
        for record in format.records(&source) {
            for problem in &record.problems {
                prop_assert!(text.get(problem.span.start..problem.span.end).is_some(), "{format:?}: {problem:?}");
            }
            prop_assert!(record.root.is_none_or(|root| inside(&root, text.len())), "{:?}: {:?}", format, text);
        }
    }
    Ok(())
}

/// What the formats are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = vec![
        "<",
        ">",
        "</",
        "/>",
        "<p>",
        "<b",
        "&",
        "&amp;",
        "&oslash",
        "&#248;",
        "&#x",
        ";",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        " alt=",
        "title='",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\"",
        "'",
        "`",
        "${",
        "\\",
        "\\u00e5",
        "\\u{1f600}",
        "\\x2",
        "\\\n",
        "=",
        ":",
        "+",
        "=>",
        "const a",
        "export default ",
        "import ",
        " from ",
        "...",
        "//",
        "/*",
        "*/",
        "/",
        "a",
        "b: ",
        "1",
        "null",
        "å",
        "😀",
        "\u{feff}",
        "\u{0}",
        "sep=;",
        "#",
    ];
    proptest::collection::vec(select(words), 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_126),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_tokens_are_read(text in soup()) {
        survives(&text)?;
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        survives(&text)?;
    }

    #[test]
    fn any_bytes_are_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..200), ending in select(vec!["docx", "properties", "csv", "xml"])) {
        if let Ok(source) = decode(format!("a.{ending}"), bytes) {
            survives(source.text())?;
        }
    }

    /// A zip that is whole outside and broken inside.
    #[test]
    fn any_part_is_decoded(xml in soup()) {
        let xml = format!("<w:document>{xml}</w:document>");
        if let Ok(source) = decode("a.docx".to_owned(), docx(&[("word/document.xml", xml.as_bytes())])) {
            survives(source.text())?;
        }
    }
}

/// The language that a file says by a key, by the name of a key above the text or by its own name, is the one of what is
/// suggested instead.
#[test]
fn a_language_that_is_told_is_followed() {
    let neutral = |entry: &str, name: &str, text: &str| -> Vec<bool> {
        let report = checked(&format!("as: messages, {entry}"), name, text.as_bytes());
        assert!(report.failures.is_empty(), "{:?}", report.failures);
        let help = |finding: &Finding| finding.help.clone().unwrap_or_default().contains("Brukar ønskjer kontakt.");
        report.findings.iter().map(help).collect()
    };
    assert_eq!(neutral(GOSYS, "a.json", r#"{"nb": "Sosialhjelp?", "nn_NO": {"a": "Sosialhjelp?"}}"#), [false, true]);
    assert_eq!(neutral(GOSYS, "a_nn.properties", "a=Sosialhjelp?\n"), [true]);
    assert_eq!(neutral(GOSYS, "a_nb_NO.properties", "a=Sosialhjelp?\n"), [false]);
    assert_eq!(neutral(GOSYS, "a.nn.txt", "Sosialhjelp?\n"), [true]);
    let stated = "with: { channel: gosys, language: nn }";
    assert_eq!(neutral(stated, "a.nb.json", r#"{"nb": "Sosialhjelp?"}"#), [true]);
    let mapped = "text: \"$[*].t\", language: \"$[*].l\", with: { channel: gosys }";
    let text = r#"[{"t": "Sosialhjelp?", "l": "nn"}, {"t": "Sosialhjelp?", "l": "pl"}]"#;
    assert_eq!(neutral(mapped, "a.json", text), [true, false]);
    let wrong = configured("as: messages, with: { channel: gosys, language: norsk }");
    let (_, problems) = config::read(&wrong, 0, &LAW.vocabulary);
    assert!(problems.iter().any(|problem| LAW.texts.say(&problem.message).contains("`norsk`")), "{problems:?}");
}
