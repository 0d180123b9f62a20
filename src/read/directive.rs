//! Comments that say a finding beside them does not count (contract § 4):
//! `# taushet: allow[rule-id] until=2027-01-01 by="personvernombudet" reason`, or the same in `<!-- … -->`.
//!
//! A text and its format come in; the directives in its comments come out, and what is wrong with them. Only comments are
//! looked at: what stands in a value is the text that is checked. Must not know which rules there are.

mod comments;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem;
use regex::Regex;

use super::{Format, Spanned};
use crate::phrase::Phrase;
use crate::source::{Problem, Source, Span};
use crate::tree::Scalar;
use comments::{Comment, between_marks, comments};

/// A decision, with its reason, that findings do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Why. Empty for what a baseline has frozen.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

impl Decision {
    /// Whether somebody answers for it, and for a time.
    #[must_use]
    pub fn is_answered_for(&self) -> bool {
        self.by.is_some() && self.until.is_some()
    }
}

/// One comment that allows findings of the rules it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The rules, each with its place.
    pub rules: Vec<Spanned<String>>,
    /// Why, by whom and how long.
    pub decision: Decision,
    /// The line that it is about, from 1 as the source counts them.
    pub line: usize,
    /// The comment, with what marks it as one.
    pub span: Span,
}

/// What begins as a directive does, rightly written or not.
static DIRECTIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*taushet\s*:?\s*(?:allow\b|ignore\b|disable\b|tillat\b|[a-zæøå-]+\s*\[)").ok()
});

static WELL_FORMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"^\s*taushet: allow\[([^\[\]]*)\](?:\s+(?:until=(\S+)|by=(?:"([^"]*)"|(\S+))))?(?:\s+(?:until=(\S+)|by=(?:"([^"]*)"|(\S+))))?(?:\s+(.*?))?\s*$"#).ok()
});

/// The directives of a source.
#[must_use]
pub fn directives(source: &Source, format: Format) -> (Vec<Directive>, Vec<Problem>) {
    let text = source.text();
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    if !may_hold(text) {
        return (found, problems);
    }
    let comments = comments(text, format);
    let mut lines: Option<Lines> = None;
    for comment in &comments {
        let inside = text.get(comment.inside.clone()).unwrap_or_default();
        if !DIRECTIVE.as_ref().is_some_and(|pattern| pattern.is_match(inside)) {
            continue;
        }
        let span = Span::new(comment.whole.start, comment.whole.end);
        match read(inside, comment.inside.start) {
            Ok((rules, decision)) => {
                let start = comment.whole.start;
                let lines = match lines.take().filter(|lines| lines.all.contains(&start)) {
                    Some(known) => lines.insert(known),
                    None => lines.insert(Lines::from(text, &comments, start)),
                };
                let about = lines.about.unwrap_or(start);
                found.push(Directive { rules, decision, line: source.position(about).line, span });
            }
            Err(problem) => problems.push(Problem { span, ..problem }),
        }
    }
    (found, problems)
}

/// A text of prose with its directives made blank, rightly written or not: they are no part of what people read there.
/// Its line ends stay. `text` is decoded from what stands there byte for byte.
pub(super) fn without_directives(text: &Scalar) -> Scalar {
    let written = text.text();
    if !may_hold(written) {
        return text.clone();
    }
    let comments = between_marks(written, 0).into_iter().filter(|comment| {
        let inside = written.get(comment.inside.clone()).unwrap_or_default();
        DIRECTIVE.as_ref().is_some_and(|pattern| pattern.is_match(inside))
    });
    let lines = comments.flat_map(|comment| {
        let mut at = comment.whole.start;
        let lines = written.get(comment.whole).unwrap_or_default().split_inclusive('\n');
        lines.map(move |line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end_matches('\n').len()
        })
    });
    text.blanked(lines)
}

/// Whether our name begins any comment. Most texts hold none, and reading their comments costs as much as reading them.
fn may_hold(text: &str) -> bool {
    let places = ["aushet", "AUSHET"].into_iter().flat_map(|tail| memmem::find_iter(text.as_bytes(), tail));
    places.filter_map(|at: usize| text.get(..at.checked_sub(1)?)).any(|before| {
        before.trim_end_matches([' ', '\t']).ends_with(['#', '!', '/', '-']) || before.trim_end().ends_with("<!--")
    })
}

