//! What must hold of taushet whatever it is given.
//!
//! Comes in: the bytes of a fuzzer, cut up by a target. Goes out: nothing, or a panic that says which property broke.
//! Targets say what is read and how; what holds of every run stands here, once.

mod report;

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use taushet::check::{Input, Run};
use taushet::decode::decode;
use taushet::discover::Mappings;
use taushet::phrase::Phrase;
use taushet::read::config;
use taushet::report::{Failure, Place};
use taushet::rulebook::Rulebook;
use taushet::source::{Problem, Source};

pub use report::{holds, is_inside, key, reads_back};

/// The law as shipped, read once.
pub static LAW: LazyLock<Rulebook> = LazyLock::new(|| match Rulebook::load(&taushet::law::embedded()) {
    Ok(rulebook) => rulebook,
    Err(error) => panic!("{error}"),
});

/// The day on which everything is judged.
pub const DAY: Date = date(2026, 11, 22);

/// Where two parts of an input meet.
const CUT: &[u8] = b"\n====\n";

/// What the first byte says, and the rest. `0` is the first choice, so that seeds can be written by hand.
#[must_use]
pub fn pick<'d, T: Copy>(data: &'d [u8], choices: &[T]) -> Option<(T, &'d [u8])> {
    let (first, rest) = data.split_first()?;
    let index = usize::from(first.wrapping_sub(b'0')) % choices.len();
    Some((choices[index], rest))
}

/// The two parts of an input.
#[must_use]
pub fn parts(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = data.windows(CUT.len()).position(|window| window == CUT)?;
    Some((&data[..at], &data[at + CUT.len()..]))
}

/// A synthetic person's data (the month is above 80), as it is planted.
const PLANTED: &str = " fnr 41819012345, e-post kari.q@eksempel.no, ";

/// What must not be seen of it.
const SECRETS: [&str; 2] = ["41819012345", "kari.q@eksempel.no"];

/// The text with a person's data put in it somewhere: every fourth input, so that the others stay as they are.
#[must_use]
pub fn planted(text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    if text.len().is_multiple_of(4) && !could_show(&String::from_utf8_lossy(&text)) {
        let seed = text.iter().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let mut at = seed % (text.len() + 1);
        while at < text.len() && text[at] & 0b1100_0000 == 0b1000_0000 {
            at += 1;
        }
        text.splice(at..at, PLANTED.bytes());
    }
    text
}

/// Whether a text of the fuzzer's own holds a part of the planted data, so that nothing can be told of it.
fn could_show(text: &str) -> bool {
    let plain = without_separators(text);
    plain.contains("41819") || plain.contains("kariq@")
}

fn without_separators(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '\u{a0}' | '\u{202f}' | '\t')).collect()
}

/// Whether a text shows planted data.
fn shows(text: &str) -> bool {
    let plain = without_separators(text);
    SECRETS.iter().any(|secret| plain.contains(&without_separators(secret)))
}

/// A run over one file that the user named.
#[must_use]
pub fn run(path: &str, bytes: &[u8]) -> Run {
    let mut run = Run::new(Vec::new(), Vec::new(), DAY);
    add(&mut run, path, bytes, None);
    run
}

/// A run over one file that a configuration describes, in its first entry. The configuration is the first source.
#[must_use]
pub fn described(configuration: &str, path: &str, bytes: &[u8]) -> Run {
    let source = Source::new("taushet.yaml".to_owned(), configuration.to_owned());
    let (config, problems) = config::read(&source, 0, &LAW.vocabulary);
    let mut run = Run::new(vec![source], Vec::new(), DAY);
    run.failures = problems.iter().map(|problem| failure(problem, 0, "taushet.yaml")).collect();
    let mappings = Mappings::new(Some(&config), std::path::Path::new("/"));
    run.failures.extend(mappings.failures.iter().map(|unread| unread.tell(&LAW.texts)));
    let mapping = config.inputs.first().is_some_and(|input| !input.marked).then_some(0);
    run.config = Some((config, 0));
    add(&mut run, path, bytes, mapping);
    run
}

fn add(run: &mut Run, path: &str, bytes: &[u8], mapping: Option<usize>) {
    match decode(path.to_owned(), bytes.to_vec()) {
        Ok(source) => {
            run.inputs.push(Input { source: run.sources.len(), mapping, named: true });
            run.sources.push(source);
        }
        Err(error) => {
            let say = |phrase: &Phrase| LAW.texts.say(phrase);
            let (message, help) = (say(&error.message), Some(say(&error.help)));
            run.failures.push(Failure { path: path.to_owned(), message, help, ..Failure::default() });
        }
    }
}

fn failure(problem: &Problem, source: usize, path: &str) -> Failure {
    Failure {
        place: Some(Place { source, span: problem.span }),
        path: path.to_owned(),
        message: LAW.texts.say(&problem.message),
        help: problem.help.as_ref().map(|help| LAW.texts.say(help)),
        ..Failure::default()
    }
}
