//! The one pure function: a rulebook and the texts of a run in, a report out.
//!
//! No disk, clock, environment or randomness: what is checked, as of which day and under which settings is given.

mod flows;
mod run;

use std::collections::{BTreeMap, BTreeSet};

use flows::Flows;
pub use run::{Input, Run};

use crate::decide::Court;
use crate::decide::DecideError;
use crate::finding::{Judged, Templates, first_line, judge_flows, judge_message, judge_routine, overridden};
use crate::fingerprint;
use crate::fix;
use crate::mask::Mask;
use crate::phrase::Phrase;
use crate::read::{self, Config, Document, FlowDocument, Reading, Stated};
use crate::report::{Failure, Finding, Place, Report, Used};
use crate::rulebook::{Rulebook, Texts};
use crate::source::{Problem, Source, Span};
use crate::suppression::{Decisions, SetApart};

/// How much of a run is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// All but inputs that are too large to be held at once, whose pieces follow.
    Rest,
    /// One piece of such an input: what only a whole run can tell is left out.
    Piece,
}

/// Checks a run.
#[must_use]
pub fn check(rulebook: &Rulebook, run: Run) -> Report {
    let mut report = examine(rulebook, run, Extent::Whole);
    report.tell_touches(&rulebook.texts);
    report
}

/// Checks a run, or one part of it. Of what stands for many messages only the number is kept, for [`Report::absorb`] and [`Report::tell_touches`].
#[must_use]
pub fn examine(rulebook: &Rulebook, run: Run, extent: Extent) -> Report {
    let mut report = Report { failures: run.failures.clone(), ..Report::new(run.as_of) };
    let mut wording = Vec::new();
    let mut templates = Templates::default();
    let readings: Vec<(Input, Reading)> =
        run.inputs.iter().filter_map(|input| Some((*input, read_input(rulebook, &run, *input)?))).collect();
    let flows = Flows::of(&run, &readings);
    let court = Court::new(rulebook, run.as_of);
    let judged: Vec<&(Input, Reading)> =
        readings.iter().filter(|(input, reading)| run.judges(*input, reading, &flows)).collect();
    for (input, reading) in &judged {
        check_input(&court, &run, *input, reading, &flows, (&mut report, &mut wording, &mut templates));
    }
    match templates.judge(&court) {
        Ok(findings) if extent != Extent::Piece => wording.extend(findings),
        Ok(_) => {}
        Err(error) => report.failures.push(Failure {
            place: None,
            path: String::new(),
            message: rulebook.texts.say(&phrase!("policy-erred", error = error.0)),
            help: Some(rulebook.texts.say(&phrase!("law-erred"))),
        }),
    }
    let mut findings = std::mem::take(&mut report.findings);
    findings.extend(gather_shared(wording, run.config.as_ref().map(|(_, source)| *source)));
    if let Some((config, source)) = &run.config {
        set_severities(config, *source, rulebook, &mut findings, &mut report.failures);
    }
    sort(&mut findings, &run.sources);
    fingerprint::mark(&mut findings, &run.sources);
    fix::suggest(&mut findings, &run.sources);
    if !run.no_suppressions {
        findings = set_apart(rulebook, &run, &judged, extent, findings, &mut report);
    }
    // Last, so that what a decision was about is known although it is not shown.
    findings.retain(|finding| run.asks_for(&finding.rule));
    report.suppressed.retain(|suppressed| run.asks_for(&suppressed.finding.rule));
    report.findings = findings;
    let path = |place: Place| run.sources.get(place.source).map(|source| source.path().to_owned());
    report.flows.sort_by_cached_key(|flow| (path(flow.place), flow.place.span));
    report.failures.sort_by(|a, b| (&a.path, a.place).cmp(&(&b.path, b.place)));
    // What stands behind an anchor is read once for each alias.
    report.failures.dedup_by(|a, b| a.place.is_some() && a.place == b.place && a.message == b.message);
    let mask = if run.shows_personal_data { Mask::off() } else { mask_of(rulebook, &run, &readings) };
    report.sources = run.sources;
    report.masked(mask)
}