/// Lines whose comments are all about the same: the last line is more than comments, and those before it are not.
struct Lines {
    all: Range<usize>,
    /// Where the last begins; nothing when the text ends before anything else than comments.
    about: Option<usize>,
}

impl Lines {
    /// Those from the line that holds an offset.
    fn from(text: &str, comments: &[Comment], offset: usize) -> Lines {
        let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let is_more = |from: usize, to: usize| text.get(from..to).is_some_and(|between| !between.trim().is_empty());
        let ended = comments.partition_point(|comment| comment.whole.end <= start);
        let mut left = comments.get(ended..).unwrap_or_default();
        let mut at = start;
        for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
            let end = at + line.len();
            let (mut from, mut is_text) = (at, false);
            while let Some((comment, after)) = left.split_first().filter(|(comment, _)| comment.whole.start < end) {
                is_text |= is_more(from, comment.whole.start);
                from = comment.whole.end.min(end);
                // One that goes on is on the next line too.
                if comment.whole.end > end {
                    break;
                }
                left = after;
            }
            if is_text || is_more(from, end) {
                return Lines { all: start..end, about: Some(at) };
            }
            at = end;
        }
        Lines { all: start..text.len(), about: None }
    }
}

fn read(inside: &str, start: usize) -> Result<(Vec<Spanned<String>>, Decision), Problem> {
    let problem = |message: Phrase| Problem::new(Span::new(0, 0), message).with_help(phrase!("directive-help"));
    let found = WELL_FORMED.as_ref().and_then(|pattern| pattern.captures(inside));
    let found = found.ok_or_else(|| problem(phrase!("directive-unreadable")))?;
    let mut rules = Vec::new();
    if let Some(list) = found.get(1) {
        let mut at = start + list.start();
        for part in list.as_str().split(',') {
            let id = part.trim();
            let from = at + (part.len() - part.trim_start().len());
            let is_id = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            if id.is_empty() || !id.chars().all(is_id) {
                return Err(problem(phrase!("directive-no-rule")));
            }
            rules.push(Spanned { value: id.to_owned(), span: Span::new(from, from + id.len()) });
            at += part.len() + 1;
        }
    }
    let one_of = |groups: &[usize]| groups.iter().find_map(|group| found.get(*group)).map(|text| text.as_str());
    let until = match one_of(&[2, 5]) {
        Some(day) => Some(
            Some(day)
                .filter(|day| day.len() == 10)
                .and_then(|day| day.parse().ok())
                .ok_or_else(|| problem(phrase!("directive-bad-day")))?,
        ),
        None => None,
    };
    let reason = one_of(&[8]).unwrap_or_default().to_owned();
    if reason.is_empty() {
        return Err(problem(phrase!("directive-no-reason")));
    }
    if reason.starts_with("until=") || reason.starts_with("by=") {
        return Err(problem(phrase!("directive-twice")));
    }
    let by = one_of(&[3, 4, 6, 7]).map(|by| by.trim_matches(['«', '»', ' ']).to_owned());
    if by.as_ref().is_some_and(String::is_empty) {
        return Err(problem(phrase!("directive-no-name")));
    }
    Ok((rules, Decision { reason, by, until }))
}

#[cfg(test)]
mod tests {
    use super::{WELL_FORMED, directives};
    use crate::read::Format;
    use crate::source::{Source, Span};

    /// The lines that directives are about, and the number of problems.
    #[track_caller]
    fn check(format: Format, text: &str, lines: &[usize], n_problems: usize) {
        let (found, problems) = directives(&Source::new("a".to_owned(), text.to_owned()), format);
        assert_eq!(found.iter().map(|directive| directive.line).collect::<Vec<_>>(), lines, "{found:#?}");
        assert_eq!(problems.len(), n_problems, "{problems:#?}");
    }

