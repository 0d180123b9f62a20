//! A scalar: its text, how it was written, and the way from text back to source.
//!
//! It must not know how the text was decoded; that is the readers' work.

use super::align::Pieces;
use crate::source::{Source, Span};
use crate::store::{Stored, stored_cases, stored_struct};
use serde_json::{Number, Value};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text, number, truth value or null as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    text: Text,
    plain: bool,
    typed: bool,
    origin: Origin,
}

/// The letters of a scalar.
#[derive(Clone, Debug)]
enum Text {
    /// Its own.
    Own(String),
    /// A range of the source's, which may be long.
    Shared(Arc<String>, Range<usize>),
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Own(text) => text,
            Text::Shared(text, range) => text.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl Stored for Text {
    fn write(&self, out: &mut Vec<u8>) {
        self.to_string().write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        String::read(bytes).map(Self::Own)
    }
}

/// Where the characters of a scalar's text came from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Origin {
    /// The source has the text byte for byte, from this offset.
    Verbatim(usize),
    /// Some characters are written otherwise than they read.
    Pieces(Box<Pieces>),
    /// Not known more closely than the scalar as a whole.
    Whole(Span),
}

stored_struct!(Scalar { text, plain, typed, origin });
stored_cases!(Origin { Verbatim(offset) = 0, Pieces(pieces) = 1, Whole(span) = 2 });

impl Scalar {
    /// `typed` says whether the text may be a number, a truth value or null.
    pub(super) fn new(text: String, plain: bool, typed: bool, origin: Origin) -> Scalar {
        Scalar { text: Text::Own(text), plain, typed, origin }
    }

    /// A text that stands in the source as it reads: a file's body, a part of another scalar.
    pub fn verbatim(text: String, span: Span) -> Scalar {
        Scalar::new(text, false, false, Origin::Verbatim(span.start))
    }

    /// The text of a source as it stands there from `start` on.
    pub fn rest_of(source: &Source, start: usize) -> Scalar {
        let text = source.shared_text();
        let range = start..text.len();
        Scalar { text: Text::Shared(text, range), plain: false, typed: false, origin: Origin::Verbatim(start) }
    }

    /// The same text, said to stand at one place as a whole: a value that was stated elsewhere and holds here.
    #[must_use]
    pub fn placed_at(&self, span: Span) -> Scalar {
        Scalar { origin: Origin::Whole(span), ..self.clone() }
    }

    /// The same text with these ranges made blank, byte for byte; every other character keeps its place.
    #[must_use]
    pub fn blanked(&self, ranges: impl Iterator<Item = Range<usize>>) -> Scalar {
        let mut ranges = ranges.peekable();
        if ranges.peek().is_none() {
            return self.clone();
        }
        let mut text = self.text.to_string();
        for range in ranges {
            let blank: String = self.text.get(range.clone()).unwrap_or_default().bytes().map(|_| ' ').collect();
            if blank.len() == range.len() {
                text.replace_range(range, &blank);
            }
        }
        Scalar { text: Text::Own(text), ..self.clone() }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it was written without quotes and block indicators.
    pub fn plain(&self) -> bool {
        self.plain
    }

    /// Whether it is null: left out, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.typed && matches!(self.text(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// The truth value, if it is `true` or `false`; `yes` and `no` are texts in YAML 1.2.
    pub fn as_bool(&self) -> Option<bool> {
        match self.text() {
            "true" | "True" | "TRUE" if self.typed => Some(true),
            "false" | "False" | "FALSE" if self.typed => Some(false),
            _ => None,
        }
    }

    /// The number, if it is a finite one by YAML's core schema.
    pub fn as_number(&self) -> Option<Number> {
        if self.typed { number(&self.text) } else { None }
    }

    /// The value as JSON; what JSON cannot hold (`.inf`, `.nan`) stays a text.
    pub fn to_json(&self) -> Value {
        if self.is_null() {
            Value::Null
        } else if let Some(truth) = self.as_bool() {
            Value::Bool(truth)
        } else if let Some(number) = self.as_number() {
            Value::Number(number)
        } else {
            Value::String(self.text().to_owned())
        }
    }

    /// Where a byte range of [`Scalar::text`] is written in the source.
    ///
    /// An escape or a folded line break is never split: it is inside the span as a whole.
    /// A range that reaches past the text is cut at its end.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let end = self.text.ceil_char_boundary(range.end);
        let start = self.text.floor_char_boundary(range.start.min(end));
        match &self.origin {
            Origin::Verbatim(offset) => Span::new(offset + start, offset + end),
            Origin::Pieces(pieces) => pieces.span_of(start, end),
            Origin::Whole(span) => *span,
        }
    }

    /// Whether the place of every character is known.
    #[cfg(test)]
    pub(super) fn is_exact(&self) -> bool {
        !matches!(self.origin, Origin::Whole(_))
    }
}

/// Reads a number of YAML's core schema.
fn number(text: &str) -> Option<Number> {
    if let Some(hex) = text.strip_prefix("0x") {
        return based(hex, 16);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return based(octal, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let parsed = text.parse::<i64>().map(Number::from);
        // The sign `-0` is kept as JSON readers keep it.
        match parsed.or_else(|_| text.parse::<u64>().map(Number::from)) {
            Ok(number) if !(text.starts_with('-') && number.as_i64() == Some(0)) => {
                return Some(number);
            }
            _ => {}
        }
    }
    // Rust's own reader also takes `inf`, `nan` and the like, which are texts in YAML.
    let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
    let numeric = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+');
    if !mantissa.bytes().any(|byte| byte.is_ascii_digit()) || !unsigned.bytes().all(numeric) {
        return None;
    }
    text.parse::<f64>().ok().and_then(Number::from_f64)
}

/// Reads the digits after `0x` or `0o`; Rust's own reader also takes a sign there.
fn based(digits: &str, radix: u32) -> Option<Number> {
    if digits.starts_with(['-', '+']) {
        return None;
    }
    u64::from_str_radix(digits, radix).ok().map(Number::from)
}

#[cfg(test)]
mod tests {
    use super::{Origin, Scalar};
    use serde_json::{Value, json};

    #[track_caller]
    fn check(text: &str, expected: Value) {
        let scalar = Scalar::new(text.into(), true, true, Origin::Verbatim(0));
        assert_eq!(scalar.to_json(), expected, "{text}");
    }

    #[test]
    fn core_schema() {
        check("", Value::Null);
        check("~", Value::Null);
        check("Null", Value::Null);
        check("nULL", json!("nULL"));
        check("TRUE", json!(true));
        check("yes", json!("yes"));
        check("no", json!("no"));
        check("12", json!(12));
        check("+12", json!(12));
        check("-12", json!(-12));
        check("007", json!(7));
        check("18446744073709551615", json!(u64::MAX));
        check("0x1F", json!(31));
        check("0o17", json!(15));
        check("0x-1", json!("0x-1"));
        check("1.5", json!(1.5));
        check(".5", json!(0.5));
        check("1.", json!(1.0));
        check("-1.5e3", json!(-1500.0));
        check(".inf", json!(".inf"));
        check(".nan", json!(".nan"));
        check("inf", json!("inf"));
        check("e5", json!("e5"));
        check(".", json!("."));
        check("-", json!("-"));
        check("1-2", json!("1-2"));
        check("2024-01-02", json!("2024-01-02"));
        check("1_000", json!("1_000"));
        check("12:30", json!("12:30"));
    }

    #[test]
    fn quoted_is_text() {
        let scalar = Scalar::new("true".into(), false, false, Origin::Verbatim(0));
        assert_eq!(scalar.to_json(), json!("true"));
    }
}
