//! What is told of a routine.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;

use super::Rule;
use super::messages::{Frame, judge_message};
use crate::decide::{Court, DecideError, instructs, is_overseen, lacks};
use crate::facts::RoutineView;
use crate::lexicon::Mention;
use crate::read::Routine;
use crate::report::{Finding, Place};
use crate::rulebook::{self, Norm, Rulebook, Severity};
use crate::source::Span;

/// Judges a routine and the standard wordings in it.
///
/// # Errors
/// A policy that errs; nothing of the document is then to be trusted.
pub(crate) fn judge_routine(
    routine: &Routine,
    source: usize,
    rulebook: &Rulebook,
    as_of: Date,
) -> Result<Vec<Finding>, DecideError> {
    let court = Court::new(rulebook, as_of);
    let read = Read::new(routine, rulebook);
    let mut told = Told { rulebook, routine, source, findings: Vec::new(), once: BTreeMap::new() };
    // Of a front matter that could not be read, nobody knows what it lacks.
    if routine.is_whole {
        for rule in lacks(&court, routine, &read.view(None))? {
            told.lack(rule);
        }
    }
    for (index, mention) in read.mentions.iter().enumerate() {
        let (concept, view) = (read.concept(mention), read.view(Some(index)));
        if !is_overseen(&court, routine, concept, &view)? {
            continue;
        }
        for rule in instructs(&court, routine, concept, &view)? {
            told.mention(rule, mention, concept);
        }
    }
    let mut findings = told.findings;
    for wording in &routine.wordings {
        findings.extend(
            judge_message(&court, &wording.message, source, Some(&read.around(&wording.range)), None)?.findings,
        );
    }
    Ok(findings)
}

/// A routine with what it mentions.
struct Read<'r> {
    words: &'r rulebook::Words,
    routine: &'r Routine,
    /// What title and topic mention, with all that each is a kind of.
    title: BTreeSet<&'r str>,
    /// Every mention in the body, in order.
    mentions: Vec<Mention>,
    /// What the body mentions, likewise.
    concepts: BTreeSet<&'r str>,
    /// What each mention's sentence mentions, likewise.
    sentences: BTreeMap<usize, BTreeSet<&'r str>>,
    /// The first mention of each.
    first: BTreeMap<&'r str, usize>,
    /// What each of the routine's frames mentions, likewise.
    frames: Vec<BTreeSet<&'r str>>,
}

