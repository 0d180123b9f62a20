//! The bytes of a file → a text of the run.
//!
//! Comes in: a path and bytes, from disk or standard input. Goes out: a [`Source`], or why there is none. Everything
//! after this sees texts only. Must not know what stands in them.

mod docx;

use crate::source::Source;

/// Why bytes are no text. This indicates a mistake in the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Undecodable {
    /// What is wrong, in Norwegian bokmål.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Undecodable {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Undecodable {
        Undecodable { message: message.into(), help: help.into() }
    }
}

/// Makes a file's bytes a source. The ending says how: `.docx` is unpacked, all else is UTF-8.
///
/// # Errors
/// What is wrong with the bytes, and the mend.
pub fn decode(path: String, bytes: Vec<u8>) -> Result<Source, Undecodable> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if ending == "docx" {
        return docx::paragraphs(&bytes).map(|text| Source::of_paragraphs(path, text));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(path, text)),
        Err(error) => error,
    };
    let (at, bytes) = (error.utf8_error().valid_up_to(), error.into_bytes());
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Undecodable::new("filen er lagret som UTF-16", SAVE_AS_UTF_8));
    }
    // ISO-8859-1 was all that Java read until version 9; each byte is the character with its number.
    if ending == "properties" {
        return Ok(Source::new(path, bytes.iter().map(|byte| char::from(*byte)).collect()));
    }
    let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    Err(Undecodable::new(format!("filen er ikke gyldig UTF-8 (linje {line}, byte {at})"), SAVE_AS_UTF_8))
}

const SAVE_AS_UTF_8: &str = "lagre filen som UTF-8; i Excel heter det «CSV UTF-8»";

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn latin_1_is_read_where_java_wrote_it() {
        let source = decode("tekster_nn.properties".into(), b"a=Gjeld st\xf8nad\r\n".to_vec()).unwrap();
        assert_eq!(source.text(), "a=Gjeld stønad\r\n");
        let failure = decode("a.csv".into(), b"id;tekst\n1;st\xf8nad\n".to_vec()).unwrap_err();
        assert_eq!(failure.message, "filen er ikke gyldig UTF-8 (linje 2, byte 13)");
        let failure = decode("a.csv".into(), vec![0xff, 0xfe, b'a', 0]).unwrap_err();
        assert!(failure.message.contains("UTF-16"));
    }
}
