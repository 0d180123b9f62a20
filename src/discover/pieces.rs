//! Files that are too large to be held at once, read in pieces of whole records.
//!
//! A path comes in; one source after another comes out, each with the places of the file. Of a file with a header each
//! piece begins with it.

use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Unread, reason};
use crate::decode::decode_piece;
use crate::phrase::Phrase;
use crate::read::Format;
use crate::source::Source;
use crate::tree::{Rows, rows};

/// How much of a large file is read at once, in bytes.
const PIECE: usize = 2 * 1024 * 1024;

/// What is larger than this, in MiB, is read in pieces when it is made of records.
const LARGE_MIB: usize = 4;

const BUFFER: usize = 256 * 1024;

/// What is longer than this, in bytes, is no record of messages: most likely a quote that is never closed.
const LONGEST: usize = 8 * 1024 * 1024;

/// A file of records, a line or a row each, that is too large to be held at once.
#[derive(Clone, Debug)]
pub struct Stream {
    path: PathBuf,
    /// The path as people are shown it.
    pub shown: String,
    format: Format,
    /// Index of the configuration's entry that describes it.
    pub mapping: usize,
}

impl Stream {
    /// A file that is large and made of records; nothing when it is to be read whole. Its `format` is the one that its
    /// ending says when none is stated.
    pub(super) fn of(path: &Path, shown: String, mapping: usize, format: Option<Format>) -> Option<Stream> {
        let is_large = |about: fs::Metadata| about.len() > LARGE_MIB as u64 * super::MIB;
        let format = format
            .or_else(|| Format::of(&path.to_string_lossy()))
            .filter(|format| format.is_of_records())
            .filter(|_| fs::metadata(path).is_ok_and(is_large))?;
        Some(Stream { path: path.to_owned(), shown, format, mapping })
    }

    /// Why something cannot be done with the file that is done with files read whole: its size. `what` says what.
    #[must_use]
    pub fn only_whole(&self, what: Phrase) -> Phrase {
        phrase!("only-of-whole-files", path = &self.shown, mib = LARGE_MIB, what)
    }

    /// The file's pieces in order.
    ///
    /// # Errors
    /// The failure to tell.
    pub fn pieces(&self) -> Result<PiecesOfFile, Unread> {
        let opened = fs::File::open(&self.path).and_then(|file| Ok((Version::of(&file)?, file)));
        let (begun, file) = opened.map_err(|error| unread(&self.shown, &error))?;
        let reader = BufReader::with_capacity(BUFFER, file);
        let pieces = Pieces::new(reader, self.shown.clone(), self.format, Sizes::default());
        Ok(PiecesOfFile { pieces, begun: Some(begun) })
    }
}

/// What tells a file from itself before somebody wrote in it: its length in bytes, and when it was last written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    len: u64,
    modified: Option<SystemTime>,
}

impl Version {
    fn of(file: &fs::File) -> io::Result<Version> {
        let about = file.metadata()?;
        // Where no time is kept there is only the length to go by.
        Ok(Version { len: about.len(), modified: about.modified().ok() })
    }
}

/// The pieces of a file. One that is written in before all of it has been read ends in a failure: what was read is neither
/// what the file was nor what it is.
pub struct PiecesOfFile {
    pieces: Pieces<BufReader<fs::File>>,
    /// What the file was when it was opened, until it has been held against what it is in the end.
    begun: Option<Version>,
}

impl Iterator for PiecesOfFile {
    type Item = Result<Source, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(piece) = self.pieces.next() {
            return Some(piece);
        }
        let begun = self.begun.take()?;
        let shown = &self.pieces.shown;
        match Version::of(self.pieces.reader.get_ref()) {
            Ok(ended) if ended == begun => None,
            Ok(_) => Some(Err(Unread {
                place: None,
                path: shown.clone(),
                message: phrase!("file-changed"),
                help: Some(phrase!("file-changed-help")),
            })),
            Err(error) => Some(Err(unread(shown, &error))),
        }
    }
}

