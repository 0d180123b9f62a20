//! The program's own messages in one language: `policies/texts/<language>/program.ftl`, in Fluent.

use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use foldhash::fast::RandomState;
use memchr::memchr_iter;

use super::Language;
use crate::law;
use crate::phrase::{Phrase, Value};

/// Room for the messages of a language, so that none is moved when more come.
const N_MESSAGES: usize = 800;

/// Messages by id, cut apart but not read: most runs say few of them.
#[derive(Debug)]
pub(super) struct Catalogue {
    language: Language,
    messages: HashMap<&'static str, Message, RandomState>,
}

/// A message as it is written, and as Fluent has read it.
struct Message {
    written: &'static str,
    // In a box, as most are never read and an index of large entries is slow to make.
    read: OnceLock<Box<FluentBundle<FluentResource>>>,
    /// In words, when it speaks of nothing else.
    said: OnceLock<Box<str>>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.written)
    }
}

impl Catalogue {
    pub(super) fn new(language: Language) -> Catalogue {
        let text = law::shipped(&format!("policies/texts/{}/program.ftl", language.code())).unwrap_or_default();
        let mut messages = HashMap::with_capacity_and_hasher(N_MESSAGES, RandomState::default());
        let unread = |written| Message { written, read: OnceLock::new(), said: OnceLock::new() };
        messages.extend(cut(text).map(|(id, written)| (id, unread(written))));
        Catalogue { language, messages }
    }

    /// The message in words. That every message is there and can be read is a test's.
    pub(super) fn say(&self, phrase: &Phrase) -> String {
        let say = || self.say_of(phrase);
        match self.messages.get(phrase.id) {
            Some(message) if phrase.args.is_empty() => message.said.get_or_init(|| say().into()).to_string(),
            _ => say(),
        }
    }

    fn say_of(&self, phrase: &Phrase) -> String {
        let mut args = FluentArgs::with_capacity(phrase.args.len());
        for (name, value) in &phrase.args {
            match value {
                Value::Text(text) => args.set(*name, text.as_str()),
                Value::Number(number) => args.set(*name, *number),
                Value::Phrase(phrase) => args.set(*name, self.say(phrase)),
            }
        }
        self.find(phrase.id, None, &args).unwrap_or_else(|| phrase.id.to_owned())
    }

    /// The message of this name or an attribute of it, when there is one.
    pub(super) fn find(&self, id: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
        let message = self.messages.get(id)?;
        let bundle = message.read.get_or_init(|| Box::new(self.read(message.written)));
        let found = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => found.get_attribute(attribute)?.value(),
            None => found.value()?,
        };
        Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    fn read(&self, written: &str) -> FluentBundle<FluentResource> {
        let mut bundle = FluentBundle::new_concurrent(vec![self.language.code().parse().unwrap_or_default()]);
        // Marks around what is filled in would be characters that nobody wrote.
        bundle.set_use_isolating(false);
        // What cannot be read of it is left out.
        let resource = FluentResource::try_new(written.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        bundle
    }
}

/// The messages of a catalogue: each begins on a line with its id, and goes on to where the next one begins.
fn cut(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let begins = |at: &usize| text.as_bytes().get(*at).is_some_and(u8::is_ascii_lowercase);
    let lines = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
    let mut starts = lines.filter(begins).peekable();
    std::iter::from_fn(move || {
        let message = text.get(starts.next()?..starts.peek().copied().unwrap_or(text.len()))?;
        Some((message.split_once(' ')?.0, message))
    })
}
