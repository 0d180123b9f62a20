//! The view: the text as the matcher reads it, with a map back to the text as written.
//!
//! In comes a text as somebody wrote it; out comes a lower-case, composed text without soft hyphens, zero-width
//! characters, emphasis marks and tags inside words, entities or ligatures, and with words joined again that a hyphen
//! or a line break divided. Ordinary text passes almost unchanged, so the map holds only the places where the two differ.
//! It must not know the lexicon.

use crate::bytes::Places;

use super::markup::{emphasis, entity, inline_tag};
use unicode_normalization::char::{canonical_combining_class, compose};

/// A place where view and original run in step again.
#[derive(Clone, Copy, Debug)]
struct Step {
    view: usize,
    original: usize,
}

/// A folded text and the way back to the original.
#[derive(Debug, Default)]
pub(super) struct View {
    text: String,
    // INVARIANT (steps-sorted): ascending in both fields; equal `view`s mark text that the view leaves out.
    steps: Vec<Step>,
    // INVARIANT (joins-sorted): ascending positions in the view where a hyphen, a separator or a case change stood.
    joins: Vec<usize>,
}

impl View {
    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where separators that join were left out, ascending.
    pub(super) fn joins(&self) -> &[usize] {
        &self.joins
    }

    /// Whether a hyphen or another separator that joins was left out at `pos`.
    pub(super) fn is_join(&self, pos: usize) -> bool {
        !self.joins.is_empty() && self.joins.binary_search(&pos).is_ok()
    }

    /// Whether a separator was left out strictly inside `start..end`.
    pub(super) fn has_join_inside(&self, start: usize, end: usize) -> bool {
        let from = self.joins.partition_point(|&j| j <= start);
        self.joins.get(from).is_some_and(|&j| j < end)
    }

    /// The first join after `pos`, if it comes before `end`.
    pub(super) fn next_join(&self, pos: usize, end: usize) -> Option<usize> {
        let from = self.joins.partition_point(|&j| j <= pos);
        self.joins.get(from).copied().filter(|&j| j < end)
    }

    /// The last join before `pos`, if it comes after `start`.
    pub(super) fn previous_join(&self, pos: usize, start: usize) -> Option<usize> {
        let before = self.joins.partition_point(|&j| j < pos);
        let last = before.checked_sub(1).and_then(|i| self.joins.get(i));
        last.copied().filter(|&j| j > start)
    }

    /// Where in the original the character at view position `pos` starts.
    pub(super) fn original_start(&self, pos: usize) -> usize {
        let after = self.steps.partition_point(|step| step.view <= pos);
        self.in_step(after, pos)
    }

    /// Where in the original the character before view position `pos` ends.
    pub(super) fn original_end(&self, pos: usize) -> usize {
        let at = self.steps.partition_point(|step| step.view < pos);
        match self.steps.get(at) {
            Some(step) if step.view == pos => step.original,
            _ => self.in_step(at, pos),
        }
    }

    /// Where in the view what stands at `original`, or next after it, begins.
    pub(super) fn position(&self, original: usize) -> usize {
        let n_before = self.steps.partition_point(|step| step.original < original);
        let next = self.steps.get(n_before);
        if let Some(step) = next.filter(|step| step.original == original) {
            return step.view;
        }
        let at = match n_before.checked_sub(1).and_then(|i| self.steps.get(i)) {
            Some(step) => step.view + (original - step.original),
            None => original,
        };
        // One character may stand for several, and what stands inside them is a part of it.
        self.text.ceil_char_boundary(next.map_or(at, |next| at.min(next.view)))
    }

    fn in_step(&self, n_before: usize, pos: usize) -> usize {
        match n_before.checked_sub(1).and_then(|i| self.steps.get(i)) {
            Some(step) => step.original + (pos - step.view),
            None => pos,
        }
    }

    /// The view of running text.
    pub(super) fn prose(text: &str) -> Self {
        let mut folder = Folder::new(text);
        let written = text.as_bytes();
        let mut next = 0;
        for i in Places::new(written, 0, is_special) {
            if i < next {
                continue;
            }
            next = match written.get(i).copied().unwrap_or_default() {
                b'-' => folder.hyphen(i, i + 1),
                b'&' => folder.entity(i),
                b'<' => folder.between_letters(i, inline_tag(text, i)),
                b'*' | b'~' | b'`' => folder.between_letters(i, emphasis(text, i)),
                0x80.. => folder.character(text.floor_char_boundary(i)),
                _ => i + 1,
            };
        }
        folder.finish()
    }

