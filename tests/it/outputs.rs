//! The formats that other programs read: each holds to its own rules.

mod hostile;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use clap::ValueEnum as _;
use quick_xml::events::Event;
use serde_json::{Value, json};
use taushet::check::check;
use taushet::render::{Format, SoFar, close, open, part, render};
use taushet::report::{Failure, Report};
use taushet::rulebook::Severity;
use taushet::source::Source;

use crate::render::with_decisions;
use crate::{DAY, LAW, check_one, root, run, text};

/// A document with everything that moves a column: CRLF, a tab, æøå, an emoji outside the first plane, a combining mark.
const LINE: &str = "    text: \"\tÆøå 😀 e\u{301} spør om depositum\"";

fn document() -> String {
    ["taushet: messages/v1", "messages:", "  - id: a", "    channel: gosys", LINE, ""].join("\r\n")
}

fn shown(report: &Report, format: Format) -> String {
    render(report, format, &LAW.texts, false)
}

fn parsed(report: &Report, format: Format) -> Value {
    serde_json::from_str(&shown(report, format)).unwrap()
}

/// Fails unless the schema of SARIF 2.1.0 holds.
pub(crate) fn is_sarif(log: &Value) {
    static SCHEMA: LazyLock<(boon::Schemas, boon::SchemaIndex)> = LazyLock::new(|| {
        let schema: Value = serde_json::from_str(&text(&root().join("fixtures/schemas/sarif-2.1.0.json"))).unwrap();
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource("https://example.org/sarif.json", schema).unwrap();
        let index = compiler.compile("https://example.org/sarif.json", &mut schemas).unwrap();
        (schemas, index)
    });
    let (schemas, index) = &*SCHEMA;
    if let Err(error) = schemas.validate(log, *index) {
        panic!("{error:#}\n{log:#}");
    }
}

/// Fails unless it is well-formed XML.
pub(crate) fn is_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                tag.attributes()
                    .for_each(|attribute| drop(attribute.unwrap_or_else(|error| panic!("{error}\n{text}"))));
            }
            Ok(_) => {}
            Err(error) => panic!("{error}\n{text}"),
        }
    }
    let allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(allowed), "a character that XML 1.0 has not");
}

#[test]
fn every_format_counts_characters() {
    let report = check_one(&LAW, "blåbær.yaml", &document(), &["avoided-term"]);
    let start = LINE.split("depositum").next().unwrap().chars().count() + 1;
    let end = start + "depositum".chars().count();
    assert_eq!((start, end), (30, 39));
    assert!(shown(&report, Format::Short).starts_with("blåbær.yaml:5:30: "), "{}", shown(&report, Format::Short));
    assert!(shown(&report, Format::Human).contains("[blåbær.yaml:5:30]"), "{}", shown(&report, Format::Human));
    let json = parsed(&report, Format::Json);
    assert_eq!(json["findings"][0]["start"], json!({ "line": 5, "column": start }));
    assert_eq!(json["findings"][0]["end"], json!({ "line": 5, "column": end }));
    let sarif = parsed(&report, Format::Sarif);
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let region = json!({ "startLine": 5, "startColumn": start, "endLine": 5, "endColumn": end });
    assert_eq!(place["region"], region);
    assert_eq!(place["artifactLocation"], json!({ "uri": "bl%C3%A5b%C3%A6r.yaml", "uriBaseId": "%SRCROOT%" }));
    let github = shown(&report, Format::Github);
    assert!(
        github.starts_with("::error file=blåbær.yaml,line=5,endLine=5,col=30,endColumn=39,title=avoided-term::"),
        "{github}"
    );
    let gitlab = parsed(&report, Format::Gitlab);
    let positions = json!({ "begin": { "line": 5, "column": start }, "end": { "line": 5, "column": end } });
    assert_eq!(gitlab[0]["location"], json!({ "path": "blåbær.yaml", "positions": positions }));
    let azure = shown(&report, Format::Azure);
    let issue =
        "##vso[task.logissue type=error;sourcepath=blåbær.yaml;linenumber=5;columnnumber=30;code=avoided-term;]";
    assert!(azure.starts_with(issue), "{azure}");
    assert!(shown(&report, Format::Junit).contains(">blåbær.yaml:5:30\n"), "{}", shown(&report, Format::Junit));
}

/// A report of everything: two files with findings of all severities, a failure with a place and one without.
fn mixed() -> Report {
    let warning = "taushet: messages/v1\nmessages:\n  - { id: b, channel: sms, from: nav-office, to: client, text: Gjelder depositum og depositum. }\n";
    let info = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office }\n  politi: { kind: police }\nflows:\n  etterlyst: { from: nav, to: politi, data: [phone], purpose: locating-person, initiative: request, basis: sotjl-44-4 }\n";
    let clean = "taushet: messages/v1\nmessages:\n  - { id: ren, channel: gosys, text: Bruker ønsker å bli ringt. }\n";
    let broken = "taushet: flows/v1\nflows: {}\n";
    let texts = [("a.yaml", document()), ("b.yaml", warning.to_owned()), ("c/d e.yaml", info.to_owned())];
    let texts = texts.iter().map(|(path, text)| (*path, text.as_str()));
    let texts: Vec<(&str, &str)> = texts.chain([("ren.yaml", clean), ("feil.yaml", broken)]).collect();
    let mut run = run(&texts, &[]);
    run.failures.push(Failure {
        place: None,
        path: "borte.yaml".to_owned(),
        message: "filen finnes ikke".to_owned(),
        help: Some("sjekk stien".to_owned()),
        ..Failure::default()
    });
    let report = with_decisions(&check(&LAW, run));
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        assert!(report.count(severity) > 0, "{severity}");
    }
    report
}