fn sort(findings: &mut [Finding], sources: &[Source]) {
    findings.sort_by(|a, b| {
        let path = |finding: &Finding| sources.get(finding.place.source).map(Source::path);
        (path(a), a.place.span, &a.rule, &a.message).cmp(&(path(b), b.place.span, &b.rule, &b.message))
    });
}

/// Takes out what somebody decided does not count, and tells what is wrong with the decisions. Gives what is left.
fn set_apart(
    rulebook: &Rulebook,
    run: &Run,
    judged: &[&(Input, Reading)],
    extent: Extent,
    findings: Vec<Finding>,
    report: &mut Report,
) -> Vec<Finding> {
    let inline = judged
        .iter()
        .flat_map(|(input, reading)| reading.directives.iter().map(|directive| (input.source, directive)))
        .collect();
    let decisions = Decisions::of(rulebook, run, inline);
    let SetApart { left, suppressed, used } = decisions.set_apart(findings, &run.sources);
    let mut findings = left;
    let mut faults = decisions.faults_inline(&used, &run.sources);
    // A comment in the configuration is about what other parts of the run may hold.
    let config = run.config.as_ref().map(|(_, source)| *source);
    faults.retain(|fault| extent == Extent::Whole || Some(fault.place.source) != config);
    if extent == Extent::Whole {
        let paths = judged.iter().filter_map(|(input, _)| run.sources.get(input.source)).map(Source::path);
        faults.extend(decisions.faults_beside(&used, &paths.collect()));
    }
    if extent != Extent::Piece {
        report.failures.extend(decisions.unknown_rules().into_iter().map(|(place, rule)| Failure {
            place: Some(place),
            path: run.sources.get(place.source).map_or(String::new(), |source| source.path().to_owned()),
            message: rulebook.texts.say(&phrase!("unknown-rule", id = rule)),
            help: None,
        }));
    }
    fingerprint::mark(&mut faults, &run.sources);
    findings.extend(faults);
    sort(&mut findings, &run.sources);
    report.suppressed = suppressed;
    report.used = used;
    findings
}

/// What is wrong with the decisions beside the texts, once every part of a run has been examined. `paths` are those of the
/// inputs; `run` is what its parts were made of.
#[must_use]
pub fn faults_beside(rulebook: &Rulebook, run: &Run, used: &Used, paths: &BTreeSet<&str>) -> Vec<Finding> {
    if run.no_suppressions {
        return Vec::new();
    }
    let mut faults = Decisions::of(rulebook, run, Vec::new()).faults_beside(used, paths);
    faults.retain(|fault| run.asks_for(&fault.rule));
    fingerprint::mark(&mut faults, &run.sources);
    faults.iter_mut().for_each(|fault| fault.hide(&Mask::default()));
    faults
}

fn read_input(rulebook: &Rulebook, run: &Run, input: Input) -> Option<Reading> {
    let source = run.sources.get(input.source)?;
    let mapping = input.mapping.and_then(|index| {
        let (config, config_source) = run.config.as_ref()?;
        Some((config.inputs.get(index)?, *config_source))
    });
    Some(match mapping {
        Some((mapping, config)) => read::read_mapped(source, input.source, mapping, config, &rulebook.vocabulary),
        None => read::read(source, input.source, &rulebook.vocabulary),
    })
}