    /// The view of running text, with capitals as written and hyphens in place.
    pub(super) fn as_written(text: &str) -> Self {
        let mut folder = Folder::new(text);
        let mut i = 0;
        while let Some(&byte) = text.as_bytes().get(i) {
            i = match byte {
                b'&' => folder.entity(i),
                0x80.. => folder.character_as(i, false),
                _ => i + 1,
            };
        }
        folder.flush(i);
        folder.view
    }

    /// Marks a place where a separator or a change of case stood.
    pub(super) fn join(&mut self) {
        if self.joins.last() != Some(&self.text.len()) {
            self.joins.push(self.text.len());
        }
    }

    /// Adds letters that stand for `start..end` of the original.
    pub(super) fn add(&mut self, letters: impl Iterator<Item = char>, start: usize, end: usize) {
        self.steps.push(Step { view: self.text.len(), original: start });
        self.text.extend(letters);
        self.steps.push(Step { view: self.text.len(), original: end });
    }

    /// Marks a stretch of the original that the view leaves out.
    pub(super) fn skip(&mut self, start: usize, end: usize) {
        let view = self.text.len();
        self.steps.push(Step { view, original: start });
        self.steps.push(Step { view, original: end });
    }
}

/// Whether a byte may begin something that the view changes.
fn is_special(byte: u8) -> bool {
    // Lower-case letters of Latin-1, æøå among them, stay as they are: 0xC3 and a byte from 0xA0 on. Another character begins
    // with another byte, a capital goes on with one below. Without branches, so that many bytes are asked at once.
    let is_plain = (byte < 0x80) | (byte == 0xC3) | (0xA0..0xC0).contains(&byte);
    [b'-', b'&', b'<', b'*', b'~', b'`'].iter().fold(!is_plain, |any, &special| any | (byte == special))
}

/// Builds a view run by run: `run..i` is text that is copied as it is.
struct Folder<'a> {
    original: &'a str,
    run: usize,
    view: View,
}

impl<'a> Folder<'a> {
    fn new(original: &'a str) -> Self {
        let view = View { text: String::with_capacity(original.len()), ..View::default() };
        Self { original, run: 0, view }
    }

    fn finish(mut self) -> View {
        self.flush(self.original.len());
        self.view.text.make_ascii_lowercase();
        self.view
    }

    fn flush(&mut self, end: usize) {
        if let Some(run) = self.original.get(self.run..end) {
            self.view.text.push_str(run);
        }
        self.run = end;
    }

    fn leave_out(&mut self, start: usize, end: usize) -> usize {
        self.flush(start);
        self.view.skip(start, end);
        self.run = end;
        end
    }

    fn replace(&mut self, start: usize, end: usize, with: impl Iterator<Item = char>) -> usize {
        self.flush(start);
        for c in with {
            self.view.steps.push(Step { view: self.view.text.len(), original: start });
            self.view.text.push(c);
        }
        self.view.steps.push(Step { view: self.view.text.len(), original: end });
        self.run = end;
        end
    }

    fn after_letter(&self, i: usize) -> bool {
        let pending = self.original.get(self.run..i).and_then(|run| run.chars().next_back());
        pending.or_else(|| self.view.text.chars().next_back()).is_some_and(char::is_alphabetic)
    }

    fn before_letter(&self, i: usize) -> bool {
        let rest = self.original.get(i..).unwrap_or_default();
        match rest.chars().next() {
            Some('&') => entity(self.original, i).is_some_and(|(c, _)| c.is_alphabetic()),
            Some(c) => c.is_alphabetic(),
            None => false,
        }
    }

    /// A hyphen between two letters, or between a letter and the end of the line, joins.
    fn hyphen(&mut self, start: usize, end: usize) -> usize {
        if !self.after_letter(start) {
            return end;
        }
        let resume = if self.before_letter(end) { Some(end) } else { self.next_line(end) };
        let Some(resume) = resume else { return end };
        self.flush(start);
        self.view.joins.push(self.view.text.len());
        self.leave_out(start, resume)
    }

    /// Where the word goes on, if only a line break and indentation (also of a quotation) follow `i`.
    fn next_line(&self, i: usize) -> Option<usize> {
        let rest = self.original.get(i..)?;
        let line = rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
        let word = line.trim_start_matches([' ', '\t', '>']);
        let starts_low = word.chars().next().is_some_and(char::is_lowercase);
        starts_low.then(|| self.original.len() - word.len())
    }

    fn between_letters(&mut self, start: usize, end: Option<usize>) -> usize {
        match end {
            Some(end) if self.after_letter(start) && self.before_letter(end) => self.leave_out(start, end),
            _ => start + 1,
        }
    }

