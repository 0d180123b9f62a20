//! For people: the exact characters underlined, why, the provision, and what to write or record instead.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity as Weight, SourceCode};

use crate::report::{Failure, Finding, Place, Report};
use crate::rulebook::{Severity, Texts};

/// Wide enough for Norwegian words and narrow enough for a build log.
const WIDTH: usize = 100;

pub(super) fn render(report: &Report, texts: &Texts, color: bool) -> String {
    let mut out = String::new();
    for failure in &report.failures {
        render_one(&of_failure(report, failure, texts), &footer(&[("do", failure.help.as_deref())], texts), color, &mut out);
    }
    for finding in &report.findings {
        let law = finding.law.join(", ");
        let law = Some(law.as_str()).filter(|law| !law.is_empty());
        let lines = [("why", finding.why.as_deref()), ("law", law), ("do", finding.help.as_deref())];
        render_one(&of_finding(report, finding, texts), &footer(&lines, texts), color, &mut out);
    }
    out.push_str(&summary(report, texts));
    out
}

fn render_one(shown: &Shown, footer: &str, color: bool, out: &mut String) {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_links(false)
        .with_context_lines(1)
        .with_break_words(false)
        .with_footer(footer.to_owned());
    // Writing to a string cannot fail.
    let _ = handler.render_report(out, shown);
    out.push('\n');
}

fn footer(lines: &[(&str, Option<&str>)], texts: &Texts) -> String {
    let lines = lines.iter().filter_map(|(key, text)| Some(format!("{} {}", texts.phrase(&format!("footer-{key}"), &[]), (*text)?)));
    lines.collect::<Vec<_>>().join("\n")
}

fn summary(report: &Report, texts: &Texts) -> String {
    let number = |count: usize| count.to_string();
    let values = [
        ("documents", number(report.documents)),
        ("flows", number(report.flows.len())),
        ("messages", number(report.messages)),
        ("errors", number(report.count(Severity::Error))),
        ("warnings", number(report.count(Severity::Warning))),
        ("infos", number(report.count(Severity::Info))),
        ("failures", number(report.failures.len())),
        ("left", number(report.left_alone)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut line = texts.phrase("summary", &values);
    if !report.failures.is_empty() {
        line.push_str(&texts.phrase("summary-failures", &values));
    }
    if report.left_alone > 0 {
        line.push_str(&texts.phrase("summary-left-alone", &values));
    }
    line.push('\n');
    line
}

/// What miette is shown. The text of a finding is data, so that nothing of it can be derived.
#[derive(Debug)]
struct Shown {
    message: String,
    code: Option<String>,
    weight: Weight,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
    related: Vec<Shown>,
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<Weight> {
        Some(self.weight)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|shown| shown as &dyn Diagnostic)))
    }
}

fn of_finding(report: &Report, finding: &Finding, texts: &Texts) -> Shown {
    let label = finding.replacement.as_ref().map(|replacement| texts.phrase("label-replacement", &[("replacement", replacement)]));
    let mut labels = vec![label_at(finding.place, label, true)];
    let mut related = Vec::new();
    for (place, what) in &finding.related {
        if place.source == finding.place.source {
            labels.push(label_at(*place, Some(what.clone()), false));
        } else {
            related.push(Shown {
                message: what.clone(),
                code: None,
                weight: Weight::Advice,
                source: source(report, *place),
                labels: vec![label_at(*place, None, true)],
                related: Vec::new(),
            });
        }
    }
    Shown {
        message: finding.message.clone(),
        code: Some(format!("{}[{}]", texts.phrase(&format!("severity-{}", finding.severity), &[]), finding.rule)),
        weight: match finding.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Info => Weight::Advice,
        },
        source: source(report, finding.place),
        labels,
        related,
    }
}

fn of_failure(report: &Report, failure: &Failure, texts: &Texts) -> Shown {
    let located = failure.place.is_some();
    let message = if located { failure.message.clone() } else { format!("{}: {}", failure.path, failure.message) };
    Shown {
        message,
        code: Some(texts.phrase("severity-failure", &[])),
        weight: Weight::Error,
        source: failure.place.and_then(|place| source(report, place)),
        labels: failure.place.map(|place| label_at(place, None, true)).into_iter().collect(),
        related: Vec::new(),
    }
}

fn label_at(place: Place, label: Option<String>, primary: bool) -> LabeledSpan {
    let span = (place.span.start, place.span.len());
    if primary { LabeledSpan::new_primary_with_span(label, span) } else { LabeledSpan::new_with_span(label, span) }
}

fn source(report: &Report, place: Place) -> Option<NamedSource<String>> {
    let source = report.sources.get(place.source)?;
    Some(NamedSource::new(source.path(), source.text().to_owned()))
}
