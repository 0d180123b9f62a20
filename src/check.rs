//! The one pure function: a rulebook and the texts of a run in, a report out.
//!
//! No disk, clock, environment or randomness: what is checked, as of which day and under which settings is given.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::decide::Court;
use crate::decide::DecideError;
use crate::finding::{Judged, OwnFlow, Rule, Templates, first_line, judge_flows, judge_message, judge_routine, words};
use crate::fingerprint;
use crate::mask::mask;
use crate::read::{self, Config, Document, FlowDocument, Reading, Stated};
use crate::report::{Failure, Finding, Place, Report, Told};
use crate::rulebook::{Rulebook, Severity};
use crate::source::{Problem, Source, Span};

/// One text to check.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Index among the run's sources.
    pub source: usize,
    /// Index of the configuration's `inputs:` entry that describes it.
    pub mapping: Option<usize>,
    /// Named by the user, so that it must be something that can be checked.
    pub named: bool,
}

/// What a run is given.
#[derive(Clone, Debug)]
pub struct Run {
    /// All texts, the configuration's among them.
    pub sources: Vec<Source>,
    /// The texts to check.
    pub inputs: Vec<Input>,
    /// The configuration and its source.
    pub config: Option<(Config, usize)>,
    /// What went wrong while the texts were gathered.
    pub failures: Vec<Failure>,
    /// The day on which flows without a date are judged.
    pub as_of: Date,
    /// Only these rules, when any are named.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
}

/// Checks a run.
#[must_use]
pub fn check(rulebook: &Rulebook, run: Run) -> Report {
    let mut report = examine(rulebook, run, true);
    report.tell_touches(&rulebook.texts);
    report
}

/// Checks a run, or one piece of an input that is too large to be held at once: what only a whole run can tell is then left
/// out. Of what stands for many messages only the number is kept, for [`Report::absorb`] and [`Report::tell_touches`].
#[must_use]
pub fn examine(rulebook: &Rulebook, run: Run, is_whole: bool) -> Report {
    let mut report = Report {
        told: Told::default(),
        as_of: run.as_of,
        sources: Vec::new(),
        checked: Vec::new(),
        documents: 0,
        messages: 0,
        left_alone: 0,
        flows: Vec::new(),
        findings: Vec::new(),
        suppressed: Vec::new(),
        failures: run.failures.clone(),
    };
    let mut wording = Vec::new();
    let mut templates = Templates::default();
    let readings: Vec<(Input, Reading)> =
        run.inputs.iter().filter_map(|input| Some((*input, read_input(rulebook, &run, *input)?))).collect();
    let flows = Flows::of(&run, &readings);
    let court = Court::new(rulebook, run.as_of);
    for (input, reading) in &readings {
        check_input(&court, &run, *input, reading, &flows, (&mut report, &mut wording, &mut templates));
    }
    match templates.judge(&court) {
        Ok(findings) if is_whole => wording.extend(findings),
        Ok(_) => {}
        Err(error) => report.failures.push(Failure {
            place: None,
            path: String::new(),
            message: error.to_string(),
            help: Some(rulebook.texts.phrase("law-erred", &[])),
        }),
    }
    let mut findings = std::mem::take(&mut report.findings);
    findings.extend(gather_shared(wording, run.config.as_ref().map(|(_, source)| *source)));
    findings.retain(|finding| {
        (run.select.is_empty() || run.select.contains(&finding.rule)) && !run.ignore.contains(&finding.rule)
    });
    if let Some((config, source)) = &run.config {
        set_severities(config, *source, rulebook, &mut findings, &mut report.failures);
    }
    findings.sort_by(|a, b| {
        let path = |finding: &Finding| run.sources.get(finding.place.source).map(Source::path);
        (path(a), a.place.span, &a.rule, &a.message).cmp(&(path(b), b.place.span, &b.rule, &b.message))
    });
    fingerprint::mark(&mut findings, &run.sources);
    report.findings = findings;
    let path = |place: Place| run.sources.get(place.source).map(|source| source.path().to_owned());
    report.flows.sort_by_cached_key(|flow| (path(flow.place), flow.place.span));
    report.failures.sort_by(|a, b| (&a.path, a.place).cmp(&(&b.path, b.place)));
    // What stands behind an anchor is read once for each alias.
    report.failures.dedup_by(|a, b| a.place.is_some() && a.place == b.place && a.message == b.message);
    report.sources = run.sources;
    masked(report)
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
                message: rulebook.texts.phrase("not-a-document", &[]),
                help: Some(rulebook.texts.phrase("not-a-document-help", &[])),
            });
        } else {
            report.left_alone += 1;
        }
        return;
    }
    report.checked.push(input.source);
    report.failures.extend(reading.problems.iter().map(|problem| failure(problem, source, input.source)));
    for document in &reading.documents {
        let outcome = match document {
            Document::Flows(flows) => check_flows(rulebook, flows, input.source, run.as_of, report),
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
                message: error.to_string(),
                help: Some(rulebook.texts.phrase("law-erred", &[])),
            });
        }
    }
}

fn unknown_flow(rulebook: &Rulebook, stated: &Stated) -> Failure {
    Failure {
        place: Some(Place { source: stated.source, span: stated.span }),
        path: String::new(),
        message: rulebook.texts.phrase("flow-not-read", &[("flow", stated.text())]),
        help: Some(rulebook.texts.phrase("flow-not-read-help", &[])),
    }
}

