//! For people: the exact characters underlined, why, the provision, and what to write or record instead.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity as Weight,
    SourceCode, SourceSpan, SpanContents,
};

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
        let see = elsewhere(report, finding);
        let see = Some(see.as_str()).filter(|see| !see.is_empty());
        let lines = [("why", finding.why.as_deref()), ("law", law), ("do", finding.help.as_deref()), ("see", see)];
        render_one(&of_finding(report, finding, texts), &footer(&lines, texts), color, &mut out);
    }
    out.push_str(&verdicts(report, texts));
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

/// Related places in other files, for the last line.
fn elsewhere(report: &Report, finding: &Finding) -> String {
    let others = finding.related.iter().filter(|(place, _)| place.source != finding.place.source);
    let places = others.filter_map(|(place, what)| {
        let source = report.sources.get(place.source)?;
        let position = source.position(place.span.start);
        Some(format!("{}:{}:{} ({what})", source.path(), position.line, position.column))
    });
    places.collect::<Vec<_>>().join(", ")
}

fn footer(lines: &[(&str, Option<&str>)], texts: &Texts) -> String {
    let lines = lines.iter().filter_map(|(key, text)| Some(format!("{} {}", texts.phrase(&format!("footer-{key}"), &[]), (*text)?)));
    lines.collect::<Vec<_>>().join("\n")
}

/// The verdict of each flow, one line each, as long as somebody would read them.
fn verdicts(report: &Report, texts: &Texts) -> String {
    const MOST: usize = 40;
    if report.flows.is_empty() || report.flows.len() > MOST {
        return String::new();
    }
    let lines = report.flows.iter().map(|flow| {
        let (by, missing) = (flow.by.join(", "), flow.missing.join(", "));
        let values = [
            ("flow", flow.flow.as_str()),
            ("verdict", texts.term("Verdict", flow.verdict.as_str())),
            ("by", &by),
            ("missing", &missing),
        ];
        texts.phrase(if missing.is_empty() { "verdict-line" } else { "verdict-line-missing" }, &values)
    });
    format!("{}\n\n", lines.collect::<Vec<_>>().join("\n"))
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
    source: Option<Quoted>,
    labels: Vec<LabeledSpan>,
}

/// A source as miette quotes it. Its own reader counts columns in bytes; people count characters.
#[derive(Debug)]
struct Quoted {
    path: String,
    text: String,
}

impl SourceCode for Quoted {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, before, after)?;
        let line = self.text.get(..read.span().offset()).unwrap_or_default();
        let column = line.rsplit('\n').next().unwrap_or_default().chars().count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            read.data(),
            *read.span(),
            read.line(),
            column,
            read.line_count(),
        )))
    }
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
}

fn of_finding(report: &Report, finding: &Finding, texts: &Texts) -> Shown {
    let label = finding.replacement.as_ref().map(|replacement| texts.phrase("label-replacement", &[("replacement", replacement)]));
    let mut labels = vec![label_at(finding.place, label, true)];
    let near = finding.related.iter().filter(|(place, _)| place.source == finding.place.source);
    labels.extend(near.map(|(place, what)| label_at(*place, Some(what.clone()), false)));
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
    }
}

fn label_at(place: Place, label: Option<String>, primary: bool) -> LabeledSpan {
    let span = (place.span.start, place.span.len());
    if primary { LabeledSpan::new_primary_with_span(label, span) } else { LabeledSpan::new_with_span(label, span) }
}

fn source(report: &Report, place: Place) -> Option<Quoted> {
    let source = report.sources.get(place.source)?;
    Some(Quoted { path: source.path().to_owned(), text: source.text().to_owned() })
}