impl<'r> Read<'r> {
    fn new(routine: &'r Routine, rulebook: &'r Rulebook) -> Read<'r> {
        let words = rulebook.routine_words();
        let titles = routine.titles.iter().flat_map(|title| words.lexicon.read(title.text()).mentions_of_each());
        let mut read = Read {
            words,
            routine,
            title: titles.flat_map(|mention| kinds(words, &mention)).collect(),
            mentions: words.lexicon.read(routine.body.text()).mentions_of_each(),
            concepts: BTreeSet::new(),
            sentences: BTreeMap::new(),
            first: BTreeMap::new(),
            frames: Vec::new(),
        };
        for (index, mention) in read.mentions.iter().enumerate() {
            for kind in kinds(words, mention) {
                read.concepts.insert(kind);
                read.sentences.entry(mention.sentence).or_default().insert(kind);
                read.first.entry(kind).or_insert(index);
            }
        }
        read.frames = routine.frames.iter().map(|frame| read.within(&frame.says)).collect();
        read
    }

    fn concept(&self, mention: &Mention) -> &'r str {
        self.words.lexicon.concepts().get(mention.concept).map_or("", |concept| concept.id.as_str())
    }

    /// The routine as seen from one of its mentions, or as a whole.
    fn view(&self, index: Option<usize>) -> RoutineView<'_> {
        let mention = index.and_then(|index| self.mentions.get(index));
        let sentence = mention.map(|mention| {
            let own = self.sentences.get(&mention.sentence).into_iter().flatten().copied();
            own.chain(self.over(mention.start..mention.end)).collect()
        });
        let before = self.first.iter().filter(|(_, first)| index.is_some_and(|index| **first < index));
        RoutineView {
            title: &self.title,
            concepts: &self.concepts,
            sentence: sentence.unwrap_or_default(),
            before: before.map(|(kind, _)| *kind).collect(),
        }
    }

    /// What the headings and introductions that stand over a place mention.
    fn over(&self, place: Range<usize>) -> impl Iterator<Item = &'r str> {
        let frames = self.routine.frames.iter().zip(&self.frames);
        frames.filter(move |(frame, _)| is_within(&place, &frame.of)).flat_map(|(_, says)| says.iter().copied())
    }

    /// What a part of the body mentions.
    fn within(&self, range: &Range<usize>) -> BTreeSet<&'r str> {
        let from = self.mentions.partition_point(|mention| mention.start < range.start);
        let inside = self.mentions.iter().skip(from).take_while(|mention| mention.start < range.end);
        let inside = inside.filter(|mention| mention.end <= range.end);
        inside.flat_map(|mention| kinds(self.words, mention)).collect()
    }

    /// What the routine says of a wording that it quotes.
    fn around(&self, wording: &Range<usize>) -> Frame<'r> {
        let body = self.routine.body.text();
        let start = body.get(..wording.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = body.get(wording.end..).and_then(|after| after.find('\n')).map_or(body.len(), |at| wording.end + at);
        Frame { line: self.within(&(start..end)), over: self.over(wording.clone()).collect() }
    }
}

/// What a mention's concept is, with all that it is a kind of.
fn kinds<'r>(words: &'r rulebook::Words, mention: &Mention) -> impl Iterator<Item = &'r str> + use<'r> {
    let concept = words.lexicon.concepts().get(mention.concept).map_or("", |concept| concept.id.as_str());
    std::iter::once(concept).chain(words.kinds(concept))
}

fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The findings so far.
struct Told<'r> {
    rulebook: &'r Rulebook,
    routine: &'r Routine,
    source: usize,
    findings: Vec<Finding>,
    /// Where the finding of a rule that is told once stands among them.
    once: BTreeMap<&'r str, usize>,
}

impl<'r> Told<'r> {
    fn mention(&mut self, rule: &'r Norm, mention: &Mention, concept: &str) {
        let place = Place { source: self.source, span: self.routine.body.span_of(mention.start..mention.end) };
        if let Some(first) = self.once.get(rule.id.as_str()).and_then(|first| self.findings.get_mut(*first)) {
            first.related.push((place, self.rulebook.texts.say(&phrase!("also-here")).into()));
            return;
        }
        if rule.once {
            self.once.insert(&rule.id, self.findings.len());
        }
        let term = self.routine.body.text().get(mention.start..mention.end).unwrap_or_default();
        let mut finding = self.finding(rule, place, &[("term", term)]);
        finding.concept = Some(concept.into());
        self.findings.push(finding);
    }

    /// What the routine as a whole lacks is told at the key that the rule is about, else at its title.
    fn lack(&mut self, rule: &'r Norm) {
        let fact = rule.at.as_ref().and_then(|at| self.routine.facts.iter().find(|fact| fact.path == *at));
        let title = self.routine.titles.first();
        let place = title.map(|title| Place { source: title.source, span: fact.map_or(title.span, |fact| fact.span) });
        let place = place.unwrap_or(Place { source: self.source, span: Span::new(0, 0) });
        let finding = self.finding(rule, place, &[]);
        self.findings.push(finding);
    }

    fn finding(&self, rule: &Norm, place: Place, values: &[(&str, &str)]) -> Finding {
        let severity = rule.severity.as_ref().map_or(Severity::Error, rulebook::Severities::worst);
        let finding = Rule::of_norm(rule, severity).finding(self.rulebook, place, values);
        Finding { document: Some(self.routine.id.as_str().into()), ..finding }
    }
}