    #[test]
    fn the_line_and_the_line_before() {
        assert!(WELL_FORMED.is_some());
        check(Format::Yaml, "a: b # taushet: allow[x] fordi\n", &[1], 0);
        check(Format::Yaml, "# taushet: allow[x] fordi\na: b\n", &[2], 0);
        check(Format::Yaml, "# taushet: allow[x] fordi\n# taushet: allow[y] fordi\n# annet\n\na: b\n", &[5, 5], 0);
        check(
            Format::Text,
            "---\n# taushet: allow[x] fordi\na: b\n---\n<!-- taushet: allow[x] fordi -->\n\nTekst\n",
            &[3, 7],
            0,
        );
        check(Format::Text, "Tekst <!-- taushet: allow[x] fordi --> mer\n", &[1], 0);
        check(Format::Properties, "# taushet: allow[x] fordi\na=b\n", &[2], 0);
        check(Format::Script, "  // taushet: allow[x] fordi\na: 'b'\n", &[2], 0);
    }

    #[test]
    fn what_is_text_is_no_directive() {
        check(Format::Yaml, "a: |\n  # taushet: allow[x] fordi\n  b\nc: \"# taushet: allow[x] fordi\"\n", &[], 0);
        check(Format::Text, "```\n<!-- taushet: allow[x] fordi -->\n```\ntekst\n", &[], 0);
        check(Format::Script, "a = `b\n// taushet: allow[x] fordi\nc`;\n// taushet: allow[x] fordi\nb = 1;\n", &[5], 0);
        check(Format::Properties, "a=b\\\n# taushet: allow[x] fordi\nb=c\n", &[], 0);
        check(Format::Html, "<p title=\"<!-- taushet: allow[x] fordi -->\">a</p>\n", &[], 0);
        check(Format::Html, "<textarea><!-- taushet: allow[x] fordi --></textarea>\n", &[], 0);
        check(Format::Html, "\u{feff}<p>a</p> <!-- taushet: allow[x] fordi -->\n", &[1], 0);
        check(Format::Xml, "<a><![CDATA[<!-- taushet: allow[x] fordi -->]]></a>\n", &[], 0);
        check(Format::Xml, "<a>\n<!-- taushet: allow[x] fordi -->\n<b/></a>\n", &[3], 0);
        check(Format::Json, "{\"a\": \"# taushet: allow[x] fordi\"}", &[], 0);
        check(Format::Yaml, "# taushet: flows/v1\n# dette er taushetsbelagt\n# taushet er gull\na: b\n", &[], 0);
    }

    #[test]
    fn what_is_malformed_is_told_and_silences_nothing() {
        for written in [
            "taushet: allow",
            "taushet: allow[]",
            "taushet: allow[x]",
            "taushet: allow [x] fordi",
            "taushet:allow[x] fordi",
            "taushet : allow[x] fordi",
            "Taushet: allow[x] fordi",
            "taushet: allow[x y] fordi",
            "taushet: allow[*] fordi",
            "taushet: allow[x] until=snart fordi",
            "taushet: allow[x] until=2027-01-01",
            "taushet: allow[x] by=\"meg\"",
            "taushet: allow[x] until=2027-01-01 by=\"\" fordi",
            "taushet: allow[x] until=2027-01-01 by=\" \" fordi",
            "taushet: allow[x] until=2027-01-01 by=\"meg\" until=2028-01-01 fordi",
            "taushet: ignore[x] fordi",
            "taushet: alow[x] fordi",
        ] {
            check(Format::Yaml, &format!("a: b # {written}\n"), &[], 1);
        }
    }

    #[test]
    fn the_record_of_a_decision_is_read_whole() {
        let text = "a: b # taushet: allow[x, y-z] by=\"Kari, Vadsø\" until=2027-01-01  avtalt i møte\n";
        let (found, _) = directives(&Source::new("a".to_owned(), text.to_owned()), Format::Yaml);
        let directive = &found[0];
        let slice = |span: Span| text.get(span.start..span.end).unwrap();
        let rules: Vec<&str> = directive.rules.iter().map(|rule| slice(rule.span)).collect();
        assert_eq!(rules, ["x", "y-z"]);
        assert_eq!(directive.decision.reason, "avtalt i møte");
        assert_eq!(directive.decision.by.as_deref(), Some("Kari, Vadsø"));
        assert_eq!(directive.decision.until.map(|day| day.to_string()).as_deref(), Some("2027-01-01"));
        assert_eq!(slice(directive.span), text.trim_start_matches("a: b ").trim_end());
    }
}
