//! What is told of a message.

mod whole;

pub(crate) use whole::first_line;

use std::borrow::Borrow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use super::Rule;
use crate::decide::{Asked, Court, DecideError, Subject, decide_message};
use crate::lexicon::{Concept, Language, Mention, Reading};
use crate::personal_data::slots;
use crate::read::{Flow, Message, Stated};
use crate::report::{Finding, Place, Said, Text};
use crate::rulebook::{Norm, Rulebook};
use crate::source::Span;

/// What a routine that quotes a message says of it: concepts with all that each is a kind of.
pub(crate) struct Frame<'r> {
    /// In the same line.
    pub(crate) line: BTreeSet<&'r str>,
    /// In the headings and introductions over it.
    pub(crate) over: BTreeSet<&'r str>,
}

/// The flow that a message belongs to.
#[derive(Clone, Copy)]
pub(crate) struct OwnFlow<'f> {
    pub(crate) flow: &'f Flow,
    /// `PartyKind` of its recipient.
    pub(crate) recipient: &'f str,
    /// Index of the source that it stands in.
    pub(crate) source: usize,
}

/// What is told of messages, and how they speak.
pub(crate) struct Judged {
    pub(crate) findings: Vec<Finding>,
    /// Values of `Style` that a template counts as.
    pub(crate) styles: Vec<String>,
}

/// Judges a message. `frame` is what the routine that quotes it says of it.
///
/// # Errors
/// A policy that errs; nothing of the document is then to be trusted.
pub(crate) fn judge_message(
    court: &Court<'_>,
    message: &Message,
    source: usize,
    frame: Option<&Frame<'_>>,
    own_flow: Option<OwnFlow<'_>>,
) -> Result<Judged, DecideError> {
    let rulebook = court.rulebook;
    let theme = message.theme.as_ref().and_then(|stated| theme(rulebook, stated.text()));
    let reading = rulebook.lexicon().read_briefly(message.text.text(), court.jobs);
    // A theme of the municipal services, a channel, or who writes or reads may say that it is about a client of theirs.
    // Else the text does.
    let party = |stated: &Option<Stated>| {
        stated.as_ref().is_some_and(|stated| rulebook.makes_about_client("PartyKind", stated.text()))
    };
    let is_about_client = theme.is_some_and(|theme| rulebook.makes_about_client("Theme", theme))
        || rulebook.makes_about_client("System", message.channel.text())
        || party(&message.from)
        || party(&message.to)
        || reading.telling(false).any(|mention| rulebook.is_about_client(mention.concept));
    let labels = labels(rulebook, message, theme);
    let kind = |stated: &Option<Stated>, default: &str| {
        stated.as_ref().map_or(default.to_owned(), |stated| stated.text().to_owned())
    };
    let defaults = rulebook.message_defaults();
    let (from, to) = (kind(&message.from, defaults.0), kind(&message.to, defaults.1));
    let slots = slots(message.text.text(), &rulebook.personal_words);
    let mut found = Mentions { message, source, reading: &reading, is_about_client, labels: &labels };
    let mut subject = Subject {
        channel: message.channel.text(),
        from: &from,
        to: &to,
        theme,
        urgent: message.urgent.as_ref().and_then(|urgent| urgent.scalar.as_bool()),
        n_sentences: reading.n_sentences(),
        is_template: message.is_template || !slots.is_empty(),
        concepts: kinds(rulebook, found.all()),
        frame: frame.map(|frame| frame.line.clone()).unwrap_or_default(),
        frame_over: frame.map(|frame| frame.over.clone()).unwrap_or_default(),
        is_quoted: frame.is_some(),
    };
    let mut findings = judge_found(court, message, &subject, found)?;
    if !findings.is_empty() && !is_about_client {
        // What one wording reveals of the person, everyday words in the same text tell more of.
        found.is_about_client = true;
        subject.concepts = kinds(rulebook, found.all());
        findings = judge_found(court, message, &subject, found)?;
    }
    let mut judged = whole::judge(court, message, source, &subject, found, &slots)?;
    findings.append(&mut judged.findings);
    judged.findings = findings;
    if let Some(own_flow) = own_flow {
        judged.findings.extend(whole::beyond_flow(court, message, &subject, found, own_flow)?);
    }
    Ok(judged)
}

