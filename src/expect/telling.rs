//! Disagreements as people read them.

use std::fmt::Write as _;

use super::{Disagreements, Instead, Missing, Mistake, Reason, Unexpected};
use crate::phrase::Phrase;
use crate::report::FlowVerdict;
use crate::rulebook::Texts;

impl Disagreements {
    /// The disagreements in words, one or more lines each; empty when there are none.
    #[must_use]
    pub fn text(&self, path: &str, texts: &Texts) -> String {
        let mut out = String::new();
        let mut section = |heading: Phrase, lines: Vec<String>| {
            if !lines.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "  {}", texts.say(&heading));
                for line in lines {
                    let _ = writeln!(out, "    {line}");
                }
            }
        };
        section(
            phrase!("test-mistakes"),
            self.mistakes.iter().map(|mistake| told_mistake(mistake, path, texts)).collect(),
        );
        section(
            phrase!("test-missing"),
            self.missing.iter().map(|missing| told_missing(missing, path, texts)).collect(),
        );
        section(
            phrase!("test-unexpected"),
            self.unexpected.iter().map(|found| told_unexpected(found, path, texts)).collect(),
        );
        out
    }
}

fn told_mistake(mistake: &Mistake, path: &str, texts: &Texts) -> String {
    let written = &mistake.written;
    let reason = match mistake.reason {
        Reason::Alone => phrase!("test-mistake-alone", written),
        Reason::Unreadable => phrase!("test-mistake-unreadable", written),
        Reason::UnknownKind => phrase!("test-mistake-kind", written),
        Reason::NoGrammar => phrase!("law-erred"),
    };
    format!("{path}:{}: {}", mistake.line, texts.say(&reason))
}

fn told_missing(missing: &Missing, path: &str, texts: &Texts) -> String {
    let at = format!("{path}:{}: {}", missing.line, missing.written);
    let instead = match &missing.instead {
        Instead::Nothing => return at,
        Instead::NoVerdict => texts.say(&phrase!("test-no-verdict")),
        Instead::Verdict(flow) => texts.say(&phrase!("test-got", got = written(flow))),
        Instead::Finding { severity, rule } => {
            texts.say(&phrase!("test-got", got = format!("{}: [{rule}]", severity.as_str())))
        }
    };
    format!("{at}\n      {instead}")
}

fn told_unexpected(unexpected: &Unexpected, path: &str, texts: &Texts) -> String {
    match unexpected {
        Unexpected::Finding { path, position: (line, column), underlined, finding } => {
            let severity = finding.severity.as_str();
            format!("{path}:{line}:{column}: {severity}: [{}] «{underlined}» {}", finding.rule, finding.message)
        }
        Unexpected::Verdict { line, verdict } => format!("{path}:{line}: {}: {}", verdict.flow, written(verdict)),
        Unexpected::Failure { position, message } => {
            let at = position.map(|(line, column)| format!("{line}:{column}: ")).unwrap_or_default();
            format!("{path}:{at}{}", texts.say(&phrase!("test-failure", message)))
        }
    }
}

/// A verdict as an expectation writes it, to be pasted.
fn written(flow: &FlowVerdict) -> String {
    let by = if flow.by.is_empty() { String::new() } else { format!(" [{}]", flow.by.join(", ")) };
    let missing =
        if flow.missing.is_empty() { String::new() } else { format!(" missing: {}", flow.missing.join(", ")) };
    format!("verdict: {}{by}{missing}", flow.verdict.as_str())
}
