//! What is told of whether the data may be given, and of conditions.

use super::Teller;
use crate::decide::{Case, DatumDecision, DecideError, Verdict, remarks, unique};
use crate::finding::{Rule, enumerate};
use crate::rulebook::Severity;
use crate::source::Span;

/// What is wanting with conditions that a finding tells of.
pub(super) enum Lacks<'a> {
    /// An exemption's, recorded as not met.
    Unmet,
    /// An exemption's, not recorded.
    Unrecorded,
    /// The channel's, not recorded; the channel's name.
    OfChannel(&'a str),
}

impl<'r> Teller<'_, 'r> {
    pub(super) fn tell_content(
        &mut self,
        cases: &[Case<'_, 'r>],
        content: &[DatumDecision<'r>],
        worst: Verdict,
    ) -> Result<(), DecideError> {
        let prohibited: Vec<&DatumDecision<'r>> =
            content.iter().filter(|decision| decision.verdict == Verdict::Prohibited).collect();
        if !prohibited.is_empty() {
            self.tell_prohibited(&prohibited);
        }
        let judgement: Vec<&DatumDecision<'r>> =
            content.iter().filter(|decision| decision.verdict == Verdict::Judgement).collect();
        if !judgement.is_empty() {
            let doubts = unique(judgement.iter().flat_map(|decision| decision.by.iter().cloned()));
            for doubt in doubts {
                let citation = self.rulebook.texts.citation(&doubt).cloned().unwrap_or_default();
                let asks = citation.asks.unwrap_or_default();
                let law = vec![doubt.clone()];
                self.tell(
                    "needs-judgement",
                    self.flow.id.span,
                    &[("asks", &asks), ("doubt", &citation.title), ("id", &doubt)],
                    &law,
                    Vec::new(),
                );
            }
        }
        self.tell_incomplete(content);
        if worst != Verdict::Prohibited {
            for rule in remarks(cases, self.facts)? {
                let severity = rule.severity.as_ref().map_or(Severity::Info, |severities| severities.worst());
                let path = self.rulebook.clauses(rule).asks.clone();
                let span =
                    path.iter().find_map(|path| self.flow.fact(path)).map_or(self.flow.id.span, |fact| fact.span);
                let rule = Rule::of_norm(rule, severity);
                self.push(&rule, span, &[], &[], Vec::new());
            }
        }
        Ok(())
    }

    fn tell_prohibited(&mut self, decisions: &[&DatumDecision<'r>]) {
        let data: Vec<&str> =
            decisions.iter().map(|decision| self.rulebook.texts.term("Data", &decision.datum.id)).collect();
        let mut own_rule = false;
        let rules: Vec<_> = decisions.first().map(|decision| decision.refusals.clone()).unwrap_or_default();
        for norm in rules {
            let Some(severity) = &norm.severity else { continue };
            own_rule = true;
            let asks = self.rulebook.clauses(norm).asks.clone();
            let span = asks.iter().find_map(|path| self.flow.fact(path)).map_or(self.flow.id.span, |fact| fact.span);
            let rule = Rule::of_norm(norm, severity.worst());
            self.push(&rule, span, &[], &[], Vec::new());
        }
        if own_rule {
            return;
        }
        let by = unique(decisions.iter().flat_map(|decision| decision.by.iter().cloned()));
        let main = self.rulebook.law_of("no-exemption");
        let reasons: Vec<String> = by
            .iter()
            .filter(|slug| !main.contains(slug))
            .filter_map(|slug| self.rulebook.texts.rule(slug))
            .map(|text| format!("{}.", text.title.trim_end_matches('.')))
            .collect();
        let reasons =
            if reasons.is_empty() { self.rulebook.texts.say(&phrase!("no-norm-fits")) } else { reasons.join(" ") };
        let and = self.rulebook.texts.say(&phrase!("and"));
        let related = decisions
            .iter()
            .filter_map(|decision| decision.datum.span)
            .map(|span| (self.at(span), self.rulebook.texts.say(&phrase!("this-datum")).into()))
            .collect();
        let values = [
            ("data", enumerate(&data, &and)),
            ("from", self.rulebook.texts.term("PartyKind", &self.facts.sender).to_owned()),
            ("to", self.rulebook.texts.term("PartyKind", &self.facts.recipient).to_owned()),
            ("reasons", reasons),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.tell("no-exemption", self.flow.id.span, &values, &by, related);
    }

    fn tell_incomplete(&mut self, content: &[DatumDecision<'r>]) {
        let incomplete: Vec<&DatumDecision<'r>> =
            content.iter().filter(|decision| decision.verdict == Verdict::Incomplete).collect();
        for decision in &incomplete {
            if decision.lacks.iter().any(|lack| lack.path == "data") {
                let span = decision.datum.span.unwrap_or(self.flow.id.span);
                let datum = self.rulebook.texts.term("Data", &decision.datum.id).to_owned();
                self.tell(
                    "superfluous-data",
                    span,
                    &[("datum", &datum), ("id", &decision.datum.id)],
                    &decision.by,
                    Vec::new(),
                );
            }
        }
        let mut paths: Vec<&str> = incomplete
            .iter()
            .flat_map(|decision| decision.lacks.iter().map(|lack| lack.path.as_str()))
            .filter(|path| *path != "data")
            .collect();
        paths.sort_unstable();
        paths.dedup();
        let norms = unique(incomplete.iter().flat_map(|decision| decision.by.iter().cloned()));
        let (stated, absent): (Vec<&str>, Vec<&str>) =
            paths.into_iter().partition(|path| self.flow.fact(path).is_some());
        for path in stated {
            let span = self.flow.fact(path).map_or(self.flow.id.span, |fact| fact.span);
            self.tell_condition(span, &[(path, path.to_owned())], &Lacks::Unmet, &norms);
        }
        let absent: Vec<(&str, String)> = absent.into_iter().map(|path| (path, self.document_path(path))).collect();
        if !absent.is_empty() {
            self.tell_condition(self.flow.id.span, &absent, &Lacks::Unrecorded, &norms);
        }
    }

    /// Tells of conditions that are unmet or unknown. Each is its path among the texts, and in the document.
    pub(super) fn tell_condition(&mut self, span: Span, paths: &[(&str, String)], lacks: &Lacks<'_>, norms: &[String]) {
        let texts = &self.rulebook.texts;
        let and = texts.say(&phrase!("and"));
        let said: Vec<String> = paths
            .iter()
            .map(|(path, _)| match texts.condition(path) {
                Some(condition) if matches!(lacks, Lacks::Unmet) => condition.failed.clone(),
                Some(condition) => condition.unknown.clone(),
                None => (*path).to_owned(),
            })
            .collect();
        let mends: Vec<String> = paths
            .iter()
            .map(|(path, place)| {
                let mend = texts.condition(path).map(|condition| {
                    condition
                        .mend
                        .replace("systems.ID", place.rsplit_once('.').map_or("systems.ID", |(system, _)| system))
                });
                mend.unwrap_or_else(|| texts.say(&phrase!("record", path = place)))
            })
            .collect();
        let keys: Vec<String> = paths.iter().map(|(_, place)| format!("`{place}`")).collect();
        let keys = enumerate(&keys.iter().map(String::as_str).collect::<Vec<_>>(), &and);
        let said = enumerate(&said.iter().map(String::as_str).collect::<Vec<_>>(), &and);
        let norm = norms.first().map(|slug| texts.law(slug).to_owned()).unwrap_or_default();
        let mut law: Vec<String> = norms.to_vec();
        law.extend(
            paths.iter().filter_map(|(path, _)| texts.condition(path).and_then(|condition| condition.law.clone())),
        );
        // An exemption lets the data be given, a channel lets them be seen: each says what its conditions are for.
        let (aim, why) = match lacks {
            Lacks::Unmet | Lacks::Unrecorded => {
                (texts.say(&phrase!("aim-exemption", norm)), texts.say(&phrase!("why-exemption")))
            }
            Lacks::OfChannel(system) => {
                (texts.say(&phrase!("aim-channel", system = *system)), texts.say(&phrase!("why-channel")))
            }
        };
        let values = [("keys", keys), ("said", said), ("mend", mends.join(" ")), ("aim", aim), ("why", why)];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.tell("condition-missing", span, &values, &unique(law), Vec::new());
    }
}
