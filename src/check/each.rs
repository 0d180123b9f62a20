//! The inputs of a run, each on the next free thread, and what they say in the order of the inputs.

use std::borrow::Cow;

use super::flows::Load;
use super::part::{Checker, Part, Shared};
use super::whole::{Unmasked, Whole};
use super::{Extent, Run};
use crate::ordered::{Jobs, in_order};
use crate::report::Failure;
use crate::rulebook::Rulebook;
use crate::source::Source;

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
        jobs,
        || Checker::new(&shared),
        |checker, index| {
            let input = *run.inputs.get(index)?;
            Some(load(input).map(|text| {
                let part = checker.part(input, &text);
                let text = match text {
                    Cow::Owned(text) => Some(text),
                    Cow::Borrowed(_) => None,
                };
                (part, text)
            }))
        },
        |found: Option<Result<(Part, Option<Source>), Failure>>| match found {
            Some(Ok((part, text))) => whole.add(part, text),
            Some(Err(failure)) => whole.fail(failure),
            None => {}
        },
    );
    let mut unmasked = whole.close();
    shared.flows.into_files().for_each(|file| unmasked.keep(file.source, &file.text));
    unmasked
}
