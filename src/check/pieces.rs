//! The pieces of a file that is too large to be held at once, put together: what is told of the file as a whole.
//!
//! The report of one piece after another comes in; each goes out without what must wait for the others.

use super::part::{failure, without_text};
use crate::mask::Mask;
use crate::read::Sought;
use crate::read::config::InputMapping;
use crate::report::{Alike, Failure, MOST_ALIKE, Place, Report};
use crate::rulebook::Texts;
use crate::source::{Source, Span};

/// What the pieces of one file have said so far that concerns all of it.
pub struct Pieced<'t> {
    texts: &'t Texts,
    sought: Sought,
    alike: Alike,
    /// Records without a text, as long as none has been found to have one. The last stands for what there is no place for.
    waiting: Vec<Failure>,
    /// The lines that what is told later stands on, each a source of its own: pieces are not kept.
    lines: Vec<Source>,
    /// The beginning of the file, likewise.
    first: Option<Source>,
}

impl<'t> Pieced<'t> {
    /// A file of which no piece has been read.
    #[must_use]
    pub fn new(texts: &'t Texts) -> Pieced<'t> {
        Pieced {
            texts,
            sought: Sought::default(),
            alike: Alike::default(),
            waiting: Vec::new(),
            lines: Vec::new(),
            first: None,
        }
    }

    /// Takes from the report of the next piece, whose text is its source `own`, the failures that are told with another piece,
    /// with the run or at the end; and adds those that have waited for this piece.
    pub fn take(&mut self, piece: &mut Report, own: usize) {
        let Report { failures, sources, records, sought, .. } = piece;
        // What is wrong with the configuration is told with the run itself, not with each piece.
        failures.retain(|failure| failure.place.is_none_or(|place| place.source == own));
        // What is wrong with the beginning that all pieces share has been told with the first.
        let head = sources.get(own).map_or(0, Source::head);
        failures.retain(|failure| failure.place.is_none_or(|place| place.span.start >= head));
        if let (Some(sought), Some(source)) = (sought.take(), sources.get(own)) {
            if self.first.is_none() {
                self.first = Some(source.lines_of(Span::new(0, 0)).0);
            }
            self.sought.add(&sought);
            let empty = without_text(&sought, source, own, self.texts);
            if self.sought.has_hits() {
                failures.extend(empty);
                failures.sort_by_key(|failure| failure.place);
                let mut waited = std::mem::take(&mut self.waiting);
                for place in waited.iter_mut().filter_map(|failure| failure.place.as_mut()) {
                    sources.extend(self.lines.get(place.source).cloned());
                    place.source = sources.len() - 1;
                    records.insert(place.source);
                }
                waited.append(failures);
                *failures = waited;
            } else {
                for failure in empty {
                    match self.waiting.get_mut(MOST_ALIKE) {
                        Some(last) => last.n_more += failure.count(),
                        None => self.waiting.push(apart(failure, sources, &mut self.lines)),
                    }
                }
            }
        }
        self.alike.thin(failures, |failure| apart(failure, sources, &mut self.lines));
    }

    /// Tells of a piece that cannot be read.
    pub fn fail(&mut self, mut failure: Failure, report: &mut Report) {
        failure.hide(&Mask::default());
        self.sought.add(&Sought::unreadable());
        let mut failures = vec![failure];
        self.alike.thin(&mut failures, |failure| failure);
        report.failures.append(&mut failures);
    }

    /// Adds to the report of the run what the file as a whole says, which the configuration's entry `mapping` describes.
    pub fn close(mut self, mapping: Option<&InputMapping>, report: &mut Report) {
        let n_before = report.sources.len();
        if let Some(first) = self.first {
            let misses = mapping.map(|mapping| self.sought.misses(mapping)).unwrap_or_default();
            report.failures.extend(misses.iter().map(|miss| {
                let mut told = failure(miss, &first, report.sources.len(), self.texts);
                told.hide(&Mask::default());
                told
            }));
            report.sources.push(first);
        }
        let n_sources = report.sources.len();
        report.failures.extend(self.alike.last(self.texts).map(|failure| {
            let place = failure.place.map(|place| Place { source: n_sources + place.source, ..place });
            Failure { place, ..failure }
        }));
        report.sources.append(&mut self.lines);
        report.records.extend(n_before..report.sources.len());
    }
}

/// A failure that is told when its piece is no longer held: its lines are put among `lines`, and its place is there.
fn apart(failure: Failure, sources: &[Source], lines: &mut Vec<Source>) -> Failure {
    let place = failure.place.and_then(|place| {
        let (source, span) = sources.get(place.source)?.lines_of(place.span);
        lines.push(source);
        Some(Place { source: lines.len() - 1, span })
    });
    Failure { place, ..failure }
}
