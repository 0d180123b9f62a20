//! Shows what the lexicon finds in texts: `cargo run --example mentions -- 'Bruker ønsker kontakt om husleia.'`
//!
//! With `--routine` first, what routines are read with. For those who write terms: each mention with its concept, the pattern that found it, and whether the text is one
//! about a client. Reads nothing but its arguments.

use std::error::Error;
use std::io::Write as _;

use taushet::law::embedded;
use taushet::lexicon::Mention;
use taushet::rulebook::Rulebook;

fn main() -> Result<(), Box<dyn Error>> {
    let law = Rulebook::load(&embedded())?;
    let mut texts = std::env::args().skip(1).peekable();
    let is_routine = texts.next_if(|first| first == "--routine").is_some();
    let lexicon = if is_routine { law.routine_lexicon() } else { law.lexicon() };
    lexicon.check().map_err(|problems| format!("{problems:?}"))?;
    let mut out = std::io::stdout().lock();
    for text in texts {
        writeln!(out, "{text}")?;
        let reading = lexicon.read(&text);
        let plain = reading.mentions(false);
        let everyday = if is_routine { reading.mentions_of_each() } else { reading.mentions(true) };
        let is_new =
            |mention: &&Mention| !plain.iter().any(|known| known.start == mention.start && known.term == mention.term);
        let told = plain
            .iter()
            .map(|mention| (mention, ""))
            .chain(everyday.iter().filter(is_new).map(|mention| (mention, " (in a text about a client)")));
        for (mention, when) in told {
            let found = text.get(mention.start..mention.end).unwrap_or_default();
            let concept = lexicon.concepts().get(mention.concept);
            let id = concept.map_or("", |concept| concept.id.as_str());
            let pattern = concept.and_then(|concept| concept.terms.get(mention.term)).map_or("", |term| &term.pattern);
            writeln!(out, "  {found:?} {id}{when}: {pattern}")?;
        }
    }
    Ok(())
}
