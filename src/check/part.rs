//! One input read and judged, whatever else the run holds.

use std::collections::{BTreeMap, BTreeSet};

use super::flows::{Flows, Load};
use super::{Extent, Input, Run, in_order};
use crate::decide::{Court, DecideError};
use crate::finding::{Judged, Templates, first_line, judge_flows, judge_message, judge_routine, overridden};
use crate::fingerprint;
use crate::fix;
use crate::phrase::Phrase;
use crate::read::config::InputMapping;
use crate::read::{self, Directive, Document, FlowDocument, Message, Reading, Sought, Stated};
use crate::report::{Alike, Failure, Finding, FlowVerdict, Place, Report, Suppressed, Text};
use crate::rulebook::{Rulebook, Texts};
use crate::source::{Problem, Source, Sources, Span};
use crate::suppression::{Comments, Decisions};

/// What all parts of a run go by.
pub(super) struct Shared<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) run: &'r Run,
    pub(super) extent: Extent,
    pub(super) decisions: Decisions<'r>,
    pub(super) flows: Flows<'r>,
}

impl<'r> Shared<'r> {
    pub(super) fn of(rulebook: &'r Rulebook, run: &'r Run, extent: Extent, load: &'r Load<'r>) -> Shared<'r> {
        let decisions = Decisions::of(rulebook, run);
        Shared { rulebook, run, extent, decisions, flows: Flows::of(rulebook, run, load) }
    }

    /// Adds findings to a report as they count: in order, each with what it is known by and what mends it, and without
    /// those that somebody decided do not count.
    pub(super) fn settle(
        &self,
        mut findings: Vec<Finding>,
        comments: &[Comments<'_>],
        sources: Sources<'_>,
        report: &mut Report,
    ) {
        findings.sort_by(|a, b| in_order(a, b, sources));
        fingerprint::mark(&mut findings, sources);
        fix::suggest(&mut findings, sources);
        let mut suppressed = Vec::new();
        if !self.run.no_suppressions {
            let apart = self.decisions.set_apart(findings, comments, sources);
            (findings, suppressed) = (apart.left, apart.suppressed);
            report.used.append(apart.used);
        }
        // Last, so that what a decision was about is known although it is not shown.
        findings.retain(|finding| self.run.asks_for(&finding.rule));
        append(&mut report.findings, findings);
        let is_asked = |suppressed: &Suppressed| self.run.asks_for(&suppressed.finding.rule);
        report.suppressed.extend(suppressed.into_iter().filter(is_asked));
    }

    /// What is told of a decision on a rule that is none.
    pub(super) fn unknown_rule(&self, (place, rule): (Place, &str)) -> Failure {
        Failure {
            place: Some(place),
            path: self.run.sources.get(place.source).map_or(String::new(), |source| source.path().to_owned()),
            message: self.rulebook.texts.say(&phrase!("unknown-rule", id = rule)),
            help: None,
            ..Failure::default()
        }
    }
}

/// What one input says, before it is put beside the others. Places are those of the run's sources.
pub(super) struct Part {
    pub(super) input: Input,
    /// Whether anything is told of it but names.
    pub(super) is_judged: bool,
    /// Findings and what else a report has, all inside the input's own source.
    pub(super) report: Report,
    /// Findings on what stands outside it: the configuration's values.
    pub(super) shared: Vec<Finding>,
    pub(super) templates: Templates,
    pub(super) directives: Vec<Directive>,
    /// Persons that are named, to be hidden in all that the run says.
    pub(super) names: Vec<String>,
}

/// Reads and judges inputs on one thread, whose court remembers the law's answers from one to the next.
pub(super) struct Checker<'c, 'r, 'k> {
    shared: &'c Shared<'r>,
    court: &'c Court<'k>,
}

