//! What the parts of a run say, put together, with what only the run as a whole can tell.

use std::collections::{BTreeMap, BTreeSet};

use super::part::{Part, Shared, erred, gather_shared};
use super::{Extent, in_order};
use crate::decide::Court;
use crate::finding::Templates;
use crate::fingerprint;
use crate::mask::Mask;
use crate::phrase::Phrase;
use crate::read::{Config, Directive};
use crate::report::{Failure, Finding, Place, Report, Said};
use crate::source::{Source, Sources};
use crate::suppression::Comments;

/// The parts of a run so far. Of texts that nothing is told of only the path is kept.
pub(super) struct Whole<'c, 'r> {
    shared: &'c Shared<'r>,
    report: Report,
    /// Findings on the configuration's values, each told once.
    of_config: Vec<Finding>,
    templates: Templates,
    /// Comments that say findings beside them do not count, by source.
    directives: Vec<(usize, Vec<Directive>)>,
    /// The sources whose paths decisions may name.
    judged: Vec<usize>,
    names: BTreeSet<String>,
    kept: BTreeMap<usize, Source>,
    /// What findings say, each text once.
    said: Said,
}

/// A report whose texts are elsewhere, and what must be hidden in it.
pub struct Unmasked {
    report: Report,
    kept: BTreeMap<usize, Source>,
    mask: Mask,
}

impl Unmasked {
    /// Keeps the text of a source that another one's findings point to.
    pub(super) fn keep(&mut self, index: usize, text: &Source) {
        self.kept.insert(index, text.clone());
    }

    /// The report over the sources of its run, as people see it.
    #[must_use]
    pub fn over(self, mut sources: Vec<Source>) -> Report {
        for (index, text) in self.kept {
            if let Some(source) = sources.get_mut(index) {
                *source = text;
            }
        }
        Report { sources, ..self.report }.masked(self.mask)
    }
}

impl<'c, 'r> Whole<'c, 'r> {
    pub(super) fn new(shared: &'c Shared<'r>) -> Whole<'c, 'r> {
        let run = shared.run;
        Whole {
            shared,
            report: Report { failures: run.failures.clone(), ..Report::new(run.as_of) },
            of_config: Vec::new(),
            templates: Templates::default(),
            directives: Vec::new(),
            judged: Vec::new(),
            names: BTreeSet::new(),
            kept: BTreeMap::new(),
            said: Said::default(),
        }
    }

