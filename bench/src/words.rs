//! Prints the words that the shipped lexicon looks for, one on each line: `bench/run` gives them to `rg -f`.

use std::io::{Error, Write as _, stdout};

use taushet::law::embedded;
use taushet::rulebook::Rulebook;
use taushet_bench::words;

fn main() -> Result<(), Error> {
    let law = Rulebook::load(&embedded()).map_err(|error| Error::other(format!("{:?}", error.problems.len())))?;
    let mut out = stdout().lock();
    words(law.lexicon()).iter().try_for_each(|word| writeln!(out, "{word}"))
}
