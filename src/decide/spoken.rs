//! The entities that questions about texts have spoken of so far, each with all that it is a kind of.
//!
//! Cedar takes some 20,000 instructions to take in an entity, the vocabulary has hundreds, and a small run speaks of a few.
//! Must not know any of them.

use std::collections::HashSet;

use cedar_policy::{Context, Entities, Entity, EntityUid, EvalResult};

use super::DecideError;
use crate::rulebook::{Action, Rulebook};

/// So many questions are asked of the entities that they speak of; a run that asks more is better off with all.
const N_QUESTIONS: usize = 16;

/// The entities spoken of.
#[derive(Default)]
pub(super) struct Spoken {
    n_questions: usize,
    known: HashSet<EntityUid>,
    entities: Entities,
}

impl Spoken {
    /// The entities, with those of one more question; nothing when there were many.
    ///
    /// # Errors
    /// What Cedar says is wrong with one, such as a value that is a kind of itself.
    pub(super) fn with(
        &mut self,
        rulebook: &Rulebook,
        action: Action,
        (principal, resource): (&EntityUid, &EntityUid),
        context: &Context,
    ) -> Option<Result<&Entities, DecideError>> {
        self.n_questions += 1;
        (self.n_questions <= N_QUESTIONS).then(|| self.take_in(rulebook, action, (principal, resource), context))
    }

    fn take_in(
        &mut self,
        rulebook: &Rulebook,
        action: Action,
        (principal, resource): (&EntityUid, &EntityUid),
        context: &Context,
    ) -> Result<&Entities, DecideError> {
        let mut named = vec![principal.clone(), resource.clone()];
        for (key, _) in context.clone() {
            named_in(context.get(&key).as_ref(), &mut named);
        }
        let unknown: Vec<Entity> = named
            .into_iter()
            .filter(|uid| self.known.insert(uid.clone()))
            .filter_map(|uid| {
                let kinds: HashSet<EntityUid> = rulebook.kinds_of(action, &uid).collect();
                // A value that is a kind of nothing need not be told of.
                (!kinds.is_empty()).then(|| Entity::new_no_attrs(uid, kinds))
            })
            .collect();
        if !unknown.is_empty() {
            // After an error nothing is known.
            let Spoken { n_questions, known, entities } = std::mem::take(self);
            let entities = entities.add_entities(unknown, None).map_err(|error| DecideError(error.to_string()))?;
            *self = Spoken { n_questions, known, entities };
        }
        Ok(&self.entities)
    }
}

fn named_in(value: Option<&EvalResult>, named: &mut Vec<EntityUid>) {
    match value {
        Some(EvalResult::EntityUid(uid)) => named.push(uid.clone()),
        Some(EvalResult::Set(set)) => set.iter().for_each(|value| named_in(Some(value), named)),
        Some(EvalResult::Record(record)) => record.iter().for_each(|(_, value)| named_in(Some(value), named)),
        _ => {}
    }
}