    /// Adds an input that cannot be read.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.report.failures.push(failure);
    }

    /// Adds the next part, and its text where the run does not hold it.
    pub(super) fn add(&mut self, part: Part, text: Option<Source>) {
        let Part { input, is_judged, mut report, shared, templates, directives, names } = part;
        self.names.extend(names);
        if !is_judged {
            return;
        }
        if self.shared.decisions.stand_beside() {
            self.judged.push(input.source);
        }
        let is_first = self.templates.append(templates);
        // What is told later may be about any place.
        let is_whole = is_first || !directives.is_empty();
        if let Some(text) = text.filter(|_| is_whole || report.quotes()) {
            let text = if is_whole { text } else { text.excerpt(report.places(input.source)) };
            self.kept.insert(input.source, text);
        }
        if !directives.is_empty() {
            self.directives.push((input.source, directives));
        }
        let suppressed = report.suppressed.iter_mut().map(|suppressed| &mut suppressed.finding);
        report.findings.iter_mut().chain(suppressed).for_each(|finding| finding.share(&mut self.said));
        self.report.append(report);
        for finding in shared {
            let is_same = |known: &&mut Finding| known.place == finding.place && known.rule == finding.rule;
            match self.of_config.iter_mut().find(is_same) {
                Some(known) => {
                    known.touches += finding.touches;
                    known.document = None;
                }
                None => self.of_config.push(finding),
            }
        }
    }

    /// All that the run says.
    pub(super) fn close(mut self) -> Unmasked {
        let shared = self.shared;
        let run = shared.run;
        self.settle_shared();
        if let Some((config, source)) = &run.config {
            self.set_severities(config, *source);
        }
        if !run.no_suppressions {
            self.add_faults();
        }
        let mut report = self.report;
        let sources = Sources::all(&run.sources);
        // They mostly are in order already, and what sorts takes room for as many again.
        if !report.findings.is_sorted_by(|a, b| in_order(a, b, sources).is_le()) {
            report.findings.sort_by(|a, b| in_order(a, b, sources));
        }
        report.suppressed.sort_by(|a, b| in_order(&a.finding, &b.finding, sources));
        let path = |place: Place| sources.get(place.source).map(Source::path);
        report.flows.sort_by(|a, b| (path(a.place), a.place.span).cmp(&(path(b.place), b.place.span)));
        report.failures.sort_by(|a, b| (&a.path, a.place).cmp(&(&b.path, b.place)));
        // What stands behind an anchor is read once for each alias.
        report.failures.dedup_by(|a, b| a.place.is_some() && a.place == b.place && a.message == b.message);
        let mut is_input = vec![false; run.sources.len()];
        for input in &run.inputs {
            is_input.get_mut(input.source).into_iter().for_each(|is_input| *is_input = true);
        }
        let others = run.sources.iter().zip(is_input).filter(|(_, is_input)| !is_input);
        let beside = others.flat_map(|(source, _)| shared.rulebook.names_beside_data(source.text()));
        let mask = match run.shows_personal_data {
            true => Mask::off(),
            false => Mask::of_names(self.names.into_iter().chain(beside)),
        };
        Unmasked { report, kept: self.kept, mask }
    }

    /// What is told of the configuration's values, and of templates beside each other.
    fn settle_shared(&mut self) {
        let shared = self.shared;
        let run = shared.run;
        let mut by_source: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
        let mut told = std::mem::take(&mut self.of_config);
        if shared.extent != Extent::Piece {
            match self.templates.judge(&Court::new(shared.rulebook, run.as_of)) {
                Ok(findings) => told.extend(gather_shared(findings, None)),
                Err(error) => self.report.failures.push(erred(&error, None, "", &shared.rulebook.texts)),
            }
        }
        for finding in told {
            by_source.entry(finding.place.source).or_default().push(finding);
        }
        for (index, findings) in by_source {
            let sources = match self.kept.get(&index) {
                Some(text) => Sources::with(&run.sources, index, text),
                None => Sources::all(&run.sources),
            };
            let comments: Vec<Comments<'_>> =
                comments(run.config.as_ref(), &self.directives).filter(|comments| comments.source == index).collect();
            shared.settle(findings, &comments, sources, &mut self.report);
        }
    }

    /// What is wrong with the decisions on what does not count.
    fn add_faults(&mut self) {
        let shared = self.shared;
        let (run, decisions) = (shared.run, &shared.decisions);
        let mut faults = Vec::new();
        for one in comments(run.config.as_ref(), &self.directives) {
            let sources = match self.kept.get(&one.source) {
                Some(text) => Sources::with(&run.sources, one.source, text),
                None => Sources::all(&run.sources),
            };
            let is_of_config = run.config.as_ref().is_some_and(|(_, source)| *source == one.source);
            // A comment in the configuration is about what other parts of the run may hold.
            if shared.extent == Extent::Whole || !is_of_config {
                let mut found = decisions.faults_inline(&self.report.used, one, sources);
                fingerprint::mark(&mut found, sources);
                faults.extend(found);
            }
            if shared.extent != Extent::Piece {
                let unknown = decisions.unknown_in(one);
                self.report.failures.extend(unknown.into_iter().map(|unknown| shared.unknown_rule(unknown)));
            }
        }
        if shared.extent != Extent::Piece {
            let unknown = decisions.unknown_beside();
            self.report.failures.extend(unknown.into_iter().map(|unknown| shared.unknown_rule(unknown)));
        }
        if shared.extent == Extent::Whole && decisions.stand_beside() {
            let paths = self.judged.iter().filter_map(|index| run.sources.get(*index)).map(Source::path).collect();
            let mut found = decisions.faults_beside(&self.report.used, &paths);
            fingerprint::mark(&mut found, Sources::all(&run.sources));
            faults.extend(found);
        }
        self.report.findings.extend(faults.into_iter().filter(|fault| run.asks_for(&fault.rule)));
    }

    /// The configuration's severities. What states a prohibition of the statute cannot be lowered.
    fn set_severities(&mut self, config: &Config, source: usize) {
        let rulebook = self.shared.rulebook;
        let Report { findings, suppressed, failures, .. } = &mut self.report;
        for (rule, severity) in &config.rules {
            let place = Place { source, span: rule.span };
            let mut refuse = |message: Phrase| {
                failures.push(Failure {
                    place: Some(place),
                    path: String::new(),
                    message: rulebook.texts.say(&message),
                    help: None,
                    ..Failure::default()
                });
            };
            let Some(known) = rulebook.known_rule(&rule.value) else {
                refuse(phrase!("unknown-rule", id = &rule.value));
                continue;
            };
            if known.statutory && *severity < known.severity {
                refuse(phrase!("statutory-rule", rule = &rule.value));
                continue;
            }
            let suppressed = suppressed.iter_mut().map(|suppressed| &mut suppressed.finding);
            for finding in findings.iter_mut().chain(suppressed).filter(|finding| finding.rule == rule.value) {
                finding.severity = *severity;
            }
        }
    }
}

/// The comments of the texts, and those of the configuration.
fn comments<'d>(
    config: Option<&'d (Config, usize)>,
    directives: &'d [(usize, Vec<Directive>)],
) -> impl Iterator<Item = Comments<'d>> {
    let of_config = config.map(|(config, source)| (*source, config.directives.as_slice()));
    let of_texts = directives.iter().map(|(source, directives)| (*source, directives.as_slice()));
    of_texts.chain(of_config).map(|(source, directives)| Comments { source, directives })
}