impl<'c, 'r, 'k> Checker<'c, 'r, 'k> {
    pub(super) fn new(shared: &'c Shared<'r>, court: &'c Court<'k>) -> Checker<'c, 'r, 'k> {
        Checker { shared, court }
    }

    /// What an input says whose text is `source`.
    pub(super) fn part(&self, input: Input, source: &Source) -> Part {
        let Shared { rulebook, run, .. } = self.shared;
        let reading = read_input(rulebook, run, input, source);
        let names = names(rulebook, source, &reading.documents);
        let mut part = Part {
            input,
            is_judged: false,
            report: Report::new(run.as_of),
            shared: Vec::new(),
            templates: Templates::default(),
            directives: Vec::new(),
            names,
        };
        if !self.judges(input, source, &reading) {
            return part;
        }
        part.is_judged = true;
        let wording = self.judge(&mut part, source, &reading);
        part.directives = reading.directives;
        let config = run.config.as_ref().map(|(_, source)| *source);
        let mut findings = std::mem::take(&mut part.report.findings);
        let mut wording = gather_shared(wording, config);
        part.shared.extend(wording.extract_if(.., |finding| finding.place.source != input.source));
        append(&mut findings, wording);
        let comments = Comments { source: input.source, directives: &part.directives };
        let sources = Sources::with(&run.sources, input.source, source);
        self.shared.settle(findings, &[comments], sources, &mut part.report);
        part
    }

    /// Whether an input is judged: it is asked for, or a flow that one of its messages belongs to is.
    fn judges(&self, input: Input, source: &Source, reading: &Reading) -> bool {
        let Some(only) = &self.shared.run.only else { return true };
        let refers = |message: &Message| {
            let stated = message.flow.as_ref();
            let found = stated.and_then(|stated| self.shared.flows.file(source.path(), stated.text()));
            found.is_some_and(|(file, id)| file.flow(id).is_some() && only.contains(&file.source))
        };
        only.contains(&input.source)
            || reading.documents.iter().any(|document| match document {
                Document::Messages(messages) => messages.iter().any(refers),
                _ => false,
            })
    }

    /// Judges what was read. Gives the findings on wordings, which may stand for several messages.
    fn judge(&self, part: &mut Part, source: &Source, reading: &Reading) -> Vec<Finding> {
        let Shared { rulebook, run, .. } = self.shared;
        let texts = &rulebook.texts;
        let index = part.input.source;
        let report = &mut part.report;
        let mut wording = Vec::new();
        if !reading.recognised {
            if part.input.named {
                let is_empty = source.text().trim_start_matches('\u{feff}').trim().is_empty();
                let (message, help) = match is_empty {
                    true => (phrase!("file-empty"), phrase!("file-empty-help")),
                    false => (phrase!("not-a-document"), phrase!("not-a-document-help")),
                };
                let problem = Problem::new(Span::new(0, 0), message).with_help(help);
                report.failures.push(failure(&problem, source, index, texts));
            } else {
                report.left_alone += 1;
            }
            return wording;
        }
        report.checked.push(index);
        if reading.sought.is_some() {
            report.records.insert(index);
        }
        report.failures.extend(self.failures(part.input, source, reading));
        if self.shared.extent == Extent::Piece {
            report.sought.clone_from(&reading.sought);
        }
        for document in &reading.documents {
            let outcome = match document {
                Document::Flows(flows) => self.flows(flows, index, source, report),
                Document::Messages(messages) => {
                    report.documents += 1;
                    report.messages += messages.len();
                    let templates = &mut part.templates;
                    messages.iter().try_for_each(|message| {
                        let found =
                            message.flow.as_ref().map(|stated| self.shared.flows.file(source.path(), stated.text()));
                        let own_flow =
                            found.as_ref().and_then(|found| found.as_ref()).and_then(|(file, id)| file.flow(id));
                        if let (Some(stated), None) = (&message.flow, &own_flow) {
                            report.failures.push(unknown_flow(rulebook, stated));
                        }
                        let Judged { findings, styles } = judge_message(self.court, message, index, None, own_flow)?;
                        append(&mut wording, findings);
                        templates.add(message, styles, Place { source: index, span: first_line(message) });
                        Ok(())
                    })
                }
                Document::Routine(routine) => {
                    report.documents += 1;
                    report.messages += routine.wordings.len();
                    judge_routine(routine, index, rulebook, run.as_of).map(|findings| wording.extend(findings))
                }
                Document::Other => Ok(()),
            };
            if let Err(error) = outcome {
                report.failures.push(erred(&error, Some(index), source.path(), texts));
            }
        }
        wording
    }

    /// What is wrong with the text of an input. Of a piece it is what can be told before all pieces have been read.
    fn failures(&self, input: Input, source: &Source, reading: &Reading) -> Vec<Failure> {
        let texts = &self.shared.rulebook.texts;
        let tell = |problem: &Problem| failure(problem, source, input.source, texts);
        let Some(sought) = &reading.sought else { return reading.problems.iter().map(tell).collect() };
        let mut failures: Vec<Failure> = reading
            .problems
            .iter()
            .map(|problem| Failure { kind: Some(problem.message.id), ..tell(problem) })
            .collect();
        if self.shared.extent != Extent::Piece {
            if sought.has_hits() {
                failures.extend(without_text(sought, source, input.source, texts));
            }
            let mapping = mapping(self.shared.run, input).map(|(mapping, _)| mapping);
            failures.extend(mapping.into_iter().flat_map(|mapping| sought.misses(mapping)).map(|miss| tell(&miss)));
            let mut alike = Alike::default();
            alike.thin(&mut failures, |failure| failure);
            failures.extend(alike.last(texts));
        }
        failures
    }

    fn flows(
        &self,
        flows: &FlowDocument,
        index: usize,
        source: &Source,
        report: &mut Report,
    ) -> Result<(), DecideError> {
        let (verdicts, findings) = judge_flows(flows, index, self.court)?;
        report.documents += 1;
        report.flows.extend(verdicts.into_iter().map(|verdict| {
            let line = source.position(verdict.place.span.start).line;
            FlowVerdict { line, ..verdict }
        }));
        report.findings.extend(findings);
        report.findings.extend(overridden(flows, index, self.shared.rulebook));
        Ok(())
    }
}

