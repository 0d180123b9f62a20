//! What a routine may tell staff, and what it must have.

use super::{Court, DecideError};
use crate::facts::{RoutineView, routine_context};
use crate::read::Routine;
use crate::rulebook::{Action, Norm};

/// The one value of the schema's `Document`.
const ROUTINE: &str = "routine";

/// The rules that a concept breaks where the routine mentions it.
pub(crate) fn instructs<'r>(
    court: &Court<'r>,
    routine: &Routine,
    concept: &str,
    view: &RoutineView<'_>,
) -> Result<Vec<&'r Norm>, DecideError> {
    let context = routine_context(court.rulebook, routine, view, court.day).map_err(DecideError)?;
    let actor = court.uid("PartyKind", &routine.actor.value)?;
    court.forbids(Action::Instruct, &actor, &court.uid("Concept", concept)?, &context)
}

/// Whether the rules on what a routine tells staff speak of what it mentions here.
pub(crate) fn is_overseen(
    court: &Court<'_>,
    routine: &Routine,
    concept: &str,
    view: &RoutineView<'_>,
) -> Result<bool, DecideError> {
    let context = routine_context(court.rulebook, routine, view, court.day).map_err(DecideError)?;
    let actor = court.uid("PartyKind", &routine.actor.value)?;
    Ok(court.forbids(Action::Oversee, &actor, &court.uid("Concept", concept)?, &context)?.is_empty())
}

/// The rules that the routine breaks by what it is without.
pub(crate) fn lacks<'r>(
    court: &Court<'r>,
    routine: &Routine,
    view: &RoutineView<'_>,
) -> Result<Vec<&'r Norm>, DecideError> {
    let context = routine_context(court.rulebook, routine, view, court.day).map_err(DecideError)?;
    let actor = court.uid("PartyKind", &routine.actor.value)?;
    court.forbids(Action::Maintain, &actor, &court.uid("Document", ROUTINE)?, &context)
}
