//! For people: the exact characters underlined, why, the provision, and what to write or record instead.

mod wrapped;

use std::fmt;
use std::io;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    Severity as Weight, SourceCode, SourceSpan, SpanContents,
};

use super::summary::{summary, verdicts};
use super::{advice, at, one_line, visible};
use wrapped::Wrapped;

use crate::ordered::{Jobs, in_order};
use crate::phrase::Phrase;
use crate::report::{Failure, Finding, Place, Report};
use crate::rulebook::{Severity, Texts};
use crate::source::{Counts, NEAR, Source, Span};

/// Wide enough for Norwegian words and narrow enough for a build log.
const WIDTH: usize = 100;

/// How many findings a thread takes at a time.
const SHARE: usize = 8;

pub(super) fn write(
    report: &Report,
    texts: &Texts,
    color: bool,
    jobs: Jobs,
    out: &mut impl io::Write,
) -> io::Result<()> {
    write_findings(report, texts, color, jobs, out)?;
    out.write_all(lines(&verdicts(report, texts)).as_bytes())?;
    out.write_all(lines(&summary(report, texts)).as_bytes())
}

/// The failures alone.
pub(super) fn failures<'r>(report: &'r Report, texts: &'r Texts, color: bool) -> impl Iterator<Item = String> + 'r {
    let mut teller = Teller::new(report, texts, color);
    report.failures.iter().map(move |failure| teller.failure(failure))
}

/// The failures and findings alone.
pub(super) fn write_findings(
    report: &Report,
    texts: &Texts,
    color: bool,
    jobs: Jobs,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let n_failures = report.failures.len();
    let mut written = Ok(());
    in_order(
        n_failures + report.findings.len(),
        SHARE,
        jobs,
        || Teller::new(report, texts, color),
        |teller, index| match report.failures.get(index) {
            Some(failure) => teller.failure(failure),
            None => report.findings.get(index - n_failures).map_or(String::new(), |finding| teller.finding(finding)),
        },
        |text: String| {
            if written.is_ok() {
                written = out.write_all(text.as_bytes());
            }
        },
    );
    written
}

/// Tells one thing after another, on a thread of its own.
struct Teller<'r> {
    report: &'r Report,
    texts: &'r Texts,
    color: bool,
    messages: Wrapped,
    footers: Wrapped,
}

impl<'r> Teller<'r> {
    fn new(report: &'r Report, texts: &'r Texts, color: bool) -> Teller<'r> {
        // miette puts two columns before a footer, and a mark and three columns before a message.
        let (messages, footers) = (Wrapped::at(WIDTH - 6), Wrapped::at(WIDTH - 4));
        Teller { report, texts, color, messages, footers }
    }

    fn failure(&mut self, failure: &Failure) -> String {
        let footer = footer(&[(phrase!("footer-do"), failure.help.as_deref())], self.texts);
        self.frame(of_failure(self.report, failure, self.texts), &footer)
    }

    fn finding(&mut self, finding: &Finding) -> String {
        let (report, texts) = (self.report, self.texts);
        let law = finding.law.join(", ");
        let law = Some(law.as_str()).filter(|law| !law.is_empty());
        let see = elsewhere(report, finding, texts);
        let see = Some(see.as_str()).filter(|see| !see.is_empty());
        let advice = advice(finding, texts);
        let lines = [
            (phrase!("footer-why"), finding.why.as_deref()),
            (phrase!("footer-law"), law),
            (phrase!("footer-do"), advice.as_deref()),
            (phrase!("footer-see"), see),
        ];
        self.frame(of_finding(report, finding, texts), &footer(&lines, texts))
    }

    fn frame(&mut self, mut shown: Shown, footer: &str) -> String {
        let theme = if self.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(WIDTH)
            .with_wrap_lines(false)
            .with_links(false)
            .with_context_lines(1)
            .with_footer(self.footers.of(&lines(footer)));
        shown.message = self.messages.of(&shown.message);
        let mut frame = String::new();
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut frame, &shown);
        // miette puts a colon between whatever names the file and the line.
        if let Some(source) = shown.source.as_ref().filter(|source| source.counts == Counts::Paragraphs) {
            frame = frame.replacen(&format!("{}:", source.path), &format!("{} ", source.path), 1);
        }
        frame.push('\n');
        frame
    }
}

/// A text of several lines.
fn lines(text: &str) -> String {
    visible(text).replace("\r\n", "\n")
}

