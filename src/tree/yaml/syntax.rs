//! The parser's English errors as problems of our own, with their place.

use crate::phrase::Phrase;
use crate::source::{Problem, Span};
use crate::tree::too_deep;
use granit_parser::{ErrorKind, ScanError};

/// Tells what is wrong with a text that is no YAML.
pub(super) fn problem(text: &str, base: usize, error: &ScanError) -> Problem {
    let span = place(text, error);
    let span = Span::new(base + span.start, base + span.end);
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(span);
    }
    let (message, help) = explain(error.kind());
    let problem = Problem::new(span, message);
    match help {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}

/// The character that the parser points at, or the tab beside it.
fn place(text: &str, error: &ScanError) -> Span {
    let offset = error.marker().byte_offset().unwrap_or(text.len());
    let start = text.floor_char_boundary(offset);
    // The parser points at the line that cannot belong to the text; what is to be mended is the quote before it.
    if matches!(error.kind(), ErrorKind::InvalidQuotedScalarIndent)
        && let Some(quote) = opening_quote(text.get(..start).unwrap_or_default())
    {
        return Span::new(quote, quote + 1);
    }
    let before = text.get(..start).unwrap_or_default();
    if is_tab(error.kind()) && before.ends_with('\t') {
        return Span::new(start - 1, start);
    }
    let next = text.get(start..).and_then(|rest| rest.chars().next());
    match next {
        Some(c) if c != '\n' && c != '\r' => Span::new(start, start + c.len_utf8()),
        _ => Span::new(start, start),
    }
}

/// The last quote that begins a value.
fn opening_quote(before: &str) -> Option<usize> {
    let begins_value = |at: usize| {
        let line = before.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty()
            || line.ends_with([' ', '[', '{', ',']) && line.trim_end().ends_with([':', '-', '[', '{', ','])
    };
    before.rmatch_indices(['"', '\'']).map(|(at, _)| at).find(|at| begins_value(*at))
}

fn is_tab(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::TabAtBlockScalarStart
    )
}

/// What is wrong, and what to write instead.
fn explain(kind: &ErrorKind) -> (Phrase, Option<Phrase>) {
    use ErrorKind as E;
    let (message, help) = match kind {
        _ if is_tab(kind) => (phrase!("yaml-tab"), phrase!("yaml-tab-help")),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            (phrase!("quote-unclosed"), phrase!("yaml-quote-unclosed-help"))
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            (phrase!("yaml-after-quote"), phrase!("yaml-after-quote-help"))
        }
        E::UnclosedFlowCollection { open } => {
            return (phrase!("bracket-unclosed", open), Some(phrase!("bracket-unclosed-help")));
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            return (phrase!("yaml-bracket-mismatch", open, close), Some(phrase!("yaml-bracket-mismatch-help")));
        }
        E::MisplacedFlowCollectionEnd => {
            (phrase!("yaml-bracket-closes-nothing"), phrase!("yaml-bracket-closes-nothing-help"))
        }
        E::ExpectedFlowMappingSeparator | E::UnexpectedEofFlowMapping => {
            (phrase!("yaml-brace-separator"), phrase!("yaml-brace-separator-help"))
        }
        E::ExpectedFlowSequenceSeparator | E::UnexpectedEofFlowSequence => {
            (phrase!("yaml-list-separator"), phrase!("yaml-list-separator-help"))
        }
        E::UnexpectedEofImplicitFlowMapping | E::ExpectedNodeContent => {
            (phrase!("yaml-value-missing"), phrase!("yaml-value-missing-help"))
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            (phrase!("yaml-colon"), phrase!("yaml-colon-help"))
        }
        E::ExpectedBlockMappingKey
        | E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::MappingKeyNotAllowed
        | E::UnexpectedEofBlockMapping => (phrase!("yaml-not-a-key"), phrase!("yaml-not-a-key-help")),
        E::BlockSequenceEntryNotAllowed | E::InvalidBlockEntryWhitespace | E::UnexpectedEofBlockSequence => {
            (phrase!("yaml-dash"), phrase!("yaml-dash-help"))
        }
        E::InvalidQuotedScalarIndent => (phrase!("yaml-quoted-indent"), phrase!("yaml-quoted-indent-help")),
        // The parser wants an item there because the line's indent ends what stands over it.
        E::ExpectedBlockSequenceEntry
        | E::InvalidIndentation
        | E::InvalidFlowScalarIndent
        | E::InvalidBlockScalarIndent => (phrase!("yaml-indent"), phrase!("yaml-indent-help")),
        E::UnknownQuotedScalarEscape => (phrase!("backslash-means-nothing"), phrase!("yaml-backslash-help")),
        E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => (phrase!("yaml-escape"), phrase!("yaml-escape-help")),
        E::UnexpectedCharacter { character } if character.is_control() => {
            let code = u32::from(*character);
            return (phrase!("yaml-control", code = format!("{code:04X}")), Some(phrase!("yaml-control-help")));
        }
        E::UnexpectedCharacter { character: '`' } => (phrase!("yaml-backtick"), phrase!("yaml-quote-help")),
        E::UnexpectedCharacter { character } => {
            return (phrase!("yaml-begins-with", character), Some(phrase!("yaml-quote-help")));
        }
        E::CommentNotSeparated => (phrase!("yaml-comment-space"), phrase!("yaml-comment-space-help")),
        E::CommentInterceptedScalar => (phrase!("yaml-comment-inside"), phrase!("yaml-comment-inside-help")),
        E::BomInsideDocument => (phrase!("yaml-invisible"), phrase!("yaml-invisible-help")),
        E::InvalidDocumentEnd | E::ExpectedDocumentStart => {
            (phrase!("yaml-after-document"), phrase!("yaml-after-document-help"))
        }
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => {
            (phrase!("yaml-block-header"), phrase!("yaml-block-header-help"))
        }
        _ => {
            return (phrase!("yaml-invalid", error = kind.to_string().replace('`', "'")), None);
        }
    };
    (message, Some(help))
}
