//! What is told of a flow.

use jiff::civil::Date;

use super::{Rule, Words, enumerate, words};
use crate::decide::{
    ChannelDecision, ClaimOutcome, Court, DatumDecision, DecideError, Subject, Verdict, claims, decide_channel,
    decide_content, implied, remarks, reveals, unique,
};
use crate::facts::{self, Datum, FlowFacts};
use crate::read::{Flow, FlowDocument};
use crate::report::{Finding, FlowVerdict, Place};
use crate::rulebook::{Rulebook, Severity};
use crate::source::Span;
use crate::vocabulary::nearest;

/// Judges every flow of a document.
///
/// # Errors
/// A policy that errs; nothing of the document is then to be trusted.
pub(crate) fn judge_flows(
    document: &FlowDocument,
    source: usize,
    rulebook: &Rulebook,
    as_of: Date,
) -> Result<(Vec<FlowVerdict>, Vec<Finding>), DecideError> {
    let mut verdicts = Vec::new();
    let mut findings = Vec::new();
    for flow in &document.flows {
        let day = flow.date.unwrap_or(as_of);
        let court = Court::new(rulebook, day);
        let facts = facts::gather(flow, document, rulebook, as_of).map_err(DecideError)?;
        let mut teller = Teller { flow, document, source, rulebook, facts: &facts, findings: Vec::new() };
        verdicts.push(teller.judge(&court)?);
        findings.extend(teller.findings);
    }
    Ok((verdicts, findings))
}

/// A text that others see and that reveals.
struct Revealed {
    key: String,
    span: Span,
    rule: String,
    term: String,
}

struct Teller<'a> {
    flow: &'a Flow,
    document: &'a FlowDocument,
    source: usize,
    rulebook: &'a Rulebook,
    facts: &'a FlowFacts,
    findings: Vec<Finding>,
}

impl<'a> Teller<'a> {
    fn judge(&mut self, court: &Court<'a>) -> Result<FlowVerdict, DecideError> {
        let claimed: Vec<String> = self.flow.basis.iter().map(|slug| slug.value.clone()).collect();
        let implied = implied(court, self.facts)?;
        let data: Vec<Datum> = self.facts.data.iter().cloned().chain(implied.iter().cloned()).collect();
        let content = decide_content(court, self.facts, &data, &claimed)?;
        let worst = content.iter().map(|decision| decision.verdict).max().unwrap_or(Verdict::Prohibited);
        let mut by: Vec<String> = content
            .iter()
            .filter(|decision| decides(decision.verdict, worst))
            .flat_map(|decision| decision.by.iter().cloned())
            .collect();
        let mut missing: Vec<String> = content
            .iter()
            .filter(|decision| decision.verdict == worst && worst == Verdict::Incomplete)
            .flat_map(|decision| decision.lacks.iter().map(|lack| self.document_path(&lack.path)))
            .collect();
        let mut verdict = worst;

        let revealed = self.revealed(court)?;
        let channel = self.channel(court, &data, !revealed.is_empty())?;
        if let Some(channel) = &channel {
            match channel.verdict {
                Verdict::Prohibited if verdict == Verdict::Prohibited => by.extend(channel.by.iter().cloned()),
                Verdict::Prohibited => (verdict, by, missing) = (Verdict::Prohibited, channel.by.clone(), Vec::new()),
                Verdict::Incomplete if verdict != Verdict::Prohibited => {
                    verdict = Verdict::Incomplete;
                    missing.extend(channel.missing.iter().cloned());
                    by = channel.by.iter().cloned().chain(by).collect();
                }
                _ => {}
            }
        } else if !revealed.is_empty() && verdict != Verdict::Prohibited {
            // Without a channel nobody knows who sees the text (verdicts.md rule 12).
            verdict = Verdict::Incomplete;
            missing.push("via".to_owned());
            let rules = revealed.iter().filter_map(|text| self.rulebook.norm(&text.rule));
            by = rules.flat_map(|rule| rule.law.iter().cloned()).chain(by).collect();
        }
        missing.sort();
        missing.dedup();

        self.tell_content(court, &content, worst)?;
        self.tell_channel(channel.as_ref());
        self.tell_revealed(&revealed, channel.as_ref());
        self.tell_basis(court, &content, &data, worst)?;
        Ok(FlowVerdict {
            place: self.at(self.flow.id.span),
            flow: self.flow.id.value.clone(),
            verdict,
            by: unique(by),
            missing,
            basis: claimed,
        })
    }

    // Deciding.

