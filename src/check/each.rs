//! The inputs of a run, each on the next free thread, and what they say in the order of the inputs.

use std::borrow::Cow;

use super::flows::Load;
use super::part::{Checker, Part, Shared};
use super::whole::{Unmasked, Whole};
use super::{Extent, Input, Run};
use crate::decide::Court;
use crate::ordered::{Jobs, in_order};
use crate::report::Failure;
use crate::rulebook::Rulebook;
use crate::source::Source;

/// How many inputs a thread takes at a time.
const SHARE: usize = 8;

/// Checks the inputs of a run whose texts `load` gives, on at most `jobs` threads. The same, in the same order, on any number.
#[must_use]
pub fn examine_each<'r>(
    rulebook: &'r Rulebook,
    run: &'r Run,
    extent: Extent,
    jobs: Jobs,
    load: &'r Load<'r>,
) -> Unmasked {
    let shared = Shared::of(rulebook, run, extent, load);
    let mut whole = Whole::new(&shared);
    in_order(
        run.inputs.len(),
        SHARE,
        jobs,
        || Court::new(rulebook, run.as_of).with_jobs(jobs),
        |court, index| part(&shared, court, *run.inputs.get(index)?, load),
        |found| add(&mut whole, found),
    );
    close(whole, &shared)
}

/// Checks the inputs of a run, one after another, before a court that may have sat before.
pub(super) fn examine_here<'r>(court: &'r Court<'_>, run: &'r Run, extent: Extent, load: &'r Load<'r>) -> Unmasked {
    let shared = Shared::of(court.rulebook, run, extent, load);
    let mut whole = Whole::new(&shared);
    run.inputs.iter().for_each(|input| add(&mut whole, part(&shared, court, *input, load)));
    close(whole, &shared)
}

/// What one input says, and its text where the run does not hold it.
type Found = Option<Result<(Part, Option<Source>), Failure>>;

fn part(shared: &Shared<'_>, court: &Court<'_>, input: Input, load: &Load<'_>) -> Found {
    Some(load(input).map(|text| {
        let part = Checker::new(shared, court).part(input, &text);
        let text = match text {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        };
        (part, text)
    }))
}

fn add(whole: &mut Whole<'_, '_>, found: Found) {
    match found {
        Some(Ok((part, text))) => whole.add(part, text),
        Some(Err(failure)) => whole.fail(failure),
        None => {}
    }
}

fn close(whole: Whole<'_, '_>, shared: &Shared<'_>) -> Unmasked {
    let mut unmasked = whole.close();
    shared.flows.files().iter().for_each(|file| unmasked.keep(file.source, &file.text));
    unmasked
}