/// Related places that are not shown in the frame, for the last line.
fn elsewhere(report: &Report, finding: &Finding, texts: &Texts) -> String {
    let others = finding.related.iter().filter(|(place, _)| !is_near(report, finding.place, *place));
    let places = others.map(|(place, what)| format!("{} ({what})", at(report, *place, texts)));
    places.collect::<Vec<_>>().join(", ")
}

/// Whether one frame shows both places. What stands further away would be a frame of its own before the finding's.
fn is_near(report: &Report, place: Place, other: Place) -> bool {
    if report.records.contains(&place.source) {
        let shown = report.sources.get(place.source).map(|source| of_record(source, place.span));
        let is_shown = |shown: Range<usize>| shown.start <= other.span.start && other.span.end <= shown.end;
        return place.source == other.source && shown.is_some_and(is_shown);
    }
    let line = |place: Place| report.sources.get(place.source).map(|source| source.position(place.span.start).line);
    let distance = line(place).zip(line(other)).map(|(one, other)| one.abs_diff(other));
    place.source == other.source && distance.is_some_and(|distance| distance <= NEAR)
}

fn footer(lines: &[(Phrase, Option<&str>)], texts: &Texts) -> String {
    let lines = lines.iter().filter_map(|(heading, text)| Some(format!("{} {}", texts.say(heading), (*text)?)));
    lines.collect::<Vec<_>>().join("\n")
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
    /// What of the source `text` leaves out before it, in bytes and in characters of the first line.
    left_out: (usize, usize),
    /// The line that `text` begins on, from 0.
    first_line: usize,
    counts: Counts,
}

/// The longest line that is quoted whole, in bytes. A file can be one line of many megabytes.
const LONGEST: usize = 600;

/// The longest line of a record that is quoted whole, in bytes. What stands beside it is about somebody else, or about other
/// things than what was found.
const LONGEST_OF_RECORD: usize = 160;

/// What is shown of a record around a place in it: the line that the place begins on, or the part of it around the place.
fn of_record(source: &Source, span: Span) -> Range<usize> {
    let (text, before) = source.around(span.start);
    let (span, head) = (less(span, before), source.head().saturating_sub(before));
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    // A beginning that ends in a lone `\r` is no part of the line after it.
    let start = if span.start < head { start } else { start.max(head) };
    let end = text.get(span.start..).and_then(|after| after.find('\n')).map_or(text.len(), |end| span.start + end);
    if end - start <= LONGEST_OF_RECORD {
        return before + start..before + end;
    }
    let from = text.floor_char_boundary(span.start.saturating_sub(LONGEST_OF_RECORD / 4).max(start));
    let to = text.ceil_char_boundary((span.end + LONGEST_OF_RECORD / 4).min(end));
    before + from..before + text.floor_char_boundary(to.min(from + LONGEST_OF_RECORD))
}

/// A span of a text in what follows `before` of its bytes.
fn less(span: Span, before: usize) -> Span {
    Span::new(span.start.saturating_sub(before), span.end.saturating_sub(before))
}

