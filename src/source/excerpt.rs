//! What is kept of a text that has been judged: the lines that may be shown of it. Places stay those of the whole text.
//!
//! A text and places in it come in; its stretches go out, and the way from a place in the text to the same in what is kept.

use std::ops::Range;
use std::sync::Arc;

use super::{Held, Source, Span, counted};

/// How many lines apart places are at most that are shown together.
pub(crate) const NEAR: usize = 8;

/// Lines of a text that follow each other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it begins in what is kept.
    pub(super) kept: usize,
    /// How many lines are left out before it.
    pub(super) n_left_out: usize,
}

impl Source {
    /// The same source with no more of its text than may be shown of places in it, which stay those of the whole text.
    #[must_use]
    pub(crate) fn excerpt(mut self, places: Vec<Span>) -> Source {
        if let Some(held) = &mut self.held {
            held.keep(places);
        }
        self
    }

    /// The text around a place, as far as it is kept, and where that begins.
    pub(crate) fn around(&self, offset: usize) -> (&str, usize) {
        let Some((stretch, next)) = self.held.as_ref().and_then(|held| held.stretch(offset)) else {
            return (self.text(), 0);
        };
        let end = next.map_or(self.text().len(), |next| next.kept);
        (self.text().get(stretch.kept..end).unwrap_or_default(), stretch.start)
    }
}

impl Held {
    /// Keeps no more of a whole text than may be shown of places in it.
    fn keep(&mut self, places: Vec<Span>) {
        let n_lines = |at| self.n_lines(at);
        let ranges = ranges(&self.text, places, n_lines);
        // What would be hardly shorter is not worth a copy.
        if ranges.iter().map(Range::len).sum::<usize>() < self.text.len() / 4 * 3 {
            let (text, stretches) = cut(&self.text, &ranges, n_lines);
            self.before = counted(&text);
            (self.text, self.stretches) = (Arc::new(text), stretches);
        }
    }

    /// The stretch that a place is in, and the next; nothing where all of the text is kept.
    pub(super) fn stretch(&self, offset: usize) -> Option<(Stretch, Option<Stretch>)> {
        let n_before = self.stretches.partition_point(|stretch| stretch.start <= offset).max(1);
        Some((self.stretches.get(n_before - 1).copied()?, self.stretches.get(n_before).copied()))
    }
}

impl Stretch {
    /// Where a place in the text is in what is kept.
    pub(super) fn kept(self, offset: usize) -> usize {
        self.kept + offset.saturating_sub(self.start)
    }
}

/// The lines of places, one on either side, and what stands between places that are near each other. `n_lines` tells how many
/// lines end before a place.
fn ranges(text: &str, mut places: Vec<Span>, n_lines: impl Fn(usize) -> usize) -> Vec<Range<usize>> {
    let line_start = |at: usize| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line_end = |at: usize| text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end + 1);
    places.sort_unstable();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for Span { start, end } in places {
        let [start, end] = [start, end].map(|at| text.floor_char_boundary(at));
        let (start, end) = (line_start(line_start(start).saturating_sub(1)), line_end(line_end(end)));
        match ranges.last_mut() {
            Some(last) if start <= last.end || n_lines(start) - n_lines(last.end) <= NEAR => {
                last.end = last.end.max(end)
            }
            _ => ranges.push(start..end),
        }
    }
    ranges
}

/// Ranges of a text one after the other, and the stretch that each is.
fn cut(text: &str, ranges: &[Range<usize>], n_lines: impl Fn(usize) -> usize) -> (String, Vec<Stretch>) {
    let mut kept = String::with_capacity(ranges.iter().map(Range::len).sum());
    let mut stretches = Vec::with_capacity(ranges.len());
    let (mut n_left_out, mut end) = (0, 0);
    for range in ranges {
        n_left_out += n_lines(range.start) - n_lines(end);
        end = range.end;
        stretches.push(Stretch { start: range.start, kept: kept.len(), n_left_out });
        kept.push_str(text.get(range.clone()).unwrap_or_default());
    }
    (kept, stretches)
}

#[cfg(test)]
mod tests {
    use super::super::STRIDE;
    use super::{Source, Span};

    /// Whether an excerpt has the same positions and shows the same lines.
    #[track_caller]
    fn check(text: &str, places: &[usize]) -> Source {
        let whole = Source::new("a".into(), text.into());
        let spans = places.iter().map(|at| Span::new(*at, *at + 1)).collect();
        let excerpt = whole.clone().excerpt(spans);
        for at in places {
            let span = Span::new(*at, *at + 1);
            assert_eq!(excerpt.position(*at), whole.position(*at), "{at}");
            assert_eq!(excerpt.position(*at + 1), whole.position(*at + 1), "{at}");
            assert_eq!(excerpt.slice(span), whole.slice(span));
            let (around, start) = excerpt.around(*at);
            assert_eq!(Some(around), text.get(start..start + around.len()));
            let shown = |text: &str, at: usize| {
                let (before, after) = text.split_at(at);
                before.matches('\n').count().min(1) + after.matches('\n').count().min(2)
            };
            assert_eq!(shown(around, *at - start), shown(text, *at), "the lines on either side of {at}");
        }
        excerpt
    }

    #[test]
    fn what_is_left_out_moves_no_place() {
        let line = |nth: usize| format!("{nth:04} æøå\n");
        let text: String = (0..2 * STRIDE).map(line).collect();
        let at = |nth: usize| nth * line(0).len() + 5;
        for places in [&[0][..], &[1], &[7, 7, 8], &[40, 3, 900], &[1500, 1502, 1511, 1530], &[2 * STRIDE - 1]] {
            let places: Vec<usize> = places.iter().map(|nth| at(*nth)).collect();
            let excerpt = check(&text, &places);
            assert!(excerpt.text().len() < text.len() / 20);
        }
        // Places near each other stand in one stretch, and others do not.
        let excerpt = check(&text, &[at(100), at(108), at(200)]);
        assert_eq!(excerpt.around(at(100)), excerpt.around(at(108)));
        assert_ne!(excerpt.around(at(108)).1, excerpt.around(at(200)).1);
    }

    #[test]
    fn a_text_is_kept_to_its_end_and_from_its_beginning() {
        let text = "\u{feff}a\n".to_owned() + &"b\r\n".repeat(50) + "\u{feff}c\n" + &"d\n".repeat(50) + "e";
        check(&text, &[3, 3 + 2 + 150 + 3, text.len() - 1]);
        check(&text, &[3 + 2 + 150 + 3]);
    }

    #[test]
    fn what_would_be_hardly_shorter_is_kept_as_it_is() {
        assert_eq!(check("a\nb\nc\nd\n", &[2]).text(), "a\nb\nc\nd\n");
    }
}
