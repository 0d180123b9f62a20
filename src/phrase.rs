//! What is said, before it is said in a language.
//!
//! A [`Phrase`] is plain data: the id of a message in `policies/texts/<language>/program.ftl` and what it speaks of.
//! Must not know any language; [`crate::rulebook::Texts`] turns phrases into text.

use std::fmt;

/// A message of the catalogue, with what it speaks of. Made by `phrase!`, so that a test finds every id there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The message's id.
    pub id: &'static str,
    /// What stands in the message's places, by their names.
    pub args: Box<[(&'static str, Value)]>,
}

/// What stands in a place of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text that is the same in all languages.
    Text(String),
    /// A number, which a message may be inflected by.
    Number(usize),
    /// Another message.
    Phrase(Phrase),
}

/// For those who mend the program; people are told in words.
impl fmt::Display for Phrase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id)?;
        for (name, value) in &self.args {
            match value {
                Value::Text(text) => write!(out, ", {name}: {text}")?,
                Value::Number(number) => write!(out, ", {name}: {number}")?,
                Value::Phrase(phrase) => write!(out, ", {name}: ({phrase})")?,
            }
        }
        Ok(())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<char> for Value {
    fn from(character: char) -> Value {
        Value::Text(character.to_string())
    }
}

impl From<&char> for Value {
    fn from(character: &char) -> Value {
        Value::Text(character.to_string())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number)
    }
}

impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Value {
        Value::Phrase(phrase)
    }
}

impl From<&Phrase> for Value {
    fn from(phrase: &Phrase) -> Value {
        Value::Phrase(phrase.clone())
    }
}

/// `phrase!("unknown-key", key = entry.key(), place)`: a message by its id, with the values of its places.
macro_rules! phrase {
    (@value $name:ident) => { $crate::phrase::Value::from($name) };
    (@value $name:ident = $value:expr) => { $crate::phrase::Value::from($value) };
    ($id:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::phrase::Phrase { id: $id, args: Box::new([$((stringify!($name), phrase!(@value $name $(= $value)?))),*]) }
    };
}