    fn channel(
        &self,
        court: &Court<'_>,
        data: &[Datum],
        exposed: bool,
    ) -> Result<Option<ChannelDecision>, DecideError> {
        let Some(channel) = facts::channel(self.flow, self.document, self.rulebook) else { return Ok(None) };
        let context = channel.context(self.flow, self.facts, exposed, self.rulebook).map_err(DecideError)?;
        let readers_rule = self.rulebook.law_of("audience-too-wide");
        let mut all = data.to_vec();
        if exposed {
            // What is exposed is known to everyone who can see it, whether the flow carries it or not.
            let ids: Vec<String> = all.iter().map(|datum| datum.id.clone()).collect();
            all.extend(
                facts::may_be_implied(self.rulebook)
                    .filter(|id| !ids.iter().any(|known| known == id))
                    .map(|id| facts::datum(id, None, self.rulebook)),
            );
        }
        decide_channel(court, &channel, self.facts, &all, &context, &readers_rule).map(Some)
    }

    /// The texts that others see and that reveal.
    fn revealed(&self, court: &Court<'_>) -> Result<Vec<Revealed>, DecideError> {
        let channel = self.flow.via.as_ref().map_or("", |via| via.value.as_str());
        let subject = Subject {
            channel,
            from: &self.facts.sender,
            to: &self.facts.recipient,
            theme: None,
            urgent: None,
            concepts: std::collections::BTreeSet::new(),
        };
        let mut found = Vec::new();
        for (key, scalar) in &self.flow.exposes {
            let text = scalar.text();
            for mention in self.rulebook.lexicon().mentions_in_label(text) {
                let Some(concept) = self.rulebook.lexicon().concepts().get(mention.concept) else { continue };
                for rule in reveals(court, &subject, &concept.id)? {
                    found.push(Revealed {
                        key: key.value.clone(),
                        span: scalar.span_of(mention.start..mention.end),
                        rule: rule.id.clone(),
                        term: text.get(mention.start..mention.end).unwrap_or_default().to_owned(),
                    });
                }
            }
        }
        Ok(found)
    }

    // Telling.