/// The flows of a run, by the path of their document and their id.
struct Flows<'r> {
    by_path: BTreeMap<&'r str, (usize, Vec<&'r FlowDocument>)>,
}

impl<'r> Flows<'r> {
    fn of(run: &'r Run, readings: &'r [(Input, Reading)]) -> Flows<'r> {
        let mut by_path: BTreeMap<&str, (usize, Vec<&FlowDocument>)> = BTreeMap::new();
        for (input, reading) in readings {
            let Some(source) = run.sources.get(input.source) else { continue };
            for document in &reading.documents {
                if let Document::Flows(flows) = document {
                    by_path.entry(source.path()).or_insert_with(|| (input.source, Vec::new())).1.push(flows);
                }
            }
        }
        Flows { by_path }
    }

    /// The flow that a document at `path` means by `file#id`, its file told from where the document lies.
    fn find(&self, path: &str, reference: &str) -> Option<OwnFlow<'r>> {
        let (file, id) = reference.rsplit_once('#')?;
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in file.split('/') {
            match part {
                ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                "." | "" => {}
                part => parts.push(part),
            }
        }
        let (source, documents) = self.by_path.get(parts.join("/").as_str())?;
        documents.iter().find_map(|document| {
            let flow = document.flows.iter().find(|flow| flow.id.value == id)?;
            let recipient = document.parties.get(&flow.to.value).map(|party| party.kind.value.as_str())?;
            Some(OwnFlow { flow, recipient, source: *source })
        })
    }
}

fn check_flows(
    rulebook: &Rulebook,
    flows: &FlowDocument,
    source: usize,
    as_of: Date,
    report: &mut Report,
) -> Result<(), DecideError> {
    let (verdicts, findings) = judge_flows(flows, source, rulebook, as_of)?;
    report.documents += 1;
    report.flows.extend(verdicts);
    report.findings.extend(findings);
    report.findings.extend(overridden(rulebook, flows, source));
    Ok(())
}

fn failure(problem: &Problem, source: &Source, index: usize) -> Failure {
    Failure {
        place: Some(Place { source: index, span: problem.span }),
        path: source.path().to_owned(),
        message: problem.message.clone(),
        help: problem.help.clone(),
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
        let mut refuse = |key: &str| {
            failures.push(Failure {
                place: Some(place),
                path: String::new(),
                message: rulebook.texts.phrase(key, &[("rule", &rule.value)]),
                help: None,
            });
        };
        let norm = rulebook.norm(&rule.value).filter(|norm| norm.severity.is_some());
        let named = rulebook.findings().iter().find(|known| known.id == rule.value);
        let (statutory, least) = match (norm, named) {
            (Some(norm), _) => {
                (norm.statutory, norm.severity.as_ref().map_or(Severity::Error, |severities| severities.worst()))
            }
            (None, Some(named)) => (named.statutory, named.severity),
            (None, None) => {
                refuse("unknown-rule");
                continue;
            }
        };
        if statutory && *severity < least {
            refuse("statutory-rule");
            continue;
        }
        for finding in findings.iter_mut().filter(|finding| finding.rule == rule.value) {
            finding.severity = *severity;
        }
    }
}

/// Personal data never leaves: every text of the report is masked, and so are the sources that formats quote.
fn masked(mut report: Report) -> Report {
    let hide = |text: &mut String| {
        if let std::borrow::Cow::Owned(masked) = mask(text) {
            *text = masked;
        }
    };
    for finding in &mut report.findings {
        hide(&mut finding.message);
        [&mut finding.why, &mut finding.help, &mut finding.document, &mut finding.replacement]
            .into_iter()
            .flatten()
            .for_each(hide);
        finding.related.iter_mut().for_each(|(_, label)| hide(label));
    }
    for failure in &mut report.failures {
        hide(&mut failure.message);
        hide(&mut failure.path);
        failure.help.iter_mut().for_each(hide);
    }
    for flow in &mut report.flows {
        hide(&mut flow.flow);
        flow.missing.iter_mut().chain(&mut flow.basis).for_each(hide);
    }
    report.sources = report.sources.into_iter().map(|source| source.masked(|text| mask(text).into_owned())).collect();
    report
}

/// What is told of a known system that a document describes otherwise.
fn overridden(rulebook: &Rulebook, document: &FlowDocument, source: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for system in document.systems.values() {
        let known = rulebook.vocabulary.member("System", &system.id.value).and_then(|member| member.about.as_ref());
        let Some(day) = known.and_then(|known| known.get("facts-as-of")).map(|day| day.value.text().to_owned()) else {
            continue;
        };
        let Some(rule) = Rule::named(rulebook, "known-system-overridden") else { continue };
        let name = rulebook.texts.term("System", &system.id.value);
        let mend = rulebook.texts.phrase(if system.facts_as_of.is_none() { "record-as-of" } else { "keep-as-of" }, &[]);
        let texts = words(rulebook, rule.id, &[("system", name), ("day", &day), ("mend", &mend)]);
        findings.push(Finding {
            rule: rule.id.to_owned(),
            group: rule.group.to_owned(),
            level: None,
            severity: rule.severity,
            place: Place { source, span: system.id.span },
            document: Some(system.id.value.clone()),
            concept: None,
            message: texts.message,
            why: texts.why,
            help: texts.help,
            touches: 1,
            law: rule.law.iter().map(|key| rulebook.texts.law(key).to_owned()).collect(),
            replacement: None,
            related: Vec::new(),
            fix: None,
            fingerprint: String::new(),
        });
    }
    findings
}