fn empty() -> Report {
    check(&LAW, run(&[], &[]))
}

#[test]
fn sarif_holds_to_its_schema() {
    for report in [mixed(), empty(), hostile::strange()] {
        is_sarif(&parsed(&report, Format::Sarif));
    }
    let sarif = parsed(&mixed(), Format::Sarif);
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["taushet/v1"].as_str().is_some_and(|mark| mark.len() == 32));
    }
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "a rule is named once");
    for rule in rules {
        let help = rule["help"]["markdown"].as_str().unwrap();
        assert!(help.contains("**Hvorfor:**") && help.contains("**Hjemmel:**") && !help.contains(['{', '}']), "{help}");
        assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.starts_with("https://")), "{rule:#}");
        // GitHub's limits.
        for key in ["shortDescription", "fullDescription"] {
            let length = rule[key]["text"].as_str().unwrap().chars().count();
            assert!((1..=1024).contains(&length), "{rule:#}");
        }
    }
    let quoted = rules.iter().filter(|rule| rule["help"]["markdown"].as_str().unwrap().contains(": «"));
    assert!(quoted.count() > 0, "the statute's words are quoted");
    assert!(!sarif.to_string().contains("snippet"));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(parsed(&empty(), Format::Sarif)["runs"][0]["invocations"][0]["executionSuccessful"], true);
    // What does not count is there, and says why.
    let suppressed: Vec<&Value> =
        run["results"].as_array().unwrap().iter().filter(|result| !result["suppressions"].is_null()).collect();
    let kinds: Vec<&Value> = suppressed.iter().map(|result| &result["suppressions"][0]["kind"]).collect();
    assert_eq!(kinds, ["inSource", "external", "inSource", "external"]);
    assert_eq!(suppressed[1]["suppressions"][0]["justification"], "avklart");
    assert_eq!(suppressed[1]["suppressions"][0]["properties"]["until"], "2027-01-01");
    let fixed: Vec<&Value> =
        run["results"].as_array().unwrap().iter().filter(|result| !result["fixes"].is_null()).collect();
    let replacement = &fixed[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "dokumentasjon");
    assert_eq!(replacement["deletedRegion"], fixed[0]["locations"][0]["physicalLocation"]["region"]);
}

/// A document of paragraphs has no lines to point at.
#[test]
fn paragraphs_are_told_in_the_message() {
    let mut report = check_one(
        &LAW,
        "rutine.docx",
        "---\ntaushet: messages/v1\nchannel: gosys\n---\n\nGjelder depositum.\n",
        &["avoided-term"],
    );
    report.sources = report
        .sources
        .iter()
        .map(|source| Source::of_paragraphs(source.path().to_owned(), source.text().to_owned()))
        .collect();
    let result = parsed(&report, Format::Sarif)["runs"][0]["results"][0].clone();
    assert_eq!(result["locations"][0]["physicalLocation"]["region"], Value::Null);
    assert!(result["message"]["text"].as_str().unwrap().starts_with("avsnitt 6: "), "{result:#}");
    is_sarif(&parsed(&report, Format::Sarif));
    let github = shown(&report, Format::Github);
    assert!(github.starts_with("::error file=rutine.docx,title=avoided-term::avsnitt 6: "), "{github}");
    let gitlab = parsed(&report, Format::Gitlab);
    assert_eq!(gitlab[0]["location"], json!({ "path": "rutine.docx", "lines": { "begin": 1 } }));
    let azure = shown(&report, Format::Azure);
    assert!(
        azure.starts_with("##vso[task.logissue type=error;sourcepath=rutine.docx;code=avoided-term;]avsnitt 6: "),
        "{azure}"
    );
}

/// GitLab shows one of those that share a fingerprint, and build servers one of the cases that share a name.
#[test]
fn no_two_share_a_name() {
    let same =
        "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: Gjelder depositum og depositum. }\n";
    let report = check(&LAW, run(&[("a.yaml", same), ("b.yaml", same)], &["avoided-term"]));
    assert_eq!(report.findings.len(), 4);
    let check_names = |shown: (String, String)| {
        let (gitlab, junit) = shown;
        let gitlab: Value = serde_json::from_str(&gitlab).unwrap();
        let all: Vec<&str> =
            gitlab.as_array().unwrap().iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        let mut suite = "";
        let mut names = Vec::new();
        for line in junit.lines() {
            match line.trim_start() {
                line if line.starts_with("<testsuite ") => suite = line.split('"').nth(1).unwrap_or_default(),
                line if line.starts_with("<testcase ") => {
                    names.push((suite, line.split('"').nth(1).unwrap_or_default()))
                }
                _ => {}
            }
        }
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        all.len()
    };
    assert_eq!(check_names((shown(&report, Format::Gitlab), shown(&report, Format::Junit))), 4);
    // The same when a file comes in pieces, of which each begins to count anew.
    let twice = |format: Format| in_parts(format, &report, &report).1;
    assert_eq!(check_names((twice(Format::Gitlab), twice(Format::Junit))), 8);
}

