//! Names and texts that a format's reader would take for something else: commands of a build log, markup, links.

use std::collections::BTreeMap;

use serde_json::Value;
use taushet::render::Format;
use taushet::report::Report;
use taushet::rulebook::Severity;
use taushet::source::Source;

use super::{is_xml, mixed, parsed, shown};

const STRANGE: [&str; 9] = [
    "\n::error::a",
    "\r::set-output name=x::y",
    "##[add-mask]a",
    "##vso[task.setvariable variable=x]y",
    "###vso[task.complete result=Succeeded]",
    "a,b:c;d]e=f%0A%25%AZP25%3B",
    "<!-- & \"' ]]> -->",
    "\u{0}\u{1b}[31m\u{fffe}",
    "[x](https://example.org) {0}",
];

/// Names and texts that mean something to who reads the format, wherever a document's own words can come.
pub(super) fn strange() -> Report {
    let mut report = mixed();
    let words = STRANGE.concat();
    report.sources = report
        .sources
        .iter()
        .map(|source| Source::new(format!("{words}/{}", source.path()), source.text().to_owned()))
        .collect();
    for finding in &mut report.findings {
        finding.message = format!("{}{words}", finding.message).into();
        finding.document = Some(words.as_str().into());
        finding.help = finding.help.as_ref().map(|help| format!("{help}{words}").into());
        finding.related.iter_mut().for_each(|(_, what)| *what = format!("{what}{words}").into());
    }
    for suppressed in &mut report.suppressed {
        suppressed.reason.push_str(&words);
        suppressed.by = Some(words.clone());
        suppressed.finding.document = Some(words.as_str().into());
    }
    for failure in &mut report.failures {
        failure.message.push_str(&words);
        failure.path = words.clone();
    }
    report
}

/// What a runner reads: the command, its properties and its text.
type Command = (String, BTreeMap<String, String>, String);

fn unescaped(text: &str, table: &[(&str, &str)]) -> String {
    table.iter().fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

fn properties(written: &str, between: char, table: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = written.split(between).filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), unescaped(value, table))).collect()
}

/// As GitHub's runner does: a command at the beginning of a line, else one in the old form anywhere in it.
fn github_command(line: &str) -> Option<Command> {
    let table = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    if let Some((info, data)) = line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::")) {
        let (name, rest) = info.split_once(' ').unwrap_or((info, ""));
        let data = unescaped(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]);
        return Some((name.to_owned(), properties(rest, ',', &table), data));
    }
    let (_, old) = line.split_once("##[")?;
    Some((old.to_owned(), BTreeMap::new(), String::new()))
}

/// As Azure's agent does: a command anywhere in a line.
fn azure_command(line: &str) -> Option<Command> {
    let table = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")];
    let (_, rest) = line.split_once("##vso[")?;
    let (info, data) = rest.split_once(']')?;
    let (name, rest) = info.split_once(' ').unwrap_or((info, ""));
    Some((name.to_owned(), properties(rest, ';', &table), unescaped(data, &table)))
}

/// A line as a runner cuts them: at `\n`, `\r` or both.
fn log_lines(log: &str) -> Vec<&str> {
    log.split(['\n', '\r']).filter(|line| !line.is_empty()).collect()
}

/// The texts of all messages in a log.
fn messages(value: &Value) -> Vec<String> {
    match value {
        Value::Object(entries) => {
            let own = entries.get("text").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(entries.values().flat_map(messages)).collect()
        }
        Value::Array(items) => items.iter().flat_map(messages).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn nothing_in_a_document_is_a_command() {
    let report = strange();
    let path = |index: usize| report.path(report.findings[index].place).to_owned();
    let github = shown(&report, Format::Github);
    let commands: Vec<Command> = log_lines(&github).into_iter().filter_map(github_command).collect();
    assert_eq!(commands.len(), report.failures.len() + report.findings.len(), "{github}");
    for (index, (name, properties, text)) in commands.iter().skip(report.failures.len()).enumerate() {
        assert!(["error", "warning", "notice"].contains(&name.as_str()), "{name}");
        assert_eq!(properties["file"], path(index));
        assert_eq!(properties["title"], report.findings[index].rule.as_str());
        assert!(text.starts_with(report.findings[index].message.as_str()), "{text}");
    }
    let azure = shown(&report, Format::Azure);
    let commands: Vec<Command> = log_lines(&azure).into_iter().filter_map(azure_command).collect();
    assert_eq!(commands.len(), report.failures.len() + report.count(Severity::Error) + report.count(Severity::Warning));
    assert!(log_lines(&azure).iter().filter(|line| !line.starts_with("##vso[")).all(|line| !line.contains("##")));
    for (name, properties, _) in &commands {
        assert_eq!(name, "task.logissue");
        assert!(properties["sourcepath"].starts_with(STRANGE[0]), "{properties:?}");
        let known = ["type", "sourcepath", "linenumber", "columnnumber", "code"];
        assert!(properties.keys().all(|key| known.contains(&key.as_str())), "{properties:?}");
    }
    is_xml(&shown(&report, Format::Junit));
    is_xml(&shown(&mixed(), Format::Junit));
    let messages = messages(&parsed(&report, Format::Sarif));
    assert!(messages.iter().any(|message| message.contains("[x]")));
    assert!(messages.iter().all(|message| !message.contains("[x](")), "a viewer would make a link of it");
}
