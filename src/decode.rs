//! The bytes of a file → a text of the run.
//!
//! Comes in: a path and bytes, from disk or standard input. Goes out: a [`Source`], or why there is none. Everything
//! after this sees texts only. Must not know what stands in them.

mod docx;

use crate::phrase::Phrase;
use crate::source::{Position, Source};

/// Why bytes are no text. This indicates a mistake in the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Undecodable {
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Phrase,
}

impl Undecodable {
    fn new(message: Phrase, help: Phrase) -> Undecodable {
        Undecodable { message, help }
    }
}

/// Makes a file's bytes a source. The ending says how: `.docx` is unpacked, all else is UTF-8.
///
/// # Errors
/// What is wrong with the bytes, and the mend.
pub fn decode(path: String, bytes: Vec<u8>) -> Result<Source, Undecodable> {
    decode_piece(path, bytes, 0, 0)
}

/// The same of a piece of a longer file: its first `head` bytes are the file's own beginning, and `n_lines` lines are left
/// out after them.
///
/// # Errors
/// What is wrong with the bytes, and the mend.
pub(crate) fn decode_piece(path: String, bytes: Vec<u8>, head: usize, n_lines: usize) -> Result<Source, Undecodable> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if ending == "docx" {
        return docx::paragraphs(&bytes).map(|text| Source::of_paragraphs(path, text));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(path, text).leaving_out(head, n_lines)),
        Err(error) => error,
    };
    let (at, mut bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
    let help = match ending.as_str() {
        "csv" | "tsv" => phrase!("decode-save-utf8-table"),
        _ => phrase!("decode-save-utf8"),
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Undecodable::new(phrase!("decode-utf16"), help));
    }
    // ISO-8859-1 was all that Java read until version 9; each byte is the character with its number.
    if ending == "properties" {
        let text = bytes.iter().map(|byte| char::from(*byte)).collect();
        return Ok(Source::new(path, text).leaving_out(head, n_lines));
    }
    bytes.truncate(at);
    let before = Source::new(path, String::from_utf8(bytes).unwrap_or_default()).leaving_out(head, n_lines);
    let Position { line, column } = before.position(at);
    Err(Undecodable::new(phrase!("decode-not-utf8", line, column), help))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn latin_1_is_read_where_java_wrote_it() {
        let source = decode("tekster_nn.properties".into(), b"a=Gjeld st\xf8nad\r\n".to_vec()).unwrap();
        assert_eq!(source.text(), "a=Gjeld stønad\r\n");
        let failure = decode("a.csv".into(), b"id;tekst\n1;st\xf8nad\n".to_vec()).unwrap_err();
        assert_eq!(failure.message, phrase!("decode-not-utf8", line = 2, column = 5));
        assert_eq!(failure.help, phrase!("decode-save-utf8-table"));
        let failure = decode("a.yaml".into(), b"\xef\xbb\xbf\xc3\xb8: \xf8\n".to_vec()).unwrap_err();
        assert_eq!(failure.message, phrase!("decode-not-utf8", line = 1, column = 4));
        assert_eq!(failure.help, phrase!("decode-save-utf8"));
        let failure = decode("a.csv".into(), vec![0xff, 0xfe, b'a', 0]).unwrap_err();
        assert_eq!(failure.message, phrase!("decode-utf16"));
    }
}