    fn entity(&mut self, i: usize) -> usize {
        match entity(self.original, i) {
            Some((c, end)) => self.fold(c, i, end, true),
            None => i + 1,
        }
    }

    fn character(&mut self, i: usize) -> usize {
        self.character_as(i, true)
    }

    fn character_as(&mut self, i: usize, lower: bool) -> usize {
        match self.original.get(i..).and_then(|rest| rest.chars().next()) {
            Some(c) => self.fold(c, i, i + c.len_utf8(), lower),
            None => i + 1,
        }
    }

    /// Folds the character `c` that `start..end` of the original stands for.
    fn fold(&mut self, c: char, start: usize, end: usize, lower: bool) -> usize {
        let as_written = c.len_utf8() == end - start;
        match c {
            '\u{AD}' => {
                let end = if self.after_letter(start) { self.next_line(end).unwrap_or(end) } else { end };
                self.leave_out(start, end)
            }
            '\u{200B}'..='\u{200F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{E0000}'..='\u{E0FFF}'
            | '\u{202A}'..='\u{202E}' => self.leave_out(start, end),
            '\u{2010}' | '\u{2011}' => self.hyphen(start, end),
            'ﬀ' => self.replace(start, end, "ff".chars()),
            'ﬁ' => self.replace(start, end, "fi".chars()),
            'ﬂ' => self.replace(start, end, "fl".chars()),
            'ﬃ' => self.replace(start, end, "ffi".chars()),
            'ﬄ' => self.replace(start, end, "ffl".chars()),
            'ﬅ' | 'ﬆ' => self.replace(start, end, "st".chars()),
            'ſ' => self.replace(start, end, "s".chars()),
            'Ã' => self.misread(start, end),
            _ if canonical_combining_class(c) != 0 => self.mark(c, start, end),
            _ if lower && c.is_uppercase() => self.lower(c, start, end),
            _ if as_written => end,
            _ => self.replace(start, end, std::iter::once(c)),
        }
    }

    fn lower(&mut self, c: char, start: usize, end: usize) -> usize {
        let mut lower = c.to_lowercase();
        match lower.next() {
            Some(low) if lower.next().is_none() && low.len_utf8() == end - start => {
                self.flush(start);
                self.view.text.push(low);
                self.run = end;
                end
            }
            _ => self.replace(start, end, c.to_lowercase()),
        }
    }

    /// UTF-8 that was read as Latin-1: the two characters stand for one letter.
    fn misread(&mut self, start: usize, end: usize) -> usize {
        let second = self.original.get(end..).and_then(|rest| rest.chars().next());
        let letter = match second {
            Some('¦' | '†') => 'æ',
            Some('¸' | '˜') => 'ø',
            Some('¥' | '…') => 'å',
            _ => return self.replace(start, end, std::iter::once('ã')),
        };
        self.replace(start, end + second.map_or(0, char::len_utf8), std::iter::once(letter))
    }

    /// A combining mark: composed with the letter before it, or left out.
    fn mark(&mut self, mark: char, start: usize, end: usize) -> usize {
        self.flush(start);
        let Some(base) = self.view.text.pop() else {
            return self.leave_out(start, end);
        };
        let composed = match mark {
            '\u{0337}' | '\u{0338}' if matches!(base, 'o' | 'O') => Some('ø'),
            _ => compose(base, mark),
        };
        let Some(composed) = composed else {
            self.view.text.push(base);
            return self.leave_out(start, end);
        };
        let at = self.view.text.len();
        let base_start = self.view.original_start(at);
        while self.view.steps.last().is_some_and(|step| step.view > at) {
            self.view.steps.pop();
        }
        self.replace_from(at, base_start, end, composed)
    }

    fn replace_from(&mut self, at: usize, start: usize, end: usize, composed: char) -> usize {
        self.view.steps.push(Step { view: at, original: start });
        self.view.text.extend(composed.to_lowercase());
        self.view.steps.push(Step { view: self.view.text.len(), original: end });
        self.run = end;
        end
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn what_stands_inside_a_character_is_at_its_end() {
        let text = "a&nbsp;b\u{AD}c a\u{30A}r";
        let view = View::prose(text);
        let places: Vec<usize> = (0..=text.len()).map(|at| view.position(at)).collect();
        assert!(places.iter().all(|&at| view.text().is_char_boundary(at)), "{places:?}");
        assert!(places.is_sorted() && places.last() == Some(&view.text().len()), "{places:?}");
    }
}