fn check_input(
    court: &Court<'_>,
    run: &Run,
    input: Input,
    reading: &Reading,
    flows: &Flows<'_>,
    told: (&mut Report, &mut Vec<Finding>, &mut Templates),
) {
    let rulebook = court.rulebook;
    let (report, wording, templates) = told;
    let Some(source) = run.sources.get(input.source) else { return };
    if !reading.recognised {
        if input.named {
            report.failures.push(Failure {
                place: Some(Place { source: input.source, span: Span::new(0, 0) }),
                path: source.path().to_owned(),
                message: rulebook.texts.say(&phrase!("not-a-document")),
                help: Some(rulebook.texts.say(&phrase!("not-a-document-help"))),
            });
        } else {
            report.left_alone += 1;
        }
        return;
    }
    report.checked.push(input.source);
    report
        .failures
        .extend(reading.problems.iter().map(|problem| failure(problem, source, input.source, &rulebook.texts)));
    for document in &reading.documents {
        let outcome = match document {
            Document::Flows(flows) => check_flows(court, flows, input.source, report),
            Document::Messages(messages) => {
                report.documents += 1;
                report.messages += messages.len();
                messages.iter().try_for_each(|message| {
                    let own_flow = message.flow.as_ref().and_then(|stated| {
                        let own_flow = flows.find(source.path(), stated.text());
                        if own_flow.is_none() {
                            report.failures.push(unknown_flow(rulebook, stated));
                        }
                        own_flow
                    });
                    let Judged { findings, styles } = judge_message(court, message, input.source, None, own_flow)?;
                    wording.extend(findings);
                    templates.add(message, styles, Place { source: input.source, span: first_line(message) });
                    Ok(())
                })
            }
            Document::Routine(routine) => {
                report.documents += 1;
                report.messages += routine.wordings.len();
                judge_routine(routine, input.source, rulebook, run.as_of).map(|findings| wording.extend(findings))
            }
            Document::Other => Ok(()),
        };
        if let Err(error) = outcome {
            report.failures.push(Failure {
                place: Some(Place { source: input.source, span: Span::new(0, 0) }),
                path: source.path().to_owned(),
                message: rulebook.texts.say(&phrase!("policy-erred", error = error.0)),
                help: Some(rulebook.texts.say(&phrase!("law-erred"))),
            });
        }
    }
}

fn unknown_flow(rulebook: &Rulebook, stated: &Stated) -> Failure {
    Failure {
        place: Some(Place { source: stated.source, span: stated.span }),
        path: String::new(),
        message: rulebook.texts.say(&phrase!("flow-not-read", flow = stated.text())),
        help: Some(rulebook.texts.say(&phrase!("flow-not-read-help"))),
    }
}

fn check_flows(court: &Court<'_>, flows: &FlowDocument, source: usize, report: &mut Report) -> Result<(), DecideError> {
    let (verdicts, findings) = judge_flows(flows, source, court)?;
    report.documents += 1;
    report.flows.extend(verdicts);
    report.findings.extend(findings);
    report.findings.extend(overridden(flows, source, court.rulebook));
    Ok(())
}

fn failure(problem: &Problem, source: &Source, index: usize, texts: &Texts) -> Failure {
    Failure {
        place: Some(Place { source: index, span: problem.span }),
        path: source.path().to_owned(),
        message: texts.say(&problem.message),
        help: problem.help.as_ref().map(|help| texts.say(help)),
    }
}

/// A finding on a value that stands once for many messages is told once, with their number (contract § 2.2). Such a value
/// stands in the configuration, whose source is `shared`, or in a document that one place of is read as several messages.
fn gather_shared(findings: Vec<Finding>, shared: Option<usize>) -> Vec<Finding> {
    let mut gathered: Vec<Finding> = Vec::new();
    let mut told: BTreeMap<(Place, String), usize> = BTreeMap::new();
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

/// The configuration's severities. What states a prohibition of the statute cannot be lowered.
fn set_severities(
    config: &Config,
    source: usize,
    rulebook: &Rulebook,
    findings: &mut [Finding],
    failures: &mut Vec<Failure>,
) {
    for (rule, severity) in &config.rules {
        let place = Place { source, span: rule.span };
        let mut refuse = |message: Phrase| {
            failures.push(Failure {
                place: Some(place),
                path: String::new(),
                message: rulebook.texts.say(&message),
                help: None,
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
        for finding in findings.iter_mut().filter(|finding| finding.rule == rule.value) {
            finding.severity = *severity;
        }
    }
}

/// What is hidden in all that a run says.
fn mask_of(rulebook: &Rulebook, run: &Run, readings: &[(Input, Reading)]) -> Mask {
    let named = readings.iter().filter_map(|(input, reading)| Some((run.sources.get(input.source)?, reading)));
    let named = named.flat_map(|(source, reading)| names(rulebook, source, &reading.documents));
    let beside = run.sources.iter().flat_map(|source| rulebook.names_beside_data(source.text()));
    Mask::of_names(named.chain(beside))
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
