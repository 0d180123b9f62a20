//! What is told of the channel, and of what others see in it.

use super::content::Lacks;
use super::{Revealed, Teller};
use crate::decide::{ChannelDecision, Verdict};
use crate::facts;
use crate::finding::{Rule, enumerate};
use crate::report::{Place, Text};
use crate::rulebook::Severity;

impl Teller<'_, '_> {
    pub(super) fn tell_channel(&mut self, channel: Option<&ChannelDecision>) {
        let (Some(decision), Some(via)) = (channel, &self.flow.via) else {
            self.tell("channel-not-judged", self.flow.id.span, &[], &[], Vec::new());
            return;
        };
        let system = via.value.clone();
        let name = self.rulebook.texts.term("System", &system).to_owned();
        let declared = self.document.systems.get(&system);
        let related: Vec<(Place, Text)> = declared
            .map(|own| (self.at(own.id.span), self.rulebook.texts.say(&phrase!("declared-here")).into()))
            .into_iter()
            .collect();
        if !decision.broken.is_empty() {
            let as_of = facts::channel(self.flow, self.document, self.rulebook)
                .and_then(|channel| channel.as_of)
                .unwrap_or_default();
            let known = if as_of.is_empty() {
                String::new()
            } else {
                self.rulebook.texts.say(&phrase!("known-as-of", day = as_of))
            };
            self.tell(
                "access-control-lacking",
                via.span,
                &[("system", &name), ("known", &known)],
                &decision.broken,
                related.clone(),
            );
        }
        if !decision.others.is_empty() {
            let texts = &self.rulebook.texts;
            let and = texts.say(&phrase!("and"));
            let readers: Vec<&str> =
                decision.others.iter().map(|(reader, _)| texts.term("PartyKind", reader)).collect();
            let mut data: Vec<&str> =
                decision.others.iter().flat_map(|(_, data)| data.iter().map(|id| texts.term("Data", id))).collect();
            data.sort_unstable();
            data.dedup();
            let (readers, data) = (enumerate(&readers, &and), enumerate(&data, &and));
            self.tell(
                "audience-too-wide",
                via.span,
                &[("system", &name), ("readers", &readers), ("data", &data)],
                &[],
                related.clone(),
            );
        }
        if decision.verdict == Verdict::Incomplete {
            let paths: Vec<(String, String)> = decision
                .missing
                .iter()
                .filter(|path| path.as_str() != "exposes")
                .map(|path| (format!("systems.{}", path.rsplit('.').next().unwrap_or(path)), path.clone()))
                .collect();
            let paths: Vec<(&str, String)> = paths.iter().map(|(text, path)| (text.as_str(), path.clone())).collect();
            if !paths.is_empty() {
                self.tell_condition(via.span, &paths, &Lacks::OfChannel(&name), &decision.by);
            }
        }
    }

    pub(super) fn tell_revealed(&mut self, revealed: &[Revealed], channel: Option<&ChannelDecision>) {
        // A text that only those see who may know is no breach.
        if channel.is_some_and(|channel| channel.verdict == Verdict::Permitted) {
            return;
        }
        for text in revealed {
            let Some(norm) = self.rulebook.norm(&text.rule) else { continue };
            let severity = norm.severity.as_ref().map_or(Severity::Error, |severities| severities.worst());
            let rule = Rule::of_norm(norm, severity);
            self.push(&rule, text.span, &[("term", &text.term), ("key", &text.key)], &[], Vec::new());
        }
    }
}