/// What is written of a report that comes in two parts: the first, and all.
fn in_parts(format: Format, first: &Report, last: &Report) -> (String, String) {
    let mut out = open(format, DAY).into_bytes();
    let mut so_far = SoFar::default();
    part(first, format, &LAW.texts, false, &mut so_far, &mut out).unwrap();
    let begun = out.clone();
    close(last, format, &LAW.texts, false, &mut so_far, &mut out).unwrap();
    (String::from_utf8(begun).unwrap(), String::from_utf8(out).unwrap())
}

/// What comes in parts is what comes at once, but for the order.
#[test]
fn parts_say_the_same() {
    let report = mixed();
    let mut nothing = empty();
    nothing.documents = report.documents;
    for format in Format::value_variants() {
        let (first, parts) = in_parts(*format, &report, &nothing);
        match format {
            Format::Sarif => {
                let mut whole = parsed(&report, Format::Sarif);
                let mut parts: Value = serde_json::from_str(&parts).unwrap();
                is_sarif(&parts);
                // Whether all could be checked is counted by who puts the parts together.
                for log in [&mut whole, &mut parts] {
                    log["runs"][0]["invocations"][0]["executionSuccessful"].take();
                }
                assert_eq!(parts, whole);
            }
            Format::Gitlab | Format::Junit => assert_eq!(parts, shown(&report, *format)),
            Format::Json => {
                let parts: Value = serde_json::from_str(&parts).unwrap();
                let whole = parsed(&report, Format::Json);
                for key in ["findings", "suppressed", "failures", "asOf", "tool"] {
                    assert_eq!(parts[key], whole[key], "{key}");
                }
            }
            Format::Github | Format::Azure | Format::Short | Format::Human => {
                let whole = shown(&report, *format);
                let told = first.lines().filter(|line| !line.is_empty());
                assert!(told.clone().count() > 3 && told.clone().all(|line| whole.contains(line)), "{first}");
            }
        }
    }
}

/// A clean document passes; what is let stand is skipped, and a remark fails nothing.
#[test]
fn junit_counts() {
    let junit = shown(&mixed(), Format::Junit);
    let suite = |name: &str| {
        let (_, rest) = junit.split_once(&format!("<testsuite name=\"{name}\" ")).unwrap();
        rest.split_once("</testsuite>").unwrap().0.to_owned()
    };
    assert!(suite("ren.yaml").starts_with("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\""), "{junit}");
    assert!(suite("ren.yaml").contains("<testcase name=\"ingen funn\" classname=\"ren.yaml\"/>"), "{junit}");
    assert!(suite("borte.yaml").starts_with("tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\""), "{junit}");
    assert_eq!(suite("a.yaml").matches("<skipped ").count(), 4, "{junit}");
    assert!(suite("c/d e.yaml").contains("<system-out>"), "{junit}");
    assert!(suite("feil.yaml").contains("<error "), "{junit}");
}

/// People see how much does not count, and who said so; and that there is a fix.
#[test]
fn the_summary_says_what_is_suppressed() {
    let human = shown(&mixed(), Format::Human);
    assert!(human.trim_end().ends_with("Undertrykt: 3 (personvernombudet 2, uten navn 1). Fra før: 1."), "{human}");
    assert!(human.contains("--fix=suggested"), "{human}");
    let plain = shown(&empty(), Format::Human);
    assert!(!plain.contains("Undertrykt") && !plain.contains("Fra før"), "{plain}");
}

/// What `docs/src/formater.md` shows of each format is what the program says, line by line, `…` for what is left out.
#[test]
fn the_documentation_shows_true_output() {
    let path = "fixtures/eksempler/melding.yaml";
    let report = check_one(&LAW, path, &text(&root().join(path)), &["avoided-term"]);
    let page = text(&root().join("docs/src/formater.md"));
    let mut told = BTreeSet::new();
    for block in page.split("<!-- utdata: ").skip(1) {
        let (name, rest) = block.split_once(" -->").unwrap();
        let format = Format::from_str(name, false).unwrap();
        let shown = shown(&report, format);
        let mut lines = shown.lines();
        for wanted in rest.split("```").nth(1).unwrap().lines().skip(1).filter(|line| *line != "…") {
            assert!(lines.any(|line| line == wanted), "{name}: not in this order: {wanted}\n{shown}");
        }
        told.insert(name);
    }
    assert_eq!(told.len(), Format::value_variants().len() - 1, "README shows `human`");
}
