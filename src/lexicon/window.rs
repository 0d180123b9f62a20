//! Windows: the parts of a long text that are read one after the other, so that what is kept of the text while it is read does
//! not grow with it.
//!
//! Each part is seen with a margin on both sides, which is farther than any word, context or mark of a part is looked for. So
//! what is found does not depend on where the parts begin. It knows lengths only.

use std::ops::Range;

/// Bytes of a part; what is kept of it stays in the cache.
const PART: usize = 1 << 19;
/// Bytes that are seen on either side of a part.
pub(super) const MARGIN: usize = 1 << 14;

/// A part of a text, and the stretch that it is seen in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) part: Range<usize>,
    pub(super) stretch: Range<usize>,
}

/// The windows on a text.
pub(super) struct Windows<'t> {
    text: &'t str,
    at: usize,
    part: usize,
    margin: usize,
    is_done: bool,
}

impl<'t> Windows<'t> {
    /// The windows on a text; one where it is not long.
    pub(super) fn new(text: &'t str) -> Self {
        Self::of(text, PART, MARGIN)
    }

    /// Windows of parts and margins of so many bytes, or some more.
    pub(super) fn of(text: &'t str, part: usize, margin: usize) -> Self {
        Self { text, at: 0, part, margin, is_done: false }
    }
}

impl Windows<'_> {
    /// How much is seen on either side of a part.
    pub(super) fn margin(&self) -> usize {
        self.margin
    }
}

impl Iterator for Windows<'_> {
    type Item = Window;

    fn next(&mut self) -> Option<Window> {
        if self.is_done {
            return None;
        }
        let Self { text, at: start, part, margin, .. } = *self;
        let rest = text.len() - start;
        // No small part is left for the last.
        let end = if rest > part + margin { text.ceil_char_boundary(start + part) } else { text.len() };
        (self.at, self.is_done) = (end, end == text.len());
        let stretch = text.floor_char_boundary(start.saturating_sub(margin))..text.ceil_char_boundary(end + margin);
        Some(Window { part: start..end, stretch: stretch.start..stretch.end.min(text.len()) })
    }
}

/// The way from a place in the view of one part to the same in the view of the whole text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shift {
    /// Where the part begins in the view of the whole.
    pub(super) whole: usize,
    /// Where it begins in its own.
    pub(super) own: usize,
}

impl Shift {
    pub(super) fn whole(self, at: usize) -> usize {
        // What a mention begins with may stand before the part.
        (self.whole + at).saturating_sub(self.own)
    }
}

#[cfg(test)]
mod tests {
    use super::Windows;

    #[test]
    fn parts_are_the_text_and_are_seen_with_what_stands_around() {
        let text = "æ".repeat(50);
        let windows: Vec<_> = Windows::of(&text, 31, 5).collect();
        assert_eq!(windows[0].part.start, 0);
        assert!(windows.windows(2).all(|pair| pair[0].part.end == pair[1].part.start));
        assert_eq!(windows.last().unwrap().part.end, text.len());
        assert_eq!((windows.len(), windows[1].stretch.clone()), (3, 26..70));
    }

    #[test]
    fn a_short_text_is_one_part() {
        assert_eq!(Windows::new("").count(), 1);
        assert_eq!(Windows::new("Søkt om hjelp.").count(), 1);
    }
}