/// Reads an input as the configuration describes it, else as it says itself.
pub(super) fn read_input(rulebook: &Rulebook, run: &Run, input: Input, source: &Source) -> Reading {
    match mapping(run, input) {
        Some((mapping, config)) => read::read_mapped(source, input.source, mapping, config, &rulebook.vocabulary),
        None => read::read(source, input.source, &rulebook.vocabulary),
    }
}

/// The configuration's entry that describes an input, and the source it stands in.
fn mapping(run: &Run, input: Input) -> Option<(&InputMapping, usize)> {
    let (config, source) = run.config.as_ref()?;
    Some((config.inputs.get(input.mapping?)?, *source))
}

/// What is told of the records without a text, where others have one.
pub(super) fn without_text(
    sought: &Sought,
    source: &Source,
    index: usize,
    texts: &Texts,
) -> impl Iterator<Item = Failure> {
    sought.without_text().map(move |(problem, count)| Failure {
        kind: Some(problem.message.id),
        n_more: count - 1,
        ..failure(&problem, source, index, texts)
    })
}

/// A policy that erred while what stands in a source was judged, or the run.
pub(super) fn erred(error: &DecideError, source: Option<usize>, path: &str, texts: &Texts) -> Failure {
    Failure {
        place: source.map(|source| Place { source, span: Span::new(0, 0) }),
        path: path.to_owned(),
        message: texts.say(&phrase!("policy-erred", error = &error.0)),
        help: Some(texts.say(&phrase!("law-erred"))),
        ..Failure::default()
    }
}

fn unknown_flow(rulebook: &Rulebook, stated: &Stated) -> Failure {
    Failure {
        place: Some(Place { source: stated.source, span: stated.span }),
        path: String::new(),
        message: rulebook.texts.say(&phrase!("flow-not-read", flow = stated.text())),
        help: Some(rulebook.texts.say(&phrase!("flow-not-read-help"))),
        ..Failure::default()
    }
}

pub(super) fn failure(problem: &Problem, source: &Source, index: usize, texts: &Texts) -> Failure {
    let say = |phrase: &Phrase| texts.say(phrase);
    Failure {
        place: Some(Place { source: index, span: problem.span }),
        path: source.path().to_owned(),
        message: say(&problem.message),
        help: problem.help.as_ref().map(say),
        ..Failure::default()
    }
}

/// Adds findings to others. The first are taken as they are: a long text may have many.
fn append(findings: &mut Vec<Finding>, mut more: Vec<Finding>) {
    if findings.is_empty() { *findings = more } else { findings.append(&mut more) }
}

/// A finding on a value that stands once for many messages is told once, with their number (contract § 2.2). Such a value
/// stands in the configuration, whose source is `shared`, or in a document that one place of is read as several messages.
pub(super) fn gather_shared(findings: Vec<Finding>, shared: Option<usize>) -> Vec<Finding> {
    let mut seen: BTreeSet<(Place, &str)> = BTreeSet::new();
    // Most have nothing twice, and a long text may have many.
    if findings.iter().all(|finding| seen.insert((finding.place, &finding.rule))) {
        return findings;
    }
    let mut gathered: Vec<Finding> = Vec::new();
    let mut told: BTreeMap<(Place, Text), usize> = BTreeMap::new();
    for finding in findings {
        match told.get(&(finding.place, finding.rule.clone())).and_then(|index| gathered.get_mut(*index)) {
            Some(known) if Some(known.place.source) == shared || known.document != finding.document => {
                known.touches += 1;
                known.document = None;
            }
            Some(_) => {}
            None => {
                told.insert((finding.place, finding.rule.clone()), gathered.len());
                gathered.push(finding);
            }
        }
    }
    gathered
}

/// The names in a text that its documents, or what stands beside them, say are persons'.
pub(crate) fn names(rulebook: &Rulebook, source: &Source, documents: &[Document]) -> Vec<String> {
    let mut names = rulebook.names_beside_data(source.text());
    for document in documents {
        if let Document::Flows(flows) = document {
            let persons = flows.parties.values().filter(|party| rulebook.is_person(&party.kind.value));
            names.extend(persons.filter_map(|party| party.name.clone()));
        }
    }
    names
}