    fn tell_content(
        &mut self,
        court: &Court<'a>,
        content: &[DatumDecision<'a>],
        worst: Verdict,
    ) -> Result<(), DecideError> {
        let prohibited: Vec<&DatumDecision<'a>> =
            content.iter().filter(|decision| decision.verdict == Verdict::Prohibited).collect();
        if !prohibited.is_empty() {
            self.tell_prohibited(&prohibited);
        }
        let judgement: Vec<&DatumDecision<'a>> =
            content.iter().filter(|decision| decision.verdict == Verdict::Judgement).collect();
        if !judgement.is_empty() {
            let doubts = unique(judgement.iter().flat_map(|decision| decision.by.iter().cloned()).collect());
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
            for rule in remarks(court, self.facts)? {
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

    fn tell_prohibited(&mut self, decisions: &[&DatumDecision<'a>]) {
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
        let by = unique(decisions.iter().flat_map(|decision| decision.by.iter().cloned()).collect());
        let main = self.rulebook.law_of("no-exemption");
        let reasons: Vec<String> = by
            .iter()
            .filter(|slug| !main.contains(slug))
            .filter_map(|slug| self.rulebook.texts.rule(slug))
            .map(|text| format!("{}.", text.title.trim_end_matches('.')))
            .collect();
        let reasons =
            if reasons.is_empty() { self.rulebook.texts.phrase("no-norm-fits", &[]) } else { reasons.join(" ") };
        let and = self.rulebook.texts.phrase("and", &[]);
        let related = decisions
            .iter()
            .filter_map(|decision| decision.datum.span)
            .map(|span| (self.at(span), self.rulebook.texts.phrase("this-datum", &[])))
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

    fn tell_incomplete(&mut self, content: &[DatumDecision<'a>]) {
        let incomplete: Vec<&DatumDecision<'a>> =
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
        let norms = unique(incomplete.iter().flat_map(|decision| decision.by.iter().cloned()).collect());
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
    fn tell_condition(&mut self, span: Span, paths: &[(&str, String)], lacks: &Lacks<'_>, norms: &[String]) {
        let texts = &self.rulebook.texts;
        let and = texts.phrase("and", &[]);
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
                mend.unwrap_or_else(|| texts.phrase("record", &[("path", place)]))
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
                (texts.phrase("aim-exemption", &[("norm", &norm)]), texts.phrase("why-exemption", &[]))
            }
            Lacks::OfChannel(system) => {
                (texts.phrase("aim-channel", &[("system", system)]), texts.phrase("why-channel", &[]))
            }
        };
        let values = [("keys", keys), ("said", said), ("mend", mends.join(" ")), ("aim", aim), ("why", why)];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.tell("condition-missing", span, &values, &unique(law), Vec::new());
    }

    fn tell_channel(&mut self, channel: Option<&ChannelDecision>) {
        let (Some(decision), Some(via)) = (channel, &self.flow.via) else {
            self.tell("channel-not-judged", self.flow.id.span, &[], &[], Vec::new());
            return;
        };
        let system = via.value.clone();
        let name = self.rulebook.texts.term("System", &system).to_owned();
        let declared = self.document.systems.get(&system);
        let related: Vec<(Place, String)> = declared
            .map(|own| (self.at(own.id.span), self.rulebook.texts.phrase("declared-here", &[])))
            .into_iter()
            .collect();
        let as_of = facts::channel(self.flow, self.document, self.rulebook)
            .and_then(|channel| channel.as_of)
            .unwrap_or_default();
        if !decision.broken.is_empty() {
            let known = if as_of.is_empty() {
                String::new()
            } else {
                self.rulebook.texts.phrase("known-as-of", &[("day", &as_of)])
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
            let and = texts.phrase("and", &[]);
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

    fn tell_revealed(&mut self, revealed: &[Revealed], channel: Option<&ChannelDecision>) {
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

    fn tell_basis(
        &mut self,
        court: &Court<'a>,
        content: &[DatumDecision<'a>],
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
        let outcomes = claims(
            court,
            self.facts,
            data,
            &self.flow.basis.iter().map(|slug| slug.value.clone()).collect::<Vec<_>>(),
        )?;
        let any_holds = outcomes.contains(&ClaimOutcome::Holds);
        for (slug, outcome) in self.flow.basis.iter().zip(outcomes) {
            let law = self.rulebook.texts.law(&slug.value).to_owned();
            let better = self.rulebook.texts.law(&best).to_owned();
            let suggestion = if worst.lets_pass() {
                self.rulebook.texts.phrase("use-basis", &[("basis", &best), ("law", &better)])
            } else {
                String::new()
            };
            let values =
                [("basis", slug.value.as_str()), ("law", &law), ("better", &best), ("suggestion", &suggestion)];
            match outcome {
                _ if !self.rulebook.is_basis(&slug.value) => {
                    let near = nearest(&slug.value, self.rulebook.bases()).unwrap_or_default().to_owned();
                    let near = if near.is_empty() {
                        String::new()
                    } else {
                        self.rulebook.texts.phrase("did-you-mean", &[("word", &near)])
                    };
                    self.tell("basis-unknown", slug.span, &[("basis", &slug.value), ("near", &near)], &[], Vec::new());
                }
                // The question to a human is whether it applies.
                ClaimOutcome::DoesNotApply if worst == Verdict::Judgement => {}
                ClaimOutcome::DoesNotApply => {
                    self.tell("basis-does-not-apply", slug.span, &values, std::slice::from_ref(&slug.value), Vec::new())
                }
                ClaimOutcome::Lacks if worst.lets_pass() && !any_holds => {
                    self.tell("basis-differs", slug.span, &values, &[slug.value.clone(), best.clone()], Vec::new());
                }
                ClaimOutcome::Lacks | ClaimOutcome::Holds => {}
            }
        }
        Ok(())
    }

    // Small things.

    fn at(&self, span: Span) -> Place {
        Place { source: self.source, span }
    }

    /// A condition's path as `missing` shows it: what stands outside the flow is named from the document's root.
    fn document_path(&self, path: &str) -> String {
        if path == "same-municipality" {
            let lacks = |id: &str| self.document.parties.get(id).is_none_or(|party| party.municipality.is_none());
            let party = if lacks(&self.flow.to.value) { &self.flow.to.value } else { &self.flow.from.value };
            return format!("parties.{party}.municipality");
        }
        path.to_owned()
    }

    fn tell(&mut self, id: &str, span: Span, values: &[(&str, &str)], law: &[String], related: Vec<(Place, String)>) {
        if let Some(rule) = Rule::named(self.rulebook, id) {
            self.push(&rule, span, values, law, related);
        }
    }

    fn push(
        &mut self,
        rule: &Rule<'_>,
        span: Span,
        values: &[(&str, &str)],
        law: &[String],
        related: Vec<(Place, String)>,
    ) {
        let mut all = vec![("flow", self.flow.id.value.as_str())];
        all.extend_from_slice(values);
        let Words { message, why, help } = words(self.rulebook, rule.id, &all);
        let law = unique(law.iter().chain(rule.law).map(|key| self.rulebook.texts.law(key).to_owned()).collect());
        self.findings.push(Finding {
            rule: rule.id.to_owned(),
            group: rule.group.to_owned(),
            level: None,
            severity: rule.severity,
            place: self.at(span),
            document: Some(self.flow.id.value.clone()),
            concept: None,
            message,
            why,
            help,
            law,
            replacement: None,
            related,
        });
    }
}

/// What is wanting with conditions that a finding tells of.
enum Lacks<'a> {
    /// An exemption's, recorded as not met.
    Unmet,
    /// An exemption's, not recorded.
    Unrecorded,
    /// The channel's, not recorded; the channel's name.
    OfChannel(&'a str),
}

/// Whose norms are told: for a flow that passes, every datum's; else those of the worst.
fn decides(verdict: Verdict, worst: Verdict) -> bool {
    verdict == worst || worst.lets_pass()
}