/// The key of a message's own text.
const TEXT: &str = "text";

/// How much of a text on either side of a rewriting is read again, in bytes.
const MAX_AROUND: usize = 512;

/// The part of a message that the text under a key is.
fn part(key: &str) -> &str {
    if [TEXT, "subject"].contains(&key) { key } else { "metadata" }
}

/// How many mentions are asked about at a time: a long text has more than need be held at once.
const MAX_ASKED: usize = 1024;

/// What a message and the texts beside it mention.
#[derive(Clone, Copy)]
struct Mentions<'m> {
    message: &'m Message,
    /// Index of its source.
    source: usize,
    /// Its own text.
    reading: &'m Reading<'m>,
    is_about_client: bool,
    /// What the texts beside it mention.
    labels: &'m [Found<'m>],
}

impl<'m> Mentions<'m> {
    /// The mentions of its own text, then those beside it.
    fn all(&self) -> impl Iterator<Item = Found<'m>> {
        let Mentions { message, source, reading, is_about_client, labels } = *self;
        let found = move |mention: Mention| {
            let span = message.text.span_of(mention.start..mention.end);
            Found { key: TEXT, text: message.text.text(), mention, place: Place { source, span } }
        };
        reading.telling(is_about_client).map(found).chain(labels.iter().cloned())
    }
}

/// A mention and where it stands.
#[derive(Clone)]
struct Found<'m> {
    /// `text`, or the key of the metadata.
    key: &'m str,
    /// The text it was found in.
    text: &'m str,
    mention: Mention,
    place: Place,
}

impl<'m> Found<'m> {
    fn concept<'r>(&self, rulebook: &'r Rulebook) -> Option<&'r Concept> {
        rulebook.lexicon().concepts().get(self.mention.concept)
    }

    /// Whether it only says something of the words around it.
    fn is_context(&self, rulebook: &Rulebook) -> bool {
        self.concept(rulebook).is_none_or(|concept| concept.is_context)
    }

    /// The sentence it stands in: the key of its text, and the number there.
    fn sentence(&self) -> (&'m str, usize) {
        (self.key, self.mention.sentence)
    }
}

fn judge_found(
    court: &Court<'_>,
    message: &Message,
    subject: &Subject<'_>,
    mentions: Mentions<'_>,
) -> Result<Vec<Finding>, DecideError> {
    let rulebook = court.rulebook;
    let teller = Teller::new(court, message, subject);
    let mut findings = Vec::new();
    let (mut said, mut is_long) = (Said::default(), false);
    let mut left = mentions.all().peekable();
    loop {
        let found = next_asked(&mut left, mentions.labels);
        let is_last = left.peek().is_none();
        is_long |= !is_last;
        let mut by_sentence: BTreeMap<(&str, usize), BTreeSet<&str>> = BTreeMap::new();
        for one in &found {
            by_sentence.entry(one.sentence()).or_default().extend(kinds(rulebook, std::iter::once(one)));
        }
        let told: Vec<&Found<'_>> = found.iter().filter(|found| !found.is_context(rulebook)).collect();
        let asked: Vec<Asked<'_>> = told
            .iter()
            .map(|one| Asked {
                part: part(one.key),
                concept: one.concept(rulebook).map_or("", |concept| concept.id.as_str()),
                sentence: by_sentence.get(&one.sentence()).cloned().unwrap_or_default(),
            })
            .collect();
        let decision = decide_message(court, subject, &asked)?;
        for offence in &decision.offences {
            if let Some(found) = told.get(offence.mention) {
                let mut finding = teller.wording(offence.rule, found)?;
                // A long text has much told of it in the same words.
                if is_long {
                    finding.share(&mut said);
                }
                findings.push(finding);
            }
        }
        if is_last {
            if let Some(stated) = &message.theme {
                findings.extend(decision.theme.iter().map(|rule| teller.theme(rule, stated)));
            }
            return Ok(findings);
        }
    }
}