fn unread(shown: &str, error: &io::Error) -> Unread {
    let help = Some(phrase!("file-check-path"));
    Unread { place: None, path: shown.to_owned(), message: reason(error), help }
}

/// How much is held at once, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// How much is read at a time; a piece is what of it is whole records.
    pub piece: usize,
    /// The longest that a record may be.
    pub record: usize,
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes { piece: PIECE, record: LONGEST }
    }
}

/// The pieces of a file.
pub struct Pieces<R> {
    shown: String,
    format: Format,
    sizes: Sizes,
    reader: R,
    /// The file's beginning up to the end of its header, which every piece but the first repeats.
    head: Vec<u8>,
    /// What has been read of the next piece.
    rest: Vec<u8>,
    /// How many lines stand before it.
    n_lines: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Begins,
    Goes,
    /// A record that is too long has been given, and nothing after it will be.
    Stopped,
    Ended,
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = Result<Source, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.state {
            State::Begins | State::Goes => {}
            State::Stopped => {
                self.state = State::Ended;
                return Some(Err(self.stopped()));
            }
            State::Ended => return None,
        }
        let body = match self.body() {
            Ok(body) => body,
            Err(error) => {
                self.state = State::Ended;
                return Some(Err(unread(&self.shown, &error)));
            }
        };
        if body.is_empty() {
            return None;
        }
        let n_before = self.n_lines;
        self.n_lines += n_lines(&body);
        let head = self.head.clone();
        if self.state == State::Begins {
            self.head = header(&body, self.format).map_or_else(Vec::new, |(header, _)| header.to_vec());
            // Of a header that is no text nobody knows the columns, and the decoding of this piece tells it.
            let is_read = self.format != Format::Csv || self.head.ends_with(b"\n") || self.head.ends_with(b"\r");
            self.state = if is_read { State::Goes } else { State::Ended };
        }
        let (len, n_left_out) = (head.len(), n_before.saturating_sub(n_lines(&head)));
        let source = decode_piece(self.shown.clone(), [head, body].concat(), len, n_left_out);
        Some(source.map_err(|error| Unread {
            place: None,
            path: self.shown.clone(),
            message: error.message,
            help: Some(error.help),
        }))
    }
}

impl<R: Read> Pieces<R> {
    /// The pieces of what a reader gives, a file of records (CSV or JSON Lines) whose path people are shown.
    pub fn new(reader: R, shown: String, format: Format, sizes: Sizes) -> Pieces<R> {
        Pieces { shown, format, sizes, reader, head: Vec::new(), rest: Vec::new(), n_lines: 0, state: State::Begins }
    }

    /// The next records, as many as a piece has; nothing at the end of the file.
    fn body(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let limit = u64::try_from(self.sizes.piece).unwrap_or(u64::MAX);
            let n_read = (&mut self.reader).take(limit).read_to_end(&mut self.rest)?;
            if n_read == 0 {
                return Ok(std::mem::take(&mut self.rest));
            }
            if let Some(end) = self.whole_len() {
                let next = self.rest.split_off(end);
                return Ok(std::mem::replace(&mut self.rest, next));
            }
            if self.rest.len() > self.sizes.record {
                self.state = State::Stopped;
                // A character that the end cuts through belongs to what is left.
                let cut = std::str::from_utf8(&self.rest).err().filter(|error| error.error_len().is_none());
                self.rest.truncate(cut.map_or(self.rest.len(), |error| error.valid_up_to()));
                return Ok(std::mem::take(&mut self.rest));
            }
        }
    }

    /// Where the last whole record ends in what has been read.
    fn whole_len(&self) -> Option<usize> {
        if self.format != Format::Csv {
            return self.rest.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
        }
        let (head, begins) = if self.state == State::Begins { (&self.rest, true) } else { (&self.head, false) };
        let (header, rows) = header(head, Format::Csv)?;
        let at = if begins { header.len() } else { 0 };
        rows.whole_len(self.rest.get(at..)?).map(|len| at + len)
    }

    fn stopped(&self) -> Unread {
        Unread {
            place: None,
            path: self.shown.clone(),
            message: phrase!("record-too-long", line = self.n_lines + 1),
            help: Some(phrase!("record-too-long-help")),
        }
    }
}

