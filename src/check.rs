//! The one pure function: a rulebook and the texts of a run in, a report out.
//!
//! Each input is read and judged by itself, in any order and on any thread (`part`); what the parts say is then put
//! together in their order, with what only the run as a whole can tell (`whole`).
//! No disk, clock, environment or randomness: what is checked, as of which day and under which settings is given.

mod each;
mod flows;
mod part;
mod pieces;
mod run;
mod whole;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::decide::Court;
use crate::fingerprint;
use crate::mask::Mask;
use crate::report::{Failure, Finding, Report, Used};
use crate::rulebook::Rulebook;
use crate::source::{Source, Sources};
use crate::suppression::Decisions;

pub use each::examine_each;
pub use flows::Load;
pub(crate) use part::names;
pub use pieces::Pieced;
pub use run::{Input, Run};
pub use whole::Unmasked;

/// How much of a run is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// All but inputs that are too large to be held at once, whose pieces follow.
    Rest,
    /// One piece of such an input: what only a whole run can tell is left out.
    Piece,
}

/// Checks a run.
#[must_use]
pub fn check(rulebook: &Rulebook, run: Run) -> Report {
    Session::new(rulebook, run.as_of).check(run)
}

/// Checks a run, or one part of it. Of what stands for many messages only the number is kept, for [`Report::absorb`] and [`Report::tell_touches`].
#[must_use]
pub fn examine(rulebook: &Rulebook, run: Run, extent: Extent) -> Report {
    Session::new(rulebook, run.as_of).examine(run, extent)
}

/// Checks one run after another and remembers the law's answers in between: for who checks a text again at each change.
pub struct Session<'r> {
    court: Court<'r>,
}

impl<'r> Session<'r> {
    /// A session whose runs are judged as of a day; one of another day is judged from the beginning.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, as_of: Date) -> Session<'r> {
        Session { court: Court::new(rulebook, as_of) }
    }

    /// Checks a run.
    #[must_use]
    pub fn check(&self, run: Run) -> Report {
        let mut report = self.examine(run, Extent::Whole);
        report.tell_touches(&self.court.rulebook.texts);
        report
    }

    fn examine(&self, run: Run, extent: Extent) -> Report {
        let rulebook = self.court.rulebook;
        let load = |input: Input| {
            let none = || Failure { message: rulebook.texts.say(&phrase!("file-not-there")), ..Failure::default() };
            run.sources.get(input.source).map(Cow::Borrowed).ok_or_else(none)
        };
        let of_day = (run.as_of != self.court.day).then(|| self.court.on(run.as_of));
        let court = of_day.as_ref().unwrap_or(&self.court);
        let unmasked = each::examine_here(court, &run, extent, &load);
        unmasked.over(run.sources)
    }
}

/// The order of findings: of files, places, rules and words.
fn in_order(a: &Finding, b: &Finding, sources: Sources<'_>) -> Ordering {
    let path = |finding: &Finding| sources.get(finding.place.source).map(Source::path);
    let at = |finding: &Finding| finding.place.span;
    let paths = if a.place.source == b.place.source { Ordering::Equal } else { path(a).cmp(&path(b)) };
    paths.then_with(|| (at(a), &a.rule, &a.message).cmp(&(at(b), &b.rule, &b.message)))
}

/// What is wrong with the decisions beside the texts, once every part of a run has been examined. `paths` are those of the
/// inputs; `run` is what its parts were made of.
#[must_use]
pub fn faults_beside(rulebook: &Rulebook, run: &Run, used: &Used, paths: &BTreeSet<&str>) -> Vec<Finding> {
    if run.no_suppressions {
        return Vec::new();
    }
    let mut faults = Decisions::of(rulebook, run).faults_beside(used, paths);
    faults.retain(|fault| run.asks_for(&fault.rule));
    fingerprint::mark(&mut faults, Sources::all(&run.sources));
    faults.iter_mut().for_each(|fault| fault.hide(&Mask::default()));
    faults
}
