//! Disagreements as people read them.

use std::fmt::Write as _;

use super::{Disagreements, Instead, Missing, Mistake, Reason, Unexpected};
use crate::report::FlowVerdict;
use crate::rulebook::Texts;

impl Disagreements {
    /// The disagreements in words, one or more lines each; empty when there are none.
    #[must_use]
    pub fn text(&self, path: &str, texts: &Texts) -> String {
        let mut out = String::new();
        let mut section = |key: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "  {}", texts.phrase(key, &[]));
                for line in lines {
                    let _ = writeln!(out, "    {line}");
                }
            }
        };
        section("test-mistakes", self.mistakes.iter().map(|mistake| told_mistake(mistake, path, texts)).collect());
        section("test-missing", self.missing.iter().map(|missing| told_missing(missing, path, texts)).collect());
        section("test-unexpected", self.unexpected.iter().map(|found| told_unexpected(found, path, texts)).collect());
        out
    }
}

fn told_mistake(mistake: &Mistake, path: &str, texts: &Texts) -> String {
    let key = match mistake.reason {
        Reason::Alone => "test-mistake-alone",
        Reason::Unreadable => "test-mistake-unreadable",
        Reason::UnknownKind => "test-mistake-kind",
        Reason::NoGrammar => "law-erred",
    };
    format!("{path}:{}: {}", mistake.line, texts.phrase(key, &[("written", &mistake.written)]))
}

fn told_missing(missing: &Missing, path: &str, texts: &Texts) -> String {
    let at = format!("{path}:{}: {}", missing.line, missing.written);
    let instead = match &missing.instead {
        Instead::Nothing => return at,
        Instead::NoVerdict => texts.phrase("test-no-verdict", &[]),
        Instead::Verdict(flow) => texts.phrase("test-got", &[("got", &written(flow))]),
        Instead::Finding { severity, rule } => {
            texts.phrase("test-got", &[("got", &format!("{}: [{rule}]", severity.as_str()))])
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
            format!("{path}:{at}{}", texts.phrase("test-failure", &[("message", message)]))
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
