//! The parser's English errors as problems in Norwegian, with their place.

use crate::source::{Problem, Span};
use crate::tree::too_deep;
use granit_parser::{ErrorKind, ScanError};

const QUOTE: &str = "sett hele verdien i anførselstegn";
const INDENT: &str = "la linjer på samme nivå begynne i samme kolonne, og bruk bare mellomrom";

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
fn explain(kind: &ErrorKind) -> (String, Option<&'static str>) {
    use ErrorKind as E;
    let (message, help) = match kind {
        _ if is_tab(kind) => ("tabulator kan ikke brukes som innrykk", "bytt tabulatoren med mellomrom"),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            ("anførselstegnet blir aldri lukket", "sett inn det samme tegnet der teksten slutter")
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            "det står noe etter at anførselstegnet er lukket",
            "skriv `''` for `'` inne i enkle anførselstegn, og `\\\"` for `\"` inne i doble",
        ),
        E::UnclosedFlowCollection { open } => {
            return (format!("`{open}` blir aldri lukket"), Some("sett inn klammen som mangler"));
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("`{open}` lukkes med `{close}`"), Some("lukk med klammen av samme slag"));
        }
        E::MisplacedFlowCollectionEnd => ("klammen lukker ingenting", "fjern den, eller åpne den lenger fram"),
        E::ExpectedFlowMappingSeparator | E::UnexpectedEofFlowMapping => {
            ("det mangler `,` eller `}`", "skill nøklene med komma, og lukk med `}`")
        }
        E::ExpectedFlowSequenceSeparator | E::UnexpectedEofFlowSequence => {
            ("det mangler `,` eller `]`", "skill verdiene med komma, og lukk med `]`")
        }
        E::UnexpectedEofImplicitFlowMapping | E::ExpectedNodeContent => {
            ("det mangler en verdi her", "skriv verdien, eller fjern tegnet som er til overs")
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => (
            "`:` kan ikke stå her",
            "sett verdien i anførselstegn hvis kolonet hører til teksten, ellers rett innrykket",
        ),
        E::ExpectedBlockMappingKey
        | E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::MappingKeyNotAllowed
        | E::UnexpectedEofBlockMapping => (
            "linjen er ikke en nøkkel med verdi",
            "skriv `nøkkel: verdi` med mellomrom etter kolonet, med samme innrykk som nøklene over",
        ),
        E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::InvalidBlockEntryWhitespace
        | E::UnexpectedEofBlockSequence => (
            "listepunktet `-` står ikke der det kan stå",
            "begynn hvert punkt med `- `, med samme innrykk som punktene over",
        ),
        E::InvalidQuotedScalarIndent => (
            "teksten i anførselstegn går videre på en linje uten innrykk",
            "lukk anførselstegnet der teksten slutter, eller rykk linjen inn",
        ),
        E::InvalidIndentation | E::InvalidFlowScalarIndent | E::InvalidBlockScalarIndent => {
            ("innrykket passer ikke med linjene over", INDENT)
        }
        E::UnknownQuotedScalarEscape => (
            "teksten har en omvendt skråstrek som ikke betyr noe",
            "skriv `\\\\` for selve skråstreken, eller bruk enkle anførselstegn",
        ),
        E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate => (
            "teksten har en tegnkode som ikke finnes",
            "skriv tegnet selv, eller `\\u` fulgt av fire heksadesimale siffer",
        ),
        E::UnexpectedCharacter { character } if character.is_control() => {
            let code = u32::from(*character);
            return (
                format!("kontrolltegnet U+{code:04X} kan ikke stå i teksten"),
                Some("fjern tegnet, eller skriv det som en kode i doble anførselstegn"),
            );
        }
        E::UnexpectedCharacter { character: '`' } => ("en verdi kan ikke begynne med gravis", QUOTE),
        E::UnexpectedCharacter { character } => {
            return (format!("en verdi kan ikke begynne med `{character}`"), Some(QUOTE));
        }
        E::CommentNotSeparated => {
            ("en kommentar må ha et mellomrom foran `#`", "sett inn et mellomrom, eller sett verdien i anførselstegn")
        }
        E::CommentInterceptedScalar => {
            ("en kommentar står midt i en tekst over flere linjer", "flytt kommentaren opp over teksten")
        }
        E::BomInsideDocument => ("et usynlig tegn (U+FEFF) står inne i teksten", "fjern tegnet"),
        E::InvalidDocumentEnd | E::ExpectedDocumentStart => {
            ("det står mer etter at dokumentet er slutt", "rett innrykket, eller begynn et nytt dokument med `---`")
        }
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => (
            "etter `|` eller `>` kan det bare stå `+`, `-` eller et siffer fra 1 til 9",
            "begynn teksten på neste linje",
        ),
        _ => {
            return (format!("innholdet er ikke gyldig YAML: `{}`", kind.to_string().replace('`', "'")), None);
        }
    };
    (message.to_owned(), Some(help))
}