/// The beginning of a file up to the end of its header, and its rows; nothing of a file without a header.
fn header(bytes: &[u8], format: Format) -> Option<(&[u8], Rows<'_>)> {
    if format != Format::Csv {
        return None;
    }
    // What was read may end inside a character; what is no text at all is told when it is decoded.
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
    };
    let rows = rows(text);
    bytes.get(..rows.header_len()).map(|header| (header, rows))
}

fn n_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write as _;
    use std::time::SystemTime;

    use tempfile::TempDir;

    use super::{Pieces, Sizes, Stream};
    use crate::read::Format;

    /// What is wrong with a file that is changed when its only piece has been read.
    fn changed(change: impl FnOnce(&mut File)) -> Vec<&'static str> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("a.jsonl");
        let written = SystemTime::UNIX_EPOCH;
        let mut file = File::create_new(&path).unwrap();
        file.write_all(b"[1]\n[2]\n").and_then(|()| file.set_modified(written)).unwrap();
        let stream = Stream { path, shown: "a.jsonl".to_owned(), format: Format::JsonLines, mapping: 0 };
        let mut pieces = stream.pieces().unwrap_or_else(|error| panic!("{error:?}"));
        assert!(pieces.next().is_some_and(|piece| piece.is_ok()));
        change(&mut file);
        pieces.map(|piece| piece.map_or_else(|unread| unread.message.id, |_| "a piece")).collect()
    }

    #[test]
    fn a_file_that_is_written_in_meanwhile_is_told() {
        assert_eq!(changed(|_| ()), [""; 0]);
        assert_eq!(changed(|file| file.set_len(4).unwrap()), ["file-changed"]);
        assert_eq!(changed(|file| file.set_modified(SystemTime::now()).unwrap()), ["file-changed"]);
        assert_eq!(changed(|file| file.write_all(b"[3]\n").unwrap()), ["a piece", "file-changed"]);
    }

    /// The pieces of a text, each with the line and column that what it adds begins at.
    #[track_caller]
    fn check(format: Format, text: &[u8], expected: &[(&str, usize, usize)]) {
        let sizes = Sizes { piece: 8, record: 64 };
        let found: Vec<(String, usize, usize)> = Pieces::new(text, "a".to_owned(), format, sizes)
            .map(|piece| piece.unwrap())
            .map(|piece| {
                let at = piece.position(piece.head());
                (piece.text().to_owned(), at.line, at.column)
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(text, line, column)| ((*text).to_owned(), *line, *column)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pieces_end_where_records_do() {
        check(Format::JsonLines, b"[1]\n[2]\n[3, 4]\n5", &[("[1]\n[2]\n", 1, 1), ("[3, 4]\n", 3, 1), ("5", 4, 1)]);
        check(
            Format::Csv,
            b"a;b\n1;2\n3;\"\n\"\n5;6",
            &[("a;b\n1;2\n", 1, 1), ("a;b\n3;\"\n\"\n", 3, 1), ("a;b\n5;6", 5, 1)],
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_told_at_their_place() {
        let sizes = Sizes { piece: 8, record: 64 };
        let text = b"a;b\n1;2\n3;4\n\xc3\xb8;\xf8\n5;6\n".as_slice();
        let told = Pieces::new(text, "a.csv".to_owned(), Format::Csv, sizes).filter_map(Result::err);
        let told: Vec<_> = told.map(|unread| unread.message).collect();
        assert_eq!(told, [phrase!("decode-not-utf8", line = 4, column = 3)]);
    }

    #[test]
    fn a_header_may_end_in_a_carriage_return() {
        check(Format::Csv, b"a;b\r1;2\n3;4\n5;6\n", &[("a;b\r1;2\n", 1, 1), ("a;b\r3;4\n5;6\n", 2, 1)]);
    }
}
