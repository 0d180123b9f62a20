//! A scalar put together from stretches of its source.
//!
//! Stretches and characters come in, in the order they are read; a [`Scalar`] that knows the place of each comes out.
//! It must not know which format they are written in.

use super::align::Pieces;
use super::scalar::{Origin, Scalar};
use crate::source::Span;

/// A text being read.
#[derive(Debug)]
pub(crate) struct Composer {
    text: String,
    pieces: Pieces,
}

impl Composer {
    pub(crate) fn new() -> Composer {
        Composer { text: String::new(), pieces: Pieces::new() }
    }

    /// Adds a stretch that reads as it is written, from `start`.
    pub(crate) fn verbatim(&mut self, start: usize, stretch: &str) {
        self.text.push_str(stretch);
        self.pieces.push(Span::new(start, start + stretch.len()), stretch.len());
    }

    /// Adds one character that is written as `span`.
    pub(crate) fn push(&mut self, span: Span, c: char) {
        self.text.push(c);
        self.pieces.push(span, c.len_utf8());
    }

    /// Adds all of another text.
    pub(crate) fn append(&mut self, other: &Scalar) {
        let mut at = 0;
        for c in other.text().chars() {
            self.push(other.span_of(at..at + c.len_utf8()), c);
            at += c.len_utf8();
        }
    }

    /// What has been read so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The scalar. `plain` and `typed` are as [`Scalar`] has them; an empty text stands at `start`.
    pub(crate) fn finish(self, start: usize, plain: bool, typed: bool) -> Scalar {
        let origin = match self.pieces.only_verbatim() {
            _ if self.text.is_empty() => Origin::Verbatim(start),
            Some(start) => Origin::Verbatim(start),
            None => Origin::Pieces(Box::new(self.pieces)),
        };
        Scalar::new(self.text, plain, typed, origin)
    }
}