/// The mentions that are asked about next: those of whole sentences, and what stands beside the text together with the last.
fn next_asked<'m>(left: &mut Peekable<impl Iterator<Item = Found<'m>>>, labels: &[Found<'_>]) -> Vec<Found<'m>> {
    // A text beside it may have the key of the message's own, and counts as the same sentences.
    let max = if labels.iter().any(|label| label.key == TEXT) { usize::MAX } else { MAX_ASKED };
    let mut next: Vec<Found<'m>> = Vec::new();
    while let Some(found) = left.next_if(|found| {
        let goes_on = next.last().is_some_and(|last| last.sentence() == found.sentence());
        next.len() < max || goes_on || found.key != TEXT
    }) {
        next.push(found);
    }
    next
}

/// The concepts mentioned, with all that each is a kind of.
fn kinds<'r, 'm>(rulebook: &'r Rulebook, found: impl Iterator<Item = impl Borrow<Found<'m>>>) -> BTreeSet<&'r str> {
    let concepts: BTreeSet<usize> = found.map(|found| found.borrow().mention.concept).collect();
    let concepts = concepts.into_iter().filter_map(|concept| rulebook.lexicon().concepts().get(concept));
    let kinds = |concept: &'r Concept| std::iter::once(concept.id.as_str()).chain(rulebook.concept_kinds(&concept.id));
    concepts.flat_map(kinds).collect()
}

/// What the texts beside a message mention.
fn labels<'m>(rulebook: &Rulebook, message: &'m Message, theme: Option<&str>) -> Vec<Found<'m>> {
    let unknown_theme = message.theme.iter().filter(|_| theme.is_none());
    let metadata = message.metadata.iter().map(|(key, stated)| (key.as_str(), stated));
    let mut found = Vec::new();
    for (key, stated) in metadata.chain(unknown_theme.map(|stated| ("theme", stated))) {
        for mention in rulebook.lexicon().mentions_in_label(stated.text()) {
            let span = stated.scalar.span_of(mention.start..mention.end);
            found.push(Found { key, text: stated.text(), mention, place: Place { source: stated.source, span } });
        }
    }
    found
}

/// The known theme that a code or name stands for.
fn theme<'r>(rulebook: &'r Rulebook, written: &str) -> Option<&'r str> {
    rulebook.vocabulary.named("Theme", written)
}

struct Teller<'a, 'r> {
    court: &'a Court<'r>,
    message: &'a Message,
    subject: &'a Subject<'a>,
    /// The language of the message's own text, told when it is first asked for.
    language: OnceCell<Option<Language>>,
}

impl<'a, 'r> Teller<'a, 'r> {
    fn new(court: &'a Court<'r>, message: &'a Message, subject: &'a Subject<'a>) -> Self {
        Self { court, message, subject, language: OnceCell::new() }
    }

    /// The language that a text is said to be in, or seems to be.
    fn language(&self, found: &Found<'_>) -> Option<Language> {
        let told = || self.court.rulebook.lexicon().language(found.text);
        let own = || if found.key == TEXT { *self.language.get_or_init(told) } else { told() };
        self.message.language.or_else(own)
    }

