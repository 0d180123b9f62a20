//! Findings → those that count and those that somebody decided do not (contract § 4).
//!
//! A decision stands in a comment beside the finding, under `allow:` in the configuration, or in a baseline. Comes in: the
//! run's decisions and its findings, each with a fingerprint. Goes out: what is left, what is set aside, and what is wrong
//! with the decisions themselves. A decision that is out of force or lacks what it must say sets nothing aside.
//! Must not know what any rule is about, only whether it states a prohibition of the statute.

mod adding;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::check::Run;
use crate::finding::{Fault, of_decision};
use crate::read::{Allowance, Baseline, Decision, Directive};
use crate::report::{Edit, Finding, Place, Suppressed, SuppressionKind, Text, Used};
use crate::rulebook::Rulebook;
use crate::source::{Source, Sources, Span};

pub use adding::{Added, add};

/// What a run says of findings that do not count.
pub(crate) struct Decisions<'r> {
    rulebook: &'r Rulebook,
    as_of: Date,
    /// Entries of the configuration, and its source.
    configured: (&'r [Allowance], usize),
    /// The entries that hold, by rule, file and document.
    by_place: BTreeMap<(&'r str, &'r str, Option<&'r str>), usize>,
    /// The baseline and its source.
    baseline: Option<(&'r Baseline, usize)>,
    /// Its entries, by file, rule and fingerprint.
    frozen: BTreeMap<(&'r str, &'r str, &'r str), usize>,
}

/// The comments of one source, and its index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comments<'d> {
    pub(crate) source: usize,
    pub(crate) directives: &'d [Directive],
}

/// The findings of a run, set apart.
pub(crate) struct SetApart {
    pub(crate) left: Vec<Finding>,
    pub(crate) suppressed: Vec<Suppressed>,
    pub(crate) used: Used,
}

impl<'r> Decisions<'r> {
    /// The decisions of a run that stand beside its texts.
    pub(crate) fn of(rulebook: &'r Rulebook, run: &'r Run) -> Decisions<'r> {
        let mut decisions = Decisions {
            rulebook,
            as_of: run.as_of,
            configured: run.config.as_ref().map_or((&[], 0), |(config, source)| (config.allow.as_slice(), *source)),
            by_place: BTreeMap::new(),
            baseline: run.baseline.as_ref().map(|(baseline, source)| (baseline, *source)),
            frozen: BTreeMap::new(),
        };
        // Of several decisions on the same the first that holds is the one.
        for (index, entry) in decisions.configured.0.iter().enumerate() {
            if decisions.holds(&entry.rule.value, &entry.decision) {
                let what = (entry.rule.value.as_str(), entry.file.value.as_str(), entry.document.as_deref());
                decisions.by_place.entry(what).or_insert(index);
            }
        }
        for (index, entry) in decisions.baseline.iter().flat_map(|(baseline, _)| &baseline.entries).enumerate() {
            decisions.frozen.insert((&entry.file.value, &entry.rule, &entry.fingerprint), index);
        }
        decisions
    }

    /// Sets aside what somebody decided does not count, in the comments of the findings' own sources or beside them.
    pub(crate) fn set_apart(
        &self,
        findings: Vec<Finding>,
        comments: &[Comments<'_>],
        sources: Sources<'_>,
    ) -> SetApart {
        let mut apart = SetApart { left: Vec::new(), suppressed: Vec::new(), used: Used::default() };
        let mut inline: BTreeMap<(usize, usize, &str), (usize, &Directive)> = BTreeMap::new();
        for Comments { source, directives } in comments {
            for (index, directive) in directives.iter().enumerate() {
                for rule in directive.rules.iter().filter(|rule| self.holds(&rule.value, &directive.decision)) {
                    inline.entry((*source, directive.line, &rule.value)).or_insert((index, directive));
                }
            }
        }
        if inline.is_empty() && self.by_place.is_empty() && self.frozen.is_empty() {
            return SetApart { left: findings, ..apart };
        }
        for finding in findings {
            let source = sources.get(finding.place.source);
            let path = source.map_or("", Source::path);
            if !inline.is_empty() {
                let line = source.map_or(0, |source| source.position(finding.place.span.start).line);
                let beside = inline.get(&(finding.place.source, line, finding.rule.as_str())).copied();
                if let Some((index, directive)) = beside {
                    apart.used.inline.insert((finding.place.source, index));
                    apart.suppressed.push(set_aside(finding, SuppressionKind::Inline, &directive.decision));
                    continue;
                }
            }
            let what = (finding.rule.as_str(), path, finding.document.as_deref());
            let of_config = self.by_place.get(&what).and_then(|index| Some((*index, self.configured.0.get(*index)?)));
            if let Some((index, entry)) = of_config {
                apart.used.configured.insert(index);
                apart.suppressed.push(set_aside(finding, SuppressionKind::Configured, &entry.decision));
                continue;
            }
            let entry = self.frozen.get(&(path, finding.rule.as_str(), finding.fingerprint.as_str())).copied();
            if let (Some(index), Some((baseline, _))) = (entry, self.baseline) {
                // What the statute forbids stays frozen only as long as somebody answers for it. It is still there.
                apart.used.baseline.insert(index);
                if !is_statutory(self.rulebook, &finding.rule) || self.holds(&finding.rule, &baseline.decision) {
                    apart.suppressed.push(set_aside(finding, SuppressionKind::Baseline, &baseline.decision));
                    continue;
                }
            }
            apart.left.push(finding);
        }
        apart
    }

    /// Whether a decision sets findings of a rule aside: in force, and with all that it must say.
    fn holds(&self, rule: &str, decision: &Decision) -> bool {
        self.fault(rule, decision).is_none()
    }

    fn fault(&self, rule: &str, decision: &Decision) -> Option<Fault> {
        if decision.until.is_some_and(|day| day < self.as_of) {
            Some(Fault::Expired)
        } else if is_statutory(self.rulebook, rule) && !decision.is_answered_for() {
            Some(Fault::Incomplete)
        } else {
            None
        }
    }

    /// Whether there are any.
    pub(crate) fn stand_beside(&self) -> bool {
        !self.configured.0.is_empty() || self.baseline.is_some()
    }

    /// What is wrong with comments.
    pub(crate) fn faults_inline(&self, used: &Used, comments: Comments<'_>, sources: Sources<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Comments { source, directives } = comments;
        let text = sources.get(source).map_or("", Source::text);
        for (index, directive) in directives.iter().enumerate() {
            let needed = used.inline.contains(&(source, index));
            for rule in directive.rules.iter().filter(|rule| self.is_told(&rule.value)) {
                let mend = (directive.rules.len() == 1).then(|| Edit {
                    place: Place { source, span: whole(text, directive.span) },
                    text: Text::default(),
                });
                let place = Place { source, span: directive.span };
                findings.extend(self.fault_of(&rule.value, &directive.decision, needed, place, mend));
            }
        }
        findings
    }

    /// What is wrong with the entries of the configuration and the baseline, once the whole run is known.
    /// Entries of files that were not read say nothing.
    pub(crate) fn faults_beside(&self, used: &Used, paths: &BTreeSet<&str>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let (entries, config) = self.configured;
        for (index, entry) in entries.iter().enumerate() {
            if paths.contains(entry.file.value.as_str()) && self.is_told(&entry.rule.value) {
                let needed = used.configured.contains(&index);
                let place = Place { source: config, span: entry.span };
                findings.extend(self.fault_of(&entry.rule.value, &entry.decision, needed, place, None));
            }
        }
        if let Some((baseline, source)) = self.baseline {
            let gone: Vec<Span> = baseline
                .entries
                .iter()
                .enumerate()
                .filter(|(index, entry)| !used.baseline.contains(index) && paths.contains(entry.file.value.as_str()))
                .map(|(_, entry)| entry.span)
                .collect();
            if let Some(first) = gone.first() {
                let count = gone.len().to_string();
                let place = Place { source, span: *first };
                findings.extend(of_decision(self.rulebook, Fault::Stale, place, &[("count", &count)], None));
            }
        }
        findings
    }

    /// A rule that is none is told of as a mistake.
    fn is_told(&self, rule: &str) -> bool {
        self.rulebook.known_rule(rule).is_some()
    }

    fn fault_of(
        &self,
        rule: &str,
        decision: &Decision,
        needed: bool,
        place: Place,
        mend: Option<Edit>,
    ) -> Option<Finding> {
        let fault = self.fault(rule, decision).or((!needed).then_some(Fault::Unused))?;
        let until = decision.until.map(|day| day.to_string()).unwrap_or_default();
        let mend = mend.filter(|_| fault != Fault::Incomplete);
        of_decision(self.rulebook, fault, place, &[("rule", rule), ("until", &until)], mend)
    }

    /// Rules that comments name and that are none, each with its place.
    pub(crate) fn unknown_in<'d>(&self, comments: Comments<'d>) -> Vec<(Place, &'d str)> {
        let Comments { source, directives } = comments;
        let rules = directives.iter().flat_map(|directive| &directive.rules);
        let unknown = rules.filter(|rule| !self.is_told(&rule.value));
        unknown.map(|rule| (Place { source, span: rule.span }, rule.value.as_str())).collect()
    }

    /// Rules that the configuration sets aside and that are none, each with its place.
    pub(crate) fn unknown_beside(&self) -> Vec<(Place, &'r str)> {
        let (entries, source) = self.configured;
        let unknown = entries.iter().map(|entry| &entry.rule).filter(|rule| !self.is_told(&rule.value));
        unknown.map(|rule| (Place { source, span: rule.span }, rule.value.as_str())).collect()
    }
}

fn is_statutory(rulebook: &Rulebook, rule: &str) -> bool {
    rulebook.known_rule(rule).is_some_and(|known| known.statutory)
}

fn set_aside(finding: Finding, kind: SuppressionKind, decision: &Decision) -> Suppressed {
    let Decision { reason, by, until } = decision.clone();
    Suppressed { finding, kind, reason, by, until }
}

/// The findings that a decision may set aside, and those that it may not for want of somebody who answers. What is wrong
/// with decisions is neither.
pub(crate) fn decidable<'f>(
    rulebook: &Rulebook,
    findings: &'f [Finding],
    decision: &Decision,
) -> (Vec<&'f Finding>, Vec<&'f Finding>) {
    let of_texts = findings.iter().filter(|finding| !rulebook.is_about_decisions(&finding.rule));
    of_texts.partition(|finding| decision.is_answered_for() || !is_statutory(rulebook, &finding.rule))
}

/// A comment with what goes when it goes: its line when it stands alone there, else the spaces before it.
fn whole(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let alone = before.get(line_start..).is_some_and(|indent| indent.trim().is_empty());
    let after = text.get(span.end..).unwrap_or_default();
    let rest = after.split_inclusive('\n').next().unwrap_or_default();
    if alone && rest.trim().is_empty() {
        return Span::new(line_start, span.end + rest.len());
    }
    Span::new(before.trim_end_matches([' ', '\t']).len(), span.end)
}