impl Quoted {
    /// What is shown of a record, and no line of another.
    fn of_record(source: &Source, span: Span) -> Quoted {
        let (text, before) = source.around(span.start);
        let shown = of_record(source, span);
        let Span { start, end } = less(Span::new(shown.start, shown.end), before);
        let head = source.head().saturating_sub(before);
        let line = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1).max(head);
        // With the end of the line: a line without one is another to miette.
        let end = if text.get(end..).is_some_and(|rest| rest.starts_with('\n')) { end + 1 } else { end };
        let n_left_out = text.get(line..start).map_or(0, |before| before.chars().count());
        Quoted::of(source, (text, before), start..end, n_left_out)
    }

    /// The part of a source that a place is shown in, with others near it: their lines and one on either side, or a piece of
    /// a long line.
    fn around(source: &Source, span: Span, near: impl Iterator<Item = Span>) -> Quoted {
        let (text, before) = source.around(span.start);
        let span = less(span, before);
        let line_start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let line_end = text.get(span.end..).and_then(|after| after.find('\n')).map_or(text.len(), |end| span.end + end);
        if line_end - line_start <= LONGEST {
            let near = near.map(|near| less(near, before));
            let (first, last) =
                near.fold((span.start, span.end), |(first, last), near| (first.min(near.start), last.max(near.end)));
            let start = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
            let end = |at: usize| text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end);
            let from = start(start(first).saturating_sub(1));
            // With the end of the last line: a line without one is another to miette, and `\r` alone is no end.
            let to = end(end(last).saturating_add(1).min(text.len())).saturating_add(1).min(text.len());
            // What a piece shares with others does not stand right before its own lines.
            let from = from.max(source.head().saturating_sub(before));
            return Quoted::of(source, (text, before), from..to, 0);
        }
        let from = text.floor_char_boundary(span.start.saturating_sub(LONGEST / 4).max(line_start));
        let to = text.ceil_char_boundary((span.end + LONGEST / 4).min(line_end)).min(from + 4 * LONGEST);
        let to = text.floor_char_boundary(to);
        let n_left_out = text.get(line_start..from).map_or(0, |before| before.chars().count());
        Quoted::of(source, (text, before), from..to, n_left_out)
    }

    /// A range of the text around a place, and where that text begins. `n_left_out` characters of its first line are left out.
    fn of(source: &Source, (text, before): (&str, usize), range: Range<usize>, n_left_out: usize) -> Quoted {
        Quoted {
            path: one_line(source.path()),
            text: visible(text.get(range.clone()).unwrap_or_default()).into_owned(),
            left_out: (before + range.start, n_left_out),
            first_line: source.position(before + range.start).line - 1,
            counts: source.counts(),
        }
    }
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
        let mut column = line.rsplit('\n').next().unwrap_or_default().chars().count();
        if read.line() == 0 {
            column += self.left_out.1;
        }
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            read.data(),
            *read.span(),
            read.line() + self.first_line,
            column,
            // miette counts from the first line of what it reads, and shows two places in one frame by it.
            read.line_count() + self.first_line,
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
    let label = finding.replacement.as_deref().map(|replacement| texts.say(&phrase!("label-replacement", replacement)));
    let near = || finding.related.iter().filter(|(place, _)| is_near(report, finding.place, *place));
    let source = source(report, finding.place, near().map(|(place, _)| place.span), texts);
    let mut labels: Vec<LabeledSpan> = label_at(finding.place, label, true, source.as_ref()).into_iter().collect();
    labels.extend(near().filter_map(|(place, what)| label_at(*place, Some(what.to_string()), false, source.as_ref())));
    Shown {
        message: lines(&finding.message),
        code: Some(format!("{}[{}]", texts.say(&severity(finding.severity)), finding.rule)),
        weight: match finding.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Info => Weight::Advice,
        },
        source,
        labels,
    }
}

fn severity(severity: Severity) -> Phrase {
    match severity {
        Severity::Error => phrase!("severity-error"),
        Severity::Warning => phrase!("severity-warning"),
        Severity::Info => phrase!("severity-info"),
    }
}

fn of_failure(report: &Report, failure: &Failure, texts: &Texts) -> Shown {
    let located = failure.place.is_some();
    let source = failure.place.and_then(|place| source(report, place, std::iter::empty(), texts));
    let message =
        if located { failure.message.clone() } else { format!("{}: {}", one_line(&failure.path), failure.message) };
    Shown {
        message: lines(&message),
        code: Some(texts.say(&phrase!("severity-failure"))),
        weight: Weight::Error,
        labels: failure.place.and_then(|place| label_at(place, None, true, source.as_ref())).into_iter().collect(),
        source,
    }
}

fn label_at(place: Place, label: Option<String>, primary: bool, source: Option<&Quoted>) -> Option<LabeledSpan> {
    let (left_out, length) = source.map_or((0, usize::MAX), |source| (source.left_out.0, source.text.len()));
    let start = place.span.start.checked_sub(left_out).filter(|start| *start <= length)?;
    let span = (start, place.span.len().min(length - start));
    let label = label.map(|label| one_line(&label));
    Some(if primary {
        LabeledSpan::new_primary_with_span(label, span)
    } else {
        LabeledSpan::new_with_span(label, span)
    })
}

fn source(report: &Report, place: Place, near: impl Iterator<Item = Span>, texts: &Texts) -> Option<Quoted> {
    let source = report.sources.get(place.source)?;
    let quoted = match report.records.contains(&place.source) {
        true => Quoted::of_record(source, place.span),
        false => Quoted::around(source, place.span, near),
    };
    // The frame names the file, a line and a column; of a document without lines it says what is counted.
    Some(match source.counts() {
        Counts::Lines => quoted,
        Counts::Paragraphs => {
            Quoted { path: format!("{}:{}", quoted.path, texts.say(&phrase!("paragraph"))), ..quoted }
        }
    })
}
