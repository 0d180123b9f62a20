//! What is told of the basis that a flow claims.

use super::Teller;
use crate::decide::{Case, ClaimOutcome, Court, DatumDecision, DecideError, Verdict, claims};
use crate::facts::Datum;
use crate::read::Spanned;
use crate::vocabulary::nearest;

impl<'r> Teller<'_, 'r> {
    pub(super) fn tell_basis(
        &mut self,
        court: &Court<'r>,
        cases: &[Case<'_, 'r>],
        content: &[DatumDecision<'r>],
        data: &[Datum],
        worst: Verdict,
    ) -> Result<(), DecideError> {
        let best = content
            .iter()
            .filter(|decision| decision.verdict == worst)
            .flat_map(|decision| decision.by.first())
            .next()
            .cloned()
            .unwrap_or_default();
        if self.flow.basis.is_empty() {
            if matches!(worst, Verdict::Required | Verdict::Permitted | Verdict::Incomplete) {
                let law = self.rulebook.texts.law(&best).to_owned();
                self.tell(
                    "basis-not-claimed",
                    self.flow.id.span,
                    &[("basis", &best), ("law", &law)],
                    std::slice::from_ref(&best),
                    Vec::new(),
                );
            }
            return Ok(());
        }
        let outcomes =
            claims(court, cases, data, &self.flow.basis.iter().map(|slug| slug.value.clone()).collect::<Vec<_>>())?;
        let any_holds = outcomes.contains(&ClaimOutcome::Holds);
        for (slug, outcome) in self.flow.basis.iter().zip(outcomes) {
            match outcome {
                _ if !self.rulebook.is_basis(&slug.value) => {
                    let near = nearest(&slug.value, self.rulebook.bases()).unwrap_or_default().to_owned();
                    let near = if near.is_empty() {
                        String::new()
                    } else {
                        self.rulebook.texts.say(&phrase!("did-you-mean-sentence", word = near))
                    };
                    self.tell("basis-unknown", slug.span, &[("basis", &slug.value), ("near", &near)], &[], Vec::new());
                }
                // The question to a human is whether it applies.
                ClaimOutcome::DoesNotApply if worst == Verdict::Judgement => {}
                ClaimOutcome::DoesNotApply => {
                    self.tell_unfit("basis-does-not-apply", slug, (&best, worst), std::slice::from_ref(&slug.value));
                }
                ClaimOutcome::Lacks if worst.lets_pass() && !any_holds => {
                    self.tell_unfit("basis-differs", slug, (&best, worst), &[slug.value.clone(), best.clone()]);
                }
                ClaimOutcome::Lacks | ClaimOutcome::Holds => {}
            }
        }
        Ok(())
    }

    /// Tells of a claimed basis that is not the one, which is `best` and makes the flow `worst`.
    fn tell_unfit(&mut self, rule: &str, slug: &Spanned<String>, (best, worst): (&str, Verdict), law: &[String]) {
        let texts = &self.rulebook.texts;
        let suggestion = if worst.lets_pass() {
            texts.say(&phrase!("use-basis", basis = best, law = texts.law(best)))
        } else {
            String::new()
        };
        let values = [
            ("basis", slug.value.as_str()),
            ("law", texts.law(&slug.value)),
            ("better", best),
            ("suggestion", &suggestion),
        ];
        self.tell(rule, slug.span, &values, law, Vec::new());
    }
}