    fn wording(&self, rule: &Norm, found: &Found<'_>) -> Result<Finding, DecideError> {
        let term = found.text.get(found.mention.start..found.mention.end).unwrap_or_default();
        let concept = self.court.rulebook.lexicon().concepts().get(found.mention.concept);
        let lexicon = self.court.rulebook.lexicon();
        let of_term = concept
            .and_then(|concept| concept.terms.get(found.mention.term))
            .and_then(|term| term.languages.first().copied());
        let language = self.language(found).or(of_term).unwrap_or(Language::Nb);
        // A rewriting that itself reveals is never offered.
        let replacement = concept
            .filter(|concept| concept.residual.as_deref() != Some("high"))
            .and_then(|_| lexicon.replacement(&found.mention, found.text, language));
        let replacement = match replacement {
            Some(replacement) if self.reveals(found, &replacement)? => None,
            other => other,
        };
        let texts = &self.court.rulebook.texts;
        // What to write instead depends on who reads it: a rewriting for colleagues is none for the client.
        let own = Some(texts.term("Instead", self.subject.to)).filter(|own| *own != self.subject.to);
        let replacement = replacement.filter(|_| own.is_none());
        let neutral = texts.term("Neutral", language.code());
        let neutral_label = texts.term("NeutralLabel", language.code()).to_owned();
        let instead = match (own, &replacement) {
            (Some(own), _) => own.to_owned(),
            (None, Some(replacement)) => texts.say(&phrase!("replacement", replacement)),
            (None, None) => texts.say(&phrase!("no-replacement", neutral)),
        };
        let id = concept.map_or("", |concept| concept.id.as_str());
        let label = texts.term("Concept", id).to_owned();
        // What a reader would understand; most words say it themselves.
        let infers = Some(texts.term("Inference", id)).filter(|infers| *infers != id).unwrap_or_default();
        let values = [
            ("term", term),
            ("concept", label.as_str()),
            ("instead", &instead),
            ("key", found.key),
            ("infers", infers),
            ("neutral-label", &neutral_label),
        ];
        let mut finding = self.finding(rule, found.place, &values);
        finding.level = concept.map(|concept| concept.level.as_str().into());
        finding.concept = Some(id.into());
        finding.replacement = replacement.filter(|_| found.key == TEXT).map(Text::from);
        Ok(finding)
    }

    /// Whether the text around a mention has a finding in its place when a rewriting stands there.
    fn reveals(&self, found: &Found<'_>, replacement: &str) -> Result<bool, DecideError> {
        let Mention { start, end, .. } = found.mention;
        let from = found.text.floor_char_boundary(start.saturating_sub(MAX_AROUND));
        let to = found.text.floor_char_boundary(end.saturating_add(MAX_AROUND));
        let piece = |from, to| found.text.get(from..to).unwrap_or_default();
        let rewritten = format!("{}{replacement}{}", piece(from, start), piece(end, to));
        let (start, end) = (start - from, start - from + replacement.len());
        let rulebook = self.court.rulebook;
        let mentions = rulebook.lexicon().read_near(&rewritten, start..end).mentions(true);
        let asked: Vec<Asked<'_>> = mentions
            .iter()
            .filter(|mention| mention.start < end && start < mention.end)
            .filter_map(|mention| rulebook.lexicon().concepts().get(mention.concept))
            .filter(|concept| !concept.is_context)
            .map(|concept| Asked { part: part(found.key), concept: &concept.id, sentence: BTreeSet::new() })
            .collect();
        Ok(!decide_message(self.court, self.subject, &asked)?.offences.is_empty())
    }

    fn theme(&self, rule: &Norm, stated: &Stated) -> Finding {
        let place = Place { source: stated.source, span: inside(stated) };
        let mut finding = self.finding(rule, place, &[("term", stated.text())]);
        finding.level = Some("metadata".into());
        finding
    }

    fn finding(&self, rule: &Norm, place: Place, values: &[(&str, &str)]) -> Finding {
        let classes = self.court.rulebook.vocabulary.ancestors("System", self.subject.channel);
        let severity =
            rule.severity.as_ref().map_or(crate::rulebook::Severity::Error, |severities| severities.within(classes));
        let texts = &self.court.rulebook.texts;
        let channel = texts.term("System", self.subject.channel).to_owned();
        let mut all = vec![("channel", channel.as_str()), ("message", self.message.id.value.as_str())];
        all.extend_from_slice(values);
        let channel_place = Place { source: self.message.channel.source, span: self.message.channel.span };
        Finding {
            document: Some(self.message.id.value.as_str().into()),
            related: vec![(channel_place, texts.say(&phrase!("channel-here", channel = &channel)).into())],
            ..Rule::of_norm(rule, severity).finding(self.court.rulebook, place, &all)
        }
    }
}

/// The value without its quotes.
fn inside(stated: &Stated) -> Span {
    stated.scalar.span_of(0..stated.text().len())
}
